/**
 * Commands on identity: `dedupe`, `link`, `pairs`. Nouns: a *sheet* is a list read from any table file; a *link* and a *cluster* are printed one
 * a line. Invariant: data on standard output, talk on standard error; row numbers count data rows from 1.
 */
export { runDedupe } from "./dedupe-command.ts";
export type { DedupeArguments } from "./dedupe-command.ts";
export { runLink } from "./link-command.ts";
export type { LinkArguments } from "./link-command.ts";
export { runPairs } from "./pairs-command.ts";
export type { PairsArguments } from "./pairs-command.ts";
export { processIo } from "./io.ts";
export type { IdentityIo } from "./io.ts";
