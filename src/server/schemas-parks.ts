/** The shapes of parks, projects and promises as zod schemas. Invariant: each has the type of the same name in `api-types-parks.ts`. */
import { z } from "@hono/zod-openapi";
import { BOUNDS, VISIBILITIES } from "../kernel/index.ts";
import type * as api from "./api-types-parks.ts";
import { claim, day, entityRef, fact, label, problem } from "./schemas.ts";

export const version = z.object({ due: z.string(), bound: z.enum(BOUNDS), deadline: z.string().optional(), first_said: z.string(), last_said: z.string(), contradicted: z.boolean(), claims: z.array(claim) }).openapi("PromiseVersion") satisfies z.ZodType<api.PromiseVersionView>;
const delivery = z.union([
  z.object({ status: z.literal("forecast"), p50: z.string(), p80: z.string(), chances: z.array(z.object({ announced: z.string(), chance: z.number() })), own_cases: z.number(), bundled_cases: z.number(), cases_as_late: z.number(), basis: label }),
  z.object({ status: z.literal("refused"), reason: z.string(), words: label }),
]).openapi("Delivery") satisfies z.ZodType<api.DeliveryView>;
export const slip = z.object({ days_min: z.number().optional(), days_max: z.number().optional() });

export const milestone = z.object({
  subject: entityRef, milestone: z.string(), label, part: z.string().optional(), status: z.enum(["done", "implied", "ahead", "overdue", "open"]), versions: z.array(version),
  done: z.object({ when: z.string(), claim, agreeing: z.array(claim), rivals: z.array(claim) }).optional(), moved_days: z.number().optional(), slip_from_first: slip.optional(), slip_from_last: slip.optional(),
  overdue_days: z.number().optional(), delivery: delivery.optional(),
}).openapi("Milestone") satisfies z.ZodType<api.MilestoneView>;

const money = z.object({ announced: z.array(fact), equipped: z.array(fact), arrived: z.array(fact), financed: z.array(fact), arrived_share: z.number().optional() }).openapi("Money") satisfies z.ZodType<api.MoneyView>;
const part = z.object({
  place: entityRef, depth: z.number(), parent: z.string().optional(), facts: z.array(fact), money, milestones: z.array(milestone),
  frame: z.array(z.object({ storey: z.number(), of: z.number().optional(), when: z.string(), claim, of_claim: claim.optional() })), missing: z.array(z.enum(["land", "floor-area", "investment", "dates", "storeys"])), tenants: z.array(claim),
}) satisfies z.ZodType<api.ParkPart>;

export const parkAnswer = z.object({ place: entityRef, within: z.array(entityRef), today: z.string(), parts: z.array(part), problems: z.array(problem), own_cases: z.number(), bundled_cases: z.number() }).openapi("Park") satisfies z.ZodType<api.ParkAnswer>;

const row = z.object({
  place: entityRef, zone: entityRef.optional(), region: entityRef.optional(), phases: z.number(), buildings: z.number(), land: fact.optional(), floor: fact.optional(), announced: fact.optional(),
  done: z.number(), ahead: z.number(), overdue: z.number(), next: milestone.optional(),
}).openapi("ParkRow") satisfies z.ZodType<api.ParkRow>;
export const parksAnswer = z.object({ today: z.string(), items: z.array(row), problems: z.array(problem) }) satisfies z.ZodType<api.ParksAnswer>;

export const tenancy = z.object({
  unit_id: z.string(), id: z.string(), tenant: entityRef.optional(), kind: z.enum(["tenant", "reservation"]), first_day: z.string(), last_day: z.string().optional(), area_m2: z.number().optional(), note: z.string(),
  cancelled: z.boolean(), version: z.number(), visibility: z.enum(VISIBILITIES),
}).openapi("Tenancy") satisfies z.ZodType<api.TenancyView>;

const unit = entityRef.extend({
  building_id: z.string(), floor: z.number().optional(), area_m2: z.number().optional(), power_kva: z.number().optional(), floor_load_kpa: z.number().optional(), clear_height_m: z.number().optional(), use: z.string().optional(),
  available_from: z.string().optional(), claims: z.record(z.string(), claim),
}).openapi("Unit") satisfies z.ZodType<api.UnitView>;

