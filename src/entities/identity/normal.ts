/**
 * Normal forms of names. Invariant: every function here is idempotent, and blind to width (full/half), to traditional or
 * simplified script, to case, to accents and to invisible characters. Text that is broken beyond doubt is flagged, never repaired.
 */
import { Converter } from "opencc-js";
import { romanise } from "./romanise.ts";

/** Chinese characters that are letters: the radicals' own block is punctuation to us. */
const HAN = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3134f}〇々]/u;
const LETTERS: Record<string, string> = {
  ß: "ss", ø: "o", æ: "ae", œ: "oe", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ħ: "h", ŋ: "n", ə: "e",
};

let simplified: Uint16Array | undefined;

/** Traditional to simplified, one character at a time, as a table over the basic plane (built once from OpenCC's data). */
function simplifiedTable(): Uint16Array {
  if (simplified) return simplified;
  const table = new Uint16Array(65536);
  const convert = Converter({ from: "t", to: "cn" });
  for (let code = 0; code < 65536; code++) table[code] = code;
  for (let code = 0x3400; code < 0xa000; code++) {
    const out = convert(String.fromCharCode(code));
    if (out.length === 1) table[code] = out.charCodeAt(0);
  }
  // One more turn makes the table idempotent where one simplified form is itself another's traditional form.
  for (let code = 0x3400; code < 0xa000; code++) table[code] = table[table[code]!]!;
  simplified = table;
  return table;
}

export function hasHan(text: string): boolean {
  let plain = true;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x4e00 && code <= 0x9fff) return true;
    if (code > 0x7e) plain = false;
  }
  return !plain && HAN.test(text);
}

/** Chinese characters and nothing else. */
export function isPlainHan(text: string): boolean {
  for (let i = 0; i < text.length; i++) { const code = text.charCodeAt(i); if (code < 0x4e00 || code > 0x9fa5) return false; }
  return text !== "";
}

function isPlainAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code > 0x7e) return false;
  }
  return true;
}

/** 0: not plain ASCII; 1: plain ASCII; 2: plain ASCII that folding changes in case only. */
function asciiKind(text: string): 0 | 1 | 2 {
  let tidy = true, space = true;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code > 0x7e) return 0;
    if (code === 0x20) { if (space) tidy = false; space = true; continue; }
    space = false;
    if (code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d) tidy = false;
  }
  return tidy && !space ? 2 : 1;
}

/** Traditional characters made simplified; everything else untouched. */
export function toSimplified(text: string): string {
  const table = simplifiedTable();
  let out = "";
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const other = table[code]!;
    if (other === code) continue;
    out += text.slice(from, i) + String.fromCharCode(other);
    from = i + 1;
  }
  return from === 0 ? text : out + text.slice(from);
}

/** One UTF-16 unit folded as {@link foldText} folds it, for ASCII, full-width ASCII and Chinese characters; −1 for any other. */
export function foldUnit(): (code: number) => number {
  const table = simplifiedTable();
  return (code) => {
    if (code >= 0x4e00 && code <= 0x9fa5) return table[code]!;
    if (code >= 0xff01 && code <= 0xff5e) code -= 0xfee0;
    else if (code === 0x3000) return 0x20;
    if (code < 0x20 || code > 0x7e) return -1;
    return code >= 0x41 && code <= 0x5a ? code + 32 : code;
  };
}

/** The common case without regular expressions: ASCII, full-width ASCII and Chinese characters only; undefined for anything else. */
function foldPlain(text: string): string | undefined {
  const table = simplifiedTable();
  let same = 0;
  while (same < text.length) { const code = text.charCodeAt(same); if (code < 0x4e00 || code > 0x9fa5 || table[code] !== code) break; same++; }
  if (same === text.length) return text;
  let out = text.slice(0, same), space = same === 0;
  for (let i = same; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code >= 0xff01 && code <= 0xff5e) code -= 0xfee0;
    else if (code === 0x3000) code = 0x20;
    if (code >= 0x4e00 && code <= 0x9fa5) { out += String.fromCharCode(table[code]!); space = false; continue; }
    if (code < 0x20 || code > 0x7e) return undefined;
    if (code === 0x20) { if (!space) out += " "; space = true; continue; }
    space = false;
    if (code >= 0x41 && code <= 0x5a) code += 32;
    else if (code === 0x5b || code === 0x7b) code = 0x28;
    else if (code === 0x5d || code === 0x7d) code = 0x29;
    out += String.fromCharCode(code);
  }
  return space ? out.trimEnd() : out;
}

/**
 * Fold a name without losing its structure: NFKC, simplified, lower case, accents and invisible characters gone, all brackets
 * as ( ), white space single. Example: `ＡＢＣ（上海）` and `ABC(上海)` fold to the same text.
 */
