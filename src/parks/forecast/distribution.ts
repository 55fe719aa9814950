/**
 * Distributions of slips: how many days after the promised end a thing really ended, from weighted past cases.
 * Invariant: `days` strictly ascends, `chance` is positive and sums to one; a point mass (many ended exactly on the day) stays one point.
 */

export interface SlipDistribution {
  /** Slip in days, negative = early. */
  days: Float64Array;
  chance: Float64Array;
}

/** A past case: its slip, its weight, and the largest slip that could have been seen when the table was made. */
export interface WeightedSlips {
  days: Float64Array;
  limit: Float64Array;
  /** Positions in ascending order of `days` and of `limit`, worked out once for a table. */
  by_days: Int32Array;
  by_limit: Int32Array;
}

/** Prepares past slips for `rightTruncated`. Without limits, every slip could have been seen. */
export function weighSlips(days: Float64Array, limit?: Float64Array): WeightedSlips {
  const limits = limit ?? new Float64Array(days.length).fill(Infinity);
  const sorted = (by: Float64Array): Int32Array => Int32Array.from(by.keys()).sort((a, b) => by[a]! - by[b]! || a - b);
  return { days, limit: limits, by_days: sorted(days), by_limit: sorted(limits) };
}

/**
 * Distribution of slips from cases that are only in the table because they had ended when it was made: recent promises are seen only
 * where they were kept early, which a plain average takes for punctuality. Product-limit estimator for right truncation
 * (Lynden-Bell 1971; Woodroofe 1985), with weights. Without limits it is the weighted empirical distribution.
 *
 * At the far end few cases could have been seen at all; where a single one could, the plain estimator gives it all the chance. With
 * `risk_share_min`, values at the far end that fewer than that share of the cases could have shown are left out (Lai & Ying 1991): what is told is then the
 * slip among those up to there.
 * @returns undefined when no case has weight.
 */
export function rightTruncated(slips: WeightedSlips, weights: Float64Array, risk_share_min = 0): SlipDistribution | undefined {
  const { days, limit, by_days, by_limit } = slips;
  const risk_min = risk_share_min * weights.reduce((sum, w) => sum + w, 0);
  const values: number[] = [];
  const masses: number[] = [];
  let at_risk = 0;
  let below = 1;
  let begun = false;
  let l = by_limit.length - 1;
  let i = by_days.length - 1;
  while (i >= 0 && below > 1e-9) {
    const value = days[by_days[i]!]!;
    for (; l >= 0 && limit[by_limit[l]!]! >= value; l--) at_risk += weights[by_limit[l]!]!;
    let here = 0;
    for (; i >= 0 && days[by_days[i]!] === value; i--) here += weights[by_days[i]!]!;
    begun ||= at_risk >= risk_min;
    if (here > 1e-12 && begun) {
      const mass = below * Math.min(1, here / Math.max(at_risk, here));
      values.push(value);
      masses.push(mass);
      below -= mass;
    }
    at_risk -= here;
  }
  return values.length === 0 ? undefined : normalised(values.reverse(), masses.reverse());
}

function normalised(values: number[], masses: number[]): SlipDistribution {
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  return { days: Float64Array.from(values), chance: Float64Array.from(masses, (mass) => mass / total) };
}

/**
 * The distribution once it is known that the slip exceeds `after` (already that late, not finished) and is at most `at_most`.
 * @returns undefined when no past case lies there: the record says nothing about such a project.
 */
export function conditionOn(distribution: SlipDistribution, known: { after?: number; at_most?: number }): SlipDistribution | undefined {
  const values: number[] = [];
  const masses: number[] = [];
  distribution.days.forEach((day, k) => {
    if (day <= (known.after ?? -Infinity) || day > (known.at_most ?? Infinity)) return;
    values.push(day);
    masses.push(distribution.chance[k]!);
  });
  return values.length === 0 ? undefined : normalised(values, masses);
}

/** Smallest slip that at least the share `level` of cases did not exceed. */
export function slipQuantile(distribution: SlipDistribution, level: number): number {
  let sum = 0;
  for (let k = 0; k < distribution.days.length; k++) {
    sum += distribution.chance[k]!;
    if (sum >= level - 1e-12) return distribution.days[k]!;
  }
  return distribution.days[distribution.days.length - 1]!;
}

/** Chance of a slip of at most `days` (`strictly`: of fewer). */
export function chanceWithin(distribution: SlipDistribution, days: number, strictly = false): number {
  let sum = 0;
  for (let k = 0; k < distribution.days.length; k++) {
    const day = distribution.days[k]!;
    if (day > days || (strictly && day === days)) break;
    sum += distribution.chance[k]!;
  }
  return Math.min(sum, 1);
}

/** How many equally weighted cases would say as much: (Σw)² / Σw² (Kish 1965). */
export function effectiveSize(weights: Iterable<number>): number {
  let sum = 0;
  let squares = 0;
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  return squares === 0 ? 0 : (sum * sum) / squares;
}
