// When a figure holds: the period named, the horizon of a plan, or the document's own date.
// Invariant: a planned or target figure without a horizon has no date; nothing is ever dated later than it says.
import { datedEvents } from "./events.ts";
import { clauseAt, type Context } from "./context.ts";
import type { Figure, Modality, When } from "./model.ts";
import { ending } from "./pattern.ts";
import { words } from "./said.ts";

const IN_ROW = words("分别", "respectively");
const SINCE = ending(/\bsince (?:its founding in |the )?$/);

/** "rose 7.1 % to 90 billion yuan in 2022": the rate is of the level's year. */
const TO_LEVEL = /^ ?(?:year[- ]on[- ]year )?(?:to|reaching) [^,.;]{1,40} (?:in|for) (?:the )?$/;
const FOR_TIME = /^(?: (?:and|to) [^,.;a-z]{1,8}[\d.,]+ ?(?:million|billion|bn|m)?(?: yuan| euros?| dollars?)?)? (?:for|in) (?:the )?(?:full )?(?:year )?$/;
const CLOSING = /^(?! ?(?:founded|established))(?:[ -][a-z&'-]+(?<!\b(?:will|would|is|are|was|were|has|have|had|to|which|that|who|while|and|since|by|than|from|founded|established|built|opened|launched|held|signed|created|due|planned|set|completed|formed)))*? (?:in |for |during )?(?:the )?$/;
const WHOLE_YEAR = /全年(?!龄|均)/;
/** What opens another statement behind a figure, so that the horizon at the end of the clause is not its own. */
const PREDICATE = /\b(?:will|would|is|are|was|were|has|have|had|to|plans?|planned|aims?|expects?|while|which|that)\b/;

/** The as_of of a figure under the labelling guide. */
export function asOf(c: Context, f: Figure, modality: Modality, published: When | undefined, period?: When): When | null {
  const mine = clauseAt(c, f.start).index;
  const year = yearInRow(c, f);
  if (year !== undefined && (modality !== "actual" || !later(year, published))) return year;
  // "全年力争新签约项目60个": the year of the document.
  if (modality !== "actual" && published !== undefined && !c.dates.some((d) => d.when !== undefined && d.kind !== "now" && d.kind !== "recent" && d.end <= f.start) && WHOLE_YEAR.test(c.low.slice(0, f.start))) return published.slice(0, 4);
  if (c.dates.length === 0) return modality === "actual" ? (period ?? published ?? null) : null;
  const { taken } = datedEvents(c);
  const since = (end: number, start: number): boolean => c.low.includes("以来") && /^[^,。]{0,12}以来/.test(c.low.slice(end, end + 14)) || SINCE.test(c.low, Math.max(0, start - 24), start) || c.low[start - 1] === "自";
  const near = c.dates
    .filter((d) => d.when !== undefined && d.kind !== "recent" && d.kind !== "now" && !taken.has(d))
    .filter((d) => { const theirs = clauseAt(c, d.start).index; return theirs === mine || (theirs < mine && mine - theirs <= 6 && d.end <= f.start); })
    .filter((d) => !since(d.end, d.start) && !compared(c, d.start));
  const before = near.filter((d) => d.end <= f.start).pop();
  // "a 100-billion-yuan LED industry by 2025": the horizon may close the clause, if no other figure stands between.
  const inClause = near.find((d) => d.start >= f.end && (d.start - f.end < 12 || (c.lang === "en" && f.unit === "ratio" && TO_LEVEL.test(c.low.slice(f.end, d.start))) || (c.lang === "en" && modality !== "actual" && d.horizon && (!c.figures.some((g) => g.start >= f.end && g.end <= d.start) || !PREDICATE.test(c.low.slice(f.end, d.start))))));
  // "forecasts sales of 90 to 100 million for 2024": a time still to come, told behind the figure.
  const coming = inClause === undefined && c.lang === "en" && modality !== "actual" ? near.find((d) => d.start >= f.end && d.start - f.end < 40 && later(d.when!, published) && FOR_TIME.test(c.low.slice(f.end, d.start))) : undefined;
  // "saw a 5% drop in revenue last year": the time that closes the clause, where nothing else stands between.
  const closing = coming === undefined && inClause === undefined && c.lang === "en" && modality === "actual" ? near.find((d) => d.start >= f.end && d.start - f.end < 60 && !c.figures.some((g) => g.start >= f.end && g.end <= d.start) && CLOSING.test(c.low.slice(f.end, d.start)) && !later(d.when!, published)) : undefined;
  const date = coming ?? closing ?? (inClause && c.lang === "en" ? inClause : (before ?? inClause));
  if (modality === "actual") {
    const { span } = clauseAt(c, f.start);
    if (date && clauseAt(c, date.start).index !== mine && /现有|目前|现已|如今|\bcurrently\b|\bnow\b|at present/.test(c.low.slice(span.start, f.start))) return published ?? null;
    if (date && (date.when!.length <= 7 || clauseAt(c, date.start).index === mine) && !later(date.when!, published)) return date.when!;
    return published ?? null;
  }
  if (date && (date.horizon || date.kind === "plan" || date.kind === "span" || !date.when!.includes("-") || /年底|末|end/.test(c.low.slice(date.start, date.end)))) return date.when!;
  return null;
}

/**
 * "2020年至2022年产值分别为412亿元、486亿元和561亿元", "8, 9 and 11 billion in 2020, 2021 and 2022 respectively": the year that the
 * text hands to this figure, where it names as many years as figures.
 */
function yearInRow(c: Context, f: Figure): When | undefined {
  if (!IN_ROW.mayBeIn(c)) return undefined;
  const word = c.lang === "zh" ? c.low.lastIndexOf("分别", f.start) : c.low.indexOf("respectively", f.end);
  if (word < 0) return undefined;
  const stop = c.lang === "zh" ? "。" : ". ";
  const from = c.lang === "zh" ? word : Math.max(0, c.low.lastIndexOf(stop, word));
  const end = c.lang === "zh" ? c.low.length : word;
  const row = c.figures.filter((g) => g.unit === f.unit && g.range === undefined && g.start >= from && g.end <= end);
  const at = row.indexOf(f);
  if (at < 0) return undefined;
  const said = c.low.slice(Math.max(0, (c.lang === "zh" ? word : from) - (c.lang === "zh" ? 60 : 0)), word);
  const span = /(20\d\d)年?(?:至|到|-|—|–|~|～| to )(20\d\d)(?!\d)/.exec(said);
  const years = span ? Array.from({ length: Math.min(12, Math.max(0, Number(span[2]) - Number(span[1]) + 1)) }, (_, i) => String(Number(span[1]) + i)) : (said.match(/(?<!\d)20\d\d(?=年|,| and|、|和|与|及| ?$| respectively)/g) ?? []);
  return years.length === row.length && years.length > 1 && new Set(years).size === years.length ? years[at] : undefined;
}

/** "比去年", "than in 2019": what a figure is compared with does not date it. */
const compared = (c: Context, start: number): boolean => (c.lang === "zh" ? start > 0 && "比较与".includes(c.low[start - 1]!) : /\b(?:than|from|over|versus|against)(?: in)?(?: the)? $/.test(c.low.slice(Math.max(0, start - 16), start)));

/** "2023年的几组数字是这样的:": the period of all that follows it. */
export function announcedPeriod(c: Context, published: When | undefined): When | undefined {
  if (c.figures.length > 0 || c.dates.length === 0 || !/:\s*$/.test(c.fold)) return undefined;
  const periods = c.dates.filter((d) => d.when !== undefined && d.kind === "absolute" && d.when.length <= 7 && !d.horizon && !later(d.when, published));
  return new Set(periods.map((d) => d.when!.slice(0, 4))).size === 1 ? periods[periods.length - 1]!.when : undefined;
}

const BULLETIN = /(20\d\d)年度?(上半年|前三季度|[一二三四]季度|1-(1[0-2]|[1-9])月)?[^。,]{0,24}(?:统计|运行|公报|年报|总结|分析|盘点|主要指标|发展情况|决算|数字|数据|成绩单|账本|工作报告|年度报告)/;

/** The period that a bulletin's headline says all of it is about; it holds for what names no time of its own. */
export function bulletinPeriod(headline: string, published: When | undefined): When | undefined {
  const m = BULLETIN.exec(headline);
  if (!m) return undefined;
  const month = m[3] ?? { 上半年: "6", 前三季度: "9", 一季度: "3", 二季度: "6", 三季度: "9", 四季度: "12" }[m[2] ?? ""];
  const when = month === undefined ? m[1]! : `${m[1]}-${month.padStart(2, "0")}`;
  return later(when, published) ? undefined : when;
}

const later = (when: When, published: When | undefined): boolean => published !== undefined && when.slice(0, published.length) > published.slice(0, when.length);
