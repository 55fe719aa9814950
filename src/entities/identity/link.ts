/**
 * Link two lists: each row of A to at most one row of B. Candidates come from the index, are weighed by names, identifiers and context, and are
 * judged with their rivals (one-to-one unless asked otherwise). Invariant: a vetoed pair is never linked; every link carries its features; the
 * result depends on the two lists alone.
 */
import { compareIds, compareProfiles, decide, nameVeto, nameWeight, THRESHOLDS, withOwnNames } from "./compare.ts";
import { contextKey, contextWeight, fitContext, LEVELS, type ContextModel } from "./context.ts";
import { Gate } from "./gate.ts";
import { oneToOne, type WeightedPair } from "./matching.ts";
import type { Decision, Identifiers, MatchFeature, Profile } from "./model.ts";
import { buildNameIndex, candidates, COMPARE_OWN } from "./name-index.ts";
import { background, type Background } from "./background.ts";
import { normalName } from "./normal.ts";
import { profileOf } from "./profile.ts";

export interface LinkRow { names: string[]; ids?: Identifiers; context?: string[] }

export interface LinkOptions {
  /** Names of the context columns, for the features' labels. */
  contextNames?: string[];
  /** "one-to-one" (default): a row of B answers one row of A. "many-to-one": rows of A may share a row of B. */
  assume?: "one-to-one" | "many-to-one";
  thresholds?: { link: number; review: number };
  /** Keep up to this many candidates a row (default 1, or 10 with `all`). */
  top?: number;
  all?: boolean;
  progress?: (done: number, of: number) => void;
}

export interface Link { a: number; b: number; score: number; weight: number; decision: Decision; rank: number; features: MatchFeature[]; veto: string }

interface Pair extends WeightedPair { weight: number; veto: string; i: number; j: number }

/** Rows asked back from B to A when both lists are of this size or smaller, so that every row's best is among the pairs. */
const ASK_BACK_LIMIT = 20_000;
const KEEP = 24;
/** Names asked for between two looks up, and the longest time without letting others work. */
const YIELD = 500, NAMES_KEPT = 20_000, BREATH_MS = 30;
/** A long list asks a short one for so many, and keeps pairs of at least so many bits. */
const ASK_LONG = 6, LEAST_BITS = 6, ASK_LEAST = 0.3;

/** Bits added to the prior of one in |B|: linking starts from lists that are expected to overlap. */
const OVERLAP_BITS = 5;

function flatten(rows: readonly LinkRow[]): { row: number; name: string }[] {
  return rows.flatMap((r, row) => [...new Set(r.names.filter((n) => n.trim() !== ""))].map((name) => ({ row, name })));
}

class PairSet {
  readonly best = new Map<number, Pair>();
  readonly width: number;
  constructor(width: number) { this.width = width; }
  put(p: Pair): void {
    const key = p.a * this.width + p.b, known = this.best.get(key);
    if (!known || p.weight > known.weight) this.best.set(key, p);
  }
}

/** The names of one list. Profiles of a long list are parsed when asked for, not kept. */
class Names {
  readonly list: { row: number; name: string }[];
  readonly first: Int32Array;
  private kept = new Map<number, Profile>();
  private readonly limit: number;
  constructor(rows: readonly LinkRow[]) {
    this.list = flatten(rows);
    this.limit = this.list.length <= ASK_BACK_LIMIT ? Infinity : 5_000;
    this.first = new Int32Array(rows.length).fill(-1);
    this.list.forEach((n, i) => { if (this.first[n.row]! < 0) this.first[n.row] = i; });
  }
  get long(): boolean {
    return this.list.length > ASK_BACK_LIMIT;
  }
  profile(i: number): Profile {
    let p = this.kept.get(i);
    if (p) return p;
    if (this.kept.size >= this.limit) this.kept.clear();
    p = profileOf(this.list[i]!.name);
    this.kept.set(i, p);
    return p;
  }
  /** All of a short list, every n-th of a long one: enough to count words on. */
  *sample(): Generator<Profile> {
    const step = Math.ceil(this.list.length / ASK_BACK_LIMIT);
    for (let i = 0; i < this.list.length; i += step) yield this.profile(i);
  }
}

