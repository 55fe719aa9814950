/**
 * Tables of entities filtered, counted and grouped by the figures that their rows show.
 * A condition is written `a|b:100..200` (both ends in it; `..<200` without its end), `start_date:2024..2024-06` (begins in it), `a:=WORD` (one of an entity's or
 * a word's values), `a:any`, `a:none`. Several of one column are alternatives, those of different columns hold together.
 * Invariant: what is counted beside a band or value is what choosing it gives; a number in another unit than the property's own is in no range.
 */
import { AppError, parseWhen, whenRange } from "../kernel/index.ts";
import type { TableChoice, TableQuery } from "../ledger/index.ts";
import type { FacetValue, FigureFacet, Label } from "./api-types.ts";
import { bandName, bandsOf, inBand, yearsOf, type Band } from "./figure-bands.ts";
import { figureOfColumn, figuresOf, knownFigures, labelsOf, named, type FigureMeans, type ShownFigure } from "./figure-values.ts";

const LISTED_MAX = 500;

export interface Condition {
  /** The column: its properties as the address names them. */
  column: string;
  oneOf: string[];
  /** The value that an entity or word must be, where the condition is that. */
  is?: string;
  holds: (figure: ShownFigure | undefined) => boolean;
}

const noCondition = (text: string): AppError => new AppError("server/no-condition", { where: text }, {
  zh: `看不懂条件“${text}”`, en: `the condition “${text}” cannot be read`, hint: { zh: "写法：属性:100..200、属性:=值、属性:any、属性:none", en: "write PROPERTY:100..200, PROPERTY:=VALUE, PROPERTY:any or PROPERTY:none" },
});

function numbers(text: string, unit: string, low: string, high: string): Condition["holds"] {
  const open = high.startsWith("<"), [from, to] = [low, open ? high.slice(1) : high].map((side) => (side === "" ? undefined : Number(side)));
  if ([from, to].some((side) => side !== undefined && !Number.isFinite(side))) throw noCondition(text);
  return (figure) => typeof figure?.value === "number" && figure.unit === unit && (from === undefined || figure.value >= from) && (to === undefined || (open ? figure.value < to : figure.value <= to));
}

function days(text: string, low: string, high: string): Condition["holds"] {
  const [from, to] = [low, high].map((side) => (side === "" ? "" : (parseWhen(side) ?? "?")));
  if (from === "?" || to === "?") throw noCondition(text);
  return (figure) => {
    if (figure?.unit !== "date") return false;
    const { first } = whenRange(String(figure.value));
    return (!from || first >= whenRange(from).first) && (!to || first <= whenRange(to).last);
  };
}

/** @throws AppError `server/no-condition`, `ledger/no-column`. */
export function conditionOf({ ontology }: Pick<FigureMeans, "ontology">, text: string): Condition {
  const at = text.indexOf(":"), column = text.slice(0, Math.max(at, 0)), said = text.slice(at + 1), oneOf = column.split("|");
  if (at < 1) throw noCondition(text);
  knownFigures(ontology, oneOf);
  const made = { column, oneOf };
  if (said === "any") return { ...made, holds: (figure) => figure !== undefined };
  if (said === "none") return { ...made, holds: (figure) => figure === undefined };
  if (said.startsWith("=")) { const is = said.slice(1); return { ...made, is, holds: (figure) => figure?.all.includes(is) === true }; }
  const cut = said.indexOf("..");
  if (cut < 0 || said === "..") throw noCondition(text);
  const [low, high] = [said.slice(0, cut), said.slice(cut + 2)], unit = ontology.properties.get(oneOf[0]!)!.unit;
  return { ...made, holds: unit === "date" ? days(text, low, high) : numbers(text, unit, low, high) };
}

/** Groupings kept of one list, for its next pages; they go when it goes. */
const GROUPINGS_MAX = 4;
const made = new WeakMap<TableChoice, Map<string, Promise<TableChoice>>>();

/** The rows of a list for which the conditions hold, without those on `except`. */
async function passing(means: FigureMeans, base: TableChoice, conditions: readonly Condition[], except?: string): Promise<Uint32Array> {
  let rows = base.rows;
  for (const column of new Set(conditions.map((one) => one.column))) {
    if (column === except) continue;
    const own = conditions.filter((one) => one.column === column), figures = await figuresOf(means, base.at, base.rows, own[0]!.oneOf);
    rows = rows.filter((row) => { const figure = figures.get(row); return own.some((one) => one.holds(figure)); });
  }
  return rows;
}

/** The list before any condition and before the filters that are counted beside them: of one type, with one text. */
async function baseOf({ tables, query }: FigureMeans, at: number | undefined): Promise<TableChoice> {
  const { group: _g, sort: _s, descending: _d, ...rest } = query;
  return await tables.list("entities", { ...rest, filters: query.filters["type"] ? { type: query.filters["type"] } : {}, sort: "name" }, at);
}

/** The query narrowed to what the conditions leave. @param except a column whose own conditions are passed over: its counts are of what the others leave. */
export async function narrowed(means: FigureMeans, conditions: readonly Condition[], texts: readonly string[], at: number | undefined, except?: string): Promise<TableQuery> {
  if (conditions.length === 0 || conditions.every((one) => one.column === except)) return means.query;
  const ids = means.tables.idsOf("entities", await passing(means, await baseOf(means, at), conditions, except));
  return { ...means.query, only: { key: JSON.stringify([means.query.only?.key, texts, except]), ids } };
}

interface Grouped {
  name: string;
  label?: Label;
}

