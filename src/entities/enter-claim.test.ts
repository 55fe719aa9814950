/** A figure entered by hand: with a source of the record, with a new one, and what is refused. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openForTest } from "../db/open-for-test.ts";
import type { Database } from "../db/index.ts";
import { fixedClock, newId } from "../kernel/index.ts";
import { changesOn, claimBy, countsOf, factsOf, record, sourceBy, type Ctx } from "../ledger/index.ts";
import { loadOntology } from "../ontology/index.ts";
import { enterClaim, type EnteredClaim } from "./index.ts";

let db: Database;
const ontology = await loadOntology();
const ctx: Ctx = { actor: "analyst", clock: fixedClock("2026-01-10T08:00:00.000Z") };
const [firm, source] = [newId(ctx.clock), newId(ctx.clock)];
const TEXT = "The firm employs 320 people.";

beforeEach(async () => {
  db = await openForTest();
  await record(db.writer, ctx, { kind: "import", entries: [
    { kind: "entity", id: firm, type: "Firm", slug: "firm-test", label: { en: "Test firm" }, visibility: "public" },
    { kind: "source", id: source, version: 1, what: "document", title: "A page", published: "2025-06-01", visibility: "internal" },
    { kind: "document", source_id: source, sha256: "ab", format: "txt", bytes: TEXT.length, text: TEXT, segments: [], problems: [], visibility: "internal" },
  ] });
});
afterEach(async () => await db.close());

const employees = (over: Partial<EnteredClaim> = {}): EnteredClaim => ({ subject: "firm-test", property: "employees", value: 320, unit: "count", modality: "actual", bound: "eq", when: "2025", source, note: "", ...over });

describe("a figure entered by hand", () => {
  it("stands at the words that it quotes, said when its source was, no more visible than it", async () => {
    const { claim_id } = await enterClaim(db.writer, ontology, ctx, employees({ quote: "employs 320 people" }));
    const claim = await claimBy(db.writer, claim_id);
    expect(claim).toMatchObject({ status: "accepted", stated_on: "2025-06-01", visibility: "internal", locator: { start: 9, end: 27 } });
    expect(TEXT.slice(claim.locator!.start, claim.locator!.end)).toBe("employs 320 people");
    expect((await factsOf(db.reader("public"), firm)).length).toBe(0);
    expect((await factsOf(db.reader("internal"), firm))[0]?.best.value).toBe(320);
  });

  it("brings its citation with it where the record has none, and is told as a change of the entity", async () => {
    const { claim_id, change } = await enterClaim(db.writer, ontology, ctx, employees({ source: { title: "Annual report", publisher: "Test firm", published: "2026-01", address: "https://example.org/report" } }));
    const claim = await claimBy(db.reader("public"), claim_id);
    expect(await sourceBy(db.reader("public"), claim.source_id)).toMatchObject({ title: "Annual report", published: "2026-01" });
    // The set that brought the firm holds an internal source too: the public is not told of it.
    expect((await changesOn(db.reader("public"), firm)).map((c) => c.id)).toEqual([change.id]);
    expect((await changesOn(db.reader("internal"), firm)).map((c) => c.kind)).toEqual(["record", "import"]);
  });

  it("is refused whole where its words do not stand in the text, its form is wrong, or its source or subject does not exist", async () => {
    const before = await countsOf(db.writer);
    const wrong: [Partial<EnteredClaim>, string][] = [
      [{ quote: "employs 340 people" }, "entities/quote-not-in-source"], [{ unit: "m2" }, "entities/not-a-claim"], [{ when: "2025-13" }, "entities/not-a-claim"],
      [{ property: "no_such" }, "entities/not-a-claim"], [{ source: newId(ctx.clock) }, "ledger/no-source"], [{ subject: "nobody" }, "ledger/no-entity"],
    ];
    for (const [over, code] of wrong) await expect(enterClaim(db.writer, ontology, ctx, employees(over))).rejects.toMatchObject({ code });
    expect(await countsOf(db.writer)).toEqual(before);
  });
});
