/** The shapes of registers' routes as zod schemas. Invariant: every schema has the type of the same name in `api-types-registers.ts`. */
import { z } from "@hono/zod-openapi";
import { FIELDS } from "../entities/registers/index.ts";
import { VISIBILITIES } from "../kernel/index.ts";
import type * as api from "./api-types.ts";
import { change, entityRef, label, problem } from "./schemas.ts";

const columnUse = z.object({ column: z.number().int(), field: z.string(), scale: z.number().optional() });
const mapping = z.object({ columns: z.array(columnUse) });

/** A mapping as a request tells it. */
export const toldMapping = z.strictObject({
  columns: z.array(z.strictObject({ column: z.number().int().min(0).max(16_383), field: z.enum(FIELDS), scale: z.number().positive().max(1e12).optional() })).max(200),
});

export const register = z.object({
  id: z.string(), title: z.string(), file_name: z.string(), sha256: z.string(), bytes: z.number(), format: z.string(), encoding: z.string().optional(), sheet: z.string().optional(),
  header: z.array(z.string()), mapping, entity_type: z.string(),
  citation: z.object({ publisher: z.string().optional(), published: z.string().optional(), language: z.string().optional(), address: z.string().optional() }),
  source_id: z.string().optional(), state: z.enum(["reading", "checked", "complete"]), rows_sound: z.number(), rows_flawed: z.number(), noted: z.record(z.string(), z.number()),
  visibility: z.enum(VISIBILITIES), actor: z.string(), at: z.string(), completed_at: z.string().optional(), linked_at: z.string().optional(),
}).openapi("Register") satisfies z.ZodType<api.RegisterView>;

export const registerRow = z.object({
  row: z.number(), cells: z.array(z.string()), name_zh: z.string().optional(), name_en: z.string().optional(), other_names: z.array(z.object({ kind: z.string(), text: z.string() })),
  uscc: z.string().optional(), lei: z.string().optional(), stock: z.string().optional(), place: z.string().optional(), notes: z.array(z.string()),
  adopted: z.array(z.object({ entity: entityRef, judgement_id: z.string() })),
}).openapi("RegisterRow") satisfies z.ZodType<api.RegisterRowView>;

export const flawedRow = z.object({ row: z.number(), cells: z.array(z.string()), reasons: z.array(problem) }).openapi("FlawedRow") satisfies z.ZodType<api.FlawedRowView>;

export const registerPreview = z.object({
  token: z.string(), name: z.string(), bytes: z.number(), format: z.string(), encoding: z.string().optional(), sheet: z.string().optional(), header_row: z.number(), header: z.array(z.string()),
  mapping, mapping_from: z.enum(["remembered", "guessed", "told"]), fields: z.array(z.object({ field: z.string(), label, many: z.boolean() })),
  sample: z.array(z.object({ row: z.number(), cells: z.array(z.string()) })), flawed: z.array(flawedRow), noted: z.record(z.string(), z.number()), checked: z.number(), same: register.optional(),
}).openapi("RegisterPreview") satisfies z.ZodType<api.RegisterPreviewView>;

export const adoption = z.object({
  change, adopted: z.array(z.object({ row: z.number(), entity: entityRef, is_new: z.boolean(), claims: z.number(), judgement_id: z.string().optional() })),
  before: z.array(z.object({ row: z.number(), entity: entityRef })), left_out: z.array(problem),
}).openapi("Adoption") satisfies z.ZodType<api.AdoptionAnswer>;
