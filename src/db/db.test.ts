/** The database at its door: both engines store the same values, migrations are one history, and the reader's role holds for any owner. */
import { readFileSync } from "node:fs";
import { sql } from "kysely";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newId } from "../kernel/index.ts";
import { insertMany, migrate, openDatabase, type Database } from "./index.ts";
import { openForTest, testServer } from "./open-for-test.ts";

let db: Database;
beforeEach(async () => void (db = await openForTest()));
afterEach(async () => await db.close());

describe("many rows at once", () => {
  const texts = ["plain", "", "comma, quote \" and 'single'", "line\nfeed\r\nand\ttab", "\\.", "before\n\\.\nafter", "\\N", "NULL", "光谷 😀", "{\"not\":\"json\"}", "back\\slash"];
  it.each([[5], [60]])("stores every text as it is, whichever way %i rows go", async (count) => {
    const rows = Array.from({ length: count }, (_, i) => {
      const text = texts[i % texts.length]!;
      return { source_id: newId(), sha256: `${i}`, format: "txt", encoding: i % 2 ? text : null, bytes: 2 ** 40 + i, text, segments: [{ text, n: 1.5, deep: [null, true, text] }], problems: [], visibility: 0, change_id: newId(), n: i, hash: "" };
    });
    await insertMany(db.writer, "document", rows);
    const found = await db.writer.selectFrom("document").selectAll().orderBy("n").execute();
    expect(found.map((r) => ({ ...r, bytes: Number(r.bytes) }))).toEqual(rows);
  });

  it("takes absent members as null", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({ id: newId(), version: 1, kind: "page", title: `T${i}`, ...(i % 3 ? { publisher: "P" } : {}), visibility: 0, change_id: newId(), n: i, hash: "", is_current: true }));
    await insertMany(db.writer, "source", rows);
    const found = await db.writer.selectFrom("source").select(["n", "publisher"]).orderBy("n").execute();
    expect(found.map((r) => r.publisher)).toEqual(rows.map((_, i) => (i % 3 ? "P" : null)));
  });

  it("keeps the code of a refusal", async () => {
    const row = { id: newId(), type: "Firm", slug: "same", visibility: 0, change_id: newId(), n: 0, hash: "", canonical_id: newId() };
    await expect(insertMany(db.writer, "entity", Array.from({ length: 30 }, () => ({ ...row, id: newId() })))).rejects.toMatchObject({ code: "23505" });
    await expect(insertMany(db.writer, "entity", [row, { ...row, id: newId() }])).rejects.toMatchObject({ code: "23505" });
  });
});

describe("migrations", () => {
  it("run once, and by several starters at once", async () => {
    await Promise.all([migrate(db.writer), migrate(db.writer), migrate(db.writer)]);
    expect((await db.writer.selectFrom("migration").select("name").execute()).length).toBeGreaterThan(1);
  });

  it("refuse one that was edited after it had run, and a database from a newer version, by name", async () => {
    await db.writer.insertInto("migration").values({ name: "20990101-later", sha256: "x" }).execute();
    await expect(migrate(db.writer)).rejects.toMatchObject({ code: "db/newer", payload: { name: "20990101-later" } });
    await db.writer.deleteFrom("migration").where("name", "=", "20990101-later").execute();
    await db.writer.updateTable("migration").set({ sha256: "x" }).where("name", "=", "20261122-ledger-begin").execute();
    await expect(migrate(db.writer)).rejects.toMatchObject({ code: "db/migration-changed", payload: { name: "20261122-ledger-begin" } });
  });

  it("make the very columns that the types name", async () => {
    const source = readFileSync(new URL("./schema.ts", import.meta.url), "utf8");
    const typed = new Map([...source.matchAll(/export interface (\w+)Table \{\n(.*?)\n\}/gs)].map((m) => [m[1]!, [...m[2]!.matchAll(/^ {2}(\w+):/gm)].map((f) => f[1]!).sort()]));
    const tables = [...source.slice(source.indexOf("export interface Schema")).matchAll(/^ {2}(\w+): (\w+)Table;/gm)];
    expect(tables.length).toBeGreaterThan(10);
    const { rows } = await sql<{ table_name: string; column_name: string }>`select table_name, column_name from information_schema.columns where table_schema = 'public'`.execute(db.writer);
    for (const [, table, type] of tables) {
      expect([table, rows.filter((r) => r.table_name === table).map((r) => r.column_name).sort()]).toEqual([table, typed.get(type!)]);
    }
    expect(new Set(rows.map((r) => r.table_name))).toEqual(new Set(tables.map((m) => m[1])));
  });
});

