/** Cells copied from a spreadsheet: read from the clipboard's text, matched to the columns of a sheet, written as CSV for the check. Pure. Invariant: no cell is changed on the way. */
import type { Label, SheetField } from "../../api.ts";

export const CELLS_MAX = 400_000;

/** Rows of cells, as spreadsheets copy them: tabs between cells, quotes around a cell that holds a tab, a line end or a quote. */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "", quoted = false;
  const push = (): void => { rows.at(-1)!.push(cell); cell = ""; };
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') { cell += '"'; i++; } else quoted = false;
    } else if (c === '"' && cell === "" && closes(text, i)) quoted = true;
    else if (c === "\t") push();
    else if (c === "\n" || c === "\r") {
      if (c === "\r" && text[i + 1] === "\n") i++;
      push();
      rows.push([]);
    } else cell += c;
  }
  push();
  return rows.filter((row) => row.some((one) => one.trim() !== ""));
}

/** Whether the quote that opens here closes at the end of a cell: an inch sign at the start of a cell does not. */
function closes(text: string, open: number): boolean {
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] !== '"') continue;
    if (text[i + 1] === '"') { i++; continue; }
    const next = text[i + 1];
    return next === undefined || next === "\t" || next === "\n" || next === "\r";
  }
  return false;
}

const plain = (text: string): string => text.normalize("NFKC").replace(/[\s*（）()]/g, "").toLowerCase();
const names = (field: { key: string; label: Label }): string[] => [field.key, field.label.zh ?? "", field.label.en ?? "", `${field.label.zh ?? ""}/${field.label.en ?? ""}`].filter(Boolean).map(plain);

/** Which column of the sheet each pasted column is, where the first row names them; and whether it does. */
export function columnsNamed(first: readonly string[], fields: readonly SheetField[]): { keys: (string | undefined)[]; heading: boolean } {
  const keys = first.map((cell) => { const word = plain(cell); return word === "" ? undefined : fields.find((field) => names(field).includes(word))?.key; });
  return { keys, heading: keys.filter(Boolean).length >= Math.min(2, first.length) };
}

const quote = (cell: string): string => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The rows under the sheet's own headings; columns that mean nothing are left out. */
export function csvOf(rows: readonly string[][], keys: readonly (string | undefined)[], fields: readonly SheetField[]): string {
  const used = keys.flatMap((key, at) => { const field = fields.find((one) => one.key === key); return field ? [{ at, head: field.label.zh ?? field.label.en ?? field.key }] : []; });
  return [used.map((column) => quote(column.head)), ...rows.map((row) => used.map((column) => quote(row[column.at] ?? "")))].map((line) => line.join(",")).join("\r\n");
}
