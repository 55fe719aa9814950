/**
 * The closed vocabularies of a claim in both languages: units, modality, bound, visibility. The words follow docs/glossary.md.
 * Invariant: every code of the kernel's vocabularies has both words; the compiler checks it.
 */
import type { BaseUnit, Bound, Modality, Visibility } from "../kernel/index.ts";
import type { BothLabel } from "./model.ts";

export const UNIT_LABELS: Readonly<Record<BaseUnit, BothLabel>> = {
  yuan: { zh: "元（人民币）", en: "yuan (CNY)" },
  currency: { zh: "其他货币", en: "other currency" },
  m2: { zh: "平方米", en: "square metre" },
  count: { zh: "个数", en: "count" },
  ratio: { zh: "比例（1 为 100%）", en: "ratio (1 is 100 %)" },
  date: { zh: "日期", en: "date" },
  entity: { zh: "对象", en: "entity" },
  text: { zh: "文字", en: "text" },
};

export const MODALITY_LABELS: Readonly<Record<Modality, BothLabel>> = {
  actual: { zh: "实际", en: "actual" },
  planned: { zh: "计划", en: "planned" },
  target: { zh: "目标", en: "target" },
  forecast: { zh: "预测", en: "forecast" },
};

export const BOUND_LABELS: Readonly<Record<Bound, BothLabel>> = {
  eq: { zh: "等于", en: "exactly" },
  ge: { zh: "不少于", en: "at least" },
  gt: { zh: "超过", en: "more than" },
  le: { zh: "不超过", en: "at most" },
  lt: { zh: "不足", en: "less than" },
  approx: { zh: "约", en: "about" },
};

export const VISIBILITY_LABELS: Readonly<Record<Visibility, BothLabel>> = {
  public: { zh: "公开", en: "public" },
  internal: { zh: "内部", en: "internal" },
  confidential: { zh: "保密", en: "confidential" },
};

/** A base unit that values come in, with its words. */
export interface ValueUnit {
  readonly unit: BaseUnit;
  readonly label: BothLabel;
}

/** All base units, in the order of forms. */
export const valueUnits: readonly ValueUnit[] = (Object.keys(UNIT_LABELS) as BaseUnit[]).map((unit) => ({ unit, label: UNIT_LABELS[unit] }));

/** Whether the text is a currency code of ISO 4217 in use. */
export function isCurrency(code: string): boolean {
  currencies ??= new Set(Intl.supportedValuesOf("currency"));
  return currencies.has(code);
}
let currencies: Set<string> | undefined;
