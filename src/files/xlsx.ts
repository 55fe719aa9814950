/**
 * Workbooks, read as a stream of rows straight from the sheet's XML.
 * Invariant: only cells that are there cost anything (a declared dimension of 1,048,576 × 16,384 is never believed), and a
 * formula is never evaluated: its cached value is used and noted. Macros and external links are ignored.
 */
import type { Problem } from "../kernel/index.ts";
import { Archive } from "./archive.ts";
import type { CellValue, ReadLimits, TableRow } from "./model.ts";
import { refuse } from "./refusal.ts";
import { columnLetters, parseAddress } from "./table.ts";
import { attributesOf, readXml, XmlReader } from "./xml.ts";
import type { Attributes } from "./xml.ts";
import { builtInFormat, isDateFormat, plainNumber, serialDate, showDate, showNumber } from "./xlsx-number.ts";

interface Sheet {
  name: string;
  part: string;
  /** Hidden from the reader's menu but within reach. Sheets that only a program can show (`veryHidden`) are left out. */
  hidden: boolean;
}

export interface SheetCell {
  column: number;
  value: CellValue;
  shown: string;
  formula: boolean;
}

export interface SheetRow {
  sheet: string;
  row: number;
  cells: SheetCell[];
  problems: Problem[];
}

/** An opened workbook: sheets by name, shared strings and number formats in memory, rows on demand. */
export class Workbook {
  readonly sheets: Sheet[] = [];
  readonly archive: Archive;
  readonly #limits: ReadLimits;
  #strings: string[] = [];
  #formats: string[] = [];
  #epoch1904 = false;

  private constructor(archive: Archive, limits: ReadLimits) {
    this.archive = archive;
    this.#limits = limits;
  }

  static async open(bytes: Uint8Array, limits: ReadLimits): Promise<Workbook> {
    const book = new Workbook(new Archive(bytes, limits), limits);
    await book.#readSheets();
    await book.#readStrings();
    await book.#readStyles();
    return book;
  }

  async #readSheets(): Promise<void> {
    const targets = new Map<string, string>();
    if (this.archive.has("xl/_rels/workbook.xml.rels")) {
      await readXml(this.archive, "xl/_rels/workbook.xml.rels", onOpen((name, attributes) => {
        if (name !== "Relationship") return;
        const a = attributesOf(attributes);
        const target = a["Target"] ?? "";
        targets.set(a["Id"] ?? "", target.startsWith("/") ? target.slice(1) : `xl/${target}`);
      }));
    }
    await readXml(this.archive, "xl/workbook.xml", onOpen((name, attributes) => {
      if (name === "workbookPr") this.#epoch1904 = /^(?:1|true)$/.test(attributesOf(attributes)["date1904"] ?? "");
      if (name !== "sheet") return;
      const a = attributesOf(attributes);
      const part = targets.get(a["id"] ?? "");
      if (part !== undefined && this.archive.has(part) && !part.includes("chartsheets/") && a["state"] !== "veryHidden") {
        this.sheets.push({ name: a["name"] ?? part, part, hidden: a["state"] === "hidden" });
      }
    }));
    if (this.sheets.length === 0) throw refuse.damaged({ zh: "工作簿没有工作表", en: "the workbook has no sheets" }, { part: "xl/workbook.xml" });
  }

  async #readStrings(): Promise<void> {
    const part = "xl/sharedStrings.xml";
    if (!this.archive.has(part)) return;
    let current: string | undefined;
    let inText = false;
    let phonetic = 0;
    let chars = 0;
    await readXml(this.archive, part, {
      open(name) {
        if (name === "si") current = "";
        else if (name === "rPh") phonetic += 1;
        else if (name === "t") inText = true;
      },
      text(text) {
        if (inText && phonetic === 0 && current !== undefined) current += text;
      },
      close: (name) => {
        if (name === "t") inText = false;
        else if (name === "rPh") phonetic -= 1;
        else if (name === "si") {
          chars += (current ?? "").length;
          if (chars > this.#limits.text_chars_max * 2) throw refuse.tooLarge("text_chars_max", this.#limits.text_chars_max, { zh: "共享文字过长", en: "the shared strings are too long" }, { part });
          this.#strings.push(current ?? "");
          current = undefined;
        }
      },
    });
  }

  async #readStyles(): Promise<void> {
    const part = "xl/styles.xml";
    if (!this.archive.has(part)) return;
    const codes = new Map<number, string>();
    let inCells = false;
    await readXml(this.archive, part, {
      open: (name, attributes) => {
        if (name === "numFmt") {
          const a = attributesOf(attributes);
          codes.set(Number(a["numFmtId"]), a["formatCode"] ?? "General");
        } else if (name === "cellXfs") inCells = true;
        else if (name === "xf" && inCells) {
          const id = Number(attributesOf(attributes)["numFmtId"] ?? 0);
          this.#formats.push(codes.get(id) ?? builtInFormat(id));
        }
      },
      close(name) {
        if (name === "cellXfs") inCells = false;
      },
      text() {},
    });
  }

  /** Rows of one sheet that hold any value, in file order. */
  async *rows(sheet: Sheet): AsyncGenerator<SheetRow> {
    const handler = new SheetHandler(sheet.name, this.#strings, this.#formats, this.#epoch1904, this.#limits.cell_chars_max);
    const reader = new XmlReader(sheet.part, handler);
    const decoder = new TextDecoder();
    for await (const chunk of this.archive.chunks(sheet.part)) {
      reader.push(decoder.decode(chunk, { stream: true }));
      yield* handler.take();
    }
    reader.push(decoder.decode());
    reader.end();
    yield* handler.take();
  }
}

