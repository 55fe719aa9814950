/**
 * The tables as types, for Kysely. The SQL that makes them is in `migrations/`; a test holds the two together.
 * Invariant: tables of claims, decisions and change sets are append-only; columns marked "projection" can be rebuilt.
 */
import type { ColumnType, Generated, JSONColumnType } from "kysely";

type Json<T extends object> = JSONColumnType<T, string, string>;
type JsonOrNull<T> = ColumnType<T | null, string | null, string | null>;
type Instant = ColumnType<Date, string, never>;

export interface ChangeSetTable {
  id: string;
  seq: ColumnType<number, number, never>;
  kind: string;
  actor: string;
  at: Instant;
  note: string;
  entries: number;
  visibility: number;
  prev_hash: string;
  hash: string;
}

export interface EntityTable {
  id: string;
  type: string;
  slug: string;
  label_zh: string | null;
  label_en: string | null;
  visibility: number;
  change_id: string;
  n: number;
  hash: string;
  /** Projection: the entity that stands for this one after merges. */
  canonical_id: string;
}

export interface SourceTable {
  id: string;
  version: number;
  /** A short name that people cite it by in import sheets. */
  key: string | null;
  kind: string;
  title: string;
  publisher: string | null;
  published: string | null;
  language: string | null;
  address: string | null;
  sha256: string | null;
  visibility: number;
  change_id: string;
  n: number;
  hash: string;
  /** Projection: the newest version of this source. */
  is_current: boolean;
}

export interface DocumentTable {
  source_id: string;
  sha256: string;
  format: string;
  encoding: string | null;
  bytes: number;
  text: string;
  segments: Json<unknown[]>;
  problems: Json<unknown[]>;
  visibility: number;
  change_id: string;
  n: number;
  hash: string;
}

export interface ClaimTable {
  subject_id: string;
  id: string;
  property: string;
  unit: string;
  currency: string | null;
  value_num: number | null;
  value_text: string | null;
  value_entity: string | null;
  when_text: string;
  when_first: string | null;
  when_last: string | null;
  modality: string;
  bound: string;
  qualifier: string;
  stated: JsonOrNull<unknown>;
  stated_on: string | null;
  /** The day from which the statement was certainly known: last day of `stated_on`, else the day of recording. */
  known_from: string;
  source_id: string;
  locator: JsonOrNull<unknown>;
  quote: string | null;
  lang: string | null;
  corrects: string | null;
  reasons: JsonOrNull<unknown>;
  confidence: number | null;
  visibility: number;
  change_id: string;
  change_seq: ColumnType<number, number, never>;
  n: number;
  recorded_at: Instant;
  hash: string;
  /** How it entered: read by a program (`proposed`) or recorded by a person who stands for it (`accepted`). */
  entered: string;
  /** Projection of its decisions: proposed, accepted, rejected, corrected, withdrawn. */
  status: string;
  /** Projection: the decision that the status rests on; what an editor must have seen. */
  head: string | null;
}

export interface DecisionTable {
  subject_id: string;
  claim_id: string;
  id: string;
  verdict: string;
  actor: string;
  at: Instant;
  note: string;
  replaces: string | null;
  by_claim: string | null;
  visibility: number;
  change_id: string;
  change_seq: ColumnType<number, number, never>;
  n: number;
  hash: string;
}

export interface FactTable {
  subject_id: string;
  property: string;
  /** The value itself for entity- and text-valued properties, which may hold several at once; else empty. */
  value_key: string;
  qualifier: string;
  when_text: string;
  modality: string;
  unit: string;
  currency: string;
  /** The viewers for whom this is the fact: clearance from … to …, inclusive. */
  clearance_min: number;
  clearance_max: number;
  claim_id: string;
  rivals: Json<string[]>;
  agreeing: number;
}

export interface FactDirtyTable {
  subject_id: string;
}

export interface EntityNameTable {
  entity_id: string;
  kind: string;
  text: string;
  lang: string;
  /** Normal form, for look-ups. */
  normal: string;
  /** Pinyin letters, initials and the like, for look-ups. */
  sound: string;
  visibility: number;
}

export interface JudgementTable {
  left_id: string;
  right_id: string;
  id: string;
  verdict: string;
  actor: string;
  at: Instant;
  note: string;
  score: number | null;
  features: JsonOrNull<unknown>;
  change_id: string;
  n: number;
  hash: string;
}

export interface LexiconTable {
  id: string;
  kind: string;
  lang: string;
  word: string;
  means: string;
  entity_id: string | null;
  learned_from: string;
  actor: string;
  at: Instant;
  withdrawn: boolean;
  change_id: string;
  n: number;
  hash: string;
}

/** Rulings on findings: append-only; of one finding the last row is the head. */
export interface RulingTable {
  subject_id: string;
  finding_id: string;
  id: string;
  check_name: string;
  severity: string;
  claims: Json<string[]>;
  arithmetic: Json<object>;
  verdict: string;
  prefers: string | null;
  note: string;
  replaces: string | null;
  visibility: number;
  actor: string;
  at: Instant;
  change_id: string;
  change_seq: ColumnType<number, number, never>;
  n: number;
  hash: string;
}

/** Projection: how many rows there are, by status and visibility, so that nobody counts millions for a page. */
export interface TallyTable {
  noun: string;
  status: string;
  visibility: number;
  n: number;
}

/** Projection: how many claims a source has, by status and visibility. */
export interface SourceTallyTable {
  source_id: string;
  status: string;
  visibility: number;
  n: number;
}

