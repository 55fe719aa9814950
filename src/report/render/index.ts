/** A paper in the form that a file's name asks for. Invariant: the heavy libraries are loaded only for the form that needs them. */
import { AppError } from "../../kernel/index.ts";
import type { Material } from "../material.ts";
import type { Paper } from "../model.ts";
import { renderCsv, renderJsonLd } from "./data.ts";
import { renderHtml } from "./html.ts";

export const FORMATS = ["pdf", "docx", "html", "xlsx", "csv", "jsonld"] as const;
export type PaperFormat = (typeof FORMATS)[number];

/** @throws AppError `report/no-format` for a name without one of the endings. */
export function extensionOf(file: string): PaperFormat {
  const ending = /\.([A-Za-z]+)$/.exec(file)?.[1]?.toLowerCase() ?? "";
  const found = FORMATS.find((f) => f === ending);
  if (!found) throw new AppError("report/no-format", { file }, { zh: `不知道“${file}”要写成哪种文件`, en: `“${file}” does not say which kind of file to write`, hint: { zh: `文件名须以 ${FORMATS.map((f) => `.${f}`).join("、")} 结尾`, en: `the name must end in ${FORMATS.map((f) => `.${f}`).join(", ")}` } });
  return found;
}

export async function renderAs(format: PaperFormat, paper: Paper, material: Material, signal?: AbortSignal): Promise<Uint8Array> {
  const text = (words: string): Uint8Array => new TextEncoder().encode(words);
  switch (format) {
    case "html": return text(renderHtml(paper, renderJsonLd(paper, material, "printed")));
    case "csv": return text(renderCsv(paper, material));
    case "jsonld": return text(renderJsonLd(paper, material));
    case "pdf": return await (await import("./press.ts")).pdfInThread(paper, signal);
    case "xlsx": return await (await import("./xlsx.ts")).renderXlsx(paper, material);
    case "docx": return await (await import("./docx.ts")).renderDocx(paper);
  }
}
