/**
 * Parks, projects and promises over HTTP: places with milestones and forecasts, the board, what was due, the calendar feed.
 * Invariant: everything is worked out from what the viewer may see, as of the days asked for.
 */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { AppError, dayOf, parseWhen, whenRange } from "../kernel/index.ts";
import type { Clocks } from "../ledger/index.ts";
import { calendarText, comingMilestones, dueIn, eventOf, parkList, parkView, placeBy, projectPipeline, quarterOf, toldTenants, type Site } from "../parks/index.ts";
import { inCluster } from "./cluster-members.ts";
import { readerOf, type Deps, type Env } from "./deps.ts";
import { dueView, milestoneClaims, parkRow, partClaims, partView, pipelineClaims, projectRow, summaryClaims } from "./parks-views.ts";
import { answers, clocks } from "./schemas.ts";
import { parkAnswer, parksAnswer, projectsAnswer, promisesAnswer } from "./schemas-parks.ts";
import type { SiteDesk } from "./site-desk.ts";
import { Hydration } from "./views.ts";

const place = z.object({ ref: z.string().max(200) });

/** Years of promises that a chooser of quarters lists. */
const EVERY = { first: "0001-01-01", last: "9999-12-31" };

/** The days asked for, without those left out. */
export const clocksOf = ({ valid_on, known_on, recorded_on }: z.infer<typeof clocks>): Clocks => ({ ...(valid_on ? { valid_on } : {}), ...(known_on ? { known_on } : {}), ...(recorded_on ? { recorded_on } : {}) });

/** A quarter as people write it; the one of today where none is asked for. @throws AppError `server/no-quarter`. */
function quarterAsked(asked: string | undefined, today: string): string {
  if (asked === undefined) return quarterOf(today);
  const quarter = /^\d{4}-Q[1-4]$/i.test(asked) ? parseWhen(asked) : undefined;
  if (!quarter) throw new AppError("server/no-quarter", { quarter: asked }, { zh: `“${asked}”不是季度`, en: `“${asked}” is not a quarter`, hint: { zh: "写成 2024-Q2", en: "write 2024-Q2" } });
  return quarter;
}

function quartersOf(site: Site): { quarter: string; due: number }[] {
  const counts = new Map<string, number>();
  for (const row of dueIn(site, EVERY)) counts.set(quarterOf(row.deadline), (counts.get(quarterOf(row.deadline)) ?? 0) + 1);
  return [...counts].map(([quarter, due]) => ({ quarter, due })).sort((a, b) => (a.quarter < b.quarter ? -1 : 1));
}

const cluster = z.string().max(60).optional().openapi({ description: "Of this part of the record only" });

export function parkRoutes(app: OpenAPIHono<Env>, deps: Deps, desk: SiteDesk): void {
  app.openapi(createRoute({ method: "get", path: "/api/parks", tags: ["parks"], summary: "All parks by zone, with what is promised of them", request: { query: clocks.extend({ cluster }) }, responses: answers(parksAnswer, "Parks") }),
    async (c) => {
      const query = c.req.valid("query");
      const site = await desk.site(c.get("viewer").clearance, clocksOf(query)), ours = await inCluster(readerOf(deps, c), query.cluster);
      const parks = parkList(site).filter((p) => ours(p.place.id));
      const h = await new Hydration(deps.ontology).load(readerOf(deps, c), parks.flatMap(summaryClaims));
      return c.json({ today: site.today, items: parks.map((p) => parkRow(h, p)), problems: site.problems }, 200);
    });

  app.openapi(createRoute({ method: "get", path: "/api/parks/{ref}", tags: ["parks"], summary: "One park, phase, building or project with everything below it", request: { params: place, query: clocks }, responses: answers(parkAnswer, "Places, money, milestones with every promise, forecasts") }),
    async (c) => {
      const db = readerOf(deps, c);
      const days = clocksOf(c.req.valid("query"));
      const site = await desk.site(c.get("viewer").clearance, days);
      const view = parkView(site, placeBy(site, c.req.valid("param").ref));
      const tenants = await toldTenants(db, view.parts.map((p) => p.place.id), days);
      const h = await new Hydration(deps.ontology).load(db, [...view.parts.flatMap(partClaims), ...[...tenants.values()].flat()]);
      return c.json({ ...view, parts: view.parts.map((p) => partView(h, p, tenants.get(p.place.id) ?? [])) }, 200);
    });

  app.openapi(createRoute({ method: "get", path: "/api/projects", tags: ["parks"], summary: "Projects by the stage that is proven", request: { query: clocks.extend({ phases: z.stringbool().optional() }) }, responses: answers(projectsAnswer, "The board") }),
    async (c) => {
      const query = c.req.valid("query");
      const board = projectPipeline(await desk.site(c.get("viewer").clearance, clocksOf(query)), { phases: query.phases === true });
      const h = await new Hydration(deps.ontology).load(readerOf(deps, c), board.rows.flatMap(pipelineClaims));
      return c.json({ ...board, rows: board.rows.map((r) => projectRow(h, r)) }, 200);
    });

  app.openapi(createRoute({ method: "get", path: "/api/promises", tags: ["parks"], summary: "What was due in a quarter, and what happened", request: { query: clocks.extend({ quarter: z.string().max(10).optional(), cluster }) }, responses: answers(promisesAnswer, "Promises due") }),
    async (c) => {
      const query = c.req.valid("query");
      const site = await desk.site(c.get("viewer").clearance, clocksOf(query));
      const quarter = quarterAsked(query.quarter, site.today);
      const { first, last } = whenRange(quarter);
      const ours = await inCluster(readerOf(deps, c), query.cluster);
      const rows = dueIn(site, { first, last }).filter((row) => ours(row.milestone.subject_id));
      const h = await new Hydration(deps.ontology).load(readerOf(deps, c), rows.flatMap((r) => milestoneClaims(r.milestone)));
      return c.json({ today: site.today, quarter, first, last, rows: rows.map((r) => dueView(h, r)), quarters: quartersOf(site) }, 200);
    });

  app.get("/api/promises.ics", async (c) => {
    const lang = z.enum(["zh", "en"]).catch("zh").parse(c.req.query("lang"));
    const site = await desk.site(c.get("viewer").clearance, {});
    const origin = new URL(c.req.url).origin;
    const text = calendarText(comingMilestones(site).map((m) => eventOf(m, lang, origin)), lang === "zh" ? "承诺的里程碑" : "Promised milestones");
    return c.body(text, 200, { "content-type": "text/calendar; charset=utf-8", "content-disposition": `inline; filename="promises-${dayOf(deps.clock.now())}.ics"` });
  });
}
