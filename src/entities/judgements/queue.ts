/**
 * The queue for review: candidate pairs within the record, or between the record and a register, that nobody has judged.
 * Invariant: a pair that was judged is not in the queue; a vetoed pair is shown only where vetoed pairs are asked for, and never as a link.
 */
import { sql, type Kysely } from "kysely";
import type { Database, Schema } from "../../db/index.ts";
import { AppError, type Visibility } from "../../kernel/index.ts";
import { judgeIn, inTransaction, type ChangeSetRecord, type Ctx } from "../../ledger/index.ts";
import { THRESHOLDS, type MatchFeature } from "../identity/index.ts";
import { namesOf, registerBy, rowsByNumber, type RegisterRow } from "../registers/index.ts";
import { recordRows, type RecordRow } from "../record-rows.ts";
import { candidatePairs, type WeighedPair } from "./candidates.ts";
import type { CandidatePair, Side } from "./model.ts";
import { pairsInThread } from "./pair-thread.ts";
import { pairKey, standingPairs } from "./store.ts";

/** Rules by which pairs may be judged without a person looking at each. */
export const RULES = ["same-code"] as const;
export type RuleName = (typeof RULES)[number];

interface Found {
  rows: Map<string, RecordRow>;
  pairs: WeighedPair[];
}

export interface QueuePage {
  items: CandidatePair[];
  /** How many pairs wait, of each kind. */
  counts: { link: number; review: number; vetoed: number };
  next?: string;
}

export interface QueueAsk {
  /** A register's pairs with the record; absent: pairs within the record. */
  register_id?: string;
  /** `open` (default): links and reviews. */
  show?: "open" | "vetoed";
  /** Continue after this pair. */
  after?: string;
  limit?: number;
}

/** What the names and codes of the organisations are, as one text: pairs are worked out again only when it has changed; and how many names there are. */
async function fingerprint(db: Kysely<Schema>): Promise<{ print: string; names: number }> {
  const { rows } = await sql<{ names: number; a: string; b: string }>`select n.names, n.a, (select count(*) || ' ' || coalesce(sum(hashtext(subject_id::text || property || coalesce(value_text, ''))::bigint), 0) from claim where property in ('uscc', 'lei', 'stock_code') and status = 'accepted') as b
    from (select count(*)::int as names, coalesce(sum(hashtext(entity_id::text || kind || text)::bigint), 0)::text as a from entity_name) n`.execute(db);
  const [{ names, a, b }] = rows as [{ names: number; a: string; b: string }];
  return { print: `${names} ${a} ${b}`, names };
}

/** With more names than this pairs are worked out in a thread, and nobody waits for them. */
const IN_PLACE_NAMES = 5_000;
const ASK_AGAIN_S = 2;
/** The refusal's code: ask again, the answer is on its way. */
const PAIRS_WORKING = "identity/pairs-working";

interface Work {
  print: string;
  found: Promise<Found>;
  /** 0 to 1 while it goes on; undefined once it has ended, well or not. */
  share: number | undefined;
  /** In a thread, one work after the other; asks meanwhile are refused. */
  apart: boolean;
  stop: AbortController;
}

function pairsWorking(share: number): AppError {
  const percent = Math.floor(100 * share);
  return new AppError(PAIRS_WORKING, { share, ask_again_s: ASK_AGAIN_S }, {
    status: 503, zh: `正在推算可能为同一机构的名称，已完成 ${percent}%`, en: `working out which organisations may be one, ${percent}% done`,
    hint: { zh: "完成后自动显示", en: "they are shown when they are there" },
  });
}

/**
 * Pairs within the record, kept by clearance until names or codes change. Those of a small record are waited for; those of a large one are
 * worked out in a thread, one clearance after the other, and asks for them are refused meanwhile with how far the work is.
 */
