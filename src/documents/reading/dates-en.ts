// The forms of dates in English: by which letters they may begin, and what they mean.
// Invariant: a form is tried only where its first letters stand, so that the scan stays linear.
import { count, FIVE_YEAR_END, HAN, mention, startsYear, valid, Y, yearOf, type DateContext, type DateMention, type Forms } from "./date-parts.ts";
import { isDigit } from "./fold.ts";
import type { Span, When } from "./model.ts";
import { shiftDay, shiftMonth } from "./shift.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH = "(jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)?|apr(?:il|\\.)?|may|june?\\.?|july?\\.?|aug(?:ust|\\.)?|sept?(?:ember|\\.)?|oct(?:ober|\\.)?|nov(?:ember|\\.)?|dec(?:ember|\\.)?)(?![a-z])";

const EN: RegExp[] = [
  new RegExp(`${MONTH}(?:\\.(?=\\d))? ?(3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?(?: ?(?:-|to|–|through|and|&|until) ?(?:${MONTH} ?)?(3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?(?!\\d))?(?:,? (?:of )?${Y}(?!\\d)| (?:of )?(this year|last year|next year|the same year))?(?!\\d)`, "y"),
  new RegExp(`(3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th|\\.)?(?: ?(?:-|to|–|and|&) ?(3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th|\\.)?)? (?:of )?${MONTH}(?:,? ${Y}(?!\\d)| (?:of )?(this year|last year|next year|the same year))?`, "y"),
  new RegExp(`(?:(early|mid|late|the end of|end of|end|beginning of|by the end of)[- ])?${MONTH},? ?(?:of )?(?:${Y}(?!\\d)|(this year|last year|next year|the same year|that year))`, "y"),
  new RegExp(`(?:the )?(first|second|third|fourth|1st|2nd|3rd|4th|last)[ -](quarter|half)(?: of (?:the year(?: of)?)?)?(?:,? ?(?:${Y}|(this year|last year|next year|the same year|the year)))?(?!\\d)`, "y"),
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
  /(by (?:the )?(?:year-end|end of the year)|year-end|this year|last year|next year|recently|in recent days|a few days ago|the other day|lately|currently|at present|at the moment|now|nowadays|to date|so far|today|yesterday|tomorrow|next month|(?:on )?(?:the |that )?same day|that day|this month|last month|the same month|the same year|earlier this year|later this year|later this month|earlier this month|this week|last week|the following year|that year)(?![a-z])/y,
  new RegExp(`${MONTH}(?!\\s*\\d)`, "y"),
  /(?:(on|last|next|this) |(?<=\b(?:[a-z]+(?<!announc|report|confirm|reveal|stat|add|not|publish)ed|held|began|place|ground|off|open|opens|starts|begins|late|early) ))(mon|tues|wednes|thurs|fri|satur|sun)day(?![a-z])(?!,? ?\(?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|the \d))/y,
  new RegExp(`(3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th|\\.)? (?:of )?${MONTH} ?(?:-|–|to|until|till|and|&|through) ?(3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th|\\.)? (?:of )?${MONTH}(?:,? ${Y}(?!\\d))?`, "y"),
  /on the (3[01]|[12]\d|[1-9])(?:st|nd|rd|th)(?= ?[,.;)]|$| (?:was|were|is|in|at|and|with|by|to|hold|held|of (?:this|the|last) month)\b)/y,
  /(two|three|four|five|six|seven|eight|nine|ten|a) years? ago(?![a-z])/y,
  new RegExp(`(?:the )?first (two|three|four|five|six|seven|eight|nine|ten|eleven|[2-9]|1[01]) months(?: of (?:the year(?: of)?(?! \\d)|(?:the year )?${Y}(?!\\d)|(this year|last year)))?`, "y"),
];
/** "30 May – 1 June", "on the 18th", "two years ago". */
const [TWO_MONTHS, DAY_ALONE, YEARS_AGO, FIRST_MONTHS] = [17, 18, 19, 20];

