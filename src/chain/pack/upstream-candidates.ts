/**
 * Which nodes might feed a node, ranked: for whoever writes a pack, and to say how far its flows follow from its own texts and shape.
 * Score = what nodes with like neighbours are fed by (collaborative filtering, item by item: Sarwar, Karypis, Konstan, Riedl 2001), plus likeness of the
 * texts by words and pairs of characters weighted by rarity (Spärck Jones 1972), plus a little for the same line of the chain and an earlier stage.
 * Invariant: pure; a flow left out plays no part in the ranking that is to find it again.
 */
import type { ChainNode, CompiledPack } from "./model.ts";

export interface UpstreamCandidate { node: string; score: number }

const WEIGHTS = { neighbours: 1, text: 0.6, line: 0.1, earlier: 0.1, feeds_many: 0.02 } as const;

/** Prepares rankings over a pack; `rank(to, without)` orders all other nodes, the likeliest feeder first. */
export function upstreamCandidates(pack: CompiledPack): { rank(to: string, without?: string): UpstreamCandidate[] } {
  const texts = textVectors(pack.nodes);
  const stageAt = new Map(pack.stages.map((s, i) => [s.id, i]));
  const up = new Map(pack.nodes.map((n) => [n.id, new Set(pack.upstream.get(n.id)!.map((f) => f.from))]));
  const down = new Map(pack.nodes.map((n) => [n.id, new Set(pack.downstream.get(n.id)!.map((f) => f.to))]));
  return {
    rank(to, without) {
      const node = pack.byId.get(to)!;
      const fedBy = new Set([...up.get(to)!].filter((id) => id !== without));
      // Other nodes by how alike their suppliers, users and kind are.
      const alike = pack.nodes.filter((n) => n.id !== to).map((n) => ({
        n, like: jaccard(fedBy, up.get(n.id)!) + jaccard(down.get(to)!, down.get(n.id)!) + 0.5 * cosine(texts.get(to)!, texts.get(n.id)!) + (n.line === node.line && n.stage === node.stage ? 0.2 : 0),
      })).filter((a) => a.like > 0.05);
      const total = alike.reduce((sum, a) => sum + a.like, 0) || 1;
      const voted = new Map<string, number>();
      for (const { n, like } of alike) for (const from of up.get(n.id)!) voted.set(from, (voted.get(from) ?? 0) + like / total);
      return pack.nodes.filter((n) => n.id !== to && !fedBy.has(n.id)).map((n) => {
        const users = down.get(n.id)!.size - (n.id === without ? 1 : 0);
        const score = WEIGHTS.neighbours * 5 * (voted.get(n.id) ?? 0) + WEIGHTS.text * cosine(texts.get(to)!, texts.get(n.id)!) + (n.line === node.line ? WEIGHTS.line : 0)
          + ((stageAt.get(n.stage) ?? 0) <= (stageAt.get(node.stage) ?? 0) ? WEIGHTS.earlier : 0) + WEIGHTS.feeds_many * Math.log1p(users);
        return { node: n.id, score };
      }).sort((a, b) => b.score - a.score || (a.node < b.node ? -1 : 1));
    },
  };
}

/** Each flow hidden in turn and looked for again: how often its source is among the first ten, beside ranking by number of users alone. */
export function hitsAtTen(pack: CompiledPack): { flows: number; hits: number; by_users_alone: number; mean_reciprocal_rank: number } {
  const candidates = upstreamCandidates(pack);
  let [hits, plain, reciprocal] = [0, 0, 0];
  for (const flow of pack.flows) {
    const place = candidates.rank(flow.to, flow.from).findIndex((c) => c.node === flow.from);
    if (place < 10) hits++;
    reciprocal += 1 / (place + 1);
    const others = new Set(pack.upstream.get(flow.to)!.map((f) => f.from).filter((id) => id !== flow.from));
    const users = (id: string): number => pack.downstream.get(id)!.length - (id === flow.from ? 1 : 0);
    const before = pack.nodes.filter((n) => n.id !== flow.to && !others.has(n.id) && (users(n.id) > users(flow.from) || (users(n.id) === users(flow.from) && n.id < flow.from))).length;
    if (before < 10) plain++;
  }
  const n = Math.max(1, pack.flows.length);
  return { flows: pack.flows.length, hits: hits / n, by_users_alone: plain / n, mean_reciprocal_rank: reciprocal / n };
}

type Vector = Map<string, number>;

/** Words of the Latin names and definitions, pairs of characters of the Chinese ones; weight = rarity; length one. */
function textVectors(nodes: readonly ChainNode[]): Map<string, Vector> {
  const parts = new Map(nodes.map((n) => [n.id, new Set([...latinWords(`${n.name.en ?? ""} ${n.means.en ?? ""} ${n.words.en.join(" ")}`), ...pairs(`${n.name.zh ?? ""} ${n.means.zh ?? ""} ${n.words.zh.join(" ")}`)])]));
  const seen = new Map<string, number>();
  for (const set of parts.values()) for (const part of set) seen.set(part, (seen.get(part) ?? 0) + 1);
  return new Map([...parts].map(([id, set]) => {
    const vector: Vector = new Map([...set].map((part) => [part, Math.log(nodes.length / seen.get(part)!)]));
    const length = Math.sqrt([...vector.values()].reduce((sum, w) => sum + w * w, 0)) || 1;
    for (const [part, w] of vector) vector.set(part, w / length);
    return [id, vector];
  }));
}

const latinWords = (text: string): string[] => (text.toLowerCase().match(/[a-z]{3,}/g) ?? []).map((w) => w.replace(/s$/, ""));
const pairs = (text: string): string[] => (text.match(/[\u3400-\u9fff]{2,}/g) ?? []).flatMap((run) => Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2)));

function cosine(a: Vector, b: Vector): number {
  let sum = 0;
  const [short, long] = a.size < b.size ? [a, b] : [b, a];
  for (const [part, w] of short) sum += w * (long.get(part) ?? 0);
  return sum;
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let both = 0;
  for (const x of a) if (b.has(x)) both++;
  return both / (a.size + b.size - both);
}
