// Bound words beside a figure: more than, at least, about, 超过, 不少于, 余.
// Invariant: only words that touch the figure (or its currency sign) count, so a bound never leaks to a neighbour.
import { isSmall } from "./fold.ts";
import type { Bound, Span } from "./model.ts";
import { ending, opening, type Ending, type Opening } from "./pattern.ts";

export interface FoundBound {
  bound: Bound;
  at: Span;
}

const ZH_BEFORE: readonly [RegExp, Bound][] = [
  [/(?:不少于|不低于|不小于|不下于|至少(?:要|能|可|需)?(?:有|达到?|为|实现|完成)?|最少|最低)$/, "ge"],
  [/(?:不超过|不高于|不多于|最高(?:可达|可获|可享|可|达|为|不超过)?(?:给予|奖励|补助|补贴|资助|支持)?|最多(?:可达|可|达)?|至多|上限为?|最大可?达?|可达)$/, "le"],
  [/(?:不到|不足|低于|少于|小于)$/, "lt"],
  [/(?:超过了?|超出|超额|突破了?|逾|高于|大于|多于|超越|跨越|跃过|迈过|超|破|已过|均过|过|(?<![以])上(?=$))$/, "gt"],
  [/(?:大约|约可达|约为|约有|约占|约达|约合|约计|(?<![签预条节制契特协])约|将近|接近|近|大概|几近|逼近|直逼|估计|上下|大致)$/, "approx"],
];
const EN_BEFORE: readonly [RegExp, Bound][] = [
  [/(?:no less than|not less than|no fewer than|not fewer than|not lower than|no lower than|at least|a minimum of|minimum of|minimum|at a minimum)$/, "ge"],
  [/(?:no more than|not more than|not exceeding|not exceed|up to|at most|a maximum of|maximum of|maximum|a ceiling of|capped at|max\.?|no higher than|as high as|as many as|as much as|to a maximum of)$/, "le"],
  [/(?:less than|fewer than|below|(?<!just |slightly |little )under|lower than)$/, "lt"],
  [/(?:more than|over|exceed|exceeds|exceeded|exceeding|in excess of|above|beyond|upwards of|surpass|surpasses|surpassed|surpassing|pass|passes|passed|passing|crossed|greater than|north of|topped|topping|tops|break|broke|breaks|break through|breaking through|broke through|exceed than|super|well over|outnumber|larger than|higher than|>)$/, "gt"],
  [/(?:about|around|nearly|near|roughly|approximately|approx\.?|some|almost|close to|circa|c\.|ca\.|~|an estimated|estimated|estimated at|in the region of|in the order of|on the order of|approaching|approached|the order of|nearly reach|or so|just over half|just about|(?:just|slightly|a little) under|just short of)$/, "approx"],
];
const ZH_AFTER: readonly [Opening, Bound][] = [
  [opening(/^(?:及|或|\(含\))?以上/), "ge"],
  [opening(/^(?:以下|以内|之内)/), "le"],
  [opening(/^(?:左右|上下|前后|许)/), "approx"],
  [opening(/^(?:余|多)(?![功元样种媒层出了])/), "gt"],
];
const EN_AFTER: readonly [Opening, Bound][] = [
  [opening(/^ ?(?:or more|or above|and above|or over|and over|at least|upwards)(?![a-z])/), "ge"],
  [opening(/^ ?(?:or less|or below|or fewer|at most)(?![a-z])/), "le"],
  [opening(/^ ?(?:or so|or thereabouts|-odd| odd)(?![a-z])/), "approx"],
  [opening(/^ ?\+/), "gt"],
  [opening(/^ many(?![a-z])/), "gt"],
  [opening(/^[ -]?plus(?![a-z])/), "gt"],
];
/** All of them in one, so that most places need one look. */
const EN_AFTER_ANY = opening(/^ ?(?:or |and |at |upwards|-odd| odd|\+|many|-?plus)/);
/** Words that may stand between an English bound and its number ("more than a total of 50"). */
const EN_FILLER = /(?:\ba(?: total)?(?: of)?|\bthe|\btotal(?: of)?|\breach(?:ed|es|ing)?|\bto|\bof|\bsome)? ?$/;

