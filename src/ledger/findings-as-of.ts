/**
 * Findings as they stood by the clocks of `as-of.ts`: the same checks over the claims as they then stood, with the rulings then in force.
 * Invariant: for clocks that leave nothing out, the findings are those of a full run over the head. Names, merges and what lies within what are those
 * of today among the claims that stood: a merge is a judgement about identity, not about the day.
 */
import { sql, type Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { AppError, type Label } from "../kernel/index.ts";
import { claimsAsOf, rulingsAsOf, type Clocks, type Ruled } from "./as-of.ts";
import { CheckLedger, type CheckClaim } from "./checks/index.ts";
import type { Found } from "./finding-book.ts";
import type { Claim, Verdict } from "./model.ts";
import type { LabelOf } from "./reconcile.ts";
import { claimOfJson, type ClaimJson } from "./rows.ts";
import { headsOf, rulingOf, type Ruling, type RulingJson } from "./ruling.ts";

const ROWS_PER_PAGE = 2_000;
const SUBJECTS_PER_SLICE = 64;
/** A past day is worked out anew from every claim; beyond this that takes longer than anybody waits. */
const CLAIMS_MAX = 150_000;

interface Subject {
  canonical: string;
  label: Label;
  type: string;
}

/** Every row of a table in JSON, a page at a time, `pause` between pages. */
async function all<T>(db: Kysely<Schema>, table: "claim" | "decision" | "ruling", pause: () => Promise<void>): Promise<T[]> {
  const found: T[] = [];
  for (let after = { seq: 0, n: -1 }; ;) {
    const { rows } = await sql<{ page: (T & { change_seq: number; n: number })[] }>`select coalesce(json_agg(p order by p.change_seq, p.n), '[]'::json) as page from (
      select * from ${sql.table(table)} where (change_seq, n) > (${after.seq}::bigint, ${after.n}::int) order by change_seq, n limit ${ROWS_PER_PAGE}) p`.execute(db);
    const { page } = rows[0]!;
    found.push(...page);
    if (page.length < ROWS_PER_PAGE) return found;
    after = { seq: Number(page.at(-1)!.change_seq), n: page.at(-1)!.n };
    await pause();
  }
}

async function subjectsOf(db: Kysely<Schema>): Promise<Map<string, Subject>> {
  const { rows } = await sql<{ id: string; canonical: string; zh: string | null; en: string | null; type: string }>`select s.id, e.id as canonical, e.label_zh as zh, e.label_en as en, e.type
    from entity s join entity e on e.id = s.canonical_id`.execute(db);
  return new Map(rows.map((row) => [row.id, { canonical: row.canonical, type: row.type, label: { ...(row.zh ? { zh: row.zh } : {}), ...(row.en ? { en: row.en } : {}) } }]));
}

/** Of each thing what it lies within, by the accepted claims that stood; the claim with the last id speaks, as in `reconcile`. */
function wholesAmong(claims: readonly Claim[], subjects: ReadonlyMap<string, Subject>): Map<string, { part_of?: string; located_in?: string }> {
  const found = new Map<string, { part_of?: string; located_in?: string }>();
  const relations = claims.filter((c) => c.status === "accepted" && (c.property === "part_of" || c.property === "located_in")).sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const claim of relations) {
    const [part, whole] = [subjects.get(claim.subject_id)?.canonical, subjects.get(String(claim.value))?.canonical];
    if (part !== undefined && whole !== undefined) found.set(part, { ...found.get(part), [claim.property]: whole });
  }
  return found;
}

function checkClaims(claims: readonly Claim[], subjects: ReadonlyMap<string, Subject>, labelOf: LabelOf): CheckClaim[] {
  const within = wholesAmong(claims, subjects);
  return claims.flatMap((c): CheckClaim[] => {
    const subject = subjects.get(c.subject_id);
    if (subject === undefined || (c.status !== "accepted" && c.status !== "proposed")) return [];
    const property_label = labelOf(c.property);
    return [{
      id: c.id, subject: subject.canonical, subject_label: subject.label, subject_type: subject.type, property: c.property, ...(property_label ? { property_label } : {}), value: c.value, unit: c.unit,
      ...(c.currency ? { currency: c.currency } : {}), ...(c.when ? { when: c.when } : {}), modality: c.modality, bound: c.bound, ...(c.qualifier ? { qualifier: c.qualifier } : {}),
      ...(c.stated ? { stated: c.stated } : {}), ...(c.stated_on ? { stated_on: c.stated_on } : {}), source_id: c.source_id, status: c.status, ...within.get(subject.canonical),
    }];
  });
}

/**
 * Findings by the given clocks, as the reader's viewer would have been told them.
 * @param today the day that promises are held against. @param pause called between slices of work.
 * @throws AppError `ledger/too-large-for-past-findings` where the record holds more claims than are worked through anew for a past day.
 */
export async function findingsAsOf(db: Kysely<Schema>, labelOf: LabelOf, clocks: Clocks, today: string, pause: () => Promise<void>): Promise<Found> {
  const { rows } = await sql<{ n: number }>`select coalesce(sum(n), 0)::int as n from tally where noun = 'claim'`.execute(db);
  if (rows[0]!.n > CLAIMS_MAX) {
    throw new AppError("ledger/too-large-for-past-findings", { claims: rows[0]!.n, max: CLAIMS_MAX }, {
      status: 503, zh: `记录超过 ${CLAIMS_MAX} 条记载，过去某日的发现不再逐日推算`, en: `with more than ${CLAIMS_MAX} claims, findings are not worked out for past days`,
      hint: { zh: "请回到现在查看发现，或用“比较”看两个日期之间的不同", en: "see the findings of now, or compare two days" },
    });
  }
  const claims = (await all<ClaimJson>(db, "claim", pause)).map(claimOfJson);
  const decisions = (await all<{ claim_id: string; id: string; verdict: Verdict; at: string; by_claim: string | null }>(db, "decision", pause))
    .map(({ claim_id, id, verdict, at, by_claim }): Ruled => ({ claim_id, id, verdict, at: new Date(at).toISOString(), ...(by_claim ? { by_claim } : {}) }));
  const rulings = (await all<RulingJson>(db, "ruling", pause)).map(rulingOf);
  await pause();
  const ledger = new CheckLedger({ today });
  ledger.put(checkClaims(claimsAsOf(claims, decisions, clocks), await subjectsOf(db), labelOf));
  let done = 0;
  for (const _step of ledger.settle()) if (++done % SUBJECTS_PER_SLICE === 0) await pause();
  const heads: ReadonlyMap<string, Ruling> = headsOf(rulingsAsOf(rulings, claims, clocks));
  return {
    findings: ledger.findings(today), rulings: heads,
    concerns: (finding, subject) => finding.subject === subject || finding.claims.some((id) => ledger.claim(id)?.subject === subject),
  };
}
