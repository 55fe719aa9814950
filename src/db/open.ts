/**
 * Opens the database: PGlite in a data folder (durable and locked), PGlite in memory (tests), or a PostgreSQL server.
 * Invariant: all three answer the same SQL; readers come through a role whose clearance the database itself enforces.
 */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { AppError, type Visibility, VISIBILITIES } from "../kernel/index.ts";
import { besideIn, type Beside } from "./beside.ts";
import { DURABLE_START_PARAMS, DurableNodeFS } from "./durable-fs.ts";
import { lockFolder } from "./lock.ts";
import { migrate } from "./migrate.ts";
import { sessionDialect, Turnstile, WRITER_WORDS, type SharedSession } from "./pglite-dialect.ts";
import type { Schema } from "./schema.ts";

export interface Database {
  engine: "pglite" | "postgres";
  /** Full rights: for the house's own commands, never for answering a viewer. */
  writer: Kysely<Schema>;
  /** What a viewer of this clearance may see; the database drops the rest. */
  reader(clearance: Visibility): Kysely<Schema>;
  /** Where projections are kept between two starts; absent where there is no folder. */
  beside?: Beside;
  close(): Promise<void>;
}

export type DatabasePlace =
  | { kind: "folder"; folder: string; onSync?: () => void }
  | { kind: "memory" }
  | { kind: "server"; url: string };

const readerWords = (clearance: Visibility): string =>
  `set role lightvalley_reader; set lightvalley.clearance = '${VISIBILITIES.indexOf(clearance)}'; set plan_cache_mode = force_custom_plan`;

/** @throws AppError `db/locked`, `db/unreachable`, or what `migrate` throws. The folder is unlocked again on failure. */
export async function openDatabase(place: DatabasePlace): Promise<Database> {
  const database = place.kind === "server" ? await openServer(place.url) : await openEmbedded(place);
  try {
    await migrate(database.writer);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

async function openEmbedded(place: Exclude<DatabasePlace, { kind: "server" }>): Promise<Database> {
  const unlock = place.kind === "folder" ? lockFolder(place.folder) : () => {};
  try {
    const pglite = await startPglite(place);
    const database = databaseOver(pglite, async () => {
      try {
        if (!pglite.closed) await pglite.close();
      } finally {
        unlock();
      }
    });
    return place.kind === "folder" ? { ...database, beside: besideIn(join(place.folder, "projections")) } : database;
  } catch (error) {
    unlock();
    throw error;
  }
}

/** One engine as a database with its writer and readers. @param release runs once, when everybody has left. */
export function databaseOver(pglite: PGlite, release: () => Promise<void>): Database {
  const session: SharedSession = { pglite, turnstile: new Turnstile(), words: "", closed: false, unlogged: 0 };
  const open = (words: string): Kysely<Schema> => new Kysely<Schema>({ dialect: sessionDialect(session, words) });
  const writer = open(WRITER_WORDS);
  const readers = new Map(VISIBILITIES.map((v) => [v, open(readerWords(v))]));
  return {
    engine: "pglite",
    writer,
    reader: (clearance) => readers.get(clearance)!,
    async close() {
      const leave = await session.turnstile.enter();
      try {
        if (!session.closed) {
          session.closed = true;
          await release();
        }
      } finally {
        leave();
      }
    },
  };
}

/** Starts the engine: bare, without tables. */
export async function startPglite(place: Exclude<DatabasePlace, { kind: "server" }>): Promise<PGlite> {
  const options = { extensions: { pg_trgm }, initialMemory: 256 * 1024 * 1024 };
  if (place.kind === "memory") return await PGlite.create(options);
  const dir = join(place.folder, "pg");
  if (!existsSync(dir)) mkdirSync(dir, { recursive: true });
  return await PGlite.create({ ...options, fs: new DurableNodeFS(dir, place.onSync), startParams: [...DURABLE_START_PARAMS] });
}

async function openServer(url: string): Promise<Database> {
  // Counts and sequence numbers stay within 2^53; as numbers they read the same from both engines.
  pg.types.setTypeParser(20, Number);
  const pools: pg.Pool[] = [];
  const open = (options: string, max: number): Kysely<Schema> => {
    const pool = new pg.Pool({ connectionString: url, max, ...(options ? { options } : {}) });
    pool.on("error", () => {}); // a lost idle connection is reported by the next query that needs one
    pools.push(pool);
    return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  };
  const writer = open("", 4);
  try {
    await pools[0]!.query("select 1");
  } catch (error) {
    await pools[0]!.end();
    throw new AppError("db/unreachable", { cause: (error as Error).message }, {
      status: 503,
      zh: `连接不上 DATABASE_URL 所指的 PostgreSQL：${(error as Error).message}`,
      en: `cannot reach the PostgreSQL server of DATABASE_URL: ${(error as Error).message}`,
      hint: { zh: "请检查地址、用户、口令和服务器是否在运行", en: "check address, user, password and that the server runs" },
    });
  }
  const readers = new Map(
    VISIBILITIES.map((v, i) => [v, open(`-c role=lightvalley_reader -c lightvalley.clearance=${i} -c plan_cache_mode=force_custom_plan`, 4)]),
  );
  return {
    engine: "postgres",
    writer,
    reader: (clearance) => readers.get(clearance)!,
    close: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
    },
  };
}
