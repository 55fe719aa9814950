/**
 * Which rows of one list are one organisation. Rows with the same normal form fall together at once (10⁴ equal names cost no pairs); the rest is
 * blocked, compared and clustered, by one thread or by several (./dedupe-part.ts is a thread's share).
 * Invariant: linear memory; the number of threads does not change the result; a cluster never crosses a veto; every merge can be explained;
 * empty and one-character names are never merged.
 */
import type { Background } from "./background.ts";
import { clusterEdges, type Edge, type Member, type Refusal } from "./cluster.ts";
import { compareIds, compareProfiles, THRESHOLDS } from "./compare.ts";
import { countedBackground, DedupePart, listPrior, type Counts, type EdgeColumns, type Entries, type Normals, type Parsed, type Range, type Rare, type Task, type Walked, type Weighed } from "./dedupe-part.ts";
import { ListWriter, SharedColumn, textAt, type ListText } from "./list-text.ts";
import type { Identifiers, MatchFeature } from "./model.ts";
import { flawsOf } from "./normal.ts";
import { profileOf } from "./profile.ts";
import { hash32 } from "./radix.ts";
import { emptySketches, placeRuns, Sketches } from "./sketch.ts";
import { startParts } from "./threads.ts";
import { PAIR_WEIGHTS } from "./weights.ts";

export interface DedupeInput {
  count: number;
  /** All names of a row: the first is its own, others (English, short) may find it too. */
  names(row: number): string[];
  ids?(row: number): Identifiers;
}

export interface DedupeOptions {
  threshold?: number;
  progress?: (stage: DedupeStage, done: number, of: number) => void;
}

export type DedupeStage = "read" | "grouped" | "parsed" | "blocked" | "compared";

export interface ListOptions extends DedupeOptions {
  /** Threads besides the caller's; default as many as there are processors, at most 4, and none for a short list. */
  threads?: number;
  signal?: AbortSignal;
}

export interface Reason { a: number; b: number; score: number; features: MatchFeature[] }

/** `name` and `reasons` are worked out when asked for. */
export interface Cluster { rows: number[]; readonly name: string; score: number; readonly reasons: Reason[] }

export interface DedupeResult {
  /** Clusters of two rows and more, in order of their first row. */
  merged: Cluster[];
  /** All clusters, those of one row too. */
  readonly clusters: Cluster[];
  refused: Refusal[];
  /** Pairs that blocking drew, and those of them that were compared in full. */
  blocked: number;
  compared: number;
  rejected: { row: number; reason: string }[];
}

/** Names with fewer letters than this are reported, not matched: nothing can be told from them. */
const LEAST_LETTERS = 2;
const REFUSALS_KEPT = 10_000, REASONS_KEPT = 50;
/** Below so many rows starting threads costs more than it brings. */
const THREADS_FROM = 20_000;
const NO_IDS: Identifiers = {};

/** Find the organisations behind the rows of one list, in this thread. */
export function dedupeRows(input: DedupeInput, options: DedupeOptions = {}): DedupeResult {
  const part = new DedupePart(), steps = dedupeSteps(input, 1, options);
  let step = steps.next();
  while (!step.done) step = steps.next(step.value.map((task) => part.run(task)));
  return step.value;
}

/** As {@link dedupeRows}, with further threads; can be stopped. @throws the signal's reason when it is aborted. */
export async function dedupeList(input: DedupeInput, options: ListOptions = {}): Promise<DedupeResult> {
  options.signal?.throwIfAborted();
  const threads = options.threads ?? (input.count < THREADS_FROM ? 0 : undefined);
  if (threads === 0) return dedupeRows(input, options);
  const parts = startParts<Task>("dedupe-worker", threads, options.signal), steps = dedupeSteps(input, parts.count, options);
  try {
    let step = steps.next();
    while (!step.done) step = steps.next(await parts.run(step.value));
    return step.value;
  } finally {
    await parts.stop();
  }
}

function ranges(count: number, parts: number): Range[] {
  return Array.from({ length: parts }, (_, i) => ({ from: Math.floor((count * i) / parts), to: Math.floor((count * (i + 1)) / parts) }));
}

