/**
 * Which column of a register holds what: guessed from its headings and first rows, remembered by its headings, checked before use.
 * Invariant: a guess is a pure function of headings and sample; every column has at most one meaning, and only name columns may repeat.
 */
import { AppError, canonicalJson, hasHan, sha256Hex, type Label } from "../../kernel/index.ts";
import { readLei, readStockCode, readUscc } from "../identity/index.ts";
import { FIELDS, NAME_FIELDS, type ColumnUse, type Field, type Mapping } from "./model.ts";

export const FIELD_LABELS: Record<Field, Label> = {
  name: { zh: "名称（中文或英文）", en: "Name (either language)" }, name_zh: { zh: "中文名称", en: "Chinese name" }, name_en: { zh: "英文名称", en: "English name" },
  short_name: { zh: "简称", en: "Short name" }, former_name: { zh: "曾用名", en: "Former name" }, alias: { zh: "别名", en: "Other name" },
  uscc: { zh: "统一社会信用代码", en: "Unified social credit code" }, lei: { zh: "法人识别编码 LEI", en: "LEI" }, stock_code: { zh: "股票代码", en: "Stock code" },
  located_in: { zh: "城市", en: "City" }, province: { zh: "省份", en: "Province or state" }, address_text: { zh: "地址", en: "Address" }, website: { zh: "网站", en: "Website" },
  start_date: { zh: "成立日期", en: "Founded on" }, registered_capital: { zh: "注册资本", en: "Registered capital" }, employees: { zh: "员工人数", en: "Employees" },
};

/** Headings that say what a column holds, the more particular ones first. */
const HEADINGS: readonly [Field, RegExp][] = [
  ["uscc", /统一社会信用|信用代码|uscc|credit_?\s?code/i], ["lei", /^lei$|_lei$|^lei_|法人识别编码/i],
  ["stock_code", /股票代码|证券代码|ts_code|stock_?\s?code|^ticker$|^symbol$/i],
  ["short_name", /简称|short_?\s?name|name_short|abbrev/i], ["former_name", /曾用名|原名|旧名|former|previous_?\s?name/i], ["alias", /别名|又名|其他名称|alias|^aka$|trade_?\s?name|other_?\s?name/i],
  ["name_en", /英文|外文|english|(?:^|_)en(?:_?name)?$|name_?en\b|en_?name/i],
  ["address_text", /地址|住所|address|street/i], ["website", /网址|网站|官网|website|url|home_?page/i],
  ["start_date", /成立|设立日期|注册日期|founded|established|setup_date|incorporat/i], ["registered_capital", /注册资[本金]|reg(?:istered)?_?\s?capital/i],
  ["employees", /员工|从业人[数员]|职工|employees|staff|headcount/i], ["province", /省份|^省$|province|^state$/i],
  ["located_in", /城市|^市$|所在地|^地区$|^city$|_city$|^area$|location/i],
  ["name_zh", /中文名|中文全称|name_?zh|zh_?name|chinese/i],
  ["name", /企业名|公司名|单位名|机构名|展商|参展商|厂商|全称|名称|^名字$|^企业$|^公司$|^单位$|^name$|firm|company|organi[sz]ation|exhibitor|entity|legal_?\s?name|_name$/i],
];
/** Headings of persons and of other things that have names. */
const NOT_FIRM = /法人代表|法定代表|联系人|负责人|姓名|电话|手机|邮箱|mail|phone|contact|person|representative|产品|product|文件|file|项目|project|(?:^|_)id$|序号|编号/i;

const SAMPLE = 500;

/** Headings folded so that the same sheet of another month is known again. */
export function signatureOf(header: readonly string[]): string {
  return sha256Hex(canonicalJson(header.map((h) => h.normalize("NFKC").replaceAll(/\s+/g, "").toLowerCase())));
}

/** A mapping in one form, so that the same file under the same mapping is known again. */
export function mappingKey(mapping: Mapping): string {
  return sha256Hex(canonicalJson(mapping.columns.toSorted((a, b) => a.column - b.column)));
}

