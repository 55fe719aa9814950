// Folds text for matching: full-width to half-width, traditional to simplified, exotic spaces to a space.
// Invariant: the folded string has the same UTF-16 length as the original, so every offset means the same place in both.
import * as OpenCC from "opencc-js";

const TABLE = buildTable();

function buildTable(): Uint16Array {
  const table = new Uint16Array(65536);
  for (let c = 0; c < 65536; c++) table[c] = c;
  for (let c = 0xff01; c <= 0xff5e; c++) table[c] = c - 0xfee0;
  for (const c of [0x00a0, 0x2002, 0x2003, 0x2007, 0x2009, 0x202f, 0x3000, 0x0009]) table[c] = 0x20;
  for (const c of [0x2010, 0x2011, 0x2012, 0x2013, 0x2212]) table[c] = 0x2d; // hyphens and dashes of ranges
  for (const c of [0x2018, 0x2019, 0x02bc]) table[c] = 0x27;
  table[0xff61] = 0x3002;
  table[0x2236] = 0x3a;
  table[0x301c] = 0x7e;
  table[0x33a1] = 0x33a1; // ㎡ stays: it is a unit
  // Only Han characters that convert to exactly one other character may change.
  const convert = OpenCC.Converter({ from: "t", to: "cn" });
  for (let c = 0x4e00; c <= 0x9fff; c++) {
    const simple = convert(String.fromCharCode(c));
    if (simple.length === 1) table[c] = simple.charCodeAt(0);
  }
  table["乾".charCodeAt(0)] = "乾".charCodeAt(0);
  table["佔".charCodeAt(0)] = "占".charCodeAt(0);
  table["臺".charCodeAt(0)] = "台".charCodeAt(0);
  table["於".charCodeAt(0)] = "于".charCodeAt(0);
  table["○".charCodeAt(0)] = "〇".charCodeAt(0);
  return table;
}

/** The text with every character folded in place; same length as the input. */
export function foldText(text: string): string {
  const n = text.length;
  let first = 0;
  while (first < n && TABLE[text.charCodeAt(first)] === text.charCodeAt(first)) first++;
  if (first === n) return text;
  let folded = text.slice(0, first);
  let drawn = false;
  for (let i = first; i < n; i += UNITS.length) {
    const m = Math.min(UNITS.length, n - i);
    for (let j = 0; j < m; j++) {
      const c = TABLE[text.charCodeAt(i + j)]!;
      UNITS[j] = c;
      if (c === DRAWN) drawn = true;
    }
    folded += BYTES.toString("utf16le", 0, 2 * m);
  }
  return drawn ? folded.replaceAll("计画", "计划") : folded; // 計畫, as Taiwan writes it
}

/** Where a text is folded, piece by piece: as units to write and as bytes to read them back from. */
const UNITS = new Uint16Array(4096);
const BYTES = Buffer.from(UNITS.buffer);
const DRAWN = "画".charCodeAt(0);

/** Lower-cases ASCII letters only, so that the length never changes. */
export function lowerAscii(text: string): string {
  const low = text.toLowerCase();
  return low.length === text.length ? low : text.replace(/[A-Z]/g, (c) => c.toLowerCase());
}

/** True for the code of a digit 0–9. */
export const isDigit = (code: number): boolean => code >= 48 && code <= 57;
/** True for the code of a letter a–z. */
export const isSmall = (code: number): boolean => code >= 97 && code <= 122;
/** True for the code of a letter A–Z. */
export const isGreat = (code: number): boolean => code >= 65 && code <= 90;
/** True for the code of a letter a–z or A–Z. */
export const isLetter = (code: number): boolean => isSmall(code) || isGreat(code);

/** True for the code of a character that a regular expression calls \s. */
export function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 9 && code <= 13);
  if (code < 0xa0) return false;
  return code === 0xa0 || code === 0x1680 || (code >= 0x2000 && code <= 0x200a) || code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f || code === 0x3000 || code === 0xfeff;
}

/** True for a Han character code. */
export function isHan(code: number): boolean {
  return code >= 0x3400 && code <= 0x9fff;
}

/** The language of a piece of text by the weight of its Han characters against its Latin words. */
export function languageOf(text: string): "zh" | "en" {
  let han = 0;
  let latin = 0;
  const n = Math.min(text.length, 20_000);
  for (let i = 0; i < n; i++) {
    const c = text.charCodeAt(i);
    if (isHan(c)) han++;
    else if ((c >= 65 && c <= 90) || (c >= 97 && c <= 122)) latin++;
  }
  return han * 3 >= latin && han > 0 ? "zh" : "en";
}
