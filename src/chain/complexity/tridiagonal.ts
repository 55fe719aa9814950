/**
 * Eigenvalues and vectors of a small symmetric tridiagonal matrix by implicit QL steps (EISPACK `tql2`; Bowdler, Martin,
 * Reinsch and Wilkinson 1968). Lanczos hands its projected matrix here. Invariant: values come descending, vectors orthonormal.
 */

/** `vector[k * n + i]` is component i of the eigenvector of `value[k]`. */
export interface TridiagonalEigen { value: Float64Array; vector: Float64Array }

/** Solves the matrix with the given diagonal and off-diagonal (`off[i]` joins i and i+1). */
export function tridiagonalEigen(diagonal: ArrayLike<number>, off: ArrayLike<number>): TridiagonalEigen {
  const n = diagonal.length;
  const d = Float64Array.from(diagonal);
  const e = new Float64Array(n);
  for (let i = 0; i + 1 < n; i += 1) e[i] = off[i]!;
  const z = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) z[i * n + i] = 1;
  for (let l = 0; l < n; l += 1) {
    for (let sweep = 0; ; sweep += 1) {
      let m = l;
      for (; m + 1 < n; m += 1) {
        const scale = Math.abs(d[m]!) + Math.abs(d[m + 1]!);
        if (Math.abs(e[m]!) <= Number.EPSILON * scale) break;
      }
      if (m === l || sweep === 60) break;
      sweepOnce(d, e, z, n, l, m);
    }
  }
  const order = Array.from(d.keys()).sort((a, b) => d[b]! - d[a]!);
  const value = Float64Array.from(order, (k) => d[k]!);
  const vector = new Float64Array(n * n);
  order.forEach((k, at) => { for (let i = 0; i < n; i += 1) vector[at * n + i] = z[k * n + i]!; });
  return { value, vector };
}

/** One implicit QL step on rows l..m, with the shift of the leading two by two block. */
function sweepOnce(d: Float64Array, e: Float64Array, z: Float64Array, n: number, l: number, m: number): void {
  let g = (d[l + 1]! - d[l]!) / (2 * e[l]!);
  let r = Math.hypot(g, 1);
  g = d[m]! - d[l]! + e[l]! / (g + (g >= 0 ? r : -r));
  let s = 1;
  let c = 1;
  let p = 0;
  for (let i = m - 1; i >= l; i -= 1) {
    const f = s * e[i]!;
    const b = c * e[i]!;
    r = Math.hypot(f, g);
    e[i + 1] = r;
    if (r === 0) { d[i + 1] = d[i + 1]! - p; e[m] = 0; return; }
    s = f / r;
    c = g / r;
    g = d[i + 1]! - p;
    r = (d[i]! - g) * s + 2 * c * b;
    p = s * r;
    d[i + 1] = g + p;
    g = c * r - b;
    for (let k = 0; k < n; k += 1) {
      const upper = z[(i + 1) * n + k]!;
      const lower = z[i * n + k]!;
      z[(i + 1) * n + k] = s * lower + c * upper;
      z[i * n + k] = c * lower - s * upper;
    }
  }
  d[l] = d[l]! - p;
  e[l] = g;
  e[m] = 0;
}
