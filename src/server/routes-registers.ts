/**
 * Registers: looked into, mapped, taken in as a job, shown, searched, adopted from, matched with the record.
 * Invariant: an upload is kept only until it has been taken in or a few others have come; what is not complete is seen by nobody who may only read.
 */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
  ADOPT_ROWS_MAX, adoptRows, completeRegister, FIELD_LABELS, FIELDS, flawsAfter, flawSheet, linkRegister, previewRegister, registerBy, registersOf, removeRegister, rowsAfter,
  standingAdoptions, takeInRegister, type Mapping, type RegisterPreview, type RegisterRow,
} from "../entities/registers/index.ts";
import { fileOfBytes, type FileSource } from "../files/index.ts";
import { AppError, newId, VISIBILITIES } from "../kernel/index.ts";
import { entitiesByIds, type Entity } from "../ledger/index.ts";
import type { EntityRef, RegisterPreviewView, RegisterRowView } from "./api-types.ts";
import { actorOf, readerOf, type Deps, type Env } from "./deps.ts";
import { findRows, forgetRegister, indexRegister } from "./register-search.ts";
import { filesOf, uploadLimit } from "./routes-documents.ts";
import { answers, job, pageOf, pageQuery, when } from "./schemas.ts";
import { adoption, flawedRow, register, registerPreview, registerRow, toldMapping } from "./schemas-registers.ts";
import { changeView, entityRef } from "./views.ts";
import { WaitingUploads } from "./waiting-uploads.ts";

/** Uploads that wait for the next step of the wizard. */
const UPLOADS_KEPT = { files_max: 4, bytes_max: 512 * 1024 * 1024 };
const REPEATABLE = new Set<string>(["short_name", "former_name", "alias"]);

/** What is known of an upload beside its bytes. */
interface Sent {
  name: string;
  sheet?: string;
}
type Uploads = WaitingUploads<Sent>;
type SentFile = FileSource & { sheet?: string };

const fileOf = async (uploads: Uploads, token: string): Promise<SentFile> => {
  const { name, sheet, bytes } = await uploads.of(token);
  return { ...fileOfBytes(name, bytes), ...(sheet === undefined ? {} : { sheet }) };
};

function previewView(token: string, file: FileSource, preview: RegisterPreview, told: boolean): RegisterPreviewView {
  const { survey, header_row, header, sheet, sample, mapping, same } = preview;
  const noted: Record<string, number> = {};
  for (const row of preview.checked) if (!("reasons" in row)) for (const note of row.notes) noted[note] = (noted[note] ?? 0) + 1;
  return {
    token, name: file.name, bytes: survey.bytes, format: survey.format, ...(survey.encoding ? { encoding: survey.encoding } : {}), ...(sheet === undefined ? {} : { sheet }), header_row, header, mapping,
    mapping_from: told ? "told" : preview.mapping_from, fields: FIELDS.map((field) => ({ field, label: FIELD_LABELS[field], many: REPEATABLE.has(field) })), sample,
    flawed: preview.checked.filter((r) => "reasons" in r), noted, checked: preview.checked.length, ...(same ? { same } : {}),
  };
}

/** Whoever may write sees what is not complete yet, too. */
const registersReader = (deps: Deps, c: Context<Env>) => (c.get("viewer").role === "public" ? readerOf(deps, c) : deps.database.writer);

async function rowViews(deps: Deps, c: Context<Env>, id: string, rows: readonly RegisterRow[]): Promise<RegisterRowView[]> {
  const db = readerOf(deps, c);
  const adopted = await standingAdoptions(db, id, rows.map((r) => r.row));
  const entities = await entitiesByIds(db, [...adopted.values()].flat().map((a) => a.entity_id));
  return rows.map(({ normal: _normal, ...row }) => ({
    ...row, adopted: (adopted.get(row.row) ?? []).flatMap((a) => { const e = entities.get(a.entity_id); return e ? [{ entity: entityRef(e), judgement_id: a.id }] : []; }),
  }));
}