/** Three letters (or what stands in their place) in fifteen bits. */
const letters = (a: number, b: number, c: number): number => ((a & 31) << 10) | ((b & 31) << 5) | (c & 31);
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
  ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((w) => `on ${w}`).concat(["las", "nex", "thi", "mon", "tue", "wed", "thu", "fri", "sat", "sun"]), [], ["on the"], "two thr fou fiv six sev eig nin ten".split(" ").concat(["a y"]), ["fir", "the fir"],
];
/** Words that open many a phrase: what follows them is looked at too. */
const OPENERS = ["", "the ", "in ", "by ", "at ", "on ", "to ", "so "];
/** By opener and three letters: a place in EN_LISTS, or 0. */
const EN_FORMS = new Uint8Array(OPENERS.length << 15);
const EN_LISTS: Forms[] = [{ table: EN, which: [] }];
/** The first two letters of every English date expression. */
export const PAIRS = new Uint8Array(128 * 128);
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
export function enForms(low: string, i: number, c: number): Forms | undefined {
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
  const which = [...((k & 1) !== 0 ? [TWO_MONTHS, 1] : []), ...((k & 2) !== 0 ? [3] : []), ...((k & 4) !== 0 ? [5, 8, 9, 10] : []), ...((k & 8) !== 0 ? [13] : [])];
  return which.length === 0 ? undefined : { table: EN, which };
});
/** What follows the digits of a day: an ordinal's ending, "to", "and", a dash or a space. */
const AFTER_DAY = new Set([..."snrta -–.&"].map((ch) => ch.charCodeAt(0)));
/** What follows that space: a month, "of", "to", "and" or a dash. */
const BEFORE_MONTH = new Set([..."jfmasondt-–&"].map((ch) => ch.charCodeAt(0)));

export function enDigitForms(low: string, i: number, c: number): Forms | undefined {
  const second = low.charCodeAt(i + 1);
  const day = isDigit(second) ? low.charCodeAt(i + 2) : second;
  const may = (AFTER_DAY.has(day) && (day !== 32 || BEFORE_MONTH.has(low.charCodeAt(isDigit(second) ? i + 3 : i + 2))) ? 1 : 0) |
    (c >= 49 && c <= 52 && (second === 115 || second === 110 || second === 114 || second === 116) ? 2 : 0) |
    (startsYear(low, i) ? 4 : 0) | (c === 49 && second >= 49 && second <= 53 && (low.charCodeAt(i + 2) === 116 || low.charCodeAt(i + 2) === 32) ? 8 : 0);
  return EN_AT_DIGIT[may];
}

const monthOf = (w: string): number => MONTHS.indexOf(w.slice(0, 3)) + 1;
const enYear = (abs: string | undefined, rel: string | undefined, s: DateContext): number | undefined => {
  if (abs) return Number(abs.replace(" ", ""));
  const doc = yearOf(s.published);
  if (rel === undefined) return s.year ?? doc;
  if (/same|that/.test(rel)) return s.year ?? s.told ?? doc;
  return doc === undefined ? undefined : doc + (/last/.test(rel) ? -1 : /next/.test(rel) ? 1 : 0);
};

export function resolveEn(k: number, m: RegExpExecArray, i: number, s: DateContext, low: string): DateMention | undefined {
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
    case 16: return weekday(m[1] ?? "on", m[2]!, mention(i, t, undefined), s, low);
    case TWO_MONTHS: {
      const y = enYear(m[5], undefined, s);
      const hit = mention(i, t, valid(y, monthOf(m[2]!), Number(m[1])));
      hit.until = valid(y, monthOf(m[4]!), Number(m[3]));
      return hit;
    }
    case DAY_ALONE: return dayAlone(Number(m[1]), mention(i, t, undefined), s);
    case YEARS_AGO: return { ...mention(i, t, yearOf(s.published) === undefined ? undefined : String(yearOf(s.published)! - (m[1] === "a" ? 1 : count(m[1]!)))), kind: "relative" };
    case FIRST_MONTHS: return mention(i, t, valid(enYear(m[2], m[3], s), m[1] === "eleven" ? 11 : count(m[1]!)));
    default: return m[1] === "may" && !/\b(?:in|by|since|last|next|until|during|early|late|mid) $/.test(before) || m[1] === "mar" || m[1] === "march" && !/(?:in|of|by|last|this|early|late|since) $/.test(before) || !/(?:in|of|by|since|last|this|until|early|late|from|to|next|during) $/.test(before) ? undefined : mention(i, t, valid(monthYear(before, monthOf(m[1]!), s, low.slice(Math.max(0, i - 70), i)), monthOf(m[1]!)));
  }
}

