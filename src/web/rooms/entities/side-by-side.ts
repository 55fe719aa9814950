/**
 * Several entities by the same figures: a line for each property and part that any of them has, with what stands of it for each.
 * Pure. Invariant: lines that more of them have come first, numbers before words; a figure about a part never stands beside one about the whole.
 */
import type { FactView, Label } from "../../../server/api-types.ts";
import { newestFirst, type Standing, standingOf } from "../../ui/newest.ts";

export interface Line {
  key: string;
  label: Label;
  /** A fact of a part, whose words name the part; absent = the whole. */
  part?: FactView;
  numeric: boolean;
  cells: Cell[];
}

export interface Cell extends Standing {
  /** Of words and ties: the first few, newest first. */
  words: FactView[];
}

const WORDS_SHOWN = 4;
/** How things are filed and called is no figure of theirs. */
const FILING = new Set(["name", "short_name", "alias", "former_name", "record_group"]);
const isWord = (fact: FactView): boolean => fact.unit === "entity" || fact.unit === "text";

/** @param all the facts of each entity, in the order of the columns. */
export function linesOf(all: readonly FactView[][]): Line[] {
  const lines = new Map<string, { first: FactView; of: FactView[][] }>();
  all.forEach((facts, column) => {
    for (const fact of facts) {
      if (FILING.has(fact.property)) continue;
      const key = [fact.property, isWord(fact) ? "" : fact.scope, fact.unit].join(" ");
      const line = lines.get(key) ?? { first: fact, of: all.map(() => []) };
      line.of[column]!.push(fact);
      lines.set(key, line);
    }
  });
  const made = [...lines].map(([key, { first, of }]): Line => ({
    key, label: first.property_label, numeric: typeof first.best.value === "number", ...(first.scope === "" || isWord(first) ? {} : { part: first }),
    cells: of.map((facts) => (isWord(first) ? { ahead: [], words: newestFirst(facts).slice(0, WORDS_SHOWN) } : { ...standingOf(facts), words: [] })),
  }));
  const having = (line: Line): number => line.cells.filter(isTold).length;
  return made.sort((a, b) => having(b) - having(a) || Number(b.numeric) - Number(a.numeric) || Number(a.part !== undefined) - Number(b.part !== undefined));
}

const isTold = (cell: Cell): boolean => cell.actual !== undefined || cell.ahead.length > 0 || cell.words.length > 0;

/** Whether every entity has something in the line. */
export const isShared = (line: Line): boolean => line.cells.every(isTold);