/** The names of a list among which is looked: of many equal ones only the first few. `near` gives places among `kept`. */
interface Asked { kept: Int32Array; near(query: Profile): number[]; profile(k: number): Profile }

interface Near { j: number; weight: number; veto: string }

/** Ask every name of `from` for its likeliest ones in `to`; `flip` when from is B. Equal names are asked once. */
function* ask(from: Names, to: Names, asked: Asked, bg: Background, flip: boolean, out: PairSet): Generator<number> {
  // Rows of a long list mostly have no partner: only what could pass is kept.
  const least = from.long ? LEAST_BITS : -Infinity, known = new Map<string, Near[]>();
  for (let i = 0; i < from.list.length; i++) {
    const { name, row } = from.list[i]!;
    let found = known.get(name);
    if (found === undefined) {
      found = nearest(from.long ? profileOf(name) : from.profile(i), asked, bg, least);
      if (known.size >= NAMES_KEPT) known.clear();
      known.set(name, found);
    }
    for (const { j, weight, veto } of found) {
      const match = to.list[j]!.row;
      out.put(flip ? { a: match, b: row, i: j, j: i, odds: 0, weight, veto } : { a: row, b: match, i, j, odds: 0, weight, veto });
    }
    if (i % YIELD === YIELD - 1) yield i + 1;
  }
}

function nearest(query: Profile, asked: Asked, bg: Background, least: number): Near[] {
  if (query.script === "none") return [];
  const found: Near[] = [];
  for (const k of asked.near(query)) {
    const other = asked.profile(k), weight = nameWeight(query, other, bg);
    if (weight >= least) found.push({ j: asked.kept[k]!, weight, veto: nameVeto(query, other) });
  }
  return found.sort((x, y) => y.weight - x.weight).slice(0, KEEP);
}

/** Places of the names, of equal ones the first few: more would be looked at by no question. */
function firstOfEach(list: readonly { name: string }[]): Int32Array {
  const seen = new Map<string, number>();
  return Int32Array.from(list.keys()).filter((i) => { const n = seen.get(list[i]!.name) ?? 0; seen.set(list[i]!.name, n + 1); return n < COMPARE_OWN; });
}

/** Where both rows have several names, what their own (first) names say against the best pair counts too. */
function ownNames(pairs: Iterable<Pair>, a: Names, b: Names, bg: Background): void {
  for (const p of pairs) {
    const i = a.first[p.a]!, j = b.first[p.b]!;
    if (p.i === i && p.j === j) continue;
    const x = a.profile(i), y = b.profile(j);
    p.veto ||= nameVeto(x, y);
    if (x.script === y.script) p.weight = withOwnNames(p.weight, nameWeight(x, y, bg));
  }
}

function idPairs(a: readonly LinkRow[], b: readonly LinkRow[]): [number, number][] {
  const out: [number, number][] = [];
  for (const kind of ["uscc", "lei", "stock"] as const) {
    const byId = new Map<string, number[]>();
    b.forEach((r, j) => { const id = r.ids?.[kind]; if (id) byId.set(id, [...(byId.get(id) ?? []), j]); });
    a.forEach((r, i) => { const id = r.ids?.[kind]; if (id) for (const j of (byId.get(id) ?? []).slice(0, 20)) out.push([i, j]); });
  }
  return out;
}

interface Contexts { names: string[]; left: string[][]; right: string[][]; models: ContextModel[] }

function contexts(a: readonly LinkRow[], b: readonly LinkRow[], pairs: readonly Pair[], prior: number, names: string[]): Contexts {
  const left = names.map((_, c) => a.map((r) => contextKey(r.context?.[c] ?? "")));
  const right = names.map((_, c) => b.map((r) => contextKey(r.context?.[c] ?? "")));
  const odds = pairs.map((p) => ({ a: p.a, b: p.b, odds: p.weight + prior }));
  return { names, left, right, models: names.map((_, c) => fitContext(left[c]!, right[c]!, odds)) };
}

