/**
 * How well a score tells what happened from what did not: area under the ROC curve with an interval, precision among the
 * first, best F1. Invariant: ties count half; a score of one value for all has an AUC of exactly 0.5.
 */
import { seededUniform } from "../../kernel/index.ts";
import { centralRange, drawWeights, type Range } from "./interval.ts";

/** Area under the ROC curve as the Mann–Whitney probability (Hanley and McNeil 1982). Undefined when one class is empty. */
export function auc(score: ArrayLike<number>, outcome: ArrayLike<number>): number | undefined {
  return weightedAuc(descending(score), score, outcome);
}

/** Cases in order of score, highest first. */
function descending(score: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: score.length }, (_, i) => i).sort((a, b) => score[b]! - score[a]!);
}

function weightedAuc(order: Uint32Array, score: ArrayLike<number>, outcome: ArrayLike<number>, weightOf?: (i: number) => number): number | undefined {
  let happenedAbove = 0;
  let pairs = 0;
  let negatives = 0;
  for (let at = 0; at < order.length;) {
    const level = score[order[at]!]!;
    let happened = 0;
    let not = 0;
    for (; at < order.length && score[order[at]!] === level; at += 1) {
      const i = order[at]!;
      const w = weightOf ? weightOf(i) : 1;
      if (outcome[i]) happened += w;
      else not += w;
    }
    pairs += not * (happenedAbove + happened / 2);
    happenedAbove += happened;
    negatives += not;
  }
  return happenedAbove > 0 && negatives > 0 ? pairs / (happenedAbove * negatives) : undefined;
}

/** 95 % interval of the AUC when whole groups (regions) are drawn with replacement: cells of one region are not independent. */
export function aucRange(score: ArrayLike<number>, outcome: ArrayLike<number>, group: ArrayLike<number>, draws: number, seed = 1): Range | undefined {
  const order = descending(score);
  const uniform = seededUniform(seed);
  const groups = Math.max(-1, ...Array.from(new Set(Array.from(group)))) + 1;
  const seen: number[] = [];
  for (let d = 0; d < draws; d += 1) {
    const weight = drawWeights(groups, uniform);
    const drawn = weightedAuc(order, score, outcome, (i) => weight[group[i]!]!);
    if (drawn !== undefined) seen.push(drawn);
  }
  return centralRange(seen);
}

/** Where the AUC of a score without information lies 95 times in 100, for so many cases of both kinds (Mann and Whitney 1947). */
export function uninformedRange(happened: number, not: number): Range {
  const half = 1.959963984540054 * Math.sqrt((happened + not + 1) / (12 * happened * not));
  return { lo: Math.max(0, 0.5 - half), hi: Math.min(1, 0.5 + half) };
}

/** Share of what happened among the `n` highest scores, n being how often it happened; and the best F1 over all cuts. */
export function hitRates(score: ArrayLike<number>, outcome: ArrayLike<number>): { precisionAtN: number; bestF1: number } {
  const order = descending(score);
  let total = 0;
  for (let i = 0; i < outcome.length; i += 1) total += outcome[i]! ? 1 : 0;
  let hits = 0;
  let bestF1 = 0;
  let precisionAtN = 0;
  for (let at = 0; at < order.length; at += 1) {
    if (outcome[order[at]!]) hits += 1;
    if (at + 1 === total) precisionAtN = hits / total;
    // A cut may fall only between different scores.
    if (at + 1 < order.length && score[order[at]!] === score[order[at + 1]!]) continue;
    bestF1 = Math.max(bestF1, (2 * hits) / (at + 1 + total));
  }
  return { precisionAtN, bestF1 };
}
