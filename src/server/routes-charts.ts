/**
 * Charts over HTTP: the definition drawn for the page, and the same as SVG and as a workbook.
 * Invariant: as of the days asked for and for the viewer's clearance; no word of the record reaches the markup unescaped.
 */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { AppError } from "../kernel/index.ts";
import { ChartDesk, NOTHING } from "./chart-desk.ts";
import { chartSvgFile, chartView, chartWorkbook } from "./chart-views.ts";
import type { Deps, Env } from "./deps.ts";
import { clocksOf } from "./routes-parks.ts";
import { answers } from "./schemas.ts";
import { chartAnswer, chartPath, chartQuery, type ChartQuery } from "./schemas-charts.ts";
import type { SiteDesk } from "./site-desk.ts";

const WIDTH = 720;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The part of a query that the pages of the chain take over. */
function scopeOf(query: ChartQuery): string {
  const named = (["region", "rung", "size", "against", "valid_on", "known_on"] as const).flatMap((name): [string, string][] => (query[name] ? [[name, query[name]]] : []));
  return named.length === 0 ? "" : `?${new URLSearchParams(named).toString()}`;
}

/** The header that names a file by its chart, so that files of several charts can lie in one folder. */
function named(way: "inline" | "attachment", kind: string, title: string, ending: string): string {
  const words = title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60);
  return `${way}; filename="lightvalley-${kind}.${ending}"; filename*=UTF-8''${encodeURIComponent(`lightvalley-${kind}-${words}.${ending}`)}`;
}

export function chartRoutes(app: OpenAPIHono<Env>, deps: Deps, site: SiteDesk): void {
  const desk = new ChartDesk(deps, site);
  const wanted = (query: ChartQuery) => ({ lang: query.lang ?? ("zh" as const), width: query.width ?? WIDTH, scope: scopeOf(query) });
  const made = async (c: Context<Env>, kind: z.infer<typeof chartPath>["kind"], query: ChartQuery) => await desk.made(c.get("viewer"), kind, query, clocksOf(query), query.lang ?? "zh");

  app.openapi(createRoute({ method: "get", path: "/api/charts/{kind}", tags: ["charts"], summary: "A chart: drawn, with its marks and the claims that they open", request: { params: chartPath, query: chartQuery }, responses: answers(chartAnswer, "The drawing and its marks") }),
    async (c) => {
      const { kind } = c.req.valid("param");
      const query = c.req.valid("query");
      return c.json(await chartView(deps, c.get("viewer"), await made(c, kind, query), { kind, ...wanted(query) }), 200);
    });

  app.openapi(createRoute({ method: "get", path: "/api/charts/{kind}/drawing.svg", tags: ["charts"], summary: "A chart as a vector graphic", request: { params: chartPath, query: chartQuery }, responses: { 200: { description: "SVG", content: { "image/svg+xml": { schema: z.string() } } } } }),
    async (c) => {
      const { kind } = c.req.valid("param");
      const query = c.req.valid("query");
      const { title, chart } = await made(c, kind, query);
      if (!chart) throw new AppError("server/chart-empty", { kind }, { status: 404, zh: NOTHING[kind].zh!, en: NOTHING[kind].en! });
      return c.body(await chartSvgFile(deps, c.get("viewer"), { title, chart }, { kind, ...wanted(query) }), 200, { "content-type": "image/svg+xml; charset=utf-8", "content-disposition": named("inline", kind, title, "svg") });
    });

  app.openapi(createRoute({ method: "get", path: "/api/charts/{kind}/workbook.xlsx", tags: ["charts"], summary: "The data of a chart as a workbook", request: { params: chartPath, query: chartQuery }, responses: { 200: { description: "XLSX", content: { [XLSX]: { schema: z.string() } } } } }),
    async (c) => {
      const { kind } = c.req.valid("param");
      const query = c.req.valid("query");
      const chart = await made(c, kind, query);
      const bytes = await chartWorkbook(deps, c.get("viewer"), chart, query.lang ?? "zh");
      return c.body(new Uint8Array(bytes), 200, { "content-type": XLSX, "content-disposition": named("attachment", kind, chart.title, "xlsx") });
    });
}
