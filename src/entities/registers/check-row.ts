/**
 * One row of a register: its names and codes, or every reason why it cannot be used.
 * Invariant: a row without a usable name is never taken in; what is merely doubtful is noted and kept as it was written.
 */
import { hasHan, type Problem } from "../../kernel/index.ts";
import { columnLetters } from "../../files/index.ts";
import { flawsOf, normalName, readLei, readStockCode, readUscc } from "../identity/index.ts";
import { organisationsIn } from "./joint-cell.ts";
import { FIELD_LABELS } from "./mapping.ts";
import { NAME_FIELDS, type ColumnUse, type Field, type FlawedRow, type Mapping, type OtherName, type RegisterRow, type RowNote } from "./model.ts";

const CELL_CHARS_MAX = 4_000;
const NAME_CHARS_MAX = 300;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** The columns of a mapping ready for many rows. */
export interface RowReader {
  width: number;
  uses: ColumnUse[];
}

export const rowReader = (mapping: Mapping, header: readonly string[]): RowReader => ({ width: header.length, uses: mapping.columns });

class Flaws {
  readonly list: Problem[] = [];
  readonly row: number;
  constructor(row: number) {
    this.row = row;
  }

  add(code: string, zh: string, en: string, column?: number, hint?: Problem["hint"]): void {
    this.list.push({ code: `registers/${code}`, line: this.row, message: { zh, en }, ...(column === undefined ? {} : { cell: `${columnLetters(column + 1)}${this.row}` }), ...(hint ? { hint } : {}) });
  }
}

/** Reads one row. @param fileNotes whether the files room found something doubtful in it. */
export function checkRow(reader: RowReader, row: number, cells: readonly string[], fileNotes = false): RegisterRow | FlawedRow {
  const flaws = new Flaws(row);
  const notes = new Set<RowNote>(fileNotes ? ["file"] : []);
  const values = new Map<Field, { text: string; column: number }[]>();
  for (const { column, field } of reader.uses) {
    const raw = cells[column] ?? "";
    const text = raw.trim();
    if (text === "" || !cellIsSound(raw, field, column, flaws)) continue;
    values.set(field, [...(values.get(field) ?? []), { text, column }]);
  }
  for (let i = reader.width; i < cells.length; i += 1) {
    if (cells[i]!.trim() === "") continue;
    flaws.add("too-many-cells", `有 ${cells.length} 列，表头只有 ${reader.width} 列`, `the row has ${cells.length} cells, the heading ${reader.width}`, i, { zh: "多半是单元格里有未加引号的分隔符", en: "most likely a separator inside a cell without quotes" });
    break;
  }
  const found = namesIn(values, notes);
  judgeNames(found, cells, reader, flaws);
  if (flaws.list.length > 0) return { row, cells: [...cells], reasons: flaws.list };
  return soundRow(row, cells, found, values, notes);
}

function cellIsSound(raw: string, field: Field, column: number, flaws: Flaws): boolean {
  const label = FIELD_LABELS[field];
  const max = NAME_FIELDS.includes(field) ? NAME_CHARS_MAX : CELL_CHARS_MAX;
  if (raw.length > max) flaws.add("too-long", `“${label.zh}”有 ${raw.length} 个字符，最多 ${max}`, `“${label.en}” has ${raw.length} characters; at most ${max}`, column);
  else if (CONTROL.test(raw)) flaws.add("control-character", `“${label.zh}”含有控制字符`, `“${label.en}” holds a control character`, column, { zh: "请删去看不见的字符", en: "remove the invisible characters" });
  else if (NAME_FIELDS.includes(field) && raw.includes("\uFFFD")) flaws.add("undecodable", `“${label.zh}”中有无法解码的字节`, `“${label.en}” holds bytes that could not be decoded`, column, { zh: "请以 UTF-8 另存原文件", en: "save the original anew as UTF-8" });
  else return true;
  return false;
}

