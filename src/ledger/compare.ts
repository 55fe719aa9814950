/**
 * What changed between two views of the record, and why: each view has its own clocks.
 * Invariant: a change is listed when, and only when, the chosen figure of one (subject, property, period, modality) differs between the views;
 * its reason follows from the claims and decisions alone.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { whenRange } from "../kernel/index.ts";
import { claimsAsOf, type Clocks } from "./as-of.ts";
import { agree, type chooseFacts, type Choice } from "./fact.ts";
import type { Claim } from "./model.ts";
import { ENTITIES_AT_ONCE, groundsOf, standingBy, type Grounds } from "./query.ts";
import { claimOfJson } from "./rows.ts";

/**
 * Why a figure differs. `said`: stated or recorded only in the time between. `corrected`: a correction replaced what was misread.
 * `decided`: the claim was there, and a person accepted, rejected, withdrew or reopened it, or ruled between it and another. `held`: it came to hold, or the day asked for is before it did.
 */
export type ChangeReason = "said" | "corrected" | "decided" | "held";

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

function viewOf(grounds: Grounds, clocks: Clocks): View {
  const { claims, chosen } = standingBy(grounds, clocks);
  return { claims: new Map(claims.map((c) => [c.id, c])), facts: new Map(chosen.map((f) => [Object.values(f.key).join("\u0001"), f])) };
}

const seriesOf = (key: Key): string => [key.property, key.value_key, key.qualifier, key.modality, key.unit, key.currency].join("\u0001");

/** The last figure of the same series in `view` before the period of `key`. */
function previousIn(view: View, key: Key): Claim | undefined {
  if (key.when_text === "" || key.unit === "entity" || key.unit === "text") return undefined;
  const { first } = whenRange(key.when_text);
  const earlier = [...view.facts.values()].filter((f) => f.key.when_text !== "" && seriesOf(f.key) === seriesOf(key) && whenRange(f.key.when_text).last < first);
  return earlier.sort((a, b) => (whenRange(a.key.when_text).last < whenRange(b.key.when_text).last ? 1 : -1))[0]?.choice.best;
}

/** What took `claim` away from the claims of a view that does not accept it: its correction, a decision, or that nobody had said it. */
function absence(claim: Claim, view: View, all: readonly Claim[]): ChangeReason {
  if (claim.corrects !== undefined || all.some((c) => c.corrects === claim.id && view.claims.has(c.id))) return "corrected";
  return view.claims.has(claim.id) ? "decided" : "said";
}

/** Why the later view speaks by `after` (or no more) and the earlier by `before` (or not yet). */
function reasonOf(before: Claim | undefined, after: Claim | undefined, a: View, b: View, all: readonly Claim[]): ChangeReason {
  const accepted = (view: View, claim: Claim): boolean => view.claims.get(claim.id)?.status === "accepted";
  if (after && !accepted(a, after)) return absence(after, a, all);
  if (before && !accepted(b, before)) return absence(before, b, all);
  // Both stand in both views: a person ruled between them.
  return "decided";
}

/** The figures of one subject that differ. @param grounds with the decisions on its claims. */
function changesOf(grounds: Grounds, from: Clocks, to: Clocks): FactChange[] {
  const [a, b] = [viewOf(grounds, from), viewOf(grounds, to)];
  const all = grounds.claims.map(claimOfJson);
  const absentOn = (claim: Claim, { valid_on }: Clocks): boolean => valid_on !== undefined && claimsAsOf([claim], [], { valid_on }).length === 0;
  const changes: FactChange[] = [];
  for (const id of new Set([...a.facts.keys(), ...b.facts.keys()])) {
    const [x, y] = [a.facts.get(id), b.facts.get(id)];
    const [before, after] = [x?.choice.best, y?.choice.best];
    if (before && after && (before.id === after.id || (before.value === after.value && before.bound === after.bound))) continue;
    const { key } = (y ?? x)!;
    const why: ChangeReason = (after && absentOn(after, from)) || (before && absentOn(before, to)) ? "held" : reasonOf(before, after, a, b, all);
    const previous = before ? undefined : previousIn(a, key);
    changes.push({
      subject_id: grounds.id, property: key.property, qualifier: (after ?? before)!.qualifier ?? "", when: key.when_text, modality: key.modality,
      ...(before ? { before } : {}), ...(after ? { after } : {}), ...(previous ? { previous } : {}), why, agrees: before !== undefined && after !== undefined && agree(before, after),
    });
  }
  return changes;
}

/** The changes of many subjects (canonical ids), in the order given, some hundreds of subjects a question. */
export async function compareFacts(db: Kysely<Schema>, subjects: readonly string[], from: Clocks, to: Clocks): Promise<FactChange[]> {
  const changes: FactChange[] = [];
  for (let at = 0; at < subjects.length; at += ENTITIES_AT_ONCE) {
    for (const grounds of await groundsOf(db, subjects.slice(at, at + ENTITIES_AT_ONCE), true)) changes.push(...changesOf(grounds, from, to));
  }
  return changes;
}
