/**
 * Judging pairs, and taking judgements back. Invariant: a judgement names the one that its maker had seen; “same” never joins what somebody
 * judged different, and “different” never claims to split what other judgements still join; after taking back nothing is said of the pair, and it waits for review again.
 */
import type { Transaction } from "kysely";
import type { Database, Schema } from "../../db/index.ts";
import { AppError, newId } from "../../kernel/index.ts";
import { entitiesByIds, entityBy, inTransaction, judgeIn, type ChangeSetRecord, type Ctx } from "../../ledger/index.ts";
import type { Ontology } from "../../ontology/index.ts";
import type { MatchFeature } from "../identity/index.ts";
import { adoptRows, withdrawAdoption } from "../registers/index.ts";
import { rowsByNumber } from "../registers/index.ts";
import type { PairVerdict, StandingVerdict } from "./model.ts";
import { judgementBy, membersOf, pairKey, standingPairs, wordsOnPair, wordsOnRow } from "./store.ts";

type Tx = Transaction<Schema>;

export interface Judging {
  verdict: PairVerdict;
  note?: string;
  score?: number;
  features?: MatchFeature[];
  /** The judgement that the maker saw standing on this pair; null for none; absent: he does not say. */
  expects?: string | null;
}

export interface Judged {
  id: string;
  change?: ChangeSetRecord;
}

function refuseMoved(last: { id: string; actor: string; verdict: string } | undefined, expects: string | null | undefined): void {
  if (expects === undefined || (last?.id ?? null) === expects) return;
  throw new AppError("identity/moved", { standing: last ?? null }, {
    status: 409, zh: `此前 ${last?.actor ?? "他人"} 已作判定（${last?.verdict ?? "已撤回"}），您的判定未写入`, en: `${last?.actor ?? "somebody"} has meanwhile judged this pair (${last?.verdict ?? "taken back"}); yours was not written`,
    hint: { zh: "请看过再定", en: "look at that judgement, then decide again" },
  });
}

/** @throws AppError `identity/judged-different` naming the pair that stands in the way. */
async function refuseContradiction(tx: Tx, left: string, right: string): Promise<void> {
  const [mine, theirs] = [await membersOf(tx, left), await membersOf(tx, right)];
  const standing = await standingPairs(tx);
  for (const a of mine) {
    for (const b of theirs) {
      const word = standing.get(pairKey(a, b));
      if (word?.verdict !== "different" || pairKey(a, b) === pairKey(left, right)) continue;
      const names = await entitiesByIds(tx, [a, b]);
      const shown = (id: string): string => names.get(id)?.label.zh ?? names.get(id)?.label.en ?? id;
      throw new AppError("identity/judged-different", { judgement_id: word.id, left_id: a, right_id: b }, {
        status: 409, zh: `${word.actor} 判定“${shown(a)}”与“${shown(b)}”不是同一机构，两边不能合并`, en: `${word.actor} judged “${shown(a)}” and “${shown(b)}” different; the two sides cannot be joined`,
        hint: { zh: "请先撤回那项判定", en: "take that judgement back first" },
      });
    }
  }
}

/** @throws AppError `identity/joined-through` when other judgements still make the two one. */
async function refuseStillJoined(tx: Tx, left: string, right: string): Promise<void> {
  const members = new Set(await membersOf(tx, left));
  if (!members.has(right)) return;
  const words = [...(await standingPairs(tx)).values()].filter((w) => w.verdict === "same" && members.has(w.left_id) && members.has(w.right_id));
  throw new AppError("identity/joined-through", { judgements: words.map((w) => w.id) }, {
    status: 409, zh: "两者还通过其他判定连在一起，单判这一对分不开", en: "other judgements still join the two; judging this pair alone does not part them",
    hint: { zh: "请在合并历史中撤回相应的判定", en: "take those judgements back in the merge history" },
  });
}

/**
 * Judges two entities.
 * @throws AppError `identity/moved`, `identity/judged-different`, `identity/joined-through`, `ledger/one-entity`, `ledger/no-entity`.
 */
export async function judgePair(database: Database, ctx: Ctx, pair: { left_id: string; right_id: string } & Judging): Promise<Judged> {
  const { left_id, right_id, verdict, note, score, features, expects } = pair;
  return await inTransaction(database.writer, async (tx) => {
    for (const id of [left_id, right_id]) await entityBy(tx, id);
    refuseMoved((await wordsOnPair(tx, left_id, right_id)).at(-1), expects);
    if (verdict === "same") await refuseContradiction(tx, left_id, right_id);
    const { change, ids } = await judgeIn(tx, ctx, [{ left_id, right_id, verdict, note: note ?? "", ...(score === undefined ? {} : { score }), ...(features ? { features } : {}) }]);
    if (verdict !== "same") await refuseStillJoined(tx, left_id, right_id);
    return { id: ids[0]!, change };
  });
}

