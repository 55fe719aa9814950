/**
 * Pairs of the record's organisations that may be one: those that share a valid code, and each one's likeliest others by name.
 * Invariant: a pure function of the rows, apart from its pauses; every pair is weighed by names, codes and vetoes as two rows of one list are.
 */
import { setImmediate as pause } from "node:timers/promises";
import { buildNameIndex, compareIds, compareProfiles, probability, rank, type MatchFeature, type NameIndex } from "../identity/index.ts";
import type { RecordRow } from "../record-rows.ts";

/** What is read of an organisation to weigh it against others. */
export type PairRow = Pick<RecordRow, "id" | "names" | "ids">;

export interface PairOptions {
  signal?: AbortSignal;
  /** Told the share done, 0 to 1. */
  progress?: (share: number) => void;
}

export interface WeighedPair {
  left: string;
  right: string;
  score: number;
  weight: number;
  veto: string;
  features: MatchFeature[];
  /** The kinds of the two names that decided. */
  kinds: [string, string];
}

/** Others asked for each name; pairs below this probability are no candidates. */
const NEIGHBOURS = 6;
const LEAST_SCORE = 0.2;
/** Among more names than this, a key that a fifth of them share says nothing of any two: each name reads its rarest keys only. */
const MANY_NAMES = 20_000, READ_AMONG_MANY = 40_000;
/** Longest stretch of computing before others get their turn. */
const STRETCH_MS = 12;

/** Prior of two rows of one list being one, in bits: as in deduplication (docs/concepts/identity.md). */
const priorOf = (rows: number): number => -Math.log2(Math.max(64, rows)) + 4;

class Stretch {
  #until = performance.now() + STRETCH_MS;
  async rest(signal?: AbortSignal): Promise<void> {
    if (performance.now() < this.#until) return;
    await pause();
    signal?.throwIfAborted();
    this.#until = performance.now() + STRETCH_MS;
  }
}

/** @returns pairs worth a look, likeliest first; vetoed ones among them carry the veto. */
export async function candidatePairs(rows: readonly PairRow[], { signal, progress }: PairOptions = {}): Promise<WeighedPair[]> {
  const stretch = new Stretch();
  const names = rows.flatMap((r, row) => r.names.map((n) => ({ row, name: n.text, kind: n.kind })));
  const index = buildNameIndex(names);
  const named: Named[] = rows.map(() => ({ zh: [], latin: [] }));
  names.forEach(({ row, kind }, at) => { const script = index.profiles[at]!.script; if (script !== "none") named[row]![script].push({ at, kind }); });
  const near = new Map<string, [number, number]>();
  const put = (a: number, b: number): void => {
    if (a !== b) near.set(a < b ? `${a} ${b}` : `${b} ${a}`, a < b ? [a, b] : [b, a]);
  };
  sharedCodes(rows, put);
  for (const [at, { row, name }] of names.entries()) {
    for (const found of rank(name, index, NEIGHBOURS + 1, names.length > MANY_NAMES ? READ_AMONG_MANY : undefined)) if (found.weight > 0) put(row, found.row);
    progress?.((at + 1) / names.length);
    await stretch.rest(signal);
  }
  const prior = priorOf(rows.length);
  const out: WeighedPair[] = [];
  for (const [a, b] of near.values()) {
    const pair = weigh(rows[a]!, rows[b]!, [named[a]!, named[b]!], index, prior);
    if (pair.score >= LEAST_SCORE) out.push(pair);
    await stretch.rest(signal);
  }
  return out.sort((x, y) => y.score - x.score || y.weight - x.weight || (x.left + x.right < y.left + y.right ? -1 : 1));
}

function sharedCodes(rows: readonly PairRow[], put: (a: number, b: number) => void): void {
  const first = new Map<string, number>();
  rows.forEach((r, i) => {
    for (const [kind, code] of Object.entries(r.ids)) {
      if (!code) continue;
      const known = first.get(`${kind} ${code}`);
      if (known === undefined) first.set(`${kind} ${code}`, i);
      else put(known, i);
    }
  });
}

/** The names of one organisation by script, its own (label or full name) first. */
interface Named {
  zh: { at: number; kind: string }[];
  latin: { at: number; kind: string }[];
}

interface Best {
  weight: number;
  veto: string;
  features: MatchFeature[];
  kinds: [string, string];
}

const NAMES_COMPARED = 8;

/**
 * Two organisations by their names. Names are compared within a script where both have some in it, across only where they share none. The best
 * pair counts, less half of what their own names say against each other: two firms may share a short name, but hardly when their full names contradict.
 */
function byNames(a: Named, b: Named, index: NameIndex): Best {
  let best: Best | undefined;
  let against = 0;
  let veto = "";
  const compare = (x: { at: number; kind: string }, y: { at: number; kind: string }): Best => {
    const c = compareProfiles(index.profiles[x.at]!, index.profiles[y.at]!, { background: index.background });
    return { weight: c.weight, veto: c.veto, features: c.features, kinds: [x.kind, y.kind] };
  };
  const all = (left: Named["zh"], right: Named["zh"]): void => {
    for (const x of left.slice(0, NAMES_COMPARED)) for (const y of right.slice(0, NAMES_COMPARED)) { const c = compare(x, y); if (!best || c.weight > best.weight) best = c; }
  };
  for (const script of ["zh", "latin"] as const) {
    const [left, right] = [a[script], b[script]];
    if (left.length === 0 || right.length === 0) continue;
    const own = compare(left[0]!, right[0]!);
    against += Math.min(0, own.weight) / 2;
    veto ||= own.veto;
    all(left, right);
  }
  if (!best) all([...a.zh, ...a.latin], [...b.zh, ...b.latin]);
  const found = best ?? { weight: 0, veto: "", features: [], kinds: ["label", "label"] };
  const lines = against < 0 ? [...found.features, { name: "own_names", weight: Math.round(against * 1000) / 1000, a: index.profiles[(a.zh[0] ?? a.latin[0])!.at]!.raw, b: index.profiles[(b.zh[0] ?? b.latin[0])!.at]!.raw }] : found.features;
  return { ...found, weight: found.weight + against, veto: found.veto || veto, features: lines };
}

/** Two organisations by their names and codes. */
function weigh(a: PairRow, b: PairRow, names: readonly [Named, Named], index: NameIndex, prior: number): WeighedPair {
  const best = byNames(names[0], names[1], index);
  const ids = compareIds(a.ids, b.ids);
  const weight = best.weight + ids.features.reduce((sum, f) => sum + f.weight, 0);
  // The same valid code decides over what the names forbid: a firm that moved or changed its form.
  const same = ids.features.some((f) => f.name === "same_uscc" || f.name === "same_lei");
  return {
    left: a.id, right: b.id, weight: Math.round(weight * 1000) / 1000, score: Math.round(probability(weight + prior) * 1e4) / 1e4, veto: ids.veto || (same ? "" : best.veto),
    features: [...ids.features, ...best.features], kinds: best.kinds,
  };
}
