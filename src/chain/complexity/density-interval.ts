/**
 * Density of one basket with its interval: what it would have been, had other regions been in the table (Efron 1979).
 * Regions are drawn with replacement, proximities and densities worked out again; the basket is held as it is.
 * Invariant: without draws the value is the density of Hidalgo et al. 2007 over the chosen activities, own activity included.
 */
import { seededUniform } from "../../kernel/index.ts";
import { centralRange, drawWeights, type Range } from "./interval.ts";
import type { Specialisation } from "./specialisation.ts";

export interface BasketDensity {
  /** By place in `activities`; NaN where nothing is near. */
  density: Float64Array;
  range: (Range | undefined)[];
  /** φ of all pairs: `phi[i * activities.length + j]`. */
  phi: Float64Array;
}

/**
 * @param activities the activities to look at (places in M's columns); @param basket those of them that the region does.
 * The region need not be in the table: its basket is all that counts.
 */
export function basketDensity(m: Specialisation, activities: readonly number[], basket: readonly number[], options: { draws: number; seed?: number }): BasketDensity {
  const local = new Int32Array(m.activities).fill(-1);
  activities.forEach((a, i) => { local[a] = i; });
  const does = new Uint8Array(activities.length);
  for (const a of basket) if (local[a]! >= 0) does[local[a]!] = 1;
  const rows = Array.from({ length: m.regions }, (_, r) => Int32Array.from(m.column.subarray(m.rowStart[r]!, m.rowStart[r + 1]!), (a) => local[a]!).filter((i) => i >= 0));
  const n = activities.length;
  const phi = proximities(rows, n);
  const density = densities(phi, does, n);
  const seen: number[][] = Array.from({ length: n }, () => []);
  const uniform = seededUniform(options.seed ?? 1);
  for (let d = 0; d < options.draws; d += 1) {
    const drawn = densities(proximities(rows, n, drawWeights(m.regions, uniform)), does, n);
    for (let p = 0; p < n; p += 1) if (Number.isFinite(drawn[p]!)) seen[p]!.push(drawn[p]!);
  }
  return { density, range: seen.map(centralRange), phi };
}

/** φ_pq = shared / max(u_p, u_q), each region counted as often as it was drawn. */
function proximities(rows: readonly Int32Array[], n: number, weight?: Float64Array): Float64Array {
  const shared = new Float64Array(n * n);
  rows.forEach((row, r) => {
    const w = weight ? weight[r]! : 1;
    if (w === 0) return;
    for (let i = 0; i < row.length; i += 1) {
      const base = row[i]! * n;
      for (let j = 0; j < row.length; j += 1) shared[base + row[j]!] = shared[base + row[j]!]! + w;
    }
  });
  const ubiquity = Float64Array.from({ length: n }, (_, p) => shared[p * n + p]!);
  for (let p = 0; p < n; p += 1) {
    for (let q = 0; q < n; q += 1) {
      const most = Math.max(ubiquity[p]!, ubiquity[q]!);
      shared[p * n + q] = most > 0 ? shared[p * n + q]! / most : 0;
    }
  }
  return shared;
}

function densities(phi: Float64Array, does: Uint8Array, n: number): Float64Array {
  const out = new Float64Array(n);
  for (let p = 0; p < n; p += 1) {
    let near = 0;
    let all = 0;
    for (let q = 0; q < n; q += 1) {
      const x = phi[p * n + q]!;
      all += x;
      if (does[q] === 1) near += x;
    }
    out[p] = all > 0 ? near / all : Number.NaN;
  }
  return out;
}
