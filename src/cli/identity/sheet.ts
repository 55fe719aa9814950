/**
 * A list of names as it comes: CSV in any encoding, XLSX or Parquet, with its columns found by header or by content. Invariant: rows keep
 * their order; row numbers are data rows from 1, blank lines not counted.
 */
import { AppError } from "../../kernel/index.ts";
import { readTables } from "../../files/index.ts";
import { readLei, readStockCode, readUscc, type Identifiers } from "../../entities/identity/index.ts";
import type { IdentityIo } from "./io.ts";

export interface Sheet { name: string; columns: string[]; rows: string[][] }

/** Read a list. Refuses a file without rows or header. */
export async function readSheet(path: string, io: IdentityIo): Promise<Sheet> {
  const file = await io.read(path);
  const rows: string[][] = [];
  let sheet: string | undefined, columns: string[] | undefined;
  for await (const row of readTables(file)) {
    if (sheet !== undefined && row.sheet !== sheet) break;
    sheet = row.sheet;
    if (row.raw.every((c) => c.trim() === "") && (columns === undefined || row.raw.length < columns.length || row.raw.length <= 1)) continue;
    if (columns === undefined) { columns = row.raw.map((c) => c.trim()); continue; }
    rows.push(row.raw);
  }
  if (columns === undefined) throw new AppError("identity/no-header", { file: file.name }, { zh: `${file.name} 没有表头`, en: `${file.name} has no header row`, hint: { zh: "第一行应为列名。", en: "The first row must name the columns." } });
  return { name: file.name, columns, rows };
}

const NAME_HEADER = /name|名称|企业|公司|单位|机构|展商|组织|全称|简称|firm|company|organi[sz]ation|entity|exhibitor|title/i;
const NOT_NAME = /(?:^|_)id$|code|代码|url|web|网址|地址|address|email|phone|电话|country|city|法人|联系|contact|file/i;
const ID_HEADERS: [keyof Identifiers, RegExp][] = [["uscc", /统一社会信用|信用代码|uscc|credit_?code/i], ["lei", /^lei$|_lei$|lei_|法人识别编码/i], ["stock", /股票代码|证券代码|ts_code|stock_?code|^ticker$/i]];
const CONTEXT_HEADER = /^(?:city|城市|country|国家|iso3?|iso_?\d?|province|省份?|state|region|地区|address|地址|street|postcode|post_?code|zip|邮编|industry|行业|sector|website|网址|url)(?:_\w{1,6})?$/i;

function headerKey(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}

export function findColumn(sheet: Sheet, name: string): number {
  return sheet.columns.findIndex((c) => headerKey(c) === headerKey(name));
}

/** Columns asked for that this sheet has. */
export function askedColumns(sheet: Sheet, asked: readonly string[]): number[] {
  return [...new Set(asked.map((n) => findColumn(sheet, n)).filter((i) => i >= 0))];
}

export function unknownColumn(asked: readonly string[], sheets: readonly Sheet[]): AppError {
  const have = sheets.map((s) => `${s.name}: ${s.columns.join(", ")}`).join("; ");
  return new AppError("identity/unknown-column", { asked, have: sheets.map((s) => s.columns) }, {
    zh: `找不到列 ${asked.join("、")}（现有 ${have}）`, en: `no column ${asked.join(", ")} (there are ${have})`,
    hint: { zh: "用 --name 写出表头中的列名，逗号分隔。", en: "Give header names with --name, separated by commas." },
  });
}

/** Name columns by header, else the column whose cells look most like names. */
export function guessNames(sheet: Sheet): number[] {
  const named = sheet.columns.flatMap((c, i) => (NAME_HEADER.test(c) && !NOT_NAME.test(c) ? [i] : []));
  const filled = named.filter((i) => sheet.rows.slice(0, 200).some((r) => /\p{L}{2}/u.test(r[i] ?? "")));
  if (filled.length > 0) return filled;
  let best = -1, most = 0;
  sheet.columns.forEach((_, i) => {
    const sample = sheet.rows.slice(0, 500).map((r) => r[i] ?? "");
    const good = new Set(sample.filter((v) => /\p{L}{2}/u.test(v) && v.length <= 120 && !/^https?:|@/.test(v))).size;
    const bonus = sample.some((v) => /公司|\b(?:ltd|inc|corp|gmbh|llc|co)\b/i.test(v)) ? 1.5 : 1;
    if (good * bonus > most) { most = good * bonus; best = i; }
  });
  return best >= 0 ? [best] : [];
}

/** Identifier columns by header; a value counts only when its check digit holds. */
export function idsOf(sheet: Sheet): (row: number) => Identifiers {
  const at = ID_HEADERS.flatMap(([kind, re]) => { const i = sheet.columns.findIndex((c) => re.test(c)); return i >= 0 ? [[kind, i] as const] : []; });
  const read = { uscc: readUscc, lei: readLei, stock: readStockCode };
  return (row) => {
    const ids: Identifiers = {};
    for (const [kind, i] of at) { const v = read[kind](sheet.rows[row]?.[i] ?? ""); if (v) ids[kind] = v; }
    return ids;
  };
}

export interface ContextColumn { name: string; a: number; b: number }

/** Pairs of context columns: asked (`city` or `city:town`), else columns of known headers that both sheets have. Refuses only when nothing asked fits. */
export function contextColumns(a: Sheet, b: Sheet, asked: readonly string[] | undefined): { found: ContextColumn[]; missing: string[] } {
  if (!asked) return { found: a.columns.flatMap((c, i) => { const j = findColumn(b, c); return j >= 0 && CONTEXT_HEADER.test(c) ? [{ name: c, a: i, b: j }] : []; }), missing: [] };
  const found: ContextColumn[] = [], missing: string[] = [];
  for (const spec of asked) {
    const [left, right] = spec.includes(":") ? spec.split(":") as [string, string] : [spec, spec];
    const column = { name: spec, a: findColumn(a, left), b: findColumn(b, right) };
    if (column.a >= 0 && column.b >= 0) found.push(column); else missing.push(spec);
  }
  if (found.length === 0) throw unknownColumn(asked, [a, b]);
  return { found, missing };
}

/** A cell that names several organisations (A/B, A；B, one a line) as several names; an English "A/S" or "N/A" is left whole. */
export function splitJoint(cell: string): string[] {
  const parts = cell.split(/[；;\n\r]+|(?<=\p{Script=Han})\s*\/\s*(?=\p{Script=Han})/u).map((p) => p.trim()).filter((p) => p !== "");
  return parts.length > 1 && parts.every((p) => [...p].length >= 3) ? parts : [cell.replace(/\s+/g, " ").trim()];
}
