/**
 * Clusters from judged pairs: the surest pair first, and never across a veto. Invariant: no cluster holds two different USCCs or LEIs, a branch with
 * its parent, or two names whose places conflict; the result does not depend on the order in which pairs arrive.
 */
import { placesAgree } from "./compare-zh.ts";
import type { Identifiers } from "./model.ts";

/** A judged pair of units; `nameA`/`nameB` are the entries whose names decided it, where names did. */
export interface Edge { a: number; b: number; score: number; nameA?: number; nameB?: number }

/** What a member brings that may forbid a merge. */
export interface Member { ids: Identifiers; branch: string; region: string[]; numbers: string[] }

export interface Refusal { a: number; b: number; reason: string }

/** Union–find with path halving; a root keeps what its members have stated. */
export function clusterEdges(size: number, edges: Edge[], member: (row: number) => Member): { root: Int32Array; used: Edge[]; refused: Refusal[] } {
  const root = Int32Array.from({ length: size }, (_, i) => i);
  const find = (i: number): number => { while (root[i] !== i) { root[i] = root[root[i]!]!; i = root[i]!; } return i; };
  const stated = new Map<number, Member>();
  const of = (i: number): Member => stated.get(i) ?? member(i);
  const used: Edge[] = [], refused: Refusal[] = [];
  const order = [...edges].sort((x, y) => y.score - x.score || x.a - y.a || x.b - y.b);
  for (const e of order) {
    const a = find(e.a), b = find(e.b);
    if (a === b) continue;
    const x = of(a), y = of(b), reason = conflict(x, y);
    if (reason !== "") { refused.push({ a: e.a, b: e.b, reason }); continue; }
    const keep = Math.min(a, b), drop = Math.max(a, b);
    root[drop] = keep;
    stated.set(keep, join(x, y));
    stated.delete(drop);
    used.push(e);
  }
  for (let i = 0; i < size; i++) root[i] = find(i);
  return { root, used, refused };
}

function conflict(x: Member, y: Member): string {
  if (x.ids.uscc && y.ids.uscc && x.ids.uscc !== y.ids.uscc) return "different uscc";
  if (x.ids.lei && y.ids.lei && x.ids.lei !== y.ids.lei) return "different lei";
  if (x.branch !== y.branch) return x.branch !== "" && y.branch !== "" ? "two branches" : "branch and parent";
  const same = (x.ids.uscc && x.ids.uscc === y.ids.uscc) || (x.ids.lei && x.ids.lei === y.ids.lei);
  if (!same && placesAgree(x.region, y.region) === "conflict") return "places in conflict";
  return "";
}

function join(x: Member, y: Member): Member {
  return {
    ids: { uscc: x.ids.uscc ?? y.ids.uscc, lei: x.ids.lei ?? y.ids.lei, stock: x.ids.stock ?? y.ids.stock },
    branch: x.branch, region: x.region.length === 0 ? y.region : y.region.length === 0 || (x.region.length === 1 && y.region.length === 1 && x.region[0] === y.region[0]) ? x.region : [...new Set([...x.region, ...y.region])], numbers: x.numbers,
  };
}
