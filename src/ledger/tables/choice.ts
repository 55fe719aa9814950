/**
 * Which rows of a table are wanted, in which order, and how many there are of each kind: filters, facets, groups, sort. Pure.
 * Invariant: a facet's counts are of the rows that all other filters leave, so that a count on the page is what a click on it gives.
 */
import { byKeys, NONE } from "./growing.ts";

/** A column that rows are filtered, counted and grouped by. */
export interface Facet {
  code(row: number): number;
  /** Codes are below this. */
  size(): number;
  value(code: number): string;
  find(value: string): number | undefined;
  /** Too many values to list: it filters and groups, and is counted only where it filters. */
  many?: boolean;
}

/** A key below 2³² that orders the rows, or two for finer numbers; NONE stands last. */
export type SortKey = (row: number) => number;

export interface Frame {
  rows: number;
  facets: Record<string, Facet>;
  sorts: Record<string, { coarse: SortKey; fine?: SortKey }>;
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

/** @param stands what the viewer may see at all: clearance, clocks, text. */
export function choose(frame: Frame, wanted: Wanted, stands: (row: number) => boolean): Choice {
  const names = Object.keys(frame.facets);
  const facets = names.map((name) => frame.facets[name]!);
  const counts = facets.map((facet) => new Uint32Array(facet.size()));
  const listed = facets.flatMap((facet, f) => (facet.many && !wanted.filters[names[f]!]?.length ? [] : [f]));
  const filtered = names.flatMap((name, at) => (wanted.filters[name]?.length ? [{ at, facet: facets[at]!, pass: passing(facets[at]!, wanted.filters[name]) }] : []));
  const kept = new Uint32Array(frame.rows);
  let length = 0;
  // Newest first, from the end: rows stand in the order of their recording.
  for (let row = frame.rows - 1; row >= 0; row--) {
    if (!stands(row)) continue;
    let failed = -1;
    let fails = 0;
    for (const { at, facet, pass } of filtered) {
      if (pass[facet.code(row)] === 1) continue;
      failed = at;
      if (++fails > 1) break;
    }
    if (fails > 1) continue;
    if (fails === 1) {
      counts[failed]![facets[failed]!.code(row)]!++;
      continue;
    }
    kept[length++] = row;
    for (const f of listed) counts[f]![facets[f]!.code(row)]!++;
  }
  const rows = sorted(frame, wanted, kept.slice(0, length));
  const told = Object.fromEntries(listed.map((f) => [names[f]!, countsOf(facets[f]!, counts[f]!).slice(0, LISTED_MAX)]));
  const group = wanted.group === undefined ? undefined : frame.facets[wanted.group];
  if (group === undefined) return { rows, facets: told };
  const groups = groupsOf(rows, group);
  return { rows: grouped(rows, group, groups), facets: told, groups };
}

function sorted(frame: Frame, wanted: Wanted, rows: Uint32Array): Uint32Array {
  const sort = wanted.sort === undefined ? undefined : frame.sorts[wanted.sort];
  if (!sort) return wanted.descending === false ? rows.toReversed() : rows;
  const by = (list: Uint32Array, key: SortKey): Uint32Array => {
    const keys = new Uint32Array(list.length);
    for (let i = 0; i < list.length; i++) {
      const k = key(list[i]!);
      keys[i] = k === NONE || !wanted.descending ? k : NONE - 1 - k;
    }
    return byKeys(list, keys);
  };
  return by(sort.fine ? by(rows, sort.fine) : rows, sort.coarse);
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
  for (const row of rows) counts[facet.code(row)]!++;
  return countsOf(facet, counts);
}

/** The largest group first; inside a group the order stays. */
function grouped(rows: Uint32Array, facet: Facet, groups: readonly FacetCount[]): Uint32Array {
  const rank = new Uint32Array(facet.size());
  groups.forEach((group, i) => { rank[facet.find(group.value)!] = i; });
  const keys = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) keys[i] = rank[facet.code(rows[i]!)]!;
  return byKeys(rows, keys);
}
