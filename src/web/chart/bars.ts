/**
 * Where the marks of a chart over time stand: one group a year, one bar a fact, and beside it the claims that say otherwise.
 * Pure. Invariant: only facts with a number and a period have a bar; a part of a year is never drawn as if it were the whole; the axis begins at zero.
 */
import type { ClaimView, FactView } from "../../server/api-types.ts";

export interface Bar {
  fact: FactView;
  year: number;
  /** Whether the period is shorter than its year. */
  part: boolean;
  x: number;
  width: number;
  /** How wide a label may be before it meets its neighbour's. */
  room: number;
  y: number;
  height: number;
  /** Heights at which rivals stand, in pixels from the top. */
  rivals: { claim: ClaimView; y: number }[];
}

export interface BarChart {
  bars: Bar[];
  years: { year: number; x: number }[];
  ticks: { value: number; y: number }[];
  zero_y: number;
}

export interface Frame {
  width: number;
  height: number;
  left: number;
  bottom: number;
  top: number;
}

const ORDER = { actual: 0, forecast: 1, planned: 2, target: 3 } as const;
const BAR_MAX_PX = 34;
const YEARS_MAX = 14;

/** Facts that can be drawn: a number, and a period that begins with a year. */
export function drawable(facts: FactView[]): FactView[] {
  return facts.filter((fact) => typeof fact.best.value === "number" && /^\d{4}/.test(fact.when));
}

/** A whole year ("2024", "2024-01/2024-12") or less of it. */
export function isPart(when: string): boolean {
  if (/^\d{4}$/.test(when)) return false;
  const span = /^(\d{4})-01(?:-01)?\/(\d{4})-12(?:-31)?$/.exec(when);
  return span === null || span[1] !== span[2];
}

/** Round values for the axis: three to five steps of 1, 2 or 5 times a power of ten, from the least to the greatest value, zero included. */
export function ticksFor(least: number, most: number): number[] {
  const low = Math.min(0, least);
  const high = Math.max(0, most);
  if (high === low) return [0];
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough) ?? rough;
  const ticks: number[] = [];
  for (let at = Math.floor(low / step + 1e-9); at * step <= high + step * 0.999; at += 1) ticks.push(Number((at * step).toPrecision(12)));
  return ticks;
}

const yearOf = (fact: FactView) => Number(fact.when.slice(0, 4));

/** Years shown: all between the first and the last, unless gaps would make the chart mostly empty. */
function yearsOf(facts: FactView[]): number[] {
  const seen = [...new Set(facts.map(yearOf))].sort((a, b) => a - b);
  const first = seen[0] ?? 0;
  const last = seen.at(-1) ?? 0;
  const all = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  return all.length <= Math.max(seen.length * 2, 4) ? all : seen;
}

/** The chart of the newest years that fit. */
export function barChart(facts: FactView[], frame: Frame): BarChart {
  const all = drawable(facts);
  const years = yearsOf(all).slice(-YEARS_MAX);
  const shown = all.filter((fact) => years.includes(yearOf(fact)));
  const values = shown.flatMap((fact) => [fact.best, ...fact.rivals].map((claim) => claim.value)).filter((value) => typeof value === "number");
  const ticks = ticksFor(Math.min(0, ...values), Math.max(0, ...values));
  const low = ticks[0] ?? 0;
  const high = ticks.at(-1) ?? 1;
  const yOf = (value: number) => frame.top + (1 - (value - low) / (high - low || 1)) * (frame.height - frame.top - frame.bottom);
  const slot = (frame.width - frame.left) / Math.max(1, years.length);
  const bars = years.flatMap((year, at) => groupBars(shown.filter((fact) => yearOf(fact) === year), year, frame.left + at * slot, slot, yOf));
  return { bars, years: years.map((year, at) => ({ year, x: frame.left + (at + 0.5) * slot })), ticks: ticks.map((value) => ({ value, y: yOf(value) })), zero_y: yOf(0) };
}

function groupBars(facts: FactView[], year: number, x: number, slot: number, yOf: (value: number) => number): Bar[] {
  const sorted = facts.toSorted((a, b) => ORDER[a.modality] - ORDER[b.modality] || a.when.localeCompare(b.when));
  const width = Math.min(BAR_MAX_PX, (slot * 0.8) / Math.max(1, sorted.length));
  const begin = x + (slot - width * sorted.length) / 2;
  return sorted.map((fact, at) => {
    const y = yOf(fact.best.value as number);
    const rivals = fact.rivals.filter((claim) => typeof claim.value === "number").map((claim) => ({ claim, y: yOf(claim.value as number) }));
    return { fact, year, part: isPart(fact.when), x: begin + at * width, width: Math.max(2, width - 2), room: sorted.length === 1 ? slot : width, y: Math.min(y, yOf(0)), height: Math.abs(y - yOf(0)), rivals };
  });
}
