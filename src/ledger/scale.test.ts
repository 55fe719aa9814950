/** What makes the ledger quick is derived: these tests hold the tally, the facts made from claims in hand and the batches to what plain reading says. */
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openForTest } from "../db/open-for-test.ts";
import type { Database } from "../db/index.ts";
import { fixedClock, newId } from "../kernel/index.ts";
import { correct, countsOf, decide, exportLines, factsOf, importLines, judge, rebuildFacts, record, sourcesPage, verifyLedger, type ClaimRecord, type Ctx, type Entry } from "./index.ts";

let db: Database;
const clock = fixedClock("2026-01-10T08:00:00.000Z");
const ctx: Ctx = { actor: "analyst", clock };
beforeEach(async () => void (db = await openForTest()));
afterEach(async () => await db.close());

const source = newId(clock);
const told: Entry = { kind: "source", id: source, version: 1, what: "page", title: "A page", visibility: "public" };
const firm = (id: string): Entry => ({ kind: "entity", id, type: "Firm", slug: `firm-${id}`, label: { zh: `光电${id.slice(-4)}公司` }, visibility: "public" });
const claim = (subject_id: string, over: Partial<ClaimRecord> = {}): { kind: "claim" } & ClaimRecord => ({
  kind: "claim", subject_id, id: newId(clock), property: "revenue", value: 1.5e8, unit: "yuan", when: "2023", modality: "actual", bound: "eq", source_id: source,
  stated: { number: "1.5", scale: "亿" }, stated_on: "2024-03", visibility: "public", entered: "accepted", ...over,
});
const facts = async (from = db): Promise<unknown[]> => await from.writer.selectFrom("fact").selectAll()
  .orderBy("subject_id").orderBy("property").orderBy("value_key").orderBy("when_text").orderBy("modality").orderBy("clearance_min").execute();

async function expectTallyToBeTheCount(): Promise<void> {
  const counted = await sql`select status, visibility, count(*)::int as n from claim group by 1, 2 order by 1, 2`.execute(db.writer);
  const tallied = await sql`select status, visibility, n::int as n from tally where noun = 'claim' and n <> 0 order by 1, 2`.execute(db.writer);
  expect(tallied.rows).toEqual(counted.rows);
  const bySource = await sql`select source_id, status, visibility, count(*)::int as n from claim group by 1, 2, 3 order by 1, 2, 3`.execute(db.writer);
  const tallyOfSources = await sql`select source_id, status, visibility, n::int as n from source_tally where n <> 0 order by 1, 2, 3`.execute(db.writer);
  expect(tallyOfSources.rows).toEqual(bySource.rows);
}

describe("tally", () => {
  it("equals the count whatever was decided, and each viewer's own", async () => {
    const [a, b] = [newId(clock), newId(clock)];
    const claims = Array.from({ length: 40 }, (_, i) => claim(i % 2 ? a : b, { value: i, when: `${1990 + i}`, entered: i % 3 ? "proposed" : "accepted", visibility: i % 5 ? "public" : "internal" }));
    await record(db.writer, ctx, { kind: "read", entries: [firm(a), firm(b), told, ...claims] });
    const proposed = claims.filter((c) => c.entered === "proposed");
    await decide(db.writer, ctx, proposed.slice(0, 5).map((c) => ({ claim_id: c.id, verdict: "accept" })));
    await decide(db.writer, ctx, proposed.slice(5, 9).map((c) => ({ claim_id: c.id, verdict: "reject" })));
    const { kind: _kind, id: _id, entered: _entered, ...next } = claim(a, { value: 7 });
    await correct(db.writer, ctx, { claim_id: proposed[9]!.id, next, note: "" });
    await expectTallyToBeTheCount();
    const open = (list: readonly ClaimRecord[]): number => list.filter((c) => proposed.slice(10).some((p) => p.id === c.id)).length;
    const visible = claims.filter((c) => c.visibility === "public");
    expect(await countsOf(db.reader("public"))).toMatchObject({ claims: visible.length + 1, proposed: open(visible), entities: 2, sources: 1 });
    expect(await countsOf(db.reader("internal"))).toMatchObject({ claims: claims.length + 1, proposed: open(claims), changes: 4 });
    expect(await sourcesPage(db.reader("public"), {})).toMatchObject([{ claims: visible.length + 1, open: open(visible) }]);
    const before = await countsOf(db.writer);
    await rebuildFacts(db.writer);
    expect(await countsOf(db.writer)).toEqual(before);
    await expectTallyToBeTheCount();
  });
});

