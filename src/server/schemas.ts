/**
 * The API's shapes as zod schemas: what requests are checked against and what the OpenAPI page shows.
 * Invariant: every schema has the type of the same name in `api-types.ts`; the compiler holds the two together.
 */
import { z } from "@hono/zod-openapi";
import { BOUNDS, MODALITIES, VISIBILITIES, parseWhen } from "../kernel/index.ts";
import { VERDICTS } from "../ledger/index.ts";
import { TEMPLATE_KINDS } from "../ontology/index.ts";
import type * as api from "./api-types.ts";

const STATUSES = ["proposed", "accepted", "rejected", "corrected", "withdrawn"] as const;
export const label = z.object({ zh: z.string().optional(), en: z.string().optional() }).openapi("Label");
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a day as YYYY-MM-DD").refine((d) => parseWhen(d) !== undefined, "not a real day");
export const when = z.string().refine((w) => parseWhen(w) !== undefined, "not a real date").openapi({ example: "2024-06", description: "A partial date or interval" });

export const problem = z.object({
  code: z.string(), message: label, file: z.string().optional(), line: z.number().optional(), column: z.string().optional(), cell: z.string().optional(),
  path: z.string().optional(), hint: label.optional(),
}).openapi("Problem") satisfies z.ZodType<api.Problem>;

export const apiError = z.object({
  error: z.object({ code: z.string(), message: label, payload: z.record(z.string(), z.unknown()), hint: label.optional(), problems: z.array(problem).optional() }),
}).openapi("Error") satisfies z.ZodType<api.ApiError>;

export const entityRef = z.object({ id: z.string(), slug: z.string(), type: z.string(), label }).openapi("EntityRef") satisfies z.ZodType<api.EntityRef>;

export const sourceRef = z.object({
  id: z.string(), title: z.string(), publisher: z.string().optional(), published: z.string().optional(), language: z.string().optional(),
  address: z.string().optional(), has_text: z.boolean(),
}).openapi("SourceRef") satisfies z.ZodType<api.SourceRef>;

const locator = z.object({
  start: z.number().optional(), end: z.number().optional(), figure_start: z.number().optional(), figure_end: z.number().optional(), page: z.number().optional(),
  sheet: z.string().optional(), cell: z.string().optional(), row: z.number().optional(),
});

export const claim = z.object({
  id: z.string(), subject: entityRef, property: z.string(), property_label: label, value: z.union([z.number(), z.string()]), object: entityRef.optional(), value_label: label.optional(),
  unit: z.string(), currency: z.string().optional(), when: z.string().optional(), modality: z.enum(MODALITIES), bound: z.enum(BOUNDS),
  qualifier: z.string().optional(), qualifier_label: label.optional(), stated: z.object({ number: z.string(), scale: z.string().optional(), unit: z.string().optional() }).optional(),
  stated_on: z.string().optional(), source: sourceRef, locator: locator.optional(), quote: z.string().optional(), lang: z.enum(["zh", "en"]).optional(),
  corrects: z.string().optional(), reasons: z.record(z.string(), z.unknown()).optional(), confidence: z.number().optional(), visibility: z.enum(VISIBILITIES),
  status: z.enum(STATUSES), head: z.string().optional(), allowed: z.array(z.enum(VERDICTS)), recorded_at: z.string(),
}).openapi("Claim") satisfies z.ZodType<api.ClaimView>;

export const fact = z.object({
  property: z.string(), property_label: label, qualifier: z.string(), scope: z.string(), when: z.string(), modality: z.enum(MODALITIES), unit: z.string(), best: claim,
  rivals: z.array(claim), agreeing: z.number(), ruled_by: z.string().optional(),
}).openapi("Fact") satisfies z.ZodType<api.FactView>;

