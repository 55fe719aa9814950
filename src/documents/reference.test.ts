/** The reference record at the door: it loads whole, verifies, and its facts rebuild to the same. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../db/index.ts";
import { openForTest } from "../db/open-for-test.ts";
import { fixedClock } from "../kernel/index.ts";
import { countsOf, exportLines, rebuildFacts, verifyLedger } from "../ledger/index.ts";
import { loadOntology } from "../ontology/index.ts";
import { fillWithReference, referenceEntries } from "./index.ts";

const ontology = loadOntology();
const ctx = { actor: "lightvalley", clock: fixedClock("2026-01-01T00:00:00Z") };
let db: Database;
beforeAll(async () => void (db = await openForTest()));
afterAll(async () => await db.close());

const factRows = async (): Promise<string> => JSON.stringify(await db.writer.selectFrom("fact").selectAll()
  .orderBy("subject_id").orderBy("property").orderBy("value_key").orderBy("qualifier").orderBy("when_text").orderBy("modality").orderBy("unit").orderBy("currency").orderBy("clearance_min").execute());

describe("the reference record", () => {
  it("fits the ontology, and its entries are the same every time", () => {
    const entries = referenceEntries(ontology);
    expect(entries.length).toBeGreaterThan(1_000);
    expect(referenceEntries(ontology)).toEqual(entries);
  });

  it("fills an empty ledger once, verifies, and its facts rebuild to the same bytes", async () => {
    const claims = await fillWithReference(db, ctx, ontology);
    expect(await countsOf(db.writer)).toMatchObject({ claims, changes: 1, proposed: 0 });
    expect(await fillWithReference(db, ctx, ontology)).toBe(0);
    expect(await verifyLedger(db)).toMatchObject({ changes: 1, flaws: [] });
    const before = await factRows();
    expect(before.length).toBeGreaterThan(1_000);
    await rebuildFacts(db.writer);
    expect(await factRows()).toBe(before);
  });

  it("cites a source for every claim, and every source that is cited is there", async () => {
    const lost = await db.writer.selectFrom("claim").leftJoin("source", "source.id", "claim.source_id").select("claim.id").where("source.id", "is", null).execute();
    expect(lost).toEqual([]);
    let lines = 0;
    for await (const line of exportLines(db)) if (line) lines++;
    expect(lines).toBe(referenceEntries(ontology).length + 2);
  });
});
