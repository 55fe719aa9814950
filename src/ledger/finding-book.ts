/**
 * Findings kept up to date: a projection in memory, for each clearance what its viewers may see, now and by the clocks that were asked for last. It is worked
 * out once, in slices between which requests are answered, and after each change set only for the subjects that it touches.
 * Invariant: what is answered is what a full run over the ledger's head, as this viewer sees it by these clocks, would find.
 */
import { sql } from "kysely";
import type { Database } from "../db/index.ts";
import { AppError, VISIBILITIES, type Visibility } from "../kernel/index.ts";
import { CheckLedger, type CheckClaim, type Finding } from "./checks/index.ts";
import { claimsNow, type LabelOf, type StandingClaims } from "./reconcile.ts";
import { rankOf } from "./rows.ts";
import type { Ruling } from "./ruling.ts";
import { ClaimsAsOf } from "./findings-as-of.ts";
import type { Clocks } from "./as-of.ts";
import { turn } from "./turn.ts";

/** Subjects checked, or claims taken in, before others get their turn: a few milliseconds. */
const SUBJECTS_PER_SLICE = 64;
const SUBJECTS_PER_STEP = 100;
const NO_DAY = "9999-12-31";
/** Past days whose findings are kept, and claims that they hold together: of a large record the day asked for last. */
const PAST_MAX = 6;
const PAST_CLAIMS_MAX = 1_500_000;
/** Reading the claims takes about as long as checking them. */
const READ_SHARE = 0.6;
/** A first run over so many claims rests after each slice for half the time that the slice took: a request asks several questions, and each would else wait behind a slice. */
const RESTS_FROM = 50_000;
const REST_SHARE = 0.5;
const REST_MS_MIN = 5;

/** Findings of one moment. The list is the book's own: use it before the next `await`. */
export interface Found {
  findings: readonly Finding[];
  /** The last ruling on each finding ever ruled on, withdrawn ones and those on findings of the past included. */
  rulings: ReadonlyMap<string, Ruling>;
  /** Whether a finding, or one of its claims, is about this subject (a canonical id). */
  concerns(finding: Finding, subject: string): boolean;
}

interface Page {
  key: string;
  claims: StandingClaims;
  ledger: CheckLedger;
  rulings: Map<string, Ruling>;
  /** The change set up to which it is right; -1 before the first run. */
  seq: number;
  /** How much of the first run is done, 0 to 1. */
  share: number;
  stopped: boolean;
  /** When the slice that is being worked on began, where rests are taken. */
  slice_from: number | undefined;
  /** What is being done with it; one thing at a time. */
  work: Promise<void>;
}

const keyOf = (level: Visibility, { valid_on, known_on, recorded_on }: Clocks): string => JSON.stringify([level, valid_on, known_on, recorded_on]);

export class FindingBook {
  readonly #database: Database;
  readonly #labelOf: LabelOf;
  readonly #pause: () => Promise<void>;
  readonly #pages = new Map<string, Page>();
  /** Keys of past days, the one asked for last at the end, and what is being done for them: one day after the other. */
  readonly #past = new Set<string>();
  #pastWork: Promise<unknown> = Promise.resolve();

  /** @param pause called between slices of work. */
  constructor(database: Database, labelOf: LabelOf, pause: () => Promise<void> = turn) {
    this.#database = database;
    this.#labelOf = labelOf;
    this.#pause = pause;
  }

