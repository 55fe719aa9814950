/** The nouns of identity: a parsed name, a named feature, a comparison and its decision. Pure data; invariant: a comparison's weight is the sum of its features' weights. */

export type Script = "zh" | "latin" | "none";
export type NameKind = "organisation" | "person" | "auto";
export type Decision = "link" | "review" | "no_link";

/** What a Latin word does in an organisation's name. */
export type WordRole = "brand" | "trade" | "filler" | "place" | "body" | "number";

export interface LatinWord {
  text: string;
  /** Singular, abbreviation expanded: what words are compared by. */
  stem: string;
  role: WordRole;
}

/** An organisation's name taken apart. Empty strings and lists mean "not in this name". */
export interface Profile {
  raw: string;
  /** Whole name in normal form: the exact key. */
  normal: string;
  /** Normal form without legal form, group mark and bracketed place: the second key. */
  core: string;
  script: Script;
  /** Chinese: place names found at the head or in brackets, without 省/市. Latin: place words. */
  region: string[];
  /** Chinese 字号. Latin: the brand words joined by a space. */
  brand: string;
  /** Chinese 行业 words in order. Latin: stems of trade words. */
  trade: string[];
  /** Class of the legal form, e.g. "limited"; "" when none is written. */
  form: string;
  /** The legal form as written, in normal form. */
  formText: string;
  group: boolean;
  /** Branch part as written (长春分公司), when the name is a branch's. */
  branch: string;
  /** Ordinals and numerals that tell siblings apart, as decimal strings. */
  numbers: string[];
  /** Latin words; for a Chinese name only its embedded Latin runs. */
  words: LatinWord[];
  /** What is wrong with the text, e.g. "mojibake"; it is reported, not repaired. */
  flaws: string[];
}

/** One line of a score: the name of the evidence, its weight in bits, and the two values that were compared. */
export interface MatchFeature {
  name: string;
  weight: number;
  a: string;
  b: string;
  detail?: string;
}

export interface Comparison {
  /** Sum of the features' weights, in bits (log2 of the likelihood ratio). */
  weight: number;
  /** Probability of identity given the weight and the stated prior, 0..1. */
  score: number;
  decision: Decision;
  features: MatchFeature[];
  /** Named conflict that forbids a link whatever the weight; "" when none. */
  veto: string;
}

/** What is known of an organisation besides its names. */
export interface Identifiers {
  uscc?: string;
  lei?: string;
  stock?: string;
}
