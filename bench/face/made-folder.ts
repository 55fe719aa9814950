/**
 * A data folder with a made-up record of the wanted size, filled through the ledger's own door and kept for the next run.
 * Invariant: a folder that was not filled to its end is told by its missing mark and is filled anew.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../../src/db/index.ts";
import { systemClock } from "../../src/kernel/index.ts";
import { record } from "../../src/ledger/index.ts";
import { CLAIMS_PER_CHANGE, madeChange } from "../record/made-ledger.ts";

const MARK = "made-for-bench.json";

/** @param say takes a line of progress. @returns the data folder. */
export async function madeFolder(folder: string, claims: number, say: (text: string) => void): Promise<string> {
  const mark = join(folder, MARK);
  if (existsSync(mark) && (JSON.parse(readFileSync(mark, "utf8")) as { claims: number }).claims === claims) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const database = await openDatabase({ kind: "folder", folder });
  try {
    const begun = performance.now();
    for (let k = 0; k * CLAIMS_PER_CHANGE < claims; k++) {
      const entries = madeChange(k, Math.min(CLAIMS_PER_CHANGE, claims - k * CLAIMS_PER_CHANGE));
      await record(database.writer, { actor: "bench", clock: systemClock }, { kind: "import", note: `batch ${k}`, entries });
      if (k % 20 === 19) say(`  ${(k + 1) * CLAIMS_PER_CHANGE} of ${claims} claims, ${Math.round((performance.now() - begun) / 1000)} s`);
    }
  } finally {
    await database.close();
  }
  writeFileSync(mark, JSON.stringify({ claims }));
  return folder;
}
