/**
 * Letters that the fonts of papers do not have: found before the page is set, named in a warning, and shown on paper by a mark that says which script it was.
 * Invariant: what is set in PDF is in the fonts or is such a mark; no empty box is ever printed, and nothing is left out in silence.
 */
import { closeSync, openSync, readSync } from "node:fs";
import type { Lang, Problem } from "../../kernel/index.ts";
import type { Paper, Run } from "../model.ts";
import { fontFiles } from "./fonts.ts";

/** Code points that a font has, one bit each. */
export type Coverage = Uint8Array;
const BITS = 0x110000;
const has = (coverage: Coverage, code: number): boolean => (coverage[code >> 3]! & (1 << (code & 7))) !== 0;

/** The `cmap` of a TrueType file (OpenType 1.9, formats 4 and 12), read without the outlines. */
export function coverageOf(path: string): Coverage {
  const file = openSync(path, "r");
  try {
    const read = (at: number, bytes: number): DataView => {
      const buffer = new Uint8Array(bytes);
      readSync(file, buffer, 0, bytes, at);
      return new DataView(buffer.buffer);
    };
    const tables = read(12, read(4, 2).getUint16(0) * 16);
    for (let at = 0; at < tables.byteLength; at += 16) {
      if (tables.getUint32(at) !== 0x636d6170) continue; // “cmap”
      return codesOf(read(tables.getUint32(at + 8), tables.getUint32(at + 12)));
    }
    return new Uint8Array(BITS / 8);
  } finally {
    closeSync(file);
  }
}

function codesOf(cmap: DataView): Coverage {
  const coverage = new Uint8Array(BITS / 8);
  const mark = (from: number, to: number): void => { for (let code = from; code <= to && code < BITS; code += 1) coverage[code >> 3]! |= 1 << (code & 7); };
  for (let n = 0; n < cmap.getUint16(2); n += 1) {
    const at = cmap.getUint32(4 + n * 8 + 4);
    const format = cmap.getUint16(at);
    if (format === 12) for (let g = 0; g < cmap.getUint32(at + 12); g += 1) mark(cmap.getUint32(at + 16 + g * 12), cmap.getUint32(at + 20 + g * 12));
    if (format !== 4) continue;
    const segments = cmap.getUint16(at + 6) / 2;
    for (let s = 0; s < segments; s += 1) {
      const [from, to] = [cmap.getUint16(at + 16 + (segments + s) * 2), cmap.getUint16(at + 14 + s * 2)];
      if (from !== 0xffff) mark(from, Math.min(to, 0xfffe));
    }
  }
  return coverage;
}

let common: Coverage | undefined;
/** What all fonts of papers have. @throws AppError `report/missing-font`. */
export function commonCoverage(): Coverage {
  if (common) return common;
  const all = fontFiles().map((f) => coverageOf(f.path));
  return (common = all[0]!.map((byte, i) => all.reduce((bits, one) => bits & one[i]!, byte)));
}

const SCRIPTS: readonly (readonly [RegExp, string, string])[] = [
  [/\p{Script=Hangul}/u, "韩文", "Korean"], [/\p{Script=Arabic}/u, "阿拉伯字母", "Arabic script"], [/\p{Script=Devanagari}/u, "天城文", "Devanagari"], [/\p{Script=Thai}/u, "泰文", "Thai"], [/\p{Script=Hebrew}/u, "希伯来文", "Hebrew"],
  [/\p{Script=Tibetan}/u, "藏文", "Tibetan"], [/\p{Script=Mongolian}/u, "蒙古文", "Mongolian script"], [/\p{Script=Cyrillic}/u, "西里尔字母", "Cyrillic"], [/\p{Extended_Pictographic}|\p{Regional_Indicator}/u, "表情符号", "emoji"], [/\p{Script=Han}/u, "字库外汉字", "rare Han character"],
];
const scriptOf = (character: string, lang: Lang): string => {
  const found = SCRIPTS.find(([of]) => of.test(character));
  return lang === "zh" ? (found?.[1] ?? "字库外文字") : (found?.[2] ?? "other script");
};

