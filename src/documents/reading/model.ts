// The nouns of reading: what a proposal is and what the reader needs to make one.
// Invariant: every proposal's quote is literally text.slice(start, end) and lies within one line.
import type { Bound, Lang, Modality, Stated, When } from "../../kernel/index.ts";

export type { Bound, Lang, Modality, Stated, When };

/** A half-open range of UTF-16 offsets. */
export interface Span {
  start: number;
  end: number;
}

/** Why one part of a proposal was decided so: the deciding words (with their place) or the rule applied. */
export interface Reason {
  words?: string;
  rule?: string;
  start?: number;
  end?: number;
  /** of a subject: what weighed most for it, the weightiest first */
  traits?: string[];
}

/** A claim the reader proposes; a person decides. Values are in base units (yuan or the named currency, m2, count, ratio). */
export interface Proposal {
  subject: string;
  subject_type: string;
  /** the short form of the subject that the text declares beside its full name */
  subject_short?: string;
  property: string;
  value: number | string;
  unit: string;
  currency?: string;
  modality: Modality;
  bound: Bound;
  as_of: When | null;
  quote: string;
  start: number;
  end: number;
  qualifier?: string;
  stated?: Stated;
  figure: Span;
  reasons: { property: Reason; modality: Reason; bound: Reason; subject: Reason };
  confidence: number;
}

/** Names the ledger already knows (names, short names, learnt aliases), each with its entity type and, for an alias, the full name. */
export type KnownNames = ReadonlyMap<string, string | { type: string; name?: string }>;

/** What was seen and not proposed, by reason. */
export interface Skipped {
  /** numbers that are not figures: years, ordinals, codes, durations, technical sizes */
  notFigures: number;
  /** figures no property fits */
  noProperty: number;
  /** repeated statements of a claim already proposed */
  repeated: number;
  /** lines of page furniture */
  furniture: number;
  /** dates that carry no event of the cluster */
  plainDates: number;
}

export interface Reading {
  lang: Lang;
  proposals: Proposal[];
  skipped: Skipped;
}

/** Kinds of measured thing a figure can state. */
export type FigureUnit = "yuan" | "currency" | "m2" | "count" | "ratio" | "multiple" | "bare" | "date";

/** One number, quantity or date in a text, with its meaning in base units. */
export interface Figure extends Span {
  unit: FigureUnit;
  value: number | When;
  currency?: string;
  bound: Bound;
  /** where the bound words stand, when there are any */
  boundAt?: Span;
  stated: Stated;
  /** the classifier or unit word as folded ("家", "hectares"), empty for a plain number */
  measure: string;
  /** span of the digits alone */
  digits: Span;
  /** this figure is one end of a stated range */
  range?: "low" | "high";
  /** a "千亿级", "100 billion-level" size class rather than a measured amount */
  level?: boolean;
}