const refOf = (entities: ReadonlyMap<string, Entity>, id: string): EntityRef => { const e = entities.get(id); return e ? entityRef(e) : { id, slug: id, type: "Thing", label: {} }; };

export function registerRoutes(app: OpenAPIHono<Env>, deps: Deps): void {
  const uploads: Uploads = new WaitingUploads(deps.uploads, UPLOADS_KEPT);
  const byId = z.object({ id: z.uuid() });
  const tags = ["registers"];

  app.openapi(createRoute({ method: "get", path: "/api/registers", tags, summary: "Registers, newest first", responses: answers(z.object({ items: z.array(register) }), "Registers") }),
    async (c) => c.json({ items: await registersOf(registersReader(deps, c)) }, 200));

  app.use("/api/registers/preview", uploadLimit);
  const upload = { content: { "multipart/form-data": { schema: z.object({ file: z.any().openapi({ type: "string", format: "binary" }), sheet: z.string().optional() }) } } };
  app.openapi(createRoute({ method: "post", path: "/api/registers/preview", tags, summary: "Look into a file: headings, first rows, what its columns seem to hold", request: { body: upload }, responses: answers(registerPreview, "Nothing is written") }),
    async (c) => {
      actorOf(deps, c);
      const [sent] = await filesOf(c.req, "file");
      const sheet = (await c.req.formData()).get("sheet");
      const file: SentFile = { ...fileOfBytes(sent!.name, sent!.bytes), ...(typeof sheet === "string" && sheet !== "" ? { sheet } : {}) };
      const preview = await previewRegister(deps.database.writer, file, file.sheet ? { sheet: file.sheet } : {});
      const token = newId(deps.clock);
      await uploads.keep(token, sent!.bytes, { name: file.name, ...(file.sheet ? { sheet: file.sheet } : {}) });
      return c.json(previewView(token, file, preview, false), 200);
    });

  const mapped = z.strictObject({ token: z.uuid(), mapping: toldMapping });
  app.openapi(createRoute({ method: "post", path: "/api/registers/mapping", tags, summary: "The first rows under another mapping", request: { body: { content: { "application/json": { schema: mapped } } } }, responses: answers(registerPreview, "Nothing is written") }),
    async (c) => {
      actorOf(deps, c);
      const { token, mapping } = c.req.valid("json");
      const file = await fileOf(uploads, token);
      return c.json(previewView(token, file, await previewRegister(deps.database.writer, file, { mapping: mapping as Mapping, ...(file.sheet ? { sheet: file.sheet } : {}) }), true), 200);
    });

  takeInRoutes(app, deps, uploads);

  app.openapi(createRoute({ method: "get", path: "/api/registers/{id}", tags, summary: "One register", request: { params: byId }, responses: answers(register, "The register") }),
    async (c) => c.json(await registerBy(registersReader(deps, c), c.req.valid("param").id), 200));

  app.openapi(createRoute({ method: "delete", path: "/api/registers/{id}", tags, summary: "Take away a register that nothing cites", request: { params: byId }, responses: answers(z.object({ removed: z.boolean() }), "It is gone") }),
    async (c) => {
      actorOf(deps, c);
      await removeRegister(deps.database, c.req.valid("param").id);
      forgetRegister(deps.search, c.req.valid("param").id);
      return c.json({ removed: true }, 200);
    });

  const rowsQuery = pageQuery.extend({ q: z.string().max(200).optional() });
  app.openapi(createRoute({ method: "get", path: "/api/registers/{id}/rows", tags, summary: "Rows in the order of the file, or those found by name or code", request: { params: byId, query: rowsQuery }, responses: answers(pageOf(registerRow), "A page of rows") }),
    async (c) => {
      const [{ id }, { q, cursor, limit = 50 }] = [c.req.valid("param"), c.req.valid("query")];
      const db = readerOf(deps, c);
      await registerBy(db, id);
      if (q?.trim()) return c.json({ items: await rowViews(deps, c, id, await findRows(db, deps.search, c.get("viewer").clearance, id, q, limit)) }, 200);
      const after = cursor === undefined ? -1 : Number(cursor);
      if (!Number.isInteger(after)) throw new AppError("server/bad-cursor", { cursor }, { zh: "翻页标记无效", en: "this is not a cursor of the list", hint: { zh: "请从第一页开始", en: "begin at the first page" } });
      const rows = await rowsAfter(db, id, after, limit + 1);
      const page = rows.slice(0, limit);
      return c.json({ items: await rowViews(deps, c, id, page), ...(rows.length > limit ? { next: String(page.at(-1)!.row) } : {}) }, 200);
    });

  adoptionRoutes(app, deps);
}

