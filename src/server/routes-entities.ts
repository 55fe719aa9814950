/** Entities: the overview of a cluster, lists, one entity as of a day, search, judgements of identity. */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { enterEntity, type EnteredEntity, RECORD_SCOPE, registerOf, searchEntities } from "../entities/index.ts";
import { judgePair } from "../entities/judgements/index.ts";
import { AppError } from "../kernel/index.ts";
import {
  claimsPage, countsOf, entitiesByIds, entityBy, factsOfMany,  type Clocks, type Entity,
} from "../ledger/index.ts";
import type { Overview } from "./api-types.ts";
import { membersOf } from "./cluster-members.ts";
import { actorOf, readerOf, type Deps, type Env } from "./deps.ts";
import { entityRows } from "./entity-rows.ts";
import { entityWhole, seenBy } from "./entity-whole.ts";
import { GROUP_LABELS } from "./group-labels.ts";
import { headlineOf } from "./overview.ts";
import { cited, present } from "./routes-entry.ts";
import { clocksOf } from "./routes-parks.ts";
import { answers, change, clocks, entityRef as entityRefSchema, entityRow, entityView, label, overview, pageOf, pageQuery, searchAnswer } from "./schemas.ts";
import { changeView, claimsOfFacts, entityRef, Hydration } from "./views.ts";

type Db = Kysely<Schema>;
const NAME_CHARS_MAX = 500;
const RECENT_LOOKED_AT = 500;

async function entityPage(db: Db, query: { type?: string | undefined; q?: string | undefined; cursor?: string | undefined; limit?: number | undefined }): Promise<{ entities: Entity[]; next?: string }> {
  const limit = query.limit ?? 50;
  if (query.q) {
    const hits = await searchEntities(db, query.q, { limit, ...(query.type ? { type: query.type } : {}) });
    const found = await entitiesByIds(db, hits.map((h) => h.id));
    return { entities: hits.flatMap((h) => found.get(h.id) ?? []) };
  }
  let rows = db.selectFrom("entity").select("id").whereRef("canonical_id", "=", "id");
  if (query.type) rows = rows.where("type", "=", query.type);
  if (query.cursor) rows = rows.where("slug", ">", query.cursor);
  const ids = (await rows.orderBy("slug").limit(limit + 1).execute()).map((r) => r.id);
  const found = await entitiesByIds(db, ids);
  const entities = ids.slice(0, limit).flatMap((id) => found.get(id) ?? []);
  return { entities, ...(ids.length > limit ? { next: entities.at(-1)!.slug } : {}) };
}

async function overviewOf(deps: Deps, db: Db, wanted: string | undefined, asOf: Clocks): Promise<Overview> {
  const groups = await db.selectFrom("claim").select("value_text").distinct().where("property", "=", "record_group").where("status", "=", "accepted").orderBy("value_text").execute();
  const keys = [...Object.keys(GROUP_LABELS).filter((k) => groups.some((g) => g.value_text === k)), ...groups.map((g) => g.value_text!).filter((k) => !(k in GROUP_LABELS))];
  const cluster = wanted && (keys.includes(wanted) || wanted === "all") ? wanted : (keys[0] ?? "all");
  const members = membersOf(db, cluster);
  const ofType = async (types: string[], limit: number): Promise<Entity[]> => {
    const ids = await members.where("type", "in", types).orderBy("slug").limit(limit).execute();
    const found = await entitiesByIds(db, ids.map((r) => r.id));
    return ids.flatMap((r) => found.get(r.id) ?? []);
  };
  const totals = await ofType(["Cluster", "Region", "Zone", "Expo"], 80);
  const byEntity = await factsOfMany(db, totals.map((e) => e.canonical_id), asOf);
  const facts = totals.flatMap((e) => byEntity.get(e.canonical_id) ?? []);
  const headline = headlineOf(facts, new Map(totals.map((e) => [e.canonical_id, e])), deps.ontology);
  const recent = seenBy(await claimsPage(db, { limit: RECENT_LOOKED_AT }), asOf);
  // Newest recorded first; among those of one change set (an import) the newest said.
  const latestClaims = recent.filter((cl) => cl.unit !== "entity" && cl.unit !== "text").sort((a, b) => b.place.seq - a.place.seq || ((a.stated_on ?? "") < (b.stated_on ?? "") ? 1 : -1)).slice(0, 12).map(({ place: _place, ...rest }) => rest);
  const hydration = await new Hydration(deps.ontology).load(db, [...headline.flatMap((h) => claimsOfFacts([...h.facts, ...h.parts])), ...latestClaims]);
  return {
    counts: await countsOf(db),
    clusters: [...keys.map((key) => ({ key, label: GROUP_LABELS[key] ?? { zh: key, en: key } })), { key: "all", label: { zh: "全部", en: "All" } }],
    cluster, headline: headline.map((h) => ({ property: h.property, label: h.label, facts: h.facts.map((f) => hydration.fact(f)), parts: h.parts.map((f) => hydration.fact(f)) })),
    parks: await entityRows(db, deps, await ofType(["Park", "ParkPhase", "Project"], 24), asOf, ["expected_completion", "completion_date", "capped_date", "start_date", "investment", "area.floor"]),
    firms: await entityRows(db, deps, await ofType(["Firm"], 24), asOf, ["revenue", "output_value", "employees", "market_share"]),
    latest: latestClaims.map((cl) => hydration.claim(cl)), as_of: asOf,
  };
}

