/**
 * Targets below the actual already reached: a goal to rise to what had been passed when the goal was set.
 * A finding only where the actual, at its lowest reading, exceeds the target at its highest, on the same scope, and was out before the target was said.
 */
import type { Cell, SubjectGroup } from "./cell.ts";
import { roundingStep } from "../../kernel/index.ts";
import { type Finding, finding } from "./model.ts";
import { type Reading, periodOf } from "./reading.ts";
import { label, stated, titled } from "./words.ts";

/** Figures that targets want to see rise. */
const RISING: ReadonlySet<string> = new Set(["output_value", "revenue", "firms_count", "employees", "exhibitors", "visitors", "projects_count", "patents", "production_lines", "contract_value", "market_share"]);

export function targetReached(group: SubjectGroup): Finding[] {
  const findings: Finding[] = [];
  for (const goal of group.cells.values()) {
    if (goal.modality !== "target" || !RISING.has(goal.property)) continue;
    const actuals = group.of(goal.property).filter((cell) => cell.modality === "actual" && cell.scope === goal.scope && cell.unit === goal.unit && cell.currency === goal.currency && cell.period !== undefined);
    if (actuals.length === 0) continue;
    for (const target of goal.readings) {
      const passed = alreadyPassed(target, actuals);
      if (passed) findings.push(told(group.subject, target, passed));
    }
  }
  return findings;
}

function alreadyPassed(target: Reading, actuals: Cell[]): Reading | undefined {
  const { claim } = target;
  if (claim.bound === "le" || claim.bound === "lt" || typeof claim.value !== "number") return undefined;
  const said = periodOf(claim.stated_on)?.first;
  if (said === undefined) return undefined;
  // The goal itself, however it is bounded, at the most that its rounding allows.
  const goal = claim.value + roundingStep(claim.stated, claim.value) / 2;
  const known = actuals.flatMap((cell) => cell.readings).filter((reading) => reading.interval.lo > goal && reading.period!.last < said && (target.period === undefined || reading.period!.last < target.period.last) && (periodOf(reading.claim.stated_on)?.last ?? Infinity) < said);
  return known.toSorted((a, b) => b.period!.last - a.period!.last)[0];
}

function told(subject: string, target: Reading, actual: Reading): Finding {
  const name = titled(target.claim);
  const [goal, real] = [stated(target.claim), stated(actual.claim)];
  return finding("target-reached", "warning", subject, [target.claim, actual.claim],
    label(`${name.zh}：提出目标 ${goal.zh} 时，实际已达 ${real.zh}`, `${name.en}: when the target ${goal.en} was set, ${real.en} had already been reached`),
    label("查明目标与实际口径是否一致，或目标是否写错", "Find whether target and actual are on one definition, or whether the target is misprinted"));
}
