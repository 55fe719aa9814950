/** Edits of many claims at once, and taking a change set of decisions back. Invariant: all or none, one change set, and the undo is one too. */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { AppError, type BaseUnit, type Problem } from "../kernel/index.ts";
import { claimsByIds, correctMany, entitiesByIds, undoChange, type ClaimRecord, type Correction } from "../ledger/index.ts";
import { validateClaimShape } from "../ontology/index.ts";
import { actorOf, readerOf, type Deps, type Env } from "./deps.ts";
import { answers } from "./schemas.ts";
import { changedClaims, correctionsBody } from "./schemas-tables.ts";
import { changeView, claimViews } from "./views.ts";

type Body = z.infer<typeof correctionsBody>;

/** Each claim with the named members replaced; `null` empties one. @throws AppError `ledger/no-claim`, `server/not-a-claim` with a problem for each that would be out of order. */
async function correctionsOf(deps: Deps, body: Body): Promise<Correction[]> {
  const claims = await claimsByIds(deps.database.writer, body.claims.map((c) => c.claim_id));
  const subjects = await entitiesByIds(deps.database.writer, [...claims.values()].map((c) => c.subject_id));
  const problems: Problem[] = [];
  const corrections = body.claims.map(({ claim_id, expects }): Correction => {
    const old = claims.get(claim_id);
    if (!old) throw new AppError("ledger/no-claim", { claim_id }, { status: 404, zh: `没有编号为 ${claim_id} 的记载`, en: `there is no claim ${claim_id}` });
    const { id: _id, corrects: _c, entered: _e, reasons: _r, confidence: _p, change_id: _1, recorded_at: _2, known_from: _3, status: _4, head: _5, ...kept } = old;
    const next: Record<string, unknown> = { ...kept };
    for (const [key, value] of Object.entries(body.set)) {
      if (value === null || value === "") delete next[key];
      else if (value !== undefined) next[key] = value;
    }
    const made = next as unknown as Omit<ClaimRecord, "id" | "corrects" | "entered">;
    problems.push(...validateClaimShape(deps.ontology, {
      subject_type: subjects.get(made.subject_id)?.type ?? "Thing", property: made.property, value: made.value, unit: made.unit as BaseUnit, currency: made.currency ?? null, modality: made.modality, bound: made.bound, when: made.when ?? null,
    }).map((problem) => ({ ...problem, path: claim_id })));
    return { claim_id, ...(expects ? { expects } : {}), next: made };
  });
  if (problems.length > 0) throw new AppError("server/not-a-claim", { count: problems.length }, { zh: "更正后有记载不合规则，均未写入", en: "some of the corrected claims are not in order; none was written", problems: problems.slice(0, 200) });
  return corrections;
}

export function editRoutes(app: OpenAPIHono<Env>, deps: Deps): void {
  app.openapi(createRoute({ method: "post", path: "/api/corrections", tags: ["claims"], summary: "Correct the same members of many claims, all or none", request: { body: { content: { "application/json": { schema: correctionsBody } } } }, responses: answers(changedClaims, "The change set, and the claims that stand instead") }),
    async (c) => {
      const ctx = actorOf(deps, c);
      const body = c.req.valid("json");
      if (Object.keys(body.set).length === 0) throw new AppError("server/nothing-set", {}, { zh: "没有说明要改什么", en: "nothing is named that should change" });
      const made = await correctMany(deps.database.writer, ctx, await correctionsOf(deps, body), body.note);
      const db = readerOf(deps, c);
      return c.json({ change: changeView(made.change), claims: await claimViews(db, deps.ontology, [...(await claimsByIds(db, made.claim_ids)).values()]) }, 200);
    });

  app.openapi(createRoute({ method: "post", path: "/api/changes/{id}/undo", tags: ["record"], summary: "Take a change set of decisions or corrections back", request: { params: z.object({ id: z.uuid() }) }, responses: answers(changedClaims, "The change set that took it back, and the claims as they now stand") }),
    async (c) => {
      const made = await undoChange(deps.database.writer, actorOf(deps, c), c.req.valid("param").id);
      const db = readerOf(deps, c);
      return c.json({ change: changeView(made.change), claims: await claimViews(db, deps.ontology, [...(await claimsByIds(db, made.claim_ids)).values()]) }, 200);
    });
}
