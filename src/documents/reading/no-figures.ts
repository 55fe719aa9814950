// Figures that are none of their own: parts of names, marks of rows, conversions; and sums that take the money of the one before.
// Invariant: looks at the words around the figure only.
import { clauseAt, type Context } from "./context.ts";
import type { Figure } from "./model.ts";
import { opening } from "./pattern.ts";
import { words } from "./said.ts";
import type { Sentence } from "./segment.ts";

/** "to 20 billion yuan, up from 14.6 billion in 2015": the second sum is in the money of the first. */
export function lendCurrency(low: string, figures: readonly Figure[]): void {
  let money: Figure | undefined;
  for (const f of figures) {
    if (f.unit === "yuan" || f.unit === "currency") money = f;
    else if (money && f.unit === "bare" && /billion|trillion|million/.test(f.stated.scale ?? "") && f.start - money.end < 90 && /^(?:[.,;)]| (?:in|by|from|a year|this|last|next|the year|two|three|for|has|have|was|were|is|are|had|will|came|went)\b|$)/.test(low.slice(f.end, f.end + 10))) {
      Object.assign(f, { unit: money.unit, currency: money.currency });
    }
  }
}

/** "(CIOE 2021)", "Photonics West 2024": a year that closes a name is no date. */
export function nameYear(fold: string, start: number, end: number): boolean {
  if (end - start !== 4 || !/^(?:19|20)\d\d$/.test(fold.slice(start, end))) return false;
  // "The Lighting Fair (Spring Edition) 2012 was held": a year between a name and its verb.
  if (/(?:[A-Z][A-Za-z-]*|\b[A-Z][^()]{0,40} ?\([^()]{2,30}\)) $/.test(fold.slice(Math.max(0, start - 60), start)) && /^,? (?:(?:was|is|will be|were) (?:held|opened|staged|hosted)|(?:has |will )?(?:took|takes?|taken) place|(?:will )?(?:opened|opens?|kicked|kicks|runs?|closed|closes|attract\w*)\b)/.test(fold.slice(end, end + 24)) && !/(?:^|[.;,] |\b)(?:In|By|Since|Until|From|During|January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Winter|Fall|Q[1-4]|FY|Late|Early|Mid) $/.test(fold.slice(Math.max(0, start - 14), start))) return true;
  return /(?:\b[A-Z]{2,}|[A-Z][A-Z]+[a-z]*|(?:World of Photonics|West|Expo|Exposition|Fair|Conference|Forum|Summit|Exhibition)) $/.test(fold.slice(Math.max(0, start - 22), start)) && !/\b(?:IN|BY|RMB|USD) $/.test(fold.slice(0, start));
}

const GRANTS = words("给予", "奖励", "补助", "补贴", "资助", "贴息", "享受");
/** "产值首次突破10亿元的,给予…", "投资1亿元以上的项目,最高奖励…": what one must reach to be granted something. */
const QUALIFIES = opening(/^(?:、[^,。;]{0,24})?(?:(?:及?以上|以下|左右)?的,|(?:及?以上|以下)的?[\u4e00-\u9fff]{0,8}(?:企业|项目|机构|单位|团队|平台|公司|园区|集群),?)(?:最高|一次性|分别|按[^,。;]{0,12},?|可|将|由[^,。;]{0,10})*(?:给予|奖励|补助|补贴|资助|贴息|享受)/);

/** "申报单位须成立满3年,员工不少于20人": what an applicant must have, and nobody has. */
export function isRequired(c: Context, f: Figure): boolean {
  if (c.lang !== "zh") return false;
  if (GRANTS.mayBeIn(c) && QUALIFIES.test(c.low, f.end, f.end + 60)) return true;
  return (f.bound === "ge" || f.bound === "gt" || f.bound === "le") && c.low.includes("申") && /(?:申报|申请)(?:单位|企业|主体|对象|项目|人|条件|机构|平台|园区|本)?[^。;]{0,40}?(?:须|应当?|需|要求|条件|不少于|不低于|以上)/.test(c.low.slice(0, Math.min(c.low.length, f.end + 3)));
}