export function entityRoutes(app: OpenAPIHono<Env>, deps: Deps): void {
  app.openapi(createRoute({ method: "get", path: "/api/overview", tags: ["entities"], summary: "A cluster in one view", request: { query: clocks.extend({ cluster: z.string().max(60).optional() }) }, responses: answers(overview, "Headline facts, parks, firms, latest claims") }),
    async (c) => {
      const { cluster, ...asOf } = c.req.valid("query");
      return c.json(await overviewOf(deps, readerOf(deps, c), cluster, asOf), 200);
    });

  app.openapi(createRoute({ method: "get", path: "/api/entities", tags: ["entities"], summary: "Entities by type or name", request: { query: pageQuery.extend({ type: z.string().max(40).optional(), q: z.string().max(200).optional() }).extend(clocks.shape) }, responses: answers(pageOf(entityRow), "A page of entities with their first figures") }),
    async (c) => {
      const db = readerOf(deps, c);
      const { valid_on, known_on, recorded_on, ...asked } = c.req.valid("query");
      const { entities, next } = await entityPage(db, asked);
      return c.json({ items: await entityRows(db, deps, entities, clocksOf({ valid_on, known_on, recorded_on })), ...(next ? { next } : {}) }, 200);
    });

  app.openapi(createRoute({ method: "get", path: "/api/entities/{ref}", tags: ["entities"], summary: "One entity as of a day: facts and relations, a page of each at a time", request: { params: z.object({ ref: z.string().max(200) }), query: pageQuery.extend(clocks.shape) }, responses: answers(entityView, "Facts, relations and names; `next` where there are more") }),
    async (c) => {
      const { cursor, limit, ...asOf } = c.req.valid("query");
      return c.json(await entityWhole(deps, readerOf(deps, c), c.req.valid("param").ref, asOf, { ...(cursor === undefined ? {} : { cursor }), ...(limit === undefined ? {} : { limit }) }), 200);
    });

  const newEntity = z.strictObject({ type: z.string(), label, source: z.union([z.uuid(), cited]).optional(), note: z.string().max(2_000).optional() });
  app.openapi(createRoute({ method: "post", path: "/api/entities", tags: ["entities"], summary: "Enter an entity, with the source that names it", request: { body: { content: { "application/json": { schema: newEntity } } } }, responses: answers(entityRefSchema, "The new entity") }),
    async (c) => {
      const body = c.req.valid("json");
      const ctx = actorOf(deps, c);
      if (!deps.ontology.types.has(body.type)) throw new AppError("server/no-type", { type: body.type }, { zh: `没有“${body.type}”这一类型`, en: `there is no type “${body.type}”` });
      const named = { ...(body.label.zh?.trim() ? { zh: body.label.zh.trim() } : {}), ...(body.label.en?.trim() ? { en: body.label.en.trim() } : {}) };
      const longest = Math.max(named.zh?.length ?? 0, named.en?.length ?? 0);
      if (longest > NAME_CHARS_MAX) throw new AppError("server/name-too-long", { characters: longest, max: NAME_CHARS_MAX }, { zh: `名称有 ${longest} 个字符，最多 ${NAME_CHARS_MAX}`, en: `the name has ${longest} characters; at most ${NAME_CHARS_MAX}` });
      if (!named.zh && !named.en) throw new AppError("server/no-name", {}, { zh: "中英文名称至少填一个", en: "give a name in at least one language" });
      const source = typeof body.source === "object" ? present(body.source) : body.source;
      const id = await enterEntity(deps.database.writer, ctx, { type: body.type, label: named, note: body.note ?? "", ...(source ? { source: source as NonNullable<EnteredEntity["source"]> } : {}) });
      return c.json(entityRef(await entityBy(deps.database.writer, id)), 200);
    });

  const judgement = z.strictObject({ left_id: z.uuid(), right_id: z.uuid(), verdict: z.enum(["same", "different", "unsure"]), note: z.string().max(2_000).optional() });
  app.openapi(createRoute({ method: "post", path: "/api/judgements", tags: ["entities"], summary: "Judge two entities one, or not", request: { body: { content: { "application/json": { schema: judgement } } } }, responses: answers(z.object({ change }), "The change set") }),
    async (c) => {
      const body = c.req.valid("json");
      const ctx = actorOf(deps, c);
      const { left_id, right_id, verdict, note } = body;
      const { change: made } = await judgePair(deps.database, ctx, { left_id, right_id, verdict, ...(note ? { note } : {}) });
      return c.json({ change: changeView(made!) }, 200);
    });

  app.openapi(createRoute({ method: "get", path: "/api/search", tags: ["entities"], summary: "Find by Chinese or English name, pinyin, initials, acronym; a slip is forgiven", request: { query: z.object({ q: z.string().max(200), limit: z.coerce.number().int().min(1).max(100).optional() }) }, responses: answers(searchAnswer, "The record's entities, then rows of registers, each best first") }),
    async (c) => {
      const { q, limit } = c.req.valid("query");
      const { clearance } = c.get("viewer"), asked = limit ? { limit } : {};
      if (!deps.search) return c.json({ items: await searchEntities(readerOf(deps, c), q, asked), registers: [] }, 200);
      const items = await deps.search.search(clearance, q, asked);
      const scopes = deps.search.indexes.ready().filter((s) => s !== RECORD_SCOPE);
      const rows = scopes.length === 0 ? [] : (deps.search.indexes.find(q, { scopes, clearance, ...asked }) ?? []);
      return c.json({ items, registers: rows.map((h) => ({ register: registerOf(h.scope), row: h.id, name: h.name, kind: h.kind, how: h.how })) }, 200);
    });
}
