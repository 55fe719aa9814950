// Reads one number as written, in digits, Chinese numerals or English words.
// Invariant: reading starts at the given place, looks at a bounded number of characters, and never guesses a missing digit.
import { isDigit } from "./fold.ts";
import { opening } from "./pattern.ts";
import { EN_SCALE, ZH_SCALE } from "./units.ts";

/** A number as written: its value with its scale words applied, and the part that carries the significant digits. */
export interface Numeral {
  end: number;
  value: number;
  /** digits or numeral words without the scale */
  number: string;
  scale: string;
  /** "余", "多", "几" within or after the number: the true value is larger */
  more: boolean;
  /** scale word only ("百亿", "千家"): an order of magnitude */
  magnitude: boolean;
  form: "digits" | "han" | "words";
  numberEnd: number;
}

const MAX_DIGITS = 20;

/** End of a plain run of digits with thousands separators and a decimal part; also the digits with separators removed. */
function digitRun(s: string, at: number): { end: number; text: string; grouped: boolean } | undefined {
  let i = at;
  while (isDigit(s.charCodeAt(i)) && i - at <= MAX_DIGITS) i++;
  if (i - at > MAX_DIGITS) return undefined;
  let text = s.slice(at, i);
  let grouped = false;
  if (text.length <= 3) {
    // 1,234,567 or 1 234 567; a group is exactly three digits and nothing more.
    while ((s[i] === "," || s[i] === " ") && isDigit(s.charCodeAt(i + 1)) && /^[, ]\d{3}(?!\d)/.test(s.slice(i, i + 5)) && (s[i] === "," || spaceGroups(s, at, i))) {
      text += s.slice(i + 1, i + 4);
      i += 4;
      grouped = true;
      if (text.length > 18) return undefined;
    }
    // Machine translation sets "169, 000" apart.
    while (s[i] === "," && s[i + 1] === " " && setApart(s, i)) {
      text += s.slice(i + 2, i + 5);
      i += 5;
      grouped = true;
    }
  }
  // "105. 79 square kilometers": a decimal set apart before its measure.
  if (s[i] === "." && s[i + 1] === " " && isDigit(s.charCodeAt(i + 2)) && /^\d{1,3} ?(?:ten thousand|hundred million|hundred thousand|thousand|million|billion|trillion|percent|%|square|sq|hectare|mu\b|kilomet|ton|acre)/.test(s.slice(i + 2, i + 22))) {
    let j = i + 2;
    while (isDigit(s.charCodeAt(j))) j++;
    return { end: j, text: `${text}.${s.slice(i + 2, j)}`, grouped };
  }
  if (s[i] === "." && isDigit(s.charCodeAt(i + 1))) {
    let j = i + 1;
    while (isDigit(s.charCodeAt(j)) && j - i <= MAX_DIGITS) j++;
    if (s[j] === "." && isDigit(s.charCodeAt(j + 1))) return undefined; // a date or a version: 2023.06.01
    if (j === i + 4 && !grouped && text.length <= 3 && text !== "0" && s[j] === " " && COUNTED_WHOLE.test(s, j, j + 40)) return { end: j, text: text + s.slice(i + 1, j), grouped: true };
    text += s.slice(i, j);
    i = j;
  }
  // "4,2%", "1,5 million": the decimal comma of the European mainland.
  const comma = s[i] === "," && !grouped && text.length <= 2 && !text.includes(".") ? /^,(\d{1,2}) ?(?:%|percent|per cent|(?:million|billion|mio|mrd|bn)(?![a-z]))/.exec(s.slice(i, i + 14)) : null;
  if (comma && !isDigit(s.charCodeAt(at - 1))) return { end: i + 1 + comma[1]!.length, text: `${text}.${comma[1]}`, grouped };
  return { end: i, text, grouped };
}

