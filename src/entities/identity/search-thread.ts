/**
 * An index built in a thread of its own, so that the caller goes on answering. Names are sent in batches, each acknowledged before the next.
 * Invariant: the index is the one that `buildSearchIndex` would build of the same names; a thread that fails or is stopped yields none.
 */
import { Worker } from "node:worker_threads";
import type { SearchIndex } from "./search-index.ts";

export interface SearchThread {
  add(names: readonly string[]): Promise<void>;
  finish(): Promise<SearchIndex>;
  stop(): Promise<void>;
}

/** Starts the thread. It does not keep the process alive. */
export function searchThread(): SearchThread {
  const source = import.meta.url.endsWith(".ts") ? "./search-worker.ts" : "./search-worker.js";
  const worker = new Worker(new URL(source, import.meta.url));
  worker.unref();
  let failed: Error | undefined;
  const waiting: { resolve: (value: never) => void; reject: (error: Error) => void }[] = [];
  const fail = (error: Error): void => { failed = error; for (const w of waiting.splice(0)) w.reject(error); };
  worker.on("message", (value: unknown) => waiting.shift()?.resolve(value as never));
  worker.on("error", (error: unknown) => fail(error instanceof Error ? error : new Error(String(error))));
  worker.on("exit", () => fail(new Error("the thread ended early")));
  const ask = async <T>(message: unknown): Promise<T> => await new Promise<T>((resolve, reject) => {
    if (failed) { reject(failed); return; }
    waiting.push({ resolve, reject });
    worker.postMessage(message);
  });
  return {
    add: async (names) => await ask({ names }),
    finish: async () => { const index = await ask<SearchIndex>({ finish: true }); await worker.terminate(); return index; },
    stop: async () => { await worker.terminate(); },
  };
}
