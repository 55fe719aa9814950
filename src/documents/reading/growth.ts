// Growth told of a measure: what grew and against what, and multiples as rates ("翻两番" is 3, "增长1.2倍" 1.2, "doubled" 1).
// Invariant: a multiple is a rate only where a word of growth stands beside it; how many times one thing is another is none.
import { because, clauseAt, type Context } from "./context.ts";
import { foldText, lowerAscii } from "./fold.ts";
import type { Figure, Reason, Span } from "./model.ts";
import { ending } from "./pattern.ts";
import { words } from "./said.ts";

/** Of these properties levels are told that may grow. */
const LEVELS = new Set(["output_value", "revenue", "investment", "contract_value", "firms_count", "employees", "patents", "exhibitors", "visitors", "projects_count", "exhibition_area", "area.floor", "production_lines"]);
/** Of the catch-all's words, those that name a level. */
const OTHER_LEVELS = /出口|进出口|外贸|利润|税|产量|销量|产能|出货|成交|交易|订单|研发|export|import|profit|income|tax|shipment|capacity|trade|order|r&d/;
/** Words that name no level by themselves. */
const OF_ALL = /^(?:产业|行业|industry|scale)$/;
const AGAINST = /环比|年均|复合|同比|较?20\d\d年|[一二两三四五六七八九十\d]+年(?:间|来)|以来|\b(?:year[- ]on[- ]year|yoy|month[- ]on[- ]month|quarter[- ]on[- ]quarter|cagr|compound|a year|per year|annually|annual(?:ly)? (?:growth|average|rate)|since|over the (?:past|last) [a-z\d]+ years|in (?:the past )?[a-z\d]+ years)\b/;

/** What grew and against what, in the words of the sentence: "产值 同比". Undefined where it says neither. */
export function growthQualifier(c: Context, at: Span): string | undefined {
  const { span, index } = clauseAt(c, at.start);
  const measure = measureIn(c, span.start, at.start) ?? (index > 0 ? measureIn(c, c.clauses[index - 1]!.start, c.clauses[index - 1]!.end) : undefined);
  const against = AGAINST.exec(c.low.slice(span.start, Math.min(span.end, at.end + 30)))?.[0];
  const said = [measure, against].filter((w) => w !== undefined).join(" ");
  return said === "" ? undefined : said;
}

/** The last word of a stretch that names a level. */
function measureIn(c: Context, from: number, to: number): string | undefined {
  let last: string | undefined;
  for (const h of c.triggers) {
    if (h.start < from || h.end > to) continue;
    if (!OF_ALL.test(h.word.word) && h.triggers.some((t) => LEVELS.has(t.property) || (t.property === "other_count" && OTHER_LEVELS.test(t.word)))) last = c.fold.slice(h.start, h.end);
  }
  return last;
}

const BY_TIMES = ending(/(?:增长|增加|提高|提升|扩大|上升|上涨|增幅|翻了?)(?:了|达到?|约|近|超过?|逾)*$/);
const TO_TIMES = ending(/(?:增长|增加|增|提高|提升|扩大|上升|升|扩)[到至为](?:了|约|近|超过?)*(?:原来|原先|上年|去年|上一年)?的?$/);
const OF_LAST = ending(/(?:是|为|达到?|相当于)(?:上年|去年|上年同期|去年同期|上一年)的(?:约|近|超过?)?$/);
const GREW_FOLD = ending(/\b(?:increas(?:e|ed|ing)|grew|grown|grow|rose|risen|expand(?:ed)?|up)(?: by)?(?: about| around| nearly| more than| some)? $/);

/** The rate that a multiple says, or undefined where it says none. */
export function rateOfMultiple(c: Context, f: Figure): number | undefined {
  if (typeof f.value !== "number") return undefined;
  const from = Math.max(0, f.start - 24);
  if (f.measure.endsWith("番")) return f.value - 1;
  if (f.measure.endsWith("倍")) return BY_TIMES.test(c.low, from, f.start) ? f.value : TO_TIMES.test(c.low, from, f.start) || OF_LAST.test(c.low, from, f.start) ? f.value - 1 : undefined;
  return f.measure.endsWith("fold") && GREW_FOLD.test(c.low, Math.max(0, f.start - 34), f.start) && f.value > 1 ? f.value - 1 : undefined;
}

const TOLD = words("doubl", "tripl", "quadrupl", "halve", "翻番", "翻倍");
const CHANGES = /\b(?:(?:has |have |had |was |were |almost |nearly )?(doubled|tripled|quadrupled|halved)|(?<=\b(?:to|will|would|should|could) )(double|triple|quadruple))(?![- a-z]*(?:sided|digit|track|click))\b|(?:实现)?(翻番|翻倍)/g;
const WORTH: Readonly<Record<string, number>> = { doubled: 1, double: 1, tripled: 2, triple: 2, quadrupled: 3, quadruple: 3, halved: -0.5, 翻番: 1, 翻倍: 1 };

const FALL = /(?:下降|减少|下滑|降低|回落|缩减|下跌|\b(?:fell|falls?|fallen|down|declin(?:e|ed|es|ing)|decreas(?:e|ed|ing)|dropped|drops?|shrank|lower|slipped|slid|contracted|plunged|slumped)\b)[^,。]{0,12}$/;
const FALL_BEHIND = /^(?:的?(?:降幅|跌幅|下滑|下降)|,? ?(?:year[- ]on[- ]year |annual )?(?:drop|decline|decrease|fall|reduction|lower|down|less|contraction)(?![a-z]))/;

/** Whether the words beside a rate tell of a fall, so that it is below nothing. */
export const tellsFall = (low: string, start: number, end: number): boolean => FALL.test(low.slice(Math.max(0, start - 24), start)) || FALL_BEHIND.test(low.slice(end, end + 30));

/** The same of words as a text writes them. */
export const fallBeside = (text: string, start: number, end: number): boolean => tellsFall(lowerAscii(foldText(text)), start, end);

export interface Change extends Span {
  rate: number;
  /** "to double", "will triple": it lies ahead */
  ahead: boolean;
  /** the level that changed and against what */
  qualifier: string;
  reason: Reason;
}

/** Changes told by a verb alone ("the number of firms doubled", "产值翻番"), where the clause says what changed. */
export function changesIn(c: Context): Change[] {
  if (!TOLD.mayBeIn(c)) return [];
  const out: Change[] = [];
  for (const m of c.low.matchAll(CHANGES)) {
    const word = m[1] ?? m[2] ?? m[3]!;
    const end = m.index + m[0].length;
    const start = end - word.length;
    const { span } = clauseAt(c, start);
    const passive = c.lang === "zh" || m[1] !== undefined;
    const measure = measureIn(c, span.start, start) ?? (passive ? undefined : measureIn(c, end, Math.min(span.end, end + 50)));
    if (measure === undefined) continue;
    out.push({ start, end, rate: WORTH[word]!, ahead: m[2] !== undefined, qualifier: growthQualifier(c, { start, end }) ?? measure, reason: because(c, start, end) });
  }
  return out;
}
