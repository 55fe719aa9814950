/**
 * The nouns of the chain over the record: a firm as placed, its evidence with claims, the record of a chain on a day.
 * Invariant: every placed node of a firm names the claims it rests on; what rests on the firm's name alone is pending and counts nowhere.
 */
import type { Label } from "../kernel/index.ts";
import type { Clocks } from "../ledger/index.ts";
import type { CompiledPack } from "./pack/index.ts";
import type { Evidence, Placement } from "./placement/index.ts";
import type { GapRules, Roster } from "./gaps/index.ts";
import type { RungRules } from "./firm-rungs.ts";

/** An entity as far as answers name it. */
export interface Named { id: string; type: string; slug: string; label: Label }

/** A text that placement read, and the claim that says it. */
export interface Field { text: string; claim_id: string }

/** Words of the evidence, and the claim they stand in (none for the firm's own name). */
export interface CitedEvidence { said: string; zone: Evidence["zone"]; weight: number; claim_id?: string }

/** A firm at a node. `ruled`: a person said so. `pending`: only the name speaks for it, so it counts nowhere yet. */
export interface FirmAtNode {
  node: string;
  stage: string;
  /** 0..1; 1 where a person ruled. */
  score: number;
  /** Part of the firm that stands here; the shares of what counts add up to one. */
  share: number;
  review: boolean;
  ruled: boolean;
  pending: boolean;
  evidence: CitedEvidence[];
  claims: string[];
}

export interface ChainFirm extends Named {
  /** Ids of the places it lies in, near and far, and keys of the record's groups. */
  places: string[];
  fields: Field[];
  state: Placement["state"] | "ruled";
  /** Whether anything was read of it besides its name. */
  read: boolean;
  nodes: FirmAtNode[];
  honours: { award: Label; claim_id: string }[];
  rung?: string;
  size?: string;
  output?: { yuan: number; when: string; property: "output_value" | "revenue"; claim_id: string };
  lines?: { count: number; claim_id: string };
  capacity: string[];
}

/** A stated number of firms: what the record knows of the size of a place's cluster, with its claim. */
export interface StatedCount { count: number; when: string; claim_id: string; of: Named }

/** What filters and counts ask of firms, as columns by their place in `firms`, so that a question over 100,000 of them is a scan. */
export interface FirmColumns {
  /** Bits: 1 read, 2 stands on a node, 4 on nodes by its name only. */
  flags: Uint8Array;
  /** Place in the rules' rungs and sizes; -1 = none. */
  rung: Int8Array;
  size: Int8Array;
  /** Firms of each place (id) and group (key). */
  byPlace: ReadonlyMap<string, Int32Array>;
  /** Firms that only their name puts at a node, by node. */
  pending: ReadonlyMap<string, Int32Array>;
}
export const FLAG = { read: 1, placed: 2, pending: 4 } as const;

/** All that the answers are worked out from: firms placed, as of the clocks, for one clearance. */
export interface ChainRecord {
  pack: CompiledPack;
  rules: GapRules;
  rungs: RungRules;
  clocks: Clocks;
  head: number;
  firms: ChainFirm[];
  /** Rows of what counts; a firm's number there is its place in `firms`. */
  roster: Roster;
  columns: FirmColumns;
  places: Map<string, Named>;
  /** Places (ids) and groups (keys) with the number of firms in each. */
  regions: { key: string; place: string; label: Label; type: string; firms: number }[];
  /** Stated numbers of firms by the place they speak of. */
  stated: Map<string, StatedCount>;
  /** Nodes that somebody counted no firm of, by place key (“” = everywhere), with the claim. */
  searched: Map<string, Map<string, string>>;
}
