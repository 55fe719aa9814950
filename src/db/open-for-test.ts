/**
 * An empty database for one test: PGlite in memory, or, with `DATABASE_URL`, a fresh database of its own on that server.
 * Invariant: two tests never see each other's rows.
 *
 * Starting the engine costs seconds, so a closed one is kept and handed out again with a schema made anew. The first start of a process
 * is from a snapshot of an empty engine kept in the machine's folder for temporary files.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import pg from "pg";
import { newId } from "../kernel/index.ts";
import { migrate } from "./migrate.ts";
import { databaseOver, openDatabase, type Database } from "./open.ts";

const idle: PGlite[] = [];

function snapshotPath(): string {
  const door = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  const { version } = JSON.parse(readFileSync(join(door, "../../package.json"), "utf8")) as { version: string };
  return join(tmpdir(), `lightvalley-test-pglite-${version}.tar`);
}

async function startEngine(): Promise<PGlite> {
  const extensions = { pg_trgm };
  const path = snapshotPath();
  if (existsSync(path)) return await PGlite.create({ extensions, loadDataDir: new Blob([readFileSync(path)]) });
  const engine = await PGlite.create({ extensions });
  const snapshot = await engine.dumpDataDir("none");
  const aside = `${path}.${process.pid}`;
  writeFileSync(aside, new Uint8Array(await snapshot.arrayBuffer()));
  renameSync(aside, path);
  return engine;
}

async function openInMemory(): Promise<Database> {
  const kept = idle.pop();
  const engine = kept ?? (await startEngine());
  if (kept) await kept.exec("rollback; reset role; reset all; drop schema public cascade; create schema public");
  const database = databaseOver(engine, async () => void idle.push(engine));
  await migrate(database.writer);
  return database;
}

async function openOnServer(server: string): Promise<Database> {
  const name = `lv_test_${newId().replaceAll("-", "")}`;
  const admin = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await admin(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = await openDatabase({ kind: "server", url: url.href });
  return {
    ...database,
    close: async () => {
      await database.close();
      // Without force, which an owner may not use on the server's own workers: the server waits for them itself.
      await admin(`drop database if exists ${name}`);
    },
  };
}

export async function openForTest(): Promise<Database> {
  const server = testServer();
  return server ? await openOnServer(server) : await openInMemory();
}

/** The server that the tests run on, if one is given: `DATABASE_URL`, as for the program. The database it names is never touched. */
export function testServer(): string | undefined {
  return process.env["DATABASE_URL"] || undefined;
}
