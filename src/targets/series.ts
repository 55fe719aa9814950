/**
 * Yearly series of a figure of one subject, from its facts: the actuals that a target is held against.
 * Invariant: a part of a year never stands for the year of a flow (output, revenue); where sources differ, the rule of facts chooses and the rivals stay at hand.
 */
import { whenRange, type When } from "../kernel/index.ts";
import { scopeOf, type Claim, type Fact } from "../ledger/index.ts";
import type { YearlyPoint } from "./forecast/index.ts";

/** One figure of the series. `year` is the year it is counted to. */
export interface SeriesPoint {
  when: When;
  year: number;
  /** A whole year, or a count taken at some day in it. */
  whole_year: boolean;
  fact: Fact;
}

/** What makes figures one series: subject, property, scope, unit, currency. */
export interface SeriesKey {
  subject_id: string;
  property: string;
  scope: string;
  unit: string;
  currency: string;
}

export const keyText = (key: SeriesKey): string => [key.subject_id, key.property, key.scope, key.unit, key.currency].join("\u0001");

/** Words of a target that say where it was set down, not what it counts. */
const PLAN_WORDS = /[一二三四五六七八九十\d]+[年到至]*[一二三四五六七八九十\d]*年?(?:行动计划|规划|行动方案)|行动计划|发展规划|规划|十[二三四五六]五|三到五年内?|未来[一二三四五\d]+年|(?:in the )?next (?:\w+ )?years|action plan|five-year plan/gi;
export const scopeOfTarget = (property: string, qualifier: string | undefined): string => scopeOf(property, (qualifier ?? "").replaceAll(PLAN_WORDS, " ").trim() || undefined);

/** Money is made over a year; firms and floor are counted on a day. */
const isFlow = (unit: string): boolean => unit === "yuan" || unit === "currency";

export function keyOfClaim(subject_id: string, claim: Pick<Claim, "property" | "qualifier" | "unit" | "currency">): SeriesKey {
  return { subject_id, property: claim.property, scope: scopeOfTarget(claim.property, claim.qualifier), unit: claim.unit, currency: claim.currency ?? "" };
}

function pointOf(fact: Fact): SeriesPoint | undefined {
  const when = fact.when || (isFlow(fact.unit) ? "" : (fact.best.stated_on ?? ""));
  if (when === "" || typeof fact.best.value !== "number") return undefined;
  const { first, last } = whenRange(when);
  const whole_year = /^\d{4}$/.test(when) || (first.endsWith("-01-01") && last.endsWith("-12-31") && first.slice(0, 4) === last.slice(0, 4));
  if (last.startsWith("9999") || (isFlow(fact.unit) && !whole_year)) return undefined;
  return { when, year: Number(last.slice(0, 4)), whole_year, fact };
}

/** Actual figures by series, oldest first; of several counts in one year the last. */
export function actualSeries(facts: readonly Fact[]): Map<string, SeriesPoint[]> {
  const series = new Map<string, SeriesPoint[]>();
  for (const fact of facts) {
    if (fact.modality !== "actual") continue;
    const point = pointOf(fact);
    if (!point) continue;
    const key = keyText({ ...keyOfClaim(fact.subject_id, fact.best), scope: scopeOf(fact.property, fact.qualifier) });
    const points = series.get(key);
    if (points) points.push(point);
    else series.set(key, [point]);
  }
  for (const [key, points] of series) series.set(key, points.sort((a, b) => (whenRange(a.when).last < whenRange(b.when).last ? -1 : whenRange(a.when).last > whenRange(b.when).last ? 1 : Number(a.whole_year) - Number(b.whole_year))));
  return series;
}

/** One figure a year, for the growth model. */
export function yearly(points: readonly SeriesPoint[]): YearlyPoint[] {
  const by_year = new Map(points.map((p) => [p.year, p]));
  return [...by_year.values()].map(({ year, fact: { best } }) => ({ year, value: Number(best.value), bound: best.bound, ...(best.stated ? { stated: best.stated } : {}) }));
}

/** Yearly growth between neighbouring figures, as ratios; steps over several years are spread evenly. */
export function growthRates(points: readonly SeriesPoint[]): number[] {
  const years = yearly(points);
  return years.slice(1).flatMap((p, k) => {
    const before = years[k]!;
    const span = p.year - before.year;
    return span > 0 && before.value > 0 && p.value > 0 ? [(p.value / before.value) ** (1 / span) - 1] : [];
  });
}

/** Stated yearly growth of the whole figure by year: “up 10.6 %” beside a level says what the year before was. Months and part-years say nothing of years. */
export function statedGrowth(facts: readonly Fact[], property: string): Map<number, Fact> {
  const found = new Map<number, Fact>();
  for (const fact of facts) {
    if (fact.property !== "growth_rate" || fact.modality !== "actual" || !/^\d{4}$/.test(fact.when) || typeof fact.best.value !== "number") continue;
    // Growth without a word of what grows is that of output.
    if (scopeOf(property, fact.qualifier) !== "" || (fact.qualifier === "" && property !== "output_value")) continue;
    found.set(Number(fact.when), fact);
  }
  return found;
}

/** A year's level worked back from the next year's level and its stated growth, where no level of its own is told. */
export interface WorkedBack {
  point: YearlyPoint;
  level: Fact;
  growth: Fact;
}

/** Levels that stated growth rates imply for years nobody told a level of. */
export function workedBack(points: readonly SeriesPoint[], growth: ReadonlyMap<number, Fact>): WorkedBack[] {
  const told = new Set(points.map((p) => p.year));
  return points.flatMap((p) => {
    const rate = growth.get(p.year);
    if (!rate || !p.whole_year || told.has(p.year - 1)) return [];
    const value = Number(p.fact.best.value) / (1 + Number(rate.best.value));
    return value > 0 ? [{ point: { year: p.year - 1, value, bound: "approx" as const, stated: { number: value.toPrecision(3).includes("e") ? String(Math.round(value)) : value.toFixed(0) } }, level: p.fact, growth: rate }] : [];
  });
}
