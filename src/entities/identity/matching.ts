/**
 * One-to-one belief: given weighed pairs between two lists in which a row has at most one partner, the probability of each pair, rivals on both
 * sides considered. Sum-product on the matching graph with "no partner" as weight 1 (the Bethe free energy of matchings; Huang & Jebara 2009,
 * Vontobel 2013). Invariant: probabilities lie in 0..1 and those of one row sum to at most about 1.
 */

export interface WeightedPair { a: number; b: number; /** log2 odds of the pair, prior included, without rivals. */ odds: number }

/** Marginal probability and log2 odds of every pair under one-to-one. Time is linear in the number of pairs. */
export function oneToOne(pairs: readonly WeightedPair[], sizeA: number, sizeB: number, rounds = 25): { probability: Float64Array; odds: Float64Array } {
  const n = pairs.length;
  const k = Float64Array.from(pairs, (p) => 2 ** Math.max(-60, Math.min(60, p.odds)));
  const fromA = new Float64Array(n).fill(1), fromB = new Float64Array(n).fill(1);
  const sumA = new Float64Array(sizeA), sumB = new Float64Array(sizeB);
  for (let round = 0; round < rounds; round++) {
    sumA.fill(1); sumB.fill(1);
    for (let i = 0; i < n; i++) { sumA[pairs[i]!.a]! += k[i]! * fromB[i]!; sumB[pairs[i]!.b]! += k[i]! * fromA[i]!; }
    let moved = 0;
    for (let i = 0; i < n; i++) {
      const nextA = 1 / Math.max(1, sumA[pairs[i]!.a]! - k[i]! * fromB[i]!);
      const nextB = 1 / Math.max(1, sumB[pairs[i]!.b]! - k[i]! * fromA[i]!);
      moved = Math.max(moved, Math.abs(nextA - fromA[i]!), Math.abs(nextB - fromB[i]!));
      // Half a step: damping keeps loops from oscillating.
      fromA[i] = 0.5 * fromA[i]! + 0.5 * nextA;
      fromB[i] = 0.5 * fromB[i]! + 0.5 * nextB;
    }
    if (moved < 1e-6) break;
  }
  const odds = new Float64Array(n), probability = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const ratio = k[i]! * fromA[i]! * fromB[i]!;
    odds[i] = Math.log2(Math.max(ratio, 1e-300));
    probability[i] = ratio / (1 + ratio);
  }
  return { probability, odds };
}
