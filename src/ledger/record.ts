/**
 * Recording: entities, sources, documents and claims in one change set, checked whole before anything is written.
 * Invariant: a claim whose quote is not literally where its locator says, in a document that the ledger holds, is refused.
 */
import type { Kysely, Transaction } from "kysely";
import { AppError, type Problem } from "../kernel/index.ts";
import type { Schema } from "../db/index.ts";
import { FACTS_AT_ONCE, factsOfEntered, refreshFacts } from "./facts-store.ts";
import { appendChange, inTransaction, type ChangeInput, type Ctx } from "./journal.ts";
import type { ChangeSetRecord, Claim, ClaimRecord, Entry } from "./model.ts";
import { refreshNames } from "./names-store.ts";
import { claimAsRecorded } from "./rows.ts";
import { tendLedger } from "./tend.ts";

/** Whether a claim's quote stands in the text at its locator. */
export function quoteStands(claim: Pick<ClaimRecord, "quote" | "locator">, text: string): boolean {
  const { quote, locator } = claim;
  if (quote === undefined || locator?.start === undefined || locator.end === undefined) return true;
  return text.slice(locator.start, locator.end) === quote;
}

async function checkQuotes(tx: Transaction<Schema>, entries: readonly Entry[]): Promise<void> {
  const claims = entries.filter((e) => e.kind === "claim" && e.locator?.start !== undefined) as ({ kind: "claim" } & ClaimRecord)[];
  if (claims.length === 0) return;
  const texts = new Map<string, string>();
  for (const e of entries) if (e.kind === "document") texts.set(e.source_id, e.text);
  const missing = [...new Set(claims.map((c) => c.source_id))].filter((id) => !texts.has(id));
  if (missing.length > 0) {
    for (const row of await tx.selectFrom("document").select(["source_id", "text"]).where("source_id", "in", missing).execute()) texts.set(row.source_id, row.text);
  }
  const problems: Problem[] = [];
  for (const claim of claims) {
    const text = texts.get(claim.source_id);
    if (text !== undefined && !quoteStands(claim, text)) {
      problems.push({ code: "ledger/quote-not-in-text", path: claim.id, message: { zh: `引文不在原文的 ${claim.locator?.start}–${claim.locator?.end} 处：${claim.quote}`, en: `the quote does not stand at ${claim.locator?.start}–${claim.locator?.end} of its document: ${claim.quote}` } });
    }
  }
  if (problems.length > 0) {
    throw new AppError("ledger/quote-not-in-text", { count: problems.length }, { zh: "引文与原文不符，未写入", en: "a quote does not stand in its document; nothing was written", problems });
  }
}

/**
 * Records one change set and refreshes what depends on it, inside a transaction that the caller holds.
 * @throws AppError `ledger/quote-not-in-text`, or what `appendChange` throws.
 */
export async function recordIn(tx: Transaction<Schema>, ctx: Ctx, input: ChangeInput): Promise<ChangeSetRecord> {
  await checkQuotes(tx, input.entries);
  const change = await appendChange(tx, ctx, input);
  const named = input.entries.flatMap((e) => (e.kind === "entity" ? [e.id] : e.kind === "claim" && e.unit === "text" && e.entered === "accepted" ? [e.subject_id] : []));
  await refreshNames(tx, named);
  await refreshFactsOf(tx, change, input.entries);
  return change;
}

/** Subjects that this change set entered are worked out from the claims in hand; the others are read back with all their claims. */
async function refreshFactsOf(tx: Transaction<Schema>, change: ChangeSetRecord, entries: readonly Entry[]): Promise<void> {
  const accepted = entries.filter((e) => e.kind === "claim").filter((e) => e.entered === "accepted");
  const subjects = new Set(accepted.map((c) => c.subject_id));
  const entered = new Map<string, Claim[]>();
  for (const e of entries) if (e.kind === "entity" && subjects.has(e.id)) entered.set(e.id, []);
  if (subjects.size - entered.size > FACTS_AT_ONCE) return await refreshFacts(tx, subjects);
  for (const claim of accepted) entered.get(claim.subject_id)?.push(claimAsRecorded(claim, change));
  const held = await factsOfEntered(tx, change.seq, entered);
  await refreshFacts(tx, [...subjects].filter((s) => !entered.has(s)).concat(held));
}

/** A change set of this many entries may have changed how the tables are best read. */
const LARGE = 1_000;

/** As `recordIn`, in a transaction of its own. */
export async function record(db: Kysely<Schema>, ctx: Ctx, input: ChangeInput): Promise<ChangeSetRecord> {
  const change = await inTransaction(db, (tx) => recordIn(tx, ctx, input));
  if (input.entries.length >= LARGE) await tendLedger(db);
  return change;
}
