/**
 * One firm of the record onto the chain: its texts, awards and codes are placed, then what people ruled overrides.
 * Invariant: a node that a person ruled out is never counted; the shares of what counts add up to one; every counted node cites a claim.
 */
import type { CompiledPack } from "./pack/index.ts";
import type { Evidence, FirmWords, Placement, Placer } from "./placement/index.ts";
import type { ChainFirm, CitedEvidence, Field, FirmAtNode } from "./model.ts";

/** What somebody decided of a firm and a node. */
export interface NodeRuling { here: boolean; claim_id: string; at: string }

export interface FirmReading {
  name?: string;
  fields: readonly Field[];
  honours: readonly Field[];
  codes: readonly Field[];
  /** Nodes of its products, as people placed the products. */
  products: readonly { node: string; claims: readonly string[] }[];
  rulings: ReadonlyMap<string, NodeRuling>;
}

const BETWEEN = "；";

/** @returns how it stands on the chain; `nodes` holds pending and counted ones, the surest first. */
export function placeFirm(pack: CompiledPack, placer: Placer, firm: FirmReading): Pick<ChainFirm, "state" | "read" | "nodes"> {
  const words: FirmWords = {
    texts: firm.fields.map((f) => f.text), ...(firm.name === undefined ? {} : { name: firm.name }),
    ...(firm.honours.length === 0 ? {} : { honours: firm.honours.map((h) => h.text).join(BETWEEN) }),
    ...(firm.codes.length === 0 ? {} : { codes: { gbt: firm.codes.map((c) => c.text) } }),
  };
  const placement = placer.place(words);
  const nodes = new Map<string, FirmAtNode>();
  for (const placed of placement.nodes) {
    const evidence = placed.evidence.map((e) => cited(e, firm));
    const claims = [...new Set(evidence.flatMap((e) => e.claim_id ?? []))];
    // What rests on the firm's own name or on its titles says what it calls itself, not what it makes.
    const pending = !placed.evidence.some((e) => typeof e.field === "number" || e.field === "code");
    nodes.set(placed.node, { node: placed.node, stage: placed.stage, score: placed.score, share: placed.share, review: placed.review, ruled: false, pending, evidence, claims });
  }
  for (const { node, claims } of firm.products) ruleIn(pack, nodes, node, claims);
  let ruled = false;
  for (const [node, ruling] of firm.rulings) {
    ruled = true;
    if (ruling.here) ruleIn(pack, nodes, node, [ruling.claim_id]);
    else nodes.delete(node);
  }
  const list = [...nodes.values()];
  shareOut(list);
  const read = firm.fields.length > 0 || firm.codes.length > 0 || firm.products.length > 0 || ruled;
  return { state: ruled || firm.products.length > 0 ? "ruled" : stateLeft(placement, list), read, nodes: list.sort((a, b) => Number(a.pending) - Number(b.pending) || b.share - a.share || (a.node < b.node ? -1 : 1)) };
}

function stateLeft(placement: Placement, nodes: readonly FirmAtNode[]): Placement["state"] {
  return placement.state === "placed" && nodes.every((n) => n.pending) ? "review" : placement.state;
}

function ruleIn(pack: CompiledPack, nodes: Map<string, FirmAtNode>, node: string, claims: readonly string[]): void {
  const before = nodes.get(node);
  nodes.set(node, {
    node, stage: pack.byId.get(node)!.stage, score: 1, share: before?.share ?? 0, review: false, ruled: true, pending: false, evidence: before?.evidence ?? [],
    claims: [...new Set([...claims, ...(before?.claims ?? [])])],
  });
}

/** Shares of what counts, in the proportions that placement found; a ruled node that it did not find takes the mean. */
function shareOut(nodes: readonly FirmAtNode[]): void {
  const counted = nodes.filter((n) => !n.pending);
  const told = counted.filter((n) => n.share > 0);
  const mean = told.length === 0 ? 1 : told.reduce((sum, n) => sum + n.share, 0) / told.length;
  const total = counted.reduce((sum, n) => sum + (n.share || mean), 0);
  for (const n of counted) n.share = (n.share || mean) / total;
}

function cited(e: Evidence, firm: FirmReading): CitedEvidence {
  const claim_id = claimOfEvidence(e, firm);
  return { said: e.said, zone: e.zone, weight: e.weight, ...(claim_id === undefined ? {} : { claim_id }) };
}

function claimOfEvidence(e: Evidence, firm: FirmReading): string | undefined {
  if (typeof e.field === "number") return firm.fields[e.field]?.claim_id;
  if (e.field === "code") return firm.codes.find((c) => e.said.endsWith(` ${c.text}`))?.claim_id ?? firm.codes[0]?.claim_id;
  if (e.field !== "honours") return undefined;
  let from = 0;
  for (const honour of firm.honours) {
    if (e.from < from + honour.text.length) return honour.claim_id;
    from += honour.text.length + BETWEEN.length;
  }
  return undefined;
}
