/** `link A B`: rows of two lists that are one organisation, one decided link a line. Invariant: lines in order of A, best first. */
import { linkList, type LinkRow } from "../../entities/identity/index.ts";
import { csvCell } from "./dedupe-command.ts";
import { EXIT } from "../command.ts";
import { progressOn, stoppable, type IdentityIo } from "./io.ts";
import { askedColumns, contextColumns, guessNames, idsOf, readSheet, splitJoint, unknownColumn, type Sheet } from "./sheet.ts";

export interface LinkArguments {
  a: string;
  b: string;
  /** Header names; each sheet uses those it has. */
  name?: string[];
  /** Columns to compare besides names: `city`, or `city:town` where the headers differ. */
  context?: string[];
  format?: "jsonl" | "csv";
  /** Print pairs for review too. */
  all?: boolean;
  /** With `all`: candidates a row, best first. */
  top?: number;
  many?: boolean;
  threshold?: number;
}

function nameColumns(sheet: Sheet, other: Sheet, asked: string[] | undefined): number[] {
  let columns = asked ? askedColumns(sheet, asked) : guessNames(sheet);
  // A column named for the other sheet alone leaves this one to be guessed.
  if (asked && columns.length === 0 && askedColumns(other, asked).length > 0) columns = guessNames(sheet);
  if (columns.length === 0) throw unknownColumn(asked ?? [], [sheet, other]);
  return columns;
}

/** `a` and `b` are data-row numbers from 1. Returns the exit code. */
export async function runLink(args: LinkArguments, io: IdentityIo): Promise<number> {
  const a = await readSheet(args.a, io), b = await readSheet(args.b, io);
  const namesA = nameColumns(a, b, args.name), namesB = nameColumns(b, a, args.name);
  const { found: context, missing } = contextColumns(a, b, args.context);
  for (const spec of missing) io.err.write(`context ${spec}: not in both lists, left out\n`);
  io.err.write(`names: ${namesA.map((i) => a.columns[i]).join(", ")} against ${namesB.map((i) => b.columns[i]).join(", ")}; context: ${context.map((c) => c.name).join(", ") || "none"}; rows: ${a.rows.length} and ${b.rows.length}\n`);
  const idsA = idsOf(a), idsB = idsOf(b);
  const rowsA: LinkRow[] = a.rows.map((r, i) => ({ names: namesA.flatMap((c) => splitJoint(r[c] ?? "")), ids: idsA(i), context: context.map((c) => r[c.a] ?? "") }));
  const rowsB: LinkRow[] = b.rows.map((r, i) => ({ names: namesB.flatMap((c) => splitJoint(r[c] ?? "")), ids: idsB(i), context: context.map((c) => r[c.b] ?? "") }));
  const tell = progressOn(io);
  const links = await stoppable(io, async () => await linkList(rowsA, rowsB, {
    progress: (done, of) => tell(`${done} of ${of} names compared`), ...(io.signal ? { signal: io.signal } : {}),
    contextNames: context.map((c) => c.name), assume: args.many ? "many-to-one" : "one-to-one", all: args.all === true,
    ...(args.top === undefined ? {} : { top: args.top }), ...(args.threshold === undefined ? {} : { thresholds: { link: args.threshold, review: Math.min(0.2, args.threshold) } }),
  }));
  if (links === undefined) return EXIT.stopped;
  // A ranking was asked for: every candidate is shown, undecided ones as pairs for review.
  const shown = links.filter((l) => l.decision === "link" || (args.all && (args.top !== undefined || l.decision === "review")));
  if (args.format === "csv") io.out.write("a,b,score,decision,name_a,name_b\n");
  for (const l of shown) {
    const decision = l.decision === "link" ? "link" : "review";
    if (args.format === "csv") io.out.write(`${l.a + 1},${l.b + 1},${l.score},${decision},${csvCell(rowsA[l.a]!.names[0] ?? "")},${csvCell(rowsB[l.b]!.names[0] ?? "")}\n`);
    else io.out.write(`${JSON.stringify({ a: l.a + 1, b: l.b + 1, score: l.score, decision, rank: l.rank, weight: l.weight, ...(l.veto ? { veto: l.veto } : {}), features: l.features })}\n`);
  }
  io.err.write(`${links.filter((l) => l.decision === "link").length} links\n`);
  return 0;
}
