/**
 * A process to be killed: opens a data folder, records one claim a change set, and tells each claim's id once its commit has been acknowledged.
 * `appender.ts FOLDER [--count N] [--shadow DIR] [--unsynced]`. `--shadow` keeps in DIR a copy of the engine's files that holds
 * only what was synced: the disk after a power cut. `--unsynced` opens the engine as shipped, without sync, to show what the copy would lose.
 * Lines on stdout: `ready`, then `<claim id> <syncs during its commit>`, at the end `done <syncs in all>`.
 */
import { writeSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { databaseOver, openDatabase } from "../../src/db/open.ts";
import { AppError, newId, systemClock } from "../../src/kernel/index.ts";
import { record, type Entry } from "../../src/ledger/index.ts";
import { keepShadow } from "./shadow.ts";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { count: { type: "string" }, shadow: { type: "string" }, unsynced: { type: "boolean" } } });
const folder = positionals[0]!;
const pg = join(folder, "pg");
const tell = (line: string): void => void writeSync(1, `${line}\n`);

if (values.shadow) keepShadow(pg, values.shadow);
let syncs = 0;

async function open() {
  if (!values.unsynced) return await openDatabase({ kind: "folder", folder, onSync: () => void syncs++ });
  const engine = await PGlite.create(pg, { extensions: { pg_trgm } });
  return databaseOver(engine, async () => await engine.close());
}

try {
  const database = await open();
  const ctx = { actor: "appender", clock: systemClock };
  const [subject_id, source_id] = [newId(), newId()];
  const claim = (): Entry => ({ kind: "claim", subject_id, id: newId(), property: "employees", value: Math.round(Date.now() % 1e6), unit: "count", modality: "actual", bound: "eq", source_id, visibility: "public", entered: "accepted" });
  await record(database.writer, ctx, {
    kind: "record",
    entries: [
      { kind: "entity", id: subject_id, type: "Firm", slug: `firm-${subject_id}`, label: { en: "A firm" }, visibility: "public" },
      { kind: "source", id: source_id, version: 1, what: "person", title: "Somebody", visibility: "public" },
    ],
  });
  tell("ready");
  for (let k = 0; k < Number(values.count ?? Infinity); k++) {
    const before = syncs;
    const entry = claim();
    await record(database.writer, ctx, { kind: "record", entries: [entry] });
    tell(`${"id" in entry ? entry.id : ""} ${syncs - before}`);
  }
  tell(`done ${syncs}`);
  await database.close();
  process.exit(0);
} catch (error) {
  tell(`refused ${error instanceof AppError ? error.code : String(error)}`);
  process.exit(1);
}
