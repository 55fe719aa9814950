/**
 * Typesetting in a thread of its own, so that the server answers meanwhile.
 * Invariant: one paper, one thread; a thread that fails, hangs or is stopped costs nothing but itself.
 */
import { Worker } from "node:worker_threads";
import { AppError } from "../../kernel/index.ts";
import type { Paper } from "../model.ts";

const TIME_MS_MAX = 10 * 60_000;

export type FromPress = { kind: "done"; bytes: Uint8Array } | { kind: "refused"; code: string; payload: Record<string, unknown>; zh: string; en: string; status: number; hint?: { zh?: string; en?: string } };

/** Without what is never set: rows that only the data holds. */
const lean = (paper: Paper): Paper => ({ ...paper, cited: [], sections: paper.sections.map((s) => ({ ...s, blocks: s.blocks.map((b) => (b.kind === "table" && b.rest ? { ...b, rest: [] } : b)) })) });

/** @throws AppError what `renderPdf` throws, or `report/typesetting` for a thread that ends or takes too long. */
export async function pdfInThread(paper: Paper, signal?: AbortSignal): Promise<Uint8Array> {
  signal?.throwIfAborted();
  const worker = new Worker(new URL(import.meta.url.endsWith(".ts") ? "./press-worker.ts" : "./press-worker.js", import.meta.url), { stdout: true, stderr: true });
  worker.stdout.resume();
  worker.stderr.resume();
  let stop = (): void => {};
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      const failed = (cause: string): AppError => new AppError("report/typesetting", { cause }, { status: 500, zh: "排版中断，未生成 PDF", en: "typesetting ended before its time; no PDF was made" });
      const timer = setTimeout(() => reject(failed("timeout")), TIME_MS_MAX);
      const onAbort = (): void => reject(signal?.reason as Error);
      signal?.addEventListener("abort", onAbort, { once: true });
      stop = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
      };
      worker.once("message", (m: FromPress) => (m.kind === "done" ? resolve(m.bytes) : reject(new AppError(m.code, m.payload, { zh: m.zh, en: m.en, status: m.status, ...(m.hint ? { hint: m.hint } : {}) }))));
      worker.once("error", (e) => reject(failed(e.message)));
      worker.once("exit", (code) => reject(failed(`exit ${code}`)));
      worker.postMessage(lean(paper));
    });
  } finally {
    stop();
    void worker.terminate();
  }
}
