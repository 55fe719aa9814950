// Finds every number, quantity, share and range in a piece of text and says what it is worth.
// Invariant: each character is looked at a bounded number of times (linear time on any input), and years, ordinals, codes,
// phone numbers, durations and technical sizes are never returned as figures.
import { findBound } from "./bound.ts";
import { foldText, lowerAscii, isDigit, isSmall } from "./fold.ts";
import type { Bound, Figure, Span } from "./model.ts";
import { ending, opening, type Opening } from "./pattern.ts";
import { readNumeral, startsHanNumeral, startsWordNumeral, times, type Numeral } from "./numeral.ts";
import { fractionShare, share, wordShare, type Piece } from "./shares.ts";
import { AFTER, BEFORE, CLASSIFIERS, NOT_FIGURE_EN, NOT_FIGURE_ZH, type Measure } from "./units.ts";

const byFirst = (keys: readonly string[]): Map<number, string[]> => {
  const map = new Map<number, string[]>();
  for (const key of [...keys].sort((a, b) => b.length - a.length)) {
    const list = map.get(key.charCodeAt(0));
    if (list) list.push(key);
    else map.set(key.charCodeAt(0), [key]);
  }
  return map;
};
const AFTER_KEYS = byFirst(Object.keys(AFTER));
const CLASSIFIER_KEYS = byFirst(CLASSIFIERS);
const BEFORE_KEYS = Object.keys(BEFORE).sort((a, b) => b.length - a.length);
const BEFORE_BY_END = new Map<number, string[]>();
for (const key of BEFORE_KEYS) {
  const last = key.charCodeAt(key.length - 1);
  (BEFORE_BY_END.get(last) ?? BEFORE_BY_END.set(last, []).get(last)!).push(key);
}

const letter = (ch: string | undefined): boolean => ch !== undefined && ch >= "a" && ch <= "z";

/** The longest key of the table that stands at `at`, with a word boundary after Latin keys. */
function longest(low: string, at: number, table: Map<number, string[]>): string | undefined {
  const keys = table.get(low.charCodeAt(at));
  if (keys === undefined) return undefined;
  for (const key of keys) {
    if (low.startsWith(key, at) && !(letter(key[key.length - 1]) && letter(low[at + key.length]))) return key;
  }
  return undefined;
}

/** A currency sign or code directly before the number. */
function currencyBefore(low: string, at: number): { key: string; start: number } | undefined {
  const gap = low.charCodeAt(at - 1) === 32 ? 1 : 0;
  const keys = BEFORE_BY_END.get(low.charCodeAt(at - 1 - gap));
  if (keys === undefined) return undefined;
  for (const key of keys) {
    const start = at - gap - key.length;
    if (start >= 0 && low.startsWith(key, start) && !(letter(key[0]) && letter(low[start - 1])) && !(key === "元" || key === "yuan" && gap === 1 && /\d ?$/.test(low.slice(Math.max(0, start - 2), start)))) {
      return { key, start };
    }
  }
  return undefined;
}

const ORDINAL = opening(/^(?:st|nd|rd|th)(?![a-z])/);
/** "(2409-TW)", "(000725.SZ)": a stock. */
const TICKER = opening(/^[-. ](?:tw|two|tt|hk|sz|sh|ss|ch|ks|kq|us|jp|t|de)\)/);
/** What numbers things and counts none. */
const CODED = ending(/(?:no\.|number|vol\.|phase|building|plant|fab|unit|line|hall|stage|page|chapter|article|room|hall|booth|type|version|ver\.|class|grade|top|fortune|global|iso|tel|fax|icp备|编号|证号|文号|电话|传真|热线|邮编|手机|微信|qq|专线|公安备|代码|股票代码|证券代码|©|copyright|doi|issn|section|generation|gen|no)[ ::.]*$/);

