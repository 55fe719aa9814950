/**
 * The word lists of identity, read once from `data/identity`. Invariant: nothing here is keyed to a data set; every entry is a general word,
 * a place, a legal form or a customary abbreviation. `words.tsv` and friends were written for this project; see data/identity/README.md.
 */
import { readFileSync } from "node:fs";
import { foldText, latinText } from "./normal.ts";

export type WordKind = "trade" | "brand" | "body" | "filler" | "group" | "place";

export interface ZhWord {
  zh: string;
  kind: WordKind;
  /** English alternatives, each a list of stems. */
  english: string[][];
}

export interface LegalForm {
  text: string;
  cls: string;
}

export interface Lexicon {
  zh: Map<string, ZhWord>;
  zhMax: number;
  /** Chinese place (without 省/市/…) → level. */
  places: Map<string, PlaceLevel>;
  placeMax: number;
  /** Latin place word or phrase (normal form) → true. */
  latinPlaces: Set<string>;
  /** Latin place word, run together → the word all names of that place are compared by (us, usa, unitedstates → usa). */
  placeStem: Map<string, string>;
  /** English stem → kind, from the English side of the word list. */
  english: Map<string, WordKind>;
  abbreviations: Map<string, string>;
  zhForms: LegalForm[];
  /** Normal Latin form (words joined by a space) → class. */
  latinForms: Map<string, string>;
  latinFormMax: number;
  /** Administrative code → place name, for containment (城市 in 省). */
  parents: Map<string, Set<string>>;
}

export type PlaceLevel = "country" | "province" | "city" | "county" | "region";

const FOLDER = new URL("../../../data/identity/", import.meta.url);
let cached: Lexicon | undefined;

function lines(file: string): string[][] {
  return readFileSync(new URL(file, FOLDER), "utf8").split("\n").filter((l) => l !== "" && !l.startsWith("#")).map((l) => l.split("\t"));
}

function csvLines(file: string): string[][] {
  return readFileSync(new URL(file, FOLDER), "utf8").split("\n").slice(1).filter((l) => l !== "").map(splitCsv);
}

function splitCsv(line: string): string[] {
  const cells: string[] = [];
  for (const m of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) cells.push((m[1] ?? m[2] ?? "").replace(/""/g, '"'));
  return cells;
}

/** Singular of an English word, roughly: only endings that are safe for names. */
export function singular(word: string): string {
  if (word.length > 4 && word.endsWith("ies")) return word.slice(0, -3) + "y";
  if (word.length > 3 && word.endsWith("s") && !/(ss|us|is|os|as)$/.test(word)) return word.slice(0, -1);
  return word;
}

/** Stem of a Latin word: customary abbreviation expanded, else singular. */
export function stemOf(word: string, abbreviations: Map<string, string>): string {
  return abbreviations.get(word) ?? (/^[a-z]+$/.test(word) ? singular(word) : word);
}

const BARE = /(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|自治旗|地区|新区|林区|矿区|省|市|盟|县|区|旗)$/u;
const PEOPLES = /(?:蒙古|满|回|藏|苗|彝|壮|侗|瑶|白|傣|黎|土家|哈尼|哈萨克|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|布依|朝鲜|各|裕固|鄂伦春|鄂温克|保安|塔吉克|独龙|怒|普米|阿昌|基诺|门巴|珞巴|德昂|京|俄罗斯)族/gu;

/** A division's name without its rank word: 长春市 → 长春, 延边朝鲜族自治州 → 延边. */
export function barePlace(name: string): string {
  const bare = name.replace(BARE, "").replace(PEOPLES, "");
  return bare.length >= 2 ? bare : name;
}

function loadDivisions(lex: Lexicon): void {
  const byCode = new Map<string, string>();
  for (const [code, name] of csvLines("divisions.csv")) {
    if (!code || !name) continue;
    const bare = barePlace(name);
    byCode.set(code, bare);
    const level: PlaceLevel = code.length === 2 ? "province" : code.length === 4 ? "city" : /市$/.test(name) ? "city" : "county";
    for (const form of new Set([bare, name])) if (!lex.places.has(form)) lex.places.set(form, level);
    for (const up of [code.slice(0, 2), code.slice(0, 4)]) {
      const parent = up.length < code.length ? byCode.get(up) : undefined;
      if (!parent) continue;
      const set = lex.parents.get(bare) ?? new Set();
      set.add(parent);
      lex.parents.set(bare, set);
    }
  }
}

