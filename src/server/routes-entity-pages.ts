/**
 * The page of an entity in parts, each with a route of its own: head, facts, trends, timeline, ties, sources, and what only some types have.
 * Invariant: all parts of a page come from one reading as of the same clocks; every list is bounded, whatever the entity holds.
 */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { ChainKeeper } from "../chain/index.ts";
import { MODALITY_LABELS, formOf, propertyOf, typeOf, type FormField, type Ontology } from "../ontology/index.ts";
import { tiedTo } from "../ledger/index.ts";
import type { EntryField, EntryFormDef, TimelineKind } from "./api-types.ts";
import { readerOf, type Deps, type Env } from "./deps.ts";
import { EntityDesk, type EntityReading } from "./entity-desk.ts";
import { entityFacts, entityPage, entitySources, entityTies, entityTrends, labelOfUse } from "./entity-page.ts";
import { entityChain, entityEditions, entityProject, entityTenancies, entityWithin, type PartMeans } from "./entity-parts.ts";
import { entityTimeline } from "./entity-timeline.ts";
import { clocksOf } from "./routes-parks.ts";
import { claimsOfTarget, targetView } from "./routes-targets.ts";
import { answers, clocks } from "./schemas.ts";
import {
  entityChainView, entityEditionsView, entityFactsView, entityPageView, entityProjectView, entitySourcesView, entityTargetsView, entityTenanciesView, entityTiesView, entityTimelineView, entityWithinView,
  entryFormView, timelineQuery,
} from "./schemas-entity-pages.ts";
import type { SiteDesk } from "./site-desk.ts";
import { tablesFor } from "./table-lists.ts";
import { Hydration } from "./views.ts";

const TIMELINE_SHOWN = 40;
const TARGETS_SHOWN = 12;
const CHILDREN_MAX = 200;

interface Desks {
  site: SiteDesk;
  chain: ChainKeeper;
}

const params = z.object({ ref: z.string().max(200) });
const request = { params, query: clocks };

/** The form of a type as the page of entry needs it. @throws AppError `ontology/unknown-type`. */
export function entryFormOf(ontology: Ontology, name: string): EntryFormDef {
  const type = typeOf(ontology, name);
  const { label, definition, groups } = formOf(ontology, name);
  const fieldView = ({ required: _r, language: _l, units, targets, options, ...field }: FormField): EntryField => ({
    ...field, units: [...units], ...(targets ? { targets: [...targets] } : {}), ...(options ? { options: [...options] } : {}),
  });
  return {
    type: name, label, definition, groups: groups.map((g) => ({ key: g.key, label: g.label, fields: g.fields.map(fieldView) })),
    modalities: Object.entries(MODALITY_LABELS).map(([modality, words]) => ({ name: modality as "actual", label: words })),
    columns: type.page.columns.map((oneOf) => ({ properties: [...oneOf], label: labelOfUse(ontology, type, oneOf[0]!), numeric: propertyOf(ontology, oneOf[0]!).value === "number" })),
  };
}

export function entityPageRoutes(app: OpenAPIHono<Env>, deps: Deps, desks: Desks): void {
  const desk = new EntityDesk(deps);
  const readingFor = async (c: Context<Env>, ref: string, query: z.infer<typeof clocks>): Promise<{ reading: EntityReading; means: PartMeans }> => {
    const days = clocksOf(query);
    const { clearance } = c.get("viewer");
    return { reading: await desk.read(clearance, ref, days), means: { deps, db: readerOf(deps, c), clearance, clocks: days, tables: tablesFor(deps), ...desks } };
  };
  headRoutes(app, deps, readingFor);
  partRoutes(app, deps, readingFor);
  app.openapi(createRoute({ method: "get", path: "/api/ontology/types/{type}", tags: ["record"], summary: "The form of a type: its own properties with help, units and limits, and the columns that suit its table", request: { params: z.object({ type: z.string().max(40) }) }, responses: answers(entryFormView, "The form") }),
    (c) => c.json(entryFormOf(deps.ontology, c.req.valid("param").type), 200));
}

type ReadingFor = (c: Context<Env>, ref: string, query: z.infer<typeof clocks>) => Promise<{ reading: EntityReading; means: PartMeans }>;

