/**
 * Milestone order (start ≤ topped out ≤ completed and the like), among what is said to have happened; and within one source's plan.
 * With several starts (approval, opening) the earliest counts, with several ends the latest, so that only an order that no reading allows is found.
 */
import type { SubjectGroup } from "./cell.ts";
import { type Finding, finding } from "./model.ts";
import type { Reading } from "./reading.ts";
import { label, named, stated } from "./words.ts";

/** What cannot come before what: only orders that building itself imposes. Approval, signing and moving in may come early or late. */
const FOLLOWED_BY: Readonly<Record<string, readonly string[]>> = {
  site_chosen_date: ["capped_date", "enclosed_date", "completion_date", "expected_completion", "delivered_date"],
  start_date: ["capped_date", "enclosed_date", "fitted_out_date", "completion_date", "expected_completion", "delivered_date", "full_capacity_date"],
  capped_date: ["enclosed_date", "completion_date", "expected_completion", "delivered_date"],
  production_date: ["full_capacity_date"],
};
const MILESTONES: ReadonlySet<string> = new Set(Object.entries(FOLLOWED_BY).flatMap(([before, after]) => [before, ...after]));
const WORDS: Readonly<Record<string, { zh: string; en: string }>> = {
  start_date: { zh: "开工（开始）", en: "start" }, capped_date: { zh: "封顶", en: "topping out" },
  completion_date: { zh: "完成", en: "completion" }, expected_completion: { zh: "预计完成", en: "expected completion" }, site_chosen_date: { zh: "选址", en: "choice of the site" },
  enclosed_date: { zh: "封闭", en: "enclosure" }, fitted_out_date: { zh: "装修完成", en: "fitting out" }, delivered_date: { zh: "交付", en: "delivery" },
  production_date: { zh: "投产", en: "production" }, full_capacity_date: { zh: "达产", en: "full capacity" },
};
/** Things that are built or held once; a firm may start and complete many things. */
const ONCE: ReadonlySet<string> = new Set(["ParkPhase", "Building", "Project", "Expo", "Event", "Park"]);

export function milestoneOrder(group: SubjectGroup): Finding[] {
  const dates = group.readings.filter((reading) => reading.claim.unit === "date" && MILESTONES.has(reading.claim.property) && ONCE.has(reading.claim.subject_type));
  if (dates.length < 2) return [];
  const happened = dates.filter((reading) => reading.claim.modality === "actual");
  const plans = Map.groupBy(dates.filter((reading) => reading.claim.modality !== "actual"), (reading) => `${reading.claim.source_id}\n${reading.claim.stated_on ?? ""}`);
  return [happened, ...plans.values()].flatMap((readings) => disordered(group.subject, readings));
}

function disordered(subject: string, readings: Reading[]): Finding[] {
  const byProperty = Map.groupBy(readings, (reading) => reading.claim.property);
  const findings: Finding[] = [];
  for (const [before, earlier] of byProperty) {
    for (const after of FOLLOWED_BY[before] ?? []) {
      const later = byProperty.get(after);
      if (!later) continue;
      const first = earlier.reduce((low, reading) => (reading.interval.lo < low.interval.lo ? reading : low));
      const last = later.reduce((high, reading) => (reading.interval.hi > high.interval.hi ? reading : high));
      if (first.interval.lo > last.interval.hi && !ofDifferentPhases(first, last)) findings.push(told(subject, first, last));
    }
  }
  return findings;
}

const PHASE = /[一二三四五六七八九十\d]+期|phase\s*[ivx\d]+|[一二三四五六七八九十a-z\d]+(?:号楼|区|栋)/i;
const phaseOf = ({ claim }: Reading): string | undefined => PHASE.exec(claim.qualifier?.normalize("NFKC").toLowerCase() ?? "")?.[0];

/** Dates that name two phases or buildings are of two things. */
function ofDifferentPhases(a: Reading, b: Reading): boolean {
  const [x, y] = [phaseOf(a), phaseOf(b)];
  return x !== undefined && y !== undefined && x !== y;
}

function told(subject: string, first: Reading, last: Reading): Finding {
  const name = named(first.claim);
  const [a, b] = [stated(first.claim), stated(last.claim)];
  const [x, y] = [WORDS[first.claim.property]!, WORDS[last.claim.property]!];
  // A park is built in phases: the start of a later one may well follow the completion of an earlier one.
  return finding("milestone-order", first.claim.subject_type === "Park" ? "warning" : "error", subject, [first.claim, last.claim],
    label(`${name.zh}：${x.zh} ${a.zh} 晚于${y.zh} ${b.zh}`, `${name.en}: ${x.en} ${a.en} comes after ${y.en} ${b.en}`),
    label("查明哪一个日期有误，或两者是否属于不同的期次", "Find which date is wrong, or whether they belong to different phases"));
}
