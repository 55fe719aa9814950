/**
 * Two editions held against each other: every figure that differs, and why.
 * Invariant: a figure is the same where what it says is the same in base units, whatever the language; each difference has one reason, found in the
 * ledger between the two, else in what was asked for, else in the rules of the program.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import type { Edition, EditionFigure } from "./edition.ts";
import { decidedBetween, fatesOf, ruledBetween, type ClaimFate } from "./store.ts";

/**
 * `new-claim`: something was said since. `correction`: a misreading was put right. `decision`: a claim was accepted, rejected or withdrawn. `ruling`: somebody ruled between claims.
 * `clock`: the two look from different days. `choice`: sections, profile or cluster differ. `definition`: the program or its definitions choose otherwise.
 */
export type Why = "new-claim" | "correction" | "decision" | "ruling" | "clock" | "choice" | "definition";

export interface FigureChange {
  key: string;
  before?: EditionFigure;
  after?: EditionFigure;
  why: Why;
}

export interface Comparison {
  a: { id: string; title: string; built_on: string; ledger_hash: string };
  b: { id: string; title: string; built_on: string; ledger_hash: string };
  changes: FigureChange[];
  same: number;
}

interface Between {
  fates: ReadonlyMap<string, ClaimFate>;
  decided: ReadonlySet<string>;
  ruled: ReadonlySet<string>;
  after: number;
  clocks: boolean;
  choice: boolean;
}

const saysSame = (x: EditionFigure, y: EditionFigure, one_language: boolean): boolean =>
  x.mark === y.mark && (x.value !== undefined && y.value !== undefined ? x.value === y.value && x.bound === y.bound : one_language ? x.text === y.text : x.claims.join() === y.claims.join());

function whyOf(before: EditionFigure | undefined, after: EditionFigure | undefined, between: Between): Why {
  const [old, now] = [before?.claims ?? [], after?.claims ?? []];
  const gone = old.filter((id) => !now.includes(id));
  const come = now.filter((id) => !old.includes(id));
  const { fates, decided, ruled } = between;
  if (come.some((id) => gone.includes(fates.get(id)?.corrects ?? "")) || gone.some((id) => fates.get(id)?.status === "corrected" && decided.has(id))) return "correction";
  if ([...gone, ...come].some((id) => decided.has(id))) return "decision";
  if ([...old, ...now].some((id) => ruled.has(id))) return "ruling";
  if (come.some((id) => (fates.get(id)?.seq ?? 0) > between.after)) return "new-claim";
  if (between.clocks) return "clock";
  // A mark that came or went without a ruling: some other claim was said, or went, and now stands against this one.
  if (before && after && before.mark !== after.mark) return "new-claim";
  if (between.choice) return "choice";
  return "definition";
}

/** Compares two editions, the older ledger taken as the earlier. */
export async function compareEditions(db: Kysely<Schema>, a: Edition, b: Edition): Promise<Comparison> {
  const [first, second] = [new Map(a.figures.map((f) => [f.key, f])), new Map(b.figures.map((f) => [f.key, f]))];
  const differing = [...new Set([...first.keys(), ...second.keys()])].filter((key) => {
    const [x, y] = [first.get(key), second.get(key)];
    return !x || !y || !saysSame(x, y, a.lang === b.lang);
  });
  const ids = differing.flatMap((key) => [...(first.get(key)?.claims ?? []), ...(second.get(key)?.claims ?? [])]);
  const [after, upTo] = [Math.min(a.ledger_seq, b.ledger_seq), Math.max(a.ledger_seq, b.ledger_seq)];
  const sections = (e: Edition): string => JSON.stringify([e.profile, e.cluster, e.request.sections ?? [], e.request.words ?? {}]);
  const between: Between = {
    fates: await fatesOf(db, ids), decided: await decidedBetween(db, ids, after, upTo), ruled: await ruledBetween(db, after, upTo), after,
    clocks: JSON.stringify(a.clocks) !== JSON.stringify(b.clocks) || a.built_on !== b.built_on, choice: sections(a) !== sections(b),
  };
  const changes = differing.map((key): FigureChange => {
    const [before, now] = [first.get(key), second.get(key)];
    return { key, ...(before ? { before } : {}), ...(now ? { after: now } : {}), why: whyOf(before, now, between) };
  });
  const about = (e: Edition) => ({ id: e.id, title: e.title, built_on: e.built_on, ledger_hash: e.ledger_hash });
  return { a: about(a), b: about(b), changes, same: [...first.keys()].filter((k) => second.has(k)).length - changes.filter((c) => c.before && c.after).length };
}
