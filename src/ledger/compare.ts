/**
 * What changed between two views of the record, and why: each view has its own clocks.
 * Invariant: a change is listed when, and only when, the chosen figure of one (subject, property, period, modality) differs between the views;
 * its reason follows from the claims and decisions alone.
 */
import { sql, type Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { whenRange } from "../kernel/index.ts";
import { claimsAsOf, type Clocks, type Ruled } from "./as-of.ts";
import { agree, chooseFacts, type Choice } from "./fact.ts";
import type { Claim, Verdict } from "./model.ts";
import { claimOfJson, idList, type ClaimJson } from "./rows.ts";

/**
 * Why a figure differs. `said`: stated or recorded only in the time between. `corrected`: a correction replaced what was misread.
 * `decided`: the claim was there, and a person accepted, rejected, withdrew or reopened it. `held`: it came to hold. `outdone`: a later or sharper
 * statement of the same thing took its place.
 */
export type ChangeReason = "said" | "corrected" | "decided" | "held" | "outdone";

export interface FactChange {
  subject_id: string;
  property: string;
  qualifier: string;
  when: string;
  modality: string;
  before?: Claim;
  after?: Claim;
  /** For a figure of a period that the earlier view has nothing on: the last earlier period's figure of the same series there. */
  previous?: Claim;
  why: ChangeReason;
  /** Whether the two figures can both be true: only sharper, or only said anew. Always false for what came or went. */
  agrees: boolean;
}

type Key = ReturnType<typeof chooseFacts>[number]["key"];
interface View {
  claims: Map<string, Claim>;
  facts: Map<string, { key: Key; choice: Choice }>;
}

function viewOf(claims: readonly Claim[], rulings: readonly Ruled[], clocks: Clocks): View {
  const seen = claimsAsOf(claims, rulings, clocks);
  const facts = chooseFacts(seen.filter((c) => c.status === "accepted"));
  return { claims: new Map(seen.map((c) => [c.id, c])), facts: new Map(facts.map((f) => [Object.values(f.key).join("\u0001"), f])) };
}

const seriesOf = (key: Key): string => [key.property, key.value_key, key.qualifier, key.modality, key.unit, key.currency].join("\u0001");

/** The last figure of the same series in `view` before the period of `key`. */
function previousIn(view: View, key: Key): Claim | undefined {
  if (key.when_text === "" || key.unit === "entity" || key.unit === "text") return undefined;
  const { first } = whenRange(key.when_text);
  const earlier = [...view.facts.values()].filter((f) => f.key.when_text !== "" && seriesOf(f.key) === seriesOf(key) && whenRange(f.key.when_text).last < first);
  return earlier.sort((a, b) => (whenRange(a.key.when_text).last < whenRange(b.key.when_text).last ? 1 : -1))[0]?.choice.best;
}

/** Why `claim`, which one view chose, is not what the other chose. `other`: the view without it; `all`: every claim on the subject. */
function reasonFor(claim: Claim, other: View, all: readonly Claim[], replaced: Claim | undefined): ChangeReason {
  const there = other.claims.get(claim.id);
  if (there?.status === "accepted") return replaced ? "outdone" : "held";
  if (claim.corrects !== undefined || all.some((c) => c.corrects === claim.id && other.claims.has(c.id))) return "corrected";
  if (there) return "decided";
  return "said";
}

/**
 * Pure comparison of one subject's figures.
 * @param claims all claims on the subject whatever their status; @param rulings all decisions on them.
 */
export function compareStanding(subject_id: string, claims: readonly Claim[], rulings: readonly Ruled[], from: Clocks, to: Clocks): FactChange[] {
  const [a, b] = [viewOf(claims, rulings, from), viewOf(claims, rulings, to)];
  const changes: FactChange[] = [];
  for (const id of new Set([...a.facts.keys(), ...b.facts.keys()])) {
    const [x, y] = [a.facts.get(id), b.facts.get(id)];
    const [before, after] = [x?.choice.best, y?.choice.best];
    if (before && after && (before.id === after.id || (before.value === after.value && before.bound === after.bound))) continue;
    const { key } = (y ?? x)!;
    const held = (claim: Claim, clocks: Clocks): boolean => claimsAsOf([claim], [], { ...(clocks.valid_on ? { valid_on: clocks.valid_on } : {}) }).length === 0;
    const why: ChangeReason = after ? (held(after, from) ? "held" : reasonFor(after, a, claims, before)) : held(before!, to) ? "held" : reasonFor(before!, b, claims, undefined);
    const previous = before ? undefined : previousIn(a, key);
    changes.push({
      subject_id, property: key.property, qualifier: (after ?? before)!.qualifier ?? "", when: key.when_text, modality: key.modality,
      ...(before ? { before } : {}), ...(after ? { after } : {}), ...(previous ? { previous } : {}), why, agrees: before !== undefined && after !== undefined && agree(before, after),
    });
  }
  return changes;
}

/** The changes of many subjects (canonical ids), in the order given; two reads, whatever their number. */
export async function compareFacts(db: Kysely<Schema>, subjects: readonly string[], from: Clocks, to: Clocks): Promise<FactChange[]> {
  if (subjects.length === 0) return [];
  const members = sql`select id, canonical_id from entity where canonical_id = any(${idList(subjects)}::uuid[])`;
  const claims = await sql<{ canonical_id: string; c: ClaimJson }>`select m.canonical_id, to_json(c) as c from (${members}) m join claim c on c.subject_id = m.id order by c.id`.execute(db);
  const rulings = await sql<{ canonical_id: string; claim_id: string; id: string; verdict: Verdict; at: Date | string; by_claim: string | null }>`
    select m.canonical_id, d.claim_id, d.id, d.verdict, d.at, d.by_claim from (${members}) m join decision d on d.subject_id = m.id`.execute(db);
  const by = new Map(subjects.map((id) => [id, { claims: [] as Claim[], rulings: [] as Ruled[] }]));
  for (const row of claims.rows) by.get(row.canonical_id)?.claims.push(claimOfJson(row.c));
  for (const { canonical_id, claim_id, id, verdict, at, by_claim } of rulings.rows) {
    by.get(canonical_id)?.rulings.push({ claim_id, id, verdict, at: new Date(at).toISOString(), ...(by_claim ? { by_claim } : {}) });
  }
  return [...by].flatMap(([id, of]) => compareStanding(id, of.claims, of.rulings, from, to));
}
