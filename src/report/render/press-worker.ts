/** The thread that typesets one paper. Invariant: it owns nothing; a paper comes in, bytes or a refusal go out. */
import { parentPort } from "node:worker_threads";
import { AppError } from "../../kernel/index.ts";
import type { Paper } from "../model.ts";
import { renderPdf } from "./pdf.ts";
import type { FromPress } from "./press.ts";

const port = parentPort;
if (port === null) throw new Error("press-worker runs as a worker thread only");

port.once("message", (paper: Paper) => {
  renderPdf(paper).then(
    (bytes) => port.postMessage({ kind: "done", bytes } satisfies FromPress),
    (error: unknown) => {
      const e = error instanceof AppError ? error : new AppError("report/typesetting", { cause: String(error) }, { status: 500, zh: "排版失败，未生成 PDF", en: "typesetting failed; no PDF was made" });
      port.postMessage({ kind: "refused", code: e.code, payload: e.payload, zh: e.label.zh, en: e.label.en, status: e.status, ...(e.hint ? { hint: e.hint } : {}) } satisfies FromPress);
    },
  );
});
