/**
 * An empty database for one test: PGlite in memory, or, with `TEST_DATABASE_URL`, a fresh database on that server.
 * Invariant: two tests never see each other's rows.
 */
import pg from "pg";
import { newId } from "../kernel/index.ts";
import { openDatabase, type Database } from "./open.ts";

export async function openForTest(): Promise<Database> {
  const server = process.env["TEST_DATABASE_URL"];
  if (!server) return await openDatabase({ kind: "memory" });
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
      await admin(`drop database if exists ${name} with (force)`);
    },
  };
}
