/**
 * Bytes to text: which encoding, and what could not be decoded, by line.
 * Invariant: the result is a pure function of the bytes; no byte is dropped silently.
 *
 * Order of judgement: byte order mark; UTF-16 by the pattern of zero bytes; valid UTF-8; UTF-16 without mark by its
 * characters; then GB18030 against Big5 by where the pairs fall (both standards put the common characters first:
 * GB 2312 level 1 is rows B0–D7, Big5 level 1 is A4–C6). A file in two encodings is decoded line by line. A library of
 * statistics would be a second opinion, but was wrong on the short texts that leave a doubt (docs/decisions, file formats).
 */
import type { Problem } from "../kernel/index.ts";
import { refuse } from "./refusal.ts";

export interface Decoded {
  text: string;
  encoding: string;
  problems: Problem[];
}

const SAMPLE_BYTES = 256 * 1024;
const CHUNK_BYTES = 1024 * 1024;
const PROBLEMS_MAX = 20;
/** Frequent characters, simplified and traditional, that decide when the pair ranges do not. */
const COMMON = new Set("的一是了在有和大不中人国國业業产產发發展年区區市园園建公司技术術为為企项項目个個上地出行时時要以会會到这這生成光电電信息科资資投亿億元万萬月日新高经經济濟工部门門长長用方面与與及等各化合作集群");

/** Decodes a whole file. Throws a refusal past `textCharsMax` characters. */
export function decodeText(bytes: Uint8Array, textCharsMax = Number.MAX_SAFE_INTEGER): Decoded {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decodeUtf8(bytes.subarray(3), textCharsMax);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes.subarray(2), "utf-16le", textCharsMax);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(bytes.subarray(2), "utf-16be", textCharsMax);
  const wide = utf16ByZeros(bytes.subarray(0, SAMPLE_BYTES));
  if (wide !== undefined) return decodeUtf16(bytes, wide, textCharsMax);
  return decodeUtf8(bytes, textCharsMax);
}

function decodeUtf8(bytes: Uint8Array, max: number): Decoded {
  const whole = tryDecode(bytes, "utf-8", max);
  if (whole !== undefined) return { text: whole, encoding: "utf-8", problems: [] };
  const wide = utf16ByCharacters(bytes.subarray(0, SAMPLE_BYTES));
  if (wide !== undefined) return decodeUtf16(bytes, wide, max);
  return decodeLegacy(bytes, max);
}

/** Strict decoding in chunks, so that a hopeless or overlong file costs little; undefined when a byte does not fit. */
function tryDecode(bytes: Uint8Array, encoding: string, max: number): string | undefined {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const parts: string[] = [];
  let length = 0;
  try {
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      const part = decoder.decode(bytes.subarray(at, at + CHUNK_BYTES), { stream: true });
      parts.push(part);
      length += part.length;
      if (length > max) throw tooLong(max, at + CHUNK_BYTES);
    }
    parts.push(decoder.decode());
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
  return parts.join("");
}

function tooLong(max: number, byte: number) {
  return refuse.tooLarge("text_chars_max", max, { zh: `文本超过 ${max} 个字符`, en: `the text is longer than ${max} characters` }, { byte });
}

function decodeUtf16(bytes: Uint8Array, encoding: "utf-16le" | "utf-16be", max: number): Decoded {
  if (bytes.length / 2 > max) throw tooLong(max, max * 2);
  const problems: Problem[] = [];
  const even = bytes.length % 2 === 0 ? bytes : bytes.subarray(0, bytes.length - 1);
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(even);
  if (even !== bytes) {
    problems.push({ code: "files/cut-character", message: { zh: "文件末尾的字符不完整（缺一个字节）", en: "the last character is cut short (one byte is missing)" }, line: lineOf(text, text.length) });
  }
  const firstBad = text.indexOf("\uFFFD");
  if (firstBad >= 0) problems.push(undecodable(lineOf(text, firstBad), encoding));
  return { text, encoding, problems };
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}

/** Western text in UTF-16 has a zero in every second byte; a few stray zeros elsewhere do not make a file UTF-16. */
function utf16ByZeros(sample: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const units = Math.floor(sample.length / 2);
  if (units < 2) return undefined;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let i = 0; i < units * 2; i += 2) {
    if (sample[i] === 0) evenZeros += 1;
    if (sample[i + 1] === 0) oddZeros += 1;
  }
  if (oddZeros > units * 0.3 && evenZeros < oddZeros * 0.05) return "utf-16le";
  if (evenZeros > units * 0.3 && oddZeros < evenZeros * 0.05) return "utf-16be";
  return undefined;
}

