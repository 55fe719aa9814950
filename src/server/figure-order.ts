/**
 * Entities in the order of one figure: of each the fact that its row shows, by the rule of facts and as of the days asked for.
 * Invariant: the order is that of the values shown; rows without the figure stand last either way, in the order they had; groups stay together.
 */
import { entitiesByIds, type TableChoice } from "../ledger/index.ts";
import { figuresOf, knownFigures, type FigureMeans, type ShownFigure } from "./figure-values.ts";

/** Orders kept of one list, for its next pages. */
const ORDERS_MAX = 4;

/** Orders by the list that they are of: they go when it goes. */
const made = new WeakMap<TableChoice, Map<string, TableChoice>>();

/** @throws AppError `server/too-many-to-look-up`, `ledger/no-column` where no such property is known. */
export async function byFigure(means: FigureMeans, list: TableChoice, oneOf: readonly string[], descending: boolean): Promise<TableChoice> {
  knownFigures(means.ontology, oneOf);
  const kept = made.get(list) ?? new Map<string, TableChoice>();
  made.set(list, kept);
  const key = `${descending} ${oneOf.join("|")}`;
  const known = kept.get(key);
  if (known) return known;
  const order: TableChoice = { ...list, rows: await ordered(means, list, oneOf, descending) };
  kept.set(key, order);
  for (const old of [...kept.keys()].slice(0, Math.max(0, kept.size - ORDERS_MAX))) kept.delete(old);
  return order;
}

async function ordered(means: FigureMeans, list: TableChoice, oneOf: readonly string[], descending: boolean): Promise<Uint32Array> {
  const { db, ontology, query } = means;
  const figures = await figuresOf(means, list.at, list.rows, oneOf);
  const names = await entitiesByIds(db, [...figures.values()].flatMap((figure) => (figure.unit === "entity" ? [String(figure.value)] : [])));
  const wordsOf = ({ property, unit, value }: ShownFigure): string => {
    const option = ontology.properties.get(property)?.options?.find((one) => one.value === value)?.label;
    const label = unit === "entity" ? names.get(String(value))?.label : option;
    return label?.[query.lang] ?? label?.[query.lang === "zh" ? "en" : "zh"] ?? String(value);
  };
  const collator = new Intl.Collator(query.lang === "zh" ? "zh-u-co-pinyin" : "en", { numeric: true });
  const values = new Map([...figures].map(([row, figure]) => [row, typeof figure.value === "number" ? figure.value : wordsOf(figure)]));
  const compare = (a: number, b: number): number => {
    const [x, y] = [values.get(a), values.get(b)];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    const up = typeof x === "number" ? (typeof y === "number" ? x - y : -1) : typeof y === "number" ? 1 : collator.compare(x, y);
    return descending ? -up : up;
  };
  return inGroups(list, compare);
}

function inGroups(list: TableChoice, compare: (a: number, b: number) => number): Uint32Array {
  const order: number[] = [];
  let from = 0;
  for (const { n } of list.groups ?? [{ n: list.rows.length }]) {
    for (const row of Array.from(list.rows.subarray(from, from + n)).sort(compare)) order.push(row);
    from += n;
  }
  return Uint32Array.from(order);
}
