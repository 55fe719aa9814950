/**
 * Which rows of a register are organisations of the record, and which rows of it are one organisation.
 * Invariant: candidates are a projection, worked out again at will; what a person judged is kept apart and is never overwritten.
 */
import type { Kysely } from "kysely";
import { insertMany, type Database, type Schema } from "../../db/index.ts";
import { AppError } from "../../kernel/index.ts";
import { dedupeList, type DedupeResult, type Identifiers, type LinkRow, type ListOptions } from "../identity/index.ts";
import { recordRows } from "../record-rows.ts";
import { linkInThread, type LeanRow } from "./link-thread.ts";
import type { Register } from "./model.ts";
import { leanRows, registerBy } from "./store.ts";

export interface RowLink {
  row: number;
  entity_id: string;
  score: number;
  weight: number;
  decision: string;
  place_in_row: number;
  veto: string;
  features: { name: string; weight: number; a: string; b: string; detail?: string }[];
}

export interface LinkOptions {
  signal?: AbortSignal;
  progress?: (done: number, of: number) => void;
}

async function completeOne(db: Kysely<Schema>, id: string): Promise<Register> {
  const register = await registerBy(db, id);
  if (register.state !== "complete") throw new AppError("registers/not-ready", { id }, { status: 409, zh: "名册尚未导入完成", en: "the register is not complete yet" });
  return register;
}

/**
 * Works out the candidate pairs between the record and a register and keeps them for review. Runs beside the main thread.
 * @returns the links, best first.
 */
export async function linkRegister(database: Database, register_id: string, now: () => Date, options: LinkOptions = {}): Promise<RowLink[]> {
  const register = await completeOne(database.writer, register_id);
  const record = await recordRows(database.writer);
  const mine: LinkRow[] = record.map((r) => ({ names: r.names.map((n) => n.text), ids: r.ids, context: [r.place] }));
  const found = record.length === 0 ? [] : await linkInThread({ record: mine, contextNames: ["place"], top: 5 }, register.rows_sound, leanRows(database.writer, register_id, options.signal), options);
  const links = found.filter((l) => l.decision !== "no_link" || (l.veto !== "" && l.weight > 0)).map((l): RowLink => ({
    row: l.row, entity_id: record[l.a]!.id, score: l.score, weight: l.weight, decision: l.veto === "" ? l.decision : "vetoed", place_in_row: l.rank, veto: l.veto, features: l.features,
  }));
  await database.writer.transaction().execute(async (tx) => {
    await tx.deleteFrom("register_link").where("register_id", "=", register_id).execute();
    await insertMany(tx, "register_link", links.map((l) => ({ ...l, register_id })));
    await tx.updateTable("register").set({ linked_at: now().toISOString() }).where("id", "=", register_id).execute();
  });
  return links.toSorted((x, y) => y.score - x.score || x.row - y.row);
}

/** Rows of one register that are one organisation. Row numbers are those of the file. */
export async function dedupeRegister(db: Kysely<Schema>, register_id: string, options: ListOptions = {}): Promise<DedupeResult> {
  const register = await completeOne(db, register_id);
  const list: LeanRow[] = [];
  for await (const page of leanRows(db, register.id)) list.push(...page);
  const ids = ([, , uscc, lei, stock]: LeanRow): Identifiers => ({ ...(uscc ? { uscc } : {}), ...(lei ? { lei } : {}), ...(stock ? { stock } : {}) });
  const found = await dedupeList({ count: list.length, names: (i) => list[i]![1], ids: (i) => ids(list[i]!) }, options);
  const inFile = (i: number): number => list[i]![0];
  return {
    ...found,
    clusters: found.clusters.map((c) => ({ ...c, rows: c.rows.map(inFile), reasons: c.reasons.map((r) => ({ ...r, a: inFile(r.a), b: inFile(r.b) })) })),
    refused: found.refused.map((r) => ({ ...r, a: inFile(r.a), b: inFile(r.b) })), rejected: found.rejected.map((r) => ({ ...r, row: inFile(r.row) })),
  };
}
