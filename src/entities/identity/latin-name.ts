/**
 * An organisation's name in Latin letters taken apart: brand, trade words, places, legal form. Invariant: every word of the normal form is
 * either in `words` or part of the legal form; nothing is dropped silently.
 */
import type { LatinWord, WordRole } from "./model.ts";
import { lexicon, stemOf, type Lexicon } from "./lexicon.ts";

export interface LatinParts {
  words: LatinWord[];
  form: string;
  formText: string;
  group: boolean;
  branch: string;
}

const STOP = new Set(["the", "of", "and", "for", "a", "an", "de", "la", "le", "les", "des", "du", "da", "do", "del", "di", "in", "at", "to", "by", "und", "et", "der", "die", "das", "von", "van", "dba", "formerly", "fka", "fur", "fuer", "am", "zur", "zum"]);
const SHARE_MARKS = /^(?:cl|class|adr|ads|gdr|redh|old|adn|ord|shs|reg|sponsored|unsponsored|repr|rep)$/;
const ROMAN: Record<string, string> = { ii: "2", iii: "3", iv: "4", vi: "6", vii: "7", viii: "8", ix: "9", xi: "11", xii: "12" };
const NUMBER_WORD: Record<string, string> = { one: "1", two: "2", three: "3", four: "4", five: "5", six: "6", seven: "7", eight: "8", nine: "9", ten: "10" };
const BRANCH = new Set(["branch", "subbranch"]);

/** Last word of a run → the most words of a listed run that ends so: most words end none. */
function reachByLast(runs: Iterable<string>): Map<string, number> {
  const out = new Map<string, number>();
  for (const run of runs) { const words = run.split(" "), last = words.at(-1)!; out.set(last, Math.max(out.get(last) ?? 0, words.length)); }
  return out;
}

let formReach: Map<string, number> | undefined;

/** Legal form at the end (or, for PT, OOO, AO and the like, at the head) of the first `length` words; the longest listed run wins. */
function formAt(words: string[], length: number, lex: Lexicon): { from: number; to: number; cls: string } | undefined {
  formReach ??= reachByLast(lex.latinForms.keys());
  if (length < 2) return undefined;
  const last = words[length - 1]!;
  for (let n = Math.min(formReach.get(last) ?? 0, length - 1); n >= 1; n--) {
    const cls = lex.latinForms.get(n === 1 ? last : words.slice(length - n, length).join(" "));
    if (cls) return { from: length - n, to: length, cls };
  }
  return undefined;
}

/** Deutsche Bank AG, Frankfurt: a seat after the legal form is moved before it. */
function seatLast(words: string[], lex: Lexicon, places: Set<string>): string[] {
  const count = words.length;
  for (let n = 1; n <= 2 && n < count - 1; n++) {
    if (!places.has(n === 1 ? words[count - 1]! : words[count - 2]! + words[count - 1]!)) continue;
    const at = formAt(words, count - n, lex);
    if (at) return [...words.slice(0, at.from), ...words.slice(-n), ...words.slice(at.from, at.to)];
  }
  return words;
}

const SERIES = /^(?:fund|capital|partner|series|trust|phase|venture|investment|equity|credit|opportunity|opportunities|growth|acquisition)$/;
const LETTER_NUMERAL: Record<string, string> = { i: "1", v: "5", x: "10" };

/** Fund V: a single letter at the end of a fund's name is a numeral. */
function lastNumeral(word: string, before: readonly LatinWord[], all: readonly string[]): string | undefined {
  return word.length === 1 && before.length === all.length - 1 && before.some((w) => SERIES.test(w.stem)) ? LETTER_NUMERAL[word] : undefined;
}

const HEAD_FORMS = new Set(["pt", "ooo", "oao", "zao", "pao", "ao", "too", "tov", "pjsc", "ojsc", "jsc", "llc", "cv", "ud", "firma"]);

function takeForms(words: string[], lex: Lexicon): { words: string[]; form: string; formText: string } {
  let rest = words, form = "", text: string[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const found = formAt(rest, rest.length, lex);
    if (!found) break;
    // "co" after a joint name (Smith & Co) is a form too, but it never hides the stronger one to its right.
    if (form === "" || form === "company") form = found.cls;
    text = [...rest.slice(found.from, found.to), ...text];
    rest = rest.slice(0, found.from);
    while (rest.length > 1 && rest[rest.length - 1] === "and") rest = rest.slice(0, -1);
  }
  while (rest.length > 1 && HEAD_FORMS.has(rest[0]!)) {
    if (form === "") form = lex.latinForms.get(rest[0]!) ?? "limited";
    text = [rest[0]!, ...text];
    rest = rest.slice(1);
  }
  return { words: rest, form, formText: text.join(" ") };
}

let placeReach: Map<string, number> | undefined;

/** First word of a phrase of several words → the most words (at most 5) of one that begins so. */
function reachByFirst(phrases: Iterable<string>): Map<string, number> {
  const out = new Map<string, number>();
  for (const phrase of phrases) { const words = phrase.split(" "); if (words.length > 1) out.set(words[0]!, Math.min(5, Math.max(out.get(words[0]!) ?? 0, words.length))); }
  return out;
}

