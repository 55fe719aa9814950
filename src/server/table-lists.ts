/**
 * Lists of claims, entities and sources as an address asks for them, and their rows filled in for a viewer.
 * Invariant: page, facets and export of one query come from one list, so that what is counted is what is shown and what is exported.
 */
import type { Context } from "hono";
import type { z } from "zod";
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { countsOf, entitiesByIds, sourcesByIds, tablesOf, type LedgerTables, type TableChoice, type TableNoun, type TableQuery } from "../ledger/index.ts";
import type { ClaimView, FacetValue, FigureFacet, Label, SourceView, TableEntity } from "./api-types.ts";
import { readerOf, type Deps, type Env } from "./deps.ts";
import { membersAsked } from "./entity-members.ts";
import { entityRows } from "./entity-rows.ts";
import { conditionOf, figureFacet, inFigureGroups, labelsOfConditions, narrowed } from "./figure-filter.ts";
import { byFigure } from "./figure-order.ts";
import { figureOfColumn, type FigureMeans } from "./figure-values.ts";
import { FILTERS, type tableQuery } from "./schemas-tables.ts";
import { claimViews, labelOfProperty, labelOfType, sourceRef, withText } from "./views.ts";

const FIGURES_MAX = 12;
/** A record of so many claims takes seconds to fill its tables: that is told of as work. */
const TOLD_FROM = 50_000;
const TOLD_MS = 250;

export type TableParams = z.infer<typeof tableQuery>;

export interface AskedList {
  tables: LedgerTables;
  query: TableQuery;
  list: TableChoice;
  db: Kysely<Schema>;
}

/** The tables of this server's record, with the words by which properties and types are found. */
export function tablesFor(deps: Deps): LedgerTables {
  return tablesOf(deps.database, (what, name) => {
    const { zh, en } = what === "property" ? labelOfProperty(deps.ontology, name) : labelOfType(deps.ontology, name);
    return `${zh ?? ""} ${en ?? ""}`;
  });
}

/** Fills the tables before anybody asks, so that the first page of a large record need not wait. @param told_from claims from which on the tray tells of it. */
export async function fillTables(deps: Deps, signal: AbortSignal, told_from = TOLD_FROM): Promise<void> {
  if (signal.aborted) return;
  const tables = tablesFor(deps), { claims } = await countsOf(deps.database.writer);
  const fill = async (until: AbortSignal): Promise<void> => await tables.follow(until).then(async () => await tables.keep()).catch((error: unknown) => {
    if (!until.aborted) throw error;
  });
  if (claims < told_from) return await fill(signal);
  const filled = Promise.withResolvers<void>();
  deps.jobs.startOne("tables", claims.toLocaleString("en"), async (stopped, tell) => {
    const told = setInterval(() => tell({ rows: tables.filled, share: Math.min(1, tables.filled / claims) }), TOLD_MS);
    await fill(AbortSignal.any([signal, stopped])).finally(() => clearInterval(told)).then(filled.resolve, filled.reject);
    await filled.promise;
    return { rows: tables.filled, share: 1 };
  });
  await filled.promise;
}

export function tableQueryOf(params: TableParams, viewer: Env["Variables"]["viewer"]): TableQuery {
  const filters = Object.fromEntries(FILTERS.flatMap((name) => {
    const given = params[name];
    return given === undefined ? [] : [[name, [given].flat()]];
  }));
  return {
    clearance: viewer.clearance, lang: params.lang ?? "zh", filters, clocks: { ...(params.valid_on ? { valid_on: params.valid_on } : {}), ...(params.known_on ? { known_on: params.known_on } : {}) },
    ...(params.q?.trim() ? { text: params.q } : {}), ...(params.group ? { group: params.group } : {}),
    ...(params.sort && params.sort.replace(/^-/, "") !== "recorded" ? { sort: params.sort.replace(/^-/, ""), descending: params.sort.startsWith("-") } : params.sort === "recorded" ? { descending: false } : {}),
  };
}

export async function askedList(deps: Deps, c: Context<Env>, noun: TableNoun, params: TableParams): Promise<AskedList> {
  const tables = tablesFor(deps), viewer = c.get("viewer"), query = tableQueryOf(params, viewer);
  if (noun === "entities") {
    const only = await membersAsked({ db: readerOf(deps, c), clearance: viewer.clearance, clocks: query.clocks, tables }, params);
    if (only) query.only = only;
  }
  const db = readerOf(deps, c);
  return noun === "entities" ? { tables, query, list: await entityList({ db, ontology: deps.ontology, tables, query }, params), db } : { tables, query, list: await tables.list(noun, query, params.at), db };
}

const wheresOf = (params: TableParams): string[] => [params.where ?? []].flat();

