// Finds dates in folded, lower-case text: absolute, partial, relative to the document, quarters, half-years, intervals, plan periods.
// Invariant: a date is resolved only from what the text or the document date gives; a year that cannot be had stays undefined.
import { isDigit, isSmall } from "./fold.ts";
import type { Bound, When } from "./model.ts";
import { ending, opening } from "./pattern.ts";
import { shiftDay, shiftMonth } from "./shift.ts";
import { Before, count, FIVE_YEAR_END, mention, pad, startsYear, valid, Y, yearOf, type DateContext, type DateMention, type Forms } from "./date-parts.ts";
import { enDigitForms, enForms, PAIRS, resolveEn } from "./dates-en.ts";

export type { DateContext, DateMention } from "./date-parts.ts";

const ZH_YEAR = `(?:${Y} ?(?:年度?|财年|会计年度)|(今年|本年度?|去年|上年|明年|前年|(?<![产成用立满建业营工])后年(?![产均])|同年|当年|次年|翌年))`;
const ZH_PART = "(底前?|年底前?|末|年末|初|年初|年中|中期?|上半年|下半年|前三季度|[一二三四1234]季度?(?!节)|第[一二三四1-4]季度?(?!节)|年内|内|全年|春|夏|秋|冬)?";
const ZH: RegExp[] = [
  // 1 Y年M月D日 2 (至 M月D日 | D日)
  new RegExp(`${ZH_YEAR} ?(1[0-2]|0?[1-9]) ?月 ?(3[01]|[12]\\d|0?[1-9]) ?(?:[日号]? ?(?:至|到|-|~|—) ?(?:(1[0-2]|0?[1-9])月)?(3[01]|[12]\\d|0?[1-9])[日号]|[日号])`, "y"),
  new RegExp(`${ZH_YEAR} ?(1[0-2]|0?[1-9]) ?(?:-|至|到|~|—) ?(1[0-2]|0?[1-9]) ?月份?`, "y"),
  new RegExp(`${ZH_YEAR} ?(1[0-2]|0?[1-9]) ?月份?(底前?|末|初|中旬|上旬|下旬)?`, "y"),
  new RegExp(`${Y}(?:年)?(?:-|至|到|~|—)${Y} ?年`, "y"),
  new RegExp(`${ZH_YEAR},? ?${ZH_PART}`, "y"),
  /(1[0-2]|0?[1-9]) ?月 ?(3[01]|[12]\d|0?[1-9]) ?[日号]?(?: ?(?:至|到|-|~|—) ?(?:(1[0-2]|0?[1-9])月)?(3[01]|[12]\d|0?[1-9])[日号])/y,
  /(1[0-2]|0?[1-9]) ?月 ?(3[01]|[12]\d|0?[1-9]) ?[日号]/y,
  /(1[0-2]|0?[1-9]) ?(?:-|至|到|~|—) ?(1[0-2]|0?[1-9]) ?月份?/y,
  /(?<![个\d])(1[0-2]|[1-9]) ?月(?!度|饼|球|台|牙|产)份?(底前?|末|初|中旬|上旬|下旬)?/y,
  /(?:(本月|当月|上个?月|下个?月))?(3[01]|[12]\d|[1-9])日(?!均|产|报|程|常|处理)/y,
  /(年底前?|年末|年内|岁末|年初|年中|上半年|下半年|前三季度|第?[一二三四1-4]季度|近日|日前|近期|最近|不久前|目前|当前|现在|如今|眼下|截至目前|迄今|至今|当天|当日|同日|同一天|今天|今日|昨天|昨日|明天|本月|上个?月|下个?月|同月|当月|本周|上周)/y,
  /(?:"|“|「)?(十[一二三四五]五)(?:"|”|」)?(期间|时期|末期?|规划|以来|期末|初)?/y,
  /(?:未来|今后|接下来|此后)(?:的)?(?:(\d{1,2}|[一二两三四五六七八九十])(?:到|至|-|~)?)?(\d{1,2}|[一二两三四五六七八九十])年(?:内|里|之内|左右|时间)?/y,
  /(?:力争|争取|计划|预计|拟|用|利用|通过|经过|在)?(?:(\d{1,2}|[一二两三四五六七八九十])(?:到|至|-|~))?(\d{1,2}|[一二两三四五六七八九十])年(?:内|之内|左右的?时间|时间)/y,
  new RegExp(`${Y}[-/.](0?[1-9]|1[0-2])[-/.](3[01]|[12]\\d|0?[1-9])(?!\\d)`, "y"),
  new RegExp(`(?:${ZH_YEAR} ?)?(十[一二]?|[一二三四五六七八九])月(?![饼球台牙产])份?(底前?|末|初|中旬|上旬|下旬)?`, "y"),
  /(9\d|1[0-2]\d) ?年度?(?:(1[0-2]|[1-9])月|(底|初|上半年|下半年|前三季度|第?[一二三四1-4]季度?))?/y,
];
/** 二〇二五年三月一日, 二〇二五年底前. */
const HAN_YEAR = 17;
ZH.push(new RegExp(`(二[〇零][〇零一二三四五六七八九]{2}|一九[〇零一二三四五六七八九]{2})年(?:(十[一二]?|[一二三四五六七八九])月(?:(三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])日)?|${ZH_PART})?`, "y"));
/** "今年前5个月", "前十个月": up to the month told. */
const FIRST_MONTHS = ZH.length;
ZH.push(new RegExp(`(?:${ZH_YEAR} ?)?前(1[0-2]|[1-9]|十[一二]?|[一二两三四五六七八九])个月`, "y"));
const HORIZON = ending(/(?:到|至|截至|截止到?|力争到?|by|until|before|to reach by|no later than)(?: the)?(?: year)? ?$/);
const AHEAD_OF = opening(/^(?:底|末)?(?:之前|以前|前)(?![\u4e00-\u9fff]{0,3}(?:季度|届|名|者))/);

