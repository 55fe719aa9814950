/**
 * From targets to the lines of a bullet chart, and to the course of one target over the years.
 * Pure. Invariant: what is drawn as reached is the claim of the outcome, else of the last actual figure with its own year; a forecast names its interval.
 */
import { whenRange, whenWords } from "../../kernel/index.ts";
import type { Claim } from "../../ledger/index.ts";
import type { SeriesPoint, TargetRow } from "../../targets/index.ts";
import type { Run } from "../model.ts";
import { howOf, say, standing, type Named, type Scribe } from "../scribe.ts";
import type { Bullet, BulletRow, Point, Trend } from "./definition.ts";
import { slotsFor, ticksFor } from "./make-trend.ts";

type Told = Scribe<Named>;

function nameOf(scribe: Told, row: TargetRow, claim: Claim): Run[] {
  const scope = row.scope === "" ? [] : scribe.of(say`（${scribe.qualifier(claim)}）`, say` (${scribe.qualifier(claim)})`);
  const what = row.property === "other_count" && row.scope !== "" ? [scribe.qualifier(claim)] : [scribe.property(row.property), ...scope];
  return [scribe.name(row.subject.id), { text: scribe.of(" ", ", ") }, ...what];
}

function actualPoint(scribe: Told, point: SeriesPoint): Point | undefined {
  const claim = standing(scribe, [point.fact.best]);
  if (!claim || typeof claim.value !== "number") return undefined;
  return { at: { ...scribe.period(claim), text: String(point.year) }, value: claim.value, label: scribe.claim(claim), modality: "actual", bound: claim.bound, rivals: point.fact.rivals.filter((r) => typeof r.value === "number" && standing(scribe, [r])).map((r) => ({ value: r.value as number, label: scribe.claim(r) })) };
}

/** The claim that speaks for the target: the newest of those that say its figure with its bound. */
const speakerOf = (scribe: Told, { target }: TargetRow): Claim | undefined => standing(scribe, target.claims.filter((c) => c.value === target.value && c.bound === target.bound)) ?? standing(scribe, target.claims);

function targetPoint(scribe: Told, row: TargetRow): Point | undefined {
  const claim = speakerOf(scribe, row);
  if (!claim || typeof claim.value !== "number") return undefined;
  return { at: { ...scribe.period(claim), text: row.due ? whenRange(row.due).last.slice(0, 4) : "" }, value: claim.value, label: scribe.claim(claim), modality: "target", bound: claim.bound };
}

/** Years of the forecast with median and four-in-five interval, resting on the actual figures. */
function forecastPoints(scribe: Told, row: TargetRow): Point[] {
  const { forecast } = row;
  const rests = row.actuals.map((p) => p.fact.best).filter((c) => standing(scribe, [c]));
  if (forecast?.status !== "forecast" || rests.length === 0) return [];
  const method = howOf(forecast.method, scribe.lang);
  return forecast.fan.map(({ year, p10, p50, p90 }) => ({
    at: scribe.setting("axis", String(year)), value: p50, low: p10, high: p90, modality: "forecast", bound: "approx",
    label: scribe.derived({ value: Number(p50.toPrecision(3)), unit: row.unit as Claim["unit"], property: row.property, bound: "approx", ...(row.currency ? { currency: row.currency } : {}) }, rests, method, "forecast"),
  }));
}

function bulletRow(scribe: Told, row: TargetRow): BulletRow | undefined {
  const target = targetPoint(scribe, row);
  const claim = speakerOf(scribe, row);
  if (!target || !claim || target.value <= 0) return undefined;
  const reached = row.outcome ?? row.last;
  const actual = reached && actualPoint(scribe, reached);
  const base = row.base && row.base !== reached ? actualPoint(scribe, row.base) : undefined;
  const term = row.due ? { text: whenWords(row.due, scribe.lang), basis: { kind: "period" as const, claims: [claim.id] } } : undefined;
  const forecast = row.outcome || !row.due ? undefined : forecastPoints(scribe, row).find((p) => p.at.text === target.at.text);
  return { name: nameOf(scribe, row, claim), target, ...(term ? { term } : {}), ...(actual ? { actual } : {}), ...(base ? { base } : {}), ...(forecast ? { forecast } : {}) };
}

/** Targets against what is reached of them. Nothing where no target has anything to be held against. */
export function bulletOf(scribe: Told, rows: readonly TargetRow[], alt = scribe.of("目标与已达到的数", "Targets and what is reached of them")): Bullet | undefined {
  const drawn = rows.flatMap((row) => bulletRow(scribe, row) ?? []).filter((row) => row.actual);
  return drawn.length === 0 ? undefined : { kind: "bullet", rows: drawn, alt };
}

/** One target over the years: what was reached, the way that it needs, what may be expected, the target at its term. */
export function courseOf(scribe: Told, row: TargetRow): Trend | undefined {
  const target = targetPoint(scribe, row);
  if (!target || row.actuals.length === 0) return undefined;
  const byYear = new Map(row.actuals.map((p) => [p.year, p]));
  const points = [...[...byYear.values()].flatMap((p) => actualPoint(scribe, p) ?? []), ...forecastPoints(scribe, row), ...(target.at.text ? [target] : [])].toSorted((a, b) => (a.at.text < b.at.text ? -1 : a.at.text > b.at.text ? 1 : 0));
  if (points.length < 2) return undefined;
  const ticks = ticksFor(scribe, points, points.map((p) => Math.min(p.high ?? 0, target.value * 2)));
  const { text } = scribe.property(row.property);
  return { kind: "trend", unit: text, points, slots: slotsFor(scribe, points), ...(ticks ? { ticks } : {}), ...(row.required_path.length > 1 ? { way: row.required_path.map((w) => ({ at: String(w.year), value: w.value })) } : {}), alt: scribe.of(`${scribe.name(row.subject.id).text}${text}：目标与历年`, `${text} of ${scribe.name(row.subject.id).text}: target and years`) };
}
