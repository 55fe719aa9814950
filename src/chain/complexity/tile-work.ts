/**
 * What is done to one tile of φ, by whichever thread takes it. Invariant: a tile writes only its own columns, so tiles can
 * be worked on side by side; `tileWork` uses nothing from outside itself, since its source is also run in the second thread.
 */
import type { Kernels } from "./simd-kernels.ts";

/** Byte places in the memory, and sizes. `block` and `shared` are scratch, one for each thread. */
export interface TilePlan {
  regions: number;
  activities: number;
  stride: number;
  phi: number;
  plain: number;
  scaled: number;
  basket: number;
  basketStarts: number;
  scale: number;
  regionList: number;
  regionStarts: number;
  ubiquity: number;
  block: number[];
  shared: number[];
}

export interface TileWork {
  /** Counts the shared regions of all activities with the 64 of tile `t`, into this thread's scratch. */
  count(t: number): void;
  /** The same, and φ of these 64 columns. */
  minimum(t: number): void;
  /** Basket sums of the 16 columns of tile `t`. */
  baskets(t: number): void;
}

/** The work of thread `thread` (0 or 1) on a memory laid out by `plan`. */
export function tileWork(kernels: Kernels, buffer: ArrayBufferLike, plan: TilePlan, thread: number): TileWork {
  const { regions, activities, stride } = plan;
  const block = new Uint8Array(buffer, plan.block[thread], regions * 64);
  const starts = new Uint32Array(buffer, plan.regionStarts, activities + 1);
  const list = new Uint32Array(buffer, plan.regionList, starts[activities]);
  const count = (t: number): void => {
    block.fill(0);
    for (let k = 0; k < 64 && t * 64 + k < activities; k += 1) {
      for (let i = starts[t * 64 + k]!; i < starts[t * 64 + k + 1]!; i += 1) block[list[i]! + k] = 1;
    }
    kernels.sharedTile(plan.block[thread]!, plan.regionStarts, plan.regionList, activities, plan.shared[thread]!);
  };
  return {
    count,
    minimum: (t) => {
      count(t);
      kernels.minimumTile(plan.shared[thread]!, plan.ubiquity, plan.ubiquity + 256 * t, activities, plan.phi + 256 * t * activities, 64 * activities);
    },
    baskets: (t) => {
      kernels.basketSums(plan.phi + 64 * t * activities, plan.basketStarts, plan.basket, regions, plan.scale, plan.plain + 64 * t, plan.scaled + 64 * t, 4 * stride);
    },
  };
}
