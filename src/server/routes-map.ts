/**
 * The map over HTTP: what is where as of the days asked for, the outlines under it, every place with its claims, entering a position, a workbook.
 * Invariant: answers are bounded whatever the record holds, and made of what the viewer may see.
 */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { AppError, inLang } from "../kernel/index.ts";
import { claimBy, entityBy } from "../ledger/index.ts";
import { writeXlsx } from "../files/index.ts";
import { enterPosition, LAYERS, outlines, placesOf, readGeoJson, type GeoJsonAsked, type Thing } from "../report/map/index.ts";
import { actorOf, readerOf, type Deps, type Env } from "./deps.ts";
import { clusterAsked, figuresOf, layersAsked, mapAnswer, MapDesk, placeViews } from "./map-views.ts";
import { mapWorkbook } from "./map-workbook.ts";
import { clocksOf } from "./routes-parks.ts";
import { answers, clocks } from "./schemas.ts";
import { mapOutlines, mapQuery, mapView, placesPage, placesQuery, placeView, positionAnswer, positionBody } from "./schemas-map.ts";
import { claimViews, labelOfType } from "./views.ts";

/** A little more than the largest file, for the words around it. */
const BODY_BYTES_MAX = 2_200_000;
const WORKBOOK_ROWS_MAX = 20_000;

export function mapRoutes(app: OpenAPIHono<Env>, deps: Deps): void {
  const desk = new MapDesk(deps);
  readRoutes(app, deps, desk);
  placeRoutes(app, deps, desk);
  positionRoutes(app, deps);
}

function readRoutes(app: OpenAPIHono<Env>, deps: Deps, desk: MapDesk): void {
  app.openapi(createRoute({ method: "get", path: "/api/map", tags: ["map"], summary: "What is where: zones, parks, projects, firms, institutes, expos, industries and belts, for a cluster, as of a day", request: { query: mapQuery }, responses: answers(mapView, "Anchors, groups and marks to draw, each with the claim that places it; what is too much is counted") }),
    async (c) => {
      const { cluster, layers, figure, ...days } = c.req.valid("query");
      const record = await desk.record(c.get("viewer").clearance, clocksOf(days));
      return c.json(await mapAnswer(deps, readerOf(deps, c), record, { cluster, layers, figure }), 200);
    });

  app.openapi(createRoute({ method: "get", path: "/api/map/outlines", tags: ["map"], summary: "Outlines of provinces and prefectures, for orientation", responses: answers(mapOutlines, "Pieces of border, and rings made of them") }),
    (c) => {
      c.header("cache-control", "private, max-age=86400");
      return c.json(outlines(), 200);
    });

  app.get("/api/map/workbook.xlsx", async (c) => {
    const query = mapQuery.safeParse(c.req.query());
    if (!query.success) throw new AppError("server/bad-request", { issues: query.error.issues }, { zh: "请求的参数有误", en: "the request's parameters are wrong" });
    const lang = z.enum(["zh", "en"]).catch("zh").parse(c.req.query("lang"));
    const { cluster, layers, figure, ...days } = query.data;
    const db = readerOf(deps, c);
    const record = await desk.record(c.get("viewer").clearance, clocksOf(days));
    const map = await mapAnswer(deps, db, record, { cluster, layers, figure });
    const { shown, unplaced } = placesOf(record, map.cluster, layersAsked(layers));
    const things = [...shown, ...unplaced].map((s) => s.thing).slice(0, WORKBOOK_ROWS_MAX);
    const places = await placeViews(deps, db, record, things, await figuresOf(db, shown, figure, record.clocks));
    const bytes = await writeXlsx(mapWorkbook(map, places, (type) => inLang(labelOfType(deps.ontology, type), lang) || type, lang));
    return c.body(new Uint8Array(bytes).buffer, 200, { "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "content-disposition": 'attachment; filename="lightvalley-map.xlsx"' });
  });
}

/** @throws AppError `server/bad-cursor`. */
function cursorOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^\d{1,7}$/.test(cursor)) return Number(cursor);
  throw new AppError("server/bad-cursor", { cursor }, { zh: "翻页标记无效", en: "this is not a cursor of the list", hint: { zh: "请从第一页开始", en: "begin at the first page" } });
}