export class PairQueue {
  readonly #database: Database;
  readonly #in_place_names: number;
  readonly #kept = new Map<Visibility, Work>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(database: Database, in_place_names = IN_PLACE_NAMES) {
    this.#database = database;
    this.#in_place_names = in_place_names;
  }

  /** Ends what is being worked out: before the database is closed. */
  stop(): void {
    for (const { stop } of this.#kept.values()) stop.abort();
  }

  /** @throws AppError `identity/pairs-working` (503) with `share` while the pairs of a large record are being worked out; what its work failed of, once. */
  async #found(clearance: Visibility): Promise<Found> {
    const { print, names } = await fingerprint(this.#database.reader(clearance));
    let work = this.#kept.get(clearance);
    if (work?.print !== print) {
      // Pairs of names that are no more are of no use to anybody; who waits for those of a small record is still answered.
      if (work?.apart) work.stop.abort();
      work = this.#begin(clearance, print, names > this.#in_place_names);
      this.#kept.set(clearance, work);
    }
    if (work.apart && work.share !== undefined) throw pairsWorking(work.share);
    try {
      return await work.found;
    } catch (error) {
      if (this.#kept.get(clearance) === work) this.#kept.delete(clearance);
      throw error;
    }
  }

  #begin(clearance: Visibility, print: string, apart: boolean): Work {
    const stop = new AbortController(), { signal } = stop;
    const weighed = async (): Promise<Found> => {
      signal.throwIfAborted();
      const rows = await recordRows(this.#database.reader(clearance));
      const pairs = apart ? await pairsInThread(rows, { signal, progress: (share) => { work.share = share; } }) : await candidatePairs(rows, { signal });
      return { rows: new Map(rows.map((r) => [r.id, r])), pairs };
    };
    const found = apart ? this.#last.then(weighed) : weighed();
    const work: Work = { print, found, share: 0, apart, stop };
    const ended = found.then(() => undefined, () => undefined).then(() => { work.share = undefined; });
    if (apart) this.#last = ended;
    return work;
  }

  async page(clearance: Visibility, ask: QueueAsk): Promise<QueuePage> {
    return ask.register_id === undefined ? await this.#ofRecord(clearance, ask) : await pairsOfRegister(this.#database.reader(clearance), ask.register_id, ask);
  }

  /** Pairs within the record that wait, with the entities that now stand for them. */
  async #waiting(clearance: Visibility): Promise<{ rows: Map<string, RecordRow>; pairs: (WeighedPair & { head?: string })[] }> {
    const db = this.#database.reader(clearance);
    const { rows, pairs } = await this.#found(clearance);
    const canonical = new Map((await db.selectFrom("entity").select(["id", "canonical_id"]).whereRef("id", "!=", "canonical_id").execute()).map((e) => [e.id, e.canonical_id]));
    const now = (id: string): string => canonical.get(id) ?? id;
    const words = await standingPairs(db);
    const judged = new Set([...words.values()].filter((w) => w.verdict !== "withdrawn").map((w) => pairKey(now(w.left_id), now(w.right_id))));
    const seen = new Set<string>();
    const waiting = pairs.flatMap((p) => {
      const [left, right] = [now(p.left), now(p.right)];
      const key = pairKey(left, right);
      if (left === right || judged.has(key) || seen.has(key) || !rows.has(left) || !rows.has(right)) return [];
      seen.add(key);
      const head = words.get(key)?.id;
      return [{ ...p, left, right, ...(head ? { head } : {}) }];
    });
    return { rows, pairs: waiting };
  }

  /** What the house worked out of a pair, to be kept with the judgement on it; nothing for a pair that it did not propose. */
  async evidence(clearance: Visibility, pair: { left_id: string; right_id: string } | { register_id: string; row: number; entity_id: string }): Promise<{ score?: number; features?: MatchFeature[] }> {
    if ("row" in pair) {
      const link = await this.#database.reader(clearance).selectFrom("register_link").select(["score", "features"])
        .where("register_id", "=", pair.register_id).where("row", "=", pair.row).where("entity_id", "=", pair.entity_id).executeTakeFirst();
      return link ? { score: link.score, features: link.features as MatchFeature[] } : {};
    }
    const work = this.#kept.get(clearance);
    if (!work || (work.apart && work.share !== undefined)) return {};
    // Names that changed meanwhile have begun the work anew: a word is taken all the same.
    const waiting = await this.#waiting(clearance).catch((error: unknown) => {
      if (error instanceof AppError && error.code === PAIRS_WORKING) return undefined;
      throw error;
    });
    const found = waiting?.pairs.find((p) => pairKey(p.left, p.right) === pairKey(pair.left_id, pair.right_id));
    return found ? { score: found.score, features: found.features } : {};
  }

  async #ofRecord(clearance: Visibility, ask: QueueAsk): Promise<QueuePage> {
    const { rows, pairs } = await this.#waiting(clearance);
    const shown = pairs.map((p): CandidatePair => ({
      key: pairKey(p.left, p.right), left: sideOf(rows.get(p.left)!), right: sideOf(rows.get(p.right)!), score: p.score, weight: p.weight, veto: p.veto, features: p.features,
      decision: p.veto !== "" ? "vetoed" : p.score >= THRESHOLDS.link ? "link" : "review", ...(p.head ? { head: p.head } : {}),
    }));
    const counts = { link: 0, review: 0, vetoed: 0 };
    for (const pair of shown) counts[pair.decision] += 1;
    const wanted = shown.filter((p) => (p.decision === "vetoed") === (ask.show === "vetoed"));
    return { ...slice(wanted, ask), counts };
  }

  /**
   * Judges by rule every waiting pair that the rule covers: `same-code`, the same valid credit code or LEI and nothing against it. The
   * judgements' actor is the rule; who ran it stands in the note.
   */
  async applyRule(ctx: Ctx, rule: RuleName): Promise<{ judged: number; change?: ChangeSetRecord }> {
    const { pairs } = await this.#waiting("confidential");
    const sure = pairs.filter((p) => p.veto === "" && p.features.some((f) => f.name === "same_uscc" || f.name === "same_lei"));
    if (sure.length === 0) return { judged: 0 };
    const { change } = await inTransaction(this.#database.writer, async (tx) => await judgeIn(tx, { ...ctx, actor: `rule:${rule}` },
      sure.map((p) => ({ left_id: p.left, right_id: p.right, verdict: "same" as const, note: `run by ${ctx.actor}`, score: p.score, features: p.features }))));
    return { judged: sure.length, change };
  }
}

