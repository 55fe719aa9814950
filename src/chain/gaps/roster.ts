/**
 * Placed firms as columns, checked once, so that a panorama over 100,000 of them is one scan.
 * Invariant: row i of every column is the same firm at the same node; a (firm, node, region) occurs once; rows stand node by node.
 */
import type { Label, Problem } from "../../kernel/index.ts";
import type { CompiledPack } from "../pack/index.ts";
import type { PlacedFirm } from "./model.ts";

export interface Roster {
  rows: number;
  node: Int32Array;
  region: Int32Array;
  firm: Int32Array;
  share: Float64Array;
  /** NaN where not known; never leaves this table. */
  output: Float64Array;
  honours: Float64Array;
  /** Production lines; 0 where not known. */
  lines: Float64Array;
  claims: readonly (readonly string[])[];
  /** Rows stand node by node, the largest share first: those of node i are nodeStart[i] .. nodeStart[i + 1]. */
  nodeStart: Int32Array;
  regions: string[];
  firms: string[];
  /** Names of the firms in both languages, where there are such. */
  labels?: Label[];
}

/** Builds the columns. Rows that make no sense are left out and listed. */
export function rosterOf(pack: CompiledPack, placed: readonly PlacedFirm[]): { roster: Roster; problems: Problem[] } {
  const problems: Problem[] = [];
  const nodeAt = new Map(pack.nodes.map((n, i) => [n.id, i]));
  const regions = new Map<string, number>();
  const firms = new Map<string, number>();
  const seen = new Set<string>();
  const kept: PlacedFirm[] = [];
  placed.forEach((row, i) => {
    const wrong = faultOf(row, nodeAt);
    const key = `${row.firm}\u0000${row.node}\u0000${row.region}`;
    if (wrong) problems.push({ ...wrong, line: row.line ?? i + 1 });
    else if (seen.has(key)) problems.push({ code: "chain/placed-twice", line: row.line ?? i + 1, message: { zh: `重复：${row.firm} 在 ${row.node}`, en: `Twice: ${row.firm} at ${row.node}` } });
    else { seen.add(key); kept.push(row); }
  });
  kept.sort((a, b) => nodeAt.get(a.node)! - nodeAt.get(b.node)! || (b.share ?? 1) - (a.share ?? 1));
  const column = (value: (row: PlacedFirm) => number): Float64Array => Float64Array.from(kept, value);
  const numbered = (names: Map<string, number>, name: string): number => {
    const known = names.get(name);
    if (known !== undefined) return known;
    names.set(name, names.size);
    return names.size - 1;
  };
  const roster: Roster = {
    rows: kept.length, node: Int32Array.from(kept, (r) => nodeAt.get(r.node)!), region: Int32Array.from(kept, (r) => numbered(regions, r.region)),
    firm: Int32Array.from(kept, (r) => numbered(firms, r.firm)), share: column((r) => r.share ?? 1), output: column((r) => r.output_yuan ?? NaN),
    honours: column((r) => r.honours ?? 0), lines: column((r) => r.lines ?? 0), claims: kept.map((r) => r.claims ?? []), nodeStart: startsOf(Int32Array.from(kept, (r) => nodeAt.get(r.node)!), pack.nodes.length), regions: [], firms: [],
  };
  roster.regions = [...regions.keys()];
  roster.firms = [...firms.keys()];
  return { roster, problems };
}

/** Where each node's rows begin, for rows in the order of nodes; one more at the end. */
export function startsOf(node: Int32Array, nodes: number): Int32Array {
  const start = new Int32Array(nodes + 1);
  for (const at of node) start[at + 1]!++;
  for (let i = 0; i < nodes; i++) start[i + 1]! += start[i]!;
  return start;
}

function faultOf(row: PlacedFirm, nodeAt: ReadonlyMap<string, number>): Problem | undefined {
  const bad = (code: string, column: string, zh: string, en: string): Problem => ({ code, column, message: { zh, en } });
  if (row.firm === "") return bad("chain/placed-nameless", "firm", "缺少企业", "The firm is missing");
  if (row.region === "") return bad("chain/placed-nowhere", "region", `${row.firm} 缺少地区`, `${row.firm} has no region`);
  if (!nodeAt.has(row.node)) return bad("chain/placed-unknown-node", "node", `未知节点 ${row.node}`, `Unknown node ${row.node}`);
  if (row.share !== undefined && !(row.share > 0 && row.share <= 1)) return bad("chain/placed-share", "share", `份额应在 0 与 1 之间：${row.share}`, `The share must lie between 0 and 1: ${row.share}`);
  if (row.output_yuan !== undefined && !(row.output_yuan >= 0 && Number.isFinite(row.output_yuan))) return bad("chain/placed-output", "output_yuan", `产出无效：${row.output_yuan}`, `Not an output: ${row.output_yuan}`);
  return undefined;
}
