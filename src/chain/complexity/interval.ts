/**
 * Intervals and draws: what an index would have been on another sample. Pure; random draws come from a seeded generator,
 * so the same table gives the same interval on every machine.
 */

/** Lower and upper end of a 95 % interval. */
export interface Range { lo: number; hi: number }

const Z95 = 1.959963984540054;

/** Interval of a share of `k` out of `n` (Wilson 1927). Undefined for an empty sample. */
export function wilson(k: number, n: number, z = Z95): Range | undefined {
  if (!(n > 0) || k < 0 || k > n) return undefined;
  const p = k / n;
  const z2 = z * z;
  const middle = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  return { lo: Math.max(0, middle - half), hi: Math.min(1, middle + half) };
}

/**
 * Interval of a location quotient when its values are counts (firms, jobs, patents): log-normal, with the variance of
 * the log of a ratio of two proportions, `1/x_ra − 1/x_r + 1/x_a − 1/x` (Katz et al. 1978).
 */
export function quotientRange(cell: number, region: number, activity: number, total: number, quotient: number): Range | undefined {
  if (!(cell > 0) || !(quotient > 0)) return undefined;
  const spread = Z95 * Math.sqrt(Math.max(0, 1 / cell - 1 / region + 1 / activity - 1 / total));
  return { lo: quotient * Math.exp(-spread), hi: quotient * Math.exp(spread) };
}

/** A bootstrap draw as weights: how often each of `n` units was drawn in n draws with replacement (Efron 1979). */
export function drawWeights(n: number, uniform: () => number): Float64Array {
  const weight = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    const at = Math.floor(uniform() * n);
    weight[at] = weight[at]! + 1;
  }
  return weight;
}

/** The central 95 % of a set of draws (type 7 quantiles). Undefined below 20 draws: the ends would be single draws. */
export function centralRange(draws: readonly number[]): Range | undefined {
  const sorted = draws.filter((d) => Number.isFinite(d)).sort((a, b) => a - b);
  if (sorted.length < 20) return undefined;
  return { lo: quantile(sorted, 0.025), hi: quantile(sorted, 0.975) };
}

/** Type 7 quantile of an ascending array. */
export function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p;
  const low = Math.floor(at);
  const high = Math.ceil(at);
  return sorted[low]! + (sorted[high]! - sorted[low]!) * (at - low);
}

/** Mean and population standard deviation of the numbers for which `keep` holds (all, unless told). */
export function meanAndSpread(values: ArrayLike<number>): { mean: number; spread: number } {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i]!;
  const mean = sum / values.length;
  let square = 0;
  for (let i = 0; i < values.length; i += 1) square += (values[i]! - mean) ** 2;
  return { mean, spread: Math.sqrt(square / values.length) };
}

/** Pearson correlation; 0 when one side does not vary. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const sa = meanAndSpread(a);
  const sb = meanAndSpread(b);
  if (!(sa.spread > 0) || !(sb.spread > 0)) return 0;
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i]! - sa.mean) * (b[i]! - sb.mean);
  return sum / a.length / (sa.spread * sb.spread);
}