/** A list of entities, where asked for narrowed, ordered or grouped by the figures that its rows show. @param except a column the conditions on which are passed over. */
async function entityList(means: FigureMeans, params: TableParams, except?: string): Promise<TableChoice> {
  const wheres = wheresOf(params), { tables, query } = means;
  const own = await narrowed(means, wheres.map((text) => conditionOf(means, text)), wheres, params.at, except);
  const order = figureOfColumn(query.sort), group = figureOfColumn(query.group) === undefined ? undefined : query.group;
  // The same list by name, its rows then put into the order of the figure: those without it stay by name.
  const { descending, sort, group: plain, ...rest } = own;
  const asked: TableQuery = { ...rest, ...(group === undefined && plain ? { group: plain } : {}), ...(order ? { sort: "name" } : { ...(sort ? { sort } : {}), ...(descending === undefined ? {} : { descending }) }) };
  const found = await tables.list("entities", asked, params.at);
  const list = order ? await byFigure(means, found, order, descending ?? false) : found;
  return group === undefined ? list : await inFigureGroups(means, list, group);
}

/** What a column of a list can be filtered by, counted among the rows that all other filters leave. */
export async function askedFigure(deps: Deps, c: Context<Env>, params: TableParams & { column: string }): Promise<FigureFacet> {
  const { tables, query, db } = await askedList(deps, c, "entities", { ...params, where: undefined, sort: undefined, group: undefined });
  const means: FigureMeans = { db, ontology: deps.ontology, tables, query };
  return await figureFacet(means, await entityList(means, { ...params, sort: undefined, group: undefined }, params.column), params.column.split("|"));
}

/** Words for the values that the conditions of an address name. */
export async function conditionLabels(deps: Deps, { db, tables, query }: AskedList, params: TableParams): Promise<Record<string, Label>> {
  const means: FigureMeans = { db, ontology: deps.ontology, tables, query };
  return await labelsOfConditions(means, wheresOf(params).map((text) => conditionOf(means, text)));
}

export async function claimItems(deps: Deps, asked: AskedList, rows: Uint32Array): Promise<ClaimView[]> {
  const claims = await asked.tables.claimsAt(asked.db, rows, asked.query.clocks);
  // Why a proposal says what it says belongs to its own page, and would be most of a list's weight.
  return (await claimViews(asked.db, deps.ontology, claims)).map(({ reasons: _reasons, ...view }) => view);
}

/** The properties of each row that an address names: `a,b|c`. */
export const figuresAsked = (figures: string | undefined): string[][] => (figures ?? "").split(",").filter((one) => one !== "").slice(0, FIGURES_MAX).map((one) => one.split("|"));

export async function entityItems(deps: Deps, asked: AskedList, rows: Uint32Array, figures: string[][] = []): Promise<TableEntity[]> {
  const ids = asked.tables.idsOf("entities", rows);
  const counts = new Map(asked.tables.countsOf("entities", rows, asked.query).map((count, i) => [ids[i]!, count]));
  const found = await entitiesByIds(asked.db, ids);
  const entities = ids.flatMap((id) => found.get(id) ?? []);
  return (await entityRows(asked.db, deps, entities, asked.query.clocks, [], figures)).map((row) => ({ ...row, claims: counts.get(row.id)?.accepted ?? 0, waiting: counts.get(row.id)?.proposed ?? 0 }));
}

export async function sourceItems(asked: AskedList, rows: Uint32Array): Promise<SourceView[]> {
  const ids = asked.tables.idsOf("sources", rows);
  const counts = asked.tables.countsOf("sources", rows, asked.query);
  const [found, texts] = [await sourcesByIds(asked.db, ids), await withText(asked.db, ids)];
  return ids.flatMap((id, i) => {
    const source = found.get(id);
    return source ? [{ ...sourceRef(source, texts.has(id)), version: source.version, what: source.what, visibility: source.visibility, claims: counts[i]!.all, open: counts[i]!.proposed }] : [];
  });
}

/** Values that are ids, with the names that this viewer may read; one that he may not is left out. */
export async function named(db: Kysely<Schema>, column: string, values: readonly FacetValue[]): Promise<FacetValue[]> {
  if (column === "source") {
    const found = await sourcesByIds(db, values.map((v) => v.value));
    return values.flatMap((v) => { const source = found.get(v.value); return source ? [{ ...v, label: { [source.language === "en" ? "en" : "zh"]: source.title } }] : []; });
  }
  if (column === "subject") {
    const found = await entitiesByIds(db, values.map((v) => v.value));
    return values.flatMap((v) => { const entity = found.get(v.value); return entity ? [{ ...v, label: entity.label }] : []; });
  }
  return [...values];
}