function placeRoutes(app: OpenAPIHono<Env>, deps: Deps, desk: MapDesk): void {
  app.openapi(createRoute({ method: "get", path: "/api/map/places", tags: ["map"], summary: "Every thing of the map with its place and all claims that say so; or what could not be placed, and why", request: { query: placesQuery }, responses: answers(placesPage, "A page of places") }),
    async (c) => {
      const { cluster, layers, figure, placed, cursor, limit = 50, ...days } = c.req.valid("query");
      const db = readerOf(deps, c);
      const record = await desk.record(c.get("viewer").clearance, clocksOf(days));
      const found = placesOf(record, clusterAsked(record, cluster).key, layersAsked(layers));
      const figures = await figuresOf(db, found.shown, figure, record.clocks);
      const size = (t: Thing): number => Number(figures.get(t.id)?.best.value ?? -1);
      const order = (a: { thing: Thing; layer: (typeof LAYERS)[number] }, b: typeof a): number => size(b.thing) - size(a.thing) || LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer) || (a.thing.slug < b.thing.slug ? -1 : 1);
      const rows = (placed === "no" ? [] : found.shown.toSorted(order)).map((s) => s.thing).concat((placed === "yes" ? [] : found.unplaced.toSorted(order)).map((s) => s.thing));
      const from = cursorOf(cursor);
      const page = rows.slice(from, from + Math.min(limit, 200));
      const next = from + page.length;
      return c.json({ items: await placeViews(deps, db, record, page, figures), total: rows.length, ...(next < rows.length ? { next: String(next) } : {}) }, 200);
    });

  app.openapi(createRoute({ method: "get", path: "/api/map/places/{ref}", tags: ["map"], summary: "Where one entity is, how exactly that is known, and by which claims", request: { params: z.object({ ref: z.string().max(200) }), query: clocks }, responses: answers(placeView, "Its place, or why it has none") }),
    async (c) => {
      const db = readerOf(deps, c);
      const entity = await entityBy(db, c.req.valid("param").ref);
      const record = await desk.record(c.get("viewer").clearance, clocksOf(c.req.valid("query")));
      const thing = record.things.get(entity.canonical_id);
      if (!thing) return c.json({ entity: { id: entity.id, slug: entity.slug, type: entity.type, label: entity.label }, unplaced: { why: "nothing" as const, claims: [] } }, 200);
      return c.json((await placeViews(deps, db, record, [thing]))[0]!, 200);
    });
}

function positionRoutes(app: OpenAPIHono<Env>, deps: Deps): void {
  app.use("/api/map/positions", bodyLimit({
    maxSize: BODY_BYTES_MAX,
    onError: () => { throw new AppError("map/too-large", { bytes_max: BODY_BYTES_MAX }, { status: 413, zh: "文件大于 2 MB", en: "the file is larger than 2 MB", hint: { zh: "请先在地图软件中简化", en: "simplify it in your map program first" } }); },
  }));
  app.openapi(createRoute({ method: "post", path: "/api/map/positions", tags: ["map"], summary: "Enter where something is, from GeoJSON, with its source; `dry_run` only says what would be entered", request: { body: { content: { "application/json": { schema: positionBody } } } }, responses: answers(positionAnswer, "The position as it is entered, and what was done to the upload") }),
    async (c) => {
      const body = c.req.valid("json");
      const asked: GeoJsonAsked = { datum: body.datum, ...(body.feature === undefined ? {} : { feature: body.feature }), ...(body.swap === undefined ? {} : { swap: body.swap }) };
      const ctx = actorOf(deps, c);
      const read = readGeoJson(body.geojson, asked);
      if (body.dry_run) return c.json(read, 200);
      if (body.source === undefined) throw new AppError("map/no-source", {}, { zh: "请说明位置的来源", en: "say where the position comes from", hint: { zh: "选一个已有来源，或写明谁、何时给出", en: "choose a source of the record, or name who gave it and when" } });
      const source = typeof body.source === "string" ? body.source : (Object.fromEntries(Object.entries(body.source).filter(([, v]) => v !== undefined && v !== "")) as { title: string });
      const replaces = body.replaces && { claim_id: body.replaces.claim_id, ...(body.replaces.expects ? { expects: body.replaces.expects } : {}) };
      const { claim_id } = await enterPosition(deps.database.writer, deps.ontology, ctx, {
        entity: body.entity, read, modality: body.modality ?? "actual", source, ...(body.when ? { when: body.when } : {}), ...(body.note ? { note: body.note } : {}), ...(replaces ? { replaces } : {}), ...(body.warnings_seen ? { warnings_seen: true } : {}),
      });
      const db = readerOf(deps, c);
      return c.json({ ...read, claim: (await claimViews(db, deps.ontology, [await claimBy(db, claim_id)]))[0]! }, 200);
    });
}
