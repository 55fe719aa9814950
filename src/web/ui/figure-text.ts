/**
 * How a value is written for a reader, in the habit of each language: 亿元 / billion yuan, 万平方米 / m², 户 / firms, 2024年6月 / June 2024.
 * Pure. Invariant: rounding is for the eye only (four significant digits at most); the exact value is always at hand in `exactText`.
 */
import type { Bound, ClaimView, Label } from "../../server/api-types.ts";

export type Lang = "zh" | "en";

/** The written parts of a figure, so that each can be set in its own way. */
export interface FigureParts {
  /** Sign of the bound: "≥", "≈" …, empty for an exact figure. */
  sign: string;
  number: string;
  unit: string;
}

export type Valued = Pick<ClaimView, "value" | "unit" | "currency" | "property" | "bound"> & Partial<Pick<ClaimView, "object" | "stated" | "value_label">>;

export const BOUND_SIGN: Record<Bound, string> = { eq: "", ge: "≥", gt: ">", le: "≤", lt: "<", approx: "≈" };

/** Words in the wanted language, else in the other; `lang` tells which they are. */
export function labelIn(label: Label | undefined, lang: Lang): { text: string; lang: Lang } {
  const other: Lang = lang === "zh" ? "en" : "zh";
  const own = label?.[lang];
  return own ? { text: own, lang } : { text: label?.[other] ?? "", lang: label?.[other] ? other : lang };
}

const CURRENCY_ZH: Record<string, string> = { USD: "美元", EUR: "欧元", JPY: "日元", KRW: "韩元", GBP: "英镑", HKD: "港元", CNY: "元", RUB: "卢布", TWD: "新台币" };

/** What one of a counted property is called, where its source did not say. */
const COUNT_NOUN: Record<string, [zh: string, en: string]> = {
  firms_count: ["户", "firms"],
  exhibitors: ["家", "exhibitors"],
  visitors: ["人次", "visitors"],
  employees: ["人", "people"],
  students: ["人", "students"],
  patents: ["件", "patents"],
  projects_count: ["个", "projects"],
  production_lines: ["条", "lines"],
  storeys: ["层", "storeys"],
};

const PLAIN = new Intl.NumberFormat("en", { maximumFractionDigits: 2, useGrouping: true });

/** A number with at most four significant digits, or all digits of its whole part. */
function shortNumber(value: number): string {
  const size = Math.abs(value);
  const whole = size >= 1 ? Math.floor(Math.log10(size)) + 1 : 0;
  const fraction = size >= 1 ? Math.max(0, 4 - whole) : 4;
  return new Intl.NumberFormat("en", { maximumFractionDigits: fraction, useGrouping: true }).format(value);
}

interface Scale {
  at: number;
  zh: string;
  en: string;
}

/** The step that a language counts in: 万 and 亿, or million and billion. */
function scaled(value: number, lang: Lang, smallest: number): { number: string; scale: string } {
  const steps: Scale[] = lang === "zh"
    ? [{ at: 1e12, zh: "万亿", en: "" }, { at: 1e8, zh: "亿", en: "" }, { at: 1e4, zh: "万", en: "" }]
    : [{ at: 1e12, zh: "", en: "trillion" }, { at: 1e9, zh: "", en: "billion" }, { at: 1e6, zh: "", en: "million" }];
  const step = steps.find((one) => Math.abs(value) >= one.at && one.at >= smallest);
  return step === undefined ? { number: shortNumber(value), scale: "" } : { number: shortNumber(value / step.at), scale: step[lang] };
}

function moneyParts(value: number, currency: string | undefined, lang: Lang): { number: string; unit: string } {
  const { number, scale } = scaled(value, lang, 0);
  if (lang === "zh") return { number, unit: `${scale}${currency ? (CURRENCY_ZH[currency] ?? ` ${currency}`) : "元"}` };
  return { number, unit: [scale, currency ?? "yuan"].filter(Boolean).join(" ") };
}

/** The noun that is counted: as its source wrote it where that is in the reader's language, else the property's own. */
function countNoun(claim: Valued, lang: Lang): string {
  const stated = claim.stated?.unit;
  if (stated && /\p{Script=Han}/u.test(stated) === (lang === "zh")) return stated;
  return COUNT_NOUN[claim.property]?.[lang === "zh" ? 0 : 1] ?? "";
}

function numberParts(claim: Valued, value: number, lang: Lang): { number: string; unit: string } {
  if (claim.unit === "yuan" || claim.unit === "currency") return moneyParts(value, claim.unit === "yuan" ? undefined : (claim.currency ?? "?"), lang);
  if (claim.unit === "ratio") {
    const percent = `${PLAIN.format(Number((value * 100).toPrecision(4)))}%`;
    return { number: claim.property === "growth_rate" && value > 0 ? `+${percent}` : percent, unit: "" };
  }
  const { number, scale } = scaled(value, lang, lang === "zh" ? 1e4 : 1e6);
  const noun = claim.unit === "m2" ? (lang === "zh" ? "平方米" : "m²") : countNoun(claim, lang);
  return { number, unit: [scale, noun].filter(Boolean).join(lang === "zh" ? "" : " ") };
}