function contextFeatures(c: Contexts, a: readonly LinkRow[], b: readonly LinkRow[], p: Pair): MatchFeature[] {
  const out: MatchFeature[] = [];
  c.names.forEach((name, k) => {
    const w = contextWeight(c.models[k]!, c.left[k]![p.a]!, c.right[k]![p.b]!);
    if (w) out.push({ name: `context_${name}`, weight: Math.round(w.weight * 1000) / 1000, a: a[p.a]!.context?.[k] ?? "", b: b[p.b]!.context?.[k] ?? "", detail: LEVELS[w.level] });
  });
  return out;
}

/** How many of how many names have been asked for. */
interface Progress { done: number; of: number }

function* toldOf(steps: Generator<number>, of: number): Generator<Progress> {
  for (const done of steps) yield { done, of };
}

/** Candidate pairs of two lists: both ask each other when both are short, else the long one asks the short one. */
function* candidatePairs(a: Names, b: Names, rowsB: number, bg: Background): Generator<Progress, PairSet> {
  const pairs = new PairSet(Math.max(1, rowsB));
  const askIn = function* (from: Names, to: Names, flip: boolean): Generator<Progress> {
    const told = (steps: Generator<number>) => toldOf(steps, from.list.length);
    const kept = firstOfEach(to.list);
    if (from.long && !to.long) {
      const profiles = Array.from(kept, (i) => to.profile(i)), gate = new Gate(profiles);
      yield* told(ask(from, to, { kept, near: (query) => gate.candidates(query), profile: (k) => profiles[k]! }, bg, flip, pairs));
    } else {
      const index = buildNameIndex(Array.from(kept, (i) => to.list[i]!));
      yield* told(ask(from, to, { kept, near: (query) => candidates(query, index, from.long ? ASK_LONG : undefined, from.long ? ASK_LEAST : 0), profile: (k) => index.profiles[k]! }, bg, flip, pairs));
    }
  };
  if (!b.long || a.list.length > b.list.length) yield* askIn(a, b, false);
  if (!a.long && (b.long || b.list.length > 0) && !(a.list.length > b.list.length && b.long)) yield* askIn(b, a, true);
  return pairs;
}

/** Link two lists. Returns links (and, with `all`, pairs for review) in order of A, best first within a row. */
export function linkRows(a: readonly LinkRow[], b: readonly LinkRow[], options: LinkOptions = {}): Link[] {
  const steps = linkSteps(a, b, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    options.progress?.(step.value.done, step.value.of);
  }
}

/** As {@link linkRows}, leaving room for other work between steps; can be stopped. @throws the signal's reason when it is aborted. */
export async function linkList(a: readonly LinkRow[], b: readonly LinkRow[], options: LinkOptions & { signal?: AbortSignal } = {}): Promise<Link[]> {
  const steps = linkSteps(a, b, options);
  for (let last = performance.now(); ;) {
    options.signal?.throwIfAborted();
    const step = steps.next();
    if (step.done) return step.value;
    options.progress?.(step.value.done, step.value.of);
    if (performance.now() - last < BREATH_MS) continue;
    await new Promise((resolve) => { setImmediate(resolve); });
    last = performance.now();
  }
}

function* linkSteps(a: readonly LinkRow[], b: readonly LinkRow[], options: LinkOptions): Generator<Progress, Link[]> {
  const namesA = new Names(a), namesB = new Names(b);
  const bg = background([...namesA.sample(), ...namesB.sample()]);
  const pairs = yield* candidatePairs(namesA, namesB, b.length, bg);
  ownNames(pairs.best.values(), namesA, namesB, bg);
  const sameId = idPairs(a, b);
  for (const [i, j] of sameId) if (!pairs.best.has(i * pairs.width + j)) pairs.put({ a: i, b: j, i: -1, j: -1, weight: 0, odds: 0, veto: "" });
  const list = [...pairs.best.values()].sort((x, y) => x.a - y.a || x.b - y.b);
  const prior = -Math.log2(Math.max(2, b.length)) + OVERLAP_BITS;
  const ctx = contexts(a, b, list, prior, options.contextNames ?? []);
  for (const p of list) weighPair(p, a, b, ctx, prior);
  return judge(list, a, b, namesA, namesB, bg, ctx, options);
}