/** 万元, 亿元 and the like in a heading. */
function scaleIn(heading: string): number | undefined {
  if (/亿/.test(heading)) return 100_000_000;
  if (/万|10k|wan/i.test(heading)) return 10_000;
  if (/千元|thousand|\bk\b/i.test(heading)) return 1_000;
  if (/百万|million|\bmn?\b/i.test(heading)) return 1_000_000;
  return undefined;
}

const share = (values: readonly string[], is: (value: string) => boolean): number => {
  const filled = values.filter((v) => v !== "");
  return filled.length === 0 ? 0 : filled.filter(is).length / filled.length;
};

/** What a column's cells say by themselves: codes with check characters speak for themselves whatever the heading. */
function fieldByCells(cells: readonly string[]): Field | undefined {
  if (share(cells, (c) => readUscc(c) !== undefined) > 0.5) return "uscc";
  if (share(cells, (c) => readLei(c) !== undefined) > 0.5) return "lei";
  if (share(cells, (c) => readStockCode(c) !== undefined && /[a-z]/i.test(c)) > 0.5) return "stock_code";
  return undefined;
}

/** How much a column looks like one of organisations' names: words, mostly different, not addresses. */
function nameLikeness(cells: readonly string[]): number {
  const good = new Set(cells.filter((c) => /\p{L}{2}/u.test(c) && c.length <= 120 && !/^https?:|@|^www\./i.test(c)));
  const corporate = share(cells, (c) => /公司|集团|研究[所院]|大学|厂$|\b(?:ltd|inc|corp|gmbh|llc|co|plc|s\.?p\.?a|ag|kk)\b/i.test(c));
  return (good.size / Math.max(1, cells.length)) * (1 + 2 * corporate);
}

/**
 * The likeliest meaning of each column. A mapping without a name column means that nothing looked like names.
 * @param sample first rows below the heading.
 */
export function guessMapping(header: readonly string[], sample: readonly (readonly string[])[]): Mapping {
  const rows = sample.slice(0, SAMPLE);
  const cellsOf = (column: number): string[] => rows.map((r) => (r[column] ?? "").trim());
  const columns: ColumnUse[] = [];
  const has = (field: Field): boolean => columns.some((c) => c.field === field);
  header.forEach((heading, column) => {
    const cells = cellsOf(column);
    const said = NOT_FIRM.test(heading) ? undefined : HEADINGS.find(([, re]) => re.test(heading.normalize("NFKC").trim()))?.[0];
    let field = fieldByCells(cells) ?? said;
    if (field === "name") field = share(cells, hasHan) >= 0.5 ? (has("name_zh") ? "alias" : "name_zh") : has("name_en") ? "alias" : share(cells, hasHan) > 0 ? "name" : "name_en";
    if (field === undefined || (has(field) && !["short_name", "former_name", "alias"].includes(field))) return;
    if (field === "website" && share(cells, (c) => /\./.test(c)) < 0.3 && cells.some((c) => c !== "")) return;
    const scale = field === "registered_capital" ? scaleIn(heading) : undefined;
    columns.push({ column, field, ...(scale === undefined ? {} : { scale }) });
  });
  if (!columns.some((c) => isOwnName(c.field))) {
    const best = header.map((heading, column) => ({ column, like: columns.some((c) => c.column === column && c.field !== "short_name" && c.field !== "alias") || NOT_FIRM.test(heading) ? 0 : nameLikeness(cellsOf(column)) }))
      .toSorted((a, b) => b.like - a.like || a.column - b.column)[0];
    if (best && best.like >= 0.4) {
      const at = columns.findIndex((c) => c.column === best.column);
      if (at >= 0) columns.splice(at, 1);
      columns.push({ column: best.column, field: share(cellsOf(best.column), hasHan) >= 0.5 ? "name_zh" : "name" });
    }
  }
  return { columns: columns.toSorted((a, b) => a.column - b.column) };
}

