/**
 * Reference classes for a delivery forecast: slips of the record's own ended promises first, a bundled class of public school construction
 * behind them until there are enough.
 * Invariant: the bundled class never weighs more than `BUNDLED_WEIGHT` own cases together, and the answer says how many of each it used.
 */
import { type SlipDistribution, effectiveSize, rightTruncated, weighSlips } from "./distribution.ts";
import { type SlipRecord, readSlipTable } from "./slip-table.ts";
import { lastDaySeen } from "./slip-model.ts";

/** What is promised: paperwork before building (site, design, approval, start), or building itself (frame, capping, delivery, production). */
export type PromiseKind = "before-building" | "building";

export interface PastSlip {
  kind: PromiseKind;
  slip_days: number;
  /** Days from the promise (or start of work) to the promised end; lets slips of short and long promises be compared. */
  lead_days?: number;
  /** Largest slip that could have been recorded by now (today less the promised end). */
  limit_days?: number;
}

export interface ReferenceClass {
  kind: PromiseKind;
  distribution: SlipDistribution;
  /** The cases' own slips, ascending, for counting who was ever as late. */
  slip_days: Float64Array;
  own_cases: number;
  bundled_cases: number;
  class_size: number;
  /** Slips were scaled by promised duration. */
  scaled: boolean;
}

/** All bundled cases together weigh as much as this many own ones. */
export const BUNDLED_WEIGHT = 10;

/** Slips of ended rows of a phase table, with what could have been seen of each. */
export function pastSlips(records: SlipRecord[]): PastSlip[] {
  const seen_until = lastDaySeen(records);
  return records.filter((record) => record.actual_day !== undefined).map((record) => ({
    kind: /construction|cm\b|f&e|install/i.test(record.phase) ? "building" as const : "before-building" as const,
    slip_days: record.actual_day! - record.planned_day,
    lead_days: record.start_day === undefined ? undefined : record.planned_day - record.start_day,
    limit_days: seen_until - record.planned_day,
  }));
}

/** Where the bundled class lies, beside the code in source and in distribution alike. */
export const BUNDLED_CLASS = new URL("../../../data/reference-class/nyc-sca-phases.csv.gz", import.meta.url);

/** The bundled slips from the bytes of `BUNDLED_CLASS` (New York City School Construction Authority, see its NOTICE). */
export function readBundledClass(bytes: Uint8Array): PastSlip[] {
  return pastSlips(readSlipTable(bytes, "nyc-sca-phases.csv.gz").records);
}

/**
 * The class of `kind`, for a promise of `lead_days` where that is known (then slips are taken relative to promised duration, as in
 * Flyvbjerg's uplifts, and cases without a duration, or with one more than three times longer or shorter, are left out).
 * @returns undefined when there is no case at all.
 */
export function referenceClass(kind: PromiseKind, own: PastSlip[], bundled: PastSlip[], lead_days?: number): ReferenceClass | undefined {
  const alike = (slip: PastSlip): boolean => slip.kind === kind && (slip.lead_days ?? 0) >= LEAD_DAYS_MIN && Math.abs(Math.log(lead_days! / slip.lead_days!)) <= Math.log(LEAD_RATIO_MAX);
  const asked = lead_days !== undefined && lead_days > 0;
  // A slip of a promise far shorter, blown up to the length of this one, says nothing: then slips are taken as they were.
  const scaled = asked && [...own, ...bundled].filter(alike).length >= SCALED_CASES_MIN;
  const fit = (slip: PastSlip): boolean => (scaled ? alike(slip) : slip.kind === kind);
  const [mine, theirs] = [own.filter(fit), bundled.filter(fit)];
  const cases = [...mine, ...theirs];
  if (cases.length === 0) return undefined;
  const scale = (slip: PastSlip): number => (scaled ? lead_days / slip.lead_days! : 1);
  const days = Float64Array.from(cases, (slip) => Math.round(slip.slip_days * scale(slip)));
  const limit = Float64Array.from(cases, (slip, k) => Math.max(days[k]!, Math.round((slip.limit_days ?? Infinity) * scale(slip))));
  const weights = Float64Array.from(cases, (_, k) => (k < mine.length ? 1 : BUNDLED_WEIGHT / theirs.length));
  const distribution = rightTruncated(weighSlips(days, limit), weights, RISK_SHARE_MIN);
  if (!distribution) return undefined;
  return { kind, distribution, slip_days: days.slice().sort(), own_cases: mine.length, bundled_cases: theirs.length, class_size: effectiveSize(weights), scaled };
}

/** Slips that fewer of the cases could have shown by now are beyond what the class tells. */
const RISK_SHARE_MIN = 0.2;
/** Shorter promises are too short to scale from. */
const LEAD_DAYS_MIN = 30;
/** Only promises up to so many times longer or shorter are scaled. */
const LEAD_RATIO_MAX = 3;
/** Fewest such promises; below, slips of the whole class are taken in days. */
const SCALED_CASES_MIN = 20;
