/** `dedupe FILE`: rows of one list that are one organisation, one cluster a line. Invariant: the same file prints the same lines. */
import { dedupeList, type DedupeStage } from "../../entities/identity/index.ts";
import { EXIT } from "../command.ts";
import { progressOn, stoppable, type IdentityIo } from "./io.ts";
import { askedColumns, guessNames, idsOf, readSheet, splitJoint, unknownColumn } from "./sheet.ts";

export interface DedupeArguments {
  file: string;
  /** Header names; the first is the row's own name. */
  name?: string[];
  format?: "jsonl" | "csv";
  /** Print rows that stand alone too. */
  all?: boolean;
  threshold?: number;
}

/** What is told while a long list is worked on. */
const STAGES: Record<DedupeStage, (n: number) => string> = {
  read: (n) => `${n} rows read`, grouped: (n) => `${n} rows grouped by normal form`, parsed: (n) => `${n} names taken apart`,
  blocked: (n) => `${n} pairs drawn by blocking`, compared: (n) => `${n} pairs compared in full`,
};

/** Rows here count from 1, the header not counted. Returns the exit code. */
export async function runDedupe(args: DedupeArguments, io: IdentityIo): Promise<number> {
  const sheet = await readSheet(args.file, io);
  const columns = args.name ? askedColumns(sheet, args.name) : guessNames(sheet);
  if (columns.length === 0) throw unknownColumn(args.name ?? [], [sheet]);
  io.err.write(`names: ${columns.map((i) => sheet.columns[i]).join(", ")}; rows: ${sheet.rows.length}\n`);
  const tell = progressOn(io);
  const result = await stoppable(io, async () => await dedupeList({
    count: sheet.rows.length,
    names: (row) => columns.flatMap((i) => splitJoint(sheet.rows[row]![i] ?? "")),
    ids: idsOf(sheet),
  }, { progress: (stage, done) => tell(STAGES[stage](done)), ...(io.signal ? { signal: io.signal } : {}), ...(args.threshold === undefined ? {} : { threshold: args.threshold }) }));
  if (result === undefined) return EXIT.stopped;
  const shown = args.all ? result.clusters : result.merged;
  if (args.format === "csv") io.out.write("cluster,row,name,score\n");
  shown.forEach((c, at) => {
    if (args.format === "csv") { for (const row of c.rows) io.out.write(`${at + 1},${row + 1},${csvCell(c.name)},${c.score}\n`); return; }
    const reasons = c.reasons.map((r) => ({ ...r, a: r.a + 1, b: r.b + 1 }));
    io.out.write(`${JSON.stringify({ rows: c.rows.map((r) => r + 1), name: c.name, score: c.score, reasons })}\n`);
  });
  for (const r of result.rejected.slice(0, 50)) io.err.write(`row ${r.row + 1}: not compared (${r.reason})\n`);
  if (result.rejected.length > 50) io.err.write(`… and ${result.rejected.length - 50} more rows not compared\n`);
  io.err.write(`${shown.length} clusters, ${result.compared} pairs compared, ${result.refused.length} merges refused\n`);
  return 0;
}

/** A CSV cell; one that a spreadsheet would run as a formula is made plain text. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
