/**
 * Adopting rows into the record: an entity where there is none, and the row's words as claims whose source is the register.
 * Invariant: a row is adopted whole or not at all; taking it back withdraws its claims and leaves everything readable in the history.
 */
import { type Kysely, type Transaction } from "kysely";
import type { Database, Schema } from "../../db/index.ts";
import { AppError, newId, type Problem } from "../../kernel/index.ts";
import { decideIn, entityBy, inTransaction, recordIn, type ChangeSetRecord, type Ctx, type Entry } from "../../ledger/index.ts";
import type { Ontology } from "../../ontology/index.ts";
import { EntityDesk, labelOf } from "../desk.ts";
import { readUscc, type MatchFeature } from "../identity/index.ts";
import type { Register, RegisterRow } from "./model.ts";
import { claimsOfRow, subjectsOf, type RowSubject } from "./row-claims.ts";
import { registerBy, rowsByNumber } from "./store.ts";

type Tx = Transaction<Schema>;

/** Rows of one call: more would be one change set of a hundred thousand claims. */
export const ADOPT_ROWS_MAX = 2_000;

export interface Adopted {
  row: number;
  entity_id: string;
  /** Entered by this adoption. */
  is_new: boolean;
  claims: number;
}

export interface Adoption {
  change: ChangeSetRecord;
  adopted: Adopted[];
  /** Rows that had been adopted before; nothing was written for them. */
  before: { row: number; entity_id: string }[];
  /** Cells that make no claim, each with why. */
  left_out: Problem[];
}

export interface AdoptOptions {
  /** The entity that the one row is; else it is found by code or exact name, else entered as new. */
  entity_id?: string;
  entity_type?: string;
  note?: string;
  score?: number;
  features?: MatchFeature[];
}

/** The type that an organisation's own name tells: research and teaching bodies are no firms. */
export function typeOfName(name: string, usual: string): string {
  if (usual !== "Firm") return usual;
  if (/(?:公司|集团|厂)(?:[（(].*[)）])?$/u.test(name)) return "Firm";
  return /(?:大学|学院|研究院|研究所|科学院|协会|学会|联盟)$/u.test(name) || /\b(?:universit(?:y|é|ät)|institute|academy|association|society)\b/i.test(name) && !/\b(?:ltd|inc|corp|gmbh|llc|co)\b/i.test(name) ? "Institute" : "Firm";
}

/** The entity that carries this code in an accepted claim. */
async function entityByCode(db: Kysely<Schema> | Tx, property: "uscc" | "lei", code: string | undefined): Promise<string | undefined> {
  if (code === undefined) return undefined;
  const row = await db.selectFrom("claim").innerJoin("entity", "entity.id", "claim.subject_id").select("entity.canonical_id")
    .where("claim.property", "=", property).where("claim.value_text", "=", code).where("claim.status", "=", "accepted").orderBy("claim.change_seq").limit(1).executeTakeFirst();
  return row?.canonical_id;
}

/** @throws AppError `registers/code-conflict`: two different valid codes never belong to one firm. */
async function refuseOtherCode(tx: Tx, entity_id: string, row: RegisterRow): Promise<void> {
  if (row.uscc === undefined) return;
  const codes = await tx.selectFrom("claim").innerJoin("entity", "entity.id", "claim.subject_id").select("claim.value_text")
    .where("entity.canonical_id", "=", entity_id).where("claim.property", "=", "uscc").where("claim.status", "=", "accepted").execute();
  const other = codes.map((c) => readUscc(c.value_text ?? "")).find((code) => code !== undefined && code !== row.uscc);
  if (other !== undefined) {
    throw new AppError("registers/code-conflict", { row: row.row, entity_id, row_uscc: row.uscc, entity_uscc: other }, {
      status: 409, zh: `第 ${row.row} 行的统一社会信用代码 ${row.uscc} 与条目的 ${other} 不同，不是同一机构`, en: `row ${row.row} has the credit code ${row.uscc}, the entity ${other}: these are two organisations`,
      hint: { zh: "若是条目的代码有误，请先更正它", en: "if the entity's code is wrong, correct that first" },
    });
  }
}

