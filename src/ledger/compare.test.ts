/** Two days compared at the ledger's door: what differs, and the reason given. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openForTest } from "../db/open-for-test.ts";
import type { Database } from "../db/index.ts";
import { newId, type Clock } from "../kernel/index.ts";
import { compareFacts, correct, decide, factsOf, record, type ClaimRecord, type Ctx, type Entry } from "./index.ts";

let db: Database;
let now: string;
const clock: Clock = { now: () => new Date(now) };
const ctx = (): Ctx => ({ actor: "analyst", clock });

beforeEach(async () => {
  db = await openForTest();
  now = "2023-06-01T08:00:00.000Z";
});
afterEach(async () => await db.close());

function setUp() {
  const [park, source] = [newId(clock), newId(clock)];
  const opening: Entry[] = [
    { kind: "entity", id: park, type: "Park", slug: `park-${park.slice(-6)}`, label: { en: "A park" }, visibility: "public" },
    { kind: "source", id: source, version: 1, what: "document", title: "A page", visibility: "public" },
  ];
  const claim = (over: Partial<ClaimRecord>): { kind: "claim" } & ClaimRecord => ({
    kind: "claim", subject_id: park, id: newId(clock), property: "firms_count", value: 20, unit: "count", modality: "actual", bound: "eq", when: "2022", stated_on: "2023-06-01",
    source_id: source, visibility: "public", entered: "accepted", ...over,
  });
  return { park, opening, claim };
}

describe("two days compared", () => {
  it("gives for every figure that differs what it was, what it is, and why", async () => {
    const { park, opening, claim } = setUp();
    const first = claim({});
    const misread = claim({ property: "employees", value: 50 });
    const rejected = claim({ property: "investment", value: 1e8, unit: "yuan" });
    const coming = claim({ property: "revenue", value: 5e8, unit: "yuan", when: "2024" });
    await record(db.writer, ctx(), { kind: "import", entries: [...opening, first, misread, rejected, coming] });
    now = "2023-09-01T08:00:00.000Z";
    await record(db.writer, ctx(), { kind: "import", entries: [claim({ value: 35, stated_on: "2023-09-01" }), claim({ property: "patents", value: 7, stated_on: "2023-09-01" })] });
    const { id: _id, kind: _kind, entered: _entered, ...next } = { ...misread, value: 500 };
    await correct(db.writer, ctx(), { claim_id: misread.id, next, note: "a nought was lost" });
    await decide(db.writer, ctx(), [{ claim_id: rejected.id, verdict: "withdraw" }]);

    const changes = await compareFacts(db.reader("public"), [park], { known_on: "2023-07-01", valid_on: "2023-07-01" }, { known_on: "2024-06-01", valid_on: "2024-06-01" });
    const told = changes.map((c) => [c.property, c.before?.value ?? null, c.after?.value ?? null, c.why, c.agrees]).sort();
    expect(told).toEqual([
      ["employees", 50, 500, "corrected", false],
      ["firms_count", 20, 35, "said", false],
      ["investment", 1e8, null, "decided", false],
      ["patents", null, 7, "said", false],
      ["revenue", null, 5e8, "held", false],
    ]);
  });

  it("lists nothing for two views that choose the same, and only what differs: before and after are the facts of their days", async () => {
    const { park, opening, claim } = setUp();
    await record(db.writer, ctx(), { kind: "import", entries: [...opening, claim({}), claim({ value: 21, stated_on: "2023-08-01" })] });
    const reader = db.reader("public");
    expect(await compareFacts(reader, [park], { known_on: "2023-07-01" }, { known_on: "2023-07-15" })).toEqual([]);
    const [change] = await compareFacts(reader, [park], { known_on: "2023-07-01" }, {});
    expect([change?.before?.value, change?.after?.value]).toEqual([(await factsOf(reader, park, { known_on: "2023-07-01" }))[0]!.best.value, (await factsOf(reader, park))[0]!.best.value]);
    expect(await compareFacts(reader, [], {}, {})).toEqual([]);
  });

  it("says that a person decided when what stood before was set aside", async () => {
    const { park, opening, claim } = setUp();
    const [one, two] = [claim({}), claim({ value: 26, stated_on: "2023-05-01" })];
    await record(db.writer, ctx(), { kind: "import", entries: [...opening, one, two] });
    now = "2023-09-01T08:00:00.000Z";
    await decide(db.writer, ctx(), [{ claim_id: one.id, verdict: "reject" }]);
    const [change] = await compareFacts(db.reader("public"), [park], { known_on: "2023-07-01" }, {});
    expect([change?.before?.value, change?.after?.value, change?.why]).toEqual([20, 26, "decided"]);
  });

  it("shows beside the figure of a new period the last one before it", async () => {
    const { park, opening, claim } = setUp();
    await record(db.writer, ctx(), { kind: "import", entries: [...opening, claim({ when: "2021", value: 18 }), claim({}), claim({ when: "2023", value: 31, stated_on: "2024-02-01" })] });
    const [change] = await compareFacts(db.reader("public"), [park], { known_on: "2023-07-01" }, {});
    expect([change?.when, change?.before, change?.previous?.value, change?.after?.value]).toEqual(["2023", undefined, 20, 31]);
  });
});
