/**
 * Promises whose date has passed without an outcome: a planned start, topping out or completion, or a target's year, with nothing said of what happened.
 * The latest promise counts; the finding names every version of it, oldest first.
 */
import type { Cell, SubjectGroup } from "./cell.ts";
import { type Finding, finding } from "./model.ts";
import { type Reading, periodOf } from "./reading.ts";
import { label, named, stated, titled } from "./words.ts";

/** Which actual claim settles which promise; a later milestone settles an earlier one. */
const BUILT = ["completion_date", "delivered_date", "tenants_in_date", "production_date", "full_capacity_date"] as const;
const OUTCOMES: Readonly<Record<string, readonly string[]>> = {
  site_chosen_date: ["site_chosen_date", "start_date", "capped_date", "enclosed_date", ...BUILT],
  approved_date: ["approved_date", "start_date", "capped_date", "enclosed_date", ...BUILT],
  start_date: ["start_date", "capped_date", "enclosed_date", ...BUILT],
  capped_date: ["capped_date", "enclosed_date", ...BUILT],
  enclosed_date: ["enclosed_date", ...BUILT],
  fitted_out_date: ["fitted_out_date", "delivered_date", "tenants_in_date", "production_date", "full_capacity_date"],
  expected_completion: BUILT,
  completion_date: BUILT,
  delivered_date: ["delivered_date", "tenants_in_date", "production_date", "full_capacity_date"],
  tenants_in_date: ["tenants_in_date", "production_date", "full_capacity_date"],
  production_date: ["production_date", "full_capacity_date"],
  full_capacity_date: ["full_capacity_date"],
};
const DATE_WORDS: Readonly<Record<string, { zh: string; en: string }>> = {
  start_date: { zh: "开始", en: "start" }, capped_date: { zh: "封顶", en: "topping out" },
  expected_completion: { zh: "完成", en: "completion" }, completion_date: { zh: "完成", en: "completion" }, site_chosen_date: { zh: "选址", en: "the choice of a site" },
  approved_date: { zh: "批准", en: "approval" }, enclosed_date: { zh: "封闭", en: "enclosure" }, fitted_out_date: { zh: "装修完成", en: "fitting out" },
  delivered_date: { zh: "交付", en: "delivery" }, tenants_in_date: { zh: "入驻", en: "moving in" }, production_date: { zh: "投产", en: "production" }, full_capacity_date: { zh: "达产", en: "full capacity" },
};

/** A promise without an outcome so far. After its last day it is a finding, whose words count the days; what is promised does not depend on the day. */
export interface OpenPromise {
  /** The last day, as a day number, on which it could still be kept. */
  due: number;
  /** @param now the day number that it is held against, after `due`. */
  told(now: number): Finding;
}

/** Every promise of a subject that nothing on record has settled, due or not. */
export function openPromises(group: SubjectGroup): OpenPromise[] {
  return [...datePromises(group), ...figurePromises(group)];
}

/** Those that have passed by a day. */
export const passedBy = (promises: readonly OpenPromise[], now: number): Finding[] => promises.filter((one) => one.due < now).map((one) => one.told(now));

/** Made apart from the group, so that what is kept of a promise is its statements and not all that was read of its subject. */
const datePromise = (subject: string, property: string, readings: Reading[], latest: Reading, due: number): OpenPromise => ({ due, told: (now) => passed(subject, property, readings, latest, now) });
const figurePromise = (found: Finding, due: number): OpenPromise => ({ due, told: () => found });

function datePromises(group: SubjectGroup): OpenPromise[] {
  const open: OpenPromise[] = [];
  for (const [property, settling] of Object.entries(OUTCOMES)) {
    const cells = group.of(property);
    const promises = cells.filter((cell) => cell.modality !== "actual" && cell.unit === "date");
    if (promises.length === 0) continue;
    const settled = settling.some((outcome) => group.of(outcome).some((cell) => cell.modality === "actual"));
    if (settled || tookPlace(group, promises)) continue;
    const readings = promises.flatMap((cell) => cell.readings).toSorted(bySaid);
    const latest = readings.reduce((last, reading) => (dueDay(reading) > dueDay(last) ? reading : last));
    const due = dueDay(latest);
    if (Number.isFinite(due)) open.push(datePromise(group.subject, property, readings, latest, due));
  }
  return open;
}

