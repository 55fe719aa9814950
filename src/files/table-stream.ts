/**
 * Tables out of files that need not fit into memory: surveyed once (hash, format, encoding), then read row by row.
 * Invariant: the hash told with the last row is that of the very bytes that the rows came from, so that a file which changed between
 * survey and reading is noticed by whoever compares the two.
 */
import { createHash } from "node:crypto";
import { EncodingSurvey, linePieces, streamCsvRows } from "./csv-stream.ts";
import { sniffFormat } from "./format.ts";
import { LIMITS, type Format, type ReadLimits, type TableRow } from "./model.ts";
import { named, readTables, type ReadOptions } from "./read-file.ts";
import { FileRefusal, refuse } from "./refusal.ts";

/** A file that can be read from its beginning as often as asked. */
export interface FileSource {
  name: string;
  /** In bytes, for progress; told by whoever gives the file. */
  bytes: number;
  chunks: () => AsyncIterable<Uint8Array>;
}

export interface FileSurvey {
  sha256: string;
  bytes: number;
  format: Format;
  /** Of delimited text. */
  encoding?: string;
}

/** Delimited text is streamed, so its length costs time only; the bound is against a mistake. */
const STREAM_BYTES_MAX = 64 * 1024 ** 3;
const HEAD_BYTES = 128 * 1024;

/** A file held in memory, as a source. */
export function sourceOfBytes(name: string, bytes: Uint8Array): FileSource {
  return { name, bytes: bytes.length, chunks: async function* () { yield bytes; } };
}

/** Reads the file once. @throws AppError `files/empty`, `files/too-large`, `files/unsupported-format` …, naming the file. */
export async function surveyFile(file: FileSource, signal?: AbortSignal): Promise<FileSurvey> {
  try {
    const head = await headOf(file);
    if (head.length === 0) throw new FileRefusal("files/empty", { zh: "文件是空的", en: "the file is empty", hint: { zh: "请检查是否上传完整。", en: "Check that it was uploaded whole." } }, { byte: 0 });
    const packed = isPacked(head);
    const format = sniffFormat(file.name, packed ? await wholeOf(file) : head).format;
    const hash = createHash("sha256");
    const survey = new EncodingSurvey();
    let bytes = 0;
    const seen = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of file.chunks()) {
        signal?.throwIfAborted();
        bytes += chunk.length;
        if (bytes > STREAM_BYTES_MAX) throw refuse.tooLarge("bytes_max", STREAM_BYTES_MAX, { zh: "文件过大", en: "the file is too large" });
        hash.update(chunk);
        yield chunk;
      }
    };
    if (isDelimited(format)) for await (const piece of linePieces(seen())) survey.add(piece);
    else for await (const _ of seen());
    return { sha256: hash.digest("hex"), bytes, format, ...(isDelimited(format) ? { encoding: survey.encoding } : {}) };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw named(file.name, error);
  }
}

/**
 * Rows of a surveyed file as they come.
 * @param onEnd is told the hash of the bytes that were read, when all rows have been taken.
 * @param onBytes is told how far into the file the reading is; for packed formats (xlsx, parquet) it cannot be.
 */
export async function* streamTable(file: FileSource, survey: FileSurvey, options: ReadOptions & { onEnd?: (sha256: string) => void; onBytes?: (done: number) => void } = {}): AsyncGenerator<TableRow, void, undefined> {
  const limits: ReadLimits = { ...LIMITS, ...options.limits };
  const hash = createHash("sha256");
  let bytes = 0;
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of file.chunks()) {
      options.signal?.throwIfAborted();
      hash.update(chunk);
      bytes += chunk.length;
      options.onBytes?.(bytes);
      yield chunk;
    }
  };
  try {
    if (isDelimited(survey.format)) yield* streamCsvRows(chunks(), survey.encoding ?? "utf-8", limits);
    else {
      const whole = await gather(chunks(), limits.bytes_max);
      yield* readTables({ name: file.name, bytes: whole }, options);
    }
    options.onEnd?.(hash.digest("hex"));
  } catch (error) {
    if (options.signal?.aborted) throw options.signal.reason;
    throw named(file.name, error);
  }
}

const isDelimited = (format: Format): boolean => format === "csv" || format === "txt";

/** Archives and Parquet are judged by parts that stand at their end. */
const isPacked = (head: Uint8Array): boolean => (head[0] === 0x50 && (head[1] === 0x4b || head[1] === 0x41)) || head[0] === 0xd0;

async function headOf(file: FileSource): Promise<Uint8Array> {
  const held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of file.chunks()) {
    held.push(chunk.subarray(0, HEAD_BYTES - size));
    size += held.at(-1)!.length;
    if (size >= HEAD_BYTES) break;
  }
  return Buffer.concat(held);
}

async function wholeOf(file: FileSource): Promise<Uint8Array> {
  return await gather(file.chunks(), LIMITS.bytes_max);
}

async function gather(chunks: AsyncIterable<Uint8Array>, max: number): Promise<Uint8Array> {
  const held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.length;
    if (size > max) throw refuse.tooLarge("bytes_max", max, { zh: `文件超过 ${max} 字节`, en: `the file has more than ${max} bytes` });
  }
  return held.length === 1 ? held[0]! : Buffer.concat(held, size);
}
