/**
 * Bands that figures are counted and grouped in: whole steps of 1, 2 or 5 of a power of ten for numbers, years for days. Pure.
 * Invariant: bands do not overlap and hold every value: from the first to below the second, the last one open above where nothing bounds it.
 */
import { whenRange } from "../kernel/index.ts";

/** At most so many bands: more are not taken in at a glance. */
const BANDS_MAX = 8;
const YEARS_MAX = 40;

export interface Band {
  /** The least value that is in it; absent: all below `to`. */
  from?: number;
  /** The least value that is no longer in it; absent: all from `from` on. */
  to?: number;
}

/** The edges 1, 2, 5, 10, 20 … between two positive numbers, both ends included, in steps of `per` a decade. */
function decades(least: number, most: number, steps: readonly number[]): number[] {
  const edges: number[] = [];
  for (let power = Math.floor(Math.log10(least)); power <= Math.ceil(Math.log10(most)); power++) for (const step of steps) edges.push(Number((step * 10 ** power).toPrecision(12)));
  const first = edges.findLastIndex((edge) => edge <= least), last = edges.findIndex((edge) => edge > most);
  return edges.slice(Math.max(0, first), last < 0 ? undefined : last + 1);
}

/** Even steps of a round size. */
function even(least: number, most: number): number[] {
  const rough = (most - least) / BANDS_MAX, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? 10 * power;
  const edges: number[] = [];
  for (let edge = Math.floor(least / step) * step; edge <= most + step; edge += step) edges.push(Number(edge.toPrecision(12)));
  return edges;
}

/** Numbers nearer to one another than this part of the larger are one to the eye; steps between them would be lost to rounding, and never come to an end. */
const APART = 1e-9;
const LEAST_APART = 1e-300;

/** Bands for these numbers: one where nothing tells them apart. */
export function bandsOf(values: readonly number[]): Band[] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) { least = Math.min(least, value); most = Math.max(most, value); }
  if (values.length === 0) return [];
  if (!(most - least > Math.max(LEAST_APART, APART * Math.max(Math.abs(least), Math.abs(most))))) return [{ from: least }];
  const fits = (edges: number[]): boolean => edges.length <= BANDS_MAX + 1;
  const edges = least > 0 && most / least >= 8
    ? [[1, 2, 5], [1, 3], [1]].map((steps) => decades(least, most, steps)).find(fits) ?? decades(Math.max(least, most / 10 ** (BANDS_MAX - 1)), most, [1])
    : even(least, most);
  return edges.slice(0, -1).map((edge, i): Band => ({ ...(i === 0 && least < edge ? {} : { from: edge }), ...(i === edges.length - 2 && most >= edges[i + 1]! ? {} : { to: edges[i + 1]! }) }));
}

export const inBand = (value: number, { from, to }: Band): boolean => (from === undefined || value >= from) && (to === undefined || value < to);

/** As an address writes it: `100..<200`, `..<100`, `200..`. */
export const bandName = ({ from, to }: Band): string => `${from ?? ""}..${to === undefined ? "" : `<${to}`}`;

/** The years in which days begin, the latest first; older ones are left to the last. */
export function yearsOf(days: readonly string[]): string[] {
  return [...new Set(days.map((day) => whenRange(day).first.slice(0, 4)))].sort().reverse().slice(0, YEARS_MAX);
}
