/**
 * What the record says as of a day, by three clocks.
 * - valid day V: what holds on V. An actual figure or event that begins after V is left out; plans, targets and forecasts
 *   stay, since looking ahead is what they are for.
 * - known day D: what had certainly been said by D (last day of `stated_on`; the day of recording where nothing is stated).
 * - recorded day R: what this ledger held at the end of R (the audit clock).
 * Invariant: a decision or correction about a claim that the ledger already held on D counts only if it too was made by D;
 * about a claim recorded after D it always counts, since a misreading found later was never what the source said.
 */
import { whenRange } from "../kernel/index.ts";
import { statusAfter, type Claim, type ClaimStatus, type Verdict } from "./model.ts";
import type { Ruling } from "./ruling.ts";

export interface Clocks {
  /** `YYYY-MM-DD` each; absent = now. */
  valid_on?: string;
  known_on?: string;
  recorded_on?: string;
}

/** A decision as the fold needs it. */
export interface Ruled {
  claim_id: string;
  id: string;
  verdict: Verdict;
  at: string;
  by_claim?: string;
}

const day = (instant: string): string => instant.slice(0, 10);

/** What the clocks need of a claim. */
export type Dated = Pick<Claim, "recorded_at" | "known_from" | "entered" | "status" | "modality" | "when" | "unit" | "value">;

function holdsBy(claim: Dated, valid_on: string): boolean {
  if (claim.modality !== "actual") return true;
  const when = claim.when ?? (claim.unit === "date" ? String(claim.value) : undefined);
  if (when === undefined) return true;
  return whenRange(when).first <= valid_on;
}

/**
 * The status that one claim had by the given clocks, undefined where it was not there yet.
 * @param decisions all decisions on this claim; needed only for a known or recorded day.
 * @param corrected_on the day on which the claim that it corrects was recorded; absent where it corrects none that the viewer sees.
 */
export function statusAsOf(claim: Dated, decisions: readonly Omit<Ruled, "claim_id">[], corrected_on: string | undefined, clocks: Clocks): ClaimStatus | undefined {
  const { valid_on, known_on, recorded_on } = clocks;
  if (valid_on !== undefined && !holdsBy(claim, valid_on)) return undefined;
  if (known_on === undefined && recorded_on === undefined) return claim.status;
  const made = day(claim.recorded_at);
  if (recorded_on !== undefined && made > recorded_on) return undefined;
  if (known_on !== undefined && claim.known_from > known_on) return undefined;
  if (known_on !== undefined && corrected_on !== undefined && corrected_on <= known_on && made > known_on) return undefined;
  const counted = decisions.filter((d) =>
    (recorded_on === undefined || day(d.at) <= recorded_on) && (known_on === undefined || made > known_on || day(d.at) <= known_on));
  const head = counted.sort((a, b) => (a.at < b.at || (a.at === b.at && a.id < b.id) ? -1 : 1)).at(-1);
  return head?.verdict === "reopen" ? "proposed" : statusAfter(head?.verdict, claim.entered);
}

/**
 * The claims as they stood by the given clocks, each with the status it then had.
 * @param decisions all decisions on these claims; needed only for a known or recorded day.
 */
export function claimsAsOf(claims: readonly Claim[], decisions: readonly Ruled[], clocks: Clocks): Claim[] {
  if (clocks.known_on === undefined && clocks.recorded_on === undefined) return clocks.valid_on === undefined ? [...claims] : claims.filter((c) => holdsBy(c, clocks.valid_on!));
  const byClaim = Map.groupBy(decisions, (d) => d.claim_id);
  const recorded = new Map(claims.map((c) => [c.id, day(c.recorded_at)]));
  return claims.flatMap((claim) => {
    const status = statusAsOf(claim, byClaim.get(claim.id) ?? [], claim.corrects === undefined ? undefined : recorded.get(claim.corrects), clocks);
    return status === undefined ? [] : [{ ...claim, status }];
  });
}

/**
 * The rulings that count by the given clocks, as decisions do: by the recorded day those made by then; by the known day those made by then, and those on
 * claims of which one was recorded only later.
 */
export function rulingsAsOf(rulings: readonly Ruling[], claims: readonly Pick<Claim, "id" | "recorded_at">[], { known_on, recorded_on }: Clocks): Ruling[] {
  if (known_on === undefined && recorded_on === undefined) return [...rulings];
  const recorded = new Map(claims.map((c) => [c.id, day(c.recorded_at)]));
  return rulings.filter((r) => (recorded_on === undefined || day(r.at) <= recorded_on)
    && (known_on === undefined || day(r.at) <= known_on || r.claims.some((id) => (recorded.get(id) ?? "") > known_on)));
}