  /**
   * What a viewer of this clearance is told by a day, or would have been told by these clocks. @param today `YYYY-MM-DD` that promises are held against.
   * @throws AppError `ledger/findings-stopped` where `stop` ended the work.
   */
  async of(clearance: Visibility, today: string, clocks: Clocks = {}): Promise<Found> {
    const level = await this.#levelOf(clearance), key = keyOf(level, clocks);
    const page = this.#pages.get(key) ?? this.#begin(key, level, clocks);
    if (this.#past.delete(key)) this.#past.add(key);
    page.work = page.work.then(async () => {
      await this.#catchUp(page);
      await this.#inSlices(page, page.ledger.listing(today));
    });
    try {
      await page.work;
    } catch (error) {
      if (this.#pages.get(key) === page) this.#forget(key);
      throw error;
    }
    this.#makeRoom(key);
    const { ledger } = page;
    return {
      findings: ledger.findings(today), rulings: page.rulings,
      concerns: (finding, subject) => finding.subject === subject || finding.claims.some((id) => ledger.claim(id)?.subject === subject),
    };
  }

  /** How much of the first run for these clocks is done, 1 where it only has to be kept up to date; undefined where it was not begun. */
  async progress(clearance: Visibility, clocks: Clocks = {}): Promise<number | undefined> {
    const page = this.#pages.get(keyOf(await this.#levelOf(clearance), clocks));
    return page && (page.seq >= 0 ? 1 : page.share);
  }

  /** Ends a first run that nobody waits for any more. */
  async stop(clearance: Visibility, clocks: Clocks = {}): Promise<void> {
    const page = this.#pages.get(keyOf(await this.#levelOf(clearance), clocks));
    if (page && page.seq < 0) page.stopped = true;
  }

  #begin(key: string, level: Visibility, clocks: Clocks): Page {
    const past = Object.values(clocks).some((one) => one !== undefined), db = this.#database.reader(level);
    const page: Page = {
      key, slice_from: undefined, claims: past ? new ClaimsAsOf(db, this.#labelOf, clocks) : claimsNow(db, this.#labelOf), ledger: new CheckLedger({ today: NO_DAY }), rulings: new Map(), seq: -1, share: 0, stopped: false, work: Promise.resolve(),
    };
    this.#pages.set(key, page);
    if (past) {
      // Several at once would hold several records in memory before any could be let go.
      page.work = this.#pastWork.then(async () => await this.#catchUp(page));
      this.#pastWork = page.work.catch(() => undefined);
      this.#past.add(key);
    }
    return page;
  }

  #forget(key: string): void {
    this.#pages.delete(key);
    this.#past.delete(key);
  }

  /** Lets past days go, those first that nobody asked for longest; not the one just asked for, nor any that is still being worked out. */
  #makeRoom(asked: string, coming = 0): void {
    const held = (): number => [...this.#past].reduce((sum, key) => sum + this.#pages.get(key)!.ledger.size, coming);
    for (const key of [...this.#past]) {
      if (this.#past.size <= PAST_MAX && held() <= PAST_CLAIMS_MAX) return;
      if (key !== asked && this.#pages.get(key)!.seq >= 0) this.#forget(key);
    }
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

  async #catchUp(page: Page): Promise<void> {
    const head = await this.#head();
    if (page.seq === head) return;
    if (page.seq < 0) await this.#build(page);
    else await this.#follow(page);
    page.rulings = await page.claims.rulings();
    page.seq = head;
  }

  async #build(page: Page): Promise<void> {
    const { rows } = await sql<{ claims: number; entities: number }>`select coalesce(sum(n) filter (where noun = 'claim'), 0)::int as claims, coalesce(sum(n) filter (where noun = 'entity'), 0)::int as entities
      from tally`.execute(this.#database.reader("confidential"));
    const { claims: all, entities } = rows[0]!;
    if (this.#past.has(page.key)) this.#makeRoom(page.key, all);
    if (all >= RESTS_FROM) page.slice_from = performance.now();
    let read = 0;
    for await (const { claims, read: more } of page.claims.pages()) {
      page.ledger.put(claims);
      page.share = READ_SHARE * Math.min(1, (read += more) / Math.max(1, all));
      await this.#rest(page);
    }
    await this.#inSlices(page, page.ledger.settle(), (checked) => { page.share = READ_SHARE + (1 - READ_SHARE) * Math.min(1, checked / Math.max(1, entities)); });
    page.slice_from = undefined;
  }

  async #rest(page: Page): Promise<void> {
    const took = page.slice_from === undefined ? 0 : performance.now() - page.slice_from;
    if (took * REST_SHARE >= REST_MS_MIN) await new Promise((resolve) => setTimeout(resolve, took * REST_SHARE));
    else await this.#pause();
    if (page.slice_from !== undefined) page.slice_from = performance.now();
    if (page.stopped) throw new AppError("ledger/findings-stopped", {}, { status: 409, zh: "发现的推算已停止", en: "working out these findings was stopped", hint: { zh: "再次打开即重新开始", en: "open them again to begin anew" } });
  }

  async #inSlices(page: Page, steps: Iterable<undefined>, tell: (done: number) => void = () => undefined): Promise<void> {
    let done = 0;
    for (const _step of steps) {
      if (++done % SUBJECTS_PER_SLICE !== 0) continue;
      tell(done);
      await this.#rest(page);
    }
  }

  /** Reads again the subjects that the change sets since then touched. */
  async #follow(page: Page): Promise<void> {
    const touched = await this.#touchedSince(page.seq);
    for (let from = 0; from < touched.length; from += SUBJECTS_PER_STEP) {
      const subjects = touched.slice(from, from + SUBJECTS_PER_STEP);
      const now = await page.claims.of(subjects);
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