/** Phrases of several words that name one place (Hong Kong, Inner Mongolia) become one word. */
function joinPlaces(words: string[], lex: Lexicon): string[] {
  placeReach ??= reachByFirst(lex.latinPlaces);
  if (!words.some((w) => placeReach!.has(w))) return words;
  const out: string[] = [];
  for (let i = 0; i < words.length; i++) {
    let joined = 0;
    for (let n = Math.min(placeReach.get(words[i]!) ?? 0, words.length - i); n >= 2; n--) if (lex.latinPlaces.has(words.slice(i, i + n).join(" "))) { joined = n; break; }
    if (joined === 0) { out.push(words[i]!); continue; }
    out.push(words.slice(i, i + joined).join(""));
    i += joined - 1;
  }
  return out;
}

let pinyinPlaces: Set<string> | undefined;

/** Pinyin of provinces and cities, and the listed Latin place names, as single words. */
function placeWords(lex: Lexicon, read: (place: string) => string[]): Set<string> {
  if (pinyinPlaces) return pinyinPlaces;
  const set = new Set<string>();
  for (const place of lex.latinPlaces) set.add(place.replaceAll(" ", ""));
  for (const [place, level] of lex.places) if (level === "province" || level === "city") for (const r of read(place)) set.add(r);
  pinyinPlaces = set;
  return set;
}

interface PlainWord { stem: string; role: WordRole; place: boolean }

const plainWords = new Map<string, PlainWord>();
const PLAIN_KEPT = 200_000;

/** Stem and role of a word that is no numeral in its place: kept, since lists share most of their words. */
function plainWord(word: string, lex: Lexicon, places: Set<string>): PlainWord {
  let known = plainWords.get(word);
  if (known) return known;
  if (plainWords.size >= PLAIN_KEPT) plainWords.clear();
  const stem = lex.placeStem.get(word) ?? stemOf(word, lex.abbreviations);
  known = { stem, role: roleOf(word, stem, lex, places), place: lex.placeStem.has(word) };
  plainWords.set(word, known);
  return known;
}

function roleOf(word: string, stem: string, lex: Lexicon, places: Set<string>): WordRole {
  if (/^\d+$/.test(stem)) return "number";
  if (STOP.has(word)) return "filler";
  if (places.has(word)) return "place";
  const kind = lex.english.get(stem);
  if (kind === "trade" || kind === "filler" || kind === "body") return kind;
  if (lex.abbreviations.has(word) && word.length > 2 && kind === undefined) return "trade";
  return "brand";
}

/** Take a normal Latin name apart. `read` gives the Latin forms of a Chinese place. */
export function parseLatinName(normal: string, read: (place: string) => string[]): LatinParts {
  const lex = lexicon();
  let words = normal === "" ? [] : normal.split(" ");
  if (words.length > 1 && words[0] === "the") words = words.slice(1);
  const cut = words.findIndex((w, i) => i > 0 && SHARE_MARKS.test(w));
  if (cut > 0 && cut >= words.length - 3) words = words.slice(0, cut);
  let branch = "";
  const at = words.findIndex((w, i) => i > 0 && BRANCH.has(w));
  if (at === words.length - 1 && at > 0) { branch = "branch"; words = words.slice(0, -1); }
  const places = placeWords(lex, read);
  const taken = takeForms(seatLast(words, lex, places), lex);
  let group = false;
  const out: LatinWord[] = [];
  for (const word of joinPlaces(taken.words, lex)) {
    const plain = plainWord(word, lex, places);
    const numeral = word.length > 5 ? undefined : ROMAN[word] ?? lastNumeral(word, out, taken.words) ?? (!plain.place && (out.length > 0 || taken.words.length > 1) ? NUMBER_WORD[word] : undefined);
    const stem = numeral ?? plain.stem;
    if (stem === "group") group = true;
    out.push({ text: word, stem, role: numeral === undefined ? plain.role : roleOf(word, stem, lex, places) });
  }
  if (out.length > 0 && !out.some((w) => w.role === "brand")) promote(out);
  return { words: out, form: taken.form, formText: taken.formText, group, branch };
}

/** A name made of ordinary words alone (General Electric) has its first words as brand. */
function promote(words: LatinWord[]): void {
  const first = words.findIndex((w) => w.role === "trade" || w.role === "body");
  if (first >= 0) words[first]!.role = "brand";
}

export function numbersOf(words: LatinWord[]): string[] {
  if (!words.some((w) => w.role === "number" || NUMBER_WORD[w.text] !== undefined)) return [];
  return words.filter((w) => w.role === "number" || NUMBER_WORD[w.text] !== undefined).map((w) => (w.role === "number" ? String(Number(w.stem)) : NUMBER_WORD[w.text]!));
}

export function isStopWord(word: string): boolean {
  return STOP.has(word);
}
