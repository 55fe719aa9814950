/**
 * The heavy steps of the pipeline behind one interface: shared regions of all pairs of activities, and sums of
 * proximities over each region's basket. `plainEngine` is TypeScript only; `simdEngine` (simd-engine.ts) uses SIMD.
 * Invariant: both engines give the same proximities, and the same sums up to the rounding of single precision.
 *
 * φ is kept in tiles of 16 columns: `data[((p >> 4) * size + q) * 16 + (p & 15)]`, so that one tile of all rows stays in
 * the cache while every region's basket is summed over it. Columns are padded to whole groups of 64 with zeros.
 */
import type { Specialisation } from "./specialisation.ts";

/** Columns in a tile: one cache line of single precision numbers. */
export const TILE = 16;

/** Square matrix of activities in tiles, see above. */
export interface Tiled { size: number; data: Float32Array }

/** Sums over each region's basket: `of[r * stride + p]`. */
export interface BasketSums {
  stride: number;
  /** Σ_{q in basket of r} φ_qp */
  plain: Float32Array;
  /** Σ_{q in basket of r} scale_q φ_qp */
  scaled: Float32Array;
}

export interface Engine {
  name: "plain" | "simd";
  /** A zeroed matrix of activities × activities. An engine has one: asking again gives it back, zeroed. */
  matrix(): Tiled;
  /** Fills in φ_pq = shared / max(u_p, u_q), diagonal included. */
  fillMinimum(to: Tiled): void;
  /** Fills in `value(p, q, shared)` for each p ≠ q that share a region; the value must be the same for (q, p). */
  fillPairs(to: Tiled, value: (p: number, q: number, shared: number) => number): void;
  /** Σ_q weight_q φ_qp for each p, in double precision. */
  columnSums(phi: Tiled, weight: Float64Array): Float64Array;
  /** The engine's one pair of sums; valid until the next call. */
  basketSums(phi: Tiled, scale: Float32Array): BasketSums;
  /** Bytes the engine holds. */
  bytes: number;
}

/** Padded width of a row of `n` activities. */
export function paddedWidth(n: number): number {
  return Math.ceil(n / 64) * 64;
}

/** The engine without SIMD: for machines that lack it, and the yardstick of the other. */
export function plainEngine(m: Specialisation): Engine {
  const stride = paddedWidth(m.activities);
  const words = Math.ceil(m.regions / 32);
  const fillPairs: Engine["fillPairs"] = (to, value) => countPairs(m, words, (p, q, shared) => {
    const x = value(p, q, shared);
    to.data[((p >> 4) * to.size + q) * TILE + (p & 15)] = x;
    to.data[((q >> 4) * to.size + p) * TILE + (q & 15)] = x;
  });
  return {
    name: "plain",
    bytes: 4 * (m.activities * stride + 2 * m.regions * stride + m.activities * words),
    matrix: () => ({ size: m.activities, data: new Float32Array(m.activities * stride) }),
    fillPairs,
    fillMinimum: (to) => {
      for (let p = 0; p < m.activities; p += 1) if (m.ubiquity[p]! > 0) to.data[((p >> 4) * to.size + p) * TILE + (p & 15)] = 1;
      fillPairs(to, (p, q, shared) => shared / Math.max(m.ubiquity[p]!, m.ubiquity[q]!));
    },
    columnSums: plainColumnSums,
    basketSums: (phi, scale) => sumBaskets(m, phi, scale, stride),
  };
}

/** Calls back with each pair p < q that shares a region, counted by bits. */
function countPairs(m: Specialisation, words: number, visit: (p: number, q: number, shared: number) => void): void {
  const bits = new Int32Array(m.activities * words);
  for (let a = 0; a < m.activities; a += 1) {
    for (let i = m.columnStart[a]!; i < m.columnStart[a + 1]!; i += 1) {
      const r = m.row[i]!;
      const at = a * words + (r >> 5);
      bits[at] = bits[at]! | (1 << (r & 31));
    }
  }
  for (let p = 0; p < m.activities; p += 1) {
    const base = p * words;
    for (let q = p + 1; q < m.activities; q += 1) {
      const other = q * words;
      let count = 0;
      for (let w = 0; w < words; w += 1) {
        // Population count of one word by parallel sums (Hacker's Delight, 5-1).
        let x = bits[base + w]! & bits[other + w]!;
        x -= (x >>> 1) & 0x55555555;
        x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
        count += Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
      }
      if (count > 0) visit(p, q, count);
    }
  }
}

function plainColumnSums(phi: Tiled, weight: Float64Array): Float64Array {
  const out = new Float64Array(phi.size);
  const sum = new Float64Array(TILE);
  for (let first = 0; first < phi.size; first += TILE) {
    sum.fill(0);
    let at = first * phi.size;
    for (let q = 0; q < phi.size; q += 1) {
      const w = weight[q]!;
      for (let k = 0; k < TILE; k += 1, at += 1) sum[k] = sum[k]! + w * phi.data[at]!;
    }
    out.set(sum.subarray(0, Math.min(TILE, phi.size - first)), first);
  }
  return out;
}

function sumBaskets(m: Specialisation, phi: Tiled, scale: Float32Array, stride: number): BasketSums {
  const plain = new Float32Array(m.regions * stride);
  const scaled = new Float32Array(m.regions * stride);
  const sum = new Float64Array(TILE);
  const weighted = new Float64Array(TILE);
  for (let first = 0; first < phi.size; first += TILE) {
    const block = first * phi.size;
    for (let r = 0; r < m.regions; r += 1) {
      sum.fill(0);
      weighted.fill(0);
      for (let i = m.rowStart[r]!; i < m.rowStart[r + 1]!; i += 1) {
        const q = m.column[i]!;
        const s = scale[q]!;
        const from = block + q * TILE;
        for (let k = 0; k < TILE; k += 1) {
          const x = phi.data[from + k]!;
          sum[k] = sum[k]! + x;
          weighted[k] = weighted[k]! + s * x;
        }
      }
      plain.set(sum, r * stride + first);
      scaled.set(weighted, r * stride + first);
    }
  }
  return { stride, plain, scaled };
}
