/**
 * Two names in Latin letters compared word by word: equal, same stem, abbreviated, misspelt, run together, or initials; every word counts by its
 * rarity. Invariant: symmetric.
 */
import type { Background } from "./background.ts";
import type { Evidence } from "./evidence.ts";
import type { LatinWord, Profile } from "./model.ts";
import { editDistance } from "./string-distance.ts";
import { isStopWord } from "./latin-name.ts";

/** However many brand words agree, they are not independent of each other. */
export const MOST_BRAND_BITS = 22;
/** Likeness of a brand and its beginning. */
export const CUT_SHORT = 0.55;

interface Pairing { i: number; j: number; span: number; quality: number; bits: number }

/** Is `short` an abbreviation of `long`: same first letter, its letters in order, and either a prefix or mostly consonants. */
export function abbreviates(short: string, long: string): boolean {
  if (short.length < 2 || short.length >= long.length || short[0] !== long[0]) return false;
  if (long.startsWith(short)) return short.length >= 3 || long.length <= 4;
  let at = 0;
  for (let i = 0; i < long.length && at < short.length; i++) if (long[i] === short[at]) at++;
  if (at < short.length) return false;
  const vowels = short.slice(1).replace(/[^aeiou]/g, "").length;
  return short.length >= 3 && vowels <= (short.length - 1) / 3 && short.length >= long.length * 0.3;
}

