/**
 * A Chinese name compared with one in Latin letters. Each Latin word is explained by characters of the Chinese name or left unexplained; what
 * stays uncovered on the Chinese side counts too. Invariant: the same whichever side is Chinese.
 */
import type { Background } from "./background.ts";
import type { Evidence } from "./evidence.ts";
import type { Profile } from "./model.ts";
import { bridgeOf, explainWord, type Explanation, type ZhBridge } from "./bridge.ts";
import { isStopWord } from "./latin-name.ts";

/** A sound can be no more surprising than the characters it stands for. */
const BITS_PER_SYLLABLE = 6;
const CAP_SHORT_MEANING = 4.5, CAP_MEANING = 10, CAP_PLACE = 8, CAP_LITERAL = 13, CAP_INITIAL = 4;

function capOf(e: Explanation): number {
  switch (e.how) {
    case "literal": return CAP_LITERAL;
    case "place": return CAP_PLACE;
    case "translation": return e.chars <= 1 ? CAP_SHORT_MEANING : CAP_MEANING;
    case "initials": return CAP_INITIAL * e.chars * 0.8;
    default: return e.kind === "place" ? CAP_PLACE : BITS_PER_SYLLABLE * Math.max(1, e.chars);
  }
}

/** Evidence that a Chinese and a Latin name are one organisation's; without `explained` only the quantities, for ranking in bulk. Features carry the values in the order given. */
export function compareCross(left: Profile, right: Profile, bg: Background, explained = true): Evidence[] {
  const zhFirst = left.script === "zh";
  const zh = zhFirst ? left : right, en = zhFirst ? right : left;
  const b = bridgeOf(zh);
  const literal = zh.words.length === 0 ? NONE : new Set(zh.words.map((w) => w.text));
  const covered = new Uint8Array(b.text.length);
  const sums = new Map<string, { value: number; a: string[]; b: string[] }>();
  const add = (name: string, value: number, z: string, e: string) => {
    let s = sums.get(name);
    if (s === undefined) { s = { value: 0, a: [], b: [] }; sums.set(name, s); }
    s.value += value;
    if (!explained) return;
    if (z !== "") s.a.push(z);
    if (e !== "") s.b.push(e);
  };
  // Names in two scripts agree in fewer ways than names in one: what agreement there is counts from a higher base.
  add("x_script", 1, "", "");
  let brandWords = 0;
  for (const w of en.words) {
    if (isStopWord(w.text)) continue;
    const e = explainWord(w.text, w.stem, b, literal);
    const bits = bg.word(w.stem, w.role);
    if (e.quality > 0) explain(e, bits, w.text, b, covered, add);
    if (w.role === "brand") brandWords++;
    const left = 1 - e.quality;
    if (left <= 0) continue;
    if (w.role === "brand") add("x_brand_unexplained", left * Math.min(bits, 12), "", w.text);
    else if (w.role === "place") add("x_place_unexplained", left, zh.region.join(" "), w.text);
    else if (w.role === "number") add("x_number_unexplained", left, "", w.text);
    else if (w.role !== "filler") add("x_trade_unexplained", left, "", w.text);
  }
  uncovered(zh, b, covered, add, brandWords);
  const out: Evidence[] = [];
  for (const [name, s] of sums) out.push(explained ? { name, value: s.value, a: (zhFirst ? s.a : s.b).join(" "), b: (zhFirst ? s.b : s.a).join(" ") } : { name, value: s.value, a: "", b: "" });
  return out;
}

const NONE: ReadonlySet<string> = new Set();

type Add = (name: string, value: number, zh: string, en: string) => void;

function explain(e: Explanation, bits: number, word: string, b: ZhBridge, covered: Uint8Array, add: Add): void {
  let fresh = 0;
  for (let i = e.from; i < e.to && i < covered.length; i++) { if (!covered[i]) fresh++; if (e.quality >= 0.45 && covered[i]! < 1) covered[i] = 1; }
  const chars = b.text.slice(e.from, e.to);
  // A second word for characters already spoken for says little that is new.
  const novelty = e.how === "literal" || e.to === e.from ? 1 : 0.25 + 0.75 * (fresh / (e.to - e.from));
  const value = e.quality * Math.min(bits, capOf(e)) * novelty;
  const place = e.how === "place" || (e.kind === "place" && (e.how === "pinyin" || e.how === "compound"));
  const name = place ? "x_place" : e.how === "translation" ? (e.kind === "brand" || e.kind === "group" ? "x_meaning" : e.kind === "filler" ? "x_filler" : "x_trade")
    : e.how === "literal" ? "x_literal" : e.how === "initials" ? "x_initials" : e.how === "sound" ? "x_likeness" : e.quality < 0.7 ? "x_partial" : "x_sound";
  add(name, value, chars, word);
}

function uncovered(zh: Profile, b: ZhBridge, covered: Uint8Array, add: Add, brandWords: number): void {
  let brand = 0, trade = 0;
  for (let i = b.regionEnd; i < b.text.length; i++) if (!covered[i]) { if (i < b.brandEnd) brand++; else trade++; }
  const length = Math.max(1, b.brandEnd - b.regionEnd);
  if (brand > 0) add("x_brand_uncovered", brand / length, b.text.slice(b.regionEnd, b.brandEnd), "");
  if (brand === length && brandWords === 0) add("x_brand_absent", 1, b.text.slice(b.regionEnd, b.brandEnd), "");
  if (trade > 0) add("x_trade_uncovered", trade / Math.max(1, b.text.length - b.brandEnd), zh.trade.join(" "), "");
  let place = 0;
  for (let i = 0; i < b.regionEnd; i++) if (!covered[i]) place++;
  if (place > 0) add("x_place_uncovered", place / b.regionEnd, zh.region.join(" "), "");
}
