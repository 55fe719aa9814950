/**
 * Context columns (city, address, country, industry …) as evidence, by Fellegi–Sunter with levels: how alike two values are, and how often that
 * level occurs among matches (m) and among random pairs (u). u is counted on random pairs, m by expectation–maximisation with the name weight as
 * given evidence (Winkler 1988; Enamorado, Fifield & Imai 2019); agreement on a frequent value counts for less (term-frequency adjustment).
 * Invariant: missing values are no evidence.
 */
import { foldText, latinText, hasHan } from "./normal.ts";
import { editSimilarity } from "./string-distance.ts";
import { probability } from "./compare.ts";

export const LEVELS = ["different", "some words shared", "alike", "equal"] as const;

export interface ContextModel {
  /** log2(m/u) by level. */
  weights: number[];
  share: Map<string, number>;
  equalShare: number;
}

export function contextKey(value: string): string {
  const folded = foldText(value);
  return hasHan(folded) ? folded.replace(/[^\p{L}\p{N}]+/gu, "") : latinText(folded);
}

/** Level 0..3 of two keys, or −1 when either is missing. */
export function contextLevel(x: string, y: string): number {
  if (x === "" || y === "") return -1;
  if (x === y) return 3;
  const short = Math.min(x.length, y.length);
  if (editSimilarity(x, y) >= 0.85 || (short >= 2 && hasHan(x) && (x.startsWith(y) || y.startsWith(x)))) return 2;
  const a = new Set(x.split(" ")), b = y.split(" ");
  const shared = b.filter((w) => w.length > 1 && a.has(w)).length;
  return shared > 0 && shared >= Math.min(a.size, b.length) / 2 ? 2 : shared > 0 ? 1 : 0;
}

/** A small fixed sequence for choosing random pairs: the same lists give the same model. */
function* steps(seed: number): Generator<number> {
  let x = seed >>> 0;
  for (;;) { x = (Math.imul(x, 1664525) + 1013904223) >>> 0; yield x; }
}

/** Fit one column. `pairs` are candidate pairs with their name odds (log2). */
export function fitContext(left: readonly string[], right: readonly string[], pairs: readonly { a: number; b: number; odds: number }[], rounds = 8): ContextModel {
  const u = [1, 1, 1, 1], next = steps(20240619);
  for (let i = 0; i < 4000 && left.length > 0 && right.length > 0; i++) {
    const level = contextLevel(left[next.next().value! % left.length]!, right[next.next().value! % right.length]!);
    if (level >= 0) u[level]!++;
  }
  const total = u.reduce((s, n) => s + n, 0);
  const uShare = u.map((n) => n / total);
  // One line of counts a column; a match is expected to agree until the data say otherwise.
  let m = [0.1, 0.1, 0.2, 0.6];
  const levels = pairs.map((p) => contextLevel(left[p.a]!, right[p.b]!));
  for (let round = 0; round < rounds; round++) {
    const sums = [1, 1, 2, 6];
    for (let i = 0; i < pairs.length; i++) {
      const level = levels[i]!;
      if (level < 0 || pairs[i]!.odds < -12) continue;
      sums[level]! += probability(pairs[i]!.odds + Math.log2(m[level]! / uShare[level]!));
    }
    const all = sums.reduce((s, n) => s + n, 0);
    m = sums.map((n) => n / all);
  }
  const counts = new Map<string, number>();
  for (const v of right) if (v !== "") counts.set(v, (counts.get(v) ?? 0) + 1);
  const filled = Math.max(1, [...counts.values()].reduce((s, n) => s + n, 0));
  const share = new Map([...counts].map(([v, n]) => [v, n / filled]));
  return { weights: m.map((x, i) => Math.max(-8, Math.min(12, Math.log2(x / uShare[i]!)))), share, equalShare: uShare[3]! };
}

/** Weight in bits of two context keys, with its level; undefined when either is missing. */
export function contextWeight(model: ContextModel, x: string, y: string): { weight: number; level: number } | undefined {
  const level = contextLevel(x, y);
  if (level < 0) return undefined;
  let weight = model.weights[level]!;
  if (level === 3) weight = Math.max(0.2, Math.min(10, weight + 0.5 * Math.log2(model.equalShare / Math.max(1e-5, model.share.get(y) ?? 1e-5))));
  return { weight, level };
}
