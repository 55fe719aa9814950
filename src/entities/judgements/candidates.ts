/**
 * Pairs of the record's organisations that may be one: those that share a valid code, and each one's likeliest others by name.
 * Invariant: a pure function of the rows, apart from its pauses; every pair is weighed by names, codes and vetoes as two rows of one list are.
 */
import { setImmediate as pause } from "node:timers/promises";
import { buildNameIndex, compareIds, comparePair, probability, rank, type MatchFeature } from "../identity/index.ts";
import type { RecordRow } from "../record-rows.ts";

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
export async function candidatePairs(rows: readonly RecordRow[], signal?: AbortSignal): Promise<WeighedPair[]> {
  const stretch = new Stretch();
  const names = rows.flatMap((r, row) => r.names.map((n) => ({ row, name: n.text })));
  const index = buildNameIndex(names);
  const near = new Map<string, [number, number]>();
  const put = (a: number, b: number): void => {
    if (a !== b) near.set(a < b ? `${a} ${b}` : `${b} ${a}`, a < b ? [a, b] : [b, a]);
  };
  sharedCodes(rows, put);
  for (const { row, name } of names) {
    for (const found of rank(name, index, NEIGHBOURS + 1)) if (found.weight > 0) put(row, found.row);
    await stretch.rest(signal);
  }
  const prior = priorOf(rows.length);
  const out: WeighedPair[] = [];
  for (const [a, b] of near.values()) {
    const pair = weigh(rows[a]!, rows[b]!, prior);
    if (pair.score >= LEAST_SCORE) out.push(pair);
    await stretch.rest(signal);
  }
  return out.sort((x, y) => y.score - x.score || y.weight - x.weight || (x.left + x.right < y.left + y.right ? -1 : 1));
}

function sharedCodes(rows: readonly RecordRow[], put: (a: number, b: number) => void): void {
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

/** Two organisations by their best pair of names and their codes. */
function weigh(a: RecordRow, b: RecordRow, prior: number): WeighedPair {
  let best: { weight: number; veto: string; features: MatchFeature[]; kinds: [string, string] } | undefined;
  for (const x of a.names.slice(0, 12)) {
    for (const y of b.names.slice(0, 12)) {
      const c = comparePair(x.text, y.text, { kind: "organisation" });
      if (!best || c.weight > best.weight) best = { weight: c.weight, veto: c.veto, features: c.features, kinds: [x.kind, y.kind] };
    }
  }
  const ids = compareIds(a.ids, b.ids);
  const weight = (best?.weight ?? 0) + ids.features.reduce((sum, f) => sum + f.weight, 0);
  // The same valid code decides over what the names forbid: a firm that moved or changed its form.
  const same = ids.features.some((f) => f.name === "same_uscc" || f.name === "same_lei");
  return {
    left: a.id, right: b.id, weight: Math.round(weight * 1000) / 1000, score: Math.round(probability(weight + prior) * 1e4) / 1e4, veto: ids.veto || (same ? "" : (best?.veto ?? "")),
    features: [...ids.features, ...(best?.features ?? [])], kinds: best?.kinds ?? ["label", "label"],
  };
}
