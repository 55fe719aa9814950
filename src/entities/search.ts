/**
 * Search as you type over the record's names: Chinese, English, pinyin and initials.
 * Invariant: results are ranked by how well the name matched, and equal matches in a fixed order.
 */
import { sql, type Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { normalName, type EntityHit } from "../ledger/index.ts";

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, (c) => `\\${c}`);

/** @param reader what the viewer may see. @returns at most `limit` entities, each with the name that matched. */
export async function searchEntities(reader: Kysely<Schema>, query: string, options: { limit?: number; type?: string } = {}): Promise<EntityHit[]> {
  const normal = normalName(query).slice(0, 100);
  if (normal === "") return [];
  const like = escapeLike(normal);
  const limit = Math.min(options.limit ?? 20, 100);
  const rows = await sql<{ id: string; slug: string; type: string; label_zh: string | null; label_en: string | null; text: string; kind: string; rank: number }>`
    select * from (
      select distinct on (e.id) e.id, e.slug, e.type, e.label_zh, e.label_en, n.text, n.kind,
        case when n.normal = ${normal} then 0 when n.normal like ${`${like}%`} then 1 when n.sound like ${`% ${like}`} then 2
             when n.sound like ${`${like}%`} then 3 when n.normal like ${`%${like}%`} then 4 when n.sound like ${`% ${like}%`} then 5 else 6 end as rank
      from entity_name n join entity m on m.id = n.entity_id join entity e on e.id = m.canonical_id
      where (n.normal like ${`%${like}%`} or n.sound like ${`${like}%`} or n.sound like ${`% ${like}%`})
        and (${options.type ?? null}::text is null or e.type = ${options.type ?? null})
      order by e.id, rank, length(n.text)
    ) hits order by rank, length(text), slug limit ${limit}`.execute(reader);
  return rows.rows.map((row) => ({
    id: row.id, slug: row.slug, type: row.type,
    label: { ...(row.label_zh ? { zh: row.label_zh } : {}), ...(row.label_en ? { en: row.label_en } : {}) },
    matched: { text: row.text, kind: row.kind },
  }));
}
