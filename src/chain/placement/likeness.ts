/**
 * Likeness: items of a Chinese text that hold no known word are compared with the nodes by their pairs of neighbouring
 * characters, weighted by how few nodes use a pair (inverse document frequency, Spärck Jones 1972).
 * Invariant: a likeness is weaker than a word; it needs most of the item to be covered by one node, clearly before the next.
 */
import type { CompiledPack } from "../pack/index.ts";
import type { LikenessRules } from "./rules.ts";

export interface Item { from: number; to: number }
export interface Likeness { node: number; cover: number }

/** Compares items with nodes; answers are kept, since registers repeat their items. */
export interface Kinship { items(text: string): Item[]; alike(item: string): Likeness | undefined }

const CACHE_MOST = 200_000;
/** Later parts of an item carry its head noun. */
const HEAD_WEIGHT = 1.6;

/** Chinese only: tried on English, likeness cost more precision than it gave recall. */
export function buildKinship(pack: CompiledPack, rules: LikenessRules): Kinship {
  const holders = new Map<string, Set<number>>();
  pack.nodes.forEach((node, n) => {
    for (const phrase of [...node.words.zh, node.name.zh ?? "", ...(rules.definitions ? [node.means.zh ?? ""] : [])]) {
      for (const part of pairs(phrase.toLowerCase())) {
        const set = holders.get(part);
        if (set) set.add(n); else holders.set(part, new Set([n]));
      }
    }
  });
  const all = pack.nodes.length;
  const rarest = Math.log(1 + all);
  const index = new Map([...holders].map(([part, set]) => [part, { nodes: Int32Array.from(set), idf: Math.log(1 + all / set.size) }]));
  const sums = new Float64Array(all);
  const known = new Map<string, Likeness | undefined>();
  const alike = (item: string): Likeness | undefined => {
    const parts = pairs(item);
    if (parts.length < rules.parts_least) return undefined;
    const touched: number[] = [];
    let mass = 0;
    parts.forEach((part, i) => {
      const entry = index.get(part);
      const weight = (i >= parts.length - 2 ? HEAD_WEIGHT : 1);
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
  return {
    items,
    alike: (item) => {
      const key = item.toLowerCase();
      if (known.has(key)) return known.get(key);
      if (known.size >= CACHE_MOST) known.clear();
      const found = alike(key);
      known.set(key, found);
      return found;
    },
  };
}

const ITEM = /[^、，；。：;,:\s（）()“”]+/g;
const AROUND = /^(?:一般项目|许可项目|本公司|公司|主要|专业|专注于?|致力于|从事|主营|经营|生产|制造|研发|研制|提供|承接|开展|采用|以|及其?|和|与|以及|等|各类|各种|全自动|国产|自主|主导产品为|配套)+|(?:等|的)?(?:设计|研究|开发|研发|研制|生产|制造|加工|制作|量产|试制|组装|装配|供应商|制造商|服务商|批量|小批量|国产化|和|与|及|为核心|产品|的)+$/g;

/** Items of a business scope: what stands between commas, without the verbs around it. */
function items(text: string): Item[] {
  const out: Item[] = [];
  for (const match of text.matchAll(ITEM)) {
    let from = match.index;
    for (const part of match[0].split(/(以及|和|与|及)/)) {
      const bare = part.replace(AROUND, "");
      if (bare.length >= 3 && bare.length <= 14) {
        const at = from + part.indexOf(bare);
        out.push({ from: at, to: at + bare.length });
      }
      from += part.length;
    }
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