/** The group that each row stands in, and the groups in their order: bands and years as they follow one another, values the most first, those without last. */
async function groupsOf(means: FigureMeans, list: TableChoice, oneOf: readonly string[]): Promise<{ of: (row: number) => string; order: Grouped[] }> {
  const figures = await figuresOf(means, list.at, list.rows, oneOf), unit = means.ontology.properties.get(oneOf[0]!)!.unit;
  const none: Grouped[] = [{ name: "other" }, { name: "none" }];
  if (unit === "date") {
    const years = yearsOf([...figures.values()].flatMap((one) => (one.unit === "date" ? [String(one.value)] : [])));
    const yearOf = (figure: ShownFigure): string => { const year = whenRange(String(figure.value)).first.slice(0, 4); return years.includes(year) ? year : "other"; };
    return { of: (row) => { const figure = figures.get(row); return figure === undefined ? "none" : figure.unit === "date" ? yearOf(figure) : "other"; }, order: [...years.map((name) => ({ name })), ...none] };
  }
  const told = [...figures.values()].flatMap((one) => (typeof one.value === "number" && one.unit === unit ? [one.value] : []));
  if (told.length > 0) {
    const bands = bandsOf(told).reverse();
    const bandOf = (figure: ShownFigure): string => { const band = figure.unit === unit && typeof figure.value === "number" ? bands.find((one) => inBand(figure.value as number, one)) : undefined; return band ? bandName(band) : "other"; };
    return { of: (row) => { const figure = figures.get(row); return figure === undefined ? "none" : bandOf(figure); }, order: [...bands.map((band) => ({ name: bandName(band) })), ...none] };
  }
  const counts = new Map<string, number>();
  for (const { value } of figures.values()) counts.set(`=${value}`, (counts.get(`=${value}`) ?? 0) + 1);
  const labels = await labelsOf(means, [...figures.values()].map((one) => ({ ...one, all: [String(one.value)] })));
  const order = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]): Grouped => { const label = labels.get(name.slice(1)); return { name, ...(label ? { label } : {}) }; });
  return { of: (row) => { const figure = figures.get(row); return figure === undefined ? "none" : `=${figure.value}`; }, order: [...order, ...none] };
}

async function regrouped(means: FigureMeans, list: TableChoice, oneOf: readonly string[]): Promise<TableChoice> {
  const { of, order } = await groupsOf(means, list, oneOf);
  const rows = new Map<string, number[]>();
  for (const row of list.rows) {
    const name = of(row), some = rows.get(name);
    if (some) some.push(row);
    else rows.set(name, [row]);
  }
  const groups = order.flatMap(({ name, label }): FacetValue[] => { const n = rows.get(name)?.length; return n === undefined ? [] : [{ value: name, n, ...(label ? { label } : {}) }]; });
  return { ...list, rows: Uint32Array.from(groups.flatMap(({ value }) => rows.get(value)!)), groups };
}

/** The same rows in groups by a column of their type; inside a group the order stays. @throws as `figuresOf`. */
export async function inFigureGroups(means: FigureMeans, list: TableChoice, group: string): Promise<TableChoice> {
  const known = made.get(list) ?? new Map<string, Promise<TableChoice>>();
  made.set(list, known);
  const making = known.get(group) ?? regrouped(means, list, figureOfColumn(group) ?? []);
  known.delete(group);
  known.set(group, making);
  for (const old of [...known.keys()].slice(0, Math.max(0, known.size - GROUPINGS_MAX))) known.delete(old);
  making.catch(() => known.delete(group));
  return await making;
}

/** What a column of a list can be filtered by: bands and years with counts, or values; and how many rows have it not. */
export async function figureFacet(means: FigureMeans, list: TableChoice, oneOf: readonly string[]): Promise<FigureFacet> {
  const figures = await figuresOf(means, list.at, list.rows, oneOf), { unit } = means.ontology.properties.get(oneOf[0]!)!;
  const all = [...figures.values()], own = all.filter((one) => one.unit === unit), told = own.flatMap((one) => (typeof one.value === "number" ? [one.value] : []));
  const whole: FigureFacet = { at: list.at, total: list.rows.length, told: figures.size, unit, elsewhere: all.length - own.length, bands: [], values: [] };
  const counted = (band: Band): FacetValue => ({ value: bandName(band), n: told.filter((value) => inBand(value, band)).length });
  if (unit === "date") {
    const first = own.map((one) => whenRange(String(one.value)).first.slice(0, 4));
    return { ...whole, bands: yearsOf(own.map((one) => String(one.value))).map((year) => ({ value: `${year}..${year}`, n: first.filter((one) => one === year).length })) };
  }
  if (told.length > 0) return { ...whole, least: told.reduce((a, b) => Math.min(a, b)), most: told.reduce((a, b) => Math.max(a, b)), bands: bandsOf(told).map(counted).filter((band) => band.n > 0) };
  const counts = new Map<string, number>();
  for (const { all: values } of all) for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return { ...whole, values: named(counts, await labelsOf(means, all)).slice(0, LISTED_MAX) };
}

/** Words for the values that conditions name. */
export async function labelsOfConditions(means: FigureMeans, conditions: readonly Condition[]): Promise<Record<string, Label>> {
  const asked = conditions.flatMap(({ oneOf, is }) => (is === undefined ? [] : oneOf.map((property) => ({ property, unit: means.ontology.properties.get(property)!.unit, all: [is] }))));
  return Object.fromEntries(await labelsOf(means, asked));
}
