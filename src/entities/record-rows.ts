/**
 * The record's organisations as rows to be matched: every name of each, its codes, its place.
 * Invariant: one row an organisation that stands for itself; names and codes of what was merged into it are its own.
 */
import { sql, type Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import type { Label } from "../kernel/index.ts";
import { readLei, readStockCode, readUscc, type Identifiers } from "./identity/index.ts";

export interface RecordRow {
  id: string;
  slug: string;
  type: string;
  label: Label;
  /** The label's names first, then name claims, former and short names. */
  names: { text: string; kind: string }[];
  ids: Identifiers;
  place: string;
}

/** Types whose names follow the habits of organisations. */
export const ORGANISATION_TYPES = ["Firm", "Institute", "Lab", "Fund"] as const;

const KIND_ORDER = ["label", "name", "former_name", "short_name", "alias"];

/** All organisations that the reader may see, oldest first. */
export async function recordRows(db: Kysely<Schema>, types: readonly string[] = ORGANISATION_TYPES): Promise<RecordRow[]> {
  const list = sql<string>`any(${`{${types.join(",")}}`}::text[])`;
  const entities = await db.selectFrom("entity").select(["id", "slug", "type", "label_zh", "label_en"]).whereRef("canonical_id", "=", "id").where("type", "=", list).orderBy("id").execute();
  const rows = new Map<string, RecordRow>(entities.map((e) => [e.id, {
    id: e.id, slug: e.slug, type: e.type, label: { ...(e.label_zh ? { zh: e.label_zh } : {}), ...(e.label_en ? { en: e.label_en } : {}) }, names: [], ids: {}, place: "",
  }]));
  const names = await db.selectFrom("entity_name as n").innerJoin("entity as e", "e.id", "n.entity_id").select(["e.canonical_id as id", "n.text", "n.kind"]).where("e.type", "=", list).execute();
  for (const n of names.toSorted((a, b) => KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) || (a.text < b.text ? -1 : 1))) {
    const row = rows.get(n.id);
    if (row && !row.names.some((known) => known.text === n.text)) row.names.push({ text: n.text, kind: n.kind });
  }
  const claims = await db.selectFrom("claim as c").innerJoin("entity as e", "e.id", "c.subject_id").leftJoin("entity as p", "p.id", "c.value_entity")
    .select(["e.canonical_id as id", "c.property", "c.value_text", "p.label_zh", "p.label_en"])
    .where("e.type", "=", list).where("c.status", "=", "accepted").where("c.property", "in", ["uscc", "lei", "stock_code", "located_in"]).orderBy("c.change_seq").orderBy("c.n").execute();
  for (const c of claims) {
    const row = rows.get(c.id);
    if (!row) continue;
    if (c.property === "located_in") row.place ||= c.label_zh ?? c.label_en ?? "";
    else if (c.property === "uscc") row.ids.uscc ??= readUscc(c.value_text ?? "");
    else if (c.property === "lei") row.ids.lei ??= readLei(c.value_text ?? "");
    else row.ids.stock ??= readStockCode(c.value_text ?? "");
  }
  for (const row of rows.values()) for (const key of ["uscc", "lei", "stock"] as const) if (row.ids[key] === undefined) delete row.ids[key];
  return [...rows.values()].filter((r) => r.names.length > 0);
}
