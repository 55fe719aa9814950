/**
 * What was due in a span of days, and what happened: every promised date that fell into it, with the outcome as of the day of asking.
 * Invariant: a promise that was moved before its day is told as moved, not as kept; one with no outcome on record is told so.
 */
import { milestonesAt, type MilestoneView } from "./park-view.ts";
import { outcomeOf, type PromiseVersion, slipAgainst, type SlipRange } from "./milestone.ts";
import type { Site } from "./site.ts";

export type DueVerdict = "kept" | "late" | "unclear" | "moved" | "no-outcome" | "ahead";

export interface DueRow {
  milestone: MilestoneView;
  /** The version that fell due. */
  version: PromiseVersion;
  deadline: string;
  verdict: DueVerdict;
  /** Against this very version. */
  slip?: SlipRange;
  /** The promise that took its place before its day came, or afterwards. */
  moved_to?: PromiseVersion;
}

export interface DueSpan {
  first: string;
  last: string;
}

/** The promises whose deadline lies in the span, earliest first. */
export function dueIn(site: Site, span: DueSpan): DueRow[] {
  const rows: DueRow[] = [];
  for (const [id] of site.milestones) {
    const place = site.places.get(id)!;
    for (const milestone of milestonesAt(site, place)) {
      for (const version of milestone.versions) {
        if (version.deadline === undefined || version.deadline < span.first || version.deadline > span.last) continue;
        rows.push(dueRow(milestone, version, version.deadline, site.today));
      }
    }
  }
  return rows.sort((a, b) => (a.deadline < b.deadline ? -1 : a.deadline > b.deadline ? 1 : a.milestone.subject.slug < b.milestone.subject.slug ? -1 : 1));
}

function dueRow(milestone: MilestoneView, version: PromiseVersion, deadline: string, today: string): DueRow {
  const at = milestone.versions.indexOf(version);
  const later = milestone.versions.slice(at + 1).find((v) => v.deadline !== undefined && v.deadline > deadline);
  const slip = milestone.done ? slipAgainst(deadline, milestone.done.when, milestone.done.claim.bound) : undefined;
  const verdict: DueVerdict = slip ? outcomeOf(slip) : later ? "moved" : deadline >= today ? "ahead" : "no-outcome";
  return { milestone, version, deadline, verdict, ...(slip ? { slip } : {}), ...(later ? { moved_to: later } : {}) };
}

/** Milestones still to come, by their latest deadline: for a calendar. */
export function comingMilestones(site: Site): { milestone: MilestoneView; version: PromiseVersion }[] {
  const coming = [...site.milestones.keys()].flatMap((id) => milestonesAt(site, site.places.get(id)!))
    .filter((m) => m.status === "ahead")
    .map((milestone) => ({ milestone, version: milestone.versions.filter((v) => v.deadline !== undefined).at(-1)! }));
  return coming.sort((a, b) => (a.version.deadline! < b.version.deadline! ? -1 : 1));
}

/** First and last day of a quarter written `2024-Q2`; the quarter of a day. */
export function quarterOf(day: string): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}