/** A list of firms as its issuer keeps it. Seen by readers only once it is complete. */
export interface RegisterTable {
  id: string;
  title: string;
  file_name: string;
  sha256: string;
  bytes: number;
  format: string;
  encoding: string | null;
  sheet: string | null;
  header_row: number;
  header: Json<string[]>;
  mapping: Json<object>;
  /** The mapping as a hash: the same file under the same mapping is the same register. */
  mapping_key: string;
  entity_type: string;
  citation: Json<object>;
  /** Its source in the ledger, once it is complete. */
  source_id: string | null;
  state: string;
  /** The last row of the file that has been taken in or found flawed. */
  last_row: number;
  rows_sound: number;
  rows_flawed: number;
  noted: Json<object>;
  visibility: number;
  actor: string;
  at: Instant;
  completed_at: ColumnType<Date | null, string | null, string>;
  /** When its candidates in the record were last worked out. */
  linked_at: ColumnType<Date | null, string | null, string>;
}

export interface RegisterRowTable {
  register_id: string;
  row: number;
  /** The original cells as a JSON list. */
  cells: string;
  name_zh: string | null;
  name_en: string | null;
  /** Short, former and other names, and the members of a joint cell: a JSON list of kind and text. */
  other_names: string | null;
  normal: string;
  uscc: string | null;
  lei: string | null;
  stock: string | null;
  place: string | null;
  /** Codes of what deserves a look, joined by spaces. */
  notes: string | null;
}

export interface RegisterFlawTable {
  register_id: string;
  row: number;
  cells: string;
  reasons: Json<object[]>;
}

export interface RegisterMappingTable {
  signature: string;
  mapping: Json<object>;
  actor: string;
  at: ColumnType<Date, string, string>;
}

/** “This row is that entity”, or not: kept one after the other, the last one stands. */
export interface RegisterJudgementTable {
  register_id: string;
  row: number;
  entity_id: string;
  id: string;
  verdict: string;
  actor: string;
  at: Instant;
  note: string;
  score: number | null;
  features: JsonOrNull<unknown>;
  /** The change set that wrote the row's claims, or took them back. */
  change_id: string | null;
}

/** Projection: candidate pairs of rows and entities. */
export interface RegisterLinkTable {
  register_id: string;
  row: number;
  entity_id: string;
  score: number;
  weight: number;
  decision: string;
  place_in_row: number;
  veto: string;
  features: Json<object[]>;
}

/** What people write beside an entity; `note_event` keeps every state it went through. */
export interface NoteTable {
  entity_id: string;
  id: string;
  text: string;
  actor: string;
  at: Date;
  version: number;
  removed: boolean;
  visibility: number;
}

export interface NoteEventTable {
  entity_id: string;
  note_id: string;
  n: number;
  what: "written" | "edited" | "removed" | "restored";
  text: string;
  actor: string;
  at: Date;
  visibility: number;
}

/** Who is in which unit from when to when; `tenancy_event` keeps every state it went through. */
export interface TenancyTable {
  unit_id: string;
  id: string;
  /** The firm; null for a reservation that names nobody yet. */
  tenant_id: string | null;
  kind: string;
  /** First and last civil day, both inclusive; no last day while it runs. */
  first_day: string;
  last_day: string | null;
  area_m2: number | null;
  note: string;
  cancelled: boolean;
  version: number;
  visibility: number;
}

export interface TenancyEventTable {
  unit_id: string;
  tenancy_id: string;
  n: number;
  what: string;
  actor: string;
  at: Instant;
  /** The tenancy after the event. */
  after: Json<object>;
  note: string;
  visibility: number;
}

/** A list that somebody set up and named; not part of the ledger. */
export interface SavedViewTable {
  id: string;
  room: string;
  label_zh: string | null;
  label_en: string | null;
  /** Address query of the list. */
  query: string;
  owner: string;
  shared: boolean;
  version: number;
  deleted: boolean;
  updated_at: ColumnType<Date, string, string>;
}

export interface SavedViewEventTable {
  view_id: string;
  version: number;
  actor: string;
  at: Instant;
  what: string;
  body: Json<object>;
}

export interface MetaTable {
  key: string;
  value: string;
}

export interface MigrationTable {
  name: string;
  sha256: string;
  at: Generated<Date>;
}

/** A paper that was made. */
export interface EditionTable {
  id: string;
  made_at: Instant;
  actor: string;
  visibility: number;
  lang: string;
  profile: string;
  cluster: string;
  title: string;
  built_on: string;
  ledger_hash: string;
  ledger_seq: number;
  version: string;
  request: JsonOrNull<unknown>;
  clocks: JsonOrNull<unknown>;
  figures: JsonOrNull<unknown>;
}

export interface EditionFileTable {
  edition_id: string;
  format: string;
  visibility: number;
  sha256: string;
  bytes: Uint8Array;
}

export interface Schema {
  change_set: ChangeSetTable;
  entity: EntityTable;
  entity_name: EntityNameTable;
  source: SourceTable;
  document: DocumentTable;
  claim: ClaimTable;
  decision: DecisionTable;
  fact: FactTable;
  fact_dirty: FactDirtyTable;
  judgement: JudgementTable;
  lexicon: LexiconTable;
  ruling: RulingTable;
  tally: TallyTable;
  source_tally: SourceTallyTable;
  register: RegisterTable;
  register_row: RegisterRowTable;
  register_flaw: RegisterFlawTable;
  register_mapping: RegisterMappingTable;
  register_judgement: RegisterJudgementTable;
  register_link: RegisterLinkTable;
  note: NoteTable;
  note_event: NoteEventTable;
  tenancy: TenancyTable;
  tenancy_event: TenancyEventTable;
  saved_view: SavedViewTable;
  saved_view_event: SavedViewEventTable;
  edition: EditionTable;
  edition_file: EditionFileTable;
  meta: MetaTable;
  migration: MigrationTable;
}
