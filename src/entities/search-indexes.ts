/**
 * Names held in memory so that they are found while somebody types: one index a scope (the record, each register), built anew by generation and
 * kept up to date by small changes between generations.
 * Invariant: a name above the viewer's clearance is neither shown nor counted; until a generation stands, and beyond the stated size, `find`
 * answers undefined and the caller asks the database instead.
 */
import { VISIBILITIES, type Visibility } from "../kernel/index.ts";
import { buildSearchIndex, search, type Found, type SearchIndex } from "./identity/index.ts";

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

const NAMES_MAX = 3_000_000;

interface Scope {
  state: ScopeState;
  rows: { id: string; kind: string; visibility: number; gone?: boolean }[];
  index: SearchIndex | undefined;
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
    const held = this.#scopes.get(scope) ?? { state: { state: "building" as const, names: 0, bytes: 0, generation: 0 }, rows: [], index: undefined, building: 0 };
    this.#scopes.set(scope, held);
    const turn = ++held.building;
    const overtaken = (): boolean => options.signal?.aborted === true || held.building !== turn || this.#scopes.get(scope) !== held;
    const rows: Scope["rows"] = [], texts: string[] = [];
    const room = this.#names_max - [...this.#scopes.values()].reduce((sum, s) => (s === held ? sum : sum + s.state.names), 0);
    try {
      for await (const n of names) {
        if (overtaken()) return { ...held.state };
        if (texts.length >= room) {
          held.state = { state: "too_large", names: 0, bytes: 0, generation: held.state.generation };
          held.index = undefined;
          return { ...held.state };
        }
        rows.push({ id: n.id, kind: n.kind ?? "name", visibility: n.visibility ?? 0 });
        texts.push(n.name);
      }
    } catch (error) {
      if (!held.index) held.state = { ...held.state, state: "failed" };
      throw error;
    }
    if (overtaken()) return { ...held.state };
    held.index = buildSearchIndex(texts);
    held.rows = rows;
    held.state = { state: "ready", names: texts.length, bytes: held.index.rows.byteLength + held.index.offsets.byteLength, generation: held.state.generation + 1 };
    return { ...held.state };
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
    return [...this.#scopes].filter(([, s]) => s.index !== undefined).map(([name]) => name);
  }

  /** The best names for what has been typed so far, one a subject, best first. Undefined when a wanted scope cannot answer. */
  find(text: string, options: FindOptions): NameHit[] | undefined {
    const wanted = options.scopes ?? this.ready(), limit = options.limit ?? 20, clearance = VISIBILITIES.indexOf(options.clearance);
    const best = new Map<string, NameHit>();
    for (const scope of wanted) {
      const held = this.#scopes.get(scope);
      if (!held?.index) return undefined;
      for (const hit of search(held.index, text, limit * 3)) {
        const row = held.rows[hit.row]!;
        if (row.visibility > clearance) continue;
        const key = `${scope}\u0000${row.id}`, known = best.get(key);
        if (!known || hit.score > known.score) best.set(key, { scope, id: row.id, name: hit.name, kind: row.kind, score: hit.score, how: hit.how });
      }
    }
    return [...best.values()].sort((a, b) => b.score - a.score || a.name.length - b.name.length || (a.id < b.id ? -1 : 1)).slice(0, limit);
  }
}
