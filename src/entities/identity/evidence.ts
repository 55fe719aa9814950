/**
 * Evidence and its weights. A comparison first gathers evidence (a named quantity with the two values compared), then multiplies each by the
 * weight of its name. Invariant: the sum of the weighted lines is the comparison's weight; an unknown name is a programmer's error.
 */
import type { MatchFeature } from "./model.ts";

export interface Evidence {
  name: string;
  /** Bits for agreements (−log2 of the chance of agreeing by accident), counts or bits lost for disagreements. */
  value: number;
  a: string;
  b: string;
  detail?: string;
}

export type Weights = Record<string, number>;

/** Weigh evidence into features, greatest first. */
export function weigh(evidence: Evidence[], weights: Weights): MatchFeature[] {
  const out: MatchFeature[] = [];
  for (const e of evidence) {
    const factor = weights[e.name];
    if (factor === undefined) throw new Error(`identity: no weight for evidence "${e.name}"`);
    const weight = Math.round(factor * e.value * 1000) / 1000;
    if (weight !== 0) out.push(e.detail === undefined ? { name: e.name, weight, a: e.a, b: e.b } : { name: e.name, weight, a: e.a, b: e.b, detail: e.detail });
  }
  return out.sort((x, y) => Math.abs(y.weight) - Math.abs(x.weight));
}

export function totalWeight(features: readonly { weight: number }[]): number {
  let sum = 0;
  for (const f of features) sum += f.weight;
  return Math.round(sum * 1000) / 1000;
}

/** As {@link weigh} and {@link totalWeight} in one, without building the lines: for scoring in bulk. */
export function weightOf(evidence: readonly Evidence[], weights: Weights): number {
  let sum = 0;
  for (const e of evidence) sum += weights[e.name]! * e.value;
  return sum;
}
