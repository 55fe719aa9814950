/**
 * Bench of the record: writing through the ledger's door against bare inserts of the same rows, facts of one entity as of a day against a
 * primary-key look-up, rebuilding all facts, time from start to the first page, and the size of the web bundle.
 * `node bench/record.ts [--claims N] [--quick] [--keep DIR]`; with DATABASE_URL the first three also run on that PostgreSQL server,
 * in a database of their own that is dropped at the end. Invariant: both sides of a ratio are measured in this run on one engine.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { openDatabase, type Database } from "../src/db/index.ts";
import { bundleSizes } from "./record/bundle.ts";
import { measureQueries } from "./record/queries.ts";
import { measureRebuild } from "./record/rebuild.ts";
import { measureStart } from "./record/start.ts";
import { measureWriting } from "./record/writing.ts";

const { values } = parseArgs({ options: { claims: { type: "string" }, quick: { type: "boolean" }, keep: { type: "string" }, skip: { type: "string", multiple: true } } });
const CLAIMS = Number(values.claims ?? (values.quick ? 50_000 : 1_000_000));
const SMALL = Math.min(100_000, CLAIMS / 10);
const skips = (part: string): boolean => (values.skip ?? []).includes(part);
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const print = (engine: string, what: string, figures: Record<string, unknown>): void => console.log(JSON.stringify({ engine, what, ...figures }));

/** Memory of the rebuild is measured in a ledger a tenth of the size as well, to see whether it grows with the ledger. */
async function measureEngine(open: (name: string) => Promise<Database>): Promise<void> {
  for (const [name, claims] of [["small", SMALL], ["large", CLAIMS]] as const) {
    const database = await open(name);
    const engine = database.engine;
    try {
      const writing = await measureWriting(database, claims, say);
      if (name === "large") {
        print(engine, "writing", writing);
        print(engine, "queries", await measureQueries(database));
      }
      if (!skips("rebuild")) print(engine, "rebuild", await measureRebuild(database, claims));
    } finally {
      await database.close();
    }
  }
}

async function onServer(url: string): Promise<void> {
  const made: string[] = [];
  const admin = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  try {
    await measureEngine(async (size) => {
      const name = `lightvalley_bench_${size}_${process.pid}`;
      await admin(`create database ${name}`);
      made.push(name);
      const own = new URL(url);
      own.pathname = `/${name}`;
      return await openDatabase({ kind: "server", url: own.href });
    });
  } finally {
    for (const name of made) await admin(`drop database if exists ${name} with (force)`);
  }
}

const root = values.keep ?? mkdtempSync(join(tmpdir(), "lightvalley-bench-"));
try {
  if (!skips("pglite")) await measureEngine((size) => openDatabase({ kind: "folder", folder: join(root, size) }));
  if (!skips("start")) for (const [what, folder, empty] of [["start, empty", join(root, "empty"), true], [`start, ${CLAIMS} claims`, join(root, "large"), true]] as const) print("pglite", what, await measureStart(folder, empty));
  const url = process.env["DATABASE_URL"];
  if (url) await onServer(url);
  print("web", "bundle", bundleSizes());
} finally {
  if (!values.keep) rmSync(root, { recursive: true, force: true });
}
