/**
 * A score is a table of named features; a result can explain itself.
 * Invariant: the total is the sum of the parts that are shown.
 */
export interface Feature {
  name: string;
  /** Contribution of one unit of `value`. */
  weight: number;
  value: number;
  /** What was compared, in words. */
  detail?: string;
}

export interface Score {
  total: number;
  features: Feature[];
}

/** Adds up named features; parts of zero weight are kept, since “this did not count” explains too. */
export function scoreOf(features: Feature[]): Score {
  return { total: features.reduce((sum, f) => sum + f.weight * f.value, 0), features };
}
