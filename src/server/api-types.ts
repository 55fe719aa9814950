/**
 * What the HTTP API answers, as types: the one thing that the web client may see of the server.
 * Invariant: every shape here is produced by a route in this room and described in the OpenAPI page.
 */
import type { EditionComparison } from "./api-types-report.ts";
import type { Label, Problem } from "../kernel/index.ts";

export type { Label, Problem };
export type * from "./api-types-compare.ts";
export type * from "./api-types-entity-pages.ts";
export type * from "./api-types-identity.ts";
export type * from "./api-types-notes.ts";
export type * from "./api-types-registers.ts";
export type * from "./api-types-chain.ts";
export type * from "./api-types-charts.ts";
export type * from "./api-types-map.ts";
export type * from "./api-types-parks.ts";
export type * from "./api-types-targets.ts";
export type * from "./api-types-tables.ts";
export type * from "./api-types-report.ts";
export type Modality = "actual" | "planned" | "target" | "forecast";
export type Bound = "eq" | "ge" | "gt" | "le" | "lt" | "approx";
export type ClaimStatus = "proposed" | "accepted" | "rejected" | "corrected" | "withdrawn";
export type Verdict = "accept" | "reject" | "correct" | "withdraw" | "reopen";
export type Visibility = "public" | "internal" | "confidential";

/** Every list: `items` and, where there is more, the cursor to give back as `?cursor=`. */
export interface Page<T> {
  items: T[];
  next?: string;
}

/** The one shape of a refusal. */
export interface ApiError {
  error: { code: string; message: Label; payload: Record<string, unknown>; hint?: Label; problems?: Problem[] };
}

export interface EntityRef {
  id: string;
  slug: string;
  type: string;
  label: Label;
}

export interface SourceRef {
  id: string;
  title: string;
  publisher?: string;
  published?: string;
  language?: string;
  address?: string;
  /** Whether the ledger holds its text, so that a span can be shown. */
  has_text: boolean;
}

export interface ClaimView {
  id: string;
  subject: EntityRef;
  property: string;
  property_label: Label;
  /** Number in base units, or a date, or words; for entity values `object` names the entity. */
  value: number | string;
  object?: EntityRef;
  /** Words of a value that is one of a list (“national”). */
  value_label?: Label;
  unit: string;
  currency?: string;
  when?: string;
  modality: Modality;
  bound: Bound;
  qualifier?: string;
  /** The qualifier in both languages, where that is known; else show `qualifier` as its source wrote it. */
  qualifier_label?: Label;
  stated?: { number: string; scale?: string; unit?: string };
  stated_on?: string;
  source: SourceRef;
  locator?: { start?: number; end?: number; figure_start?: number; figure_end?: number; page?: number; sheet?: string; cell?: string; row?: number };
  quote?: string;
  lang?: "zh" | "en";
  corrects?: string;
  reasons?: Record<string, unknown>;
  confidence?: number;
  visibility: Visibility;
  status: ClaimStatus;
  /** The last decision on it; give it back as `expects` when deciding. */
  head?: string;
  /** Verdicts that its status allows. */
  allowed: Verdict[];
  recorded_at: string;
}

export interface FactView {
  property: string;
  property_label: Label;
  qualifier: string;
  /** The qualifier without words that narrow nothing; empty = the whole. */
  scope: string;
  when: string;
  modality: Modality;
  unit: string;
  best: ClaimView;
  rivals: ClaimView[];
  agreeing: number;
  /** The finding whose ruling prefers `best`, where one does. */
  ruled_by?: string;
}

export interface EntityView extends EntityRef {
  type_label: Label;
  canonical_id: string;
  names: { text: string; kind: string; lang: string }[];
  merged: EntityRef[];
  /** Latest period of each property: the entity at a glance. */
  headline: FactView[];
  /** Every fact, for the view over time. */
  facts: FactView[];
  relations: { property: string; property_label: Label; direction: "out" | "in"; other: EntityRef; claim: ClaimView }[];
  open_proposals: number;
  as_of: { valid_on?: string; known_on?: string; recorded_on?: string };
  /** Where there are more facts, relations, names or merged entities than this page holds: the cursor of the next. The headline is on the first page only. */
  next?: string;
}

export interface EntityRow extends EntityRef {
  facts: number;
  /** A few headline facts for the list. */
  figures: FactView[];
}

