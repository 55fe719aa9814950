/**
 * Search over the record: by the index in memory once it stands, by SQL until then and where the record is too large for it.
 * Invariant: what a change set entered is found by the next search; the database decides once more what the viewer may see.
 */
import { sql, type Kysely } from "kysely";
import type { Database, Schema } from "../db/index.ts";
import type { Visibility } from "../kernel/index.ts";
import { NAME_PROPERTIES, type EntityHit } from "../ledger/index.ts";
import { searchEntities } from "./search.ts";
import { CHANGES_MAX, RECORD_SCOPE, SearchIndexes, type IndexedName } from "./search-indexes.ts";

const PAGE = 5_000;

interface NameRow { entity_id: string; kind: string; text: string; lang: string; visibility: number }

const indexed = (r: NameRow): IndexedName => ({ id: r.entity_id, name: r.text, lang: r.lang, kind: r.kind, visibility: r.visibility });

export class RecordSearch {
  readonly indexes: SearchIndexes;
  readonly #database: Database;
  /** The last change set that the index knows. */
  #seq = -1;
  #building: Promise<void> | undefined;
  #catching: Promise<void> = Promise.resolve();
  #stopped = new AbortController();

  constructor(database: Database, indexes: SearchIndexes = new SearchIndexes()) {
    this.#database = database;
    this.indexes = indexes;
  }

  /** Builds the index in the background; searches are answered by SQL meanwhile. Resolves when it stands, or cannot. */
  async build(): Promise<void> {
    this.#building ??= this.#build().finally(() => { this.#building = undefined; });
    await this.#building;
  }

  async #build(): Promise<void> {
    const seq = await this.#newest();
    const { state } = await this.indexes.indexNames(RECORD_SCOPE, this.#names(), { signal: this.#stopped.signal });
    if (state === "ready" && !this.#stopped.signal.aborted) this.#seq = seq;
  }

  /** Ends a build that is under way. */
  stop(): void {
    this.#stopped.abort();
  }

  async #newest(): Promise<number> {
    const row = await this.#database.writer.selectFrom("change_set").select((eb) => eb.fn.max("seq").as("seq")).executeTakeFirst();
    return Number(row?.seq ?? 0);
  }

  async *#names(): AsyncGenerator<IndexedName> {
    const { writer } = this.#database;
    for (let last: NameRow | undefined, page: NameRow[] = []; ; last = page.at(-1)) {
      let rows = writer.selectFrom("entity_name").select(["entity_id", "kind", "text", "lang", "visibility"]);
      if (last) rows = rows.where(sql<boolean>`(entity_id, kind, text) > (${last.entity_id}::uuid, ${last.kind}, ${last.text})`);
      page = await rows.orderBy("entity_id").orderBy("kind").orderBy("text").limit(PAGE).execute();
      for (const r of page) yield indexed(r);
      if (page.length < PAGE) return;
    }
  }

  /** Takes in what change sets after the last known one named. */
  async #catchUp(newest: number): Promise<void> {
    const { writer } = this.#database, since = this.#seq;
    const touched = await sql<{ id: string }>`
      select e.id from entity e join change_set c on c.id = e.change_id where c.seq > ${since} and c.seq <= ${newest}
      union select subject_id from claim where change_seq > ${since} and change_seq <= ${newest} and property in (${sql.join([...NAME_PROPERTIES])})
      union select d.subject_id from decision d join claim m on m.subject_id = d.subject_id and m.id = d.claim_id
        where d.change_seq > ${since} and d.change_seq <= ${newest} and m.property in (${sql.join([...NAME_PROPERTIES])})
      limit ${CHANGES_MAX + 1}`.execute(writer);
    const ids = touched.rows.map((r) => r.id);
    if (ids.length > CHANGES_MAX) { void this.build().catch(() => {}); return; }
    const names: NameRow[] = ids.length === 0 ? [] : await writer.selectFrom("entity_name").select(["entity_id", "kind", "text", "lang", "visibility"]).where("entity_id", "in", ids).execute();
    this.indexes.changeNames(RECORD_SCOPE, ids, names.map(indexed));
    this.#seq = Math.max(this.#seq, newest);
    if ((this.indexes.stateOf(RECORD_SCOPE)?.changed ?? 0) > CHANGES_MAX) void this.build().catch(() => {});
  }

  /** Whether the index may answer now; it is brought up to date first. */
  async #ready(): Promise<boolean> {
    if (this.indexes.stateOf(RECORD_SCOPE)?.state !== "ready" || this.#seq < 0) return false;
    const newest = await this.#newest();
    // One after another, so that an older reading never replaces a newer one.
    if (newest > this.#seq) await (this.#catching = this.#catching.then(async () => { if (newest > this.#seq) await this.#catchUp(newest); }, () => {}));
    return newest <= this.#seq;
  }

  /** At most `limit` entities for what has been typed, best first, each with the name that matched. */
  async search(clearance: Visibility, query: string, options: { limit?: number; type?: string } = {}): Promise<EntityHit[]> {
    const reader = this.#database.reader(clearance), limit = Math.min(options.limit ?? 20, 100);
    // One type among many may stand far down the ranking: the database looks for it.
    if (options.type !== undefined || !(await this.#ready())) return await searchEntities(reader, query, options);
    const hits = this.indexes.find(query, { scopes: [RECORD_SCOPE], limit: limit + MERGED_SPARE, clearance }) ?? [];
    return (await hitsOf(reader, hits)).slice(0, limit);
  }
}

/** Several hits may be one entity after merges. */
const MERGED_SPARE = 10;

async function hitsOf(reader: Kysely<Schema>, hits: readonly { id: string; name: string; kind: string }[]): Promise<EntityHit[]> {
  if (hits.length === 0) return [];
  const rows = await sql<{ asked: string; id: string; slug: string; type: string; label_zh: string | null; label_en: string | null }>`
    select m.id as asked, e.id, e.slug, e.type, e.label_zh, e.label_en from entity m join entity e on e.id = m.canonical_id
    where m.id in (${sql.join(hits.map((h) => h.id))})`.execute(reader);
  const known = new Map(rows.rows.map((r) => [r.asked, r])), seen = new Set<string>();
  return hits.flatMap((h) => {
    const e = known.get(h.id);
    if (!e || seen.has(e.id)) return [];
    seen.add(e.id);
    return [{ id: e.id, slug: e.slug, type: e.type, label: { ...(e.label_zh ? { zh: e.label_zh } : {}), ...(e.label_en ? { en: e.label_en } : {}) }, matched: { text: h.name, kind: h.kind } }];
  });
}
