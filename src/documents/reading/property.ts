// Decides which property a figure states, from trigger words near it that fit its unit.
// Invariant: a property is proposed only with a unit it allows; the deciding words are part of the answer.
import { because, clauseAt, figureBetween, type Context } from "./context.ts";
import type { Trigger } from "./lexicon.ts";
import type { Figure, Reason, Span } from "./model.ts";
import { ending, opening } from "./pattern.ts";
import { headOfCount } from "./count-noun.ts";
import { growthQualifier, rateOfMultiple } from "./growth.ts";
import { words } from "./said.ts";

export interface Decided {
  property: string;
  unit: string;
  reason: Reason;
  score: number;
  qualifier?: string;
  /** the value meant, where it is not the number itself (a multiple that says a rate) */
  worth?: number;
}

/** "较上届10.29万人": the figure compared with is of the same kind. */
const COMPARED = ending(/[比较](?:上届|上一届|上年|去年|前年|上一?年度)(?:同期)?的?$/);
const MONEY = new Set(["investment", "contract_value", "output_value", "revenue", "other_count"]);
const AREA = new Set(["area.land", "area.floor", "exhibition_area"]);
/** Of the catch-all's words, those that name sums of money. */
const MONEY_OTHER = /研发|r&d|research and development|地区生产总值|gdp|gross domestic|税|利润|出口|外贸|奖金|贷|授信|立项支持|注册|市值|资产|成交|交易|采购|订货|亏损|价|租金|估值|export|import|profit|net income|tax|prize money|bonus|credit|loan|bank capital|registered|budget|backlog|capitaliz|market value|asset|trade|transaction|capital of|valu|rent|price/;

interface Candidate {
  trigger: Trigger;
  span: Span;
  score: number;
}

function allowed(t: Trigger, c: Context, clause: Span, at: number): boolean {
  // A clause that opens with the trigger goes on with what the clause before spoke of.
  const from = c.lang === "zh" && clause.start > 0 && at - clause.start <= 2 ? clauseAt(c, clause.start - 1).span.start : clause.start;
  const text = c.low.slice(from, clause.end);
  return !t.unless.some((w) => text.includes(w)) && (t.near.length === 0 || t.near.some((w) => text.includes(w)));
}

/** How strongly a trigger at `span` speaks for the figure, by side, distance, clause and figures between. */
function nearness(c: Context, f: Figure, span: Span): number {
  const own = clauseAt(c, f.start);
  const theirs = clauseAt(c, span.start);
  const back = own.index - theirs.index;
  if (span.end <= f.start) {
    const distance = f.start - span.end;
    const between = figureBetween(c, span.end, f.start, f);
    const scale = c.lang === "zh" ? 14 : 40;
    const base = 1 / (1 + distance / scale);
    if (back === 0) return base * (between ? 0.6 : 1);
    if (back > 3) return 0;
    if (c.lang === "en") return base * (between ? 0.5 : 0.88);
    return base * (between ? 0.35 : 0.6) * (back === 1 ? 1 : 0.8);
  }
  if (span.start >= f.end) {
    const gap = c.low.slice(f.end, span.start);
    if (back !== 0 || figureBetween(c, f.end, span.start, f)) return 0;
    const attached = c.lang === "zh" ? /^(?:的|以上的?|左右的?|级)?$/.test(gap) : /^(?: of| in| worth of)?(?: an?| the)? ?$/.test(gap);
    if (attached) return 1.15;
    return c.lang === "zh" ? 0.75 / (1 + gap.length / 4) : 0.8 / (1 + gap.length / 16);
  }
  return 0;
}

function candidates(c: Context, f: Figure, fits: (t: Trigger) => boolean): Candidate[] {
  const list: Candidate[] = [];
  for (const hit of c.triggers) {
    if (hit.end < f.start - 240 || hit.start > f.end + 160) continue;
    const near = nearness(c, f, hit);
    if (near <= 0) continue;
    const { span } = clauseAt(c, hit.start);
    for (const t of hit.triggers) if (fits(t) && allowed(t, c, span, hit.start)) list.push({ trigger: t, span: hit, score: t.weight * near });
  }
  return list.sort((a, b) => b.score - a.score || b.trigger.word.length - a.trigger.word.length);
}

/** The property of a figure, or undefined where none fits. */
export function decideProperty(c: Context, f: Figure, before: Decided | undefined, mainType: string | undefined): Decided | undefined {
  if (before && c.lang === "zh" && f.unit !== "ratio" && COMPARED.test(c.low, Math.max(0, f.start - 8), f.start)) return { ...before, score: 0.5, reason: { rule: "what the figure before is compared with" } };
  if (before && besideFormer(c, f)) return { ...before, score: 0.5, reason: { rule: "the figure of the time before, in brackets" } };
  if (f.unit === "yuan" || f.unit === "currency") return money(c, f, before);
  if (f.unit === "m2") return area(c, f, mainType, before);
  if (f.unit === "ratio") {
    // "9% of the total, up from 2%", "from 28% to 22%", "first by far with 60%": shares told in a row.
    if (before?.property === "market_share" && c.lang === "en" && /(?:\b(?:up|down) from|\bfrom|\bto|\bwith|\bagainst|\bcompared (?:with|to)) (?:about |around |nearly )?$/.test(c.low.slice(Math.max(0, f.start - 30), f.start)) && !GROWTH_EN.test(c.low.slice(Math.max(0, f.start - 40), f.start).replace(/\b(?:up|down) from.*$/, ""))) return { ...before, score: 0.5, reason: { rule: "shares told in a row" } };
    if (before?.property === "market_share" && c.lang === "zh" && FROM_TO.test(c.low, Math.max(0, f.start - 10), f.start) && c.figures.some((g) => g.unit === "ratio" && g.end <= f.start && f.start - g.end < 10)) return { ...before, score: 0.6, reason: { rule: "the later share of a change" } };
    if (OF_STOCK.test(c.low)) return undefined;
    return ratio(c, f);
  }
  if (f.unit === "multiple") {
    const worth = rateOfMultiple(c, f);
    return worth === undefined ? undefined : { property: "growth_rate", unit: "ratio", worth, reason: because(c, f.start, f.end), score: 0.7, ...grown(c, f) };
  }
  if (f.unit === "count") return headOfCount(c, f, mainType, before);
  return bare(c, f, before, mainType);
}

