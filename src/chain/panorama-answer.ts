/**
 * The panorama of the record: every node with what stands there, its firms, and where it is drawn; two panoramas compared.
 * Invariant: every node of the pack is in the answer, with or without firms, and every count can be opened to the firms behind it.
 */
import { AppError, type Label } from "../kernel/index.ts";
import { comparePanoramas, layout, panorama, NODE_STATES, type Difference, type NodeState, type Presence } from "./gaps/index.ts";
import type { ChainRecord } from "./model.ts";
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
  return panorama(record.pack, record.roster, record.rules, { survey: scoped.survey, ...(scoped.firms ? { firms: scoped.firms } : {}) });
}

/** The panorama of a scope. @throws AppError as `scopeFirms`. */
export function panoramaOf(record: ChainRecord, scope: ChainScope = {}): Panorama {
  const scoped = scopeFirms(record, scope);
  const presence = presenceOf(record, scoped);
  const places = placesOnPage(record);
  const states = Object.fromEntries(NODE_STATES.map((s) => [s, 0])) as Record<NodeState, number>;
  const nodes = record.pack.nodes.map((node, i): PanoramaNode => {
    states[presence[i]!.state]++;
    const { column, row } = places.get(node.id)!;
    return { id: node.id, name: node.name, stage: node.stage, line: node.line ?? "", column, row, presence: presence[i]!, firms: firstFirms(record, scoped, i), pending: pendingAt(record, scoped, node.id) };
  });
  return { scoped, nodes, states };
}

/** The first firms at a node by share: rows stand in that order. */
function firstFirms({ roster }: ChainRecord, { firms }: ScopedFirms, node: number): number[] {
  const found: number[] = [];
  for (let row = roster.nodeStart[node]!; row < roster.nodeStart[node + 1]! && found.length < NAMED_MOST; row++) {
    const at = roster.firm[row]!;
    if (!firms || firms[at] === 1) found.push(at);
  }
  return found;
}

function pendingAt({ columns }: ChainRecord, { firms }: ScopedFirms, node: string): number {
  const list = columns.pending.get(node);
  if (!list) return 0;
  if (!firms) return list.length;
  let n = 0;
  for (const at of list) n += firms[at]!;
  return n;
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
