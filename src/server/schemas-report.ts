/** The shapes of the report routes as zod schemas. Invariant: each has the type of the same name in `api-types-report.ts`. */
import { z } from "@hono/zod-openapi";
import { VISIBILITIES } from "../kernel/index.ts";
import { FORMATS } from "../report/index.ts";
import type * as api from "./api-types-report.ts";
import { day, label } from "./schemas.ts";

export const paperFormat = z.enum(FORMATS);

export const paperOptions = z.object({
  profiles: z.array(z.object({ name: z.string(), label, for: label, sections: z.array(z.string()) })), sections: z.array(z.object({ id: z.string(), label })), formats: z.array(paperFormat),
}).openapi("PaperOptions") satisfies z.ZodType<api.PaperOptions>;

export const paperOrder = z.strictObject({
  lang: z.enum(["zh", "en"]), profile: z.string().max(60), sections: z.array(z.string().max(60)).max(40).optional(), cluster: z.string().max(60).optional(), valid_on: day.optional(), known_on: day.optional(),
  title: z.string().max(200).optional(), subtitle: z.string().max(200).optional(), issuer: z.string().max(200).optional(), words: z.record(z.string().max(60), z.string().max(20_000)).optional(), visibility: z.enum(VISIBILITIES).optional(),
}).openapi("PaperOrder") satisfies z.ZodType<api.PaperOrder>;

export const paperPreview = z.object({ html: z.string(), title: z.string(), edition: z.string(), figures: z.number(), claims: z.number(), sources: z.number(), notes: z.number() }).openapi("PaperPreview") satisfies z.ZodType<api.PaperPreview>;

export const edition = z.object({
  id: z.string(), made_at: z.string(), actor: z.string(), visibility: z.enum(VISIBILITIES), lang: z.enum(["zh", "en"]), profile: z.string(), cluster: z.string(), title: z.string(), built_on: z.string(), ledger_hash: z.string(),
  ledger_seq: z.number(), version: z.string(), clocks: z.object({ valid_on: z.string().optional(), known_on: z.string().optional() }), formats: z.array(z.string()), figures: z.number(),
}).openapi("Edition") satisfies z.ZodType<api.EditionView>;

const figure = z.object({
  key: z.string(), text: z.string(), value: z.union([z.number(), z.string()]).optional(), bound: z.string().optional(), claims: z.array(z.string()), mark: z.enum(["open", "ruled"]).optional(), section: z.string(), sentence: z.string(),
}) satisfies z.ZodType<api.EditionFigureView>;
const about = z.object({ id: z.string(), title: z.string(), built_on: z.string(), ledger_hash: z.string() });
export const editionComparison = z.object({
  a: about, b: about, changes: z.array(z.object({ key: z.string(), before: figure.optional(), after: figure.optional(), why: z.enum(["new-claim", "correction", "decision", "ruling", "clock", "choice", "definition"]) })), same: z.number(),
}).openapi("EditionComparison") satisfies z.ZodType<api.EditionComparison>;
