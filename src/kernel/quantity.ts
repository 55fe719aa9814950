/**
 * Quantities: a value in base units beside the words it was written in, and what the words allow.
 * Invariant: the base value is computed from the stated form and never rounded further than the double it is kept in.
 */

/** Base units of values. `yuan` is CNY; `currency` needs an ISO 4217 code; `text`, `date` and `entity` carry no number. */
export type BaseUnit = "yuan" | "currency" | "m2" | "count" | "ratio" | "date" | "entity" | "text";
export const BASE_UNITS: readonly BaseUnit[] = ["yuan", "currency", "m2", "count", "ratio", "date", "entity", "text"];

/** What kind of statement a claim is. A plan, a target and a forecast are not facts yet. */
export type Modality = "actual" | "planned" | "target" | "forecast";
export const MODALITIES: readonly Modality[] = ["actual", "planned", "target", "forecast"];

/** How a stated value bounds the true one: “more than 900” is `gt`, “nearly 700” is `approx`. */
export type Bound = "eq" | "ge" | "gt" | "le" | "lt" | "approx";
export const BOUNDS: readonly Bound[] = ["eq", "ge", "gt", "le", "lt", "approx"];

export type Visibility = "public" | "internal" | "confidential";
export const VISIBILITIES: readonly Visibility[] = ["public", "internal", "confidential"];

/** A number as its source wrote it: `{number: "1.96", scale: "billion", unit: "RMB"}`. */
export interface Stated {
  number: string;
  scale?: string;
  unit?: string;
}

export interface Quantity {
  value: number;
  unit: BaseUnit;
  currency?: string;
  stated?: Stated;
}

/** Multipliers of the scale words of both languages. */
export const SCALES: Readonly<Record<string, number>> = {
  十: 10, 百: 100, 千: 1e3, 万: 1e4, 萬: 1e4, 十万: 1e5, 百万: 1e6, 千万: 1e7, 亿: 1e8, 億: 1e8, 十亿: 1e9, 百亿: 1e10, 千亿: 1e11, 万亿: 1e12, 萬億: 1e12, 兆: 1e12,
  thousand: 1e3, k: 1e3, million: 1e6, mn: 1e6, m: 1e6, billion: 1e9, bn: 1e9, trillion: 1e12, tn: 1e12,
};

/** True values that a statement allows, in base units. */
export interface Interval {
  lo: number;
  hi: number;
  loOpen: boolean;
  hiOpen: boolean;
}

/**
 * The unit of the last significant digit as it was written, in base units: 1.96 billion → 1e7, 900亿 → 1e8, 30,000 → 1e4
 * (trailing zeros of an integer written without a decimal point are taken as rounded away).
 */
export function roundingStep(stated: Stated | undefined, value: number): number {
  const written = stated ? stated.number.replaceAll(/[,，\s]/g, "") : plainDecimal(value);
  const m = /^[-+]?(\d+)(?:\.(\d+))?$/.exec(written);
  if (!m) return Math.abs(value) > 0 ? 10 ** Math.floor(Math.log10(Math.abs(value))) : 1;
  const shown = Number(`${m[1]}.${m[2] ?? "0"}`);
  const perUnit = shown === 0 ? (stated?.scale ? (SCALES[stated.scale.toLowerCase()] ?? 1) : 1) : Math.abs(value) / shown;
  if (m[2]) return perUnit * 10 ** -m[2].length;
  const zeros = /0*$/.exec(m[1] ?? "")?.[0].length ?? 0;
  return perUnit * 10 ** Math.min(zeros, Math.max((m[1] ?? "").length - 1, 0));
}

function plainDecimal(value: number): string {
  // 28.3 / 100 is 0.28300000000000003: the noise of binary fractions is no digit that anybody wrote.
  const text = String(Number(Math.abs(value).toPrecision(13)));
  return /e/i.test(text) ? Math.abs(value).toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 }) : text;
}

/**
 * Reads a stated figure as the set of true values that it allows. Rounding is to the nearest step (half a step each
 * way); a bound opens one side and its own rounding still counts on the other: “over 900” said of 899.6 is not a lie
 * at a step of 1, so the floor is the stated value less half a step only where the figure itself was rounded up.
 * “approx” allows one whole step, and at least 5 %, each way.
 */
export function readInterval(value: number, bound: Bound, digits: { step: number }): Interval {
  const half = digits.step / 2;
  switch (bound) {
    case "eq":
      return { lo: value - half, hi: value + half, loOpen: false, hiOpen: false };
    case "approx": {
      const slack = Math.max(digits.step, Math.abs(value) * 0.05);
      return { lo: value - slack, hi: value + slack, loOpen: false, hiOpen: false };
    }
    case "ge":
      return { lo: value, hi: Infinity, loOpen: false, hiOpen: true };
    case "gt":
      return { lo: value, hi: Infinity, loOpen: true, hiOpen: true };
    case "le":
      return { lo: -Infinity, hi: value, loOpen: true, hiOpen: false };
    case "lt":
      return { lo: -Infinity, hi: value, loOpen: true, hiOpen: true };
  }
}

/** Whether two intervals share a value. */
export function intervalsMeet(a: Interval, b: Interval): boolean {
  const lo = Math.max(a.lo, b.lo);
  const hi = Math.min(a.hi, b.hi);
  if (lo < hi) return true;
  if (lo > hi) return false;
  const open = (i: Interval): boolean => (i.lo === lo && i.loOpen) || (i.hi === lo && i.hiOpen);
  return !open(a) && !open(b);
}
