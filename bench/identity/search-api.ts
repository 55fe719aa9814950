/**
 * Search as you type at the API: a record of made firms in PGlite, the application as it is served, requests one after another; beside it an
 * indexed equality lookup of a name on the same database. Invariant: every request passes the whole application, viewer and clearance included.
 */
import { openForTest } from "../../src/db/open-for-test.ts";
import { insertMany } from "../../src/db/index.ts";
import { RecordSearch, RECORD_SCOPE } from "../../src/entities/index.ts";
import { lexiconOf } from "../../src/documents/index.ts";
import { fixedClock, newId, systemClock } from "../../src/kernel/index.ts";
import { normalName, record } from "../../src/ledger/index.ts";
import { loadOntology } from "../../src/ontology/index.ts";
import { createApp, Jobs } from "../../src/server/index.ts";

export interface ApiRun { built: number; mb: number; api: { p50: number; p95: number }; lookup: { p50: number; p95: number }; asked: number }

const PAGE = 50_000;

export async function searchAtApi(names: readonly string[]): Promise<ApiRun> {
  const database = await openForTest(), clock = fixedClock("2026-01-01T00:00:00Z");
  await record(database.writer, { actor: "bench", clock }, { kind: "record", note: "", entries: [{ kind: "entity", id: newId(clock), type: "Firm", slug: "first", label: { en: "first" }, visibility: "public" }] });
  const { id: change_id } = await database.writer.selectFrom("change_set").select("id").executeTakeFirstOrThrow();
  for (let from = 0; from < names.length; from += PAGE) {
    const rows = names.slice(from, from + PAGE).map((text, i) => ({ id: newId(systemClock), text: text.trim(), row: from + i }));
    await insertMany(database.writer, "entity", rows.map((r) => ({ id: r.id, type: "Firm", slug: `f-${r.row}`, label_zh: r.text, visibility: 0, change_id, n: r.row + 1, hash: "", canonical_id: r.id })));
    await insertMany(database.writer, "entity_name", rows.map((r) => ({ entity_id: r.id, kind: "label", text: r.text, lang: "zh", normal: normalName(r.text), sound: "", visibility: 0 })));
  }
  const ontology = loadOntology(), search = new RecordSearch(database);
  const app = createApp({ deps: { database, ontology, lexicon: lexiconOf(ontology), clock: systemClock, jobs: new Jobs(systemClock), version: "0", search }, access: { local: "bench" }, log: () => {} });
  const at = performance.now();
  await search.build();
  const built = (performance.now() - at) / 1000, mb = (search.indexes.stateOf(RECORD_SCOPE)?.bytes ?? 0) / 2 ** 20;
  const asked = names.filter((_, i) => i % Math.ceil(names.length / 125) === 0).map((n) => n.trim());
  const typed = asked.flatMap((t) => Array.from({ length: Math.min(8, t.length) }, (_, i) => t.slice(0, i + 1)));
  const api: number[] = [], lookup: number[] = [];
  const request = async (t: string): Promise<void> => {
    const response = await app.request(`/api/search?limit=10&q=${encodeURIComponent(t)}`);
    if (response.status !== 200) throw new Error(await response.text());
    await response.json();
  };
  for (const t of typed.slice(0, 100)) await request(t);
  for (const t of typed) { const from = performance.now(); await request(t); api.push(performance.now() - from); }
  const reader = database.reader("public");
  for (const t of typed) {
    const from = performance.now();
    await reader.selectFrom("entity_name").select(["entity_id", "text"]).where("normal", "=", normalName(asked[t.length % asked.length]!)).limit(10).execute();
    lookup.push(performance.now() - from);
  }
  search.stop();
  await database.close();
  return { built, mb, api: quantiles(api), lookup: quantiles(lookup), asked: typed.length };
}

function quantiles(times: number[]): { p50: number; p95: number } {
  times.sort((a, b) => a - b);
  return { p50: times[times.length >> 1]!, p95: times[Math.floor(times.length * 0.95)]! };
}
