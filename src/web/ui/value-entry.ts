/**
 * How a value is typed in: a number with the step that the language counts in, a date as far as it is known.
 * Pure. Invariant: what is shown for a value, typed in again unchanged, gives the same value.
 */
import type { Lang } from "./figure-text.ts";

export interface Step {
  /** How many base units one is. */
  times: number;
  name: string;
}

const MONEY: Record<Lang, [times: number, name: string][]> = {
  zh: [[1e8, "亿"], [1e4, "万"], [1, ""]],
  en: [[1e9, "billion"], [1e6, "million"], [1, ""]],
};

/** The steps a unit may be typed in, with the one that suits the value first. */
export function stepsFor(unit: string, lang: Lang, baseName: string): Step[] {
  if (unit === "ratio") return [{ times: 0.01, name: "%" }];
  const money = unit === "yuan" || unit === "currency";
  return MONEY[lang].filter(([times]) => money || times === 1 || lang === "zh" && times === 1e4).map(([times, name]) => ({ times, name: lang === "zh" ? `${name}${baseName}` || "—" : [name, baseName].filter(Boolean).join(" ") || "—" }));
}

/** The greatest step that leaves the number at one or more, so that it is short to read. */
export function stepOf(value: number, steps: Step[]): Step {
  return steps.find((step) => Math.abs(value) >= step.times) ?? steps.at(-1) ?? { times: 1, name: "" };
}

/** A number as typed: digits, with or without thousands commas (full width too); anything else is not one. */
export function numberTyped(text: string): number | undefined {
  const plain = text.trim().replaceAll("，", ",").replaceAll("．", ".").replaceAll("－", "-");
  if (!/^-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/.test(plain)) return undefined;
  const value = Number(plain.replaceAll(",", ""));
  return Number.isFinite(value) ? value : undefined;
}

/** A typed number in base units, freed of the noise that multiplying by a power of ten adds. */
export const toBase = (typed: number, step: Step): number => Number((typed * step.times).toPrecision(15));
export const fromBase = (value: number, step: Step): string => String(Number((value / step.times).toPrecision(15)));

function isDay(part: string): boolean {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(part);
  if (match === null) return /^\d{4}-(Q[1-4]|H[12])$/.test(part);
  const [, year, month, day] = match;
  if (month === undefined) return true;
  if (Number(month) < 1 || Number(month) > 12) return false;
  return day === undefined || (Number(day) >= 1 && Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate());
}

/** Whether a text is a date or period as the record writes them: 2024, 2024-06, 2024-06-19, 2024-Q2, 2024-H1, from/to with one side open at most. */
export function isWhen(text: string): boolean {
  const sides = text.split("/");
  if (sides.length === 1) return isDay(text);
  const open = (side: string) => side === "" || side === "..";
  return sides.length === 2 && sides.every((side) => open(side) || isDay(side)) && !sides.every(open);
}
