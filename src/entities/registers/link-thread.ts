/**
 * Linking of long lists in a thread of its own, so that a server goes on answering meanwhile; short ones are linked in place.
 * Invariant: the answer is that of `linkRows` on the same lists; the thread ends with its answer, its error or the signal.
 */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { linkRows, type Link, type LinkRow } from "../identity/index.ts";

export interface LinkTask {
  a: LinkRow[];
  b: LinkRow[];
  contextNames: string[];
  top: number;
}

type Told = { kind: "progress"; done: number; of: number } | { kind: "done"; links: Link[] };

/** Pairs of rows compared in place without anybody noticing. */
const IN_PLACE_ROWS = 3_000;
const MARK = "lightvalley link";

const run = (task: LinkTask, progress?: (done: number, of: number) => void): Link[] =>
  linkRows(task.a, task.b, { contextNames: task.contextNames, all: true, top: task.top, ...(progress ? { progress } : {}) });

/** @throws the signal's reason, or what the thread threw. */
export async function linkInThread(task: LinkTask, options: { signal?: AbortSignal; progress?: (done: number, of: number) => void }): Promise<Link[]> {
  options.signal?.throwIfAborted();
  if (task.a.length + task.b.length <= IN_PLACE_ROWS) return run(task, options.progress);
  const worker = new Worker(new URL(import.meta.url), { workerData: { mark: MARK, task } });
  try {
    return await new Promise<Link[]>((resolve, reject) => {
      options.signal?.addEventListener("abort", () => reject(options.signal?.reason as Error), { once: true });
      worker.on("message", (told: Told) => (told.kind === "done" ? resolve(told.links) : options.progress?.(told.done, told.of)));
      worker.on("error", reject);
      worker.on("exit", (code) => reject(new Error(`the linking thread ended with ${code}`)));
    });
  } finally {
    void worker.terminate();
  }
}

const told = workerData as { mark?: string; task?: LinkTask } | null;
if (!isMainThread && told?.mark === MARK && told.task) {
  const links = run(told.task, (done, of) => parentPort?.postMessage({ kind: "progress", done, of } satisfies Told));
  parentPort?.postMessage({ kind: "done", links } satisfies Told);
}
