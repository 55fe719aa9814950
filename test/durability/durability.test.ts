/**
 * What the embedded engine promises, shown on real processes: an acknowledged commit survives kill -9 and a power cut, each commit is synced,
 * and a data folder has one process at a time. `DURABILITY_ROUNDS=20` kills more often than the two rounds of an ordinary run.
 */
import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { insertMany, lockFolder, openDatabase } from "../../src/db/index.ts";
import { newId } from "../../src/kernel/index.ts";
import { verifyLedger } from "../../src/ledger/index.ts";
import { acknowledged, pause, start } from "./processes.ts";

const ROUNDS = Number(process.env["DURABILITY_ROUNDS"] ?? 2);
const LOCK = "lightvalley.lock";
// Starting real processes takes seconds, and many times that on a busy machine.
vi.setConfig({ testTimeout: 120_000 + 60_000 * ROUNDS });
let root: string;
/** A fresh record, made once: starting from it saves the engine's first start in every test. */
let fresh: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "lightvalley-durability-"));
  fresh = join(root, "fresh");
  await (await openDatabase({ kind: "folder", folder: fresh })).close();
}, 120_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

function copyOfFresh(name: string): string {
  const folder = join(root, name);
  cpSync(fresh, folder, { recursive: true });
  return folder;
}

/** Opens the folder as the next run would; @returns which of the ids it holds, and what verification says. */
async function survivors(folder: string, ids: readonly string[]): Promise<{ missing: string[]; flaws: unknown[]; changes: number }> {
  const database = await openDatabase({ kind: "folder", folder });
  try {
    const held = new Set((await database.writer.selectFrom("claim").select("id").execute()).map((r) => r.id));
    const { flaws, changes } = await verifyLedger(database);
    return { missing: ids.filter((id) => !held.has(id)), flaws, changes };
  } finally {
    await database.close();
  }
}

/** Fingerprint of every file below a folder. */
function fingerprint(folder: string): string {
  const hash = createHash("sha256");
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).sort((a, b) => (join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1))) {
    if (entry.isFile()) hash.update(join(entry.parentPath, entry.name)).update(readFileSync(join(entry.parentPath, entry.name)));
  }
  return hash.digest("hex");
}

describe("kill -9", () => {
  it("loses nothing that was acknowledged, at whatever moment it comes", async () => {
    const folder = copyOfFresh("killed");
    const ids: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const run = start("./appender.ts", [folder]);
      await run.line((line) => line === "ready");
      await pause(Math.random() * 1_500);
      run.child.kill("SIGKILL");
      await run.ended;
      ids.push(...acknowledged(run.lines).map((a) => a.id));
      const after = await survivors(folder, ids);
      expect(after.missing).toEqual([]);
      expect(after.flaws).toEqual([]);
    }
    expect(ids.length).toBeGreaterThan(0);
  });

  it("during `read` of a folder leaves whole files only, and the next run goes on", async () => {
    const folder = copyOfFresh("read");
    const texts = join(root, "texts");
    mkdirSync(texts);
    const count = 24;
    for (let k = 0; k < count; k++) writeFileSync(join(texts, `${String(k).padStart(2, "0")}.txt`), `Lens Works ${k} Ltd employed ${100 + k} people in 2023. Its revenue reached ${10 + k} million yuan.\n`);
    const read = () => start("../../src/cli/main.ts", ["read", texts, "--data", folder, "--empty", "--lang", "en"]);
    let before = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const run = read();
      // Killed somewhere between opening the record and the last file: the lock shows that it has begun.
      while (!existsSync(join(folder, LOCK)) && run.child.exitCode === null) await pause(20);
      await pause(700 + Math.random() * 2_500);
      run.child.kill("SIGKILL");
      await run.ended;
      const database = await openDatabase({ kind: "folder", folder });
      const sources = await database.writer.selectFrom("source").selectAll().execute();
      const documents = await database.writer.selectFrom("document").select("source_id").execute();
      expect((await verifyLedger(database)).flaws).toEqual([]);
      await database.close();
      expect(sources.length).toBeGreaterThanOrEqual(before);
      expect(documents.length).toBe(sources.length);
      before = sources.length;
    }
    expect(await read().ended).toBe(0);
    const database = await openDatabase({ kind: "folder", folder });
    const hashes = (await database.writer.selectFrom("source").select("sha256").execute()).map((s) => s.sha256);
    const verified = await verifyLedger(database);
    await database.close();
    expect(new Set(hashes).size).toBe(count);
    expect(hashes).toHaveLength(count);
    expect(verified.flaws).toEqual([]);
    expect(verified.changes).toBe(count);
  });
});

describe("power cut", () => {
  /** Runs until killed, then gives what a disk would hold that kept synced bytes only. */
  async function cut(name: string, options: readonly string[]): Promise<{ shadow: string; ids: string[] }> {
    const folder = copyOfFresh(name);
    const shadow = copyOfFresh(`${name}-disk`);
    const run = start("./appender.ts", [folder, "--shadow", join(shadow, "pg"), ...options]);
    await run.line((line) => line === "ready");
    await run.line(() => acknowledged(run.lines).length >= 5);
    await pause(Math.random() * 1_000);
    run.child.kill("SIGKILL");
    await run.ended;
    return { shadow, ids: acknowledged(run.lines).map((a) => a.id) };
  }

  it("keeps every acknowledged commit when all unsynced writes are gone", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { shadow, ids } = await cut(`cut-${round}`, []);
      const after = await survivors(shadow, ids);
      expect(after.missing).toEqual([]);
      expect(after.flaws).toEqual([]);
      rmSync(shadow, { recursive: true, force: true });
    }
  });

  it("would lose them in the engine as shipped, which shows that this test can fail", async () => {
    const { shadow, ids } = await cut("cut-unsynced", ["--unsynced"]);
    const after = await survivors(shadow, ids).catch(() => ({ missing: ids }));
    expect(after.missing.length).toBeGreaterThan(0);
  });
});

