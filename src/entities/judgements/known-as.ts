/**
 * What an organisation is called and was called, and what made it one, as of a day. Invariant: a former name is a name with its dates, not an
 * error; a merge that was judged after the day is not shown as of that day.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../../db/index.ts";
import { whenRange } from "../../kernel/index.ts";
import { entityBy, factsOf, NAME_PROPERTIES, type Clocks } from "../../ledger/index.ts";
import type { JudgementMade } from "./model.ts";
import { judgementsPage } from "./store.ts";

export interface DatedName {
  text: string;
  kind: string;
  when?: string;
  claim_id: string;
  source_id: string;
  /** Whether it was in use on the day asked for; absent where the sources do not say. */
  in_use?: boolean;
}

export interface KnownAs {
  names: DatedName[];
  /** The entities that were one by then, this one included. */
  members: string[];
  /** Standing judgements that touch it. */
  judgements: JudgementMade[];
}

/** @param clocks the days asked for; `known_on` and `recorded_on` bound the judgements as well. */
export async function knownAs(db: Kysely<Schema>, entity_id: string, clocks: Clocks = {}, today?: string): Promise<KnownAs> {
  const entity = await entityBy(db, entity_id);
  const day = clocks.valid_on ?? today;
  const facts = await factsOf(db, entity.canonical_id, clocks);
  const names = facts.filter((f) => (NAME_PROPERTIES as readonly string[]).includes(f.property)).map((f): DatedName => {
    const claim = f.best;
    const use = day === undefined ? undefined : inUse(f.property, claim.when, day);
    return { text: String(claim.value), kind: f.property, ...(claim.when ? { when: claim.when } : {}), claim_id: claim.id, source_id: claim.source_id, ...(use === undefined ? {} : { in_use: use }) };
  });
  const all = (await db.selectFrom("entity").select("id").where("canonical_id", "=", entity.canonical_id).orderBy("id").execute()).map((r) => r.id);
  const by = [clocks.known_on, clocks.recorded_on].filter((d) => d !== undefined).sort()[0];
  const judgements = await judgementsPage(db, { entities: all, limit: 200, standing: by === undefined });
  if (by === undefined) return { names, members: all, judgements };
  const then = judgements.filter((j) => j.at.slice(0, 10) <= by);
  const last = new Map<string, JudgementMade>();
  for (const j of then.toReversed()) last.set(j.kind === "row" ? `${j.register_id} ${j.row} ${j.left_id}` : [j.left_id, j.right_id].sort().join(" "), j);
  const stood = [...last.values()].filter((j) => j.verdict !== "withdrawn");
  return { names, members: joined(entity_id, stood), judgements: stood.toReversed() };
}

function inUse(kind: string, when: string | undefined, day: string): boolean | undefined {
  if (when === undefined) return kind === "former_name" ? undefined : true;
  const { first, last } = whenRange(when);
  return kind === "former_name" ? first <= day && day <= last : first <= day;
}

/** The entities reached from one by “same”. */
function joined(from: string, words: readonly JudgementMade[]): string[] {
  const found = new Set([from]);
  for (let grown = true; grown;) {
    grown = false;
    for (const w of words) {
      if (w.kind !== "entities" || w.verdict !== "same" || found.has(w.left_id) === found.has(w.right_id!)) continue;
      found.add(w.left_id).add(w.right_id!);
      grown = true;
    }
  }
  return [...found].sort();
}