interface FoundNames {
  zh?: string;
  en?: string;
  others: OtherName[];
}

/** Names by their script: an English name in the Chinese column is an English name. */
function namesIn(values: ReadonlyMap<Field, { text: string }[]>, notes: Set<RowNote>): FoundNames {
  const found: FoundNames = { others: [] };
  const put = (text: string, kind: OtherName["kind"] | undefined): void => {
    if (flawsOf(text).includes("mojibake")) notes.add("mojibake");
    if (/^[=+@＝＋＠]|^[-－][^\d\s]/.test(text)) notes.add("formula");
    const slot = hasHan(text) ? "zh" : "en";
    if (kind === undefined && found[slot] === undefined) found[slot] = text;
    else if (found.zh !== text && found.en !== text) found.others.push({ kind: kind ?? "alias", text });
  };
  for (const field of ["name_zh", "name_en", "name"] as const) {
    for (const { text } of values.get(field) ?? []) {
      const [first, ...more] = organisationsIn(text);
      put(first!, undefined);
      if (more.length > 0) notes.add("joint");
      for (const other of more) put(other, "joint");
    }
  }
  for (const kind of ["short_name", "former_name", "alias"] as const) {
    for (const { text } of values.get(kind) ?? []) for (const one of organisationsIn(text)) put(one, kind);
  }
  return found;
}

const letters = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;

function judgeNames(found: FoundNames, cells: readonly string[], reader: RowReader, flaws: Flaws): void {
  const own = [found.zh, found.en, ...found.others.filter((o) => o.kind === "short_name").map((o) => o.text)].filter((n) => n !== undefined);
  const at = reader.uses.find((u) => NAME_FIELDS.includes(u.field))?.column;
  if (own.length === 0) {
    if (flaws.list.length === 0) {
      const blank = cells.every((c) => c.trim() === "");
      flaws.add(blank ? "empty-row" : "no-name", blank ? "空行" : "没有名称", blank ? "the row is empty" : "the row has no name", at);
    }
  } else if (own.every((n) => letters(n) < 2)) {
    flaws.add("short-name", `名称“${own[0]}”只有一个字，无法辨认`, `the name “${own[0]}” has one letter; nothing can be told from it`, at, { zh: "请写全称；若是试填的行，请删去", en: "write the name in full; if it is a row for trial, delete it" });
  }
}

function soundRow(row: number, cells: readonly string[], found: FoundNames, values: ReadonlyMap<Field, { text: string }[]>, notes: Set<RowNote>): RegisterRow {
  const code = (field: Field, read: (text: string) => string | undefined, note: RowNote): string | undefined => {
    const text = values.get(field)?.[0]?.text;
    if (text === undefined) return undefined;
    const sound = read(text);
    if (sound === undefined) notes.add(note);
    return sound;
  };
  const uscc = code("uscc", readUscc, "uscc-invalid");
  const lei = code("lei", readLei, "lei-invalid");
  // Codes of other exchanges have no check that we know: they are kept as written where they look like codes.
  const stock = code("stock_code", (text) => readStockCode(text) ?? (/^(?!\d+$)[0-9A-Z.:-]{1,15}$/.test(text) ? text : undefined), "stock-invalid");
  const [province, city] = [values.get("province")?.[0]?.text, values.get("located_in")?.[0]?.text];
  const place = [...new Set([province, city])].filter(Boolean).join(" ");
  const first = found.zh ?? found.en ?? found.others[0]?.text ?? "";
  return {
    row, cells: [...cells], ...(found.zh === undefined ? {} : { name_zh: found.zh }), ...(found.en === undefined ? {} : { name_en: found.en }), other_names: found.others,
    normal: normalName(first), ...(uscc ? { uscc } : {}), ...(lei ? { lei } : {}), ...(stock ? { stock } : {}), ...(place ? { place } : {}), notes: [...notes],
  };
}