function onOpen(open: (name: string, attributes: Attributes) => void) {
  return { open, close() {}, text() {} };
}

/** Follows `sheetData`; finished rows wait in a short queue. */
class SheetHandler {
  readonly #sheet: string;
  readonly #strings: string[];
  readonly #formats: string[];
  readonly #epoch1904: boolean;
  readonly #cellMax: number;
  #ready: SheetRow[] = [];
  #row: SheetRow | undefined;
  #lastRow = 0;
  #cell: { column: number; type: string; format: string; formula: boolean; text: string } | undefined;
  #reading = false;

  constructor(sheet: string, strings: string[], formats: string[], epoch1904: boolean, cellMax: number) {
    this.#sheet = sheet;
    this.#strings = strings;
    this.#formats = formats;
    this.#epoch1904 = epoch1904;
    this.#cellMax = cellMax;
  }

  take(): SheetRow[] {
    const rows = this.#ready;
    this.#ready = [];
    return rows;
  }

  open(name: string, attributes: Attributes): void {
    if (name === "c") this.#openCell(attributes);
    else if (name === "v" || name === "t") this.#reading = this.#cell !== undefined;
    else if (name === "f" && this.#cell !== undefined) this.#cell.formula = true;
    else if (name === "row") {
      const stated = Number(attributesOf(attributes)["r"] ?? this.#lastRow + 1);
      if (!Number.isInteger(stated) || stated < 1 || stated > 1_048_576) throw refuse.damaged({ zh: `行号无效：${stated}`, en: `the row number ${stated} is not valid` }, { sheet: this.#sheet });
      this.#lastRow = stated;
      this.#row = { sheet: this.#sheet, row: stated, cells: [], problems: [] };
    }
  }

  #openCell(attributes: Attributes): void {
    const a = attributesOf(attributes);
    const last = this.#row?.cells.at(-1)?.column ?? 0;
    const place = a["r"] === undefined ? undefined : parseAddress(a["r"]);
    if (a["r"] !== undefined && place === undefined) throw refuse.damaged({ zh: `单元格地址无效：${a["r"].slice(0, 20)}`, en: `"${a["r"].slice(0, 20)}" is not a cell address` }, { sheet: this.#sheet });
    this.#cell = { column: place?.column ?? last + 1, type: a["t"] ?? "n", format: this.#formats[Number(a["s"] ?? 0)] ?? "General", formula: false, text: "" };
  }

  text(text: string): void {
    if (!this.#reading || this.#cell === undefined) return;
    this.#cell.text += text;
    if (this.#cell.text.length > this.#cellMax) {
      throw refuse.tooLarge("cell_chars_max", this.#cellMax, { zh: `单元格超过 ${this.#cellMax} 个字符`, en: `a cell is longer than ${this.#cellMax} characters` }, { sheet: this.#sheet, cell: this.#address(this.#cell.column) });
    }
  }

  close(name: string): void {
    if (name === "v" || name === "t") this.#reading = false;
    else if (name === "c") this.#closeCell();
    else if (name === "row") {
      if (this.#row !== undefined && this.#row.cells.length > 0) this.#ready.push(this.#row);
      this.#row = undefined;
    }
  }

  #address(column: number): string {
    return `${columnLetters(column)}${this.#row?.row ?? this.#lastRow}`;
  }

  #closeCell(): void {
    const cell = this.#cell;
    this.#cell = undefined;
    if (cell === undefined || this.#row === undefined) return;
    const { value, shown } = this.#valueOf(cell);
    const address = this.#address(cell.column);
    if (cell.formula) this.#row.problems.push(formulaNote(this.#sheet, address, shown));
    if (cell.type === "e") this.#row.problems.push({ code: "files/error-value", message: { zh: `错误值 ${shown}`, en: `the error value ${shown}` }, cell: place(this.#sheet, address) });
    if (value !== null) this.#row.cells.push({ column: cell.column, value, shown, formula: cell.formula });
  }

  #valueOf(cell: { type: string; format: string; text: string }): { value: CellValue; shown: string } {
    const text = cell.text;
    if (text === "") return { value: null, shown: "" };
    if (cell.type === "s") return asText(this.#strings[Number(text)] ?? "");
    if (cell.type === "str" || cell.type === "inlineStr") return asText(text);
    if (cell.type === "b") return { value: text === "1", shown: text === "1" ? "TRUE" : "FALSE" };
    if (cell.type === "e") return { value: null, shown: text };
    if (cell.type === "d") return { value: new Date(`${text}${/T/.test(text) && !/Z|[+-]\d\d:/.test(text) ? "Z" : ""}`), shown: text.replace(/T00:00:00(?:\.0+)?Z?$/, "") };
    const number = Number(text);
    if (!Number.isFinite(number)) return asText(text);
    if (isDateFormat(cell.format)) {
      const shown = showDate(number, cell.format, this.#epoch1904);
      const date = serialDate(number, this.#epoch1904);
      if (shown !== undefined && date !== undefined) return { value: date, shown };
      return { value: number, shown: plainNumber(number) };
    }
    return { value: Number(number.toPrecision(15)), shown: showNumber(number, cell.format) };
  }
}

function asText(text: string): { value: CellValue; shown: string } {
  // `_x000D_` is how the format writes a carriage return in a cell.
  const clean = text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))).replaceAll("\r\n", "\n").replaceAll("\r", "\n").replaceAll("\0", "");
  return clean === "" ? { value: null, shown: "" } : { value: clean, shown: clean };
}

function place(sheet: string, address: string): string {
  return `${sheet}!${address}`;
}

function formulaNote(sheet: string, address: string, shown: string): Problem {
  return shown === ""
    ? { code: "files/formula-without-value", message: { zh: "公式没有缓存的结果，按空值处理", en: "the formula has no cached value; read as empty" }, cell: place(sheet, address), hint: { zh: "请在 Excel 或 WPS 中打开并保存一次。", en: "Open the workbook in Excel or WPS and save it once." } }
    : { code: "files/formula-cached", message: { zh: `公式未重算，取其缓存的结果 ${shown.slice(0, 40)}`, en: `the formula was not evaluated; its cached value ${shown.slice(0, 40)} is used` }, cell: place(sheet, address) };
}

/** A sparse row as dense arrays, as wide as its last cell. */
export function denseRow(row: SheetRow): TableRow {
  const width = row.cells.reduce((max, c) => Math.max(max, c.column), 0);
  const cells: CellValue[] = new Array<CellValue>(width).fill(null);
  const raw: string[] = new Array<string>(width).fill("");
  for (const cell of row.cells) {
    cells[cell.column - 1] = cell.value;
    raw[cell.column - 1] = cell.shown;
  }
  return { sheet: row.sheet, row: row.row, cells, raw, ...(row.problems.length > 0 ? { problems: row.problems } : {}) };
}
