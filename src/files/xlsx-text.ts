/**
 * A workbook as a document: a heading line with the sheet's name, then a line for each row, cells separated by tabs.
 * Invariant: every filled cell has a segment whose text is the cell as displayed (line breaks inside a cell become spaces).
 */
import type { Problem } from "../kernel/index.ts";
import { CanonicalText } from "./canonical-text.ts";
import type { Parsed, ReadLimits } from "./model.ts";
import { languageOfBody } from "./page-facts.ts";
import { refuse } from "./refusal.ts";
import { columnLetters, tableOf } from "./table.ts";
import { denseRow, Workbook } from "./xlsx.ts";
import type { SheetRow } from "./xlsx.ts";

const NOTES_MAX = 50;

export async function parseXlsx(bytes: Uint8Array, limits: ReadLimits): Promise<Parsed> {
  const book = await Workbook.open(bytes, limits);
  const out = new CanonicalText(limits.text_chars_max);
  const problems: Problem[] = [];
  let cells = 0;
  let notes = 0;
  for (const sheet of book.sheets) {
    if (sheet.hidden) problems.push({ code: "files/hidden-sheet", message: { zh: `工作表“${sheet.name}”是隐藏的，仍已读取`, en: `the sheet "${sheet.name}" is hidden; it was read all the same` }, cell: sheet.name });
    out.add(sheet.name.replace(/\s+/g, " "), { sheet: sheet.name, heading: 1 });
    out.add("\n");
    const start = out.length;
    const rows: { row: number; cells: string[] }[] = [];
    for await (const row of book.rows(sheet)) {
      // Counted as wide as the row reaches, not only its filled cells: the table keeps the gaps.
      cells += Math.max(row.cells.length, Math.ceil((row.cells.at(-1)?.column ?? 0) / 4));
      if (cells > limits.cells_max) throw refuse.tooLarge("cells_max", limits.cells_max, { zh: `超过 ${limits.cells_max} 个单元格`, en: `more than ${limits.cells_max} filled cells` }, { sheet: sheet.name, cell: `A${row.row}` }, { zh: "大表请用导入功能。", en: "Use the import of registers for large tables." });
      writeRow(out, row);
      rows.push({ row: row.row, cells: denseRow(row).raw });
      for (const problem of row.problems) {
        notes += 1;
        if (problems.length < NOTES_MAX) problems.push(problem);
      }
    }
    out.add("\n");
    if (rows.length > 0) out.tables.push(tableOf(rows, { name: sheet.name, sheet: sheet.name, start, end: out.length - 1 }));
  }
  if (notes > NOTES_MAX) problems.push({ code: "files/more-problems", message: { zh: `另有 ${notes - NOTES_MAX} 处公式或错误值`, en: `${notes - NOTES_MAX} further formulas or error values` } });
  if (book.archive.has("xl/vbaProject.bin")) problems.push({ code: "files/macros-ignored", message: { zh: "文件含宏，已忽略", en: "the file holds macros; they were ignored" } });
  const text = out.toString();
  return { text, segments: out.segments, tables: out.tables, meta: { language: text.trim() === "" ? undefined : languageOfBody(text) }, problems };
}

/** A gap of many empty columns is one tab, so that a lone cell in the last column costs one line, not 16,384 tabs. */
function writeRow(out: CanonicalText, row: SheetRow): void {
  let last = 0;
  for (const cell of row.cells) {
    if (last > 0) out.add("\t".repeat(Math.min(Math.max(1, cell.column - last), 16)));
    out.add(cell.shown.replace(/\s*\n\s*/g, " ").replaceAll("\t", " "), { sheet: row.sheet, cell: `${columnLetters(cell.column)}${row.row}` });
    last = cell.column;
  }
  out.add("\n");
}