/** The phases in order: yields one task a part, is given their answers. */
function* dedupeSteps(input: DedupeInput, parts: number, options: DedupeOptions): Generator<Task[], DedupeResult, unknown[]> {
  const told = options.progress ?? (() => {}), each = (task: (range: Range, part: number) => Task, count: number) => ranges(count, parts).map(task);
  const { list, own, extra } = readNames(input);
  told("read", input.count, input.count);
  yield each(() => ({ phase: "begin", list, parts }), 1);
  const normals: Normals = { high: sharedNumbers(own), low: sharedNumbers(own), letters: new Uint8Array(new SharedArrayBuffer(own)) };
  yield each((range) => ({ phase: "normals", range, out: normals }), own);
  const grouped = group(input, list, normals, extra), { entries } = grouped, total = entries.text.length;
  told("grouped", input.count, input.count);
  const counted = Array.from({ length: parts }, () => emptyCounts(total)), sketches = emptySketches(total);
  const parsed = (yield each((range, k) => ({ phase: "parse", range, entries, counts: counted[k]!, sketches }), total)) as Parsed[];
  const counts = addedUp(counted);
  told("parsed", total, total);
  const placed = placeRuns(sketches);
  yield each(() => ({ phase: "letters", sketches: placed }), 1);
  const rare = (yield each(() => ({ phase: "rarest", counts }), 1)) as Rare[];
  const zh = parsed.reduce((n, p) => n + p.zh, 0), latin = parsed.reduce((n, p) => n + p.latin, 0), threshold = options.threshold ?? THRESHOLDS.link;
  const walked = (yield each((_, k) => ({ phase: "pairs", keys: [...parsed, ...rare].map((p) => p.keys[k]!), rows: [...parsed, ...rare].map((p) => p.rows[k]!), zh, latin, threshold }), 1)) as Walked[];
  const blocked = walked.reduce((n, w) => n + w.blocked, 0);
  told("blocked", blocked, blocked);
  const weighed = (yield evenly(walked, total, parts).map((range) => ({ phase: "weigh", range, pairs: walked.map((w) => w.pairs), zh, latin, threshold }))) as Weighed[];
  const compared = weighed.reduce((n, w) => n + w.compared, 0);
  told("compared", compared, compared);
  const background = countedBackground(counts, zh, latin);
  return gather(input, list, grouped, weighed.map((w) => w.edges), { blocked, compared }, { background, sketches: new Sketches(placed, background, 0), prior: listPrior(total) });
}

/** Ranges of entries that hold about as many pairs each. */
function evenly(walked: readonly Walked[], total: number, parts: number): Range[] {
  const sample: number[] = [];
  for (const { pairs } of walked) for (let i = 0; i < pairs.left.length; i += Math.ceil(pairs.left.length / 2_000)) sample.push(pairs.left[i]!);
  sample.sort((x, y) => x - y);
  const cut = (k: number): number => (k === 0 ? 0 : k === parts ? total : (sample[Math.floor((sample.length * k) / parts)] ?? Math.floor((total * k) / parts)));
  return Array.from({ length: parts }, (_, k) => ({ from: cut(k), to: cut(k + 1) }));
}

const sharedNumbers = (count: number): Uint32Array => new Uint32Array(new SharedArrayBuffer(4 * count));

function addedUp(counted: readonly Counts[]): Counts {
  const [first, ...others] = counted;
  for (const other of others) for (const kind of ["chars", "words", "grams"] as const) {
    const to = first![kind], from = other[kind];
    for (let i = 0; i < to.length; i++) to[i]! += from[i]!;
  }
  return first!;
}

/** Tables grow with the list, so that counts of different words and runs seldom fall together. */
function emptyCounts(entries: number): Counts {
  const table = (least: number, most: number): Int32Array => {
    let bits = 16;
    while (bits < most && 1 << bits < entries * least) bits++;
    return new Int32Array(new SharedArrayBuffer(4 << bits));
  };
  return { chars: new Int32Array(new SharedArrayBuffer(4 << 16)), words: table(8, 24), grams: table(4, 24) };
}

