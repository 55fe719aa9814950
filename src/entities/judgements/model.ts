/** The nouns of judgements: a candidate pair with its features, a judgement on a pair, the history of both kinds. Pure data. */
import type { Label } from "../../kernel/index.ts";
import type { MatchFeature } from "../identity/index.ts";

export type PairVerdict = "same" | "different" | "unsure";
export type StandingVerdict = PairVerdict | "withdrawn";

/** One side of a pair: an entity of the record, or a row of a register. */
export interface Side {
  label: Label;
  names: { text: string; kind: string }[];
  codes: Record<string, string>;
  place?: string;
  /** Of an entity. */
  entity?: { id: string; slug: string; type: string };
  /** Of a row. */
  register?: { id: string; title: string; row: number };
}

export interface CandidatePair {
  /** Stable while both sides are there. */
  key: string;
  left: Side;
  right: Side;
  /** Probability that both are one, 0..1, and the evidence in bits. */
  score: number;
  weight: number;
  decision: "link" | "review" | "vetoed";
  veto: string;
  features: MatchFeature[];
  /** The last judgement on this very pair, to be named by whoever judges it next; absent when there is none. */
  head?: string;
}

/** Who said what of a pair, when, and why. */
export interface JudgementMade {
  id: string;
  kind: "entities" | "row";
  left_id: string;
  /** For pairs of entities. */
  right_id?: string;
  /** For a row. */
  register_id?: string;
  row?: number;
  verdict: StandingVerdict;
  actor: string;
  at: string;
  note: string;
  score?: number;
  features?: MatchFeature[];
  /** Whether it is the last word on its pair. */
  stands: boolean;
}