/** "19.600 employees": people and firms are never counted in fractions, so the point parts thousands. */
const COUNTED_WHOLE = opening(/^ (?:[a-z-]{3,16} ){0,2}(?:employees|people|persons|jobs|staff|workers|researchers|scientists|engineers|students|trainees|apprentices|members|companies|firms|enterprises|businesses|smes|start-?ups|visitors|exhibitors|attendees|participants|patents|inhabitants|customers|buyers)(?![a-z])/);

/** "267, 900 square meters": three digits after a comma and a space, whole thousands or before a measure. */
export function setApart(s: string, comma: number): boolean {
  const group = s.slice(comma + 2, comma + 24);
  if (!isDigit(group.charCodeAt(0)) || !/^\d{3}(?!\d)/.test(group) || isDigit(s.charCodeAt(comma - 4))) return false;
  return group.startsWith("000") || /^\d{3} ?(?:square|sq|ton|m2|meters?|metres?|mu\b|hectare|yuan|rmb|usd|people|person|sets?\b|pieces?\b|units?\b|employees|visitors|persons)/.test(group);
}

/** A space may separate thousands only between digits that are not the tail of a word such as "Phase 2". */
function spaceGroups(s: string, at: number, space: number): boolean {
  const before = s.slice(Math.max(0, at - 12), at);
  // One to three digits first, then only groups of three.
  return /^\d{1,3}(?: \d{3})*$/.test(s.slice(at, space)) && !/(?:phase|stage|no\.?|room|type|building|class|grade|hall|level|fab|plant|line|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|[a-z]{3}uary|march|april|august|[a-z]+ember|october) $|[\d第年月] ?$/.test(before) && !/^ \d{3}(?:[-/:]|\.\d)/.test(s.slice(space, space + 6));
}

/** OCR leaves "2. 1 billion": a decimal point, a space, digits and then a scale or a percent sign. */
function brokenDecimal(s: string, at: number, end: number): { end: number; text: string } | undefined {
  if (s[end] !== "." || s[end + 1] !== " ") return undefined;
  const m = /^\. ?(\d{1,3}) ?(?:ten thousand|hundred million|thousand|million|billion|trillion|[万亿%]|percent|per cent)/.exec(s.slice(end, end + 24));
  if (!m) return undefined;
  const tail = end + 2 + m[1]!.length;
  return { end: tail, text: `${s.slice(at, end)}.${m[1]}` };
}

/** What a Chinese tail of a digit run may begin with. */
const ZH_TAIL = new Uint8Array(65536);
for (const ch of [...Object.keys(ZH_SCALE), ..."余多几来个+"]) ZH_TAIL[ch.charCodeAt(0)] = 1;
const PLAIN = (end: number): { end: number; factor: number; scale: string; more: boolean } => ({ end, factor: 1, scale: "", more: false });

/** Scale words after a digit run in Chinese: 余/多, then 十百千万亿 in any lawful chain, then 余/多 again. */
function zhScale(s: string, at: number): { end: number; factor: number; scale: string; more: boolean } {
  if (ZH_TAIL[s.charCodeAt(s.charCodeAt(at) === 32 ? at + 1 : at) | 0] !== 1) return PLAIN(at);
  let i = at;
  let factor = 1;
  let scale = "";
  let more = false;
  const take = (): void => {
    // "3个亿", but not "3个亿元级园区"
    if (scale === "" && s.startsWith("个亿", i) && !/^[元级]/.test(s[i + 2] ?? "")) i++;
    for (let n = 0; n < 4; n++) {
      const k = s[i] === " " && scale === "" ? i + 1 : i;
      const f = ZH_SCALE[s[k] ?? ""];
      if (f === undefined || (s[k] === "兆" && (s[k + 1] === "瓦" || s[k + 1] === "赫"))) return;
      factor *= f;
      scale += s[k];
      i = k + 1;
    }
  };
  const k = s[i] === " " ? i + 1 : i;
  if (/^[余多几来](?:[十百千万亿]|[^数样种元])/.test(s.slice(k, k + 2)) && /^.{1}[十百千万亿]/.test(s.slice(k, k + 2))) {
    more = true;
    i = k + 1;
  }
  take();
  // "200+家", "1.5亿多元" but not "多元化"
  const plus = s[i] === "+" && s.charCodeAt(i + 1) >= 0x4e00 && s.charCodeAt(i + 1) <= 0x9fff;
  if (plus || /[余多]/.test(s[i] ?? "") && (/[万亿]$/.test(scale) && /^多元(?!化|产|发|投|融|共|主|复)/.test(s.slice(i, i + 3)) || !/^(?:余额|余热|余杭|余姚|多样|多元|多功能|多媒体|多层|多个领域)/.test(s.slice(i, i + 4)))) {
    more = true;
    i++;
    const before = scale;
    take();
    if (scale !== before && !/[万亿]/.test(scale)) scale = before + scale.slice(before.length);
  }
  return { end: i, factor, scale, more };
}

