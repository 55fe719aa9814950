/**
 * Notes that people write beside an entity. They are rows with a history, not claims: no figure rests on them, and they can be erased.
 * Invariant: every change is an event with its author; a change names the version that it was made upon.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { AppError, newId, VISIBILITIES, type Visibility } from "../kernel/index.ts";
import { entityBy, inTransaction, type Ctx } from "../ledger/index.ts";

type Db = Kysely<Schema>;

/** A note longer than this belongs in a document. */
export const NOTE_CHARS_MAX = 4_000;

export interface Note {
  id: string;
  entity_id: string;
  text: string;
  actor: string;
  at: string;
  version: number;
  removed: boolean;
  visibility: Visibility;
}

export interface NoteEvent {
  n: number;
  what: "written" | "edited" | "removed" | "restored";
  text: string;
  actor: string;
  at: string;
}

/** The notes on an entity (and on those merged into it), newest first, removed ones left out unless asked for. */
export async function notesOn(db: Db, ref: string, with_removed = false): Promise<Note[]> {
  const entity = await entityBy(db, ref);
  let rows = db.selectFrom("note").selectAll().where("entity_id", "in", db.selectFrom("entity").select("id").where("canonical_id", "=", entity.canonical_id));
  if (!with_removed) rows = rows.where("removed", "=", false);
  return (await rows.orderBy("at", "desc").limit(500).execute()).map((row) => ({ ...row, at: row.at.toISOString(), visibility: VISIBILITIES[row.visibility]! }));
}

/** Everything that happened to a note, in order. */
export async function noteHistory(db: Db, entity_id: string, note_id: string): Promise<NoteEvent[]> {
  const rows = await db.selectFrom("note_event").select(["n", "what", "text", "actor", "at"]).where("entity_id", "=", entity_id).where("note_id", "=", note_id).orderBy("n").execute();
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

function wordsOf(text: string): string {
  const words = text.trim();
  if (words === "" || words.length > NOTE_CHARS_MAX) {
    throw new AppError("entities/note-length", { characters: words.length, max: NOTE_CHARS_MAX }, { zh: `备注要有 1 至 ${NOTE_CHARS_MAX} 个字符`, en: `a note has 1 to ${NOTE_CHARS_MAX} characters`, hint: { zh: "长文请作为文档上传", en: "upload longer texts as a document" } });
  }
  return words;
}

/** @throws AppError `entities/note-length`, `ledger/no-entity`. */
export async function writeNote(db: Db, ctx: Ctx, note: { entity: string; text: string; visibility?: Visibility }): Promise<Note> {
  const text = wordsOf(note.text);
  const { canonical_id: entity_id } = await entityBy(db, note.entity);
  const [id, at, visibility] = [newId(ctx.clock), ctx.clock.now(), VISIBILITIES.indexOf(note.visibility ?? "internal")];
  await inTransaction(db, async (tx) => {
    await tx.insertInto("note").values({ entity_id, id, text, actor: ctx.actor, at, version: 1, removed: false, visibility }).execute();
    await tx.insertInto("note_event").values({ entity_id, note_id: id, n: 1, what: "written", text, actor: ctx.actor, at, visibility }).execute();
  });
  return { id, entity_id, text, actor: ctx.actor, at: at.toISOString(), version: 1, removed: false, visibility: VISIBILITIES[visibility]! };
}

/**
 * New words for a note, or its removal or return.
 * @throws AppError `entities/no-note`, `entities/note-moved` when somebody was faster, `entities/note-length`.
 */
export async function changeNote(db: Db, ctx: Ctx, id: string, change: { version: number; text?: string; removed?: boolean }): Promise<Note> {
  return await inTransaction(db, async (tx) => {
    const before = await tx.selectFrom("note").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
    if (!before) throw new AppError("entities/no-note", { id }, { status: 404, zh: "没有这条备注", en: "there is no such note" });
    if (before.version !== change.version) {
      throw new AppError("entities/note-moved", { version: before.version, text: before.text }, { status: 409, zh: "备注刚被别人改过", en: "somebody has just changed this note", hint: { zh: "请看新的文字，再改一次", en: "read the new words and change it again" } });
    }
    const text = change.text === undefined ? before.text : wordsOf(change.text);
    const removed = change.removed ?? before.removed;
    const what = removed === before.removed ? "edited" : removed ? "removed" : "restored";
    const [at, version] = [ctx.clock.now(), before.version + 1];
    await tx.updateTable("note").set({ text, removed, version, actor: ctx.actor, at }).where("entity_id", "=", before.entity_id).where("id", "=", id).execute();
    await tx.insertInto("note_event").values({ entity_id: before.entity_id, note_id: id, n: version, what, text, actor: ctx.actor, at, visibility: before.visibility }).execute();
    return { id, entity_id: before.entity_id, text, actor: ctx.actor, at: at.toISOString(), version, removed, visibility: VISIBILITIES[before.visibility]! };
  });
}
