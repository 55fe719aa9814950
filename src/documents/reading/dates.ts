// Finds dates in folded, lower-case text: absolute, partial, relative to the document, quarters, half-years, intervals, plan periods.
// Invariant: a date is resolved only from what the text or the document date gives; a year that cannot be had stays undefined.
import type { Bound, Span, When } from "./model.ts";
import { ending, opening } from "./pattern.ts";
import { shiftDay, shiftMonth } from "./shift.ts";

/** One date as it stands in the text. */
export interface DateMention extends Span {
  /** the resolved partial date; undefined where the year cannot be had */
  when?: When;
  /** for an interval, its end */
  until?: When;
  bound: Bound;
  /** "now", "recent" and "same" point at the document or the last date; "span" is a duration from the document date */
  kind: "absolute" | "now" | "recent" | "relative" | "span" | "plan";
  /** the words set a horizon: by 2025, 到2025年, in the next five years */
  horizon: boolean;
}

export interface DateContext {
  published?: When;
  /** last explicit year seen in the sentence */
  year?: number;
  /** the year that the sentences before in the paragraph spoke of, for 同年 and "that year" */
  told?: number;
  /** the year of the heading that the sentence stands under, in a chronicle */
  row?: number;
  /** last full date seen, for 同日 and "the same day" */
  day?: When;
  /** the text counts years from 1912, as Taiwan's offices do: 107年 is 2018 */
  minguo?: boolean;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH = "(jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)?|apr(?:il|\\.)?|may|june?\\.?|july?\\.?|aug(?:ust|\\.)?|sept?(?:ember|\\.)?|oct(?:ober|\\.)?|nov(?:ember|\\.)?|dec(?:ember|\\.)?)(?![a-z])";
const pad = (n: number): string => String(n).padStart(2, "0");
const HAN: Readonly<Record<string, number>> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10, 十一: 11, 十二: 12, first: 1, second: 2, third: 3, fourth: 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4 };
const WORDS: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, coming: 1 };
const count = (s: string): number => (s in HAN ? HAN[s]! : s in WORDS ? WORDS[s]! : Number(s));
const FIVE_YEAR_END: Readonly<Record<string, number>> = { 十一五: 2010, 十二五: 2015, 十三五: 2020, 十四五: 2025, 十五五: 2030, "11": 2010, "12": 2015, "13": 2020, "14": 2025, "15": 2030, eleventh: 2010, twelfth: 2015, thirteenth: 2020, fourteenth: 2025, fifteenth: 2030 };

