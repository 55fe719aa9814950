/**
 * ledger/tables: pages of claims, entities and sources at any size: filtered, counted, grouped and sorted on columns in memory, fetched by key.
 * Nouns: column, frame, facet, choice (the rows chosen, in their order), tie (a claim seen from the entity that it points to). The columns follow the ledger change set by change set.
 * Invariant: what is counted and what is shown obey one clearance and one rule of days; a page asked for with `at` is of the list as it stood
 * then, as long as that list is kept, so that rows do not move under the reader.
 */
import { sql, type Kysely } from "kysely";
import type { Database, Schema } from "../../db/index.ts";
import { AppError, type Visibility } from "../../kernel/index.ts";
import { claimsAsOf, type Clocks, type Ruled } from "../as-of.ts";
import type { Claim } from "../model.ts";
import { claimOfJson, idList, rankOf, type ClaimJson } from "../rows.ts";
import { choose, type Choice, type Frame, type Wanted } from "./choice.ts";
import { Columns, dayNumber, STATUSES } from "./columns.ts";
import { follow } from "./follow.ts";
import { claimFrame, claimsStanding, entityFrame, sourceFrame, statusesOf, tallies, type Asked, type LabelOf, type Tallies } from "./frames.ts";
import { keepColumns, takeUpColumns } from "./kept.ts";
import { TiesOfColumns, type TiedAsked } from "./tied.ts";

export type { FacetCount } from "./choice.ts";
export type { LabelOf } from "./frames.ts";

export type TableNoun = "claims" | "entities" | "sources";

export interface TableQuery extends Wanted {
  clearance: Visibility;
  lang: "zh" | "en";
  text?: string;
  clocks: Clocks;
  /** Only these entities; `key` names the choice, for lists that are kept. */
  only?: { key: string; ids: readonly string[] };
}

/** A list as it stood at a change set of the ledger. */
export interface TableChoice extends Choice {
  at: number;
}

const ACCEPTED = STATUSES.indexOf("accepted");
const daysOf = (clocks: Clocks): Asked["days"] => ({ ...(clocks.valid_on ? { valid: dayNumber(clocks.valid_on) } : {}), ...(clocks.known_on ? { known: dayNumber(clocks.known_on) } : {}) });

/** Who asks for ties, and by which days. */
export interface TiesAsked {
  clearance: Visibility;
  clocks: Clocks;
}

/** Lists kept for the next page, and the room that they may take. */
const LISTS_MAX = 40;
const LIST_BYTES_MAX = 64 * 1024 * 1024;
/** Beyond this a server's own indexes are the better tool, and memory is not to be had for the asking. */
const CLAIMS_MAX = 12_000_000;

/** Fewer claims than this are read from the database in a moment. */
const WORTH_KEEPING = 50_000;
/** Columns that have grown by less than this are not written again. */
const GROWN = 1.05;

export class LedgerTables {
  readonly #database: Database;
  readonly #labelOf: LabelOf;
  readonly #columns = new Columns();
  readonly #ties = new TiesOfColumns(this.#columns);
  readonly #lists = new Map<string, TableChoice>();
  #following: { run: Promise<void>; until: AbortSignal | undefined } | undefined;
  /** Claims in the file beside the record. */
  #kept = 0;

  constructor(database: Database, labelOf: LabelOf) {
    this.#database = database;
    this.#labelOf = labelOf;
  }