/** Not UTF-8: is it UTF-16 Chinese, with few or no zero bytes? Then nearly all units are Han, ASCII or full-width. */
function utf16ByCharacters(sample: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const units = Math.floor(sample.length / 2);
  if (units < 4) return undefined;
  let little = 0;
  let big = 0;
  for (let i = 0; i < units * 2; i += 2) {
    const a = sample[i] ?? 0;
    const b = sample[i + 1] ?? 0;
    if (plausibleUnit(a | (b << 8))) little += 1;
    if (plausibleUnit(b | (a << 8))) big += 1;
  }
  const best = Math.max(little, big);
  if (best < units * 0.95) return undefined;
  // Many GB pairs read as rare Han in the wrong byte order; a real text shows common characters.
  const encoding = little >= big ? "utf-16le" : "utf-16be";
  const text = new TextDecoder(encoding).decode(sample.subarray(0, units * 2));
  return commonShare(text) > 0.05 || /[\n 0-9a-z，。、]/.test(text) ? encoding : undefined;
}

function plausibleUnit(unit: number): boolean {
  return (unit >= 0x20 && unit < 0x7f) || unit === 0x0a || unit === 0x0d || unit === 0x09
    || (unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0x3000 && unit <= 0x303f) || (unit >= 0xff00 && unit <= 0xffef)
    || (unit >= 0x2010 && unit <= 0x2030);
}

function commonShare(text: string): number {
  let han = 0;
  let common = 0;
  for (const char of text) {
    if (char >= "\u4e00" && char <= "\u9fff") {
      han += 1;
      if (COMMON.has(char)) common += 1;
    }
  }
  return han === 0 ? 0 : common / han;
}

type Legacy = "gb18030" | "big5" | "windows-1252";

/** GB18030 or Big5, by the share of pairs in the rows of common characters; Western bytes stand alone. */
function judgeLegacy(sample: Uint8Array): Legacy {
  let pairs = 0;
  let gb = 0;
  let big5 = 0;
  let lone = 0;
  for (let i = 0; i < sample.length; i += 1) {
    const lead = sample[i] ?? 0;
    if (lead < 0x80) continue;
    const trail = sample[i + 1] ?? 0;
    if (trail < 0x30 || trail === 0x7f) {
      lone += 1;
      continue;
    }
    pairs += 1;
    if (((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3)) && trail >= 0xa1) gb += 1;
    if (((lead >= 0xa4 && lead <= 0xc6) || (lead >= 0xa1 && lead <= 0xa3)) && ((trail >= 0x40 && trail <= 0x7e) || trail >= 0xa1)) big5 += 1;
    if (trail >= 0x30 && trail <= 0x39) i += 2; // a GB18030 four-byte form
    i += 1;
  }
  if (pairs === 0 || lone > pairs) return "windows-1252";
  const asGb = decodeLossy(sample, "gb18030");
  const asBig5 = decodeLossy(sample, "big5");
  const gbScore = gb / pairs + 2 * commonShare(asGb) - 4 * badShare(asGb);
  const big5Score = big5 / pairs + 2 * commonShare(asBig5) - 4 * badShare(asBig5);
  if (Math.max(gbScore, big5Score) < 0.3) return "windows-1252";
  return gbScore >= big5Score ? "gb18030" : "big5";
}

function decodeLossy(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
}

function badShare(text: string): number {
  if (text.length === 0) return 0;
  let bad = 0;
  let high = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === 0xfffd) bad += 1;
    if (unit > 0x7f) high += 1;
  }
  return high === 0 ? 0 : bad / high;
}

/** Not UTF-8 as a whole: one legacy encoding, or a mixture, or damaged UTF-8. */
function decodeLegacy(bytes: Uint8Array, max: number): Decoded {
  const lines = judgeLines(bytes);
  if (lines.utf8 === 0 && lines.damaged === 0) {
    const encoding = judgeLegacy(highSample(bytes));
    const text = tryDecode(bytes, encoding, max);
    if (text !== undefined) return { text, encoding, problems: [] };
    return decodeByLine(bytes, encoding, encoding, max);
  }
  const legacy = lines.other > 0 ? judgeLegacy(lines.otherSample) : "gb18030";
  return decodeByLine(bytes, lines.utf8 + lines.damaged >= lines.other ? "utf-8" : legacy, legacy, max);
}

