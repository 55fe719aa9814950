/** The `forecast` commands. Nouns: slips (a table of promised and actual ends). Invariant: a command reads and writes only through its `io`. */
export { runForecastSlips } from "./slips.ts";
export type { ForecastIo, ForecastSlipsOptions } from "./slips.ts";
