/**
 * Qualifiers in both languages, where somebody has said what they are called in the other: a claim keeps the words of its source.
 * Invariant: this only ever serves to show; no claim is matched or grouped by it.
 */
import { existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { Label } from "../kernel/index.ts";

const FILE = new URL("../../data/reference/judgements/qualifiers.csv", import.meta.url);
let words: ReadonlyMap<string, Label> | undefined;

/** The qualifier's words in both languages; undefined where only the source's own are known. */
export function qualifierWords(qualifier: string): Label | undefined {
  if (!words) {
    const rows = existsSync(FILE) ? (parse(readFileSync(FILE, "utf8"), { columns: true, bom: true, skip_empty_lines: true }) as Record<string, string>[]) : [];
    words = new Map(rows.filter((r) => r["zh"] && r["en"]).map((r) => [r["qualifier"]!, { zh: r["zh"]!, en: r["en"]! }]));
  }
  return words.get(qualifier);
}
