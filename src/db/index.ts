/**
 * db: opens PGlite (durably, behind a lock on its folder) or a PostgreSQL server behind one interface, and brings the
 * tables up to date. It knows SQL and nothing of what the rows mean.
 * Invariant: what a commit acknowledged survives a power cut, and a viewer never sees a row above his clearance.
 */
export { openDatabase } from "./open.ts";
export type { Database, DatabasePlace } from "./open.ts";
export type { Beside } from "./beside.ts";
export { migrate, MIGRATIONS } from "./migrate.ts";
export { insertMany } from "./bulk.ts";
export type { BulkRow } from "./bulk.ts";
export { lockFolder } from "./lock.ts";
export type * from "./schema.ts";