export function foldText(text: string): string {
  const ascii = asciiKind(text);
  if (ascii === 2) return text.toLowerCase();
  if (ascii === 1) return text.toLowerCase().replace(/[[{]/g, "(").replace(/[\]}]/g, ")").replace(/ +/g, " ").trim();
  const plain = foldPlain(text);
  if (plain !== undefined) return plain;
  let out = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ").replace(/[\p{Cf}\p{Co}\p{Cs}\u00ad]/gu, "").normalize("NFKC");
  if (HAN.test(out)) out = toSimplified(out);
  out = out.toLowerCase().normalize("NFD").replace(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, keepShortI).normalize("NFC");
  out = out.replace(/[ßøæœłđðþıħŋə]/g, (c) => LETTERS[c]!);
  return out.replace(/[[{〔【「『《〈]/g, "(").replace(/[\]}〕】」』》〉]/g, ")").replace(/\s+/g, " ").trim();
}

/** Accents are dropped from Latin and Greek; й and ё are letters of their own. */
function keepShortI(run: string, base: string): string {
  return base === "и" && run.includes("\u0306") ? "й" : base;
}

/** Letters and digits only; Latin words separated by one space, Chinese text unbroken. The key of "the same name". */
export function normalName(text: string): string {
  return normalOfFolded(foldText(text));
}

/** As {@link normalName}, for text already folded. */
export function normalOfFolded(folded: string): string {
  if (hasHan(folded)) return isPlainHan(folded) ? folded : folded.replace(/[^\p{L}\p{N}]+/gu, "");
  return latinText(folded);
}

/** Words of two letters or more and single spaces: already in normal form. */
const PLAIN_WORDS = /^[a-z0-9]{2,}(?: [a-z0-9]{2,})*$/;

/** The common case of {@link latinText} in one pass: lower-case ASCII without signs that are spelled out or dropped; undefined for anything else. */
function plainWords(folded: string): string | undefined {
  let out = "", from = -1, letter = false;
  // `letter`: what stands last in `out` is a lone letter, which the next lone letter joins.
  for (let i = 0; i <= folded.length; i++) {
    const code = i < folded.length ? folded.charCodeAt(i) : 0x20;
    if ((code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)) { if (from < 0) from = i; continue; }
    if (code > 0x7e || code < 0x20 || code === 0x26 || code === 0x2b || code === 0x27 || code === 0x60) return undefined;
    if (from < 0) continue;
    const lone = i - from === 1 && folded.charCodeAt(from) >= 0x61;
    out = out === "" ? folded.slice(from, i) : lone && letter ? out + folded[from]! : `${out} ${folded.slice(from, i)}`;
    letter = lone;
    from = -1;
  }
  return out;
}

/** Folded text of any non-Han script as Latin words: romanised, & spelled out, dotted and spaced initials joined. */
export function latinText(folded: string): string {
  if (PLAIN_WORDS.test(folded)) return folded;
  const words = plainWords(folded);
  if (words !== undefined) return words;
  let text = isPlainAscii(folded) ? folded : romanise(folded);
  text = text.replace(/&/g, " and ").replace(/ \+ /g, " and ").replace(/\+/g, " plus ").replace(/\b[ld]['’](?=\p{L})/gu, "").replace(/['’`´]/g, "");
  text = text.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  return text.replace(/\b(?:[a-z] )+[a-z]\b/g, (run) => run.replace(/ /g, ""));
}

const MOJIBAKE = /\ufffd|锟斤拷|烫烫|屯屯|Ã[\u0080-\u00bf]|â€|[A-Za-z\p{Script=Han}]\?[A-Za-z\p{Script=Han}]|ï»¿/u;

/** Text that cannot have a flaw, the common case. */
const SOUND = /^[A-Za-z0-9\u4e00-\u9fa5][A-Za-z0-9\u4e00-\u9fa5 ().,&（）-]*$/;
const SOUND_FLAWS: string[] = [];

/** Flaws that a reader should see: "mojibake", "control", "formula" (a cell that a spreadsheet would run), "empty", "one-character". */
export function flawsOf(raw: string): string[] {
  if (raw.length > 1 && SOUND.test(raw)) return SOUND_FLAWS;
  const flaws: string[] = [];
  if (raw.trim() === "") return ["empty"];
  if (MOJIBAKE.test(raw)) flaws.push("mojibake");
  if (/[\u0000-\u0008\u000e-\u001f\u007f]/.test(raw)) flaws.push("control");
  if (/^[=+@\t\r]|^-[^\d\s]/.test(raw)) flaws.push("formula");
  if ([...raw.trim()].length === 1) flaws.push("one-character");
  return flaws;
}