function weighPair(p: Pair, a: readonly LinkRow[], b: readonly LinkRow[], ctx: Contexts, prior: number): void {
  const ids = compareIds(a[p.a]!.ids ?? {}, b[p.b]!.ids ?? {});
  p.veto ||= ids.veto;
  let weight = p.weight;
  for (const f of [...ids.features, ...contextFeatures(ctx, a, b, p)]) weight += f.weight;
  p.weight = weight;
  p.odds = p.veto === "" ? weight + prior : Math.min(weight + prior, -20);
}

function judge(list: Pair[], a: readonly LinkRow[], b: readonly LinkRow[], from: Names, to: Names, bg: Background, ctx: Contexts, options: LinkOptions): Link[] {
  const thresholds = options.thresholds ?? THRESHOLDS;
  const many = options.assume === "many-to-one";
  // Rows that say the same thing do not compete with each other: they share one seat at the table.
  const seatA = seats(a, list.map((p) => p.a)), seatB = seats(b, list.map((p) => p.b));
  const pairs: WeightedPair[] = [], of = new Int32Array(list.length), at = new Map<number, number>();
  list.forEach((p, i) => {
    const x = seatA.of[p.a]!, y = many ? i : seatB.of[p.b]!, key = x * list.length * 2 + y;
    const known = at.get(key);
    of[i] = known ?? pairs.length;
    if (known !== undefined) { pairs[known]!.odds = Math.max(pairs[known]!.odds, p.odds); return; }
    at.set(key, pairs.length);
    pairs.push({ a: x, b: y, odds: p.odds });
  });
  const belief = oneToOne(pairs, seatA.size, many ? list.length : seatB.size);
  const out: Link[] = [];
  const top = options.top ?? (options.all ? 10 : 1);
  for (let start = 0; start < list.length;) {
    let end = start;
    while (end < list.length && list[end]!.a === list[start]!.a) end++;
    const order: { p: Pair; odds: number; score: number }[] = [];
    for (let i = start; i < end; i++) order.push({ p: list[i]!, odds: belief.odds[of[i]!]!, score: belief.probability[of[i]!]! });
    order.sort((x, y) => y.odds - x.odds || y.p.weight - x.p.weight || x.p.b - y.p.b);
    emit(order.slice(0, top), out, a, b, from, to, bg, ctx, thresholds, options.all === true || options.top !== undefined);
    start = end;
  }
  return out;
}

function emit(order: { p: Pair; score: number }[], out: Link[], a: readonly LinkRow[], b: readonly LinkRow[], from: Names, to: Names, bg: Background, ctx: Contexts, thresholds: { link: number; review: number }, all: boolean): void {
  order.forEach(({ p, score }, rank) => {
    let decision = decide(score, p.veto, thresholds);
    if (rank > 0 && decision === "link") decision = "review";
    if (decision !== "link" && !all) return;
    const names = p.i >= 0 && p.j >= 0 ? compareProfiles(from.profile(p.i), to.profile(p.j), { background: bg }).features : [];
    const ids = compareIds(a[p.a]!.ids ?? {}, b[p.b]!.ids ?? {}).features;
    out.push({ a: p.a, b: p.b, score: Math.round(score * 1e4) / 1e4, weight: Math.round(p.weight * 1000) / 1000, decision, rank: rank + 1, features: [...ids, ...names, ...contextFeatures(ctx, a, b, p)], veto: p.veto });
  });
}

/** Seats: of the rows that have a candidate, those with the same names, identifiers and context share one. */
function seats(rows: readonly LinkRow[], used: readonly number[]): { of: Int32Array; size: number } {
  const of = new Int32Array(rows.length).fill(-1), byKey = new Map<string, number>();
  for (const i of used) {
    if (of[i]! >= 0) continue;
    const r = rows[i]!;
    const key = JSON.stringify([r.names.map(normalName), r.ids ?? {}, (r.context ?? []).map(contextKey)]);
    const known = byKey.get(key);
    of[i] = known ?? byKey.size;
    if (known === undefined) byKey.set(key, byKey.size);
  }
  return { of, size: byKey.size };
}
