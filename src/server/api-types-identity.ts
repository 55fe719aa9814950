/** What the routes of identity answer. Invariant: as `src/server/routes-identity.ts` describes it. */
import type { ChangeView, EntityRef, Label, SourceRef } from "./api-types.ts";

export interface FeatureView {
  name: string;
  /** In bits: log2 of how much likelier this is among true pairs. */
  weight: number;
  a: string;
  b: string;
  detail?: string;
}

export interface SideView {
  label: Label;
  names: { text: string; kind: string }[];
  codes: Record<string, string>;
  place?: string;
  entity?: { id: string; slug: string; type: string };
  register?: { id: string; title: string; row: number };
}

export interface CandidatePairView {
  key: string;
  left: SideView;
  right: SideView;
  score: number;
  weight: number;
  decision: "link" | "review" | "vetoed";
  veto: string;
  features: FeatureView[];
  head?: string;
}

export interface PairPage {
  items: CandidatePairView[];
  counts: { link: number; review: number; vetoed: number };
  next?: string;
}

export interface JudgementView {
  id: string;
  kind: "entities" | "row";
  left: EntityRef;
  right?: EntityRef;
  register?: { id: string; title: string; row: number };
  verdict: "same" | "different" | "unsure" | "withdrawn";
  actor: string;
  at: string;
  note: string;
  score?: number;
  features?: FeatureView[];
  stands: boolean;
}

export interface JudgedAnswer {
  id: string;
  change?: ChangeView;
}

/** What an organisation is and was called, and what made it one. */
export interface KnownAsView {
  names: { text: string; kind: string; when?: string; claim_id: string; source: SourceRef; in_use?: boolean }[];
  members: EntityRef[];
  judgements: JudgementView[];
}