const Y = "((?:19|20) ?\\d ?\\d)";
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
  /(3[01]|[12]\d|[1-9])日(?!均|产|报|程|常|处理)/y,
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
const EN: RegExp[] = [
  new RegExp(`${MONTH} ?(3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?(?: ?(?:-|to|–|through|and|until) ?(?:${MONTH} ?)?(3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?(?!\\d))?(?:,? (?:of )?${Y}(?!\\d)| (?:of )?(this year|last year|next year|the same year))?(?!\\d)`, "y"),
  new RegExp(`(3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?(?: ?(?:-|to|–|and) ?(3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?)? (?:of )?${MONTH}(?:,? ${Y}(?!\\d)| (?:of )?(this year|last year|next year|the same year))?`, "y"),
  new RegExp(`(?:(early|mid|late|the end of|end of|end|beginning of|by the end of)[- ])?${MONTH},? (?:of )?(?:${Y}(?!\\d)|(this year|last year|next year|the same year|that year))`, "y"),
  new RegExp(`(?:the )?(first|second|third|fourth|1st|2nd|3rd|4th|last) (quarter|half)(?: of (?:the year(?: of)?)?)?(?:,? ?(?:${Y}|(this year|last year|next year|the same year|the year)))?(?!\\d)`, "y"),
  new RegExp(`([qh])([1-4])(?:,? ?(?:of )?${Y})?(?![a-z\\d])`, "y"),
  new RegExp(`${Y} ?([qh])([1-4])(?![a-z\\d])`, "y"),
  new RegExp(`(?:the )?(end|beginning|start|middle|close|early part|last days) of (?:the (?:same )?year )?(?:${Y}(?!\\d)|(this year|last year|next year|the year|that year|the same year)|${MONTH}(?:,? ${Y})?)`, "y"),
  new RegExp(`(early|mid|late|end|year-end|fiscal|fy|spring|summer|autumn|winter|fall)(?:[- ]of[- ]|[- ])?${Y}(?!\\d)`, "y"),
  new RegExp(`${Y}[-/.](0?[1-9]|1[0-2])[-/.](3[01]|[12]\\d|0?[1-9])(?!\\d)`, "y"),
  new RegExp(`${Y} ?(?:-|to|–) ?${Y}(?![\\d])`, "y"),
  new RegExp(`${Y}(?: years?)?(?![\\d,]\\d|\\d|[- ]?(?:(?:new|additional|more|skilled|high-tech|direct) )?(?:square|sq|m2|mu|yuan|rmb|million|billion|thousand|people|researchers|scientists|engineers|jobs|workers|students|technicians|members|participants|professionals|experts|guests|positions|apartments|posts|employees|enterprises|companies|firms|exhibitors|visitors|staff|jobs|patents|units|tons))`, "y"),
  new RegExp(`(?:in |over |within |during )?(?:the )?(?:next|coming|following) (?:(two|three|four|five|six|ten|\\d{1,2})(?: ?(?:to|or|-) ?(two|three|four|five|six|ten|\\d{1,2}))?) years`, "y"),
  new RegExp(`(?:within|in) (?:(two|three|four|five|six|ten|\\d{1,2}) ?(?:to|-) ?)?(two|three|four|five|six|ten|\\d{1,2}) years(?! (?:ago|old))`, "y"),
  /(?:the )?["'“]?(eleventh|twelfth|thirteenth|fourteenth|fifteenth|1[1-5])(?:th)? five[- ]years?(?:[- ]plan)?["'”]?(?: (?:period|plan))?/y,
  /(by (?:the )?(?:year-end|end of the year)|year-end|this year|last year|next year|recently|in recent days|a few days ago|the other day|lately|currently|at present|at the moment|now|nowadays|to date|so far|today|yesterday|tomorrow|(?:on )?(?:the |that )?same day|that day|this month|last month|the same month|the same year|earlier this year|later this year|later this month|earlier this month|this week|last week|the following year|that year)(?![a-z])/y,
  new RegExp(`${MONTH}(?!\\s*\\d)`, "y"),
  /(on|last|next|this) (mon|tues|wednes|thurs|fri|satur|sun)day(?![a-z])(?!,? ?\(?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|the \d))/y,
];

const HORIZON = ending(/(?:到|至|截至|截止到?|力争到?|by|until|before|to reach by|no later than)(?: the)?(?: year)? ?$/);
const AHEAD_OF = opening(/^(?:底|末)?(?:之前|以前|前)(?![\u4e00-\u9fff]{0,3}(?:季度|届|名|者))/);

/** Every date mention of a folded lower-case string, left to right, without overlaps. */
export function scanDates(low: string, context: DateContext): DateMention[] {
  const found: DateMention[] = [];
  const state: DateContext = { ...context };
  for (let i = 0; i < low.length; ) {
    const c = low.charCodeAt(i);
    if (MAY_START[c] === 0 || (c >= 97 && c <= 122 && (letterAt(low, i - 1) || PAIRS[(c << 7) | (low.charCodeAt(i + 1) & 127)] === 0))) {
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
    found.push(hit);
    i = hit.end;
  }
  return found;
}

/** The forms that may begin at a place, in the order they are tried. */
interface Forms {
  table: RegExp[];
  which: readonly number[];
}

/** Which forms may match here; undefined where no date can begin. Keeps the scan linear and quick. */
function formsAt(low: string, i: number, c: number): Forms | undefined {
  if (c >= 97 && c <= 122) return enForms(low, i, c);
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

const isDigit = (c: number): boolean => c >= 48 && c <= 57;
const letterAt = (s: string, i: number): boolean => {
  const c = s.charCodeAt(i);
  return c >= 97 && c <= 122;
};
/** "19" or "20" stands here. */
const startsYear = (low: string, i: number): boolean => {
  const [c, next] = [low.charCodeAt(i), low.charCodeAt(i + 1)];
  return (c === 49 && next === 57) || (c === 50 && next === 48);
};
const YEAR = 0x5e74; // 年
const TILL = 0x81f3; // 至
const UNTO = 0x5230; // 到
const FISCAL = 0x8d22; // 财
const SEASON = 0x5b63; // 季
const pair = (first: number, next: number): number => (first << 16) | next;
/** Three letters (or what stands in their place) in fifteen bits. */
const letters = (a: number, b: number, c: number): number => ((a & 31) << 10) | ((b & 31) << 5) | (c & 31);
/** In which order the Chinese forms are tried. */
const ZH_ORDER = [HAN_YEAR, 0, 1, 2, 15, 4, 10, 11, 12, 13];
const ZH_UNIT = new Uint8Array(65536);
for (const ch of "年月日号") ZH_UNIT[ch.charCodeAt(0)] = 1;

const MAY_START = new Uint8Array(65536);
for (const ch of "0123456789abcdefhijlmnoqrstwy今本去上明前后同当次翌年岁下第一二三四近日最不目现如眼截迄至昨十\"“「未接此力争计预拟用利通经在两五六七八九") MAY_START[ch.charCodeAt(0)] = 1;

/** Which of the Chinese forms may begin with a character; digits may begin those that start with a number. */
const ZH_YEAR_DIGIT: Forms = { table: ZH, which: [0, 1, 2, 3, 15, 4, 5, 6, 7, 8, 9, 10, 13, 14, 16] };
const ZH_DIGIT: Forms = { table: ZH, which: [16, 5, 6, 7, 8, 9, 10, 13] };
/** By the first two characters: the forms that may begin with them. */
const ZH_BY_PAIR = new Map<number, Forms>();
const NUMBERS = "0123456789一二两三四五六七八九十";
for (const [first, next, which] of [
  ["今本去上明前后同当", "年", [0, 1, 2, 15, 4]], ["次翌", "年", [0, 1, 2, 15, 4]],
  ["二", "〇零", [HAN_YEAR]], ["一", "九", [HAN_YEAR]], ["年", "底末内初中", [10]], ["岁", "末", [10]], ["上下", "半月个周", [10]], ["前", "三", [10]], ["第", "一二三四1234", [10]], ["一二三四", "季", [10]], ["近", "日期", [10]], ["日目当", "前", [10]], ["最", "近", [10]],
  ["不", "久", [10]], ["现", "在", [10]], ["如迄至", "今", [10]], ["眼", "下", [10]], ["截", "至", [10]], ["当同今昨", "天日", [10]], ["同", "一", [10]], ["明", "天", [10]], ["本同当", "月周", [10]],
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

/**
 * What each English form may begin with, by its place in the table; digits apart. Of a beginning its first three letters are looked at,
 * and where it opens with "the" or a preposition the three letters after that too.
 */
const EN_HEADS: readonly string[][] = [
  MONTHS, [], ["early", "mid", "late", "the end", "end", "beg", "by the"].concat(MONTHS), "fir sec thi fou las".split(" ").flatMap((w) => [w, `the ${w}`]).concat(["the 1", "the 2", "the 3", "the 4"]), ["q1", "q2", "q3", "q4", "h1", "h2"].flatMap((q) => [`${q} `, `${q},`, `${q}.`]), [],
  "end beg sta mid clo ear las".split(" ").flatMap((w) => [w, `the ${w}`]), ["ear", "mid", "lat", "end", "yea", "fis", "fy2", "fy ", "spr", "sum", "aut", "win", "fal"], [], [], [],
  ["in the", "in nex", "in com", "in fol", "ove", "wit", "dur", "the nex", "the com", "the fol", "nex", "com", "fol"], ["wit", "in two", "in thr", "in fou", "in fiv", "in six", "in ten", ..."0123456789"].map((w) => (w.length === 1 ? `in ${w}` : w)),
  "ele twe thi fou fif".split(" ").flatMap((w) => [w, `the ${w}`]).concat(["the 1", "the \"", "the '", "the “"]),
  "yea thi las nex rec lat cur now tod yes tom sam tha ear".split(" ").concat(["by yea", "by the", "by end", "in rec", "a few", "the oth", "the sam", "the fol", "at pre", "at the", "to dat", "so far", "on the", "on tha", "on sam"]), MONTHS,
  ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((w) => `on ${w}`).concat(["las", "nex", "thi"]),
];
/** Words that open many a phrase: what follows them is looked at too. */
const OPENERS = ["", "the ", "in ", "by ", "at ", "on ", "to ", "so "];
/** By opener and three letters: a place in EN_LISTS, or 0. */
const EN_FORMS = new Uint8Array(OPENERS.length << 15);
const EN_LISTS: Forms[] = [{ table: EN, which: [] }];
/** The first two letters of every English date expression. */
const PAIRS = new Uint8Array(128 * 128);
EN_HEADS.forEach((heads, form) => {
  for (const head of heads) {
    const opener = OPENERS.findLastIndex((o) => head.startsWith(o));
    const rest = head.slice(OPENERS[opener]!.length);
    for (let c = 0; c < (rest.length < 3 ? 32 : 1); c++) {
      for (let b = 0; b < (rest.length < 2 ? 32 : 1); b++) {
        const key = (opener << 15) | letters(rest.charCodeAt(0), rest.length < 2 ? b : rest.charCodeAt(1), rest.length < 3 ? c : rest.charCodeAt(2));
        const which = [...new Set([...EN_LISTS[EN_FORMS[key]!]!.which, form])].sort((x, y) => x - y);
        const known = EN_LISTS.findIndex((l) => l.which.join() === which.join());
        EN_FORMS[key] = known >= 0 ? known : EN_LISTS.push({ table: EN, which }) - 1;
      }
    }
    PAIRS[(head.charCodeAt(0) << 7) | head.charCodeAt(1)] = 1;
  }
});

/** The English forms that may begin at a letter. */
function enForms(low: string, i: number, c: number): Forms | undefined {
  const [b, d] = [low.charCodeAt(i + 1), low.charCodeAt(i + 2)];
  let key = letters(c, b, d);
  if (d === 32) {
    const opener = c === 105 && b === 110 ? 2 : c === 98 && b === 121 ? 3 : c === 97 && b === 116 ? 4 : c === 111 && b === 110 ? 5 : c === 116 && b === 111 ? 6 : c === 115 && b === 111 ? 7 : 0;
    if (opener > 0) key = (opener << 15) | letters(low.charCodeAt(i + 3), low.charCodeAt(i + 4), low.charCodeAt(i + 5));
  } else if (c === 116 && b === 104 && d === 101 && low.charCodeAt(i + 3) === 32) key = (1 << 15) | letters(low.charCodeAt(i + 4), low.charCodeAt(i + 5), low.charCodeAt(i + 6));
  const list = EN_FORMS[key]!;
  return list === 0 ? undefined : EN_LISTS[list];
}

/** The English forms that may begin at a digit: by whether a day of a month, an ordinal, a year and a plan's number may stand there. */
const EN_AT_DIGIT: readonly (Forms | undefined)[] = Array.from({ length: 16 }, (_, k) => {
  const which = [...((k & 1) !== 0 ? [1] : []), ...((k & 2) !== 0 ? [3] : []), ...((k & 4) !== 0 ? [5, 8, 9, 10] : []), ...((k & 8) !== 0 ? [13] : [])];
  return which.length === 0 ? undefined : { table: EN, which };
});
/** What follows the digits of a day: an ordinal's ending, "to", "and", a dash or a space. */
const AFTER_DAY = new Set([..."snrta -–"].map((ch) => ch.charCodeAt(0)));
/** What follows that space: a month, "of", "to", "and" or a dash. */
const BEFORE_MONTH = new Set([..."jfmasondt-–"].map((ch) => ch.charCodeAt(0)));

function enDigitForms(low: string, i: number, c: number): Forms | undefined {
  const second = low.charCodeAt(i + 1);
  const day = isDigit(second) ? low.charCodeAt(i + 2) : second;
  const may = (AFTER_DAY.has(day) && (day !== 32 || BEFORE_MONTH.has(low.charCodeAt(isDigit(second) ? i + 3 : i + 2))) ? 1 : 0) |
    (c >= 49 && c <= 52 && (second === 115 || second === 110 || second === 114 || second === 116) ? 2 : 0) |
    (startsYear(low, i) ? 4 : 0) | (c === 49 && second >= 49 && second <= 53 && (low.charCodeAt(i + 2) === 116 || low.charCodeAt(i + 2) === 32) ? 8 : 0);
  return EN_AT_DIGIT[may];
}

const yearOf = (published: When | undefined): number | undefined => (published ? Number(published.slice(0, 4)) : undefined);

function zhYear(abs: string | undefined, rel: string | undefined, s: DateContext): number | undefined {
  if (abs) return Number(abs.replace(" ", ""));
  const doc = yearOf(s.published);
  if (rel === undefined) return undefined;
  if (/^(?:同年|当年)/.test(rel)) return s.year ?? s.told ?? doc;
  if (/^(?:次年|翌年)/.test(rel)) return (s.year ?? s.told) === undefined ? undefined : (s.year ?? s.told)! + 1;
  const shift = /^(?:今年|本年)/.test(rel) ? 0 : /^(?:去年|上年)/.test(rel) ? -1 : /^明年/.test(rel) ? 1 : /^前年/.test(rel) ? -2 : 2;
  return doc === undefined ? undefined : doc + shift;
}

function mention(i: number, text: string, when: When | undefined, bound: Bound = "eq", kind: DateMention["kind"] = "absolute"): DateMention {
  return { start: i, end: i + text.length, when, bound, kind, horizon: false };
}

const valid = (y: number | undefined, m?: number, d?: number): When | undefined => {
  if (y === undefined) return undefined;
  if (m === undefined) return `${y}`;
  if (d === undefined) return `${y}-${pad(m)}`;
  return d <= new Date(Date.UTC(y, m, 0)).getUTCDate() ? `${y}-${pad(m)}-${pad(d)}` : undefined;
};

/** End of year, half, quarter words after a Chinese year. */
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
  const near = s.year ?? doc;
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
    case 5: return zhInterval(near, Number(m[1]), Number(m[2]), m[3], m[4], mention(i, t, undefined));
    case 6: return mention(i, t, valid(near, Number(m[1]), Number(m[2])));
    case 7: return mention(i, t, valid(near, Number(m[2])));
    case 8: return mention(i, t, valid(near, Number(m[1])), /底前/.test(m[2] ?? "") ? "le" : /旬|初/.test(m[2] ?? "") ? "approx" : "eq");
    case 9: return mention(i, t, s.published && s.published.length >= 7 ? valid(doc, Number(s.published.slice(5, 7)), Number(m[1])) : undefined);
    case 10: return relativeZh(m[1]!, mention(i, t, undefined), s);
    case 11: return { ...mention(i, t, m[2] && /以来|规划|初/.test(m[2]) ? undefined : String(FIVE_YEAR_END[m[1]!])), kind: "plan" };
    case 12: case 13: {
      const n = count(m[2]!);
      return Number.isFinite(n) ? { ...mention(i, t, doc === undefined ? undefined : String(doc + n)), kind: "span", horizon: true } : undefined;
    }
    case 14: return mention(i, t, valid(Number(m[1]!.replace(" ", "")), Number(m[2]), Number(m[3])));
    case 15: return mention(i, t, valid(zhYear(m[1], m[2], s) ?? near, count(m[3]!)), /底前/.test(m[4] ?? "") ? "le" : /旬|初/.test(m[4] ?? "") ? "approx" : "eq");
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

const monthOf = (w: string): number => MONTHS.indexOf(w.slice(0, 3)) + 1;
const enYear = (abs: string | undefined, rel: string | undefined, s: DateContext): number | undefined => {
  if (abs) return Number(abs.replace(" ", ""));
  const doc = yearOf(s.published);
  if (rel === undefined) return s.year ?? doc;
  if (/same|that/.test(rel)) return s.year ?? s.told ?? doc;
  return doc === undefined ? undefined : doc + (/last/.test(rel) ? -1 : /next/.test(rel) ? 1 : 0);
};

function resolveEn(k: number, m: RegExpExecArray, i: number, s: DateContext, low: string): DateMention | undefined {
  const t = m[0];
  const before = low.slice(Math.max(0, i - 16), i);
  switch (k) {
    case 0: {
      if (m[1] === "may" && !/\d/.test(t.slice(3, 6))) return undefined;
      const y = enYear(m[5], m[6], s);
      const hit = mention(i, t, valid(y, monthOf(m[1]!), Number(m[2])));
      if (m[4]) hit.until = valid(y, m[3] ? monthOf(m[3]) : monthOf(m[1]!), Number(m[4]));
      return hit;
    }
    case 1: {
      const y = enYear(m[4], m[5], s);
      const hit = mention(i, t, valid(y, monthOf(m[3]!), Number(m[1])));
      if (m[2]) hit.until = valid(y, monthOf(m[3]!), Number(m[2]));
      return hit;
    }
    case 2: return mention(i, t, valid(enYear(m[3], m[4], s), monthOf(m[2]!)), /early|mid|late|beginning/.test(m[1] ?? "") ? "approx" : "eq");
    case 3: {
      if (!m[3] && !m[4] && !/(?:in|of|by|during|for) (?:the )?$/.test(before)) return undefined;
      const y = enYear(m[3], m[4], s);
      const n = m[1] === "last" ? (m[2] === "half" ? 2 : 4) : HAN[m[1]!]!;
      return mention(i, t, valid(y, m[2] === "half" ? n * 6 : n * 3), "approx");
    }
    case 4: return m[3] || s.published ? mention(i, t, valid(enYear(m[3], undefined, s), Number(m[2]) * (m[1] === "h" ? 6 : 3)), "approx") : undefined;
    case 5: return mention(i, t, valid(enYear(m[1], undefined, s), Number(m[3]) * (m[2] === "h" ? 6 : 3)), "approx");
    case 6: return enEnd(m, mention(i, t, undefined), s, before);
    case 7: {
      const y = enYear(m[2], undefined, s);
      const w = m[1]!;
      if (w === "end" || w === "year-end") return mention(i, t, valid(y, 12));
      return mention(i, t, w === "mid" ? valid(y, 6) : valid(y), /fiscal|fy/.test(w) ? "eq" : "approx");
    }
    case 8: return mention(i, t, valid(Number(m[1]!.replace(" ", "")), Number(m[2]), Number(m[3])));
    case 9: return { ...mention(i, t, m[2]!.replace(" ", "")), kind: "plan" };
    case 10: return m[1]!.includes(" ") && !/(?:to|in|by|since|until|year|of) $/.test(before) ? undefined : mention(i, t, m[1]!.replace(" ", ""));
    case 11: case 12: {
      const n = count(m[2] ?? m[1]!);
      const doc = yearOf(s.published);
      return { ...mention(i, t, doc === undefined ? undefined : String(doc + n)), kind: "span", horizon: true };
    }
    case 13: return { ...mention(i, t, String(FIVE_YEAR_END[m[1]!])), kind: "plan" };
    case 14: return relativeEn(m[1]!, mention(i, t, undefined), s);
    case 16: return weekday(m[1]!, m[2]!, mention(i, t, undefined), s, low);
    default: return m[1] === "may" && !/\b(?:in|by|since|last|next|until|during|early|late|mid) $/.test(before) || m[1] === "mar" || m[1] === "march" && !/(?:in|of|by|last|this|early|late|since) $/.test(before) || !/(?:in|of|by|since|last|this|until|early|late|from|to|next|during) $/.test(before) ? undefined : mention(i, t, valid(monthYear(before, monthOf(m[1]!), s), monthOf(m[1]!)));
  }
}

const WEEKDAYS = ["sun", "mon", "tues", "wednes", "thurs", "fri", "satur"];

/** "on Monday": the last one up to the document's day; the first one after it where the sentence looks ahead. */
function weekday(word: string, name: string, hit: DateMention, s: DateContext, low: string): DateMention | undefined {
  if (s.published?.length !== 10) return undefined;
  const by = (WEEKDAYS.indexOf(name) - new Date(`${s.published}T00:00:00Z`).getUTCDay() + 7) % 7;
  const ahead = word === "next" || word !== "last" && /\bwill\b|\bis to\b|\bare to\b/.test(low.slice(Math.max(0, hit.start - 120), hit.end + 60));
  return { ...hit, when: shiftDay(s.published, ahead ? (by === 0 ? 7 : by) : by === 0 && word !== "last" ? 0 : by - 7), kind: "relative" };
}

/** The year of a month alone: "last December" is the latest one past, "next March" the first one to come. */
function monthYear(before: string, month: number, s: DateContext): number | undefined {
  const doc = yearOf(s.published);
  const now = s.published && s.published.length >= 7 ? Number(s.published.slice(5, 7)) : undefined;
  if (doc !== undefined && now !== undefined && / last $|^last $/.test(before)) return month < now ? doc : doc - 1;
  if (doc !== undefined && now !== undefined && / next $|^next $/.test(before)) return month > now ? doc : doc + 1;
  return s.year ?? doc;
}

function enEnd(m: RegExpExecArray, hit: DateMention, s: DateContext, before: string): DateMention | undefined {
  const early = /beginning|start|early/.test(m[1]!);
  if (m[4]) return { ...hit, when: valid(enYear(m[5], undefined, s), monthOf(m[4])) };
  const y = enYear(m[2], m[3] === "the year" ? "this year" : m[3], s);
  if (m[1] === "middle") return { ...hit, when: valid(y, 6), bound: "approx" };
  if (early) return { ...hit, when: valid(y), bound: "approx" };
  return { ...hit, when: valid(y, 12), bound: /(?:by|before|until)(?: the)? $/.test(before) ? "le" : "eq" };
}

function relativeEn(word: string, hit: DateMention, s: DateContext): DateMention {
  const pub = s.published;
  const month = pub && pub.length >= 7 ? pub.slice(0, 7) : undefined;
  const doc = yearOf(pub);
  const year = (by: number): When | undefined => (doc === undefined ? undefined : String(doc + by));
  if (/recent|few days|other day|lately|week/.test(word)) return { ...hit, when: month, bound: "approx", kind: "recent" };
  if (/current|present|moment|^now|nowadays|to date|so far/.test(word)) return { ...hit, when: month, bound: "le", kind: "now" };
  if (/year-end|end of the year/.test(word)) return { ...hit, when: doc === undefined ? undefined : `${doc}-12`, bound: /^by/.test(word) ? "le" : "eq", kind: "relative", horizon: true };
  if (/same day|that day/.test(word)) return { ...hit, when: s.day ?? pub, kind: "relative" };
  if (/today/.test(word)) return { ...hit, when: pub, kind: "relative" };
  if (/yesterday|tomorrow/.test(word)) return { ...hit, when: pub?.length === 10 ? shiftDay(pub, word === "tomorrow" ? 1 : -1) : month, kind: "relative" };
  if (/last month/.test(word)) return { ...hit, when: month ? shiftMonth(month, -1) : undefined, kind: "relative" };
  if (/month/.test(word)) return { ...hit, when: month, kind: "relative" };
  if (/last year/.test(word)) return { ...hit, when: year(-1), kind: "relative" };
  if (/next year/.test(word)) return { ...hit, when: year(1), kind: "relative" };
  if (/following year/.test(word)) return { ...hit, when: s.year === undefined ? undefined : String(s.year + 1), kind: "relative" };
  if (/same year|that year/.test(word)) return { ...hit, when: s.year === undefined ? undefined : String(s.year), kind: "relative" };
  return { ...hit, when: year(0), bound: /later|earlier/.test(word) ? "approx" : "eq", kind: "relative" };
}

/** Marks horizons: "by 2025", "到2025年". A date after "by" is a latest date. */
function mark(low: string, hit: DateMention): void {
  if (hit.bound === "eq" && AHEAD_OF.test(low, hit.end, hit.end + 8)) hit.bound = "le"; // "9月之前完工"
  if (hit.bound !== "le" && hit.kind !== "now" && (/(?:最迟|最晚|至迟|不晚于|不迟于)(?:在|于|到)?$|\b(?:at the latest|no later than|not later than)(?: by| in| on)?(?: the)? $/.test(low.slice(Math.max(0, hit.start - 30), hit.start)) || /^,? at the latest\b/.test(low.slice(hit.end, hit.end + 16)))) hit.bound = "le";
  const m = HORIZON.exec(low, Math.max(0, hit.start - 18), hit.start);
  if (!m) return;
  hit.horizon = true;
  if (/(?:by|before|no later than|until)/.test(m[0]) && !/(?:截|到|至)/.test(m[0]) && hit.bound === "eq" && hit.kind !== "now") hit.bound = "le";
}

function remember(hit: DateMention, state: DateContext): void {
  if (!hit.when || hit.kind === "now" || hit.kind === "recent" || hit.kind === "span" || hit.kind === "plan") return;
  state.year = Number(hit.when.slice(0, 4));
  if (hit.when.length === 10) state.day = hit.when;
}