/** From an upload to a register: the job, the word on unusable rows, the rows themselves. */
function takeInRoutes(app: OpenAPIHono<Env>, deps: Deps, uploads: Uploads): void {
  const byId = z.object({ id: z.uuid() });
  const tags = ["registers"];
  const wanted = z.strictObject({
    token: z.uuid(), mapping: toldMapping, title: z.string().trim().min(1).max(300), publisher: z.string().trim().max(200).optional(), published: z.union([when, z.literal("")]).optional(),
    address: z.union([z.url({ protocol: /^https?$/ }).max(2_000), z.literal("")]).optional(), visibility: z.enum(VISIBILITIES).optional(), entity_type: z.string().max(40).optional(), sound_rows: z.boolean().optional(),
  });
  app.openapi(createRoute({ method: "post", path: "/api/registers", tags, summary: "Take a register in, or go on with one that was stopped", request: { body: { content: { "application/json": { schema: wanted } } } }, responses: answers(job, "The job; follow it at /api/jobs/{id}/events", 202) }),
    async (c) => {
      const ctx = actorOf(deps, c);
      const { token, mapping, title, publisher, published, address, visibility, entity_type, sound_rows } = c.req.valid("json");
      if (entity_type !== undefined && !deps.ontology.types.has(entity_type)) throw new AppError("server/no-type", { type: entity_type }, { zh: `没有“${entity_type}”这一类型`, en: `there is no type “${entity_type}”` });
      const file = await fileOf(uploads, token);
      const citation = { ...(publisher ? { publisher } : {}), ...(published ? { published } : {}), ...(address ? { address } : {}) };
      const started = deps.jobs.startOne("import", file.name, async (signal, tell) => {
        const made = await takeInRegister(deps.database, ctx, file, {
          mapping: mapping as Mapping, title, citation, signal, ...(visibility ? { visibility } : {}), ...(entity_type ? { entity_type } : {}), ...(sound_rows ? { without_flawed: true } : {}), ...(file.sheet ? { sheet: file.sheet } : {}),
          progress: tell,
        });
        if (made.state !== "reading") await uploads.forget(token);
        indexRegister(deps.database, deps.search, made);
        return { register_id: made.id, rows: made.rows_sound + made.rows_flawed, flawed: made.rows_flawed };
      });
      return c.json(started, 202);
    });

  app.openapi(createRoute({ method: "post", path: "/api/registers/{id}/completion", tags, summary: "Show a register with the rows that can be used", request: { params: byId }, responses: answers(register, "The register") }),
    async (c) => {
      const shown = await completeRegister(deps.database, actorOf(deps, c), c.req.valid("param").id);
      indexRegister(deps.database, deps.search, shown);
      return c.json(shown, 200);
    });

  app.openapi(createRoute({ method: "get", path: "/api/registers/{id}/flaws", tags, summary: "Rows that cannot be used, with their reasons; as a sheet at flaws.xlsx and flaws.csv", request: { params: byId, query: pageQuery }, responses: answers(pageOf(flawedRow), "A page of flawed rows") }),
    async (c) => {
      const [{ id }, { cursor, limit = 50 }] = [c.req.valid("param"), c.req.valid("query")];
      const db = registersReader(deps, c);
      await registerBy(db, id);
      const rows = await flawsAfter(db, id, Number(cursor ?? -1) || -1, limit + 1);
      const page = rows.slice(0, limit);
      return c.json({ items: page, ...(rows.length > limit ? { next: String(page.at(-1)!.row) } : {}) }, 200);
    });

  app.get("/api/registers/:id/:file{flaws\\.(?:xlsx|csv)}", async (c) => {
    const form = c.req.param("file").endsWith(".csv") ? "csv" : "xlsx";
    const lang = c.req.query("lang") === "zh" ? "zh" : "en";
    const bytes = await flawSheet(registersReader(deps, c), c.req.param("id"), form, lang);
    return c.body(new Uint8Array(bytes).buffer, 200, {
      "content-type": form === "csv" ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "content-disposition": `attachment; filename="unusable-rows.${form}"`,
    });
  });
}

