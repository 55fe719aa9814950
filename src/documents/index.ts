/**
 * documents: files become sources with their text, and their sentences become proposed claims; sheets become claims.
 * Nouns: document, citation, proposal, import, taught word. Invariant: what fails leaves the ledger as it was.
 */
export { readIntoLedger, citationOf, proposalsOf, editSource } from "./read.ts";
export type { ReadOptions, ReadResult, Citation } from "./read.ts";
export { Assistant, ASSIST_LIMITS, endpointOf } from "./assist.ts";
export type { Assistance, AssistOptions, ModelEndpoint } from "./assist.ts";
export type { AssistedProposal, Refusal } from "./assist-gate.ts";
export { checkImport, commitImport } from "./import.ts";
export type { CheckedImport } from "./import.ts";
export type { ImportOptions } from "./sheet-row.ts";
export { qualifierWords } from "./qualifier-words.ts";
export { fillWithReference, referenceEntries } from "./reference.ts";
export { learntOf, lexiconOf, withTaught } from "./lexicon.ts";
export type { Learnt, TaughtWord } from "./lexicon.ts";
export { lessonsOf, listTaught, teachByHand, correctAndTeach, withdrawWord } from "./teach.ts";
export type { Lesson, Lessons } from "./teach.ts";
export type { NotTaught } from "./lesson.ts";
export { toInterchange, readClaims, findMetadata, buildLexicon, parseFigures } from "./reading/index.ts";
export type { Lexicon, Proposal, Interchange } from "./reading/index.ts";
