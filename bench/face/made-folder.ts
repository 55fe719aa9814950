/**
 * A data folder with the reference record and a made-up record of the wanted size, filled through the ledger's own door and kept for the next run.
 * Invariant: a folder whose filling was cut off has no mark, and is filled on from where it stopped.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../../src/db/index.ts";
import { fillWithReference } from "../../src/documents/index.ts";
import { systemClock } from "../../src/kernel/index.ts";
import { record } from "../../src/ledger/index.ts";
import { loadOntology } from "../../src/ontology/index.ts";
import { CLAIMS_PER_CHANGE, madeChange } from "../record/made-ledger.ts";
import { madeRest } from "./made-rest.ts";

const MARK = "made-for-bench.json";

/** Of another filling than this a folder is filled on. */
const FILLING = 2;

/** @param say takes a line of progress. @returns the data folder. */
export async function madeFolder(folder: string, claims: number, say: (text: string) => void): Promise<string> {
  const mark = join(folder, MARK);
  if (existsSync(mark) && (JSON.parse(readFileSync(mark, "utf8")) as { filling?: number }).filling === FILLING) return folder;
  mkdirSync(folder, { recursive: true });
  const database = await openDatabase({ kind: "folder", folder });
  try {
    const begun = performance.now();
    await fillWithReference(database, { actor: "lightvalley", clock: systemClock }, loadOntology());
    const done = Number((await database.writer.selectFrom("change_set").select(({ fn }) => fn.countAll().as("n")).where("note", "like", "batch %").executeTakeFirstOrThrow()).n);
    for (let k = done; k * CLAIMS_PER_CHANGE < claims; k++) {
      const entries = madeChange(k, Math.min(CLAIMS_PER_CHANGE, claims - k * CLAIMS_PER_CHANGE));
      await record(database.writer, { actor: "bench", clock: systemClock }, { kind: "import", note: `batch ${k}`, entries });
      if (k % 20 === 19) say(`  ${(k + 1) * CLAIMS_PER_CHANGE} of ${claims} claims, ${Math.round((performance.now() - begun) / 1000)} s`);
    }
    await madeRest(database, say);
  } finally {
    await database.close();
  }
  writeFileSync(mark, JSON.stringify({ claims, filling: FILLING }));
  return folder;
}
