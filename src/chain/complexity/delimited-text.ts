/**
 * Delimited text as a stream of records, in memory bounded by one record: commas, semicolons or tabs, quotes with
 * doubled quotes and line breaks inside, gzip, UTF-8 (with or without mark), UTF-16LE with mark, else GB 18030.
 * Invariant: every record knows the line it starts on, and the whole file is never held.
 */
import { createGunzip } from "node:zlib";
import { Readable } from "node:stream";
import { AppError } from "../../kernel/index.ts";

/** One record: its first line (the first line of the file is 1) and its fields. */
export interface DelimitedRecord { line: number; fields: string[] }

/** A single record may take this much text: a header of a million columns fits, a file with an open quote does not. */
const RECORD_CHARS_MAX = 64 * 2 ** 20;
const DELIMITERS = [",", "\t", ";", "|"];

/** Records in batches (one batch per block read). Blank lines are skipped. The delimiter is told by the first line. */
export async function* delimitedRecords(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<DelimitedRecord[]> {
  let rest = "";
  let line = 1;
  let delimiter = "";
  let batch: DelimitedRecord[] = [];
  const take = (text: string, last: boolean): string => {
    let from = 0;
    for (;;) {
      const end = recordEnd(text, from, last);
      if (end < 0) break;
      const raw = text.slice(from, end > from && text.charCodeAt(end - 1) === 13 ? end - 1 : end);
      if (delimiter === "" && raw !== "") delimiter = likeliestDelimiter(raw);
      if (raw !== "") batch.push({ line, fields: splitRecord(raw, delimiter, line) });
      line += 1 + (raw.includes("\n") ? raw.split("\n").length - 1 : 0);
      from = end + 1;
      if (from >= text.length) break;
    }
    return text.slice(from);
  };
  for await (const text of decoded(gunzipped(bytes))) {
    rest = take(rest + text, false);
    if (rest.length > RECORD_CHARS_MAX) throw openQuote(line);
    if (batch.length > 0) { yield batch; batch = []; }
  }
  if (rest !== "") take(rest, true);
  if (batch.length > 0) yield batch;
}

/** Where the record that starts at `from` ends (the place of its line break), or -1 when the text does not reach so far. */
function recordEnd(text: string, from: number, last: boolean): number {
  let end = text.indexOf("\n", from);
  let quote = text.indexOf('"', from);
  let closed = -1;
  // Without a quote before the line break the record is the line; else skip from closing quote to closing quote.
  while (quote >= 0 && (end < 0 || quote < end)) {
    // A quote opens a field only at its start, or right after a close (a doubled quote); elsewhere it is an inch sign.
    const opens = quote === from || quote === closed + 1 || DELIMITERS.includes(text[quote - 1]!);
    if (opens) {
      closed = text.indexOf('"', quote + 1);
      if (closed < 0) return last ? text.length : -1;
      if (end >= 0 && closed > end) end = text.indexOf("\n", closed);
    }
    quote = text.indexOf('"', (opens ? closed : quote) + 1);
  }
  return end < 0 && last ? text.length : end;
}

function splitRecord(raw: string, delimiter: string, line: number): string[] {
  if (!raw.includes('"')) return raw.split(delimiter);
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (raw.charCodeAt(at) === 34) {
      let field = "";
      let from = at + 1;
      for (;;) {
        const close = raw.indexOf('"', from);
        if (close < 0) throw openQuote(line);
        field += raw.slice(from, close);
        if (raw.charCodeAt(close + 1) !== 34) { at = close + 1; break; }
        field += '"';
        from = close + 2;
      }
      const next = raw.indexOf(delimiter, at);
      fields.push(field + raw.slice(at, next < 0 ? raw.length : next));
      if (next < 0) return fields;
      at = next + delimiter.length;
    } else {
      const next = raw.indexOf(delimiter, at);
      fields.push(raw.slice(at, next < 0 ? raw.length : next));
      if (next < 0) return fields;
      at = next + delimiter.length;
    }
  }
}

function likeliestDelimiter(header: string): string {
  const bare = header.replace(/"[^"]*"/g, "");
  const counts = DELIMITERS.map((d) => ({ d, n: bare.split(d).length }));
  return counts.reduce((a, b) => (b.n > a.n ? b : a)).d;
}

/** Unpacks gzip, told by its first two bytes. */
async function* gunzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = bytes[Symbol.asyncIterator]();
  const first = await source.next();
  if (first.done) return;
  const all = (async function* () {
    yield first.value;
    for (;;) {
      const next = await source.next();
      if (next.done) return;
      yield next.value;
    }
  })();
  if (!(first.value[0] === 0x1f && first.value[1] === 0x8b)) { yield* all; return; }
  const input = Readable.from(all, { objectMode: false });
  const gunzip = createGunzip();
  input.on("error", (error) => gunzip.destroy(error));
  try {
    for await (const chunk of input.pipe(gunzip)) yield chunk as Uint8Array;
  } catch (error) {
    throw new AppError("complexity/broken-gzip", { reason: error instanceof Error ? error.message : String(error) }, {
      zh: "gzip 数据损坏或不完整", en: "The gzip data is damaged or cut short",
    });
  } finally {
    input.destroy();
    gunzip.destroy();
  }
}

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    yield decode(decoder, chunk);
  }
  if (decoder) yield decode(decoder);
}

function decode(decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw new AppError("complexity/not-text", { encoding: decoder.encoding }, {
      zh: `文件不是有效的 ${decoder.encoding} 文本`, en: `The file is not valid ${decoder.encoding} text`,
      hint: { zh: "请另存为 UTF-8 的 CSV", en: "save it as CSV in UTF-8" },
    });
  }
}

function encodingOf(chunk: Uint8Array): string {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return "utf-16le";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(chunk, { stream: true });
    return "utf-8";
  } catch {
    return "gb18030";
  }
}

function openQuote(line: number): AppError {
  return new AppError("complexity/open-quote", { line }, {
    zh: `第 ${line} 行的引号没有结束`, en: `Line ${line}: a quoted field is not closed`,
  });
}
