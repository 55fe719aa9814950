/**
 * From rows to a table: which row is the header, what the columns are called, cell addresses.
 * Invariant: nothing is lost; rows above the header (titles, units) and below it stay in the text with their locators.
 */
import type { Table } from "./model.ts";

const HEADER_SEARCH_ROWS = 20;

/** A1-style column letters, from 1. */
export function columnLetters(column: number): string {
  let letters = "";
  for (let n = column; n > 0; n = Math.floor((n - 1) / 26)) letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters;
}

/** Column number (from 1) and row of an A1 address; undefined when it is none, or beyond Excel's bounds. */
export function parseAddress(address: string): { column: number; row: number } | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(address);
  if (match === null) return undefined;
  let column = 0;
  for (const letter of match[1] as string) column = column * 26 + letter.charCodeAt(0) - 64;
  const row = Number(match[2]);
  return column <= 16_384 && row >= 1 && row <= 1_048_576 ? { column, row } : undefined;
}

type Row = { row: number; cells: string[] };

function filled(cells: string[]): number {
  return cells.filter((c) => c.trim() !== "").length;
}

function isNumeric(cell: string): boolean {
  return /^[-+]?[\d,，.]+(?:%|‰)?$/.test(cell.trim()) && !/^(?:19|20)\d\d$/.test(cell.trim());
}

/** The first of the top rows that fills most of the usual width with words; -1 when there is none. */
export function headerIndex(rows: readonly Row[]): number {
  const top = rows.slice(0, HEADER_SEARCH_ROWS);
  const widths = top.map((r) => filled(r.cells)).sort((a, b) => a - b);
  const usual = widths[Math.floor(widths.length / 2)] ?? 0;
  return top.findIndex(({ cells }) => {
    const count = filled(cells);
    const numbers = cells.filter((c) => c.trim() !== "" && isNumeric(c)).length;
    return count >= Math.min(2, usual) && count >= usual * 0.6 && count > 0 && numbers <= count * 0.3;
  });
}

/** Splits rows into header and body. Nameless columns are called by their letter. */
export function tableOf(rows: readonly Row[], place: Pick<Table, "name" | "sheet" | "start" | "end">): Table {
  const header = headerIndex(rows);
  const width = rows.reduce((max, r) => Math.max(max, r.cells.length), 0);
  const names = header === -1 ? [] : (rows[header] as Row).cells;
  return {
    ...place,
    header_row: header === -1 ? 0 : (rows[header] as Row).row,
    columns: Array.from({ length: width }, (_, i) => names[i]?.replace(/\s+/g, " ").trim() || columnLetters(i + 1)),
    rows: rows.slice(header + 1),
  };
}
