/**
 * Entering by hand: one figure with its source; and who changed what about an entity.
 * Invariant: nothing is recorded without a source, and every entry is a change set with its author.
 */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { enterClaim, enterOnMany, type EnteredClaim, type EnteredOnMany } from "../entities/index.ts";
import { BOUNDS, MODALITIES, VISIBILITIES, type BaseUnit } from "../kernel/index.ts";
import { changesOn, claimBy, entityBy } from "../ledger/index.ts";
import { actorOf, readerOf, type Deps, type Env } from "./deps.ts";
import { answers, change, claim, when } from "./schemas.ts";
import { enteredManyView } from "./schemas-tables.ts";
import { changeView, claimViews } from "./views.ts";

const words = (max: number) => z.string().trim().max(max);
/** A source that is cited in the same step. */
export const cited = z.strictObject({
  title: words(500).min(1), publisher: words(200).optional(), published: when.optional(), language: words(20).optional(),
  address: words(2_000).regex(/^https?:\/\//i, "an http or https address").optional(),
});
const entered = z.strictObject({
  subject: z.string().max(200), property: z.string().max(60), value: z.union([z.number(), z.string().max(4_000)]), unit: z.string().max(20), currency: z.string().length(3).optional(),
  when: when.optional(), modality: z.enum(MODALITIES), bound: z.enum(BOUNDS), qualifier: words(500).optional(), quote: z.string().min(1).max(4_000).optional(),
  source: z.union([z.uuid(), cited]), visibility: z.enum(VISIBILITIES).optional(), note: words(2_000).optional(), seen: z.number().int().min(0).optional(),
});

const MANY_MAX = 5_000;
const enteredOnMany = entered.omit({ subject: true }).extend({ subjects: z.array(z.uuid()).min(1).max(MANY_MAX), instead: z.boolean(), note: words(2_000).min(1) });

/** Members that are there: an optional member is absent, never undefined. */
export const present = <T extends object>(body: T): T => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined && value !== "")) as T;

export function entryRoutes(app: OpenAPIHono<Env>, deps: Deps): void {
  app.openapi(createRoute({ method: "post", path: "/api/claims", tags: ["claims"], summary: "Enter one figure with its source", request: { body: { content: { "application/json": { schema: entered } } } }, responses: answers(z.object({ change, claim }), "The claim as it stands") }),
    async (c) => {
      const body = c.req.valid("json");
      const source = typeof body.source === "string" ? body.source : present(body.source);
      const { change: made, claim_id } = await enterClaim(deps.database.writer, deps.ontology, actorOf(deps, c), { ...present(body), unit: body.unit as BaseUnit, source, note: body.note ?? "" } as EnteredClaim);
      const db = readerOf(deps, c);
      return c.json({ change: changeView(made), claim: (await claimViews(db, deps.ontology, [await claimBy(db, claim_id)]))[0]! }, 200);
    });

  app.openapi(createRoute({ method: "post", path: "/api/entries", tags: ["claims"], summary: "Enter the same figure with its source on many entities, all or none", request: { body: { content: { "application/json": { schema: enteredOnMany } } } }, responses: answers(enteredManyView, "The change set, which can be taken back as a whole, and how much it did") }),
    async (c) => {
      const body = c.req.valid("json");
      const source = typeof body.source === "string" ? body.source : present(body.source);
      const made = await enterOnMany(deps.database.writer, deps.ontology, actorOf(deps, c), { ...present(body), source } as EnteredOnMany);
      return c.json({ ...made, change: changeView(made.change) }, 200);
    });

  app.openapi(createRoute({ method: "get", path: "/api/entities/{ref}/changes", tags: ["entities"], summary: "Who changed what about it, newest first", request: { params: z.object({ ref: z.string().max(200) }), query: z.object({ limit: z.coerce.number().int().min(1).max(200).optional() }) }, responses: answers(z.object({ items: z.array(change) }), "Change sets") }),
    async (c) => {
      const db = readerOf(deps, c);
      const entity = await entityBy(db, c.req.valid("param").ref);
      return c.json({ items: (await changesOn(db, entity.canonical_id, c.req.valid("query").limit ?? 20)).map(changeView) }, 200);
    });
}
