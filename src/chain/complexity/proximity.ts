/**
 * How near two activities are, by the regions that do both: the proximity of Hidalgo, Klinger, Barabási and Hausmann
 * (2007, Science 317) and four alternatives used in economic geography.
 * Invariant: symmetric, finite, zero where no region does both; an activity that nobody is specialised in has only zeros.
 */
import { TILE, paddedWidth, type Engine, type Tiled } from "./engine.ts";
import { wilson, type Range } from "./interval.ts";
import type { Specialisation } from "./specialisation.ts";

/**
 * `minimum`: smaller of the two conditional probabilities, C_pq / max(u_p, u_q) (Hidalgo et al. 2007).
 * On co-occurrences C without diagonal, S its column sums, T their sum: `association` C·T/(S_p S_q), `cosine`
 * C/√(S_p S_q), `jaccard` C/(S_p + S_q − C), `steijn` C over its expectation under random pairing (Steijn 2021).
 */
export type ProximityMethod = "minimum" | "association" | "cosine" | "jaccard" | "steijn";
export const PROXIMITY_METHODS: readonly ProximityMethod[] = ["minimum", "association", "cosine", "jaccard", "steijn"];

export interface Proximity {
  method: ProximityMethod;
  matrix: Tiled;
  /** Σ_q φ_pq with the diagonal, and the diagonal itself (1 for `minimum`, 0 for the others). */
  sum: Float64Array;
  diagonal: Float64Array;
  ubiquity: Uint32Array;
}

/** Proximity of all pairs. The matrix is the engine's: it holds until the engine is asked for another. */
export function proximity(m: Specialisation, engine: Engine, method: ProximityMethod = "minimum"): Proximity {
  const matrix = engine.matrix();
  const diagonal = new Float64Array(m.activities);
  if (method === "minimum") {
    engine.fillMinimum(matrix);
    for (let p = 0; p < m.activities; p += 1) diagonal[p] = m.ubiquity[p]! > 0 ? 1 : 0;
  } else engine.fillPairs(matrix, pairValue(m, method));
  const sum = engine.columnSums(matrix, new Float64Array(m.activities).fill(1));
  return { method, matrix, sum, diagonal, ubiquity: m.ubiquity };
}

function pairValue(m: Specialisation, method: Exclude<ProximityMethod, "minimum">): (p: number, q: number, shared: number) => number {
  // S_p = Σ_q≠p C_pq without the pairs: each region that does p adds its other activities.
  const s = new Float64Array(m.activities);
  let total = 0;
  for (let a = 0; a < m.activities; a += 1) {
    for (let i = m.columnStart[a]!; i < m.columnStart[a + 1]!; i += 1) s[a] = s[a]! + m.diversity[m.row[i]!]! - 1;
    total += s[a]!;
  }
  switch (method) {
    case "association": return (p, q, c) => (c * total) / (s[p]! * s[q]!);
    case "cosine": return (p, q, c) => c / Math.sqrt(s[p]! * s[q]!);
    case "jaccard": return (p, q, c) => c / (s[p]! + s[q]! - c);
    case "steijn": return (p, q, c) => {
      const chance = (s[p]! / total) * (s[q]! / (total - s[p]!)) + (s[q]! / total) * (s[p]! / (total - s[q]!));
      const expected = (total / 2) * chance;
      // With a single pair in the whole table the expectation is not defined; the pair then is as expected.
      return Number.isFinite(expected) && expected > 0 ? c / expected : 1;
    };
  }
}

/** φ of activities p and q. */
export function proximityOf(phi: Proximity, p: number, q: number): number {
  return phi.matrix.data[((p >> 4) * phi.matrix.size + q) * TILE + (p & 15)]!;
}

/** One pair with its sample: `n` regions do the commoner of the two, `shared` of them do both (where the method tells). */
export interface ProximityPair { a: number; b: number; value: number; n: number; shared?: number; range?: Range }

/** Pairs a < b that share a region, in order. The interval is binomial (Wilson) and given for `minimum` only. */
export function* proximityPairs(phi: Proximity): Generator<ProximityPair> {
  const n = phi.matrix.size;
  for (let a = 0; a < n; a += 1) {
    const block = (a >> 4) * n * TILE + (a & 15);
    for (let b = a + 1; b < n; b += 1) {
      const stored = phi.matrix.data[block + b * TILE]!;
      if (stored === 0) continue;
      const most = Math.max(phi.ubiquity[a]!, phi.ubiquity[b]!);
      if (phi.method !== "minimum") { yield { a, b, value: stored, n: most }; continue; }
      // The stored number is in single precision; the count behind it is whole, so the exact ratio can be restored.
      const shared = Math.round(stored * most);
      yield { a, b, value: shared / most, n: most, shared, range: wilson(shared, most) };
    }
  }
}

/** Bytes that φ of so many activities takes. */
export function proximityBytes(activities: number): number {
  return activities * paddedWidth(activities) * 4;
}
