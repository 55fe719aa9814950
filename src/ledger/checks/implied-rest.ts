/**
 * What a year-to-date figure and the year's figure, each with its growth rate, say of the months between: their level and their growth.
 * If the same months a year earlier would have had to be negative, the four cannot all be true. If the rest certainly moved against both
 * stated rates, they can, but an analyst wants to know: a note.
 */
import { type Cell, type SubjectGroup } from "./cell.ts";
import { type Finding, finding } from "./model.ts";
import { growthMeaning } from "./scope.ts";
import { figure, label, range, stated, titled } from "./words.ts";

const SUMMED = ["output_value", "revenue", "exports", "tax_paid"] as const;
/** Both stated rates, and the rest's, must be at least this far from standing still to speak of opposite ways. */
const TURN_MIN = 0.05;

interface Stretch {
  level: Cell;
  rate: Cell;
}

export function impliedRest(group: SubjectGroup): Finding[] {
  const rates = group.of("growth_rate").filter((cell) => cell.modality === "actual" && cell.period !== undefined && cell.agrees);
  if (rates.length < 2) return [];
  const findings: Finding[] = [];
  for (const property of SUMMED) {
    const stretches = group.of(property).filter((cell) => cell.modality === "actual" && cell.period !== undefined && cell.agrees && bounded(cell)).flatMap((level) => {
      const rate = rates.find((cell) => cell.period!.key === level.period!.key && bounded(cell) && speaksOf(cell, level));
      return rate ? [{ level, rate }] : [];
    });
    const taken = new Set<string>();
    for (const year of stretches.filter((one) => isYear(one.level))) {
      for (const part of stretches.filter((one) => startsYear(one.level, year.level) && one.level.scope === year.level.scope && one.level.currency === year.level.currency)) {
        const key = `${part.level.period!.key} ${part.level.scope}`;
        if (taken.has(key)) continue;
        taken.add(key);
        const found = compare(group.subject, year, part);
        if (found) findings.push(found);
      }
    }
  }
  return findings;
}

const bounded = (cell: Cell): boolean => Number.isFinite(cell.interval.lo) && Number.isFinite(cell.interval.hi);

function speaksOf(rate: Cell, level: Cell): boolean {
  const meaning = growthMeaning(rate.readings[0]!.claim.qualifier, 0);
  return meaning.kind === "yearly" && meaning.series.some((series) => series.property === level.property && series.scope === level.scope);
}

function isYear({ period }: Cell): boolean {
  const [first, last] = period!.key.split("..") as [string, string];
  return first.endsWith("-01-01") && last.endsWith("-12-31") && first.slice(0, 4) === last.slice(0, 4);
}

const startsYear = (part: Cell, year: Cell): boolean => part.period!.first === year.period!.first && part.period!.last < year.period!.last;

/** Level and growth of the rest over all corners of the four intervals (each enters monotonically). */
function compare(subject: string, year: Stretch, part: Stretch): Finding | undefined {
  let [before_hi, now_lo, now_hi, growth_lo, growth_hi] = [-Infinity, Infinity, -Infinity, Infinity, -Infinity];
  const ends = (cell: Cell): number[] => [cell.interval.lo, cell.interval.hi];
  for (const whole of ends(year.level)) for (const done of ends(part.level)) for (const whole_rate of ends(year.rate)) for (const done_rate of ends(part.rate)) {
    const now = whole - done;
    const before = whole / (1 + whole_rate) - done / (1 + done_rate);
    before_hi = Math.max(before_hi, before);
    [now_lo, now_hi] = [Math.min(now_lo, now), Math.max(now_hi, now)];
    const growth = before > 0 ? now / before - 1 : Infinity;
    [growth_lo, growth_hi] = [Math.min(growth_lo, growth), Math.max(growth_hi, growth)];
  }
  const claims = [part.level.low.claim, part.rate.low.claim, year.level.low.claim, year.rate.low.claim];
  const [a, ra, b, rb] = claims.map(stated) as { zh: string; en: string }[] as [{ zh: string; en: string }, { zh: string; en: string }, { zh: string; en: string }, { zh: string; en: string }];
  const name = titled(claims[2]!);
  const start = { zh: `${name.zh}：${a.zh}增长 ${ra.zh}，全年 ${b.zh}增长 ${rb.zh}`, en: `${name.en}: ${a.en}, up ${ra.en}; the year ${b.en}, up ${rb.en}` };
  if (before_hi < 0) {
    const [zh, en] = [figure(before_hi, year.level.unit).zh, figure(before_hi, year.level.unit).en];
    return finding("implied-rest", "error", subject, claims, label(`${start.zh}；上年其余月份将至多为 ${zh}`, `${start.en}; the rest of the year before would be at most ${en}`), RESOLVE);
  }
  const rising = part.rate.interval.lo >= TURN_MIN && year.rate.interval.lo >= TURN_MIN && growth_hi <= -TURN_MIN;
  const falling = part.rate.interval.hi <= -TURN_MIN && year.rate.interval.hi <= -TURN_MIN && growth_lo >= TURN_MIN && Number.isFinite(growth_lo);
  if (!rising && !falling) return undefined;
  const rest = range({ lo: now_lo, hi: now_hi, loOpen: false, hiOpen: false }, year.level.unit, year.level.currency);
  const rate = range({ lo: growth_lo, hi: growth_hi, loOpen: false, hiOpen: false }, "ratio");
  return finding("implied-rest", "note", subject, claims,
    label(`${start.zh}；其余月份为 ${rest.zh}，同比 ${rate.zh}`, `${start.en}; the remaining months come to ${rest.en}, a change of ${rate.en}`), RESOLVE);
}

const RESOLVE = label("查明全年数与累计数是否同一口径，或全年数是否经过核减", "Find whether both are on one definition, or whether the year's figure was revised down");
