/**
 * An index of names that can be asked, in either language, for its likeliest ones. Rare keys are read first and common ones only while the
 * budget lasts (after Sparkly's TF-IDF top-k blocking, Paulsen et al., VLDB 16(6), 2023); what they bring is compared in full.
 * Invariant: `rank` returns at most k rows, best first, ties in row order; the cost of a query is bounded by the budget, not by the index's size.
 */
import { background, type Background } from "./background.ts";
import { compareProfiles, nameWeight, probability, type CompareOptions } from "./compare.ts";
import { keysOf } from "./keys.ts";
import type { Comparison, Profile } from "./model.ts";
import { profileOf } from "./profile.ts";

export interface NameIndex {
  readonly size: number;
  readonly profiles: Profile[];
  readonly background: Background;
  readonly keyIds: Map<string, number>;
  readonly offsets: Uint32Array;
  readonly rows: Uint32Array;
  /** Row of the caller's list for each profile (several names may belong to one row). */
  readonly owner: Uint32Array;
  readonly scores: Float32Array;
  /** Scripts among the names: a query asks only for keys that some name can have. */
  /** Shared weight that a name would have with itself: the most a query can reach. */
  readonly own: Float32Array;
  readonly scripts: { zh: boolean; latin: boolean };
}

export interface Ranked { row: number; weight: number; score: number; name: string }

/** Postings read for one query; candidates compared in full, more across scripts, where a shared key says less. */
const READ_BUDGET = 400_000, COMPARE_CROSS = 130;
export const COMPARE_OWN = 40;

export interface NamedRow { row: number; name: string }

/** Index names; `owner` rows may repeat (short, full and English name of one firm). */
export function buildNameIndex(names: readonly (string | NamedRow)[], options: { bridge?: boolean; own?: boolean } = {}): NameIndex {
  const profiles: Profile[] = [], owner = new Uint32Array(names.length);
  names.forEach((n, i) => { profiles.push(profileOf(typeof n === "string" ? n : n.name)); owner[i] = typeof n === "string" ? i : n.row; });
  const want = { own: options.own ?? true, bridge: options.bridge ?? true };
  const keyIds = new Map<string, number>();
  const counts: number[] = [];
  const perRow = profiles.map((p) => {
    const ids = keysOf(p, want).map((k) => { let id = keyIds.get(k); if (id === undefined) { id = keyIds.size; keyIds.set(k, id); counts.push(0); } counts[id]!++; return id; });
    return Uint32Array.from(ids);
  });
  const offsets = new Uint32Array(keyIds.size + 1);
  for (let i = 0; i < keyIds.size; i++) offsets[i + 1] = offsets[i]! + counts[i]!;
  const own = new Float32Array(names.length), kinds = [...keyIds.keys()].map((k) => k[0]!);
  perRow.forEach((ids, row) => { for (const id of ids) if (!BRIDGE_KINDS.has(kinds[id]!)) own[row]! += keyWeight(kinds[id]!, names.length, counts[id]!); });
  const fill = offsets.slice(0, keyIds.size), rows = new Uint32Array(offsets[keyIds.size]!);
  perRow.forEach((ids, row) => { for (const id of ids) rows[fill[id]!++] = row; });
  return { size: names.length, profiles, background: background(profiles), keyIds, offsets, rows, owner, scores: new Float32Array(names.length), own, scripts: { zh: profiles.some((p) => p.script === "zh"), latin: profiles.some((p) => p.script === "latin") } };
}

/** Kinds of key made by `keysOf` for the other script. */
const BRIDGE_KINDS = new Set(["x", "y", "s", "i"]);

/** Weight of a shared key: its rarity, less for a trigram, an initial or a sound than for a word. */
function keyWeight(kind: string, size: number, df: number): number {
  const part = kind === "t" || kind === "y" ? 0.4 : kind === "s" || kind === "i" || kind === "h" ? 0.6 : 1;
  return part * Math.log2(1 + size / df);
}

/** Profiles that share the rarest keys with the query, best shared weight first; in one script only those that share `least` (0..1) of what they could. */
export function candidates(query: Profile, index: NameIndex, limit = COMPARE_CROSS, least = 0, read = READ_BUDGET): number[] {
  const found: { id: number; idf: number }[] = [];
  const { zh, latin } = index.scripts, isZh = query.script === "zh";
  for (const key of keysOf(query, { own: isZh ? zh : latin, bridge: (isZh ? latin : zh) && (least > 0 ? "narrow" : true) })) {
    const id = index.keyIds.get(key);
    if (id === undefined) continue;
    const df = index.offsets[id + 1]! - index.offsets[id]!;
    found.push({ id, idf: keyWeight(key[0]!, index.size, df) });
  }
  found.sort((a, b) => b.idf - a.idf || a.id - b.id);
  const touched: number[] = [];
  let budget = read;
  for (const { id, idf } of found) {
    const from = index.offsets[id]!, to = index.offsets[id + 1]!;
    if (to - from > budget) continue;
    budget -= to - from;
    for (let i = from; i < to; i++) {
      const row = index.rows[i]!;
      if (index.scores[row] === 0) touched.push(row);
      index.scores[row]! += idf;
    }
  }
  const worth = least === 0 ? touched : touched.filter((row) => index.profiles[row]!.script !== query.script || index.scores[row]! >= least * index.own[row]!);
  const best = topBy(worth, index.scores, limit);
  for (const row of touched) index.scores[row] = 0;
  let own = 0;
  return best.filter((row) => index.profiles[row]!.script !== query.script || own++ < COMPARE_OWN);
}

function topBy(rows: number[], scores: Float32Array, limit: number): number[] {
  if (rows.length > limit * 4) {
    const sorted = Float32Array.from(rows, (r) => scores[r]!).sort();
    const floor = sorted[sorted.length - limit]!;
    rows = rows.filter((r) => scores[r]! >= floor);
  }
  return rows.sort((a, b) => scores[b]! - scores[a]! || a - b).slice(0, limit);
}

/** The k likeliest rows for a name, in either language, each with its weight in bits and its probability among the index. @param read postings read at most. */
export function rank(name: string | Profile, index: NameIndex, k = 10, read = READ_BUDGET): Ranked[] {
  const query = typeof name === "string" ? profileOf(name) : name;
  const best = new Map<number, Ranked>();
  const prior = -Math.log2(Math.max(2, index.size));
  for (const i of candidates(query, index, COMPARE_CROSS, 0, read)) {
    const p = index.profiles[i]!, row = index.owner[i]!;
    const weight = nameWeight(query, p, index.background);
    const known = best.get(row);
    if (!known || weight > known.weight) best.set(row, { row, weight, score: probability(weight + prior), name: p.raw });
  }
  return [...best.values()].sort((a, b) => b.weight - a.weight || a.row - b.row).slice(0, k);
}

/** Explain one pair as the index would judge it. */
export function explain(name: string | Profile, other: Profile, index: NameIndex, options: CompareOptions = {}): Comparison {
  const query = typeof name === "string" ? profileOf(name) : name;
  return compareProfiles(query, other, { background: index.background, prior: -Math.log2(Math.max(2, index.size)), ...options });
}
