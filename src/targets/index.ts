/**
 * targets: what was aimed at, what came of it, and how likely the rest is.
 * Nouns: indicator (a property of a subject in a scope), target and its versions, series of actuals, verdict, required growth, track record, comparison.
 * Invariant: every figure is a claim as of the clocks; a probability states what it rests on or is refused.
 */
export { comparisons, readTargets } from "./record.ts";
export type { Comparison, TargetsRecord } from "./record.ts";
export { targetRows, versionsOfTarget } from "./target-rows.ts";
export type { PipelineEntry, SubjectRef, TargetRow, TargetsAsked, TargetVersion } from "./target-rows.ts";
export { actualSeries, growthRates, keyOfClaim, scopeOfTarget, yearly } from "./series.ts";
export type { SeriesKey, SeriesPoint } from "./series.ts";
export { forecastGrowth, requiredGrowth, trackRecord, verdictOf, wilson } from "./forecast/index.ts";
export type { GrowthForecast, GrowthRefusal, RequiredGrowth, TrackRecord, Verdict } from "./forecast/index.ts";
