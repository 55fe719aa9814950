/** What the comparison of two days answers. Invariant: as `src/server/routes-compare.ts` describes it. */
import type { ClaimView, EntityRef, Label, Modality } from "./api-types.ts";

export interface FactChangeView {
  subject: EntityRef;
  property: string;
  property_label: Label;
  qualifier: string;
  when: string;
  modality: Modality;
  before?: ClaimView;
  after?: ClaimView;
  /** For a period that the earlier side has nothing on: the figure of the last period before it there. */
  previous?: ClaimView;
  /** said: stated in the time between; corrected: what was misread was put right; decided: a person ruled; held: came to hold, or no longer asked for. */
  why: "said" | "corrected" | "decided" | "held";
  /** Both figures can be true: only sharper, or said anew. */
  agrees: boolean;
}

export interface ComparisonView {
  from: { valid_on?: string; known_on?: string };
  to: { valid_on?: string; known_on?: string };
  /** How many subjects were looked at, and how many figures differ. */
  subjects: number;
  counts: { new: number; changed: number; gone: number };
  /** At most the first 2,000: what changed, what is gone, what is new with an earlier figure at hand, what is new; numbers before words, by subject. */
  items: FactChangeView[];
}