const HAN_DIGIT: Readonly<Record<string, number>> = {
  零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 俩: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9,
};
const HAN_UNIT: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 拾: 10, 佰: 100, 仟: 1000 };

const HAN_STARTS = new Set([...Object.keys(HAN_DIGIT), ...Object.keys(HAN_UNIT), "亿", "万"]);

/** True where a Chinese numeral may begin. */
export function startsHanNumeral(ch: string): boolean {
  return HAN_STARTS.has(ch);
}

/** A Chinese numeral such as 二十余, 三千多万, 百亿, 一百二十. */
function hanNumeral(s: string, at: number): Numeral | undefined {
  let i = at;
  let myriads = 0; // what 亿 has closed: "三亿五千万"
  let total = 0;
  let section = 0;
  let digit = -1;
  let more = false;
  let digits = 0;
  let scale = "";
  let sawDigit = false;
  for (; i - at < 16; i++) {
    const ch = s[i] ?? "";
    if (ch in HAN_DIGIT) {
      if (digit >= 0) {
        // 二〇二三 style strings are years, not amounts.
        if (HAN_DIGIT[ch] !== 0 && digit !== 0) return undefined;
      }
      digit = HAN_DIGIT[ch]!;
      sawDigit = true;
      digits++;
      scale = "";
    } else if (ch in HAN_UNIT) {
      section += (digit < 0 ? 1 : digit) * HAN_UNIT[ch]!;
      digit = -1;
      scale += ch;
    } else if (ch === "万" || ch === "亿") {
      const f = ch === "万" ? 1e4 : 1e8;
      const whole = section + (digit > 0 ? digit : 0);
      if (whole === 0 && total === 0 && i > at) return undefined;
      total = (total + (whole === 0 && total === 0 ? 1 : whole)) * f;
      if (ch === "亿" && myriads === 0) [myriads, total] = [total, 0];
      section = 0;
      digit = -1;
      scale += ch;
    } else if (ch === "点" && digit >= 0 && total === 0 && myriads === 0) {
      return hanDecimal(s, at, i, section + digit);
    } else if ((ch === "余" || ch === "多" || (ch === "几" && i > at)) && i > at && !more) {
      more = true;
    } else break;
  }
  const value = myriads + total + section + (digit > 0 ? digit : 0);
  if (value === 0) return undefined;
  return { end: i, value, number: s.slice(at, i), scale: "", more, magnitude: !sawDigit && digits === 0, form: "han", numberEnd: i };
}

/** "三点五亿", "十二点八公顷": digits behind the point and a scale or a measure behind them; "三点五十分" is a time of day. */
function hanDecimal(s: string, at: number, point: number, whole: number): Numeral | undefined {
  const m = /^点([零〇一二三四五六七八九]{1,4})(?:([十百千]?[万亿])|(?=公顷|公里|亩|平方|倍|%|米|吨))/.exec(s.slice(point, point + 9));
  if (!m) return undefined;
  const digits = [...m[1]!].map((ch) => HAN_DIGIT[ch]!).join("");
  const factor = [...(m[2] ?? "")].reduce((product, ch) => product * (HAN_UNIT[ch] ?? (ch === "万" ? 1e4 : 1e8)), 1);
  const end = point + m[0].length;
  return { end, value: times(Number(`${whole}.${digits}`), factor), number: s.slice(at, end), scale: "", more: false, magnitude: false, form: "han", numberEnd: end };
}

