/**
 * When will it really be delivered: P50 and P80 dates and the chance of each announced date, from a reference class of past promises.
 * Invariant: a forecast never names a day before today, never a chance for a day gone by, and is refused, with the reason, where too few cases speak.
 * Method: reference-class forecasting (Flyvbjerg 2006), conditioned on the delay already seen.
 */
import { type Label, type When, whenRange } from "../../kernel/index.ts";
import { chanceWithin, conditionOn, type SlipDistribution, slipQuantile } from "./distribution.ts";
import type { PastSlip, PromiseKind } from "./reference-class.ts";
import { referenceClass } from "./reference-class.ts";
import { dayText, readDay } from "./slip-table.ts";

/** Fewest past cases (own and bundled) behind a forecast. */
export const CLASS_CASES_MIN = 20;
/** Fewest of them that were at least as late as this project already is. */
export const CASES_AS_LATE_MIN = 8;
/** Fewest cases that what is left must rest on, as if they weighed the same; else the forecast would be one or two projects' story. */
const SPEAKERS_MIN = 4;

/** One version of the promise: the date and the day it was given. */
export interface Announcement {
  announced: When;
  said_on?: When;
}

export interface DeliveryQuestion {
  kind: PromiseKind;
  /** Every version of the promise, in any order. */
  announcements: Announcement[];
  /** Start of the work, where known. */
  started?: When;
  today: string;
  /** Days to give the chance for, beside the announced ones. */
  by?: string[];
}

export interface DeliveryForecast {
  status: "forecast";
  p50: string;
  p80: string;
  /** Chance that each announced date is kept, oldest promise first. */
  chances: { announced: When; chance: number }[];
  /** Chance that it comes by each day asked for. */
  by: { day: string; chance: number }[];
  /** Days from the first announced date to the latest one. */
  moved_days: number;
  /** Days that the latest announced date has already passed by; 0 when it is ahead. */
  overdue_days: number;
  own_cases: number;
  bundled_cases: number;
  /** Cases at least as late as this one is. */
  cases_as_late: number;
  basis: Label;
}

export interface DeliveryRefusal {
  status: "refused";
  reason: "no-announcement" | "too-few-cases" | "later-than-the-record";
  words: Label;
}

/** Forecasts one delivery. `own` are the record's ended promises, `bundled` the public class behind them. */
export function forecastDelivery(question: DeliveryQuestion, own: PastSlip[], bundled: PastSlip[]): DeliveryForecast | DeliveryRefusal {
  const said = [...question.announcements].sort(bySaid);
  const latest = said.at(-1);
  if (!latest) return refuse("no-announcement", "没有宣布过的日期，无从预测。", "No date was ever announced, so there is nothing to forecast from.");
  const today = readDay(question.today)!;
  const promised = lastDay(latest.announced);
  const from = question.started ?? latest.said_on;
  const lead_days = from === undefined ? undefined : promised - readDay(whenRange(from).first)!;
  const group = referenceClass(question.kind, own, bundled, lead_days !== undefined && lead_days >= 30 ? lead_days : undefined);
  const cases = (group?.own_cases ?? 0) + (group?.bundled_cases ?? 0);
  if (!group || cases < CLASS_CASES_MIN) {
    return refuse("too-few-cases", `同类已完成项目只有 ${cases} 个，至少需要 ${CLASS_CASES_MIN} 个。`, `Only ${cases} ended projects of this class; at least ${CLASS_CASES_MIN} are needed.`);
  }
  const elapsed = today - promised;
  const left = conditionOn(group.distribution, { after: elapsed - 1 });
  const as_late = group.slip_days.filter((days) => days >= elapsed).length;
  if (!left || as_late < CASES_AS_LATE_MIN || speakers(left, group.slip_days) < SPEAKERS_MIN) {
    return as_late < CASES_AS_LATE_MIN
      ? refuse("later-than-the-record", `只有 ${as_late} 个同类项目拖延达到 ${elapsed} 天，至少需要 ${CASES_AS_LATE_MIN} 个。`, `Only ${as_late} projects of this class were ever ${elapsed} days late; at least ${CASES_AS_LATE_MIN} are needed.`)
      : refuse("later-than-the-record", `拖延达到 ${elapsed} 天的同类项目中，少数几个就占去大半的可能性，无从预测。`, `Of the projects of this class that were ever ${elapsed} days late, very few carry most of the chance: no forecast rests on so few.`);
  }
  return {
    status: "forecast",
    p50: dayText(promised + slipQuantile(left, 0.5)),
    p80: dayText(promised + slipQuantile(left, 0.8)),
    chances: said.map(({ announced }) => ({ announced, chance: lastDay(announced) < today ? 0 : chanceWithin(left, lastDay(announced) - promised) })),
    by: (question.by ?? []).map((day) => ({ day, chance: day < question.today ? 0 : chanceWithin(left, readDay(day)! - promised) })),
    moved_days: promised - lastDay(said[0]!.announced),
    overdue_days: Math.max(0, elapsed),
    own_cases: group.own_cases,
    bundled_cases: group.bundled_cases,
    cases_as_late: as_late,
    basis: basis(group.own_cases, group.bundled_cases, group.scaled),
  };
}

/** How many equally weighted cases would say as much (Kish 1965); cases that slipped alike share their chance. */
function speakers(left: SlipDistribution, slips: Float64Array): number {
  const alike = new Map<number, number>();
  for (const days of slips) alike.set(days, (alike.get(days) ?? 0) + 1);
  let squares = 0;
  left.days.forEach((day, k) => { squares += left.chance[k]! ** 2 / (alike.get(day) ?? 1); });
  return squares === 0 ? 0 : 1 / squares;
}

const lastDay = (when: When): number => readDay(whenRange(when).last)!;
/** Oldest promise first; one without a day counts as older, then the earlier date. */
function bySaid(a: Announcement, b: Announcement): number {
  const day = (one: Announcement): number => (one.said_on === undefined ? -1e9 : lastDay(one.said_on));
  return day(a) - day(b) || lastDay(a.announced) - lastDay(b.announced);
}

function refuse(reason: DeliveryRefusal["reason"], zh: string, en: string): DeliveryRefusal {
  return { status: "refused", reason, words: { zh, en } };
}

function basis(own: number, bundled: number, scaled: boolean): Label {
  return {
    zh: `依据：本记录 ${own} 个已结束的同类承诺，以及纽约市学校建设 ${bundled} 个阶段${scaled ? "，按承诺工期折算" : ""}。`,
    en: `Basis: ${own} ended promises of this kind in the record and ${bundled} phases of New York City school construction${scaled ? ", scaled by promised duration" : ""}.`,
  };
}
