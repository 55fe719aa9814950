/**
 * A forest of regression trees that answers with weights, not with a number: which past projects resemble this one, and how much.
 * The weighted outcomes of those projects are the reference class of the one being forecast.
 * Invariant: weights of one query are non-negative and sum to one; the same training rows, options and seed give the same forest.
 * Method: Breiman (2001) random forests; Lin & Jeon (2006) forests as adaptive neighbours; Meinshausen (2006) quantile regression forests.
 */
import { seededUniform } from "../../kernel/index.ts";

export interface ForestOptions {
  trees: number;
  /** Smallest number of training rows in a leaf. */
  leaf: number;
  /** How many features are tried at a split. */
  tried: number;
  /** Share of the groups that each tree learns from; the others are out of bag and test it. */
  share: number;
  seed: number;
}

interface Tree {
  feature: Int16Array;
  threshold: Float64Array;
  left: Int32Array;
  right: Int32Array;
  /** Per node: rows of a leaf, undefined for inner nodes. */
  rows: (Int32Array | undefined)[];
  /** Per group: 1 where the tree learned from it. */
  inBag: Uint8Array;
}

export interface Forest {
  trees: Tree[];
  size: number;
  groups: Int32Array;
}

/**
 * Grows the forest on `features` (one array per feature, one value per row) and a response to split on.
 * `groups` names each row's project (0…): a tree takes or leaves whole projects, so that out-of-bag answers never see a sibling phase.
 */
export function growForest(features: Float64Array[], response: Float64Array, groups: Int32Array, options: ForestOptions): Forest {
  const random = seededUniform(options.seed);
  const groupCount = groups.reduce((most, group) => Math.max(most, group), -1) + 1;
  const trees: Tree[] = [];
  for (let t = 0; t < options.trees; t++) {
    const inBag = new Uint8Array(groupCount);
    for (let g = 0; g < groupCount; g++) inBag[g] = random() < options.share ? 1 : 0;
    const rows: number[] = [];
    for (let i = 0; i < response.length; i++) if (inBag[groups[i]!]) rows.push(i);
    trees.push(growTree(features, response, Int32Array.from(rows), inBag, options, random));
  }
  return { trees, size: response.length, groups };
}

function growTree(features: Float64Array[], response: Float64Array, rows: Int32Array, inBag: Uint8Array, options: ForestOptions, random: () => number): Tree {
  const feature: number[] = [];
  const threshold: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const leaves: (Int32Array | undefined)[] = [];
  const node = (): number => {
    feature.push(-1);
    threshold.push(0);
    left.push(-1);
    right.push(-1);
    leaves.push(undefined);
    return feature.length - 1;
  };
  const stack: { at: number; rows: Int32Array }[] = [{ at: node(), rows }];
  while (stack.length > 0) {
    const { at, rows: here } = stack.pop()!;
    const split = here.length < 2 * options.leaf ? undefined : bestSplit(features, response, here, options, random);
    if (!split) {
      leaves[at] = here;
      continue;
    }
    const column = features[split.feature]!;
    const low = here.filter((row) => column[row]! <= split.threshold);
    const high = here.filter((row) => column[row]! > split.threshold);
    feature[at] = split.feature;
    threshold[at] = split.threshold;
    left[at] = node();
    right[at] = node();
    stack.push({ at: left[at]!, rows: low }, { at: right[at]!, rows: high });
  }
  return { feature: Int16Array.from(feature), threshold: Float64Array.from(threshold), left: Int32Array.from(left), right: Int32Array.from(right), rows: leaves, inBag };
}

/** Largest fall of the sum of squares over `tried` features; both sides keep at least a leaf's rows. */
function bestSplit(features: Float64Array[], response: Float64Array, rows: Int32Array, options: ForestOptions, random: () => number): { feature: number; threshold: number } | undefined {
  let best: { feature: number; threshold: number } | undefined;
  let bestGain = 1e-9;
  let total = 0;
  for (const row of rows) total += response[row]!;
  const n = rows.length;
  const order = Array.from(features.keys());
  for (let k = 0; k < options.tried && k < order.length; k++) {
    const pick = k + Math.floor(random() * (order.length - k));
    [order[k], order[pick]] = [order[pick]!, order[k]!];
    const column = features[order[k]!]!;
    const sorted = rows.slice().sort((a, b) => column[a]! - column[b]!);
    let sum = 0;
    for (let i = 0; i < n - options.leaf; i++) {
      sum += response[sorted[i]!]!;
      const here = column[sorted[i]!]!;
      const next = column[sorted[i + 1]!]!;
      if (i + 1 < options.leaf || here === next) continue;
      const rest = total - sum;
      const gain = (sum * sum) / (i + 1) + (rest * rest) / (n - i - 1) - (total * total) / n;
      if (gain > bestGain) {
        bestGain = gain;
        best = { feature: order[k]!, threshold: (here + next) / 2 };
      }
    }
  }
  return best;
}

function leafOf(tree: Tree, at: (feature: number) => number): Int32Array {
  let node = 0;
  while (tree.rows[node] === undefined) node = at(tree.feature[node]!) <= tree.threshold[node]! ? tree.left[node]! : tree.right[node]!;
  return tree.rows[node]!;
}

/**
 * Weights of the training rows for one query. With `outOfBagGroup`, only trees that never saw that project answer
 * (undefined when there is none): the honest answer for a training row.
 */
export function forestWeights(forest: Forest, at: (feature: number) => number, outOfBagGroup?: number): Float64Array | undefined {
  const weights = new Float64Array(forest.size);
  let used = 0;
  for (const tree of forest.trees) {
    if (outOfBagGroup !== undefined && tree.inBag[outOfBagGroup]) continue;
    const rows = leafOf(tree, at);
    used++;
    for (const row of rows) weights[row] = weights[row]! + 1 / rows.length;
  }
  if (used === 0) return undefined;
  for (let i = 0; i < weights.length; i++) weights[i] = weights[i]! / used;
  return weights;
}