const EN_ONES: Readonly<Record<string, number>> = {
  two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15,
  sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, one: 1, a: 1,
};
const EN_TENS: Readonly<Record<string, number>> = { twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 };

/** An English number in words: "two", "twenty-five", "three hundred", "one billion". */
function wordNumeral(low: string, at: number): Numeral | undefined {
  const half = low.charCodeAt(at) === 104 && /^half a (million|billion|trillion|dozen)(?![a-z])/.exec(low.slice(at, at + 18));
  if (half) return { end: at + half[0].length, value: (half[1] === "dozen" ? 12 : EN_SCALE[half[1]!]!) / 2, number: half[0], scale: half[1]!, more: false, magnitude: false, form: "words", numberEnd: at + half[0].length };
  let i = at;
  let total = 0;
  let current = 0;
  let used = 0;
  let scale = "";
  let first = "";
  for (let n = 0; n < 8; n++) {
    const m = /^(?:[ -](?:and )?)?([a-z]{1,9})(?![a-z])/.exec(low.slice(i, i + 16));
    if (!m || (n > 0 && !/^[ -]/.test(low[i] ?? ""))) break;
    const w = m[1]!;
    if (n === 0) first = w;
    // "threefold": the number ends before what makes it a multiple
    if (n === 0 && FOLD_WORDS.has(w)) return { end: at + w.length - 4, value: EN_ONES[w.slice(0, -4)]!, number: w.slice(0, -4), scale: "", more: false, magnitude: false, form: "words", numberEnd: at + w.length - 4 };
    if (w in EN_ONES && (w !== "a" || n === 0)) {
      if (current % 10 !== 0 || (n > 0 && w === "one" && current === 0 && total === 0)) break;
      current += EN_ONES[w]!;
    } else if (w in EN_TENS) {
      if (current % 100 !== 0) break;
      current += EN_TENS[w]!;
    } else if ((w === "hundred" || w === "dozen") && current > 0) {
      current *= w === "hundred" ? 100 : 12;
    } else if (["thousand", "million", "billion", "trillion"].includes(w) && current > 0) {
      total += current * EN_SCALE[w]!;
      current = 0;
      scale = w;
    } else break;
    used++;
    i += m[0].length;
  }
  if (used === 0 || (used === 1 && (first === "a" || first === "one"))) return undefined;
  return { end: i, value: total + current, number: low.slice(at, i), scale, more: false, magnitude: false, form: "words", numberEnd: i };
}

const FOLD_WORDS = new Set("two three four five six seven eight nine ten".split(" ").map((w) => `${w}fold`));
const NUMBER_WORDS = new Set([...Object.keys(EN_ONES), ...Object.keys(EN_TENS), ...FOLD_WORDS].filter((w) => w.length > 1));
/** The first two letters of every number word. */
const WORD_PAIRS = new Uint8Array(32 * 32);
for (const w of NUMBER_WORDS) WORD_PAIRS[((w.charCodeAt(0) - 97) << 5) | (w.charCodeAt(1) - 97)] = 1;

/** True where an English number word may begin. */
export function startsWordNumeral(low: string, at: number): boolean {
  const c = low.charCodeAt(at);
  if (c !== 116 && c !== 102 && c !== 115 && c !== 101 && c !== 110 && c !== 111) return false; // t f s e n o
  let end = at + 1;
  while (end < at + 10 && low.charCodeAt(end) >= 97 && low.charCodeAt(end) <= 122) end++;
  return end - at >= 3 && end - at <= 9 && WORD_PAIRS[((c - 97) << 5) | (low.charCodeAt(at + 1) - 97)] === 1 && NUMBER_WORDS.has(low.slice(at, end));
}