/** Every date mention of a folded lower-case string, left to right, without overlaps. */
export function scanDates(low: string, context: DateContext | Before): DateMention[] {
  const found: DateMention[] = [];
  const state = context instanceof Before ? context : new Before(context);
  for (let i = 0; i < low.length; ) {
    const c = low.charCodeAt(i);
    if (MAY_START[c] === 0 || (isSmall(c) && ((i > 0 && isSmall(low.charCodeAt(i - 1))) || i + 1 === low.length || PAIRS[(c << 7) | (low.charCodeAt(i + 1) & 127)] === 0))) {
      i++;
      continue;
    }
    const forms = formsAt(low, i, c);
    let hit: DateMention | undefined;
    if (forms !== undefined) {
      const table = forms.table;
      for (const k of forms.which) {
        const re = table[k]!;
        re.lastIndex = i;
        const m = re.exec(low);
        if (!m || m[0] === "") continue;
        hit = table === ZH ? resolveZh(k, m, i, state) : resolveEn(k, m, i, state, low);
        if (hit) break;
      }
    }
    if (!hit) {
      i++;
      continue;
    }
    mark(low, hit);
    remember(hit, state);
    i = hit.end;
    if (!closesRange(low, found[found.length - 1], hit)) found.push(hit);
  }
  return found;
}
/** "明天至20日", "6月28日到下月2日": the second day closes what the first opens. */
function closesRange(low: string, first: DateMention | undefined, second: DateMention): boolean {
  if (first?.when?.length !== 10 || second.when?.length !== 10 || first.until !== undefined || second.start - first.end !== 1 || !"至到-~".includes(low[first.end]!) || second.when <= first.when) return false;
  first.until = second.until ?? second.when;
  first.end = second.end;
  return true;
}

/** Which forms may match here; undefined where no date can begin. Keeps the scan linear and quick. */
function formsAt(low: string, i: number, c: number): Forms | undefined {
  if (isSmall(c)) return enForms(low, i, c);
  if (c < 48 || c > 57) return ZH_BY_PAIR.get(pair(c, low.charCodeAt(i + 1)));
  const prev = low.charCodeAt(i - 1);
  if (isDigit(prev) || ((prev === 46 || prev === 44) && isDigit(low.charCodeAt(i - 2)))) return undefined;
  const century = startsYear(low, i);
  const four = century && isDigit(low.charCodeAt(i + 2)) && isDigit(low.charCodeAt(i + 3));
  const fifth = low.charCodeAt(i + 4);
  // "2024长春…博览会": a year that opens a Chinese name is no date.
  if (four && fifth >= 0x4e00 && fifth <= 0x9fff && fifth !== YEAR && fifth !== TILL && fifth !== UNTO && fifth !== FISCAL) return undefined;
  let zh = c >= 49 && c <= 52 && low.charCodeAt(i + 1) === SEASON;
  const reach = four && (fifth === 45 || fifth === 126 || fifth === 0x2014) ? 11 : 8; // "2023—2025年"
  for (let j = i + 1; j < i + reach && !zh; j++) zh = ZH_UNIT[low.charCodeAt(j) | 0] === 1;
  if (!zh) zh = four && (fifth === 45 || fifth === 47 || fifth === 46) && isDigit(low.charCodeAt(i + 5));
  return zh ? (century ? ZH_YEAR_DIGIT : ZH_DIGIT) : enDigitForms(low, i, c);
}

