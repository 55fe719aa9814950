/**
 * Decisions on claims: accept, reject, correct, withdraw, reopen.
 * Invariant: a decision names the decision that its maker had seen; if another has come between, nothing is written and
 * the maker is told who decided what. Two people correcting one claim both get an honest answer.
 */
import { sql, type Kysely, type Transaction } from "kysely";
import { AppError, newId } from "../kernel/index.ts";
import type { Schema } from "../db/index.ts";
import { refreshFacts } from "./facts-store.ts";
import { appendChange, inTransaction, type Ctx } from "./journal.ts";
import { statusAfter, type Claim, type ChangeSetRecord, type ClaimRecord, type ClaimStatus, type Entry, type Verdict } from "./model.ts";
import { claimOf, decisionRecord, idList, rankOf } from "./rows.ts";
import { addToTally } from "./tally.ts";
import { refreshNames } from "./names-store.ts";

/** One decision to be made. */
export interface DecisionInput {
  claim_id: string;
  verdict: Exclude<Verdict, "correct">;
  /** The head that the maker saw (`Claim.head`); absent = a claim without decisions. */
  expects?: string;
}

/** Which verdicts a status allows; the reason is shown beside a disabled button. */
export const ALLOWED: Record<ClaimStatus, readonly Verdict[]> = {
  proposed: ["accept", "reject", "correct", "withdraw"],
  accepted: ["reject", "correct", "withdraw", "reopen"],
  rejected: ["accept", "reopen"],
  corrected: ["reopen"],
  withdrawn: ["reopen"],
};

export async function lockClaims(tx: Transaction<Schema>, ids: readonly string[]): Promise<Map<string, Claim>> {
  const rows = await tx.selectFrom("claim").selectAll().where("id", "=", sql<string>`any(${idList(ids)}::uuid[])`).orderBy("id").forUpdate().execute();
  return new Map(rows.map((row) => [row.id, claimOf(row)]));
}

function notFound(id: string): AppError {
  return new AppError("ledger/no-claim", { claim_id: id }, { status: 404, zh: `没有编号为 ${id} 的记载`, en: `there is no claim ${id}` });
}

const STATUS_ZH: Readonly<Record<ClaimStatus, string>> = { proposed: "待审核", accepted: "已采纳", rejected: "已驳回", corrected: "已更正", withdrawn: "已撤回" };
const VERDICT_ZH: Readonly<Record<Verdict, string>> = { accept: "采纳", reject: "驳回", correct: "更正", withdraw: "撤回", reopen: "重新审核" };

export async function conflict(tx: Transaction<Schema>, claim: Claim): Promise<AppError> {
  const row = await tx.selectFrom("decision").selectAll().where("subject_id", "=", claim.subject_id).where("id", "=", claim.head ?? "").executeTakeFirst();
  const made = row ? { ...decisionRecord(row), actor: row.actor, at: row.at.toISOString() } : undefined;
  return new AppError("ledger/conflict", { claim_id: claim.id, status: claim.status, head: claim.head ?? null, decision: made ?? null }, {
    status: 409,
    zh: `此前 ${made?.actor ?? "他人"} 已将这条记载改为“${STATUS_ZH[claim.status]}”，您的决定未写入`,
    en: `${made?.actor ?? "somebody"} has meanwhile made this claim “${claim.status}”; your decision was not written`,
    hint: { zh: "请查看对方的决定后再定", en: "look at that decision, then decide again" },
  });
}

/** @throws AppError when the maker has not seen the head, or the status does not allow the verdict. */
export async function check(tx: Transaction<Schema>, claim: Claim | undefined, id: string, verdict: Verdict, expects: string | undefined): Promise<Claim> {
  if (!claim) throw notFound(id);
  if ((claim.head ?? undefined) !== (expects ?? undefined)) throw await conflict(tx, claim);
  if (!ALLOWED[claim.status].includes(verdict)) {
    throw new AppError("ledger/not-allowed", { claim_id: id, status: claim.status, verdict }, {
      status: 409,
      zh: `这条记载${STATUS_ZH[claim.status]}，不能再${VERDICT_ZH[verdict]}`,
      en: `a claim that is ${claim.status} cannot be given the verdict “${verdict}”`,
      hint: claim.status === "corrected" ? { zh: "请打开更正后的记载，看过再定", en: "open the claim that corrects it, and decide on that one" } : { zh: "请看它的历史", en: "look at its history" },
    });
  }
  return claim;
}

/** Puts the new status of each claim in force: tallies, names and facts follow. */
export async function settle(tx: Transaction<Schema>, claims: readonly { claim: Claim; status: ClaimStatus; head: string }[]): Promise<void> {
  const rows = JSON.stringify(claims.map(({ claim, status, head }) => ({ subject_id: claim.subject_id, id: claim.id, status, head })));
  await sql`update claim set status = d.status, head = d.head from json_to_recordset(${rows}::text::json) as d(subject_id uuid, id uuid, status text, head uuid)
    where claim.subject_id = d.subject_id and claim.id = d.id`.execute(tx);
  await addToTally(tx, claims.flatMap(({ claim, status }) => {
    const step = { noun: "claim", source_id: claim.source_id, visibility: rankOf(claim.visibility) } as const;
    return [{ ...step, status: claim.status, n: -1 }, { ...step, status, n: 1 }];
  }));
  await refreshNames(tx, claims.filter((c) => c.claim.unit === "text").map((c) => c.claim.subject_id));
  await refreshFacts(tx, claims.map((c) => c.claim.subject_id));
}

