/**
 * Questions to the ledger. Every function takes a reader (what its viewer may see) and answers with records and facts.
 * Invariant: nothing here writes, and nothing here filters by visibility: the reader's role does.
 */
import { sql, type Kysely, type Selectable } from "kysely";
import type { ChangeSetTable, Schema } from "../db/index.ts";
import { AppError, isId, whenRange, type Label } from "../kernel/index.ts";
import { claimsAsOf, rulingsAsOf, type Clocks, type Ruled } from "./as-of.ts";
import { scopeOf } from "./checks/scope.ts";
import { chooseFacts, type Choice } from "./fact.ts";
import type { ChangeSetRecord, Claim, ClaimStatus, DecisionRecord, DocumentRecord, EntityRecord, SourceRecord, Verdict } from "./model.ts";
import { claimOf, claimOfJson, idList, decisionRecord, documentRecord, entityRecord, sourceRecord, visibilityOf, type ClaimJson } from "./rows.ts";
import { rulingOf, standingPreferences, type RulingJson } from "./ruling.ts";

type Db = Kysely<Schema>;

/** A fact as answered: the key of its group, the claim chosen, its rivals, and how many others agree. */
export interface Fact extends Choice {
  subject_id: string;
  property: string;
  qualifier: string;
  when: string;
  modality: string;
  unit: string;
}

export interface Entity extends EntityRecord {
  /** The entity that stands for this one after merges; its own id where it stands for itself. */
  canonical_id: string;
}

/** @param ref an id or a slug. @throws AppError `ledger/no-entity`. */
export async function entityBy(db: Db, ref: string): Promise<Entity> {
  const query = db.selectFrom("entity").selectAll();
  const row = await (isId(ref) ? query.where("id", "=", ref) : query.where("slug", "=", ref)).executeTakeFirst();
  if (!row) throw new AppError("ledger/no-entity", { ref }, { status: 404, zh: `没有名为 ${ref} 的条目`, en: `there is no entity ${ref}` });
  return { ...entityRecord(row), canonical_id: row.canonical_id };
}

export async function entitiesByIds(db: Db, ids: readonly string[]): Promise<Map<string, Entity>> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return new Map();
  const rows = await db.selectFrom("entity").selectAll().where("id", "in", unique).execute();
  return new Map(rows.map((row) => [row.id, { ...entityRecord(row), canonical_id: row.canonical_id }]));
}

/** All claims on an entity and on those merged into it, whatever their status. */
export async function claimsOn(db: Db, canonical_id: string): Promise<Claim[]> {
  const { rows } = await sql<{ claims: ClaimJson[] }>`select coalesce(json_agg(c order by c.id), '[]'::json) as claims from claim c
    where subject_id = any(array(select id from entity where canonical_id = ${canonical_id}::uuid))`.execute(db);
  return rows[0]!.claims.map(claimOfJson);
}

/** Accepted claims of other entities that point to this one (relations seen from their other end), by id: a page of them, after the one that is named. */
export async function claimsPointingTo(db: Db, canonical_id: string, page: { limit: number; after?: string }): Promise<Claim[]> {
  const members = db.selectFrom("entity").select("id").where("canonical_id", "=", canonical_id);
  let rows = db.selectFrom("claim").selectAll().where("value_entity", "in", members).where("status", "=", "accepted");
  if (page.after !== undefined) rows = rows.where("id", ">", page.after);
  return (await rows.orderBy("id").limit(page.limit).execute()).map(claimOf);
}

/** How many proposals on this entity wait for a person. */
export async function proposalsOn(db: Db, canonical_id: string): Promise<number> {
  const members = db.selectFrom("entity").select("id").where("canonical_id", "=", canonical_id);
  const row = await db.selectFrom("claim").select((eb) => eb.fn.countAll<string>().as("n")).where("subject_id", "in", members).where("status", "=", "proposed").executeTakeFirstOrThrow();
  return Number(row.n);
}

/** What the facts of some entities follow from, in one question: their claims, the decisions on these (for a past day only) and the rulings. */
export interface Grounds {
  id: string;
  claims: ClaimJson[];
  decisions: { claim_id: string; id: string; verdict: Verdict; at: string; by_claim: string | null }[];
  rulings: RulingJson[];
}

