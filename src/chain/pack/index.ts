/**
 * Chain packs: an industrial chain as data. Nouns: stage, line, node (with its words and codes), flow (upstream to
 * downstream), source; a pack compiles, or says everything that is wrong with it.
 * Invariant: nothing in this house knows a chain but through a compiled pack.
 */
export { compilePack } from "./compile.ts";
export type { Compiled } from "./compile.ts";
export { readPack } from "./read.ts";
export { loadPack, packFolder, readPackFolder, shippedCodeLists } from "./store.ts";
export { importTable, packAsFiles } from "./import.ts";
export type { ChainTables, Imported, ImportedProvision } from "./import.ts";
export { cyclesOf } from "./cycles.ts";
export { CODE_SYSTEMS } from "./model.ts";
export type {
  ChainNode, ChainPack, CodeLists, CodeSystem, CompiledPack, Flow, PackFile, PackSource, Stage, Words,
} from "./model.ts";
export { hitsAtTen, upstreamCandidates } from "./upstream-candidates.ts";
export type { UpstreamCandidate } from "./upstream-candidates.ts";
