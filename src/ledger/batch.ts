/**
 * Edits of many claims as one change set, and taking a change set of decisions back.
 * Invariant: taking back is a change set of its own, nothing is deleted: every claim gets the decisions that lead to the status it had before.
 * It is refused, with the claims named, where somebody has decided since.
 */
import { sql, type Kysely, type Transaction } from "kysely";
import { AppError, isId, newId, type Problem } from "../kernel/index.ts";
import type { Schema } from "../db/index.ts";
import { ALLOWED, check, lockClaims, onlyMembers, settle } from "./decide.ts";
import { refreshFacts } from "./facts-store.ts";
import { appendChange, inTransaction, type Ctx } from "./journal.ts";
import { statusAfter, type ChangeSetRecord, type Claim, type ClaimRecord, type ClaimStatus, type Entry, type LexiconRecord, type SourceRecord, type Verdict } from "./model.ts";
import { recordIn } from "./record.ts";
import { idList, lexiconRecord } from "./rows.ts";

export interface Correction {
  claim_id: string;
  expects?: string;
  next: Omit<ClaimRecord, "id" | "corrects" | "entered">;
}

/**
 * Records a claim in the place of each of several others, all or none.
 * @throws AppError `ledger/no-claim`, `ledger/conflict`, `ledger/not-allowed`, `ledger/no-member`.
 */
export async function correctMany(db: Kysely<Schema>, ctx: Ctx, corrections: readonly Correction[], note: string): Promise<{ change: ChangeSetRecord; claim_ids: string[] }> {
  for (const { next } of corrections) onlyMembers(next);
  return await inTransaction(db, async (tx) => {
    const claims = await lockClaims(tx, corrections.map((c) => c.claim_id));
    const entries: Entry[] = [];
    const made: { claim: Claim; status: ClaimStatus; head: string }[] = [];
    const claim_ids: string[] = [];
    for (const { claim_id, expects, next } of corrections) {
      const old = await check(tx, claims.get(claim_id), claim_id, "correct", expects);
      const [id, decision] = [newId(ctx.clock), newId(ctx.clock)];
      entries.push(
        { kind: "claim", ...next, id, corrects: old.id, entered: "accepted" },
        { kind: "decision", subject_id: old.subject_id, claim_id: old.id, id: decision, verdict: "correct", note, by_claim: id, visibility: old.visibility, ...(old.head ? { replaces: old.head } : {}) },
      );
      made.push({ claim: old, status: "corrected", head: decision });
      claims.set(old.id, { ...old, status: "corrected", head: decision });
      claim_ids.push(id);
    }
    const change = await appendChange(tx, ctx, { kind: "correct", note, entries });
    await settle(tx, made);
    await refreshFacts(tx, corrections.map((c) => c.next.subject_id));
    return { change, claim_ids };
  });
}

/** A claim entered on one subject, and the claims whose place it takes: the first is the one that it corrects. */
export interface EnteredOn {
  next: Omit<ClaimRecord, "id" | "corrects" | "entered">;
  instead: readonly { claim_id: string; expects?: string }[];
}

/** The kind of change set that enters one claim on each of many subjects. It can be taken back as a whole. */
const ENTER = "enter";

/**
 * Records one claim on each of several subjects as one change set, all or none.
 * @param source a source that comes with them.
 * @throws AppError as `correctMany`.
 */