export const entityView = entityRef.extend({
  type_label: label, canonical_id: z.string(), names: z.array(z.object({ text: z.string(), kind: z.string(), lang: z.string() })), merged: z.array(entityRef),
  headline: z.array(fact), facts: z.array(fact),
  relations: z.array(z.object({ property: z.string(), property_label: label, direction: z.enum(["out", "in"]), other: entityRef, claim })),
  open_proposals: z.number(), as_of: z.object({ valid_on: z.string().optional(), known_on: z.string().optional(), recorded_on: z.string().optional() }),
  next: z.string().optional(),
}).openapi("Entity") satisfies z.ZodType<api.EntityView>;

export const entityRow = entityRef.extend({ facts: z.number(), figures: z.array(fact) }).openapi("EntityRow") satisfies z.ZodType<api.EntityRow>;

export const overview = z.object({
  counts: z.object({ claims: z.number(), proposed: z.number(), entities: z.number(), sources: z.number(), documents: z.number(), changes: z.number() }),
  clusters: z.array(z.object({ key: z.string(), label, entity: entityRef.optional() })), cluster: z.string(),
  headline: z.array(z.object({ property: z.string(), label, facts: z.array(fact), parts: z.array(fact) })), parks: z.array(entityRow), firms: z.array(entityRow),
  latest: z.array(claim), as_of: z.object({ valid_on: z.string().optional(), known_on: z.string().optional() }),
}).openapi("Overview") satisfies z.ZodType<api.Overview>;

export const documentRow = z.object({ source: sourceRef, claims: z.number(), open: z.number() }).openapi("DocumentRow") satisfies z.ZodType<api.DocumentRow>;

export const documentView = z.object({
  source: sourceRef.extend({ version: z.number(), visibility: z.enum(VISIBILITIES) }), format: z.string(), encoding: z.string().optional(), bytes: z.number(),
  text: z.string(), problems: z.array(problem), claims: z.array(claim),
}).openapi("Document") satisfies z.ZodType<api.DocumentView>;

export const sourceView = sourceRef.extend({
  version: z.number(), what: z.string(), visibility: z.enum(VISIBILITIES), claims: z.number(), open: z.number(),
}).openapi("Source") satisfies z.ZodType<api.SourceView>;

export const decision = z.object({
  id: z.string(), claim_id: z.string(), verdict: z.enum(VERDICTS), actor: z.string(), at: z.string(), note: z.string(), by_claim: z.string().optional(),
}).openapi("Decision") satisfies z.ZodType<api.DecisionView>;

export const change = z.object({
  id: z.string(), seq: z.number(), kind: z.string(), actor: z.string(), at: z.string(), note: z.string(), entries: z.number(), hash: z.string(),
}).openapi("ChangeSet") satisfies z.ZodType<api.ChangeView>;

export const history = z.object({ claims: z.array(claim), decisions: z.array(decision), changes: z.array(change) }).openapi("History") satisfies z.ZodType<api.HistoryView>;

export const job = z.object({
  id: z.string(), kind: z.enum(["read", "import", "link", "report", "tables", "findings"]), state: z.enum(["waiting", "running", "done", "failed", "stopped"]), total: z.number(), done: z.number(), name: z.string().optional(), share: z.number().optional(),
  items: z.array(z.object({
    name: z.string(), state: z.enum(["waiting", "running", "done", "same", "failed"]), source_id: z.string().optional(), claims: z.number().optional(),
    rows: z.number().optional(), flawed: z.number().optional(), share: z.number().optional(), register_id: z.string().optional(), step: z.string().optional(), edition_id: z.string().optional(),
    warnings: z.array(problem).optional(), changes: z.array(z.object({ before: z.string().optional(), after: z.string().optional(), sentence: z.string(), why: z.enum(["new-claim", "correction", "decision", "ruling", "clock", "choice", "definition"]) })).optional(),
    error: z.object({ code: z.string(), message: label, hint: label.optional(), problems: z.array(problem).optional() }).optional(),
  })),
}).openapi("Job") satisfies z.ZodType<api.JobView>;

