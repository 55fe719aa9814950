/**
 * Milestone order: start ≤ topped out ≤ completed, among what is said to have happened; and within one source's plan.
 * With several starts (approval, opening) the earliest counts, with several ends the latest, so that only an order that no reading allows is found.
 */
import type { SubjectGroup } from "./cell.ts";
import { type Finding, finding } from "./model.ts";
import type { Reading } from "./reading.ts";
import { label, named, stated } from "./words.ts";

/** Rank of each milestone; an expected completion is a plan's completion. */
const RANK: Readonly<Record<string, number>> = { start_date: 0, capped_date: 1, completion_date: 2, expected_completion: 2 };
const WORDS: Readonly<Record<string, { zh: string; en: string }>> = {
  start_date: { zh: "开工（开始）", en: "start" }, capped_date: { zh: "封顶", en: "topping out" },
  completion_date: { zh: "完成", en: "completion" }, expected_completion: { zh: "预计完成", en: "expected completion" },
};
/** Things that are built or held once; a firm may start and complete many things. */
const ONCE: ReadonlySet<string> = new Set(["ParkPhase", "Building", "Project", "Expo", "Event", "Park"]);

export function milestoneOrder(group: SubjectGroup): Finding[] {
  const dates = group.readings.filter((reading) => reading.claim.unit === "date" && reading.claim.property in RANK && ONCE.has(reading.claim.subject_type));
  if (dates.length < 2) return [];
  const happened = dates.filter((reading) => reading.claim.modality === "actual");
  const plans = Map.groupBy(dates.filter((reading) => reading.claim.modality !== "actual"), (reading) => `${reading.claim.source_id}\n${reading.claim.stated_on ?? ""}`);
  return [happened, ...plans.values()].flatMap((readings) => disordered(group.subject, readings));
}

function disordered(subject: string, readings: Reading[]): Finding[] {
  const byProperty = Map.groupBy(readings, (reading) => reading.claim.property);
  const findings: Finding[] = [];
  for (const [before, earlier] of byProperty) {
    for (const [after, later] of byProperty) {
      if (RANK[before]! >= RANK[after]!) continue;
      const first = earlier.reduce((low, reading) => (reading.interval.lo < low.interval.lo ? reading : low));
      const last = later.reduce((high, reading) => (reading.interval.hi > high.interval.hi ? reading : high));
      if (first.interval.lo > last.interval.hi) findings.push(told(subject, first, last));
    }
  }
  return findings;
}

function told(subject: string, first: Reading, last: Reading): Finding {
  const name = named(first.claim);
  const [a, b] = [stated(first.claim), stated(last.claim)];
  const [x, y] = [WORDS[first.claim.property]!, WORDS[last.claim.property]!];
  return finding("milestone-order", "error", subject, [first.claim, last.claim],
    label(`${name.zh}：${x.zh} ${a.zh} 晚于${y.zh} ${b.zh}`, `${name.en}: ${x.en} ${a.en} comes after ${y.en} ${b.en}`),
    label("查明哪一个日期有误，或两者是否属于不同的期次", "Find which date is wrong, or whether they belong to different phases"));
}
