/**
 * The two heavy steps of the pipeline behind one interface: counting pairs of activities, and summing proximities over
 * each region's basket. `plainEngine` is TypeScript only; `simdEngine` (simd-engine.ts) does the same with SIMD.
 * Invariant: both engines give the same counts, and the same sums up to the rounding of single precision.
 *
 * φ is kept in tiles of 16 columns: `data[((p >> 4) * size + q) * 16 + (p & 15)]`, so that one tile of all rows stays in
 * the cache while every region's basket is summed over it. Columns are padded to a whole tile with zeros.
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
  /** A zeroed matrix of activities × activities for `basketSums` to read. */
  matrix(): Tiled;
  /** Calls back with activity p and the regions it shares with each activity q ≥ p (`shared[q]`), for each p in turn. */
  eachPairRow(visit: (p: number, shared: Uint32Array) => void): void;
  basketSums(phi: Tiled, scale: Float32Array): BasketSums;
  /** Bytes the engine holds. */
  bytes: number;
}

/** Padded width of a row of `n` activities. */
export function paddedWidth(n: number): number {
  return Math.ceil(n / TILE) * TILE;
}

/** The engine without SIMD: for machines that lack it, and the yardstick of the other. */
export function plainEngine(m: Specialisation): Engine {
  const stride = paddedWidth(m.activities);
  const words = Math.ceil(m.regions / 32);
  return {
    name: "plain",
    bytes: 4 * (m.activities * stride + 2 * m.regions * stride + m.activities * words),
    matrix: () => ({ size: m.activities, data: new Float32Array(m.activities * stride) }),
    eachPairRow: (visit) => countPairs(m, words, visit),
    basketSums: (phi, scale) => sumBaskets(m, phi, scale, stride),
  };
}

function countPairs(m: Specialisation, words: number, visit: (p: number, shared: Uint32Array) => void): void {
  const shared = new Uint32Array(m.activities);
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
    for (let q = p; q < m.activities; q += 1) {
      const other = q * words;
      let count = 0;
      for (let w = 0; w < words; w += 1) {
        // Population count of one word by parallel sums (Hacker's Delight, 5-1).
        let x = bits[base + w]! & bits[other + w]!;
        x -= (x >>> 1) & 0x55555555;
        x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
        count += Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
      }
      shared[q] = count;
    }
    visit(p, shared);
  }
}

function sumBaskets(m: Specialisation, phi: Tiled, scale: Float32Array, stride: number): BasketSums {
  const plain = new Float32Array(m.regions * stride);
  const scaled = new Float32Array(m.regions * stride);
  const sum = new Float64Array(TILE);
  const weighted = new Float64Array(TILE);
  for (let tile = 0; tile < stride; tile += TILE) {
    const block = tile * phi.size;
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
      plain.set(sum, r * stride + tile);
      scaled.set(weighted, r * stride + tile);
    }
  }
  return { stride, plain, scaled };
}
