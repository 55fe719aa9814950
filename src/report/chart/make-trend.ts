/**
 * From facts to a series over the years, and from a series to the definition of its chart.
 * Pure. Invariant: only facts with a number and a period are drawn; facts of two scopes are never one series; a year without a figure keeps its place, empty.
 */
import { whenRange, type Modality } from "../../kernel/index.ts";
import { scopeOf, type Fact } from "../../ledger/index.ts";
import { isWhole } from "../headline.ts";
import type { Run } from "../model.ts";
import type { Named, Scribe } from "../scribe.ts";
import { sharedUnit } from "./bars.ts";
import type { Point, Tick, Trend } from "./definition.ts";

const YEARS_MAX = 14;

/** Facts that can be drawn: a number, and a period that begins with a year. */
export const drawable = (facts: readonly Fact[]): Fact[] => facts.filter((f) => typeof f.best.value === "number" && Number.isFinite(f.best.value) && /^\d{4}/.test(f.when));

const periods = (facts: readonly Fact[]): number => new Set(facts.map((f) => f.when)).size;

/** One fact a period and modality: the one that most claims agree with, the least narrowed among equals. */
export function oneEach(facts: readonly Fact[]): Fact[] {
  const best = (some: readonly Fact[]): Fact => some.toSorted((a, b) => b.agreeing - a.agreeing || a.qualifier.length - b.qualifier.length || (a.best.id < b.best.id ? -1 : 1))[0]!;
  return [...Map.groupBy(facts, (f) => `${f.when} ${f.modality}`).values()].map(best);
}

/** The series of one property with most periods, of the whole where it has two; nothing where no scope has two. @param least periods asked for. */
export function seriesOf(facts: readonly Fact[], least = 2): Fact[] | undefined {
  const groups = [...Map.groupBy(drawable(facts), (f) => (isWhole(f) ? "" : scopeOf(f.property, f.qualifier)))].map(([scope, some]) => ({ scope, facts: oneEach(some) })).filter((g) => periods(g.facts) >= least);
  return groups.toSorted((a, b) => Number(b.scope === "") - Number(a.scope === "") || periods(b.facts) - periods(a.facts) || (a.scope < b.scope ? -1 : 1))[0]?.facts;
}

/** Less than a whole year. */
function isPart(when: string): boolean {
  const { first, last } = whenRange(when);
  return !(first.endsWith("-01-01") && last.endsWith("-12-31") && first.slice(0, 4) === last.slice(0, 4));
}

const ORDER: readonly Modality[] = ["actual", "forecast", "planned", "target"];
export const yearText = (f: Fact): string => whenRange(f.when).last.slice(0, 4).replace("9999", f.when.slice(0, 4));

/** Figures of stocks (firms, floor) hold at a day: a month of them stands for its year. */
const isFlow = (f: Fact): boolean => f.unit === "yuan" || f.unit === "currency" || f.unit === "ratio";

export function pointsOf(scribe: Scribe<Named>, series: readonly Fact[]): Point[] {
  return series.toSorted((a, b) => (yearText(a) === yearText(b) ? ORDER.indexOf(a.modality as Modality) - ORDER.indexOf(b.modality as Modality) || (a.when < b.when ? -1 : 1) : yearText(a) < yearText(b) ? -1 : 1)).map((f): Point => ({
    at: { ...scribe.period(f), text: yearText(f) }, value: f.best.value as number, label: scribe.figure(f), modality: f.modality as Modality, bound: f.best.bound, ...(isFlow(f) && isPart(f.when) ? { part: true } : {}),
    rivals: f.rivals.filter((r) => typeof r.value === "number").map((r) => ({ value: r.value as number, label: scribe.claim(r) })),
  }));
}

/** Of several counts within a year the last is drawn, so that one year has one bar of a kind; a whole year goes before its parts. */
export function lastOfYear(series: readonly Fact[]): Fact[] {
  const rank = (f: Fact): string => `${isFlow(f) && isPart(f.when) ? 0 : 1} ${whenRange(f.when).last} ${String(f.agreeing).padStart(6, "0")}`;
  return [...Map.groupBy(series, (f) => `${yearText(f)} ${f.modality}`).values()].map((some) => some.toSorted((a, b) => (rank(a) < rank(b) ? 1 : -1))[0]!);
}

/** All years between the first and the last, unless gaps would make the chart mostly empty. */
export function slotsFor(scribe: Scribe<Named>, points: readonly Point[]): Run[] {
  const seen = new Map(points.map((p) => [p.at.text, p.at]));
  const years = [...seen.keys()].map(Number).sort((a, b) => a - b);
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined) return [];
  const all = Array.from({ length: Math.min(last - first + 1, 400) }, (_, i) => first + i);
  const shown = all.length === last - first + 1 && all.length <= Math.max(years.length * 2, 4) ? all : years;
  return shown.slice(-YEARS_MAX).map((year) => seen.get(String(year)) ?? scribe.setting("axis", String(year)));
}

/** Round values for an axis: three to five steps of 1, 2 or 5 times a power of ten from the least to the greatest, zero included. */
export function roundSteps(least: number, most: number): number[] {
  const [low, high] = [Math.min(0, least), Math.max(0, most)];
  if (high === low) return [0];
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough) ?? rough;
  const ticks: number[] = [];
  for (let at = Math.floor(low / step + 1e-9); at * step <= high + step * 0.999; at += 1) ticks.push(Number((at * step).toPrecision(12)));
  return ticks;
}

/** The axis in the unit that the labels share; none where they share none. */
export function ticksFor(scribe: Scribe<Named>, points: readonly Point[], more: readonly number[] = []): Tick[] | undefined {
  const shared = sharedUnit(points);
  const sample = points.find((p) => p.value !== 0);
  if (!shared || !sample) return undefined;
  const text = shared.number(sample.label);
  const digits = Number(text.replaceAll(/[,%+]/g, "").replace("−", "-"));
  const factor = sample.value / digits;
  if (!Number.isFinite(factor) || factor === 0) return undefined;
  const values = [...points.flatMap((p) => [p.value, ...(p.rivals ?? []).map((r) => r.value)]), ...more];
  const format = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });
  return roundSteps(Math.min(0, ...values), Math.max(0, ...values)).map((value) => ({ value, run: scribe.setting("axis", `${format.format(Number((value / Math.abs(factor)).toPrecision(12)))}${text.endsWith("%") ? "%" : ""}`) }));
}

/** The chart of a series. Nothing where there is nothing to draw. @param name what is measured; left empty where the title says it. */
export function trendOf(scribe: Scribe<Named>, series: readonly Fact[], name: string, alt: string): Trend | undefined {
  const points = pointsOf(scribe, lastOfYear(drawable(series)));
  if (points.length === 0) return undefined;
  const ticks = ticksFor(scribe, points);
  return { kind: "trend", unit: name, points, slots: slotsFor(scribe, points), ...(ticks ? { ticks } : {}), alt };
}
