/**
 * Names held in memory so that they are found while somebody types: one index a scope (the record, each register), built anew by generation in a
 * thread of its own and kept up to date by small changes between generations.
 * Invariant: a name above the viewer's clearance is neither shown nor weighed; until a generation stands, and beyond the stated size, `find`
 * answers undefined and the caller asks the database instead. Memory is about 250 bytes a name; `stateOf` tells it.
 */
import { VISIBILITIES, type Visibility } from "../kernel/index.ts";
import { buildSearchIndex, search, searchIndexBytes, searchThread, type Found, type SearchIndex, type SearchThread } from "./identity/index.ts";

/** One name by which something is found. */
export interface IndexedName {
  /** Whom the name means: an entity's id, a register row's key. Several names may share it. */
  id: string;
  name: string;
  lang?: string;
  /** What kind of name it is: label, alias, former_name … */
  kind?: string;
  /** Place in `VISIBILITIES`: 0 public (default), 1 internal, 2 confidential. */
  visibility?: number;
}

export interface NameHit {
  scope: string;
  id: string;
  name: string;
  kind: string;
  /** 0…120, comparable between scopes. */
  score: number;
  how: Found;
}

export interface ScopeState {
  state: "building" | "ready" | "too_large" | "failed";
  names: number;
  /** Memory that the index holds. */
  bytes: number;
  /** Counts the builds that came to stand. */
  generation: number;
  /** Names changed since; beyond `CHANGES_MAX` the scope should be built anew. */
  changed: number;
}

export interface FindOptions {
  /** All scopes where absent. */
  scopes?: readonly string[];
  limit?: number;
  /** The viewer's clearance. */
  clearance: Visibility;
}

export interface SearchIndexesOptions {
  /** Names held at most, all scopes together; a scope that would exceed it is left to the database. */
  names_max?: number;
}

/** The record's own scope. */
export const RECORD_SCOPE = "record";
/** A register's scope. */
export const registerScope = (register_id: string): string => `register:${register_id}`;
/** The register that a scope is of. */
export const registerOf = (scope: string): string => scope.replace(/^register:/, "");

const NAMES_MAX = 3_000_000;
/** So many changed names are held beside a generation. */
export const CHANGES_MAX = 2_000;
/** Lists shorter than this are filed in this thread; names sent to the other in one message. */
const THREAD_FROM = 2_000, BATCH = 2_000;
/** Level of a row that no longer stands. */
const GONE = 255;

/** What is held of the names besides the index: whom they mean, what kind they are, who may see them. */
class NameRows {
  private ids = new Uint8Array(1 << 12);
  private ends = new Uint32Array(1 << 8);
  private kinds = new Uint8Array(1 << 8);
  level = new Uint8Array(1 << 8);
  length = 0;
  private readonly kindNames: string[] = [];
  /** Rows by hash of the id, sorted: made when the first change asks for it. */
  private byHash: { hashes: Uint32Array; rows: Uint32Array } | undefined;

  push(n: IndexedName): void {
    const at = this.length++, bytes = Buffer.from(n.id, "utf8"), from = at === 0 ? 0 : this.ends[at - 1]!;
    if (at >= this.ends.length) { this.ends = grown(this.ends, Uint32Array); this.kinds = grown(this.kinds, Uint8Array); this.level = grown(this.level, Uint8Array); }
    while (from + bytes.length > this.ids.length) this.ids = grown(this.ids, Uint8Array);
    this.ids.set(bytes, from);
    this.ends[at] = from + bytes.length;
    this.level[at] = Math.min(n.visibility ?? 0, GONE - 1);
    const kind = n.kind ?? "name", known = this.kindNames.indexOf(kind);
    this.kinds[at] = known >= 0 ? known : this.kindNames.length < 255 ? this.kindNames.push(kind) - 1 : 0;
  }
  id(row: number): string {
    return Buffer.from(this.ids.buffer, row === 0 ? 0 : this.ends[row - 1]!, this.ends[row]! - (row === 0 ? 0 : this.ends[row - 1]!)).toString("utf8");
  }
  kind(row: number): string {
    return this.kindNames[this.kinds[row]!]!;
  }
  /** Marks the names of these subjects as gone; returns how many there were. */
  remove(ids: readonly string[]): number {
    this.byHash ??= this.sorted();
    let count = 0;
    for (const id of ids) {
      const hash = hashOf(id), { hashes, rows } = this.byHash;
      for (let i = lowerBound(hashes, hash); i < hashes.length && hashes[i] === hash; i++) if (this.level[rows[i]!] !== GONE && this.id(rows[i]!) === id) { this.level[rows[i]!] = GONE; count++; }
    }
    return count;
  }
  private sorted(): { hashes: Uint32Array; rows: Uint32Array } {
    const hash = Uint32Array.from({ length: this.length }, (_, row) => hashOf(this.id(row)));
    const rows = Uint32Array.from({ length: this.length }, (_, i) => i).sort((a, b) => hash[a]! - hash[b]! || a - b);
    return { hashes: rows.map((r) => hash[r]!), rows };
  }
  get bytes(): number {
    return this.ids.length + 4 * this.ends.length + this.kinds.length + this.level.length;
  }
}

function grown<T extends Uint8Array | Uint32Array>(from: T, kind: new (length: number) => T): T {
  const next = new kind(Math.ceil(from.length * 1.7));
  next.set(from);
  return next;
}