/** True where the number is part of a code, an ordinal, a version, a phone number or a clock time. */
function isCode(low: string, at: number, n: Numeral): boolean {
  const prev = low[at - 1] ?? "";
  const next = low[n.end] ?? "";
  if (prev === "第" || (n.form === "han" && (/[第其统唯专同之某单逐万数几好余多一二两三四五六七八九]/.test(prev) || (prev === "成" && low.startsWith("千上万", at))) && !/^[第]/.test(n.number) && prev !== "万")) return true;
  if (n.form !== "digits") return false;
  if (letter(prev) && currencyBefore(low, at) === undefined && !/(?:^|[^a-z])(?:be|is|are|of|about|over|than|reach|reached|has|have|with|by|exceed|nearly|and|total|invest|was|were|up to|gdp)$/.test(low.slice(Math.max(0, at - 9), at))) return true;
  if ((prev === "-" || prev === "_" || prev === "/" || prev === "." || prev === "#" || prev === "@" || prev === "=" || prev === "&") && /[a-z0-9]/.test(low[at - 2] ?? "")) {
    return !(prev === "-" && /^[^0-9]{0,12}$/.test(low.slice(n.end, n.end + 1)) && false);
  }
  if (ORDINAL.test(low, n.end, n.end + 3)) return true;
  if (next === "-" && /\d{4}/.test(low.slice(n.end + 1, n.end + 5)) && /^\d{3,4}$/.test(n.number) && currencyBefore(low, at) === undefined) return true;
  if (n.scale === "" && letter(next) && !(currencyBefore(low, at) && /^(?:[mkbt]|bn|mn)(?![a-z0-9])/.test(low.slice(n.end, n.end + 3))) && longest(low, n.end, AFTER_KEYS) === undefined && !glued(low, n.end)) return true;
  if (next === "#") return true;
  if (prev === "(" && TICKER.test(low, n.end, n.end + 5)) return true;
  if (next === ":" && /\d\d/.test(low.slice(n.end + 1, n.end + 3))) return true;
  if (prev === ":" && /\d/.test(low[at - 2] ?? "")) return true;
  return n.scale === "" && CODED.test(low, Math.max(0, at - 12), at) && currencyBefore(low, at) === undefined;
}

/** Machine-translated text glues a noun to its number ("470enterprises"): four letters or more are a word, fewer a code. */
function glued(low: string, at: number): boolean {
  return /^[a-z]{4,}/.test(low.slice(at, at + 5));
}

/** By scale: what part of the same number may follow, and what it is worth. */
const SMALLER: Readonly<Record<string, readonly (readonly [Opening, number])[]>> = {
  thousand: [[opening(/^ and (\d{3})(?![\d,.]| ?(?:thousand|million|billion))/), 1]],
  万: [[opening(/^(\d)千/), 1e3], [opening(/^(\d,\d{3}|\d{1,4})(?=[人名家件户位项个](?![\d]))/), 1]],
  兆: [[opening(/^又?(\d[\d,]*(?:\.\d+)?)亿/), 1e8], [opening(/^又?(\d[\d,]*(?:\.\d+)?)万(?!亿)/), 1e4]],
  亿: [[opening(/^又?(\d[\d,]*(?:\.\d+)?)万(?!亿)/), 1e4]], 万亿: [[opening(/^又?(\d[\d,]*(?:\.\d+)?)万(?!亿)/), 1e4]],
  trillion: [[opening(/^ (?:and )?(\d{1,3}(?:\.\d+)?) ?million(?![a-z])/), 1e6], [opening(/^ (?:and )?(\d{1,3}(?:\.\d+)?) ?billion(?![a-z])/), 1e9]],
  bn: [[opening(/^ (?:and )?(\d{1,3}(?:\.\d+)?) ?million(?![a-z])/), 1e6]], billion: [[opening(/^ (?:and )?(\d{1,3}(?:\.\d+)?) ?million(?![a-z])/), 1e6]], million: [[opening(/^ (?:and )?(\d{1,3}) ?thousand(?![a-z])/), 1e3]],
};

/** "1兆570亿", "1 million 500 thousand": the second part adds to the first. */
function compound(low: string, n: Numeral): void {
  if (n.form !== "digits" || n.scale === "") return;
  for (const [part, worth] of SMALLER[n.scale] ?? []) {
    const m = part.exec(low, n.end, n.end + 20);
    if (!m) continue;
    n.value = times(Number(m[1]!.replace(/,/g, "")), worth) + n.value;
    n.end += m[0].length;
    if (/^[余多](?!\d)/.test(low.slice(n.end, n.end + 2)) && worth === 1e3) {
      n.more = true; // "5万6千余人"
      n.end++;
    }
    const rest = worth === 1e6 ? /^ (?:and )?(\d{1,3}) ?thousand(?![a-z])/.exec(low.slice(n.end, n.end + 18)) : null; // "11 billion 921 million 500 thousand"
    if (rest) {
      n.value += Number(rest[1]) * 1e3;
      n.end += rest[0].length;
    }
    return;
  }
}

