/**
 * The firms of a record as columns: the roster of who stands where, and what filters ask. Built once a record.
 * Invariant: the columns say what the firms say; a firm's number in the roster is its place among the firms.
 */
import type { RungRules } from "./firm-rungs.ts";
import { startsOf, type Roster } from "./gaps/index.ts";
import { FLAG, type ChainFirm, type FirmColumns } from "./model.ts";
import type { CompiledPack } from "./pack/index.ts";

/** Rows of what counts, node by node, the largest share first. */
export function rosterFrom(pack: CompiledPack, firms: readonly ChainFirm[]): Roster {
  const nodeAt = new Map(pack.nodes.map((n, i) => [n.id, i]));
  const rows = firms.flatMap((firm, at) => firm.nodes.filter((n) => !n.pending).map((n) => ({ firm, at, n, node: nodeAt.get(n.node)! })));
  rows.sort((a, b) => a.node - b.node || b.n.share - a.n.share || a.at - b.at);
  const node = Int32Array.from(rows, (r) => r.node);
  const column = (value: (row: (typeof rows)[number]) => number): Float64Array => Float64Array.from(rows, value);
  return {
    rows: rows.length, node, region: new Int32Array(rows.length), firm: Int32Array.from(rows, (r) => r.at), share: column((r) => r.n.share),
    output: column((r) => (r.firm.output ? r.firm.output.yuan * r.n.share : NaN)), honours: column((r) => r.firm.honours.length), lines: column((r) => r.firm.lines?.count ?? 0),
    claims: rows.map((r) => r.n.claims), nodeStart: startsOf(node, pack.nodes.length), regions: ["record"],
    firms: firms.map((f) => f.label.zh ?? f.label.en ?? f.slug), labels: firms.map((f) => f.label),
  };
}

export function columnsOf(firms: readonly ChainFirm[], rungs: RungRules): FirmColumns {
  const place = (list: readonly { id: string }[], id: string | undefined): number => (id === undefined ? -1 : list.findIndex((one) => one.id === id));
  const byPlace = new Map<string, number[]>();
  const pending = new Map<string, number[]>();
  const add = (to: Map<string, number[]>, key: string, at: number): void => { const list = to.get(key); if (list) list.push(at); else to.set(key, [at]); };
  firms.forEach((firm, at) => {
    for (const key of firm.places) add(byPlace, key, at);
    for (const n of firm.nodes) if (n.pending) add(pending, n.node, at);
  });
  const typed = (map: Map<string, number[]>): Map<string, Int32Array> => new Map([...map].map(([key, list]) => [key, Int32Array.from(list)]));
  return {
    flags: Uint8Array.from(firms, (f) => (f.read ? FLAG.read : 0) | (f.nodes.some((n) => !n.pending) ? FLAG.placed : f.nodes.length > 0 ? FLAG.pending : 0)),
    rung: Int8Array.from(firms, (f) => place(rungs.rungs, f.rung)), size: Int8Array.from(firms, (f) => place(rungs.sizes, f.size)), byPlace: typed(byPlace), pending: typed(pending),
  };
}
