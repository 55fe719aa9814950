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

export interface MetaTable {
  key: string;
  value: string;
}

export interface MigrationTable {
  name: string;
  sha256: string;
  at: Generated<Date>;
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
  meta: MetaTable;
  migration: MigrationTable;
}
