/**
 * Facts of one entity as of a day against an indexed primary-key look-up of one claim, through the same reader on the same engine, in turns;
 * and the pages that the browser opens with.
 */
import type { Database } from "../../src/db/index.ts";
import { systemClock } from "../../src/kernel/index.ts";
import { claimsPage, countsOf, decide, factsOf, sourcesPage } from "../../src/ledger/index.ts";
import { figure, quantile } from "./figures.ts";

const ROUNDS = 600;
const WARM = 100;
const DECIDED = 1_000;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

export async function measureQueries(database: Database): Promise<Record<string, unknown>> {
  const reader = database.reader("internal");
  const open = await claimsPage(reader, { status: "proposed", limit: DECIDED });
  const decide_ms = await timed(() => decide(database.writer, { actor: "bench", clock: systemClock }, open.map((c) => ({ claim_id: c.id, verdict: "accept" as const }))));
  const sample = await database.writer.selectFrom("claim").select(["subject_id", "id"]).where("change_seq", "in", [1, 3, 5, 8, 10]).orderBy("id").limit(20_000).execute();
  const pick = (k: number) => sample[(k * 7919) % sample.length]!;
  const times: Record<"key" | "valid" | "known" | "recorded", number[]> = { key: [], valid: [], known: [], recorded: [] };
  for (let k = 0; k < ROUNDS + WARM; k++) {
    const { subject_id, id } = pick(k);
    const round = {
      key: await timed(() => reader.selectFrom("claim").selectAll().where("subject_id", "=", subject_id).where("id", "=", id).executeTakeFirst()),
      valid: await timed(() => factsOf(reader, pick(k + 1).subject_id, { valid_on: "2022-06-30" })),
      known: await timed(() => factsOf(reader, pick(k + 2).subject_id, { known_on: "2022-06-30" })),
      recorded: await timed(() => factsOf(reader, pick(k + 3).subject_id, { recorded_on: "2090-01-01" })),
    };
    if (k >= WARM) for (const key of Object.keys(times) as (keyof typeof times)[]) times[key].push(round[key]);
  }
  const p = (list: number[]) => ({ p50_ms: quantile(list, 0.5), p95_ms: quantile(list, 0.95) });
  const page = async (work: () => Promise<unknown>): Promise<number> => {
    const list: number[] = [];
    for (let k = 0; k < 20; k++) list.push(await timed(work));
    return quantile(list, 0.5);
  };
  return {
    [`decide_on_${open.length}_at_once_s`]: figure(decide_ms / 1000),
    key_lookup: p(times.key), facts_valid_day: p(times.valid), facts_known_day: p(times.known), facts_recorded_day: p(times.recorded),
    ratio_p95: { valid: ratio(times.valid, times.key), known: ratio(times.known, times.key), recorded: ratio(times.recorded, times.key) }, bound: 3,
    pages_p50_ms: {
      counts: await page(() => countsOf(reader)), claims_newest: await page(() => claimsPage(reader, { limit: 100 })), claims_proposed: await page(() => claimsPage(reader, { status: "proposed", limit: 100 })),
      claims_property: await page(() => claimsPage(reader, { property: "employees", limit: 100 })), claims_of_none: await page(() => claimsPage(reader, { property: "patents", limit: 100 })), sources: await page(() => sourcesPage(reader, { limit: 100 })),
    },
  };
}

const ratio = (a: readonly number[], b: readonly number[]): number => figure(quantile(a, 0.95) / quantile(b, 0.95));
