/**
 * Reads a region × activity table (or a panel of them by period) from delimited text or Parquet, long or wide.
 * Invariant: a value that is negative or not a number refuses the whole file with its lines; a missing value is skipped
 * and counted (refused when strict); nothing is dropped without being counted.
 */
import { AppError, type Problem } from "../../kernel/index.ts";
import { delimitedRecords } from "./delimited-text.ts";
import { parquetRecords } from "./parquet-rows.ts";
import { TableBuilder, type ActivityTable } from "./table.ts";
import { columnNamed, findColumns, parseValue, type ColumnNames, type TableColumns } from "./table-columns.ts";

/** A file as the reader needs it; opened by the caller. */
export interface TableFile {
  name: string;
  byteLength: number;
  stream(): AsyncIterable<Uint8Array>;
  slice(from: number, to: number): Promise<ArrayBuffer>;
}

export interface ReadOptions extends ColumnNames {
  /** Refuse missing values, duplicate cells and ragged rows instead of skipping, summing and passing over them. */
  strict?: boolean;
  /** Keep only rows whose columns hold these texts. */
  where?: { column: string; equals: string }[];
}

/** What was read and what was not. */
export interface Reading {
  file: string;
  region: string;
  activity: string;
  value: string;
  period?: string;
  wide: boolean;
  guessed: boolean;
  rows: number;
  filteredOut: number;
  missingValues: number;
  missingNames: number;
  raggedRows: number;
}

type TakeCell = (region: string, activity: string, value: number, period: string, line: number) => void;

const PROBLEMS_SHOWN = 20;
const SAMPLE_ROWS = 200;

/** Streams every cell of the file to `take`. Throws AppError with the problems (lines) of a table that is not fit. */
export async function readCells(file: TableFile, options: ReadOptions, take: TakeCell): Promise<Reading> {
  let reader: RowReader | undefined;
  let header: string[] | undefined;
  let held: { line: number; fields: string[] }[] = [];
  const start = (): RowReader => {
    if (!header) throw emptyFile(file.name);
    const begun = new RowReader(file.name, header, findColumns(header, options, held.map((h) => h.fields)), options, take);
    for (const record of held) begun.row(record.line, record.fields);
    held = [];
    return begun;
  };
  const records = /\.parquet$/i.test(file.name) ? parquetRecords(file) : delimitedRecords(file.stream());
  for await (const batch of records) {
    for (const record of batch) {
      if (!header) header = record.fields.map((h) => h.trim());
      else if (reader) reader.row(record.line, record.fields);
      else {
        held.push(record);
        if (held.length >= SAMPLE_ROWS) reader = start();
      }
    }
  }
  return (reader ?? start()).finish();
}

/** Reads one table; strict refuses cells given more than once. */
export async function readActivityTable(file: TableFile, options: ReadOptions = {}): Promise<{ table: ActivityTable; reading: Reading }> {
  const builder = new TableBuilder();
  const reading = await readCells(file, options, (region, activity, value) => builder.add(region, activity, value));
  const table = builder.build();
  if (options.strict && table.duplicates > 0) throw duplicateCells(file.name, table.duplicates);
  return { table, reading };
}

/** The refusal of a strict reader. */
export function duplicateCells(file: string, count: number): AppError {
  return new AppError("complexity/duplicates", { file, count }, {
    zh: `${file}：${count} 个（地区，活动）组合重复出现`, en: `${file}: ${count} cells give a pair of region and activity again`,
    hint: { zh: "合并重复行，或不用 --strict（重复值将相加）", en: "merge them, or leave out --strict to have them summed" },
  });
}

class RowReader {
  readonly #columns: TableColumns;
  readonly #header: string[];
  readonly #strict: boolean;
  readonly #where: { at: number; equals: string }[];
  readonly #take: TakeCell;
  readonly #problems: Problem[] = [];
  #problemCount = 0;
  readonly reading: Reading;

