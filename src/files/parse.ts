/**
 * One file of known format to its canonical text, or to a stream of rows. Runs inside the parsing thread, or in place for small plain text.
 * Invariant: throws only `FileRefusal`; each format's library is loaded on first use.
 */
import type { CellValue, Format, Parsed, Progress, ReadLimits, TableRow } from "./model.ts";
import { FileRefusal } from "./refusal.ts";

export async function parseFile(format: Format, bytes: Uint8Array, limits: ReadLimits, progress?: Progress): Promise<Parsed> {
  switch (format) {
    case "txt":
      return (await import("./plain.ts")).parsePlain(bytes, limits);
    case "csv":
      return (await import("./plain.ts")).parseCsvText(bytes, limits);
    case "md":
      return (await import("./markdown.ts")).parseMarkdown(bytes, limits);
    case "html":
      return (await import("./html.ts")).parseHtml(bytes, limits);
    case "docx":
      return (await import("./docx.ts")).parseDocx(bytes, limits);
    case "pdf":
      return (await import("./pdf.ts")).parsePdf(bytes, limits, progress);
    case "xlsx":
      return (await import("./xlsx-text.ts")).parseXlsx(bytes, limits);
    case "parquet":
      return (await import("./parquet.ts")).parseParquet(bytes, limits);
  }
}

/** Rows as they come. Formats without rows of their own give the tables found in their text. */
export async function* streamRows(format: Format, bytes: Uint8Array, limits: ReadLimits): AsyncGenerator<TableRow> {
  if (format === "csv" || format === "txt") yield* csvRows(bytes, limits);
  else if (format === "xlsx") yield* workbookRows(bytes, limits);
  else if (format === "parquet") yield* (await import("./parquet.ts")).parquetRows(bytes, limits);
  else {
    const { tables } = await parseFile(format, bytes, limits);
    if (tables.length === 0) throw new FileRefusal("files/no-table", { zh: "文件中没有表格", en: "there is no table in this file", hint: { zh: "请使用 xlsx 或 csv。", en: "Use xlsx or csv." } });
    for (const [i, table] of tables.entries()) {
      const sheet = table.name ?? `${i + 1}`;
      if (table.header_row > 0) yield { sheet, row: table.header_row, cells: table.columns.map(orNull), raw: table.columns };
      for (const { row, cells } of table.rows) yield { sheet, row, cells: cells.map(orNull), raw: cells };
    }
  }
}

function orNull(cell: string): CellValue {
  return cell === "" ? null : cell;
}

async function* csvRows(bytes: Uint8Array, limits: ReadLimits): AsyncGenerator<TableRow> {
  const { plainText } = await import("./plain.ts");
  const { csvRecords } = await import("./csv.ts");
  const { text, problems } = plainText(bytes, limits);
  let first = true;
  for (const record of csvRecords(text, limits)) {
    yield { row: record.row, line: record.line, cells: record.cells.map(orNull), raw: record.cells, ...(first && problems.length > 0 ? { problems } : {}) };
    first = false;
  }
}

async function* workbookRows(bytes: Uint8Array, limits: ReadLimits): AsyncGenerator<TableRow> {
  const { denseRow, Workbook } = await import("./xlsx.ts");
  const book = await Workbook.open(bytes, limits);
  for (const sheet of book.sheets) for await (const row of book.rows(sheet)) yield denseRow(row);
}

/** Whatever a parser threw, as a refusal: a library that trips over a hostile file is no bug of the house. */
export function asRefusal(error: unknown): FileRefusal {
  if (error instanceof FileRefusal) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof RangeError && /call stack/i.test(message)) {
    return new FileRefusal("files/too-deep", { zh: "内容嵌套过深", en: "the content is nested too deep", hint: { zh: "请用原程序另存，或转换为纯文本。", en: "Save it anew in its own program, or convert it to plain text." } });
  }
  return new FileRefusal("files/damaged", {
    zh: `无法解析（${message.slice(0, 200)}）`,
    en: `it cannot be parsed (${message.slice(0, 200)})`,
    hint: { zh: "文件可能已损坏：请用原来的程序打开后另存。", en: "The file may be broken: open it in its own program and save it anew." },
  });
}
