/** The shapes of the parts of an entity's page, as zod schemas. Invariant: each has the type of the same name in `api-types-entity-pages.ts`. */
import { z } from "@hono/zod-openapi";
import { MODALITIES } from "../kernel/index.ts";
import { PAGE_PARTS } from "../ontology/index.ts";
import type * as api from "./api-types.ts";
import { change, claim, clocks, entityRef, fact, label, sourceRef } from "./schemas.ts";
import { project, slip, tenancy, version } from "./schemas-parks.ts";
import { target } from "./schemas-targets.ts";

const asOf = z.object({ valid_on: z.string().optional(), known_on: z.string().optional(), recorded_on: z.string().optional() });

export const entityPageView = entityRef.extend({
  type_label: label, canonical_id: z.string(), names: z.array(z.object({ text: z.string(), kind: z.string(), lang: z.string() })), merged: z.array(entityRef),
  headline: z.array(z.object({ property: z.string(), label, facts: z.array(fact) })), missing: z.array(z.object({ property: z.string(), label, help: label, also: z.array(label) })), expected: z.number(),
  parts: z.array(z.enum(PAGE_PARTS)), counts: z.object({ claims: z.number(), facts: z.number(), contested: z.number(), proposed: z.number() }), today: z.string(), seq: z.number(), as_of: asOf,
}).openapi("EntityPage") satisfies z.ZodType<api.EntityPage>;

export const entityFactsView = z.object({ total: z.number(), groups: z.array(z.object({ property: z.string(), label, total: z.number(), facts: z.array(fact) })) }).openapi("EntityFacts") satisfies z.ZodType<api.EntityFacts>;

const kind = z.enum(["step", "promise", "figure", "tie", "event", "edit"]);
const step = z.object({
  status: z.enum(["done", "implied", "ahead", "overdue", "open"]), part: z.string().optional(), versions: z.array(version), done: z.object({ claim, agreeing: z.number(), rivals: z.array(claim) }).optional(),
  slip: slip.optional(), overdue_days: z.number().optional(),
});
const timelineItem = z.object({
  key: z.string(), kinds: z.array(kind), when: z.string(), label, fact: fact.optional(), step: step.optional(), entity: entityRef.optional(), change: change.optional(),
}).openapi("TimelineItem") satisfies z.ZodType<api.TimelineItem>;
export const entityTimelineView = z.object({
  today: z.string(), total: z.number(), from: z.number(), counts: z.object({ step: z.number(), promise: z.number(), figure: z.number(), tie: z.number(), event: z.number(), edit: z.number() }), items: z.array(timelineItem),
}).openapi("EntityTimeline") satisfies z.ZodType<api.EntityTimeline>;
export const timelineQuery = clocks.extend({ kinds: z.string().max(80).regex(/^(step|promise|figure|tie|event|edit)(,(step|promise|figure|tie|event|edit))*$/).optional(), from: z.coerce.number().int().min(0).max(100_000).optional(), limit: z.coerce.number().int().min(1).max(200).optional() });

export const entityTiesView = z.object({
  total: z.number(), groups: z.array(z.object({ property: z.string(), direction: z.enum(["out", "in"]), label, n: z.number(), ties: z.array(z.object({ other: entityRef, claim })) })),
}).openapi("EntityTies") satisfies z.ZodType<api.EntityTies>;

export const entitySourcesView = z.object({ total: z.number(), items: z.array(z.object({ source: sourceRef, n: z.number() })) }) satisfies z.ZodType<api.EntitySources>;

export const entityChainView = z.object({
  state: z.string(), rung: label.optional(), size: label.optional(), honours: z.array(z.object({ award: label, claim })),
  nodes: z.array(z.object({ id: z.string(), name: label, stage: label, share: z.number(), ruled: z.boolean(), pending: z.boolean(), firms: z.array(entityRef), said: z.array(z.string()), claims: z.array(claim) })),
  makers: z.object({ read: z.number(), total: z.number() }).optional(),
}).openapi("EntityChain") satisfies z.ZodType<api.EntityChain>;

export const entityTenanciesView = z.object({ total: z.number(), items: z.array(z.object({ tenancy, unit: entityRef, state: z.enum(["ahead", "running", "ended"]) })) }) satisfies z.ZodType<api.EntityTenancies>;

export const entityWithinView = z.object({
  place: entityRef.optional(), types: z.array(z.object({ type: z.string(), label, n: z.number() })), firms: z.object({ stated: z.array(fact), on_record: z.number() }),
  projects: z.object({ announced: z.number(), building: z.number(), finished: z.number(), overdue: z.number() }),
  chain: z.object({ region: z.string(), coverage: z.number(), states: z.object({ strong: z.number(), thin: z.number(), single_source: z.number(), missing: z.number(), no_data: z.number() }), nodes: z.number() }).optional(),
}).openapi("EntityWithin") satisfies z.ZodType<api.EntityWithin>;

export const entityTargetsView = z.object({ today: z.string(), total: z.number(), rows: z.array(target) }) satisfies z.ZodType<api.EntityTargets>;
export const entityProjectView = z.object({ today: z.string(), row: project.optional() }) satisfies z.ZodType<api.EntityProject>;
export const entityEditionsView = z.object({
  series: entityRef.optional(), total: z.number(), properties: z.array(z.object({ property: z.string(), label })), editions: z.array(z.object({ entity: entityRef, facts: z.array(fact) })),
}).openapi("EntityEditions") satisfies z.ZodType<api.EntityEditions>;

const field = z.object({
  property: z.string(), label, help: label, input: z.enum(["number", "date", "entity", "text", "select"]), units: z.array(z.object({ unit: z.string(), label })), range: z.object({ min: z.number().optional(), max: z.number().optional() }).optional(),
  targets: z.array(z.string()).optional(), options: z.array(z.object({ value: z.string(), label })).optional(), pattern: z.string().optional(),
});
export const entryFormView = z.object({
  type: z.string(), label, definition: label, groups: z.array(z.object({ key: z.string(), label, fields: z.array(field) })), modalities: z.array(z.object({ name: z.enum(MODALITIES), label })),
  columns: z.array(z.object({ properties: z.array(z.string()), label, numeric: z.boolean() })),
}).openapi("EntryForm") satisfies z.ZodType<api.EntryFormDef>;
