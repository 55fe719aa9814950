/**
 * Figures and periods as a paper writes them: 亿元 / billion yuan, 万平方米 / m², 2024年6月 / June 2024; bounds in words.
 * Pure. Invariant: rounding is for the eye only (four significant digits, never fewer than the whole part has), and a bound never loses its word.
 */
import { whenWords, type Bound, type Lang, type Modality } from "../kernel/index.ts";
import type { Claim } from "../ledger/index.ts";

/** What is needed to write a value. */
export type Valued = Pick<Claim, "value" | "unit" | "property" | "bound"> & { currency?: string; stated?: Claim["stated"] };

const BOUND_WORDS: Record<Lang, Record<Bound, string>> = {
  zh: { eq: "", ge: "不少于", gt: "超过", le: "不超过", lt: "不足", approx: "约" },
  en: { eq: "", ge: "at least ", gt: "over ", le: "at most ", lt: "under ", approx: "about " },
};

const CURRENCY_ZH: Record<string, string> = { USD: "美元", EUR: "欧元", JPY: "日元", KRW: "韩元", GBP: "英镑", HKD: "港元", CNY: "元", RUB: "卢布", TWD: "新台币" };

/** What one of a counted property is called, where its source did not say. */
const COUNT_NOUN: Record<string, [zh: string, one: string, many: string]> = {
  firms_count: ["户", "firm", "firms"], exhibitors: ["家", "exhibitor", "exhibitors"], visitors: ["人次", "visitor", "visitors"], employees: ["人", "person", "people"],
  students: ["人", "student", "students"], patents: ["件", "patent", "patents"], projects_count: ["个", "project", "projects"], production_lines: ["条", "line", "lines"],
  storeys: ["层", "storey", "storeys"], edition_number: ["届", "edition", "editions"],
};

/** At most four significant digits, or all digits of the whole part. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  const whole = size >= 1 ? Math.floor(Math.log10(size)) + 1 : 0;
  return formatOf(size >= 1 ? Math.max(0, 4 - whole) : 4).format(value);
}

const formats = new Map<number, Intl.NumberFormat>();
/** Making a formatter costs more than a thousand uses of it. */
function formatOf(digits: number): Intl.NumberFormat {
  const known = formats.get(digits) ?? new Intl.NumberFormat("en", { maximumFractionDigits: digits, useGrouping: true });
  formats.set(digits, known);
  return known;
}

const STEPS: Record<Lang, readonly (readonly [number, string])[]> = {
  zh: [[1e12, "万亿"], [1e8, "亿"], [1e4, "万"]],
  en: [[1e12, "trillion"], [1e9, "billion"], [1e6, "million"]],
};

/** The step that a language counts in, chosen so that rounding does not reach the next one. */
export function scaled(value: number, lang: Lang, from: number): { number: string; scale: string } {
  const step = STEPS[lang].find(([at]) => Math.abs(value) >= at * 0.99999 && at >= from);
  return step === undefined ? { number: shortNumber(value), scale: "" } : { number: shortNumber(value / step[0]), scale: step[1] };
}

function nounOf(claim: Valued, lang: Lang): string {
  const stated = claim.stated?.unit;
  // What the source counted in, where that is a word of the reader's language for the thing, not for its size.
  if (stated && lang === "zh" && /^\p{Script=Han}$/u.test(stated)) return stated;
  const noun = COUNT_NOUN[claim.property];
  return noun === undefined ? "" : lang === "zh" ? noun[0] : claim.value === 1 ? noun[1] : noun[2];
}

/** A number with its unit, without the word of its bound. */
export function valueWords(claim: Valued, lang: Lang): string {
  const value = claim.value as number;
  if (claim.unit === "yuan" || claim.unit === "currency") {
    const { number, scale } = scaled(value, lang, lang === "zh" ? 1e4 : 1e6);
    if (lang === "zh") return `${number}${scale}${claim.unit === "yuan" ? "元" : (CURRENCY_ZH[claim.currency ?? ""] ?? ` ${claim.currency ?? ""}`)}`;
    return [number, scale, claim.unit === "yuan" ? "yuan" : claim.currency].filter(Boolean).join(" ");
  }
  if (claim.unit === "ratio") return `${formatOf(2).format(Number((value * 100).toPrecision(6)))}%`;
  const { number, scale } = scaled(value, lang, lang === "zh" ? 1e4 : claim.unit === "m2" ? 1e9 : 1e6);
  const noun = claim.unit === "m2" ? (lang === "zh" ? "平方米" : "m²") : nounOf(claim, lang);
  return lang === "zh" ? `${number}${scale}${noun}` : [number, scale, noun].filter(Boolean).join(" ");
}

/** A value as a sentence says it: “over 90 billion yuan”, “超过900亿元”; dates and words as they are. */
export function figureWords(claim: Valued, lang: Lang): string {
  if (typeof claim.value !== "number") return claim.unit === "date" ? dayBound(claim, lang) : String(claim.value);
  return `${BOUND_WORDS[lang][claim.bound]}${valueWords(claim, lang)}`;
}

function dayBound(claim: Valued, lang: Lang): string {
  const day = whenWords(String(claim.value), lang);
  if (lang === "zh") return claim.bound === "le" || claim.bound === "lt" ? `${day}前` : claim.bound === "approx" ? `${day}前后` : claim.bound === "ge" || claim.bound === "gt" ? `${day}后` : day;
  return claim.bound === "le" || claim.bound === "lt" ? `by ${day}` : claim.bound === "approx" ? `about ${day}` : claim.bound === "ge" || claim.bound === "gt" ? `after ${day}` : day;
}

/** The kind of statement in one word; nothing for what has happened. */
export const MODALITY_WORDS: Record<Lang, Record<Modality, string>> = {
  zh: { actual: "实际", planned: "计划", target: "目标", forecast: "预测" },
  en: { actual: "actual", planned: "planned", target: "target", forecast: "forecast" },
};

/** The value to the last digit in its base unit, for annexes: “90,020,000,000 yuan”. */
export function exactWords(claim: Valued, lang: Lang): string {
  if (typeof claim.value !== "number") return figureWords(claim, lang);
  const unit = { yuan: lang === "zh" ? "元" : "yuan", m2: lang === "zh" ? "平方米" : "m²", currency: claim.currency ?? "", ratio: "", count: nounOf(claim, lang), date: "", entity: "", text: "" }[claim.unit];
  const digits = claim.unit === "ratio" ? valueWords(claim, lang) : formatOf(6).format(claim.value);
  return `${BOUND_WORDS[lang][claim.bound]}${lang === "zh" ? `${digits}${unit}` : [digits, unit].filter(Boolean).join(" ")}`;
}
