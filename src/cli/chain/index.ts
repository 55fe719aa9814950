/**
 * The `chain` and `place` commands. Nouns: pack check, import, gaps of placed firms, placement of a register.
 * Invariant: a command reads and writes only through its `io`; results on standard output, remarks on standard error.
 */
export { chainCommand, placeCommand, CHAIN_HELP } from "./command.ts";
export { runChainCheck, runChainImport } from "./check.ts";
export type { CheckOptions, ImportOptions } from "./check.ts";
export { runPlace } from "./place.ts";
export type { PlaceOptions } from "./place.ts";
export { runChainGaps } from "./gaps.ts";
export type { GapOptions } from "./gaps.ts";
export { processChainIo } from "./io.ts";
export type { ChainIo } from "./io.ts";
export { asksRecord, chainOverRecord } from "./over-record.ts";
