/**
 * The room's verbs: bound the input, find the format, parse, and name the file in whatever is refused.
 * Invariant: every failure is an `AppError` with a code `files/…`, or the abort reason; nothing else leaves this room.
 */
import { AppError, sha256Hex } from "../kernel/index.ts";
import { decodeText as decodeAny } from "./encoding.ts";
import type { Decoded } from "./encoding.ts";
import { sniffFormat } from "./format.ts";
import { LIMITS, MIME } from "./model.ts";
import type { FileInput, FileText, Format, Parsed, Progress, ReadLimits, TableRow } from "./model.ts";
import { parseInThread, rowsFromThread } from "./parse-pool.ts";
import { asRefusal, parseFile } from "./parse.ts";
import { asAppError, FileRefusal, refuse, shownName } from "./refusal.ts";

export interface ReadOptions {
  limits?: Partial<ReadLimits>;
  signal?: AbortSignal;
  progress?: Progress;
}

/** Plain text below this size is read in place: a thread would cost more than the work. */
const IN_PLACE_BYTES = 512 * 1024;
/** Imports stream, so a long table is no danger; the bound left is what a string can hold. */
const TABLE_TEXT_CHARS_MAX = 400_000_000;

/** Decodes plain bytes. Throws `AppError` only past the text bound. */
export function decodeText(bytes: Uint8Array, textCharsMax = LIMITS.text_chars_max): Decoded {
  try {
    return decodeAny(bytes, textCharsMax);
  } catch (error) {
    throw named("text", error);
  }
}

/** The format by content; the extension decides only between txt, md and csv. Throws `AppError` for what cannot be read. */
export function detectFormat(name: string, bytes: Uint8Array): Format {
  try {
    return sniffFormat(name, bytes).format;
  } catch (error) {
    throw named(name, error);
  }
}

/**
 * Reads a file to its canonical text, segments, tables and what it says of itself.
 * @throws AppError `files/too-large`, `files/damaged`, `files/encrypted`, `files/zip-bomb`, `files/unsupported-format` …, naming file and place.
 */
export async function readFile(input: FileInput, options: ReadOptions = {}): Promise<FileText> {
  const limits = { ...LIMITS, ...options.limits };
  try {
    checkSize(input.bytes, limits);
    const { format, problems } = sniffFormat(input.name, input.bytes);
    const task = { format, bytes: input.bytes, limits, signal: options.signal, progress: options.progress };
    options.signal?.throwIfAborted();
    const small = (format === "txt" || format === "csv") && input.bytes.length <= IN_PLACE_BYTES;
    const parsed: Parsed = small ? await parseFile(format, input.bytes, limits) : await parseInThread(task);
    const file = shownName(input.name);
    return {
      format,
      mime: MIME[format],
      encoding: parsed.encoding,
      sha256: sha256Hex(input.bytes),
      bytes: input.bytes.length,
      text: parsed.text,
      segments: parsed.segments,
      tables: parsed.tables,
      meta: parsed.meta,
      problems: [...problems, ...parsed.problems].map((p) => ({ file, ...p })),
    };
  } catch (error) {
    if (options.signal?.aborted) throw options.signal.reason;
    throw named(input.name, error);
  }
}

/**
 * Rows of a csv, xlsx or parquet file as they come, for imports of any length. Leaving the loop early ends the work.
 * @throws AppError as `readFile` does; the line, sheet or row of the flaw is in the payload.
 */
export async function* readTables(input: FileInput, options: ReadOptions = {}): AsyncGenerator<TableRow, void, undefined> {
  const limits = { ...LIMITS, text_chars_max: TABLE_TEXT_CHARS_MAX, ...options.limits };
  try {
    checkSize(input.bytes, limits);
    const { format, problems } = sniffFormat(input.name, input.bytes);
    let first = true;
    for await (const row of rowsFromThread({ format, bytes: input.bytes, limits, signal: options.signal, progress: options.progress })) {
      const noted = [...(first ? problems : []), ...(row.problems ?? [])];
      first = false;
      yield noted.length === 0 ? row : { ...row, problems: noted.map((p) => ({ file: shownName(input.name), ...p })) };
    }
  } catch (error) {
    if (options.signal?.aborted) throw options.signal.reason;
    throw named(input.name, error);
  }
}

function checkSize(bytes: Uint8Array, limits: ReadLimits): void {
  if (bytes.length === 0) {
    throw new FileRefusal("files/empty", { zh: "文件是空的", en: "the file is empty", hint: { zh: "请检查是否上传完整。", en: "Check that it was uploaded whole." } }, { byte: 0 });
  }
  if (bytes.length > limits.bytes_max) {
    throw refuse.tooLarge("bytes_max", limits.bytes_max, { zh: `文件有 ${bytes.length} 字节，超过上限 ${limits.bytes_max}`, en: `the file has ${bytes.length} bytes, more than ${limits.bytes_max}` });
  }
}

/** What was thrown, as an error that names the file. */
export function named(name: string, error: unknown): unknown {
  // A missing module is a flaw of this program's installation, not of the file.
  if (error instanceof Error && /MODULE_NOT_FOUND|ERR_WORKER_PATH|ERR_UNKNOWN_FILE_EXTENSION/.test((error as { code?: string }).code ?? "")) return error;
  return error instanceof AppError ? error : asAppError(name, asRefusal(error).data);
}