export const importCheck = z.object({
  kind: z.enum(TEMPLATE_KINDS), rows: z.number(), problems: z.array(problem), notes: z.array(problem).optional(),
  preview: z.array(z.object({ row: z.number(), claims: z.number(), subject: z.string(), summary: label })), token: z.string().optional(),
}).openapi("ImportCheck") satisfies z.ZodType<api.ImportCheck>;

export const searchHit = entityRef.extend({ matched: z.object({ text: z.string(), kind: z.string() }) }).openapi("SearchHit") satisfies z.ZodType<api.SearchHit>;

export const searchAnswer = z.object({
  items: z.array(searchHit),
  registers: z.array(z.object({ register: z.string(), row: z.string(), name: z.string(), kind: z.string(), how: z.enum(["name", "part", "pinyin", "initials", "acronym", "spelling"]) })),
}).openapi("SearchAnswer") satisfies z.ZodType<api.SearchAnswer>;

export const session = z.object({
  actor: z.string(), role: z.enum(["local", "admin", "public"]), clearance: z.enum(VISIBILITIES), version: z.string(), engine: z.enum(["pglite", "postgres"]),
}).openapi("Session") satisfies z.ZodType<api.Session>;

export const ontologyView = z.object({
  types: z.array(z.object({ name: z.string(), label, plural: label, properties: z.array(z.string()) })),
  properties: z.array(z.object({ name: z.string(), label, value: z.enum(["number", "date", "entity", "text"]), unit: z.string(), targets: z.array(z.string()).optional() })),
  units: z.array(z.string()), modalities: z.array(z.object({ name: z.enum(MODALITIES), label })), bounds: z.array(z.object({ name: z.enum(BOUNDS), label })),
}).openapi("Ontology") satisfies z.ZodType<api.OntologyView>;

export const correctionBody = z.strictObject({
  expects: z.string().optional(), note: z.string().max(2_000), subject_id: z.string().optional(), property: z.string().optional(),
  value: z.union([z.number(), z.string().max(4_000)]).optional(), unit: z.string().optional(), currency: z.string().nullable().optional(),
  when: when.nullable().optional(), modality: z.enum(MODALITIES).optional(), bound: z.enum(BOUNDS).optional(), qualifier: z.string().max(500).nullable().optional(),
  teach: z.boolean().optional(), teach_word: z.string().trim().min(1).max(60).optional(),
}).openapi("Correction") satisfies z.ZodType<api.CorrectionBody>;

export const lexiconWord = z.object({
  id: z.string(), what: z.enum(["alias", "trigger"]), lang: z.enum(["zh", "en"]), word: z.string(), means: label, entity: entityRef.optional(),
  property: z.string().optional(), claim_id: z.string().optional(), taught_by: z.string(), taught_at: z.string(),
  state: z.enum(["standing", "replaced", "withdrawn"]), withdrawn_by: z.string().optional(), withdrawn_at: z.string().optional(),
}).openapi("LexiconWord") satisfies z.ZodType<api.LexiconView>;

export const lexiconBody = z.strictObject({
  what: z.enum(["alias", "trigger"]), word: z.string().trim().min(1).max(60), entity_id: z.uuid().optional(), property: z.string().max(60).optional(), note: z.string().max(2_000).optional(),
}).openapi("LexiconBody") satisfies z.ZodType<api.LexiconBody>;

export const correctionAnswer = z.object({
  claim, taught: z.array(lexiconWord), not_taught: z.array(z.object({ what: z.enum(["alias", "trigger"]), word: z.string(), reason: label })),
}).openapi("CorrectionAnswer") satisfies z.ZodType<api.CorrectionAnswer>;

export const clocks = z.object({ valid_on: day.optional(), known_on: day.optional(), recorded_on: day.optional() });
export const pageQuery = z.object({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(1_000).optional() });

export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().optional() });

/** A JSON answer of this schema, and the one shape of a refusal. */
export const answers = <T extends z.ZodType>(schema: T, description: string, status: 200 | 202 = 200) => ({
  [status]: { description, content: { "application/json": { schema } } },
  default: { description: "Refused, and why", content: { "application/json": { schema: apiError } } },
});
