/**
 * Likeness: items of a Chinese text that hold no known word are compared with the nodes by their pairs of neighbouring
 * characters, weighted by how few nodes use a pair (inverse document frequency, Spärck Jones 1972).
 * Invariant: a likeness is weaker than a word; it needs most of the item to be covered by one node, clearly before the next.
 */
import type { CompiledPack } from "../pack/index.ts";
import type { LikenessRules } from "./rules.ts";

/** A like item: its place in the text, the node it is most like, and how much of it that node covers (0..1). */
export interface Likeness { from: number; to: number; node: number; cover: number }

/** Compares the items of texts with nodes; answers are kept, since registers repeat their items. */
export interface Kinship { read(text: string): readonly Likeness[] }

const CACHE_MOST = 200_000;
/** The last pairs of an item carry its head noun. */
const HEAD_WEIGHT = 1.6;
const HEAD_PAIRS = 2;
const ITEM_CHARS = { least: 3, most: 14 };

/** Chinese only: tried on English, likeness cost more precision than it gave recall. */
export function buildKinship(pack: CompiledPack, rules: LikenessRules): Kinship {
  const alike = compareWith(pack, rules);
  const known = new Map<string, readonly Likeness[]>();
  const readSegment = (segment: string): readonly Likeness[] => {
    const kept = known.get(segment);
    if (kept) return kept;
    if (known.size >= CACHE_MOST) known.clear();
    const found = itemsOf(segment).flatMap(({ from, to }): Likeness[] => {
      const best = alike(segment.slice(from, to).toLowerCase());
      return best ? [{ from, to, ...best }] : [];
    });
    known.set(segment, found.length === 0 ? NONE : found);
    return found;
  };
  return {
    read: (text) => {
      let out: Likeness[] | undefined;
      let start = 0;
      for (let i = 0; i <= text.length; i++) {
        if (i < text.length && !SEPARATES[text.charCodeAt(i)]) continue;
        if (i - start >= ITEM_CHARS.least) {
          for (const one of readSegment(text.slice(start, i))) (out ??= []).push({ ...one, from: one.from + start, to: one.to + start });
        }
        start = i + 1;
      }
      return out ?? NONE;
    },
  };
}

const NONE: readonly Likeness[] = [];
const SEPARATES = new Uint8Array(65536);
for (const mark of "、，；。：;,: \t\n\r（）()“”") SEPARATES[mark.charCodeAt(0)] = 1;

/** The comparison itself: the node that covers most of an item's weight, if it does so clearly. */
function compareWith(pack: CompiledPack, rules: LikenessRules): (item: string) => { node: number; cover: number } | undefined {
  const index = partIndex(pack, rules);
  const rarest = Math.log(1 + pack.nodes.length);
  const sums = new Float64Array(pack.nodes.length);
  return (item) => {
    const parts = pairs(item);
    if (parts.length < rules.parts_least) return undefined;
    const touched: number[] = [];
    let mass = 0;
    parts.forEach((part, i) => {
      const entry = index.get(part);
      const weight = i >= parts.length - HEAD_PAIRS ? HEAD_WEIGHT : 1;
      mass += weight * (entry?.idf ?? rarest);
      for (const node of entry?.nodes ?? []) {
        if (sums[node] === 0) touched.push(node);
        sums[node]! += weight * entry!.idf;
      }
    });
    let best = -1;
    let second = 0;
    for (const node of touched) if (best < 0 || sums[node]! > sums[best]!) best = node;
    for (const node of touched) if (node !== best) second = Math.max(second, sums[node]!);
    const top = best < 0 ? 0 : sums[best]!;
    for (const node of touched) sums[node] = 0;
    return top / mass >= rules.cover && top >= rules.lead * second && top >= rules.mass ? { node: best, cover: top / mass } : undefined;
  };
}

/** Which nodes use a pair of characters, and how telling it is. */
function partIndex(pack: CompiledPack, rules: LikenessRules): Map<string, { nodes: Int32Array; idf: number }> {
  const holders = new Map<string, Set<number>>();
  pack.nodes.forEach((node, n) => {
    for (const phrase of [...node.words.zh, node.name.zh ?? "", ...(rules.definitions ? [node.means.zh ?? ""] : [])]) {
      for (const part of pairs(phrase.toLowerCase())) {
        const set = holders.get(part);
        if (set) set.add(n); else holders.set(part, new Set([n]));
      }
    }
  });
  return new Map([...holders].map(([part, set]) => [part, { nodes: Int32Array.from(set), idf: Math.log(1 + pack.nodes.length / set.size) }]));
}

const AROUND = /^(?:一般项目|许可项目|本公司|公司|主要|专业|专注于?|致力于|从事|主营|经营|生产|制造|研发|研制|提供|承接|开展|采用|以|及其?|和|与|以及|等|各类|各种|全自动|国产|自主|主导产品为|配套)+|(?:等|的)?(?:设计|研究|开发|研发|研制|生产|制造|加工|制作|量产|试制|组装|装配|供应商|制造商|服务商|批量|小批量|国产化|和|与|及|为核心|产品|的)+$/g;

/** Items of a segment between commas, without the verbs around them. */
function itemsOf(segment: string): { from: number; to: number }[] {
  const out: { from: number; to: number }[] = [];
  let from = 0;
  for (const part of segment.split(/(以及|和|与|及)/)) {
    const bare = part.replace(AROUND, "");
    if (bare.length >= ITEM_CHARS.least && bare.length <= ITEM_CHARS.most) {
      const at = from + part.indexOf(bare);
      out.push({ from: at, to: at + bare.length });
    }
    from += part.length;
  }
  return out;
}

/** Pairs of neighbouring characters; a Latin word or number counts as one character. */
function pairs(text: string): string[] {
  const units = text.match(/[a-z0-9/+.-]+|\p{Script=Han}/gu) ?? [];
  const out: string[] = [];
  for (let i = 0; i + 1 < units.length; i++) out.push(units[i]! + units[i + 1]!);
  return out;
}