/**
 * Makes one decision on each of several claims, all or none.
 * @throws AppError `ledger/no-claim`, `ledger/conflict`, `ledger/not-allowed`.
 */
export async function decide(db: Kysely<Schema>, ctx: Ctx, rulings: readonly DecisionInput[], note = ""): Promise<ChangeSetRecord> {
  return await inTransaction(db, async (tx) => await decideIn(tx, ctx, rulings, note));
}

/** As `decide`, inside a transaction that the caller holds. */
export async function decideIn(tx: Transaction<Schema>, ctx: Ctx, rulings: readonly DecisionInput[], note: string): Promise<ChangeSetRecord> {
  const claims = await lockClaims(tx, rulings.map((r) => r.claim_id));
  const made: { claim: Claim; status: ClaimStatus; head: string }[] = [];
  const entries: Entry[] = [];
  for (const ruling of rulings) {
    const claim = await check(tx, claims.get(ruling.claim_id), ruling.claim_id, ruling.verdict, ruling.expects);
    const id = newId(ctx.clock);
    const record = { subject_id: claim.subject_id, claim_id: claim.id, id, verdict: ruling.verdict, note, visibility: claim.visibility, ...(claim.head ? { replaces: claim.head } : {}) };
    entries.push({ kind: "decision", ...record });
    const status = statusAfter(ruling.verdict, claim.entered);
    made.push({ claim, status, head: id });
    claims.set(claim.id, { ...claim, status, head: id }); // a second ruling on it in this batch has not seen the first
  }
  const change = await appendChange(tx, ctx, { kind: "decide", note, entries });
  await settle(tx, made);
  return change;
}

/** Every member that a claim may be recorded with; the type below keeps the list whole. */
const MEMBERS: Record<keyof Omit<ClaimRecord, "id" | "corrects" | "entered">, true> = {
  subject_id: true, property: true, value: true, unit: true, currency: true, when: true, modality: true, bound: true, qualifier: true, stated: true, stated_on: true,
  source_id: true, locator: true, quote: true, lang: true, reasons: true, confidence: true, visibility: true,
};

/**
 * Refuses what is no part of a claim: a page's cursor or a status read along with the old claim must not get into the journal.
 * @throws AppError `ledger/no-member`.
 */
export function onlyMembers(next: object): void {
  const foreign = Object.keys(next).filter((key) => !Object.hasOwn(MEMBERS, key));
  if (foreign.length === 0) return;
  throw new AppError("ledger/no-member", { members: foreign }, {
    status: 400,
    zh: `记载没有这些成员：${foreign.join("、")}`,
    en: `a claim has no member ${foreign.join(", ")}`,
  });
}

/** A word taught, as an entry of a change set. */
export type Taught = Extract<Entry, { kind: "lexicon" }>;

/**
 * Records a claim that takes the place of another, and says so in one change set.
 * @param next the whole new claim without id, status or `corrects`; its source and quote are its own.
 * @param also words that the correction teaches: recorded in the same change set, so that both stand or neither.
 * @throws AppError as `decide`; `ledger/no-member` for a member that a claim does not have.
 */
export async function correct(
  db: Kysely<Schema>, ctx: Ctx, what: { claim_id: string; expects?: string; next: Omit<ClaimRecord, "id" | "corrects" | "entered">; note: string; also?: readonly Taught[] },
): Promise<{ change: ChangeSetRecord; claim_id: string }> {
  onlyMembers(what.next);
  return await inTransaction(db, async (tx) => {
    const claims = await lockClaims(tx, [what.claim_id]);
    const old = await check(tx, claims.get(what.claim_id), what.claim_id, "correct", what.expects);
    const claim_id = newId(ctx.clock);
    const decision_id = newId(ctx.clock);
    const change = await appendChange(tx, ctx, {
      kind: "correct", note: what.note,
      entries: [
        { kind: "claim", ...what.next, id: claim_id, corrects: old.id, entered: "accepted" },
        { kind: "decision", subject_id: old.subject_id, claim_id: old.id, id: decision_id, verdict: "correct", note: what.note, by_claim: claim_id, visibility: old.visibility, ...(old.head ? { replaces: old.head } : {}) },
        ...(what.also ?? []),
      ],
    });
    await settle(tx, [{ claim: old, status: "corrected", head: decision_id }]);
    await refreshFacts(tx, [what.next.subject_id]);
    if (what.next.unit === "text") await refreshNames(tx, [what.next.subject_id]);
    return { change, claim_id };
  });
}
