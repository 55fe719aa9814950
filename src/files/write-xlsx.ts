/**
 * Tables out as an Excel workbook: typed cells, frozen header, notes, drop-down lists.
 * Invariant: no cell is ever a formula, whatever its text; every value read back by `readFile` is the value written.
 */
import type { Workbook, Worksheet } from "@cj-tech-master/excelts";

export interface SheetColumn {
  key: string;
  header: string;
  /** In characters; Han characters count two. Found from header and rows when not told. */
  width?: number;
  type?: "text" | "number" | "integer" | "percent" | "date" | "boolean";
  /** Shown when the pointer rests on the header. */
  note?: string;
  /** Allowed values, offered as a drop-down list below the header. */
  list?: readonly string[];
}

export interface SheetComment {
  /** Index into `rows`, from 0; -1 is the header. */
  row: number;
  key: string;
  text: string;
}

export interface SheetOut {
  name: string;
  columns: readonly SheetColumn[];
  rows: readonly Readonly<Record<string, unknown>>[];
  comments?: readonly SheetComment[];
}

const CELL_CHARS_MAX = 32_767;
const LIST_ROWS_MIN = 1_000;
const LISTS_SHEET = "_lists";
const FORMATS = { text: "@", number: "General", integer: "0", percent: "0.0%", date: "yyyy-mm-dd", boolean: "General" } as const;

/**
 * A workbook as bytes. Text longer than Excel's 32,767 characters a cell is cut and ends in `…`; control characters that
 * XML cannot hold are dropped; sheet names are made valid and unique.
 */
export async function writeXlsx(sheets: readonly SheetOut[]): Promise<Uint8Array> {
  const { Workbook } = await import("@cj-tech-master/excelts");
  const book = new Workbook();
  // A fixed date, so that the same tables give the same properties.
  book.created = book.modified = new Date(Date.UTC(2000, 0, 1));
  const lists = new ListSheet();
  const names = new Set<string>([LISTS_SHEET]);
  for (const sheet of sheets) writeSheet(book.addWorksheet(sheetName(sheet.name, names)), sheet, lists);
  if (sheets.length === 0) book.addWorksheet("Sheet1");
  lists.writeTo(book);
  return new Uint8Array(await book.xlsx.writeBuffer({ validate: false }));
}

function writeSheet(out: Worksheet, sheet: SheetOut, lists: ListSheet): void {
  out.views = [{ state: "frozen", xSplit: 0, ySplit: 1 }];
  sheet.columns.forEach((column, i) => {
    const at = out.getColumn(i + 1);
    at.width = column.width ?? widthFor(column, sheet.rows);
    const format = FORMATS[column.type ?? "text"];
    if (column.type !== undefined && format !== "General") at.numFmt = format;
    const head = out.getCell(1, i + 1);
    head.value = plainText(column.header);
    head.numFmt = "@";
    head.font = { bold: true };
    head.fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFE8EEF4" } };
    head.alignment = { vertical: "middle", wrapText: true };
    if (column.note !== undefined && column.note !== "") head.note = plainText(column.note);
    if (column.list !== undefined && column.list.length > 0) addList(out, i + 1, Math.max(LIST_ROWS_MIN, sheet.rows.length + 100), lists.place(column.list));
  });
  sheet.rows.forEach((row, r) => {
    sheet.columns.forEach((column, c) => {
      const value = plainCell(row[column.key], column.type);
      if (value === null) return;
      const cell = out.getCell(r + 2, c + 1);
      cell.value = value;
      if (value instanceof Date) cell.numFmt = isDay(value) ? "yyyy-mm-dd" : "yyyy-mm-dd hh:mm:ss";
      else if (typeof value === "number" && column.type === "text") cell.numFmt = "General";
    });
  });
  for (const comment of sheet.comments ?? []) {
    const column = sheet.columns.findIndex((c) => c.key === comment.key);
    if (column >= 0) out.getCell(comment.row + 2, column + 1).note = plainText(comment.text);
  }
  if (sheet.columns.length > 0) out.autoFilter = { from: { row: 1, col: 1 }, to: { row: Math.max(1, sheet.rows.length + 1), col: sheet.columns.length } };
}

function addList(out: Worksheet, column: number, lastRow: number, formula: string): void {
  const letter = out.getColumn(column).letter;
  out.dataValidations.add(`${letter}2:${letter}${lastRow}`, {
    type: "list",
    allowBlank: true,
    formulae: [formula],
    showErrorMessage: true,
    errorStyle: "warning",
    errorTitle: "不在列表中 / Not in the list",
    error: "请从列表中选择。 Choose a value from the list.",
  });
}

/** All allowed values on one sheet that no menu shows: a list in the rule itself may hold 255 characters only. */
class ListSheet {
  readonly #lists: (readonly string[])[] = [];

  place(list: readonly string[]): string {
    const key = JSON.stringify(list);
    let at = this.#lists.findIndex((l) => JSON.stringify(l) === key);
    if (at === -1) at = this.#lists.push(list) - 1;
    const letters = at < 26 ? String.fromCharCode(65 + at) : String.fromCharCode(64 + Math.floor(at / 26), 65 + (at % 26));
    return `${LISTS_SHEET}!$${letters}$1:$${letters}$${list.length}`;
  }

  writeTo(book: Workbook): void {
    if (this.#lists.length === 0) return;
    const sheet = book.addWorksheet(LISTS_SHEET, { state: "veryHidden" });
    this.#lists.forEach((list, c) => list.forEach((value, r) => (sheet.getCell(r + 1, c + 1).value = plainText(value))));
  }
}

type Writable = string | number | boolean | Date | null;

/** Only plain values reach the cell: an object would be taken for a formula or a link. */
export function plainCell(value: unknown, type: SheetColumn["type"]): Writable {
  if (value === null || value === undefined || value === "") return null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value;
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "bigint") return String(value);
  const text = plainText(typeof value === "string" ? value : JSON.stringify(value));
  if (type === "date" && /^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const date = new Date(`${text}T00:00:00Z`);
    return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? text : date;
  }
  return text;
}

function isDay(date: Date): boolean {
  return date.getTime() % 86_400_000 === 0;
}

/** Text as a workbook can hold it. */
export function plainText(text: string): string {
  // eslint-disable-next-line no-control-regex
  const clean = text.toWellFormed().replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
  return clean.length <= CELL_CHARS_MAX ? clean : `${clean.slice(0, CELL_CHARS_MAX - 1)}…`;
}

function sheetName(wanted: string, taken: Set<string>): string {
  const base = plainText(wanted).replace(/[[\]:*?/\\\n]/g, " ").replace(/^'+|'+$/g, "").trim().slice(0, 31) || "Sheet";
  let name = base;
  for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${base.slice(0, 31 - String(n).length - 1)} ${n}`;
  taken.add(name.toLowerCase());
  return name;
}

function widthFor(column: SheetColumn, rows: SheetOut["rows"]): number {
  const shown = (value: unknown) => (value instanceof Date ? "0000-00-00" : typeof value === "string" ? (value.split("\n")[0] ?? "") : String(value ?? ""));
  const width = (text: string) => [...text.slice(0, 80)].reduce((sum, c) => sum + ((c.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0);
  const widest = rows.slice(0, 200).reduce((max, row) => Math.max(max, width(shown(row[column.key]))), width(column.header));
  return Math.min(60, Math.max(10, widest + 2));
}
