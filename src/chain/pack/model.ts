/**
 * The nouns of a chain pack: stages, nodes, flows. A pack is data; nothing here knows a node by name.
 * Invariant: a compiled pack has unique node ids, and every flow of it joins two of its nodes.
 */
import type { Label } from "../../kernel/index.ts";

export type CodeSystem = "gbt" | "hs" | "naics";
export const CODE_SYSTEMS: readonly CodeSystem[] = ["gbt", "hs", "naics"];

/** Codes that exist, with their names, by classification. A system left out is not checked. */
export type CodeLists = Partial<Record<CodeSystem, ReadonlyMap<string, string>>>;

export interface PackFile { name: string; text: string }

export interface Stage { id: string; name: Label }

export interface PackSource { title: string; publisher: string; address?: string }

/** Words by language: `zh` are matched as they stand, `en` at word borders with the plural folded. */
export interface Words { zh: string[]; en: string[] }

export interface ChainNode {
  id: string;
  stage: string;
  /** The sub-chain it belongs to, for layout and grouping. */
  line?: string;
  name: Label;
  means: Label;
  /** Words that name this node. */
  words: Words;
  /** Words that only support it: they never place a firm here on their own. */
  weak: Words;
  codes: Record<CodeSystem, string[]>;
  /** Broader nodes of which this one is a kind (imported chains). */
  kind_of: string[];
  source: string[];
  file: string;
  at_line: number;
}

/** What one node delivers to another: `from` is upstream of `to`. */
export interface Flow {
  from: string;
  to: string;
  note?: Label;
  source: string[];
  file: string;
  at_line: number;
}

export interface ChainPack {
  id: string;
  version: number;
  name: Label;
  /** Languages that every name and definition must have. */
  languages: ("zh" | "en")[];
  stages: Stage[];
  lines: Stage[];
  sources: Record<string, PackSource>;
  nodes: ChainNode[];
  flows: Flow[];
}

/** A pack with its ways up and down, by node id; every node has an entry. */
export interface CompiledPack extends ChainPack {
  byId: ReadonlyMap<string, ChainNode>;
  /** Flows into the node. */
  upstream: ReadonlyMap<string, readonly Flow[]>;
  /** Flows out of the node. */
  downstream: ReadonlyMap<string, readonly Flow[]>;
}