/** Reads number, scale and measure at `at`; undefined where no figure stands there. `skip` tells how far a rejected number reaches. */
function readPiece(low: string, at: number, second = false, floor = 0): { piece?: Piece; skip: number } {
  // 上百, 上千: an order of magnitude only; 上百亿 is a sum
  const c = low.charCodeAt(at);
  if (low[at - 1] === "上" && (low[at] === "百" || low[at] === "千") && low[at + 1] !== "亿") return { skip: at + 1 + /^[十百千万]*/.exec(low.slice(at + 1, at + 4))![0].length };
  const worded = c >= 48 && c <= 57 ? fractionShare(low, at) : wordShare(low, at);
  if (worded) return { piece: worded, skip: worded.end };
  const n = readNumeral(low, at);
  if (!n) return { skip: skipNumber(low, at) };
  compound(low, n);
  if (!second && isCode(low, at, n)) return { skip: Math.max(n.end, skipNumber(low, at)) };
  const sign = n.form === "han" && low.charCodeAt(at - 1) < 128 ? undefined : currencyBefore(low, at);
  const before = sign && sign.start >= floor ? sign : undefined; // a sign belongs to one number only
  let end = n.end;
  let value = n.value;
  let measure: Measure | undefined = before ? BEFORE[before.key] : undefined;
  let word = before?.key ?? "";
  if (before) {
    const short = /^ ?([mkbt]|bn|mn)(?![a-z0-9])/.exec(low.slice(end, end + 4));
    if (short && n.scale === "") {
      value = times(value, { m: 1e6, k: 1e3, b: 1e9, t: 1e12, bn: 1e9, mn: 1e6 }[short[1]!]!);
      n.scale = short[1]!;
      end += short[0].length;
    }
  }
  const gap = low[end] === " " || (low[end] === "-" && letter(low[end + 1])) ? 1 : 0;
  const key = longest(low, end + gap, AFTER_KEYS);
  if (key && !notMeasure(low, end + gap, key, measure !== undefined)) {
    const after = AFTER[key]!;
    if (before && measure?.unit === "currency" && /^(?:元|圆)$/.test(key)) end += gap + key.length;
    if (!measure || after.unit === "ratio" || after.unit === measure.unit || measure.unit === "yuan") {
      measure = after.unit === "yuan" && measure?.unit === "currency" ? measure : after;
      word = key;
      end += gap + key.length;
    }
  }
  if (measure) {
    const level = levelAfter(low, end);
    return { piece: { start: before?.start ?? at, end: end + level, unit: measure.unit, value: times(value, measure.factor), currency: measure.currency, measure: word, level: level > 0, numeral: n, explicit: true }, skip: end };
  }
  return countPiece(low, at, n, end);
}

const OF_FLOORS = ending(/(?:面积|厂房|建筑|用房|载体)[^,。;]{0,6}\d[\d.]*万$/);
/** Words that look like a measure and are part of another word. */
function notMeasure(low: string, at: number, key: string, hasMoney: boolean): boolean {
  const tail = low.slice(at + key.length, at + key.length + 2);
  if (key === "元" || key === "圆") return /^(?:件|器|宇|素|旦|老|首|月|年|环)/.test(tail);
  if (key === "方" || key === "平方") return !(low[at - 1] === "万" && OF_FLOORS.test(low, Math.max(0, at - 20), at)); // "厂房面积36.5万方"
  if (key === "won") return /^ (?:the|a|an|first|second|third|\d)/.test(low.slice(at + 3, at + 10));
  if (key === "pc" || key === "ha" || key === "mu" || key === "rmb" || key === "cad" || key === "aud") return hasMoney && key !== "rmb";
  if (key === "坪") return /^(?:山|坝|洲|地|石)/.test(tail);
  return key === "pounds" && /^ of /.test(low.slice(at + 6, at + 10));
}

