/**
 * Geometry of a timeline: promised days, forecast band and outcome of each row on one scale of days.
 * Pure. Invariant: every day of every row lies within the drawing; a partial date is as wide as the days that it covers.
 */

export interface Span {
  first: string;
  last: string;
}

export interface TimelineScale {
  from: string;
  to: string;
  /** Place of the beginning of a day. */
  x: (day: string) => number;
  /** Years, or quarters where there are few years; `label` only where there is room. */
  ticks: { x: number; label: string }[];
}

const DAY_MS = 86_400_000;
const days = (day: string): number => Date.parse(day) / DAY_MS;
const LABEL_PX = 44;

/** The days that a partial date covers. */
export function spanOf(when: string): Span {
  const [year, rest] = [when.slice(0, 4), when.slice(5)];
  const month = (m: number): string => String(m).padStart(2, "0");
  const end = (m: number): string => `${year}-${month(m)}-${month(new Date(Date.UTC(Number(year), m, 0)).getUTCDate())}`;
  if (/^\d{4}$/.test(when)) return { first: `${year}-01-01`, last: `${year}-12-31` };
  const quarter = /^Q([1-4])$/.exec(rest);
  if (quarter) return { first: `${year}-${month(Number(quarter[1]) * 3 - 2)}-01`, last: end(Number(quarter[1]) * 3) };
  const half = /^H([12])$/.exec(rest);
  if (half) return { first: `${year}-${month(Number(half[1]) * 6 - 5)}-01`, last: end(Number(half[1]) * 6) };
  if (/^\d{2}$/.test(rest)) return { first: `${year}-${rest}-01`, last: end(Number(rest)) };
  return { first: when.slice(0, 10), last: when.slice(0, 10) };
}

/** One scale for all spans, with some room at both ends. @param width in pixels. */
export function timelineScale(spans: readonly Span[], width: number): TimelineScale {
  const firsts = spans.map((s) => days(s.first));
  const lasts = spans.map((s) => days(s.last) + 1);
  const [least, most] = [Math.min(...firsts), Math.max(...lasts)];
  const margin = Math.max(30, (most - least) * 0.04);
  const [from, to] = [least - margin, most + margin];
  const x = (day: string): number => ((days(day) - from) / (to - from)) * width;
  const text = (n: number): string => new Date(Math.round(n) * DAY_MS).toISOString().slice(0, 10);
  return { from: text(from), to: text(to), x, ticks: ticksOf(text(from), text(to), x, width) };
}

function ticksOf(from: string, to: string, x: (day: string) => number, width: number): TimelineScale["ticks"] {
  const [a, b] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  const quarterly = b - a <= 1 && width / ((b - a + 1) * 4) >= LABEL_PX;
  const every = quarterly ? 1 : Math.max(1, Math.ceil(((b - a + 1) * LABEL_PX) / width));
  const ticks: TimelineScale["ticks"] = [];
  for (let year = a; year <= b + 1; year++) {
    if (!quarterly && (year - a) % every !== 0) continue;
    for (const month of quarterly ? [1, 4, 7, 10] : [1]) {
      const day = `${year}-${String(month).padStart(2, "0")}-01`;
      if (day >= from && day <= to) ticks.push({ x: x(day), label: month === 1 ? String(year) : `Q${(month + 2) / 3}` });
    }
  }
  return ticks;
}
