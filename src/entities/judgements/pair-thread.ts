/**
 * Candidate pairs of a large record, worked out in a thread of its own, so that a server goes on answering meanwhile.
 * Invariant: the answer is that of `candidatePairs` on the same rows; rows go over and pairs come back page by page, each with a turn for others between.
 */
import { setImmediate as pause } from "node:timers/promises";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { candidatePairs, type PairRow, type WeighedPair } from "./candidates.ts";

type Asked = { kind: "rows"; rows: PairRow[] } | { kind: "go" } | { kind: "more" };
type Told = { kind: "progress"; share: number } | { kind: "pairs"; pairs: WeighedPair[]; last: boolean };

const MARK = "lightvalley pairs";
const PAGE = 500;
const TELL_MS = 250;

/** @param options.progress is told the share done, 0 to 1. @throws the signal's reason, or what the thread threw. The thread does not keep the process alive. */
export async function pairsInThread(rows: readonly PairRow[], options: { signal: AbortSignal; progress: (share: number) => void }): Promise<WeighedPair[]> {
  const { signal } = options;
  signal.throwIfAborted();
  const worker = new Worker(new URL(import.meta.url), { workerData: { mark: MARK } });
  worker.unref();
  const ask = (asked: Asked): void => worker.postMessage(asked);
  const pairs: WeighedPair[] = [];
  let stop = (): void => undefined;
  const done = new Promise<WeighedPair[]>((resolve, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener("abort", stop, { once: true });
    worker.on("error", reject);
    worker.on("exit", (code) => reject(new Error(`the thread of pairs ended with ${code}`)));
    worker.on("message", (told: Told) => {
      if (told.kind === "progress") { options.progress(told.share); return; }
      for (const pair of told.pairs) pairs.push(pair);
      if (told.last) resolve(pairs);
      else ask({ kind: "more" });
    });
  });
  let failed = false;
  done.catch(() => (failed = true));
  try {
    for (let from = 0; from < rows.length && !failed; from += PAGE) {
      ask({ kind: "rows", rows: rows.slice(from, from + PAGE).map(({ id, names, ids }) => ({ id, names, ids })) });
      await pause();
    }
    if (!failed) ask({ kind: "go" });
    return await done;
  } finally {
    signal.removeEventListener("abort", stop);
    void worker.terminate();
  }
}

if (!isMainThread && (workerData as { mark?: string } | null)?.mark === MARK && parentPort) {
  const port = parentPort, rows: PairRow[] = [];
  let pairs: WeighedPair[] = [], sent = 0, told = performance.now();
  const tell = (said: Told): void => port.postMessage(said);
  const progress = (share: number): void => {
    if (performance.now() - told < TELL_MS) return;
    told = performance.now();
    tell({ kind: "progress", share });
  };
  const send = (): void => {
    const page = pairs.slice(sent, sent + PAGE);
    sent += page.length;
    tell({ kind: "pairs", pairs: page, last: sent >= pairs.length });
  };
  port.on("message", (asked: Asked) => {
    if (asked.kind === "rows") rows.push(...asked.rows);
    else if (asked.kind === "more") send();
    // What fails here ends the thread with an error, which the caller is told.
    else void candidatePairs(rows, { progress }).then((found) => { pairs = found; send(); });
  });
}