const LEVEL = opening(/^(?:级|量级|规模级|(?:[- ]?level|-(?:class|scale|grade))(?![a-z]))/);
/** "级" or "-level" after an amount makes it a size class. Returns its length. */
function levelAfter(low: string, end: number): number {
  return LEVEL.exec(low, end, end + 8)?.[0].length ?? 0;
}

const PASSING = ending(/(?:近|逾|超|超过|过|破|突破|达|不足|不到)$/);
const CROWD = ending(/(?:人数|人次)(?:已|均|更|首次|将)*(?:超过?|过|破|突破|逾)$/);
const TENTH = opening(/^成(?![立果功为员效熟本长绩交品都型片套就都人千])/);
const TIMES = opening(/^ ?(?:倍|番(?![茄禺])|-?(?:times|fold)(?![a-z]))/);
const GOODS_ZH = opening(/^(?:度|公里|千瓦时|千瓦|升|公斤|米)/);
const GOODS_EN = opening(/^ ?(?:kilomet|km\b|kilograms|kg\b|kwh|kilowatt)/);
const HELD = opening(/^届(?!中国|全国|国际|世界)/);
const HOLDS = ending(/(?:办|举办|举行|召开|历经|走过|历时)(?:过|了|至)?$/);
const NATIONS = opening(/^国(?=的|、|和|与|,|。|$)/);
const FROM_NATIONS = ending(/(?:来自|吸引|覆盖|遍及|销往|远销)$/);
const NO_FIGURE_ZH = opening(NOT_FIGURE_ZH);
const NO_FIGURE_EN = opening(NOT_FIGURE_EN);

/** A number with a classifier, with no measure at all, or with a scale only. */
function countPiece(low: string, at: number, n: Numeral, end: number): { piece?: Piece; skip: number } {
  const gap = low[end] === " " ? 1 : 0;
  const level = levelAfter(low, end);
  if (level > 0 && n.value >= 1e8) {
    return { piece: { start: at, end: end + level, unit: "bare", value: n.value, measure: "", level: true, numeral: n, explicit: false }, skip: end };
  }
  if (TENTH.test(low, end + gap, end + gap + 8) && n.value <= 10 && n.value >= 1) {
    return { piece: { ...share(at, end + gap + 1, Number((n.value / 10).toPrecision(4)), n.number), numeral: n }, skip: end + gap + 1 };
  }
  const times_ = TIMES.exec(low, end, end + 8);
  // "翻两番": doubled twice
  if (times_) return { piece: { start: at, end: end + times_[0].length, unit: "multiple", value: times_[0].trim() === "番" ? 2 ** Math.min(n.value, 10) : n.value, measure: times_[0], level: false, numeral: n, explicit: true }, skip: end };
  const goods = n.scale !== "" && (/[万亿]/.test(n.scale) && GOODS_ZH.exec(low, end + gap, end + gap + 8) || /million|billion/.test(n.scale) && GOODS_EN.exec(low, end, end + 12));
  if (goods) {
    const written = n.form === "digits" && low.charCodeAt(end + gap) > 0x4dff ? (GOODS_ZH.exec(low, end + gap, end + gap + 8)?.[0].length ?? 0) + gap : 0;
    return { piece: { start: at, end: end + written, unit: "count", value: n.value, measure: low.slice(end + gap, end + gap + 1), level: false, numeral: n, explicit: true }, skip: end };
  }
  const held = HELD.test(low, end + gap, end + gap + 8) && HOLDS.test(low, Math.max(0, at - 4), at) || NATIONS.test(low, end + gap, end + gap + 8) && (n.more || FROM_NATIONS.test(low, Math.max(0, at - 3), at));
  if (held) return { piece: { start: at, end: end + gap + 1, unit: "count", value: n.value, measure: low[end + gap]!, level: false, numeral: n, explicit: true }, skip: end };
  if (NO_FIGURE_ZH.test(low, end + gap, end + gap + 8) || NO_FIGURE_EN.test(low, end, end + 20)) return { skip: end };
  const classifier = longest(low, end + gap, CLASSIFIER_KEYS);
  const counted = classifier !== undefined && !notClassifier(low, end + gap, n);
  if (n.form === "han") {
    const crowd = n.magnitude && n.value === 1e4 && CROWD.test(low, Math.max(0, at - 8), at); // "参会人数过万"
    if (crowd) return { piece: { start: at, end, unit: "count", value: n.value, measure: "人", level: false, numeral: n, explicit: true }, skip: end };
    if (!counted && !(n.magnitude && n.value >= 1e10) && n.value < 1e8 && !(/[万]$/.test(n.number) && !n.magnitude && n.number.length > 1)) return { skip: end };
    if (n.value === 1 || (n.number.length === 1 && /[壹贰叁肆伍陆柒捌玖拾佰仟]/.test(n.number))) return { skip: end }; // 伍家岗 is a place
    if (n.magnitude && n.value < 1e8 && !PASSING.test(low, Math.max(0, at - 3), at) && !n.more) return { skip: end };
  }
  if (counted) return { piece: { start: at, end: end + gap + classifier.length, unit: "count", value: n.value, measure: classifier, level: false, numeral: n, explicit: true }, skip: end };
  if (yearLike(low, at, n)) return { skip: end };
  return { piece: { start: at, end, unit: "bare", value: n.value, measure: "", level: false, numeral: n, explicit: false }, skip: end };
}