/** Each step of a page is the pair after the last one shown, by its place in the order; a pair that has left meanwhile is passed over. */
function slice(pairs: CandidatePair[], ask: QueueAsk): { items: CandidatePair[]; next?: string } {
  const [score, key] = ask.after === undefined ? [2, ""] : [Number(ask.after.split("~")[0]), ask.after.slice(ask.after.indexOf("~") + 1)];
  const rest = pairs.toSorted((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1)).filter((p) => p.score < score || (p.score === score && p.key > key));
  const limit = ask.limit ?? 20;
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(rest.length > limit && last ? { next: `${last.score}~${last.key}` } : {}) };
}

function sideOf(row: RecordRow): Side {
  return {
    label: row.label, names: row.names, codes: Object.fromEntries(Object.entries(row.ids).filter((e): e is [string, string] => e[1] !== undefined)),
    ...(row.place ? { place: row.place } : {}), entity: { id: row.id, slug: row.slug, type: row.type },
  };
}

export function sideOfRow(register: { id: string; title: string }, row: RegisterRow): Side {
  const codes = { ...(row.uscc ? { uscc: row.uscc } : {}), ...(row.lei ? { lei: row.lei } : {}), ...(row.stock ? { stock: row.stock } : {}) };
  const label = { ...(row.name_zh ? { zh: row.name_zh } : {}), ...(row.name_en ? { en: row.name_en } : {}) };
  return {
    label: row.name_zh || row.name_en ? label : { zh: namesOf(row)[0] ?? "" }, codes, ...(row.place ? { place: row.place } : {}), register: { id: register.id, title: register.title, row: row.row },
    names: [...(row.name_zh ? [{ text: row.name_zh, kind: "name" }] : []), ...(row.name_en ? [{ text: row.name_en, kind: "name" }] : []), ...row.other_names.map((o) => ({ text: o.text, kind: o.kind }))],
  };
}

interface LinkRowFound {
  row: number;
  entity_id: string;
  score: number;
  weight: number;
  decision: string;
  veto: string;
  features: MatchFeature[];
  head: string | null;
}

/** Rows adopted by anybody, and pairs that were judged, have left; the counts are of what waits. */
async function pairsOfRegister(db: Kysely<Schema>, register_id: string, ask: QueueAsk): Promise<QueuePage> {
  const register = await registerBy(db, register_id);
  const last = sql`(select distinct on (register_id, row, entity_id) row, entity_id, verdict, id from register_judgement where register_id = ${register_id} order by register_id, row, entity_id, id desc)`;
  const { rows: links } = await sql<LinkRowFound>`with last as materialized ${last}
    select l.row, l.entity_id, l.score, l.weight, l.decision, l.veto, l.features, j.id as head from register_link l left join last j on j.row = l.row and j.entity_id = l.entity_id
    where l.register_id = ${register_id} and (j.verdict is null or j.verdict = 'withdrawn') and l.row not in (select row from last where verdict = 'same')
    order by l.score desc, l.row, l.entity_id`.execute(db);
  const counts = { link: 0, review: 0, vetoed: 0 };
  for (const l of links) counts[l.decision as keyof typeof counts] += 1;
  const keyed = links.filter((l) => (l.decision === "vetoed") === (ask.show === "vetoed")).map((l) => ({ ...l, key: `${String(l.row).padStart(10, "0")}~${l.entity_id}` }));
  const [score, key] = ask.after === undefined ? [2, ""] : [Number(ask.after.split("~")[0]), ask.after.slice(ask.after.indexOf("~") + 1)];
  const rest = keyed.filter((l) => l.score < score || (l.score === score && l.key > key));
  const limit = ask.limit ?? 20;
  const page = rest.slice(0, limit);
  const [found, entities] = [page.length === 0 ? [] : await rowsByNumber(db, register_id, [...new Set(page.map((l) => l.row))]), new Map((await recordRows(db)).map((r) => [r.id, r]))];
  const rowAt = new Map(found.map((r) => [r.row, r]));
  const items = page.flatMap((l): CandidatePair[] => {
    const entity = entities.get(l.entity_id);
    if (!entity) return []; // merged into another since the pairs were worked out
    return [{
      key: l.key, left: sideOf(entity), right: sideOfRow(register, rowAt.get(l.row)!), score: l.score, weight: l.weight, veto: l.veto, features: l.features,
      decision: l.decision as CandidatePair["decision"], ...(l.head ? { head: l.head } : {}),
    }];
  });
  const end = page.at(-1);
  return { items, counts, ...(rest.length > limit && end ? { next: `${end.score}~${end.key}` } : {}) };
}
