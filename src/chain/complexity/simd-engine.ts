/**
 * The engine on SIMD kernels, over one WebAssembly memory that is laid out once for a matrix M.
 * Invariant: every array handed out is a view of that memory and lives as long as it is held; nothing is allocated later.
 */
import { paddedWidth, plainEngine, TILE, type Engine, type Tiled } from "./engine.ts";
import { simdKernels, WIDE, type Kernels } from "./simd-kernels.ts";
import type { Specialisation } from "./specialisation.ts";
import { wasm } from "./webassembly.ts";

const PAGE = 65_536;

interface Layout {
  phi: Float32Array; plain: Float32Array; scaled: Float32Array; basket: Uint32Array; basketStarts: Uint32Array; scale: Float32Array;
  block: Uint8Array; regionList: Uint32Array; regionStarts: Uint32Array; shared: Uint16Array; ubiquity: Float32Array;
  weight: Float64Array; sum: Float64Array;
}

/** The fastest engine this machine has for M: SIMD where it can be had, else the plain one. */
export function fastEngine(m: Specialisation): Engine {
  return simdEngine(m) ?? plainEngine(m);
}

/** The SIMD engine; undefined without SIMD, or when an activity has more regions than 16 bits count, or M is too large for one memory. */
export function simdEngine(m: Specialisation): Engine | undefined {
  if (m.regions === 0 || m.activities === 0 || m.regions > 65_535) return undefined;
  const stride = paddedWidth(m.activities);
  const { bytes, place } = plan(m, stride);
  if (bytes > 3.9e9) return undefined;
  const memory = new wasm.Memory({ initial: Math.ceil(bytes / PAGE) });
  const kernels = simdKernels(memory);
  if (!kernels) return undefined;
  const at = place(memory.buffer);
  for (let i = 0; i < m.column.length; i += 1) at.basket[i] = m.column[i]! * 4 * TILE;
  for (let i = 0; i < m.row.length; i += 1) at.regionList[i] = m.row[i]! * WIDE;
  at.basketStarts.set(m.rowStart);
  at.regionStarts.set(m.columnStart);
  for (let p = 0; p < m.activities; p += 1) at.ubiquity[p] = Math.max(1, m.ubiquity[p]!);
  let used = false;
  return {
    name: "simd",
    bytes: memory.buffer.byteLength,
    matrix: () => {
      if (used) at.phi.fill(0);
      used = true;
      return { size: m.activities, data: at.phi };
    },
    fillMinimum: () => eachTile(m, at, kernels, (first) => {
      kernels.minimumTile(at.shared.byteOffset, at.ubiquity.byteOffset, at.ubiquity.byteOffset + 4 * first, m.activities,
        at.phi.byteOffset + 4 * first * m.activities, 4 * TILE * m.activities);
    }),
    fillPairs: (to, value) => eachTile(m, at, kernels, (first) => fillTile(m, at.shared, first, to, value)),
    columnSums: (phi, weight) => {
      at.weight.set(weight);
      const out = new Float64Array(m.activities);
      for (let first = 0; first < m.activities; first += TILE) {
        kernels.columnSums(phi.data.byteOffset + 4 * first * m.activities, at.weight.byteOffset, m.activities, at.sum.byteOffset);
        out.set(at.sum.subarray(0, Math.min(TILE, m.activities - first)), first);
      }
      return out;
    },
    basketSums: (phi, scale) => {
      at.scale.set(scale);
      for (let first = 0; first < m.activities; first += TILE) {
        kernels.basketSums(phi.data.byteOffset + 4 * first * m.activities, at.basketStarts.byteOffset, at.basket.byteOffset, m.regions,
          at.scale.byteOffset, at.plain.byteOffset + 4 * first, at.scaled.byteOffset + 4 * first, 4 * stride);
      }
      return { stride, plain: at.plain, scaled: at.scaled };
    },
  };
}

/** Where everything lies in the memory, each part on a cache line. */
function plan(m: Specialisation, stride: number): { bytes: number; place: (memory: ArrayBuffer) => Layout } {
  let bytes = 64;
  const take = (size: number): number => {
    const from = bytes;
    bytes = Math.ceil((bytes + size) / 64) * 64;
    return from;
  };
  const cells = m.regions * stride;
  const ones = m.column.length;
  const [phi, plain, scaled] = [take(4 * m.activities * stride), take(4 * cells), take(4 * cells)];
  const [basket, basketStarts, scale] = [take(4 * ones), take(4 * (m.regions + 1)), take(4 * stride)];
  const [block, regionList, regionStarts] = [take(m.regions * WIDE), take(4 * ones), take(4 * (m.activities + 1))];
  const [shared, ubiquity, weight, sum] = [take(2 * WIDE * m.activities), take(4 * stride), take(8 * m.activities), take(8 * TILE)];
  const place = (memory: ArrayBuffer): Layout => ({
    phi: new Float32Array(memory, phi, m.activities * stride), plain: new Float32Array(memory, plain, cells), scaled: new Float32Array(memory, scaled, cells),
    basket: new Uint32Array(memory, basket, ones), basketStarts: new Uint32Array(memory, basketStarts, m.regions + 1),
    scale: new Float32Array(memory, scale, stride), block: new Uint8Array(memory, block, m.regions * WIDE),
    regionList: new Uint32Array(memory, regionList, ones), regionStarts: new Uint32Array(memory, regionStarts, m.activities + 1),
    shared: new Uint16Array(memory, shared, WIDE * m.activities), ubiquity: new Float32Array(memory, ubiquity, stride),
    weight: new Float64Array(memory, weight, m.activities), sum: new Float64Array(memory, sum, TILE),
  });
  return { bytes, place };
}

/** Counts the shared regions of all activities with each group of 64, and hands over the group. */
function eachTile(m: Specialisation, at: Layout, kernels: Kernels, use: (first: number) => void): void {
  for (let first = 0; first < m.activities; first += WIDE) {
    at.block.fill(0);
    for (let k = 0; k < WIDE && first + k < m.activities; k += 1) {
      for (let i = m.columnStart[first + k]!; i < m.columnStart[first + k + 1]!; i += 1) at.block[m.row[i]! * WIDE + k] = 1;
    }
    kernels.sharedTile(at.block.byteOffset, at.regionStarts.byteOffset, at.regionList.byteOffset, m.activities, at.shared.byteOffset);
    use(first);
  }
}

function fillTile(m: Specialisation, shared: Uint16Array, first: number, to: Tiled, value: (p: number, q: number, shared: number) => number): void {
  for (let k = 0; k < WIDE && first + k < m.activities; k += 1) {
    const p = first + k;
    const column = (p >> 4) * m.activities * TILE + (p & 15);
    for (let q = 0; q < m.activities; q += 1) {
      const count = shared[q * WIDE + k]!;
      if (count > 0 && q !== p) to.data[column + q * TILE] = value(p, q, count);
    }
  }
}