/** An expo or event of which anything is told for its days or later has taken place, whether or not a page says when it opened or closed. */
function tookPlace(group: SubjectGroup, promises: Cell[]): boolean {
  if (!["Expo", "Event"].includes(group.claims[0]!.subject_type)) return false;
  const due = Math.min(...promises.flatMap((cell) => cell.readings.map((reading) => Math.max(reading.interval.lo, -1e9))));
  return group.readings.some((reading) => reading.claim.modality === "actual" && reading.claim.unit !== "date" && reading.period !== undefined && reading.period.last >= due);
}

/** The last day on which the promise could still be kept. "Not before" is no promise of an end. */
function dueDay(reading: Reading): number {
  return Number.isFinite(reading.interval.hi) ? reading.interval.hi : Infinity;
}

const saidDay = (reading: Reading): number => periodOf(reading.claim.stated_on)?.last ?? -Infinity;
const bySaid = (a: Reading, b: Reading): number => (saidDay(a) === saidDay(b) ? 0 : saidDay(a) - saidDay(b));

function passed(subject: string, property: string, readings: Reading[], latest: Reading, now: number): Finding {
  const name = named(latest.claim);
  const due = stated(latest.claim);
  const late = now - dueDay(latest);
  const words = DATE_WORDS[property]!;
  const said = readings.length > 1 ? { zh: `（先后承诺 ${readings.length} 次）`, en: ` (promised ${readings.length} times)` } : { zh: "", en: "" };
  return finding("planned-passed", "warning", subject, readings.map((reading) => reading.claim),
    label(`${name.zh}：原定${words.zh}日期为${due.zh}${said.zh}，已过 ${late} 天，未见结果`, `${name.en}: ${words.en} was due ${due.en}${said.en}, ${late} days ago, and no outcome is on record`),
    label("补记实际完成的日期，或新的承诺日期", "Record when it really happened, or the new promised date"));
}

/** Targets and plans for a period that has ended, with no actual figure for it. */
function figurePromises(group: SubjectGroup): OpenPromise[] {
  const open: OpenPromise[] = [];
  const seen = new Set<string>();
  for (const cell of group.cells.values()) {
    if (cell.modality === "actual" || cell.unit === "date" || !cell.period || cell.property === "growth_rate") continue;
    // A planned figure dated by the day it was said ("total investment 48 bn", 2019) describes the plan; only a later term is a promise.
    if (cell.modality === "planned" && !cell.readings.some((reading) => saidDay(reading) < cell.period!.first)) continue;
    const key = `${cell.property}\n${cell.scope}\n${cell.unit}\n${cell.currency}\n${cell.period.key}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (group.of(cell.property).some((other) => answers(other, cell))) continue;
    const found = unanswered(group.subject, cell);
    open.push(figurePromise(found, cell.period.last));
  }
  return open;
}

/** An actual figure for the period, or for a moment within it or later, answers the promise. */
function answers(actual: Cell, promise: Cell): boolean {
  return actual.modality === "actual" && actual.unit === promise.unit && scopesMeet(actual.scope, promise.scope) && actual.period !== undefined && actual.period.last >= promise.period!.first;
}

/** "Jilin-1 satellites in orbit" is answered by "satellites in orbit": one scope within the other is enough not to say that nothing is on record. */
const scopesMeet = (a: string, b: string): boolean => a.includes(b) || b.includes(a);

function unanswered(subject: string, cell: Cell): Finding {
  const reading = cell.readings[0]!;
  const [name, due] = [titled(reading.claim), stated(reading.claim)];
  const kind = cell.modality === "target" ? { zh: "目标", en: "target" } : cell.modality === "planned" ? { zh: "计划", en: "plan" } : { zh: "预测", en: "forecast" };
  return finding("planned-passed", "note", subject, cell.readings.map((one) => one.claim),
    label(`${name.zh}：${kind.zh} ${due.zh} 期限已过，未见实际数字`, `${name.en}: the ${kind.en} ${due.en} is past its term and no actual figure is on record`),
    label("补记该期的实际数字", "Record the actual figure for that period"));
}