const ends = (table: readonly [RegExp, Bound][]): [Ending, Bound][] => table.map(([re, bound]) => [ending(re), bound]);
const ZH_ENDS = ends(ZH_BEFORE);
const EN_ENDS = ends(EN_BEFORE);
/** The last words of the English bounds, read off the patterns: plain alternations anchored at the end. */
const EN_LAST_WORDS = new Set(EN_BEFORE.flatMap(([re]) => re.source.replace(/^\(\?:|\)\$$/g, "").split("|")).map((w) => w.slice(w.lastIndexOf(" ") + 1).replace("\\.?", "")));
const FILLER_WORDS = new Set("a the of to some reach reached reaches reaching".split(" "));

/** The bound that governs the figure lying at [start, end) of a folded lower-case string. */
export function findBound(low: string, start: number, end: number): FoundBound | undefined {
  const from = Math.max(0, start - 28);
  const before = low.slice(from, start).trimEnd();
  const after = low.slice(end, end + 16);
  const latin = before.charCodeAt(before.length - 1) < 128;
  const found = before === "" ? undefined : latin ? (match(before, from, EN_ENDS, true) ?? matchFiller(before, from)) : match(before, from, ZH_ENDS, false, low[end - 1] === "项" || low[end - 1] === "个" ? after : "");
  if (!found && !latin && before.includes("约") && /约可?(?:实现|达到?|形成|创造)[\u4e00-\u9fff]{1,8}$/.test(before)) {
    const m = /约可?(?:实现|达到?|形成|创造)[\u4e00-\u9fff]{1,8}$/.exec(before)!;
    return { bound: "approx", at: { start: from + m.index, end: from + m.index + 1 } };
  }
  const tail = after.charCodeAt(0) > 128 ? matchAfter(after, end, ZH_AFTER) : matchAfter(after, end, EN_AFTER);
  if (found && tail) {
    // "超过900户以上" says gt; "约500家以上" says approx; the first word governs unless it only reports.
    return { bound: found.bound, at: { start: found.at.start, end: tail.at.end } };
  }
  return found ?? tail;
}

const TECHNIQUES = /^(?:以上)?[^,。;]{0,10}(?:技术|难题|瓶颈)/;

function match(before: string, offset: number, table: readonly [Ending, Bound][], word: boolean, after = ""): FoundBound | undefined {
  if (word && !EN_LAST_WORDS.has(lastWord(before)) && letterAt(before, before.length - 1)) return undefined;
  for (const [re, bound] of table) {
    const m = re.exec(before, 0, before.length);
    if (!m) continue;
    if (m[0] === "over" && /(?:spread|spreads|spreading|stretch|stretches|all|built|take|took|extends?|turned|turns?|turning|hand|handed) $/.test(before.slice(0, m.index))) continue;
    if (word && /[a-z]/.test(m[0][0]!) && /[a-z]/.test(before[m.index - 1] ?? "")) continue;
    if (m[0] === "过" && /[经通不度渡路走去来做有办]$/.test(before.slice(0, m.index))) continue;
    if (m[0] === "上" && !/[到达至成了是]$|^$/.test(before.slice(0, m.index))) continue;
    if (m[0] === "近" && /[最附邻新]$/.test(before.slice(0, m.index))) continue;
    if (m[0] === "超" && /[高]$/.test(before.slice(0, m.index))) continue;
    if (m[0] === "突破" && TECHNIQUES.test(after)) continue; // "突破100项关键技术": what is broken through
    if (m[0] === "可达" && /最高|最多|最大/.test(before) === false) continue;
    return { bound, at: { start: offset + m.index, end: offset + before.length } };
  }
  return undefined;
}

const letterAt = (s: string, i: number): boolean => isSmall(s.charCodeAt(i));

/** The letters that a text ends in. */
function lastWord(text: string): string {
  let at = text.length;
  while (at > 0 && letterAt(text, at - 1)) at--;
  return text.slice(at);
}

function matchFiller(before: string, offset: number): FoundBound | undefined {
  if (!before.endsWith("total") && !FILLER_WORDS.has(lastWord(before))) return undefined;
  const m = EN_FILLER.exec(before);
  if (!m || m[0].trim() === "") return undefined;
  const rest = before.slice(0, m.index).trimEnd();
  return match(rest, offset, EN_ENDS, true);
}

function matchAfter(after: string, end: number, table: readonly [Opening, Bound][]): FoundBound | undefined {
  if (table === EN_AFTER && !EN_AFTER_ANY.test(after, 0, after.length)) return undefined;
  for (const [re, bound] of table) {
    const m = re.exec(after, 0, after.length);
    if (m) return { bound, at: { start: end, end: end + m[0].length } };
  }
  return undefined;
}
