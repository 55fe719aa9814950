/**
 * files: any file to text or tables with locators, and tables out again.
 *
 * Nouns: a *file* is a name and bytes; its *canonical text* is the one string that all offsets count in; a *segment* ties a stretch
 * of it to a *locator* (page, sheet and cell, paragraph); a *table* has columns and rows with their row numbers.
 * Invariant: reading is a pure function of the bytes, bounded in size, memory and time. What is doubtful is a problem in the
 * result; what cannot be read is an `AppError` that names file and place. Nothing in a file is ever run, fetched or evaluated.
 */
export { FORMATS, LIMITS, MIME } from "./model.ts";
export type { CellValue, FileInput, FileMeta, FileText, Format, Locator, Progress, ReadLimits, Segment, Table, TableRow } from "./model.ts";
export type { Decoded } from "./encoding.ts";
export { decodeText, detectFormat, readFile, readTables } from "./read-file.ts";
export type { ReadOptions } from "./read-file.ts";
export { sourceOfBytes as fileOfBytes, streamTable, surveyFile } from "./table-stream.ts";
export type { FileSource, FileSurvey } from "./table-stream.ts";
export { columnLetters, headerIndex } from "./table.ts";
export { csvLines, neutral, writeCsv } from "./write-csv.ts";
export type { CsvColumn, CsvWriteOptions } from "./write-csv.ts";
export { streamXlsx } from "./stream-xlsx.ts";
export type { StreamedRow } from "./stream-xlsx.ts";
export { writeXlsx } from "./write-xlsx.ts";
export type { SheetColumn, SheetComment, SheetOut } from "./write-xlsx.ts";
