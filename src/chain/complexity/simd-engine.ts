/**
 * The engine on SIMD kernels, over one WebAssembly memory that is laid out once for a matrix M; large matrices are worked
 * on by two threads. Invariant: every array handed out is a view of that memory and lives as long as it is held; nothing
 * is allocated later; the answer does not depend on the number of threads.
 */
import { availableParallelism } from "node:os";
import { paddedWidth, plainEngine, TILE, type Engine, type Tiled } from "./engine.ts";
import { secondThread, type TileJob } from "./second-thread.ts";
import { simdKernels, simdModule, WIDE } from "./simd-kernels.ts";
import type { Specialisation } from "./specialisation.ts";
import { tileWork, type TilePlan } from "./tile-work.ts";
import { wasm } from "./webassembly.ts";

const PAGE = 65_536;
const MEMORY_BYTES_MAX = 3.9e9;
/** Additions (ones of M × activities) from which a second thread pays for its start: about a quarter of a second of work. */
const SECOND_THREAD_FROM = 1e9;

/** The fastest engine this machine has for M: SIMD where it can be had, else the plain one. */
export function fastEngine(m: Specialisation): Engine {
  return simdEngine(m) ?? plainEngine(m);
}

/**
 * The SIMD engine, on two threads where told or where it pays; undefined without SIMD, with more regions than 16 bits
 * count, or when M is too large for one memory.
 */
export function simdEngine(m: Specialisation, threads?: 1 | 2): Engine | undefined {
  if (m.regions === 0 || m.activities === 0 || m.regions > 65_535) return undefined;
  const two = threads === undefined ? m.column.length * m.activities >= SECOND_THREAD_FROM && availableParallelism() > 1 : threads === 2;
  const module = simdModule(two);
  const { plan, weight, sum, bytes } = layOut(m, two ? 2 : 1);
  if (!module || bytes > MEMORY_BYTES_MAX) return undefined;
  const pages = Math.ceil(bytes / PAGE);
  const memory = new wasm.Memory(two ? { initial: pages, maximum: pages, shared: true } : { initial: pages });
  writeMatrix(m, plan, memory.buffer);
  const kernels = simdKernels(module, memory);
  const work = tileWork(kernels, memory.buffer, plan, 0);
  const other = two ? secondThread(memory, module, plan) : undefined;
  const each = (job: TileJob, tiles: number): void => {
    if (other) other.share(job, tiles, work[job]);
    else for (let t = 0; t < tiles; t += 1) work[job](t);
  };
  const phi = new Float32Array(memory.buffer, plan.phi, m.activities * plan.stride);
  const cells = m.regions * plan.stride;
  const sums = { stride: plan.stride, plain: new Float32Array(memory.buffer, plan.plain, cells), scaled: new Float32Array(memory.buffer, plan.scaled, cells) };
  let used = false;
  return {
    name: "simd",
    bytes: memory.buffer.byteLength,
    matrix: () => {
      if (used) phi.fill(0);
      used = true;
      return { size: m.activities, data: phi };
    },
    fillMinimum: () => each("minimum", Math.ceil(m.activities / WIDE)),
    fillPairs: (to, value) => {
      const shared = new Uint16Array(memory.buffer, plan.shared[0], WIDE * m.activities);
      for (let t = 0; t * WIDE < m.activities; t += 1) {
        work.count(t);
        fillTile(m.activities, shared, t * WIDE, to, value);
      }
    },
    columnSums: (of, weights) => {
      new Float64Array(memory.buffer, weight, m.activities).set(weights);
      const tile = new Float64Array(memory.buffer, sum, TILE);
      const out = new Float64Array(m.activities);
      for (let first = 0; first < m.activities; first += TILE) {
        kernels.columnSums(of.data.byteOffset + 4 * first * m.activities, weight, m.activities, sum);
        out.set(tile.subarray(0, Math.min(TILE, m.activities - first)), first);
      }
      return out;
    },
    basketSums: (_, scale) => {
      new Float32Array(memory.buffer, plan.scale, m.activities).set(scale);
      each("baskets", Math.ceil(m.activities / TILE));
      other?.stop();
      return sums;
    },
  };
}

/** Where everything lies in the memory, each part on a cache line. */
function layOut(m: Specialisation, threads: number): { plan: TilePlan; weight: number; sum: number; bytes: number } {
  let bytes = 64;
  const take = (size: number): number => {
    const from = bytes;
    bytes = Math.ceil((bytes + size) / 64) * 64;
    return from;
  };
  const { regions, activities } = m;
  const stride = paddedWidth(activities);
  const ones = m.column.length;
  const perThread = (size: number): number[] => Array.from({ length: threads }, () => take(size));
  const plan: TilePlan = {
    regions, activities, stride, phi: take(4 * activities * stride), plain: take(4 * regions * stride), scaled: take(4 * regions * stride),
    basket: take(4 * ones), basketStarts: take(4 * (regions + 1)), scale: take(4 * stride), regionList: take(4 * ones),
    regionStarts: take(4 * (activities + 1)), ubiquity: take(4 * stride), block: perThread(regions * WIDE), shared: perThread(2 * WIDE * activities),
  };
  return { plan, weight: take(8 * activities), sum: take(8 * TILE), bytes };
}

function writeMatrix(m: Specialisation, plan: TilePlan, buffer: ArrayBufferLike): void {
  const basket = new Uint32Array(buffer, plan.basket, m.column.length);
  for (let i = 0; i < basket.length; i += 1) basket[i] = m.column[i]! * 4 * TILE;
  const list = new Uint32Array(buffer, plan.regionList, m.row.length);
  for (let i = 0; i < list.length; i += 1) list[i] = m.row[i]! * WIDE;
  new Uint32Array(buffer, plan.basketStarts, m.regions + 1).set(m.rowStart);
  new Uint32Array(buffer, plan.regionStarts, m.activities + 1).set(m.columnStart);
  new Float32Array(buffer, plan.ubiquity, m.activities).set(m.ubiquity.map((u) => Math.max(1, u)));
}

function fillTile(activities: number, shared: Uint16Array, first: number, to: Tiled, value: (p: number, q: number, shared: number) => number): void {
  for (let k = 0; k < WIDE && first + k < activities; k += 1) {
    const p = first + k;
    const column = (p >> 4) * activities * TILE + (p & 15);
    for (let q = 0; q < activities; q += 1) {
      const count = shared[q * WIDE + k]!;
      if (count > 0 && q !== p) to.data[column + q * TILE] = value(p, q, count);
    }
  }
}