const OTHER_WORD = opening(/^(?:名城|人才|人工|台阶|台州|台湾|个性|家庭|家电|家具|家居|家长|位于|位居|位列|场景|场地|场馆|片区|片面|项目|类似|对外|对接|对口|对于|对应|部分|部署|部门|部委|部长|件事|支持|支撑|块钱|层次|层级|层面|种子|种植|组织|组成|组团|组建|处于|处理|间接|道路|所以|所在|所有|座谈|套餐|款项|人民|人均|台风|张江|村民|村镇|头部|头条|头等|本地|本土|本市|本次|本届|单位|单体|口岸|口径)/);
/** A classifier character that here begins another word, or a set name ("三大", "四个全面" in quotes). */
function notClassifier(low: string, at: number, n: Numeral): boolean {
  if (!OTHER_WORD.test(low, at, at + 2)) return false;
  const two = low.slice(at, at + 2);
  return !(two === "项目" || two === "人才" || two === "单位") || n.form === "han";
}

function yearLike(low: string, at: number, n: Numeral): boolean {
  if (n.numberEnd - at !== 4 || n.scale !== "" || n.more || !/^(?:19|20)\d\d$/.test(low.slice(at, n.numberEnd))) return false;
  return !/^ ?[a-z]/.test(low.slice(n.end, n.end + 2)) || /(?:in|since|of|by|until|from|year|during|to|and|the|for|spring|summer|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december) ?$/.test(low.slice(Math.max(0, at - 11), at));
}

/** How far to jump over a rejected number, so that no part of it is read again. */
function skipNumber(low: string, at: number): number {
  let i = at;
  while (isDigit(low.charCodeAt(i))) i++;
  while (i > at && "-.:/".includes(low[i] ?? " ") && isDigit(low.charCodeAt(i + 1))) {
    i++;
    while (isDigit(low.charCodeAt(i))) i++;
  }
  return Math.max(at + 1, i);
}

const RANGE = /^ ?(?:-|–|—|~|～|至|到| to | and |－)+ ?/;

/** What joins the ends of a range begins with one of these; "to" and "and" after their space. */
const RANGE_STARTS = new Uint8Array(65536);
for (const ch of "-–—~～至到－ta ") RANGE_STARTS[ch.charCodeAt(0)] = 1;

/** Every figure of a folded, lower-cased string; `taken` are spans (dates) that hold no figure. */
export function scanFigures(low: string, taken: readonly Span[] = []): { figures: Figure[]; notFigures: number } {
  const figures: Figure[] = [];
  let notFigures = 0;
  let t = 0;
  for (let i = 0; i < low.length; ) {
    const c = low.charCodeAt(i);
    if (STARTS[c] === 0 || (c > 96 && c < 128 && i > 0 && isSmall(low.charCodeAt(i - 1)))) {
      i++;
      continue;
    }
    while (t < taken.length && taken[t]!.end <= i) t++;
    if (t < taken.length && taken[t]!.start <= i) {
      i = taken[t]!.end;
      continue;
    }
    if (c > 96 && c < 128 && !wordMayStart(low, i, c)) {
      i++;
      continue;
    }
    const about = c > 128 ? neighbours(low, i) : undefined;
    if (about) {
      figures.push(toFigure(low, about[0], "ge", "low"), toFigure(low, about[1], "le", "high"));
      i = about[1].end;
      continue;
    }
    const { piece, skip } = readPiece(low, i, false, figures[figures.length - 1]?.end ?? 0);
    if (!piece || (t < taken.length && taken[t]!.start < piece.end)) {
      if (low.charCodeAt(i) < 58) notFigures++;
      i = Math.max(i + 1, piece ? i + 1 : skip);
      continue;
    }
    const pair = readRange(low, piece);
    if (pair === "reject") {
      notFigures++;
      i = piece.end;
      continue;
    }
    if (pair) {
      figures.push(toFigure(low, pair[0], "ge", "low"), toFigure(low, pair[1], "le", "high"));
      i = pair[1].end;
    } else {
      figures.push(toFigure(low, piece));
      i = Math.max(piece.end, i + 1);
    }
  }
  return { figures, notFigures };
}

