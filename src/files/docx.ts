/**
 * Word documents: paragraphs and tables in order, footnotes at the end, title from the core properties.
 * Invariant: what a reader sees with all changes accepted: deleted text, field codes, hidden alternatives and macros stay out.
 * Numbers that Word itself counts (list numbering) are not in the file's text and so not in ours.
 */
import type { Problem } from "../kernel/index.ts";
import { Archive } from "./archive.ts";
import { CanonicalText } from "./canonical-text.ts";
import type { FileMeta, Parsed, ReadLimits } from "./model.ts";
import { factsFromText, mergeFacts, titleFromLines } from "./page-facts.ts";
import { refuse } from "./refusal.ts";
import { tableOf } from "./table.ts";
import { attributesOf, readXml } from "./xml.ts";
import type { Attributes, XmlHandler } from "./xml.ts";

/** Content that is not read: deletions, moved-away text, the fallback twin of a drawing, phonetic guides. */
const SKIPPED = new Set(["del", "moveFrom", "Fallback", "rt", "instrText", "delText", "pict"]);

export async function parseDocx(bytes: Uint8Array, limits: ReadLimits): Promise<Parsed> {
  const archive = new Archive(bytes, limits);
  const main = mainPart(archive);
  const headings = await headingStyles(archive);
  const body = new WordBody(new CanonicalText(limits.text_chars_max), headings, limits.cells_max);
  await readXml(archive, main, body);
  for (const notes of ["word/footnotes.xml", "word/endnotes.xml"]) if (archive.has(notes)) await readXml(archive, notes, body);
  const text = body.out.toString();
  const stated = await coreProperties(archive);
  const first = body.out.segments.find((s) => s.locator.heading !== undefined);
  const titled = { ...stated, title: stated.title ?? (first === undefined ? titleFromLines(text) : text.slice(first.start, first.end)) };
  return { text, segments: body.out.segments, tables: body.out.tables, meta: mergeFacts(titled, factsFromText(text)), problems: notes(archive, text) };
}

function notes(archive: Archive, text: string): Problem[] {
  const found: Problem[] = [];
  if (archive.has("word/vbaProject.bin")) found.push({ code: "files/macros-ignored", message: { zh: "文件含宏，已忽略", en: "the file holds macros; they were ignored" } });
  if (text.trim() === "") found.push({ code: "files/no-text", message: { zh: "文档没有文字（可能只有图片）", en: "the document has no text (it may hold pictures only)" } });
  return found;
}

function mainPart(archive: Archive): string {
  if (archive.has("word/document.xml")) return "word/document.xml";
  for (const name of archive.names()) if (/^word\/document\d*\.xml$/.test(name)) return name;
  throw refuse.damaged({ zh: "缺少正文部件 word/document.xml", en: "the main part word/document.xml is missing" }, { part: "word/document.xml" });
}

/** Style id → heading level, from the style's outline level or its name. */
async function headingStyles(archive: Archive): Promise<Map<string, number>> {
  const levels = new Map<string, number>();
  if (!archive.has("word/styles.xml")) return levels;
  let id = "";
  await readXml(archive, "word/styles.xml", {
    open(name, attributes) {
      if (name === "style") id = attributesOf(attributes)["styleId"] ?? "";
      else if (name === "name" && id !== "") {
        const label = (attributesOf(attributes)["val"] ?? "").toLowerCase();
        const level = /^(?:heading|标题)\s*(\d)$/.exec(label)?.[1];
        if (level !== undefined) levels.set(id, Number(level));
        else if (label === "title" || label === "标题") levels.set(id, 1);
      } else if (name === "outlineLvl" && id !== "") {
        const level = Number(attributesOf(attributes)["val"]);
        if (level >= 0 && level < 9) levels.set(id, level + 1);
      }
    },
    close(name) {
      if (name === "style") id = "";
    },
    text() {},
  });
  return levels;
}

async function coreProperties(archive: Archive): Promise<FileMeta> {
  const found = new Map<string, string>();
  for (const part of ["docProps/core.xml", "docProps/app.xml"]) {
    if (!archive.has(part)) continue;
    let name = "";
    await readXml(archive, part, {
      open: (n) => void (name = n),
      close: () => void (name = ""),
      text: (t) => void (name !== "" && found.set(name, (found.get(name) ?? "") + t)),
    });
  }
  const clean = (key: string) => {
    const value = found.get(key)?.replace(/\s+/g, " ").trim();
    return value === undefined || value === "" || value.length > 300 ? undefined : value;
  };
  return { title: clean("title"), author_org: clean("Company") };
}

