// Cuts English text into words, numbers and marks, and keeps what can be said of a word wherever it stands.
// Invariant: what is known of words lies in a store of fixed size; each character is visited once.
import { described } from "./described-en.ts";
import { BREAK, COMMON, HEAD } from "./name-words-en.ts";

export const DETERMINER = new Set(["the", "this", "that", "its", "their", "our", "said"]);
/** Participles and measures ("expanded", "square-meter", "world-level"). */
const VERBAL = /^(?:square|sq)-|-level$|(?:ed|ing)$/;
/** Of them those that industries are named with. */
const TRADE = /^(?:integrated|advanced|printed|engineering|manufacturing|lighting|processing|packaging|sensing|imaging|emitting|computing|marking|cutting|welding|testing|printing|emerging|pioneering|machining|building|planning|housing|trading|coating|red|infrared|sized|networking|bed|seed)$/;
const HEADS = new Set([...Object.keys(HEAD).filter((k) => HEAD[k] !== ""), "line"]);

/** "the 12,000 square foot facility": the measure's word is no part of a name. */
const UNIT_WORD = /^(?:m2|sqm|sf|sm|sqft|mm|nm|inch|cm|kw|mw|foot|feet|ft|square-foot|-foot|sq-ft|square-feet|square-meter|square-metre|acre|mile|meter|metre|sq|square|m|mn|bn|k|hectare|story|storey)$/;

/** A word, a number or a mark where it stands. */
export interface Token {
  text: string;
  low: string;
  start: number;
  end: number;
  cap: boolean;
  /** what the word itself says, whatever stands around it */
  word: Word;
}

