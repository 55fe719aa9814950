/**
 * Delimited text, read as a stream of records with their place (RFC 4180, and what spreadsheets really write: `;` or tab
 * as separator, `sep=` first line, quotes inside bare fields).
 * Invariant: every record knows its offsets and its first line; an unclosed quote is found where it opened, not at the end.
 */
import { FileRefusal, refuse } from "./refusal.ts";

export interface CsvRecord {
  /** From 1, blank lines not counted out: a blank line is a record of one empty field and is skipped. */
  row: number;
  line: number;
  start: number;
  end: number;
  cells: string[];
}

export interface CsvOptions {
  cell_chars_max: number;
  /** Told, or found from the first lines. */
  delimiter?: string;
}

const COLUMNS_MAX = 16_384;
const DELIMITERS = [",", "\t", ";", "|", "，"];

/** The separator that splits the first lines most evenly, outside of quotes. Comma when nothing does. */
export function findDelimiter(text: string): string {
  const told = /^sep=(.)\n/i.exec(text);
  if (told !== null) return told[1] as string;
  const lines = text.slice(0, 64 * 1024).replace(/"(?:[^"]|"")*"/g, '""').split("\n").filter((l) => l.trim() !== "").slice(0, 20);
  let best = { mark: ",", score: 0 };
  for (const mark of DELIMITERS) {
    const counts = lines.map((l) => l.split(mark).length - 1);
    const typical = [...counts].sort((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0;
    const even = counts.filter((c) => c === typical).length / Math.max(1, counts.length);
    const score = typical === 0 ? 0 : even * Math.min(typical, 50) + even;
    if (score > best.score) best = { mark, score };
  }
  return best.mark;
}

/** Records of canonical text (`\n` line ends). Throws a refusal with the line of an unclosed quote or oversized field. */
export function* csvRecords(text: string, options: CsvOptions): Generator<CsvRecord> {
  const delimiter = options.delimiter ?? findDelimiter(text);
  let at = /^sep=.\n/i.test(text) ? 6 : 0;
  let line = at === 0 ? 1 : 2;
  let row = 0;
  while (at < text.length) {
    const record = readRecord(text, at, line, delimiter, options.cell_chars_max);
    row += 1;
    if (record.cells.length > 1 || (record.cells[0] ?? "") !== "") yield { row, line, start: at, end: record.end, cells: record.cells };
    line += record.lines;
    at = record.end + 1;
  }
}

function readRecord(text: string, from: number, line: number, delimiter: string, cellMax: number): { cells: string[]; end: number; lines: number } {
  const cells: string[] = [];
  let at = from;
  let lines = 1;
  for (;;) {
    if (cells.length >= COLUMNS_MAX) throw refuse.tooLarge("columns", COLUMNS_MAX, { zh: `超过 ${COLUMNS_MAX} 列`, en: `more than ${COLUMNS_MAX} columns` }, { line });
    const field = text[at] === '"' ? quotedField(text, at, line + lines - 1, delimiter, cellMax) : bareField(text, at, delimiter);
    if (field.value.length > cellMax) throw tooLong(line + lines - 1, cellMax);
    cells.push(field.value);
    lines += field.lines;
    if (text[field.end] === delimiter) {
      at = field.end + 1;
      continue;
    }
    return { cells, end: field.end, lines };
  }
}

function bareField(text: string, from: number, delimiter: string): { value: string; end: number; lines: number } {
  let end = from;
  while (end < text.length && text[end] !== delimiter && text[end] !== "\n") end += 1;
  return { value: text.slice(from, end), end, lines: 0 };
}

/** A quoted field; text between the closing quote and the separator is kept as it stands. */
function quotedField(text: string, from: number, line: number, delimiter: string, cellMax: number): { value: string; end: number; lines: number } {
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) throw unclosed(line, from);
    if (quote - from > cellMax * 2 + 2) throw tooLong(line, cellMax);
    if (text[quote + 1] === '"') {
      at = quote + 2;
      continue;
    }
    const body = text.slice(from + 1, quote).replaceAll('""', '"');
    const tail = bareField(text, quote + 1, delimiter);
    return { value: body + tail.value, end: tail.end, lines: countNewlines(text, from, quote) };
  }
}

function countNewlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

function unclosed(line: number, offset: number): FileRefusal {
  return new FileRefusal("files/csv-unclosed-quote", {
    zh: "此处的引号没有配对，其后内容无法分列",
    en: "a quotation mark opens here and never closes",
    hint: { zh: "请补上引号，或把字段内的引号写成两个。", en: 'Close it, or write a quotation mark inside a field as two ("").' },
  }, { line }, { offset });
}

function tooLong(line: number, max: number): FileRefusal {
  return refuse.tooLarge("cell_chars_max", max, { zh: `字段超过 ${max} 个字符（引号可能没有配对）`, en: `a field is longer than ${max} characters (a quotation mark may not be closed)` }, { line });
}