interface TableState {
  rows: { row: number; cells: string[] }[];
  cells: string[];
  cell: string;
  start: number;
}

/** Follows the body, writing a line for each paragraph outside of tables and for each table row. */
class WordBody implements XmlHandler {
  readonly out: CanonicalText;
  readonly #headings: Map<string, number>;
  readonly #cellsMax: number;
  #skip = 0;
  #inText = false;
  #inRunProperties = 0;
  #paragraph = 0;
  #cellCount = 0;
  #open: { text: string; heading?: number }[] = [];
  #tables: TableState[] = [];

  constructor(out: CanonicalText, headings: Map<string, number>, cellsMax: number) {
    this.out = out;
    this.#headings = headings;
    this.#cellsMax = cellsMax;
  }

  open(name: string, attributes: Attributes): void {
    if (this.#skip > 0 || SKIPPED.has(name)) {
      this.#skip += 1;
      return;
    }
    const paragraph = this.#open.at(-1);
    if (name === "p") this.#open.push({ text: "" });
    else if (name === "t") this.#inText = true;
    else if (name === "rPr" || name === "pPr") this.#inRunProperties += 1;
    else if (name === "tbl") this.#tables.push({ rows: [], cells: [], cell: "", start: this.out.length });
    if (paragraph === undefined) return;
    if (name === "pStyle") paragraph.heading = this.#headings.get(attributesOf(attributes)["val"] ?? "") ?? paragraph.heading;
    else if (name === "outlineLvl") paragraph.heading = Math.min(9, Number(attributesOf(attributes)["val"]) + 1) || undefined;
    else if (name === "tab" && this.#inRunProperties === 0) paragraph.text += "\t";
    else if (name === "br" || name === "cr") paragraph.text += "\n";
    else if (name === "noBreakHyphen") paragraph.text += "-";
  }

  text(text: string): void {
    const paragraph = this.#open.at(-1);
    if (this.#inText && this.#skip === 0 && paragraph !== undefined) paragraph.text += text;
  }

  close(name: string): void {
    if (this.#skip > 0) {
      this.#skip -= 1;
      return;
    }
    if (name === "t") this.#inText = false;
    else if (name === "rPr" || name === "pPr") this.#inRunProperties -= 1;
    else if (name === "p") this.#closeParagraph();
    else if (name === "tc") this.#closeCell();
    else if (name === "tr") this.#closeRow();
    else if (name === "tbl") this.#closeTable();
  }

  #closeParagraph(): void {
    const paragraph = this.#open.pop();
    if (paragraph === undefined) return;
    const text = paragraph.text.replaceAll("\0", "").replaceAll("\r", "").replace(/[ \t]+$/gm, "");
    if (text.trim() === "") return;
    const table = this.#tables.at(-1);
    if (table === undefined) this.#line(text, paragraph.heading);
    else table.cell += (table.cell === "" ? "" : " ") + text.replace(/\s+/g, " ").trim();
  }

  #line(text: string, heading?: number): void {
    this.#paragraph += 1;
    this.out.add(text, heading === undefined ? { paragraph: this.#paragraph } : { paragraph: this.#paragraph, heading });
    this.out.add("\n");
  }

  #closeCell(): void {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    table.cells.push(table.cell);
    table.cell = "";
    this.#cellCount += 1;
    if (this.#cellCount > this.#cellsMax) throw refuse.tooLarge("cells_max", this.#cellsMax, { zh: `超过 ${this.#cellsMax} 个单元格`, en: `more than ${this.#cellsMax} cells` });
  }

  #closeRow(): void {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    table.rows.push({ row: table.rows.length + 1, cells: table.cells });
    // A table inside a cell becomes text of that cell; only the outermost writes lines.
    if (this.#tables.length === 1 && table.cells.some((c) => c !== "")) this.#line(table.cells.join("\t").replace(/\t+$/, ""));
    table.cells = [];
  }

  #closeTable(): void {
    const table = this.#tables.pop();
    const outer = this.#tables.at(-1);
    if (table === undefined) return;
    if (outer !== undefined) outer.cell += (outer.cell === "" ? "" : " ") + table.rows.map((r) => r.cells.join(" ")).join(" ");
    else if (table.rows.length > 0) this.out.tables.push(tableOf(table.rows, { start: table.start, end: this.out.length }));
  }
}
