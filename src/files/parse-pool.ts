/**
 * Parsing threads, with bounds on their heap and time.
 * Invariant: a file that hangs, or eats its heap, costs its own thread and nothing else; a thread that has failed is never used again.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Format, Parsed, Progress, ReadLimits, TableRow } from "./model.ts";
import { FileRefusal, refuse } from "./refusal.ts";
import type { RefusalData } from "./refusal.ts";

export interface ParseTask {
  format: Format;
  bytes: Uint8Array;
  limits: ReadLimits;
  signal?: AbortSignal;
  progress?: Progress;
}

type FromWorker =
  | { kind: "progress"; done: number; total: number | undefined; unit: "pages" | "rows" }
  | { kind: "done"; parsed: Parsed }
  | { kind: "batch"; rows: TableRow[] }
  | { kind: "end" }
  | { kind: "refused"; data: RefusalData };

const THREADS_MAX = Math.max(1, Math.min(4, availableParallelism()));
const IDLE_MS = 10_000;
/** Threads are replaced after this many files, so that leaks in a parser cannot add up. */
const FILES_PER_THREAD = 50;

interface Thread {
  worker: Worker;
  heap_mb: number;
  files: number;
  idle?: NodeJS.Timeout;
}

const idle: Thread[] = [];
let busy = 0;
const waiting: (() => void)[] = [];

function startThread(heap_mb: number): Thread {
  const source = import.meta.url.endsWith(".ts") ? "./parse-worker.ts" : "./parse-worker.js";
  const worker = new Worker(new URL(source, import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: heap_mb, maxYoungGenerationSizeMb: 64 },
    stdout: true,
    stderr: true,
  });
  // Whatever a library prints is dropped: standard output belongs to the program's data.
  worker.stdout.resume();
  worker.stderr.resume();
  return { worker, heap_mb, files: 0 };
}

function takeThread(heap_mb: number): Thread {
  const at = idle.findIndex((t) => t.heap_mb === heap_mb);
  const thread = at === -1 ? startThread(heap_mb) : (idle.splice(at, 1)[0] as Thread);
  clearTimeout(thread.idle);
  thread.worker.ref();
  return thread;
}

function keepThread(thread: Thread): void {
  thread.files += 1;
  if (thread.files >= FILES_PER_THREAD) {
    void thread.worker.terminate();
    return;
  }
  thread.worker.unref();
  for (const event of ["message", "error", "exit"]) thread.worker.removeAllListeners(event);
  thread.worker.on("error", () => dropIdle(thread));
  thread.idle = setTimeout(() => dropIdle(thread), IDLE_MS).unref();
  idle.push(thread);
}

function dropIdle(thread: Thread): void {
  const at = idle.indexOf(thread);
  if (at >= 0) idle.splice(at, 1);
  void thread.worker.terminate();
}

async function enter(signal: AbortSignal | undefined): Promise<void> {
  if (busy >= THREADS_MAX) {
    await new Promise<void>((resolve, reject) => {
      const go = () => {
        signal?.removeEventListener("abort", stop);
        resolve();
      };
      const stop = () => {
        waiting.splice(waiting.indexOf(go), 1);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener("abort", stop, { once: true });
      waiting.push(go);
    });
  } else busy += 1;
}

/** The place goes straight to the next in line, so that the count never exceeds the bound. */
function leave(): void {
  const next = waiting.shift();
  if (next === undefined) busy -= 1;
  else next();
}

/** Parses one file whole. Throws `FileRefusal`, or the signal's reason when aborted. */
export async function parseInThread(task: ParseTask): Promise<Parsed> {
  task.signal?.throwIfAborted();
  await enter(task.signal);
  const thread = takeThread(task.limits.heap_mb_max);
  let healthy = false;
  try {
    const bytes = task.bytes.slice();
    const parsed = await new Promise<Parsed>((resolve, reject) => {
      const watch = watchThread(thread, task, reject);
      thread.worker.on("message", (message: FromWorker) => {
        if (message.kind === "progress") return task.progress?.(message.done, message.total, message.unit);
        watch.stop();
        healthy = true;
        if (message.kind === "done") resolve(message.parsed);
        else if (message.kind === "refused") reject(refusalFrom(message.data));
      });
      thread.worker.postMessage({ kind: "read", format: task.format, bytes, limits: task.limits }, [bytes.buffer as ArrayBuffer]);
    });
    return parsed;
  } finally {
    if (healthy) keepThread(thread);
    else void thread.worker.terminate();
    leave();
  }
}

/** Streams rows from a thread of its own; the next batch is made only when the last one is used up. */
export async function* rowsFromThread(task: ParseTask): AsyncGenerator<TableRow> {
  task.signal?.throwIfAborted();
  const thread = startThread(task.limits.heap_mb_max);
  const inbox: FromWorker[] = [];
  let failure: unknown;
  let wake: () => void = () => {};
  thread.worker.on("message", (message: FromWorker) => {
    inbox.push(message);
    wake();
  });
  let watch = watchThread(thread, task, fail);
  function fail(reason: unknown): void {
    failure = reason;
    wake();
  }
  try {
    const bytes = task.bytes.slice();
    thread.worker.postMessage({ kind: "rows", format: task.format, bytes, limits: task.limits }, [bytes.buffer as ArrayBuffer]);
    let done = 0;
    for (;;) {
      while (inbox.length === 0 && failure === undefined) await new Promise<void>((resolve) => (wake = resolve));
      if (failure !== undefined) throw failure;
      const message = inbox.shift() as FromWorker;
      watch.stop();
      if (message.kind === "refused") throw refusalFrom(message.data);
      if (message.kind === "end") return;
      if (message.kind !== "batch") continue;
      yield* message.rows;
      done += message.rows.length;
      task.progress?.(done, undefined, "rows");
      task.signal?.throwIfAborted();
      watch = watchThread(thread, task, fail);
      thread.worker.postMessage({ kind: "next" });
    }
  } finally {
    watch.stop();
    void thread.worker.terminate();
  }
}

/** Bounds on a running thread: time, heap, abort, and an end that nobody asked for. */
function watchThread(thread: Thread, task: ParseTask, fail: (reason: unknown) => void): { stop: () => void } {
  const { limits, signal } = task;
  const timer = setTimeout(() => {
    fail(refuse.tooLarge("time_ms_max", limits.time_ms_max, { zh: `读取超过 ${limits.time_ms_max / 1000} 秒，已停止`, en: `reading took longer than ${limits.time_ms_max / 1000} seconds and was stopped` }));
  }, limits.time_ms_max);
  const onAbort = () => fail(signal?.reason);
  const onError = (error: Error & { code?: string }) => {
    fail(error.code === "ERR_WORKER_OUT_OF_MEMORY"
      ? refuse.tooLarge("heap_mb_max", limits.heap_mb_max, { zh: `读取所需内存超过 ${limits.heap_mb_max} MB，已停止`, en: `reading needs more than ${limits.heap_mb_max} MB of memory and was stopped` })
      : error);
  };
  const onExit = (code: number) => fail(refuse.damaged({ zh: `解析线程意外结束（${code}）`, en: `the parsing thread ended unexpectedly (${code})` }));
  signal?.addEventListener("abort", onAbort, { once: true });
  thread.worker.on("error", onError);
  thread.worker.on("exit", onExit);
  return {
    stop() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
      thread.worker.off("error", onError);
      thread.worker.off("exit", onExit);
    },
  };
}

function refusalFrom(data: RefusalData): FileRefusal {
  const refusal = new FileRefusal(data.code, { zh: data.zh, en: data.en, hint: data.hint, status: data.status }, data.place, data.facts);
  return refusal;
}
