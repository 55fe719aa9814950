/**
 * Import templates from the ontology: the columns of the workbooks that people fill in (claims, firms, sources; places, milestones, units, projects, targets),
 * and the way back from a filled-in heading or list word to its key or code.
 * Invariant: every heading and every list word that a template shows, in whichever language, is read back to the key or
 * code that it stands for. Templates hold no example rows, so that nobody imports an example.
 */
import { BOUNDS, MODALITIES, VISIBILITIES } from "../kernel/index.ts";
import type { Lang } from "../kernel/index.ts";
import { typeOf } from "./lookup.ts";
import type { BothLabel, Ontology } from "./model.ts";
import { codesOf, DATE_NOTE, field, type TemplateField } from "./template-field.ts";
import { parksFields, PARKS_KINDS, PARKS_SHEETS, type ParksKind } from "./template-parks.ts";
import { BOUND_LABELS, MODALITY_LABELS, UNIT_LABELS, VISIBILITY_LABELS } from "./vocabulary.ts";

export type TemplateKind = "claims" | "firms" | "sources" | ParksKind;
export type TemplateLang = Lang | "both";

/** A sheet as the workbook writer takes it. */
export interface SheetDef {
  name: string;
  columns: { key: string; header: string; width?: number; type?: "text" | "number" | "date"; note?: string; list?: string[] }[];
  rows: Record<string, string | number>[];
}

export interface ImportTemplate {
  readonly kind: TemplateKind;
  readonly file_name: string;
  readonly sheets: readonly SheetDef[];
}

