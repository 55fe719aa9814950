/**
 * Search as you type over up to millions of names: Chinese, English, pinyin whole or by initials, acronyms, a letter wrong. Names are filed under
 * short grams in flat arrays; a query reads its rarest grams within a budget and looks closely at the best few hundred.
 * Invariant: the cost of a query is bounded whatever its length or the index's size; results are best first, ties in row order.
 */
import { foldText, hasHan, latinText, normalOfFolded } from "./normal.ts";
import { ListWriter, SharedColumn, textAt, type ListText } from "./list-text.ts";
import { initialsOf, pinyinOf } from "./pinyin.ts";
import { profileOf } from "./profile.ts";
import { hash32 } from "./radix.ts";
import { editDistance } from "./string-distance.ts";

export interface SearchIndex {
  readonly size: number;
  readonly text: ListText;
  readonly mask: number;
  readonly offsets: Uint32Array;
  readonly rows: Uint32Array;
  /** Start of the brand in the normal form, for ranking. */
  readonly brandAt: Uint8Array;
  readonly hits: Float32Array;
}

/** What a viewer may find: rows whose level is above `most` are passed over as if they were not there. */
export interface Sight { level: Uint8Array; most: number }

/** Bytes that an index holds. */
export function searchIndexBytes(index: SearchIndex): number {
  return index.text.codes.byteLength + index.text.at.byteLength + index.offsets.byteLength + index.rows.byteLength + index.brandAt.byteLength + index.hits.byteLength;
}

export type Found = "name" | "part" | "pinyin" | "initials" | "acronym" | "spelling";

export interface SearchHit { row: number; name: string; score: number; how: Found }

const READ_BUDGET = 36_000, ONE_LIST = 12_000, LOOK_CLOSELY = 100;
/** With so many rows from rarer grams in hand, a list too long to read whole adds nothing. */
const ENOUGH = 400;

/** Kinds of gram, as hash seeds. */
const ZH = 11, LATIN = 12, PINYIN = 13, INITIALS = 14, HEAD = 15;

function gramsOf(text: string, n: number, seed: number, out: (key: number) => void): void {
  for (let i = 0; i + n <= text.length; i++) out(hash32(text, seed, i, i + n));
}

/** The start of a sound is what is typed first: it gets longer, rarer keys of its own. */
function fileHead(sound: string, out: (key: number) => void): void {
  for (const n of [3, 5]) if (sound.length >= n) out(hash32(sound, HEAD, 0, n));
}

interface Filed { brandAt: number }

/** File one name under its grams. */
function file(name: string, out: (key: number) => void): Filed {
  const p = profileOf(name);
  if (p.script === "zh") {
    const at = Math.max(0, p.normal.indexOf(p.brand)), tail = p.normal.slice(at, at + 10);
    gramsOf(p.normal.slice(0, 30), 2, ZH, out);
    const initials = initialsOf(tail);
    gramsOf(initials, 2, INITIALS, out);
    const sound = pinyinOf(p.normal.slice(at, at + 5)).join("").slice(0, 20);
    gramsOf(sound, 3, PINYIN, out);
    fileHead(sound, out);
    out(hash32(p.normal[0]!, HEAD));
    if (at > 0) {
      const whole = pinyinOf(p.normal.slice(0, 4)).join("");
      gramsOf(whole.slice(0, 9), 3, PINYIN, out);
      fileHead(whole, out);
    }
    if (at > 0) { out(hash32(p.normal[at]!, HEAD)); gramsOf(initialsOf(p.normal.slice(0, at)).slice(0, 3) + initials.slice(0, 1), 2, INITIALS, out); }
    for (const head of [initials.slice(0, 1), initials.slice(0, 2)]) out(hash32(head, HEAD));
    for (const w of p.words) gramsOf(`^${w.text.slice(0, 11)}`, 3, LATIN, out);
    return { brandAt: Math.min(255, at) };
  }
  const words = p.normal.split(" ");
  for (const w of words.slice(0, 8)) gramsOf(`^${w.slice(0, 13)}`, 3, LATIN, out);
  const acronym = words.map((w) => w[0] ?? "").join("");
  if (acronym.length >= 2) gramsOf(acronym.slice(0, 8), 2, INITIALS, out);
  if (words[0]) { out(hash32(words[0].slice(0, 1), HEAD)); out(hash32(words[0].slice(0, 2), HEAD)); }
  return { brandAt: 0 };
}

/** Collects names and makes their index. Rows that matter more should come first: ties are broken by row. */
export class SearchBuilder {
  private readonly writer = new ListWriter();
  /** Hash of every gram of every name, row after row; `ends` says where a row's stop. */
  private readonly all = new SharedColumn();
  private readonly ends = new SharedColumn();
  private readonly brandAt: number[] = [];
  private readonly own: number[] = [];

