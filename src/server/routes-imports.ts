/** Import of sheets: templates to fill in, the whole check, and the writing of exactly what was checked. */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { checkImport, commitImport } from "../documents/index.ts";
import { writeXlsx, type SheetOut } from "../files/index.ts";
import { AppError, newId } from "../kernel/index.ts";
import { importTemplate, TEMPLATE_KINDS, templateFields } from "../ontology/index.ts";
import { actorOf, type Deps, type Env } from "./deps.ts";
import { filesOf, uploadLimit } from "./routes-documents.ts";
import { answers, change, importCheck } from "./schemas.ts";
import { sheetField } from "./schemas-tables.ts";
import { changeView } from "./views.ts";
import { WaitingUploads } from "./waiting-uploads.ts";

const KINDS = z.enum(TEMPLATE_KINDS);
const CHECKED_KEPT = { files_max: 20, bytes_max: 256 * 1024 * 1024 };

export function importRoutes(app: OpenAPIHono<Env>, deps: Deps): void {
  /** Sheets that were checked and wait for the word; checked again when it comes, since the ledger may have moved. */
  const waiting = new WaitingUploads<{ kind: z.infer<typeof KINDS>; name: string }>(deps.uploads, CHECKED_KEPT);

  app.get("/api/templates/:file", async (c) => {
    const kind = KINDS.safeParse(c.req.param("file").replace(/\.xlsx$/, ""));
    if (!kind.success || !c.req.param("file").endsWith(".xlsx")) throw new AppError("server/no-template", {}, { status: 404, zh: "没有这个模板", en: "there is no such template", hint: { zh: `有 ${TEMPLATE_KINDS.map((k) => `${k}.xlsx`).join("、")}`, en: `there are ${TEMPLATE_KINDS.map((k) => `${k}.xlsx`).join(", ")}` } });
    const lang = z.enum(["zh", "en", "both"]).catch("both").parse(c.req.query("lang"));
    const template = importTemplate(deps.ontology, kind.data, lang);
    const bytes = await writeXlsx(template.sheets as unknown as SheetOut[]);
    return c.body(new Uint8Array(bytes).buffer, 200, {
      "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "content-disposition": `attachment; filename="lightvalley-${kind.data}.xlsx"; filename*=UTF-8''${encodeURIComponent(template.file_name)}`,
    });
  });

  app.openapi(createRoute({ method: "get", path: "/api/imports/{kind}/columns", tags: ["imports"], summary: "Columns that a sheet may have", request: { params: z.object({ kind: KINDS }) }, responses: answers(z.object({ items: z.array(sheetField) }), "In the order of the template") }),
    (c) => c.json({ items: templateFields(deps.ontology, c.req.valid("param").kind).map(({ key, label, required }) => ({ key, label, required: required === true })) }, 200));

  app.use("/api/imports/*", uploadLimit);
  const file = { content: { "multipart/form-data": { schema: z.object({ file: z.any().openapi({ type: "string", format: "binary" }) }) } } };
  app.openapi(createRoute({ method: "post", path: "/api/imports/{kind}", tags: ["imports"], summary: "Check a sheet whole; nothing is written", request: { params: z.object({ kind: KINDS }), body: file }, responses: answers(importCheck, "Every flaw with its cell, and a preview") }),
    async (c) => {
      const ctx = actorOf(deps, c);
      const { kind } = c.req.valid("param");
      const [sheet] = await filesOf(c.req, "file");
      const checked = await checkImport(deps.database, ctx, deps.ontology, kind, sheet!);
      const { entries: _entries, ...answer } = checked;
      if (checked.problems.length > 0) return c.json(answer, 200);
      const token = newId(deps.clock);
      await waiting.keep(token, sheet!.bytes, { kind, name: sheet!.name });
      return c.json({ ...answer, token }, 200);
    });

  app.openapi(createRoute({ method: "post", path: "/api/imports/{kind}/commit", tags: ["imports"], summary: "Write a checked sheet", request: { params: z.object({ kind: KINDS }), body: { content: { "application/json": { schema: z.strictObject({ token: z.uuid() }) } } } }, responses: answers(z.object({ change, claims: z.number() }), "The change set") }),
    async (c) => {
      const ctx = actorOf(deps, c);
      const sheet = await waiting.find(c.req.valid("json").token);
      if (!sheet || sheet.kind !== c.req.valid("param").kind) throw new AppError("server/no-check", {}, { status: 404, zh: "没有这次检查的记录", en: "there is no such check", hint: { zh: "请重新上传并检查", en: "upload the sheet again to check it" } });
      const checked = await checkImport(deps.database, ctx, deps.ontology, sheet.kind, sheet);
      const made = await commitImport(deps.database, ctx, checked, sheet.name);
      await waiting.forget(c.req.valid("json").token);
      return c.json({ change: changeView(made), claims: checked.entries.filter((e) => e.kind === "claim").length }, 200);
    });
}
