/**
 * Which rows of one list are one organisation. Rows with the same normal form fall together at once (10⁴ equal names cost no pairs); the rest is
 * blocked, compared and clustered. Invariant: linear memory; a cluster never crosses a veto; every merge can be explained; empty and
 * one-character names are never merged.
 */
import { background, type Background } from "./background.ts";
import { buildBlocks } from "./block.ts";
import { clusterEdges, type Edge, type Member, type Refusal } from "./cluster.ts";
import { compareIds, compareProfiles, nameVeto, nameWeight, probability, THRESHOLDS, withOwnNames } from "./compare.ts";
import type { Identifiers, MatchFeature, Profile } from "./model.ts";
import { flawsOf, foldText, normalOfFolded } from "./normal.ts";
import { profileOf } from "./profile.ts";
import { PAIR_WEIGHTS } from "./weights.ts";
import { Sketches } from "./sketch.ts";

export interface DedupeInput {
  count: number;
  /** All names of a row: the first is its own, others (English, short) may find it too. */
  names(row: number): string[];
  ids?(row: number): Identifiers;
}

export interface DedupeOptions {
  threshold?: number;
  progress?: (stage: string, done: number, of: number) => void;
}

export interface Reason { a: number; b: number; score: number; features: MatchFeature[] }

export interface Cluster { rows: number[]; name: string; score: number; reasons: Reason[] }

export interface DedupeResult { clusters: Cluster[]; refused: Refusal[]; compared: number; rejected: { row: number; reason: string }[] }

/** Names with fewer letters than this are reported, not matched: nothing can be told from them. */
const LEAST_LETTERS = 2;

interface Unit { row: number; name: string; ids: Identifiers }

/** Rows of one normal form (and no identifier against it) become one unit; returns units and the unit of each row. */
function units(input: DedupeInput, rejected: DedupeResult["rejected"]): { units: Unit[]; unitOf: Int32Array; extra: { unit: number; name: string }[] } {
  const list: Unit[] = [], unitOf = new Int32Array(input.count).fill(-1), extra: { unit: number; name: string }[] = [];
  const byKey = new Map<string, number>();
  for (let row = 0; row < input.count; row++) {
    const names = input.names(row), ids = input.ids?.(row) ?? {};
    const name = names.find((n) => n.trim() !== "") ?? "";
    const normal = normalOfFolded(foldText(name));
    if ((normal.match(/\p{L}/gu)?.length ?? 0) < LEAST_LETTERS && !ids.uscc && !ids.lei) { rejected.push({ row, reason: flawsOf(name)[0] ?? "too short" }); continue; }
    const key = `${normal}\u0000${ids.uscc ?? ""}\u0000${ids.lei ?? ""}`;
    let unit = byKey.get(key);
    if (unit === undefined) {
      unit = list.length;
      byKey.set(key, unit);
      list.push({ row, name, ids });
      for (const other of names) if (other !== name && other.trim() !== "") extra.push({ unit, name: other });
    }
    unitOf[row] = unit;
  }
  return { units: list, unitOf, extra };
}

/** Recently used profiles: comparing walks pairs in order of the left name, so few are needed at a time. */
class ProfileCache {
  private readonly kept = new Map<number, Profile>();
  private readonly nameOf: (i: number) => string;
  private readonly limit: number;
  constructor(nameOf: (i: number) => string, limit = 60_000) { this.nameOf = nameOf; this.limit = limit; }
  get(i: number): Profile {
    let p = this.kept.get(i);
    if (p) return p;
    if (this.kept.size >= this.limit) this.kept.clear();
    p = profileOf(this.nameOf(i));
    this.kept.set(i, p);
    return p;
  }
}

/** Find the organisations behind the rows of one list. */
export function dedupeRows(input: DedupeInput, options: DedupeOptions = {}): DedupeResult {
  const rejected: DedupeResult["rejected"] = [];
  const { units: list, unitOf, extra } = units(input, rejected);
  options.progress?.("grouped", input.count, input.count);
  const nameOf = (i: number) => (i < list.length ? list[i]!.name : extra[i - list.length]!.name);
  const unitAt = (i: number) => (i < list.length ? i : extra[i - list.length]!.unit);
  const total = list.length + extra.length;
  const blocks = buildBlocks(total), sketches = new Sketches(total);
  const counted = background(profilesIn(total, nameOf, (i, p) => {
    blocks.add(i, p); sketches.add(i, p);
    if (i % 50_000 === 0) options.progress?.("parsed", i, total);
  }));
  const pairs = blocks.pairs();
  options.progress?.("blocked", pairs.length, pairs.length);
  const edges = [...idEdges(list), ...weighPairs(pairs, total, nameOf, unitAt, list, counted, sketches, options)];
  const cache = new ProfileCache(nameOf);
  const member = (i: number): Member => { const p = cache.get(i); return { ids: list[i]!.ids, branch: p.branch, region: p.script === "zh" ? p.region : [], numbers: p.numbers }; };
  const { root, used, refused } = clusterEdges(list.length, edges, member);
  return { clusters: gather(input, list, unitOf, root, used, counted), refused: refused.slice(0, 10_000), compared: pairs.length, rejected };
}