/**
 * Judges a row of a register to be an entity, or not. “Same” adopts the row: its words become claims on the entity.
 * @throws AppError `identity/moved`; as `adoptRows`.
 */
export async function judgeRow(database: Database, ctx: Ctx, ontology: Ontology, pair: { register_id: string; row: number; entity_id: string } & Judging): Promise<Judged> {
  const { register_id, row, entity_id, verdict, note, score, features, expects } = pair;
  const entity = await entityBy(database.writer, entity_id);
  refuseMoved((await wordsOnRow(database.writer, register_id, row, entity.canonical_id)).at(-1), expects);
  if (verdict === "same") {
    const { change } = await adoptRows(database, ctx, ontology, register_id, [row], { entity_id: entity.canonical_id, ...(note ? { note } : {}), ...(score === undefined ? {} : { score }), ...(features ? { features } : {}) });
    const last = (await wordsOnRow(database.writer, register_id, row, entity.canonical_id)).at(-1)!;
    return { id: last.id, change };
  }
  return await inTransaction(database.writer, async (tx) => {
    await rowsByNumber(tx, register_id, [row]);
    const before = (await wordsOnRow(tx, register_id, row, entity.canonical_id)).at(-1);
    if (before?.verdict === "same") {
      throw new AppError("registers/already-adopted", { row, entity_id }, { status: 409, zh: `第 ${row} 行已采用到这个条目`, en: `row ${row} is adopted as this entity`, hint: { zh: "请先撤回那次采用", en: "take that adoption back first" } });
    }
    return { id: await sayOfRow(tx, ctx, { register_id, row, entity_id: entity.canonical_id, verdict, note: note ?? "", change_id: null, ...(score === undefined ? {} : { score }), ...(features ? { features } : {}) }) };
  });
}

async function sayOfRow(tx: Tx, ctx: Ctx, word: { register_id: string; row: number; entity_id: string; verdict: StandingVerdict; note: string; change_id: string | null; score?: number; features?: MatchFeature[] }): Promise<string> {
  const id = newId(ctx.clock);
  await tx.insertInto("register_judgement").values({
    ...word, id, actor: ctx.actor, at: ctx.clock.now().toISOString(), score: word.score ?? null, features: word.features ? JSON.stringify(word.features) : null,
  }).execute();
  return id;
}

/**
 * Takes a judgement back: nothing is said of the pair any more, whatever had been said before. An adoption's claims are withdrawn.
 * @throws AppError `identity/not-standing` for a judgement that another one has followed; as `judgePair`.
 */
export async function takeBack(database: Database, ctx: Ctx, id: string, note = ""): Promise<Judged> {
  const judgement = await judgementBy(database.writer, id);
  const notStanding = (): AppError => new AppError("identity/not-standing", { id }, { status: 409, zh: "这项判定已被后来的判定取代", en: "a later judgement has taken the place of this one", hint: { zh: "请撤回最近的那一项", en: "take back the latest one" } });
  if (!judgement.stands || judgement.verdict === "withdrawn") throw notStanding();
  return await inTransaction(database.writer, async (tx) => {
    if (judgement.kind === "entities") {
      const [left_id, right_id] = [judgement.left_id, judgement.right_id!];
      const words = await wordsOnPair(tx, left_id, right_id);
      if (words.at(-1)?.id !== id) throw notStanding();
      const { change, ids } = await judgeIn(tx, ctx, [{ left_id, right_id, verdict: "withdrawn", note }]);
      return { id: ids[0]!, change };
    }
    const { register_id, row, left_id: entity_id } = judgement as { register_id: string; row: number; left_id: string };
    const words = await wordsOnRow(tx, register_id, row, entity_id);
    const last = words.at(-1);
    if (last?.id !== id) throw notStanding();
    const change = last.verdict === "same" && last.change_id ? await withdrawAdoption(tx, ctx, { register_id, row, entity_id, change_id: last.change_id }, note) : undefined;
    return { id: await sayOfRow(tx, ctx, { register_id, row, entity_id, verdict: "withdrawn", note, change_id: change?.id ?? null }), ...(change ? { change } : {}) };
  });
}