/** "Visitors: 6,528 (5,865)", "856家(上届720家)", "12,900 (previous year 10,572)": what was counted the time before. */
function besideFormer(c: Context, f: Figure): boolean {
  const prior = c.figures[c.figures.indexOf(f) - 1];
  if (prior === undefined || f.unit === "ratio" || f.unit === "m2" || typeof f.value !== "number" || typeof prior.value !== "number" || (prior.unit !== f.unit && prior.unit !== "count" && f.unit !== "bare")) return false;
  const gap = c.low.slice(prior.end, f.start);
  const named = /^[^,.;,。;()]{0,24}\((?:in )?(?:the )?(?:previous|prior|last|preceding) (?:year|edition|show|time)(?:'s)?(?: figure)?:? ?$|^[^,。;()]{0,10}\((?:上届|上一届|上年|上一年度?|去年|前年|上次|去年同期)(?:为|是|:)?$|^[^,.;()]{0,20}\((?:19|20)\d\d: ?$/.test(gap);
  const plain = gap === " (" && c.low[f.end] === ")" && f.unit === "bare" && f.stated.scale === undefined && prior.bound === "eq" && f.value / prior.value < 3 && prior.value / f.value < 3 && f.value >= 100;
  return named || plain;
}

/** "产值超亿元的企业51家", "projects of over 1 billion yuan": the sum is a condition, not a claim. */
const THRESHOLD = /^(?:及?以上)?的?[\u4e00-\u9fff]{0,4}(?:(?:企业|项目|公司|客户)(?:数|数量|总数)?(?:[^,。;]{0,6}\d|达|[,。、;]|$)|(?:园区|产品|集群)(?:[^,。;]{0,6}\d))/;

/** "投资百亿元、占地千亩以上工业项目8个": each of several conditions at once. */
function conditioned(c: Context, f: Figure): boolean {
  if (c.lang !== "zh") return false;
  if ((f.bound === "ge" || f.bound === "gt") && THRESHOLD.test(c.low.slice(f.end, f.end + 24))) return true;
  const next = c.low[f.end] === "、" || c.low[f.end] === "且" ? c.figures[c.figures.indexOf(f) + 1] : undefined;
  return next !== undefined && next.unit !== f.unit && next.unit !== "count" && next.start - f.end <= 8 && conditioned(c, next);
}

function money(c: Context, f: Figure, before: Decided | undefined): Decided | undefined {
  if (conditioned(c, f)) return undefined;
  if ((f.bound === "ge" || f.bound === "gt" || f.level || /上$/.test(c.low.slice(Math.max(0, f.start - 1), f.start)) || c.low.slice(f.start, f.end + 2).includes("以上")) && THRESHOLD.test(c.low.slice(f.end, f.end + 24))) return undefined;
  if (c.lang === "zh" && isCondition(c, f)) return undefined;
  if (PER_HEAD.test(c.low, Math.max(0, f.start - 30), f.start) || EACH_OF.test(c.low, f.end, f.end + 16)) return { property: "other_count", unit: f.unit, reason: { rule: "so much each" }, score: 0.6 };
  if (c.lang === "en") {
    const told = moneyEn(c, f, before);
    if (told !== undefined) return told;
  }
  // "总规模10亿元的专项资金": a fund is described.
  if (c.lang === "zh" && /^的[\u4e00-\u9fff]{0,14}(?:专项资金|引导资金|扶持资金|基金)(?!会)/.test(c.low.slice(f.end, f.end + 24))) return { property: "investment", unit: f.unit === "yuan" ? "yuan" : "currency", reason: { rule: "the size of a fund" }, score: 0.7 };
  if (c.lang === "zh" && RATE.test(c.low, f.end, f.end + 6)) return undefined;
  if (c.lang === "en" && (f.bound === "gt" || f.bound === "ge") && /^ (?:enterprises?|compan(?:y|ies)|firms?|projects?)\b/.test(c.low.slice(f.end, f.end + 14))) return undefined;
  if (c.lang === "en" && (f.bound === "gt" || f.bound === "ge") && /\b(?:projects?|companies|enterprises|firms) (?:each )?(?:worth|valued at) (?:over|more than|at least|above) $/.test(c.low.slice(Math.max(0, f.start - 50), f.start)) && /^ each\b/.test(c.low.slice(f.end, f.end + 6))) return undefined;
  if (c.lang === "en" && /\b(?:enterprises|companies|firms|suppliers) of (?:about|around|more than|over|at least|nearly) (?:[a-z$€£]{0,4}) ?$/.test(c.low.slice(Math.max(0, f.start - 50), f.start))) return undefined;
  if (c.lang === "en" && (f.bound === "gt" || f.bound === "ge") && /\bprojects? (?:of|over|exceeding|above|with (?:an )?investment(?: of)?) (?:more than |over |at least |above |super )?$/.test(c.low.slice(Math.max(0, f.start - 60), f.start))) return undefined;
  if (c.lang === "en" && f.bound === "gt" && /\d (?:enterprises?|companies|firms) (?:annual )?(?:output value|output|revenue|sales)(?: of)? (?:exceed(?:s|ed|ing)?|over|more than) $/.test(c.low.slice(Math.max(0, f.start - 70), f.start))) return undefined;
  if (c.lang === "zh" && isChange(c, f)) return undefined;
  if (c.lang === "en" && /\b(?:up|increase[ds]?|rise|rose|grew|down|fell|decrease[ds]?) (?:of|by) (?:about |around |nearly |over |more than )?$/.test(c.low.slice(Math.max(0, f.start - 40), f.start))) return undefined;
  if (c.lang === "en" && (f.bound === "gt" || f.bound === "ge") && /^ each\b/.test(c.low.slice(f.end, f.end + 6)) && /\b(?:companies|firms|enterprises|projects|suppliers|them)\b/.test(c.low.slice(Math.max(0, f.start - 90), f.start))) return undefined;
  // "In 2010 it was 114 billion yuan": the measure the sentence before spoke of.
  if (before && MONEY.has(before.property) && c.lang === "en" && /^\s*(?:(?:in|by|for|at) [^,.;]{2,24},? )?(?:it|this|that|the figure) (?:was|is|stood at|reached|came to|had been|will be|rose to|grew to) (?:about |around |only |nearly |over |more than )?$/.test(c.low.slice(0, f.start))) return { ...before, unit: f.unit, score: 0.55, reason: { ...before.reason, rule: "carried on from the figure before" } };
  if (before && MONEY.has(before.property) && c.lang === "en" && /\b(?:at the top|first|second|third|last|in the lead|followed|next|ahead) with (?:about |around |only |nearly |over |more than |some )?$/.test(c.low.slice(Math.max(0, f.start - 60), f.start))) return { ...before, unit: f.unit, score: 0.5, reason: { ...before.reason, rule: "carried on from the figure before" } };
  const list = candidates(c, f, (t) => MONEY.has(t.property) && (t.property !== "other_count" || MONEY_OTHER.test(t.word)));
  const best = list[0];
  const unit = f.unit;
  const subset = OF_WHICH.mayBeIn(c) && /(?:其中|of which)[^,。]{0,12}$/.test(c.low.slice(Math.max(0, f.start - 20), f.start));
  if (before && MONEY.has(before.property) && (!best || best.score < 0.35 || /^ (?:of it|of which)\b/.test(c.low.slice(f.end, f.end + 10)) || (subset && best.score < 0.7))) {
    const since = c.low.slice(0, f.start);
    const run = c.lang === "en" ? c.figures.filter((g) => g.end <= f.start && (g.unit === f.unit)).pop() : undefined;
    if (run && (!best || best.score < 0.45) && /^,? (?:and )?[a-z0-9 ,&-]{0,40}$/.test(c.low.slice(run.end, f.start)) && !/\b(?:is|was|will|has|to|for|from|in|on|at)\b/.test(c.low.slice(run.end, f.start))) return { ...before, unit, score: 0.5, reason: { ...before.reason, rule: "carried on from the figure before" } };
    if (c.lang === "en" && (!best || best.score < 0.45) && /(?:made up|makes up|accounted for|came to|\badd(?:s|ed|ing)? (?:another |a further )?|bring(?:s|ing) the total to |for a total of |total(?:l)?ing |(?:rise|growth|increase|fall|drop)[^.]{0,30}\bto (?:about |around |nearly |some )?)\s?$/.test(since)) return { ...before, unit, score: 0.5, reason: { ...before.reason, rule: "carried on from the figure before" } };
    if (subset || /^ (?:of it|of which|of that|of this)\b/.test(c.low.slice(f.end, f.end + 10)) || /[,、;和及]\s*[^,。;]{0,14}$/.test(since)) return { ...before, unit, score: 0.5, reason: { ...before.reason, rule: "carried on from the figure before" } };
  }
  if ((!best || best.score < 0.5) && (c.lang === "en" ? /^ (?:[a-z-]+ ){0,3}(?:campus|plant|factory|facility|project|park|hub|cent(?:re|er)|building|expansion|extension|upgrade|institute|laborator(?:y|ies)|foundry|headquarters|complex|fab|undertaking|venture|initiative|programme|program|scheme|development(?! (?:of|zone|fund|plan|bank|agency)))\b/ : /^的?[^,。、;\d的]{0,14}(?:项目|工程|基地|产业园)|^(?:投|兴|新)?建(?!设?用地|筑)/).test(c.low.slice(f.end, f.end + 90).replace(/^ ?\([^)]{1,24}\)/, "").replace(/^,? (?:and )?[\d.,]+[- ](?:square[- ])?(?:foot|feet|met(?:er|re)s?|m2|sqm|sq ft|acres?)\b/, "").slice(0, 60))) return { property: "investment", unit, reason: { rule: "the sum describes a project" }, score: 0.5 };
  if (c.heading && (!best || best.score < 0.3)) return undefined;
  const own = clauseAt(c, f.start).span;
  if ((f.bound === "gt" || f.bound === "ge") && /\b(?:enterprises?|firms|companies|them|projects|ones|those|suppliers),? (?:each )?(?:with|whose|having|that have) (?:an? )?(?:annual )?(?:revenue|output|sales|turnover|investment|income)[a-z ]{0,24}$/.test(c.low.slice(own.start, f.start))) return undefined;
  if (c.lang === "en" && OF_THEM.mayBeIn(c) && /(?:%|percent|per cent|most|many|majority) of (?:[a-z-]+ ){0,4}(?:compan|firms|enterprises|businesses)[^,;]{0,40}$/.test(c.low.slice(own.start, f.start))) return undefined;
  if (!best || best.score < 0.3) {
    // "It aims to reach £3 billion", "the market is set to hit £800 billion", "今年有机会达到…": a level that the words before name.
    const rises = (c.lang === "en" ? /\b(?:reach|hit|rise to|grow to|climb to|top|exceed|worth|valued at)(?:ed|es|s)? (?:about |around |nearly |some |an estimated |over |more than )?$/ : /(?:达到?|突破|超过?|增至|升至|冲上|挑战)(?:约|近|逾)?$/).test(c.low.slice(Math.max(0, f.start - 40), f.start));
    if (rises && c.lang === "en" && c.mentions.some((m) => m.type === "Market" && m.end <= f.start)) return { property: "output_value", unit, reason: { rule: "the size of a market" }, score: 0.5 };
    if (rises && before && /^(?:revenue|output_value|contract_value)$/.test(before.property) && (c.lang === "zh" || /^\s*(?:it|they|this|that|by|in|sales)\b/.test(c.low))) return { ...before, unit, score: 0.5, reason: { ...before.reason, rule: "the level that the words before name" } };
  }
  if (!best || best.score < 0.12) return { property: "other_count", unit, reason: { rule: "a sum of money with no nearer property" }, score: 0.3 };
  let property = best.trigger.property;
  if (property === "output_value" && /^contribut/.test(best.trigger.word) && !/econom|gdp|gross|output|value/.test(c.low)) property = "investment"; // what a payer puts in
  if (best.trigger.word === "worth" && property === "output_value" && /^\s*$/.test(c.low.slice(0, best.span.start))) property = "investment"; // "Worth 1.5 billion yuan, it will …": a thing to be built
  if (best.trigger.word === "worth" && /(?:projects?|building|plant|facility|factory|headquarters|cent(?:re|er)|campus|laborator(?:y|ies)) $/.test(c.low.slice(0, best.span.start))) property = "investment";
  if (property === "investment" && !/^到[位账]/.test(best.trigger.word) && signedSum(c, f)) property = "contract_value";
  if (property === "other_count" && /^研发/.test(best.trigger.word) && /补助|补贴|资助|奖励|给予/.test(c.low.slice(Math.max(0, f.start - 12), f.end + 12))) property = "investment";
  if (best.trigger.word === "worth" && /\b(?:contracts?|deals?|agreements?|orders?)\b/.test(c.low.slice(own.start, f.start))) property = "contract_value";
  if (f.level && (property === "investment" || property === "revenue") && /(?:产业|集群|园区|cluster|industry|赛道)/.test(c.low.slice(f.end, f.end + 24))) property = "output_value";
  return { property, unit, reason: because(c, best.span.start, best.span.end), score: Math.min(1, Math.max(0.3, best.score)) };
}

/** "人均年产值", "亩均税收", "per capita output": a sum of each, nobody's total. */
const EACH_OF = opening(/^ ?(?:per|for each|a) (?:employee|worker|head|capita|person|company|firm|hectare|mu)\b/);
const RATE = opening(/^ ?(?:\/|每|per )/);
const OF_WHICH = words("其中", "of which");
const OF_THEM = words("% of", "percent of", "cent of", "most of", "many of", "majority of");
const PER_HEAD = ending(/(?:人均|户均|亩均|地均|单位面积|平均每[人家户亩]|\b(?:per[- ]capita|average) )[^,。;\d]{0,12}$/);
const CONDITIONED = /^(?:、[\d.]+[万亿]+[多余]?(?:元|美元)?)*(?:及?以上|以下)?的?[\u4e00-\u9fff]{0,6}(?:企业|单位|机构|项目|团队|平台|公司)/;

/** "对营业收入首次突破50亿元、100亿元的激光企业,奖励…", "力争1家企业营收超1000亿元": who is meant, not what there is. */
function isCondition(c: Context, f: Figure): boolean {
  const { span } = clauseAt(c, f.start);
  const left = c.low.slice(span.start, f.start);
  if (left.includes("对") && /^[^,。;]{0,14}对(?!外|接|口)[^,。;]{0,24}(?:突破|达到?|超过?|不低于|以上|首次)[^,。;]{0,24}$/.test(left) && CONDITIONED.test(c.low.slice(f.end, f.end + 60))) return true;
  return (f.bound === "gt" || f.bound === "ge") && /[\d一二两三四五六七八九十](?:家|户|个)[\u4e00-\u9fff]{0,6}(?:企业|公司)(?:年|主营业务|主营|营业|销售|工业)*(?:收入|营收|产值|销售额)?(?:超过?|突破|过|达到?|逾|冲刺|迈向|跨入)$/.test(left);
}

const GONE_INTO = opening(/^ (?:has |have |had |will )?(?:been |be )?(?:gone|went|goes?|going|flow(?:s|ed)?|pour(?:s|ed)?|put|ploughed|plowed|spent|being spent) (?:into|on)\b/);
const FOR_RESEARCH = opening(/^,? ?(?:a year |annually )?(?:in|into|on|for|to) (?:its |their )?(?:research|r&d|r & d)\b/);
const ONE_MORE = ending(/\b(?:an additional|a further|another|an extra|plus) (?:about |around |some |nearly |over |more than )?$/);

/** Turns of phrase in English that say what a sum is. */
/** What firms make in a year, where no word says of which kind it is. */
const A_YEAR = opening(/^ (?:a year|per year|annually|each year|every year|in annual)(?! (?:in|of) (?:tax|export|profit|gdp|gross))/);
const GENERATED = ending(/\bgenerat(?:e|es|ed|ing) (?:about |around |some |nearly |over |more than |an estimated )?$/);

function moneyEn(c: Context, f: Figure, before: Decided | undefined): Decided | undefined {
  const said = (property: string, rule: string): Decided => ({ property, unit: f.unit, reason: { rule }, score: 0.6 });
  if (GONE_INTO.test(c.low, f.end, f.end + 40)) return said("investment", "money that goes into a thing");
  if (FOR_RESEARCH.test(c.low, f.end, f.end + 40)) return said("other_count", "money for research");
  // "which together generate £310 million a year"
  if (GENERATED.test(c.low, Math.max(0, f.start - 40), f.start) && A_YEAR.test(c.low, f.end, f.end + 40)) return said("revenue", "money made in a year");
  const left = c.low.slice(Math.max(0, f.start - 90), f.start);
  if (left.includes("sign") && /\bsign(?:ed|s|ing)? (?:up )?(?:new |investment |industrial )?(?:projects?|contracts?|agreements?|deals?) (?:worth |of |total(?:l?ing)? |valued at |for )?(?:about |around |nearly |over |more than )?$/.test(left)) return said("contract_value", "what was signed");
  if (before && MONEY.has(before.property) && ONE_MORE.test(left, 0, left.length)) return { ...before, unit: f.unit, score: 0.5, reason: { ...before.reason, rule: "carried on from the figure before" } };
  // "to expand from $53 billion last year to nearly $69 billion": both ends of one change.
  const prior = c.figures[c.figures.indexOf(f) - 1];
  if (before && MONEY.has(before.property) && prior && prior.unit === f.unit && c.low.includes("from ") && /\bfrom (?:about |around |nearly |some )?$/.test(c.low.slice(Math.max(0, prior.start - 20), prior.start)) && /^(?: (?:last year|this year|now|today|currently|in (?:19|20)\d\d))?,? to (?:about |around |nearly |some |over |more than |an estimated )?$/.test(c.low.slice(prior.end, f.start))) return { ...before, unit: f.unit, score: 0.6, reason: { ...before.reason, rule: "the later figure of a change" } };
  if (left.includes("market") && /\bmarkets?\b(?! (?:value|cap|price|share))/.test(left) && /\bmarkets?\b[^.;$€£]{0,40}\b(?:was |is |be |were |been )?(?:valued at|worth|estimated at|stood at|totall?ed|amounted to|sized at)(?: (?:about|around|nearly|some|over|more than|approximately))? ?$/.test(left)) return said("output_value", "the size of a market");
  return undefined;
}

/** "较去年增加了1196亿元", "较上届增加1万平方米": by how much, not how much. */
const isChange = (c: Context, f: Figure): boolean => /(?:增加|增长|扩大|减少|增收|多出|净增|提高|下降|高出|少)了?(?:约|近|逾|超过?)?$/.test(c.low.slice(Math.max(0, f.start - 8), f.start)) && /[比较]/.test(c.low.slice(clauseAt(c, f.start).span.start, f.start));

/** Several projects signed: their total is contract value. */
function signedSum(c: Context, f: Figure): boolean {
  const text = c.low.slice(0, Math.min(c.low.length, f.end + (c.lang === "zh" ? 30 : 110)));
  if (c.lang === "en" && /\bsign(?:ed|s)? (?:[a-z]+ ){0,2}(?:projects?|contracts?) (?:of )?\d|\breach(?:ed)? (?:a total of )?\d+ (?:[a-z]+ ){0,2}agreements\b/.test(text)) return true;
  if (!/签约|签署|签下|签订|达成[^,。]{0,12}协议|\bsigned\b|\bsigning\b/.test(text) || /(?:开工|动工|奠基)(?!当[天日]|仪式[上后]|现场)|started|broke ground/.test(text)) return false;
  return c.figures.some((g) => g !== f && (g.unit === "count" || g.unit === "bare") && /^[^,。]{0,18}(?:项目|协议|合同|企业)|^ ?[a-z -]{0,30}(?:projects|contracts|agreements|deals)/.test(c.low.slice(g.end, g.end + 40))) ||
    /批项目|项目[^,。]{0,8}(?:个|项)/.test(text);
}

function area(c: Context, f: Figure, mainType: string | undefined, before: Decided | undefined): Decided | undefined {
  if (c.lang === "zh" && (isChange(c, f) || conditioned(c, f))) return undefined;
  const list = candidates(c, f, (t) => AREA.has(t.property));
  const best = list[0];
  const { span } = clauseAt(c, f.start);
  const after = c.low.slice(f.end, f.end + 60).replace(/, .*$/, "");
  if (c.lang === "en" ? /^ of (?:[a-z-]+ ){0,5}(?:panels?|films?|glass|displays?|substrates?|boards?|sheets?|screens?|lenses|wafers|pcbs?|foil)\b/.test(after) || /\b(?:a year|per year|annually|annual (?:output|capacity|production))/.test(after) : /年产|年产能|产能|月产|产量|出货|销量|销售面积/.test(c.low.slice(span.start, f.start)) && !/占地|建筑/.test(c.low.slice(span.start, f.start))) {
    return { property: "other_count", unit: "m2", reason: { rule: "an area of goods made" }, score: 0.6 };
  }
  // "月产能9万平方米,其中全彩3万平方米": the parts are goods like the whole.
  const prior = c.figures.filter((g) => g.end <= f.start && g.unit === "m2").pop();
  if (before?.property === "other_count" && prior && f.start - prior.end < 40 && !/占地|建筑|用地|厂房|车间/.test(c.low.slice(prior.end, f.start))) return { ...before, score: 0.5, reason: { rule: "goods made, like the figure before" } };
  const expo = mainType === "Expo" || c.mentions.some((m) => m.type === "Expo");
  if (mainType === "Expo" && /\b(?:halls?|booths?|stands?|exhibition space|show floor)\b|展馆|展位|展区|展厅|摊位/.test(c.low.slice(Math.max(span.start, f.start - 70), Math.min(c.low.length, f.end + 30)))) return { property: "exhibition_area", unit: "m2", reason: { rule: "halls and stands of a fair" }, score: 0.6 };
  const big = /亩|公顷|平方公里|平方千米|km|hectare|acre|mu|kilomet|ha$/.test(f.measure);
  if (!best || best.score < 0.3) {
    const property = expo && !big ? "exhibition_area" : big ? "area.land" : "area.floor";
    return { property, unit: "m2", reason: { rule: big ? "a land measure" : "an area of a building where the text does not say" }, score: 0.3 };
  }
  let property = best.trigger.property;
  if (expo && mainType === "Expo" && best.trigger.weight < 0.7 && !big) property = "exhibition_area";
  const shown = !big && property !== "exhibition_area" && /^(?:covers?|covering|area|total area|occup\w+|面积|总面积|占地|占地面积)$/.test(best.trigger.word) ? c.mentions.filter((m) => m.end <= f.start && clauseAt(c, m.start).index === clauseAt(c, f.start).index && !m.oblique).pop() : undefined;
  if (shown?.type === "Expo") property = "exhibition_area";
  if (big && property === "area.floor" && (best.score < 0.6 || (/^(?:亩|mu|公顷|hectares?)$/.test(f.measure) && !/建筑面积|建面|总建|floor|construction area|building area/.test(best.trigger.word)))) property = "area.land";
  return { property, unit: "m2", reason: because(c, best.span.start, best.span.end), score: Math.min(1, best.score) };
}

const TERRITORY_ZH = /(?:全国|国内|全球|世界|全省|全市|全区|全县|国际|我国|中国|同行|行业|市场|全行业|省内|市内|国产|同类|全广东|本省|本市|海外|亚洲|欧洲|产业)/;
const TERRITORY_EN = /\b(?:country|nation|national|nationwide|nation's|country's|world|world's|worldwide|global|globally|domestic|china|china's|province|province's|provincial|city|city's|market|europe|european|international|asia|industry|total|state|region|region's)\b/;
const GROWTH_ZH = /(?:同比|环比|年均|增长|增速|增幅|下降|上涨|增加(?!值)|提高|提升|上升|翻|回落|减少|降低|高于|低于|年增|递增|复合)/;
const GROWTH_EN = /\b(?:year-on-year|year on year|yoy|grow|grew|grown|growth|growing|increase|increased|increases|increasing|rise|rose|risen|rising|(?<!ma[dk]e |takes |taking |make |set )up(?! to)|cagr|jump|jumped|surge|surged|fall|fell|down|decline|declined|decrease|decreased|drop|dropped|expanded|higher|lower|rate of|gain|climbed)\b/;

/** "份额由8%提升至14%". */
const FROM_TO = ending(/(?:提升|提高|上升|增加|增长|扩大|升|下降|降|下滑|回落)(?:了)?[至到为](?:约|近|超过?)?$/);
const OF_FIRMS = opening(/^(?:以上|左右)?的?(?:规上|规模以上|光电|激光|相关|工业|高新技术|上市|龙头|骨干|科技|半导体){0,2}(?:企业|公司|厂商)(?![^,。;]{0,3}(?:产值|产品|产能|份额|营收|收入))/);
/** What a firm's paper is worth says nothing of the firm. */
const OF_STOCK = /股价|涨停|跌停|收盘价?|\b(?:share price|stock|shares) (?:\([^)]*\) )?(?:price )?(?:closed|rose|fell|jumped|gained|dropped|surged|opened|ended|slid|climbed|soared|plunged)\b/;

/** What grew, as the qualifier of a rate. */
function grown(c: Context, f: Figure): { qualifier?: string } {
  const qualifier = growthQualifier(c, f);
  return qualifier === undefined ? {} : { qualifier };
}

/** A share of a territory's total, a growth rate, or nothing. */
function ratio(c: Context, f: Figure): Decided | undefined {
  const { span, index } = clauseAt(c, f.start);
  const left = c.low.slice(span.start, f.start);
  const right = c.low.slice(f.end, Math.min(span.end, f.end + (c.lang === "zh" ? 14 : 60)));
  const growth = c.lang === "zh" ? GROWTH_ZH : GROWTH_EN;
  const shareWord = c.lang === "zh" ? /占有率|市占率|份额|占比|比重|占(?!地)|贡献|撑起/ : /share|account|occup|hold|held|represent|make up|makes up|produc|contribut|generat|employ|won |win |awarded|cover/;
  const nearLeft = left.slice(-(c.lang === "zh" ? 22 : 60));
  const g = lastMatch(nearLeft, growth);
  const s = lastMatch(nearLeft, shareWord);
  if (g !== undefined && (s === undefined || g.at > s.at)) {
    const at = f.start - nearLeft.length + g.at;
    return { property: "growth_rate", unit: "ratio", reason: because(c, at, at + g.word.length), score: 0.8, ...grown(c, f) };
  }
  if (c.lang === "en" && GROWTH_EN.test(right.slice(0, 30)) && s === undefined && !/^ ?of/.test(right)) {
    return { property: "growth_rate", unit: "ratio", reason: { words: right.trim().slice(0, 30) }, score: 0.6, ...grown(c, f) };
  }
  const left2 = left.slice(-60);
  if (c.lang === "zh" ? NOT_SHARE_ZH.test(left2 + right) : NOT_SHARE_EN.test(nearLeft + right.slice(0, 40))) return undefined;
  // "产业链完善度71%", "本地配套率38%": a degree of its own, no share of a whole.
  if (c.lang === "zh" && /(?:(?<!占有|市占)率|完善度|完整度|集中度|成熟度|满意度|本地化)(?:已|也)?(?:达到|达|为|约|近|超过?|提升[至到]|提高[至到])?$/.test(left)) return undefined;
  // "其中实业型项目占94.5%": how a crowd is made up.
  if (c.lang === "zh" && /(?:项目|企业|观众|展商|展位|人次|客商|买家|会员|职工|员工|人员|博士|硕士|本科)[^,。]{0,6}占(?:比|到|了)?(?:约|近|超过?|达)?$|企业占[^,。占]{0,10}企业(?:总数|数量|总量)?的?(?:约|近|超过?)?$/.test(left)) return undefined;
  // "收入合计25亿元,其中事业收入12亿元,占50%": how the body's own sum is made up.
  const own = c.lang === "zh" && /^占(?:比|到|了)?(?:约|近|超过?|达)?$/.test(left) && /其中/.test(c.low.slice(0, span.start)) && c.mentions.length === 0;
  if (own && !TERRITORY_ZH.test(c.low.slice(0, f.start))) return undefined;
  if (c.lang === "zh" && OF_FIRMS.test(c.low, f.end, f.end + 16)) return undefined; // "集聚了全省七成的光电企业": a share of firms
  const strong = c.lang === "zh" ? /占有率|市占率|市场份额|份额/.test(left2 + right) : /market share|share of/.test(left2 + right);
  const said = (score: number): Decided => {
    const at = s ? f.start - nearLeft.length + s.at : f.start;
    const of = c.lang === "zh" ? /占(?!有率|比)(?:到|了|据)?([^,。;占\d]{2,16}?)(?:的|比重|约|近|超|$)/.exec(left2)?.[1] : undefined;
    return { property: "market_share", unit: "ratio", ...(of ? { qualifier: of } : {}), reason: s ? because(c, at, at + s.word.length) : { words: right.trim().slice(0, 30) }, score };
  };
  if (strong) return said(0.9);
  if (c.lang === "en") {
    if (/^ ?of which\b/.test(right)) return undefined;
    if (/^ ?of (?:[A-Za-z'’&-]+ ){0,4}(?:\d[\d,]* )?(?:members|employees|staff|workers|graduates|alumni)\b/.test(right) || /^ ?of (?:the )?(?:total )?(?:work|project|construction|excavation)\b/.test(right)) return undefined; // a part of the members, a stage of the work
    // "80% to 90% are produced in China": where a whole is made.
    if (/ (?:in|from) /.test(right) && MADE_IN.test(c.fold, f.end, Math.min(c.fold.length, f.end + 80)) && /\bworld|global|nation|country|\bof (?:the|all)\b|\bamong (?:them|these)\b|\bproduction\b|\boutput\b/.test(c.low.slice(0, f.start))) return said(0.5);
    if (!/^ ?(?:or more |or so )?of\b/.test(right)) return s !== undefined && TERRITORY_EN.test(left2 + right) ? said(0.6) : undefined;
    // "70% of companies have ...": a part of firms or people described, not a share held.
    if (/^ ?of (?:[A-Z][A-Za-z&. ]{1,40}(?:'s|’s)|its|their|the company's|the firm's|the group's) (?:total )?(?:revenue|sales|turnover|income)\b/.test(c.fold.slice(f.end, f.end + 80))) return undefined; // whose customer it is
    const ofRegion = /^ ?(?:or more |or so )?of (?:the )?(?:regional|national|domestic|provincial|city's|world|global)\b/.test(right);
    if (!ofRegion && (s === undefined ? /^ ?(?:or more |or so )?of (?:the |all |its |their |our |these )?(?:[a-z-]+ ){0,3}(?:compan|firms|enterprises|members|consorti|participants|respondents|exhibitors|visitors|attendees|buyers|businesses|projects|revenue|sales|turnover)/ : /^ ?(?:or more |or so )?of (?:the |all |its |their |our |these |all the )?(?:[a-z-]+ ){0,2}(?:compan|firms|enterprises|members|participants|respondents|exhibitors|visitors|attendees|buyers|businesses)/).test(right)) return undefined;
    return said(TERRITORY_EN.test(right) || s !== undefined ? 0.75 : 0.5);
  }
  const territory = TERRITORY_ZH.test(left2) || TERRITORY_ZH.test(right) || placeNear(c, span, f);
  if (s !== undefined) return said(territory ? 0.75 : 0.55);
  if (territory && /^(?:以上|左右)?的/.test(right)) return said(0.5);
  const prior = index > 0 ? c.low.slice(c.clauses[index - 1]!.start, c.clauses[index - 1]!.end) : "";
  return territory && shareWord.test(prior) && !growth.test(left) ? { ...said(0.5), reason: { rule: "shares told in a row" } } : undefined;
}

const MADE_IN = opening(/^(?: (?:to|-|and) [\d.]+ ?(?:%|percent|per cent))?(?: of (?:it|them|these))? (?:is |are |be |were |was )?(?:produced?|distributed?|made?|make|manufactured?|located?|concentrated?|comes?|came|based) (?:in|from) (?:the )?[A-Z]/);
const NOT_SHARE_ZH = /增长的?贡献|贡献率|持股|股权|股份|利率|达标|完成率|入驻率|出租率|覆盖率|合格率|良率|良品率|满意|国产化率|自给率|配套率|转化率|税率|回收|(?:研发|投入|费用|经费)[^,。]{0,8}占|毛利|净利|进度|完成(?:了)?(?:总|工程|全部|年度)|减免|折|效率|转换|光效|准确率|纯度|透过率|利用率|首付|杠杆|职称|学历|(?:博士|硕士|人员|员工|职工|人才)[^,。]{0,6}占|占(?:可售|可租|可供|总|全部|规划)?(?:用?地|土地|面积)|占(?:全?年度?)?(?:计划|目标|任务|预算)|占(?:公司)?(?:营业?收入?|营收|收入|销售|总人数|员工|总资产)|出口占|外销|(?:收入|营收|销售|利润|业务)占/;
const NOT_SHARE_EN = /\b(?:stake|equity|interest rate|occupancy|occupied|complete|progress|efficiency|yield|margin|owned|discount|tax rate|utili[sz]ation|accuracy|purity|coverage|satisf|probability|of the shares|shareholding|of the work|of construction|under budget|savings?|exported|exports|exporting|export share|of (?:their|its) (?:output|production|products|exports?|goods|sales|revenues?|turnover)|of what (?:they|it) (?:make|produce|sell))/;

function placeNear(c: Context, span: Span, f: Figure): boolean {
  return c.mentions.some((m) => (m.type === "Region" || m.type === "Zone") && m.start >= span.start && m.end <= span.end && (m.end <= f.start ? f.start - m.end < 14 && c.lang === "zh" && /占/.test(c.low.slice(span.start, m.start)) : m.start - f.end < 20));
}

const GLOBAL = new Map<RegExp, RegExp>();

function lastMatch(text: string, re: RegExp): { at: number; word: string } | undefined {
  let found: { at: number; word: string } | undefined;
  let all = GLOBAL.get(re);
  if (all === undefined) GLOBAL.set(re, (all = new RegExp(re.source, "g")));
  all.lastIndex = 0;
  for (let m = all.exec(text); m; m = all.exec(text)) {
    found = { at: m.index, word: m[0] };
    if (m[0] === "") all.lastIndex++;
  }
  return found;
}

const INDUSTRY_AFTER = /^元?[\u4e00-\u9fff]{0,12}?(?:产业集群|集群|产业链|产业带|产业(?!园|基地|工人|基金))(?![\u4e00-\u9fff]{0,4}(?:企业|项目|数量))/;

/** A number with no unit: money where only the unit word is missing, else a count of the noun that follows. */
function bare(c: Context, f: Figure, before: Decided | undefined, mainType: string | undefined): Decided | undefined {
  const scaled = /亿|billion|trillion|bn/.test(f.stated.scale ?? "") || f.level === true || (typeof f.value === "number" && f.value >= 1e10 && /[亿]/.test(f.stated.number));
  if (f.level && THRESHOLD.test(c.low.slice(f.end, f.end + 24))) return undefined;
  if (f.level && /[一二两三四五六七八九十几\d](?:个|大|批|条)$/.test(c.low.slice(0, f.start))) return undefined;
  if (f.level) return { property: "output_value", unit: "yuan", reason: { words: c.fold.slice(f.start, f.end), start: f.start, end: f.end, rule: "a size class of an industry" }, score: 0.6 };
  if (scaled && /[一二两三四五六七八九十几\d](?:个|大|批|条)$/.test(c.low.slice(0, f.start))) return undefined;
  // "打造千亿显示产业集群": an order of magnitude that qualifies an industry is its size.
  if (c.lang === "zh" && /^[十百千万]+亿$|^万亿$/.test(c.low.slice(f.start, f.end)) && INDUSTRY_AFTER.test(c.low.slice(f.end, f.end + 20))) {
    f.bound = f.bound === "eq" ? "approx" : f.bound;
    return { property: "output_value", unit: "yuan", reason: { words: c.fold.slice(f.start, f.end), start: f.start, end: f.end, rule: "a size class of an industry" }, score: 0.6 };
  }
  if (scaled) {
    const counted = c.lang === "en" ? headOfCount(c, f, mainType, undefined) : undefined;
    if (counted && counted.score >= 0.3) return counted;
    const list = candidates(c, f, (t) => MONEY.has(t.property) && (t.property !== "other_count" || MONEY_OTHER.test(t.word)));
    const best = list[0];
    if (best && best.score >= 0.3) {
      let property = best.trigger.property;
      if (f.level && property !== "output_value" && /(?:产业|集群|园区|cluster|industry|赛道)/.test(c.low.slice(f.end, f.end + 24))) property = "output_value";
      return { property, unit: "yuan", reason: because(c, best.span.start, best.span.end), score: best.score * 0.8 };
    }
    if (before && before.unit !== "count" && c.lang === "zh") return { ...before, unit: "yuan", score: 0.45, reason: { ...before.reason, rule: "carried on from the figure before" } };
    return undefined;
  }
  return headOfCount(c, f, mainType, before);
}
