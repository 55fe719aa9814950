/** The shapes of the chain's routes, for checking requests and for the OpenAPI page. Invariant: each has the type of `api-types-chain.ts`. */
import { z } from "@hono/zod-openapi";
import type * as api from "./api-types-chain.ts";
import { claim, clocks, day, entityRef, label } from "./schemas.ts";

const state = z.enum(["strong", "thin", "single_source", "missing", "no_data"]);
const states = z.object({ strong: z.number(), thin: z.number(), single_source: z.number(), missing: z.number(), no_data: z.number() });
const named = z.object({ id: z.string(), name: label });
const asOf = z.object({ valid_on: z.string().optional(), known_on: z.string().optional(), recorded_on: z.string().optional() });

const survey = z.object({
  region: z.string().optional(), rung: z.string().optional(), size: z.string().optional(), against: z.enum(["stated", "record"]), firms_known: z.number(), firms_read: z.number(), total_unknown: z.boolean().optional(),
  in_record: z.number(), counted: z.number(), placed: z.number(), pending: z.number(), coverage: z.number(),
  stated: z.object({ count: z.number(), of: entityRef, claim: claim.optional() }).optional(), as_of: asOf,
}).openapi("ChainSurvey") satisfies z.ZodType<api.ChainSurvey>;

const presence = z.object({
  state, firms: z.number(), weight: z.number(), output_yuan: z.number(), output_known: z.number(), honours: z.number(), lines: z.number(), hhi: z.number().optional(),
  hhi_basis: z.enum(["output", "weight"]).optional(), top_share: z.number().optional(), top: label.optional(), coverage: z.number(),
}).openapi("ChainPresence") satisfies z.ZodType<api.ChainPresence>;

const filters = z.object({ regions: z.array(z.object({ key: z.string(), label, type: z.string(), firms: z.number() })), rungs: z.array(named), sizes: z.array(named) });
const difference = z.object({ node: z.string(), before: state, after: state, firms: z.number(), output_yuan: z.number() });

export const chainView = z.object({
  pack: z.object({ id: z.string(), name: label, stages: z.array(named), lines: z.array(named) }),
  nodes: z.array(named.extend({ stage: z.string(), line: z.string(), column: z.number(), row: z.number(), presence, named: z.array(entityRef), pending: z.number() })),
  flows: z.array(z.object({ from: z.string(), to: z.string(), note: label.optional() })), states, survey, filters,
  other: z.object({ survey, states, nodes: z.record(z.string(), z.object({ state, firms: z.number(), output_yuan: z.number() })), differences: z.array(difference) }).optional(),
}).openapi("Chain") satisfies z.ZodType<api.ChainView>;

const gap = z.object({
  node: named.extend({ stage: z.string(), line: z.string() }), state, priority: z.number(),
  features: z.array(z.object({ name: z.string(), label, weight: z.number(), value: z.number(), detail: z.string() })), presence, needed_by: z.array(named), fed_by: z.array(named),
  explanation: label, claims: z.array(claim),
}).openapi("ChainGap") satisfies z.ZodType<api.ChainGap>;

const risk = z.object({
  failed: named, firms: z.number(), output_yuan: z.number(), exposed: z.array(z.object({ node: named, path: z.array(named), firms: z.number() })),
}).openapi("ChainRisk") satisfies z.ZodType<api.ChainRisk>;

export const chainGaps = z.object({
  items: z.array(gap), next: z.string().optional(), total: z.number(), states, weakest: z.array(risk), survey, filters,
}).openapi("ChainGaps") satisfies z.ZodType<api.ChainGaps>;

const firmAtNode = z.object({
  firm: entityRef, share: z.number(), score: z.number(), review: z.boolean(), ruled: z.boolean(), rung: label.optional(), size: label.optional(), output: claim.optional(),
  evidence: z.array(z.object({ said: z.string(), zone: z.string(), claim: z.string().optional() })), claims: z.array(claim),
}) satisfies z.ZodType<api.ChainFirmAtNode>;
const neighbour = z.object({ node: named, presence, note: label.optional() });

