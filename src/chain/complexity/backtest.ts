/**
 * Would it have been told? Entry and exit of specialisations on a panel, scored by relatedness density and by models.
 * Two protocols: `sustained` (specialised in none of the earlier and all of the later half of the periods, against in
 * none at all; exit the other way round; Juhász, Wachs, Kaminski and Hidalgo 2026) and `forward` (models fitted on earlier
 * transitions only, scored on the last one; Albora et al. 2023).
 * Invariant: no model scores a region that it was fitted on (`sustained`) or a period that it has seen (`forward`).
 */
import { auc, aucRange, hitRates, uninformedRange } from "./auc.ts";
import { boostingScore, fitBoosting } from "./boosting.ts";
import { FEATURES, periodState, writeFeatures, type PeriodState } from "./case-features.ts";
import type { Engine } from "./engine.ts";
import type { Range } from "./interval.ts";
import { fitLogistic, logisticScore } from "./logistic.ts";
import type { Panel } from "./panel.ts";
import type { Specialisation } from "./specialisation.ts";

export interface BacktestOptions {
  threshold?: number;
  /** Draws of the AUC intervals (regions drawn with replacement); 200 unless told. */
  draws?: number;
  engine?: (m: Specialisation) => Engine;
}

/** A way to score cells. `density` and `quotient` are read off the table; the last two are fitted. */
export const SCORES = ["density", "quotient", "size", "logistic", "boosting"] as const;
export type ScoreName = (typeof SCORES)[number];

export interface ScoreResult { score: ScoreName; auc: number; range?: Range; precisionAtN: number; bestF1: number }

export interface BacktestTask {
  kind: "entry" | "exit";
  protocol: "sustained" | "forward";
  /** `all`: a cell that is not stated counts as zero. `stated`: only cells stated in every period used. */
  scope: "all" | "stated";
  from: string[];
  to: string[];
  /** Cells scored, how many of them entered (left), and in how many regions. */
  n: number;
  happened: number;
  regions: number;
  /** A score without information: 0.5, and where it falls 95 times in 100 with so many cells. */
  noInformation: { auc: 0.5 } & Range;
  scores: ScoreResult[];
  refusal?: { zh: string; en: string };
  cells: { region: number; activity: number; happened: boolean; score: Partial<Record<ScoreName, number>> }[];
}

const FOLDS = 5;
const CLASS_MIN = 10;

interface Cases { kind: "entry" | "exit"; region: number[]; activity: number[]; happened: number[]; features: Float64Array }

/** Runs both kinds under both protocols, on all cells and on the stated ones where these differ. */
export function backtest(panel: Panel, options: BacktestOptions = {}): BacktestTask[] {
  const states = panel.values.map((_, t) => periodState(panel, t, options.threshold ?? 1, options.engine));
  const everywhere = panel.values.every((v) => v.every((x) => x === x));
  const tasks: BacktestTask[] = [];
  for (const scope of everywhere ? (["all"] as const) : (["all", "stated"] as const)) {
    for (const kind of ["entry", "exit"] as const) {
      tasks.push(sustained(panel, states, kind, scope, options));
      const last = forward(panel, states, kind, scope, options);
      if (last) tasks.push(last);
    }
  }
  return tasks;
}

function sustained(panel: Panel, states: PeriodState[], kind: "entry" | "exit", scope: "all" | "stated", options: BacktestOptions): BacktestTask {
  const half = Math.floor(states.length / 2);
  const early = kind === "entry" ? 0 : 1;
  const cases = collect(panel, states, kind, [0, half - 1], scope, states.map((_, t) => t), (at) => {
    for (let t = 0; t < half; t += 1) if (states[t]!.one[at] !== early) return undefined;
    const later = states[half]!.one[at]!;
    for (let t = half + 1; t < states.length; t += 1) if (states[t]!.one[at] !== later) return undefined;
    return later !== early;
  });
  return score("sustained", scope, panel.periods.slice(0, half), panel.periods.slice(half), cases, options, byFolds(cases));
}

/** Transitions of one period; the last is scored by models fitted on all before it. Needs three periods. */
function forward(panel: Panel, states: PeriodState[], kind: "entry" | "exit", scope: "all" | "stated", options: BacktestOptions): BacktestTask | undefined {
  const last = states.length - 1;
  if (last < 2) return undefined;
  const early = kind === "entry" ? 0 : 1;
  const transition = (t: number): Cases => collect(panel, states, kind, [t - 1, t - 1], scope, [t - 1, t], (at) => (
    states[t - 1]!.one[at] === early ? states[t]!.one[at] !== early : undefined
  ));
  const past = joined(Array.from({ length: last - 1 }, (_, k) => transition(k + 1)));
  const cases = transition(last);
  const fitted = (train: Cases): ((name: "logistic" | "boosting") => Float64Array | undefined) => (name) => (
    enough(train) ? predict(name, train, cases) : undefined
  );
  return score("forward", scope, [panel.periods[last - 1]!], [panel.periods[last]!], cases, options, fitted(past));
}

