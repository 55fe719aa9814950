/** The shapes of findings and rulings as zod schemas. Invariant: each has the type of the same name in `api-types-findings.ts`. */
import { z } from "@hono/zod-openapi";
import { RULING_VERDICTS } from "../ledger/index.ts";
import type * as api from "./api-types.ts";
import { claim, entityRef, label } from "./schemas.ts";

export const severity = z.enum(["error", "warning", "note"]);
const state = z.enum(["open", "ruled", "lapsed"]);
const counts = z.object({ error: z.number(), warning: z.number(), note: z.number(), ruled: z.number(), lapsed: z.number() });

const ruling = z.object({
  id: z.string(), verdict: z.enum(RULING_VERDICTS), prefers: z.string().optional(), note: z.string(), actor: z.string(), at: z.string(),
}).openapi("Ruling") satisfies z.ZodType<api.RulingView>;

export const finding = z.object({
  id: z.string(), check: z.string(), check_label: label, severity, state, subject: entityRef, arithmetic: label, resolve: label, claims: z.array(claim), ruling: ruling.optional(),
}).openapi("Finding") satisfies z.ZodType<api.FindingView>;

export const findingDetail = finding.extend({ history: z.array(ruling) }).openapi("FindingDetail") satisfies z.ZodType<api.FindingDetail>;

export const findingPage = z.object({ items: z.array(finding), next: z.string().optional(), counts, checks: z.array(z.object({ check: z.string(), label, n: z.number() })) }).openapi("Findings") satisfies z.ZodType<api.FindingPage>;

export const findingMarks = z.object({
  claims: z.record(z.string(), z.object({ findings: z.number(), worst: severity, first: z.string(), ruled: z.boolean() })), counts,
}).openapi("FindingMarks") satisfies z.ZodType<api.FindingMarks>;

/** Which findings are listed: those that stand, unless one state is asked for. */
export const stateAsked = state;

export const rulingBody = z.strictObject({
  verdict: z.enum(RULING_VERDICTS), prefers: z.uuid().optional(), note: z.string().max(2_000).optional(), expects: z.uuid().optional(),
}).openapi("RulingBody") satisfies z.ZodType<api.RulingBody>;
