/** Which rows are chosen, by one and by range. Invariant: a chosen row is kept as it was seen, so that what is done to it names what its doer saw. */
import { useState } from "react";
import type { Selection } from "./window-table.tsx";

/** Rows that one edit may take. */
export const CHOSEN_MAX = 5_000;

export interface Chosen<T> extends Selection<T> {
  rows: ReadonlyMap<string, T>;
  add: (rows: readonly T[]) => void;
  clear: () => void;
}

/** @param between the rows from one place to another, wherever they are. */
export function useChosen<T extends { id: string }>(between: (from: number, to: number) => Promise<T[]>): Chosen<T> {
  const [rows, setRows] = useState<ReadonlyMap<string, T>>(new Map());
  const [last, setLast] = useState<number | undefined>();
  const add = (some: readonly T[]): void => setRows((before) => new Map([...before, ...some.map((row): [string, T] => [row.id, row])]));
  return {
    rows, add,
    has: (row) => rows.has(row.id),
    clear: () => { setRows(new Map()); setLast(undefined); },
    toggle: (row, place, range) => {
      if (range && last !== undefined) void between(Math.min(last, place), Math.max(last, place)).then(add);
      else if (rows.has(row.id)) setRows((before) => { const after = new Map(before); after.delete(row.id); return after; });
      else add([row]);
      setLast(place);
    },
  };
}
