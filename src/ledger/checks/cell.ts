/**
 * Cells: all statements of one figure (property, scope, unit, modality, period) of one subject, and what they allow together.
 * Invariant: where the statements of a cell can all be true, `interval` is what they leave; where they cannot, it is everything any of them allows,
 * so that an identity over cells is broken only when no choice among the statements can mend it.
 */
import type { Interval, Modality } from "../../kernel/index.ts";
import { intervalsMeet } from "../../kernel/index.ts";
import type { CheckClaim } from "./model.ts";
import { type Period, type Reading, readClaim } from "./reading.ts";

export interface Cell {
  property: string;
  scope: string;
  unit: string;
  currency: string;
  modality: Modality;
  period: Period | undefined;
  readings: Reading[];
  interval: Interval;
  /** The statements that set the lower and the upper end of `interval`. */
  low: Reading;
  high: Reading;
  /** Whether all statements can be true together. */
  agrees: boolean;
}

/** Everything said of one subject, read once. */
export interface SubjectGroup {
  subject: string;
  claims: CheckClaim[];
  readings: Reading[];
  cells: Map<string, Cell>;
  /** Cells by property, in the order met. */
  of(property: string): Cell[];
}

export function groupSubject(subject: string, claims: CheckClaim[]): SubjectGroup {
  const readings: Reading[] = [];
  const members = new Map<string, Reading[]>();
  // By id, so that the same claims give the same findings in whatever order they came.
  for (const claim of claims.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const reading = readClaim(claim);
    if (!reading) continue;
    readings.push(reading);
    const key = `${claim.property}\n${reading.scope}\n${claim.unit}\n${claim.currency ?? ""}\n${claim.modality}\n${reading.period?.key ?? ""}`;
    const list = members.get(key);
    if (list) list.push(reading);
    else members.set(key, [reading]);
  }
  const cells = new Map<string, Cell>();
  const byProperty = new Map<string, Cell[]>();
  for (const [key, list] of members) {
    const cell = makeCell(list);
    cells.set(key, cell);
    const same = byProperty.get(cell.property);
    if (same) same.push(cell);
    else byProperty.set(cell.property, [cell]);
  }
  return { subject, claims, readings, cells, of: (property) => byProperty.get(property) ?? [] };
}

function makeCell(readings: Reading[]): Cell {
  const first = readings[0]!;
  let tightLow = first;
  let tightHigh = first;
  let wideLow = first;
  let wideHigh = first;
  for (const reading of readings) {
    if (lowerEnd(reading.interval, tightLow.interval) > 0) tightLow = reading;
    if (upperEnd(reading.interval, tightHigh.interval) < 0) tightHigh = reading;
    if (lowerEnd(reading.interval, wideLow.interval) < 0) wideLow = reading;
    if (upperEnd(reading.interval, wideHigh.interval) > 0) wideHigh = reading;
  }
  const agrees = intervalsMeet(tightLow.interval, tightHigh.interval);
  const [low, high] = agrees ? [tightLow, tightHigh] : [wideLow, wideHigh];
  const { property, unit, currency, modality } = first.claim;
  return {
    property, unit, currency: currency ?? "", modality, scope: first.scope, period: first.period, readings, low, high, agrees,
    interval: { lo: low.interval.lo, loOpen: low.interval.loOpen, hi: high.interval.hi, hiOpen: high.interval.hiOpen },
  };
}

/** Order of lower ends: an open end lies above a closed one at the same value. */
function lowerEnd(a: Interval, b: Interval): number {
  return a.lo - b.lo || Number(a.loOpen) - Number(b.loOpen);
}

function upperEnd(a: Interval, b: Interval): number {
  return a.hi - b.hi || Number(b.hiOpen) - Number(a.hiOpen);
}

/** Two statements that exclude each other, the furthest apart; undefined when all can be true (Helly: on a line, pairs decide). */
export function conflictingPair(readings: Reading[]): [Reading, Reading] | undefined {
  let low = readings[0];
  let high = readings[0];
  if (!low || !high) return undefined;
  for (const reading of readings) {
    if (lowerEnd(reading.interval, low.interval) > 0) low = reading;
    if (upperEnd(reading.interval, high.interval) < 0) high = reading;
  }
  return intervalsMeet(low.interval, high.interval) ? undefined : [high, low];
}

/** Product of two intervals. */
export function times(a: Interval, b: Interval): Interval {
  const ends = [product(a.lo, b.lo), product(a.lo, b.hi), product(a.hi, b.lo), product(a.hi, b.hi)];
  return { lo: Math.min(...ends), hi: Math.max(...ends), loOpen: a.loOpen || b.loOpen, hiOpen: a.hiOpen || b.hiOpen };
}

/** 0 times an unbounded end is 0: the factor is what is known. */
const product = (x: number, y: number): number => (x === 0 || y === 0 ? 0 : x * y);

/** An interval a hair wider, so that binary rounding of decimal figures never makes a conflict. */
export function loosened(a: Interval): Interval {
  const hair = (x: number): number => (Number.isFinite(x) ? Math.abs(x) * 1e-9 + 1e-12 : 0);
  return { lo: a.lo - hair(a.lo), hi: a.hi + hair(a.hi), loOpen: false, hiOpen: false };
}

/** Whether the two can be equal, binary rounding aside. */
export const canBeEqual = (a: Interval, b: Interval): boolean => intervalsMeet(loosened(a), loosened(b));