export interface Overview {
  counts: { claims: number; proposed: number; entities: number; sources: number; documents: number; changes: number };
  /** The clusters that the record knows, for the switch on top. */
  clusters: { key: string; label: Label; entity?: EntityRef }[];
  cluster: string;
  /** Headline facts of the chosen cluster: output, firms, growth, expo … newest actual, planned and target side by side. */
  headline: {
    property: string;
    label: Label;
    /** Of the whole. */
    facts: FactView[];
    /** Actuals of parts, where none is told of the whole. */
    parts: FactView[];
  }[];
  parks: EntityRow[];
  firms: EntityRow[];
  latest: ClaimView[];
  as_of: { valid_on?: string; known_on?: string };
}

export interface DocumentRow {
  source: SourceRef;
  claims: number;
  open: number;
}

export interface DocumentView {
  source: SourceRef & { version: number; visibility: Visibility };
  format: string;
  encoding?: string;
  bytes: number;
  text: string;
  problems: Problem[];
  claims: ClaimView[];
}

export interface SourceView extends SourceRef {
  version: number;
  what: string;
  visibility: Visibility;
  claims: number;
  open: number;
}

export interface DecisionView {
  id: string;
  claim_id: string;
  verdict: Verdict;
  actor: string;
  at: string;
  note: string;
  by_claim?: string;
}

export interface HistoryView {
  claims: ClaimView[];
  decisions: DecisionView[];
  changes: ChangeView[];
}

export interface ChangeView {
  id: string;
  seq: number;
  kind: string;
  actor: string;
  at: string;
  note: string;
  entries: number;
  hash: string;
}

/** Long work. Live by `GET /api/jobs/:id/events` (server-sent events `progress`, `done`, `failed`, each a JobView). */
export interface JobView {
  id: string;
  /** `tables`: the columns of a large record are filled, so that its tables answer at once. */
  kind: "read" | "import" | "link" | "report" | "tables" | "findings";
  state: "waiting" | "running" | "done" | "failed" | "stopped";
  total: number;
  done: number;
  /** In a list of jobs: what it works on, and of one long piece of work the share that is done. */
  name?: string;
  share?: number;
  /** One line per file. Of a register: rows read so far, how many of them cannot be used, the share of the file that has been read. */
  items: {
    name: string; state: "waiting" | "running" | "done" | "same" | "failed"; source_id?: string; claims?: number; rows?: number; flawed?: number; share?: number; register_id?: string;
    /** Of a paper: what is being done now, and the edition that came of it. */
    step?: string; edition_id?: string;
    /** What could not be set as it is written, and the figures that changed since the preview that it was ordered from. */
    warnings?: Problem[]; changes?: { before?: string; after?: string; sentence: string; why: EditionComparison["changes"][number]["why"] }[];
    error?: { code: string; message: Label; hint?: Label; problems?: Problem[] };
  }[];
}

export interface ImportCheck {
  kind: "claims" | "firms" | "sources" | "places" | "milestones" | "units" | "projects" | "targets";
  rows: number;
  /** Empty = it may be written. */
  problems: Problem[];
  /** What was read but deserves a look, such as a formula whose stored value was used; it keeps nothing from being written. */
  notes?: Problem[];
  /** The first rows as they would be recorded. */
  preview: { row: number; claims: number; subject: string; summary: Label }[];
  /** Give it back to write exactly what was checked. */
  token?: string;
}

export interface SearchHit extends EntityRef {
  matched: { text: string; kind: string };
}

/** Entities of the record and rows of registers that a text means, each best first. */
export interface SearchAnswer {
  items: SearchHit[];
  registers: { register: string; row: string; name: string; kind: string; how: "name" | "part" | "pinyin" | "initials" | "acronym" | "spelling" }[];
}

export interface PropertyInfo {
  name: string;
  label: Label;
  value: "number" | "date" | "entity" | "text";
  unit: string;
  targets?: string[];
}

export interface TypeInfo {
  name: string;
  label: Label;
  plural: Label;
  properties: string[];
}

export interface OntologyView {
  types: TypeInfo[];
  properties: PropertyInfo[];
  units: string[];
  modalities: { name: Modality; label: Label }[];
  bounds: { name: Bound; label: Label }[];
}

export type * from "./api-types-findings.ts";

/** Body of `POST /api/claims/:id/correction`; unnamed members stay as they were. */
export interface CorrectionBody {
  expects?: string;
  note: string;
  subject_id?: string;
  property?: string;
  value?: number | string;
  unit?: string;
  currency?: string | null;
  when?: string | null;
  modality?: Modality;
  bound?: Bound;
  qualifier?: string | null;
  /** Whether the reader may learn from it: an alias from a changed subject, a trigger word from a changed property. True unless told. */
  teach?: boolean;
  /** The word of the text that means the corrected property, where the reviewer names one. */
  teach_word?: string;
}

