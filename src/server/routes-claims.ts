/** Claims: lists, one claim, its history, decisions and corrections. */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { correctAndTeach, lessonsOf } from "../documents/index.ts";
import { AppError, type BaseUnit, type Problem } from "../kernel/index.ts";
import { claimBy, claimsByIds, claimsPage, decide, entityBy, historyOf, type ClaimRecord, type ClaimStatus } from "../ledger/index.ts";
import { validateClaimShape } from "../ontology/index.ts";
import type { z as zod } from "zod";
import { actorOf, readerOf, type Deps, type Env } from "./deps.ts";
import { answers, change, claim, correctionAnswer, correctionBody, history, pageOf, pageQuery } from "./schemas.ts";
import { changeView, claimViews, decisionView, lexiconViews } from "./views.ts";

/** The corrected claim: the old one with the named members replaced; `null` empties a member. */
function corrected(old: ClaimRecord, body: zod.infer<typeof correctionBody>): Omit<ClaimRecord, "id" | "corrects" | "entered"> {
  const { id: _id, corrects: _c, entered: _e, reasons: _r, confidence: _p, ...kept } = old;
  const { expects: _x, note: _n, teach: _t, teach_word: _w, ...changes } = body;
  const next: Record<string, unknown> = { ...kept };
  for (const [key, value] of Object.entries(changes)) {
    if (value === null || value === "") delete next[key];
    else if (value !== undefined) next[key] = value;
  }
  // The figure as written belongs to the old value.
  if (changes.value !== undefined && changes.value !== old.value) delete next["stated"];
  return next as unknown as Omit<ClaimRecord, "id" | "corrects" | "entered">;
}

/** @throws AppError `server/bad-cursor`. */
function placeOf(cursor: string): { seq: number; n: number } {
  const m = /^(\d{1,15})\.(\d{1,9})$/.exec(cursor);
  if (!m) throw new AppError("server/bad-cursor", { cursor }, { zh: "翻页标记无效", en: "this is not a cursor of the list", hint: { zh: "请从第一页开始", en: "begin at the first page" } });
  return { seq: Number(m[1]), n: Number(m[2]) };
}

