// Shares said in words or fractions: half, 一半, 三分之一, 百分之七, four-fifths, one in five, 占1/6.
// Invariant: the value lies between 0 and 1 (per cent in words apart); "half" of a million or of a year is no share.
import type { Figure } from "./model.ts";
import { readNumeral, type Numeral } from "./numeral.ts";
import { opening } from "./pattern.ts";

const letter = (ch: string | undefined): boolean => ch !== undefined && ch >= "a" && ch <= "z";

/** A number read with its measure. */
export interface Piece {
  start: number;
  end: number;
  unit: Figure["unit"];
  value: number;
  currency?: string;
  measure: string;
  level: boolean;
  numeral: Numeral;
  explicit: boolean;
}

const SHARE_ZH: Readonly<Record<string, readonly [RegExp, number][]>> = {
  半: [[/^半数/, 0.5], [/^半壁江山/, 0.5]], 一: [[/^一半/, 0.5]], 过: [[/^过半(?!导)/, 0.5]],
};
/** "三分之一", "六分之五": what follows 分之 over what stands before it. */
const FRACTION_ZH = /^([二三四五六七八九十])分之([一二两三四五六七八九])(?![一二三四五六七八九十百点])/;
/** "近半企业", "占比近半". */
const NEARLY_HALF = opening(/^半(?=企业|厂商|产品|产能|产值|份额|市场|员工|项目|订单|营收|收入|来自|以上|为|是|在|由|的|[,。;、)]|$)/);
const ONE_TO_NINE = "one two three four five six seven eight nine".split(" ");
const ORDINALS = "third fourth quarter fifth sixth seventh eighth ninth tenth".split(" ");
/** "four-fifths", "one in five", "three out of four". */
const PARTS_EN = /^(one|two|three|four|five|six|seven|eight|nine)(?:[- ](third|fourth|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?(?![a-z-])| (?:in|(in every|out of|out of every|of every)) (three|four|five|six|seven|eight|nine|ten)(?= [a-z]|[,.;]|$))/;
const SHARE_EN: readonly [RegExp, number][] = [
  [/^half(?! (?:a |an |of (?:the )?)?(?:million|billion|trillion|dozen|year|century|month|day|hour|decade|term|marathon))(?![a-z-])/, 0.5], [/^one[- ]third(?![a-z])/, 1 / 3], [/^a third(?![a-z])(?= of| the)/, 1 / 3], [/^two[- ]thirds(?![a-z])/, 2 / 3], [/^one[- ]quarter(?![a-z])/, 0.25],
  [/^a quarter(?= of)/, 0.25], [/^three[- ]quarters(?![a-z])/, 0.75], [/^one[- ]fifth(?![a-z])/, 0.2], [/^a fifth(?= of)/, 0.2], [/^one[- ]tenth(?![a-z])/, 0.1], [/^one[- ]half(?![a-z])/, 0.5],
];

/** By the first two characters: a share in words may begin so, 百分之 included. */
const mayBeShare = (low: string, at: number, c: number): boolean => {
  const next = low.charCodeAt(at + 1);
  if (next === 0x5206) return low.charCodeAt(at + 2) === 0x4e4b; // 分之
  if (c === 0x534a) return next === 0x6570 || next === 0x58c1 || low.charCodeAt(at - 1) === 0x8fd1; // 半数, 半壁, 近半
  return next === 0x534a && (c === 0x4e00 || c === 0x8fc7); // 一半, 过半
};

/** A share in words: half, 一半, 三分之一, 百分之七, 七成. */
export function wordShare(low: string, at: number): Piece | undefined {
  const c = low.charCodeAt(at);
  if (c < 128 ? !"hoatfsen".includes(low[at]!) : !mayBeShare(low, at, c)) return undefined;
  const text = low.slice(at, at + 40);
  if (low[at - 1] === "近" && NEARLY_HALF.test(low, at, at + 8)) return share(at, at + 1, 0.5, "半");
  const parts = c < 128 ? partsEn(low, at, text) : undefined;
  if (parts) return parts;
  for (const [re, value] of c < 128 ? SHARE_EN : (SHARE_ZH[low[at]!] ?? [])) {
    const m = re.exec(text);
    if (m && !(c < 128 && (letter(low[at - 1]) || low[at - 1] === "-" || /(?:first|second|latter|other) $/.test(low.slice(Math.max(0, at - 7), at))))) {
      return share(at, at + m[0].length, Number(value.toPrecision(4)), m[0]);
    }
  }
  // "will account for a quarter": nothing follows, the verb says it.
  const whole = low.charCodeAt(at) === 97 && /^a (third|quarter|fifth)(?![a-z])/.exec(text);
  // "grew by more than a quarter"
  if (whole && /\b(?:grew|grown|grow|rose|risen|rise|increas(?:e|ed|ing)|jumped|surged|climbed|soared|swelled|plunged|slumped|fell|fallen|drop(?:ped)?|declin(?:e|ed)|decreas(?:e|ed)|up|down|expand(?:ed)?|cut)(?: by)? (?:about |around |nearly |almost |over |more than |roughly |some )?$/.test(low.slice(Math.max(0, at - 44), at))) return share(at, at + whole[0].length, whole[1] === "third" ? 0.3333 : whole[1] === "quarter" ? 0.25 : 0.2, whole[0]);
  if (whole && /\b(?:account(?:s|ed|ing)? for|make(?:s|ing)? up|made up) (?:about |around |nearly |almost |over |more than |roughly )?$/.test(low.slice(Math.max(0, at - 40), at))) return share(at, at + whole[0].length, whole[1] === "third" ? 0.3333 : whole[1] === "quarter" ? 0.25 : 0.2, whole[0]);
  const part = c < 128 ? null : FRACTION_ZH.exec(text);
  if (part) {
    const [over, under] = ["一二三四五六七八九".indexOf(part[2]!.replace("两", "二")) + 1, "一二三四五六七八九十".indexOf(part[1]!) + 1];
    return over < under ? share(at, at + part[0].length, Number((over / under).toPrecision(4)), part[0]) : undefined;
  }
  const pct = /^[百千]分之([一二三四五六七八九十百零〇两点\d.]{1,8})/.exec(text);
  if (pct) {
    const [whole, tail] = pct[1]!.split("点");
    const n = readNumeral(whole!, 0);
    const fraction = tail ? Number(`0.${[...tail].map((c) => "零一二三四五六七八九".indexOf(c)).join("")}`) : 0;
    if (n) return share(at, at + pct[0].length, Number(((n.value + (Number.isFinite(fraction) ? fraction : 0)) / (text[0] === "千" ? 1000 : 100)).toPrecision(6)), pct[0]);
  }
  return undefined;
}

function partsEn(low: string, at: number, text: string): Piece | undefined {
  const m = letter(low[at - 1]) || low[at - 1] === "-" ? null : PARTS_EN.exec(text);
  if (!m) return undefined;
  const taken = ONE_TO_NINE.indexOf(m[1]!) + 1;
  const ordinal = ORDINALS.indexOf(m[2] ?? "");
  const of = m[2] === undefined ? ONE_TO_NINE.indexOf(m[4]!) + 1 || 10 : ordinal < 2 ? ordinal + 3 : ordinal + 2;
  // "two in five" is said of parts only with "every" or "out of"; "one quarter" may be three months
  if (taken >= of || (m[2] === undefined && m[3] === undefined && taken > 1) || m[2] === "quarter" && taken !== 1 && taken !== 3) return undefined;
  return share(at, at + m[0].length, Number((taken / of).toPrecision(4)), m[0]);
}

/** "占全省1/6": one digit over another, after a word of share. */
export function fractionShare(low: string, at: number): Piece | undefined {
  if (low[at + 1] !== "/") return undefined;
  const m = /^([1-9])\/([2-9]|10)(?![\d/])/.exec(low.slice(at, at + 5));
  if (!m || Number(m[1]) >= Number(m[2]) || !/(?:占|约|近|超过?|达|的|省|国|球|总量|about|nearly|for|over) ?$/.test(low.slice(Math.max(0, at - 7), at))) return undefined;
  return share(at, at + m[0].length, Number((Number(m[1]) / Number(m[2])).toPrecision(4)), m[0]);
}

/** A ratio as a piece. */
export function share(start: number, end: number, value: number, words: string): Piece {
  const numeral: Numeral = { end, value, number: words, scale: "", more: words.startsWith("过半"), magnitude: false, form: "words", numberEnd: end };
  return { start, end, unit: "ratio", value, measure: "", level: false, numeral, explicit: true };
}