/** Words that name one of several siblings: two different ones are never a misspelling of each other. */
const SIBLINGS = new Set(["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "central", "upper", "lower", "first", "second", "third", "fourth", "fifth", "alpha", "beta", "gamma", "delta", "omega", "sigma", "import", "export"]);

/** Likeness of two words, 0..1; numbers and one-letter words only match themselves. */
export function wordLikeness(a: LatinWord, b: LatinWord): number {
  if (a.text === b.text) return 1;
  if (a.stem === b.stem) return 0.97;
  if (a.role === "number" || b.role === "number") return 0;
  const [s, l] = a.text.length <= b.text.length ? [a.text, b.text] : [b.text, a.text];
  if (s.length === 1) return l[0] === s ? 0.35 : 0;
  if (SIBLINGS.has(a.stem) && SIBLINGS.has(b.stem)) return 0;
  // A brand cut short is more often another brand (ASM, ASML) than an abbreviation.
  if (abbreviates(s, l)) return a.role === "brand" && b.role === "brand" && l.startsWith(s) ? (l.length >= 6 ? CUT_SHORT : 0) : 0.8;
  if (s.length >= 4) {
    const most = s.length >= 10 ? 3 : s.length >= 7 ? 2 : 1;
    if (l.length - s.length > most) return 0;
    const d = editDistance(s, l, most);
    if (d === 1) return s.length >= 5 ? 0.88 : 0.7;
    if (d === 2 && s.length >= 7) return 0.8;
    if (d === 3 && s.length >= 10) return 0.7;
  }
  return 0;
}

function pairings(a: LatinWord[], b: LatinWord[], bg: Background): Pairing[] {
  const out: Pairing[] = [];
  for (let i = 0; i < a.length; i++) for (let j = 0; j < b.length; j++) {
    const quality = wordLikeness(a[i]!, b[j]!);
    if (quality === 0) continue;
    const bits = Math.min(bg.word(a[i]!.stem, a[i]!.role), bg.word(b[j]!.stem, b[j]!.role), 16);
    out.push({ i, j, span: 1, quality, bits: quality * bits - (quality < 0.9 ? 1 : 0) });
  }
  // Two neighbours on one side may be one word on the other (Bo Qi, Boqi): span 2 joins words of a, −2 words of b.
  for (let i = 0; i < a.length; i++) for (let j = 0; j < b.length; j++) {
    if (i + 1 < a.length && joins(a[i]!, a[i + 1]!, b[j]!)) out.push({ i, j, span: 2, quality: 1, bits: Math.min(14, bg.word(b[j]!.stem, b[j]!.role)) + 0.1 });
    if (j + 1 < b.length && joins(b[j]!, b[j + 1]!, a[i]!)) out.push({ i, j, span: -2, quality: 1, bits: Math.min(14, bg.word(a[i]!.stem, a[i]!.role)) + 0.1 });
  }
  return out.sort((x, y) => y.bits - x.bits || y.quality - x.quality || x.i + x.j - y.i - y.j || Math.abs(x.i - x.j) - Math.abs(y.i - y.j));
}

function joins(x: LatinWord, y: LatinWord, whole: LatinWord): boolean {
  return x.text.length + y.text.length === whole.text.length && whole.text.startsWith(x.text) && whole.text.endsWith(y.text);
}

function initialsMatch(short: LatinWord[], long: LatinWord[], longForm: string): string {
  const one = short.filter((w) => w.role !== "place");
  if (one.length === 0 || long.length < 2) return "";
  const text = one[0]!.text;
  if (text.length < 2 || text.length > 7 || one.length > 2) return "";
  const all = long.map((w) => w.text[0]).join("");
  const plain = long.filter((w) => !isStopWord(w.text)).map((w) => w.text[0]).join("");
  const withForm = all + longForm.split(" ").map((w) => w[0] ?? "").join("");
  return all === text || (text.length >= 3 && text.length > plain.length && withForm.startsWith(text)) || plain === text || (text.length >= 3 && plain.startsWith(text)) ? text : "";
}

/** Evidence that two Latin names are one organisation's. */
export function compareLatin(left: Profile, right: Profile, bg: Background, explained = true): Evidence[] {
  const [p, q] = left.normal <= right.normal ? [left, right] : [right, left];
  const flip = p !== left;
  const out: Evidence[] = [];
  const add = (name: string, value: number, x: string, y: string, detail?: string) => {
    if (value !== 0) out.push({ name, value, a: flip ? y : x, b: flip ? x : y, detail });
  };
  const a = p.words.filter((w) => !isStopWord(w.text)), b = q.words.filter((w) => !isStopWord(w.text));
  if (a.length === 0 || b.length === 0) { if (p.normal === q.normal) add("l_same", 12, p.normal, q.normal); else add("l_nothing_shared", 1, p.normal, q.normal); return out; }
  const usedA = new Int8Array(a.length), usedB = new Int8Array(b.length);
  const sums: Record<string, number> = {}, words: Record<string, [string[], string[]]> = {};
  const sum = (name: string, value: number, x: string, y: string) => {
    sums[name] = (sums[name] ?? 0) + value;
    if (!explained) return;
    const w = (words[name] ??= [[], []]);
    if (x) w[0].push(x);
    if (y) w[1].push(y);
  };
  let heads = 0, weakest = 1;
  for (const m of pairings(a, b, bg)) {
    const ia = m.span === 2 ? [m.i, m.i + 1] : [m.i], jb = m.span === -2 ? [m.j, m.j + 1] : [m.j];
    if (ia.some((i) => usedA[i]) || jb.some((j) => usedB[j])) continue;
    for (const i of ia) usedA[i] = 1;
    for (const j of jb) usedB[j] = 1;
    const x = ia.map((i) => a[i]!), y = jb.map((j) => b[j]!);
    const role = [...x, ...y].some((w) => w.role === "brand") ? "brand" : x[0]!.role;
    if (role === "brand" && m.quality < weakest) weakest = m.quality;
    if (m.i === 0 && m.j === 0) heads = 1;
    const name = role === "brand" ? (m.quality >= 0.97 ? "l_brand" : "l_brand_like") : role === "place" ? "l_place" : role === "filler" ? "l_filler" : role === "number" ? "l_number" : "l_trade";
    if (explained) sum(name, m.bits, x.map((w) => w.text).join(" "), y.map((w) => w.text).join(" ")); else sum(name, m.bits, "", "");
  }
  const acronym = initialsMatch(a, b, q.formText) || initialsMatch(b, a, p.formText);
  if (acronym !== "" && !sums.l_brand) { add("l_initials", Math.min(4, acronym.length), p.core, q.core); usedA.fill(1); usedB.fill(1); }
  leftovers(a, b, usedA, usedB, bg, sum);
  for (const [name, value] of Object.entries(sums)) add(name, name === "l_brand" ? Math.min(value, MOST_BRAND_BITS) : value, words[name]?.[0].join(" ") ?? "", words[name]?.[1].join(" ") ?? "");
  if (heads) add("l_head", 1, a[0]!.text, b[0]!.text);
  const stems = (words: LatinWord[]) => words.map((w) => w.stem).join(" ");
  // A name of common words alone has no rare one to agree on; agreeing on all of them is what there is.
  if (p.core === q.core || stems(a) === stems(b)) add("l_same", a.length >= 2 && (sums.l_brand ?? 0) < 8 ? 9 : 3, p.core, q.core);
  else {
    const x = p.core.replaceAll(" ", ""), y = q.core.replaceAll(" ", "");
    const longer = Math.max(x.length, y.length), most = Math.floor(longer / 5);
    if (x === y) add("l_same", 3, x, y, "spacing apart");
    else if (Math.abs(x.length - y.length) <= most) {
      const apart = editDistance(x, y, most), like = 1 - apart / longer;
      if (apart <= most && like > 0.8) add("l_spelling", (like - 0.8) * 5, x, y);
    }
  }
  if (p.form !== "" && q.form !== "") add(p.form === q.form ? "form_agree" : "form_conflict", 1, p.formText, q.formText);
  numbers(p, q, add);
  return out;
}

type Sum = (name: string, value: number, x: string, y: string) => void;

/** Words without a partner: words lost on both sides contradict, words lost on one side only weaken. */
function leftovers(a: LatinWord[], b: LatinWord[], usedA: Int8Array, usedB: Int8Array, bg: Background, sum: Sum): void {
  const lost = (words: LatinWord[], used: Int8Array, role: (w: LatinWord) => boolean) => {
    const left = words.filter((w, i) => !used[i] && role(w));
    return { bits: left.reduce((s, w) => s + Math.min(10, bg.word(w.stem, w.role)), 0), text: left.map((w) => w.text).join(" ") };
  };
  for (const [kind, test] of [["brand", (w: LatinWord) => w.role === "brand"], ["trade", (w: LatinWord) => w.role === "trade" || w.role === "body"], ["place", (w: LatinWord) => w.role === "place"]] as const) {
    const x = lost(a, usedA, test), y = lost(b, usedB, test);
    const both = Math.min(x.bits, y.bits);
    if (both > 0) sum(`l_${kind}_conflict`, both, x.text, y.text);
    if (Math.abs(x.bits - y.bits) > 0.01) sum(`l_${kind}_extra`, Math.abs(x.bits - y.bits), x.bits > y.bits ? x.text : "", y.bits > x.bits ? y.text : "");
  }
  const shared = usedA.some((u) => u === 1);
  if (!shared) sum("l_nothing_shared", 1, "", "");
}

function numbers(p: Profile, q: Profile, add: (name: string, value: number, x: string, y: string) => void): void {
  if (p.numbers.length === 0 && q.numbers.length === 0) return;
  const x = new Set(p.numbers), y = new Set(q.numbers);
  const only = [...x].filter((n) => !y.has(n)).length, other = [...y].filter((n) => !x.has(n)).length;
  if (only > 0 && other > 0) add("number_conflict", 1, p.numbers.join(" "), q.numbers.join(" "));
  else if (only + other > 0) add("number_extra", only + other, p.numbers.join(" "), q.numbers.join(" "));
}