function* profilesIn(total: number, nameOf: (i: number) => string, visit: (i: number, p: Profile) => void): Generator<Profile> {
  for (let i = 0; i < total; i++) { const p = profileOf(nameOf(i)); visit(i, p); yield p; }
}

function idEdges(list: readonly Unit[]): Edge[] {
  const first = new Map<string, number>(), out: Edge[] = [];
  list.forEach((u, i) => {
    for (const [kind, id] of Object.entries(u.ids)) {
      if (!id || kind === "stock") continue;
      const known = first.get(kind + id);
      if (known === undefined) first.set(kind + id, i); else out.push({ a: known, b: i, score: 1 });
    }
  });
  return out;
}

function weighPairs(pairs: { left: Uint32Array; right: Uint32Array; length: number }, total: number, nameOf: (i: number) => string, unitAt: (i: number) => number, list: readonly Unit[], bg: Background, sketches: Sketches, options: DedupeOptions): Edge[] {
  const threshold = options.threshold ?? THRESHOLDS.link;
  const prior = -Math.log2(Math.max(64, total)) + 4;
  const cache = new ProfileCache(nameOf), out: Edge[] = [];
  for (let i = 0; i < pairs.length; i++) {
    const a = pairs.left[i]!, b = pairs.right[i]!;
    if (!sketches.mayMatch(a, b)) continue;
    const x = unitAt(a), y = unitAt(b);
    if (x === y) continue;
    const p = cache.get(a), q = cache.get(b);
    if (nameVeto(p, q) !== "" || compareIds(list[x]!.ids, list[y]!.ids).veto !== "") continue;
    let weight = nameWeight(p, q, bg, PAIR_WEIGHTS);
    if (weight + prior < 0) continue;
    if (a !== x || b !== y) {
      const own = cache.get(x), other = cache.get(y);
      if (nameVeto(own, other) !== "") continue;
      if (own.script === other.script) weight = withOwnNames(weight, nameWeight(own, other, bg, PAIR_WEIGHTS));
    }
    const score = probability(weight + prior);
    if (score >= threshold) out.push(a === x && b === y ? { a: x, b: y, score } : { a: x, b: y, score, nameA: nameOf(a), nameB: nameOf(b) });
    if (i % 100_000 === 0) options.progress?.("compared", i, pairs.length);
  }
  return out;
}

function gather(input: DedupeInput, list: readonly Unit[], unitOf: Int32Array, root: Int32Array, used: readonly Edge[], bg: Background): Cluster[] {
  const rowsOf = new Map<number, number[]>(), edgesOf = new Map<number, Edge[]>();
  for (let row = 0; row < input.count; row++) if (unitOf[row]! >= 0) push(rowsOf, root[unitOf[row]!]!, row);
  for (const e of used) push(edgesOf, root[e.a]!, e);
  const prior = -Math.log2(Math.max(64, list.length)) + 4;
  const out: Cluster[] = [];
  for (const [r, rows] of rowsOf) {
    const edges = edgesOf.get(r) ?? [];
    const reasons: Reason[] = edges.slice(0, 50).map((e) => {
      const ids = compareIds(list[e.a]!.ids, list[e.b]!.ids).features;
      const c = compareProfiles(profileOf(e.nameA ?? list[e.a]!.name), profileOf(e.nameB ?? list[e.b]!.name), { background: bg, prior, weights: PAIR_WEIGHTS });
      return { a: list[e.a]!.row, b: list[e.b]!.row, score: round(e.score), features: [...ids, ...c.features] };
    });
    if (edges.length === 0 && rows.length > 1) reasons.push({ a: rows[0]!, b: rows[1]!, score: 1, features: [{ name: "same_normal_form", weight: 30, a: list[r]!.name, b: input.names(rows[1]!)[0] ?? "" }] });
    out.push({ rows, name: fullest(rows, input), score: round(edges.reduce((s, e) => Math.min(s, e.score), 1)), reasons });
  }
  return out.sort((a, b) => a.rows[0]! - b.rows[0]!);
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value); else map.set(key, [value]);
}

function round(x: number): number {
  return Math.round(x * 1e4) / 1e4;
}

/** The name to show: the most frequent spelling, the longer on a tie, the earlier on another. */
function fullest(rows: readonly number[], input: DedupeInput): string {
  const count = new Map<string, number>();
  for (const row of rows.slice(0, 1000)) { const n = (input.names(row).find((x) => x.trim() !== "") ?? "").trim(); count.set(n, (count.get(n) ?? 0) + 1); }
  let best = "", most = 0;
  for (const [name, n] of count) if (n > most || (n === most && name.length > best.length)) { best = name; most = n; }
  return best;
}
