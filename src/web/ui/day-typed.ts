/** A day as people type and read it. Pure. Invariant: what comes out is a real civil day; what is shown for a day, typed in again, gives the same day. */
import type { Lang } from "./figure-text.ts";

/** 2023-12-01, 2023/12/1, 2023年12月1日. */
const TYPED_DAY = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/;
const RUN_TOGETHER = /^(\d{4})(\d{2})(\d{2})$/;
/** 7 Jun 2024, 7th of June, 2024. */
const DAY_MONTH = /^(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,9})\.?,?\s+(\d{4})$/i;
/** June 7, 2024. */
const MONTH_DAY = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i;
const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

function monthOf(word: string): string {
  const at = MONTHS.findIndex((month) => month.startsWith(word.toLowerCase()) || (word.toLowerCase() === "sept" && month === "september"));
  return String(at + 1);
}

function partsOf(text: string): [year: string, month: string, day: string] | undefined {
  const plain = TYPED_DAY.exec(text) ?? RUN_TOGETHER.exec(text);
  if (plain) return [plain[1]!, plain[2]!, plain[3]!];
  const dayFirst = DAY_MONTH.exec(text);
  if (dayFirst) return [dayFirst[3]!, monthOf(dayFirst[2]!), dayFirst[1]!];
  const monthFirst = MONTH_DAY.exec(text);
  return monthFirst ? [monthFirst[3]!, monthOf(monthFirst[1]!), monthFirst[2]!] : undefined;
}

/** The day as `YYYY-MM-DD`, or nothing where the text is no day. */
export function dayTyped(text: string): string | undefined {
  const parts = partsOf(text.normalize("NFKC").trim());
  if (!parts) return undefined;
  const day = `${parts[0]}-${parts[1].padStart(2, "0")}-${parts[2].padStart(2, "0")}`;
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : undefined;
}

/** A day in the habit of the language, short enough for a box: 2024年6月7日, 7 Jun 2024; what is no day stays as it is. */
export function dayShort(day: string, lang: Lang): string {
  if (dayTyped(day) !== day) return day;
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  if (lang === "zh") return `${year}年${month}月${date}日`;
  const name = MONTHS[month - 1]!.slice(0, 3);
  return `${date} ${name[0]!.toUpperCase()}${name.slice(1)} ${year}`;
}

const DAY_MS = 86_400_000;
const MONDAY = 1;

/** `n` days on. */
export const daysOn = (day: string, n: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + n * DAY_MS).toISOString().slice(0, 10);

/** The same day `n` months on; where that month is too short, its last. */
export function monthsOn(day: string, n: number): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + n, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + n, Math.min(date, last))).toISOString().slice(0, 10);
}

/** The days of a month in weeks from Monday to Sunday, with the days beside it that fill the first and the last week. @param day any day of the month. */
export function weeksOf(day: string): string[][] {
  const first = `${day.slice(0, 8)}01`, before = (new Date(`${first}T00:00:00Z`).getUTCDay() - MONDAY + 7) % 7;
  const start = daysOn(first, -before), weeks: string[][] = [];
  for (let from = start; weeks.length === 0 || from.slice(0, 7) === day.slice(0, 7); from = daysOn(from, 7)) weeks.push(Array.from({ length: 7 }, (_, i) => daysOn(from, i)));
  return weeks;
}
