/**
 * Findings kept up to date: a projection in memory, for each clearance what its viewers may see. It is worked out once, in slices between which
 * requests are answered, and after each change set only for the subjects that it touches.
 * Invariant: what is answered is what a full run over the ledger's head, as this viewer sees it, would find.
 */
import { sql } from "kysely";
import type { Database } from "../db/index.ts";
import { VISIBILITIES, type Visibility } from "../kernel/index.ts";
import { CheckLedger, type CheckClaim, type Finding } from "./checks/index.ts";
import { checkClaimPages, checkClaimsOf, type LabelOf } from "./reconcile.ts";
import { rankOf } from "./rows.ts";
import { rulingHeads, type Ruling } from "./ruling.ts";
import { findingsAsOf } from "./findings-as-of.ts";
import type { Clocks } from "./as-of.ts";
import { turn } from "./turn.ts";

/** Subjects checked, or claims taken in, before others get their turn: a few milliseconds. */
const SUBJECTS_PER_SLICE = 64;
const SUBJECTS_PER_STEP = 100;
const NO_DAY = "9999-12-31";
/** Past days whose findings are kept. */
const PAST_MAX = 6;

/** Findings of one moment. The list is the book's own: use it before the next `await`. */
export interface Found {
  findings: readonly Finding[];
  /** The last ruling on each finding ever ruled on, withdrawn ones and those on findings of the past included. */
  rulings: ReadonlyMap<string, Ruling>;
  /** Whether a finding, or one of its claims, is about this subject (a canonical id). */
  concerns(finding: Finding, subject: string): boolean;
}

interface Page {
  ledger: CheckLedger;
  rulings: Map<string, Ruling>;
  /** The change set up to which it is right; -1 before the first run. */
  seq: number;
  /** What is being done with it; one thing at a time. */
  work: Promise<void>;
}

export class FindingBook {
  readonly #database: Database;
  readonly #labelOf: LabelOf;
  readonly #pause: () => Promise<void>;
  readonly #pages = new Map<Visibility, Page>();
  readonly #past = new Map<string, Promise<Found>>();

  /** @param pause called between slices of work. */
  constructor(database: Database, labelOf: LabelOf, pause: () => Promise<void> = turn) {
    this.#database = database;
    this.#labelOf = labelOf;
    this.#pause = pause;
  }

