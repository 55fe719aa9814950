/**
 * One sheet row as it comes: read by the template's keys, cells checked, numbers, dates and sources made out.
 * Invariant: a flaw is added to the check with its row, column and remedy; nothing is thrown away silently.
 */
import type { Database } from "../db/index.ts";
import type { EntityDesk } from "../entities/index.ts";
import { columnLetters, readTables, type CellValue, type ReadLimits } from "../files/index.ts";
import { AppError, isId, parseWhen, type Label, type Problem, type When } from "../kernel/index.ts";
import { sourceBy, sourceByKey, type Ctx, type SourceRecord } from "../ledger/index.ts";
import { codeOf, columnKeyOf, templateFields, type Ontology, type TemplateField, type TemplateKind } from "../ontology/index.ts";

export interface ImportOptions {
  limits?: Partial<ReadLimits>;
  signal?: AbortSignal;
}

/** Stops collecting when a sheet is wrong throughout: the first thousand say it. */
export const PROBLEMS_MAX = 1_000;

export interface SheetRow {
  row: number;
  cells: Map<string, { text: string; value: CellValue; cell: string }>;
}

export class Check {
  readonly problems: Problem[] = [];
  readonly notes: Problem[] = [];
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  /** What the file itself makes doubtful about a row. */
  told(row: number, problems: readonly Problem[]): void {
    for (const p of problems) {
      const list = p.code === "files/formula-cached" ? this.notes : this.problems;
      if (list.length < PROBLEMS_MAX) list.push({ ...p, file: this.file, line: row });
    }
  }

  add(row: SheetRow, key: string, code: string, zh: string, en: string, hint?: Label): void {
    if (this.problems.length >= PROBLEMS_MAX) return;
    const cell = row.cells.get(key)?.cell;
    this.problems.push({ code: `documents/${code}`, file: this.file, line: row.row, column: key, ...(cell ? { cell } : {}), message: { zh, en }, ...(hint ? { hint } : {}) });
  }
}

/** Reads the sheet's rows by the template's keys. The heading row is the first that names the required columns. */
export async function sheetRows(ontology: Ontology, kind: TemplateKind, input: { name: string; bytes: Uint8Array }, options: ImportOptions, check: Check): Promise<SheetRow[]> {
  const fields = templateFields(ontology, kind);
  const required = fields.filter((f) => f.required).map((f) => f.key);
  let keys: (string | undefined)[] | undefined;
  let sheet: string | undefined;
  const rows: SheetRow[] = [];
  let first: string[] = [];
  for await (const line of readTables(input, options)) {
    if (first.length === 0) first = line.raw;
    if (!keys) {
      const found = line.raw.map((heading) => columnKeyOf(ontology, kind, heading));
      if (required.every((key) => found.includes(key))) [keys, sheet] = [found, line.sheet];
      else if (line.row > 20) break;
      continue;
    }
    if (line.sheet !== sheet) continue; // lists and notes of the template stand on sheets of their own
    const cells: SheetRow["cells"] = new Map();
    line.raw.forEach((raw, i) => {
      const key = keys?.[i];
      const text = raw.normalize("NFC").trim();
      if (key && text !== "") cells.set(key, { text, value: line.cells[i] ?? null, cell: `${columnLetters(i + 1)}${line.row}` });
    });
    if (cells.size > 0) rows.push({ row: line.row, cells });
    if (line.problems) check.told(line.row, line.problems);
  }
  if (!keys) {
    const words = fields.filter((f) => f.required);
    throw new AppError("documents/no-heading", { found: first.slice(0, 30), required }, {
      zh: `${input.name}：找不到表头；必须有的列：${words.map((f) => f.label.zh).join("、")}`,
      en: `${input.name}: no heading row; these columns are needed: ${words.map((f) => f.label.en).join(", ")}`,
      hint: { zh: "请下载模板，照其表头填写", en: "download the template and keep its headings" },
    });
  }
  return rows;
}

/** Required cells, list words to codes, lengths: what every kind of row is checked for. */
export function common(ontology: Ontology, kind: TemplateKind, row: SheetRow, check: Check): Map<string, string> {
  const values = new Map<string, string>();
  for (const field of templateFields(ontology, kind)) {
    const text = row.cells.get(field.key)?.text;
    if (text === undefined) {
      if (field.required) check.add(row, field.key, "missing", `缺少“${field.label.zh}”`, `“${field.label.en}” is missing`);
      continue;
    }
    if (text.length > 4_000) {
      check.add(row, field.key, "too-long", `“${field.label.zh}”有 ${text.length} 个字符，最多 4000`, `“${field.label.en}” has ${text.length} characters; at most 4,000`);
      continue;
    }
    if (/[\p{Cc}]/u.test(text.replaceAll(/[\n\t\r]/g, ""))) {
      check.add(row, field.key, "control-character", `“${field.label.zh}”含有控制字符`, `“${field.label.en}” holds a control character`);
      continue;
    }
    values.set(field.key, listed(ontology, kind, field, text, row, check));
  }
  return values;
}

