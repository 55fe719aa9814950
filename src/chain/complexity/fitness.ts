/**
 * Fitness of regions and complexity of activities by the non-linear map of Tacchella, Cristelli, Caldarelli, Gabrielli and
 * Pietronero (2012, Scientific Reports 2:723), and the variant that converges (Servedio, Buttà, Mazzilli, Tacchella and
 * Pietronero 2018, Entropy 20(10):783). Invariant: an empty row or column takes no part and gets NaN (null at the door).
 */
import { seededUniform } from "../../kernel/index.ts";
import { centralRange, drawWeights, type Range } from "./interval.ts";
import { transpose, type Specialisation } from "./specialisation.ts";

export interface FitnessOptions {
  /** Iterations; 20 unless told, as is usual for country and product data. */
  iterations?: number;
  /** `tacchella-2012` unless told; `servedio-2018` where zeros matter: its values never fall to zero. */
  variant?: "tacchella-2012" | "servedio-2018";
  /** Bootstrap draws for the intervals of the regions and activities; none unless told. */
  draws?: number;
  seed?: number;
}

/** Values in the order of the matrix, each of mean 1 over the places that take part. */
export interface FitnessResult {
  fitness: Float64Array;
  complexity: Float64Array;
  variant: "tacchella-2012" | "servedio-2018";
  iterations: number;
  /** Largest relative change of a fitness in the last iteration. The 2012 map need not converge: it is stated, not hidden. */
  lastChange: number;
  fitnessRange?: (Range | undefined)[];
  complexityRange?: (Range | undefined)[];
}

/** Runs the map. With a weight, each activity (region) counts that many times. */
export function fitnessComplexity(m: Specialisation, options: FitnessOptions = {}): FitnessResult {
  const variant = options.variant ?? "tacchella-2012";
  const iterations = options.iterations ?? (variant === "tacchella-2012" ? 20 : 1000);
  const run = variant === "tacchella-2012" ? tacchella : servedio;
  const result: FitnessResult = { ...run(m, iterations), variant };
  const draws = options.draws ?? 0;
  if (draws > 0) {
    const seed = options.seed ?? 2;
    result.fitnessRange = bootstrap(m, draws, seed, (weight) => run(m, iterations, weight).fitness);
    const flipped = transpose(m);
    result.complexityRange = bootstrap(flipped, draws, seed + 1, (weight) => run(m, iterations, undefined, weight).complexity);
  }
  return result;
}

type Run = Omit<FitnessResult, "variant">;

/** F̃_c = Σ_p M_cp Q_p and Q̃_p = 1 / Σ_c M_cp / F_c, both from the step before, each divided by its mean. */
function tacchella(m: Specialisation, iterations: number, activityWeight?: Float64Array, regionWeight?: Float64Array): Run {
  let fitness: Float64Array = new Float64Array(m.regions).fill(1);
  let complexity: Float64Array = new Float64Array(m.activities).fill(1);
  let lastChange = Number.POSITIVE_INFINITY;
  let done = 0;
  for (; done < iterations && lastChange > 0; done += 1) {
    const inverse = fitness.map((f, r) => (regionWeight ? regionWeight[r]! : 1) / f);
    const load = activityWeight ? complexity.map((q, a) => (activityWeight[a] === 0 ? 0 : q * activityWeight[a]!)) : complexity;
    const nextFitness = sums(m.rowStart, m.column, load);
    const nextComplexity = sums(m.columnStart, m.row, inverse).map((s) => (s > 0 ? 1 / s : Number.NaN));
    toMeanOne(nextFitness, regionWeight);
    toMeanOne(nextComplexity, activityWeight);
    lastChange = largestChange(fitness, nextFitness);
    fitness = nextFitness;
    complexity = nextComplexity;
  }
  return { fitness: blankEmpty(fitness, m.diversity), complexity: blankEmpty(complexity, m.ubiquity), iterations: done, lastChange };
}

/** F_c = δ² + Σ_p M_cp / P_p, P_p = 1 + Σ_c M_cp / F_c with δ small; complexity is 1 / (P_p − 1). Stops when settled. */
function servedio(m: Specialisation, iterations: number, activityWeight?: Float64Array, regionWeight?: Float64Array): Run {
  const delta = 1e-3;
  let fitness: Float64Array = new Float64Array(m.regions).fill(1);
  let burden: Float64Array = new Float64Array(m.activities).fill(1);
  let lastChange = Number.POSITIVE_INFINITY;
  let done = 0;
  for (; done < iterations && lastChange > 1e-12; done += 1) {
    const share = burden.map((p, a) => (activityWeight ? activityWeight[a]! : 1) / p);
    const inverse = fitness.map((f, r) => (regionWeight ? regionWeight[r]! : 1) / f);
    const nextFitness = sums(m.rowStart, m.column, share).map((s) => delta * delta + s);
    burden = sums(m.columnStart, m.row, inverse).map((s) => 1 + s);
    lastChange = largestChange(fitness, nextFitness);
    fitness = nextFitness;
  }
  const complexity = burden.map((p) => (p > 1 ? 1 / (p - 1) : Number.NaN));
  const result = { fitness: blankEmpty(fitness, m.diversity), complexity: blankEmpty(complexity, m.ubiquity) };
  toMeanOne(result.fitness, regionWeight);
  toMeanOne(result.complexity, activityWeight);
  return { ...result, iterations: done, lastChange };
}

function sums(start: Uint32Array, member: Uint32Array, x: Float64Array): Float64Array {
  const out = new Float64Array(start.length - 1);
  for (let r = 0; r < out.length; r += 1) {
    let sum = 0;
    for (let i = start[r]!; i < start[r + 1]!; i += 1) sum += x[member[i]!]!;
    out[r] = sum;
  }
  return out;
}

/** Divides by the mean over the finite, positive entries; an entry of an empty row or column (0 or NaN) becomes NaN. */
function toMeanOne(x: Float64Array, weight?: Float64Array): void {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < x.length; i += 1) {
    if (!(x[i]! > 0)) continue;
    const w = weight ? weight[i]! : 1;
    sum += w * x[i]!;
    count += w;
  }
  // Below the smallest double a fitness has underflowed to zero; a tiny floor keeps 1/F finite in the next step.
  for (let i = 0; i < x.length; i += 1) x[i] = count > 0 ? Math.max((x[i]! * count) / sum, 1e-300) : Number.NaN;
}

function largestChange(before: Float64Array, after: Float64Array): number {
  let most = 0;
  for (let i = 0; i < before.length; i += 1) {
    const change = Math.abs(after[i]! - before[i]!) / Math.max(after[i]!, before[i]!);
    if (change > most) most = change;
  }
  return most;
}

function blankEmpty(x: Float64Array, degree: Uint32Array): Float64Array {
  return x.map((v, i) => (degree[i] === 0 ? Number.NaN : v));
}

function bootstrap(
  m: Specialisation, draws: number, seed: number, run: (weight: Float64Array) => Float64Array,
): (Range | undefined)[] {
  const uniform = seededUniform(seed);
  const seen: number[][] = Array.from({ length: m.regions }, () => []);
  for (let d = 0; d < draws; d += 1) {
    const drawn = run(drawWeights(m.activities, uniform));
    for (let r = 0; r < m.regions; r += 1) if (drawn[r]! > 1e-290) seen[r]!.push(drawn[r]!);
  }
  return seen.map(centralRange);
}
