/**
 * Supply-risk paths: if a node fails, which local products downstream fall with it, and along which way.
 * Invariant: inputs are taken as needed all together (no substitution is assumed), so this is an upper bound; each exposed
 * node comes with a shortest way of flows from the failed node, through nodes that are present here.
 */
import { AppError } from "../../kernel/index.ts";
import type { CompiledPack } from "../pack/index.ts";
import type { Presence } from "./model.ts";

export interface ExposedNode { node: string; path: string[]; firms: number; output_yuan: number; claims: string[] }

export interface SupplyRisk { failed: string; exposed: ExposedNode[]; firms: number; output_yuan: number }

export interface RiskOptions {
  /** Also follow flows with a note (capital goods): a machine that is not delivered stops growth, not today's production. */
  capital_goods?: boolean;
}

/** @throws AppError `chain/unknown-node`. */
export function supplyRisk(pack: CompiledPack, lines: readonly Presence[], failed: string, options: RiskOptions = {}): SupplyRisk {
  if (!pack.byId.has(failed)) throw new AppError("chain/unknown-node", { node: failed }, { zh: `没有节点 ${failed}`, en: `There is no node ${failed}`, status: 404 });
  const at = new Map(lines.map((line) => [line.node, line]));
  const cameFrom = new Map<string, string | undefined>([[failed, undefined]]);
  const queue = [failed];
  const exposed: ExposedNode[] = [];
  for (let head = 0; head < queue.length; head++) {
    for (const flow of pack.downstream.get(queue[head]!)!) {
      const line = at.get(flow.to);
      if (cameFrom.has(flow.to) || !line || line.firms === 0 || (flow.note && !options.capital_goods)) continue;
      cameFrom.set(flow.to, flow.from);
      queue.push(flow.to);
      exposed.push({ node: flow.to, path: wayTo(flow.to, cameFrom), firms: line.firms, output_yuan: line.output_yuan, claims: line.claims });
    }
  }
  return { failed, exposed, firms: exposed.reduce((s, e) => s + e.firms, 0), output_yuan: exposed.reduce((s, e) => s + e.output_yuan, 0) };
}

function wayTo(node: string, cameFrom: ReadonlyMap<string, string | undefined>): string[] {
  const path = [node];
  for (let before = cameFrom.get(node); before !== undefined; before = cameFrom.get(before)) path.unshift(before);
  return path;
}

/** Single-source nodes by what hangs on them here, the heaviest first. */
export function weakestLinks(pack: CompiledPack, lines: readonly Presence[], options: RiskOptions = {}): SupplyRisk[] {
  return lines.filter((line) => line.state === "single_source")
    .map((line) => supplyRisk(pack, lines, line.node, options))
    .sort((a, b) => b.output_yuan - a.output_yuan || b.firms - a.firms || (a.failed < b.failed ? -1 : 1));
}
