/**
 * Same fact told differently: statements of one figure for one period that no single value can satisfy.
 * Tolerance is what each statement allows: "nearly 700" and 670 agree, "600+" and 670 agree, 780 and 670 do not.
 * Plans and targets may be revised, so they are held against each other only where the same source says both on the same day.
 */
import { type Cell, type SubjectGroup, conflictingPair } from "./cell.ts";
import { type Finding, finding } from "./model.ts";
import type { Reading } from "./reading.ts";
import { slipFactor } from "./unit-slip.ts";
import { label, stated, titled } from "./words.ts";

/** Longest period, in days, in which a count of what stands at a moment may be taken as one moment. */
const MOMENT_DAYS_MAX = 31;
/** Figures that add up over a period; the others hold at a moment within it. */
export const FLOWS: ReadonlySet<string> = new Set(["output_value", "revenue", "contract_value", "profit", "exports", "tax_paid", "rd_spending", "growth_rate", "market_share"]);
/** Figures of an edition, which has them once. */
const ONCE_TYPES: ReadonlySet<string> = new Set(["Expo", "Event"]);

export function sameFact(group: SubjectGroup): Finding[] {
  const findings: Finding[] = [];
  for (const cell of group.cells.values()) {
    if (cell.readings.length < 2 || cell.agrees) continue;
    for (const readings of comparable(cell)) {
      const pair = conflictingPair(readings);
      if (!pair || slipFactor(pair[0], pair[1]) !== undefined) continue;
      findings.push(told(group.subject, cell, pair));
    }
  }
  return findings;
}

/** Sets of statements that speak of one value. */
function comparable(cell: Cell): Reading[][] {
  const dated = cell.unit === "date";
  if (cell.modality !== "actual") {
    const bySaying = Map.groupBy(cell.readings, (reading) => `${reading.claim.source_id}\n${reading.claim.stated_on ?? ""}`);
    // A range ("8 to 10") is one saying; a list of stages ("short term", "phase") differs by qualifier and is another cell.
    return [...bySaying.values()].filter((readings) => readings.length > 1);
  }
  if (dated) return [cell.readings];
  // Without a period the figures may be of different years: only one source's own undated figures are held together.
  if (!cell.period) return [...Map.groupBy(cell.readings, (reading) => `${reading.claim.source_id}\n${reading.claim.stated_on ?? ""}`).values()];
  return [cell.readings];
}

/** Figures of which a place or a firm may have several in one period, each of something else. */
const SEVERAL: ReadonlySet<string> = new Set(["contract_value", "investment", "other_count"]);
/** Where much begins and is completed: dates of it are of different things more often than not. */
const WIDE_TYPES: ReadonlySet<string> = new Set(["Region", "Zone", "Cluster"]);

function told(subject: string, cell: Cell, [a, b]: [Reading, Reading]): Finding {
  const name = titled(a.claim);
  const [x, y] = [stated(a.claim), stated(b.claim)];
  const type = a.claim.subject_type;
  const moment = cell.period !== undefined && cell.period.last - cell.period.first < MOMENT_DAYS_MAX;
  const loose = cell.unit === "date" ? WIDE_TYPES.has(type) : !ONCE_TYPES.has(type) && (SEVERAL.has(cell.property) || (!FLOWS.has(cell.property) && !moment));
  // One page that gives two figures more often speaks of two things than contradicts itself.
  const one_page = a.claim.source_id === b.claim.source_id && cell.unit !== "date";
  const severity = loose || cell.modality !== "actual" ? "note" : a.claim.bound === "approx" || b.claim.bound === "approx" || one_page ? "warning" : "error";
  return finding("same-fact", severity, subject, [a.claim, b.claim],
    label(`${name.zh}：同一数字有两种说法，${x.zh}与${y.zh}，按各自的取整和限定也不能相等`, `${name.en}: one figure told two ways, ${x.en} and ${y.en}; no rounding or bound lets both be true`),
    one_page
      ? label("同一来源给出两个数字：多半口径不同，请补上限定语；否则查明哪一个有误", "One source gives both: probably two scopes, add the qualifier; otherwise find which is wrong")
      : label("查明哪一条可信，或两者口径是否不同", "Find which one to trust, or whether their definitions differ"));
}