/** Rows adopted and not taken back, with their entities. */
export async function standingAdoptions(db: Kysely<Schema> | Tx, register_id: string, rows: readonly number[]): Promise<Map<number, { entity_id: string; id: string; change_id: string | null }[]>> {
  const found = new Map<number, { entity_id: string; id: string; change_id: string | null }[]>();
  if (rows.length === 0) return found;
  const said = await db.selectFrom("register_judgement").select(["row", "entity_id", "id", "verdict", "change_id"]).where("register_id", "=", register_id).where("row", "in", [...rows]).orderBy("id").execute();
  const last = new Map(said.map((s) => [`${s.row} ${s.entity_id}`, s]));
  for (const s of last.values()) if (s.verdict === "same") found.set(s.row, [...(found.get(s.row) ?? []), s]);
  return found;
}

async function subjectIdOf(tx: Tx, desk: EntityDesk, row: RegisterRow, subject: RowSubject, type: string, wanted: string | undefined): Promise<string> {
  if (wanted !== undefined) return wanted;
  if (subject.alone) {
    const byCode = (await entityByCode(tx, "uscc", row.uscc)) ?? (await entityByCode(tx, "lei", row.lei));
    if (byCode !== undefined) return byCode;
  }
  const label = subject.name_zh || subject.name_en ? { ...(subject.name_zh ? { zh: subject.name_zh } : {}), ...(subject.name_en ? { en: subject.name_en } : {}) } : labelOf(row.other_names[0]?.text ?? "");
  for (const name of [label.zh, label.en]) {
    const known = name === undefined ? undefined : await desk.find(name, type);
    if (known === undefined) continue;
    // A name alone does not outweigh a code that says otherwise.
    const conflict = await refuseOtherCode(tx, known, row).then(() => false, () => true);
    if (!conflict) return known;
    return await desk.enter(label, type);
  }
  return await desk.resolve(label, type);
}

/**
 * Adopts rows of a complete register in one change set.
 * @throws AppError `registers/no-row`, `registers/not-ready`, `registers/too-many-rows`, `registers/one-row`, `registers/code-conflict`, `registers/already-adopted`.
 */
export async function adoptRows(database: Database, ctx: Ctx, ontology: Ontology, register_id: string, numbers: readonly number[], options: AdoptOptions = {}): Promise<Adoption> {
  const wanted = [...new Set(numbers)];
  if (wanted.length === 0 || wanted.length > ADOPT_ROWS_MAX) throw new AppError("registers/too-many-rows", { rows: wanted.length, max: ADOPT_ROWS_MAX }, { zh: `一次采用 1 至 ${ADOPT_ROWS_MAX} 行`, en: `adopt 1 to ${ADOPT_ROWS_MAX} rows at a time` });
  if (options.entity_id !== undefined && wanted.length > 1) throw new AppError("registers/one-row", {}, { zh: "指定条目时一次只能采用一行", en: "one row at a time where the entity is given" });
  const register = await readyRegister(database.writer, register_id);
  return await inTransaction(database.writer, async (tx) => await adoptIn(tx, ctx, ontology, register, wanted, options));
}

async function readyRegister(db: Kysely<Schema>, id: string): Promise<Register & { source_id: string }> {
  const register = await registerBy(db, id);
  if (register.state !== "complete" || register.source_id === undefined) throw new AppError("registers/not-ready", { id }, { status: 409, zh: "名册尚未导入完成", en: "the register is not complete yet" });
  return { ...register, source_id: register.source_id };
}

