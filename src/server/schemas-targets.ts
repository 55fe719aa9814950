/** The shapes of targets as zod schemas. Invariant: each has the type of the same name in `api-types-targets.ts`. */
import { z } from "@hono/zod-openapi";
import { BOUNDS } from "../kernel/index.ts";
import type * as api from "./api-types-targets.ts";
import { claim, entityRef, fact, label } from "./schemas.ts";

const point = z.object({ when: z.string(), year: z.number(), whole_year: z.boolean(), fact }) satisfies z.ZodType<api.TargetPoint>;
const version = z.object({ value: z.number(), bound: z.enum(BOUNDS), first_said: z.string(), last_said: z.string(), claims: z.array(claim) }) satisfies z.ZodType<api.TargetVersionView>;
const forecast = z.union([
  z.object({ status: z.literal("forecast"), probability: z.number(), fan: z.array(z.object({ year: z.number(), p10: z.number(), p50: z.number(), p90: z.number() })), growth_rates: z.number(), peers: z.number(), method: label }),
  z.object({ status: z.literal("refused"), reason: z.string(), words: label }),
]).openapi("TargetForecast") satisfies z.ZodType<api.TargetForecastView>;

export const target = z.object({
  id: z.string(), subject: entityRef, by: entityRef.optional(), property: z.string(), property_label: label, definition: label, definition_source: z.string(), scope: z.string(), scope_label: label.optional(), unit: z.string(), currency: z.string().optional(),
  direction: z.enum(["up", "down"]), due: z.string().optional(), due_day: z.string().optional(), versions: z.array(version), base: point.optional(), actuals: z.array(point), last: point.optional(), outcome: point.optional(),
  verdict: z.enum(["met", "missed", "unclear", "no-actual", "ahead", "no-term"]), progress: z.number().optional(), required: z.object({ yearly: z.number().optional(), gap: z.number(), years: z.number() }).optional(),
  required_path: z.array(z.object({ year: z.number(), value: z.number() })), forecast: forecast.optional(), worked_back: z.array(z.object({ year: z.number(), value: z.number(), level: claim, growth: claim })),
  with_projects: forecast.optional(), projects: z.array(z.object({ project: entityRef, claim, adds: z.number(), chance: z.number() })),
}).openapi("Target") satisfies z.ZodType<api.TargetView>;

const record = z.object({ met: z.number(), missed: z.number(), unclear: z.number(), no_actual: z.number(), share: z.number().optional(), share_range: z.tuple([z.number(), z.number()]).optional() }) satisfies z.ZodType<api.TrackRecordView>;

export const targetsAnswer = z.object({
  today: z.string(), rows: z.array(target), track: z.object({ all: record, by_place: z.array(z.object({ key: z.string(), label, record })) }),
  comparisons: z.array(z.object({ property: z.string(), property_label: label, unit: z.string(), rows: z.array(z.string()) })),
}).openapi("Targets") satisfies z.ZodType<api.TargetsAnswer>;
