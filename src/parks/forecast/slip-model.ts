/**
 * The slip model: a reference class for each project, drawn from ended projects like it, with levels checked on projects it never saw.
 * Invariant: every level (50 %, 80 % …) is the level that out-of-bag training projects really had, whole projects held out together.
 * Method: reference-class forecasting (Flyvbjerg 2006, Project Management Journal 37(3)); the class is drawn by a quantile regression
 * forest (Meinshausen 2006), corrected for right truncation (Lynden-Bell 1971), its levels recalibrated (Kuleshov, Fenner & Ermon 2018).
 */
import { type SlipDistribution, type WeightedSlips, chanceWithin, conditionOn, effectiveSize, rightTruncated, slipQuantile, weighSlips } from "./distribution.ts";
import { type FeatureSet, learnFeatures } from "./features.ts";
import { type Forest, forestWeights, growForest } from "./forest.ts";
import type { SlipRecord } from "./slip-table.ts";

/** Fewest ended projects a model is made from; below it, the forecast refuses. */
export const CASES_MIN = 60;

export interface SlipModelOptions {
  trees: number;
  leaf: number;
  /** Share of the features tried at each split. */
  tried_share: number;
  /** Weight of the whole record beside the projects most alike. */
  whole_share: number;
  seed: number;
}

export const SLIP_MODEL_OPTIONS: SlipModelOptions = { trees: 150, leaf: 8, tried_share: 0.34, whole_share: 0.1, seed: 7 };

interface Part {
  features: FeatureSet;
  forest: Forest;
  /** Level that out-of-bag rows had, ascending: position/size = true share, value = the level the raw distribution gave it. */
  levels: Float64Array;
}

export interface SlipModel {
  cases: number;
  projects: number;
  /** Last day on which the training table shows anything happening. */
  seen_until_day: number;
  slips: WeightedSlips;
  /** The ended records, in the order of `slips`. */
  ended: SlipRecord[];
  /** With calendar features (within the record's span) and without (beyond it). */
  within: Part;
  beyond: Part;
  /** Last start among ended cases: later starts are beyond the span. */
  span_end_day: number;
  options: SlipModelOptions;
}

export interface SlipForecast {
  distribution: SlipDistribution;
  /** Days after the promised end; levels already calibrated. */
  p50_days: number;
  p80_days: number;
  /** Equally weighted past cases that would say as much. */
  class_size: number;
  /** Calibrated chance of a slip of at most `days`. */
  chance_within(days: number): number;
  /** The past phases that weigh most, and how much: why the forecast is what it is. */
  most_alike(count: number): { record: SlipRecord; slip_days: number; weight: number }[];
}

/** Learns from records that ended. @returns undefined below `CASES_MIN` ended records. */
export function trainSlipModel(records: SlipRecord[], options: Partial<SlipModelOptions> = {}): SlipModel | undefined {
  const chosen = { ...SLIP_MODEL_OPTIONS, ...options };
  const ended = records.filter((record) => record.actual_day !== undefined);
  if (ended.length < CASES_MIN) return undefined;
  const seen_until_day = lastDaySeen(records);
  const slips = weighSlips(
    Float64Array.from(ended, (record) => record.actual_day! - record.planned_day),
    Float64Array.from(ended, (record) => seen_until_day - record.planned_day),
  );
  const ids = new Map<string, number>();
  const groups = Int32Array.from(ended, (record) => {
    if (!ids.has(record.project)) ids.set(record.project, ids.size);
    return ids.get(record.project)!;
  });
  const part = (dated: boolean): Part => growPart(ended, slips, groups, dated, chosen);
  return {
    cases: ended.length,
    projects: ids.size,
    seen_until_day,
    slips,
    ended,
    within: part(true),
    beyond: part(false),
    span_end_day: ended.reduce((last, record) => Math.max(last, record.start_day ?? -Infinity), -Infinity),
    options: chosen,
  };
}

/** Last day a table shows: the latest actual start or end. Of rows being forecast, pass starts only. */
export function lastDaySeen(records: SlipRecord[], starts_only = false): number {
  return records.reduce((last, record) => Math.max(last, record.start_day ?? -Infinity, starts_only ? -Infinity : (record.actual_day ?? -Infinity)), -Infinity);
}

