/**
 * The HTTP application: rooms wired to routes, one error shape, one OpenAPI page, the web client's files.
 * Invariant: everything the web does goes through these documented routes.
 */
import { readFile } from "node:fs/promises";
import { join, normalize, sep } from "node:path";
import { OpenAPIHono } from "@hono/zod-openapi";
import { etag, RETAINED_304_HEADERS } from "hono/etag";
import { secureHeaders } from "hono/secure-headers";
import { compress } from "hono/compress";
import { AppError } from "../kernel/index.ts";
import { whoAsks, type Access } from "./auth.ts";
import { chainKeeperOf } from "./chart-desk.ts";
import type { Deps, Env } from "./deps.ts";
import { answerError, requestError } from "./error.ts";
import { asCsv, asJsonLd, formOf } from "./formats.ts";
import { docsPage } from "./docs-page.ts";
import { chainRoutes } from "./routes-chain.ts";
import { chartRoutes } from "./routes-charts.ts";
import { claimRoutes } from "./routes-claims.ts";
import { compareRoutes } from "./routes-compare.ts";
import { documentRoutes } from "./routes-documents.ts";
import { entityRoutes } from "./routes-entities.ts";
import { entityPageRoutes } from "./routes-entity-pages.ts";
import { entryRoutes } from "./routes-entry.ts";
import { findingRoutes } from "./routes-findings.ts";
import { identityRoutes } from "./routes-identity.ts";
import { importRoutes } from "./routes-imports.ts";
import { lexiconRoutes } from "./routes-lexicon.ts";
import { Live } from "./live.ts";
import { liveRoutes, markReached, REACHED_HEADER } from "./routes-live.ts";
import { mapRoutes } from "./routes-map.ts";
import { noteRoutes } from "./routes-notes.ts";
import { parkRoutes } from "./routes-parks.ts";
import { reportRoutes } from "./routes-report.ts";
import { recordRoutes } from "./routes-record.ts";
import { editRoutes } from "./routes-edits.ts";
import { inboxRoutes } from "./routes-inbox.ts";
import { registerRoutes } from "./routes-registers.ts";
import { tableRoutes } from "./routes-tables.ts";
import { viewRoutes } from "./routes-views.ts";
import { targetRoutes } from "./routes-targets.ts";
import { unitRoutes } from "./routes-units.ts";
import { SiteDesk } from "./site-desk.ts";

export interface AppOptions {
  deps: Deps;
  access: Access;
  /** Folder of the built web client; absent = API only. */
  web?: string;
  log: (text: string) => void;
}

export type App = { fetch: (request: Request) => Promise<Response>; request: (path: string, init?: RequestInit) => Promise<Response> };

export function createApp({ deps, access, web, log }: AppOptions): App {
  const app = new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw requestError(result.error.issues);
    },
  });
  app.onError((error, c) => answerError(error, c, log));
  app.use(secureHeaders({
    contentSecurityPolicy: { defaultSrc: ["'self'"], scriptSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", "data:", "blob:"], fontSrc: ["'self'", "data:"], connectSrc: ["'self'"], objectSrc: ["'none'"], baseUri: ["'self'"], frameAncestors: ["'none'"], formAction: ["'self'"] },
    crossOriginOpenerPolicy: "same-origin", strictTransportSecurity: false,
  }));
  app.use("/api/*", whoAsks(access));
  app.use("/api/*", async (c, next) => {
    await next();
    if (!c.res.headers.has("cache-control")) c.header("cache-control", "private, no-cache");
  });
  app.use(async (c, next) => (isStream(c.req.path) ? await next() : await compress()(c, next)));
  app.use("/api/*", async (c, next) => (isStream(c.req.path) ? await next() : await etag({ weak: true, retainedHeaders: [...RETAINED_304_HEADERS, REACHED_HEADER] })(c, next)));
  const live = new Live(deps.database);
  markReached(app, live);

  recordRoutes(app, deps, access);
  entityRoutes(app, deps);
  claimRoutes(app, deps);
  compareRoutes(app, deps);
  documentRoutes(app, deps);
  entryRoutes(app, deps);
  findingRoutes(app, deps);
  const chain = chainKeeperOf(deps);
  chainRoutes(app, deps);
  identityRoutes(app, deps);
  importRoutes(app, deps);
  const desk = new SiteDesk(deps);
  parkRoutes(app, deps, desk);
  unitRoutes(app, deps, desk);
  targetRoutes(app, deps, desk);
  chartRoutes(app, deps, desk);
  entityPageRoutes(app, deps, { site: desk, chain });
  lexiconRoutes(app, deps);
  reportRoutes(app, deps);
  liveRoutes(app, live);
  mapRoutes(app, deps);
  noteRoutes(app, deps);
  registerRoutes(app, deps);
  tableRoutes(app, deps);
  viewRoutes(app, deps);
  editRoutes(app, deps);
  inboxRoutes(app, deps);
  app.doc31("/api/openapi.json", {
    openapi: "3.1.0",
    info: { title: "Lightvalley", version: deps.version, description: "The record of an optoelectronic industry cluster: claims with their sources, facts, decisions. Lists end in `.csv` or `.jsonld` for those forms; `cursor` pages on; every refusal has one shape." },
    servers: [{ url: "/" }],
  });
  app.get("/api/docs", (c) => c.html(docsPage(app.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "Lightvalley", version: deps.version } }))));
  app.all("/api/*", () => {
    throw new AppError("server/no-route", {}, { status: 404, zh: "没有这个接口", en: "there is no such route", hint: { zh: "见 /api/docs", en: "see /api/docs" } });
  });
  if (web !== undefined) app.get("*", async (c) => await webFile(web, c.req.path));
  const fetch = async (request: Request): Promise<Response> => await inForm(request, async (r) => await app.fetch(r), deps);
  return { fetch, request: async (path, init) => await fetch(new Request(new URL(path, "http://localhost"), init)) };
}