/** Own names of the rows (row i at place i), then the further names of all rows. */
function readNames(input: DedupeInput): { list: ListText; own: number; extra: { row: number; name: number }[] } {
  const writer = new ListWriter(), more: { row: number; names: string[] }[] = [];
  for (let row = 0; row < input.count; row++) {
    const names = input.names(row), own = names.find((n) => n.trim() !== "") ?? "";
    writer.append(own);
    if (names.length > 1) { const rest = [...new Set(names)].filter((n) => n !== own && n.trim() !== ""); if (rest.length > 0) more.push({ row, names: rest }); }
  }
  const extra = more.flatMap(({ row, names }) => names.map((n) => ({ row, name: writer.append(n) })));
  return { list: writer.finish(), own: input.count, extra };
}

interface Grouped { entries: Entries; /** Row of each unit. */ rowOf: Uint32Array; unitOfRow: Int32Array; rejected: DedupeResult["rejected"]; ids: Map<number, Identifiers> }

/** Rows of one normal form (and no identifier against it) become one unit. */
function group(input: DedupeInput, list: ListText, normals: Normals, extra: readonly { row: number; name: number }[]): Grouped {
  const unitOfRow = new Int32Array(input.count).fill(-1), rejected: DedupeResult["rejected"] = [], ids = new Map<number, Identifiers>();
  let bits = 10;
  while (1 << bits < input.count * 2) bits++;
  const slots = new Int32Array(1 << bits).fill(-1), mask = (1 << bits) - 1, rows = new SharedColumn();
  for (let row = 0; row < input.count; row++) {
    const own = input.ids?.(row), marked = own !== undefined && (own.uscc !== undefined || own.lei !== undefined);
    if (normals.letters[row]! < LEAST_LETTERS && !marked) { rejected.push({ row, reason: flawsOf(textAt(list, row))[0] ?? "too short" }); continue; }
    if (marked) { const mark = hash32(`${own.uscc ?? ""}\u0000${own.lei ?? ""}`, 21); normals.high[row]! ^= mark; normals.low[row]! ^= Math.imul(mark, 0x9e3779b1); }
    let slot = normals.high[row]! & mask;
    for (;; slot = (slot + 1) & mask) {
      const unit = slots[slot]!;
      if (unit < 0) {
        slots[slot] = rows.length;
        unitOfRow[row] = rows.length;
        if (own !== undefined && (marked || own.stock !== undefined)) ids.set(rows.length, own);
        rows.push(row);
        break;
      }
      const first = rows.data[unit]!;
      if (normals.high[first] === normals.high[row] && normals.low[first] === normals.low[row]) { unitOfRow[row] = unit; break; }
    }
  }
  return { entries: entriesOf(rows.view(), unitOfRow, extra, ids), rowOf: rows.view(), unitOfRow, rejected, ids };
}

function entriesOf(rowOf: Uint32Array, unitOfRow: Int32Array, extra: readonly { row: number; name: number }[], ids: Map<number, Identifiers>): Entries {
  // Further names count once a unit: those of its first row.
  const more = extra.filter((e) => unitOfRow[e.row]! >= 0 && rowOf[unitOfRow[e.row]!] === e.row), units = rowOf.length;
  const text = sharedNumbers(units + more.length), unitOf = sharedNumbers(units + more.length);
  text.set(rowOf);
  for (let i = 0; i < units; i++) unitOf[i] = i;
  more.forEach((e, k) => { text[units + k] = e.name; unitOf[units + k] = unitOfRow[e.row]!; });
  const numbered = (kind: "uscc" | "lei"): Uint32Array | undefined => {
    const known = new Map<string, number>();
    let column: Uint32Array | undefined;
    for (const [unit, own] of ids) {
      const id = own[kind];
      if (id === undefined) continue;
      column ??= sharedNumbers(units);
      if (!known.has(id)) known.set(id, known.size + 1);
      column[unit] = known.get(id)!;
    }
    return column;
  };
  const uscc = numbered("uscc"), lei = numbered("lei");
  return { text, units, unitOf, ...(uscc ? { uscc } : {}), ...(lei ? { lei } : {}) };
}

/** Units with the same identifier are one whatever their names. */
function idEdges(ids: Map<number, Identifiers>): Edge[] {
  const first = new Map<string, number>(), out: Edge[] = [];
  for (const [unit, own] of ids) for (const kind of ["uscc", "lei"] as const) {
    const id = own[kind];
    if (id === undefined) continue;
    const known = first.get(kind + id);
    if (known === undefined) first.set(kind + id, unit); else out.push({ a: known, b: unit, score: 1 });
  }
  return out;
}

