/**
 * Growth of a yearly figure from few points: what is needed, and how likely a target is met.
 * Invariant: uncertainty is never less than the few points allow (Student's t, not the normal), stated bounds stay bounds, and below a stated number of
 * growth rates there is a refusal, not a number.
 * Method: yearly log growth with unknown mean and spread, normal-inverse-gamma model (Gelman et al., Bayesian Data Analysis, ch. 3); where other series
 * are at hand, theirs is the prior, worth a stated few observations (a reference class of growth); paths simulated, P(target) = share of paths.
 */
import { type Bound, type Label, type Stated, readInterval, roundingStep } from "../../kernel/index.ts";
import { type Draws, seededDraws } from "./draws.ts";

/** One year's figure as stated. */
export interface YearlyPoint {
  year: number;
  value: number;
  bound: Bound;
  stated?: Stated;
}

export interface TargetAsked {
  year: number;
  value: number;
  /** `ge`, `gt`, `eq`, `approx` want at least the value; `le`, `lt` at most. */
  bound: Bound;
}

/** A dated project that would add to the figure by the target's year: how much, and the chance that it comes in time. */
export interface PipelineProject {
  adds: number;
  chance: number;
}

export interface GrowthQuestion {
  points: YearlyPoint[];
  target: TargetAsked;
  /** Yearly growth rates (ratio) of comparable series, for the prior. */
  peers?: number[];
  /** Counted on top of the series' own growth: only projects larger than the series has absorbed before. */
  pipeline?: PipelineProject[];
}

export interface GrowthForecast {
  status: "forecast";
  /** Share of simulated paths that meet the target. */
  probability: number;
  required: RequiredGrowth;
  /** Years from the last point on, with the 10, 50 and 90 % levels of the paths. */
  fan: { year: number; p10: number; p50: number; p90: number }[];
  growth_rates: number;
  peers: number;
  method: Label;
}

export interface GrowthRefusal {
  status: "refused";
  reason: "too-few-points" | "target-not-ahead" | "not-positive";
  required?: RequiredGrowth;
  words: Label;
}

export interface RequiredGrowth {
  /** Yearly growth from the last figure to the target, compound; undefined when it is already met or the term is over. */
  yearly: number | undefined;
  /** Target less last figure, in units. */
  gap: number;
  years: number;
}

/** Fewest growth rates of the series itself without peers, and with them. */
export const RATES_MIN = 3;
export const RATES_MIN_WITH_PEERS = 1;
/** Fewest peer rates that make a prior. */
export const PEERS_MIN = 8;
/** The prior is worth one rate for the mean and three for the spread. */
const PRIOR_MEAN_RATES = 1;
const PRIOR_SPREAD_RATES = 3;
const PATHS = 10_000;
const SEED = 20_240_607;

/** Compound yearly growth needed from the last figure. */
export function requiredGrowth(last: { year: number; value: number }, target: TargetAsked): RequiredGrowth {
  const years = target.year - last.year;
  const gap = target.value - last.value;
  const ahead = years > 0 && last.value > 0 && target.value > 0 && wantsMore(target) && gap > 0;
  return { yearly: ahead ? (target.value / last.value) ** (1 / years) - 1 : undefined, gap, years };
}

const wantsMore = (target: TargetAsked): boolean => target.bound !== "le" && target.bound !== "lt";

/** Forecasts whether the target is met. Several figures of one year: pass the accepted one. */
export function forecastGrowth(question: GrowthQuestion): GrowthForecast | GrowthRefusal {
  const points = question.points.toSorted((a, b) => a.year - b.year).filter((point, k, all) => point.year !== all[k + 1]?.year);
  const last = points.at(-1);
  const peers = (question.peers ?? []).filter((rate) => rate > -1).map((rate) => Math.log1p(rate));
  const prior = peers.length >= PEERS_MIN;
  const rates = points.length - 1;
  const required = last && requiredGrowth(last, question.target);
  if (points.some((point) => !(point.value > 0))) return refuse("not-positive", required, "增长模型只适用于正数序列。", "The growth model is for positive figures only.");
  if (!last || rates < (prior ? RATES_MIN_WITH_PEERS : RATES_MIN)) {
    return refuse("too-few-points", required, `只有 ${points.length} 个年度数字，至少需要 ${RATES_MIN + 1} 个（有 ${PEERS_MIN} 个以上可比增速时 ${RATES_MIN_WITH_PEERS + 1} 个）。`,
      `Only ${points.length} yearly figures; at least ${RATES_MIN + 1} are needed (${RATES_MIN_WITH_PEERS + 1} with ${PEERS_MIN} or more comparable growth rates).`);
  }
  const horizon = question.target.year - last.year;
  if (horizon <= 0) return refuse("target-not-ahead", required, "目标年份不在最后一个数字之后。", "The target's year is not after the last figure.");
  const { ends, met } = simulate(points, question, prior ? peers : undefined, horizon);
  return {
    status: "forecast", probability: met / PATHS, required: required!,
    fan: ends.map((values, k) => ({ year: last.year + k + 1, p10: level(values, 0.1), p50: level(values, 0.5), p90: level(values, 0.9) })),
    growth_rates: rates, peers: prior ? peers.length : 0, method: methodWords(rates, prior ? peers.length : 0),
  };
}

