/**
 * The shapes that the files room hands out, and the bounds it works within.
 * Invariant: `FileText.text` is the canonical text. Every offset anywhere (segments, tables, the spans of claims) counts
 * UTF-16 code units of exactly that string, and the same bytes always give the same string.
 */
import type { Lang, Problem } from "../kernel/index.ts";

export const FORMATS = ["txt", "md", "html", "docx", "pdf", "xlsx", "csv", "parquet"] as const;
export type Format = (typeof FORMATS)[number];

/** What one file may cost. A file that would cost more is refused with a message that names the bound. */
export interface ReadLimits {
  /** Size of the file itself. */
  bytes_max: number;
  /** Length of the canonical text, in UTF-16 code units. */
  text_chars_max: number;
  /** Sum of what the parts of an office archive inflate to. */
  inflated_bytes_max: number;
  /** Inflated ÷ packed size of any part above 16 MB. */
  inflate_ratio_max: number;
  /** Pages of a PDF. */
  pages_max: number;
  /** Filled cells of a workbook or table that is read whole (`readFile`); streamed reading has no such bound. */
  cells_max: number;
  /** Characters of one cell. */
  cell_chars_max: number;
  /** Wall time, and with it processor time, of one file. For `readTables`: of one batch of rows. */
  time_ms_max: number;
  /** JavaScript heap of the parsing thread. */
  heap_mb_max: number;
}

export const LIMITS: Readonly<ReadLimits> = Object.freeze({
  bytes_max: 256 * 1024 * 1024,
  text_chars_max: 60_000_000,
  inflated_bytes_max: 2 * 1024 * 1024 * 1024,
  inflate_ratio_max: 250,
  pages_max: 5_000,
  cells_max: 1_000_000,
  cell_chars_max: 1_000_000,
  time_ms_max: 60_000,
  heap_mb_max: 1_536,
});

/** Where a stretch of the text stands in the file. Pages, paragraphs and rows count from 1; `heading` is the level. */
export interface Locator {
  page?: number;
  sheet?: string;
  cell?: string;
  paragraph?: number;
  heading?: number;
}

export interface Segment {
  start: number;
  end: number;
  locator: Locator;
}

/** Rows as displayed text. `row` is the row's number in the file, from 1; `header_row` 0 means that no header was found. */
export interface Table {
  name?: string;
  sheet?: string;
  header_row: number;
  columns: string[];
  rows: { row: number; cells: string[] }[];
  /** Offsets of the table in the canonical text. */
  start?: number;
  end?: number;
}

/** What the file says of itself. Found by rule; a person may correct it. */
export interface FileMeta {
  title?: string;
  publisher?: string;
  /** `YYYY-MM-DD`, or less where the file says less. */
  published?: string;
  language?: Lang;
  author_org?: string;
  address?: string;
}

export interface FileText {
  format: Format;
  mime: string;
  encoding?: string;
  sha256: string;
  bytes: number;
  text: string;
  segments: Segment[];
  tables: Table[];
  meta: FileMeta;
  problems: Problem[];
}

/** What a parser gives; the door adds hash, size and media type. */
export interface Parsed {
  text: string;
  segments: Segment[];
  tables: Table[];
  meta: FileMeta;
  problems: Problem[];
  encoding?: string;
}

export interface FileInput {
  name: string;
  bytes: Uint8Array;
}

export type CellValue = string | number | boolean | Date | null;

/** One row of a streamed table. */
export interface TableRow {
  sheet?: string;
  /** Row number in the file, from 1. In CSV a record, which may span several lines. */
  row: number;
  /** First line of the record, in CSV. */
  line?: number;
  /** Typed where the format types its cells (xlsx, parquet); text in CSV; null where empty. Dates are UTC. */
  cells: CellValue[];
  /** The same cells as displayed. */
  raw: string[];
  /** What is doubtful in this row (a formula whose cached value is used, an error value …). */
  problems?: Problem[];
}

/** Called as work goes on: pages of a PDF, rows of a table. */
export type Progress = (done: number, total: number | undefined, unit: "pages" | "rows") => void;

export const MIME: Readonly<Record<Format, string>> = {
  txt: "text/plain",
  md: "text/markdown",
  html: "text/html",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv",
  parquet: "application/vnd.apache.parquet",
};
