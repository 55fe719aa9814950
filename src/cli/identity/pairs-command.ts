/** `pairs FILE`: score given pairs of names, one a line. Invariant: one line out for every row in, in order. */
import { comparePair, type NameKind } from "../../entities/identity/index.ts";
import { csvCell } from "./dedupe-command.ts";
import type { IdentityIo } from "./io.ts";
import { findColumn, guessNames, readSheet, unknownColumn } from "./sheet.ts";

export interface PairsArguments {
  file: string;
  left?: string;
  right?: string;
  /** "person" or "organisation" for all rows, or a column that says which; read from the names where not given. */
  kind?: string;
  format?: "jsonl" | "csv";
  threshold?: number;
}

const PERSON = /person|people|individual|个人|自然人|人名/i, ORGANISATION = /company|organi[sz]ation|legal|firm|entity|vessel|企业|公司|机构/i;

function kindOf(text: string | undefined): NameKind {
  if (text === undefined) return "auto";
  return PERSON.test(text) ? "person" : ORGANISATION.test(text) ? "organisation" : "auto";
}

/** Returns the exit code. */
export async function runPairs(args: PairsArguments, io: IdentityIo): Promise<number> {
  const sheet = await readSheet(args.file, io);
  const guessed = guessNames(sheet);
  const left = args.left === undefined ? guessed[0] ?? -1 : findColumn(sheet, args.left);
  const right = args.right === undefined ? guessed[1] ?? -1 : findColumn(sheet, args.right);
  if (left < 0 || right < 0) throw unknownColumn([args.left ?? "left", args.right ?? "right"], [sheet]);
  const kindColumn = args.kind === undefined ? sheet.columns.findIndex((c) => /^(?:schema|kind|entity_?type|类型)$/i.test(c)) : findColumn(sheet, args.kind);
  const fixed = kindColumn < 0 ? kindOf(args.kind) : "auto";
  const threshold = args.threshold ?? 0.5;
  if (args.format === "csv") io.out.write("row,score,match,left,right\n");
  sheet.rows.forEach((row, i) => {
    const a = row[left] ?? "", b = row[right] ?? "";
    const kind = kindColumn >= 0 ? kindOf(row[kindColumn]) : fixed;
    const c = comparePair(a, b, { kind, thresholds: { link: threshold, review: Math.min(0.2, threshold) } });
    const score = Math.round(c.score * 1e4) / 1e4, match = c.decision === "link";
    if (args.format === "csv") io.out.write(`${i + 1},${score},${match},${csvCell(a)},${csvCell(b)}\n`);
    else io.out.write(`${JSON.stringify({ row: i + 1, score, match, weight: c.weight, ...(c.veto ? { veto: c.veto } : {}), features: c.features })}\n`);
  });
  return 0;
}