  /** What a viewer of this clearance is told by a day. @param today `YYYY-MM-DD` that promises are held against. */
  async of(clearance: Visibility, today: string): Promise<Found> {
    const level = await this.#levelOf(clearance);
    const page = this.#pages.get(level) ?? this.#begin(level);
    page.work = page.work.then(async () => {
      await this.#catchUp(page, level);
      await this.#inSlices(page.ledger.listing(today));
    });
    try {
      await page.work;
    } catch (error) {
      if (this.#pages.get(level) === page) this.#pages.delete(level);
      throw error;
    }
    const { ledger } = page;
    return {
      findings: ledger.findings(today), rulings: page.rulings,
      concerns: (finding, subject) => finding.subject === subject || finding.claims.some((id) => ledger.claim(id)?.subject === subject),
    };
  }

  /**
   * What a viewer of this clearance would have been told by these clocks; days already worked out are kept as long as the ledger stands still.
   * @throws AppError `ledger/too-large-for-past-findings`.
   */
  async asOf(clearance: Visibility, clocks: Clocks, today: string): Promise<Found> {
    const level = await this.#levelOf(clearance);
    const key = JSON.stringify([await this.#head(), level, clocks.valid_on, clocks.known_on, clocks.recorded_on, today]);
    const known = this.#past.get(key);
    if (known !== undefined) return await known;
    // One day after the other: several at once would hold several records in memory.
    const made = Promise.allSettled([...this.#past.values()]).then(async () => await findingsAsOf(this.#database.reader(level), this.#labelOf, clocks, today, this.#pause));
    this.#past.set(key, made);
    for (const old of this.#past.keys()) {
      if (this.#past.size <= PAST_MAX) break;
      this.#past.delete(old);
    }
    made.catch(() => this.#past.delete(key));
    return await made;
  }

  #begin(level: Visibility): Page {
    const page = { ledger: new CheckLedger({ today: NO_DAY }), rulings: new Map<string, Ruling>(), seq: -1, work: Promise.resolve() };
    this.#pages.set(level, page);
    return page;
  }

  /** The lowest clearance that sees as much: where nothing is secret, everybody shares one page. */
  async #levelOf(clearance: Visibility): Promise<Visibility> {
    const { rows } = await sql<{ visibility: number }>`select distinct visibility from tally where noun in ('claim', 'entity') and n > 0`.execute(this.#database.reader("confidential"));
    return VISIBILITIES[Math.max(0, ...rows.map((row) => row.visibility).filter((rank) => rank <= rankOf(clearance)))]!;
  }

  async #head(): Promise<number> {
    const { rows } = await sql<{ seq: number }>`select coalesce(max(seq), 0)::float8 as seq from change_set`.execute(this.#database.reader("confidential"));
    return rows[0]!.seq;
  }

  async #catchUp(page: Page, level: Visibility): Promise<void> {
    const head = await this.#head();
    if (page.seq === head) return;
    if (page.seq < 0) await this.#build(page, level);
    else await this.#follow(page, level);
    page.rulings = await rulingHeads(this.#database.reader(level));
    page.seq = head;
  }

  async #build(page: Page, level: Visibility): Promise<void> {
    for await (const claims of checkClaimPages(this.#database.reader(level), this.#labelOf)) {
      page.ledger.put(claims);
      await this.#pause();
    }
    await this.#inSlices(page.ledger.settle());
  }

  async #inSlices(steps: Iterable<undefined>): Promise<void> {
    let done = 0;
    for (const _step of steps) if (++done % SUBJECTS_PER_SLICE === 0) await this.#pause();
  }

  /** Reads again the subjects that the change sets since then touched. */
  async #follow(page: Page, level: Visibility): Promise<void> {
    const touched = await this.#touchedSince(page.seq);
    for (let from = 0; from < touched.length; from += SUBJECTS_PER_STEP) {
      const subjects = touched.slice(from, from + SUBJECTS_PER_STEP);
      const now = await checkClaimsOf(this.#database.reader(level), subjects, this.#labelOf);
      const there = new Set(now.map((claim) => claim.id));
      const gone = subjects.flatMap((subject) => page.ledger.claimsOf(subject)).map((claim) => claim.id).filter((id) => !there.has(id));
      const moved = now.filter((claim) => !sameAs(page.ledger.claim(claim.id), claim));
      if (moved.length > 0 || gone.length > 0) page.ledger.change(moved, gone);
      await this.#pause();
    }
  }

  /**
   * Subjects (canonical, or canonical before) that change sets after `seq` can have touched, whoever may see them: those with new claims or decisions; those
   * judged one or not, with all of their cluster; and the parts of what was judged, whose whole may have another name now.
   */
  async #touchedSince(seq: number): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`with judged as (select unnest(array[left_id, right_id]) as id from judgement where change_id in (select id from change_set where seq > ${seq}::bigint)),
      cluster as (select id from entity where canonical_id in (select canonical_id from entity where id in (select id from judged))),
      moved as (select subject_id as id from claim where change_seq > ${seq}::bigint union select subject_id from decision where change_seq > ${seq}::bigint
        union select id from cluster union select subject_id from claim where value_entity in (select id from cluster) and property in ('part_of', 'located_in'))
      select id from moved union select canonical_id from entity where id in (select id from moved)`.execute(this.#database.reader("confidential"));
    return rows.map((row) => row.id);
  }
}

/** A recorded claim never changes; its status, and what is known of its subject, may. */
function sameAs(old: CheckClaim | undefined, now: CheckClaim): boolean {
  return old !== undefined && old.subject === now.subject && old.status === now.status && old.part_of === now.part_of && old.located_in === now.located_in
    && old.subject_type === now.subject_type && old.subject_label.zh === now.subject_label.zh && old.subject_label.en === now.subject_label.en;
}
