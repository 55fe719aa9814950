/**
 * Threads that each do a part of one large piece of work. Invariant: stopping ends every thread at once; a thread that fails fails the whole; answers
 * are given back in the order of their tasks, whichever thread did them.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

export interface Parts<Task> {
  count: number;
  /** One task a part; resolves with the answers in order. */
  run(tasks: readonly Task[]): Promise<unknown[]>;
  /** Any number of tasks, each taken by the first part that is free; resolves with the answers in order of the tasks. */
  share(tasks: readonly Task[], done: (tasks: number) => void): Promise<unknown[]>;
  stop(): Promise<void>;
}

const THREADS_MAX = 4;
/** Names taken apart live briefly: with a small nursery most of the collector's work would be copying them. */
const NURSERY_MB = 128;

/** Start threads of a program (its file's name without ending); they load their word lists while the caller reads. */
export function startParts<Task>(program: string, threads: number | undefined, signal?: AbortSignal): Parts<Task> {
  const count = threads ?? Math.min(THREADS_MAX, Math.max(1, availableParallelism()));
  const source = `./${program}.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`;
  const workers = Array.from({ length: count }, () => new Worker(new URL(source, import.meta.url), { resourceLimits: { maxYoungGenerationSizeMb: NURSERY_MB } }));
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
    share: async (tasks, told) => {
      signal?.throwIfAborted();
      const answers: unknown[] = Array.from({ length: tasks.length });
      let next = 0, done = 0;
      await Promise.all(workers.map(async (worker) => {
        while (next < tasks.length) { const i = next++; answers[i] = await answer(worker, tasks[i]!); told(++done); signal?.throwIfAborted(); }
      }));
      return answers;
    },
    stop: async () => { await Promise.all(workers.map(async (w) => await w.terminate())); },
  };
}