function headRoutes(app: OpenAPIHono<Env>, deps: Deps, readingFor: ReadingFor): void {
  app.openapi(createRoute({ method: "get", path: "/api/entities/{ref}/page", tags: ["entities"], summary: "How the page of an entity begins: at most five figures that its type leads with, what is missing, how much there is", request, responses: answers(entityPageView, "The head of the page") }),
    async (c) => {
      const { reading, means } = await readingFor(c, c.req.valid("param").ref, c.req.valid("query"));
      return c.json(await entityPage(deps, means.db, reading, means.clocks), 200);
    });
  app.openapi(createRoute({ method: "get", path: "/api/entities/{ref}/facts", tags: ["entities"], summary: "Its facts by property, the newest of each", request, responses: answers(entityFactsView, "Facts") }),
    async (c) => {
      const { reading, means } = await readingFor(c, c.req.valid("param").ref, c.req.valid("query"));
      return c.json(await entityFacts(deps, means.db, reading), 200);
    });
  app.openapi(createRoute({ method: "get", path: "/api/entities/{ref}/trends", tags: ["entities"], summary: "Figures told of more than one period", request, responses: answers(entityFactsView, "Facts by property") }),
    async (c) => {
      const { reading, means } = await readingFor(c, c.req.valid("param").ref, c.req.valid("query"));
      return c.json(await entityTrends(deps, means.db, reading), 200);
    });
  app.openapi(createRoute({ method: "get", path: "/api/entities/{ref}/timeline", tags: ["entities"], summary: "Steps, promises with their versions, figures, ties, events and edits in one line, newest first", request: { params, query: timelineQuery }, responses: answers(entityTimelineView, "A stretch of the timeline") }),
    async (c) => {
      const { kinds, from = 0, limit = TIMELINE_SHOWN, ...days } = c.req.valid("query");
      const { reading, means } = await readingFor(c, c.req.valid("param").ref, days);
      return c.json(await entityTimeline(deps, means.db, reading, means.clocks, { kinds: (kinds?.split(",") ?? []) as TimelineKind[], from, limit }), 200);
    });
  app.openapi(createRoute({ method: "get", path: "/api/entities/{ref}/ties", tags: ["entities"], summary: "Its relations in both directions by kind, some of each and how many there are", request: { params, query: clocks.extend({ lang: z.enum(["zh", "en"]).optional().openapi({ description: "In whose order names are listed" }) }) }, responses: answers(entityTiesView, "Relations") }),
    async (c) => {
      const { lang, ...days } = c.req.valid("query");
      const { reading, means } = await readingFor(c, c.req.valid("param").ref, days);
      return c.json(await entityTies(deps, { ...means, lang }, reading), 200);
    });
  app.openapi(createRoute({ method: "get", path: "/api/entities/{ref}/sources", tags: ["entities"], summary: "The sources of its claims, the most used first", request, responses: answers(entitySourcesView, "Sources") }),
    async (c) => {
      const { reading, means } = await readingFor(c, c.req.valid("param").ref, c.req.valid("query"));
      return c.json(await entitySources(means.db, reading), 200);
    });
}

function partRoutes(app: OpenAPIHono<Env>, deps: Deps, readingFor: ReadingFor): void {
  app.openapi(createRoute({ method: "get", path: "/api/entities/{ref}/chain", tags: ["entities"], summary: "Where a firm or product stands in the chain, and on which words", request, responses: answers(entityChainView, "Nodes with evidence") }),
    async (c) => {
      const { reading, means } = await readingFor(c, c.req.valid("param").ref, c.req.valid("query"));
      return c.json(await entityChain(means, reading), 200);
    });
  app.openapi(createRoute({ method: "get", path: "/api/entities/{ref}/tenancies", tags: ["entities"], summary: "Units that a firm is in, was in or has reserved", request, responses: answers(entityTenanciesView, "Tenancies") }),
    async (c) => {
      const { reading, means } = await readingFor(c, c.req.valid("param").ref, c.req.valid("query"));
      return c.json(await entityTenancies(means, reading), 200);
    });
  app.openapi(createRoute({ method: "get", path: "/api/entities/{ref}/within", tags: ["entities"], summary: "What lies in a zone, region or a cluster's place: stated against on record, projects, coverage of the chain", request, responses: answers(entityWithinView, "Counts") }),
    async (c) => {
      const { reading, means } = await readingFor(c, c.req.valid("param").ref, c.req.valid("query"));
      return c.json(await entityWithin(means, reading), 200);
    });
  app.openapi(createRoute({ method: "get", path: "/api/entities/{ref}/targets", tags: ["entities"], summary: "Targets of an entity and of its parts, against actuals", request, responses: answers(entityTargetsView, "Targets") }),
    async (c) => {
      const { reading, means } = await readingFor(c, c.req.valid("param").ref, c.req.valid("query"));
      const record = await means.site.targets(means.clearance, means.clocks);
      const own = new Set([reading.entity.id, ...(reading.entity.type === "Policy" ? await tiedTo(means.db, reading.entity.id, "part_of", means.clocks, CHILDREN_MAX) : [])]);
      const rows = record.rows.filter((r) => own.has(r.subject.id));
      const h = await new Hydration(deps.ontology).load(means.db, rows.slice(0, TARGETS_SHOWN).flatMap(claimsOfTarget));
      return c.json({ today: record.today, total: rows.length, rows: rows.slice(0, TARGETS_SHOWN).map((r) => targetView(deps, h, r)) }, 200);
    });
  app.openapi(createRoute({ method: "get", path: "/api/entities/{ref}/project", tags: ["entities"], summary: "The stage that is proven of a project, money pledged and invested, milestones", request, responses: answers(entityProjectView, "The project") }),
    async (c) => {
      const { reading, means } = await readingFor(c, c.req.valid("param").ref, c.req.valid("query"));
      return c.json(await entityProject(means, reading), 200);
    });
  app.openapi(createRoute({ method: "get", path: "/api/entities/{ref}/editions", tags: ["entities"], summary: "Editions of the same series side by side, with everyone who says otherwise", request, responses: answers(entityEditionsView, "Editions") }),
    async (c) => {
      const { reading, means } = await readingFor(c, c.req.valid("param").ref, c.req.valid("query"));
      return c.json(await entityEditions(means, reading), 200);
    });
}
