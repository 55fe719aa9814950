/**
 * One claim as the set of true values it allows, and the days it speaks of.
 * Invariant: the set is never too small: rounding, bounds and "about" are all given their widest honest reading.
 */
import { type Interval, readInterval, roundingStep, whenRange } from "../../kernel/index.ts";
import type { CheckClaim } from "./model.ts";
import { scopeOf } from "./scope.ts";

/** Civil days as numbers since 1970-01-01, both inclusive. */
export interface Period {
  first: number;
  last: number;
  /** Same for the same days, however written (2024 and 2024-01/2024-12). */
  key: string;
}

export interface Reading {
  claim: CheckClaim;
  /** For dates: day numbers. */
  interval: Interval;
  period: Period | undefined;
  scope: string;
}

const DAY_MS = 86_400_000;
const periods = new Map<string, Period | undefined>();
const PERIODS_MAX = 200_000;

/** The days of a `when`; undefined where there is none or it is not a date. */
export function periodOf(when: string | undefined): Period | undefined {
  if (!when) return undefined;
  if (periods.has(when)) return periods.get(when);
  if (periods.size >= PERIODS_MAX) periods.clear();
  let period: Period | undefined;
  try {
    const { first, last } = whenRange(when);
    const [a, b] = [Date.parse(`${first}T00:00:00Z`) / DAY_MS, Date.parse(`${last}T00:00:00Z`) / DAY_MS];
    period = { first: a, last: b, key: `${first}..${last}` };
  } catch {
    period = undefined;
  }
  periods.set(when, period);
  return period;
}

/** "YYYY-MM-DD" as a day number. */
export const dayNumber = (day: string): number => Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / DAY_MS;

/** Reads a claim; undefined where it carries no number and no date (entities, text, an unreal date). */
export function readClaim(claim: CheckClaim): Reading | undefined {
  const interval = claim.unit === "date" ? dateInterval(claim) : numberInterval(claim);
  return interval && { claim, interval, period: periodOf(claim.when), scope: scopeOf(claim.property, claim.qualifier) };
}

function numberInterval(claim: CheckClaim): Interval | undefined {
  if (typeof claim.value !== "number" || !Number.isFinite(claim.value)) return undefined;
  return readInterval(claim.value, claim.bound, { step: roundingStep(claim.stated, claim.value) });
}

/** A date as days: its own precision is its rounding; "about" allows as much again on each side; "by" opens the past. */
function dateInterval(claim: CheckClaim): Interval | undefined {
  const period = periodOf(String(claim.value));
  if (!period) return undefined;
  const { first, last } = period;
  const width = last - first + 1;
  switch (claim.bound) {
    case "approx":
      return { lo: first - width, hi: last + width, loOpen: false, hiOpen: false };
    case "le":
    case "lt":
      return { lo: -Infinity, hi: last, loOpen: true, hiOpen: false };
    case "ge":
    case "gt":
      return { lo: first, hi: Infinity, loOpen: false, hiOpen: true };
    default:
      return { lo: first, hi: last, loOpen: false, hiOpen: false };
  }
}
