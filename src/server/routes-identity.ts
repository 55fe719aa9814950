/**
 * Identity: the queue of pairs that may be one, judgements on them and their taking back, the history, an organisation's names as of a day.
 * Invariant: the score and features kept with a judgement are those that the house worked out, never ones that a client sends.
 */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { judgementsPage, judgePair, judgeRow, knownAs, PairQueue, RULES, takeBack, type JudgementMade } from "../entities/judgements/index.ts";
import { registersOf } from "../entities/registers/index.ts";
import { dayOf } from "../kernel/index.ts";
import { entitiesByIds, entityBy, sourcesByIds, type Clocks } from "../ledger/index.ts";
import type { EntityRef, JudgementView, KnownAsView } from "./api-types.ts";
import { actorOf, readerOf, type Deps, type Env } from "./deps.ts";
import { answers, clocks, pageOf, pageQuery } from "./schemas.ts";
import { judged, judgement, knownAs as knownAsSchema, pairPage } from "./schemas-identity.ts";
import { changeView, entityRef, sourceRef, withText } from "./views.ts";

type Db = Kysely<Schema>;

/** Judgements with their sides named. */
async function judgementViews(db: Db, made: readonly JudgementMade[]): Promise<JudgementView[]> {
  const entities = await entitiesByIds(db, made.flatMap((j) => [j.left_id, ...(j.right_id ? [j.right_id] : [])]));
  const titles = made.some((j) => j.register_id) ? new Map((await registersOf(db)).map((r) => [r.id, r.title])) : new Map<string, string>();
  const ref = (id: string): EntityRef => { const e = entities.get(id); return e ? entityRef(e) : { id, slug: id, type: "Thing", label: {} }; };
  return made.map(({ left_id, right_id, register_id, row, ...rest }) => ({
    ...rest, left: ref(left_id), ...(right_id ? { right: ref(right_id) } : {}), ...(register_id ? { register: { id: register_id, title: titles.get(register_id) ?? register_id, row: row ?? 0 } } : {}),
  }));
}

async function knownAsView(db: Db, entity_id: string, asOf: Clocks, today: string): Promise<KnownAsView> {
  const known = await knownAs(db, entity_id, asOf, today);
  const ids = known.names.map((n) => n.source_id);
  const [sources, texts, members] = [await sourcesByIds(db, ids), await withText(db, ids), await entitiesByIds(db, known.members)];
  return {
    names: known.names.map(({ source_id, ...name }) => { const s = sources.get(source_id); return { ...name, source: s ? sourceRef(s, texts.has(source_id)) : { id: source_id, title: "", has_text: false } }; }),
    members: [...members.values()].map(entityRef), judgements: await judgementViews(db, known.judgements),
  };
}

const queues = new WeakMap<Deps, PairQueue>();

/** The one queue of pairs of a server. */
export function pairQueueOf(deps: Deps): PairQueue {
  const made = queues.get(deps) ?? new PairQueue(deps.database, deps.pairs_in_place_names);
  queues.set(deps, made);
  return made;
}

/** Ends what is being worked out of pairs: before the database is closed. */
export const stopPairs = (deps: Deps): void => queues.get(deps)?.stop();

