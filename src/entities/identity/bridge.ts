/**
 * From Chinese to Latin letters: which characters of a Chinese name could be written by a given Latin word, by sound (pinyin, polyphones,
 * loose spellings), by meaning (general word list, place names) or by initials. Invariant: no pair of firms is known here; only words are.
 */
import type { Profile } from "./model.ts";
import { lexicon, type WordKind } from "./lexicon.ts";
import { readings } from "./pinyin.ts";

export interface Span { from: number; to: number; kind: WordKind; stems: string[] }

export interface ZhBridge {
  text: string;
  regionEnd: number;
  brandEnd: number;
  readings: string[][];
  spans: Span[];
  /** Stem → spans it may translate. */
  byStem: Map<string, Span[]>;
  initials: string;
  /** Folded sounds of the first 1..4 brand characters, for loose likeness. */
  brandSounds: string[];
  brandBones: string[];
  /** First letter → positions from which a word with that letter may be read. */
  starts: Map<string, number[]>;
  brandPinyin: string[];
  /** Explanations already worked out, by Latin word: candidates share most of their words. */
  explained: Map<string, Explanation>;
}

export type How = "translation" | "place" | "pinyin" | "compound" | "literal" | "initials" | "sound" | "";

export interface Explanation { quality: number; how: How; from: number; to: number; kind: WordKind | ""; chars: number }

const cache = new WeakMap<Profile, ZhBridge>();

function spansOf(text: string): Span[] {
  const { zh, zhMax } = lexicon();
  const spans: Span[] = [];
  for (let i = 0; i < text.length; i++) for (let n = 1; n <= zhMax && i + n <= text.length; n++) {
    const word = zh.get(text.slice(i, i + n));
    if (word) spans.push({ from: i, to: i + n, kind: word.kind, stems: [...new Set(word.english.flat())].filter((s) => s.length > 1 && s !== "and" && s !== "of") });
  }
  return spans;
}

export function bridgeOf(p: Profile): ZhBridge {
  const known = cache.get(p);
  if (known) return known;
  const region = p.region.filter((r) => !p.core.startsWith(r)).join("");
  const group = p.group ? "集团" : "";
  const text = (region + p.core + group).slice(0, 40);
  const byStem = new Map<string, Span[]>();
  const spans = spansOf(text);
  for (const s of spans) for (const stem of s.stems) { const list = byStem.get(stem); if (list) list.push(s); else byStem.set(stem, [s]); }
  // One entry a UTF-16 unit, as everything else here counts; the halves of a rare character have no reading.
  const read = text.split("").map((c) => readings(c));
  const brand = read.slice(region.length, region.length + Math.max(p.brand.length, 2)).map((r) => r[0] ?? "");
  const brandPinyin = [1, 2, 3, 4].filter((n) => n <= brand.length).map((n) => brand.slice(0, n).join(""));
  const bridge: ZhBridge = {
    text, regionEnd: region.length, brandEnd: region.length + p.brand.length, readings: read, spans, byStem,
    initials: read.map((r) => r[0]?.[0] ?? "").join(""), brandSounds: brandPinyin.map(foldSound), brandBones: brandPinyin.map((w) => consonants(foldSound(w))), starts: startsOf(read, spans), brandPinyin, explained: new Map(),
  };
  cache.set(p, bridge);
  return bridge;
}

function startsOf(read: readonly string[][], spans: readonly Span[]): Map<string, number[]> {
  const out = new Map<string, number[]>();
  const put = (letter: string, i: number) => { const list = out.get(letter); if (!list) out.set(letter, [i]); else if (list.at(-1) !== i) list.push(i); };
  for (let i = 0; i < read.length; i++) {
    for (const r of read[i]!) put(r[0]!, i);
    for (const s of spans) if (s.from === i) for (const stem of s.stems) if (stem.length >= 3) put(stem[0]!, i);
  }
  return out;
}

/** Sounds that different spellings of Chinese confuse, folded together: zh/z/j/ch/c/q, sh/s/x, b/p, d/t, g/k, n/ng, u/v/w, y/i. */
export function foldSound(word: string): string {
  return word.replace(/tsch|tch|zh|ch|ts|tz|z|j|q|c(?!k)/g, "C").replace(/sh|hs|s|x/g, "S").replace(/ck|kh|g(?!$)|k/g, "K").replace(/ng/g, "n").replace(/nK/g, "n")
    .replace(/b|p/g, "P").replace(/ph|f|hw/g, "F").replace(/d|th|t/g, "T").replace(/r|l/g, "L").replace(/h/g, "").replace(/[uvw]/g, "u").replace(/[yi]+/g, "i").replace(/(.)\1+/g, "$1").toLowerCase();
}

function consonants(sound: string): string {
  return sound.replace(/[aeiou]/g, "");
}

const sounds = new Map<string, { sound: string; bones: string }>();
const SOUNDS_KEPT = 100_000;

/** Folded sound and consonants of a word, kept: lists share most of their words. */
function soundOf(word: string): { sound: string; bones: string } {
  let known = sounds.get(word);
  if (known) return known;
  if (sounds.size >= SOUNDS_KEPT) sounds.clear();
  const sound = foldSound(word);
  known = { sound, bones: consonants(sound) };
  sounds.set(word, known);
  return known;
}

/** Endings that coined trade names carry (…tech, …soft); what they mean is not weighed. */
const COINED = /^(?:tech|tek|tec|soft|bio|pharm|pharma|med|com|net|chem|sun|star|co|data|link|power|group|china|car|auto|pro|max|plus|life|cell|gene|lab|chip|opto|laser|air|sea|land|way|ton|son|on|er|ex|ic|al|us|um|a|o|e|s|x|t|y|oil|gold|dar|ger|ly|way)$/;