export const stackingAnswer = z.object({
  place: entityRef, day: z.string(), storeys: fact.optional(), floors: z.array(z.object({ number: z.number().optional(), area_m2: z.number(), units: z.array(unit.extend({ state: z.enum(["free", "reserved", "let", "not-yet"]), tenancies: z.array(tenancy) })) })),
  units: z.number(), units_without_area: z.number(), total_m2: z.number(), let_m2: z.number(), reserved_m2: z.number(), occupancy: z.number().optional(), over_time: z.array(z.object({ day: z.string(), let_m2: z.number(), share: z.number() })), problems: z.array(problem),
}).openapi("StackingPlan") satisfies z.ZodType<api.StackingAnswer>;

export const fitAnswer = z.object({
  fits: z.array(z.object({ units: z.array(unit), area_m2: z.number(), spare_share: z.number(), sure: z.boolean(), judged: z.array(z.object({ condition: z.string(), verdict: z.enum(["met", "unknown", "short"]), needed: z.union([z.number(), z.string()]), found: z.union([z.number(), z.string()]).optional() })) })),
  free: z.number(), without_area: z.number(), short: z.record(z.string(), z.number()),
}).openapi("UnitFit") satisfies z.ZodType<api.FitView>;

export const tenancyEvent = z.object({ tenancy_id: z.string(), n: z.number(), what: z.string(), actor: z.string(), at: z.string(), after: tenancy, note: z.string() }) satisfies z.ZodType<api.TenancyEventView>;

const stage = z.enum(["announced", "signed", "started", "built", "producing", "at-capacity"]);
export const project = z.object({
  project: entityRef, within: z.array(entityRef), stage, proof: claim.optional(), partly: z.array(z.object({ stage, part: z.string(), claim })), announced_on: z.string().optional(), announced_by: claim.optional(),
  waiting_days: z.number().optional(), money, milestones: z.array(milestone), state: z.enum(["on-course", "overdue", "no-dates", "done"]),
}).openapi("ProjectRow") satisfies z.ZodType<api.ProjectRow>;
export const projectsAnswer = z.object({ today: z.string(), rows: z.array(project), by_stage: z.object({ announced: z.number(), signed: z.number(), started: z.number(), built: z.number(), producing: z.number(), "at-capacity": z.number() }) }) satisfies z.ZodType<api.ProjectsAnswer>;

const due = z.object({ milestone, version, deadline: z.string(), verdict: z.enum(["kept", "late", "unclear", "moved", "no-outcome", "ahead"]), slip: slip.optional(), moved_to: version.optional() }).openapi("DuePromise") satisfies z.ZodType<api.DueView>;
export const promisesAnswer = z.object({ today: z.string(), quarter: z.string(), first: z.string(), last: z.string(), rows: z.array(due), quarters: z.array(z.object({ quarter: z.string(), due: z.number() })) }).openapi("Promises") satisfies z.ZodType<api.PromisesAnswer>;

/** What a person enters. */
export const tenancyBody = z.strictObject({
  unit_id: z.string().max(200), tenant_id: z.string().max(200).optional(), kind: z.enum(["tenant", "reservation"]), first_day: day, last_day: day.optional(), area_m2: z.number().positive().optional(), note: z.string().max(2_000).optional(),
  visibility: z.enum(VISIBILITIES).optional(),
});
export const tenancyChangeBody = z.strictObject({
  expects: z.number().int().min(1), first_day: day.optional(), last_day: day.nullable().optional(), area_m2: z.number().positive().optional(), kind: z.enum(["tenant", "reservation"]).optional(), tenant_id: z.string().max(200).optional(),
  cancelled: z.boolean().optional(), note: z.string().max(2_000).optional(),
});
export const tenancyMoveBody = z.strictObject({ expects: z.number().int().min(1), to_unit_id: z.string().max(200), day, note: z.string().max(2_000).optional() });