const YEAR = 0x5e74; // 年
const TILL = 0x81f3; // 至
const UNTO = 0x5230; // 到
const FISCAL = 0x8d22; // 财
const SEASON = 0x5b63; // 季
const pair = (first: number, next: number): number => (first << 16) | next;
/** In which order the Chinese forms are tried. */
const ZH_ORDER = [HAN_YEAR, FIRST_MONTHS, 0, 1, 2, 15, 4, 9, 10, 11, 12, 13];
const ZH_UNIT = new Uint8Array(65536);
for (const ch of "年月日号") ZH_UNIT[ch.charCodeAt(0)] = 1;

const MAY_START = new Uint8Array(65536);
for (const ch of "0123456789abcdefhijlmnoqrstwy今本去上明前后同当次翌年岁下第一二三四近日最不目现如眼截迄至昨十\"“「未接此力争计预拟用利通经在两五六七八九") MAY_START[ch.charCodeAt(0)] = 1;

/** Which of the Chinese forms may begin with a character; digits may begin those that start with a number. */
const ZH_YEAR_DIGIT: Forms = { table: ZH, which: [FIRST_MONTHS, 0, 1, 2, 3, 15, 4, 5, 6, 7, 8, 9, 10, 13, 14, 16] };
const ZH_DIGIT: Forms = { table: ZH, which: [16, 5, 6, 7, 8, 9, 10, 13] };
/** By the first two characters: the forms that may begin with them. */
const ZH_BY_PAIR = new Map<number, Forms>();
const NUMBERS = "0123456789一二两三四五六七八九十";
for (const [first, next, which] of [
  ["今本去上明前后同当", "年", [FIRST_MONTHS, 0, 1, 2, 15, 4]], ["次翌", "年", [0, 1, 2, 15, 4]], ["前", NUMBERS, [FIRST_MONTHS]],
  ["二", "〇零", [HAN_YEAR]], ["一", "九", [HAN_YEAR]], ["年", "底末内初中", [10]], ["岁", "末", [10]], ["上下", "半月个周", [10]], ["前", "三", [10]], ["第", "一二三四1234", [10]], ["一二三四", "季", [10]], ["近", "日期", [10]], ["日目当", "前", [10]], ["最", "近", [10]],
  ["不", "久", [10]], ["现", "在", [10]], ["如迄至", "今", [10]], ["眼", "下", [10]], ["截", "至", [10]], ["当同今昨", "天日", [10]], ["同", "一", [10]], ["明", "天", [10]], ["本同当", "月周", [9, 10]], ["上下", "月个", [9]],
  ["十", "一二三四五", [11]], ["\"“「", "十", [11]], ["未", "来", [12]], ["今此", "后", [12]], ["接", "下", [12]], ["一二三四五六七八九", "月", [15]], ["十", "月一二", [15]],
  ["一二两三四五六七八九十", "年到至-~", [13]], ["力", "争", [13]], ["争", "取", [13]], ["计", "划", [13]], ["预", "计", [13]], ["利", "用", [13]], ["通经", "过", [13]], ["拟用在", NUMBERS, [13]],
] as const) {
  for (const a of first) {
    for (const b of next) {
      const key = pair(a.charCodeAt(0), b.charCodeAt(0));
      const all = [...(ZH_BY_PAIR.get(key)?.which ?? []), ...which];
      ZH_BY_PAIR.set(key, { table: ZH, which: ZH_ORDER.filter((k) => all.includes(k)) });
    }
  }
}

function zhYear(abs: string | undefined, rel: string | undefined, s: DateContext): number | undefined {
  if (abs) return Number(abs.replace(" ", ""));
  const doc = yearOf(s.published);
  if (rel === undefined) return undefined;
  if (/^(?:同年|当年)/.test(rel)) return s.year ?? s.told ?? doc;
  if (/^(?:次年|翌年)/.test(rel)) return (s.year ?? s.told) === undefined ? undefined : (s.year ?? s.told)! + 1;
  const shift = /^(?:今年|本年)/.test(rel) ? 0 : /^(?:去年|上年)/.test(rel) ? -1 : /^明年/.test(rel) ? 1 : /^前年/.test(rel) ? -2 : 2;
  return doc === undefined ? undefined : doc + shift;
}

