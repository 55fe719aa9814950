/**
 * entities: who is who. Names become entities, entities are found by any of their names, and two that are one are judged so.
 * Invariant: identity is a judgement, reversible and itself recorded; no name is lost by a merge.
 */
export { enterClaim } from "./enter-claim.ts";
export type { CitedSource, EnteredClaim } from "./enter-claim.ts";
export { EntityDesk, labelOf, slugOf } from "./desk.ts";
export { searchEntities } from "./search.ts";
export { RECORD_SCOPE, registerScope, SearchIndexes } from "./search-indexes.ts";
export type { FindOptions, IndexedName, NameHit, ScopeState, SearchIndexesOptions } from "./search-indexes.ts";