const MONTH = /^ (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/;

const NOUN = /^(?:company|firm|park|project|base|institute|expo|exhibition|fair|fund|plant|zone|district|campus)$/;

/** What can be said of a word wherever it stands. */
interface Word {
  /** as it stands, a closing stop or an "'s" included */
  raw: string;
  text: string;
  low: string;
  cap: boolean;
  /** a head noun, by its lower-case form */
  head: boolean;
  /** the kind of thing that it names, as HEAD tells it; undefined of a word that names none */
  kind: string | undefined;
  /** two great letters or a digit: "LED", "G8" */
  code: boolean;
  /** opens sentences and rows, and names nobody */
  common: boolean;
  /** a measure's word ("m2", "square") */
  unit: boolean;
  /** "US", "HK": before a dollar sign no name */
  currency: boolean;
  /** "23rd" */
  ordinal: boolean;
  /** begins with a letter */
  letters: boolean;
  /** a word that ends a phrase */
  breaks: boolean;
  /** "the", "its": opens a phrase */
  determiner: boolean;
  /** a participle or the like, which in lower case is a verb, unless industries are named with it */
  verbal: boolean;
  /** what is asked of it where plants and lines are described, as bits */
  told: number;
  /** "the", "this", "that" */
  points: boolean;
  /** a noun that may stand for a name at the head of a sentence, the article lost in translation */
  noun: boolean;
  /** one or two letters that are a scale or a generation behind a digit ("M", "G") */
  scale: boolean;
}
/** Words met before, by a hash of their letters: a store of fixed size, where a newcomer takes the place of an older word. */
const WORDS: (Word | undefined)[] = new Array<Word | undefined>(8192).fill(undefined);

/** The word that stands at [from, to), whose letters have the given hash. */
function wordAt(s: string, from: number, to: number, hash: number): Word {
  const known = WORDS[hash & 8191];
  if (known !== undefined && known.raw.length === to - from && s.startsWith(known.raw, from)) return known;
  // A longer piece would hold on to the text it was cut from, so of such a word a copy is kept.
  const word = readWord(to - from <= 12 ? s.slice(from, to) : ` ${s.slice(from, to)}`.slice(1));
  if (to - from <= 24) WORDS[hash & 8191] = word;
  return word;
}

function readWord(raw: string): Word {
  const c = raw.charCodeAt(raw.length - 1);
  let t = raw.length > 1 && (c === 46 || c === 39 || c === 45) ? raw.slice(0, -1) : raw.endsWith("'s") && raw.length > 2 ? raw.slice(0, -2) : raw;
  if (t.includes("-")) t = t.replace(/-(?:based|led|owned|backed|level|made|born|funded|listed|area)$/i, (w) => w.toLowerCase());
  const first = t.charCodeAt(0);
  // "RMB450 million": a sum, not a name
  const cap = !/^(?:RMB|CNY|USD|EUR|GBP|JPY|TWD|HKD|NTD|KRW)\d/.test(t) && ((first >= 65 && first <= 90) || /^[a-z]{1,2}[A-Z][A-Za-z]{2,}$/.test(t)) && !(t.includes("-") && /-(?:based|led|owned|backed|level|made|born|funded|listed|area)$/.test(t));
  const low = first >= 97 && first <= 122 ? t : t.toLowerCase();
  return { raw, text: t, low, cap, head: HEADS.has(low), kind: Object.hasOwn(HEAD, low) ? HEAD[low] : undefined, code: /[A-Z].*[A-Z]|\d/.test(t), common: COMMON.test(low), unit: UNIT_WORD.test(low), currency: cap && /^(?:US|NT|HK|S|A|C|AU|CA)$/.test(t), ordinal: first >= 48 && first <= 57 && /(?:st|nd|rd|th)$/.test(t), letters: /^[a-z]/i.test(low), breaks: BREAK.has(low), determiner: DETERMINER.has(low), verbal: VERBAL.test(low) && (/^(?:square|sq)-|-level$/.test(low) || (!HEAD[low] && !TRADE.test(low))), told: described(low), points: /^(?:the|this|that)$/.test(low), noun: NOUN.test(low), scale: t.length <= 2 && /^(?:[MBKT]n?|G)$/.test(t) };
}

const [SPACE, DIGIT, LETTER] = [1, 2, 3];
const KIND = new Uint8Array(65536);
/** What may stand inside a word. */
const INSIDE = new Uint8Array(65536);
for (let c = 0; c < 65536; c++) if ((c < 128 || c === 0xa0 || c === 0x1680 || (c >= 0x2000 && c < 0x2060) || c === 0x3000 || c === 0xfeff) && /\s/.test(String.fromCharCode(c))) KIND[c] = SPACE;
for (const ch of "0123456789") KIND[ch.charCodeAt(0)] = DIGIT;
for (const ch of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") KIND[ch.charCodeAt(0)] = LETTER;
for (const ch of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789&.+'-") INSIDE[ch.charCodeAt(0)] = 1;
const NUMBER = /\d+(?:st|nd|rd|th)(?![a-z])|\d[\d.,]*/y;

/** Words, numbers (an ordinal with its ending) and single marks, in order. */
export function tokens(s: string): Token[] {
  const list: Token[] = [];
  for (let i = 0; i < s.length; ) {
    const c = s.charCodeAt(i);
    if (KIND[c] === SPACE) {
      i++;
      continue;
    }
    const start = i++;
    let hash = c;
    if (KIND[c] === DIGIT) {
      NUMBER.lastIndex = start;
      i = start + NUMBER.exec(s)![0].length;
      for (let j = start + 1; j < i; j++) hash = (Math.imul(hash, 31) + s.charCodeAt(j)) | 0;
    } else if (KIND[c] === LETTER) {
      for (; i < s.length; i++) {
        const d = s.charCodeAt(i);
        if (INSIDE[d] !== 1) break;
        hash = (Math.imul(hash, 31) + d) | 0;
      }
    }
    const word = wordAt(s, start, i, hash);
    const t = word.text;
    let cap = word.cap;
    if (word.currency && /^(?:\$| ?dollars?)/i.test(s.slice(start + t.length, start + 9))) cap = false;
    // "23rd China International Exposition": the ordinal opens the name
    if (word.ordinal && /^ [A-Z]/.test(s.slice(start + t.length, start + t.length + 2)) && !MONTH.test(s.slice(start + t.length, start + t.length + 6))) cap = true;
    // "$15M plant", "a 4.5G line": the letter is a scale or a generation
    if (cap && word.scale && start > 0 && KIND[s.charCodeAt(start - 1)] === DIGIT) cap = false;
    list.push({ text: t, low: word.low, start, end: start + t.length, cap, word });
  }
  return list;
}
