/**
 * The relatedness–complexity frame of one region (Balland, Boschma, Crespo and Rigby 2019, Regional Studies 53(9)): which
 * activities it lacks are near to what it does, and which of these are complex. A way to order candidates, not a verdict.
 * Invariant: only activities the region is not specialised in; those without density or complexity come last, unranked.
 */
import type { Analysis } from "./analyse.ts";
import { meanAndSpread } from "./interval.ts";

export type Quadrant = "related-complex" | "related-simple" | "unrelated-complex" | "unrelated-simple";

/** One candidate with all its parts. `n` regions are specialised in the activity. */
export interface Candidate {
  activity: string;
  quotient: number;
  density: number | null;
  complexity: number | null;
  gain: number | null;
  n: number;
  /** z(density) + weight · z(complexity), both over this region's candidates. */
  score: number | null;
  quadrant: Quadrant | null;
  rank: number | null;
}

/** Candidates of a region, best first; undefined for a region that is not in the table or where relatedness was refused. */
export function relatednessFrame(a: Analysis, region: string, weight = 1): Candidate[] | undefined {
  const r = a.table.regions.indexOf(region);
  if (r < 0 || !a.relatedness || !a.index) return undefined;
  const { stride, density, gain } = a.relatedness;
  const quotient = new Map<number, number>();
  for (let i = a.table.rowStart[r]!; i < a.table.rowStart[r + 1]!; i += 1) quotient.set(a.table.column[i]!, a.quotient[i]!);
  const has = new Set(a.m.column.subarray(a.m.rowStart[r]!, a.m.rowStart[r + 1]!));
  const complexity = new Map(a.pci.map((s) => [s.name, s.value]));
  const candidates: Candidate[] = [];
  a.table.activities.forEach((activity, p) => {
    if (has.has(p)) return;
    const omega = density[r * stride + p]!;
    const worth = complexity.get(activity) ?? null;
    candidates.push({
      activity, quotient: quotient.get(p) ?? 0, density: Number.isFinite(omega) ? omega : null, complexity: worth,
      gain: worth === null || !Number.isFinite(omega) ? null : gain[r * stride + p]!, n: a.m.ubiquity[p]!, score: null, quadrant: null, rank: null,
    });
  });
  const known = candidates.filter((c) => c.density !== null && c.complexity !== null);
  if (known.length > 0) {
    const related = meanAndSpread(known.map((c) => c.density!));
    const complex = meanAndSpread(known.map((c) => c.complexity!));
    const z = (x: number, s: { mean: number; spread: number }): number => (s.spread > 0 ? (x - s.mean) / s.spread : 0);
    for (const c of known) {
      const [near, worth] = [z(c.density!, related), z(c.complexity!, complex)];
      c.score = near + weight * worth;
      c.quadrant = `${near >= 0 ? "related" : "unrelated"}-${worth >= 0 ? "complex" : "simple"}`;
    }
  }
  candidates.sort((x, y) => (y.score ?? Number.NEGATIVE_INFINITY) - (x.score ?? Number.NEGATIVE_INFINITY) || (x.activity < y.activity ? -1 : 1));
  candidates.forEach((c, at) => { if (c.score !== null) c.rank = at + 1; });
  return candidates;
}
