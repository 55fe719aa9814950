/**
 * server: the record over HTTP. Nouns: route, viewer, job. Invariant: everything the web does is a documented route, every
 * refusal has one shape, and a viewer sees what his clearance allows because the database says so.
 */
export { createApp } from "./app.ts";
export type { App, AppOptions } from "./app.ts";
export { accessFor } from "./auth.ts";
export type { Access } from "./auth.ts";
export { Jobs } from "./jobs.ts";
export { indexRegisters } from "./register-search.ts";
export { fillTables } from "./table-lists.ts";
export { stopPairs } from "./routes-identity.ts";
export { listen } from "./listen.ts";
export type { Listening } from "./listen.ts";
export type { Deps, Viewer } from "./deps.ts";
export { docsOf } from "./route-list.ts";
export { chainWorkbook } from "./chain-workbook.ts";
