/**
 * Reconcile over the record: standing claims in, findings out. The checks themselves know nothing of tables.
 * Invariant: rejected, corrected and withdrawn claims are never held against anybody, and neither is what the reader given may not see.
 */
import { sql, type Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import type { Bound, Label, Modality, Stated } from "../kernel/index.ts";
import { runChecks, type CheckClaim, type Finding } from "./checks/index.ts";
import { idList } from "./rows.ts";
import { rulingHeads, type Ruling } from "./ruling.ts";
import { turn } from "./turn.ts";

export type LabelOf = (property: string) => Label | undefined;

/** What the checks are run over: the claims that stand now, or stood by some clocks, and the rulings in force. */
export interface StandingClaims {
  /** All of them, a page at a time, with how many rows of the ledger were read for it. */
  pages(): AsyncGenerator<{ claims: CheckClaim[]; read: number }>;
  /** Those on these subjects (canonical ids) and on what was merged into them. */
  of(subjects: readonly string[]): Promise<CheckClaim[]>;
  /** Of each finding the last ruling. */
  rulings(): Promise<Map<string, Ruling>>;
}

/** Claims in one question: few enough to be answered between two requests. */
const CLAIMS_PER_PAGE = 2_000;
const RELATIONS_PER_PAGE = 5_000;

/** The things that the record says another lies within: of each relation the claim with the last id speaks. */
interface Whole {
  part_of?: string;
  located_in?: string;
}

export interface RelationRow {
  id: string;
  part: string;
  whole: string;
  property: "part_of" | "located_in";
}

export const RELATIONS = ["part_of", "located_in"] as const;

/** What lies within what, gathered from claims in any order: the ids are kept to tell which came last. */
export class Wholes {
  readonly #found = new Map<string, Whole>();
  readonly #ids = new Map<string, string>();

  add(rows: readonly RelationRow[]): void {
    for (const { id, part, whole, property } of rows) {
      const key = `${part} ${property}`;
      if ((this.#ids.get(key) ?? "") > id) continue;
      this.#ids.set(key, id);
      this.#found.set(part, { ...this.#found.get(part), [property]: whole });
    }
  }

  of(subject: string): Whole | undefined {
    return this.#found.get(subject);
  }
}

/** Of every subject, a page at a time in the order of the index on properties. */
async function allWholes(db: Kysely<Schema>): Promise<Wholes> {
  const found = new Wholes();
  for (const property of RELATIONS) {
    for (let after = { seq: 0, n: -1 }; ;) {
      const { rows } = await sql<{ read: number; seq: number; n: number; page: RelationRow[] | null }>`with read as materialized (select id, subject_id, value_entity, status, change_seq, n from claim
          where property = ${property} and (change_seq, n) > (${after.seq}::bigint, ${after.n}::int) order by change_seq, n limit ${RELATIONS_PER_PAGE})
        select (select count(*)::int from read) as read, (select change_seq::float8 from read order by change_seq desc, n desc limit 1) as seq, (select n from read order by change_seq desc, n desc limit 1) as n,
          (select json_agg(json_build_object('id', r.id, 'part', s.canonical_id, 'whole', o.canonical_id, 'property', ${property}::text)) from read r
            join entity s on s.id = r.subject_id join entity o on o.id = r.value_entity where r.status = 'accepted') as page`.execute(db);
      const { read, seq, n, page } = rows[0]!;
      found.add(page ?? []);
      if (read < RELATIONS_PER_PAGE) break;
      after = { seq, n };
      await turn();
    }
  }
  return found;
}

/** @param subjects canonical ids. */
async function wholesOf(db: Kysely<Schema>, subjects: readonly string[]): Promise<Wholes> {
  const { rows } = await sql<RelationRow>`select c.id, w.id as part, o.canonical_id as whole, c.property from unnest(${idList(subjects)}::uuid[]) as w(id)
    cross join lateral (select id from entity where canonical_id = w.id offset 0) s cross join lateral (select * from claim where subject_id = s.id offset 0) c
    join entity o on o.id = c.value_entity where c.property in (${sql.join([...RELATIONS])}) and c.status = 'accepted'`.execute(db);
  const found = new Wholes();
  found.add(rows);
  return found;
}

/** A claim as the database hands it to the checks. */
export interface CheckRow {
  id: string;
  subject: string;
  zh: string | null;
  en: string | null;
  type: string;
  property: string;
  num: number | null;
  entity: string | null;
  text: string | null;
  unit: string;
  currency: string | null;
  when: string;
  modality: Modality;
  bound: Bound;
  qualifier: string;
  stated: Stated | null;
  stated_on: string | null;
  source_id: string;
  status: "accepted" | "proposed";
  seq: number;
  n: number;
}

export const COLUMNS = sql`c.id, e.id as subject, e.label_zh as zh, e.label_en as en, e.type, c.property, c.value_num as num, c.value_entity as entity, c.value_text as text, c.unit, c.currency,
  c.when_text as "when", c.modality, c.bound, c.qualifier, c.stated, c.stated_on, c.source_id, c.status, c.change_seq as seq, c.n`;

/** Words met again are kept once: claims of a large record repeat their subjects, properties and sources. */
export class Words {
  readonly #texts = new Map<string, string>();
  readonly #labels = new Map<string, Label>();

  same(text: string): string {
    const kept = this.#texts.get(text);
    if (kept !== undefined) return kept;
    this.#texts.set(text, text);
    return text;
  }

  label(subject: string, zh: string | null, en: string | null): Label {
    const kept = this.#labels.get(subject);
    if (kept !== undefined && kept.zh === (zh ?? undefined) && kept.en === (en ?? undefined)) return kept;
    const label = { ...(zh ? { zh } : {}), ...(en ? { en } : {}) };
    this.#labels.set(subject, label);
    return label;
  }
}

export function checkClaimOf(row: CheckRow, whole: Whole | undefined, labelOf: LabelOf, words: Words): CheckClaim {
  const property_label = labelOf(row.property);
  const subject = words.same(row.subject);
  return {
    id: row.id, subject, subject_label: words.label(subject, row.zh, row.en), subject_type: words.same(row.type), property: words.same(row.property),
    ...(property_label ? { property_label } : {}), value: row.num ?? row.entity ?? row.text ?? "", unit: words.same(row.unit), ...(row.currency ? { currency: words.same(row.currency) } : {}),
    ...(row.when ? { when: words.same(row.when) } : {}), modality: row.modality, bound: row.bound, ...(row.qualifier ? { qualifier: words.same(row.qualifier) } : {}),
    ...(row.stated ? { stated: row.stated } : {}), ...(row.stated_on ? { stated_on: words.same(row.stated_on) } : {}), source_id: words.same(row.source_id), status: row.status, ...whole,
  };
}

/** The standing claims as the checks take them, a page at a time in the order of recording; subjects by their canonical id. */
export async function* checkClaimPages(db: Kysely<Schema>, labelOf: LabelOf): AsyncGenerator<CheckClaim[]> {
  const within = await allWholes(db);
  const words = new Words();
  let after = { seq: 0, n: -1 };
  for (;;) {
    const { rows } = await sql<{ page: CheckRow[] }>`select coalesce(json_agg(p), '[]'::json) as page from (select ${COLUMNS}
      from claim c join entity s on s.id = c.subject_id join entity e on e.id = s.canonical_id
      where c.status in ('accepted', 'proposed') and (c.change_seq, c.n) > (${after.seq}::bigint, ${after.n}::int) order by c.change_seq, c.n limit ${CLAIMS_PER_PAGE}) p`.execute(db);
    const { page } = rows[0]!;
    if (page.length === 0) return;
    yield page.map((row) => checkClaimOf(row, within.of(row.subject), labelOf, words));
    const last = page.at(-1)!;
    after = { seq: Number(last.seq), n: last.n };
  }
}

/** The standing claims on these subjects (canonical ids) and on those merged into them. */
export async function checkClaimsOf(db: Kysely<Schema>, subjects: readonly string[], labelOf: LabelOf): Promise<CheckClaim[]> {
  const within = await wholesOf(db, subjects);
  const words = new Words();
  const { rows } = await sql<{ claims: CheckRow[] }>`select coalesce(json_agg(p), '[]'::json) as claims from (select ${COLUMNS} from unnest(${idList(subjects)}::uuid[]) as w(id)
    join entity e on e.id = w.id cross join lateral (select id from entity where canonical_id = e.id offset 0) s
    cross join lateral (select * from claim where subject_id = s.id and status in ('accepted', 'proposed') offset 0) c) p`.execute(db);
  return rows[0]!.claims.map((row) => checkClaimOf(row, within.of(row.subject), labelOf, words));
}

/** The claims that stand now, as this reader sees them. */
export const claimsNow = (db: Kysely<Schema>, labelOf: LabelOf): StandingClaims => ({
  pages: async function* () { for await (const claims of checkClaimPages(db, labelOf)) yield { claims, read: claims.length }; },
  of: async (subjects) => await checkClaimsOf(db, subjects, labelOf),
  rulings: async () => await rulingHeads(db),
});

/** Runs every check over the record. @param today the civil day that promises are held against. */
export async function reconcile(db: Kysely<Schema>, today: string, labelOf: LabelOf = () => undefined): Promise<Finding[]> {
  const claims: CheckClaim[] = [];
  for await (const page of checkClaimPages(db, labelOf)) for (const claim of page) claims.push(claim);
  return runChecks(claims, { today });
}
