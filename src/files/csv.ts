/**
 * Delimited text, read as a stream of records with their place (RFC 4180, and what spreadsheets really write: `;` or tab
 * as separator, `sep=` first line, quotes inside bare fields). Records are csv-parse's work; separator, places and bounds are ours.
 * Invariant: every record knows its offsets and its first line; an unclosed quote is told by the record that it opens in.
 */
import { CsvError, Parser } from "csv-parse";
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
const PIECE_CHARS = 64 * 1024;
/** Bytes of a record, as a multiple of the characters of a cell. */
const RECORD_SIZE = 8;
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

/** Records of canonical text (`\n` line ends). Throws a refusal with the first line of a record whose quote never closes, or that is too large. */
export function* csvRecords(text: string, options: CsvOptions): Generator<CsvRecord> {
  const told = /^sep=.\n/i.test(text);
  const cursor = { row: 0, line: told ? 2 : 1, at: told ? 6 : 0 };
  const { records, feed } = tokenizer(options.delimiter ?? findDelimiter(text), cursor.line - 1, options.cell_chars_max);
  for (let at = cursor.at; at <= text.length;) {
    const next = pieceEnd(text, at);
    const error = at === text.length ? feed() : feed(text.slice(at, next));
    for (const { cells, lastLine } of records.splice(0)) {
      const record = placed(text, cursor, cells, lastLine);
      check(record, options.cell_chars_max);
      if (cells.length > 1 || cells[0] !== "") yield record;
    }
    if (error !== undefined) throw refused(error, text, cursor, options.cell_chars_max);
    if (at === text.length) return;
    at = next;
  }
}

interface Cursor {
  row: number;
  line: number;
  at: number;
}

/**
 * csv-parse, fed and emptied piece by piece. Its stream is driven through its own two methods, which answer at once, so that
 * records come when they are asked for; a record's place follows from the line it ends on.
 */
export function tokenizer(delimiter: string, linesBefore: number, cellMax: number) {
  const records: { cells: string[]; lastLine: number }[] = [];
  const parser = new Parser({
    delimiter,
    record_delimiter: "\n",
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: cellMax * RECORD_SIZE,
    on_record: (cells: string[], { lines }) => {
      records.push({ cells, lastLine: lines + linesBefore });
      return null;
    },
  });
  const feed = (piece?: string): CsvError | undefined => {
    let flaw: unknown;
    const done = (error?: Error | null) => void (flaw = error ?? undefined);
    if (piece === undefined) parser._flush(done);
    else parser._transform(Buffer.from(piece), "utf8", done);
    if (flaw === undefined || flaw instanceof CsvError) return flaw;
    throw flaw;
  };
  return { records, feed };
}

/** Where a piece from `at` ends: never between the halves of one character. */
function pieceEnd(text: string, at: number): number {
  const end = Math.min(text.length, at + PIECE_CHARS);
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last <= 0xdbff ? end + 1 : end;
}

/** The record that ends on line `lastLine`; the cursor moves behind it. */
function placed(text: string, cursor: Cursor, cells: string[], lastLine: number): CsvRecord {
  let end = cursor.at - 1;
  for (let line = cursor.line; line <= lastLine && end < text.length; line += 1) {
    const newline = text.indexOf("\n", end + 1);
    end = newline === -1 ? text.length : newline;
  }
  cursor.row += 1;
  const record = { row: cursor.row, line: cursor.line, start: cursor.at, end, cells };
  cursor.line = lastLine + 1;
  cursor.at = end + 1;
  return record;
}

function check({ cells, line }: CsvRecord, cellMax: number): void {
  if (cells.length > COLUMNS_MAX) throw refuse.tooLarge("columns", COLUMNS_MAX, { zh: `超过 ${COLUMNS_MAX} 列`, en: `more than ${COLUMNS_MAX} columns` }, { line });
  if (cells.some((c) => c.length > cellMax)) throw tooLong(line, cellMax);
}

function refused(error: CsvError, text: string, { at, line }: Cursor, cellMax: number): FileRefusal {
  if (error.code === "CSV_QUOTE_NOT_CLOSED") return unclosedQuote(line, at);
  if (error.code !== "CSV_MAX_RECORD_SIZE") return refuse.damaged({ zh: `无法分列（${error.message}）`, en: `the columns cannot be told apart (${error.message})` }, { line });
  // A quote that never closes takes in the rest of the file, which then is too large for a record before its end is seen.
  let quotes = 0;
  for (let quote = text.indexOf('"', at); quote !== -1; quote = text.indexOf('"', quote + 1)) quotes += 1;
  if (quotes % 2 === 1) return unclosedQuote(line, at);
  const bytes = cellMax * RECORD_SIZE;
  return refuse.tooLarge("cell_chars_max", cellMax, { zh: `记录超过 ${bytes} 字节（引号可能没有配对）`, en: `a record is larger than ${bytes} bytes (a quotation mark may not be closed)` }, { line });
}

/** A record whose quotation mark never closes. */
export function unclosedQuote(line: number, offset?: number): FileRefusal {
  return new FileRefusal("files/csv-unclosed-quote", {
    zh: "此记录中有引号没有配对，其后内容无法分列",
    en: "a quotation mark opens in this record and never closes",
    hint: { zh: "请补上引号，或把字段内的引号写成两个。", en: 'Close it, or write a quotation mark inside a field as two ("").' },
  }, { line }, offset === undefined ? {} : { offset });
}

function tooLong(line: number, max: number): FileRefusal {
  return refuse.tooLarge("cell_chars_max", max, { zh: `字段超过 ${max} 个字符（引号可能没有配对）`, en: `a field is longer than ${max} characters (a quotation mark may not be closed)` }, { line });
}
