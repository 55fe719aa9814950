/**
 * Linking of the record with a long list in a thread of its own, so that a server goes on answering meanwhile; short lists are linked in place.
 * Invariant: the answer is that of `linkList` on the same lists; the list goes over page by page, so that only the thread holds all of it.
 */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { linkList, type Link, type LinkRow } from "../identity/index.ts";

/** A row to be matched, as short as it can be told: number in the file, names, codes, place. */
export type LeanRow = [row: number, names: string[], uscc: string | null, lei: string | null, stock: string | null, place: string | null];

export interface LinkTask {
  record: LinkRow[];
  contextNames: string[];
  top: number;
}

/** A link to a row by its number in the file. */
export type FoundLink = Omit<Link, "b"> & { row: number };

type Told = { kind: "progress"; done: number; of: number } | { kind: "done"; links: FoundLink[] };
type Asked = { kind: "rows"; rows: LeanRow[] } | { kind: "go" };

/** Rows linked in place without anybody noticing. */
const IN_PLACE_ROWS = 3_000;
const MARK = "lightvalley link";

const linkRowOf = ([, names, uscc, lei, stock, place]: LeanRow): LinkRow => ({
  names, ids: { ...(uscc ? { uscc } : {}), ...(lei ? { lei } : {}), ...(stock ? { stock } : {}) }, context: [place ?? ""],
});

async function run(task: LinkTask, numbers: readonly number[], list: readonly LinkRow[], progress?: (done: number, of: number) => void): Promise<FoundLink[]> {
  const links = await linkList(task.record, list, { contextNames: task.contextNames, all: true, top: task.top, ...(progress ? { progress } : {}) });
  return links.map(({ b, ...link }) => ({ ...link, row: numbers[b]! }));
}

/** @param pages the list, page by page. @throws the signal's reason, or what the thread threw. */
export async function linkInThread(task: LinkTask, length: number, pages: AsyncIterable<LeanRow[]>, options: { signal?: AbortSignal; progress?: (done: number, of: number) => void }): Promise<FoundLink[]> {
  options.signal?.throwIfAborted();
  if (length <= IN_PLACE_ROWS) {
    const rows: LeanRow[] = [];
    for await (const page of pages) rows.push(...page);
    return await run(task, rows.map((r) => r[0]), rows.map(linkRowOf), options.progress);
  }
  const worker = new Worker(new URL(import.meta.url), { workerData: { mark: MARK, task } });
  let failed: unknown;
  const done = new Promise<FoundLink[]>((resolve, reject) => {
    options.signal?.addEventListener("abort", () => reject(options.signal?.reason as Error), { once: true });
    worker.on("message", (told: Told) => (told.kind === "done" ? resolve(told.links) : options.progress?.(told.done, told.of)));
    worker.on("error", reject);
    worker.on("exit", (code) => reject(new Error(`the linking thread ended with ${code}`)));
  });
  done.catch((error: unknown) => (failed = error));
  try {
    for await (const rows of pages) {
      if (failed !== undefined) break;
      worker.postMessage({ kind: "rows", rows } satisfies Asked);
    }
    worker.postMessage({ kind: "go" } satisfies Asked);
    return await done;
  } finally {
    void worker.terminate();
  }
}

const begun = workerData as { mark?: string; task?: LinkTask } | null;
if (!isMainThread && begun?.mark === MARK && begun.task) {
  const { task } = begun;
  const [numbers, list]: [number[], LinkRow[]] = [[], []];
  parentPort?.on("message", (asked: Asked) => {
    if (asked.kind === "rows") {
      for (const row of asked.rows) {
        numbers.push(row[0]);
        list.push(linkRowOf(row));
      }
      return;
    }
    // What fails here ends the thread with an error, which the caller is told.
    void run(task, numbers, list, (done, of) => parentPort?.postMessage({ kind: "progress", done, of } satisfies Told)).then((links) => parentPort?.postMessage({ kind: "done", links } satisfies Told));
  });
}
