/**
 * One name, parsed once, in whichever script it is written. Invariant: `profileOf` depends on the text alone, and two texts with the
 * same normal form give profiles that compare as the same name.
 */
import type { LatinWord, Profile } from "./model.ts";
import { flawsOf, foldText, hasHan, isPlainHan, latinText, normalOfFolded } from "./normal.ts";
import { lexicon, stemOf } from "./lexicon.ts";
import { numbersOf, parseLatinName } from "./latin-name.ts";
import { joinedReadings } from "./pinyin.ts";
import { parseZhName } from "./zh-name.ts";

const ZH_DIGITS = "零一二三四五六七八九";

/** 四十六 → 46, 二〇二 → 202, 12 → 12. */
function readNumeral(text: string): string {
  if (/^\d+$/.test(text)) return String(Number(text));
  let total = 0, digit = 0;
  for (const c of text.replace(/[〇○]/g, "零").replace(/两/g, "二")) {
    const d = ZH_DIGITS.indexOf(c), unit = c === "十" ? 10 : c === "百" ? 100 : 0;
    if (unit > 0) { total += (digit === 0 ? 1 : digit) * unit; digit = 0; } else if (d >= 0) digit = /[十百]/.test(text) ? d : digit * 10 + d;
  }
  return String(total + digit);
}

/** Listing marks around a short name: *ST, N, XD at the head; A, B, -U, -W at the tail. They say nothing of identity. */
function withoutListingMarks(folded: string): string {
  if (folded.length > 10 || !hasHan(folded)) return folded;
  const out = folded.replace(/^(?:\*?s?\*?st|xd|xr|dr|n|c|pt)\s*(?=\p{Script=Han})/u, "").replace(/(?<=\p{Script=Han})[-\s]*(?:a|b|h|u|w|uw|wd|d|退|r)$/u, "");
  return [...out].length >= 2 ? out : folded;
}

const NO_NUMBERS: string[] = [];
const NO_WORDS: LatinWord[] = [];
const NO_FLAWS: string[] = [];

function zhNumbers(text: string): string[] {
  if (!/[第\d]/.test(text)) return NO_NUMBERS;
  const out: string[] = [];
  for (const m of text.matchAll(/第([零〇○一二两三四五六七八九十百]+|\d+)/g)) out.push(readNumeral(m[1]!));
  for (const m of text.matchAll(/\d+/g)) out.push(String(Number(m[0])));
  return [...new Set(out)];
}

function embeddedWords(folded: string): LatinWord[] {
  if (!/[a-z0-9]{2}/.test(folded)) return NO_WORDS;
  const { abbreviations } = lexicon();
  return (folded.match(/[a-z0-9]{2,}/g) ?? []).map((text) => ({ text, stem: stemOf(text, abbreviations), role: "brand" as const }));
}

function zhProfile(raw: string, folded: string): Profile {
  const bare = withoutListingMarks(folded), plain = isPlainHan(folded);
  const p = parseZhName(bare);
  return {
    raw, normal: plain ? folded : normalOfFolded(folded), core: p.core, script: "zh", region: p.region, brand: p.brand, trade: p.trade, form: p.form, formText: p.formText,
    group: p.group, branch: p.branch, numbers: plain && !folded.includes("第") ? NO_NUMBERS : zhNumbers(folded), words: plain ? NO_WORDS : embeddedWords(bare), flaws: plain && raw === folded && raw.length > 1 ? NO_FLAWS : flawsOf(raw),
  };
}

const placeReadings = (place: string): string[] => joinedReadings(place, 2);

function latinProfile(raw: string, normal: string): Profile {
  const p = parseLatinName(normal, placeReadings);
  const region: string[] = [], trade: string[] = [];
  let core = "", brand = "";
  for (const w of p.words) {
    core = core === "" ? w.text : `${core} ${w.text}`;
    if (w.role === "brand") brand = brand === "" ? w.text : `${brand} ${w.text}`;
    else if (w.role === "place") region.push(w.text);
    else if (w.role === "trade" || w.role === "body") trade.push(w.stem);
  }
  return {
    raw, normal, core, script: normal === "" ? "none" : "latin", region, brand, trade,
    form: p.form, formText: p.formText, group: p.group, branch: p.branch, numbers: numbersOf(p.words), words: p.words, flaws: flawsOf(raw),
  };
}

/** Names longer than this are read by their beginning: nobody is called so, and it bounds the cost. */
const LONGEST = 600;

/** Parse a name. Any string is allowed; what is wrong with it is said in `flaws`. */
export function profileOf(raw: string): Profile {
  const folded = foldText(raw.length > LONGEST ? raw.slice(0, LONGEST) : raw);
  return hasHan(folded) ? zhProfile(raw, folded) : latinProfile(raw, latinText(folded));
}