/** From a register to the record: adoption, and the candidates for review. */
function adoptionRoutes(app: OpenAPIHono<Env>, deps: Deps): void {
  const byId = z.object({ id: z.uuid() });
  const tags = ["registers"];
  const chosen = z.strictObject({ rows: z.array(z.number().int().min(0)).min(1).max(ADOPT_ROWS_MAX), entity_id: z.uuid().optional(), entity_type: z.string().max(40).optional(), note: z.string().max(2_000).optional() });
  app.openapi(createRoute({ method: "post", path: "/api/registers/{id}/adoptions", tags, summary: "Make claims of rows", request: { params: byId, body: { content: { "application/json": { schema: chosen } } } }, responses: answers(adoption, "What was adopted, and which cells make no claim") }),
    async (c) => {
      const [{ id }, { rows, entity_id, entity_type, note }] = [c.req.valid("param"), c.req.valid("json")];
      if (entity_type !== undefined && !deps.ontology.types.has(entity_type)) throw new AppError("server/no-type", { type: entity_type }, { zh: `没有“${entity_type}”这一类型`, en: `there is no type “${entity_type}”` });
      const done = await adoptRows(deps.database, actorOf(deps, c), deps.ontology, id, rows, { ...(entity_id ? { entity_id } : {}), ...(entity_type ? { entity_type } : {}), ...(note ? { note } : {}) });
      const entities = await entitiesByIds(deps.database.writer, [...done.adopted, ...done.before].map((a) => a.entity_id));
      const standing = await standingAdoptions(deps.database.writer, id, rows);
      const said = (row: number, entity: string): string | undefined => standing.get(row)?.find((s) => s.entity_id === entity)?.id;
      return c.json({
        change: changeView(done.change), left_out: done.left_out, before: done.before.map((b) => ({ row: b.row, entity: refOf(entities, b.entity_id) })),
        adopted: done.adopted.map((a) => { const judgement_id = said(a.row, a.entity_id); return { row: a.row, entity: refOf(entities, a.entity_id), is_new: a.is_new, claims: a.claims, ...(judgement_id ? { judgement_id } : {}) }; }),
      }, 200);
    });

  app.openapi(createRoute({ method: "post", path: "/api/registers/{id}/links", tags, summary: "Work out which rows may be organisations of the record", request: { params: byId }, responses: answers(job, "The job; the pairs are then at /api/identity/pairs", 202) }),
    async (c) => {
      actorOf(deps, c);
      const one = await registerBy(deps.database.writer, c.req.valid("param").id);
      const started = deps.jobs.startOne("link", one.title, async (signal, tell) => {
        const links = await linkRegister(deps.database, one.id, () => deps.clock.now(), { signal, progress: (done, of) => tell({ rows: done, share: done / Math.max(1, of) }) });
        return { register_id: one.id, rows: links.length };
      });
      return c.json(started, 202);
    });
}