// Joiners, selectors of variants and marks of direction have no glyph of their own; controls have none at all.
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\ufffe\uffff]+/gu;
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** The text as it can be set: letters that the fonts lack give way to a mark naming their script. `missing` are those letters. */
export function settable(text: string, lang: Lang, coverage: Coverage): { text: string; missing: string[] } {
  const clean = text.toWellFormed().replaceAll(CONTROLS, " ").replaceAll(UNSEEN, "");
  const missing: string[] = [];
  let out = "";
  let between = ""; // what punctuates inside a stretch that cannot be set goes with it
  let script = "";
  for (const character of clean) {
    if (!has(coverage, character.codePointAt(0)!) && !/\s/.test(character)) {
      missing.push(character);
      const next = scriptOf(character, lang);
      if (next !== script) {
        out += `${between}${lang === "zh" ? `〔${next}〕` : `[${next}]`}`;
        script = next;
      }
      between = "";
    } else if (script !== "" && /[\s\p{P}\p{M}]/u.test(character)) between += character;
    else {
      out += between + character;
      between = "";
      script = "";
    }
  }
  return { text: out + between, missing };
}

/** Names of members that hold words for the reader. */
const WORDS = new Set(["text", "title", "subtitle", "issuer", "head", "alt", "quote", "unit"]);

/** The paper as its fonts can set it. */
export function settablePaper(paper: Paper, coverage = commonCoverage()): Paper {
  const lang = paper.meta.lang;
  const known = new Map<string, string>();
  const words = (text: string): string => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const set = settable(text, lang, coverage).text;
    known.set(text, set);
    return set;
  };
  const walk = (value: unknown, name: string): unknown => {
    if (typeof value === "string") return WORDS.has(name) ? words(value) : value;
    if (Array.isArray(value)) return value.map((one) => walk(one, name));
    if (value === null || typeof value !== "object" || name === "basis") return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(one, key)]));
  };
  return walk({ ...paper, cited: [] }, "") as Paper;
}

const WARNINGS_MAX = 50;

/** Where a PDF of the paper has marks instead of letters: which claim, source or line, and which letters. */
export function glyphWarnings(paper: Paper, coverage = commonCoverage()): Problem[] {
  const lang = paper.meta.lang;
  const found = new Map<string, Problem>();
  const look = (text: string, path: string): void => {
    const { missing } = settable(text, lang, coverage);
    if (missing.length === 0 || found.has(path) || found.size >= WARNINGS_MAX) return;
    const letters = [...new Set(missing)].slice(0, 12).join(" ");
    found.set(path, {
      code: "report/no-glyph", path,
      message: { zh: `“${text.slice(0, 80)}”中有 PDF 字体所无的字符（${letters}），纸面以方括号标出其文字`, en: `“${text.slice(0, 80)}” has letters that the PDF's fonts lack (${letters}); on paper a bracket names their script` },
      hint: { zh: "HTML 与 DOCX 用读者机器的字体，不受影响；或为该条目补一个中文或英文名", en: "HTML and DOCX use the reader's own fonts and show them; or give the entry a Chinese or English name" },
    });
  };
  const lookAt = (runs: readonly Run[], path: string): void => runs.forEach((r) => look(r.text, path));
  for (const [name, text] of [["title", paper.meta.title], ["subtitle", paper.meta.subtitle], ["issuer", paper.meta.issuer]] as const) look(text, name);
  for (const s of paper.sources) lookAt(s.runs, `source ${s.no} (${s.source})`);
  for (const c of paper.claims) {
    lookAt([...c.runs, c.value], `claim ${c.no} (${c.claim})`);
    if (c.quote) look(c.quote, `claim ${c.no} (${c.claim}), quote`);
  }
  for (const s of paper.sections) for (const b of s.blocks) if (b.kind === "para" || b.kind === "heading") lookAt(b.runs, `${s.id}: ${b.kind}`); else if (b.kind === "table") b.rows.forEach((row, r) => row.forEach((cell) => lookAt(cell, `${s.id}: table ${b.id}, row ${r + 1}`)));
  return [...found.values()];
}
