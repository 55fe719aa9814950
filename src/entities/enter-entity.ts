/**
 * An entity entered by hand: its type and its names, with the source that names it.
 * Invariant: entity, source and names are one change set; where a source is given each name is a claim of it.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { newId, type Label } from "../kernel/index.ts";
import { record, sourceBy, type Ctx, type Entry } from "../ledger/index.ts";
import { EntityDesk } from "./desk.ts";
import type { CitedSource } from "./enter-claim.ts";

export interface EnteredEntity {
  type: string;
  /** In one language at least. */
  label: Label;
  /** A source of the ledger by id, or a new one. */
  source?: string | CitedSource;
  note: string;
}

/** @returns its id. @throws AppError `ledger/no-source`. */
export async function enterEntity(db: Kysely<Schema>, ctx: Ctx, { type, label, source, note }: EnteredEntity): Promise<string> {
  const cited = typeof source === "string" ? await sourceBy(db, source) : undefined;
  const desk = new EntityDesk(db, ctx.clock);
  const id = await desk.enter(label, type);
  const entries: Entry[] = [...desk.entered];
  if (source !== undefined) {
    const source_id = cited?.id ?? newId(ctx.clock), visibility = cited?.visibility ?? "public", stated_on = cited ? cited.published : (source as CitedSource).published;
    if (typeof source !== "string") entries.push({ kind: "source", id: source_id, version: 1, what: "page", visibility, ...source });
    for (const lang of ["zh", "en"] as const) {
      const name = label[lang];
      if (name !== undefined) entries.push({ kind: "claim", id: newId(ctx.clock), subject_id: id, property: "name", value: name, unit: "text", modality: "actual", bound: "eq", source_id, visibility, entered: "accepted", lang, ...(stated_on ? { stated_on } : {}) });
    }
  }
  await record(db, ctx, { kind: "record", note, entries });
  return id;
}