const DIGITS_ZH = "一二三四五六七八九";
const ROUND_ZH = opening(/^[十百千万亿]/);

/** "二三十亿元", "七八百亩": two digits side by side before one unit say from the one to the other. */
function neighbours(low: string, at: number): [Piece, Piece] | undefined {
  const next = low.charCodeAt(at + 1);
  if (next < 0x4e00 || !ROUND_ZH.test(low, at + 2, at + 3)) return undefined;
  const a = low[at] === "两" ? 2 : DIGITS_ZH.indexOf(low[at]!) + 1;
  const b = DIGITS_ZH.indexOf(low[at + 1]!) + 1;
  if (a < 1 || b < 1 || !(b === a + 1 || a === 3 && b === 5) || "第十百千万零〇一二三四五六七八九".includes(low[at - 1] ?? " ")) return undefined;
  const { piece } = readPiece(low, at + 1, true);
  if (!piece || piece.unit === "count" || piece.unit === "bare" || !/^10*$/.test(String(piece.value / b)) || piece.unit === "ratio" || piece.unit === "multiple") return undefined; // "两三百家" is vague, a sum is not
  return [{ ...piece, start: at, value: (piece.value / b) * a }, { ...piece, start: at }];
}

/** Every character that a figure may begin with; anything else is passed over at once. */
const STARTS = new Uint8Array(65536);
for (const ch of "0123456789htfsenoa半过百千零〇一二两俩三四五六七八九十壹贰叁肆伍陆柒捌玖拾佰仟亿万") STARTS[ch.charCodeAt(0)] = 1;

/** An English number or share may begin at this head of a word. */
function wordMayStart(low: string, i: number, c: number): boolean {
  if (c === 104) return low.startsWith("half", i);
  if (c === 97) return low.charCodeAt(i + 1) === 32 && (low.startsWith("a third", i) || low.startsWith("a quarter", i) || low.startsWith("a fifth", i) || low.startsWith("a dozen", i));
  return startsWordNumeral(low, i);
}

