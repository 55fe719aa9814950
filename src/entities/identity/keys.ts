/**
 * Retrieval keys: the strings under which a name is filed so that another spelling of it, in either language, can find it. Keys of one
 * kind share a letter prefix so that they meet only their own kind. Invariant: keys depend on the name alone; duplicates are removed.
 */
import type { Profile } from "./model.ts";
import { bridgeOf, foldSound } from "./bridge.ts";
import { cutSyllables, joinedReadings } from "./pinyin.ts";
import { isStopWord } from "./latin-name.ts";
import { lexicon } from "./lexicon.ts";

function zhKeys(p: Profile, out: Set<string>): void {
  const text = p.region.join("") + p.core;
  for (let i = 0; i < text.length; i++) {
    out.add(`c${text[i]}`);
    if (i + 1 < text.length) out.add(`d${text[i]}${text[i + 1]}`);
    if (i + 2 < text.length) out.add(`d${text[i]}${text[i + 2]}`);
  }
  out.add(`n${p.core}`);
  if (p.brand.length >= 2) out.add(`b${p.brand}`);
  const start = text.length - p.core.length, brand = p.brand.slice(0, 4);
  for (let n = 2; n <= brand.length; n++) for (const r of joinedReadings(brand.slice(0, n), 3)) out.add(`p${r}`);
  for (let i = 0; i < p.brand.length && i < 6; i++) for (const r of joinedReadings(text.slice(start + i, start + i + 2), 2)) out.add(`p${r}`);
}

function latinKeys(p: Profile, out: Set<string>): void {
  const words = p.words.filter((w) => !isStopWord(w.text));
  for (let i = 0; i < words.length; i++) {
    const w = words[i]!;
    out.add(`w${w.stem}`);
    if (w.role !== "brand" || w.text.length < 4) { if (i + 1 < words.length && w.role === "brand") out.add(`w${w.text}${words[i + 1]!.text}`); continue; }
    for (let k = 0; k + 3 <= w.text.length; k++) out.add(`t${w.text.slice(k, k + 3)}`);
    out.add(`h${w.text.slice(0, 4)}`);
  }
  for (let i = 0; i + 1 < words.length && i < 3; i++) out.add(`w${words[i]!.text}${words[i + 1]!.text}`);
  if (words.length >= 2) out.add(`a${words.map((w) => w.text[0]).join("").slice(0, 6)}`);
  const first = words[0];
  if (first && first.text.length <= 6) out.add(`a${first.text}`);
}

/** Keys that a Chinese and a Latin name can share. */
function bridgeKeys(p: Profile, out: Set<string>): void {
  if (p.script === "zh") {
    const b = bridgeOf(p);
    for (const s of b.spans) for (const stem of s.stems) out.add(`x${stem}`);
    const start = Math.max(0, b.regionEnd);
    for (let i = 0; i < b.text.length; i++) {
      for (const n of [1, 2, 3, 4]) {
        if (i + n > b.text.length || (i >= b.brandEnd && n < 2)) continue;
        for (const r of joinedReadings(b.text.slice(i, i + n), 3)) out.add(`x${r}`);
      }
    }
    for (const r of b.brandSounds) if (r.length >= 2) out.add(`s${consonantKey(r)}`);
    const brand = b.brandPinyin.at(-1) ?? "";
    for (let k = 0; k + 3 <= brand.length; k++) out.add(`y${brand.slice(k, k + 3)}`);
    for (const n of [2, 3, 4, 5]) { out.add(`i${b.initials.slice(0, n)}`); out.add(`i${b.initials.slice(start, start + n)}`); }
    for (const w of p.words) out.add(`x${w.text}`);
    return;
  }
  let brands = 0;
  for (const w of p.words) {
    if (isStopWord(w.text)) continue;
    out.add(`x${w.stem}`);
    out.add(`x${w.text}`);
    if (w.role !== "brand" && w.role !== "place") continue;
    const syllables = cutSyllables(w.text);
    if (syllables && syllables.length > 1) for (let i = 0; i + 1 < syllables.length; i++) out.add(`x${syllables[i]}${syllables[i + 1]}`);
    if (w.role !== "brand" || brands++ > 1) continue;
    for (let k = 0; k + 3 <= w.text.length; k++) out.add(`y${w.text.slice(k, k + 3)}`);
    const bones = foldSound(w.text);
    if (bones.length >= 2) { out.add(`s${consonantKey(bones)}`); out.add(`s${consonantKey(bones).slice(0, 2)}`); }
    if (w.text.length <= 5) out.add(`i${w.text}`);
  }
  const brand = p.words.filter((w) => w.role === "brand");
  for (let i = 0; i + 1 < brand.length; i++) out.add(`x${brand[i]!.text}${brand[i + 1]!.text}`);
}

function consonantKey(sound: string): string {
  return sound[0] + sound.slice(1).replace(/[aeiou]/g, "");
}

/** Only the brand's sound and its longer words' meanings: for asking from lists so long that looser keys would bring too much. */
function narrowBridgeKeys(p: Profile, out: Set<string>): void {
  if (p.script !== "zh") { bridgeKeys(p, out); return; }
  const brand = p.brand.slice(0, 6), { zh } = lexicon();
  for (let n = 2; n <= Math.min(5, brand.length); n++) for (const r of joinedReadings(brand.slice(0, n), 2)) out.add(`x${r}`);
  for (let i = 0; i < brand.length; i++) for (let n = 2; i + n <= brand.length; n++) for (const words of zh.get(brand.slice(i, i + n))?.english ?? []) for (const w of words) out.add(`x${w}`);
  for (const w of p.words) out.add(`x${w.text}`);
}

/** Keys for finding names: own-script keys, and bridge keys to the other script where asked. */
export function keysOf(p: Profile, want: { own: boolean; bridge: boolean | "narrow" }): string[] {
  const out = new Set<string>();
  if (p.script === "none") return [];
  if (want.own) { if (p.script === "zh") zhKeys(p, out); else latinKeys(p, out); }
  if (want.bridge === "narrow") narrowBridgeKeys(p, out); else if (want.bridge) bridgeKeys(p, out);
  return [...out];
}