/** 亿 and 万 behind a decimal, translated digit by digit. */
const MYRIADS = opening(/^\.? (?:100 million|10 thousand|10,000)(?![a-z\d])/);

/** The first letters of the English scale words. */
const EN_SCALE_STARTS = new Uint8Array(65536);
for (const w of Object.keys(EN_SCALE)) EN_SCALE_STARTS[w.charCodeAt(0)] = 1;

/**
 * Reads the number that starts at `at` of a folded, lower-cased string, scale words included.
 * Returns undefined where what stands there is a code, a version or nothing numeric.
 */
export function readNumeral(low: string, at: number): Numeral | undefined {
  const c = low.charCodeAt(at);
  if (!isDigit(c)) return c < 128 ? wordNumeral(low, at) : hanNumeral(low, at);
  const run = digitRun(low, at);
  if (!run) return undefined;
  const broken = run.text.includes(".") || run.grouped ? undefined : brokenDecimal(low, at, run.end);
  const text = broken?.text ?? run.text;
  let end = broken?.end ?? run.end;
  const numberEnd = end;
  const base = Number(text);
  const zh = zhScale(low, end);
  if (zh.end > end && (zh.scale !== "" || zh.more)) {
    return { end: zh.end, value: times(base, zh.factor), number: text, scale: zh.scale, more: zh.more, magnitude: false, form: "digits", numberEnd };
  }
  const myriads = text.includes(".") ? MYRIADS.exec(low, end, end + 16) : null; // "4.6 100 million" for 4.6亿
  if (myriads) return { end: end + myriads[0].length, value: times(base, myriads[0].includes("million") ? 1e8 : 1e4), number: text, scale: myriads[0].includes("million") ? "hundred million" : "ten thousand", more: false, magnitude: false, form: "digits", numberEnd };
  const head = low.charCodeAt(end);
  if (EN_SCALE_STARTS[(head === 32 || head === 45 ? low.charCodeAt(end + 1) : head) | 0] !== 1) return { end, value: base, number: text, scale: "", more: false, magnitude: false, form: "digits", numberEnd };
  const mt = /^ (ten thousand|hundred thousand|hundred million)(?![a-z])/.exec(low.slice(end, end + 18)); // 万 and 亿 translated word by word
  if (mt) {
    const factor = mt[1] === "ten thousand" ? 1e4 : mt[1] === "hundred thousand" ? 1e5 : 1e8;
    return { end: end + mt[0].length, value: times(base, factor), number: text, scale: mt[1]!, more: false, magnitude: false, form: "digits", numberEnd };
  }
  const m = /^[ -]?(hundred|thousands?|millions?|billions?|trillions?|mn|mln|mio|mrd|bn|bln|tn|crores?|lakhs?|kk)(?![a-z])/.exec(low.slice(end, end + 12));
  if (m) {
    let factor = EN_SCALE[m[1]!]!;
    let scale = m[1]!;
    end += m[0].length;
    if (low[end] === "." && /^m(?:io|rd)$/.test(scale) && /^\. ?(?:€|eur)/.test(low.slice(end, end + 5))) end++; // "Mio. €"
    const again = /^ (million|billion)(?![a-z])/.exec(low.slice(end, end + 10)); // "3 thousand million"
    if (again) {
      factor *= EN_SCALE[again[1]!]!;
      scale += ` ${again[1]}`;
      end += again[0].length;
    }
    return { end, value: times(base, factor), number: text, scale, more: false, magnitude: false, form: "digits", numberEnd };
  }
  return { end, value: base, number: text, scale: "", more: false, magnitude: false, form: "digits", numberEnd };
}

/** Multiplies a decimal by a factor without binary dust: 1.96 × 1e9 is 1960000000. */
export function times(value: number, factor: number): number {
  if (Number.isInteger(value) && Number.isInteger(factor)) return value * factor;
  const product = value * factor;
  return Number(product.toPrecision(14));
}
