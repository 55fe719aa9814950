/**
 * Gaps of the record, and one node with everything that is known of it: firms with evidence, who supplies and who needs it, what falls with it.
 * Invariant: a gap cites the claims that its sentences rest on, the stated size of the region among them; “no firm here” and “no data” stay apart.
 */
import { AppError } from "../kernel/index.ts";
import { findGaps, supplyRisk, weakestLinks, type Gap, type Presence, type SupplyRisk } from "./gaps/index.ts";
import type { ChainFirm, ChainRecord, FirmAtNode } from "./model.ts";
import type { ChainNode, Flow } from "./pack/index.ts";
import { presenceOf } from "./panorama-answer.ts";
import { scopeFirms, type ChainScope, type ScopedFirms } from "./scope.ts";

export interface GapsAnswer {
  scoped: ScopedFirms;
  gaps: Gap[];
  /** Single-source nodes by what hangs on them here, the heaviest first. */
  weakest: SupplyRisk[];
}

/** Gaps of a scope by falling priority. @throws AppError as `scopeFirms`. */
export function gapsOf(record: ChainRecord, scope: ChainScope = {}): GapsAnswer {
  const scoped = scopeFirms(record, scope);
  const lines = presenceOf(record, scoped);
  const gaps = findGaps(record.pack, lines, record.rules).map((gap) => withSurvey(gap, scoped));
  return { scoped, gaps, weakest: weakestLinks(record.pack, lines) };
}

/** Adds the claims behind “so much of the region was read”: the stated number of firms, or the search that found none. */
function withSurvey(gap: Gap, scoped: ScopedFirms): Gap {
  const searched = scoped.searched.get(gap.node);
  const more = [...(searched === undefined ? [] : [searched]), ...(scoped.stated && gap.presence.firms === 0 ? [scoped.stated.claim_id] : [])];
  return more.length === 0 ? gap : { ...gap, claims: [...new Set([...more, ...gap.claims])] };
}

export interface Neighbour { node: string; note?: Flow["note"]; presence: Presence }

export interface NodeAnswer {
  scoped: ScopedFirms;
  node: ChainNode;
  presence: Presence;
  firms: { firm: ChainFirm; at: FirmAtNode }[];
  pending: { firm: ChainFirm; at: FirmAtNode }[];
  upstream: Neighbour[];
  downstream: Neighbour[];
  /** Absent where the node is strong. */
  gap?: Gap;
  risk: SupplyRisk;
}

/** Everything about a node. @throws AppError `chain/unknown-node`, or as `scopeFirms`. */
export function nodeOf(record: ChainRecord, id: string, scope: ChainScope = {}): NodeAnswer {
  const node = record.pack.byId.get(id);
  if (!node) throw new AppError("chain/unknown-node", { node: id }, { status: 404, zh: `没有节点 ${id}`, en: `There is no node ${id}` });
  const scoped = scopeFirms(record, scope);
  const lines = presenceOf(record, scoped);
  const at = new Map(lines.map((line) => [line.node, line]));
  const here = record.firms.filter((_, i) => !scoped.firms || scoped.firms[i] === 1).flatMap((firm) => firm.nodes.filter((n) => n.node === id).map((n) => ({ firm, at: n })))
    .sort((a, b) => b.at.share - a.at.share || (a.firm.id < b.firm.id ? -1 : 1));
  const neighbour = (other: string, flow: Flow): Neighbour => ({ node: other, presence: at.get(other)!, ...(flow.note ? { note: flow.note } : {}) });
  const gap = findGaps(record.pack, lines, record.rules).find((g) => g.node === id);
  return {
    scoped, node, presence: at.get(id)!, firms: here.filter((h) => !h.at.pending), pending: here.filter((h) => h.at.pending),
    upstream: record.pack.upstream.get(id)!.map((f) => neighbour(f.from, f)), downstream: record.pack.downstream.get(id)!.map((f) => neighbour(f.to, f)),
    ...(gap ? { gap: withSurvey(gap, scoped) } : {}), risk: supplyRisk(record.pack, lines, id, { capital_goods: true }),
  };
}
