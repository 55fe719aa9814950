/** What a table is made of, and how its setting stands in an address. Pure. Invariant: an address alone restores the list: filters, text, sort, group, columns. */
import type { ReactNode } from "react";

export interface TableColumn<T> {
  key: string;
  head: string;
  cell: (row: T) => ReactNode;
  /** A track of the CSS grid: "minmax(160px, 2fr)". */
  width: string;
  /** The server's name of its order. */
  sort?: string;
  numeric?: boolean;
  /** The column that names the row. */
  heading?: boolean;
  /** Not shown until chosen. */
  off?: boolean;
}

export interface TableFacet {
  key: string;
  head: string;
  /** Words for a value that brings none of its own. */
  label: (value: string) => string;
  /** Where the column is of figures: its properties as an address names them (`a|b`), and their unit. It is filtered by conditions (`where`). */
  figure?: { column: string; unit: string };
}

/** What belongs to a list's setting, in the order in which an address names it. */
export const SETTING = ["q", "property", "modality", "status", "type", "year", "source", "subject", "unit", "accepted", "waiting", "kind", "publisher", "text", "where", "within", "tied", "sort", "group", "cols"] as const;
const LIST_OWN = ["cols"] as const;

/** The setting alone, without days, view and place. */
export function settingOf(search: URLSearchParams): URLSearchParams {
  const kept = new URLSearchParams();
  for (const name of SETTING) for (const value of search.getAll(name)) if (value !== "") kept.append(name, value);
  return kept;
}

/** What the server is asked: the setting without what only the page needs. */
export function askedOf(setting: URLSearchParams, days: { valid_on?: string; known_on?: string }, lang: string): URLSearchParams {
  const asked = new URLSearchParams(setting);
  for (const name of LIST_OWN) asked.delete(name);
  for (const [name, day] of Object.entries(days)) if (day) asked.set(name, day);
  asked.set("lang", lang);
  return asked;
}

/** The columns shown, in their order: those that the address names, else all that are not off. */
export function columnsShown<T>(columns: readonly TableColumn<T>[], cols: string | null): TableColumn<T>[] {
  const named = (cols ?? "").split(",").flatMap((key) => columns.find((column) => column.key === key) ?? []);
  return named.length > 0 ? [...new Set(named)] : columns.filter((column) => !column.off);
}

/** The next step of a click on a column's head: up, down, as it was. */
export function nextSort(now: string | null, key: string): string | null {
  return now === key ? `-${key}` : now === `-${key}` ? null : key;
}

export interface Group {
  value: string;
  n: number;
}

/** One line of the page: a row of the list, or the head of a group. */
export type Line = { row: number } | { group: number };

/** Which line stands where when rows are grouped and some groups are folded. */
export class Lines {
  readonly count: number;
  readonly #starts: number[] = [];
  readonly #rows: number[] = [];
  readonly #groups: readonly Group[] | undefined;

  constructor(total: number, groups: readonly Group[] | undefined, folded: ReadonlySet<string>) {
    this.#groups = groups;
    let line = 0, row = 0;
    for (const group of groups ?? []) {
      this.#starts.push(line);
      this.#rows.push(row);
      line += 1 + (folded.has(group.value) ? 0 : group.n);
      row += group.n;
    }
    this.count = groups === undefined ? total : line;
  }

  at(line: number): Line {
    if (this.#groups === undefined) return { row: line };
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#starts[middle]! <= line) low = middle;
      else high = middle - 1;
    }
    const within = line - this.#starts[low]!;
    return within === 0 ? { group: low } : { row: this.#rows[low]! + within - 1 };
  }
}
