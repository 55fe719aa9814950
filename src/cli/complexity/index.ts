/**
 * The `complexity` commands. Nouns: a region × activity table and its indices; a backtest of entry and exit on a panel.
 * Invariant: a command reads and writes only through its `io`; figures on standard output, remarks on standard error.
 */
export { runComplexity } from "./analyse-command.ts";
export { runBacktest } from "./backtest-command.ts";
export { complexityCommand } from "./command.ts";
export { processIo } from "./io.ts";
export type { ComplexityIo } from "./io.ts";
export type { ComplexityOptions, BacktestOptions, Section } from "./arguments.ts";