  add(name: string): void {
    this.writer.append(name);
    const own = this.own;
    own.length = 0;
    const { brandAt } = file(name, (key) => { if (!own.includes(key)) own.push(key); });
    for (const key of own) this.all.push(key);
    this.ends.push(this.all.length);
    this.brandAt.push(brandAt);
  }

  get size(): number {
    return this.ends.length;
  }

  finish(): SearchIndex {
    const size = this.size, keys = this.all.view(), ends = this.ends.view();
    let bits = 12;
    while (bits < 21 && 1 << bits < size * 4) bits++;
    const mask = (1 << bits) - 1, shared = (length: number) => new Uint32Array(new SharedArrayBuffer(4 * length));
    const offsets = shared(mask + 2);
    for (let i = 0; i < keys.length; i++) offsets[(keys[i]! & mask) + 1]!++;
    for (let k = 0; k <= mask; k++) offsets[k + 1]! += offsets[k]!;
    const fill = offsets.slice(0, mask + 1), rows = shared(keys.length);
    for (let row = 0, i = 0; row < size; row++) for (; i < ends[row]!; i++) rows[fill[keys[i]! & mask]!++] = row;
    const brandAt = new Uint8Array(new SharedArrayBuffer(size));
    brandAt.set(this.brandAt);
    return { size, text: this.writer.finish(), mask, offsets, rows, brandAt, hits: new Float32Array(new SharedArrayBuffer(4 * size)) };
  }
}

/** Build the index of a list of names in this thread. */
export function buildSearchIndex(names: Iterable<string>, progress?: (done: number) => void): SearchIndex {
  const builder = new SearchBuilder();
  for (const name of names) { builder.add(name); if (progress && builder.size % 20_000 === 0) progress(builder.size); }
  return builder.finish();
}

/** Keys of a query under each way of reading it, with the weight of a shared one. */
function queryKeys(text: string, mask: number): { key: number; weight: number }[] {
  const out = new Map<number, number>();
  const put = (weight: number) => (key: number) => { const k = key & mask; out.set(k, Math.max(out.get(k) ?? 0, weight)); };
  for (const part of text.match(/\p{Script=Han}+|[a-z0-9]+/gu) ?? []) {
    if (hasHan(part)) {
      if (part.length === 1) put(1)(hash32(part, HEAD)); else { gramsOf(part.slice(0, 30), 2, ZH, put(1)); gramsOf(pinyinOf(part.slice(0, 4)).join(""), 3, PINYIN, put(0.35)); }
      continue;
    }
    if (part.length <= 2) put(1)(hash32(part, HEAD));
    if (part.length >= 2 && part.length <= 8) gramsOf(part, 2, INITIALS, put(0.7));
    if (part.length >= 2) gramsOf(`^${part.slice(0, 13)}`, 3, LATIN, put(1));
    if (part.length >= 3) { gramsOf(part.slice(0, 20), 3, PINYIN, put(1)); for (const n of [3, 5]) if (part.length >= n) put(1.5)(hash32(part, HEAD, 0, n)); }
  }
  const joined = text.replace(/[^a-z]/g, "");
  if (joined.length >= 3 && joined !== text) gramsOf(joined.slice(0, 20), 3, PINYIN, put(0.9));
  return [...out].map(([key, weight]) => ({ key, weight }));
}

function gather(index: SearchIndex, keys: { key: number; weight: number }[], sight: Sight | undefined): number[] {
  const lists = keys.map((k) => ({ ...k, from: index.offsets[k.key]!, to: index.offsets[k.key + 1]! })).filter((l) => l.to > l.from).sort((a, b) => a.to - a.from - (b.to - b.from) || a.key - b.key);
  const touched: number[] = [];
  let budget = READ_BUDGET;
  for (const l of lists) {
    const to = Math.min(l.to, l.from + ONE_LIST, l.from + budget);
    if (to <= l.from || (to < l.to && touched.length >= ENOUGH)) break;
    const gain = l.weight * Math.log2(2 + index.size / (l.to - l.from));
    for (let i = l.from; i < to; i++) { const row = index.rows[i]!; if (sight && sight.level[row]! > sight.most) continue; if (index.hits[row] === 0) touched.push(row); index.hits[row]! += gain; }
    budget -= to - l.from;
  }
  const best = strongest(touched, index.hits);
  for (const row of touched) index.hits[row] = 0;
  return best;
}

/** The rows with most hits, found by a histogram rather than a sort: lists may be long. */
function strongest(rows: number[], hits: Float32Array): number[] {
  if (rows.length <= LOOK_CLOSELY) return rows;
  let top = 0;
  for (const r of rows) if (hits[r]! > top) top = hits[r]!;
  const bins = new Uint32Array(256), scale = 255 / top;
  for (const r of rows) bins[(hits[r]! * scale) | 0]!++;
  let floor = 255, count = bins[255]!;
  while (floor > 0 && count < LOOK_CLOSELY) count += bins[--floor]!;
  const out: number[] = [];
  for (const r of rows) if (((hits[r]! * scale) | 0) > floor) out.push(r);
  for (const r of rows) { if (out.length >= LOOK_CLOSELY * 1.5) break; if (((hits[r]! * scale) | 0) === floor) out.push(r); }
  return out;
}

