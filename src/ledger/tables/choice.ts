/**
 * Which rows of a table are wanted, in which order, and how many there are of each kind: filters, facets, groups, sort. Pure.
 * Invariant: a facet's counts are of the rows that all other filters leave, so that a count on the page is what a click on it gives.
 */
import { byKeys, NONE } from "./growing.ts";

/** Small numbers by row; the array may be longer than there are rows. */
export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** A column that rows are filtered, counted and grouped by. */
export interface Facet {
  codes(): Codes;
  /** Codes are below this. */
  size(): number;
  value(code: number): string;
  find(value: string): number | undefined;
  /** Too many values to list: it filters and groups, and is counted only where it filters. */
  many?: boolean;
}

/** Keys by row below 2³² that order the rows, with finer ones for numbers; NONE stands last. */
export interface SortKeys {
  coarse: Uint32Array;
  fine?: Uint32Array;
}

export interface Frame {
  rows: number;
  facets: Record<string, Facet>;
  sorts: Record<string, () => SortKeys>;
  /** Keeps the order of all rows by a sort until the columns change; where absent, or for a sort that is not kept, what is chosen is sorted each time. */
  ordered?: (sort: string, descending: boolean, make: () => Uint32Array) => Uint32Array | undefined;
}

export interface Wanted {
  /** Of each facet the values of which one must hold. */
  filters: Readonly<Record<string, readonly string[]>>;
  /** Name of a sort; absent = newest first. */
  sort?: string;
  descending?: boolean;
  /** Name of a facet. */
  group?: string;
}

export interface FacetCount {
  value: string;
  n: number;
}

export interface Choice {
  rows: Uint32Array;
  /** The largest first, at most `LISTED_MAX` of each. */
  facets: Record<string, FacetCount[]>;
  /** In the order in which they stand in `rows`. */
  groups?: FacetCount[];
}

/** Codes that pass; undefined = all. */
function passing(facet: Facet, values: readonly string[]): Uint8Array {
  const pass = new Uint8Array(facet.size());
  for (const value of values) {
    const code = facet.find(value);
    if (code !== undefined && code < pass.length) pass[code] = 1;
  }
  return pass;
}

/** How a row stands to the filters: none fails, only the one of this number (from 1), or OUT: several, or the viewer may not see it at all. */
const WANTED = 0, OUT = 255;

/** One column after the other, each in a loop over plain arrays: a million rows take milliseconds so, and a second when every row asks every column through a function. */
function states(rows: number, standing: Uint8Array, filtered: readonly { codes: Codes; pass: Uint8Array }[]): Uint8Array {
  const state = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) if (standing[row] !== 1) state[row] = OUT;
  filtered.forEach(({ codes, pass }, at) => {
    for (let row = 0; row < rows; row++) if (pass[codes[row]!] !== 1) state[row] = state[row] === WANTED ? at + 1 : OUT;
  });
  return state;
}

/** Newest first: rows stand in the order of their recording. */
function wantedRows(state: Uint8Array): Uint32Array {
  let n = 0;
  for (const one of state) if (one === WANTED) n++;
  const rows = new Uint32Array(n);
  for (let row = state.length - 1, at = 0; row >= 0; row--) if (state[row] === WANTED) rows[at++] = row;
  return rows;
}

function counted(counts: Uint32Array, codes: Codes, state: Uint8Array, also: number): void {
  for (let row = 0; row < state.length; row++) {
    const its = state[row]!;
    if (its === WANTED || its === also) counts[codes[row]!]!++;
  }
}

/** @param standing by row: 1 where the viewer may see it at all (clearance, clocks, text). */
export function choose(frame: Frame, wanted: Wanted, standing: Uint8Array): Choice {
  const names = Object.keys(frame.facets);
  const filtered = names.filter((name) => wanted.filters[name]?.length);
  const state = states(frame.rows, standing, filtered.map((name) => ({ codes: frame.facets[name]!.codes(), pass: passing(frame.facets[name]!, wanted.filters[name]!) })));
  const told: Record<string, FacetCount[]> = {};
  for (const name of names) {
    const facet = frame.facets[name]!, filter = filtered.indexOf(name) + 1;
    if (facet.many && filter === 0) continue;
    const counts = new Uint32Array(facet.size());
    counted(counts, facet.codes(), state, filter);
    told[name] = countsOf(facet, counts).slice(0, LISTED_MAX);
  }
  const rows = sorted(frame, wanted, state);
  const group = wanted.group === undefined ? undefined : frame.facets[wanted.group];
  if (group === undefined) return { rows, facets: told };
  const groups = groupsOf(rows, group);
  return { rows: grouped(rows, group, groups), facets: told, groups };
}

/** From this share of all rows on it is worth having all of them in order: another day or filter then only walks along it. */
const ORDER_SHARE = 1 / 8;

function sorted(frame: Frame, wanted: Wanted, state: Uint8Array): Uint32Array {
  const rows = wantedRows(state), { sort, descending = false } = wanted;
  const keys = sort === undefined ? undefined : frame.sorts[sort];
  if (sort === undefined || keys === undefined) return wanted.descending === false ? rows.toReversed() : rows;
  const order = rows.length > frame.rows * ORDER_SHARE
    ? frame.ordered?.(sort, descending, () => inOrder(wantedRows(new Uint8Array(frame.rows)), keys(), descending)) : undefined;
  if (order === undefined) return inOrder(rows, keys(), descending);
  let at = 0;
  for (let i = 0; i < order.length; i++) if (state[order[i]!] === WANTED) rows[at++] = order[i]!;
  return rows;
}

function inOrder(rows: Uint32Array, { coarse, fine }: SortKeys, descending: boolean): Uint32Array {
  const by = (list: Uint32Array, all: Uint32Array): Uint32Array => {
    const keys = new Uint32Array(list.length);
    for (let i = 0; i < list.length; i++) {
      const k = all[list[i]!]!;
      keys[i] = k === NONE || !descending ? k : NONE - 1 - k;
    }
    return byKeys(list, keys);
  };
  return by(fine ? by(rows, fine) : rows, coarse);
}

function countsOf(facet: Facet, counts: Uint32Array): FacetCount[] {
  const list: FacetCount[] = [];
  counts.forEach((n, code) => {
    if (n > 0) list.push({ value: facet.value(code), n });
  });
  return list.sort((a, b) => b.n - a.n || (a.value < b.value ? -1 : 1));
}

const LISTED_MAX = 500;

function groupsOf(rows: Uint32Array, facet: Facet): FacetCount[] {
  const counts = new Uint32Array(facet.size());
  const codes = facet.codes();
  for (const row of rows) counts[codes[row]!]!++;
  return countsOf(facet, counts);
}

/** The largest group first; inside a group the order stays. */
function grouped(rows: Uint32Array, facet: Facet, groups: readonly FacetCount[]): Uint32Array {
  const rank = new Uint32Array(facet.size());
  groups.forEach((group, i) => { rank[facet.find(group.value)!] = i; });
  const keys = new Uint32Array(rows.length), codes = facet.codes();
  for (let i = 0; i < rows.length; i++) keys[i] = rank[codes[rows[i]!]!]!;
  return byKeys(rows, keys);
}