export function identityRoutes(app: OpenAPIHono<Env>, deps: Deps): void {
  const queue = deps.database === undefined ? ({} as PairQueue) : pairQueueOf(deps);
  const tags = ["identity"];

  const asked = z.object({ register: z.uuid().optional(), show: z.enum(["open", "vetoed"]).optional(), cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).optional() });
  app.openapi(createRoute({ method: "get", path: "/api/identity/pairs", tags, summary: "Pairs that may be one and that nobody has judged, likeliest first", request: { query: asked }, responses: answers(pairPage, "A page of pairs with every feature") }),
    async (c) => {
      const { register, show, cursor, limit } = c.req.valid("query");
      return c.json(await queue.page(c.get("viewer").clearance, { ...(register ? { register_id: register } : {}), ...(show ? { show } : {}), ...(cursor ? { after: cursor } : {}), ...(limit ? { limit } : {}) }), 200);
    });

  const said = { verdict: z.enum(["same", "different", "unsure"]), note: z.string().max(2_000).optional(), expects: z.uuid().nullable().optional() };
  const word = z.union([z.strictObject({ left_id: z.uuid(), right_id: z.uuid(), ...said }), z.strictObject({ register_id: z.uuid(), row: z.number().int().min(0), entity_id: z.uuid(), ...said })]);
  app.openapi(createRoute({ method: "post", path: "/api/identity/judgements", tags, summary: "Judge two entities, or a row and an entity; same adopts the row", request: { body: { content: { "application/json": { schema: word } } } }, responses: answers(judged, "The judgement") }),
    async (c) => {
      const ctx = actorOf(deps, c);
      const body = c.req.valid("json");
      const { verdict, note, expects } = body;
      const judging = { verdict, ...(note ? { note } : {}), ...(expects === undefined ? {} : { expects }), ...(await queue.evidence(c.get("viewer").clearance, body)) };
      const done = "row" in body
        ? await judgeRow(deps.database, ctx, deps.ontology, { register_id: body.register_id, row: body.row, entity_id: body.entity_id, ...judging })
        : await judgePair(deps.database, ctx, { left_id: body.left_id, right_id: body.right_id, ...judging });
      return c.json({ id: done.id, ...(done.change ? { change: changeView(done.change) } : {}) }, 200);
    });

  const back = z.strictObject({ note: z.string().max(2_000).optional() });
  app.openapi(createRoute({ method: "post", path: "/api/identity/judgements/{id}/reversal", tags, summary: "Take a judgement back", request: { params: z.object({ id: z.uuid() }), body: { content: { "application/json": { schema: back } } } }, responses: answers(judged, "The judgement that says so") }),
    async (c) => {
      const done = await takeBack(deps.database, actorOf(deps, c), c.req.valid("param").id, c.req.valid("json").note ?? "");
      return c.json({ id: done.id, ...(done.change ? { change: changeView(done.change) } : {}) }, 200);
    });

  const about = pageQuery.extend({ entity: z.string().max(200).optional(), standing: z.enum(["true", "false"]).optional(), verdict: z.enum(["same", "different", "unsure", "withdrawn"]).optional(), cursor: z.uuid().optional() });
  app.openapi(createRoute({ method: "get", path: "/api/identity/judgements", tags, summary: "Judgements, newest first", request: { query: about }, responses: answers(pageOf(judgement), "Who said what of which pair") }),
    async (c) => {
      const { entity, standing, verdict, cursor, limit = 50 } = c.req.valid("query");
      const db = readerOf(deps, c);
      const canonical = entity === undefined ? undefined : (await entityBy(db, entity)).canonical_id;
      const members = canonical === undefined ? undefined : (await db.selectFrom("entity").select("id").where("canonical_id", "=", canonical).execute()).map((e) => e.id);
      const found = await judgementsPage(db, { limit: limit + 1, standing: standing === "true", ...(members ? { entities: members } : {}), ...(cursor ? { before: cursor } : {}), ...(verdict ? { verdict } : {}) });
      const page = found.slice(0, limit);
      return c.json({ items: await judgementViews(db, page), ...(found.length > limit ? { next: page.at(-1)!.id } : {}) }, 200);
    });

  app.openapi(createRoute({ method: "post", path: "/api/identity/rules", tags, summary: "Judge by rule what waits and the rule covers", request: { body: { content: { "application/json": { schema: z.strictObject({ rule: z.enum(RULES) }) } } } }, responses: answers(z.object({ judged: z.number() }), "How many pairs") }),
    async (c) => c.json({ judged: (await queue.applyRule(actorOf(deps, c), c.req.valid("json").rule)).judged }, 200));

  app.openapi(createRoute({ method: "get", path: "/api/identity/entities/{ref}", tags, summary: "What an organisation is and was called, and what made it one, as of a day", request: { params: z.object({ ref: z.string().max(200) }), query: clocks }, responses: answers(knownAsSchema, "Names with their dates, members, judgements") }),
    async (c) => {
      const db = readerOf(deps, c);
      const entity = await entityBy(db, c.req.valid("param").ref);
      return c.json(await knownAsView(db, entity.id, c.req.valid("query"), dayOf(deps.clock.now())), 200);
    });
}