/** @param properties only claims of these, where that is all that is asked for. */
export async function groundsOf(db: Db, canonical_ids: readonly string[], past: boolean, properties?: readonly string[]): Promise<Grounds[]> {
  const only = properties === undefined ? sql`` : sql` and c.property in (${sql.join(properties)})`;
  const decisions = past ? sql`(select coalesce(json_agg(d), '[]'::json) from decision d where d.subject_id = any(m.ids))` : sql`'[]'::json`;
  const { rows } = await sql<Grounds>`select s.id, (select coalesce(json_agg(c order by c.id), '[]'::json) from claim c where c.subject_id = any(m.ids)${only}) as claims,
    ${decisions} as decisions, (select coalesce(json_agg(r), '[]'::json) from ruling r where r.subject_id = any(m.ids)) as rulings
    from unnest(${idList(canonical_ids)}::uuid[]) as s(id) cross join lateral (select array(select id from entity where canonical_id = s.id) as ids offset 0) m`.execute(db);
  return rows;
}

export const ENTITIES_AT_ONCE = 200;

/** The facts of several entities as of the given clocks, by canonical id, chosen by the rule of `fact.ts`: one question whatever their number. @param properties only facts of these. */
export async function factsOfMany(db: Db, canonical_ids: readonly string[], clocks: Clocks = {}, properties?: readonly string[]): Promise<Map<string, Fact[]>> {
  const past = clocks.known_on !== undefined || clocks.recorded_on !== undefined;
  const unique = [...new Set(canonical_ids)];
  const found = new Map<string, Fact[]>();
  for (let from = 0; from < unique.length; from += ENTITIES_AT_ONCE) {
    for (const row of await groundsOf(db, unique.slice(from, from + ENTITIES_AT_ONCE), past, properties)) found.set(row.id, factsFrom(row, clocks));
  }
  return found;
}

/** The claims as they stood by the clocks, and the figure chosen of each thing, rulings counted. */
export function standingBy(grounds: Grounds, clocks: Clocks): { claims: Claim[]; chosen: ReturnType<typeof chooseFacts> } {
  const claims = grounds.claims.map(claimOfJson);
  const decisions: Ruled[] = grounds.decisions.map(({ claim_id, id, verdict, at, by_claim }) => ({ claim_id, id, verdict, at: new Date(at).toISOString(), ...(by_claim ? { by_claim } : {}) }));
  const asOf = claimsAsOf(claims, decisions, clocks);
  const preferences = grounds.rulings.length === 0 ? [] : standingPreferences(asOf, rulingsAsOf(grounds.rulings.map(rulingOf), claims, clocks));
  return { claims: asOf, chosen: chooseFacts(asOf.filter((c) => c.status === "accepted"), preferences) };
}

/** What stands of several entities as of the given clocks: every accepted claim, and the facts chosen among them. */
export async function standingOfMany(db: Db, canonical_ids: readonly string[], clocks: Clocks = {}): Promise<Map<string, { claims: Claim[]; facts: Fact[] }>> {
  const past = clocks.known_on !== undefined || clocks.recorded_on !== undefined;
  const unique = [...new Set(canonical_ids)];
  const found = new Map<string, { claims: Claim[]; facts: Fact[] }>();
  for (let from = 0; from < unique.length; from += ENTITIES_AT_ONCE) {
    for (const row of await groundsOf(db, unique.slice(from, from + ENTITIES_AT_ONCE), past)) {
      const { claims, chosen } = standingBy(row, clocks);
      found.set(row.id, { claims: claims.filter((c) => c.status === "accepted"), facts: factsChosen(row.id, chosen) });
    }
  }
  return found;
}

const factsFrom = (grounds: Grounds, clocks: Clocks): Fact[] => factsChosen(grounds.id, standingBy(grounds, clocks).chosen);

function factsChosen(subject_id: string, chosen: ReturnType<typeof chooseFacts>): Fact[] {
  return chosen.map(({ key, choice }) => ({
    subject_id, property: key.property, qualifier: choice.best.qualifier ?? "", when: key.when_text, modality: key.modality, unit: key.unit, ...choice,
  }));
}

