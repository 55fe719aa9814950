/**
 * entities: who is who. Names become entities, entities are found by any of their names, and two that are one are judged so.
 * Invariant: identity is a judgement, reversible and itself recorded; no name is lost by a merge.
 */
export { changeNote, NOTE_CHARS_MAX, noteHistory, notesOn, writeNote } from "./notes.ts";
export type { Note, NoteEvent } from "./notes.ts";
export { enterClaim } from "./enter-claim.ts";
export { enterEntity } from "./enter-entity.ts";
export type { EnteredEntity } from "./enter-entity.ts";
export { enterOnMany } from "./enter-many.ts";
export type { EnteredMany, EnteredOnMany } from "./enter-many.ts";
export type { CitedSource, EnteredClaim } from "./enter-claim.ts";
export { EntityDesk, labelOf, slugOf } from "./desk.ts";
export { searchEntities } from "./search.ts";
export { RecordSearch } from "./record-search.ts";
export { RECORD_SCOPE, registerOf, registerScope, SearchIndexes } from "./search-indexes.ts";
export type { FindOptions, IndexedName, NameHit, ScopeState, SearchIndexesOptions } from "./search-indexes.ts";
