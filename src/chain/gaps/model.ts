/**
 * The nouns of panorama and gaps, and their rules as data. Invariant: figures that cannot be told are absent, never NaN.
 */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { AppError } from "../../kernel/index.ts";
import type { Feature, Label } from "../../kernel/index.ts";

/** One firm at one node of one region. */
export interface PlacedFirm {
  firm: string;
  node: string;
  region: string;
  /** Part of the firm that stands at this node, 0..1; 1 unless told. */
  share?: number;
  /** Output of the firm at this node, yuan a year. */
  output_yuan?: number;
  /** Honours that count for strength (little giant, champion …). */
  honours?: number;
  /** Production lines of the firm, where they are known. */
  lines?: number;
  /** Claims that say so. */
  claims?: readonly string[];
  /** Line of the input it came from, for problems. */
  line?: number;
}

export const NODE_STATES = ["strong", "thin", "single_source", "missing", "no_data"] as const;
export type NodeState = (typeof NODE_STATES)[number];

/** How much of a region was looked at. */
export interface Survey {
  /** Firms that the register knows in the region. */
  firms_known: number;
  /** Of these, firms whose business was read and placed, or found to be outside the chain. */
  firms_read: number;
  /** Nobody has said how many firms there are: then no absence can be stated, however many were read. */
  total_unknown?: boolean;
  /** Nodes for which somebody has searched the region on purpose. */
  nodes_searched?: readonly string[];
}

/** What stands at a node of a region. `hhi` and `top_share` are absent where no firm is. */
export interface Presence {
  node: string;
  stage: string;
  firms: number;
  /** Firms counted by their share at the node. */
  weight: number;
  /** Sum of the outputs that are known, yuan; `output_known` of `firms` have one. */
  output_yuan: number;
  output_known: number;
  honours: number;
  /** Production lines that are known, of firms counted whole. */
  lines: number;
  /** Herfindahl–Hirschman index 0..1 (Hirschman 1945; Herfindahl 1950), over outputs where all are known, else over weights. */
  hhi?: number;
  hhi_basis?: "output" | "weight";
  top_share?: number;
  top_firm?: string;
  top_label?: Label;
  /** 0..1: how far the evidence would have shown a firm, had there been one. */
  /** Firms that were read where nobody has said how many there are; `coverage` is 0 then. */
  read_of_unknown?: number;
  coverage: number;
  state: NodeState;
  /** Claims that place the first firms here; at most `CITED_MOST`. */
  claims: string[];
}

/** A line of the panorama cites so many claims; the page of its node cites them all. */
export const CITED_MOST = 12;

export interface Gap {
  node: string;
  stage: string;
  state: NodeState;
  priority: number;
  features: Feature[];
  presence: Presence;
  /** Downstream nodes here that need it, upstream nodes here that could feed it. */
  needed_by: string[];
  fed_by: string[];
  /** Two sentences; `claims` are the ids they rest on. */
  explanation: Required<Label>;
  claims: string[];
}

const part = z.number().min(0).max(1);
const feature = z.strictObject({ weight: part, zh: z.string(), en: z.string() });
export const FEATURES = ["absence", "local_demand", "demand_firms", "local_supply", "dependence", "evidence"] as const;
export type FeatureName = (typeof FEATURES)[number];
const shape = z.strictObject({
  states: z.strictObject({ strong_firms: z.number().positive(), strong_hhi: part, single_share: part, coverage_floor: part }),
  features: z.strictObject({
    absence: feature, local_demand: feature, demand_firms: feature, local_supply: feature, dependence: feature, evidence: feature,
  }),
  absence_of: z.strictObject({ strong: part, thin: part, single_source: part, missing: part, no_data: part }),
  demand_firms_full: z.number().positive(),
});
export type GapRules = z.infer<typeof shape>;

export function readGapRules(text: string, file = "gap-weights.yaml"): GapRules {
  const read = shape.safeParse(parse(text));
  if (read.success) return read.data;
  const wrong = read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new AppError("chain/gap-rules", { file, wrong }, { zh: `${file} 有误：${wrong.join("；")}`, en: `${file} is wrong: ${wrong.join("; ")}` });
}

export function shippedGapRules(): GapRules {
  return readGapRules(readFileSync(new URL("../../../data/chain/gap-weights.yaml", import.meta.url), "utf8"));
}
