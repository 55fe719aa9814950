/**
 * identity: who is who among organisations, in Chinese and in English.
 *
 * Nouns: a *profile* is a name taken apart; *evidence* is a named agreement or disagreement in bits; a *comparison* is the sum of weighted
 * evidence with a probability, a decision and, where there is one, a veto; a *link* joins rows of two lists; a *cluster* joins rows of one.
 * Invariant: pure functions of their arguments (word lists are read once from data/identity); every decision carries the features that made it.
 */
export type { Comparison, Decision, Identifiers, LatinWord, MatchFeature, NameKind, Profile, Script, WordRole } from "./model.ts";
export { flawsOf, foldText, normalName, toSimplified } from "./normal.ts";
export { profileOf } from "./profile.ts";
export { initialsOf, joinedReadings, pinyinOf, readings } from "./pinyin.ts";
export { readIsin, readLei, readOrgCode, readStockCode, readUscc } from "./check-digit.ts";
export { background, GENERAL } from "./background.ts";
export type { Background } from "./background.ts";
export { compareIds, compareProfiles, probability, THRESHOLDS } from "./compare.ts";
export type { CompareOptions } from "./compare.ts";
export { WEIGHTS } from "./weights.ts";
export { comparePair } from "./pair.ts";
export type { PairOptions } from "./pair.ts";
export { buildNameIndex, explain, rank } from "./name-index.ts";
export type { NamedRow, NameIndex, Ranked } from "./name-index.ts";
export { linkList, linkRows } from "./link.ts";
export type { Link, LinkListOptions, LinkOptions, LinkRow } from "./link.ts";
export { dedupeList, dedupeRows } from "./dedupe.ts";
export type { Cluster, DedupeInput, DedupeOptions, DedupeResult, DedupeStage, ListOptions, Reason } from "./dedupe.ts";
export { buildSearchIndex, search, searchIndexBytes } from "./search-index.ts";
export type { Found, SearchHit, SearchIndex, Sight } from "./search-index.ts";
export { searchThread } from "./search-thread.ts";
export type { SearchThread } from "./search-thread.ts";