export async function enterMany(db: Kysely<Schema>, ctx: Ctx, entered: readonly EnteredOn[], source: SourceRecord | undefined, note: string): Promise<{ change: ChangeSetRecord; claim_ids: string[] }> {
  for (const { next } of entered) onlyMembers(next);
  return await inTransaction(db, async (tx) => {
    const claims = await lockClaims(tx, entered.flatMap((one) => one.instead.map((c) => c.claim_id)));
    const entries: Entry[] = source ? [{ kind: "source", ...source }] : [];
    const made: { claim: Claim; status: ClaimStatus; head: string }[] = [];
    const claim_ids: string[] = [];
    for (const { next, instead } of entered) {
      const id = newId(ctx.clock);
      entries.push({ kind: "claim", ...next, id, entered: "accepted", ...(instead[0] ? { corrects: instead[0].claim_id } : {}) });
      claim_ids.push(id);
      for (const { claim_id, expects } of instead) {
        const old = await check(tx, claims.get(claim_id), claim_id, "correct", expects), decision = newId(ctx.clock);
        entries.push({ kind: "decision", subject_id: old.subject_id, claim_id: old.id, id: decision, verdict: "correct", note, by_claim: id, visibility: old.visibility, ...(old.head ? { replaces: old.head } : {}) });
        made.push({ claim: old, status: "corrected", head: decision });
        claims.set(old.id, { ...old, status: "corrected", head: decision });
      }
    }
    const change = await recordIn(tx, ctx, { kind: ENTER, note, entries });
    if (made.length > 0) await settle(tx, made);
    return { change, claim_ids };
  });
}

const VERDICT_OF: Record<ClaimStatus, Verdict> = { proposed: "reopen", accepted: "accept", rejected: "reject", corrected: "correct", withdrawn: "withdraw" };

/** The verdicts that lead from one status to another. */
function way(from: ClaimStatus, to: ClaimStatus): Verdict[] {
  if (from === to) return [];
  const verdict = VERDICT_OF[to];
  return ALLOWED[from].includes(verdict) ? [verdict] : ["reopen", verdict];
}

interface Undone {
  claim: Claim;
  to: ClaimStatus;
  by_claim?: string;
}

function notUndoable(change: { id: string; kind: string }): AppError {
  return new AppError("ledger/not-undoable", { change_id: change.id, kind: change.kind }, { status: 409, zh: "只有对记载的决定、更正和批量录入可以这样撤销", en: "only decisions on claims, corrections and figures entered together can be taken back this way" });
}

/** What the claims of a change set were before it. @throws AppError `ledger/not-undoable`; `ledger/decided-since` with each claim that was decided on since. */
async function undoneBy(tx: Transaction<Schema>, change: { id: string; kind: string; entries: number }, words: number): Promise<Undone[]> {
  const decisions = await tx.selectFrom("decision").selectAll().where("change_id", "=", change.id).orderBy("n").execute();
  const entered = await tx.selectFrom("claim").select(["id", "corrects"]).where("change_seq", "=", sql<number>`(select seq from change_set where id = ${change.id}::uuid)`).execute();
  const enters = change.kind === ENTER;
  // A source that came along stays: that it was cited is not taken back.
  const sources = enters ? (await tx.selectFrom("source").select("id").where("change_id", "=", change.id).execute()).length : 0;
  if (decisions.length + (enters ? entered.length : 0) === 0 || decisions.length + entered.length + words + sources !== change.entries) throw notUndoable(change);
  if (!enters && entered.some((c) => c.corrects === null)) throw notUndoable(change);
  const first = new Map<string, (typeof decisions)[number]>(), last = new Map<string, string>();
  for (const d of decisions) {
    if (!first.has(d.claim_id)) first.set(d.claim_id, d);
    last.set(d.claim_id, d.id);
  }
  const replaced = [...first.values()].flatMap((d) => (d.replaces ? [d.replaces] : []));
  const before = new Map((await tx.selectFrom("decision").select(["id", "verdict", "by_claim"]).where("id", "=", sql<string>`any(${idList(replaced)}::uuid[])`).execute()).map((d) => [d.id, d]));
  const claims = await lockClaims(tx, [...first.keys(), ...entered.map((c) => c.id)]);
  const problems: Problem[] = [];
  const undone: Undone[] = [];
  for (const claim of claims.values()) {
    const decided = first.get(claim.id);
    if ((claim.head ?? undefined) !== last.get(claim.id)) {
      problems.push({ code: "ledger/decided-since", path: claim.id, message: { zh: `记载 ${claim.id} 之后又有新的决定（${claim.status}）`, en: `claim ${claim.id} has been decided on since (${claim.status})` } });
      continue;
    }
    const prior = decided?.replaces ? before.get(decided.replaces) : undefined;
    const to = decided === undefined ? "withdrawn" : statusAfter(prior?.verdict as Verdict | undefined, claim.entered);
    undone.push({ claim, to, ...(prior?.by_claim ? { by_claim: prior.by_claim } : {}) });
  }
  if (problems.length > 0) throw new AppError("ledger/decided-since", { count: problems.length }, { status: 409, zh: "其中有记载之后又被决定，未撤销", en: "some of these claims were decided on since; nothing was taken back", problems });
  return undone;
}

