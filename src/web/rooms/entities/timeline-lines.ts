/** Where the day of asking and the turns of years stand between the lines of a timeline, newest first. Pure. Invariant: no line is left out, and their order stays. */
import type { TimelineItem } from "../../../server/api-types.ts";

export type TimelineLine = { item: TimelineItem } | { year: string } | { today: string };

/** The last day of a partial date or period, as far as it can be compared with a day. */
export function lastDay(when: string): string {
  const to = when.split("/").at(-1) ?? "";
  const day = to === "" || to === ".." ? (when.split("/")[0] ?? "") : to;
  const part = /^(\d{4})-(Q[1-4]|H[12])$/.exec(day);
  if (part) return `${part[1]}-${{ Q1: "03", Q2: "06", Q3: "09", Q4: "12", H1: "06", H2: "12" }[part[2]!]}-31`;
  if (/^\d{4}$/.test(day)) return `${day}-12-31`;
  return /^\d{4}-\d{2}$/.test(day) ? `${day}-31` : day.slice(0, 10);
}

export function linesOf(items: readonly TimelineItem[], today: string): TimelineLine[] {
  const lines: TimelineLine[] = [];
  let year = "";
  let ahead = items.some((item) => lastDay(item.when) > today);
  for (const item of items) {
    const day = lastDay(item.when);
    if (ahead && day <= today) {
      lines.push({ today });
      ahead = false;
    }
    if (day.slice(0, 4) !== year) {
      year = day.slice(0, 4);
      lines.push({ year });
    }
    lines.push({ item });
  }
  return lines;
}