/** An entity as it stands by the clocks: its accepted claims, the facts that follow from them, and how many claims wait. */
export interface Stand {
  accepted: Claim[];
  facts: Fact[];
  proposed: number;
}

/** Everything that a page of one entity is made of. One indexed read. */
export async function standOf(db: Db, canonical_id: string, clocks: Clocks = {}): Promise<Stand> {
  const past = clocks.known_on !== undefined || clocks.recorded_on !== undefined;
  const [grounds] = await groundsOf(db, [canonical_id], past);
  if (!grounds) return { accepted: [], facts: [], proposed: 0 };
  const standing = standingBy(grounds, clocks);
  return { accepted: standing.claims.filter((c) => c.status === "accepted"), facts: factsChosen(canonical_id, standing.chosen), proposed: grounds.claims.filter((c) => c.status === "proposed").length };
}

/** The facts of one entity as of the given clocks. One indexed read. */
export async function factsOf(db: Db, canonical_id: string, clocks: Clocks = {}): Promise<Fact[]> {
  return (await factsOfMany(db, [canonical_id], clocks)).get(canonical_id) ?? [];
}

/** Of each (property, qualifier, modality) the fact of the latest period: the entity at a glance. */
export function latestFacts(facts: readonly Fact[]): Fact[] {
  const latest = new Map<string, Fact>();
  for (const fact of facts) {
    const many = fact.unit === "entity" || fact.unit === "text" ? String(fact.best.value) : "";
    const key = [fact.property, scopeOf(fact.property, fact.qualifier), fact.modality, fact.unit, many].join("\u0001");
    const before = latest.get(key);
    const lastDay = (f: Fact): string => (f.when ? whenRange(f.when).last : f.best.known_from);
    if (!before || lastDay(fact) > lastDay(before)) latest.set(key, fact);
  }
  return [...latest.values()];
}

/** One claim by id. @throws AppError `ledger/no-claim`. */
export async function claimBy(db: Db, id: string): Promise<Claim> {
  const row = isId(id) ? await db.selectFrom("claim").selectAll().where("id", "=", id).executeTakeFirst() : undefined;
  if (!row) throw new AppError("ledger/no-claim", { claim_id: id }, { status: 404, zh: `没有编号为 ${id} 的记载`, en: `there is no claim ${id}` });
  return claimOf(row);
}

/** Claims by id, in one question; what the viewer may not see, or does not exist, is left out. */
export async function claimsByIds(db: Db, ids: readonly string[]): Promise<Map<string, Claim>> {
  const unique = [...new Set(ids)].filter(isId);
  if (unique.length === 0) return new Map();
  const { rows } = await sql<{ claims: ClaimJson[] }>`select coalesce(json_agg(c), '[]'::json) as claims from claim c where c.id = any(${idList(unique)}::uuid[])`.execute(db);
  return new Map(rows[0]!.claims.map((row) => [row.id, claimOfJson(row)]));
}

export interface ClaimFilter {
  source_id?: string;
  subject_id?: string;
  status?: ClaimStatus;
  property?: string;
  modality?: string;
  /** Continue after this place in the ledger (newest first): `change_seq.n` of the last claim seen. */
  before?: { seq: number; n: number };
  limit?: number;
}

/** Claims newest recorded first, a page at a time; each with its place in the ledger, to continue from. */
export async function claimsPage(db: Db, filter: ClaimFilter): Promise<(Claim & { place: { seq: number; n: number } })[]> {
  let query = db.selectFrom("claim").selectAll();
  if (filter.source_id) query = query.where("source_id", "=", filter.source_id);
  if (filter.subject_id) query = query.where("subject_id", "in", db.selectFrom("entity").select("id").where("canonical_id", "=", filter.subject_id));
  if (filter.status) query = query.where("status", "=", filter.status);
  if (filter.property) query = query.where("property", "=", filter.property);
  if (filter.modality) query = query.where("modality", "=", filter.modality);
  if (filter.before) query = query.where(sql<boolean>`(change_seq, n) < (${filter.before.seq}::bigint, ${filter.before.n}::int)`);
  const page = query.orderBy("change_seq", "desc").orderBy("n", "desc").limit(Math.min(filter.limit ?? 100, 1_001));
  const { claims } = await db.selectFrom(page.as("c")).select(sql<ClaimJson[]>`coalesce(json_agg(c order by c.change_seq desc, c.n desc), '[]'::json)`.as("claims")).executeTakeFirstOrThrow();
  return claims.map((row) => ({ ...claimOfJson(row), place: { seq: Number(row.change_seq), n: row.n } }));
}