  /** Brings the columns up to the newest change set; callers at the same time wait for one run. */
  async follow(signal?: AbortSignal): Promise<void> {
    const following = (this.#following ??= { run: this.#bring(signal).finally(() => (this.#following = undefined)), until: signal });
    try {
      await following.run;
    } catch (error) {
      // Broken off by another caller: those who still wait go on from where it stopped.
      if (following.until === signal || !following.until?.aborted || signal?.aborted) throw error;
      return await this.follow(signal);
    }
    if (this.#columns.claims.length > CLAIMS_MAX) {
      throw new AppError("ledger/too-large-for-tables", { claims: this.#columns.claims.length, max: CLAIMS_MAX }, { status: 503, zh: `账本超过 ${CLAIMS_MAX} 条记载，表格不可用`, en: `the ledger holds more than ${CLAIMS_MAX} claims; tables are not to be had`, hint: { zh: "请用 /api/claims 逐页读取", en: "page through /api/claims" } });
    }
  }

  /** How many claims the columns hold so far. */
  get filled(): number {
    return this.#columns.claims.length;
  }

  async #bring(signal?: AbortSignal): Promise<void> {
    const { writer, beside } = this.#database;
    if (beside && this.#columns.generation === 0 && this.#columns.entities.ids.length === 0) this.#kept = await takeUpColumns(writer, beside, this.#columns);
    await follow(writer, this.#columns, signal);
  }

  /** Writes the columns beside the record, where they are many and more than was kept: the next start takes them up. @param worth fewer claims than this are not kept. */
  async keep(worth = WORTH_KEEPING): Promise<void> {
    const { writer, beside } = this.#database;
    const n = this.#columns.claims.length;
    if (!beside || n < worth || n < this.#kept * GROWN) return;
    if (await keepColumns(writer, beside, this.#columns)) this.#kept = n;
  }

  /** Claims in the file from which the columns were filled, or to which they were written since; 0 where there is none. */
  get takenUp(): number {
    return this.#kept;
  }

  /** @param at the list as it stood at this change set, where it is still kept; else as it stands now. */
  async list(noun: TableNoun, query: TableQuery, at?: number): Promise<TableChoice> {
    const key = JSON.stringify([noun, query.clearance, query.lang, query.text ?? "", query.clocks.valid_on, query.clocks.known_on, query.sort, query.descending, query.group, query.only?.key, query.only?.ids.length, Object.entries(query.filters).filter(([, v]) => v.length > 0).sort()]);
    const kept = at === undefined ? undefined : this.#lists.get(`${at} ${key}`);
    if (kept) return kept;
    await this.follow();
    const now = `${this.#columns.seq} ${key}`;
    const known = this.#lists.get(now);
    if (known) return known;
    const made: TableChoice = { ...this.#choose(noun, query), at: this.#columns.seq };
    this.#keepList(now, made);
    return made;
  }

  #choose(noun: TableNoun, query: TableQuery): Choice {
    const asked: Asked = {
      clearance: rankOf(query.clearance), lang: query.lang, ...(query.text ? { text: query.text } : {}),
      days: daysOf(query.clocks),
    };
    const { frame, standing } = this.#frame(noun, asked);
    for (const name of [...Object.keys(query.filters), ...(query.group ? [query.group] : [])]) if (!(name in frame.facets)) throw unknownColumn(name, Object.keys(frame.facets));
    if (query.sort !== undefined && !(query.sort in frame.sorts)) throw unknownColumn(query.sort, Object.keys(frame.sorts));
    return choose(frame, query, query.only && noun === "entities" ? this.#among(query.only.ids, standing) : standing);
  }

  #among(ids: readonly string[], standing: Uint8Array): Uint8Array {
    const { entities } = this.#columns;
    const wanted = new Uint8Array(entities.ids.length);
    for (const id of ids) {
      const row = entities.index.get(id);
      if (row !== undefined) wanted[row] = standing[row]!;
    }
    return wanted;
  }

  #frame(noun: TableNoun, asked: Asked): { frame: Frame; standing: Uint8Array } {
    if (noun === "claims") return claimFrame(this.#columns, asked, this.#labelOf);
    if (noun === "entities") return entityFrame(this.#columns, asked, this.#labelOf, this.#tallies(asked, "subject"));
    return sourceFrame(this.#columns, asked, this.#tallies(asked, "source"));
  }

  #counted: { key: string; made: Tallies } | undefined;

  /** Which entity rows have an accepted claim of one of these properties, as this viewer may see them; one marks it. */
  having(properties: readonly string[], query: Pick<TableQuery, "clearance" | "clocks">): Uint8Array {
    const { claims: c, entities: e } = this.#columns;
    const asked: Asked = { clearance: rankOf(query.clearance), lang: "zh", days: daysOf(query.clocks) };
    const wanted = new Set(properties.flatMap((name) => c.properties.find(name) ?? []));
    const standing = claimsStanding(this.#columns, asked), status = statusesOf(this.#columns, asked.days);
    const found = new Uint8Array(e.ids.length);
    for (let row = 0; row < c.length; row++) if (wanted.has(c.property.at(row)) && status[row] === ACCEPTED && standing[row] === 1) found[e.whole.at(c.subject.at(row))] = 1;
    return found;
  }

  #tallies(asked: Asked, of: "subject" | "source"): Tallies {
    const key = JSON.stringify([this.#columns.generation, of, asked.clearance, asked.days]);
    if (this.#counted?.key !== key) this.#counted = { key, made: tallies(this.#columns, asked, of) };
    return this.#counted.made;
  }

  #keepList(key: string, made: TableChoice): void {
    this.#lists.set(key, made);
    let bytes = [...this.#lists.values()].reduce((sum, list) => sum + list.rows.byteLength, 0);
    for (const [old, list] of this.#lists) {
      if (old === key || (this.#lists.size <= LISTS_MAX && bytes <= LIST_BYTES_MAX)) break;
      this.#lists.delete(old);
      bytes -= list.rows.byteLength;
    }
  }

  /** Whether there is anything to count on: before the first filling has ended the database is asked. */
  get ready(): boolean {
    return this.#columns.generation > 0;
  }

  /** What points to an entity by each property: how many, and the first by name with the claims that say so. @param reader the viewer's own. */
  async tiedGroups(reader: Kysely<Schema>, canonical_id: string, { clearance, clocks }: TiesAsked, lang: "zh" | "en", limit: number): Promise<{ property: string; n: number; ties: { subject_id: string; claim: Claim }[] }[]> {
    await this.follow();
    const groups = this.#ties.groups(canonical_id, tiedAsked(clearance, clocks), lang, limit);
    const { claims: { seq, n }, entities } = this.#columns;
    const claims = await this.#claimsByPlace(reader, Uint32Array.from(groups.flatMap((group) => group.first.map((tie) => tie.claim))));
    return groups.map(({ property, n: count, first }) => ({
      property, n: count, ties: first.flatMap((tie) => { const claim = claims.get(`${seq.at(tie.claim)}.${n.at(tie.claim)}`); return claim ? [{ subject_id: entities.ids[tie.subject]!, claim }] : []; }),
    }));
  }

  /** Every entity that points to this one by the property. */
  async tiedTo(canonical_id: string, property: string, { clearance, clocks }: TiesAsked): Promise<string[]> {
    await this.follow();
    return this.#ties.tiedTo(canonical_id, property, tiedAsked(clearance, clocks));
  }

  /** As `membersBelow` asks the database. */
  async membersBelow(canonical_id: string, asked: Parameters<TiesOfColumns["membersBelow"]>[1], { clearance, clocks }: TiesAsked): Promise<{ id: string; type: string }[]> {
    await this.follow();
    return this.#ties.membersBelow(canonical_id, asked, tiedAsked(clearance, clocks));
  }

  /** Ids of the entities or sources at these rows. */
  idsOf(noun: "entities" | "sources", rows: Uint32Array): string[] {
    const ids = noun === "entities" ? this.#columns.entities.ids : this.#columns.sources.ids;
    return [...rows].map((row) => ids[row]!);
  }

  /** How many claims these rows have, as this viewer may see them. */
  countsOf(noun: "entities" | "sources", rows: Uint32Array, query: Pick<TableQuery, "clearance" | "clocks">): { accepted: number; proposed: number; all: number }[] {
    const asked: Asked = { clearance: rankOf(query.clearance), lang: "zh", days: daysOf(query.clocks) };
    const made = this.#tallies(asked, noun === "entities" ? "subject" : "source");
    return [...rows].map((row) => ({ accepted: made.accepted[row] ?? 0, proposed: made.proposed[row] ?? 0, all: made.all[row] ?? 0 }));
  }

  /** The claims at these rows, in their order, each with the status that it had as of the clocks. One indexed read. */
  async claimsAt(reader: Kysely<Schema>, rows: Uint32Array, clocks: Clocks): Promise<Claim[]> {
    const { seq, n } = this.#columns.claims;
    const byPlace = await this.#claimsByPlace(reader, rows);
    const claims = [...rows].flatMap((row) => byPlace.get(`${seq.at(row)}.${n.at(row)}`) ?? []);
    return clocks.known_on === undefined ? claims : await asTheyStood(reader, claims, clocks);
  }

  /** The claims at these rows by their place in the ledger, `seq.n`. */
  async #claimsByPlace(reader: Kysely<Schema>, rows: Uint32Array): Promise<Map<string, Claim>> {
    if (rows.length === 0) return new Map();
    const { seq, n } = this.#columns.claims;
    const { rows: found } = await sql<{ claims: ClaimJson[] }>`select coalesce(json_agg(c), '[]'::json) as claims
      from unnest(${idList([...rows].map((row) => String(seq.at(row))))}::bigint[], ${idList([...rows].map((row) => String(n.at(row))))}::int[]) as p(s, i)
      cross join lateral (select * from claim where change_seq = p.s and n = p.i offset 0) c`.execute(reader);
    return new Map(found[0]!.claims.map((row) => [`${row.change_seq}.${row.n}`, claimOfJson(row)]));
  }
}

const tiedAsked = (clearance: Visibility, clocks: Clocks): TiedAsked => ({ clearance: rankOf(clearance), clocks });

/** The same claims with the status of that day; those that the rule leaves out were never chosen. */
async function asTheyStood(reader: Kysely<Schema>, claims: Claim[], clocks: Clocks): Promise<Claim[]> {
  const rows = await reader.selectFrom("decision").select(["claim_id", "id", "verdict", "at", "by_claim"]).where("subject_id", "=", sql<string>`any(${idList([...new Set(claims.map((c) => c.subject_id))])}::uuid[])`)
    .where("claim_id", "=", sql<string>`any(${idList(claims.map((c) => c.id))}::uuid[])`).execute();
  const rulings = rows.map(({ by_claim, at, verdict, ...rest }): Ruled => ({ ...rest, verdict: verdict as Ruled["verdict"], at: at.toISOString(), ...(by_claim ? { by_claim } : {}) }));
  const then = new Map(claimsAsOf(claims, rulings, { ...(clocks.known_on ? { known_on: clocks.known_on } : {}) }).map((c) => [c.id, c]));
  return claims.map((c) => then.get(c.id) ?? c);
}

function unknownColumn(name: string, known: string[]): AppError {
  return new AppError("ledger/no-column", { name, known }, { zh: `没有“${name}”这一列；有：${known.join("、")}`, en: `there is no column “${name}”; there are: ${known.join(", ")}` });
}

const opened = new WeakMap<Database, LedgerTables>();

/** The tables of a database: one for all who ask, filled when first asked for. */
export function tablesOf(database: Database, labelOf: LabelOf): LedgerTables {
  const known = opened.get(database);
  if (known) return known;
  const made = new LedgerTables(database, labelOf);
  opened.set(database, made);
  return made;
}