/** The second end of a range that starts with `first`; "reject" when the pair is a duration or a score. */
function readRange(low: string, first: Piece): [Piece, Piece] | "reject" | undefined {
  const head = low.charCodeAt(first.end);
  if (RANGE_STARTS[(head === 32 ? low.charCodeAt(first.end + 1) : head) | 0] === 0 || head === 116 || head === 97) return undefined;
  const m = RANGE.exec(low.slice(first.end, first.end + 8));
  if (!m) return undefined;
  const words = / and | to /.test(m[0]);
  if (m[0].trim() === "and" && !/between (?:[a-z$€£]{1,4} ?)?$/.test(low.slice(Math.max(0, first.start - 14), first.start))) return undefined;
  if (/from (?:[a-z$€£]{1,4} ?)?$/.test(low.slice(Math.max(0, first.start - 10), first.start)) && words && !/rang|subsid|grants? |prices? |var(?:y|ies|ying) |sizes? |salar/.test(low.slice(Math.max(0, first.start - 30), first.start))) return undefined;
  if (/(?:由|从)[^,。;]{0,14}$/.test(low.slice(Math.max(0, first.start - 15), first.start)) && /[至到]/.test(m[0])) return undefined;
  // "by 500 to 5,600": by how much, and to what.
  if (words && /\bby (?:[a-z$€£]{1,4} ?)?(?:about |around |some |nearly )?$/.test(low.slice(Math.max(0, first.start - 16), first.start)) && /(?:increas|gr[eo]w|expand|rais|ris|rose|boost|cut|reduc|up|f[ae]ll|down|lift|climb|jump)[a-z]*\b[^.;]{0,60}$/.test(low.slice(Math.max(0, first.start - 90), first.start))) return undefined;
  let at = first.end + m[0].length;
  const sign = /^(?:rmb|us\$|usd|nt\$|hk\$|eur|gbp|[$€£¥])? ?/.exec(low.slice(at, at + 5))!;
  at += sign[0].length;
  const c = low.charCodeAt(at);
  if (!((c >= 48 && c <= 57) || (first.numeral.form === "han" && startsHanNumeral(low[at] ?? "")) || (words && startsWordNumeral(low, at)))) return undefined;
  const { piece: second } = readPiece(low, at, true);
  if (!second) return first.explicit ? undefined : "reject";
  if (second.unit === "multiple" || (second.unit === "bare" && first.explicit && second.value <= first.value)) return undefined;
  if (first.explicit && second.explicit && first.unit !== second.unit && !(first.unit === "currency" && second.unit === "yuan" && first.numeral.end === first.end)) return undefined; // "growth of six percent to 54 billion euros"
  if (first.unit === "currency" && second.unit === "yuan" && first.numeral.end === first.end) Object.assign(second, { unit: first.unit, currency: first.currency, measure: first.measure }); // "新台币24~25亿元"
  const low1 = inherit(first, second);
  if (second.unit === "bare" && first.explicit && first.unit !== "count") {
    const high: Piece = { ...second, unit: first.unit, currency: first.currency, measure: first.measure, explicit: true };
    return low1.value < high.value ? [low1, high] : undefined;
  }
  if (low1.unit !== second.unit || low1.value >= second.value) return undefined;
  return [low1, first.unit !== "bare" && second.unit === "bare" ? { ...second, unit: first.unit, currency: first.currency } : second];
}

/** "9-14 %" and "5至10亿元": the first number takes the scale and the measure of the second. */
function inherit(first: Piece, second: Piece): Piece {
  if (first.explicit && first.unit === second.unit && first.measure !== "" && !(first.unit === "yuan" || first.unit === "currency")) return first;
  const scaleless = first.numeral.scale === "" && second.numeral.scale !== "" && second.numeral.form === "digits";
  const factor = second.numeral.value === 0 ? 1 : second.value / (scaleless ? Number(second.numeral.number) : second.numeral.value);
  if (first.explicit && first.unit === second.unit && !scaleless) return first;
  if (second.unit === "bare" && first.explicit) return { ...first, value: times(first.numeral.value, factor) };
  return { ...first, unit: second.unit, currency: second.currency, measure: second.measure, value: times(first.numeral.value, factor), explicit: true };
}

function toFigure(low: string, p: Piece, ranged?: Bound, range?: "low" | "high"): Figure {
  const found = findBound(low, p.start, p.end);
  const share: Bound | undefined = p.unit === "ratio" && !found && low.includes("约占") && /约占[^,。;\d]{1,26}$/.test(low.slice(Math.max(0, p.start - 30), p.start)) ? "approx" : undefined;
  const own: Bound = share ?? p.level ? "approx" : p.numeral.more ? "gt" : "eq";
  const stated = { number: low.slice(p.start === p.numeral.end ? p.start : low.indexOf(p.numeral.number, p.start) < 0 ? p.start : low.indexOf(p.numeral.number, p.start), p.numeral.numberEnd), scale: p.numeral.scale || undefined, unit: p.measure || undefined };
  // An after-word joins the figure ("900户以上"); a before-word stays outside it.
  return {
    start: p.start,
    end: p.end,
    unit: p.unit,
    value: p.value,
    currency: p.currency,
    bound: ranged ?? (found ? (p.level && found.bound === "eq" ? "approx" : found.bound) : own),
    boundAt: found?.at ?? (p.level || p.numeral.more ? { start: p.start, end: p.end } : undefined),
    stated,
    measure: p.measure,
    digits: { start: p.start, end: p.numeral.numberEnd },
    range,
    level: p.level || undefined,
  };
}

/** Folds a text for scanning; offsets stay those of the text. */
export function foldForScan(text: string): string {
  return lowerAscii(foldText(text));
}
