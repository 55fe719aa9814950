/**
 * ECI of regions and PCI of activities: by eigenvector and by the method of reflections (Hidalgo and Hausmann 2009, PNAS
 * 106(26)), standardised with the mean and standard deviation of ECI, so that ECI is the mean PCI of a region's basket.
 * Invariant: the sign is fixed, corr(ECI, diversity) > 0; a region outside the largest connected part of M has no index,
 * since across parts the second eigenvector only tells the parts apart.
 */
import { seededUniform } from "../../kernel/index.ts";
import { secondVector } from "./eigen.ts";
import { centralRange, correlation, drawWeights, meanAndSpread, type Range } from "./interval.ts";
import { connectedParts, onlyPart, transpose, type Specialisation } from "./specialisation.ts";

/** Indices in the order of the matrix; NaN where undefined (turned into null with a reason at the door). */
export interface ComplexityIndex {
  eci: Float64Array;
  pci: Float64Array;
  method: "eigenvector" | "reflections";
  /** The eigenvalue of ECI and the next one: when they are near each other, the order of regions is not well determined. */
  eigenvalue: number;
  nextEigenvalue: number;
  converged: boolean;
  /** Regions and activities that took part (the largest connected part), and the number of parts. */
  regions: number;
  activities: number;
  parts: number;
  eciRange?: (Range | undefined)[];
  pciRange?: (Range | undefined)[];
}

export interface ComplexityIndexOptions {
  method?: "eigenvector" | "reflections";
  /** Steps of the method of reflections; even, 20 unless told. */
  steps?: number;
  /** Bootstrap draws for the intervals; 0 (unless told) for none. */
  draws?: number;
  seed?: number;
}

/** Computes ECI and PCI; undefined when M has fewer than two regions or activities joined, or does not vary. */
export function complexityIndex(m: Specialisation, options: ComplexityIndexOptions = {}): ComplexityIndex | undefined {
  const parts = connectedParts(m);
  if (parts.largest < 0) return undefined;
  const part = onlyPart(m, parts, parts.largest);
  if (part.regions.length < 2 || part.activities.length < 2) return undefined;
  const method = options.method ?? "eigenvector";
  const solved = method === "eigenvector" ? byEigenvector(part.m) : byReflections(part.m, options.steps ?? 20);
  if (!solved) return undefined;
  const index: ComplexityIndex = {
    eci: spread(solved.eci, part.regions, m.regions), pci: spread(solved.pci, part.activities, m.activities), method,
    eigenvalue: solved.eigenvalue, nextEigenvalue: solved.nextEigenvalue, converged: solved.converged,
    regions: part.regions.length, activities: part.activities.length, parts: parts.count,
  };
  const draws = options.draws ?? 0;
  if (draws > 0 && method === "eigenvector") {
    const seed = options.seed ?? 1;
    const eci = bootstrap(part.m, solved.eci, draws, seed);
    const pci = bootstrap(transpose(part.m), solved.pci, draws, seed + 1);
    index.eciRange = spreadRanges(eci, part.regions, m.regions);
    index.pciRange = spreadRanges(pci, part.activities, m.activities);
  }
  return index;
}

interface Solved { eci: Float64Array; pci: Float64Array; eigenvalue: number; nextEigenvalue: number; converged: boolean }

function byEigenvector(m: Specialisation): Solved | undefined {
  // Both sides have the same eigenvalues; the shorter one keeps the vectors of Lanczos small (millions of firms, few nodes).
  const shorter = m.regions <= m.activities;
  const second = secondVector(shorter ? m : transpose(m));
  // A value of zero means that all baskets are alike: there is no second direction to rank along.
  if (!second || !(second.value > 1e-12)) return undefined;
  const pci = shorter ? activityMeans(m, second.vector) : second.vector;
  const standard = standardise(regionMeans(m, pci), pci, m);
  if (!standard) return undefined;
  return { ...standard, eigenvalue: second.value, nextEigenvalue: second.next, converged: second.converged };
}

