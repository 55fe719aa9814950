/**
 * What the chain's routes answer, as types. Invariant: counts come with the firms or claims that they open to; an index comes with its
 * sample size, or is absent.
 */
import type { ClaimView, EntityRef, Label } from "./api-types.ts";

export type ChainState = "strong" | "thin" | "single_source" | "missing" | "no_data";
export interface ChainNamed { id: string; name: Label }

/** What a question was about, and how much of it was looked at. */
export interface ChainSurvey {
  region?: string;
  rung?: string;
  size?: string;
  against: "stated" | "record";
  firms_known: number;
  firms_read: number;
  /** Nobody has said how many firms there are: absence cannot be stated. */
  total_unknown?: boolean;
  in_record: number;
  counted: number;
  placed: number;
  pending: number;
  /** 0..1 */
  coverage: number;
  stated?: { count: number; of: EntityRef; claim?: ClaimView };
  as_of: { valid_on?: string; known_on?: string; recorded_on?: string };
}

export interface ChainPresence {
  state: ChainState;
  firms: number;
  weight: number;
  output_yuan: number;
  output_known: number;
  honours: number;
  lines: number;
  hhi?: number;
  hhi_basis?: "output" | "weight";
  top_share?: number;
  top?: Label;
  coverage: number;
}

export interface ChainNodeView extends ChainNamed {
  stage: string;
  line: string;
  column: number;
  row: number;
  presence: ChainPresence;
  /** The first firms by share; its page names them all. */
  named: EntityRef[];
  pending: number;
}

export interface ChainDifference { node: string; before: ChainState; after: ChainState; firms: number; output_yuan: number }

export interface ChainView {
  pack: { id: string; name: Label; stages: ChainNamed[]; lines: ChainNamed[] };
  nodes: ChainNodeView[];
  flows: { from: string; to: string; note?: Label }[];
  states: Record<ChainState, number>;
  survey: ChainSurvey;
  filters: { regions: { key: string; label: Label; type: string; firms: number }[]; rungs: ChainNamed[]; sizes: ChainNamed[] };
  /** The other region or day, where one was asked for: its states by node, and what differs from it. */
  other?: { survey: ChainSurvey; states: Record<ChainState, number>; nodes: Record<string, { state: ChainState; firms: number; output_yuan: number }>; differences: ChainDifference[] };
}

export interface ChainFeature { name: string; label: Label; weight: number; value: number; detail: string }

export interface ChainGap {
  node: ChainNamed & { stage: string; line: string };
  state: ChainState;
  priority: number;
  features: ChainFeature[];
  presence: ChainPresence;
  needed_by: ChainNamed[];
  fed_by: ChainNamed[];
  explanation: Label;
  claims: ClaimView[];
}

export interface ChainRisk { failed: ChainNamed; firms: number; output_yuan: number; exposed: { node: ChainNamed; path: ChainNamed[]; firms: number }[] }

export interface ChainGaps { items: ChainGap[]; next?: string; total: number; states: Record<ChainState, number>; weakest: ChainRisk[]; survey: ChainSurvey; filters: ChainView["filters"] }

export interface ChainFirmAtNode {
  firm: EntityRef;
  share: number;
  score: number;
  review: boolean;
  ruled: boolean;
  rung?: Label;
  size?: Label;
  output?: ClaimView;
  evidence: { said: string; zone: string; claim?: string }[];
  claims: ClaimView[];
}

export interface ChainNeighbour { node: ChainNamed; presence: ChainPresence; note?: Label }

export interface ChainNodePage {
  node: ChainNamed & { stage: ChainNamed; line?: ChainNamed; means: Label; words: { zh: string[]; en: string[] }; codes: { system: string; code: string; name?: string }[]; kind_of: ChainNamed[]; sources: { title: string; publisher: string; address?: string }[] };
  presence: ChainPresence;
  firms: ChainFirmAtNode[];
  pending: ChainFirmAtNode[];
  more: number;
  upstream: ChainNeighbour[];
  downstream: ChainNeighbour[];
  gap?: ChainGap;
  risk: ChainRisk;
  survey: ChainSurvey;
  filters: ChainView["filters"];
}

export interface ChainIndex { value: number; n: number; lo?: number; hi?: number; percentile?: number }

export interface ChainCandidate {
  node: ChainNamed & { stage: string };
  state: ChainState;
  priority: number;
  relatedness?: ChainIndex;
  complexity?: ChainIndex;
  score: number | null;
  rank: number | null;
  quadrant: "related-complex" | "related-simple" | "unrelated-complex" | "unrelated-simple" | null;
  activities: string[];
  near: { activity: string; name?: string; nodes: ChainNamed[]; proximity: number }[];
  explanation: Label;
  claims: ClaimView[];
}

export interface ChainNext {
  survey: ChainSurvey;
  filters: ChainView["filters"];
  tables: { id: string; label: Label }[];
  table: { id: string; label: Label; note: Label; source: string; system: string; regions: number; activities: number; ones: number; on_chain: number };
  recovery?: { auc: number; lo?: number; hi?: number; size_auc: number; no_information: { auc: number; lo: number; hi: number }; cells: number; ones: number };
  cautions: Label[];
  refusal?: Label;
  basket: { nodes: ChainNamed[]; activities: string[] };
  complexity?: ChainIndex;
  exponents: { priority: number; relatedness: number; complexity: number };
  total: number;
  candidates: ChainCandidate[];
}

export interface ChainBacktestTask {
  kind: "entry" | "exit";
  protocol: string;
  scope: string;
  from: string;
  to: string;
  n: number;
  happened: number;
  regions?: number;
  no_information: { auc: number; lo: number; hi: number };
  scores: { score: string; auc: number; lo?: number; hi?: number; precision_at_n?: number }[];
  /** What the publication states for its own density, where it does. */
  published?: number;
  refusal?: Label;
}

export interface ChainBacktest { label: Label; note: Label; source: string; command?: string; tasks: ChainBacktestTask[] }
