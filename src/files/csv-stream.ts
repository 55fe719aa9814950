/**
 * Delimited text of any length as rows, read piece by piece: memory holds one piece, whatever the length of the file.
 * Invariant: rows, row numbers and lines are those that reading the whole file at once would give; a piece ends where a line ends.
 */
import { isUtf8 } from "node:buffer";
import type { CsvError } from "csv-parse";
import { findDelimiter, tokenizer, unclosedQuote } from "./csv.ts";
import { decodeText } from "./encoding.ts";
import type { CellValue, ReadLimits, TableRow } from "./model.ts";
import { refuse } from "./refusal.ts";

const PIECE_BYTES = 1024 * 1024;
/** A line longer than this is no line of a table. */
const LINE_BYTES_MAX = 64 * 1024 * 1024;
/** What the tokenizer is fed at once, so that few records wait. */
const FEED_BYTES = 64 * 1024;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Bytes regrouped into pieces of about a megabyte that end at a line end. Files with lone CRs are cut there. */
export async function* linePieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.length;
    if (size < PIECE_BYTES) continue;
    const all = held.length === 1 ? chunk : Buffer.concat(held, size);
    const cut = lastLineEnd(all);
    if (cut > 0) yield all.subarray(0, cut);
    held = cut < all.length ? [all.subarray(cut)] : [];
    size = all.length - cut;
    if (size > LINE_BYTES_MAX) throw refuse.tooLarge("line", LINE_BYTES_MAX, { zh: `一行超过 ${LINE_BYTES_MAX} 字节`, en: `a line is longer than ${LINE_BYTES_MAX} bytes` });
  }
  if (size > 0) yield held.length === 1 ? held[0]! : Buffer.concat(held, size);
}

/** Behind the last line end; 0 when there is none. The last byte may be half of a CRLF and is left for the next piece. */
function lastLineEnd(bytes: Uint8Array): number {
  const newline = bytes.lastIndexOf(NEWLINE);
  if (newline >= 0) return newline + 1;
  const before = bytes.lastIndexOf(RETURN, bytes.length - 2);
  return before >= 0 ? before + 1 : 0;
}

/** Which encoding a file has, told piece by piece. */
export class EncodingSurvey {
  #utf8 = 0;
  #legacy = new Map<string, number>();
  #wide: string | undefined;
  #first = true;

  add(piece: Uint8Array): void {
    if (this.#first) {
      this.#first = false;
      const found = decodeText(piece.subarray(0, PIECE_BYTES)).encoding;
      if (found.startsWith("utf-16")) this.#wide = found;
    }
    if (this.#wide !== undefined) return;
    if (isUtf8(piece)) {
      if (piece.some((byte) => byte >= 0x80)) this.#utf8 += 1;
      return;
    }
    const { encoding } = decodeText(piece);
    this.#legacy.set(encoding, (this.#legacy.get(encoding) ?? 0) + 1);
  }

  get encoding(): string {
    if (this.#wide !== undefined) return this.#wide;
    const [likeliest] = [...this.#legacy].sort((a, b) => b[1] - a[1]);
    return likeliest === undefined || this.#utf8 > likeliest[1] ? "utf-8" : likeliest[0];
  }
}

/** NULs are left: whoever takes the row says where they stand. */
const oneLineEnd = (text: string): string => (text.includes("\r") ? text.replaceAll("\r\n", "\n").replaceAll("\r", "\n") : text);

/** Pieces of the text with one kind of line end. */
async function* textPieces(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  if (encoding.startsWith("utf-16")) return yield* wideText(chunks, encoding);
  let first = true;
  for await (let piece of linePieces(chunks)) {
    if (first && piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf) piece = piece.subarray(3);
    first = false;
    yield oneLineEnd(decodePiece(piece, encoding));
  }
}

function decodePiece(piece: Uint8Array, encoding: string): string {
  if (isUtf8(piece)) return new TextDecoder("utf-8", { ignoreBOM: true }).decode(piece);
  if (encoding !== "utf-8") {
    try {
      return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(piece);
    } catch {
      // a mixture: line by line below
    }
  }
  return decodeText(piece).text;
}

async function* wideText(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let held = "";
  for await (const chunk of chunks) {
    held += decoder.decode(chunk, { stream: true });
    const cut = held.lastIndexOf("\n") + 1;
    if (cut > 0) yield oneLineEnd(held.slice(0, cut));
    held = held.slice(cut);
  }
  held += decoder.decode();
  if (held !== "") yield oneLineEnd(held);
}

/**
 * Rows of delimited text as they come.
 * @throws FileRefusal naming the line of a record whose quote never closes, or that is too large.
 */
export async function* streamCsvRows(chunks: AsyncIterable<Uint8Array>, encoding: string, limits: Pick<ReadLimits, "cell_chars_max">): AsyncGenerator<TableRow> {
  let machine: ReturnType<typeof tokenizer> | undefined;
  const at = { row: 0, line: 1 };
  for await (const text of textPieces(chunks, encoding)) {
    let from = 0;
    if (machine === undefined) {
      const told = /^sep=.\n/i.test(text);
      if (told) [from, at.line] = [6, 2];
      machine = tokenizer(findDelimiter(text), at.line - 1, limits.cell_chars_max);
    }
    for (; from < text.length; from += FEED_BYTES) {
      const flaw = machine.feed(whole(text, from));
      yield* taken(machine, at);
      if (flaw !== undefined) throw refused(flaw, at.line, limits.cell_chars_max);
    }
  }
  const flaw = machine?.feed();
  if (machine !== undefined) yield* taken(machine, at);
  if (flaw !== undefined) throw refused(flaw, at.line, limits.cell_chars_max);
}

/** A feed never ends between the halves of one character; the next one begins where this one was meant to end. */
function whole(text: string, from: number): string {
  const low = (i: number): boolean => { const c = text.charCodeAt(i); return c >= 0xdc00 && c <= 0xdfff; };
  const start = low(from) ? from + 1 : from;
  const end = Math.min(text.length, from + FEED_BYTES);
  return text.slice(start, low(end) ? end + 1 : end);
}

function* taken(machine: ReturnType<typeof tokenizer>, at: { row: number; line: number }): Generator<TableRow> {
  for (const { cells, lastLine } of machine.records.splice(0)) {
    at.row += 1;
    const line = at.line;
    at.line = lastLine + 1;
    if (cells.length > 1 || cells[0] !== "") yield { row: at.row, line, cells: cells.map((c): CellValue => (c === "" ? null : c)), raw: cells };
  }
}

function refused(error: CsvError, line: number, cellMax: number): Error {
  if (error.code === "CSV_QUOTE_NOT_CLOSED") return unclosedQuote(line);
  if (error.code === "CSV_MAX_RECORD_SIZE") return refuse.tooLarge("cell_chars_max", cellMax, { zh: "记录过长（引号可能没有配对）", en: "a record is too long (a quotation mark may not be closed)" }, { line });
  return refuse.damaged({ zh: `无法分列（${error.message}）`, en: `the columns cannot be told apart (${error.message})` }, { line });
}
