/**
 * Entities in the order of one figure: of each the fact that its row shows, by the rule of facts and as of the days asked for.
 * Invariant: the order is that of the values shown; rows without the figure stand last either way, in the order they had; groups stay together.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { AppError } from "../kernel/index.ts";
import { entitiesByIds, factsOfMany, type Fact, type LedgerTables, type TableChoice, type TableQuery } from "../ledger/index.ts";
import type { Ontology } from "../ontology/index.ts";
import { leading } from "./entity-rows.ts";

/** A figure is looked up for each entity that has it; beyond this an answer would take seconds. */
const SORTED_MAX = 20_000;
const PREFIX = "figure.";

/** The properties that a sort names (`figure.a|b`); undefined where it is a column of the list. */
export const figureOfSort = (sort: string | undefined): string[] | undefined => (sort?.startsWith(PREFIX) ? sort.slice(PREFIX.length).split("|").filter((name) => name !== "") : undefined);

export interface FigureMeans {
  db: Kysely<Schema>;
  ontology: Ontology;
  tables: LedgerTables;
  query: TableQuery;
}

const made = new WeakMap<TableChoice, Map<string, TableChoice>>();

/** @throws AppError `server/too-many-to-sort`, `ledger/no-column` where no such property is known. */
export async function byFigure(means: FigureMeans, list: TableChoice, oneOf: readonly string[], descending: boolean): Promise<TableChoice> {
  const unknown = oneOf.find((name) => !means.ontology.properties.has(name));
  if (unknown !== undefined || oneOf.length === 0) throw new AppError("ledger/no-column", { name: unknown ?? "" }, { zh: `没有“${unknown ?? ""}”这一属性`, en: `there is no property “${unknown ?? ""}”` });
  const kept = made.get(list) ?? new Map<string, TableChoice>();
  made.set(list, kept);
  const key = `${descending} ${oneOf.join("|")}`;
  const known = kept.get(key);
  if (known) return known;
  const order: TableChoice = { ...list, rows: await ordered(means, list, oneOf, descending) };
  kept.set(key, order);
  return order;
}

async function ordered({ db, ontology, tables, query }: FigureMeans, list: TableChoice, oneOf: readonly string[], descending: boolean): Promise<Uint32Array> {
  const having = tables.having(oneOf, query);
  const rows = list.rows.filter((row) => having[row] === 1);
  if (rows.length > SORTED_MAX) {
    throw new AppError("server/too-many-to-sort", { rows: rows.length, max: SORTED_MAX }, {
      status: 413, zh: `有这项数字的对象共 ${rows.length} 个，按它排序最多 ${SORTED_MAX} 个`, en: `${rows.length} entities have this figure; at most ${SORTED_MAX} can be put into its order`,
      hint: { zh: "请用筛选缩小范围", en: "narrow the list by filters" },
    });
  }
  const ids = tables.idsOf("entities", rows);
  const facts = await factsOfMany(db, ids, query.clocks, oneOf);
  const lead = new Map(ids.flatMap((id, i) => { const [fact] = leading(facts.get(id) ?? [], [oneOf]); return fact ? [[rows[i]!, fact] as const] : []; }));
  const names = await entitiesByIds(db, [...lead.values()].flatMap((fact) => (fact.unit === "entity" ? [String(fact.best.value)] : [])));
  const wordsOf = (fact: Fact): string => {
    const option = ontology.properties.get(fact.property)?.options?.find((one) => one.value === fact.best.value)?.label;
    const label = fact.unit === "entity" ? names.get(String(fact.best.value))?.label : option;
    return label?.[query.lang] ?? label?.[query.lang === "zh" ? "en" : "zh"] ?? String(fact.best.value);
  };
  const collator = new Intl.Collator(query.lang === "zh" ? "zh-u-co-pinyin" : "en", { numeric: true });
  const values = new Map([...lead].map(([row, fact]) => [row, typeof fact.best.value === "number" ? fact.best.value : wordsOf(fact)]));
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
