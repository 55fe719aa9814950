/**
 * Names by which an entity is found: a projection of its label and of its accepted name claims.
 * Invariant: equal spellings after NFKC, case and space folding share one normal form.
 */
import type { Kysely, Transaction } from "kysely";
import { insertMany, type Schema } from "../db/index.ts";
import { hasHan } from "../kernel/index.ts";
import { soundOf } from "./sound.ts";

type Db = Kysely<Schema> | Transaction<Schema>;

/** Properties whose text values are names of the subject. */
export const NAME_PROPERTIES = ["name", "short_name", "alias", "former_name"] as const;

/** Folds width, case, spaces and punctuation; keeps letters, digits and Han characters. */
export function normalName(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll(/^the\s+/g, "").replaceAll(/[^\p{L}\p{N}]+/gu, "");
}

/** Works out again the names of these entities. */
export async function refreshNames(db: Db, entities: readonly string[]): Promise<void> {
  const ids = [...new Set(entities)];
  for (let i = 0; i < ids.length; i += 1_000) await refreshStep(db, ids.slice(i, i + 1_000));
}

async function refreshStep(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const entities = await db.selectFrom("entity").select(["id", "label_zh", "label_en", "visibility"]).where("id", "in", [...ids]).execute();
  const claims = await db.selectFrom("claim").select(["subject_id", "property", "value_text", "visibility"])
    .where("subject_id", "in", [...ids]).where("property", "in", [...NAME_PROPERTIES]).where("status", "=", "accepted").execute();
  const rows = new Map<string, Record<string, unknown>>();
  const add = (entity_id: string, kind: string, text: string | null, visibility: number): void => {
    if (!text?.trim()) return;
    const key = `${entity_id}\u0001${kind}\u0001${text}`;
    const before = rows.get(key);
    rows.set(key, { entity_id, kind, text, lang: hasHan(text) ? "zh" : "en", normal: normalName(text), sound: soundOf(text), visibility: Math.min(visibility, Number(before?.["visibility"] ?? 9)) });
  };
  for (const e of entities) {
    add(e.id, "label", e.label_zh, e.visibility);
    add(e.id, "label", e.label_en, e.visibility);
  }
  for (const c of claims) add(c.subject_id, c.property, c.value_text, c.visibility);
  await db.deleteFrom("entity_name").where("entity_id", "in", [...ids]).execute();
  await insertMany(db, "entity_name", [...rows.values()]);
}