export function claimRoutes(app: OpenAPIHono<Env>, deps: Deps): void {
  const filter = pageQuery.extend({
    source: z.uuid().optional(), subject: z.uuid().optional(), status: z.enum(["proposed", "accepted", "rejected", "corrected", "withdrawn"]).optional(),
    property: z.string().max(60).optional(), modality: z.enum(["actual", "planned", "target", "forecast"]).optional(),
  });
  app.openapi(createRoute({ method: "get", path: "/api/claims", tags: ["claims"], summary: "Claims, newest first", request: { query: filter }, responses: answers(pageOf(claim), "A page of claims") }),
    async (c) => {
      const { source, subject, cursor, limit = 100, ...rest } = c.req.valid("query");
      const db = readerOf(deps, c);
      const found = await claimsPage(db, {
        ...(rest.status ? { status: rest.status as ClaimStatus } : {}), ...(rest.property ? { property: rest.property } : {}), ...(rest.modality ? { modality: rest.modality } : {}),
        ...(source ? { source_id: source } : {}), ...(subject ? { subject_id: subject } : {}), ...(cursor ? { before: placeOf(cursor) } : {}), limit: limit + 1,
      });
      const page = found.slice(0, limit);
      const items = await claimViews(db, deps.ontology, page.map(({ place: _place, ...rest }) => rest));
      const last = page.at(-1)?.place;
      return c.json({ items, ...(found.length > limit && last ? { next: `${last.seq}.${last.n}` } : {}) }, 200);
    });

  const byId = z.object({ id: z.uuid() });
  app.openapi(createRoute({ method: "get", path: "/api/claims/{id}", tags: ["claims"], summary: "One claim", request: { params: byId }, responses: answers(claim, "The claim") }),
    async (c) => {
      const db = readerOf(deps, c);
      return c.json((await claimViews(db, deps.ontology, [await claimBy(db, c.req.valid("param").id)]))[0]!, 200);
    });

  app.openapi(createRoute({ method: "get", path: "/api/claims/{id}/history", tags: ["claims"], summary: "Who changed it, when, from what to what", request: { params: byId }, responses: answers(history, "Corrections and decisions in order") }),
    async (c) => {
      const db = readerOf(deps, c);
      await claimBy(db, c.req.valid("param").id);
      const found = await historyOf(db, c.req.valid("param").id);
      return c.json({ claims: await claimViews(db, deps.ontology, found.claims), decisions: found.decisions.map(decisionView), changes: found.changes.map(changeView) }, 200);
    });

  const rulings = z.strictObject({
    rulings: z.array(z.strictObject({ claim_id: z.uuid(), verdict: z.enum(["accept", "reject", "withdraw", "reopen"]), expects: z.uuid().optional() })).min(1).max(5_000),
    note: z.string().max(2_000).optional(),
  });
  app.openapi(createRoute({ method: "post", path: "/api/decisions", tags: ["claims"], summary: "Decide on claims, all or none", request: { body: { content: { "application/json": { schema: rulings } } } }, responses: answers(z.object({ change, claims: z.array(claim) }), "The change set, and the claims as they now stand") }),
    async (c) => {
      const body = c.req.valid("json");
      const made = await decide(deps.database.writer, actorOf(deps, c), body.rulings, body.note ?? "");
      const db = readerOf(deps, c);
      const claims = await claimsByIds(db, body.rulings.map((r) => r.claim_id));
      return c.json({ change: changeView(made), claims: await claimViews(db, deps.ontology, body.rulings.flatMap((r) => claims.get(r.claim_id) ?? [])) }, 200);
    });

  app.openapi(createRoute({ method: "post", path: "/api/claims/{id}/correction", tags: ["claims"], summary: "Record a claim in the place of another", request: { params: byId, body: { content: { "application/json": { schema: correctionBody } } } }, responses: answers(correctionAnswer, "The claim that stands instead, and what the reader learnt from it") }),
    async (c) => {
      const ctx = actorOf(deps, c);
      const old = await claimBy(deps.database.writer, c.req.valid("param").id);
      const body = c.req.valid("json");
      const { change_id: _1, recorded_at: _2, known_from: _3, status: _4, head: _5, ...record } = old;
      const next = corrected(record, body);
      const subject = await entityBy(deps.database.writer, next.subject_id);
      const problems: Problem[] = validateClaimShape(deps.ontology, {
        subject_type: subject.type, property: next.property, value: next.value, unit: next.unit as BaseUnit, currency: next.currency ?? null,
        modality: next.modality, bound: next.bound, when: next.when ?? null,
      });
      if (next.unit === "entity") await entityBy(deps.database.writer, String(next.value));
      if (problems.length > 0) throw new AppError("server/not-a-claim", { count: problems.length }, { zh: "更正后的记载不合规则，未写入", en: "the corrected claim is not in order; nothing was written", problems });
      // Worked out before anything is written, so that what cannot be worked out costs nobody a half-made correction.
      const learnt = body.teach === false ? { lessons: [], not_taught: [] } : await lessonsOf(deps.database, deps.ontology, deps.lexicon, old, next, body.teach_word);
      const { claim_id, taught } = await correctAndTeach(deps.database, ctx, { claim_id: old.id, next, note: body.note, ...(body.expects ? { expects: body.expects } : {}) }, learnt);
      const db = readerOf(deps, c);
      const now = await claimBy(db, claim_id);
      return c.json({ claim: (await claimViews(db, deps.ontology, [now]))[0]!, taught: await lexiconViews(db, deps.ontology, taught), not_taught: learnt.not_taught }, 200);
    });
}
