/** Documents and sources: upload with live progress, the text with its claims, citations and their editing. */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { streamSSE } from "hono/streaming";
import { editSource, readIntoLedger } from "../documents/index.ts";
import { LIMITS } from "../files/index.ts";
import { AppError, type Problem } from "../kernel/index.ts";
import { claimsPage, documentOf, sourceBy, sourcesPage, type SourceRecord } from "../ledger/index.ts";
import type { JobView } from "./api-types.ts";
import { actorOf, readerOf, type Deps, type Env } from "./deps.ts";
import type { JobFile } from "./jobs.ts";
import { answers, clocks, documentRow, documentView, job, pageOf, pageQuery, sourceView, when } from "./schemas.ts";
import { askedList, sourceItems, type TableParams } from "./table-lists.ts";
import { claimViews, sourceRef, withText } from "./views.ts";

/** Bounds of one upload: the files room bounds each file again, by what is inside it. */
export const UPLOAD_BYTES_MAX = LIMITS.bytes_max + 1024 * 1024;
const UPLOAD_FILES_MAX = 500;

export const uploadLimit = bodyLimit({
  maxSize: UPLOAD_BYTES_MAX,
  onError: () => {
    throw new AppError("server/upload-too-large", { bytes_max: UPLOAD_BYTES_MAX }, {
      status: 413, zh: `一次上传最多 ${Math.round(UPLOAD_BYTES_MAX / 1048576)} MB`, en: `one upload may hold at most ${Math.round(UPLOAD_BYTES_MAX / 1048576)} MB`,
      hint: { zh: "请分几次上传，或用命令 lightvalley read", en: "upload in parts, or use the command lightvalley read" },
    });
  },
});