/** A decision as read back, with who made it and when. */
export interface Decision extends DecisionRecord {
  actor: string;
  at: string;
  change_id: string;
}

/** Everything that happened to a claim: the claims it corrects and is corrected by, and all decisions on them, in order. */
export async function historyOf(db: Db, claim_id: string): Promise<{ claims: Claim[]; decisions: Decision[]; changes: ChangeSetRecord[] }> {
  const claims = new Map<string, Claim>();
  const queue = [claim_id];
  while (queue.length > 0 && claims.size < 200) {
    const id = queue.pop()!;
    if (claims.has(id)) continue;
    const rows = await db.selectFrom("claim").selectAll().where((eb) => eb.or([eb("id", "=", id), eb("corrects", "=", id)])).execute();
    for (const row of rows) {
      if (row.id === id) {
        claims.set(id, claimOf(row));
        if (row.corrects) queue.push(row.corrects);
      } else queue.push(row.id);
    }
  }
  const ids = [...claims.keys()];
  if (ids.length === 0) return { claims: [], decisions: [], changes: [] };
  const decisions = await db.selectFrom("decision").selectAll().where("claim_id", "in", ids).orderBy("id").execute();
  const change_ids = [...new Set([...claims.values()].map((c) => c.change_id).concat(decisions.map((d) => d.change_id)))];
  const changes = await db.selectFrom("change_set").selectAll().where("id", "in", change_ids).orderBy("seq").execute();
  return {
    claims: [...claims.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    decisions: decisions.map((d) => ({ ...decisionRecord(d), actor: d.actor, at: d.at.toISOString(), change_id: d.change_id })),
    changes: changes.map(changeRecord),
  };
}

export function changeRecord(row: Selectable<ChangeSetTable>): ChangeSetRecord {
  return { ...row, seq: Number(row.seq), at: row.at.toISOString(), visibility: visibilityOf(row.visibility) };
}

/** Change sets newest first. @param page `until`: those made by the end of this day (UTC, as all recorded days). */
export async function changesPage(db: Db, page: { before?: number; limit?: number; until?: string }): Promise<ChangeSetRecord[]> {
  let query = db.selectFrom("change_set").selectAll();
  if (page.before !== undefined) query = query.where("seq", "<", page.before);
  if (page.until !== undefined) query = query.where(sql<boolean>`at < (${page.until}::date + 1)::timestamp at time zone 'UTC'`);
  return (await query.orderBy("seq", "desc").limit(Math.min(page.limit ?? 50, 500)).execute()).map(changeRecord);
}

/** The change sets that entered, decided or ruled on claims about an entity (and on those merged into it), newest first. */
export async function changesOn(db: Db, canonical_id: string, limit = 50): Promise<ChangeSetRecord[]> {
  const members = sql`select id from entity where canonical_id = ${canonical_id}::uuid`;
  const rows = await db.selectFrom("change_set").selectAll().where(sql<boolean>`id in (
    select change_id from entity where canonical_id = ${canonical_id}::uuid
    union select change_id from claim where subject_id in (${members}) union select change_id from decision where subject_id in (${members}) union select change_id from ruling where subject_id in (${members}))`)
    .orderBy("seq", "desc").limit(Math.min(limit, 500)).execute();
  return rows.map(changeRecord);
}

/** Current sources by id. */
export async function sourcesByIds(db: Db, ids: readonly string[]): Promise<Map<string, SourceRecord>> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return new Map();
  const rows = await db.selectFrom("source").selectAll().where("id", "in", unique).where("is_current", "=", true).execute();
  return new Map(rows.map((row) => [row.id, sourceRecord(row)]));
}