/** "前者投资12亿元", "the latter has 40 firms": which of two is meant, no single sentence tells. */
export function ofFormer(c: Context, f: Figure): boolean {
  if (c.lang === "zh" ? !c.low.includes("者") : !c.low.includes("the former") && !c.low.includes("the latter")) return false;
  return (c.lang === "zh" ? /^[\s,]*(?:前者|后者)/ : /^[\s,]*(?:and |while |whereas )?the (?:former|latter)\b(?! [a-z]+ (?:plant|factory|site|mill))/).test(c.low.slice(clauseAt(c, f.start).span.start, f.start));
}

/** A number that is part of a name ("2024长春国际光电博览会", "“星光20条”") is no figure. */
export function insideName(c: Context, f: Figure): boolean {
  if (c.mentions.some((m) => m.start < f.start && m.end > f.end && m.type === "Policy")) return true;
  // "百亿级激光产业集群", "千亿产业集群": the size class that opens an industry's name is its figure.
  const size = f.unit === "bare" && typeof f.value === "number" && f.value >= 1e9 && c.lang === "zh";
  if (c.mentions.some((m) => !m.definite && m.start <= f.start && m.end >= f.end + 2 && f.unit === "bare" && f.stated.scale === undefined && !(size && m.type === "Cluster" && m.start === f.start))) return true;
  // '"ten-city ten-thousand-lamp" project': words of a name in quotes.
  if (c.lang === "en" && /^[a-z]/.test(c.low[f.start]!) && c.low[f.end] === "-" && (c.low.slice(0, f.start).match(/["“”]/g)?.length ?? 0) % 2 === 1) return true;
  const open = Math.max(c.fold.lastIndexOf("“", f.start), c.fold.lastIndexOf("‘", f.start));
  if (open >= 0 && f.start - open <= 12 && !f.level) {
    const close = c.fold.indexOf("”", open);
    if (close >= f.end && close - open <= 14 && f.unit !== "yuan") return true;
  }
  return false;
}

/** "01 东湾产业园", "产值破亿的企业": the number of a row, a bare scale that is a threshold. */
export function isMark(s: Sentence, c: Context, f: Figure): boolean {
  if (s.first && f.end <= 4 && /^\s*0\d $/.test(c.fold.slice(0, f.end + 1))) return true;
  // "1 公司概况", "2. 发展历程": the number of a section, on a line of a few words that tell nothing.
  if (s.first && f.unit === "bare" && (s.heading || s.item) && c.fold.length < 24 && c.figures.length === 1 && /^\s*\d{1,2}(?:\.\d)?[.、]? ?$/.test(c.fold.slice(0, f.end + 1)) && /^[.、]? ?[\u4e00-\u9fff、与和及]{2,16}\s*$/.test(c.fold.slice(f.end)) && c.fold[f.end] !== "家") return true;
  return (c.lang === "zh" && f.end - f.start <= 2 && /^[百千]?[万亿]$/.test(c.fold.slice(f.start, f.end)) && /[破过超上近逾]$/.test(c.fold.slice(0, f.start)) && /^元?的/.test(c.fold.slice(f.end, f.end + 2)));
}

/** "(EUR 1 billion)" right after a sum of money is the same sum in another currency. */
export function isConversion(low: string, f: Figure, before: Figure | undefined): boolean {
  if (f.unit === "m2" && before?.unit === "m2" && /^\s*[(,]\s*(?:约?合|折合|相当于|或|or|about|approximately|around|roughly|equivalent to)?\s*(?:about )?约?$/.test(low.slice(before.end, f.start))) {
    return Math.abs(Number(f.value) / Number(before.value) - 1) < 0.05;
  }
  if (f.unit !== "yuan" && f.unit !== "currency") return false;
  if (!before || (before.unit !== "yuan" && before.unit !== "currency") || (before.currency ?? "CNY") === (f.currency ?? "CNY")) return false;
  return /^\s*(?:\(|,(?= ?(?:or|about|around|approximately|roughly|some|nearly|equivalent|[a-z$€£¥]*\$|约合?|折合|合|相当于|按)))\s*(?:or|about|around|approximately|roughly|some|nearly|equivalent to|约合?|折合|合|相当于|按.{0,10}折合)?[^()\d]{0,12}$/.test(low.slice(before.end, f.start)) || /^ or (?:about )?$/.test(low.slice(before.end, f.start));
}

