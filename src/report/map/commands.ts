/**
 * Entering where something is: a point, line or area with its source, new or in the place of one that stands.
 * Invariant: a position is a claim like any other; nothing is overwritten, nothing goes without a source, and what was done to the upload stands in the note.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../../db/index.ts";
import { enterClaim, type CitedSource } from "../../entities/index.ts";
import { AppError, newId, type Label, type Modality, type Visibility } from "../../kernel/index.ts";
import { claimBy, correctMany, entityBy, record, sourceBy, type Claim, type Ctx } from "../../ledger/index.ts";
import type { Ontology } from "../../ontology/index.ts";
import type { GeoJsonRead } from "./geojson.ts";

export interface PositionInput {
  /** Slug or id. */
  entity: string;
  read: GeoJsonRead;
  modality: Modality;
  when?: string;
  source: string | CitedSource;
  note?: string;
  /** The standing position that this one takes the place of, with its head as its reader saw it. */
  replaces?: { claim_id: string; expects?: string };
  /** A person has seen what looks doubtful and means it. */
  warnings_seen?: boolean;
}

const CHARS_MAX = 500;
const noteOf = (notes: readonly Label[], own: string | undefined): string => [own, ...notes.map((n) => n.zh)].filter(Boolean).join("；").slice(0, CHARS_MAX);

/** @throws AppError `map/doubtful` (with the warnings) until they are seen; `entities/…`, `ledger/…` as for any claim. */
export async function enterPosition(db: Kysely<Schema>, ontology: Ontology, ctx: Ctx, input: PositionInput): Promise<{ claim_id: string }> {
  const { read } = input;
  if (read.warnings.length > 0 && !input.warnings_seen) {
    throw new AppError("map/doubtful", {}, { status: 409, zh: "这个位置看上去不对，尚未写入", en: "this position looks doubtful; nothing was written", problems: read.warnings, hint: { zh: "请核对；确实无误可以确认后再录入", en: "check it; if it is right, confirm it and enter it again" } });
  }
  const note = noteOf(read.notes, input.note);
  if (input.replaces) return await replace(db, ctx, input, input.replaces, note);
  return await enterClaim(db, ontology, ctx, {
    subject: input.entity, property: "position", value: read.wkt, unit: "text", modality: input.modality, bound: "eq", source: input.source, note, ...(input.when ? { when: input.when } : {}),
  });
}

async function replace(db: Kysely<Schema>, ctx: Ctx, input: PositionInput, old: { claim_id: string; expects?: string }, note: string): Promise<{ claim_id: string }> {
  const [entity, before] = [await entityBy(db, input.entity), await claimBy(db, old.claim_id)];
  if (before.property !== "position" || (await entityBy(db, before.subject_id)).canonical_id !== entity.canonical_id) {
    throw new AppError("map/not-its-position", { claim_id: old.claim_id }, { zh: "要更正的记载不是这个对象的位置", en: "the claim to be corrected is no position of this entity" });
  }
  const source = await sourceFor(db, ctx, input.source, note, before);
  const { claim_ids } = await correctMany(db, ctx, [{
    claim_id: old.claim_id, ...(old.expects ? { expects: old.expects } : {}),
    next: {
      subject_id: entity.canonical_id, property: "position", value: input.read.wkt, unit: "text", modality: input.modality, bound: "eq", source_id: source.id, visibility: source.visibility,
      ...(input.when ? { when: input.when } : {}), ...(source.published ? { stated_on: source.published } : {}),
    },
  }], note || "position");
  return { claim_id: claim_ids[0]! };
}

async function sourceFor(db: Kysely<Schema>, ctx: Ctx, given: string | CitedSource, note: string, before: Claim): Promise<{ id: string; visibility: Visibility; published?: string }> {
  if (typeof given === "string") {
    const { id, visibility, published } = await sourceBy(db, given);
    return { id, visibility, ...(published ? { published } : {}) };
  }
  const id = newId(ctx.clock);
  await record(db, ctx, { kind: "record", note, entries: [{ kind: "source", id, version: 1, what: "page", visibility: before.visibility, ...given }] });
  return { id, visibility: before.visibility, ...(given.published ? { published: given.published } : {}) };
}
