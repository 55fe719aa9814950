/**
 * Placement of firms on a chain. Nouns: firm words (name, texts, honours, codes), mention, zone, evidence, placement.
 * Invariant: a placement explains itself: which words at which place, in which zone, and which codes.
 */
export { preparePlacer } from "./place.ts";
export type { Placer } from "./place.ts";
export type { Evidence, FirmWords, PlacedNode, Placement } from "./model.ts";
export { readRules, shippedRules } from "./rules.ts";
export type { PlacementRules, Zone } from "./rules.ts";
export { buildAutomaton, foldUnit, hitBuffer, scan } from "./automaton.ts";
export type { Automaton, Hits } from "./automaton.ts";
export { buildVocabulary } from "./vocabulary.ts";
export type { Lexicon, Vocabulary } from "./vocabulary.ts";
export { isHeldOut, measure, readCases } from "./measure.ts";
export type { Case, Measured, Rates } from "./measure.ts";
