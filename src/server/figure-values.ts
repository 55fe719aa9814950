/**
 * The figure that each row of a list shows of some properties, looked up for many rows at once and kept while the ledger stands still.
 * Invariant: the figure is the one that the row shows (`leading`), for the same viewer and days; what it is filtered, grouped and sorted by is that.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { AppError } from "../kernel/index.ts";
import { entitiesByIds, factsOfMany, type Fact, type LedgerTables, type TableQuery } from "../ledger/index.ts";
import type { Ontology } from "../ontology/index.ts";
import type { FacetValue, Label } from "./api-types.ts";
import { leading } from "./entity-rows.ts";

/** A figure is looked up for each entity that has it; beyond this an answer would take seconds. */
export const LOOKED_UP_MAX = 20_000;
const KEPT_MAX = 16;
const PREFIX = "figure.";

export interface FigureMeans {
  db: Kysely<Schema>;
  ontology: Ontology;
  tables: LedgerTables;
  query: TableQuery;
}

/** What a row shows of a column, and for entities and words all that hold beside it. */
export interface ShownFigure {
  property: string;
  value: number | string;
  unit: string;
  all: readonly string[];
}

/** The properties that a column of a type names (`figure.a|b`); undefined where it is a column of the list. */
export const figureOfColumn = (column: string | undefined): string[] | undefined => (column?.startsWith(PREFIX) ? column.slice(PREFIX.length).split("|").filter((name) => name !== "") : undefined);

/** @throws AppError `ledger/no-column` where no such property is known. */
export function knownFigures(ontology: Ontology, oneOf: readonly string[]): void {
  const unknown = oneOf.find((name) => !ontology.properties.has(name));
  if (unknown !== undefined || oneOf.length === 0) throw new AppError("ledger/no-column", { name: unknown ?? "" }, { zh: `没有“${unknown ?? ""}”这一属性`, en: `there is no property “${unknown ?? ""}”` });
}

type Known = Map<string, ShownFigure | undefined>;
const kept = new WeakMap<LedgerTables, Map<string, Known>>();

/** What is known so far of this column, as this viewer sees it on these days at this change set. */
function knownOf({ tables, query }: FigureMeans, at: number, oneOf: readonly string[]): Known {
  const lists = kept.get(tables) ?? new Map<string, Known>();
  kept.set(tables, lists);
  const key = JSON.stringify([at, query.clearance, query.clocks, oneOf]);
  const known = lists.get(key) ?? (new Map() as Known);
  lists.delete(key);
  lists.set(key, known);
  for (const old of lists.keys()) {
    if (lists.size <= KEPT_MAX) break;
    lists.delete(old);
  }
  return known;
}

function shownOf(facts: readonly Fact[], oneOf: readonly string[]): ShownFigure | undefined {
  const [fact] = leading(facts, [oneOf]);
  if (fact === undefined) return undefined;
  const many = fact.unit === "entity" || fact.unit === "text";
  return {
    property: fact.property, value: fact.best.value, unit: fact.unit,
    all: many ? [...new Set(facts.flatMap((one) => (one.property === fact.property && one.unit === fact.unit ? [String(one.best.value)] : [])))] : [],
  };
}

/**
 * Of each of these rows that has one, the figure it shows. @param at the change set that the rows are of.
 * @throws AppError `server/too-many-to-look-up`, `ledger/no-column`.
 */
export async function figuresOf(means: FigureMeans, at: number, rows: Uint32Array, oneOf: readonly string[]): Promise<Map<number, ShownFigure>> {
  knownFigures(means.ontology, oneOf);
  const having = means.tables.having(oneOf, means.query);
  const some = rows.filter((row) => having[row] === 1);
  if (some.length > LOOKED_UP_MAX) {
    throw new AppError("server/too-many-to-look-up", { rows: some.length, max: LOOKED_UP_MAX }, {
      status: 413, zh: `有这项数字的对象共 ${some.length} 个，按它排序、筛选或分组最多 ${LOOKED_UP_MAX} 个`, en: `${some.length} entities have this figure; at most ${LOOKED_UP_MAX} can be sorted, filtered or grouped by it`,
      hint: { zh: "请用其他筛选缩小范围", en: "narrow the list by other filters" },
    });
  }
  const known = knownOf(means, at, oneOf), ids = means.tables.idsOf("entities", some);
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length > 0) {
    const facts = await factsOfMany(means.db, missing, means.query.clocks, oneOf);
    for (const id of missing) known.set(id, shownOf(facts.get(id) ?? [], oneOf));
  }
  return new Map(ids.flatMap((id, i) => { const figure = known.get(id); return figure ? [[some[i]!, figure] as const] : []; }));
}

/** Words for values that are ids of entities or words of a list, as this viewer may read them. */
export async function labelsOf({ db, ontology }: FigureMeans, figures: Iterable<Pick<ShownFigure, "property" | "unit" | "all">>): Promise<Map<string, Label>> {
  const labels = new Map<string, Label>(), ids = new Set<string>();
  for (const { property, unit, all } of figures) {
    if (unit === "entity") for (const id of all) ids.add(id);
    for (const option of ontology.properties.get(property)?.options ?? []) if (all.includes(option.value)) labels.set(option.value, option.label);
  }
  for (const [id, entity] of await entitiesByIds(db, [...ids])) labels.set(id, entity.label);
  return labels;
}

export const named = (counts: ReadonlyMap<string, number>, labels: ReadonlyMap<string, Label>): FacetValue[] =>
  [...counts].map(([value, n]): FacetValue => { const label = labels.get(value); return { value, n, ...(label ? { label } : {}) }; }).sort((a, b) => b.n - a.n || (a.value < b.value ? -1 : 1));
