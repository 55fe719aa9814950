/**
 * The panorama of the record: every node with what stands there, its firms, and where it is drawn; two panoramas compared.
 * Invariant: every node of the pack is in the answer, with or without firms, and every count can be opened to the firms behind it.
 */
import { AppError, type Label } from "../kernel/index.ts";
import { comparePanoramas, layout, panorama, NODE_STATES, type Difference, type NodeState, type Presence } from "./gaps/index.ts";
import type { ChainFirm, ChainRecord } from "./model.ts";
import { scopeFirms, type ChainScope, type ScopedFirms } from "./scope.ts";

/** Firms named at a node of the panorama; its page names them all. */
const NAMED_MOST = 6;

export interface PanoramaNode {
  id: string;
  name: Label;
  stage: string;
  line: string;
  column: number;
  row: number;
  presence: Presence;
  /** The first firms by share, as indices into the record's firms. */
  firms: number[];
  /** Firms whose name alone speaks for the node. */
  pending: number;
}

export interface Panorama {
  scoped: ScopedFirms;
  nodes: PanoramaNode[];
  states: Record<NodeState, number>;
}

const layouts = new WeakMap<object, Map<string, { column: number; row: number }>>();

function placesOnPage(record: ChainRecord): Map<string, { column: number; row: number }> {
  let found = layouts.get(record.pack);
  if (!found) layouts.set(record.pack, (found = new Map(layout(record.pack).map((p) => [p.node, { column: p.column, row: p.row }]))));
  return found;
}

/** What stands at each node, for the firms of a scope. One scan over the roster. */
export function presenceOf(record: ChainRecord, scoped: ScopedFirms): Presence[] {
  const whole = scoped.counted === record.firms.length;
  return panorama(record.pack, record.roster, record.rules, { survey: scoped.survey, ...(whole ? {} : { firms: scoped.roster }) });
}

/** The panorama of a scope. @throws AppError as `scopeFirms`. */
export function panoramaOf(record: ChainRecord, scope: ChainScope = {}): Panorama {
  const scoped = scopeFirms(record, scope);
  const presence = presenceOf(record, scoped);
  const firms = firmsByNode(record, scoped);
  const places = placesOnPage(record);
  const states = Object.fromEntries(NODE_STATES.map((s) => [s, 0])) as Record<NodeState, number>;
  const nodes = record.pack.nodes.map((node, i): PanoramaNode => {
    states[presence[i]!.state]++;
    const at = firms.get(node.id);
    return { id: node.id, name: node.name, stage: node.stage, line: node.line ?? "", ...places.get(node.id)!, presence: presence[i]!, firms: (at?.counted ?? []).slice(0, NAMED_MOST).map((f) => f.at), pending: at?.pending.length ?? 0 };
  });
  return { scoped, nodes, states };
}

interface AtNode { counted: { at: number; share: number }[]; pending: { at: number; share: number }[] }

/** Firms of a scope by node, the largest share first. */
export function firmsByNode(record: ChainRecord, scoped: ScopedFirms): Map<string, AtNode> {
  const found = new Map<string, AtNode>();
  record.firms.forEach((firm: ChainFirm, at) => {
    if (scoped.firms[at] === 0) return;
    for (const n of firm.nodes) {
      let here = found.get(n.node);
      if (!here) found.set(n.node, (here = { counted: [], pending: [] }));
      (n.pending ? here.pending : here.counted).push({ at, share: n.share });
    }
  });
  for (const here of found.values()) for (const list of [here.counted, here.pending]) list.sort((a, b) => b.share - a.share || a.at - b.at);
  return found;
}

/**
 * What differs between two scopes, or two records of one pack on two days: the nodes whose state, count or output is another.
 * @throws AppError `chain/two-packs` where the records are of different chains.
 */
export function compareScopes(before: { record: ChainRecord; scope: ChainScope }, after: { record: ChainRecord; scope: ChainScope }): Difference[] {
  if (before.record.pack.id !== after.record.pack.id) throw new AppError("chain/two-packs", { before: before.record.pack.id, after: after.record.pack.id }, { zh: "只能比较同一条产业链", en: "only panoramas of one chain can be compared" });
  const [was, now] = [before, after].map(({ record, scope }) => presenceOf(record, scopeFirms(record, scope)));
  return comparePanoramas(was!, now!);
}