/** @throws AppError `ledger/no-source`. */
export async function sourceBy(db: Db, id: string): Promise<SourceRecord> {
  const source = isId(id) ? (await sourcesByIds(db, [id])).get(id) : undefined;
  if (!source) throw new AppError("ledger/no-source", { source_id: id }, { status: 404, zh: `没有编号为 ${id} 的来源`, en: `there is no source ${id}` });
  return source;
}

/** The current source that sheets cite by this short name. */
export async function sourceByKey(db: Db, key: string): Promise<SourceRecord | undefined> {
  const row = await db.selectFrom("source").selectAll().where("key", "=", key).where("is_current", "=", true).executeTakeFirst();
  return row ? sourceRecord(row) : undefined;
}

/** Current sources with their number of claims, newest published first; `before` continues after `published|id`. */
export async function sourcesPage(db: Db, page: { q?: string; after?: { published: string; id: string }; limit?: number; documents_only?: boolean }): Promise<(SourceRecord & { claims: number; open: number; has_text: boolean })[]> {
  const pub = sql<string>`coalesce(source.published, '')`;
  let query = db.selectFrom("source").selectAll("source").where("is_current", "=", true)
    .select((eb) => [
      eb.selectFrom("source_tally as t").select(sql<number>`sum(t.n)::int`.as("n")).whereRef("t.source_id", "=", "source.id").as("claims"),
      eb.selectFrom("source_tally as t").select(sql<number>`sum(t.n)::int`.as("n")).whereRef("t.source_id", "=", "source.id").where("t.status", "=", "proposed").as("open"),
      eb.exists(eb.selectFrom("document").select("document.source_id").whereRef("document.source_id", "=", "source.id")).as("has_text"),
    ]);
  if (page.documents_only) query = query.where((eb) => eb.exists(eb.selectFrom("document").select("document.source_id").whereRef("document.source_id", "=", "source.id")));
  if (page.q) {
    const like = `%${page.q.replaceAll(/[\\%_]/g, (c) => `\\${c}`)}%`;
    query = query.where((eb) => eb.or([eb("title", "ilike", like), eb("publisher", "ilike", like)]));
  }
  if (page.after) query = query.where(sql<boolean>`(${pub}, source.id) < (${page.after.published}, ${page.after.id}::uuid)`);
  const rows = await query.orderBy(pub, "desc").orderBy("source.id", "desc").limit(Math.min(page.limit ?? 100, 1_000)).execute();
  return rows.map((row) => ({ ...sourceRecord(row), claims: row.claims ?? 0, open: row.open ?? 0, has_text: Boolean(row.has_text) }));
}

/** The text of a source, where the ledger holds it. */
export async function documentOf(db: Db, source_id: string): Promise<DocumentRecord | undefined> {
  const row = await db.selectFrom("document").selectAll().where("source_id", "=", source_id).executeTakeFirst();
  return row ? documentRecord(row) : undefined;
}

/** The source that already holds these bytes, if any: the same file twice is one document. */
export async function sourceOfBytes(db: Db, sha256: string): Promise<SourceRecord | undefined> {
  const row = await db.selectFrom("source").selectAll().where("sha256", "=", sha256).where("is_current", "=", true).executeTakeFirst();
  return row ? sourceRecord(row) : undefined;
}

/** How much of what this viewer may see there is, for the first page and for progress: from the tally, at any size in a moment. */
export async function countsOf(db: Db): Promise<{ claims: number; proposed: number; entities: number; sources: number; documents: number; changes: number }> {
  const rows = await sql<{ noun: string; status: string; n: number }>`select noun, status, sum(n)::int as n from tally group by noun, status
    union all select 'source', '', count(*)::int from source where is_current`.execute(db);
  const of = (noun: string, status?: string): number => rows.rows.reduce((sum, r) => (r.noun === noun && (status === undefined || r.status === status) ? sum + r.n : sum), 0);
  return { claims: of("claim"), proposed: of("claim", "proposed"), entities: of("entity"), sources: of("source"), documents: of("document"), changes: of("change_set") };
}

export interface EntityHit {
  id: string;
  slug: string;
  type: string;
  label: Label;
  /** The name that matched, and what kind of name it is. */
  matched: { text: string; kind: string };
}
