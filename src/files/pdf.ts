/**
 * PDF text with page locators, through pdf.js; fonts and character maps come from its own package, never from the network.
 * Invariant: page n of the text is page n of the file; a page that fails is a problem, the other pages are still read.
 */
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Problem } from "../kernel/index.ts";
import { CanonicalText } from "./canonical-text.ts";
import type { FileMeta, Parsed, Progress, ReadLimits } from "./model.ts";
import { factsFromText, mergeFacts } from "./page-facts.ts";
import { dropRunningLines, glueBetween, joinLines, pageLines } from "./pdf-layout.ts";
import type { PageLine, TextItem } from "./pdf-layout.ts";
import { refuse } from "./refusal.ts";

interface PdfPage {
  view: number[];
  getTextContent(): Promise<{ items: (TextItem | { type: string })[] }>;
  cleanup(): void;
}

interface PdfDocument {
  numPages: number;
  getPage(n: number): Promise<PdfPage>;
  getMetadata(): Promise<{ info?: Record<string, unknown> }>;
}

export async function parsePdf(bytes: Uint8Array, limits: ReadLimits, progress?: Progress): Promise<Parsed> {
  const cut = cutShort(bytes); // before opening: pdf.js takes the bytes away
  const { document, close } = await openPdf(bytes, cut.length > 0);
  try {
    if (document.numPages > limits.pages_max) throw refuse.tooLarge("pages_max", limits.pages_max, { zh: `共 ${document.numPages} 页，超过上限 ${limits.pages_max}`, en: `it has ${document.numPages} pages, more than ${limits.pages_max}` });
    const problems: Problem[] = [...cut];
    const pages: PageLine[][] = [];
    let chars = 0;
    for (let n = 1; n <= document.numPages; n += 1) {
      const lines = await readPage(document, n, problems);
      chars += lines.reduce((sum, l) => sum + l.text.length, 0);
      if (chars > limits.text_chars_max) throw refuse.tooLarge("text_chars_max", limits.text_chars_max, { zh: `文本超过 ${limits.text_chars_max} 个字符`, en: `the text is longer than ${limits.text_chars_max} characters` }, { page: n });
      pages.push(lines);
      progress?.(n, document.numPages, "pages");
    }
    return await assemble(document, pages, problems, limits);
  } finally {
    await close();
  }
}

async function assemble(document: PdfDocument, pages: PageLine[][], problems: Problem[], limits: ReadLimits): Promise<Parsed> {
  const out = new CanonicalText(limits.text_chars_max);
  writePages(out, dropRunningLines(pages));
  const text = out.toString();
  const empty = pages.filter((p) => p.length === 0).length;
  if (empty > 0) {
    problems.push({
      code: "files/no-text",
      message: { zh: `${pages.length} 页中有 ${empty} 页没有文字（可能是扫描件）`, en: `${empty} of ${pages.length} pages have no text (they may be scans)` },
      hint: { zh: "请先做文字识别（OCR）。", en: "Run text recognition (OCR) on it first." },
    });
  }
  const tallest = Math.max(0, ...(pages[0] ?? []).slice(0, 12).map((l) => l.size));
  const titleLine = (pages[0] ?? []).slice(0, 12).filter((l) => l.size >= tallest * 0.98).map((l) => l.text).slice(0, 2).join("").trim();
  const stated = await properties(document);
  return { text, segments: out.segments, tables: [], meta: mergeFacts({ ...stated, title: stated.title ?? (titleLine.length >= 4 && titleLine.length <= 200 ? titleLine : undefined) }, factsFromText(text)), problems };
}

/** Paragraphs as lines; a sentence that runs over the page break is joined, with one segment on each page. */
function writePages(out: CanonicalText, pages: PageLine[][]): void {
  let paragraph = 0;
  let open = false;
  let last = "";
  pages.forEach((lines, index) => {
    for (const piece of joinLines(lines)) {
      if (open && !piece.continues) {
        out.add("\n");
        open = false;
      }
      if (open) out.add(glueBetween(last, piece.text));
      else paragraph += 1;
      out.add(piece.text, { page: index + 1, paragraph });
      open = piece.unfinished;
      last = piece.text;
      if (!open) out.add("\n");
    }
  });
  if (open) out.add("\n");
}

