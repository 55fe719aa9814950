/**
 * The ledger's nouns as types: entity, source, document, claim, decision, judgement, ruling, change set.
 * Invariant: these records are exactly what is hashed, exported and imported; nothing derived is among them.
 */
import type { BaseUnit, Bound, Label, Lang, Modality, Stated, Visibility, When } from "../kernel/index.ts";

/** What a claim is about, or points to. The label is the one it was entered with; later names are claims. */
export interface EntityRecord {
  id: string;
  type: string;
  /** Readable, unique and stable: the permanent link. */
  slug: string;
  label: Label;
  visibility: Visibility;
}

export type SourceKind = "document" | "page" | "table" | "person";

/** Where a statement was made. Edited metadata is a new version of the same id. */
export interface SourceRecord {
  id: string;
  version: number;
  /** A short name that people cite it by in import sheets. */
  key?: string;
  what: SourceKind;
  title: string;
  publisher?: string;
  published?: When;
  language?: string;
  address?: string;
  /** Of the bytes that were read, where there were any. */
  sha256?: string;
  visibility: Visibility;
}

/** The text that claims' spans point into. */
export interface DocumentRecord {
  source_id: string;
  sha256: string;
  format: string;
  encoding?: string;
  bytes: number;
  text: string;
  segments: unknown[];
  problems: unknown[];
  visibility: Visibility;
}

/** Where in its source a claim stands. `start`/`end` are UTF-16 offsets of the quote in the document's text. */
export interface Locator {
  start?: number;
  end?: number;
  /** Span of the figure itself inside the quote. */
  figure_start?: number;
  figure_end?: number;
  page?: number;
  sheet?: string;
  cell?: string;
  row?: number;
}

/** Why a proposal says what it says, word by word. */
export type Reasons = Record<string, unknown>;

export interface ClaimRecord {
  subject_id: string;
  id: string;
  property: string;
  /** Number in base units; a date or words as text; the id of an entity. Which one, the unit says. */
  value: number | string;
  unit: BaseUnit;
  currency?: string;
  /** The period that it holds for; absent where unknown, and for date-valued claims. */
  when?: When;
  modality: Modality;
  bound: Bound;
  qualifier?: string;
  stated?: Stated;
  stated_on?: When;
  source_id: string;
  locator?: Locator;
  quote?: string;
  lang?: Lang;
  corrects?: string;
  reasons?: Reasons;
  confidence?: number;
  visibility: Visibility;
  entered: "proposed" | "accepted";
}

export type Verdict = "accept" | "reject" | "correct" | "withdraw" | "reopen";
export const VERDICTS: readonly Verdict[] = ["accept", "reject", "correct", "withdraw", "reopen"];

export type ClaimStatus = "proposed" | "accepted" | "rejected" | "corrected" | "withdrawn";

export interface DecisionRecord {
  subject_id: string;
  claim_id: string;
  id: string;
  verdict: Verdict;
  note: string;
  /** The decision that this one takes the place of. */
  replaces?: string;
  /** For `correct`: the claim that stands instead. */
  by_claim?: string;
  visibility: Visibility;
}

/**
 * What a person makes of a finding. `prefer`: one of its claims is to be trusted. `different-definitions`: the claims speak of different things.
 * `no-conflict`: they can all stand. `leave-open`: looked at, not settled. `withdraw`: the ruling before is taken back.
 */
export type RulingVerdict = "prefer" | "different-definitions" | "no-conflict" | "leave-open" | "withdraw";
export const RULING_VERDICTS: readonly RulingVerdict[] = ["prefer", "different-definitions", "no-conflict", "leave-open", "withdraw"];

/** A ruling on a finding, with what the finding said when it was ruled on. It holds while that finding is found. */
export interface RulingRecord {
  /** The entity of the preferred claim, else of the finding's first claim. */
  subject_id: string;
  /** A hash of the check and its claims: other claims, another finding. */
  finding_id: string;
  id: string;
  check: string;
  severity: "error" | "warning" | "note";
  /** The finding's claims, in the order that its arithmetic names them. */
  claims: string[];
  arithmetic: Label;
  verdict: RulingVerdict;
  /** For `prefer`: which of the claims. */
  prefers?: string;
  /** The reason. */
  note: string;
  /** The ruling that this one takes the place of. */
  replaces?: string;
  visibility: Visibility;
}

/** “These two are one”, “these two are not”, “cannot tell”; by rule or person, reversible by a later judgement. `withdrawn`: nothing is said of them any more. */
export interface JudgementRecord {
  left_id: string;
  right_id: string;
  id: string;
  verdict: "same" | "different" | "unsure" | "withdrawn";
  note: string;
  score?: number;
  features?: unknown;
}

/** A word that a correction taught: an alias of an entity, or a trigger word of a property. */
export interface LexiconRecord {
  id: string;
  what: "alias" | "trigger";
  lang: Lang;
  word: string;
  means: string;
  entity_id?: string;
  learned_from: string;
  withdrawn: boolean;
}

export type Entry =
  | ({ kind: "entity" } & EntityRecord)
  | ({ kind: "source" } & SourceRecord)
  | ({ kind: "document" } & DocumentRecord)
  | ({ kind: "claim" } & ClaimRecord)
  | ({ kind: "decision" } & DecisionRecord)
  | ({ kind: "judgement" } & JudgementRecord)
  | ({ kind: "lexicon" } & LexiconRecord)
  | ({ kind: "ruling" } & RulingRecord);

/** Who did what, when, and why, chained by hash to everything before. */
export interface ChangeSetRecord {
  id: string;
  seq: number;
  kind: string;
  actor: string;
  at: string;
  note: string;
  entries: number;
  visibility: Visibility;
  prev_hash: string;
  hash: string;
}

/** A claim as read back: the record, who recorded it when, and what was decided on it. */
export interface Claim extends ClaimRecord {
  change_id: string;
  recorded_at: string;
  known_from: string;
  status: ClaimStatus;
  head?: string;
}

/** What a verdict makes of a claim. */
export function statusAfter(verdict: Verdict | undefined, entered: ClaimRecord["entered"]): ClaimStatus {
  switch (verdict) {
    case "accept": return "accepted";
    case "reject": return "rejected";
    case "correct": return "corrected";
    case "withdraw": return "withdrawn";
    case "reopen": return "proposed";
    case undefined: return entered;
  }
}