/** The parts of any value: a number, a date, an entity or words. */
export function figureParts(claim: Valued, lang: Lang): FigureParts {
  const sign = BOUND_SIGN[claim.bound];
  if (claim.object !== undefined) return { sign, number: labelIn(claim.object.label, lang).text, unit: "" };
  if (claim.value_label !== undefined) return { sign, number: labelIn(claim.value_label, lang).text, unit: "" };
  if (claim.unit === "date") return { sign, number: whenText(String(claim.value), lang), unit: "" };
  const value = typeof claim.value === "number" ? claim.value : Number.NaN;
  if (!Number.isFinite(value)) return { sign, number: String(claim.value), unit: "" };
  return { sign, ...numberParts(claim, value, lang) };
}

/** Parts as one line: "≥ 900 户". In Chinese a thin space keeps digits from Han characters. */
export function figureText(claim: Valued, lang: Lang): string {
  const { sign, number, unit } = figureParts(claim, lang);
  return [sign, number, unit].filter(Boolean).join(lang === "zh" ? "\u2009" : " ");
}

/** The value to the last digit, in base units. */
export function exactText(claim: Valued, lang: Lang): string {
  if (typeof claim.value !== "number") return figureText(claim, lang);
  const digits = new Intl.NumberFormat("en", { maximumFractionDigits: 6 }).format(claim.value);
  const unit = { yuan: lang === "zh" ? "元" : "yuan", m2: lang === "zh" ? "平方米" : "m²", currency: claim.currency ?? "", ratio: "", count: countNoun(claim, lang) }[claim.unit] ?? "";
  return [digits, unit].filter(Boolean).join(lang === "zh" ? "\u2009" : " ");
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

function dayText(day: string, lang: Lang): string {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-(Q[1-4]|H[12]))?$/.exec(day);
  if (match === null) return day;
  const [, year, month, date, part] = match;
  if (part !== undefined) return partOfYear(year ?? "", part, lang);
  if (month === undefined) return lang === "zh" ? `${year}年` : `${year}`;
  if (lang === "zh") return `${year}年${Number(month)}月${date === undefined ? "" : `${Number(date)}日`}`;
  const name = MONTHS[Number(month) - 1] ?? month;
  return date === undefined ? `${name} ${year}` : `${Number(date)} ${name} ${year}`;
}

function partOfYear(year: string, part: string, lang: Lang): string {
  if (lang === "en") return part.startsWith("Q") ? `${part} ${year}` : `${part === "H1" ? "first" : "second"} half of ${year}`;
  if (part.startsWith("H")) return `${year}年${part === "H1" ? "上" : "下"}半年`;
  return `${year}年第${"一二三四"[Number(part[1]) - 1]}季度`;
}

/** A period in the habit of the language; a form that is not known is shown as it stands. */
export function whenText(when: string, lang: Lang): string {
  const [from, to, ...more] = when.split("/");
  if (to === undefined || more.length > 0 || from === undefined) return dayText(when, lang);
  const open = (side: string) => side === "" || side === "..";
  if (open(from) && open(to)) return when;
  if (open(to)) return lang === "zh" ? `${dayText(from, lang)}起` : `from ${dayText(from, lang)}`;
  if (open(from)) return lang === "zh" ? `至${dayText(to, lang)}` : `until ${dayText(to, lang)}`;
  return spanText(from, to, lang);
}

function spanText(from: string, to: string, lang: Lang): string {
  const a = /^(\d{4})-(\d{2})$/.exec(from);
  const b = /^(\d{4})-(\d{2})$/.exec(to);
  if (a !== null && b !== null && a[1] === b[1]) {
    if (lang === "zh") return `${a[1]}年${Number(a[2])}月至${Number(b[2])}月`;
    return `${MONTHS[Number(a[2]) - 1]} to ${MONTHS[Number(b[2]) - 1]} ${a[1]}`;
  }
  return lang === "zh" ? `${dayText(from, lang)}至${dayText(to, lang)}` : `${dayText(from, lang)} to ${dayText(to, lang)}`;
}

/** A period in few letters, for the cells of tables: 2025年1–9月, Jan–Sep 2025. */
export function whenShort(when: string, lang: Lang): string {
  const text = whenText(when, lang);
  if (lang === "zh") return text.replace(/月至(?=\d+月$)/, "–");
  return MONTHS.reduce((short, month) => short.replaceAll(month, month.slice(0, 3)), text.replace(" to ", "–"));
}

/** A moment of recording, to the minute, in the reader's time zone. */
export function momentText(moment: string, lang: Lang, timeZone?: string): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return moment;
  const options: Intl.DateTimeFormatOptions = { year: "numeric", month: lang === "zh" ? "long" : "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  if (timeZone !== undefined) options.timeZone = timeZone;
  return new Intl.DateTimeFormat(lang === "zh" ? "zh-CN" : "en-GB", options).format(date);
}

/** A plain number of things: "1,096". */
export function countText(value: number): string {
  return new Intl.NumberFormat("en").format(value);
}

/** A size in bytes, to two digits. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${Number((bytes / 1e3).toPrecision(2))} kB` : `${Number((bytes / 1e6).toPrecision(2))} MB`;
}