describe("syncs", () => {
  it("come at least one to a commit, counted by the file system and by the system calls", async () => {
    const folder = copyOfFresh("synced");
    const trace = join(root, "trace");
    const traces = spawnSync("strace", ["-f", "-o", "/dev/null", "true"]).status === 0;
    if (!traces) console.log("no strace here: syncs are counted by the file system only");
    const run = start("./appender.ts", [folder, "--count", "30"], traces ? ["strace", "-f", "--seccomp-bpf", "-e", "trace=fsync,fdatasync", "-o", trace] : []);
    expect(await run.ended).toBe(0);
    const commits = acknowledged(run.lines);
    expect(commits).toHaveLength(30);
    expect(Math.min(...commits.map((c) => c.syncs))).toBeGreaterThanOrEqual(1);
    if (!traces) return;
    const calls = readFileSync(trace, "utf8").split("\n").filter((line) => /\bf(data)?sync\(\d+\)\s+= 0/.test(line)).length;
    expect(calls).toBeGreaterThanOrEqual(Number(/^done (\d+)$/.exec(run.lines.at(-1)!)![1]));
  });
});

describe("log", () => {
  it("is cut by checkpoints as it grows, so that it neither fills the disk nor makes the next start long", async () => {
    const database = await openDatabase({ kind: "folder", folder: copyOfFresh("log") });
    const text = () => randomBytes(200_000).toString("base64"); // does not compress
    for (let k = 0; k < 50; k++) {
      const rows = Array.from({ length: 25 }, (_, i) => ({ source_id: newId(), sha256: `${k}-${i}`, format: "txt", bytes: 1, text: text(), segments: [], problems: [], visibility: 0, change_id: newId(), n: 0, hash: "" }));
      await database.writer.transaction().execute((tx) => insertMany(tx, "document", rows));
    }
    const { rows } = await sql<{ written: number; waiting: number }>`select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::float8 / 1e6 as written,
      (pg_current_wal_insert_lsn() - redo_lsn)::float8 / 1e6 as waiting from pg_control_checkpoint()`.execute(database.writer);
    await database.close();
    expect(rows[0]!.written).toBeGreaterThan(340);
    expect(rows[0]!.waiting).toBeLessThan(310);
  });
});

describe("one process a folder", () => {
  it("refuses the second by name and changes nothing; takes over from a dead one", async () => {
    const folder = copyOfFresh("shared");
    const first = start("./appender.ts", [folder, "--count", "1"], []);
    await first.line((line) => line === "ready");
    first.child.kill("SIGSTOP"); // holds still while we look
    const before = fingerprint(folder);
    const second = start("./appender.ts", [folder, "--count", "1"]);
    expect(await second.ended).toBe(1);
    expect(second.lines).toEqual(["refused db/locked"]);
    expect(fingerprint(folder)).toBe(before);
    first.child.kill("SIGKILL");
    await first.ended;
    expect(existsSync(join(folder, LOCK))).toBe(true);
    const third = start("./appender.ts", [folder, "--count", "1"]);
    expect(await third.ended).toBe(0);
    expect(existsSync(join(folder, LOCK))).toBe(false);
  });

  it("does not mistake another process that has got the dead one's number for it", () => {
    const folder = join(root, "reused");
    mkdirSync(folder);
    if (!existsSync(`/proc/${process.pid}/stat`)) return console.log("no /proc here: start times of processes cannot be told");
    writeFileSync(join(folder, LOCK), JSON.stringify({ pid: process.pid, started: "1" }));
    lockFolder(folder)();
    expect(existsSync(join(folder, LOCK))).toBe(false);
  });

  it("refuses a lock that another machine holds, since nobody here can tell whether it lives", () => {
    const folder = join(root, "elsewhere");
    mkdirSync(folder);
    writeFileSync(join(folder, LOCK), JSON.stringify({ pid: 2 ** 22 + 1, started: "1", host: "another-machine" }));
    expect(() => lockFolder(folder)).toThrowError(expect.objectContaining({ code: "db/locked" }));
  });

  it("gives a dead process's lock to exactly one of three that race for it", async () => {
    const folders = Array.from({ length: 12 }, (_, i) => join(root, `race-${i}`));
    for (const folder of folders) {
      mkdirSync(folder);
      writeFileSync(join(folder, LOCK), JSON.stringify({ pid: 2 ** 22 + 1, started: "1" }));
    }
    const begin = String(Date.now() + 4_000);
    const takers = [0, 1, 2].map(() => start("./taker.ts", [begin, "250", ...folders]));
    await Promise.all(takers.map((t) => t.line((line) => line === "done")));
    takers.forEach((t) => t.child.kill("SIGKILL"));
    await Promise.all(takers.map((t) => t.ended));
    for (let i = 0; i < folders.length; i++) {
      const words = takers.map((t) => t.lines.find((line) => line.startsWith(`${i} `))?.split(" ")[1]).toSorted();
      expect(words).toEqual(["db/locked", "db/locked", "won"]);
    }
  });
});