async function adoptIn(tx: Tx, ctx: Ctx, ontology: Ontology, register: Register & { source_id: string }, numbers: readonly number[], options: AdoptOptions): Promise<Adoption> {
  const rows = await rowsByNumber(tx, register.id, numbers);
  const standing = await standingAdoptions(tx, register.id, numbers);
  const wanted = options.entity_id === undefined ? undefined : (await entityBy(tx, options.entity_id)).canonical_id;
  const desk = new EntityDesk(tx, ctx.clock, register.visibility);
  await desk.prepare(rows.flatMap((r) => [r.name_zh, r.name_en].filter((n) => n !== undefined)));
  const [entries, adopted, before, left_out]: [Entry[], Adopted[], Adoption["before"], Problem[]] = [[], [], [], []];
  for (const row of rows) {
    const already = standing.get(row.row) ?? [];
    const elsewhere = wanted === undefined ? undefined : already.find((a) => a.entity_id !== wanted);
    if (elsewhere) throw new AppError("registers/already-adopted", { row: row.row, entity_id: elsewhere.entity_id }, { status: 409, zh: `第 ${row.row} 行已作为另一条目采用`, en: `row ${row.row} is adopted as another entity already`, hint: { zh: "请先撤销那次采用", en: "take that adoption back first" } });
    if (already.length > 0) {
      before.push(...already.map((a) => ({ row: row.row, entity_id: a.entity_id })));
      continue;
    }
    const subjects = subjectsOf(row);
    // With the entity given, the row is it: the first organisation named, or the only one.
    for (const subject of wanted === undefined ? subjects : subjects.slice(0, 1)) {
      const name = subject.name_zh ?? subject.name_en ?? row.other_names[0]?.text ?? "";
      const type = wanted === undefined ? (options.entity_type ?? typeOfName(name, register.entity_type)) : (await entityBy(tx, wanted)).type;
      const news = desk.entered.length;
      const id = await subjectIdOf(tx, desk, row, subject, type, wanted);
      if (subject.alone && desk.entered.length === news) await refuseOtherCode(tx, id, row);
      const is_new = desk.entered.length > news;
      const made = await claimsOfRow(ctx, ontology, register, row, { ...subject, id, type }, async (place) => await desk.resolve(labelOf(place), "Region"));
      entries.push(...made.claims.map((claim) => ({ kind: "claim" as const, ...claim })));
      left_out.push(...made.left_out);
      adopted.push({ row: row.row, entity_id: id, is_new, claims: made.claims.length });
    }
  }
  if (adopted.length === 0) throw new AppError("registers/already-adopted", { rows: numbers, before }, { status: 409, zh: "这些行都已采用", en: "these rows are adopted already" });
  const change = await recordIn(tx, ctx, { kind: "adopt", note: options.note ?? register.title, entries: [...desk.entered, ...entries] });
  for (const one of adopted) {
    await tx.insertInto("register_judgement").values({
      register_id: register.id, row: one.row, entity_id: one.entity_id, id: newId(ctx.clock), verdict: "same", actor: ctx.actor, at: change.at, note: options.note ?? "",
      score: options.score ?? null, features: options.features ? JSON.stringify(options.features) : null, change_id: change.id,
    }).execute();
  }
  return { change, adopted, before, left_out };
}

/** Withdraws what an adoption claimed of one entity and still stands. @returns the change set, if there was anything to withdraw. */
export async function withdrawAdoption(tx: Tx, ctx: Ctx, what: { register_id: string; row: number; entity_id: string; change_id: string }, note: string): Promise<ChangeSetRecord | undefined> {
  const register = await registerBy(tx, what.register_id);
  const claims = await tx.selectFrom("claim").select(["id", "head", "locator"]).where("change_id", "=", what.change_id).where("subject_id", "=", what.entity_id)
    .where("source_id", "=", register.source_id ?? "").where("status", "in", ["accepted", "proposed"]).execute();
  const ofRow = claims.filter((c) => (c.locator as { row?: number } | null)?.row === what.row);
  if (ofRow.length === 0) return undefined;
  return await decideIn(tx, ctx, ofRow.map((c) => ({ claim_id: c.id, verdict: "withdraw" as const, ...(c.head ? { expects: c.head } : {}) })), note);
}
