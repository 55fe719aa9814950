/** The ledger at its door, on a real PGlite: what a user relies on when he records, decides, corrects and asks. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openForTest } from "../db/open-for-test.ts";
import type { Database } from "../db/index.ts";
import { fixedClock, newId, type Clock } from "../kernel/index.ts";
import {
  claimBy, claimsPage, correct, correctMany, countsOf, decide, entityBy, exportLines, factsOf, historyOf, importLines, judge, latestFacts, rebuildFacts, record, verifyLedger,
  type ClaimRecord, type Ctx, type Entry,
} from "./index.ts";

let db: Database;
let now: string;
const clock: Clock = { now: () => new Date(now) };
const ctx = (actor = "analyst"): Ctx => ({ actor, clock });

beforeEach(async () => {
  db = await openForTest();
  now = "2026-01-10T08:00:00.000Z";
});
afterEach(async () => await db.close());

const park = newId(fixedClock("2025-01-01T00:00:00Z"));
const other = newId(fixedClock("2025-01-01T00:00:00Z"));
const source = newId(fixedClock("2025-01-01T00:00:00Z"));
const TEXT = "The park covers 21,000 m2. Firms: more than 20.";

const opening = (): Entry[] => [
  { kind: "entity", id: park, type: "Park", slug: "test-park", label: { zh: "试验园", en: "Test Park" }, visibility: "public" },
  { kind: "entity", id: other, type: "Park", slug: "other-park", label: { en: "Other Park" }, visibility: "public" },
  { kind: "source", id: source, version: 1, what: "document", title: "A page", published: "2023-06-26", visibility: "public" },
  { kind: "document", source_id: source, sha256: "ab", format: "txt", bytes: 10, text: TEXT, segments: [], problems: [], visibility: "public" },
];
const claim = (over: Partial<ClaimRecord> = {}): { kind: "claim" } & ClaimRecord => ({
  kind: "claim", subject_id: park, id: newId(clock), property: "firms_count", value: 20, unit: "count", modality: "actual", bound: "eq", source_id: source,
  visibility: "public", entered: "accepted", ...over,
});
const lines = async (from: Database): Promise<string[]> => {
  const all: string[] = [];
  for await (const line of exportLines(from)) all.push(line);
  return all;
};

describe("recording", () => {
  it("refuses a span that is not literally in the document, and then nothing is written", async () => {
    const bad = claim({ quote: "covers 22,000", locator: { start: 9, end: 22 } });
    await expect(record(db.writer, ctx(), { kind: "import", entries: [...opening(), bad] })).rejects.toMatchObject({ code: "ledger/quote-not-in-text" });
    expect(await countsOf(db.writer)).toMatchObject({ claims: 0, entities: 0, changes: 0 });
    const good = claim({ quote: "covers 21,000", locator: { start: 9, end: 22 } });
    await record(db.writer, ctx(), { kind: "import", entries: [...opening(), good] });
    expect((await claimBy(db.reader("public"), good.id)).quote).toBe("covers 21,000");
  });

  it("refuses null bytes and half characters by place", async () => {
    await expect(record(db.writer, ctx(), { kind: "import", entries: [...opening(), claim({ qualifier: "a\0b" })] })).rejects.toMatchObject({ payload: { path: "qualifier" } });
    await expect(record(db.writer, ctx(), { kind: "import", entries: [...opening(), claim({ qualifier: "\ud83d" })] })).rejects.toMatchObject({ code: "ledger/text-not-storable" });
  });

  it("keeps what was recorded: rows can be neither edited nor deleted, even by the writer", async () => {
    const c = claim();
    await record(db.writer, ctx(), { kind: "import", entries: [...opening(), c] });
    await expect(db.writer.updateTable("claim").set({ value_num: 21 }).where("id", "=", c.id).execute()).rejects.toThrow(/append-only/);
    await expect(db.writer.deleteFrom("claim").where("id", "=", c.id).execute()).rejects.toThrow(/append-only/);
  });
});

describe("facts", () => {
  it("lets the latest statement decide and the sharper one that agrees speak for it, with the rest as rivals", async () => {
    const exhibitors = (value: number, bound: ClaimRecord["bound"], stated_on: string, number: string) =>
      claim({ property: "exhibitors", value, bound, stated_on, when: "2024-06", stated: { number } });
    const [early, exact, vague, wrong] = [exhibitors(670, "gt", "2024-06-07", "670"), exhibitors(675, "eq", "2024-07-01", "675"), exhibitors(600, "gt", "2025-06-13", "600"), exhibitors(500, "eq", "2024-01-01", "500")];
    await record(db.writer, ctx(), { kind: "import", entries: [...opening(), early, exact, vague, wrong] });
    const [fact] = await factsOf(db.reader("public"), park);
    expect(fact?.best.id).toBe(exact.id);
    expect(fact?.rivals.map((r) => r.id)).toEqual([wrong.id]);
    expect(fact?.agreeing).toBe(2);
  });

  it("rebuilds to the same bytes", async () => {
    await record(db.writer, ctx(), { kind: "import", entries: [...opening(), claim(), claim({ value: 22, when: "2023" }), claim({ subject_id: other, visibility: "internal", value: 7 }), claim({ subject_id: other, value: 9 })] });
    const dump = async () => JSON.stringify(await db.writer.selectFrom("fact").selectAll().orderBy("subject_id").orderBy("property").orderBy("when_text").orderBy("clearance_min").execute());
    const before = await dump();
    expect(JSON.parse(before)).toHaveLength(4);
    await db.writer.deleteFrom("fact").execute();
    await rebuildFacts(db.writer);
    expect(await dump()).toBe(before);
  });

  it("keeps proposals out of the facts until somebody accepts them", async () => {
    const c = claim({ entered: "proposed" });
    await record(db.writer, ctx(), { kind: "read", entries: [...opening(), c] });
    expect(await factsOf(db.reader("public"), park)).toEqual([]);
    await decide(db.writer, ctx(), [{ claim_id: c.id, verdict: "accept" }]);
    expect(latestFacts(await factsOf(db.reader("public"), park)).map((f) => f.best.id)).toEqual([c.id]);
  });
});

describe("two clocks", () => {
  it("answers what was believed on a day, and what held on a day", async () => {
    const first = claim({ property: "expected_completion", unit: "date", value: "2023-12", modality: "planned", stated_on: "2023-03" });
    const second = claim({ property: "expected_completion", unit: "date", value: "2024-06", modality: "planned", stated_on: "2024-03-20" });
    const built = claim({ property: "completion_date", unit: "date", value: "2025-02", stated_on: "2025-03-01" });
    await record(db.writer, ctx(), { kind: "import", entries: [...opening(), first, second, built] });
    const ask = async (clocks: object) => (await factsOf(db.reader("public"), park, clocks)).map((f) => f.best.value);
    expect(await ask({ known_on: "2023-12-01" })).toEqual(["2023-12"]);
    expect(await ask({ known_on: "2023-03-15" })).toEqual([]); // said some day in March: not certainly by the 15th
    expect(await ask({ known_on: "2024-03-20" })).toEqual(["2024-06"]);
    expect(await ask({ valid_on: "2025-01-01" })).toEqual(["2024-06"]);
    expect(await ask({})).toEqual(["2025-02", "2024-06"]);
  });

  it("does not let a correction made today rewrite what the ledger said yesterday", async () => {
    const c = claim({ stated_on: "2023-06-26" });
    await record(db.writer, ctx(), { kind: "import", entries: [...opening(), c] });
    now = "2026-02-01T00:00:00.000Z";
    const { kind: _kind, id: _id, entered: _entered, ...next } = claim({ value: 22, stated_on: "2023-06-26" });
    await correct(db.writer, ctx(), { claim_id: c.id, next, note: "misread" });
    const ask = async (clocks: object) => (await factsOf(db.reader("public"), park, clocks)).map((f) => f.best.value);
    expect(await ask({})).toEqual([22]);
    expect(await ask({ known_on: "2026-01-20" })).toEqual([20]);
    expect(await ask({ recorded_on: "2026-01-20" })).toEqual([20]);
    expect(await ask({ recorded_on: "2026-01-01" })).toEqual([]);
    expect(await ask({ known_on: "2024-01-01" })).toEqual([22]); // before the ledger lived through it, a misreading never counts
  });
});

describe("decisions", () => {
  it("refuses a correction with a member that no claim has, such as a page's cursor", async () => {
    const c = claim();
    await record(db.writer, ctx(), { kind: "import", entries: [...opening(), c] });
    const [read] = await claimsPage(db.reader("public"), {});
    const { id: _id, status: _status, head: _head, entered: _entered, ...next } = read!;
    const foreign = Object.keys(next).filter((k) => k === "place");
    expect(foreign).toEqual(["place"]);
    await expect(correct(db.writer, ctx(), { claim_id: c.id, next: { ...next, value: 21 }, note: "recount" })).rejects.toMatchObject({ code: "ledger/no-member", payload: { members: expect.arrayContaining(["place"]) } });
    await expect(correctMany(db.writer, ctx(), [{ claim_id: c.id, next: { ...next, value: 21 } }], "recount")).rejects.toMatchObject({ code: "ledger/no-member" });
    expect((await factsOf(db.reader("public"), park, {})).map((f) => f.best.value)).toEqual([20]);
  });

  it("gives both of two people who correct one claim an honest answer", async () => {
    const c = claim();
    await record(db.writer, ctx(), { kind: "import", entries: [...opening(), c] });
    const seen = await claimBy(db.reader("public"), c.id);
    const next = (value: number) => {
      const { kind: _kind, id: _id, entered: _entered, ...rest } = claim({ value });
      return rest;
    };
    const answers = await Promise.allSettled([
      correct(db.writer, ctx("Ann"), { claim_id: c.id, ...(seen.head ? { expects: seen.head } : {}), next: next(21), note: "recount" }),
      correct(db.writer, ctx("Bo"), { claim_id: c.id, ...(seen.head ? { expects: seen.head } : {}), next: next(23), note: "recount" }),
    ]);
    expect(answers.map((a) => a.status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = answers.find((a) => a.status === "rejected") as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({ code: "ledger/conflict", status: 409 });
    expect(refused.reason.payload.decision.actor).toMatch(/Ann|Bo/);
    const history = await historyOf(db.reader("public"), c.id);
    expect(history.claims).toHaveLength(2);
    expect(history.decisions).toHaveLength(1);
  });

  it("makes all decisions of a batch or none", async () => {
    const [a, b] = [claim({ entered: "proposed" }), claim({ entered: "proposed", value: 22 })];
    await record(db.writer, ctx(), { kind: "read", entries: [...opening(), a, b] });
    await decide(db.writer, ctx(), [{ claim_id: b.id, verdict: "reject" }]);
    await expect(decide(db.writer, ctx(), [{ claim_id: a.id, verdict: "accept" }, { claim_id: b.id, verdict: "accept" }])).rejects.toMatchObject({ code: "ledger/conflict" });
    expect((await claimBy(db.writer, a.id)).status).toBe("proposed");
  });

  it("merges two entities and un-merges them without touching a claim", async () => {
    await record(db.writer, ctx(), { kind: "import", entries: [...opening(), claim(), claim({ subject_id: other, property: "employees", value: 300 })] });
    const before = await lines(db);
    await judge(db.writer, ctx(), { left_id: park, right_id: other, verdict: "same", note: "one park" });
    const one = await entityBy(db.reader("public"), "other-park");
    expect((await factsOf(db.reader("public"), one.canonical_id)).map((f) => f.property)).toEqual(["employees", "firms_count"]);
    now = "2026-01-11T00:00:00.000Z";
    await judge(db.writer, ctx(), { left_id: other, right_id: park, verdict: "different", note: "two parks after all" });
    expect((await factsOf(db.reader("public"), other)).map((f) => f.property)).toEqual(["employees"]);
    expect((await lines(db)).slice(0, before.length)).toEqual(before);
    expect((await db.writer.selectFrom("fact").selectAll().execute()).map((f) => f.subject_id).sort()).toEqual([park, other].sort());
  });
});

describe("visibility is the database's to enforce", () => {
  it("drops rows above the viewer's clearance and chooses among the rest", async () => {
    const secret = claim({ value: 25, stated_on: "2025-01-01", visibility: "confidential" });
    const open = claim({ value: 20, stated_on: "2023-01-01" });
    await record(db.writer, ctx(), { kind: "import", entries: [...opening(), secret, open] });
    expect((await claimsPage(db.reader("public"), {})).map((c) => c.id)).toEqual([open.id]);
    expect((await factsOf(db.reader("public"), park))[0]?.best.value).toBe(20);
    expect((await factsOf(db.reader("confidential"), park))[0]?.best.value).toBe(25);
    const stored = await db.reader("public").selectFrom("fact").selectAll().execute();
    expect(stored.map((f) => f.claim_id)).toEqual([open.id]);
    await expect(db.reader("confidential").deleteFrom("fact").execute()).rejects.toThrow(/permission denied/);
    await expect(db.reader("public").selectFrom("meta").selectAll().execute()).rejects.toThrow(/permission denied/);
  });
});

describe("exchange and verification", () => {
  it("exports, imports and exports again to the same bytes, and facts with it", async () => {
    const c = claim({ entered: "proposed", stated: { number: "20" }, reasons: { property: { words: "firms" } }, confidence: 0.9 });
    await record(db.writer, ctx(), { kind: "read", entries: [...opening(), c, claim({ subject_id: other, unit: "text", property: "alias", value: "另一园" })] });
    await decide(db.writer, ctx(), [{ claim_id: c.id, verdict: "accept" }], "fits");
    await judge(db.writer, ctx(), { left_id: park, right_id: other, verdict: "same", note: "" });
    const out = await lines(db);
    const again = await openForTest();
    try {
      expect(await importLines(again, out)).toEqual({ changes: 3, entries: 8 });
      expect(await lines(again)).toEqual(out);
      const facts = async (d: Database) => await d.writer.selectFrom("fact").selectAll().orderBy("property").execute();
      expect(await facts(again)).toEqual(await facts(db));
      await expect(importLines(again, out)).rejects.toMatchObject({ code: "ledger/not-empty" });
    } finally {
      await again.close();
    }
  });

  it("refuses an export that was altered, naming the line, and writes nothing", async () => {
    await record(db.writer, ctx(), { kind: "import", entries: [...opening(), claim()] });
    const out = await lines(db);
    const again = await openForTest();
    try {
      const altered = out.map((line) => line.replace('"value":20', '"value":21'));
      await expect(importLines(again, altered)).rejects.toMatchObject({ code: "ledger/import" });
      await expect(importLines(again, out.slice(0, -1))).rejects.toMatchObject({ code: "ledger/import" });
      await expect(importLines(again, [out[0]!, "{not json"])).rejects.toMatchObject({ payload: { line: 2 } });
      expect((await countsOf(again.writer)).changes).toBe(0);
    } finally {
      await again.close();
    }
  });

  it("names the row that somebody altered behind its back", async () => {
    const c = claim();
    await record(db.writer, ctx(), { kind: "import", entries: [...opening(), c] });
    expect((await verifyLedger(db)).flaws).toEqual([]);
    await db.writer.schema.alterTable("claim").addColumn("spare", "text").execute(); // a privileged hand can switch the guard off …
    const { sql } = await import("kysely");
    await sql`alter table claim disable trigger claim_keep_update`.execute(db.writer);
    await sql`update claim set value_num = 2000 where id = ${c.id}`.execute(db.writer);
    const flaws = (await verifyLedger(db)).flaws;
    expect(flaws.some((f) => f.entry === c.id)).toBe(true); // … but not unseen
  });
});
