/**
 * Random draws for small-sample forecasts: seeded, so that one record gives one answer.
 * Invariant: the same seed gives the same draws.
 */
import { seededUniform } from "../../kernel/index.ts";

/** Uniform, normal and gamma draws from one seed (the kernel's source; polar method; Marsaglia & Tsang 2000). */
export interface Draws {
  uniform(): number;
  normal(): number;
  /** Gamma with shape > 0 and scale 1. */
  gamma(shape: number): number;
}

export function seededDraws(seed: number): Draws {
  const uniform = seededUniform(seed);
  let spare: number | undefined;
  const normal = (): number => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    for (;;) {
      const [u, v] = [2 * uniform() - 1, 2 * uniform() - 1];
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      spare = v * factor;
      return u * factor;
    }
  };
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * uniform() ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(Math.max(uniform(), 1e-300)) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  return { uniform, normal, gamma };
}
