/**
 * One history of migrations, run in order, each in a transaction of its own and remembered with its hash.
 * Invariant: a migration that has run is never edited; one whose text has changed since is refused by name.
 */
import { sql, type Kysely } from "kysely";
import { AppError, sha256Hex } from "../kernel/index.ts";
import { sql as claimPages } from "./migrations/20261122-claim-pages.ts";
import { sql as editions } from "./migrations/20261122-editions.ts";
import { sql as ledgerBegin } from "./migrations/20261122-ledger-begin.ts";
import { sql as ledgerScale } from "./migrations/20261122-ledger-scale.ts";
import { sql as notes } from "./migrations/20261122-notes.ts";
import { sql as registers } from "./migrations/20261122-registers.ts";
import { sql as rulings } from "./migrations/20261122-rulings.ts";
import { sql as savedViews } from "./migrations/20261122-saved-views.ts";
import { sql as sourceTally } from "./migrations/20261122-source-tally.ts";
import { sql as tenancy } from "./migrations/20261122-tenancy.ts";
import type { Schema } from "./schema.ts";

export const MIGRATIONS: readonly { name: string; text: string }[] = [
  { name: "20261122-ledger-begin", text: ledgerBegin },
  { name: "20261122-ledger-scale", text: ledgerScale },
  { name: "20261122-source-tally", text: sourceTally },
  { name: "20261122-claim-pages", text: claimPages },
  { name: "20261122-rulings", text: rulings },
  { name: "20261122-registers", text: registers },
  { name: "20261122-tenancy", text: tenancy },
  { name: "20261122-notes", text: notes },
  { name: "20261122-saved-views", text: savedViews },
  { name: "20261122-editions", text: editions },
];

const MIGRATION_LOCK = 5_160_400_742;

/** Splits a migration at the semicolons outside `$$ … $$` bodies: one statement per call works on every driver. */
export function statementsOf(text: string): string[] {
  const parts = text.split("$$");
  const statements: string[] = [];
  let current = "";
  parts.forEach((part, i) => {
    if (i % 2 === 1) {
      current += `$$${part}$$`;
      return;
    }
    const pieces = part.split(";");
    pieces.forEach((piece, j) => {
      current += piece;
      if (j < pieces.length - 1) {
        statements.push(current);
        current = "";
      }
    });
  });
  statements.push(current);
  return statements.map((s) => s.trim()).filter((s) => s.replaceAll(/^--.*$/gm, "").trim() !== "");
}

/** Whether the session may take the reader's role: the roles' tables tell it differently from version to version, so it is tried. */
async function canRead(db: Kysely<Schema>): Promise<boolean> {
  try {
    await db.transaction().execute(async (tx) => {
      await sql`set local role lightvalley_reader`.execute(tx);
    });
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "42501") return false;
    throw error;
  }
}

/**
 * Makes the reader's role where it is missing, and this user a member of it. A superuser may take any role; the maker of a
 * role may not until he is granted it; an administrator may have done both beforehand.
 */
async function ensureReaderRole(db: Kysely<Schema>): Promise<void> {
  const role = await sql<{ n: number }>`select count(*)::int as n from pg_roles where rolname = 'lightvalley_reader'`.execute(db);
  try {
    if (!role.rows[0]?.n) {
      await sql`create role lightvalley_reader nologin`.execute(db).catch((error: { code?: string }) => {
        // Another process made it a moment ago.
        if (error.code !== "42710" && error.code !== "23505") throw error;
      });
    }
    if (await canRead(db)) return;
    await sql`grant lightvalley_reader to current_user`.execute(db);
    if (await canRead(db)) return;
  } catch (error) {
    throw noReaderRole(String(error));
  }
  throw noReaderRole("set role lightvalley_reader");
}

function noReaderRole(cause: string): AppError {
  return new AppError("db/no-reader-role", { cause }, {
    status: 500,
    zh: "数据库用户无权建立或使用角色 lightvalley_reader，无法由数据库按密级控制读取",
    en: "the database user may neither make nor use the role lightvalley_reader, so the database cannot enforce visibility",
    hint: { zh: "请让管理员执行：create role lightvalley_reader nologin; grant lightvalley_reader to 当前用户", en: "ask an administrator to run: create role lightvalley_reader nologin; grant lightvalley_reader to the user in DATABASE_URL" },
  });
}

/** Brings the tables up to this version. @throws AppError `db/migration-changed`, `db/newer` or `db/no-reader-role`. */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  await ensureReaderRole(db);
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK}::bigint)`.execute(tx);
    await sql`create table if not exists migration (name text primary key, sha256 text not null, at timestamptz not null default now())`.execute(tx);
  });
  const done = new Map((await db.selectFrom("migration").selectAll().execute()).map((row) => [row.name, row.sha256]));
  const known = new Set(MIGRATIONS.map((m) => m.name));
  for (const name of done.keys()) {
    if (!known.has(name)) {
      throw new AppError("db/newer", { name }, {
        status: 500,
        zh: `数据库由更新版本的程序写成（含迁移 ${name}）`,
        en: `the database was written by a newer version (it holds migration ${name})`,
        hint: { zh: "请升级 Lightvalley", en: "upgrade Lightvalley" },
      });
    }
  }
  for (const migration of MIGRATIONS) {
    const sha256 = sha256Hex(migration.text);
    const before = done.get(migration.name);
    if (before === sha256) continue;
    if (before !== undefined) {
      throw new AppError("db/migration-changed", { name: migration.name }, {
        status: 500,
        zh: `迁移 ${migration.name} 执行之后被改动`,
        en: `migration ${migration.name} was edited after it had run`,
        hint: { zh: "请恢复其原文，另写新的迁移", en: "restore its text and write a new migration instead" },
      });
    }
    await db.transaction().execute(async (tx) => {
      // Several processes may start on one server at once: the first migrates, the others find it done.
      await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK}::bigint)`.execute(tx);
      const meanwhile = await tx.selectFrom("migration").select("name").where("name", "=", migration.name).executeTakeFirst();
      if (meanwhile) return;
      for (const statement of statementsOf(migration.text)) await sql.raw(statement).execute(tx);
      await tx.insertInto("migration").values({ name: migration.name, sha256 }).execute();
    });
  }
}