describe("readers", () => {
  it("see a row only at their clearance, through every table that has one", async () => {
    const guarded = await sql<{ table_name: string }>`select table_name from information_schema.columns where table_schema = 'public' and column_name in ('visibility', 'clearance_min')`.execute(db.writer);
    const secured = await sql<{ relname: string }>`select relname from pg_class where relrowsecurity`.execute(db.writer);
    // Rows of a register are as visible as it is; a judgement as its two entities.
    const through = ["judgement", "register_flaw", "register_judgement", "register_link", "register_row"];
    expect(secured.rows.map((r) => r.relname).sort()).toEqual([...guarded.rows.map((r) => r.table_name), ...through].sort());
  });

  it("cannot write, nor take other rights by asking", async () => {
    const reader = db.reader("confidential");
    await expect(sql`insert into meta values ('a', 'b')`.execute(reader)).rejects.toMatchObject({ code: "42501" });
    await expect(sql`truncate claim`.execute(reader)).rejects.toMatchObject({ code: "42501" });
    await expect(sql`alter table claim disable row level security`.execute(reader)).rejects.toMatchObject({ code: "42501" });
  });
});

const server = testServer();
describe.skipIf(!server)("owners on a server (DATABASE_URL)", () => {
  /** A role of its own that owns a database of its own; undefined where this test's user may not make them. */
  async function asOwner(rights: string, granted: boolean, work: (url: string) => Promise<void>): Promise<void> {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    const name = `lv_owner_${newId().replaceAll("-", "").slice(-12)}`;
    try {
      const { rows } = await client.query<{ rolsuper: boolean }>("select rolsuper from pg_roles where rolname = current_user");
      if (!rows[0]!.rolsuper) return console.log("this test's user is no superuser: owners are tested as that user only");
      await client.query(`create role ${name} login ${rights} password '${name}'`);
      if (granted) await client.query(`grant lightvalley_reader to ${name}`);
      await client.query(`create database ${name} owner ${name}`);
      const url = new URL(server!);
      Object.assign(url, { username: name, password: name, pathname: `/${name}` });
      await work(url.href);
    } finally {
      await client.query(`drop database if exists ${name} with (force)`);
      await client.query(`drop role if exists ${name}`);
      await client.end();
    }
  }
  const readsByClearance = async (url: string): Promise<void> => {
    const own = await openDatabase({ kind: "server", url });
    try {
      for (const visibility of [0, 1, 2]) await own.writer.insertInto("entity_name").values({ entity_id: newId(), kind: "label", text: `t${visibility}`, lang: "en", normal: "", sound: "", visibility }).execute();
      expect(await own.writer.selectFrom("entity_name").select("text").execute()).toHaveLength(3);
      expect((await own.reader("public").selectFrom("entity_name").select("text").execute()).map((r) => r.text)).toEqual(["t0"]);
      expect(await own.reader("internal").selectFrom("entity_name").select("text").execute()).toHaveLength(2);
    } finally {
      await own.close();
    }
  };

  it("hold readers to their clearance with the role granted beforehand", async () => await asOwner("nosuperuser nocreaterole", true, readsByClearance));
  it("are refused by name without the role's grant", async () => {
    await asOwner("nosuperuser nocreaterole", false, async (url) => {
      await expect(openDatabase({ kind: "server", url })).rejects.toMatchObject({ code: "db/no-reader-role" });
    });
  });
});
