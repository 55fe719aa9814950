/**
 * Units and tenancies over HTTP: the stacking plan of a place, the unit that fits, who moves in, out and on.
 * Invariant: whoever may only read changes nothing; a tenancy is seen at its own visibility.
 */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { dayOf } from "../kernel/index.ts";
import { entitiesByIds, entityBy, type Claim } from "../ledger/index.ts";
import { allTenancies, changeTenancy, dayAsked, enterTenancy, factsOfPlace, fitUnits, moveTenant, placeBy, stackingPlan, tenanciesOf, tenancyEvents, unitsBelow, type Tenancy, type Unit } from "../parks/index.ts";
import { actorOf, readerOf, type Deps, type Env } from "./deps.ts";
import { fitView, tenancyView, unitView } from "./parks-views.ts";
import { clocksOf } from "./routes-parks.ts";
import { answers, clocks, day } from "./schemas.ts";
import { fitAnswer, stackingAnswer, tenancy, tenancyBody, tenancyChangeBody, tenancyEvent, tenancyMoveBody } from "./schemas-parks.ts";
import type { SiteDesk } from "./site-desk.ts";
import type { EntityRef } from "./api-types.ts";
import { entityRef, Hydration } from "./views.ts";

const place = z.object({ ref: z.string().max(200) });
const one = z.object({ unit: z.uuid(), id: z.uuid() });
const need = z.object({ area_m2: z.coerce.number(), power_kva: z.coerce.number().optional(), floor_load_kpa: z.coerce.number().optional(), clear_height_m: z.coerce.number().optional(), use: z.string().max(40).optional(), from: day.optional() });
const json = <T extends z.ZodType>(schema: T) => ({ content: { "application/json": { schema } } });

const unitClaims = (units: readonly Unit[]): Claim[] => units.flatMap((u) => Object.values(u.claims));

/** Names of the tenants of these tenancies. */
async function tenantNames(db: ReturnType<typeof readerOf>, tenancies: readonly Tenancy[]): Promise<(id: string) => EntityRef> {
  const found = await entitiesByIds(db, tenancies.flatMap((t) => t.tenant_id ?? []));
  return (id) => (found.has(id) ? entityRef(found.get(id)!) : { id, slug: id, type: "Firm", label: {} });
}