function growPart(ended: SlipRecord[], slips: WeightedSlips, groups: Int32Array, dated: boolean, options: SlipModelOptions): Part {
  const features = learnFeatures(ended, dated);
  const rows = ended.map((record) => features.of(record));
  const columns = features.names.map((_, k) => Float64Array.from(rows, (row) => row[k]!));
  const response = Float64Array.from(slips.days, (days) => Math.min(400, Math.max(-150, days)));
  const forest = growForest(columns, response, groups, {
    trees: options.trees, leaf: options.leaf, tried: Math.ceil(features.names.length * options.tried_share), share: 0.63, seed: options.seed,
  });
  const levels: number[] = [];
  ended.forEach((record, i) => {
    const weights = forestWeights(forest, (k) => rows[i]![k]!, groups[i]!);
    if (!weights) return;
    for (let j = 0; j < weights.length; j++) if (groups[j] !== groups[i]) weights[j] = blend(weights[j]!, weights.length, options);
    const raw = known(rightTruncated(slips, weights), record, slips.limit[i]!);
    if (raw) levels.push(chanceWithin(raw, slips.days[i]!, true));
  });
  return { features, forest, levels: Float64Array.from(levels).sort() };
}

const blend = (weight: number, cases: number, options: SlipModelOptions): number => (1 - options.whole_share) * weight + options.whole_share / cases;

/** An end cannot come before the start, nor (where that is known) after `at_most`. */
function known(raw: SlipDistribution | undefined, record: SlipRecord, at_most: number): SlipDistribution | undefined {
  if (!raw) return undefined;
  const after = record.start_day === undefined ? -Infinity : record.start_day - record.planned_day - 1;
  return conditionOn(raw, { after, at_most }) ?? conditionOn(raw, { at_most });
}

/**
 * Forecasts the slip of one phase from what was known at its start.
 * @param facts `already_days`: it is that many days past (negative: before) its promised end and not finished;
 *   `ended_by_day`: it is known to have ended by then (only when scoring a table of ended projects).
 * @returns undefined when the record has no case like it left.
 */
export function forecastSlip(model: SlipModel, record: SlipRecord, facts: { already_days?: number; ended_by_day?: number } = {}): SlipForecast | undefined {
  const part = record.start_day !== undefined && record.start_day <= model.span_end_day ? model.within : model.beyond;
  const row = part.features.of(record);
  const weights = forestWeights(part.forest, (k) => row[k]!)!;
  for (let j = 0; j < weights.length; j++) weights[j] = blend(weights[j]!, weights.length, model.options);
  const at_most = facts.ended_by_day === undefined ? Infinity : facts.ended_by_day - record.planned_day;
  let distribution = known(rightTruncated(model.slips, weights), record, at_most);
  if (distribution && facts.already_days !== undefined) distribution = conditionOn(distribution, { after: facts.already_days, at_most });
  if (!distribution) return undefined;
  const settled = distribution;
  return {
    distribution: settled,
    p50_days: slipQuantile(settled, rawLevel(part.levels, 0.5)),
    p80_days: slipQuantile(settled, rawLevel(part.levels, 0.8)),
    class_size: effectiveSize(weights),
    chance_within: (days) => trueShare(part.levels, chanceWithin(settled, days)),
    most_alike: (count) => [...weights.keys()].toSorted((a, b) => weights[b]! - weights[a]! || a - b).slice(0, count).map((k) => ({ record: model.ended[k]!, slip_days: model.slips.days[k]!, weight: weights[k]! })),
  };
}

/** The raw level that covers the share `p` of out-of-bag outcomes: just above the p-quantile of the levels they fell at. */
function rawLevel(levels: Float64Array, p: number): number {
  if (levels.length === 0) return p;
  return Math.min(1, levels[Math.min(levels.length - 1, Math.ceil(p * levels.length) - 1)]! + 1e-9);
}

/** Share of out-of-bag outcomes that a raw level covers. */
function trueShare(levels: Float64Array, raw: number): number {
  if (levels.length === 0 || raw >= 1 || raw <= 0) return raw;
  let low = 0;
  let high = levels.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (levels[middle]! < raw) low = middle + 1;
    else high = middle;
  }
  return low / levels.length;
}
