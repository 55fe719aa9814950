/**
 * Link two lists: each row of A to at most one row of B. Candidates come from the index, are weighed by names, identifiers and context, and are
 * judged with their rivals (one-to-one unless asked otherwise). Invariant: a vetoed pair is never linked; every link carries its features; the
 * result depends on the two lists alone.
 */
import { backgroundOf, countNames, type Background, type NameCounts } from "./background.ts";
import { compareIds, compareProfiles, decide, nameVeto, nameWeight, THRESHOLDS, withOwnNames } from "./compare.ts";
import { contextKey, contextWeight, fitContext, LEVELS, type ContextModel } from "./context.ts";
import { askedShort, KeptAnswers, nearest, type Answers, type Asked, type LinkTask, type Near } from "./link-part.ts";
import { ListWriter } from "./list-text.ts";
import { oneToOne, type WeightedPair } from "./matching.ts";
import type { Decision, Identifiers, MatchFeature, Profile } from "./model.ts";
import { buildNameIndex, candidates, COMPARE_OWN } from "./name-index.ts";
import { normalName } from "./normal.ts";
import { profileOf } from "./profile.ts";
import { startParts } from "./threads.ts";

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
/** Names asked for between two looks up, and the longest time without letting others work. */
const YIELD = 500, BREATH_MS = 30;
/** Names of a long list that a thread is asked for at a time. */
const SHARE = 10_000;
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

/** Who asks whom: `kept` are the names of `to` among which is looked (of many equal ones the first few); `flip` when from is B. */
interface Asking { from: Names; to: Names; kept: Int32Array; flip: boolean }

const asking = (from: Names, to: Names, flip: boolean): Asking => ({ from, to, kept: firstOfEach(to.list), flip });

/** Rows of a long list mostly have no partner: only what could pass is kept. */
const leastOf = (from: Names): number => (from.long ? LEAST_BITS : -Infinity);

function file({ from, to, kept, flip }: Asking, i: number, found: readonly Near[], out: PairSet): void {
  const { row } = from.list[i]!;
  for (const { k, weight, veto } of found) {
    const j = kept[k]!, match = to.list[j]!.row;
    out.put(flip ? { a: match, b: row, i: j, j: i, odds: 0, weight, veto } : { a: row, b: match, i, j, odds: 0, weight, veto });
  }
}

/** Ask every name of `from` for its likeliest ones in `to`. Equal names are asked once. */
function* ask(who: Asking, asked: Asked, bg: Background, out: PairSet): Generator<Progress> {
  const { from } = who, least = leastOf(from), known = new KeptAnswers(), of = from.list.length;
  for (let i = 0; i < of; i++) {
    const { name } = from.list[i]!;
    file(who, i, known.of(name, () => nearest(from.long ? profileOf(name) : from.profile(i), asked, bg, least)), out);
    if (i % YIELD === YIELD - 1) yield { done: i + 1, of };
  }
}

/** As {@link ask}, a long list asking a short one, its names shared among threads. */
async function askInThreads(who: Asking, counts: NameCounts, out: PairSet, threads: number | undefined, options: LinkListOptions): Promise<void> {
  const { from, to, kept } = who, of = from.list.length, writer = new ListWriter();
  const parts = startParts<LinkTask>("link-worker", threads, options.signal);
  try {
    for (const { name } of from.list) writer.append(name);
    const list = writer.finish(), asked = Array.from(kept, (i) => to.list[i]!.name), begin: LinkTask = { phase: "begin", list, asked, counts, least: leastOf(from) };
    await parts.run(Array.from({ length: parts.count }, () => begin));
    const tasks = Array.from({ length: Math.ceil(of / SHARE) }, (_, n): LinkTask => ({ phase: "ask", from: n * SHARE, to: Math.min(of, (n + 1) * SHARE) }));
    const answers = (await parts.share(tasks, (done) => options.progress?.(Math.min(of, done * SHARE), of))) as Answers[];
    for (const { names, found } of answers) names.forEach((i, n) => { file(who, i, found[n]!, out); });
  } finally {
    await parts.stop();
  }
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

/** Both lists ask each other when both are short, else the long one asks the short one. */
function askings(a: Names, b: Names): Asking[] {
  const out: Asking[] = [];
  if (!b.long || a.list.length > b.list.length) out.push(asking(a, b, false));
  if (!a.long && (b.long || b.list.length > 0) && !(a.list.length > b.list.length && b.long)) out.push(asking(b, a, true));
  return out;
}

const longAsksShort = ({ from, to }: Asking): boolean => from.long && !to.long;

function* candidatePairs(who: Asking, bg: Background, out: PairSet): Generator<Progress> {
  const { from, to, kept } = who;
  if (longAsksShort(who)) { yield* ask(who, askedShort(Array.from(kept, (i) => to.profile(i))), bg, out); return; }
  const index = buildNameIndex(Array.from(kept, (i) => to.list[i]!));
  yield* ask(who, { near: (query) => candidates(query, index, from.long ? ASK_LONG : undefined, from.long ? ASK_LEAST : 0), profile: (k) => index.profiles[k]! }, bg, out);
}

/** Link two lists. Returns links (and, with `all`, pairs for review) in order of A, best first within a row. */
export function linkRows(a: readonly LinkRow[], b: readonly LinkRow[], options: LinkOptions = {}): Link[] {
  const lists = listsOf(a, b);
  for (const who of lists.askings) for (const { done, of } of candidatePairs(who, lists.bg, lists.pairs)) options.progress?.(done, of);
  return linked(a, b, lists, options);
}

export interface LinkListOptions extends LinkOptions {
  /** Threads besides the caller's, where a long list asks a short one; default as many as there are processors, at most 4. 0: none. */
  threads?: number;
  signal?: AbortSignal;
}

/** As {@link linkRows}, with further threads, leaving room for other work between steps; can be stopped. @throws the signal's reason when it is aborted. */
export async function linkList(a: readonly LinkRow[], b: readonly LinkRow[], options: LinkListOptions = {}): Promise<Link[]> {
  options.signal?.throwIfAborted();
  const lists = listsOf(a, b);
  for (const who of lists.askings) {
    if (options.threads !== 0 && longAsksShort(who)) { await askInThreads(who, lists.counts, lists.pairs, options.threads, options); continue; }
    let last = performance.now();
    for (const { done, of } of candidatePairs(who, lists.bg, lists.pairs)) {
      options.progress?.(done, of);
      options.signal?.throwIfAborted();
      if (performance.now() - last < BREATH_MS) continue;
      await new Promise((resolve) => { setImmediate(resolve); });
      options.signal?.throwIfAborted();
      last = performance.now();
    }
  }
  return linked(a, b, lists, options);
}

interface Lists { namesA: Names; namesB: Names; counts: NameCounts; bg: Background; askings: Asking[]; pairs: PairSet }

function listsOf(a: readonly LinkRow[], b: readonly LinkRow[]): Lists {
  const namesA = new Names(a), namesB = new Names(b), counts = countNames([...namesA.sample(), ...namesB.sample()]);
  return { namesA, namesB, counts, bg: backgroundOf(counts), askings: askings(namesA, namesB), pairs: new PairSet(Math.max(1, b.length)) };
}

/** Links from the candidate pairs. */
function linked(a: readonly LinkRow[], b: readonly LinkRow[], { namesA, namesB, bg, pairs }: Lists, options: LinkOptions): Link[] {
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