function gather(input: DedupeInput, list: ListText, { entries, rowOf, unitOfRow, rejected, ids }: Grouped, columns: readonly EdgeColumns[], pairs: { blocked: number; compared: number }, { background, sketches, prior }: { background: Background; sketches: Sketches; prior: number }): DedupeResult {
  const { text, units } = entries, edges = idEdges(ids);
  for (const c of columns) for (let i = 0; i < c.a.length; i++) edges.push({ a: c.a[i]!, b: c.b[i]!, score: c.score[i]!, nameA: c.nameA[i]!, nameB: c.nameB[i]! });
  const member = (i: number): Member => {
    const places = sketches.places(i);
    if (places !== undefined) return { ids: ids.get(i) ?? NO_IDS, branch: "", region: places, numbers: [] };
    const p = profileOf(textAt(list, text[i]!)); return { ids: ids.get(i) ?? {}, branch: p.branch, region: p.script === "zh" ? p.region : [], numbers: p.numbers };
  };
  const { root, used, refused } = clusterEdges(units, edges, member);
  const nameOf = (row: number): string => textAt(list, row).trim();
  const explain = (e: Edge): Reason => {
    const features = [...compareIds(ids.get(e.a) ?? {}, ids.get(e.b) ?? {}).features];
    const a = textAt(list, text[e.nameA ?? e.a]!), b = textAt(list, text[e.nameB ?? e.b]!);
    features.push(...compareProfiles(profileOf(a), profileOf(b), { background, prior, weights: PAIR_WEIGHTS }).features);
    return { a: rowOf[e.a]!, b: rowOf[e.b]!, score: round(e.score), features };
  };
  const edgesOf = new Map<number, Edge[]>();
  for (const e of used) { const at = root[e.a]!, known = edgesOf.get(at); if (known) known.push(e); else edgesOf.set(at, [e]); }
  const size = new Uint32Array(units);
  for (let row = 0; row < input.count; row++) if (unitOfRow[row]! >= 0) size[root[unitOfRow[row]!]!]!++;
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < input.count; row++) {
    if (unitOfRow[row]! < 0) continue;
    const at = root[unitOfRow[row]!]!;
    if (size[at]! < 2) continue;
    const known = rowsOf.get(at);
    if (known) known.push(row); else rowsOf.set(at, [row]);
  }
  const clusterOf = (rows: number[], own: readonly Edge[]): Cluster => ({
    rows, score: round(own.reduce((s, e) => Math.min(s, e.score), 1)),
    get name() { return fullest(rows, nameOf); },
    get reasons() { return own.length > 0 ? own.slice(0, REASONS_KEPT).map(explain) : rows.length < 2 ? [] : [{ a: rows[0]!, b: rows[1]!, score: 1, features: [{ name: "same_normal_form", weight: 30, a: nameOf(rows[0]!), b: nameOf(rows[1]!) }] }]; },
  });
  const byRow = (x: Cluster, y: Cluster) => x.rows[0]! - y.rows[0]!;
  const merged = [...rowsOf].map(([at, rows]) => clusterOf(rows, edgesOf.get(at) ?? [])).sort(byRow);
  return {
    merged, refused: refused.slice(0, REFUSALS_KEPT).map((r) => ({ ...r, a: rowOf[r.a]!, b: rowOf[r.b]! })), ...pairs, rejected,
    get clusters() {
      const singles: Cluster[] = [];
      for (let row = 0; row < input.count; row++) if (unitOfRow[row]! >= 0 && size[root[unitOfRow[row]!]!] === 1) singles.push(clusterOf([row], []));
      return [...merged, ...singles].sort(byRow);
    },
  };
}

function round(x: number): number {
  return Math.round(x * 1e4) / 1e4;
}

/** The name to show: the most frequent spelling, the longer on a tie, the earlier on another. */
function fullest(rows: readonly number[], nameOf: (row: number) => string): string {
  const count = new Map<string, number>();
  for (const row of rows.slice(0, 1000)) { const n = nameOf(row); count.set(n, (count.get(n) ?? 0) + 1); }
  let best = "", most = 0;
  for (const [name, n] of count) if (n > most || (n === most && name.length > best.length)) { best = name; most = n; }
  return best;
}
