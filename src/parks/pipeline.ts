/**
 * The project board: announced or signed → started → built → producing → at capacity, against announced money and dates.
 * Invariant: a project stands at the furthest stage that an actual claim proves; money announced and money arrived are two columns.
 */
import type { Claim } from "../ledger/index.ts";
import { type Milestone, type MilestoneRow, rankOfMilestone } from "./milestone.ts";
import { type Money, moneyOf } from "./money.ts";
import { milestonesAt, type MilestoneView, type PlaceRef, placeRef } from "./park-view.ts";
import { factsOfPlace, type Place, wholesOf } from "./place.ts";
import type { Site } from "./site.ts";

export const STAGES = ["announced", "signed", "started", "built", "producing", "at-capacity"] as const;
export type Stage = (typeof STAGES)[number];

/** Which proven milestone puts a project at which stage. */
const STAGE_OF: readonly (readonly [Stage, readonly Milestone[]])[] = [
  ["at-capacity", ["full-capacity"]], ["producing", ["in-production"]], ["built", ["capped", "enclosed", "fitted-out", "delivered", "tenants-in"]], ["started", ["started", "frame"]], ["signed", ["signed", "site-chosen", "approved"]],
];

export interface PipelineRow {
  project: PlaceRef;
  within: PlaceRef[];
  stage: Stage;
  /** The claim that proves the stage; absent for `announced`. */
  proof?: Claim;
  /** A step told of a part only (first lines in production): the stage is reached in part. */
  partly: { stage: Stage; part: string; claim: Claim }[];
  /** First day that anything was said of it. */
  announced_on?: string;
  announced_by?: Claim;
  /** Days since that day with nothing built started: “signed but never built”. */
  waiting_days?: number;
  money: Money;
  milestones: MilestoneView[];
  /** The worst state of its promises. */
  state: "on-course" | "overdue" | "no-dates" | "done";
}

export interface Pipeline {
  today: string;
  rows: PipelineRow[];
  by_stage: Record<Stage, number>;
}

const DAY_MS = 86_400_000;

/** All projects of the record, and parks' phases that have dates of their own where `phases` is asked for. */
export function projectPipeline(site: Site, asked: { phases?: boolean } = {}): Pipeline {
  const chosen = [...site.places.values()].filter((p) => p.type === "Project" || (asked.phases === true && p.type === "ParkPhase"));
  const rows = chosen.map((p) => rowOf(site, p)).sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage) || ((a.announced_on ?? "9") < (b.announced_on ?? "9") ? -1 : 1));
  const by_stage = Object.fromEntries(STAGES.map((s) => [s, rows.filter((r) => r.stage === s).length])) as Record<Stage, number>;
  return { today: site.today, rows, by_stage };
}

const stageOf = (milestone: Milestone): Stage => STAGE_OF.find(([, of]) => of.includes(milestone))?.[0] ?? "announced";

function rowOf(site: Site, project: Place): PipelineRow {
  const milestones = milestonesAt(site, project);
  const whole = (r: MilestoneRow): boolean => r.part === undefined;
  const furthest = milestones.filter((r) => r.done && whole(r)).sort((a, b) => rankOfMilestone(b.milestone) - rankOfMilestone(a.milestone))[0];
  const signed = project.claims.find((c) => c.property === "contract_value" && c.modality === "actual");
  const stage: Stage = furthest ? stageOf(furthest.milestone) : signed ? "signed" : "announced";
  const proof = furthest?.done?.claim ?? signed;
  // A claim that does not say when it was said tells nothing of when the project was announced.
  const first = project.claims.filter((c) => c.stated_on !== undefined).sort((a, b) => (a.known_from < b.known_from ? -1 : 1))[0];
  const begun = STAGES.indexOf(stage) >= STAGES.indexOf("started");
  return {
    project: placeRef(project), within: wholesOf(site.places, project.id).reverse().map(placeRef), stage, ...(proof ? { proof } : {}),
    partly: partsReached(project, milestones).filter((p) => STAGES.indexOf(p.stage) > STAGES.indexOf(stage)),
    ...(first ? { announced_on: first.known_from, announced_by: first } : {}),
    ...(first && !begun ? { waiting_days: Math.round((Date.parse(site.today) - Date.parse(first.known_from)) / DAY_MS) } : {}),
    money: moneyOf(factsOfPlace(project)), milestones, state: stateOf(milestones, stage),
  };
}

/** “First 1,000 lines in production” proves a part, not the whole. */
function partsReached(project: Place, milestones: readonly MilestoneView[]): PipelineRow["partly"] {
  const dated = milestones.filter((r) => r.done && r.part !== undefined).map((r) => ({ stage: stageOf(r.milestone), part: r.part!, claim: r.done!.claim }));
  const lines = project.claims.filter((c) => c.property === "production_lines" && c.modality === "actual" && /投产|in production/i.test(c.qualifier ?? ""))
    .map((claim) => ({ stage: "producing" as const, part: claim.qualifier!, claim }));
  return [...dated, ...lines];
}

function stateOf(rows: readonly MilestoneRow[], stage: Stage): PipelineRow["state"] {
  if (rows.some((r) => r.status === "overdue")) return "overdue";
  if (rows.some((r) => r.status === "ahead" || r.status === "open")) return "on-course";
  return stage === "at-capacity" || stage === "producing" || (stage === "built" && rows.every((r) => r.status === "done" || r.status === "implied")) ? "done" : "no-dates";
}
