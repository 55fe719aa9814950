/**
 * Chinese characters read aloud: every reading of a polyphone, kept per character. Invariant: readings are lower-case, toneless, ü as v;
 * the first reading is the commonest one. Letters and digits read as themselves.
 */
import { pinyin, polyphonic } from "pinyin-pro";
import { lexicon } from "./lexicon.ts";

const cache = new Map<string, string[]>();

/** Readings that dictionaries put second but names of firms and places use. */
const EXTRA: Record<string, string[]> = { 重: ["chong", "zhong"], 长: ["chang", "zhang"], 厦: ["xia", "sha"], 行: ["hang", "xing"], 乐: ["le", "yue"], 朝: ["chao", "zhao"], 曾: ["zeng", "ceng"], 都: ["du", "dou"], 单: ["dan", "shan"] };

/** All toneless readings of one character, commonest first; [] for punctuation. */
export function readings(char: string): string[] {
  const known = cache.get(char);
  if (known) return known;
  let out: string[];
  if (/[a-z0-9]/.test(char)) out = [char];
  else if (!/\p{Script=Han}/u.test(char)) out = [];
  else {
    const first = pinyin(char, { toneType: "none", type: "array", v: true });
    const rest = (polyphonic(char, { toneType: "none", type: "array", v: true } as never) as unknown as string[][])[0] ?? [];
    out = [...new Set([...(EXTRA[char] ?? []), ...first, ...rest])].map((r) => r.replace(/ü/g, "v")).filter((r) => /^[a-z]+$/.test(r));
  }
  cache.set(char, out);
  return out;
}

/** Commonest reading of a text, one syllable a character, unread characters left out. */
export function pinyinOf(text: string): string[] {
  const out: string[] = [];
  for (const char of text) { const r = readings(char)[0]; if (r) out.push(r); }
  return out;
}

const firstReadings: (string | undefined)[] = [];

/** Commonest reading of one UTF-16 unit; "" where it has none. */
export function readingOf(code: number): string {
  return (firstReadings[code] ??= readings(String.fromCharCode(code))[0] ?? "");
}

/** First letters of the commonest readings: 长光辰芯 → cgcx. */
export function initialsOf(text: string): string {
  return pinyinOf(text).map((s) => s[0]).join("");
}

/** Every joined reading of a short text (at most `limit`), polyphones tried: 长光 → changguang, zhangguang. */
export function joinedReadings(text: string, limit = 8): string[] {
  let out = [""];
  for (const char of text) {
    const options = readings(char);
    if (options.length === 0) continue;
    const next: string[] = [];
    for (const head of out) for (const tail of options) if (next.length < limit) next.push(head + tail);
    out = next;
  }
  return out[0] === "" ? [] : out;
}

let syllables: Set<string> | undefined;

/** Every toneless Mandarin syllable. */
export function syllableSet(): Set<string> {
  if (syllables) return syllables;
  const set = new Set<string>();
  for (let code = 0x4e00; code <= 0x9fa5; code++) { const s = pinyin(String.fromCharCode(code), { toneType: "none", v: true }); if (/^[a-z]+$/.test(s)) set.add(s.replace(/ü/g, "v")); }
  syllables = set;
  return set;
}

/** Latin word cut into Mandarin syllables (longest first, with backtracking), or undefined when it is not wholly pinyin. */
export function cutSyllables(word: string): string[] | undefined {
  const set = syllableSet();
  const walk = (at: number): string[] | undefined => {
    if (at === word.length) return [];
    for (let n = Math.min(6, word.length - at); n >= 1; n--) {
      const s = word.slice(at, at + n);
      if (!set.has(s)) continue;
      const rest = walk(at + n);
      if (rest) return [s, ...rest];
    }
    return undefined;
  };
  return word.length > 24 ? undefined : walk(0);
}

/** English names of a Chinese place: the exceptions of places.tsv, then joined pinyin. */
export function placeInLatin(place: string): string[] {
  const listed = lexicon().zh.get(place)?.english.map((words) => words.join(" ")) ?? [];
  return [...listed, ...joinedReadings(place, 2)];
}
