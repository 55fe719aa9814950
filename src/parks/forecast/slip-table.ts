/**
 * Reads a table of project phases (planned end, actual end, what was known at the start) into slip records.
 * Invariant: a record carries an actual end only where the table has a real date; codes such as PNS, DOER or FTK are never dates, and
 * nothing that became known after the start (status, spending, final estimate) is kept.
 */
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import type { Problem } from "../../kernel/index.ts";

/** One phase of one project. Days are whole civil days since 1970-01-01 (UTC). */
export interface SlipRecord {
  /** Row number in the file, header = 1. */
  line: number;
  /** Rows of one project share it (building | description | funding numbers). */
  project: string;
  building: string;
  district: string;
  type: string;
  phase: string;
  description: string;
  /** Budget in the table's currency; undefined where not a number. */
  budget: number | undefined;
  /** How many funding numbers the project carries. */
  fundings: number;
  start_day: number | undefined;
  planned_day: number;
  /** Undefined: not finished when the table was made. */
  actual_day: number | undefined;
}

export interface SlipTable {
  records: SlipRecord[];
  rows: number;
  problems: Problem[];
}

const COLUMNS = {
  district: "Project Geographic District",
  building: "Project Building Identifier",
  type: "Project Type",
  description: "Project Description",
  phase: "Project Phase Name",
  start: "Project Phase Actual Start Date",
  planned: "Project Phase Planned End Date",
  actual: "Project Phase Actual End Date",
  budget: "Project Budget Amount",
  fundings: "DSF Number(s)",
} as const;

const REQUIRED = [COLUMNS.planned, COLUMNS.actual, COLUMNS.phase] as const;
const DAY_MS = 86_400_000;

/** Days since 1970-01-01 of "M/D/YYYY" or "YYYY-MM-DD"; undefined for anything else (codes, blanks, 2/30/2023). */
export function readDay(text: string | undefined): number | undefined {
  const value = (text ?? "").trim();
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: 0?0:00(?::00)?| 12:00:00 AM)?$/.exec(value);
  const iso = us ? null : /^(\d{4})-(\d{2})-(\d{2})(?:T00:00:00(?:\.0+)?Z?)?$/.exec(value);
  if (!us && !iso) return undefined;
  const [year, month, day] = us ? [Number(us[3]), Number(us[1]), Number(us[2])] : [Number(iso![1]), Number(iso![2]), Number(iso![3])];
  const time = Date.UTC(year, month - 1, day);
  const back = new Date(time);
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day) return undefined;
  return time / DAY_MS;
}

/** "YYYY-MM-DD" of a day number. */
export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Reads CSV (plain or gzip) bytes. Rows without a planned end are left out (nothing was promised); odd cells are listed. */
export function readSlipTable(bytes: Uint8Array, file: string): SlipTable {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  const rows: Record<string, string>[] = parse(Buffer.from(plain), { columns: (head: string[]) => head.map((name) => name.trim()), bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true });
  const problems: Problem[] = [];
  const first = rows[0];
  if (first) {
    for (const column of REQUIRED) {
      if (!(column in first)) {
        problems.push({ code: "column-missing", file, column, message: { en: `The table has no column "${column}".`, zh: `表中没有“${column}”列。` } });
      }
    }
  }
  if (problems.length > 0) return { records: [], rows: rows.length, problems };
  const records: SlipRecord[] = [];
  rows.forEach((row, index) => {
    const record = slipRecord(row, index + 2);
    if (record) records.push(record);
  });
  return { records, rows: rows.length, problems };
}

function slipRecord(row: Record<string, string>, line: number): SlipRecord | undefined {
  const cell = (column: string): string => (row[column] ?? "").trim();
  const planned_day = readDay(cell(COLUMNS.planned));
  if (planned_day === undefined) return undefined;
  const budget = Number(cell(COLUMNS.budget).replace(/[$,]/g, "") || "NaN");
  const fundings = cell(COLUMNS.fundings);
  return {
    line,
    project: `${cell(COLUMNS.building)}|${cell(COLUMNS.description)}|${fundings}`,
    building: cell(COLUMNS.building),
    district: cell(COLUMNS.district),
    type: cell(COLUMNS.type),
    phase: cell(COLUMNS.phase),
    description: cell(COLUMNS.description),
    budget: Number.isFinite(budget) ? budget : undefined,
    fundings: fundings === "" ? 0 : fundings.split(",").length,
    start_day: readDay(cell(COLUMNS.start)),
    planned_day,
    actual_day: readDay(cell(COLUMNS.actual)),
  };
}
