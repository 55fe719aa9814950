/** Shapes of tables, saved views, edits of many claims and the review desk, as zod schemas. Invariant: each has the type of its name in `api-types-tables.ts`. */
import { z } from "@hono/zod-openapi";
import { BOUNDS, MODALITIES } from "../kernel/index.ts";
import type * as api from "./api-types-tables.ts";
import { change, claim, clocks, entityRow, label, problem, when } from "./schemas.ts";
import { finding } from "./schemas-findings.ts";
import { candidatePair } from "./schemas-identity.ts";

const VALUE_CHARS = 300;
/** A column's values: named once or several times. */
const many = z.union([z.string().max(VALUE_CHARS), z.array(z.string().max(VALUE_CHARS)).max(200)]).optional();
export const FILTERS = ["property", "modality", "status", "type", "year", "source", "subject", "unit", "accepted", "waiting", "kind", "publisher", "text"] as const;

export const tableQuery = clocks.pick({ valid_on: true, known_on: true }).extend({
  q: z.string().max(200).optional(), sort: z.string().max(200).regex(/^-?[a-z_]+(?:\.[a-z_.|]+)?$/).optional().openapi({ description: "A column; with a minus before it, downwards. Of entities also `figure.a|b`: by the figure that leads of these properties" }),
  group: z.string().max(200).optional().openapi({ description: "A column; of entities also `figure.a|b`: numbers in bands, days by year, entities and words by value" }),
  where: z.union([z.string().max(VALUE_CHARS), z.array(z.string().max(VALUE_CHARS)).max(60)]).optional().openapi({ description: "Of entities, by the figure that each row shows: `exhibitors:500..1000`, `start_date:2024..`, `located_in:=ID`, `employees:any`, `employees:none`; several of one column are alternatives" }), lang: z.enum(["zh", "en"]).optional(), from: z.coerce.number().int().min(0).max(20_000_000).optional(),
  within: z.string().max(200).optional().openapi({ description: "Of entities: only those that lie in this place, near and far" }),
  tied: z.string().max(300).optional().openapi({ description: "Of entities: only those tied to one, `in.part_of.REF` (they point to it) or `out.award.REF`" }),
  figures: z.string().max(400).regex(/^[a-z_.|,]+$/).optional().openapi({ description: "Of entities: the properties that each row shows, `a,b|c`; the first on record of `b|c`" }),
  limit: z.coerce.number().int().min(1).max(500).optional(), at: z.coerce.number().int().min(0).optional(),
  ...(Object.fromEntries(FILTERS.map((name) => [name, many])) as Record<(typeof FILTERS)[number], typeof many>),
});

export const tablePageOf = <T extends z.ZodType>(item: T) => z.object({ at: z.number(), total: z.number(), from: z.number(), items: z.array(item) });
export const tableEntity = entityRow.extend({ claims: z.number(), waiting: z.number() }).openapi("TableEntity") satisfies z.ZodType<api.TableEntity>;

const facetValue = z.object({ value: z.string(), n: z.number(), label: label.optional() });
export const tableFacets = z.object({
  at: z.number(), total: z.number(), facets: z.record(z.string(), z.array(facetValue)), groups: z.array(facetValue).optional(), labels: z.record(z.string(), label).optional(),
}).openapi("TableFacets") satisfies z.ZodType<api.TableFacets>;
export const figureFacetView = z.object({
  at: z.number(), total: z.number(), told: z.number(), unit: z.string(), elsewhere: z.number(), least: z.number().optional(), most: z.number().optional(), bands: z.array(facetValue), values: z.array(facetValue),
}).openapi("FigureFacet") satisfies z.ZodType<api.FigureFacet>;

export const viewRoom = z.enum(["claims", "entities", "sources"]);
const viewLabel = z.object({ zh: z.string().trim().min(1).max(120).optional(), en: z.string().trim().min(1).max(120).optional() });
export const savedView = z.object({
  id: z.string(), room: viewRoom, label, query: z.string(), owner: z.string(), shared: z.boolean(), mine: z.boolean(), version: z.number(), updated_at: z.string(), deleted: z.boolean(),
}).openapi("SavedView") satisfies z.ZodType<api.SavedView>;
export const viewBody = z.strictObject({ room: viewRoom, label: viewLabel, query: z.string().max(4_000), shared: z.boolean() }).openapi("ViewBody") satisfies z.ZodType<api.ViewBody>;
export const viewEdit = z.strictObject({ version: z.number().int(), label: viewLabel.optional(), query: z.string().max(4_000).optional(), shared: z.boolean().optional(), deleted: z.boolean().optional() });

export const correctionsBody = z.strictObject({
  claims: z.array(z.strictObject({ claim_id: z.uuid(), expects: z.uuid().optional() })).min(1).max(5_000),
  set: z.strictObject({ modality: z.enum(MODALITIES).optional(), bound: z.enum(BOUNDS).optional(), qualifier: z.string().max(200).nullable().optional(), when: when.nullable().optional() }),
  note: z.string().trim().min(1).max(2_000),
}).openapi("CorrectionsBody") satisfies z.ZodType<api.CorrectionsBody>;
export const changedClaims = z.object({ change, claims: z.array(claim) }).openapi("ChangedClaims") satisfies z.ZodType<api.ChangedClaims>;
export const enteredManyView = z.object({ change, entered: z.number(), corrected: z.number(), unchanged: z.number() }).openapi("EnteredMany") satisfies z.ZodType<api.EnteredManyView>;

export const INBOX_KINDS = ["import", "finding", "proposal", "pair"] as const;
const inboxItem = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("proposal"), id: z.string(), claim }),
  z.object({ kind: z.literal("finding"), id: z.string(), finding }),
  z.object({ kind: z.literal("pair"), id: z.string(), pair: candidatePair }),
  z.object({ kind: z.literal("import"), id: z.string(), name: z.string(), job: z.string(), error: z.object({ code: z.string(), message: label, hint: label.optional() }), problems: z.array(problem).optional() }),
]);
export const inboxPage = z.object({ from: z.number(), total: z.number(), items: z.array(inboxItem), untold: z.array(z.enum(INBOX_KINDS)).optional() }).openapi("InboxPage") satisfies z.ZodType<api.InboxPage>;
export const inboxState = z.object({
  waiting: z.object({ import: z.number(), finding: z.number(), pair: z.number(), proposal: z.number() }), decided: z.number(),
  untold: z.array(z.enum(INBOX_KINDS)).optional(), began: z.string().optional(),
}).openapi("InboxState") satisfies z.ZodType<api.InboxState>;

export const sheetField = z.object({ key: z.string(), label, required: z.boolean() }).openapi("SheetField") satisfies z.ZodType<api.SheetField>;