/** k_{c,n} and k_{p,n}: start at diversity and ubiquity, then average over each other, an even number of times. */
function byReflections(m: Specialisation, steps: number): Solved | undefined {
  let region: Float64Array = Float64Array.from(m.diversity);
  let activity: Float64Array = Float64Array.from(m.ubiquity);
  for (let n = 0; n < Math.max(2, steps - (steps % 2)); n += 1) {
    const nextRegion = regionMeans(m, activity);
    activity = activityMeans(m, region);
    region = nextRegion;
    // Centring keeps the shrinking differences inside the digits of a double; it changes neither order nor standard score.
    const shift = weightedMean(region, m.diversity);
    const other = weightedMean(activity, m.ubiquity);
    for (let r = 0; r < region.length; r += 1) region[r] = region[r]! - shift;
    for (let a = 0; a < activity.length; a += 1) activity[a] = activity[a]! - other;
  }
  const pci = activityMeans(m, region);
  const standard = standardise(regionMeans(m, pci), pci, m);
  return standard && { ...standard, eigenvalue: Number.NaN, nextEigenvalue: Number.NaN, converged: true };
}

/** Mean over each region's activities: D⁻¹ M x. */
export function regionMeans(m: Specialisation, activity: Float64Array): Float64Array {
  return basketMeans(m.rowStart, m.column, activity);
}

/** Mean over each activity's regions: U⁻¹ Mᵀ x. */
export function activityMeans(m: Specialisation, region: Float64Array): Float64Array {
  return basketMeans(m.columnStart, m.row, region);
}

function basketMeans(start: Uint32Array, member: Uint32Array, x: Float64Array): Float64Array {
  const out = new Float64Array(start.length - 1);
  for (let r = 0; r < out.length; r += 1) {
    let sum = 0;
    for (let i = start[r]!; i < start[r + 1]!; i += 1) sum += x[member[i]!]!;
    out[r] = sum / (start[r + 1]! - start[r]!);
  }
  return out;
}

function weightedMean(x: Float64Array, weight: Uint32Array): number {
  let sum = 0;
  let mass = 0;
  for (let i = 0; i < x.length; i += 1) { sum += x[i]! * weight[i]!; mass += weight[i]!; }
  return sum / mass;
}

function standardise(eci: Float64Array, pci: Float64Array, m: Specialisation): { eci: Float64Array; pci: Float64Array } | undefined {
  const { mean, spread } = meanAndSpread(eci);
  if (!(spread > 0)) return undefined;
  const sign = signOf(eci, m);
  return {
    eci: eci.map((x) => (sign * (x - mean)) / spread),
    pci: pci.map((x) => (sign * (x - mean)) / spread),
  };
}

/** +1 or −1 so that corr(ECI, diversity) > 0; where they do not correlate, the first clearly non-zero entry is positive. */
function signOf(eci: Float64Array, m: Specialisation): number {
  const r = correlation(eci, m.diversity);
  if (Math.abs(r) > 1e-9) return Math.sign(r);
  const { mean, spread } = meanAndSpread(eci);
  return Math.sign((eci.find((x) => Math.abs(x - mean) > 1e-9 * spread) ?? 1) - mean) || 1;
}

/**
 * Intervals of the row index when the columns are drawn with replacement, M held as it is. Draws are put on the scale
 * and sign of the estimate; a row that a draw leaves without a column is not counted in it.
 */
function bootstrap(m: Specialisation, estimate: Float64Array, draws: number, seed: number): (Range | undefined)[] {
  const uniform = seededUniform(seed);
  const seen: number[][] = Array.from(estimate, () => []);
  const target = meanAndSpread(estimate);
  for (let d = 0; d < draws; d += 1) {
    const weight = drawWeights(m.activities, uniform);
    const second = secondVector(m, weight);
    if (!second || !(second.value > 1e-12)) continue;
    const present: number[] = [];
    for (let r = 0; r < m.regions; r += 1) if (second.vector[r] !== 0) present.push(r);
    const drawn = Float64Array.from(present, (r) => second.vector[r]!);
    const { mean, spread } = meanAndSpread(drawn);
    const sign = Math.sign(correlation(drawn, Float64Array.from(present, (r) => estimate[r]!))) || 1;
    if (!(spread > 0)) continue;
    present.forEach((r, k) => seen[r]!.push(target.mean + (sign * target.spread * (drawn[k]! - mean)) / spread));
  }
  return seen.map(centralRange);
}

function spread(values: Float64Array, place: Uint32Array, size: number): Float64Array {
  const out = new Float64Array(size).fill(Number.NaN);
  place.forEach((at, k) => { out[at] = values[k]!; });
  return out;
}

function spreadRanges(ranges: (Range | undefined)[], place: Uint32Array, size: number): (Range | undefined)[] {
  const out: (Range | undefined)[] = new Array<Range | undefined>(size).fill(undefined);
  place.forEach((at, k) => { out[at] = ranges[k]; });
  return out;
}