describe("facts made from the claims in hand", () => {
  it("are those that reading everything back gives, whatever was there before", async () => {
    const [known, fresh, early] = [newId(clock), newId(clock), newId(clock)];
    await record(db.writer, ctx, { kind: "record", entries: [firm(known), told, claim(known), claim(early, { value: 3 })] }); // a claim may come before its entity
    await record(db.writer, ctx, {
      kind: "import",
      entries: [
        firm(fresh), firm(early), claim(known, { value: 9e8, stated_on: "2025" }), claim(fresh), claim(fresh, { value: 2e8, visibility: "confidential", stated_on: "2025" }),
        claim(fresh, { entered: "proposed", value: 4 }), claim(early, { value: 5, stated_on: "2025" }), claim(fresh, { unit: "text", property: "alias", value: "光 “电”, \\ 公司", when: undefined }),
      ],
    });
    const kept = await facts();
    await rebuildFacts(db.writer);
    expect(await facts()).toEqual(kept);
    expect((await factsOf(db.reader("public"), early))[0]).toMatchObject({ best: { value: 5 }, rivals: [{ value: 3 }] });
  });
});

describe("large batches", () => {
  it("decides on thousands at once, all or none, and never twice on one claim", async () => {
    const firms = Array.from({ length: 30 }, () => newId(clock));
    const claims = Array.from({ length: 1_500 }, (_, i) => claim(firms[i % 30]!, { value: i, when: String(1900 + i), entered: "proposed" }));
    await record(db.writer, ctx, { kind: "read", entries: [told, ...firms.map(firm), ...claims] });
    const twice = [...claims, claims[3]!].map((c) => ({ claim_id: c.id, verdict: "accept" as const }));
    await expect(decide(db.writer, ctx, twice)).rejects.toMatchObject({ code: "ledger/conflict" });
    expect(await countsOf(db.writer)).toMatchObject({ proposed: 1_500, changes: 1 });
    await decide(db.writer, ctx, twice.slice(0, -1));
    expect(await countsOf(db.writer)).toMatchObject({ proposed: 0, claims: 1_500 });
    expect(await facts()).toHaveLength(1_500);
    expect((await verifyLedger(db)).flaws).toEqual([]);
  });

  it("go out, in and out again to the same bytes, with the same facts and tally", async () => {
    const firms = Array.from({ length: 60 }, () => newId(clock));
    await record(db.writer, ctx, { kind: "import", entries: [told, ...firms.map(firm), ...firms.flatMap((f, i) => [claim(f, { quote: `says "${i}",\n\\.\n`, value: i / 3 }), claim(f, { value: -0.1 * i, entered: "proposed" })])] });
    await judge(db.writer, ctx, { left_id: firms[0]!, right_id: firms[1]!, verdict: "same", note: "" });
    const lines: string[] = [];
    for await (const line of exportLines(db)) lines.push(line);
    const again = await openForTest();
    try {
      await importLines(again, lines);
      const out: string[] = [];
      for await (const line of exportLines(again)) out.push(line);
      expect(out).toEqual(lines);
      expect(await facts(again)).toEqual(await facts());
      expect(await countsOf(again.writer)).toEqual(await countsOf(db.writer));
    } finally {
      await again.close();
    }
  });
});
