/**
 * The milestones of one subject from its claims: promises with their history, what is done, what slipped, how far the frame is.
 * Invariant: a row never says more than its claims; an actual date after the day of asking is a problem, not an outcome.
 */
import { whenRange, type Problem } from "../kernel/index.ts";
import { chooseFact, type Claim } from "../ledger/index.ts";
import { daysBetween, type Milestone, milestoneLabel, type MilestoneRow, type MilestoneStatus, type PromiseVersion, rankOfMilestone, slipAgainst, stepOf, versionsOf } from "./milestone.ts";

/** The frame stands at storey n of m, as told on a day. */
export interface FrameStand {
  storey: number;
  /** Storeys planned above ground; absent where nobody told. */
  of?: number;
  /** The day, or month, that it was so. */
  when: string;
  claim: Claim;
  of_claim?: Claim;
}

export interface SubjectMilestones {
  rows: MilestoneRow[];
  frame: FrameStand[];
  problems: Problem[];
}

const PROGRESS = /已建|已施工|施工至|封至|建至|完成.*层|frames?|built up to|risen to|reached/i;
const BELOW_GROUND = /地下|负|basement|underground|below ground/i;

/** Everything dated of one subject. @param today promises are held against this day. */
export function milestonesOf(subject_id: string, names: readonly string[], claims: readonly Claim[], today: string): SubjectMilestones {
  const groups = new Map<string, { milestone: Milestone; part?: string; promised: Claim[]; happened: Claim[] }>();
  const problems: Problem[] = [];
  for (const claim of claims) {
    const step = stepOf(claim, names);
    if (!step) continue;
    const key = `${step.milestone}\u0001${step.part ?? ""}`;
    const group = groups.get(key) ?? { ...step, promised: [], happened: [] };
    groups.set(key, group);
    if (claim.modality !== "actual") group.promised.push(claim);
    else if (whenRange(String(claim.value)).first > today) problems.push(notYet(claim, names));
    else group.happened.push(claim);
  }
  const frame = framesOf(claims);
  const reached = Math.max(-1, ...[...groups.values()].filter((g) => g.happened.length > 0 && g.part === undefined).map((g) => rankOfMilestone(g.milestone)));
  const rows = [...groups.values()].filter((g) => g.promised.length + g.happened.length > 0)
    .map((g) => rowOf(subject_id, g, reached, today))
    .sort((a, b) => rankOfMilestone(a.milestone) - rankOfMilestone(b.milestone) || ((a.part ?? "") < (b.part ?? "") ? -1 : 1));
  for (const row of rows) problems.push(...contradictions(row, names));
  return { rows, frame, problems };
}

function rowOf(subject_id: string, group: { milestone: Milestone; part?: string; promised: Claim[]; happened: Claim[] }, reached: number, today: string): MilestoneRow {
  const versions = versionsOf(group.promised);
  const done = outcome(group.happened);
  const dated = versions.filter((v) => v.deadline !== undefined);
  const latest = dated.at(-1)?.deadline;
  const implied = !done && group.part === undefined && reached > rankOfMilestone(group.milestone);
  const status: MilestoneStatus = done ? "done" : implied ? "implied" : latest === undefined ? "open" : latest < today ? "overdue" : "ahead";
  return {
    subject_id, milestone: group.milestone, ...(group.part ? { part: group.part } : {}), versions, ...(done ? { done } : {}), status,
    ...(dated.length > 0 ? { moved_days: daysBetween(dated[0]!.deadline!, latest!) } : {}),
    ...(done && dated.length > 0 ? slips(dated, done) : {}),
    ...(status === "overdue" ? { overdue_days: daysBetween(latest!, today) } : {}),
  };
}

function outcome(happened: readonly Claim[]): MilestoneRow["done"] {
  const choice = chooseFact(happened);
  if (!choice) return undefined;
  const rivals = new Set(choice.rivals.map((c) => c.id));
  return { when: String(choice.best.value), claim: choice.best, agreeing: happened.filter((c) => c.id !== choice.best.id && !rivals.has(c.id)), rivals: choice.rivals };
}

/** Against the first promise, and against the last one given before the day it happened. */
function slips(dated: readonly PromiseVersion[], done: NonNullable<MilestoneRow["done"]>): Pick<MilestoneRow, "slip_from_first" | "slip_from_last"> {
  const happened = whenRange(done.when).last;
  const before = dated.filter((v) => v.first_said <= happened).at(-1) ?? dated[0]!;
  return { slip_from_first: slipAgainst(dated[0]!.deadline!, done.when, done.claim.bound), slip_from_last: slipAgainst(before.deadline!, done.when, done.claim.bound) };
}

/** How far the frame is, oldest first; the number of storeys planned is the latest told. */
function framesOf(claims: readonly Claim[]): FrameStand[] {
  const storeys = claims.filter((c) => c.property === "storeys" && !BELOW_GROUND.test(c.qualifier ?? ""));
  const stands = storeys.filter((c) => c.modality === "actual" && PROGRESS.test(c.qualifier ?? ""));
  const planned = chooseFact(storeys.filter((c) => !stands.includes(c)))?.best;
  return stands.map((claim) => ({
    storey: Number(claim.value), when: claim.when ?? claim.stated_on ?? claim.known_from, claim, ...(planned ? { of: Number(planned.value), of_claim: planned } : {}),
  })).sort((a, b) => (whenRange(a.when).last < whenRange(b.when).last ? -1 : 1));
}

const nameIn = (names: readonly string[]): string => names[0] ?? "";

function notYet(claim: Claim, names: readonly string[]): Problem {
  return {
    code: "parks/outcome-ahead", path: claim.id,
    message: { zh: `${nameIn(names)}：记为已发生的日期 ${String(claim.value)} 尚在将来`, en: `${nameIn(names)}: ${String(claim.value)} is told as an outcome and still lies ahead` },
    hint: { zh: "若是计划，请更正其情态", en: "if it is a plan, correct its modality" },
  };
}

function contradictions(row: MilestoneRow, names: readonly string[]): Problem[] {
  const torn = row.versions.filter((v) => v.contradicted);
  const label = milestoneLabel(row);
  const said = torn.map((v) => v.due).join(" / ");
  const told: Problem[] = torn.length < 2 ? [] : [{
    code: "parks/promises-contradict", path: torn[0]!.claims[0]!.id,
    message: { zh: `${nameIn(names)}：${label.zh ?? ""}同日有互不相容的承诺日期 ${said}`, en: `${nameIn(names)}: dates promised on one day for “${label.en ?? ""}” cannot all be kept: ${said}` },
    hint: { zh: "查明哪一个有误，或是否指不同的部分", en: "find which is wrong, or whether they mean different parts" },
  }];
  const rivals = row.done?.rivals ?? [];
  if (rivals.length > 0) {
    told.push({
      code: "parks/outcomes-contradict", path: row.done!.claim.id,
      message: { zh: `${nameIn(names)}：${label.zh ?? ""}的实际日期说法不一：${[row.done!.when, ...rivals.map((c) => String(c.value))].join(" / ")}`, en: `${nameIn(names)}: outcomes told of “${label.en ?? ""}” differ: ${[row.done!.when, ...rivals.map((c) => String(c.value))].join(" / ")}` },
      hint: { zh: "采信一个，退回其余", en: "accept one and reject the others" },
    });
  }
  return told;
}
