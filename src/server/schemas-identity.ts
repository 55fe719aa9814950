/** The shapes of identity's routes as zod schemas. Invariant: every schema has the type of the same name in `api-types-identity.ts`. */
import { z } from "@hono/zod-openapi";
import type * as api from "./api-types.ts";
import { change, entityRef, label, sourceRef } from "./schemas.ts";

const feature = z.object({ name: z.string(), weight: z.number(), a: z.string(), b: z.string(), detail: z.string().optional() });
const rowOfRegister = z.object({ id: z.string(), title: z.string(), row: z.number() });
const side = z.object({
  label, names: z.array(z.object({ text: z.string(), kind: z.string() })), codes: z.record(z.string(), z.string()), place: z.string().optional(),
  entity: z.object({ id: z.string(), slug: z.string(), type: z.string() }).optional(), register: rowOfRegister.optional(),
});

export const candidatePair = z.object({
  key: z.string(), left: side, right: side, score: z.number(), weight: z.number(), decision: z.enum(["link", "review", "vetoed"]), veto: z.string(), features: z.array(feature), head: z.string().optional(),
}).openapi("CandidatePair");

export const pairPage = z.object({
  items: z.array(candidatePair),
  counts: z.object({ link: z.number(), review: z.number(), vetoed: z.number() }), next: z.string().optional(),
}).openapi("PairPage") satisfies z.ZodType<api.PairPage>;

export const judgement = z.object({
  id: z.string(), kind: z.enum(["entities", "row"]), left: entityRef, right: entityRef.optional(), register: rowOfRegister.optional(),
  verdict: z.enum(["same", "different", "unsure", "withdrawn"]), actor: z.string(), at: z.string(), note: z.string(), score: z.number().optional(), features: z.array(feature).optional(), stands: z.boolean(),
}).openapi("Judgement") satisfies z.ZodType<api.JudgementView>;

export const judged = z.object({ id: z.string(), change: change.optional() }).openapi("Judged") satisfies z.ZodType<api.JudgedAnswer>;

export const knownAs = z.object({
  names: z.array(z.object({ text: z.string(), kind: z.string(), when: z.string().optional(), claim_id: z.string(), source: sourceRef, in_use: z.boolean().optional() })),
  members: z.array(entityRef), judgements: z.array(judgement),
}).openapi("KnownAs") satisfies z.ZodType<api.KnownAsView>;
