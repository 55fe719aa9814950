/**
 * The one rule by which the best current value is chosen among claims of the same thing.
 * Invariant: the choice depends on the claims alone, not on the order they come in, and every claim not chosen is
 * kept as a rival or counted as agreeing.
 *
 * The rule: (1) only accepted claims compete; where a person's standing ruling prefers one, those on record at the ruling that cannot be true
 * together with it step back; (2) of the others the latest statement decides (`stated_on`, else the day of recording);
 * (3) among the claims that agree with it (some true value satisfies both as they were bounded and rounded) the
 * preferred one speaks, else the sharpest: exact before approximate before open-ended, then more significant digits, then the later, then the
 * smaller id. So a vague re-telling (“over 600”) does not displace the exact count (675) that it agrees with, while a
 * later count that contradicts an earlier one does.
 */
import { intervalsMeet, readInterval, roundingStep, sortWhen, type Bound, type Interval } from "../kernel/index.ts";
import { scopeOf } from "./checks/scope.ts";
import type { Claim } from "./model.ts";

export interface Choice {
  best: Claim;
  /** Claims that no true value can satisfy together with the best, latest first. */
  rivals: Claim[];
  /** How many of the others agree with the best. */
  agreeing: number;
  /** The finding whose ruling prefers the best, where one does. */
  ruled_by?: string;
}

const SHARPNESS: Record<Bound, number> = { eq: 0, approx: 1, ge: 2, gt: 2, le: 2, lt: 2 };

function intervalOf(claim: Claim): Interval | undefined {
  if (typeof claim.value !== "number") return undefined;
  return readInterval(claim.value, claim.bound, { step: roundingStep(claim.stated, claim.value) });
}

/** Whether two claims of one group can both be true. Dates agree when the one lies within the other. */
export function agree(a: Claim, b: Claim): boolean {
  const [x, y] = [intervalOf(a), intervalOf(b)];
  if (x && y) return intervalsMeet(x, y);
  const [s, t] = [String(a.value), String(b.value)];
  if (a.unit === "date") return s.startsWith(t) || t.startsWith(s);
  return s === t;
}

function laterFirst(a: Claim, b: Claim): number {
  const [x, y] = [a.stated_on ?? a.known_from, b.stated_on ?? b.known_from];
  if (x !== y) return sortWhen(y, x);
  if (a.recorded_at !== b.recorded_at) return a.recorded_at < b.recorded_at ? 1 : -1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function digits(claim: Claim): number {
  if (typeof claim.value !== "number") return String(claim.value).length;
  const step = roundingStep(claim.stated, claim.value);
  return claim.value === 0 ? 1 : Math.round(Math.log10(Math.abs(claim.value) / step) * 1000) / 1000;
}

function sharperFirst(a: Claim, b: Claim): number {
  return SHARPNESS[a.bound] - SHARPNESS[b.bound] || digits(b) - digits(a) || laterFirst(a, b);
}

/** A person's standing ruling, as the choice of a fact needs it: this claim rather than those others of its finding. */
export interface Preference {
  finding_id: string;
  claim_id: string;
  over: readonly string[];
  /** When the ruling was made: what came on record later is not passed over. */
  at: string;
}

/** What the preferences, latest first, do in one group: who is preferred (by which finding), and who steps back. A later ruling overrides an earlier one. */
function ruledIn(claims: readonly Claim[], preferences: readonly Preference[]): { preferred: Map<string, string>; passed: Set<string> } {
  const [preferred, passed] = [new Map<string, string>(), new Set<string>()];
  for (const one of preferences) {
    const claim = claims.find((c) => c.id === one.claim_id);
    if (!claim || passed.has(claim.id) || !claims.some((c) => one.over.includes(c.id))) continue;
    preferred.set(claim.id, one.finding_id);
    for (const other of claims) if (!preferred.has(other.id) && other.recorded_at <= one.at && !agree(other, claim)) passed.add(other.id);
  }
  return { preferred, passed };
}

/** @param claims accepted claims of one group; @param preferences standing rulings, latest first; @returns undefined for no claims. */
export function chooseFact(claims: readonly Claim[], preferences: readonly Preference[] = []): Choice | undefined {
  if (claims.length === 0) return undefined;
  const byDate = [...claims].sort(laterFirst);
  const ruled = preferences.length > 0 ? ruledIn(claims, preferences) : undefined;
  const latest = (ruled ? byDate.find((c) => !ruled.passed.has(c.id)) : undefined) ?? byDate[0]!;
  const speakers = byDate.filter((c) => agree(c, latest) && !ruled?.passed.has(c.id));
  const best = speakers.find((c) => ruled?.preferred.has(c.id)) ?? speakers.sort(sharperFirst)[0]!;
  const others = byDate.filter((c) => c.id !== best.id);
  const rivals = others.filter((c) => !agree(c, best));
  const ruled_by = ruled?.preferred.get(best.id);
  return { best, rivals, agreeing: others.length - rivals.length, ...(ruled_by ? { ruled_by } : {}) };
}

/** Units whose properties may hold several values at once. */
const MANY = new Set(["entity", "text"]);

/** The parts that make two claims statements of the same thing. */
export function groupOf(claim: Pick<Claim, "property" | "value" | "unit" | "currency" | "when" | "modality" | "qualifier">): {
  property: string; value_key: string; qualifier: string; when_text: string; modality: string; unit: string; currency: string;
} {
  return {
    property: claim.property,
    value_key: MANY.has(claim.unit) ? String(claim.value) : "",
    // “综合产值” beside output value narrows nothing; words that do narrow keep groups apart.
    qualifier: scopeOf(claim.property, claim.qualifier),
    when_text: claim.when ?? "",
    modality: claim.modality,
    unit: claim.unit,
    currency: claim.currency ?? "",
  };
}

/** Groups claims and chooses in each; groups come in a fixed order (property, qualifier, period, modality, …). */
export function chooseFacts(claims: readonly Claim[], preferences: readonly Preference[] = []): { key: ReturnType<typeof groupOf>; choice: Choice }[] {
  const groups = new Map<string, { key: ReturnType<typeof groupOf>; claims: Claim[] }>();
  for (const claim of claims) {
    const key = groupOf(claim);
    const id = [key.property, key.value_key, key.qualifier, key.when_text, key.modality, key.unit, key.currency].join("\u0001");
    const group = groups.get(id);
    if (group) group.claims.push(claim);
    else groups.set(id, { key, claims: [claim] });
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => ({ key: group.key, choice: chooseFact(group.claims, preferences)! }));
}