function zhPart(y: number | undefined, part: string | undefined): { when: When | undefined; bound: Bound } {
  if (y === undefined) return { when: undefined, bound: "eq" };
  if (!part || part === "全年") return { when: `${y}`, bound: "eq" };
  if (/底前|年内|内/.test(part)) return { when: `${y}-12`, bound: "le" };
  if (/底|末/.test(part)) return { when: `${y}-12`, bound: "eq" };
  if (/初/.test(part)) return { when: `${y}`, bound: "approx" };
  if (/上半年/.test(part)) return { when: `${y}-06`, bound: "approx" };
  if (/下半年/.test(part)) return { when: `${y}-12`, bound: "approx" };
  if (/前三季度/.test(part)) return { when: `${y}-09`, bound: "approx" };
  const q = /([一二三四1-4])季度?/.exec(part);
  if (q) return { when: `${y}-${pad(count(q[1]!) * 3)}`, bound: "approx" };
  if (/中/.test(part)) return { when: `${y}-06`, bound: "approx" };
  return { when: `${y}`, bound: "approx" };
}

function zhInterval(y: number | undefined, m1: number, d1: number, m2: string | undefined, d2: string | undefined, hit: DateMention): DateMention {
  hit.when = valid(y, m1, d1);
  if (d2) hit.until = valid(y, m2 ? Number(m2) : m1, Number(d2));
  return hit;
}

function resolveZh(k: number, m: RegExpExecArray, i: number, s: DateContext): DateMention | undefined {
  const t = m[0];
  const doc = yearOf(s.published);
  const near = (): number | undefined => s.year ?? doc;
  switch (k) {
    case 0: return zhInterval(zhYear(m[1], m[2], s), Number(m[3]), Number(m[4]), m[5], m[6], mention(i, t, undefined));
    case 1: return mention(i, t, valid(zhYear(m[1], m[2], s), Number(m[4])));
    case 2: return mention(i, t, valid(zhYear(m[1], m[2], s), Number(m[3])), /底前/.test(m[4] ?? "") ? "le" : /旬|初/.test(m[4] ?? "") ? "approx" : "eq");
    case 3: return { ...mention(i, t, m[2]!.replace(" ", "")), kind: "plan" };
    case 4: {
      const y = zhYear(m[1], m[2], s);
      const trimmed = m[3] === "中" || m[3] === "内" || /^[春夏秋冬]$/.test(m[3] ?? "") ? t.slice(0, -1) : t;
      if (/同年|当年/.test(m[2] ?? "") && (s.year ?? s.told) === undefined) return undefined;
      const { when, bound } = zhPart(y, /^[中内]$/.test(m[3] ?? "") ? undefined : m[3]);
      return mention(i, m[3] ? t.trimEnd() : trimmed.replace(/[, ]+$/, ""), when, bound);
    }
    case 5: return zhInterval(near(), Number(m[1]), Number(m[2]), m[3], m[4], mention(i, t, undefined));
    case 6: return mention(i, t, valid(near(), Number(m[1]), Number(m[2])));
    case 7: return mention(i, t, valid(near(), Number(m[2])));
    case 8: return mention(i, t, valid(near(), Number(m[1])), /底前/.test(m[2] ?? "") ? "le" : /旬|初/.test(m[2] ?? "") ? "approx" : "eq");
    case 9: {
      if (s.published === undefined || s.published.length < 7) return mention(i, t, undefined);
      const month = m[1]?.[0] === "上" ? shiftMonth(s.published.slice(0, 7), -1) : m[1]?.[0] === "下" ? shiftMonth(s.published.slice(0, 7), 1) : s.published;
      return mention(i, t, valid(Number(month.slice(0, 4)), Number(month.slice(5, 7)), Number(m[2])));
    }
    case 10: return relativeZh(m[1]!, mention(i, t, undefined), s);
    case 11: return { ...mention(i, t, m[2] && /以来|规划|初/.test(m[2]) ? undefined : String(FIVE_YEAR_END[m[1]!])), kind: "plan" };
    case 12: case 13: {
      const n = count(m[2]!);
      return Number.isFinite(n) ? { ...mention(i, t, doc === undefined ? undefined : String(doc + n)), kind: "span", horizon: true } : undefined;
    }
    case 14: return mention(i, t, valid(Number(m[1]!.replace(" ", "")), Number(m[2]), Number(m[3])));
    case 15: return mention(i, t, valid(zhYear(m[1], m[2], s) ?? near(), count(m[3]!)), /底前/.test(m[4] ?? "") ? "le" : /旬|初/.test(m[4] ?? "") ? "approx" : "eq");
    case FIRST_MONTHS: return mention(i, t, valid(m[1] || m[2] ? zhYear(m[1], m[2], s) : near(), count(m[3]!)));
    case HAN_YEAR: {
      const y = Number([...m[1]!].map((ch) => "〇一二三四五六七八九".indexOf(ch === "零" ? "〇" : ch)).join(""));
      if (m[2]) return mention(i, t, valid(y, count(m[2]), m[3] === undefined ? undefined : hanDay(m[3])));
      const { when, bound } = zhPart(y, m[4]);
      return mention(i, t, when, bound);
    }
    default: {
      if (s.minguo !== true) return undefined;
      const y = Number(m[1]) + 1911;
      if (m[2]) return mention(i, t, valid(y, Number(m[2])));
      const { when, bound } = zhPart(y, m[3]);
      return mention(i, t, when, bound);
    }
  }
}