interface Close { score: number; how: Found }

/** How well a name answers the query, 0..100. */
function look(query: string, name: string, brandAt: number): Close {
  const folded = foldText(name), han = hasHan(folded), normal = han ? normalOfFolded(folded) : latinText(folded);
  const q = query.replace(/ /g, "");
  const at = han ? normal.indexOf(q) : normal.replace(/ /g, "").indexOf(q);
  const short = Math.max(0, 10 - Math.abs(normal.length - q.length) / 4);
  if (normal === query || normal === q) return { score: 110, how: "name" };
  if (han && at >= 0) return { score: (at === brandAt ? 90 : at === 0 ? 88 : 75) + short, how: at === 0 || at === brandAt ? "name" : "part" };
  if (hasHan(q)) return lookHan(q, normal, brandAt, short);
  return han ? lookPinyin(q, normal, brandAt, short) : lookLatin(query, q, normal, at, short);
}

/** Characters in order with gaps, or a homophone typed for another (奥谱 for 奥普). */
function lookHan(q: string, normal: string, brandAt: number, short: number): Close {
  const score = inOrder(q, normal) + short;
  if (score >= 60 || q.length < 2) return { score, how: "part" };
  const head = normal.slice(brandAt, brandAt + q.length);
  if (pinyinOf(head).join("") === pinyinOf(q).join("")) return { score: 70 + short, how: "spelling" };
  return { score, how: "part" };
}

function inOrder(q: string, text: string): number {
  let at = -1, found = 0, gaps = 0;
  for (const c of q) { const next = text.indexOf(c, at + 1); if (next < 0) continue; if (at >= 0 && next !== at + 1) gaps++; at = next; found++; }
  return found === q.length ? 66 - Math.min(20, gaps * 4) : 45 * (found / q.length) - gaps;
}

function lookPinyin(q: string, normal: string, brandAt: number, short: number): Close {
  const syllables = pinyinOf(normal), whole = syllables.join(""), brand = syllables.slice(brandAt).join("");
  if (brand.startsWith(q) || whole.startsWith(q)) return { score: 84 + short, how: "pinyin" };
  const initials = initialsOf(normal);
  const first = initials.indexOf(q);
  if (first === brandAt || first === 0) return { score: 78 + short, how: "initials" };
  if (whole.includes(q)) return { score: 68 + short, how: "pinyin" };
  if (first > 0) return { score: 58 + short, how: "initials" };
  const d = Math.min(editDistance(q, brand.slice(0, q.length), 3), editDistance(q, whole.slice(0, q.length), 3));
  if (q.length >= 5 && d <= 2) return { score: 62 - 12 * d + short, how: "spelling" };
  return { score: 0, how: "pinyin" };
}

function lookLatin(query: string, q: string, normal: string, at: number, short: number): Close {
  if (normal.startsWith(query)) return { score: 92 + short, how: "name" };
  const words = normal.split(" "), asked = query.split(" ");
  let sum = 0, spelled = false;
  for (const a of asked) {
    let best = 0;
    for (const w of words) {
      if (w.startsWith(a)) { best = 1; break; }
      if (a.length < 4) continue;
      const d = editDistance(a, w.slice(0, Math.max(a.length, Math.min(w.length, a.length + 1))), 2);
      const near = d <= (a.length >= 7 ? 2 : 1) ? 1 - d * 0.22 : 0;
      if (near > best) { best = near; spelled = true; }
    }
    sum += best;
  }
  const share = sum / asked.length;
  const acronym = words.map((w) => w[0]).join("");
  if (share < 0.9 && q.length >= 2 && acronym.startsWith(q)) return { score: 70 + short, how: "acronym" };
  if (share > 0) return { score: 85 * share ** 1.5 + short * 0.8, how: spelled && share < 1 ? "spelling" : "part" };
  return { score: at >= 0 ? 55 + short : 0, how: "part" };
}

/** The k best rows for what has been typed so far. Empty text finds nothing. */
export function search(index: SearchIndex, text: string, k = 10, sight?: Sight): SearchHit[] {
  const folded = foldText(text.slice(0, 200));
  const query = hasHan(folded) ? normalOfFolded(folded) : latinText(folded);
  if (query === "") return [];
  const out: SearchHit[] = [];
  for (const row of gather(index, queryKeys(query, index.mask), sight)) {
    const name = textAt(index.text, row), close = look(query, name, index.brandAt[row]!);
    if (close.score >= 25) out.push({ row, name, score: Math.round(close.score * 100) / 100, how: close.how });
  }
  return out.sort((a, b) => b.score - a.score || a.row - b.row).slice(0, k);
}
