/** Tables: claims, entities and sources by range, filtered, counted, grouped and sorted at any size; and the same lists as files. */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { TableNoun } from "../ledger/index.ts";
import { type Deps, type Env } from "./deps.ts";
import { answers, claim, sourceView } from "./schemas.ts";
import { figureFacetView, tableEntity, tableFacets, tablePageOf, tableQuery } from "./schemas-tables.ts";
import { exportList } from "./table-export.ts";
import { askedFigure, askedList, claimItems, conditionLabels, entityItems, figuresAsked, named, sourceItems } from "./table-lists.ts";

const ROWS = 60;

export function tableRoutes(app: OpenAPIHono<Env>, deps: Deps): void {
  const request = { query: tableQuery };
  app.openapi(createRoute({ method: "get", path: "/api/tables/claims", tags: ["tables"], summary: "Claims by range", request, responses: answers(tablePageOf(claim), "Rows of the list, from `from` on") }),
    async (c) => {
      const params = c.req.valid("query"), { from = 0, limit = ROWS } = params;
      const asked = await askedList(deps, c, "claims", params);
      return c.json({ at: asked.list.at, total: asked.list.rows.length, from, items: await claimItems(deps, asked, asked.list.rows.slice(from, from + limit)) }, 200);
    });
  app.openapi(createRoute({ method: "get", path: "/api/tables/entities", tags: ["tables"], summary: "Entities by range", request, responses: answers(tablePageOf(tableEntity), "Rows of the list, from `from` on") }),
    async (c) => {
      const params = c.req.valid("query"), { from = 0, limit = ROWS } = params;
      const asked = await askedList(deps, c, "entities", params);
      return c.json({ at: asked.list.at, total: asked.list.rows.length, from, items: await entityItems(deps, asked, asked.list.rows.slice(from, from + limit), figuresAsked(params.figures)) }, 200);
    });
  app.openapi(createRoute({ method: "get", path: "/api/tables/sources", tags: ["tables"], summary: "Sources by range", request, responses: answers(tablePageOf(sourceView), "Rows of the list, from `from` on") }),
    async (c) => {
      const params = c.req.valid("query"), { from = 0, limit = ROWS } = params;
      const asked = await askedList(deps, c, "sources", params);
      return c.json({ at: asked.list.at, total: asked.list.rows.length, from, items: await sourceItems(asked, asked.list.rows.slice(from, from + limit)) }, 200);
    });

  const noun = z.enum(["claims", "entities", "sources"]);
  app.openapi(createRoute({ method: "get", path: "/api/tables/{noun}/facets", tags: ["tables"], summary: "How many rows a list has, by each column", request: { ...request, params: z.object({ noun }) }, responses: answers(tableFacets, "Counts, and the groups in their order") }),
    async (c) => {
      const params = c.req.valid("query");
      const asked = await askedList(deps, c, c.req.valid("param").noun, params), { list, db } = asked;
      const labels = params.where === undefined ? {} : { labels: await conditionLabels(deps, asked, params) };
      const facets: Record<string, Awaited<ReturnType<typeof named>>> = {};
      for (const [column, values] of Object.entries(list.facets)) facets[column] = await named(db, column, values);
      if (list.groups === undefined) return c.json({ at: list.at, total: list.rows.length, facets, ...labels }, 200);
      // A group keeps its place even where its name may not be read.
      const names = new Map((await named(db, params.group ?? "", list.groups)).map((value) => [value.value, value.label]));
      const groups = list.groups.map((group) => ({ ...group, ...(names.get(group.value) ? { label: names.get(group.value)! } : {}) }));
      return c.json({ at: list.at, total: list.rows.length, facets, groups, ...labels }, 200);
    });
  const column = z.string().min(1).max(200).regex(/^[a-z_.|]+$/);
  app.openapi(createRoute({ method: "get", path: "/api/tables/entities/figure", tags: ["tables"], summary: "What a column of figures can be filtered by: ranges or values, with counts", request: { query: tableQuery.extend({ column }) }, responses: answers(figureFacetView, "Counts of the rows that all other filters leave") }),
    async (c) => c.json(await askedFigure(deps, c, c.req.valid("query")), 200));

  const file = z.object({ file: z.enum(["claims.xlsx", "claims.csv", "entities.xlsx", "entities.csv", "sources.xlsx", "sources.csv"]) });
  app.openapi(createRoute({
    method: "get", path: "/api/tables/{file}", tags: ["tables"], summary: "Exactly the rows of a list, as a workbook or CSV", request: { ...request, params: file },
    responses: { 200: { description: "The file, streamed", content: { "application/octet-stream": { schema: z.any().openapi({ type: "string", format: "binary" }) } } } },
  }), async (c) => {
    const [of, form] = c.req.valid("param").file.split(".") as [TableNoun, "xlsx" | "csv"];
    const params = c.req.valid("query");
    const type = [params.type ?? []].flat();
    return exportList(deps, of, await askedList(deps, c, of, params), form, { figures: figuresAsked(params.figures), type: type.length === 1 ? type[0] : undefined }, params.lang ?? "zh");
  });
}
