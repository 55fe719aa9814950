/**
 * What a page says of itself in its own text: date of publication, publisher, language. Chinese and English patterns.
 * Invariant: only a labelled statement counts (发布时间：…, Source: …); a bare date in running text is never taken.
 */
import { parseWhen } from "../kernel/index.ts";
import type { FileMeta } from "./model.ts";

const HEAD_CHARS = 3_000;
const TAIL_CHARS = 1_000;
const DATE = String.raw`((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?)?`;
const ENGLISH_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DATE_LABEL = String.raw`(?:发布时间|發布時間|发布日期|發布日期|发表时间|刊发时间|发文日期|成文日期|公开日期|印发日期|更新时间|更新日期|更新時間|录入时间|信息时间|时间|時間|日期|Published(?:\s+(?:on|date))?|Publication date|Release date|Posted(?:\s+on)?|Updated|Last updated|Date|Time)`;
const SOURCE_LABEL = String.raw`(?:信息来源|文章来源|稿件来源|内容来源|新闻来源|来源|來源|发布单位|发布机构|Source|Published by|Publisher)`;

/** A labelled or given date to `YYYY-MM-DD` or `YYYY-MM`; undefined when it is not a real one. */
export function dateFrom(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const numeric = new RegExp(DATE).exec(text);
  if (numeric !== null) return realDate(numeric[1], numeric[2], numeric[3]);
  const compact = /(?:^|\D)((?:19|20)\d\d)([01]\d)([0-3]\d)(?:\D|$)/.exec(text);
  if (compact !== null) return realDate(compact[1], compact[2], compact[3]);
  const dayFirst = /\b(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+((?:19|20)\d\d)\b/.exec(text);
  if (dayFirst !== null) return realDate(dayFirst[3], monthNumber(dayFirst[2]), dayFirst[1]);
  const monthFirst = /\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b/.exec(text);
  if (monthFirst !== null) return realDate(monthFirst[3], monthNumber(monthFirst[1]), monthFirst[2]);
  return undefined;
}

function monthNumber(name: string | undefined): string | undefined {
  const index = ENGLISH_MONTHS.indexOf((name ?? "").slice(0, 3).toLowerCase());
  return index === -1 ? undefined : String(index + 1);
}

function realDate(year: string | undefined, month: string | undefined, day: string | undefined): string | undefined {
  if (year === undefined || month === undefined) return undefined;
  const text = [year, month.padStart(2, "0"), ...(day === undefined ? [] : [day.padStart(2, "0")])].join("-");
  return parseWhen(text);
}

/** Labelled date and publisher at the head or foot of the text, and the language of the whole. */
export function factsFromText(text: string): FileMeta {
  const head = text.slice(0, HEAD_CHARS);
  const tail = text.length > HEAD_CHARS ? text.slice(-TAIL_CHARS) : "";
  return {
    published: labelledDate(head) ?? labelledDate(tail),
    publisher: labelledSource(head) ?? labelledSource(tail),
    language: text.trim() === "" ? undefined : languageOfBody(text),
  };
}

function labelledDate(text: string): string | undefined {
  const after = new RegExp(`${DATE_LABEL}\\s*[:：]?\\s*(.{6,40})`, "gi");
  for (const match of text.matchAll(after)) {
    const stated = (match[1] as string).trim();
    const date = /^[\[【(（]?\s*(?:\d|[A-Z][a-z]{2})/.test(stated) ? dateFrom(stated.slice(0, 30)) : undefined;
    if (date !== undefined) return date;
  }
  // A line that is a date, with a time of day or alone: the usual dateline of a news page.
  const line = new RegExp(`^[\\s\\[【(（]*${DATE}(?:\\s+\\d{1,2}:\\d{2}(?::\\d{2})?)?(?:[\\s\\])）】|·].{0,40})?$`, "m").exec(text);
  return line === null ? undefined : dateFrom(line[0]);
}

function labelledSource(text: string): string | undefined {
  const pattern = new RegExp(`(?:^|[\\s|】\\]）)·\\d])${SOURCE_LABEL}\\s*[:：]\\s*([^\\n|]{2,80})`, "gim");
  for (const match of text.matchAll(pattern)) {
    const name = cleanSource(match[1] as string);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** The name alone: what follows it on the line (author, date, font size, print) is cut off. */
function cleanSource(stated: string): string | undefined {
  const cut = stated
    .split(/\s{2,}|\t|　|[|【\[]|(?:作者|编辑|责编|责任编辑|记者|发布|日期|时间|浏览|点击|字体|字号|分享|打印|Author|Editor|Date|Updated|Published|Print\b|Large\b|Medium\b|Font)/)[0]
    ?.trim()
    .replace(/[，,。；;、]+$/, "");
  return cut === undefined || cut.length < 2 || cut.length > 60 || /^[\d\s:：./-]+$/.test(cut) ? undefined : cut;
}

/** zh when at least three tenths of the letters are Han: menus and names in the other language do not decide. */
export function languageOfBody(text: string): "zh" | "en" {
  const sample = text.length > 200_000 ? text.slice(0, 200_000) : text;
  const han = sample.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = sample.match(/[A-Za-z]+/g)?.length ?? 0;
  return han >= Math.max(1, words * 0.5) ? "zh" : "en";
}

/** Facts stated by the file's own properties win over those found in its text. */
export function mergeFacts(stated: FileMeta, found: FileMeta): FileMeta {
  const merged: FileMeta = {};
  for (const key of ["title", "publisher", "published", "language", "author_org", "address"] as const) {
    const value = stated[key] ?? found[key];
    if (value !== undefined && value !== "") Object.assign(merged, { [key]: value });
  }
  return merged;
}

/** The first line that can be a title: not a menu, not a sentence of the body. */
export function titleFromLines(text: string): string | undefined {
  for (const line of text.slice(0, HEAD_CHARS).split("\n").slice(0, 12)) {
    const clean = line.trim();
    const isMenu = /[|｜>›\t]/.test(clean) || /^(?:language|home)\b/i.test(clean);
    if (clean.length >= 6 && clean.length <= 200 && !isMenu && !/[。；;]$/.test(clean)) return clean;
  }
  return undefined;
}
