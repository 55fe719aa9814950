/**
 * Logistic regression with a small ridge penalty, by Newton steps (iteratively reweighted least squares).
 * Invariant: features are standardised with the training data's own mean and spread, so that coefficients compare.
 */
import { meanAndSpread } from "./interval.ts";

export interface LogisticModel { mean: Float64Array; spread: Float64Array; coefficient: Float64Array; intercept: number }

/** Fits P(outcome) on the rows of `features` (row-major, `width` to a row). */
export function fitLogistic(features: Float64Array, width: number, outcome: ArrayLike<number>, ridge = 1): LogisticModel {
  const n = outcome.length;
  const { z, mean, spread } = standardised(features, width, n);
  const k = width + 1;
  const beta = new Float64Array(k);
  for (let step = 0; step < 25; step += 1) {
    const gradient = new Float64Array(k);
    const hessian = new Float64Array(k * k);
    for (let i = 0; i < n; i += 1) accumulate(z.subarray(i * k, (i + 1) * k), outcome[i]! ? 1 : 0, beta, gradient, hessian);
    for (let j = 1; j < k; j += 1) {
      gradient[j] = gradient[j]! - ridge * beta[j]!;
      hessian[j * k + j] = hessian[j * k + j]! + ridge;
    }
    hessian[0] = hessian[0]! + 1e-9;
    const change = solvePositive(hessian, gradient, k);
    let largest = 0;
    for (let j = 0; j < k; j += 1) {
      // A bounded step keeps separable data from running away before the ridge holds it.
      const by = Math.max(-4, Math.min(4, change[j]!));
      beta[j] = beta[j]! + by;
      largest = Math.max(largest, Math.abs(by));
    }
    if (largest < 1e-9) break;
  }
  return { mean, spread, coefficient: beta.slice(1), intercept: beta[0]! };
}

/** The log odds of a row: all that ranking needs. */
export function logisticScore(model: LogisticModel, row: ArrayLike<number>): number {
  let eta = model.intercept;
  for (let j = 0; j < model.coefficient.length; j += 1) eta += (model.coefficient[j]! * (row[j]! - model.mean[j]!)) / model.spread[j]!;
  return eta;
}

function standardised(features: Float64Array, width: number, n: number): { z: Float64Array; mean: Float64Array; spread: Float64Array } {
  const mean = new Float64Array(width);
  const spread = new Float64Array(width);
  const z = new Float64Array(n * (width + 1));
  const column = new Float64Array(n);
  for (let j = 0; j < width; j += 1) {
    for (let i = 0; i < n; i += 1) column[i] = features[i * width + j]!;
    const s = meanAndSpread(column);
    mean[j] = s.mean;
    spread[j] = s.spread > 1e-12 ? s.spread : 1;
    for (let i = 0; i < n; i += 1) z[i * (width + 1) + j + 1] = (column[i]! - mean[j]!) / spread[j]!;
  }
  for (let i = 0; i < n; i += 1) z[i * (width + 1)] = 1;
  return { z, mean, spread };
}

function accumulate(row: Float64Array, y: number, beta: Float64Array, gradient: Float64Array, hessian: Float64Array): void {
  const k = beta.length;
  let eta = 0;
  for (let j = 0; j < k; j += 1) eta += beta[j]! * row[j]!;
  const p = 1 / (1 + Math.exp(-eta));
  const w = p * (1 - p);
  for (let j = 0; j < k; j += 1) {
    gradient[j] = gradient[j]! + (y - p) * row[j]!;
    const wj = w * row[j]!;
    for (let l = 0; l <= j; l += 1) hessian[j * k + l] = hessian[j * k + l]! + wj * row[l]!;
  }
}

/** Solves A x = b for a symmetric positive definite A (lower half given), by Cholesky. */
function solvePositive(a: Float64Array, b: Float64Array, k: number): Float64Array {
  const l = new Float64Array(k * k);
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = a[i * k + j]!;
      for (let t = 0; t < j; t += 1) sum -= l[i * k + t]! * l[j * k + t]!;
      l[i * k + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / l[j * k + j]!;
    }
  }
  const x = Float64Array.from(b);
  for (let i = 0; i < k; i += 1) {
    for (let t = 0; t < i; t += 1) x[i] = x[i]! - l[i * k + t]! * x[t]!;
    x[i] = x[i]! / l[i * k + i]!;
  }
  for (let i = k - 1; i >= 0; i -= 1) {
    for (let t = i + 1; t < k; t += 1) x[i] = x[i]! - l[t * k + i]! * x[t]!;
    x[i] = x[i]! / l[i * k + i]!;
  }
  return x;
}
