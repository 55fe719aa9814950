/**
 * What a row of a register says, as claims: its names, codes, place, founding, capital, staff, each with the cell it stands in as quote and place.
 * Invariant: a cell that does not have the form of its property makes no claim and is named; nothing is guessed into shape.
 */
import { columnLetters } from "../../files/index.ts";
import { hasHan, languageOf, newId, parseWhen, type BaseUnit, type Problem } from "../../kernel/index.ts";
import type { ClaimRecord, Ctx } from "../../ledger/index.ts";
import { validateClaimShape, type Ontology } from "../../ontology/index.ts";
import type { Field, Register, RegisterRow } from "./model.ts";

interface Draft {
  property: string;
  value: string | number;
  unit: BaseUnit;
  column: number | undefined;
}

/** One organisation of a row: most rows name one; a joint cell names several, and then its codes belong to none of them for certain. */
export interface RowSubject {
  name_zh?: string;
  name_en?: string;
  alone: boolean;
}

export function subjectsOf(row: RegisterRow): RowSubject[] {
  const joint = row.other_names.filter((o) => o.kind === "joint").map((o) => o.text);
  const own: RowSubject = { ...(row.name_zh ? { name_zh: row.name_zh } : {}), ...(row.name_en ? { name_en: row.name_en } : {}), alone: joint.length === 0 };
  if (joint.length === 0) return [own];
  const [zh, en] = [joint.filter(hasHan), joint.filter((name) => !hasHan(name))];
  const count = Math.max(zh.length, en.length);
  // English names are given to the Chinese ones in order only where there are as many of them.
  const paired = en.length === zh.length || zh.length === 0;
  const first = paired || !own.name_zh ? own : { name_zh: own.name_zh, alone: false };
  return [first, ...Array.from({ length: count }, (_, i): RowSubject => ({ ...(zh[i] ? { name_zh: zh[i] } : {}), ...(en[i] && (paired || !zh[i]) ? { name_en: en[i] } : {}), alone: false }))];
}

/** `2013-01-18`, `20130118`, `2013/1/18`, `2013年1月18日`, or less of it; undefined for anything else. */
export function dayIn(text: string): string | undefined {
  const plain = text.normalize("NFKC").trim();
  const m = /^(\d{4})(?:(\d{2})(\d{2})?)?$/.exec(plain) ?? /^(\d{4})[-/.年](?:(\d{1,2})(?:[-/.月](?:(\d{1,2})日?)?)?)?(?:[ T].*)?$/.exec(plain);
  if (!m) return undefined;
  const when = [m[1], m[2]?.padStart(2, "0"), m[3]?.padStart(2, "0")].filter(Boolean).join("-");
  return parseWhen(when) === undefined ? undefined : when;
}

const OTHER_MONEY = /美元|欧元|日元|港[元币]|英镑|韩元|USD|EUR|JPY|HKD|GBP|KRW|\$|€|£/i;

/** A number with its unit words; the heading's scale counts where the cell names none. */
export function amountIn(text: string, scale = 1): number | undefined {
  const plain = text.normalize("NFKC").replaceAll(/[,\s]/g, "");
  const m = /^(\d+(?:\.\d+)?)(亿|千万|百万|万)?(?:元|人|名|户)?(?:人民币|RMB|CNY)?$/i.exec(plain);
  if (!m) return undefined;
  const words: Record<string, number> = { 亿: 1e8, 千万: 1e7, 百万: 1e6, 万: 1e4 };
  return Number((Number(m[1]) * (m[2] ? words[m[2]]! : scale)).toPrecision(12));
}

/** The drafts of one subject; `placed` are names of places, to be resolved by the caller. */
function draftsOf(register: Register, row: RegisterRow, subject: RowSubject): Draft[] {
  const use = (field: Field) => register.mapping.columns.find((c) => c.field === field);
  const cell = (field: Field): string => (row.cells[use(field)?.column ?? -1] ?? "").trim();
  const drafts: Draft[] = [];
  const columnOf = (text: string): number | undefined => register.mapping.columns.find((c) => (row.cells[c.column] ?? "").replaceAll(/\s+/g, " ").includes(text))?.column;
  for (const name of [subject.name_zh, subject.name_en]) if (name) drafts.push({ property: "name", value: name, unit: "text", column: columnOf(name) });
  if (!subject.alone) return drafts;
  for (const other of row.other_names) drafts.push({ property: other.kind, value: other.text, unit: "text", column: columnOf(other.text) });
  const put = (field: Field, property: string, value: string | number | undefined, unit: BaseUnit): void => {
    if (cell(field) !== "") drafts.push({ property, value: value ?? cell(field), unit, column: use(field)!.column });
  };
  put("uscc", "uscc", row.uscc, "text");
  put("lei", "lei", row.lei, "text");
  put("stock_code", "stock_code", row.stock, "text");
  put(cell("located_in") === "" ? "province" : "located_in", "located_in", undefined, "entity");
  put("address_text", "address_text", undefined, "text");
  put("website", "website", /^https?:/i.test(cell("website")) ? cell("website") : `http://${cell("website")}`, "text");
  put("start_date", "start_date", dayIn(cell("start_date")), "date");
  put("registered_capital", "registered_capital", OTHER_MONEY.test(cell("registered_capital")) ? undefined : amountIn(cell("registered_capital"), use("registered_capital")?.scale), "yuan");
  put("employees", "employees", amountIn(cell("employees")), "count");
  return drafts;
}

/** @param regionOf the entity of a place by its name. @returns the claims, and what made none. */
export async function claimsOfRow(
  ctx: Ctx, ontology: Ontology, register: Register & { source_id: string }, row: RegisterRow, subject: RowSubject & { id: string; type: string }, regionOf: (name: string) => Promise<string>,
): Promise<{ claims: ClaimRecord[]; left_out: Problem[] }> {
  const claims: ClaimRecord[] = [];
  const left_out: Problem[] = [];
  for (const draft of draftsOf(register, row, subject)) {
    const place = draft.column === undefined ? undefined : `${columnLetters(draft.column + 1)}${row.row}`;
    const flaws = validateClaimShape(ontology, { subject_type: subject.type, property: draft.property, value: draft.value, unit: draft.unit, modality: "actual", bound: "eq" });
    if (flaws.length > 0) {
      left_out.push({ ...flaws[0]!, file: register.file_name, line: row.row, ...(place ? { cell: place } : {}) });
      continue;
    }
    const quote = draft.column === undefined ? undefined : row.cells[draft.column]?.trim();
    const value = draft.unit === "entity" ? await regionOf(String(draft.value)) : draft.value;
    claims.push({
      subject_id: subject.id, id: newId(ctx.clock), property: draft.property, value, unit: draft.unit, modality: "actual", bound: "eq",
      ...(register.citation.published ? { stated_on: register.citation.published } : {}), source_id: register.source_id,
      locator: { row: row.row, ...(register.sheet ? { sheet: register.sheet } : {}), ...(place ? { cell: place } : {}) },
      ...(quote ? { quote } : {}), ...(draft.unit === "text" && typeof value === "string" ? { lang: languageOf(value) } : {}), visibility: register.visibility, entered: "accepted",
    });
  }
  return { claims, left_out };
}
