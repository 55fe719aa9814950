/**
 * One long table out as an Excel workbook while it is still being read: rows are compressed and sent as they come.
 * Invariant: memory holds a few rows, however long the table; no cell is ever a formula. A reader that goes away stops the writing.
 */
import { once } from "node:events";
import { PassThrough, Readable } from "node:stream";
import { plainCell, plainText, type SheetColumn } from "./write-xlsx.ts";

export interface StreamedRow {
  cells: Readonly<Record<string, unknown>>;
  /** Notes by column key. */
  notes?: Readonly<Record<string, string>>;
}

const FORMATS = { text: "@", number: "General", integer: "0", percent: "0.0%", date: "yyyy-mm-dd", boolean: "General" } as const;
const WIDTH = 18;

/** A workbook of one sheet as a stream of bytes. An error of `rows` breaks the stream off, so that a cut file is never taken for a whole one. */
export function streamXlsx(sheet: { name: string; columns: readonly SheetColumn[] }, rows: AsyncIterable<StreamedRow>): ReadableStream<Uint8Array> {
  const out = new PassThrough();
  void write(out, sheet, rows).catch((error: unknown) => out.destroy(error as Error));
  return Readable.toWeb(out) as unknown as ReadableStream<Uint8Array>;
}

async function write(out: PassThrough, sheet: { name: string; columns: readonly SheetColumn[] }, rows: AsyncIterable<StreamedRow>): Promise<void> {
  const { WorkbookWriter } = await import("@cj-tech-master/excelts");
  const book = new WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false } as unknown as ConstructorParameters<typeof WorkbookWriter>[0]);
  const page = book.addWorksheet(plainText(sheet.name).replace(/[[\]:*?/\\\n]/g, " ").slice(0, 31) || "Sheet1", { views: [{ state: "frozen", xSplit: 0, ySplit: 1 }] });
  page.columns = sheet.columns.map((column) => ({ key: column.key, width: column.width ?? WIDTH, style: column.type === undefined ? {} : { numFmt: FORMATS[column.type] } }));
  const head = page.addRow(sheet.columns.map((column) => plainText(column.header)));
  sheet.columns.forEach((column, i) => {
    const cell = head.getCell(i + 1);
    cell.numFmt = "@";
    cell.font = { bold: true };
    if (column.note) cell.note = plainText(column.note);
  });
  head.commit();
  for await (const { cells, notes } of rows) {
    if (out.destroyed) return;
    const row = page.addRow([]);
    sheet.columns.forEach((column, i) => {
      const value = plainCell(cells[column.key], column.type);
      if (value === null) return;
      const cell = row.getCell(i + 1);
      cell.value = value;
      if (value instanceof Date) cell.numFmt = "yyyy-mm-dd";
      const note = notes?.[column.key];
      if (note) cell.note = plainText(note);
    });
    row.commit();
    if (out.writableNeedDrain) await Promise.race([once(out, "drain"), once(out, "close")]);
  }
  page.autoFilter = { from: { row: 1, col: 1 }, to: { row: 1, col: Math.max(1, sheet.columns.length) } };
  page.commit();
  await book.commit();
}
