/**
 * Growth identity: level = earlier level × (1 + stated rate), over one year or, for a compound rate, over a span.
 * A finding only where no readings of the three (rounding, bounds) satisfy it; it names the statements that set the ends. A rate that does not say
 * what grew is broken only where it fits none of the series that it may speak of.
 */
import { type Cell, type SubjectGroup, canBeEqual, times } from "./cell.ts";
import type { Interval } from "../../kernel/index.ts";
import { type CheckClaim, type Finding, finding } from "./model.ts";
import type { Period } from "./reading.ts";
import { growthMeaning } from "./scope.ts";
import { figure, label, range, stated, titled } from "./words.ts";

export function growthIdentity(group: SubjectGroup): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const rate of group.of("growth_rate")) {
    if (!rate.period || rate.unit !== "ratio") continue;
    const span = spanYears(rate.period);
    const meaning = growthMeaning(rate.readings[0]!.claim.qualifier, span);
    if (meaning.kind === "unclear") continue;
    const periods = meaning.kind === "yearly" ? { now: rate.period.key, before: yearEarlier(rate.period.key) } : spanEnds(rate.period.key);
    const years = meaning.kind === "compound" ? span : 1;
    const tried = [...levels(group, rate, meaning.series, periods)].map((pair) => broken(group.subject, rate, pair, years));
    const found = tried.every((one) => one !== undefined) ? tried[0] : undefined;
    // The same rate told twice, with and without a word of scope, is one disagreement.
    const key = found && `${found.claims[0]} ${found.claims[1]} ${rate.interval.lo} ${rate.interval.hi}`;
    if (found && key && !seen.has(key)) {
      seen.add(key);
      findings.push(found);
    }
  }
  return findings;
}

/** Whole calendar years between the first and the last year of a period of whole years. */
function spanYears({ key }: Period): number {
  const [first, last] = key.split("..") as [string, string];
  return first.endsWith("-01-01") && last.endsWith("-12-31") ? Number(last.slice(0, 4)) - Number(first.slice(0, 4)) : 0;
}

function yearEarlier(key: string): string {
  const [first, last] = key.split("..") as [string, string];
  const back = (day: string): string => {
    const year = Number(day.slice(0, 4)) - 1;
    const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    const rest = day.slice(4);
    // The last day of February stays the last day of February.
    if (rest === "-02-29") return `${pad(year)}-02-28`;
    return `${pad(year)}${rest === "-02-28" && leap && day === last ? "-02-29" : rest}`;
  };
  return `${back(first)}..${back(last)}`;
}

function spanEnds(key: string): { now: string; before: string } {
  const [first, last] = key.split("..") as [string, string];
  const year = (day: string): string => `${day.slice(0, 4)}-01-01..${day.slice(0, 4)}-12-31`;
  return { now: year(last), before: year(first) };
}

const pad = (year: number): string => String(year).padStart(4, "0");

interface Linked {
  now: Cell;
  before: Cell;
  /** Whether rate and levels are of one scope by their words, and not only the subject's one series. */
  same_scope: boolean;
}

/** Pairs of level cells that the rate may link, likeliest series first. */
function* levels(group: SubjectGroup, rate: Cell, series: { property: string; scope: string }[], periods: { now: string; before: string }): Generator<Linked> {
  for (const { property, scope } of series) {
    const cells = group.of(property);
    const scopes = new Set(cells.map((cell) => cell.scope));
    // A rate without scope speaks of the subject's only series, whatever that one is called.
    const wanted = scope === "" && !scopes.has("") && scopes.size === 1 ? [...scopes][0]! : scope;
    const fitting = cells.filter((cell) => cell.scope === wanted && cell.unit !== "date" && cell.unit !== "ratio");
    for (const now of fitting) {
      if (now.period?.key !== periods.now || now.modality !== rate.modality) continue;
      const before = fitting.filter((cell) => cell.period?.key === periods.before && cell.unit === now.unit && cell.currency === now.currency);
      for (const earlier of before) if (earlier.modality === "actual" || earlier.modality === rate.modality) yield { now, before: earlier, same_scope: wanted === scope };
    }
  }
}

function broken(subject: string, rate: Cell, { now, before, same_scope }: Linked, years: number): Finding | undefined {
  if (before.interval.lo <= 0 || rate.interval.hi <= -1) return undefined;
  // What is counted does not fall below nothing.
  const factor: Interval = { ...rate.interval, lo: (1 + Math.max(rate.interval.lo, -1)) ** years, hi: (1 + rate.interval.hi) ** years };
  const implied = times(before.interval, factor);
  if (canBeEqual(implied, now.interval)) return undefined;
  const above = now.interval.lo > implied.hi;
  const claims: CheckClaim[] = above ? [before.high.claim, now.low.claim, rate.high.claim] : [before.low.claim, now.high.claim, rate.low.claim];
  const [b, n, g] = claims.map(stated) as [{ zh: string; en: string }, { zh: string; en: string }, { zh: string; en: string }];
  const name = titled(now.readings[0]!.claim);
  const expected = range(implied, now.unit, now.currency);
  const levelsGive = impliedRate(now, before, years);
  const each = years > 1 ? { zh: `每年，${years} 年`, en: ` a year for ${years} years` } : { zh: "", en: "" };
  return finding("growth-identity", same_scope ? "error" : "warning", subject, claims,
    label(`${name.zh}：${b.zh}按增长 ${g.zh}${each.zh}应为 ${expected.zh}，而所述为 ${n.zh}；两个水平之间的增速为 ${levelsGive.zh}`,
      `${name.en}: ${b.en} growing ${g.en}${each.en} gives ${expected.en}, but ${n.en} is stated; the two levels give ${levelsGive.en}`),
    label("查明哪个数字属于别的口径（范围、可比价格、修订后的基数），或改正其中之一", "Find which figure is on another definition (scope, constant prices, a revised base), or correct one"));
}

/** The rate that the two levels give, as a range. */
function impliedRate(now: Cell, before: Cell, years: number): { zh: string; en: string } {
  const lo = (Math.max(now.interval.lo, 0) / before.interval.hi) ** (1 / years) - 1;
  const hi = (now.interval.hi / before.interval.lo) ** (1 / years) - 1;
  if (!Number.isFinite(hi)) {
    const least = figure(lo, "ratio");
    return { zh: `至少 ${least.zh}`, en: `at least ${least.en}` };
  }
  return range({ lo: Number(lo.toPrecision(4)), hi: Number(hi.toPrecision(4)), loOpen: false, hiOpen: false }, "ratio");
}
