/**
 * A second thread for the tiles of large matrices. Both threads take the next tile from a shared counter until none is left.
 * Invariant: each tile is done once; if the second thread never starts, the first does them all; every job has counters of
 * its own, so a thread that comes late to an old job finds it done and touches nothing.
 */
import { Worker } from "node:worker_threads";
import { tileWork, type TilePlan } from "./tile-work.ts";
import type { WasmMemory, WasmModule } from "./webassembly.ts";

export type TileJob = "minimum" | "baskets";

export interface SecondThread {
  /** Does `tiles` tiles of a job together with `mine`; comes back when all are done. */
  share(job: TileJob, tiles: number, mine: (tile: number) => void): void;
  /** Lets the thread end. Jobs after this are done by the caller alone. */
  stop(): void;
}

/** Jobs that one thread is used for at most; an engine has a few. */
const JOBS_MAX = 64;
const FIELDS = 4;

/** Starts a thread on a shared memory. It does not keep the process alive. */
export function secondThread(memory: WasmMemory, module: WasmModule, plan: TilePlan): SecondThread {
  const control = new Int32Array(new SharedArrayBuffer(4 * (1 + FIELDS * (JOBS_MAX + 1))));
  const worker = new Worker(`(${threadMain.toString()})(${tileWork.toString()})`, { eval: true, workerData: { memory, module, plan, control } });
  // A thread that cannot start takes no tiles; nothing is lost but its help.
  worker.on("error", () => {});
  worker.unref();
  let current = 0;
  return {
    share: (job, tiles, mine) => {
      if (current < 0 || current >= JOBS_MAX) { for (let t = 0; t < tiles; t += 1) mine(t); return; }
      current += 1;
      const [next, total, done, kind] = [0, 1, 2, 3].map((k) => 1 + FIELDS * current + k) as [number, number, number, number];
      Atomics.store(control, total, tiles);
      Atomics.store(control, kind, job === "minimum" ? 0 : 1);
      Atomics.store(control, 0, current);
      Atomics.notify(control, 0);
      for (let t = Atomics.add(control, next, 1); t < tiles; t = Atomics.add(control, next, 1)) {
        mine(t);
        Atomics.add(control, done, 1);
      }
      for (let d = Atomics.load(control, done); d !== tiles; d = Atomics.load(control, done)) {
        if (d < 0) throw new Error("the second thread failed on a tile");
        Atomics.wait(control, done, d);
      }
    },
    stop: () => {
      current = -1;
      Atomics.store(control, 0, -1);
      Atomics.notify(control, 0);
    },
  };
}

/** The second thread's program. It stands alone: only its argument and the built-in modules are within its reach. */
function threadMain(work: typeof tileWork): void {
  const { workerData } = process.getBuiltinModule("node:worker_threads");
  const { memory, module, plan, control } = workerData as { memory: WasmMemory; module: WasmModule; plan: TilePlan; control: Int32Array<SharedArrayBuffer> };
  const api = (globalThis as unknown as { WebAssembly: { Instance: new (m: unknown, i: unknown) => { exports: unknown } } }).WebAssembly;
  const kernels = new api.Instance(module, { m: { memory } }).exports as Parameters<typeof work>[0];
  const tile = work(kernels, memory.buffer, plan, 1);
  let job = 0;
  for (;;) {
    Atomics.wait(control, 0, job);
    job = Atomics.load(control, 0);
    if (job < 0) return;
    const at = 1 + 4 * job;
    const run = Atomics.load(control, at + 3) === 0 ? tile.minimum : tile.baskets;
    for (let t = Atomics.add(control, at, 1); t < Atomics.load(control, at + 1); t = Atomics.add(control, at, 1)) {
      try {
        run(t);
        Atomics.add(control, at + 2, 1);
      } catch {
        Atomics.store(control, at + 2, -1_000_000_000);
      }
      Atomics.notify(control, at + 2);
    }
  }
}
