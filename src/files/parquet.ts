/**
 * Parquet tables: typed rows in row order, one row group at a time.
 * Invariant: a page never inflates beyond what its header states, and a row group beyond the bound is refused before it is read.
 */
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import type { FileMetaData } from "hyparquet";
import { CanonicalText } from "./canonical-text.ts";
import type { CellValue, Parsed, ReadLimits, TableRow } from "./model.ts";
import { languageOfBody } from "./page-facts.ts";
import { FileRefusal, refuse } from "./refusal.ts";
import { columnLetters } from "./table.ts";
import { plainNumber } from "./xlsx-number.ts";

const ROWS_AT_ONCE = 2_000;
/** A row group of this inflated size or less is decoded in one piece: in parts, its pages would be decoded again for each part. */
const GROUP_BYTES_AT_ONCE = 64 * 1024 * 1024;

/** Stretches of rows to be decoded at once, none across two row groups. */
function spansOf(metadata: FileMetaData): [start: number, end: number][] {
  const spans: [number, number][] = [];
  let from = 0;
  for (const group of metadata.row_groups) {
    const [rows, bytes] = [Number(group.num_rows), Number(group.total_byte_size)];
    const parts = Math.max(1, Math.ceil(bytes / GROUP_BYTES_AT_ONCE));
    const step = Math.max(ROWS_AT_ONCE, Math.ceil(rows / parts));
    for (let start = from; start < from + rows; start += step) spans.push([start, Math.min(from + rows, start + step)]);
    from += rows;
  }
  return spans;
}

/** Rows with typed cells. `row` counts from 1 without the header, which Parquet keeps apart: row 0 is the header. */
export async function* parquetRows(bytes: Uint8Array, limits: ReadLimits): AsyncGenerator<TableRow> {
  const { parquetMetadataAsync, parquetReadObjects } = await import("hyparquet");
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const file = { byteLength: buffer.byteLength, slice: (start: number, end?: number) => buffer.slice(start, end) };
  const metadata = await guarded(() => parquetMetadataAsync(file), bytes);
  const columns = topColumns(metadata);
  checkGroups(metadata, limits);
  yield { row: 0, cells: columns, raw: columns };
  const compressors = nodeCompressors(limits);
  const spans = spansOf(metadata);
  const [total, told] = [spans.at(-1)?.[1] ?? 0, Number(metadata.num_rows)];
  if (total !== told) throw refuse.damaged({ zh: `文件头称 ${told} 行，行组共 ${total} 行`, en: `the file announces ${told} rows, its row groups ${total}` });
  for (const [start, end] of spans) {
    const rows = await guarded(() => parquetReadObjects({ file, metadata, rowStart: start, rowEnd: end, compressors }), bytes);
    if (rows.length !== end - start) throw refuse.damaged({ zh: `应有 ${end - start} 行，实得 ${rows.length} 行`, en: `${end - start} rows are announced but ${rows.length} are there` }, {}, { row: start + 1 });
    let row = start;
    for (const record of rows) {
      row += 1;
      const cells = columns.map((c) => cellOf((record as Record<string, unknown>)[c]));
      yield { row, cells, raw: cells.map(shownCell) };
    }
  }
}

/** A table as a document: header line, then a line for each row. */
export async function parseParquet(bytes: Uint8Array, limits: ReadLimits): Promise<Parsed> {
  const out = new CanonicalText(limits.text_chars_max);
  const rows: { row: number; cells: string[] }[] = [];
  let columns: string[] = [];
  let cells = 0;
  for await (const row of parquetRows(bytes, limits)) {
    cells += row.raw.length;
    if (cells > limits.cells_max) throw refuse.tooLarge("cells_max", limits.cells_max, { zh: `超过 ${limits.cells_max} 个单元格`, en: `more than ${limits.cells_max} cells` }, { cell: `A${row.row}` }, { zh: "大表请用导入功能。", en: "Use the import of registers for large tables." });
    const width = `${columnLetters(Math.max(1, row.raw.length))}${row.row}`;
    out.add(row.raw.map((c) => c.replace(/[\t\n\r\0]+/g, " ")).join("\t"), { cell: row.row === 0 ? "header" : `A${row.row}:${width}` });
    out.add("\n");
    if (row.row === 0) columns = row.raw;
    else rows.push({ row: row.row, cells: row.raw });
  }
  const text = out.toString();
  return { text, segments: out.segments, tables: [{ header_row: 0, columns, rows, start: 0, end: text.length }], meta: { language: text.trim() === "" ? undefined : languageOfBody(text) }, problems: [] };
}

function topColumns(metadata: FileMetaData): string[] {
  const names: string[] = [];
  let index = 1;
  const skip = (): void => {
    const node = metadata.schema[index];
    index += 1;
    for (let i = 0; i < (node?.num_children ?? 0); i += 1) skip();
  };
  for (let i = 0; i < (metadata.schema[0]?.num_children ?? 0); i += 1) {
    names.push(metadata.schema[index]?.name ?? `column ${i + 1}`);
    skip();
  }
  return names;
}

function checkGroups(metadata: FileMetaData, limits: ReadLimits): void {
  metadata.row_groups.forEach((group, i) => {
    const size = Number(group.total_byte_size);
    if (size > limits.inflated_bytes_max) throw refuse.tooLarge("inflated_bytes_max", limits.inflated_bytes_max, { zh: `第 ${i + 1} 个行组有 ${size} 字节`, en: `row group ${i + 1} has ${size} bytes` });
  });
}

/** Inflate bounded by the stated size, which itself must be within the limits. */
function nodeCompressors(limits: ReadLimits) {
  const bounded = (inflate: (input: Uint8Array, options: { maxOutputLength: number }) => Uint8Array) => (input: Uint8Array, outputLength: number) => {
    if (outputLength > limits.inflated_bytes_max / 4) throw refuse.tooLarge("inflated_bytes_max", limits.inflated_bytes_max, { zh: `一页展开为 ${outputLength} 字节`, en: `one page inflates to ${outputLength} bytes` });
    return new Uint8Array(inflate(input, { maxOutputLength: Math.max(1, outputLength) }));
  };
  return { GZIP: bounded(gunzipSync), BROTLI: bounded(brotliDecompressSync), ...(typeof zstdDecompressSync === "function" ? { ZSTD: bounded(zstdDecompressSync) } : {}) };
}

async function guarded<T>(work: () => Promise<T>, bytes: Uint8Array): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileRefusal) throw error;
    const message = error instanceof Error ? error.message : String(error);
    if (/unsupported compression|encrypt/i.test(message)) throw refuse.unsupported({ zh: `Parquet 的压缩或加密方式（${message.slice(0, 100)}）`, en: `this Parquet compression or encryption (${message.slice(0, 100)})` });
    throw refuse.damaged({ zh: `Parquet 损坏（${message.slice(0, 200)}）`, en: `the Parquet file is broken (${message.slice(0, 200)})` }, { byte: bytes.length });
  }
}

function cellOf(value: unknown): CellValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);
  if (typeof value === "number" || typeof value === "boolean" || value instanceof Date) return value;
  if (typeof value === "string") return value.replaceAll("\0", "");
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  return JSON.stringify(value, (_, v: unknown) => (typeof v === "bigint" ? String(v) : v));
}

function shownCell(cell: CellValue): string {
  if (cell === null) return "";
  if (cell instanceof Date) {
    if (Number.isNaN(cell.getTime())) return "";
    const iso = cell.toISOString();
    return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso.replace("T", " ").replace(/(?:\.000)?Z$/, "");
  }
  return typeof cell === "number" ? plainNumber(cell) : String(cell);
}
