/**
 * Claims written per second through the ledger's own door (checked, hashed, chained, names and facts kept) against bare inserts of the same
 * claim rows into a table with the same columns and key, on the same engine. Batches of both alternate, so that a busy machine slows both.
 */
import { CompiledQuery, sql } from "kysely";
import type { Database } from "../../src/db/index.ts";
import { systemClock } from "../../src/kernel/index.ts";
import { record } from "../../src/ledger/index.ts";
import { CLAIMS_PER_CHANGE, madeChange } from "./made-ledger.ts";
import { figure, quantile } from "./figures.ts";

const COMPARED = 20;
const WARM = 2;

type Row = Record<string, unknown>;

/** The quickest bare ways: COPY (embedded engine) and one insert of many rows. */
async function bareInsert(database: Database, way: string, flat: unknown[][]): Promise<void> {
  await database.writer.transaction().execute(async (tx) => {
    if (way === "copy") {
      const csv = flat.map((row) => row.map((v) => (v === null ? "" : `"${(v instanceof Date ? v.toISOString() : String(v)).replaceAll('"', '""')}"`)).join(",")).join("\n");
      await tx.executeQuery(CompiledQuery.raw("copy bench_bare from '/dev/blob' with (format csv)", [new Blob([csv])]));
      return;
    }
    for (let i = 0; i < flat.length; i += 1_000) {
      const page = flat.slice(i, i + 1_000);
      let n = 0;
      await tx.executeQuery(CompiledQuery.raw(`insert into bench_bare values ${page.map((row) => `(${row.map(() => `$${++n}`).join(",")})`).join(",")}`, page.flat()));
    }
  });
}

/** Rows as plain cells, made ready before the clock runs. */
function bareBatch(rows: Row[]): unknown[][] {
  const columns = Object.keys(rows[0]!);
  return rows.map((row) => columns.map((c) => (row[c] !== null && typeof row[c] === "object" && !(row[c] instanceof Date) ? JSON.stringify(row[c]) : row[c])));
}

/** Fills the ledger with `claims` claims; the first batches are compared with bare inserts. */
export async function measureWriting(database: Database, claims: number, say: (text: string) => void): Promise<Record<string, unknown>> {
  const db = database.writer;
  const ways = database.engine === "pglite" ? ["copy", "rows"] : ["rows"];
  await sql`create table bench_bare (like claim including defaults)`.execute(db);
  await sql`alter table bench_bare add primary key (subject_id, id)`.execute(db);
  const spent: Record<string, { elapsed: number[]; cpu: number[] }> = { ledger: { elapsed: [], cpu: [] }, copy: { elapsed: [], cpu: [] }, rows: { elapsed: [], cpu: [] } };
  const time = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    const result = await work();
    const used = process.cpuUsage(cpu);
    spent[what]!.elapsed.push(performance.now() - start);
    spent[what]!.cpu.push((used.user + used.system) / 1000);
    return result;
  };
  const changes = Math.ceil(claims / CLAIMS_PER_CHANGE);
  let compared = 0;
  const begun = performance.now();
  for (let k = 0; k < changes; k++) {
    const entries = madeChange(k, Math.min(CLAIMS_PER_CHANGE, claims - k * CLAIMS_PER_CHANGE));
    const write = () => record(db, { actor: "bench", clock: systemClock }, { kind: "import", note: `batch ${k}`, entries });
    const counts = k >= WARM && k < WARM + COMPARED && entries.length > CLAIMS_PER_CHANGE;
    const change = counts ? await time("ledger", write) : await write();
    if (counts) {
      compared++;
      const rows = (await db.selectFrom("claim").selectAll().where("change_seq", "=", change.seq).execute()) as unknown as Row[];
      for (const way of ways) {
        const batch = bareBatch(rows);
        await time(way, () => bareInsert(database, way, batch));
        await sql`truncate bench_bare`.execute(db);
      }
    }
    if (k % 20 === 19) say(`  ${database.engine}: ${(k + 1) * CLAIMS_PER_CHANGE} of ${claims} claims, ${Math.round((performance.now() - begun) / 1000)} s`);
  }
  await sql`drop table bench_bare`.execute(db);
  if (compared === 0) return { claims };
  // Medians over the batches; the embedded engine runs in this process, so its processor time is told too, which a busy machine does not stretch.
  const ms = (what: string, clock: "elapsed" | "cpu"): number => quantile(spent[what]![clock], 0.5);
  const ratio = (clock: "elapsed" | "cpu"): number => figure(Math.min(...ways.map((way) => ms(way, clock))) / ms("ledger", clock));
  const rate = (what: string): number => figure(CLAIMS_PER_CHANGE / (ms(what, "elapsed") / 1000));
  return {
    claims, claims_per_s: rate("ledger"), ...Object.fromEntries(ways.map((way) => [`bare_${way}_per_s`, rate(way)])),
    ratio_to_bare: ratio("elapsed"), ...(database.engine === "pglite" ? { ratio_of_processor_time: ratio("cpu") } : {}), bound: 0.25, whole_load_s: figure((performance.now() - begun) / 1000),
  };
}
