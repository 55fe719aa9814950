/**
 * Gradient boosted trees on binned features with logistic loss (Friedman 2001; Newton leaves as in Chen and Guestrin 2016):
 * the tree ensemble that out-of-sample tests of relatedness find strongest (Albora, Pietronero, Tacchella and Zaccaria 2023).
 * Invariant: deterministic; a feature that does not vary is never split on.
 */

export interface BoostingModel { trees: Tree[]; bias: number; edges: Float64Array[] }
/** A complete tree: node k has children 2k+1 and 2k+2; `feature` −1 ends it, with `leaf`. */
interface Tree { feature: Int16Array; bin: Uint8Array; leaf: Float64Array }

const BINS = 48;
const SETTINGS = { trees: 80, depth: 3, rate: 0.08, ridge: 5, leafWeightMin: 2 };

/** Fits the log odds of the outcome on the rows of `features` (row-major, `width` to a row). */
export function fitBoosting(features: Float64Array, width: number, outcome: ArrayLike<number>): BoostingModel {
  const n = outcome.length;
  const edges = Array.from({ length: width }, (_, j) => binEdges(features, width, n, j));
  const binned = new Uint8Array(n * width);
  for (let i = 0; i < n; i += 1) for (let j = 0; j < width; j += 1) binned[i * width + j] = binOf(edges[j]!, features[i * width + j]!);
  let happened = 0;
  for (let i = 0; i < n; i += 1) happened += outcome[i]! ? 1 : 0;
  const bias = Math.log((happened + 0.5) / (n - happened + 0.5));
  const eta = new Float64Array(n).fill(bias);
  const gradient = new Float64Array(n);
  const weight = new Float64Array(n);
  const trees: Tree[] = [];
  for (let t = 0; t < SETTINGS.trees; t += 1) {
    for (let i = 0; i < n; i += 1) {
      const p = 1 / (1 + Math.exp(-eta[i]!));
      gradient[i] = (outcome[i]! ? 1 : 0) - p;
      weight[i] = Math.max(p * (1 - p), 1e-9);
    }
    const tree = growTree(binned, width, gradient, weight, eta);
    trees.push(tree);
  }
  return { trees, bias, edges };
}

/** The log odds of a row. */
export function boostingScore(model: BoostingModel, row: ArrayLike<number>): number {
  const bins = model.edges.map((edges, j) => binOf(edges, row[j]!));
  let eta = model.bias;
  for (const tree of model.trees) {
    let node = 0;
    while (tree.feature[node]! >= 0) node = 2 * node + (bins[tree.feature[node]!]! <= tree.bin[node]! ? 1 : 2);
    eta += tree.leaf[node]!;
  }
  return eta;
}

/** Grows one tree level by level and adds its leaves to `eta`. */
function growTree(binned: Uint8Array, width: number, gradient: Float64Array, weight: Float64Array, eta: Float64Array): Tree {
  const nodes = 2 ** (SETTINGS.depth + 1) - 1;
  const tree: Tree = { feature: new Int16Array(nodes).fill(-1), bin: new Uint8Array(nodes), leaf: new Float64Array(nodes) };
  const at = new Uint16Array(gradient.length);
  for (let level = 0; level <= SETTINGS.depth; level += 1) {
    const first = 2 ** level - 1;
    const size = 2 ** level;
    const sums = histograms(binned, width, gradient, weight, at, first, size);
    for (let node = first; node < first + size; node += 1) decide(tree, node, sums, node - first, width, level === SETTINGS.depth);
    if (level === SETTINGS.depth) break;
    for (let i = 0; i < at.length; i += 1) {
      const node = at[i]!;
      if (node < first || tree.feature[node]! < 0) continue;
      at[i] = 2 * node + (binned[i * width + tree.feature[node]!]! <= tree.bin[node]! ? 1 : 2);
    }
  }
  for (let i = 0; i < at.length; i += 1) eta[i] = eta[i]! + tree.leaf[at[i]!]!;
  return tree;
}

interface Histograms { gradient: Float64Array; weight: Float64Array }

function histograms(
  binned: Uint8Array, width: number, gradient: Float64Array, weight: Float64Array, at: Uint16Array, first: number, size: number,
): Histograms {
  const out = { gradient: new Float64Array(size * width * BINS), weight: new Float64Array(size * width * BINS) };
  for (let i = 0; i < at.length; i += 1) {
    const node = at[i]! - first;
    if (node < 0 || node >= size) continue;
    for (let j = 0; j < width; j += 1) {
      const k = (node * width + j) * BINS + binned[i * width + j]!;
      out.gradient[k] = out.gradient[k]! + gradient[i]!;
      out.weight[k] = out.weight[k]! + weight[i]!;
    }
  }
  return out;
}

/** Sets the leaf of a node and, unless it must end there, its best split. */
function decide(tree: Tree, node: number, sums: Histograms, slot: number, width: number, end: boolean): void {
  let g = 0;
  let h = 0;
  for (let b = 0; b < BINS; b += 1) { g += sums.gradient[slot * width * BINS + b]!; h += sums.weight[slot * width * BINS + b]!; }
  tree.leaf[node] = (SETTINGS.rate * g) / (h + SETTINGS.ridge);
  if (end || h < 2 * SETTINGS.leafWeightMin) return;
  const gain = (x: number, y: number): number => (x * x) / (y + SETTINGS.ridge);
  let best = gain(g, h) + 1e-6;
  for (let j = 0; j < width; j += 1) {
    const base = (slot * width + j) * BINS;
    let leftG = 0;
    let leftH = 0;
    for (let b = 0; b + 1 < BINS; b += 1) {
      leftG += sums.gradient[base + b]!;
      leftH += sums.weight[base + b]!;
      if (leftH < SETTINGS.leafWeightMin || h - leftH < SETTINGS.leafWeightMin) continue;
      const value = gain(leftG, leftH) + gain(g - leftG, h - leftH);
      if (value > best) { best = value; tree.feature[node] = j; tree.bin[node] = b; }
    }
  }
}

/** Cuts at quantiles of the feature, at most BINS − 1 and all different. */
function binEdges(features: Float64Array, width: number, n: number, j: number): Float64Array {
  const sorted = Float64Array.from({ length: n }, (_, i) => features[i * width + j]!).sort();
  const edges: number[] = [];
  for (let b = 1; b < BINS; b += 1) {
    const edge = sorted[Math.floor((b * n) / BINS)]!;
    if (edge !== edges[edges.length - 1] && edge < sorted[n - 1]!) edges.push(edge);
  }
  return Float64Array.from(edges);
}

/** The first bin whose edge is not below the value. */
function binOf(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
