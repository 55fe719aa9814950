/**
 * The economic complexity index as an eigenvector (Hidalgo and Hausmann 2009 in the form of the Atlas of Economic
 * Complexity 2014): the second eigenvector of `D⁻¹ M U⁻¹ Mᵀ`. Solved on the symmetric `D^-½ M U⁻¹ Mᵀ D^-½`, whose top
 * vector is known to be `D^½·1` and is deflated, by Lanczos with full reorthogonalisation on the sparse M.
 * Invariant: M is connected and has no empty row or column (callers take one connected part), so the second value is below 1.
 */
import type { Specialisation } from "./specialisation.ts";
import { tridiagonalEigen } from "./tridiagonal.ts";

/** Second eigenvector (one entry a region, not scaled, sign open), its eigenvalue, and the one after it. */
export interface SecondVector { vector: Float64Array; value: number; next: number; steps: number; converged: boolean }

const STEPS_MAX = 400;
const RESIDUAL = 1e-13;

/**
 * The vector of the second largest eigenvalue. `weight` counts each activity that many times (a bootstrap draw);
 * rows whose weighted degree is zero get 0 and take no part.
 */
export function secondVector(m: Specialisation, weight?: Float64Array): SecondVector | undefined {
  const n = m.regions;
  const inverseRoot = new Float64Array(n);
  const top = new Float64Array(n);
  let mass = 0;
  for (let r = 0; r < n; r += 1) {
    let degree = 0;
    if (weight) for (let i = m.rowStart[r]!; i < m.rowStart[r + 1]!; i += 1) degree += weight[m.column[i]!]!;
    else degree = m.diversity[r]!;
    inverseRoot[r] = degree > 0 ? 1 / Math.sqrt(degree) : 0;
    top[r] = Math.sqrt(degree);
    mass += degree;
  }
  for (let r = 0; r < n; r += 1) top[r] = top[r]! / Math.sqrt(mass);
  const factor = new Float64Array(m.activities);
  for (let a = 0; a < m.activities; a += 1) factor[a] = m.ubiquity[a]! > 0 ? (weight ? weight[a]! : 1) / m.ubiquity[a]! : 0;
  return lanczos(m, factor, inverseRoot, top);
}

function lanczos(m: Specialisation, factor: Float64Array, inverseRoot: Float64Array, top: Float64Array): SecondVector | undefined {
  const n = m.regions;
  const basis: Float64Array[] = [];
  const alpha: number[] = [];
  const beta: number[] = [];
  const middle = new Float64Array(m.activities);
  let q = startVector(top, inverseRoot);
  if (!q) return undefined;
  for (let step = 1; ; step += 1) {
    basis.push(q);
    const w = applySymmetric(m, factor, inverseRoot, q, middle);
    alpha.push(dot(w, q));
    // Twice is enough (Kahan, Parlett): once leaves rounding along the deflated top vector, which would grow back.
    for (let round = 0; round < 2; round += 1) {
      subtract(w, top);
      for (const b of basis) subtract(w, b);
    }
    const length = Math.sqrt(dot(w, w));
    const exhausted = length < 1e-14 || step >= n - 1;
    const last = exhausted || step >= STEPS_MAX;
    if (last || step % 4 === 0) {
      const ritz = tridiagonalEigen(alpha, beta);
      const residual = length * Math.abs(ritz.vector[step - 1]!);
      if (last || residual < RESIDUAL) return assemble(basis, ritz, inverseRoot, exhausted || residual < 1e-9);
    }
    beta.push(length);
    for (let i = 0; i < n; i += 1) w[i] = w[i]! / length;
    q = w;
  }
}

/** w = D^-½ M (W U⁻¹) Mᵀ D^-½ q, without forming the product. */
function applySymmetric(
  m: Specialisation, factor: Float64Array, inverseRoot: Float64Array, q: Float64Array, middle: Float64Array,
): Float64Array {
  const { rowStart, column } = m;
  const n = m.regions;
  middle.fill(0);
  for (let r = 0; r < n; r += 1) {
    const x = q[r]! * inverseRoot[r]!;
    const end = rowStart[r + 1]!;
    for (let i = rowStart[r]!; i < end; i += 1) {
      const a = column[i]!;
      middle[a] = middle[a]! + x;
    }
  }
  for (let a = 0; a < middle.length; a += 1) middle[a] = middle[a]! * factor[a]!;
  const w = new Float64Array(n);
  for (let r = 0; r < n; r += 1) {
    let sum = 0;
    const end = rowStart[r + 1]!;
    for (let i = rowStart[r]!; i < end; i += 1) sum += middle[column[i]!]!;
    w[r] = sum * inverseRoot[r]!;
  }
  return w;
}

/** A fixed pseudo-random start (xorshift32), without its part along the known top vector. */
function startVector(top: Float64Array, inverseRoot: Float64Array): Float64Array | undefined {
  const q = new Float64Array(top.length);
  let state = 0x9e3779b9;
  for (let i = 0; i < q.length; i += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    q[i] = inverseRoot[i]! > 0 ? (state >>> 0) / 0x1_0000_0000 - 0.5 : 0;
  }
  subtract(q, top);
  subtract(q, top);
  const length = Math.sqrt(dot(q, q));
  if (length < 1e-12) return undefined;
  for (let i = 0; i < q.length; i += 1) q[i] = q[i]! / length;
  return q;
}

function assemble(
  basis: Float64Array[], ritz: { value: Float64Array; vector: Float64Array }, inverseRoot: Float64Array, converged: boolean,
): SecondVector {
  const vector = new Float64Array(inverseRoot.length);
  basis.forEach((b, k) => {
    const s = ritz.vector[k]!;
    for (let i = 0; i < vector.length; i += 1) vector[i] = vector[i]! + s * b[i]!;
  });
  for (let i = 0; i < vector.length; i += 1) vector[i] = vector[i]! * inverseRoot[i]!;
  return { vector, value: ritz.value[0]!, next: ritz.value[1] ?? 0, steps: basis.length, converged };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

/** Takes out of w its part along the unit vector b. */
function subtract(w: Float64Array, b: Float64Array): void {
  const along = dot(w, b);
  for (let i = 0; i < w.length; i += 1) w[i] = w[i]! - along * b[i]!;
}
