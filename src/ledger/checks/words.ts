/**
 * Figures as people write them, in both languages, for the one line of arithmetic of a finding.
 * Invariant: a figure in words keeps its bound and at least four significant digits; days are written in the habit of each language.
 */
import { whenWords, type Bound, type Interval, type Label } from "../../kernel/index.ts";
import type { CheckClaim } from "./model.ts";

const PLAIN = new Intl.NumberFormat("en-US", { maximumFractionDigits: 6 });
const trim = (n: number, digits = 6): string => PLAIN.format(Number(n.toPrecision(digits)));

/** A value with its unit, in both languages. */
export function figure(value: number, unit: string, currency?: string): { zh: string; en: string } {
  const size = Math.abs(value);
  if (unit === "ratio") return { zh: `${trim(value * 100, 5)}%`, en: `${trim(value * 100, 5)} %` };
  if (unit === "m2") return { zh: size >= 1e6 ? `${trim(value / 1e4)} 万平方米` : `${trim(value)} 平方米`, en: `${trim(value)} m²` };
  const money = unit === "yuan" || unit === "currency";
  const [zhUnit, enUnit] = unit === "yuan" ? [" 元", " yuan"] : unit === "currency" ? [` ${currency ?? ""}`, ` ${currency ?? ""}`] : ["", ""];
  const zh = size >= 1e8 ? `${trim(value / 1e8)} 亿${zhUnit.trim()}` : size >= 1e4 && money ? `${trim(value / 1e4)} 万${zhUnit.trim()}` : `${trim(value)}${zhUnit}`;
  const en = size >= 1e9 ? `${trim(value / 1e9)} bn${enUnit}` : size >= 1e6 && money ? `${trim(value / 1e6)} m${enUnit}` : `${trim(value)}${enUnit}`;
  return { zh, en };
}

const BOUND_ZH: Readonly<Record<Bound, string>> = { eq: "", approx: "约 ", gt: "超过 ", ge: "不少于 ", lt: "不足 ", le: "至多 " };
const BOUND_EN: Readonly<Record<Bound, string>> = { eq: "", approx: "about ", gt: "over ", ge: "at least ", lt: "under ", le: "at most " };

/** The same of days. */
const DAY_BOUND_ZH: Readonly<Record<Bound, string>> = { eq: "", approx: "约", gt: "晚于", ge: "不早于", lt: "早于", le: "不晚于" };
const DAY_BOUND_EN: Readonly<Record<Bound, string>> = { eq: "", approx: "about ", gt: "after ", ge: "not before ", lt: "before ", le: "by " };

/** What a claim states: "over 90 bn yuan (2024)", "by December 2023". */
export function stated(claim: CheckClaim): { zh: string; en: string } {
  const when = claim.when ? { zh: `（${whenWords(claim.when, "zh")}）`, en: ` (${whenWords(claim.when, "en")})` } : { zh: "", en: "" };
  if (typeof claim.value !== "number") {
    const value = String(claim.value);
    return { zh: `${DAY_BOUND_ZH[claim.bound]}${whenWords(value, "zh")}${when.zh}`, en: `${DAY_BOUND_EN[claim.bound]}${whenWords(value, "en")}${when.en}` };
  }
  const words = figure(claim.value, claim.unit, claim.currency);
  return { zh: `${BOUND_ZH[claim.bound]}${words.zh}${when.zh}`, en: `${BOUND_EN[claim.bound]}${words.en}${when.en}` };
}

/** What a claim allows: "[74.5 bn, 75.5 bn] yuan", open sides in words. */
export function range(interval: Interval, unit: string, currency?: string): { zh: string; en: string } {
  const [lo, hi] = [figure(interval.lo, unit, currency), figure(interval.hi, unit, currency)];
  if (!Number.isFinite(interval.lo)) return { zh: `至多 ${hi.zh}`, en: `at most ${hi.en}` };
  if (!Number.isFinite(interval.hi)) return { zh: `至少 ${lo.zh}`, en: `at least ${lo.en}` };
  return lo.en === hi.en ? lo : { zh: `${lo.zh}至 ${hi.zh}`, en: `${lo.en} to ${hi.en}` };
}

/** The subject's name in both languages, whichever there is. */
export function named(claim: CheckClaim): { zh: string; en: string } {
  const { zh, en } = claim.subject_label;
  return { zh: zh || en || claim.subject, en: en || zh || claim.subject };
}

/** The figure itself: whose, what, and how narrowed. */
export function titled(claim: CheckClaim): { zh: string; en: string } {
  const name = named(claim);
  const [zh, en] = [claim.property_label?.zh ?? claim.property, claim.property_label?.en ?? claim.property];
  return { zh: `${name.zh} ${zh}${claim.qualifier ? `（${claim.qualifier}）` : ""}`, en: `${name.en}, ${en}${claim.qualifier ? ` (${claim.qualifier})` : ""}` };
}

export const label = (zh: string, en: string): Label => ({ zh, en });
