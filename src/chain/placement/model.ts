/**
 * The nouns of placement: what is known of a firm in words, evidence, a placed node, a placement.
 * Invariant: every accepted node has evidence at a place in a field of the firm; without evidence there is no placement.
 */
import type { Label } from "../../kernel/index.ts";
import type { CodeSystem } from "../pack/index.ts";
import type { Zone } from "./rules.ts";

/** What is known of a firm in words and codes. Any text may be Chinese, English or both. */
export interface FirmWords {
  name?: string;
  /** Products and business texts, in order of weight; each is a field that evidence can point into. */
  texts: readonly string[];
  honours?: string;
  codes?: Partial<Record<CodeSystem, readonly string[]>>;
}

export interface Evidence {
  /** `name`, `honours`, `code`, or the index of the text. */
  field: "name" | "honours" | "code" | number;
  from: number;
  to: number;
  /** The words as they stand there, or the code. */
  said: string;
  zone: Zone | "code";
  weight: number;
}

export interface PlacedNode { node: string; stage: string; score: number; share: number; review: boolean; evidence: Evidence[] }

export interface Placement {
  /** `placed`; `review`: something placed, but thinly; `stage`: only the stage is clear; `abstained`: nothing to go by. */
  state: "placed" | "review" | "stage" | "abstained";
  nodes: PlacedNode[];
  stages: { stage: string; score: number }[];
  reason: Label;
}
