/** The record as a whole: who asks, the ontology, change sets, export, verification. */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { setCookie, deleteCookie } from "hono/cookie";
import { stream } from "hono/streaming";
import { AppError } from "../kernel/index.ts";
import { changesPage, exportLines, verifyLedger } from "../ledger/index.ts";
import { BOUND_LABELS, MODALITY_LABELS, UNIT_LABELS, type Ontology } from "../ontology/index.ts";
import type { OntologyView } from "./api-types.ts";
import { COOKIE, tokenFits, type Access } from "./auth.ts";
import { actorOf, readerOf, type Deps, type Env, type Viewer } from "./deps.ts";
import { answers, change, clocks, ontologyView, pageOf, pageQuery, session } from "./schemas.ts";
import { changeView } from "./views.ts";

function ontologyAnswer(ontology: Ontology): OntologyView {
  return {
    types: [...ontology.types.values()].map((t) => ({ name: t.name, label: t.label, plural: { zh: t.label.zh, en: t.plural }, properties: t.properties.map((u) => u.property.name) })),
    properties: [...ontology.properties.values()].map((p) => ({ name: p.name, label: p.label, value: p.value, unit: p.unit, ...(p.target ? { targets: [...p.target] } : {}) })),
    units: Object.keys(UNIT_LABELS),
    modalities: Object.entries(MODALITY_LABELS).map(([name, label]) => ({ name: name as "actual", label })),
    bounds: Object.entries(BOUND_LABELS).map(([name, label]) => ({ name: name as "eq", label })),
  };
}

export function recordRoutes(app: OpenAPIHono<Env>, deps: Deps, access: Access): void {
  const asSession = (viewer: Viewer) => ({ ...viewer, version: deps.version, engine: deps.database.engine });
  app.openapi(createRoute({ method: "get", path: "/api/session", tags: ["record"], summary: "Who you are here", responses: answers(session, "The session") }),
    (c) => c.json(asSession(c.get("viewer")), 200));
  app.openapi(createRoute({ method: "post", path: "/api/session", tags: ["record"], summary: "Sign in with the admin token", request: { body: { content: { "application/json": { schema: z.strictObject({ token: z.string().max(500) }) } } } }, responses: answers(session, "The session") }),
    (c) => {
      const { token } = c.req.valid("json");
      if (!tokenFits(token, access.token)) throw new AppError("server/wrong-token", {}, { status: 401, zh: "令牌不对", en: "the token is not right" });
      setCookie(c, COOKIE, token, { httpOnly: true, sameSite: "Strict", path: "/", secure: new URL(c.req.url).protocol === "https:" });
      return c.json(asSession({ actor: "admin", role: "admin", clearance: "confidential" }), 200);
    });
  app.openapi(createRoute({ method: "delete", path: "/api/session", tags: ["record"], summary: "Sign out", responses: answers(z.object({ ok: z.boolean() }), "Done") }),
    (c) => {
      deleteCookie(c, COOKIE, { path: "/" });
      return c.json({ ok: true }, 200);
    });

  app.openapi(createRoute({ method: "get", path: "/api/ontology", tags: ["record"], summary: "Types, properties, units and their words", responses: answers(ontologyView, "The ontology") }),
    (c) => c.json(ontologyAnswer(deps.ontology), 200));

  app.openapi(createRoute({ method: "get", path: "/api/changes", tags: ["record"], summary: "Change sets, newest first", request: { query: pageQuery.extend(clocks.pick({ recorded_on: true }).shape) }, responses: answers(pageOf(change), "A page of change sets, those made by the end of the recorded day where one is named") }),
    async (c) => {
      const { cursor, limit = 50, recorded_on } = c.req.valid("query");
      const found = await changesPage(readerOf(deps, c), { limit: limit + 1, ...(cursor ? { before: z.coerce.number().int().parse(cursor) } : {}), ...(recorded_on ? { until: recorded_on } : {}) });
      const items = found.slice(0, limit).map(changeView);
      return c.json({ items, ...(found.length > limit ? { next: String(items.at(-1)!.seq) } : {}) }, 200);
    });

  const flaw = z.object({ change: z.number(), entry: z.string().optional(), message: z.object({ zh: z.string().optional(), en: z.string().optional() }) });
  app.openapi(createRoute({ method: "get", path: "/api/verify", tags: ["record"], summary: "Work out every hash again", responses: answers(z.object({ changes: z.number(), entries: z.number(), head: z.string(), flaws: z.array(flaw) }), "What was checked, and every flaw") }),
    async (c) => {
      actorOf(deps, c);
      return c.json(await verifyLedger(deps.database), 200);
    });

  app.get("/api/export.ndjson", (c) => {
    actorOf(deps, c); // the export holds everything, whatever its visibility
    c.header("content-type", "application/x-ndjson; charset=utf-8");
    c.header("content-disposition", 'attachment; filename="lightvalley.ndjson"');
    return stream(c, async (out) => {
      for await (const line of exportLines(deps.database)) await out.write(`${line}\n`);
    });
  });
}
