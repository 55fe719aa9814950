/**
 * The thread in which files are parsed. It owns nothing: bytes come in, text or rows go out, and it may be ended at any moment.
 * Invariant: one task at a time; rows are sent only when asked for, so a slow reader never fills memory.
 */
import { parentPort } from "node:worker_threads";
import type { Format, ReadLimits, TableRow } from "./model.ts";
import { asRefusal, parseFile, streamRows } from "./parse.ts";

export type ToWorker =
  | { kind: "read" | "rows"; format: Format; bytes: Uint8Array; limits: ReadLimits }
  | { kind: "next" };

const BATCH_ROWS = 1_000;
const BATCH_CELLS = 20_000;

const port = parentPort;
if (port === null) throw new Error("parse-worker runs as a worker thread only");

let wake: (() => void) | undefined;

port.on("message", (message: ToWorker) => {
  if (message.kind === "next") wake?.();
  else void run(message);
});

async function run(task: Exclude<ToWorker, { kind: "next" }>): Promise<void> {
  try {
    if (task.kind === "read") {
      const parsed = await parseFile(task.format, task.bytes, task.limits, (done, total, unit) => port?.postMessage({ kind: "progress", done, total, unit }));
      port?.postMessage({ kind: "done", parsed });
    } else await sendRows(task);
  } catch (error) {
    port?.postMessage({ kind: "refused", data: asRefusal(error).data });
  }
}

async function sendRows(task: { format: Format; bytes: Uint8Array; limits: ReadLimits }): Promise<void> {
  let batch: TableRow[] = [];
  let cells = 0;
  const send = async () => {
    const asked = new Promise<void>((resolve) => (wake = resolve));
    port?.postMessage({ kind: "batch", rows: batch });
    batch = [];
    cells = 0;
    await asked;
  };
  for await (const row of streamRows(task.format, task.bytes, task.limits)) {
    batch.push(row);
    cells += row.cells.length;
    if (batch.length >= BATCH_ROWS || cells >= BATCH_CELLS) await send();
  }
  if (batch.length > 0) await send();
  port?.postMessage({ kind: "end" });
}