function hashOf(id: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) h = Math.imul(h ^ id.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

function lowerBound(sorted: Uint32Array, value: number): number {
  let low = 0, high = sorted.length;
  while (low < high) { const mid = (low + high) >>> 1; if (sorted[mid]! < value) low = mid + 1; else high = mid; }
  return low;
}

interface Standing { rows: NameRows; index: SearchIndex }

interface Scope {
  state: ScopeState;
  standing: Standing | undefined;
  /** Names that came since the generation stands, by subject, and their own small index, made when first asked. */
  changes: Map<string, IndexedName[]>;
  recent: Standing | undefined;
  building: number;
}

export class SearchIndexes {
  readonly #scopes = new Map<string, Scope>();
  readonly #names_max: number;

  constructor(options: SearchIndexesOptions = {}) {
    this.#names_max = options.names_max ?? NAMES_MAX;
  }

  /**
   * Builds the scope's index from a stream of names. What stood before answers until the new generation stands; a later call for the
   * same scope overtakes an earlier one. @throws what the stream throws; the scope is then "failed" unless an older generation stands.
   */
  async indexNames(scope: string, names: AsyncIterable<IndexedName> | Iterable<IndexedName>, options: { signal?: AbortSignal } = {}): Promise<ScopeState> {
    const held = this.#scopes.get(scope) ?? { state: { state: "building" as const, names: 0, bytes: 0, generation: 0, changed: 0 }, standing: undefined, changes: new Map<string, IndexedName[]>(), recent: undefined, building: 0 };
    this.#scopes.set(scope, held);
    const turn = ++held.building;
    const overtaken = (): boolean => options.signal?.aborted === true || held.building !== turn || this.#scopes.get(scope) !== held;
    const room = this.#names_max - [...this.#scopes.values()].reduce((sum, s) => (s === held ? sum : sum + s.state.names), 0);
    const filing = new Filing();
    try {
      for await (const n of names) {
        if (overtaken()) return { ...held.state };
        if (filing.rows.length >= room) {
          held.state = { ...held.state, state: "too_large", names: 0, bytes: 0 };
          held.standing = held.recent = undefined;
          return { ...held.state };
        }
        await filing.add(n);
      }
      const standing = await filing.finish();
      if (overtaken()) return { ...held.state };
      held.standing = standing;
      held.changes = new Map();
      held.recent = undefined;
      held.state = { state: "ready", names: standing.rows.length, bytes: searchIndexBytes(standing.index) + standing.rows.bytes, generation: held.state.generation + 1, changed: 0 };
    } catch (error) {
      if (!held.standing) held.state = { ...held.state, state: "failed" };
      throw error;
    } finally {
      await filing.stop();
    }
    return { ...held.state };
  }

  /** From now on these subjects have these names and no others. Nothing happens to a scope that does not stand. */
  changeNames(scope: string, ids: readonly string[], names: readonly IndexedName[]): void {
    const held = this.#scopes.get(scope);
    if (!held?.standing) return;
    let changed = held.standing.rows.remove(ids);
    for (const id of ids) held.changes.delete(id);
    for (const n of names) { const known = held.changes.get(n.id); if (known) known.push(n); else held.changes.set(n.id, [n]); changed++; }
    held.recent = undefined;
    held.state.changed += changed;
  }

  /** Lets a scope go, and its memory. */
  forget(scope: string): void {
    this.#scopes.delete(scope);
  }

  stateOf(scope: string): ScopeState | undefined {
    const held = this.#scopes.get(scope);
    return held ? { ...held.state } : undefined;
  }

  /** Scopes that answer now. */
  ready(): string[] {
    return [...this.#scopes].filter(([, s]) => s.standing !== undefined).map(([name]) => name);
  }

  /** The best names for what has been typed so far, one a subject, best first. Undefined when a wanted scope cannot answer. */
  find(text: string, options: FindOptions): NameHit[] | undefined {
    const wanted = options.scopes ?? this.ready(), limit = options.limit ?? 20, most = VISIBILITIES.indexOf(options.clearance);
    const best = new Map<string, NameHit>();
    for (const scope of wanted) {
      const held = this.#scopes.get(scope);
      if (!held?.standing) return undefined;
      for (const { rows, index } of [held.standing, recentOf(held)]) {
        for (const hit of search(index, text, limit * 3, { level: rows.level, most })) {
          const id = rows.id(hit.row), key = `${scope}\u0000${id}`, known = best.get(key);
          if (!known || hit.score > known.score) best.set(key, { scope, id, name: hit.name, kind: rows.kind(hit.row), score: hit.score, how: hit.how });
        }
      }
    }
    return [...best.values()].sort((a, b) => b.score - a.score || a.name.length - b.name.length || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1)).slice(0, limit);
  }
}

function recentOf(held: Scope): Standing {
  if (!held.recent) {
    const rows = new NameRows(), names = [...held.changes.values()].flat();
    for (const n of names) rows.push(n);
    held.recent = { rows, index: buildSearchIndex(names.map((n) => n.name)) };
  }
  return held.recent;
}

/** Files names: a few here, many in a thread of their own. */
class Filing {
  readonly rows = new NameRows();
  private batch: string[] = [];
  private thread: SearchThread | undefined;

  async add(n: IndexedName): Promise<void> {
    this.rows.push(n);
    this.batch.push(n.name);
    if (this.batch.length < Math.max(BATCH, this.thread ? 0 : THREAD_FROM)) return;
    this.thread ??= searchThread();
    await this.thread.add(this.batch);
    this.batch = [];
  }
  async finish(): Promise<Standing> {
    if (!this.thread) return { rows: this.rows, index: buildSearchIndex(this.batch) };
    await this.thread.add(this.batch);
    return { rows: this.rows, index: await this.thread.finish() };
  }
  async stop(): Promise<void> {
    await this.thread?.stop();
  }
}