export function unitRoutes(app: OpenAPIHono<Env>, deps: Deps, desk: SiteDesk): void {
  app.openapi(createRoute({ method: "get", path: "/api/parks/{ref}/stacking", tags: ["parks"], summary: "Floors and units with their tenants on a day", request: { params: place, query: clocks }, responses: answers(stackingAnswer, "The stacking plan") }),
    async (c) => {
      const db = readerOf(deps, c);
      const days = clocksOf(c.req.valid("query"));
      const at = placeBy(await desk.site(c.get("viewer").clearance, days), c.req.valid("param").ref);
      const { units } = await unitsBelow(db, at.id, days);
      const tenancies = await tenanciesOf(db, units.map((u) => u.id), days.known_on);
      const storeys = factsOfPlace(at).find((f) => f.property === "storeys" && f.qualifier === "" && Number.isInteger(f.best.value) && Number(f.best.value) > 0);
      const plan = stackingPlan(units, tenancies, dayAsked(days, dayOf(deps.clock.now())), storeys && Number(storeys.best.value));
      const h = await new Hydration(deps.ontology).load(db, [...unitClaims(units), ...(storeys ? [storeys.best, ...storeys.rivals] : [])]);
      const names = await tenantNames(db, tenancies);
      return c.json({
        ...plan, place: { id: at.id, slug: at.slug, type: at.type, label: at.label }, ...(storeys ? { storeys: h.fact(storeys) } : {}),
        floors: plan.floors.map((f) => ({ ...f, units: f.units.map(({ state, tenancies: own, ...u }) => ({ ...unitView(h, u), state, tenancies: own.map((t) => tenancyView(names, t)) })) })),
      }, 200);
    });

  app.openapi(createRoute({ method: "get", path: "/api/parks/{ref}/fit", tags: ["parks"], summary: "Which free unit suits a firm's needs", request: { params: place, query: need }, responses: answers(fitAnswer, "Units, or neighbours together, each condition judged") }),
    async (c) => {
      const db = readerOf(deps, c);
      const { from, ...query } = c.req.valid("query");
      const at = placeBy(await desk.site(c.get("viewer").clearance, {}), c.req.valid("param").ref);
      const { units } = await unitsBelow(db, at.id);
      const asked = { area_m2: query.area_m2, from_day: from ?? dayOf(deps.clock.now()), ...(query.power_kva === undefined ? {} : { power_kva: query.power_kva }), ...(query.floor_load_kpa === undefined ? {} : { floor_load_kpa: query.floor_load_kpa }), ...(query.clear_height_m === undefined ? {} : { clear_height_m: query.clear_height_m }), ...(query.use ? { use: query.use } : {}) };
      const answer = fitUnits(units, await tenanciesOf(db, units.map((u) => u.id)), asked);
      return c.json(fitView(await new Hydration(deps.ontology).load(db, unitClaims(answer.fits.flatMap((f) => f.units))), answer), 200);
    });

  app.openapi(createRoute({ method: "get", path: "/api/tenancies", tags: ["parks"], summary: "Every tenancy and reservation, for export", responses: answers(z.object({ items: z.array(tenancy) }), "Tenancies") }),
    async (c) => {
      const db = readerOf(deps, c);
      const all = await allTenancies(db);
      const names = await tenantNames(db, all);
      return c.json({ items: all.map((t) => tenancyView(names, t)) }, 200);
    });

  app.openapi(createRoute({ method: "post", path: "/api/tenancies", tags: ["parks"], summary: "Reserve a unit, or let a tenant move in", request: { body: json(tenancyBody) }, responses: answers(tenancy, "The tenancy") }),
    async (c) => {
      const { tenant_id, last_day, area_m2, note, visibility, ...body } = c.req.valid("json");
      const made = await enterTenancy(deps.database.writer, actorOf(deps, c), { ...body, ...(tenant_id ? { tenant_id } : {}), ...(last_day ? { last_day } : {}), ...(area_m2 === undefined ? {} : { area_m2 }), ...(note === undefined ? {} : { note }), ...(visibility ? { visibility } : {}) });
      return c.json(tenancyView(await tenantNames(deps.database.writer, [made]), made), 200);
    });

  app.openapi(createRoute({ method: "patch", path: "/api/tenancies/{unit}/{id}", tags: ["parks"], summary: "Change, end or cancel a tenancy", request: { params: one, body: json(tenancyChangeBody) }, responses: answers(tenancy, "The tenancy as it now is") }),
    async (c) => {
      const { unit, id } = c.req.valid("param");
      const body = Object.fromEntries(Object.entries(c.req.valid("json")).filter(([, v]) => v !== undefined)) as { expects: number };
      const made = await changeTenancy(deps.database.writer, actorOf(deps, c), { ...body, unit_id: unit, id });
      return c.json(tenancyView(await tenantNames(deps.database.writer, [made]), made), 200);
    });

  app.openapi(createRoute({ method: "post", path: "/api/tenancies/{unit}/{id}/move", tags: ["parks"], summary: "A tenant moves to another unit", request: { params: one, body: json(tenancyMoveBody) }, responses: answers(z.object({ ended: tenancy, begun: tenancy }), "The tenancy ended and the one begun") }),
    async (c) => {
      const { unit, id } = c.req.valid("param");
      const { note, ...body } = c.req.valid("json");
      const { ended, begun } = await moveTenant(deps.database.writer, actorOf(deps, c), { ...body, ...(note === undefined ? {} : { note }), unit_id: unit, id });
      const names = await tenantNames(deps.database.writer, [ended, begun]);
      return c.json({ ended: tenancyView(names, ended), begun: tenancyView(names, begun) }, 200);
    });

  app.openapi(createRoute({ method: "get", path: "/api/units/{ref}/events", tags: ["parks"], summary: "What happened to a unit's tenancies", request: { params: place }, responses: answers(z.object({ items: z.array(tenancyEvent) }), "Events, oldest first") }),
    async (c) => {
      const db = readerOf(deps, c);
      const events = await tenancyEvents(db, (await entityBy(db, c.req.valid("param").ref)).canonical_id);
      const names = await tenantNames(db, events.map((e) => e.after));
      return c.json({ items: events.map(({ unit_id: _u, after, ...e }) => ({ ...e, after: tenancyView(names, after) })) }, 200);
    });
}
