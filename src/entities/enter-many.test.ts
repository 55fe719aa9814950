/** One figure entered on many entities at once: recorded, corrected in place, refused whole, and taken back as a whole. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openForTest } from "../db/open-for-test.ts";
import type { Database } from "../db/index.ts";
import { fixedClock, newId } from "../kernel/index.ts";
import { claimBy, claimsOn, countsOf, decide, factsOf, record, sourceBy, undoChange, verifyLedger, type Ctx } from "../ledger/index.ts";
import { loadOntology } from "../ontology/index.ts";
import { enterClaim, enterOnMany, type EnteredOnMany } from "./index.ts";

let db: Database;
const ontology = loadOntology();
const ctx: Ctx = { actor: "analyst", clock: fixedClock("2026-01-10T08:00:00.000Z") };
const firms = Array.from({ length: 12 }, () => newId(ctx.clock));
const [zone, source, other] = [newId(ctx.clock), newId(ctx.clock), newId(ctx.clock)];

beforeEach(async () => {
  db = await openForTest();
  await record(db.writer, ctx, { kind: "import", entries: [
    ...firms.map((id, i) => ({ kind: "entity" as const, id, type: "Firm", slug: `firm-${i}`, label: { en: `Firm ${i}` }, visibility: "public" as const })),
    { kind: "entity", id: zone, type: "Zone", slug: "zone-new", label: { en: "New Area" }, visibility: "public" },
    { kind: "source", id: source, version: 1, what: "page", title: "Directory", published: "2025-06-01", visibility: "internal" },
    { kind: "source", id: other, version: 1, what: "page", title: "Notice", published: "2025-09-01", visibility: "public" },
  ] });
});
afterEach(async () => await db.close());

const located = (over: Partial<EnteredOnMany> = {}): EnteredOnMany => ({ subjects: firms, property: "located_in", value: zone, unit: "entity", modality: "actual", bound: "eq", source, instead: false, note: "directory of the zone", ...over });
const employees = (over: Partial<EnteredOnMany> = {}): EnteredOnMany => ({ subjects: firms, property: "employees", value: 50, unit: "count", modality: "actual", bound: "ge", when: "2025", source, instead: false, note: "threshold of the directory", ...over });
const valuesOf = async (id: string, property: string): Promise<unknown[]> => (await factsOf(db.writer, id)).filter((f) => f.property === property).map((f) => f.best.value);

describe("one figure on many entities", () => {
  it("stands on each of them with its source and its history, and one undo takes all of it back, and again", async () => {
    const made = await enterOnMany(db.writer, ontology, ctx, located());
    expect(made).toMatchObject({ entered: 12, corrected: 0, unchanged: 0, change: { kind: "enter", actor: "analyst", note: "directory of the zone", entries: 12 } });
    for (const id of firms) expect(await valuesOf(id, "located_in")).toEqual([zone]);
    const [claim] = await claimsOn(db.writer, firms[3]!);
    expect(claim).toMatchObject({ source_id: source, stated_on: "2025-06-01", visibility: "internal", status: "accepted" });
    const undone = await undoChange(db.writer, ctx, made.change.id);
    expect(undone.claim_ids).toHaveLength(12);
    for (const id of firms) expect(await valuesOf(id, "located_in")).toEqual([]);
    expect((await claimBy(db.writer, claim!.id)).status).toBe("withdrawn");
    await undoChange(db.writer, ctx, undone.change.id);
    for (const id of firms) expect(await valuesOf(id, "located_in")).toEqual([zone]);
    expect((await verifyLedger(db)).flaws).toEqual([]);
  });

  it("corrects what stands of the same figure where asked to, leaves other periods alone, and gives back what was", async () => {
    const one = (subject: string, value: number, when: string) => enterClaim(db.writer, ontology, ctx, { subject, property: "employees", value, unit: "count", modality: "actual", bound: "eq", when, source: other, note: "" });
    await one(firms[0]!, 700, "2025");
    await one(firms[0]!, 600, "2024");
    await one(firms[1]!, 50, "2024");
    const made = await enterOnMany(db.writer, ontology, ctx, employees({ subjects: firms.slice(0, 3), instead: true, source: { title: "Register", published: "2026-01" } }));
    expect(made).toMatchObject({ entered: 3, corrected: 1, unchanged: 0 });
    expect((await valuesOf(firms[0]!, "employees")).sort()).toEqual([50, 600]);
    const written = (await claimsOn(db.writer, firms[0]!)).find((c) => c.corrects !== undefined)!;
    expect(await sourceBy(db.writer, written.source_id)).toMatchObject({ title: "Register", published: "2026-01" });
    expect((await claimBy(db.writer, written.corrects!)).status).toBe("corrected");
    await undoChange(db.writer, ctx, made.change.id);
    expect((await valuesOf(firms[0]!, "employees")).sort()).toEqual([600, 700]);
    expect(await valuesOf(firms[2]!, "employees")).toEqual([]);
    expect((await verifyLedger(db)).flaws).toEqual([]);
  });

  it("passes over those that have the very claim from this source, and says so where that is all", async () => {
    await enterOnMany(db.writer, ontology, ctx, located({ subjects: firms.slice(0, 5) }));
    expect(await enterOnMany(db.writer, ontology, ctx, located())).toMatchObject({ entered: 7, unchanged: 5 });
    await expect(enterOnMany(db.writer, ontology, ctx, located())).rejects.toMatchObject({ code: "entities/nothing-new" });
  });

  it("writes nothing where one of them cannot bear it, where somebody was quicker, or what it names does not exist", async () => {
    const before = await countsOf(db.writer), seen = (await enterClaim(db.writer, ontology, ctx, { ...employees(), subject: firms[0]!, value: 10, source: other, note: "" })).change.seq - 1;
    const wrong: [EnteredOnMany, string][] = [
      [located({ subjects: [...firms, zone] }), "entities/not-a-claim"], [located({ value: firms[0]! }), "entities/not-a-claim"], [employees({ unit: "m2" }), "entities/not-a-claim"],
      [employees({ seen }), "entities/changed-meanwhile"], [located({ subjects: [newId(ctx.clock)] }), "ledger/no-entity"], [located({ source: newId(ctx.clock) }), "ledger/no-source"],
    ];
    for (const [asked, code] of wrong) await expect(enterOnMany(db.writer, ontology, ctx, asked), code).rejects.toMatchObject({ code });
    expect((await countsOf(db.writer)).claims).toBe(before.claims + 1);
  });

  it("refuses the undo where one of the claims has been decided on since, naming it", async () => {
    const made = await enterOnMany(db.writer, ontology, ctx, employees());
    const [claim] = await claimsOn(db.writer, firms[5]!);
    await decide(db.writer, ctx, [{ claim_id: claim!.id, verdict: "reject" }]);
    await expect(undoChange(db.writer, ctx, made.change.id)).rejects.toMatchObject({ code: "ledger/decided-since", problems: [{ path: claim!.id }] });
  });
});
