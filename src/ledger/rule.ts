/**
 * Ruling on a finding: prefer one of its claims, say that they speak of different things or do not conflict, leave it open, or take a ruling back.
 * Invariant: a ruling is a change set like a decision; it names the ruling that its maker had seen, and if another has come between, nothing is written.
 */
import { sql, type Kysely } from "kysely";
import { AppError, newId, VISIBILITIES } from "../kernel/index.ts";
import type { Schema } from "../db/index.ts";
import type { Finding } from "./checks/index.ts";
import { refreshFacts } from "./facts-store.ts";
import { appendChange, inTransaction, type Ctx } from "./journal.ts";
import type { ChangeSetRecord, RulingRecord, RulingVerdict } from "./model.ts";
import { idList } from "./rows.ts";
import { rulingsOn, type Ruling } from "./ruling.ts";

/** What is ruled on: a finding as it now is, or as a lapsed ruling remembers it. */
export type RuledOn = Pick<Finding, "id" | "check" | "severity" | "claims" | "arithmetic">;

export interface RulingInput {
  finding: RuledOn;
  verdict: RulingVerdict;
  /** For `prefer`: one of the finding's claims. */
  prefers?: string;
  /** The reason; only `withdraw` may go without. */
  note: string;
  /** The ruling that the maker saw on this finding; absent = none. */
  expects?: string;
}

function refusal(code: string, payload: Record<string, unknown>, zh: string, en: string, status = 400): AppError {
  return new AppError(code, payload, { status, zh, en });
}

/** @throws AppError `ledger/ruling-needs-reason`, `ledger/ruling-prefers`. */
function assertWhole({ verdict, prefers, note, finding }: RulingInput): void {
  if (verdict !== "withdraw" && note.trim() === "") throw refusal("ledger/ruling-needs-reason", {}, "请写明裁定的理由", "give the reason for the ruling");
  if (verdict === "prefer" ? prefers === undefined || !finding.claims.includes(prefers) : prefers !== undefined) {
    throw refusal("ledger/ruling-prefers", { prefers: prefers ?? null }, "“采信”要指明这项发现中的一条记载，其他裁定不指明", "to prefer, name one of the finding's claims; other rulings name none");
  }
}

/**
 * Records a ruling on a finding as a change set, and works out again the facts that it bears on.
 * @throws AppError `ledger/ruling-needs-reason`, `ledger/ruling-prefers`; `ledger/conflict` where somebody has ruled meanwhile; `ledger/not-ruled` for taking
 * back what was not ruled; `ledger/no-claim`.
 */
export async function rule(db: Kysely<Schema>, ctx: Ctx, input: RulingInput): Promise<{ change: ChangeSetRecord; ruling: Ruling }> {
  assertWhole(input);
  const { finding, verdict, prefers } = input;
  return await inTransaction(db, async (tx) => {
    const rows = await tx.selectFrom("claim").select(["id", "subject_id", "visibility"]).where("id", "=", sql<string>`any(${idList(finding.claims)}::uuid[])`).orderBy("id").forUpdate().execute();
    const claims = new Map(rows.map((row) => [row.id, row]));
    const missing = finding.claims.find((id) => !claims.has(id));
    if (missing !== undefined || finding.claims.length === 0) throw refusal("ledger/no-claim", { claim_id: missing ?? null }, `没有编号为 ${missing ?? ""} 的记载`, `there is no claim ${missing ?? ""}`, 404);
    const head = (await rulingsOn(tx, finding.id)).at(-1);
    // A ruling that was taken back is none to look at: who sees the finding unruled may rule on it.
    const standing = head?.verdict === "withdraw" ? undefined : head;
    if (standing?.id !== input.expects && head?.id !== input.expects) throw ruledMeanwhile(head);
    if (verdict === "withdraw" && (head === undefined || head.verdict === "withdraw")) throw refusal("ledger/not-ruled", { finding_id: finding.id }, "这项发现没有可撤销的裁定", "there is no ruling on this finding to take back", 409);
    const record: RulingRecord = {
      subject_id: claims.get(prefers ?? finding.claims[0]!)!.subject_id, finding_id: finding.id, id: newId(ctx.clock), check: finding.check, severity: finding.severity,
      claims: [...finding.claims], arithmetic: finding.arithmetic, verdict, ...(prefers ? { prefers } : {}), note: input.note.trim(), ...(head ? { replaces: head.id } : {}),
      visibility: VISIBILITIES[Math.max(...rows.map((row) => row.visibility))]!,
    };
    const change = await appendChange(tx, ctx, { kind: "rule", note: record.note, entries: [{ kind: "ruling", ...record }] });
    await refreshFacts(tx, new Set(rows.map((row) => row.subject_id)));
    return { change, ruling: { ...record, actor: change.actor, at: change.at, change_id: change.id, seq: change.seq, n: 0 } };
  });
}

function ruledMeanwhile(head: Ruling | undefined): AppError {
  return new AppError("ledger/conflict", { head: head?.id ?? null, ruling: head ? { ...head } : null }, {
    status: 409,
    zh: `此前${head ? ` ${head.actor} ` : "他人"}已对这项发现另作裁定，您的裁定未写入`,
    en: `${head?.actor ?? "somebody"} has meanwhile ruled on this finding; your ruling was not written`,
    hint: { zh: "请查看对方的裁定后再定", en: "look at that ruling, then rule again" },
  });
}

