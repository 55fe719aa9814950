/**
 * Partial dates and intervals: when something holds or was said, kept at the precision that a source gives.
 * Invariant: code never invents a day. A `When` is a canonical string; two of them compare as "before" or
 * "after" only when every day of the one lies before (after) every day of the other.
 */

/** `2024`, `2024-06`, `2024-06-19`, `2024-Q2`, `2024-H1`, or `from/to` of these (an open side is empty). */
export type When = string;

/** First and last civil day covered, both inclusive, `YYYY-MM-DD`. */
export interface DayRange {
  first: string;
  last: string;
}

/** Stand-ins for the open side of an interval. */
export const DAY_MIN = "0001-01-01";
export const DAY_MAX = "9999-12-31";

const FORM = /^(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|Q([1-4])|H([12])))?$/;

const two = (n: number): string => String(n).padStart(2, "0");

/** Number of days of a month (1 to 12) in the proleptic Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function pointRange(text: string): DayRange | undefined {
  const m = FORM.exec(text);
  if (!m) return undefined;
  const year = Number(m[1]);
  if (year < 1) return undefined;
  const span = (from: number, to: number): DayRange => ({
    first: `${m[1]}-${two(from)}-01`,
    last: `${m[1]}-${two(to)}-${two(daysInMonth(year, to))}`,
  });
  if (m[4]) return span(Number(m[4]) * 3 - 2, Number(m[4]) * 3);
  if (m[5]) return span(Number(m[5]) * 6 - 5, Number(m[5]) * 6);
  if (!m[2]) return span(1, 12);
  const month = Number(m[2]);
  if (month < 1 || month > 12) return undefined;
  if (!m[3]) return span(month, month);
  const day = Number(m[3]);
  if (day < 1 || day > daysInMonth(year, month)) return undefined;
  return { first: text, last: text };
}

function rangeOf(text: string): DayRange | undefined {
  const slash = text.indexOf("/");
  if (slash < 0) return pointRange(text);
  const [from, to] = [text.slice(0, slash), text.slice(slash + 1)];
  const open = (side: string): boolean => side === "" || side === "..";
  if (open(from) && open(to)) return undefined;
  const a = open(from) ? { first: DAY_MIN, last: DAY_MIN } : pointRange(from);
  const b = open(to) ? { first: DAY_MAX, last: DAY_MAX } : pointRange(to);
  if (!a || !b || a.first > b.last) return undefined;
  return { first: a.first, last: b.last };
}

/**
 * Reads a strict, ISO-like partial date or interval.
 * @returns its canonical form, or `undefined` when it is not a real date (`2023-02-30`) or ends before it begins.
 */
export function parseWhen(text: string): When | undefined {
  const t = text.trim().toUpperCase().replaceAll("..", "");
  return rangeOf(t) ? t : undefined;
}

/**
 * The civil days that a `When` covers.
 * @throws RangeError when the text is not a `When`: callers parse first.
 */
export function whenRange(when: When): DayRange {
  const range = rangeOf(when);
  if (!range) throw new RangeError(`not a date: ${when}`);
  return range;
}

export type WhenOrder = "before" | "after" | "equal" | "within" | "contains" | "overlaps";

/** Honest comparison: a year and a month inside it are `contains` / `within`, never before or after. */
export function compareWhen(a: When, b: When): WhenOrder {
  const [x, y] = [whenRange(a), whenRange(b)];
  if (x.last < y.first) return "before";
  if (x.first > y.last) return "after";
  if (x.first === y.first && x.last === y.last) return "equal";
  if (x.first >= y.first && x.last <= y.last) return "within";
  if (x.first <= y.first && x.last >= y.last) return "contains";
  return "overlaps";
}

/** A total order for lists: by last day, then by precision (the finer first), then by text. */
export function sortWhen(a: When, b: When): number {
  const [x, y] = [whenRange(a), whenRange(b)];
  if (x.last !== y.last) return x.last < y.last ? -1 : 1;
  if (x.first !== y.first) return x.first > y.first ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The civil day of an instant in UTC, as `YYYY-MM-DD`. */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