/** A template with the words that lead back to its keys and codes; made once for each ontology, because imports ask it for every cell. */
interface Desk {
  readonly fields: readonly TemplateField[];
  readonly keyByWord: ReadonlyMap<string, string>;
  readonly codeByWord: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

const desks = new WeakMap<Ontology, Map<TemplateKind, Desk>>();

function deskOf(ontology: Ontology, kind: TemplateKind): Desk {
  const kinds = desks.get(ontology) ?? new Map<TemplateKind, Desk>();
  desks.set(ontology, kinds);
  const before = kinds.get(kind);
  if (before) return before;
  const fields = kind === "claims" ? claimFields(ontology) : kind === "firms" ? firmFields(ontology) : kind === "sources" ? sourceFields() : parksFields(ontology, kind);
  const desk: Desk = {
    fields, keyByWord: wordsOf(fields.map((f) => [f.key, f.label])),
    codeByWord: new Map(fields.flatMap((f) => (f.codes ? [[f.key, wordsOf([...f.codes])] as const] : []))),
  };
  kinds.set(kind, desk);
  return desk;
}

/** The fields of a template in the order of its columns. */
export function templateFields(ontology: Ontology, kind: TemplateKind): readonly TemplateField[] {
  return deskOf(ontology, kind).fields;
}

function claimFields(ontology: Ontology): TemplateField[] {
  const types = new Map([...ontology.types.values()].map((t) => [t.name, t.label]));
  const properties = new Map([...ontology.properties.values()].map((p) => [p.name, p.label]));
  return [
    field("subject_zh", "主体（中文）", "Subject (Chinese)", "按来源所写的最完整名称；中英文至少填一个", "The fullest name that the source writes; at least one of the two languages", { width: 32 }),
    field("subject_en", "主体（英文）", "Subject (English)", "按来源所写的英文名称", "The English name that the source writes", { width: 32 }),
    field("subject_type", "主体类型", "Subject type", "从列表选择", "Choose from the list", { required: true, width: 14, codes: types }),
    field("property", "属性", "Property", "从列表选择；列表以外的数字用“其他数量”", "Choose from the list; a figure not in it is other_count", { required: true, width: 20, codes: properties }),
    field("value", "值", "Value", "基本单位的数、日期，或对象的名称", "A number in base units, a date, or the name of an entity", { required: true, width: 22 }),
    field("unit", "单位", "Unit", "从列表选择", "Choose from the list", { required: true, width: 14, codes: new Map(Object.entries(UNIT_LABELS)) }),
    field("currency", "货币", "Currency", "单位为其他货币时填 ISO 4217 代码；人民币留空", "The ISO 4217 code where the unit is another currency; empty for yuan", { width: 10 }),
    field("when", "适用时间", "Holds for", ...DATE_NOTE),
    field("modality", "情态", "Modality", "实际、计划、目标或预测；空为实际", "Actual, planned, target or forecast; empty means actual", { width: 12, codes: codesOf(MODALITIES, MODALITY_LABELS) }),
    field("bound", "界", "Bound", "等于、超过、约……；空为等于", "Exactly, more than, about …; empty means exactly", { width: 12, codes: codesOf(BOUNDS, BOUND_LABELS) }),
    field("qualifier", "限定语", "Qualifier", "数字只指一部分时说明是哪一部分", "What narrows the figure, where it speaks of a part only", { width: 24 }),
    field("stated_on", "陈述日期", "Stated on", "来源说这话的日期；空则取来源的发布日期", "When the source said it; empty takes the source's own date"),
    field("source_id", "来源编号", "Source id", "来源表中的编号，或已有来源的编号", "An id of the sources template, or of a source already kept", { required: true, width: 22 }),
    field("quote", "引文", "Quote", "来源中带有该值的原文，一字不改", "The words of the source that carry the value, unchanged", { width: 40 }),
    field("note", "备注", "Note", "自己的说明；不属于记载", "Your own remark; not part of the claim", { width: 24 }),
  ];
}

/** Properties of a firm that a register row can carry in one cell; lists are split at semicolons. */
const FIRM_COLUMNS = ["uscc", "lei", "stock_code", "located_in", "address_text", "website", "chain_node", "produces", "award", "subsidiary_of", "start_date", "registered_capital", "employees"];
const MANY = new Set(["stock_code", "chain_node", "produces", "award"]);

function firmFields(ontology: Ontology): TemplateField[] {
  const uses = new Map(typeOf(ontology, "Firm").properties.map((u) => [u.property.name, u]));
  return [
    field("name_zh", "名称（中文）", "Name (Chinese)", "登记的全称；中英文至少填一个", "The registered name; at least one of the two languages", { width: 32 }),
    field("name_en", "名称（英文）", "Name (English)", "企业自己使用的英文名", "The English name that the firm itself uses", { width: 32 }),
    field("short_zh", "简称", "Short name", "常用简称", "The short name in common use"),
    field("other_names", "其他名称", "Other names", "别名、曾用名；用分号隔开", "Aliases and former names; semicolons between", { width: 24 }),
    ...FIRM_COLUMNS.flatMap((name) => {
      const use = uses.get(name);
      if (!use) return [];
      const p = use.property;
      const many = MANY.has(name) ? [" 多个用分号隔开。", " Semicolons between several."] : ["", ""];
      return [field(name, use.label.zh, use.label.en, p.definition.zh + many[0], p.definition.en + many[1], { type: p.value === "number" ? "number" : "text" })];
    }),
    field("as_of", "截至", "As of", ...DATE_NOTE),
    field("source_id", "来源编号", "Source id", "这一行信息的来源", "The source of this row", { required: true, width: 22 }),
  ];
}

const LANGUAGES = new Map<string, BothLabel>([
  ["zh", { zh: "简体中文", en: "Chinese, simplified" }], ["zh-hant", { zh: "繁体中文", en: "Chinese, traditional" }], ["en", { zh: "英文", en: "English" }],
  ["ja", { zh: "日文", en: "Japanese" }], ["ko", { zh: "韩文", en: "Korean" }], ["ru", { zh: "俄文", en: "Russian" }], ["de", { zh: "德文", en: "German" }], ["other", { zh: "其他语言", en: "other" }],
]);

function sourceFields(): TemplateField[] {
  return [
    field("id", "来源编号", "Source id", "自定的短编号，在记载表中引用；不可重复", "A short id of your own, used in the claims template; unique", { required: true, width: 22 }),
    field("title", "标题", "Title", "标题按原样；没有标题时用自己的话并注明", "The title as it stands; where there is none, your own words, marked so", { required: true, width: 44 }),
    field("publisher", "发布者", "Publisher", "发布的机构或媒体", "The institution or medium that published it", { required: true, width: 24 }),
    field("published", "发布日期", "Published", "部分日期，如 2024-06；不知则留空", "A partial date such as 2024-06; empty where unknown"),
    field("language", "语言", "Language", "原文的语言", "The language of the original", { width: 14, codes: LANGUAGES }),
    field("address", "网址", "Address", "原文的网址；没有则留空", "The address of the original; empty where there is none", { width: 40 }),
    field("visibility", "公开程度", "Visibility", "公开、内部或保密；空为公开", "Public, internal or confidential; empty means public", { width: 14, codes: codesOf(VISIBILITIES, VISIBILITY_LABELS) }),
  ];
}

const SHEET_NAMES: Readonly<Record<TemplateKind, BothLabel>> = {
  claims: { zh: "记载", en: "Claims" }, firms: { zh: "企业", en: "Firms" }, sources: { zh: "来源", en: "Sources" }, ...PARKS_SHEETS,
};

/** Every kind of sheet, in the order that they are offered. */
export const TEMPLATE_KINDS: readonly TemplateKind[] = ["claims", "firms", "sources", ...PARKS_KINDS];

const say = (label: BothLabel, lang: TemplateLang): string => (lang === "both" ? `${label.zh} / ${label.en}` : label[lang]);

/** The workbook of an import: the empty table, a sheet that explains the columns, and one that explains the list words. */
export function importTemplate(ontology: Ontology, kind: TemplateKind, lang: TemplateLang): ImportTemplate {
  const fields = templateFields(ontology, kind);
  const both = (zh: string, en: string): string => say({ zh, en }, lang);
  const table: SheetDef = {
    name: sheetName(SHEET_NAMES[kind], lang),
    columns: fields.map((f) => ({
      key: f.key, header: say(f.label, lang), width: f.width, type: f.type,
      note: (f.required ? both("必填。", "Required. ") : "") + say(f.note, lang), ...(f.codes ? { list: [...f.codes.values()].map((l) => say(l, lang)) } : {}),
    })),
    rows: [],
  };
  const about: SheetDef = {
    name: sheetName({ zh: "说明", en: "About" }, lang),
    columns: [
      { key: "column", header: both("列", "Column"), width: 26 }, { key: "required", header: both("必填", "Required"), width: 12 },
      { key: "note", header: both("说明", "Meaning"), width: 80 }, { key: "key", header: both("键", "Key"), width: 18 },
    ],
    rows: fields.map((f) => ({ column: say(f.label, lang), required: f.required ? both("是", "yes") : "", note: say(f.note, lang), key: f.key })),
  };
  const words: SheetDef = {
    name: sheetName({ zh: "列表", en: "Lists" }, lang),
    columns: [
      { key: "column", header: both("列", "Column"), width: 20 }, { key: "word", header: both("写法", "Word"), width: 30 },
      { key: "code", header: both("代码", "Code"), width: 22 }, { key: "meaning", header: both("含义", "Meaning"), width: 80 },
    ],
    rows: fields.flatMap((f) => [...(f.codes ?? [])].map(([code, label]) => ({
      column: say(f.label, lang), word: say(label, lang), code, meaning: say(meaningOf(ontology, f.key, code) ?? { zh: "", en: "" }, lang).replace(/^ \/ $/, ""),
    }))),
  };
  return { kind, file_name: `lightvalley-${kind}-${lang}.xlsx`, sheets: words.rows.length > 0 ? [table, about, words] : [table, about] };
}

/** Sheet names may not hold a slash. */
const sheetName = (label: BothLabel, lang: TemplateLang): string => say(label, lang).replace(" / ", " ");

function meaningOf(ontology: Ontology, key: string, code: string): BothLabel | undefined {
  if (key === "subject_type") return ontology.types.get(code)?.definition;
  return key === "property" ? ontology.properties.get(code)?.definition : undefined;
}

const plain = (text: string): string => text.normalize("NFKC").trim().toLowerCase().replaceAll(/\s+/g, " ");

/** Every way to write the words of a template: the code, either language, or both as the bilingual template has it. */
function wordsOf(words: readonly (readonly [string, BothLabel])[]): Map<string, string> {
  const byWord = new Map<string, string>();
  // Codes first: a word that is one thing's code and another's label means the code.
  for (const [code] of words) byWord.set(plain(code), code);
  for (const [code, label] of words) {
    for (const spelling of [label.zh, label.en, say(label, "both")].map(plain)) if (!byWord.has(spelling)) byWord.set(spelling, code);
  }
  return byWord;
}

/** The key of a column from its heading as written; undefined for a heading that no template has. */
export function columnKeyOf(ontology: Ontology, kind: TemplateKind, heading: string): string | undefined {
  return deskOf(ontology, kind).keyByWord.get(plain(heading));
}

/** The code of a list word as written in a cell (`园区`, `Park`, `园区 / Park` are all `Park`); undefined for an unknown word. */
export function codeOf(ontology: Ontology, kind: TemplateKind, key: string, cell: string): string | undefined {
  return deskOf(ontology, kind).codeByWord.get(key)?.get(plain(cell));
}