export const chainNodePage = z.object({
  node: named.extend({
    stage: named, line: named.optional(), means: label, words: z.object({ zh: z.array(z.string()), en: z.array(z.string()) }),
    codes: z.array(z.object({ system: z.string(), code: z.string(), name: z.string().optional() })), kind_of: z.array(named),
    sources: z.array(z.object({ title: z.string(), publisher: z.string(), address: z.string().optional() })),
  }),
  presence, firms: z.array(firmAtNode), pending: z.array(firmAtNode), more: z.number(), upstream: z.array(neighbour), downstream: z.array(neighbour), gap: gap.optional(), risk, survey, filters,
}).openapi("ChainNode") satisfies z.ZodType<api.ChainNodePage>;

const index = z.object({ value: z.number(), n: z.number(), lo: z.number().optional(), hi: z.number().optional(), percentile: z.number().optional() });
const quadrant = z.enum(["related-complex", "related-simple", "unrelated-complex", "unrelated-simple"]);
const noInformation = z.object({ auc: z.number(), lo: z.number(), hi: z.number() });

export const chainNext = z.object({
  survey, filters, tables: z.array(z.object({ id: z.string(), label })),
  table: z.object({ id: z.string(), label, note: label, source: z.string(), system: z.string(), regions: z.number(), activities: z.number(), ones: z.number(), on_chain: z.number() }),
  recovery: z.object({ auc: z.number(), lo: z.number().optional(), hi: z.number().optional(), size_auc: z.number(), no_information: noInformation, cells: z.number(), ones: z.number() }).optional(),
  cautions: z.array(label), refusal: label.optional(), basket: z.object({ nodes: z.array(named), activities: z.array(z.string()) }), complexity: index.optional(),
  exponents: z.object({ priority: z.number(), relatedness: z.number(), complexity: z.number() }), total: z.number(),
  candidates: z.array(z.object({
    node: named.extend({ stage: z.string() }), state, priority: z.number(), relatedness: index.optional(), complexity: index.optional(), score: z.number().nullable(), rank: z.number().nullable(),
    quadrant: quadrant.nullable(), activities: z.array(z.string()), near: z.array(z.object({ activity: z.string(), name: z.string().optional(), nodes: z.array(named), proximity: z.number() })), explanation: label, claims: z.array(claim),
  })),
}).openapi("ChainNext") satisfies z.ZodType<api.ChainNext>;

export const chainBacktest = z.object({
  items: z.array(z.object({
    label, note: label, source: z.string(), command: z.string().optional(),
    tasks: z.array(z.object({
      kind: z.enum(["entry", "exit"]), protocol: z.string(), scope: z.string(), from: z.string(), to: z.string(), n: z.number(), happened: z.number(), regions: z.number().optional(),
      no_information: noInformation, scores: z.array(z.object({ score: z.string(), auc: z.number(), lo: z.number().optional(), hi: z.number().optional(), precision_at_n: z.number().optional() })),
      published: z.number().optional(), refusal: label.optional(),
    })),
  })),
}).openapi("ChainBacktests") satisfies z.ZodType<{ items: api.ChainBacktest[] }>;

export const chainScope = clocks.extend({ region: z.string().max(200).optional(), rung: z.string().max(40).optional(), size: z.string().max(40).optional(), against: z.enum(["stated", "record"]).optional() });
/** The other side of a comparison: what is not given is as on this side. */
export const chainCompare = chainScope.extend({ with_region: z.string().max(200).optional(), with_valid_on: day.optional(), with_known_on: day.optional() });
export const chainRuling = z.strictObject({ firm: z.string().max(200), node: z.string().max(80), here: z.boolean(), note: z.string().max(2_000).optional() });