const WEEKDAYS = ["sun", "mon", "tues", "wednes", "thurs", "fri", "satur"];

/** "on the 18th": of the month last spoken of, else the last such day before the document's. */
function dayAlone(day: number, hit: DateMention, s: DateContext): DateMention | undefined {
  const month = s.day?.slice(0, 7) ?? (s.published && s.published.length >= 7 ? s.published.slice(0, 7) : undefined);
  if (month === undefined) return undefined;
  const when = valid(Number(month.slice(0, 4)), Number(month.slice(5)), day);
  const earlier = s.day === undefined && when !== undefined && s.published?.length === 10 && when > s.published ? shiftMonth(month, -1) : undefined;
  return { ...hit, when: earlier === undefined ? when : valid(Number(earlier.slice(0, 4)), Number(earlier.slice(5)), day), kind: "relative" };
}

/** "on Monday": the last one up to the document's day; the first one after it where the sentence looks ahead. */
function weekday(word: string, name: string, hit: DateMention, s: DateContext, low: string): DateMention | undefined {
  if (s.published?.length !== 10) return undefined;
  const by = (WEEKDAYS.indexOf(name) - new Date(`${s.published}T00:00:00Z`).getUTCDay() + 7) % 7;
  const ahead = word === "next" || word !== "last" && !/\b(?:said|says|announced|told [a-z]+|reported|added) $/.test(low.slice(Math.max(0, hit.start - 30), hit.start)) && /\b(?:will|(?:is|are) (?:to|due|set|expected|scheduled))\b/.test(ownClause(low, hit));
  return { ...hit, when: shiftDay(s.published, ahead ? (by === 0 ? 7 : by) : by === 0 && word !== "last" ? 0 : by - 7), kind: "relative" };
}

/** The clause that a date stands in, from comma to comma; of a clause that is hardly more than the date, the one behind it too. */
function ownClause(low: string, at: Span): string {
  const from = Math.max(low.lastIndexOf(",", at.start), low.lastIndexOf(";", at.start), low.lastIndexOf(". ", at.start), at.start - 120, -1) + 1;
  const stop = /[,;]|\. |\bthat\b/g;
  stop.lastIndex = at.start - from < 6 ? at.end + 2 : at.end;
  const m = stop.exec(low);
  return low.slice(from, Math.min(m?.index ?? low.length, at.end + 90));
}

/** The year of a month alone: "last December" is the latest one past, "next March" the first one to come. */
function monthYear(before: string, month: number, s: DateContext, clause: string): number | undefined {
  const doc = yearOf(s.published);
  const now = s.published && s.published.length >= 7 ? Number(s.published.slice(5, 7)) : undefined;
  if (doc !== undefined && now !== undefined && / last $|^last $/.test(before)) return month < now ? doc : doc - 1;
  if (doc !== undefined && now !== undefined && / next $|^next $/.test(before)) return month > now ? doc : doc + 1;
  // "production will start in March", told in December.
  if (doc !== undefined && now !== undefined && s.year === undefined && month < now && now - month > 3 && /\b(?:will|(?:is|are) (?:to|due|set|scheduled|expected|slated|planned))\b[^,.;]*$/.test(clause)) return doc + 1;
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
  if (/next month/.test(word)) return { ...hit, when: month ? shiftMonth(month, 1) : undefined, kind: "relative" };
  if (/last month/.test(word)) return { ...hit, when: month ? shiftMonth(month, -1) : undefined, kind: "relative" };
  if (/month/.test(word)) return { ...hit, when: month, kind: "relative" };
  if (/last year/.test(word)) return { ...hit, when: year(-1), kind: "relative" };
  if (/next year/.test(word)) return { ...hit, when: year(1), kind: "relative" };
  if (/following year/.test(word)) return { ...hit, when: s.year === undefined ? undefined : String(s.year + 1), kind: "relative" };
  if (/same year|that year/.test(word)) return { ...hit, when: s.year === undefined ? undefined : String(s.year), kind: "relative" };
  return { ...hit, when: year(0), bound: /later|earlier/.test(word) ? "approx" : "eq", kind: "relative" };
}
