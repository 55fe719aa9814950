/**
 * Relatedness density of every region and activity, and the complexity outlook built on it, in one pass over φ.
 * Density: Hidalgo et al. 2007 (`hidalgo`, own activity counted as in the reference code, 0..1) or Balland, Boschma,
 * Crespo and Rigby 2019 (`balland`, own activity left out, 0..100). Outlook: Hausmann, Hidalgo et al., Atlas 2014.
 * Invariant: finite wherever the activity is near to anything; NaN (null at the door) where Σφ is zero.
 */
import type { Engine } from "./engine.ts";
import type { Proximity } from "./proximity.ts";
import type { Specialisation } from "./specialisation.ts";

export type DensityVariant = "hidalgo" | "balland";
/** `reference`: as coded in the published packages; `atlas`: the Atlas text, which also takes off ω_rp · PCI_p. */
export type OutlookVariant = "reference" | "atlas";

/** `density[r * stride + p]`; `gain` likewise, and `outlook[r]`. Padding columns are meaningless. */
export interface Relatedness {
  variant: DensityVariant;
  outlookVariant: OutlookVariant;
  stride: number;
  density: Float32Array;
  /** Opportunity gain COG_rp = (1−M_rp) · Σ_q (1−M_rq) φ_pq PCI_q / Σ_s φ_qs; 0 where already specialised. */
  gain: Float32Array;
  /** Complexity outlook COI_r = Σ_p ω_rp (1−M_rp) PCI_p. */
  outlook: Float64Array;
}

/** Computes all three. `pci` may hold NaN for activities without one: they then add nothing to outlook and gain. */
export function relatedness(
  m: Specialisation, phi: Proximity, pci: Float64Array | undefined, engine: Engine,
  variant: DensityVariant = "hidalgo", outlookVariant: OutlookVariant = "reference",
): Relatedness {
  const n = m.activities;
  const worth = new Float64Array(n);
  if (pci) for (let p = 0; p < n; p += 1) worth[p] = Number.isFinite(pci[p]!) ? pci[p]! : 0;
  const scale = new Float32Array(n);
  for (let q = 0; q < n; q += 1) scale[q] = phi.sum[q]! > 0 ? worth[q]! / phi.sum[q]! : 0;
  // (1−M)W = 1ᵀW − M·W: with the sums over all q, one pass over the baskets serves density and gain.
  const { plain, scaled, stride } = engine.basketSums(phi.matrix, scale);
  const whole = engine.columnSums(phi.matrix, Float64Array.from(scale));
  const own = variant === "balland" ? phi.diagonal : new Float64Array(n);
  const factor = new Float64Array(n);
  for (let p = 0; p < n; p += 1) {
    const related = phi.sum[p]! - own[p]!;
    factor[p] = related > 1e-12 ? (variant === "balland" ? 100 : 1) / related : Number.NaN;
  }
  const row: RowTerms = { n, factor, own, whole, worth, share: factor.map((f) => (f === f ? f * (variant === "balland" ? 0.01 : 1) : 0)), atlas: outlookVariant === "atlas" };
  const unrelated = [...factor.keys()].filter((p) => Number.isNaN(factor[p]!));
  const outlook = new Float64Array(m.regions);
  for (let r = 0; r < m.regions; r += 1) {
    outlook[r] = finishRow(plain, scaled, r * stride, m.column.subarray(m.rowStart[r]!, m.rowStart[r + 1]!), row);
    for (const p of unrelated) plain[r * stride + p] = Number.NaN;
  }
  return { variant, outlookVariant, stride, density: plain, gain: scaled, outlook };
}

/** What a row is finished with, by activity: density = sum · factor; share is density as a part of 1, zero where undefined. */
interface RowTerms { n: number; factor: Float64Array; share: Float64Array; own: Float64Array; whole: Float64Array; worth: Float64Array; atlas: boolean }

/**
 * Turns the sums of one region into density and gain, in place; gives its outlook. First as if the region did nothing
 * itself, then mended for its basket: without a branch in the long loop this takes a fraction of the time.
 */
function finishRow(density: Float32Array, gain: Float32Array, base: number, basket: Uint32Array, row: RowTerms): number {
  const { n, factor, share, own, whole, worth } = row;
  for (const p of basket) density[base + p] = density[base + p]! - own[p]!;
  let outlook = 0;
  for (let p = 0, at = base; p < n; p += 1, at += 1) {
    const sum = density[at]!;
    outlook += sum * share[p]! * worth[p]!;
    density[at] = sum * factor[p]!;
    gain[at] = whole[p]! - gain[at]!;
  }
  for (const p of basket) {
    outlook -= partOfOne(density[base + p]!, factor[p]!, share[p]!) * worth[p]!;
    gain[base + p] = 0;
  }
  if (row.atlas) {
    const done = new Set(basket);
    for (let p = 0; p < n; p += 1) if (!done.has(p)) gain[base + p] = gain[base + p]! - partOfOne(density[base + p]!, factor[p]!, share[p]!) * worth[p]!;
  }
  return outlook;
}

/** Density as a part of 1 whatever the variant's unit; zero where it is undefined. */
function partOfOne(density: number, factor: number, share: number): number {
  return share === 0 ? 0 : (density / factor) * share;
}