async function readPage(document: PdfDocument, n: number, problems: Problem[]): Promise<PageLine[]> {
  try {
    const page = await document.getPage(n);
    const content = await page.getTextContent();
    const items = content.items.filter((i): i is TextItem => "str" in i);
    const lines = pageLines(items, page.view);
    page.cleanup();
    return lines;
  } catch (error) {
    problems.push({
      code: "files/page-unreadable",
      message: { zh: `第 ${n} 页无法读取（${messageOf(error)}）`, en: `page ${n} cannot be read (${messageOf(error)})` },
      cell: `p${n}`,
      hint: { zh: "其余各页已读取。", en: "The other pages were read." },
    });
    return [];
  }
}

async function openPdf(bytes: Uint8Array, cut: boolean): Promise<{ document: PdfDocument; close: () => Promise<void> }> {
  const size = bytes.length;
  withoutCanvas();
  const pdfjs = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const home = path.dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
  pdfjs.GlobalWorkerOptions.workerSrc = pathToFileURL(path.join(home, "legacy/build/pdf.worker.mjs")).href;
  const task = pdfjs.getDocument({
    data: bytes,
    cMapUrl: `${home}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${home}/standard_fonts/`,
    wasmUrl: `${home}/wasm/`,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    stopAtErrors: false,
    verbosity: 0,
  } as Parameters<typeof pdfjs.getDocument>[0]);
  try {
    const document = (await task.promise) as unknown as PdfDocument;
    return { document, close: () => task.destroy() };
  } catch (error) {
    await task.destroy();
    throw asRefusal(error, size, cut);
  }
}

function asRefusal(error: unknown, size: number, cut: boolean): unknown {
  const name = error instanceof Error ? error.name : "";
  if (name === "PasswordException") return refuse.encrypted("PDF");
  return refuse.damaged(
    cut ? { zh: `PDF 在第 ${size} 字节处中断`, en: `the PDF stops at byte ${size}, before its end` } : { zh: `PDF 结构损坏（${messageOf(error)}）`, en: `the PDF is broken (${messageOf(error)})` },
    { byte: size },
  );
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}

/** A whole PDF ends in `%%EOF`; one that does not was cut, though pdf.js may still find its pages. */
function cutShort(bytes: Uint8Array): Problem[] {
  const tail = Buffer.from(bytes.subarray(Math.max(0, bytes.length - 2048))).toString("latin1");
  if (tail.includes("%%EOF")) return [];
  return [{
    code: "files/cut-short",
    message: { zh: `PDF 在第 ${bytes.length} 字节处中断，后面的页可能缺失`, en: `the PDF stops at byte ${bytes.length} without its end mark; later pages may be missing` },
    hint: { zh: "请重新下载后再读。", en: "Fetch the file again and read it once more." },
  }];
}

/** pdf.js looks for a canvas to draw on; reading text needs none, only that these names exist. */
function withoutCanvas(): void {
  const names = globalThis as unknown as Record<string, unknown>;
  for (const name of ["DOMMatrix", "ImageData", "Path2D"]) names[name] ??= class {};
}

async function properties(document: PdfDocument): Promise<FileMeta> {
  const { info = {} } = await document.getMetadata().catch(() => ({ info: {} as Record<string, unknown> }));
  const title = typeof info["Title"] === "string" ? info["Title"].replaceAll("\0", "").trim() : "";
  // Printing programs put a file name there; that is no title.
  const isName = /\.(?:docx?|xlsx?|pdf|wps|pptx?|tmp|indd|qxd)$/i.test(title) || /^(?:microsoft word|untitled|无标题|幻灯片)/i.test(title);
  return { title: title.length >= 4 && title.length <= 300 && !isName ? title : undefined };
}