  constructor(name: string, header: string[], columns: TableColumns, options: ReadOptions, take: TakeCell) {
    this.#columns = columns;
    this.#header = header;
    this.#strict = options.strict ?? false;
    this.#where = (options.where ?? []).map((w) => ({ at: columnNamed(header, w.column), equals: w.equals }));
    this.#take = take;
    this.reading = {
      file: name, region: header[columns.region]!, wide: columns.wide, guessed: columns.guessed,
      activity: columns.wide ? "(columns)" : header[columns.activity]!, value: columns.wide ? "(cells)" : header[columns.value]!,
      ...(columns.period === undefined ? {} : { period: header[columns.period]! }),
      rows: 0, filteredOut: 0, missingValues: 0, missingNames: 0, raggedRows: 0,
    };
    if (columns.wide) this.#refuseTwins();
  }

  row(line: number, fields: string[]): void {
    this.reading.rows += 1;
    if (fields.length !== this.#header.length) {
      this.reading.raggedRows += 1;
      if (this.#strict) {
        this.#problem(line, undefined, `有 ${fields.length} 个字段，表头有 ${this.#header.length} 个`, `has ${fields.length} fields, the header ${this.#header.length}`);
      }
    }
    for (const w of this.#where) if ((fields[w.at] ?? "").trim() !== w.equals) { this.reading.filteredOut += 1; return; }
    const c = this.#columns;
    const region = (fields[c.region] ?? "").trim();
    const period = c.period === undefined ? "" : (fields[c.period] ?? "").trim();
    if (!c.wide) { this.#cell(line, region, (fields[c.activity] ?? "").trim(), period, fields[c.value] ?? "", this.#header[c.value]!); return; }
    for (let i = 0; i < this.#header.length; i += 1) {
      if (i !== c.region && i !== c.period) this.#cell(line, region, this.#header[i]!, period, fields[i] ?? "", this.#header[i]!);
    }
  }

  #cell(line: number, region: string, activity: string, period: string, text: string, column: string): void {
    if (region === "" || activity === "" || (this.#columns.period !== undefined && period === "")) {
      this.reading.missingNames += 1;
      if (this.#strict) this.#problem(line, undefined, "缺少地区、活动或时期名称", "a region, activity or period name is missing");
      return;
    }
    const value = parseValue(text);
    if (value === "missing") {
      this.reading.missingValues += 1;
      if (this.#strict) this.#problem(line, column, "数值缺失", "the value is missing");
    } else if (value === "bad") this.#problem(line, column, `“${shown(text)}”不是数`, `"${shown(text)}" is not a number`);
    else if (value < 0) this.#problem(line, column, `数值为负：${value}`, `the value is negative: ${value}`);
    else this.#take(region, activity, value, period, line);
  }

  #problem(line: number, column: string | undefined, zh: string, en: string): void {
    this.#problemCount += 1;
    if (this.#problems.length >= PROBLEMS_SHOWN) return;
    this.#problems.push({ code: "complexity/cell", message: { zh, en }, file: this.reading.file, line, ...(column === undefined ? {} : { column }) });
  }

  #refuseTwins(): void {
    if (!this.#strict || new Set(this.#header).size === this.#header.length) return;
    const seen = new Set<string>();
    const twin = this.#header.find((h) => seen.has(h) || !seen.add(h));
    throw new AppError("complexity/column", { column: twin }, {
      zh: `活动列“${twin}”重复`, en: `The activity column "${twin}" is there twice`,
    });
  }

  finish(): Reading {
    if (this.#problemCount > 0) {
      throw new AppError("complexity/cells-unfit", { file: this.reading.file, problems: this.#problemCount }, {
        zh: `${this.reading.file}：${this.#problemCount} 个单元格不可用，未作任何计算`,
        en: `${this.reading.file}: ${this.#problemCount} cells are unfit, nothing was computed`,
        hint: { zh: "数值须为零或正数；缺失请留空", en: "values are numbers of zero or more; leave a missing one empty" },
        problems: this.#problems,
      });
    }
    return this.reading;
  }
}

function shown(text: string): string {
  const t = text.trim();
  return t.length > 40 ? `${t.slice(0, 40)}…` : t;
}

function emptyFile(file: string): AppError {
  return new AppError("complexity/empty-file", { file }, { zh: `${file} 是空文件`, en: `${file} is empty` });
}
