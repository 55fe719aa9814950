/**
 * Track record: of the targets whose date has passed, how many were met, and by whom.
 * Invariant: a target counts as met or missed only where every reading of the actual says so; "no actual found" and "cannot tell" are counted apart.
 */
import { type Bound, type Stated, type When, readInterval, roundingStep, whenRange } from "../../kernel/index.ts";

export interface PastTarget {
  id: string;
  /** Who set it. */
  by: string;
  due: When;
  value: number;
  bound: Bound;
  actual?: { value: number; bound: Bound; stated?: Stated };
}

export type Verdict = "met" | "missed" | "unclear" | "no-actual" | "ahead";

export interface TrackRecord {
  met: number;
  missed: number;
  unclear: number;
  no_actual: number;
  /** Share met of those that can be told; undefined when there are none. */
  share: number | undefined;
  /** Range that the true share lies in with 95 % confidence (Wilson 1927), honest at small numbers. */
  share_range: [number, number] | undefined;
  verdicts: { id: string; verdict: Verdict }[];
}

/** Whether a target was met, as of a day. The target's figure is taken at its word; the actual may be rounded or bounded. */
export function verdictOf(target: PastTarget, today: string): Verdict {
  if (whenRange(target.due).last >= today) return "ahead";
  if (!target.actual) return "no-actual";
  const { value, bound, stated } = target.actual;
  // A plain figure is taken at its word: "100 bn" meets a target of 100 bn.
  const said = readInterval(value, bound, { step: bound === "eq" ? 0 : roundingStep(stated, value) });
  const at_most = target.bound === "le" || target.bound === "lt";
  const strict = target.bound === "gt" || target.bound === "lt";
  const goal = at_most ? -target.value : target.value;
  const { lo, hi, loOpen, hiOpen } = at_most ? { lo: -said.hi, hi: -said.lo, loOpen: said.hiOpen, hiOpen: said.loOpen } : said;
  if (lo > goal || (lo === goal && (!strict || loOpen))) return "met";
  return hi > goal || (hi === goal && !strict && !hiOpen) ? "unclear" : "missed";
}

/** The record of all, and of each who set them. */
export function trackRecord(targets: PastTarget[], today: string): { all: TrackRecord; by: Map<string, TrackRecord> } {
  const groups = Map.groupBy(targets, (target) => target.by);
  return { all: count(targets, today), by: new Map([...groups].map(([by, own]) => [by, count(own, today)])) };
}

function count(targets: PastTarget[], today: string): TrackRecord {
  const verdicts = targets.map((target) => ({ id: target.id, verdict: verdictOf(target, today) }));
  const number = (verdict: Verdict): number => verdicts.filter((one) => one.verdict === verdict).length;
  const [met, missed] = [number("met"), number("missed")];
  const told = met + missed;
  return { met, missed, unclear: number("unclear"), no_actual: number("no-actual"), share: told === 0 ? undefined : met / told, share_range: told === 0 ? undefined : wilson(met, told), verdicts };
}

/** Wilson score interval at 95 %. */
export function wilson(successes: number, trials: number): [number, number] {
  const z = 1.959963984540054;
  const share = successes / trials;
  const centre = share + (z * z) / (2 * trials);
  const half = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  const whole = 1 + (z * z) / trials;
  return [Math.max(0, (centre - half) / whole), Math.min(1, (centre + half) / whole)];
}
