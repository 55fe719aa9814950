/**
 * Threads that each do a part of deduplicating. Invariant: stopping ends every thread at once; a thread that fails fails the whole.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Task } from "./dedupe-part.ts";

export interface Parts {
  count: number;
  /** One task a part; resolves with the answers in order. */
  run(tasks: readonly Task[]): Promise<unknown[]>;
  stop(): Promise<void>;
}

const THREADS_MAX = 4;

/** Start threads; they load their word lists while the caller reads. */
export function startParts(threads: number | undefined, signal?: AbortSignal): Parts {
  const count = threads ?? Math.min(THREADS_MAX, Math.max(1, availableParallelism()));
  const source = import.meta.url.endsWith(".ts") ? "./dedupe-worker.ts" : "./dedupe-worker.js";
  const workers = Array.from({ length: count }, () => new Worker(new URL(source, import.meta.url)));
  const end = async (): Promise<void> => { await Promise.all(workers.map(async (w) => await w.terminate())); };
  const answer = async (worker: Worker, task: Task): Promise<unknown> => await new Promise((resolve, reject) => {
    const done = (): void => { worker.off("message", message); worker.off("error", failed); worker.off("exit", ended); signal?.removeEventListener("abort", stopped); };
    const message = (value: unknown): void => { done(); resolve(value); };
    const failed = (error: unknown): void => { done(); reject(error instanceof Error ? error : new Error(String(error))); };
    const ended = (): void => { failed(new Error("a thread ended early")); };
    const stopped = (): void => { failed(signal!.reason); };
    worker.on("message", message); worker.on("error", failed); worker.on("exit", ended);
    signal?.addEventListener("abort", stopped, { once: true });
    worker.postMessage(task);
  });
  return {
    count,
    run: async (tasks) => { signal?.throwIfAborted(); return await Promise.all(tasks.map(async (task, i) => await answer(workers[i]!, task))); },
    stop: end,
  };
}
