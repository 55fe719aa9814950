/**
 * The record's own slips: ended promises, for the reference class of a delivery forecast.
 * Invariant: one ended milestone is one case; dates known only to a month or year count by their last day, as promises do.
 */
import { whenRange } from "../kernel/index.ts";
import type { PastSlip, PromiseKind } from "./forecast/index.ts";
import { daysBetween, rankOfMilestone, type Milestone, type MilestoneRow } from "./milestone.ts";

/** Paperwork and the start, or building and what follows. */
export const kindOfMilestone = (milestone: Milestone): PromiseKind => (rankOfMilestone(milestone) <= rankOfMilestone("started") ? "before-building" : "building");

/** Ended promises among milestone rows: each measured from the last promise given before it came true. */
export function ownSlips(rows: readonly MilestoneRow[], today: string): PastSlip[] {
  return rows.flatMap((row) => {
    const slip = row.slip_from_last;
    if (!row.done || !slip || !Number.isFinite(slip.days_max)) return [];
    const happened = whenRange(row.done.when).last;
    const dated = row.versions.filter((v) => v.deadline !== undefined);
    const version = dated.filter((v) => v.first_said <= happened).at(-1) ?? dated[0]!;
    const lead_days = daysBetween(version.first_said, version.deadline!);
    return [{ kind: kindOfMilestone(row.milestone), slip_days: slip.days_max, ...(lead_days > 0 ? { lead_days } : {}), limit_days: daysBetween(version.deadline!, today) }];
  });
}
