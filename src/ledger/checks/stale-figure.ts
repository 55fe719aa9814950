/**
 * Stale figures: a figure older than its series. Two kinds, both notes:
 * a source that still gives the old figure though a newer one had been published at least a year before; and one exact, odd figure told again a year later.
 */
import type { Cell, SubjectGroup } from "./cell.ts";
import { type Finding, finding } from "./model.ts";
import { type Reading, periodOf } from "./reading.ts";
import { FLOWS } from "./same-fact.ts";
import { label, stated, titled } from "./words.ts";

const YEAR_DAYS = 365;
/** A repeat counts as one from this many days on; twelve months less a month of slack. */
const REPEAT_DAYS_MIN = 335;
/** Counts that move with the seasons of a cluster; areas, storeys and the like rightly stay. */
const MOVING: ReadonlySet<string> = new Set(["firms_count", "employees", "patents", "output_value", "revenue", "exhibitors", "visitors", "projects_count", "contract_value"]);

export function staleFigure(group: SubjectGroup): Finding[] {
  const series = new Map<string, Cell[]>();
  for (const cell of group.cells.values()) {
    if (cell.modality !== "actual" || !cell.period || !MOVING.has(cell.property)) continue;
    const key = `${cell.property}\n${cell.scope}\n${cell.unit}\n${cell.currency}`;
    const list = series.get(key);
    if (list) list.push(cell);
    else series.set(key, [cell]);
  }
  const findings: Finding[] = [];
  for (const cells of series.values()) {
    if (cells.length < 2) continue;
    const ordered = cells.toSorted((a, b) => a.period!.last - b.period!.last);
    findings.push(...repeated(group.subject, ordered), ...outOfDate(group.subject, ordered));
  }
  return findings;
}

/** The same three or more significant digits (four for money of a year), exactly, for two times a year or more apart. */
function repeated(subject: string, cells: Cell[]): Finding[] {
  const firstSaid = new Map<number, Reading>();
  const findings: Finding[] = [];
  for (const cell of cells) {
    for (const reading of cell.readings) {
      const { value, bound } = reading.claim;
      if (bound !== "eq" || typeof value !== "number" || significantDigits(value) < (FLOWS.has(cell.property) ? 4 : 3)) continue;
      const first = firstSaid.get(value);
      if (!first) firstSaid.set(value, reading);
      else if (reading.period!.last - first.period!.last >= REPEAT_DAYS_MIN && reading.claim.source_id !== first.claim.source_id) {
        findings.push(told(subject, first, reading));
        firstSaid.set(value, reading);
      }
    }
  }
  return findings;
}

/** Digits between the first and the last that is not zero. */
export function significantDigits(value: number): number {
  return String(Math.abs(value)).replace(/e.*$/, "").replace(".", "").replace(/^0+/, "").replace(/0+$/, "").length;
}

function told(subject: string, first: Reading, again: Reading): Finding {
  const name = titled(first.claim);
  const [a, b] = [stated(first.claim), stated(again.claim)];
  return finding("stale-figure", "note", subject, [first.claim, again.claim],
    label(`${name.zh}：${a.zh}与${b.zh}完全相同，后者可能是沿用的旧数`, `${name.en}: ${a.en} and ${b.en} are exactly the same; the later one may be the old figure carried over`),
    label("向来源核实后一时点的数字", "Ask the source for the figure at the later time"));
}

/** Told as the newest a year or more after a newer one was out. */
function outOfDate(subject: string, cells: Cell[]): Finding[] {
  const readings = cells.flatMap((cell) => cell.readings);
  const latestBySource = new Map<string, number>();
  for (const { claim, period } of readings) latestBySource.set(claim.source_id, Math.max(latestBySource.get(claim.source_id) ?? -Infinity, period!.last));
  let earliestSaid: { of: Reading; said: number } | undefined;
  const findings: Finding[] = [];
  for (const cell of cells.toReversed()) {
    for (const reading of cell.readings) {
      const said = periodOf(reading.claim.stated_on)?.first;
      if (said === undefined || !earliestSaid) continue;
      const older = earliestSaid.of.period!.last - reading.period!.last >= YEAR_DAYS;
      const known = said - earliestSaid.said >= YEAR_DAYS;
      if (older && known && latestBySource.get(reading.claim.source_id) === reading.period!.last) findings.push(outdated(subject, reading, earliestSaid.of));
    }
    for (const reading of cell.readings) {
      const said = periodOf(reading.claim.stated_on)?.last;
      if (said !== undefined && (!earliestSaid || said < earliestSaid.said)) earliestSaid = { of: reading, said };
    }
  }
  return findings;
}

function outdated(subject: string, old: Reading, newer: Reading): Finding {
  const name = titled(old.claim);
  const [a, b] = [stated(old.claim), stated(newer.claim)];
  return finding("stale-figure", "note", subject, [old.claim, newer.claim],
    label(`${name.zh}：${old.claim.stated_on ?? ""} 仍用 ${a.zh}，而 ${newer.claim.stated_on ?? ""} 已公布 ${b.zh}`, `${name.en}: ${old.claim.stated_on ?? ""} still gives ${a.en}, though ${b.en} was out on ${newer.claim.stated_on ?? ""}`),
    label("引用时改用较新的数字", "Quote the newer figure"));
}
