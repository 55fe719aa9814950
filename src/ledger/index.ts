/**
 * ledger: append-only claims with their sources, decisions on them, and the facts that follow.
 * Nouns: entity, source, document, claim, decision, judgement, ruling, change set; fact and finding (derived).
 * Invariant: nothing is overwritten; every row belongs to a change set, and change sets are chained by hash.
 */
export type * from "./model.ts";
export { statusAfter, RULING_VERDICTS, VERDICTS } from "./model.ts";
export { chooseFact, chooseFacts, agree, groupOf } from "./fact.ts";
export type { Choice, Preference } from "./fact.ts";
export { claimsAsOf } from "./as-of.ts";
export { claimsOfProperties, claimsOfSubjects, entitiesOfTypes, headOf } from "./claims-of.ts";
export { compareFacts } from "./compare.ts";
export type { ChangeReason, FactChange } from "./compare.ts";
export type { Clocks } from "./as-of.ts";
export { record, recordIn, quoteStands } from "./record.ts";
export { inTransaction, GENESIS } from "./journal.ts";
export type { Ctx, ChangeInput } from "./journal.ts";
export { decide, decideIn, correct, ALLOWED, type Taught } from "./decide.ts";
export type { DecisionInput } from "./decide.ts";
export { rule } from "./rule.ts";
export type { RuledOn, RulingInput } from "./rule.ts";
export { rulingHeads, rulingsOn } from "./ruling.ts";
export type { Ruling } from "./ruling.ts";
export { judge, judgeIn } from "./clusters.ts";
export { rebuildFacts, settleFacts } from "./facts-store.ts";
export { normalName, NAME_PROPERTIES, refreshNames } from "./names-store.ts";
export { soundOf } from "./sound.ts";
export {
  entityBy, entitiesByIds, claimsOn, claimsPointingTo, proposalsOn, claimsPage, claimBy, claimsByIds, factsOf, factsOfMany, latestFacts, standOf, standingOfMany, historyOf, changesOn, changesPage,
  sourceBy, sourceByKey, sourcesByIds, sourcesPage, sourceOfBytes, documentOf, countsOf,
} from "./query.ts";
export type { Entity, Fact, Stand, ClaimFilter, Decision, EntityHit } from "./query.ts";
export { membersBelow, tieCounts, tiedOfTypes, tiedTo, tiesIn } from "./ties.ts";
export type { TieCount } from "./ties.ts";
export { standingClaims } from "./standing.ts";
export type { Standing, StandingAsked } from "./standing.ts";
export { exportLines, importLines } from "./exchange.ts";
export { verifyLedger } from "./verify.ts";
export type { Verification, Flaw } from "./verify.ts";
export { reconcile } from "./reconcile.ts";
export { FindingBook } from "./finding-book.ts";
export type { Found } from "./finding-book.ts";
export { findingOrder, scopeOf } from "./checks/index.ts";
export type { Finding } from "./checks/index.ts";
export { tablesOf, type LedgerTables, type TableChoice, type TableNoun, type TableQuery } from "./tables/index.ts";
export { correctMany, enterMany, undoChange } from "./batch.ts";
export type { Correction, EnteredOn } from "./batch.ts";
