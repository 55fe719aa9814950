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
import { statusAfter, type Claim, type Verdict } from "./model.ts";
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

function holdsBy(claim: Claim, valid_on: string): boolean {
  if (claim.modality !== "actual") return true;
  const when = claim.when ?? (claim.unit === "date" ? String(claim.value) : undefined);
  if (when === undefined) return true;
  return whenRange(when).first <= valid_on;
}

/**
 * The claims as they stood by the given clocks, each with the status it then had.
 * @param decisions all decisions on these claims; needed only for a known or recorded day.
 */
export function claimsAsOf(claims: readonly Claim[], decisions: readonly Ruled[], clocks: Clocks): Claim[] {
  const { valid_on, known_on, recorded_on } = clocks;
  let kept: readonly Claim[] = claims;
  if (known_on !== undefined || recorded_on !== undefined) {
    const byClaim = new Map<string, Ruled[]>();
    for (const d of decisions) byClaim.set(d.claim_id, [...(byClaim.get(d.claim_id) ?? []), d]);
    const recorded = new Map(claims.map((c) => [c.id, day(c.recorded_at)]));
    kept = claims.flatMap((claim) => {
      const made = day(claim.recorded_at);
      if (recorded_on !== undefined && made > recorded_on) return [];
      if (known_on !== undefined && claim.known_from > known_on) return [];
      const old = claim.corrects === undefined ? undefined : recorded.get(claim.corrects);
      if (known_on !== undefined && old !== undefined && old <= known_on && made > known_on) return [];
      const counted = (byClaim.get(claim.id) ?? []).filter((d) =>
        (recorded_on === undefined || day(d.at) <= recorded_on) && (known_on === undefined || made > known_on || day(d.at) <= known_on));
      const head = counted.sort((a, b) => (a.at < b.at || (a.at === b.at && a.id < b.id) ? -1 : 1)).at(-1);
      const status = head?.verdict === "reopen" ? "proposed" : statusAfter(head?.verdict, claim.entered);
      return [{ ...claim, status }];
    });
  }
  return valid_on === undefined ? [...kept] : kept.filter((c) => holdsBy(c, valid_on));
}

/**
 * The rulings that count by the given clocks, as decisions do: by the recorded day those made by then; by the known day those made by then, and those on
 * claims of which one was recorded only later.
 */
export function rulingsAsOf(rulings: readonly Ruling[], claims: readonly Claim[], { known_on, recorded_on }: Clocks): Ruling[] {
  if (known_on === undefined && recorded_on === undefined) return [...rulings];
  const recorded = new Map(claims.map((c) => [c.id, day(c.recorded_at)]));
  return rulings.filter((r) => (recorded_on === undefined || day(r.at) <= recorded_on)
    && (known_on === undefined || day(r.at) <= known_on || r.claims.some((id) => (recorded.get(id) ?? "") > known_on)));
}