/** The files of a multipart body under one field. @throws AppError when there is none, or too many. */
export async function filesOf(request: { formData(): Promise<FormData> }, field: string): Promise<JobFile[]> {
  // Hono keeps the parsed body: the check of the request has read it already.
  const form = await Promise.resolve().then(() => request.formData()).catch(() => {
    throw new AppError("server/not-multipart", {}, { zh: "请以 multipart/form-data 上传文件", en: "send the files as multipart/form-data" });
  });
  const files: JobFile[] = [];
  for (const value of form.getAll(field)) {
    if (typeof value === "string") continue;
    files.push({ name: value.name.replaceAll(/[\p{Cc}/\\]/gu, "_").slice(0, 255) || "file", bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  if (files.length === 0 || files.length > UPLOAD_FILES_MAX) {
    throw new AppError("server/no-files", { field, files_max: UPLOAD_FILES_MAX }, { zh: `请在“${field}”一栏给出 1 至 ${UPLOAD_FILES_MAX} 个文件`, en: `give 1 to ${UPLOAD_FILES_MAX} files in the field “${field}”` });
  }
  return files;
}

const cursorOf = (s: SourceRecord): string => Buffer.from(JSON.stringify([s.published ?? "", s.id])).toString("base64url");

function afterOf(cursor: string | undefined): { published: string; id: string } | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [published, id] = z.tuple([z.string(), z.uuid()]).parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return { published, id };
  } catch {
    throw new AppError("server/bad-cursor", { cursor }, { zh: "翻页标记无效", en: "this is not a cursor of the list", hint: { zh: "请从第一页开始", en: "begin at the first page" } });
  }
}

export function documentRoutes(app: OpenAPIHono<Env>, deps: Deps): void {
  const listQuery = pageQuery.extend({ q: z.string().max(200).optional() }).extend(clocks.pick({ known_on: true }).shape);
  /** What had been published by a day, from the tables; the cursor is the place. */
  const listThen = async (c: Parameters<typeof readerOf>[1], query: { q?: string | undefined; cursor?: string | undefined; known_on: string }, documents_only: boolean, limit: number) => {
    const asked = await askedList(deps, c, "sources", { ...(query.q ? { q: query.q } : {}), known_on: query.known_on, sort: "-published", ...(documents_only ? { text: "yes" } : {}) } as TableParams);
    const from = /^\d{1,9}$/.test(query.cursor ?? "0") ? Number(query.cursor ?? 0) : 0;
    const page = await sourceItems(asked, asked.list.rows.slice(from, from + limit));
    return { page, ...(asked.list.rows.length > from + limit ? { next: String(from + limit) } : {}) };
  };
  const list = async (c: Parameters<typeof readerOf>[1], query: z.infer<typeof listQuery>, documents_only: boolean) => {
    const limit = query.limit ?? 50;
    if (query.known_on) return await listThen(c, { ...query, known_on: query.known_on }, documents_only, limit);
    const after = afterOf(query.cursor);
    const found = await sourcesPage(readerOf(deps, c), { limit: limit + 1, documents_only, ...(query.q ? { q: query.q } : {}), ...(after ? { after } : {}) });
    const page = found.slice(0, limit);
    return { page, ...(found.length > limit ? { next: cursorOf(page.at(-1)!) } : {}) };
  };

  app.openapi(createRoute({ method: "get", path: "/api/documents", tags: ["documents"], summary: "Documents, newest published first", request: { query: listQuery }, responses: answers(pageOf(documentRow), "A page of documents") }),
    async (c) => {
      const { page, next } = await list(c, c.req.valid("query"), true);
      return c.json({ items: page.map((s) => ({ source: sourceRef(s, true), claims: s.claims, open: s.open })), ...(next ? { next } : {}) }, 200);
    });

  app.openapi(createRoute({ method: "get", path: "/api/sources", tags: ["documents"], summary: "Sources, newest published first", request: { query: listQuery }, responses: answers(pageOf(sourceView), "A page of sources") }),
    async (c) => {
      const { page, next } = await list(c, c.req.valid("query"), false);
      return c.json({ items: page.map((s) => ({ ...sourceRef(s, s.has_text), version: s.version, what: s.what, visibility: s.visibility, claims: s.claims, open: s.open })), ...(next ? { next } : {}) }, 200);
    });

  app.use("/api/documents", uploadLimit);
  app.openapi(createRoute({ method: "post", path: "/api/documents", tags: ["documents"], summary: "Upload files to be read", request: { body: { content: { "multipart/form-data": { schema: z.object({ files: z.any().openapi({ type: "string", format: "binary" }) }) } } } }, responses: answers(job, "The job; follow it at /api/jobs/{id}/events", 202) }),
    async (c) => {
      const ctx = actorOf(deps, c);
      const files = await filesOf(c.req, "files");
      const started = deps.jobs.start(files, async (file, signal) => await readIntoLedger(deps.database, ctx, file, { lexicon: deps.lexicon, signal }));
      return c.json(started, 202);
    });

  const byId = z.object({ id: z.uuid() });
  app.openapi(createRoute({ method: "get", path: "/api/documents/{id}", tags: ["documents"], summary: "A document with its text and claims", request: { params: byId }, responses: answers(documentView, "Text, citation and claims") }),
    async (c) => {
      const { id } = c.req.valid("param");
      const db = readerOf(deps, c);
      const source = await sourceBy(db, id);
      const document = await documentOf(db, id);
      if (!document) {
        throw new AppError("server/no-text", { source_id: id }, { status: 404, zh: "账本里没有这个来源的正文", en: "the ledger does not hold this source's text", hint: { zh: "请查看来源页上的出处和网址", en: "see its citation and address on the source page" } });
      }
      const claims = await claimViews(db, deps.ontology, (await claimsPage(db, { source_id: id, limit: 1_000 })).map(({ place: _place, ...rest }) => rest));
      claims.sort((a, b) => (a.locator?.start ?? 0) - (b.locator?.start ?? 0) || (a.id < b.id ? -1 : 1));
      return c.json({
        source: { ...sourceRef(source, true), version: source.version, visibility: source.visibility }, format: document.format,
        ...(document.encoding ? { encoding: document.encoding } : {}), bytes: document.bytes, text: document.text, problems: document.problems as Problem[], claims,
      }, 200);
    });

  const sourceWithCounts = async (c: Parameters<typeof readerOf>[1], source: SourceRecord) => {
    const db = readerOf(deps, c);
    const counts = await db.selectFrom("claim").select((eb) => [eb.fn.countAll<number>().as("all"), eb.fn.countAll<number>().filterWhere("status", "=", "proposed").as("open")]).where("source_id", "=", source.id).executeTakeFirstOrThrow();
    const has = await withText(db, [source.id]);
    return { ...sourceRef(source, has.has(source.id)), version: source.version, what: source.what as string, visibility: source.visibility, claims: Number(counts.all), open: Number(counts.open) };
  };
  app.openapi(createRoute({ method: "get", path: "/api/sources/{id}", tags: ["documents"], summary: "One source", request: { params: byId }, responses: answers(sourceView, "The source") }),
    async (c) => c.json(await sourceWithCounts(c, await sourceBy(readerOf(deps, c), c.req.valid("param").id)), 200));

  const edit = z.strictObject({
    version: z.number().int(), title: z.string().trim().min(1).max(500).optional(), publisher: z.string().trim().max(200).optional(),
    published: z.union([when, z.literal("")]).optional(), language: z.string().max(20).optional(), address: z.union([z.url({ protocol: /^https?$/ }).max(2_000), z.literal("")]).optional(),
  });
  app.openapi(createRoute({ method: "patch", path: "/api/sources/{id}", tags: ["documents"], summary: "Edit a citation (a new version of it)", request: { params: byId, body: { content: { "application/json": { schema: edit } } } }, responses: answers(sourceView, "The source as it now stands") }),
    async (c) => {
      const { version, ...changes } = c.req.valid("json");
      const edited = await editSource(deps.database, actorOf(deps, c), c.req.valid("param").id, version, changes);
      return c.json(await sourceWithCounts(c, edited), 200);
    });

  app.openapi(createRoute({ method: "get", path: "/api/jobs", tags: ["documents"], summary: "Long work of this server, newest first", responses: answers(z.object({ items: z.array(job.omit({ items: true })) }), "Jobs without their files") }),
    (c) => c.json({ items: c.get("viewer").role === "public" ? [] : deps.jobs.list() }, 200));
  app.openapi(createRoute({ method: "get", path: "/api/jobs/{id}", tags: ["documents"], summary: "How far a job is", request: { params: byId }, responses: answers(job, "The job") }),
    (c) => {
      actorOf(deps, c);
      return c.json(deps.jobs.view(c.req.valid("param").id), 200);
    });
  app.openapi(createRoute({ method: "delete", path: "/api/jobs/{id}", tags: ["documents"], summary: "Stop a job; what it has read stays", request: { params: byId }, responses: answers(job, "The job") }),
    (c) => {
      actorOf(deps, c);
      return c.json(deps.jobs.stop(c.req.valid("param").id), 200);
    });
  app.get("/api/jobs/:id/events", (c) => {
    actorOf(deps, c);
    const id = c.req.param("id");
    deps.jobs.view(id);
    return streamSSE(c, async (stream) => {
      const ended = (view: JobView): boolean => view.state === "done" || view.state === "failed" || view.state === "stopped";
      const queue: JobView[] = [];
      let wake = (): void => {};
      const stopListening = deps.jobs.listen(id, (view) => {
        queue.push(view);
        wake();
      });
      stream.onAbort(() => wake());
      queue.push(deps.jobs.view(id));
      try {
        while (!stream.aborted) {
          const view = queue.shift();
          if (view) {
            await stream.writeSSE({ event: ended(view) ? (view.state === "failed" ? "failed" : "done") : "progress", data: JSON.stringify(view) });
            if (ended(view)) return;
          } else await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        stopListening();
      }
    });
  });
}