function loadPlaces(lex: Lexicon): void {
  for (const [zhs, ens, level] of lines("places.tsv")) {
    const english = ens!.split(",");
    const stem = latinText(foldText(english[0]!)).replaceAll(" ", "");
    for (const en of english) {
      const words = latinText(foldText(en));
      lex.latinPlaces.add(words);
      if (!lex.placeStem.has(words.replaceAll(" ", ""))) lex.placeStem.set(words.replaceAll(" ", ""), stem);
    }
    if (zhs === "") continue; // a place outside China that firm names use only in Latin letters
    for (const zh of zhs!.split(",")) {
      if (!lex.places.has(zh)) lex.places.set(zh, level as PlaceLevel);
      lex.zh.set(zh, { zh, kind: "place", english: english.map((e) => phrase(e, lex)) });
    }
  }
}

function phrase(en: string, lex: Lexicon): string[] {
  return latinText(foldText(en)).split(" ").map((w) => stemOf(w, lex.abbreviations));
}

function loadWords(lex: Lexicon, file: string, fixed?: WordKind): void {
  for (const [zhs, ens, kindText] of lines(file)) {
    const kind = fixed ?? (kindText as WordKind);
    const english = ens!.split(",").map((e) => phrase(e, lex));
    for (const zh of zhs!.split(",")) {
      const known = lex.zh.get(zh);
      lex.zh.set(zh, { zh, kind: known?.kind ?? kind, english: [...(known?.english ?? []), ...english] });
    }
    if (kind === "group") continue;
    for (const words of english) for (const w of words) {
      if (w.length < 2) continue;
      const known = lex.english.get(w);
      if (known === undefined || (known === "brand" && kind !== "brand")) lex.english.set(w, kind);
    }
  }
}

function loadForms(lex: Lexicon): void {
  for (const [script, cls, forms] of lines("legal-forms.tsv")) for (const text of forms!.split("|")) {
    if (script === "zh") lex.zhForms.push({ text, cls: cls! });
    else { const normal = latinText(foldText(text)); if (!lex.latinForms.has(normal)) lex.latinForms.set(normal, cls!); }
  }
  lex.zhForms.sort((a, b) => b.text.length - a.text.length);
  for (const [code, , name, translit, abbr, abbrTranslit] of csvLines("gleif-elf.csv")) {
    for (const text of [name, translit, ...(abbr ?? "").split(";"), ...(abbrTranslit ?? "").split(";")]) addElf(lex, code!, text ?? "");
  }
  for (const form of lex.latinForms.keys()) lex.latinFormMax = Math.max(lex.latinFormMax, form.split(" ").length);
}

/** A form from GLEIF's list is taken as an ending when it is Latin, short, and not an ordinary word of trade or place. */
function addElf(lex: Lexicon, code: string, text: string): void {
  if (text === "" || text.length > 60) return;
  const normal = latinText(foldText(text));
  const words = normal.split(" ");
  if (!/^[a-z ]+$/.test(normal) || normal.length < 3 || words.length > 6 || lex.latinForms.has(normal)) return;
  if (words.length === 1 && (normal.length > 5 ? !/(?:schaft|selskab|bolag|yhtio|sirketi)$/.test(normal) : true) && !/[.]/.test(text) && !/^[A-Z][A-Za-z]*[A-Z]$/.test(text)) return;
  if (words.every((w) => lex.english.has(stemOf(w, lex.abbreviations)) || lex.latinPlaces.has(w))) return;
  lex.latinForms.set(normal, `elf-${code}`);
}

/** The lists, read on first use and kept. */
export function lexicon(): Lexicon {
  if (cached) return cached;
  const lex: Lexicon = {
    zh: new Map(), zhMax: 0, places: new Map(), placeMax: 0, latinPlaces: new Set(), placeStem: new Map(), english: new Map(), abbreviations: new Map(),
    zhForms: [], latinForms: new Map(), latinFormMax: 0, parents: new Map(),
  };
  for (const [shorts, word] of lines("abbreviations.tsv")) for (const s of shorts!.split(",")) if (!lex.abbreviations.has(s)) lex.abbreviations.set(s, word!);
  loadDivisions(lex);
  loadPlaces(lex);
  loadWords(lex, "words.tsv");
  loadWords(lex, "groups.tsv", "group");
  loadForms(lex);
  for (const zh of lex.zh.keys()) lex.zhMax = Math.max(lex.zhMax, zh.length);
  for (const place of lex.places.keys()) lex.placeMax = Math.max(lex.placeMax, place.length);
  cached = lex;
  return lex;
}
