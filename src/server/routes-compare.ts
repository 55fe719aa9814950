/**
 * Two days side by side: which figures differ, and why.
 * Invariant: both sides are worked out from what the viewer may see, by the rule that chooses facts everywhere.
 */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { AppError } from "../kernel/index.ts";
import { compareFacts, entityBy, type Clocks, type FactChange } from "../ledger/index.ts";
import type * as api from "./api-types.ts";
import { membersOf } from "./cluster-members.ts";
import { readerOf, type Deps, type Env } from "./deps.ts";
import { answers, claim, day, entityRef, label } from "./schemas.ts";
import { Hydration, labelOfProperty } from "./views.ts";

/** More subjects than this are not compared in one request. */
const SUBJECTS_MAX = 5_000;
const CHANGES_MAX = 2_000;

const days = z.object({ valid_on: day.optional(), known_on: day.optional() });
const comparison = z.object({
  from: days, to: days, subjects: z.number(), counts: z.object({ new: z.number(), changed: z.number(), gone: z.number() }),
  items: z.array(z.object({
    subject: entityRef, property: z.string(), property_label: label, qualifier: z.string(), when: z.string(), modality: z.enum(["actual", "planned", "target", "forecast"]),
    before: claim.optional(), after: claim.optional(), previous: claim.optional(), why: z.enum(["said", "corrected", "decided", "held"]), agrees: z.boolean(),
  })),
}).openapi("Comparison") satisfies z.ZodType<api.ComparisonView>;

const clocksOf = (valid_on: string | undefined, known_on: string | undefined): Clocks => ({ ...(valid_on ? { valid_on } : {}), ...(known_on ? { known_on } : {}) });
const isNumber = ({ before, after }: FactChange): boolean => typeof (after ?? before)?.value === "number";
const kindOf = (change: FactChange): "new" | "changed" | "gone" => (change.before ? (change.after ? "changed" : "gone") : "new");

const RANK = { changed: 0, gone: 1, new: 2 } as const;

export function compareRoutes(app: OpenAPIHono<Env>, deps: Deps): void {
  const query = z.object({
    subject: z.string().max(200).optional().openapi({ description: "one entity, by slug or id" }), cluster: z.string().max(60).optional().openapi({ description: "else a cluster of the record, or `all`" }),
    from_valid: day.optional(), from_known: day.optional(), to_valid: day.optional(), to_known: day.optional(),
  });
  app.openapi(createRoute({ method: "get", path: "/api/compare", tags: ["record"], summary: "Which figures differ between two days, and why", request: { query }, responses: answers(comparison, "The figures that differ") }),
    async (c) => {
      const { subject, cluster = "all", ...asked } = c.req.valid("query");
      const db = readerOf(deps, c);
      const [from, to] = [clocksOf(asked.from_valid, asked.from_known), clocksOf(asked.to_valid, asked.to_known)];
      const subjects = subject ? [(await entityBy(db, subject)).canonical_id] : (await membersOf(db, cluster).orderBy("slug").limit(SUBJECTS_MAX + 1).execute()).map((row) => row.id);
      if (subjects.length > SUBJECTS_MAX) {
        throw new AppError("server/too-many-subjects", { max: SUBJECTS_MAX }, { zh: `对象超过 ${SUBJECTS_MAX} 个，一次比不完`, en: `more than ${SUBJECTS_MAX} entities cannot be compared at once`, hint: { zh: "请选一个集群或一个对象", en: "choose a cluster or one entity" } });
      }
      // To which part of the record something belongs is no statement about the world. What changed is looked for before what is new, and numbers before words.
      const changes = (await compareFacts(db, subjects, from, to)).filter((change) => change.property !== "record_group")
        .sort((a, b) => RANK[kindOf(a)] - RANK[kindOf(b)] || Number(b.previous !== undefined) - Number(a.previous !== undefined) || Number(isNumber(b)) - Number(isNumber(a)));
      const counts = { new: 0, changed: 0, gone: 0 };
      for (const change of changes) counts[kindOf(change)] += 1;
      const shown = changes.slice(0, CHANGES_MAX);
      const hydration = await new Hydration(deps.ontology).load(db, shown.flatMap(({ before, after, previous }) => [before, after, previous].filter((one) => one !== undefined)));
      const items = shown.map(({ subject_id, before, after, previous, ...rest }) => ({
        ...rest, modality: rest.modality as api.Modality, subject: hydration.entity((after ?? before)!.subject_id), property_label: labelOfProperty(deps.ontology, rest.property),
        ...(before ? { before: hydration.claim(before) } : {}), ...(after ? { after: hydration.claim(after) } : {}), ...(previous ? { previous: hydration.claim(previous) } : {}),
      }));
      return c.json({ from, to, subjects: subjects.length, counts, items }, 200);
    });
}
