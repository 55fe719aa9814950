/** Notes beside an entity, on a real database: written, changed with history, seen by clearance. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openForTest } from "../db/open-for-test.ts";
import type { Database } from "../db/index.ts";
import { fixedClock, newId } from "../kernel/index.ts";
import { judge, record, type Ctx } from "../ledger/index.ts";
import { changeNote, noteHistory, notesOn, writeNote } from "./index.ts";

let db: Database;
const clock = fixedClock("2026-01-10T08:00:00.000Z");
const [one, two]: Ctx[] = [{ actor: "one", clock }, { actor: "two", clock }];
const [firm, other] = [newId(clock), newId(clock)];

beforeEach(async () => {
  db = await openForTest();
  await record(db.writer, one!, { kind: "import", entries: [
    { kind: "entity", id: firm, type: "Firm", slug: "firm-a", label: { en: "A" }, visibility: "public" },
    { kind: "entity", id: other, type: "Firm", slug: "firm-b", label: { en: "B" }, visibility: "public" },
  ] });
});
afterEach(async () => await db.close());

describe("notes", () => {
  it("keep every state with its author; a removed one can come back", async () => {
    const note = await writeNote(db.writer, one!, { entity: "firm-a", text: "  Call again in May. " });
    const edited = await changeNote(db.writer, two!, note.id, { version: 1, text: "Call again in June." });
    await changeNote(db.writer, two!, note.id, { version: edited.version, removed: true });
    expect(await notesOn(db.writer, "firm-a")).toEqual([]);
    await changeNote(db.writer, one!, note.id, { version: 3, removed: false });
    expect((await notesOn(db.writer, "firm-a")).map((n) => n.text)).toEqual(["Call again in June."]);
    expect((await noteHistory(db.writer, firm, note.id)).map((e) => [e.what, e.actor, e.text])).toEqual([
      ["written", "one", "Call again in May."], ["edited", "two", "Call again in June."], ["removed", "two", "Call again in June."], ["restored", "one", "Call again in June."],
    ]);
  });

  it("are not changed over somebody else's words, nor left empty", async () => {
    const note = await writeNote(db.writer, one!, { entity: "firm-a", text: "first" });
    await changeNote(db.writer, two!, note.id, { version: 1, text: "second" });
    await expect(changeNote(db.writer, one!, note.id, { version: 1, text: "mine" })).rejects.toMatchObject({ code: "entities/note-moved", payload: { text: "second" } });
    await expect(changeNote(db.writer, one!, note.id, { version: 2, text: " " })).rejects.toMatchObject({ code: "entities/note-length" });
    await expect(writeNote(db.writer, one!, { entity: "nobody", text: "x" })).rejects.toMatchObject({ code: "ledger/no-entity" });
  });

  it("are internal unless said otherwise, and go with an entity that is merged", async () => {
    await writeNote(db.writer, one!, { entity: "firm-b", text: "for us" });
    await writeNote(db.writer, one!, { entity: "firm-b", text: "for all", visibility: "public" });
    expect((await notesOn(db.reader("public"), "firm-b")).map((n) => n.text)).toEqual(["for all"]);
    await judge(db.writer, one!, { left_id: firm, right_id: other, verdict: "same", note: "" });
    expect((await notesOn(db.reader("internal"), "firm-a")).length).toBe(2);
  });
});
