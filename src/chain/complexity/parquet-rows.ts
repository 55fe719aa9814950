/**
 * Rows of a Parquet file as text records, one row group at a time. Invariant: the first record is the header; a row's
 * "line" is its number after the header, so that messages point to a row that tools can find.
 */
import { parquetMetadataAsync, parquetReadObjects, parquetSchema, type AsyncBuffer } from "hyparquet";
import { AppError } from "../../kernel/index.ts";
import type { DelimitedRecord } from "./delimited-text.ts";

/** Batches of records, the header first. Flat columns only; a codec that is not built in is refused by name. */
export async function* parquetRecords(file: AsyncBuffer & { name: string }): AsyncGenerator<DelimitedRecord[]> {
  const buffer: AsyncBuffer = { byteLength: file.byteLength, slice: (from, to) => file.slice(from, to ?? file.byteLength) };
  const metadata = await guarded(file.name, () => parquetMetadataAsync(buffer));
  const columns = parquetSchema(metadata).children.map((c) => c.element.name);
  yield [{ line: 1, fields: columns }];
  let row = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = row + Number(group.num_rows);
    const objects = await guarded(file.name, () => parquetReadObjects({ file: buffer, metadata, columns, rowStart: row, rowEnd }));
    yield objects.map((o, i) => ({ line: row + i + 2, fields: columns.map((c) => text(o[c])) }));
    row = rowEnd;
  }
}

function text(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  return String(value);
}

async function guarded<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError("complexity/parquet", { file: name, reason }, {
      zh: `无法读取 Parquet 文件 ${name}：${reason}`, en: `Cannot read the Parquet file ${name}: ${reason}`,
      hint: { zh: "请用 Snappy 压缩或不压缩保存，或另存为 CSV", en: "save it uncompressed or with Snappy, or as CSV" },
    });
  }
}
