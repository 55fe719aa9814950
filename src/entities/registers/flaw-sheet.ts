/**
 * The rows that could not be used, as the same sheet with a column of reasons in front: to be mended and given again.
 * Invariant: cells are as they were in the file, save that nothing in the sheet can run when a spreadsheet opens it.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../../db/index.ts";
import { neutral, writeCsv, writeXlsx } from "../../files/index.ts";
import { inLang, type Lang } from "../../kernel/index.ts";
import { flawsAfter, registerBy } from "./store.ts";

const PAGE = 5_000;
/** A workbook holds no more rows; the CSV form has no such bound. */
const XLSX_ROWS_MAX = 200_000;

const WORDS = { zh: { row: "原行号", why: "不能用的原因" }, en: { row: "Row in the file", why: "Why it cannot be used" } } as const;

/** @returns the sheet as bytes. CSV opens with a byte order mark, so that spreadsheets read it as UTF-8. */
export async function flawSheet(db: Kysely<Schema>, register_id: string, form: "xlsx" | "csv", lang: Lang): Promise<Uint8Array> {
  const register = await registerBy(db, register_id);
  const columns = [{ key: "why", header: WORDS[lang].why, width: 40 }, { key: "row", header: WORDS[lang].row }, ...register.header.map((header, i) => ({ key: `c${i}`, header: header || String(i + 1) }))];
  const rows: Record<string, string>[] = [];
  let width = register.header.length;
  for (let after = -1; form === "csv" || rows.length < XLSX_ROWS_MAX;) {
    const page = await flawsAfter(db, register_id, after, PAGE);
    if (page.length === 0) break;
    for (const flaw of page) {
      width = Math.max(width, flaw.cells.length);
      const why = flaw.reasons.map((r) => `${r.cell ? `${r.cell}: ` : ""}${inLang(r.message, lang)}${r.hint ? `（${inLang(r.hint, lang)}）` : ""}`).join(lang === "zh" ? "；" : "; ");
      // Control characters would be refused by the workbook, and are what some of the reasons are about: they are shown as signs.
      rows.push({ why, row: String(flaw.row), ...Object.fromEntries(flaw.cells.map((cell, i) => [`c${i}`, visible(cell)])) });
    }
    after = page.at(-1)!.row;
  }
  for (let i = register.header.length; i < width; i += 1) columns.push({ key: `c${i}`, header: "" });
  if (form === "csv") return new TextEncoder().encode(writeCsv(columns, rows, { bom: true }));
  const sheet = rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, text]) => [key, key === "why" || key === "row" ? text : neutral(text)])));
  return await writeXlsx([{ name: lang === "zh" ? "不能用的行" : "Unusable rows", columns, rows: sheet }]);
}

/** Control characters as the signs that stand for them (U+2400 …), so that they can be seen and deleted. */
const visible = (cell: string): string => cell.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0))).replaceAll("\u007f", "\u2421");
