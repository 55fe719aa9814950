/**
 * Papers over HTTP: preview, editions built with live progress, their files, two editions compared.
 * Invariant: a paper holds nothing above the visibility it was ordered for, and nobody orders above his own clearance.
 */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { AppError, dayOf, VISIBILITIES } from "../kernel/index.ts";
import { buildEdition, compareEditions, editionBy, editionFile, editionFrom, editionsPage, FORMATS, renderAs, SECTIONS, setPaper, shippedProfiles, type Edition, type Order, type Press } from "../report/index.ts";
import type { JobView, PaperOrder } from "./api-types.ts";
import { actorOf, readerOf, type Deps, type Env, type Viewer } from "./deps.ts";
import { answers, job } from "./schemas.ts";
import { edition, editionComparison, paperFormat, paperOptions, paperOrder, paperPreview } from "./schemas-report.ts";

const tags = ["report"];
const MIME = {
  pdf: "application/pdf", docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", html: "text/html; charset=utf-8", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8", jsonld: "application/ld+json; charset=utf-8",
} as const;
const EDITIONS_SHOWN = 200;
/** Previews remembered, so that a build can say what changed since the one that it was ordered from. */
const PREVIEWS_KEPT = 32;
const CHANGES_TOLD = 100;

/** @throws AppError `report/above-clearance`. */
function pressFor(deps: Deps, viewer: Viewer, asked: PaperOrder): Press {
  const clearance = asked.visibility ?? "public";
  if (VISIBILITIES.indexOf(clearance) > VISIBILITIES.indexOf(viewer.clearance)) throw new AppError("report/above-clearance", { clearance }, { status: 403, zh: "不能生成高于自己密级的报告", en: "a paper cannot hold more than its maker may see" });
  return { database: deps.database, ontology: deps.ontology, clock: deps.clock, version: deps.version, actor: viewer.actor, clearance };
}

function orderFor(deps: Deps, { valid_on, known_on, visibility: _v, ...asked }: PaperOrder, base: string): Order {
  return { ...asked, base, built_on: dayOf(deps.clock.now()), clocks: { ...(valid_on ? { valid_on } : {}), ...(known_on ? { known_on } : {}) } };
}

/** The figures that are not as the preview had them, and why. A preview of a higher clearance than the paper's tells nothing. */
async function sincePreview(deps: Deps, press: Press, preview: Edition | undefined, made: Edition): Promise<NonNullable<JobView["items"][number]["changes"]>> {
  if (!preview || preview.id === made.id || preview.visibility !== press.clearance) return [];
  const { changes } = await compareEditions(deps.database.reader(press.clearance), preview, made);
  return changes.slice(0, CHANGES_TOLD).map((c) => ({ ...(c.before ? { before: c.before.text } : {}), ...(c.after ? { after: c.after.text } : {}), sentence: (c.after ?? c.before)!.sentence, why: c.why }));
}

export function reportRoutes(app: OpenAPIHono<Env>, deps: Deps): void {
  const body = { body: { content: { "application/json": { schema: paperOrder } } } };
  const base = (url: string): string => new URL(url).origin;
  const previews = new Map<string, Edition>();

  app.openapi(createRoute({ method: "get", path: "/api/report/options", tags, summary: "Profiles and sections of papers", responses: answers(paperOptions, "What can be chosen") }),
    (c) => c.json({
      profiles: [...shippedProfiles()].map(([name, p]) => ({ name, label: p.label, for: p.for, sections: [...p.sections] })), sections: SECTIONS.map((s) => ({ id: s.id, label: s.title })), formats: [...FORMATS],
    }, 200));

  app.openapi(createRoute({ method: "post", path: "/api/report/preview", tags, summary: "A paper as HTML, kept nowhere", request: body, responses: answers(paperPreview, "The paper") }),
    async (c) => {
      actorOf(deps, c);
      const asked = c.req.valid("json");
      const [press, order] = [{ ...pressFor(deps, c.get("viewer"), asked), signal: c.req.raw.signal }, orderFor(deps, asked, base(c.req.url))];
      const { paper, material } = await setPaper(press, order);
      previews.set(paper.meta.edition, editionFrom(press, order, paper, material));
      for (const old of [...previews.keys()].slice(0, Math.max(0, previews.size - PREVIEWS_KEPT))) previews.delete(old);
      const html = new TextDecoder().decode(await renderAs("html", paper, material));
      return c.json({ html, title: paper.meta.title, edition: paper.meta.edition, figures: paper.cited.length, claims: paper.cited.length, sources: paper.sources.length, notes: paper.notes.length }, 200);
    });

  const wanted = paperOrder.extend({ formats: z.array(paperFormat).min(1).max(FORMATS.length), previewed: z.string().regex(/^[0-9a-f]{16}$/).optional() });
  app.openapi(createRoute({ method: "post", path: "/api/report/editions", tags, summary: "Build an edition and keep its files", request: { body: { content: { "application/json": { schema: wanted } } } }, responses: answers(job, "The job; follow it at /api/jobs/{id}/events", 202) }),
    (c) => {
      actorOf(deps, c);
      const { formats, previewed, ...asked } = c.req.valid("json");
      const press = pressFor(deps, c.get("viewer"), asked);
      const order = orderFor(deps, asked, base(c.req.url));
      const started = deps.jobs.startOne("report", asked.title ?? asked.profile, async (signal, tell) => {
        const { edition: made, warnings } = await buildEdition({ ...press, signal, progress: (step, share) => tell({ step, share }) }, order, [...new Set(formats)], true);
        const changes = await sincePreview(deps, press, previews.get(previewed ?? ""), made);
        return { share: 1, edition_id: made.id, ...(warnings.length > 0 ? { warnings } : {}), ...(changes.length > 0 ? { changes } : {}) };
      });
      return c.json(started, 202);
    });

  app.openapi(createRoute({ method: "get", path: "/api/report/editions", tags, summary: "Editions made, newest first", responses: answers(z.object({ items: z.array(edition) }), "The editions") }),
    async (c) => c.json({ items: await editionsPage(readerOf(deps, c), EDITIONS_SHOWN) }, 200));

  app.openapi(createRoute({
    method: "get", path: "/api/report/editions/{id}/files/{format}", tags, summary: "A file of an edition", request: { params: z.object({ id: z.string().regex(/^[0-9a-f]{4,16}$/), format: paperFormat }) },
    responses: { 200: { description: "The file", content: { "application/octet-stream": { schema: z.any().openapi({ type: "string", format: "binary" }) } } } },
  }), async (c) => {
    const { id, format } = c.req.valid("param");
    const found = await editionBy(readerOf(deps, c), id);
    const bytes = await editionFile(readerOf(deps, c), found.id, format);
    // A paper is a file to keep: shown inside this origin it could be taken for a page of the application.
    return c.body(bytes as Uint8Array<ArrayBuffer>, 200, { "content-type": MIME[format], "content-disposition": `attachment; filename="lightvalley-${found.profile}-${found.lang}-${found.built_on}-${found.id.slice(0, 8)}.${format}"`, "cache-control": "private, no-cache" });
  });

  app.openapi(createRoute({ method: "get", path: "/api/report/comparison", tags, summary: "Which figures changed between two editions, and why", request: { query: z.object({ a: z.string().max(16), b: z.string().max(16) }) }, responses: answers(editionComparison, "Every figure that differs") }),
    async (c) => {
      const { a, b } = c.req.valid("query");
      const db = readerOf(deps, c);
      return c.json(await compareEditions(db, await editionBy(db, a), await editionBy(db, b)), 200);
    });
}