function listed(ontology: Ontology, kind: TemplateKind, field: TemplateField, text: string, row: SheetRow, check: Check): string {
  if (!field.codes) return text;
  const code = codeOf(ontology, kind, field.key, text);
  if (code !== undefined) return code;
  const some = [...field.codes].slice(0, 12);
  check.add(row, field.key, "not-listed", `“${text.slice(0, 60)}”不在“${field.label.zh}”的列表里`, `“${text.slice(0, 60)}” is not in the list of “${field.label.en}”`, {
    zh: `可选：${some.map(([, l]) => l.zh).join("、")}…`, en: `choose one of: ${some.map(([c, l]) => `${l.en} (${c})`).join(", ")} …`,
  });
  return text;
}

/** A cell's number; thousands separators allowed, anything else named. */
export function numberOf(row: SheetRow, key: string, check: Check): number | undefined {
  const cell = row.cells.get(key);
  if (!cell) return undefined;
  if (typeof cell.value === "number" && Number.isFinite(cell.value)) return cell.value;
  const plain = cell.text.replaceAll(/[,，\s]/g, "");
  if (/^[-+]?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(plain) && Number.isFinite(Number(plain))) return Number(plain);
  if (/^[-+]?\d+(\.\d+)?%$/.test(plain)) return Number(plain.slice(0, -1)) / 100;
  check.add(row, key, "not-a-number", `“${cell.text.slice(0, 60)}”不是数`, `“${cell.text.slice(0, 60)}” is not a number`, { zh: "只填基本单位的数，如 900 亿元写 90000000000", en: "give the bare number in base units, such as 90000000000 for 90 billion" });
  return undefined;
}

export function dateOf(values: ReadonlyMap<string, string>, row: SheetRow, key: string, check: Check): When | undefined {
  const cell = row.cells.get(key);
  if (!cell) return undefined;
  const text = cell.value instanceof Date ? cell.value.toISOString().slice(0, 10) : (values.get(key) ?? cell.text);
  const when = parseWhen(text.replaceAll("/", (s, at: number) => (/^\d{4}$/.test(text.slice(0, at)) && /^\d{1,2}(\/\d{1,2})?$/.test(text.slice(at + 1)) ? "-" : s)));
  if (!when) check.add(row, key, "not-a-date", `“${cell.text.slice(0, 60)}”不是真实的日期`, `“${cell.text.slice(0, 60)}” is not a real date`, { zh: "写成 2024、2024-06、2024-06-19、2024-Q2 或 2023-01/2023-12", en: "write 2024, 2024-06, 2024-06-19, 2024-Q2 or 2023-01/2023-12" });
  return when;
}

/** Sources named by a sheet: ids of the ledger, or the ids that an imported sources sheet gave them. */
export class SourceDesk {
  readonly #database: Database;
  readonly #found = new Map<string, SourceRecord | undefined>();

  constructor(database: Database) {
    this.#database = database;
  }

  async find(key: string): Promise<SourceRecord | undefined> {
    if (this.#found.has(key)) return this.#found.get(key);
    const source = (await sourceByKey(this.#database.writer, key)) ?? (isId(key) ? await sourceBy(this.#database.writer, key).catch(() => undefined) : undefined);
    this.#found.set(key, source);
    return source;
  }
}

export interface Desk {
  ontology: Ontology;
  check: Check;
  entities: EntityDesk;
  sources: SourceDesk;
  ctx: Ctx;
}

export async function sourceOf(values: ReadonlyMap<string, string>, row: SheetRow, desk: Desk): Promise<SourceRecord | undefined> {
  const key = values.get("source_id");
  if (key === undefined) return undefined;
  const source = await desk.sources.find(key);
  if (!source) {
    desk.check.add(row, "source_id", "no-source", `没有编号为“${key.slice(0, 60)}”的来源`, `there is no source “${key.slice(0, 60)}”`, { zh: "请先导入来源表，或填已有来源的编号", en: "import the sources sheet first, or give the id of a source already kept" });
  }
  return source;
}