/** A sample that has characters above ASCII, even when the file opens with pages of ASCII. */
function highSample(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((b) => b >= 0x80);
  return bytes.subarray(Math.max(0, first), Math.max(0, first) + SAMPLE_BYTES);
}

type LineKind = "ascii" | "utf8" | "damaged" | "other";

/** Valid UTF-8, UTF-8 with a broken character or two, or something else. Short chance matches do not count as UTF-8. */
function lineKind(line: Uint8Array): LineKind {
  let sequences = 0;
  let bad = 0;
  for (let i = 0; i < line.length;) {
    const lead = line[i] ?? 0;
    if (lead < 0x80) {
      i += 1;
      continue;
    }
    const size = lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 0;
    let have = 1;
    while (have < size && ((line[i + have] ?? 0) & 0xc0) === 0x80) have += 1;
    if (size > 0 && have === size) sequences += size === 2 ? 0.5 : 1;
    else bad += 1;
    i += Math.max(1, have);
  }
  if (bad === 0) return sequences === 0 ? "ascii" : sequences >= 2 ? "utf8" : "other";
  return sequences >= 4 && bad <= sequences * 0.2 ? "damaged" : "other";
}

function judgeLines(bytes: Uint8Array): { utf8: number; damaged: number; other: number; otherSample: Uint8Array } {
  const counts = { ascii: 0, utf8: 0, damaged: 0, other: 0 };
  const sample = new Uint8Array(SAMPLE_BYTES);
  let filled = 0;
  for (const { start, end } of byteLines(bytes)) {
    const line = bytes.subarray(start, end);
    const kind = lineKind(line);
    counts[kind] += 1;
    if (kind === "other" && filled < SAMPLE_BYTES) {
      const piece = line.subarray(0, SAMPLE_BYTES - filled);
      sample.set(piece, filled);
      filled += piece.length;
    }
  }
  return { ...counts, otherSample: sample.subarray(0, filled) };
}

function* byteLines(bytes: Uint8Array): Generator<{ start: number; end: number }> {
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline + 1;
    yield { start, end };
    start = end;
  }
}

/** Each line in the encoding that fits it; lines that differ from the file's main encoding are reported. */
function decodeByLine(bytes: Uint8Array, main: string, legacy: Legacy, max: number): Decoded {
  const parts: string[] = [];
  const problems: Problem[] = [];
  let length = 0;
  let line = 0;
  let more = 0;
  const report = (problem: Problem) => (problems.length < PROBLEMS_MAX ? problems.push(problem) : (more += 1));
  for (const { start, end } of byteLines(bytes)) {
    line += 1;
    const raw = bytes.subarray(start, end);
    const kind = lineKind(raw);
    const encoding = kind === "ascii" ? main : kind === "other" ? legacy : main === "utf-8" || kind === "utf8" ? "utf-8" : legacy;
    const text = decodeLossy(raw, encoding);
    if (kind !== "ascii" && encoding !== main) report(mixed(line, main, encoding));
    if (text.includes("\uFFFD")) report(undecodable(line, encoding));
    parts.push(text);
    length += text.length;
    if (length > max) throw tooLong(max, end);
  }
  if (more > 0) problems.push({ code: "files/more-problems", message: { zh: `另有 ${more} 行有同类问题`, en: `${more} further lines have such a problem` } });
  return { text: parts.join(""), encoding: main, problems };
}

function mixed(line: number, main: string, found: string): Problem {
  return {
    code: "files/mixed-encoding",
    message: { zh: `文件主要为 ${main}，此行为 ${found}，已按该编码读取`, en: `the file is mostly ${main}; this line is ${found} and was read as such` },
    line,
    hint: { zh: "请核对此行文字。", en: "Check the words of this line." },
  };
}

function undecodable(line: number, encoding: string): Problem {
  return {
    code: "files/undecodable",
    message: { zh: `此行有不属于 ${encoding} 的字节，已标为 \uFFFD`, en: `this line has bytes that are not ${encoding}; they are shown as \uFFFD` },
    line,
    hint: { zh: "请核对原文件，或以 UTF-8 另存。", en: "Check the original, or save it anew as UTF-8." },
  };
}