const isOwnName = (field: Field): boolean => field === "name" || field === "name_zh" || field === "name_en" || field === "short_name";

/** Refuses a mapping that cannot be used. @throws AppError `registers/no-name-column`, `registers/unknown-column`, `registers/column-twice`. */
export function checkMapping(mapping: Mapping, header: readonly string[]): void {
  const outside = mapping.columns.find((c) => !Number.isInteger(c.column) || c.column < 0 || c.column >= header.length);
  if (outside) {
    throw new AppError("registers/unknown-column", { column: outside.column + 1, header }, { zh: `没有第 ${outside.column + 1} 列（共 ${header.length} 列）`, en: `there is no column ${outside.column + 1} (there are ${header.length})` });
  }
  const twice = mapping.columns.find((c, i) => mapping.columns.some((d, j) => j < i && (d.column === c.column || (d.field === c.field && !["short_name", "former_name", "alias"].includes(c.field)))));
  if (twice) {
    throw new AppError("registers/column-twice", { ...twice }, { zh: `“${header[twice.column]}”一列或“${FIELD_LABELS[twice.field].zh}”用了两次`, en: `column “${header[twice.column]}” or the meaning “${FIELD_LABELS[twice.field].en}” is used twice` });
  }
  if (!mapping.columns.some((c) => isOwnName(c.field))) throw noNameColumn(header);
}

/** The refusal of a table in which no column is known to hold names. */
export function noNameColumn(header: readonly string[]): AppError {
  const seen = header.slice(0, 30).join(", ");
  return new AppError("registers/no-name-column", { header: header.slice(0, 200), fields: NAME_FIELDS }, {
    zh: `没有一列是名称（现有列：${seen}）`, en: `no column holds names (the columns are: ${seen})`,
    hint: { zh: "请指明哪一列是名称，如 --map 企业名=name_zh", en: "say which column holds the names, such as --map Firm=name_en" },
  });
}

/**
 * A mapping told in words: `heading=field`, or `heading=field*10000` for a number in ten thousands. The columns told take the place of what was guessed for them.
 * @throws AppError `registers/unknown-column`, `registers/unknown-field`.
 */
export function toldMapping(told: readonly string[], header: readonly string[], guess: Mapping): Mapping {
  const fold = (text: string): string => text.normalize("NFKC").trim().toLowerCase();
  const uses = told.map((text): ColumnUse | { column: number } => {
    const m = /^(.+?)=([a-z_-]+)(?:\*(\d+(?:\.\d+)?))?$/.exec(text.trim());
    const column = m ? header.findIndex((h) => fold(h) === fold(m[1]!)) : -1;
    if (!m || column < 0) {
      throw new AppError("registers/unknown-column", { told: text, header }, { zh: `“${text}”所指的列不在表头里（${header.join("、")}）`, en: `the column of “${text}” is not among the headings (${header.join(", ")})`, hint: { zh: "写成 表头=字段", en: "write heading=field" } });
    }
    if (m[2] === "-") return { column };
    if (!(FIELDS as readonly string[]).includes(m[2]!)) {
      throw new AppError("registers/unknown-field", { field: m[2], fields: FIELDS }, { zh: `没有“${m[2]}”这一字段`, en: `there is no field “${m[2]}”`, hint: { zh: `可用：${FIELDS.join("、")}；不用的列写 -`, en: `there are: ${FIELDS.join(", ")}; - for a column not to be used` } });
    }
    return { column, field: m[2] as Field, ...(m[3] ? { scale: Number(m[3]) } : {}) };
  });
  const chosen = uses.filter((u): u is ColumnUse => "field" in u);
  const rest = guess.columns.filter((g) => !uses.some((u) => u.column === g.column) && !chosen.some((u) => u.field === g.field));
  return { columns: [...rest, ...chosen].toSorted((a, b) => a.column - b.column) };
}