/** Cells for which `outcome` says whether it happened, with the features of the periods `from` (density's, and the last known). */
function collect(
  panel: Panel, states: PeriodState[], kind: "entry" | "exit", from: [number, number], scope: "all" | "stated", used: number[],
  outcome: (at: number) => boolean | undefined,
): Cases {
  const width = panel.activities.length;
  const found: { r: number; a: number; y: number }[] = [];
  for (let r = 0; r < panel.regions.length; r += 1) {
    for (let a = 0; a < width; a += 1) {
      const at = r * width + a;
      if (scope === "stated" && used.some((t) => Number.isNaN(panel.values[t]![at]!))) continue;
      const happened = outcome(at);
      // Without a region specialised in the activity at the start there is no density: nothing to score.
      if (happened === undefined || !Number.isFinite(states[from[0]]!.density[at]!)) continue;
      found.push({ r, a, y: happened ? 1 : 0 });
    }
  }
  const features = new Float64Array(found.length * FEATURES.length);
  found.forEach((c, i) => writeFeatures(features, i * FEATURES.length, states[from[0]]!, states[from[1]]!, c.r, c.a));
  return { kind, region: found.map((c) => c.r), activity: found.map((c) => c.a), happened: found.map((c) => c.y), features };
}

function joined(parts: Cases[]): Cases {
  const features = new Float64Array(parts.reduce((n, p) => n + p.features.length, 0));
  let at = 0;
  for (const p of parts) { features.set(p.features, at); at += p.features.length; }
  return {
    kind: parts[0]!.kind, region: parts.flatMap((p) => p.region), activity: parts.flatMap((p) => p.activity),
    happened: parts.flatMap((p) => p.happened), features,
  };
}

function enough(cases: Cases): boolean {
  const happened = cases.happened.reduce((a, b) => a + b, 0);
  return happened >= CLASS_MIN && cases.happened.length - happened >= CLASS_MIN;
}

/** Scores each region's cells by models fitted on the other folds' regions. */
function byFolds(cases: Cases): (name: "logistic" | "boosting") => Float64Array | undefined {
  return (name) => {
    const out = new Float64Array(cases.happened.length);
    for (let fold = 0; fold < FOLDS; fold += 1) {
      const [train, test] = [subset(cases, (r) => r % FOLDS !== fold), subset(cases, (r) => r % FOLDS === fold)];
      if (!enough(train.cases)) return undefined;
      predict(name, train.cases, test.cases).forEach((s, i) => { out[test.at[i]!] = s; });
    }
    return out;
  };
}

function subset(cases: Cases, keep: (region: number) => boolean): { cases: Cases; at: number[] } {
  const at: number[] = [];
  cases.region.forEach((r, i) => { if (keep(r)) at.push(i); });
  const width = FEATURES.length;
  const features = new Float64Array(at.length * width);
  at.forEach((i, k) => features.set(cases.features.subarray(i * width, (i + 1) * width), k * width));
  const pick = (from: number[]): number[] => at.map((i) => from[i]!);
  return { cases: { kind: cases.kind, region: pick(cases.region), activity: pick(cases.activity), happened: pick(cases.happened), features }, at };
}

function predict(name: "logistic" | "boosting", train: Cases, test: Cases): Float64Array {
  const width = FEATURES.length;
  const row = (i: number): Float64Array => test.features.subarray(i * width, (i + 1) * width);
  if (name === "logistic") {
    const model = fitLogistic(train.features, width, train.happened);
    return Float64Array.from(test.happened, (_, i) => logisticScore(model, row(i)));
  }
  const model = fitBoosting(train.features, width, train.happened);
  return Float64Array.from(test.happened, (_, i) => boostingScore(model, row(i)));
}

function score(
  protocol: "sustained" | "forward", scope: "all" | "stated", from: string[], to: string[], cases: Cases, options: BacktestOptions,
  fitted: (name: "logistic" | "boosting") => Float64Array | undefined,
): BacktestTask {
  const happened = cases.happened.reduce((a, b) => a + b, 0);
  const n = cases.happened.length;
  const task: BacktestTask = {
    kind: cases.kind, protocol, scope, from, to, n, happened, regions: new Set(cases.region).size,
    noInformation: { auc: 0.5, ...(happened > 0 && happened < n ? uninformedRange(happened, n - happened) : { lo: 0, hi: 1 }) },
    scores: [], cells: cases.region.map((r, i) => ({ region: r, activity: cases.activity[i]!, happened: cases.happened[i] === 1, score: {} })),
  };
  if (!enough(cases)) {
    task.refusal = {
      zh: `发生 ${happened} 次、未发生 ${n - happened} 次，各至少需 ${CLASS_MIN} 次，不评分`,
      en: `${happened} happened and ${n - happened} did not; at least ${CLASS_MIN} of each are needed for a score`,
    };
    return task;
  }
  for (const name of SCORES) {
    const values = name === "logistic" || name === "boosting" ? fitted(name) : plainScore(name, cases);
    const value = values && auc(values, cases.happened);
    if (!values || value === undefined) continue;
    values.forEach((s, i) => { task.cells[i]!.score[name] = s; });
    task.scores.push({
      score: name, auc: value, range: aucRange(values, cases.happened, cases.region, options.draws ?? 200), ...hitRates(values, cases.happened),
    });
  }
  return task;
}

/** A score read off the features: the nearer (the more specialised, the larger), the likelier to enter and the less to leave. */
function plainScore(name: "density" | "quotient" | "size", cases: Cases): Float64Array {
  const at = FEATURES.indexOf(name);
  const sign = cases.kind === "entry" ? 1 : -1;
  return Float64Array.from(cases.happened, (_, i) => sign * cases.features[i * FEATURES.length + at]!);
}