/** 三十一 is 31. */
function hanDay(words: string): number {
  const [tens, ones] = words.includes("十") ? words.split("十") : ["", words];
  return (words.includes("十") ? (tens === "" ? 1 : count(tens!)) * 10 : 0) + (ones ? count(ones) : 0);
}

function relativeZh(word: string, hit: DateMention, s: DateContext): DateMention {
  const pub = s.published;
  const month = pub && pub.length >= 7 ? pub.slice(0, 7) : undefined;
  const year = yearOf(pub);
  if (/近日|日前|近期|最近|不久前|本周|上周/.test(word)) return { ...hit, when: month, bound: "approx", kind: "recent" };
  if (/目前|当前|现在|如今|眼下|迄今|至今/.test(word)) return { ...hit, when: month, bound: "le", kind: "now" };
  if (/当天|当日|同日|同一天/.test(word)) return { ...hit, when: s.day ?? (pub && pub.length === 10 ? pub : month), kind: "relative" };
  if (/今天|今日/.test(word)) return { ...hit, when: pub, kind: "relative" };
  if (/昨|明天/.test(word)) return { ...hit, when: pub?.length === 10 ? shiftDay(pub, word === "明天" ? 1 : -1) : month, kind: "relative" };
  if (/本月|当月|同月/.test(word)) return { ...hit, when: month, kind: "relative" };
  if (/^下个?月$/.test(word)) return { ...hit, when: month ? shiftMonth(month, 1) : undefined, kind: "relative" };
  if (/^上个?月$/.test(word)) return { ...hit, when: month ? shiftMonth(month, -1) : undefined, kind: "relative" };
  const part = zhPart(s.year ?? year, word);
  return { ...hit, when: part.when, bound: part.bound, kind: "relative" };
}

const LATEST = ending(/(?:最迟|最晚|至迟|不晚于|不迟于)(?:在|于|到)?$|\b(?:at the latest|no later than|not later than)(?: by| in| on)?(?: the)? $/);
const LATEST_BEHIND = opening(/^,? at the latest\b/);

/** Marks horizons: "by 2025", "到2025年". A date after "by" is a latest date. */
function mark(low: string, hit: DateMention): void {
  if (hit.bound === "eq" && AHEAD_OF.test(low, hit.end, hit.end + 8)) hit.bound = "le"; // "9月之前完工"
  if (hit.bound !== "le" && hit.kind !== "now" && (LATEST.test(low, Math.max(0, hit.start - 30), hit.start) || LATEST_BEHIND.test(low, hit.end, hit.end + 16))) hit.bound = "le";
  const m = HORIZON.exec(low, Math.max(0, hit.start - 18), hit.start);
  if (!m) return;
  hit.horizon = true;
  if (/(?:by|before|no later than|until)/.test(m[0]) && !/(?:截|到|至)/.test(m[0]) && hit.bound === "eq" && hit.kind !== "now") hit.bound = "le";
}

function remember(hit: DateMention, state: Before): void {
  if (!hit.when || hit.kind === "now" || hit.kind === "recent" || hit.kind === "span" || hit.kind === "plan") return;
  state.tell(hit.when);
}
