/** The routes as the OpenAPI document has them, for docs and their test: `GET /api/claims/{id}`. */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Deps, Env } from "./deps.ts";
import { chainRoutes } from "./routes-chain.ts";
import { chartRoutes } from "./routes-charts.ts";
import { claimRoutes } from "./routes-claims.ts";
import { compareRoutes } from "./routes-compare.ts";
import { documentRoutes } from "./routes-documents.ts";
import { entityRoutes } from "./routes-entities.ts";
import { entryRoutes } from "./routes-entry.ts";
import { findingRoutes } from "./routes-findings.ts";
import { identityRoutes } from "./routes-identity.ts";
import { importRoutes } from "./routes-imports.ts";
import { lexiconRoutes } from "./routes-lexicon.ts";
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

/** No request is answered here: the routes only register themselves. */
export function docsOf(): string[] {
  const app = new OpenAPIHono<Env>();
  const nothing = {} as Deps;
  recordRoutes(app, nothing, {});
  entityRoutes(app, nothing);
  claimRoutes(app, nothing);
  compareRoutes(app, nothing);
  documentRoutes(app, nothing);
  entryRoutes(app, nothing);
  findingRoutes(app, nothing);
  chainRoutes(app, nothing);
  identityRoutes(app, nothing);
  importRoutes(app, nothing);
  const desk = new SiteDesk(nothing);
  parkRoutes(app, nothing, desk);
  unitRoutes(app, nothing, desk);
  targetRoutes(app, nothing, desk);
  chartRoutes(app, nothing, desk);
  lexiconRoutes(app, nothing);
  reportRoutes(app, nothing);
  noteRoutes(app, nothing);
  registerRoutes(app, nothing);
  tableRoutes(app, nothing);
  viewRoutes(app, nothing);
  editRoutes(app, nothing);
  inboxRoutes(app, nothing);
  const { paths } = app.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "", version: "" } });
  return Object.entries(paths ?? {}).flatMap(([path, methods]) => Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`)).sort();
}
