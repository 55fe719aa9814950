// Ten thousand articles read into a ledger on disk, one after another, with a progress bar: articles a second, and the memory of the process
// at marks on the way. The engine's opening is over before the first mark; growth is told between 2,000 and 10,000 articles.
// Invariant: the articles come from a seeded generator; the ledger is a folder of its own and is removed at the end.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { article, random } from "./articles/made.ts";
import { openDatabase } from "../src/db/index.ts";
import { lexiconOf, readIntoLedger } from "../src/documents/index.ts";
import { systemClock } from "../src/kernel/index.ts";
import { loadOntology } from "../src/ontology/index.ts";

const COUNT = Number(process.argv[2] ?? 10_000);
const folder = mkdtempSync(join(tmpdir(), "lightvalley-bench-"));
const database = await openDatabase({ kind: "folder", folder: join(folder, "data") });
const ctx = { actor: "bench", clock: systemClock };
const lexicon = lexiconOf(loadOntology());
const rand = random(20240607);
const collect = (globalThis as { gc?: () => void }).gc ?? (() => undefined);
const mb = (n: number): string => (n / 1e6).toFixed(0).padStart(6);
const marks = new Set([500, 1000, 2000, 5000, 8000, COUNT]);
const rss = new Map<number, number>();
const began = performance.now();
try {
  console.log("articles   resident MB   heap MB   articles/s");
  for (let n = 1; n <= COUNT; n++) {
    await readIntoLedger(database, ctx, { name: `article-${n}.txt`, bytes: new TextEncoder().encode(`文号 ${n}\n${article(rand)}`) }, { lexicon });
    if (process.stderr.isTTY && n % 50 === 0) process.stderr.write(`\r${"█".repeat(Math.round((n / COUNT) * 30)).padEnd(30, "░")} ${n}/${COUNT}`);
    if (!marks.has(n)) continue;
    collect();
    const { rss: resident, heapUsed } = process.memoryUsage();
    rss.set(n, resident);
    console.log(`${String(n).padStart(8)}   ${mb(resident)}        ${mb(heapUsed)}     ${(n / ((performance.now() - began) / 1000)).toFixed(1).padStart(6)}`);
  }
  const from = rss.get(2000);
  const to = rss.get(COUNT);
  if (from !== undefined && to !== undefined) console.log(`growth of resident memory from 2,000 to ${COUNT} articles: ${((to - from) / 1e6).toFixed(0)} MB (${((100 * (to - from)) / from).toFixed(1)} %)`);
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}