/** Answers that are sent while they are made: nothing may wait for their end. */
const isStream = (path: string): boolean => path.endsWith("/events") || path.endsWith(".ndjson") || /^\/api\/tables\/\w+\.(xlsx|csv)$/.test(path);

/** Answers `.csv` and `.jsonld` paths from the JSON answer of the same path. */
async function inForm(request: Request, fetch: (r: Request) => Promise<Response>, deps: Deps): Promise<Response> {
  const url = new URL(request.url);
  const { path, form } = formOf(url.pathname);
  if (!form || request.method !== "GET") return await fetch(request);
  url.pathname = path;
  const headers = new Headers(request.headers);
  for (const name of ["accept-encoding", "if-none-match"]) headers.delete(name);
  const response = await fetch(new Request(url, { headers }));
  if (!response.ok) return response;
  const body: unknown = await response.json();
  const out = new Headers(response.headers);
  for (const name of ["content-length", "etag"]) out.delete(name);
  const next = (body as { next?: string }).next;
  if (next) {
    const following = new URL(request.url);
    following.searchParams.set("cursor", next);
    out.set("link", `<${following.pathname}${following.search}>; rel="next"`);
  }
  out.set("content-type", form === "csv" ? "text/csv; charset=utf-8" : "application/ld+json; charset=utf-8");
  if (form === "csv") out.set("content-disposition", `attachment; filename="${path.split("/").slice(2).join("-")}.csv"`);
  return new Response(form === "csv" ? asCsv(body) : JSON.stringify(asJsonLd(body, deps.ontology, url.origin)), { headers: out });
}

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png",
  ".json": "application/json", ".woff2": "font/woff2", ".ico": "image/x-icon",
};

/** A file of the web client, or its one page for every path that is a view. Never a file outside the folder. */
async function webFile(folder: string, path: string): Promise<Response> {
  let wanted = "/";
  try {
    wanted = normalize(decodeURIComponent(path));
  } catch {
    // not a path that a file could have
  }
  const full = join(folder, wanted);
  const ending = /\.[a-z0-9]+$/.exec(wanted)?.[0] ?? "";
  if (full.startsWith(folder + sep) && ending in TYPES && !wanted.includes("\0")) {
    const body = await readFile(full).catch(() => undefined);
    if (body) {
      const forever = wanted.startsWith("/assets/");
      return new Response(new Uint8Array(body), { headers: { "content-type": TYPES[ending]!, "cache-control": forever ? "public, max-age=31536000, immutable" : "no-cache" } });
    }
    if (wanted.startsWith("/assets/")) return new Response("not found", { status: 404 });
  }
  const page = await readFile(join(folder, "index.html")).catch(() => undefined);
  if (!page) return new Response("The web client is not built: run npm run build / 网页尚未构建：请运行 npm run build", { status: 503, headers: { "content-type": "text/plain; charset=utf-8" } });
  return new Response(new Uint8Array(page), { headers: { "content-type": TYPES[".html"]!, "cache-control": "no-cache" } });
}
