/**
 * judgements: who decided that two are one, or not, and what waits to be decided.
 *
 * Nouns: a *candidate pair* is two sides with the features that speak for and against their being one; a *judgement* is same, different or
 * unsure, by a person or a rule; the *queue* is the pairs that nobody has judged.
 * Invariant: judgements are only ever added; clusters follow from the last word on each pair; merging and parting keep every claim.
 */
export type { CandidatePair, JudgementMade, PairVerdict, Side, StandingVerdict } from "./model.ts";
export { candidatePairs } from "./candidates.ts";
export { judgePair, judgeRow, takeBack } from "./judge.ts";
export type { Judged, Judging } from "./judge.ts";
export { PairQueue, RULES } from "./queue.ts";
export type { QueueAsk, QueuePage, RuleName } from "./queue.ts";
export { judgementBy, judgementsPage } from "./store.ts";
export { knownAs } from "./known-as.ts";
export type { DatedName, KnownAs } from "./known-as.ts";