const CARDINAL: Explanation = { quality: 0, how: "", from: 0, to: 0, kind: "", chars: 0 };

interface Reach { letters: number; chars: number; to: number; meant: boolean }

/** Furthest reach into `word` from `at`, reading characters from `i` on, by sound or by meaning. */
function reach(word: string, at: number, b: ZhBridge, i: number, depth: number): Reach {
  let best: Reach = { letters: at, chars: 0, to: i, meant: false };
  if (i >= b.text.length || at >= word.length || depth > 8) return best;
  const consider = (next: Reach, chars: number, meant: boolean) => {
    if (next.letters > best.letters) best = { letters: next.letters, chars: next.chars + chars, to: next.to, meant: meant || next.meant };
  };
  for (const r of b.readings[i]!) {
    if (word.startsWith(r, at)) consider(reach(word, at + r.length, b, i + 1, depth + 1), 1, false);
    else if (r.includes("v") && word.startsWith(r.replace("v", "u"), at)) consider(reach(word, at + r.length, b, i + 1, depth + 1), 1, false);
  }
  for (const s of b.spans) {
    if (s.from !== i) continue;
    for (const stem of s.stems) if (stem.length >= 3 && word.startsWith(stem, at)) consider(reach(word, at + stem.length, b, s.to, depth + 1), s.to - s.from, true);
  }
  return best;
}

function bySound(word: string, b: ZhBridge): Explanation {
  let best = CARDINAL;
  for (const i of b.starts.get(word[0]!) ?? []) {
    const r = reach(word, 0, b, i, 0);
    if (r.letters === 0) continue;
    const rest = word.slice(r.letters);
    let quality = 0;
    if (rest === "") quality = r.chars >= 2 || r.meant ? 1 : word.length >= 2 ? 0.75 : 0.2;
    else if (COINED.test(rest) && r.letters >= 3) quality = 0.8;
    else if (r.letters >= 3) quality = 0.6 * (r.letters / word.length);
    if (i >= b.brandEnd) quality *= 0.8;
    if (quality > best.quality) best = { quality, how: r.meant ? "compound" : "pinyin", from: i, to: r.to, kind: i < b.regionEnd && r.to <= b.regionEnd ? "place" : "", chars: r.chars };
  }
  return best;
}

/** Loose likeness of sound with the start of the brand: shared folded consonants in order, and the first letter. */
function byLikeness(word: string, b: ZhBridge): Explanation {
  if (word.length < 4) return CARDINAL;
  const { sound, bones } = soundOf(word);
  let best = CARDINAL;
  for (let n = 0; n < b.brandSounds.length; n++) {
    const other = b.brandSounds[n]!, otherBones = b.brandBones[n]!;
    if (other === "" || bones === "" || otherBones === "") continue;
    const first = sound[0] === other[0] ? 1 : 0;
    const bone = lcs(bones, otherBones) * 2 / (bones.length + otherBones.length);
    const whole = lcs(sound, other) * 2 / (sound.length + other.length);
    const quality = Math.max(0, 0.25 * first + 0.4 * bone + 0.35 * whole - 0.35) * (n === 0 ? 0.6 : 1);
    if (quality > best.quality) best = { quality, how: "sound", from: b.regionEnd, to: b.regionEnd + n + 1, kind: "", chars: n + 1 };
  }
  return best;
}

function lcs(a: string, b: string): number {
  const row = new Uint8Array(b.length + 1);
  for (let i = 0; i < a.length; i++) {
    let diagonal = 0;
    for (let j = 0; j < b.length; j++) {
      const above = row[j + 1]!;
      row[j + 1] = a[i] === b[j] ? diagonal + 1 : Math.max(above, row[j]!);
      diagonal = above;
    }
  }
  return row[b.length]!;
}

/** How well, and how, a Latin word (text and stem) is explained by the Chinese name. */
export function explainWord(text: string, stem: string, b: ZhBridge, literal: ReadonlySet<string>): Explanation {
  let known = b.explained.get(text);
  if (known === undefined) { known = workOut(text, stem, b, literal); b.explained.set(text, known); }
  return known;
}

function workOut(text: string, stem: string, b: ZhBridge, literal: ReadonlySet<string>): Explanation {
  if (literal.has(text)) return { quality: 1, how: "literal", from: 0, to: 0, kind: "", chars: 2 };
  const spans = b.byStem.get(stem) ?? b.byStem.get(text);
  if (spans) {
    let best = spans[0]!;
    for (const s of spans) if (s.to - s.from > best.to - best.from) best = s;
    const how = best.kind === "place" ? "place" : "translation";
    const e: Explanation = { quality: 1, how, from: best.from, to: best.to, kind: best.kind, chars: best.to - best.from };
    if (best.to - best.from > 1 || best.kind !== "brand") return e;
    const sound = bySound(text, b);
    return sound.quality >= 1 && sound.chars > 1 ? sound : e;
  }
  const sound = bySound(text, b);
  if (sound.quality >= 0.75) return sound;
  if (text.length >= 2 && text.length <= 6 && !/[aeiou]{2}/.test(text)) {
    const at = b.initials.indexOf(text);
    if (at === 0 || at === b.regionEnd) return { quality: text.length >= 3 ? 0.9 : 0.5, how: "initials", from: at, to: at + text.length, kind: "", chars: text.length };
  }
  const like = byLikeness(text, b);
  return like.quality > sound.quality ? like : sound;
}