/** What takes back the words of a change set: a standing word is withdrawn, a withdrawn one taught anew. Words that somebody took back since are left. */
function wordsBack(ctx: Ctx, words: readonly LexiconRecord[], others: readonly LexiconRecord[]): Entry[] {
  return words.flatMap((w): Entry[] => {
    const { id, withdrawn, learned_from, ...kept } = w;
    if (!withdrawn) return others.some((o) => o.withdrawn && o.learned_from === id) ? [] : [{ kind: "lexicon", ...kept, id: newId(ctx.clock), learned_from: id, withdrawn: true }];
    const first = others.find((o) => o.id === learned_from);
    return first ? [{ kind: "lexicon", ...kept, id: newId(ctx.clock), learned_from: first.learned_from, withdrawn: false }] : [];
  });
}

/**
 * Takes a change set of decisions, corrections or figures entered together back, with what it taught, by a change set of its own (which can be taken back in its turn).
 * @throws AppError `ledger/no-change`, `ledger/not-undoable`, `ledger/decided-since`.
 */
export async function undoChange(db: Kysely<Schema>, ctx: Ctx, change_id: string): Promise<{ change: ChangeSetRecord; claim_ids: string[] }> {
  return await inTransaction(db, async (tx) => {
    const old = isId(change_id) ? await tx.selectFrom("change_set").select(["id", "seq", "kind", "entries"]).where("id", "=", change_id).executeTakeFirst() : undefined;
    if (!old) throw new AppError("ledger/no-change", { change_id }, { status: 404, zh: "没有这次变更", en: "there is no such change set" });
    const note = `undo #${Number(old.seq)}`;
    const entries: Entry[] = [];
    const made: { claim: Claim; status: ClaimStatus; head: string }[] = [];
    const words = (await tx.selectFrom("lexicon").selectAll().where("change_id", "=", old.id).orderBy("n").execute()).map(lexiconRecord);
    for (const { claim, to, by_claim } of await undoneBy(tx, old, words.length)) {
      let head = claim.head;
      for (const verdict of way(claim.status, to)) {
        const id = newId(ctx.clock);
        entries.push({ kind: "decision", subject_id: claim.subject_id, claim_id: claim.id, id, verdict, note, visibility: claim.visibility, ...(head ? { replaces: head } : {}), ...(verdict === "correct" && by_claim ? { by_claim } : {}) });
        head = id;
      }
      if (head !== undefined && head !== claim.head) made.push({ claim, status: to, head });
    }
    if (words.length > 0) {
      const ids = words.map((w) => w.id), from = words.map((w) => w.learned_from);
      const others = await tx.selectFrom("lexicon").selectAll().where((e) => e.or([e("learned_from", "in", ids), e(sql<string>`id::text`, "in", from)])).execute();
      entries.push(...wordsBack(ctx, words, others.map(lexiconRecord)));
    }
    if (entries.length === 0) throw notUndoable(old);
    const change = await appendChange(tx, ctx, { kind: "undo", note, entries });
    await settle(tx, made);
    return { change, claim_ids: made.map((m) => m.claim.id) };
  });
}
