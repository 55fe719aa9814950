/** Which facts make a point of a chart over the years. Pure. Invariant: only facts with a number and a period are drawn; a part of a year is never taken for the whole. */
import type { FactView } from "../../server/api-types.ts";

/** Facts that can be drawn: a number, and a period that begins with a year. */
export function drawable(facts: FactView[]): FactView[] {
  return facts.filter((fact) => typeof fact.best.value === "number" && /^\d{4}/.test(fact.when));
}

/** Less than a whole year ("2024", "2024-01/2024-12"). */
export function isPart(when: string): boolean {
  if (/^\d{4}$/.test(when)) return false;
  const span = /^(\d{4})-01(?:-01)?\/(\d{4})-12(?:-31)?$/.exec(when);
  return span === null || span[1] !== span[2];
}
