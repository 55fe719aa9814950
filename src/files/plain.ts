/**
 * Plain text and delimited text: the canonical text is the decoded file itself.
 * Invariant: apart from line ends and NULs nothing changes, so a span here is a span of the file.
 */
import type { Problem } from "../kernel/index.ts";
import { lineSegments, normaliseLines } from "./canonical-text.ts";
import { csvRecords, findDelimiter } from "./csv.ts";
import type { CsvRecord } from "./csv.ts";
import { decodeText } from "./encoding.ts";
import type { Parsed, ReadLimits, Segment } from "./model.ts";
import { factsFromText, languageOfBody, mergeFacts, titleFromLines } from "./page-facts.ts";
import { FileRefusal, refuse } from "./refusal.ts";
import { columnLetters, tableOf } from "./table.ts";

/** Decoded, with one line end and no NUL; what was dropped is a problem. */
export function plainText(bytes: Uint8Array, limits: ReadLimits): { text: string; encoding: string; problems: Problem[] } {
  const decoded = decodeText(bytes, limits.text_chars_max);
  const { text, nuls } = normaliseLines(decoded.text);
  if (nuls === 0) return { ...decoded, text };
  const before = decoded.text.slice(0, decoded.text.indexOf("\0"));
  return {
    text,
    encoding: decoded.encoding,
    problems: [...decoded.problems, {
      code: "files/nul-dropped",
      message: { zh: `去掉了 ${nuls} 个空字符（NUL）`, en: `${nuls} NUL character${nuls === 1 ? " was" : "s were"} dropped` },
      line: before.split(/\r\n|\r|\n/).length,
    }],
  };
}

export function parsePlain(bytes: Uint8Array, limits: ReadLimits): Parsed {
  const { text, encoding, problems } = plainText(bytes, limits);
  return {
    text,
    encoding,
    problems,
    segments: lineSegments(text),
    tables: [],
    meta: mergeFacts({ title: titleFromLines(text) }, factsFromText(text)),
  };
}

/** CSV as a document: the text as it stands, a segment a record, one table. A bad quote ends the table, not the text. */
export function parseCsvText(bytes: Uint8Array, limits: ReadLimits): Parsed {
  const { text, encoding, problems } = plainText(bytes, limits);
  const rows: { row: number; cells: string[] }[] = [];
  const segments: Segment[] = [];
  let cells = 0;
  const widths = new Map<number, number>();
  try {
    for (const record of csvRecords(text, { delimiter: findDelimiter(text), cell_chars_max: limits.cell_chars_max })) {
      cells += record.cells.length;
      if (cells > limits.cells_max) throw refuse.tooLarge("cells_max", limits.cells_max, { zh: `超过 ${limits.cells_max} 个单元格`, en: `more than ${limits.cells_max} cells` }, { line: record.line }, { zh: "大表请用导入功能。", en: "Use the import of registers for large tables." });
      rows.push({ row: record.row, cells: record.cells });
      segments.push({ start: record.start, end: record.end, locator: { cell: addressOf(record) } });
      widths.set(record.cells.length, (widths.get(record.cells.length) ?? 0) + 1);
    }
  } catch (error) {
    if (!(error instanceof FileRefusal) || error.data.code !== "files/csv-unclosed-quote") throw error;
    problems.push({ code: error.data.code, message: { zh: error.data.zh, en: error.data.en }, line: error.data.place.line, hint: error.data.hint });
  }
  if (widths.size > 1) problems.push(ragged(rows, widths));
  return {
    text,
    encoding,
    problems,
    segments,
    tables: rows.length === 0 ? [] : [tableOf(rows, { start: 0, end: text.length })],
    meta: { language: languageOfBody(text) },
  };
}

function addressOf(record: CsvRecord): string {
  return record.cells.length === 1 ? `A${record.row}` : `A${record.row}:${columnLetters(record.cells.length)}${record.row}`;
}

function ragged(rows: { row: number; cells: string[] }[], widths: Map<number, number>): Problem {
  const usual = [...widths].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
  const first = rows.find((r) => r.cells.length !== usual);
  const count = rows.filter((r) => r.cells.length !== usual).length;
  return {
    code: "files/ragged-rows",
    message: { zh: `${count} 行的列数不是 ${usual}，首见于第 ${first?.row} 条记录`, en: `${count} row${count === 1 ? " has" : "s have"} other than ${usual} columns, first in record ${first?.row}` },
    cell: first === undefined ? undefined : `A${first.row}`,
  };
}
