/** The shapes of the charts' routes, for checking requests and for the OpenAPI page. Invariant: each has the type of `api-types-charts.ts`. */
import { z } from "@hono/zod-openapi";
import { BOUNDS, MODALITIES } from "../kernel/index.ts";
import type * as api from "./api-types-charts.ts";
import { claim, clocks, label } from "./schemas.ts";

export const CHART_KINDS = ["trend", "course", "bullet", "promises", "multiples", "chain"] as const;
const WIDTH = { least: 240, most: 1600 } as const;

export const chartPath = z.object({ kind: z.enum(CHART_KINDS) });

/** Which chart: `trend` asks for subject and property, `course` for target, `bullet` for which, `promises` for place or quarter, `chain` for a scope. */
export const chartQuery = clocks.extend({
  lang: z.enum(["zh", "en"]).optional(), width: z.coerce.number().int().min(WIDTH.least).max(WIDTH.most).optional(),
  subject: z.string().max(200).optional(), property: z.string().max(80).optional(), target: z.string().max(80).optional(), which: z.enum(["ahead", "past", "no-term", "all"]).optional(), cluster: z.string().max(60).optional(),
  place: z.string().max(200).optional(), quarter: z.string().max(10).optional(), region: z.string().max(120).optional(), rung: z.string().max(40).optional(), size: z.string().max(40).optional(), against: z.enum(["stated", "record"]).optional(),
});
export type ChartQuery = z.infer<typeof chartQuery>;

const value = z.union([z.number(), z.string()]);
const mark = z.object({
  id: z.string(), of: z.string(), at: z.string(), label: z.string(), value, low: value.optional(), high: value.optional(), unit: z.string().optional(), modality: z.enum(MODALITIES), bound: z.enum(BOUNDS),
  part_of_period: z.boolean().optional(), rivals: z.array(z.string()), finding: z.enum(["open", "ruled"]).optional(), claims: z.array(z.string()), derived: z.string().optional(), node: z.string().optional(),
}).openapi("ChartMark") satisfies z.ZodType<api.ChartMark>;

export const chartAnswer = z.object({
  kind: z.enum(CHART_KINDS), title: z.string(), empty: label.optional(), svg: z.string().optional(), width: z.number(), height: z.number(), source: z.string(), marks: z.array(mark), claims: z.record(z.string(), claim), unmarked: z.literal(true).optional(),
}).openapi("Chart") satisfies z.ZodType<api.ChartAnswer>;
