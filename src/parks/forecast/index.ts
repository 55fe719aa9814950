/**
 * forecast: how late promises run, and when a delivery will really come.
 * Nouns: slip record (one phase, promised and actual end), slip distribution, reference class, slip model, delivery forecast.
 * Invariant: a forecast is made from ended cases and what was known beforehand only; below a stated number of cases it is refused.
 */
export { readSlipTable, readDay, dayText } from "./slip-table.ts";
export type { SlipRecord, SlipTable } from "./slip-table.ts";
export { chanceWithin, conditionOn, effectiveSize, rightTruncated, slipQuantile, weighSlips } from "./distribution.ts";
export type { SlipDistribution, WeightedSlips } from "./distribution.ts";
export { CASES_MIN, SLIP_MODEL_OPTIONS, forecastSlip, lastDaySeen, trainSlipModel } from "./slip-model.ts";
export type { SlipForecast, SlipModel, SlipModelOptions } from "./slip-model.ts";
export { scoreSlips } from "./score.ts";
export type { SlipScore } from "./score.ts";
export { BUNDLED_CLASS, BUNDLED_WEIGHT, pastSlips, readBundledClass, referenceClass } from "./reference-class.ts";
export type { PastSlip, PromiseKind, ReferenceClass } from "./reference-class.ts";
export { CASES_AS_LATE_MIN, CLASS_CASES_MIN, forecastDelivery } from "./delivery.ts";
export type { Announcement, DeliveryForecast, DeliveryQuestion, DeliveryRefusal } from "./delivery.ts";