/** Answer of `POST /api/claims/:id/correction`. */
export interface CorrectionAnswer {
  claim: ClaimView;
  /** Words that the reader will use from the next document on; `DELETE /api/lexicon/:id` takes one back. */
  taught: LexiconView[];
  /** Words that were considered and left alone, and why. */
  not_taught: { what: "alias" | "trigger"; word: string; reason: Label }[];
}

/** A word that the reader was taught, and what has become of it. */
export interface LexiconView {
  id: string;
  what: "alias" | "trigger";
  lang: "zh" | "en";
  word: string;
  /** What it means: the entity's name, or the property's. */
  means: Label;
  /** Of an alias: whom it names. */
  entity?: EntityRef;
  /** Of a trigger word. */
  property?: string;
  /** The corrected claim that it was learnt from; absent where it was taught by hand. */
  claim_id?: string;
  taught_by: string;
  taught_at: string;
  /** `replaced`: the word was taught another meaning later, and that one stands. */
  state: "standing" | "replaced" | "withdrawn";
  withdrawn_by?: string;
  withdrawn_at?: string;
}

/** Body of `POST /api/lexicon`: an alias needs `entity_id`, a trigger word `property`. */
export interface LexiconBody {
  what: "alias" | "trigger";
  word: string;
  entity_id?: string;
  property?: string;
  note?: string;
}

export interface Session {
  actor: string;
  role: "local" | "admin" | "public";
  clearance: Visibility;
  version: string;
  engine: "pglite" | "postgres";
}

/*
 * Routes (all JSON unless told; `?lang=zh|en` only where words are rendered; as-of parameters: `valid_on`, `known_on`, `recorded_on`, each YYYY-MM-DD):
 *   GET  /api/session                                  Session
 *   GET  /api/overview?cluster=&valid_on=&known_on=    Overview
 *   GET  /api/entities?type=&q=&cursor=&limit=         Page<EntityRow>      (also .csv, .jsonld: /api/entities.csv)
 *   GET  /api/entities/:ref?valid_on=&known_on=&recorded_on=&cursor=&limit=   EntityView   (ref = slug or id; up to `limit` facts, relations, names and merged entities each, `next` for more)
 *   POST /api/entities {type, label, note?}            EntityRef
 *   GET  /api/claims?source=&subject=&status=&property=&modality=&cursor=&limit=   Page<ClaimView>   (also /api/claims.csv, .jsonld)
 *   GET  /api/claims/:id                               ClaimView
 *   GET  /api/claims/:id/history                       HistoryView
 *   POST /api/claims/:id/correction  CorrectionBody    CorrectionAnswer
 *   GET  /api/findings?severity=&check=&subject=&today=&cursor=&limit=   FindingPage   (errors first)
 *   GET  /api/findings/marks?today=                    FindingMarks
 *   GET  /api/lexicon?state=standing|all               {items: LexiconView[]}   (newest first; all unless told)
 *   POST /api/lexicon  LexiconBody                     LexiconView   (400 with the reason when the word may not be taught)
 *   DELETE /api/lexicon/:id                            LexiconView   (as withdrawn; the record of it stays)
 *   POST /api/decisions {rulings: {claim_id, verdict, expects?}[], note?}   {change: ChangeView, claims: ClaimView[]}
 *   POST /api/judgements {left_id, right_id, verdict: same|different|unsure, note?}   {change: ChangeView}
 *   GET  /api/documents?q=&cursor=                     Page<DocumentRow>
 *   POST /api/documents   multipart, field `files` (many)   202 JobView
 *   GET  /api/documents/:source_id                     DocumentView
 *   GET  /api/jobs/:id · GET /api/jobs/:id/events (SSE) · DELETE /api/jobs/:id (stop)   JobView
 *   GET  /api/sources?q=&cursor=                       Page<SourceView>
 *   GET  /api/sources/:id                              SourceView
 *   PATCH /api/sources/:id {version, title?, publisher?, published?, language?, address?}   SourceView   (409 when the version has moved on)
 *   GET  /api/changes?cursor=                          Page<ChangeView>
 *   GET  /api/search?q=&limit=                         {items: SearchHit[]}
 *   GET  /api/ontology                                 OntologyView
 *   GET  /api/templates/:kind.xlsx?lang=zh|en|both     (kind = claims|firms|sources) a workbook
 *   POST /api/imports/:kind   multipart, field `file`  ImportCheck   (checked whole, nothing written)
 *   POST /api/imports/:kind/commit {token}             {change: ChangeView, claims: number}
 *   GET  /api/export.ndjson · GET /api/verify · GET /api/openapi.json · GET /api/docs
 */
