/**
 * The claims as they stood by the clocks of `as-of.ts`, as the checks take them, with the rulings then in force.
 * Invariant: for clocks that leave nothing out they are the claims that stand now. Names, merges and what lies within what are those of today among the
 * claims that stood: a merge is a judgement about identity, not about the day. No more of the ledger is held at once than a page.
 */
import { sql, type Kysely, type RawBuilder } from "kysely";
import type { Schema } from "../db/index.ts";
import type { BaseUnit } from "../kernel/index.ts";
import { rulingsAsOf, statusAsOf, type Clocks, type Ruled } from "./as-of.ts";
import type { CheckClaim } from "./checks/index.ts";
import type { ClaimRecord, ClaimStatus } from "./model.ts";
import { checkClaimOf, COLUMNS, RELATIONS, Wholes, Words, type CheckRow, type LabelOf, type RelationRow, type StandingClaims } from "./reconcile.ts";
import { idList } from "./rows.ts";
import { headsOf, rulingOf, type Ruling, type RulingJson } from "./ruling.ts";

type Db = Kysely<Schema>;

/** Rows in one question: with their decisions they take several times as long as those of now, and others wait meanwhile. */
const ROWS_PER_PAGE = 500;

/** What the clocks need of a claim, as the database writes it. */
interface DatedRow {
  entered: ClaimRecord["entered"];
  status: ClaimStatus;
  recorded_at: string;
  known_from: string;
  decisions: Omit<Ruled, "claim_id">[] | null;
  corrected_at: string | null;
  seq: number;
  n: number;
}

type PastRow = Omit<CheckRow, "status"> & DatedRow;
type PastRelation = RelationRow & DatedRow & { unit: string };

const DATED = sql`c.entered, c.recorded_at, c.known_from,
  (select json_agg(json_build_object('id', d.id, 'verdict', d.verdict, 'at', d.at)) from decision d where d.subject_id = c.subject_id and d.claim_id = c.id) as decisions,
  case when c.corrects is null then null else (select o.recorded_at from claim o where o.id = c.corrects) end as corrected_at`;

const instant = (text: string): string => new Date(text).toISOString();

/** The status that the row's claim had, undefined where it was not there or did not hold. */
function statusOf(row: DatedRow & Pick<PastRow, "modality" | "when" | "unit" | "num" | "text">, clocks: Clocks): ClaimStatus | undefined {
  const claim = {
    recorded_at: instant(row.recorded_at), known_from: row.known_from, entered: row.entered, status: row.status, modality: row.modality, unit: row.unit as BaseUnit,
    value: row.num ?? row.text ?? "", ...(row.when ? { when: row.when } : {}),
  };
  return statusAsOf(claim, (row.decisions ?? []).map((d) => ({ ...d, at: instant(d.at) })), row.corrected_at === null ? undefined : instant(row.corrected_at).slice(0, 10), clocks);
}

/** A relation is an actual state that has no value to be dated by. */
const stoodAs = (row: PastRelation & Pick<PastRow, "modality" | "when">, clocks: Clocks): boolean => statusOf({ ...row, num: null, text: null }, clocks) === "accepted";

const RELATION = sql`c.id, s.canonical_id as part, o.canonical_id as whole, c.property, c.unit, c.modality, c.when_text as "when", c.status, c.change_seq as seq, c.n, ${DATED}`;

export class ClaimsAsOf implements StandingClaims {
  readonly #db: Db;
  readonly #labelOf: LabelOf;
  readonly #clocks: Clocks;

  constructor(db: Db, labelOf: LabelOf, clocks: Clocks) {
    this.#db = db;
    this.#labelOf = labelOf;
    this.#clocks = clocks;
  }

  async *pages(): AsyncGenerator<{ claims: CheckClaim[]; read: number }> {
    const within = new Wholes(), words = new Words();
    for await (const relations of this.#relations()) {
      within.add(relations);
      yield { claims: [], read: 0 };
    }
    for (let after = { seq: 0, n: -1 }; ;) {
      const page = await this.#rows<PastRow>(sql`select ${COLUMNS}, ${DATED} from claim c join entity s on s.id = c.subject_id join entity e on e.id = s.canonical_id
        where (c.change_seq, c.n) > (${after.seq}::bigint, ${after.n}::int) order by c.change_seq, c.n limit ${ROWS_PER_PAGE}`);
      if (page.length === 0) return;
      yield { claims: this.#standing(page, within, words), read: page.length };
      after = { seq: Number(page.at(-1)!.seq), n: page.at(-1)!.n };
    }
  }

  async of(subjects: readonly string[]): Promise<CheckClaim[]> {
    const own = sql`from unnest(${idList(subjects)}::uuid[]) as w(id) join entity e on e.id = w.id cross join lateral (select id, canonical_id from entity where canonical_id = e.id offset 0) s
      cross join lateral (select * from claim where subject_id = s.id offset 0) c`;
    const within = new Wholes();
    within.add((await this.#rows<PastRelation & PastRow>(sql`select ${RELATION} ${own} join entity o on o.id = c.value_entity where c.property in (${sql.join([...RELATIONS])})`)).filter((row) => stoodAs(row, this.#clocks)));
    return this.#standing(await this.#rows<PastRow>(sql`select ${COLUMNS}, ${DATED} ${own}`), within, new Words());
  }

  async rulings(): Promise<Map<string, Ruling>> {
    const rulings = (await this.#rows<RulingJson>(sql`select * from ruling order by change_seq, n`)).map(rulingOf);
    const ids = [...new Set(rulings.flatMap((one) => one.claims))];
    const claims = ids.length === 0 ? [] : await this.#rows<{ id: string; recorded_at: string }>(sql`select id, recorded_at from claim where id = any(${idList(ids)}::uuid[])`);
    return headsOf(rulingsAsOf(rulings, claims.map(({ id, recorded_at }) => ({ id, recorded_at: instant(recorded_at) })), this.#clocks));
  }

  /** Rows in one cell of JSON: they come over several times quicker than cell by cell. */
  async #rows<T>(query: RawBuilder<unknown>): Promise<T[]> {
    const { rows } = await sql<{ page: T[] }>`select coalesce(json_agg(p), '[]'::json) as page from (${query}) p`.execute(this.#db);
    return rows[0]!.page;
  }

  #standing(rows: readonly PastRow[], within: Wholes, words: Words): CheckClaim[] {
    return rows.flatMap((row) => {
      const status = statusOf(row, this.#clocks);
      return status === "accepted" || status === "proposed" ? [checkClaimOf({ ...row, status }, within.of(row.subject), this.#labelOf, words)] : [];
    });
  }

  /** What lay within what, by the accepted claims that stood. */
  async *#relations(): AsyncGenerator<RelationRow[]> {
    for (const property of RELATIONS) {
      for (let after = { seq: 0, n: -1 }; ;) {
        const page = await this.#rows<PastRelation & PastRow>(sql`select ${RELATION} from claim c join entity s on s.id = c.subject_id join entity o on o.id = c.value_entity
          where c.property = ${property} and (c.change_seq, c.n) > (${after.seq}::bigint, ${after.n}::int) order by c.change_seq, c.n limit ${ROWS_PER_PAGE}`);
        yield page.filter((row) => stoodAs(row, this.#clocks));
        if (page.length < ROWS_PER_PAGE) break;
        after = { seq: Number(page.at(-1)!.seq), n: page.at(-1)!.n };
      }
    }
  }
}