function simulate(points: YearlyPoint[], question: GrowthQuestion, peers: number[] | undefined, horizon: number): { ends: Float64Array[]; met: number } {
  const draws = seededDraws(SEED);
  const ends = Array.from({ length: horizon }, () => new Float64Array(PATHS));
  const prior = peers && peerPrior(peers);
  // Projects draw from a source of their own, so that adding one leaves the series' paths as they were.
  const arrivals = seededDraws(SEED + 1);
  const { target, pipeline = [] } = question;
  const ranges = points.map(valueRange);
  let met = 0;
  for (let path = 0; path < PATHS; path++) {
    const values = ranges.map(({ lo, hi }) => lo + (hi - lo) * draws.uniform());
    const { mean: drift, spread } = drawGrowth(values, points, prior, draws);
    let log = Math.log(values.at(-1)!);
    for (let k = 0; k < horizon; k++) {
      log += drift + spread * draws.normal();
      ends[k]![path] = Math.exp(log);
    }
    let added = 0;
    for (const project of pipeline) if (arrivals.uniform() < project.chance) added += project.adds;
    ends[horizon - 1]![path] = ends[horizon - 1]![path]! + added;
    const end = ends[horizon - 1]![path]!;
    if (wantsMore(target) ? end >= target.value : end <= target.value) met++;
  }
  return { ends, met };
}

/**
 * True values that the statement allows, each as likely. "Over 90" opens one side; a speaker who could have said a rounder, larger figure would have,
 * so it reaches one step of its rounding, at least 5 %, up.
 */
function valueRange(point: YearlyPoint): { lo: number; hi: number } {
  const step = roundingStep(point.stated, point.value);
  const reach = Math.max(step, point.value * 0.05);
  // A lone leading digit ("90 bn" as 90,000,000,000) has a step as wide as itself: no honest speaker means that much.
  const interval = readInterval(point.value, point.bound, { step: Math.min(step, point.value * 0.1) });
  const lo = Number.isFinite(interval.lo) ? interval.lo : point.value - Math.min(reach, point.value * 0.1);
  const hi = Number.isFinite(interval.hi) ? interval.hi : point.value + Math.min(reach, point.value * 0.1);
  return { lo: Math.max(lo, point.value * 0.01), hi };
}

/** Mean and spread of yearly log growth, drawn from what the rates (over one or more years each) and the prior leave open. */
function drawGrowth(values: number[], points: YearlyPoint[], prior: { mean: number; variance: number } | undefined, draws: Draws): { mean: number; spread: number } {
  let years = 0;
  let sum = 0;
  const rates: { log: number; span: number }[] = [];
  for (let k = 1; k < values.length; k++) {
    const span = points[k]!.year - points[k - 1]!.year;
    const log = Math.log(values[k]! / values[k - 1]!);
    rates.push({ log, span });
    years += span;
    sum += log;
  }
  const own = sum / years;
  const scatter = rates.reduce((total, { log, span }) => total + (log - span * own) ** 2 / span, 0);
  const weight = prior ? PRIOR_MEAN_RATES : 0;
  const centre = prior ? (weight * prior.mean + sum) / (weight + years) : own;
  const freedom = prior ? PRIOR_SPREAD_RATES + rates.length : rates.length - 1;
  const apart = prior ? ((weight * years) / (weight + years)) * (own - prior.mean) ** 2 : 0;
  const squares = (prior ? PRIOR_SPREAD_RATES * prior.variance : 0) + scatter + apart;
  const spread = Math.sqrt(squares / (2 * draws.gamma(freedom / 2)));
  return { mean: centre + (spread / Math.sqrt(weight + years)) * draws.normal(), spread };
}

/**
 * Prior of mean and spread from the peers' rates. They vary within a series and between series; a mean worth one rate says half of it is between.
 * Median and quartiles, so that one wild peer does not make every target a coin toss.
 */
function peerPrior(peers: number[]): { mean: number; variance: number } {
  const sorted = Float64Array.from(peers).sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  const scale = (at(0.75) - at(0.25)) / 1.349;
  return { mean: at(0.5), variance: Math.max(scale ** 2 / (1 + 1 / PRIOR_MEAN_RATES), 1e-6) };
}

function level(values: Float64Array, share: number): number {
  const sorted = values.toSorted();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

function refuse(reason: GrowthRefusal["reason"], required: RequiredGrowth | undefined, zh: string, en: string): GrowthRefusal {
  return { status: "refused", reason, required, words: { zh, en } };
}

function methodWords(rates: number, peers: number): Label {
  return {
    zh: `方法：年度对数增长，均值与波动均未知（学生 t 分布）；本序列 ${rates} 个增速${peers > 0 ? `，以 ${peers} 个可比增速为先验` : ""}；模拟 ${PATHS} 条路径。`,
    en: `Method: yearly log growth with unknown mean and spread (Student's t); ${rates} growth rates of this series${peers > 0 ? `, ${peers} comparable rates as prior` : ""}; ${PATHS} simulated paths.`,
  };
}
