/** The book of findings against a full run: whatever is recorded, decided, merged or kept secret, both find the same for every viewer. */
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openForTest } from "../db/open-for-test.ts";
import type { Database } from "../db/index.ts";
import { newId, systemClock, VISIBILITIES } from "../kernel/index.ts";
import { claimBy, decide, FindingBook, findingOrder, judge, reconcile, record, rule, type ClaimRecord, type Ctx, type Entry } from "./index.ts";

let db: Database;
const ctx: Ctx = { actor: "analyst", clock: systemClock };
const DAYS = ["2024-03-01", "2026-06-01"];

beforeEach(async () => {
  db = await openForTest();
  await record(db.writer, ctx, { kind: "import", entries: [{ kind: "source", id: source, version: 1, what: "page", title: "A page", visibility: "public" }] });
});
afterEach(async () => await db.close());

const source = newId();
const opening = (ids: readonly string[], hidden = 2): Entry[] => ids.map((id, k) =>
  ({ kind: "entity", id, type: "Cluster", slug: `place-${k}-${id.slice(-6)}`, label: { zh: k === 3 ? "地方0" : `地方${k}` }, visibility: k === hidden ? "internal" : "public" }));
const claim = (subject_id: string, over: Partial<ClaimRecord>): { kind: "claim" } & ClaimRecord => ({
  kind: "claim", subject_id, id: newId(), property: "output_value", value: 1e9, unit: "yuan", when: "2024", modality: "actual", bound: "eq", source_id: source, visibility: "public", entered: "accepted", ...over,
});

type Step = { at: number; other: number; kind: "level" | "rate" | "promise" | "part" | "reject" | "merge" | "part ways"; value: number; year: string; visibility: (typeof VISIBILITIES)[number] };
const step: fc.Arbitrary<Step> = fc.record({
  at: fc.nat({ max: 3 }), other: fc.nat({ max: 3 }), kind: fc.constantFrom("level" as const, "level" as const, "rate" as const, "promise" as const, "part" as const, "reject" as const, "merge" as const, "part ways" as const),
  value: fc.constantFrom(1e9, 1.9e9, 1e5, 1_234_567_890, 7.654e9), year: fc.constantFrom("2023", "2024"), visibility: fc.constantFrom(...VISIBILITIES),
});

async function take(entities: readonly string[], recorded: string[], { at, other, kind, value, year, visibility }: Step): Promise<void> {
  const subject = entities[at]!;
  const enter = async (over: Partial<ClaimRecord>): Promise<void> => {
    const made = claim(subject, { visibility, ...over });
    recorded.push(made.id);
    await record(db.writer, ctx, { kind: "import", entries: [made] });
  };
  if (kind === "level") await enter({ value, when: year });
  else if (kind === "rate") await enter({ property: "growth_rate", unit: "ratio", value: 0.071, when: year });
  else if (kind === "promise") await enter({ property: "output_value", modality: "target", value, when: year, stated_on: "2022-01" });
  else if (kind === "part" && at !== other) await enter({ property: "part_of", unit: "entity", value: entities[other]! });
  else if (kind === "reject" && recorded.length > 0) {
    const one = await claimBy(db.writer, recorded[value % recorded.length]!);
    if (one.status === "accepted") await decide(db.writer, ctx, [{ claim_id: one.id, verdict: "reject", ...(one.head ? { expects: one.head } : {}) }]);
  } else if ((kind === "merge" || kind === "part ways") && at !== other) {
    await judge(db.writer, ctx, { left_id: subject, right_id: entities[other]!, verdict: kind === "merge" ? "same" : "different", note: "" });
  }
}

it("finds after each change what a full run finds, for each viewer and day", async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
    const entities = Array.from({ length: 4 }, () => newId());
    await record(db.writer, ctx, { kind: "import", entries: opening(entities) });
    const book = new FindingBook(db, () => undefined);
    const recorded: string[] = [];
    for (const one of steps) {
      await take(entities, recorded, one);
      for (const clearance of VISIBILITIES) for (const day of DAYS) {
        if (one === steps.at(-1) && day === DAYS[1]) expect((await book.asOf(clearance, { valid_on: "9999-12-31", known_on: "9999-12-31" }, day)).findings).toEqual(await reconcile(db.reader(clearance), day));
        const { findings } = await book.of(clearance, day);
        const full = (await reconcile(db.reader(clearance), day)).toSorted(findingOrder);
        expect(findings).toEqual(full);
      }
    }
  }), { numRuns: 8 });
}, 120_000);

it("works in slices, answers a second viewer from the same page, and reads again only what was touched", async () => {
  const entities = Array.from({ length: 300 }, () => newId());
  const levels = entities.flatMap((id) => [claim(id, { value: 1.23e9 }), claim(id, { value: 2.34e9 })]);
  await record(db.writer, ctx, { kind: "import", entries: [...opening(entities, -1), ...levels] });
  let turns = 0;
  const book = new FindingBook(db, () => undefined, async () => void turns++);
  expect((await book.of("confidential", DAYS[1]!)).findings.filter((f) => f.check === "same-fact")).toHaveLength(300);
  expect(turns).toBeGreaterThanOrEqual(1 + Math.floor(300 / 64));
  turns = 0;
  expect((await book.of("public", DAYS[1]!)).findings.filter((f) => f.check === "same-fact")).toHaveLength(300);
  expect(turns).toBe(0);
  await record(db.writer, ctx, { kind: "import", entries: [claim(entities[7]!, { value: 3.45e9 })] });
  expect((await book.of("public", DAYS[1]!)).findings.find((f) => f.subject === entities[7] && f.check === "same-fact")!.claims).toHaveLength(2);
  expect(turns).toBe(1);
});

it("knows the rulings of the moment", async () => {
  const id = newId();
  const [first, second] = [claim(id, { value: 1.23e9 }), claim(id, { value: 2.34e9 })];
  await record(db.writer, ctx, { kind: "import", entries: [...opening([id]), first, second] });
  const book = new FindingBook(db, () => undefined);
  const finding = (await book.of("public", DAYS[1]!)).findings[0]!;
  expect((await book.of("public", DAYS[1]!)).rulings.size).toBe(0);
  await rule(db.writer, ctx, { finding, verdict: "no-conflict", note: "two counts" });
  expect((await book.of("public", DAYS[1]!)).rulings.get(finding.id)?.note).toBe("two counts");
});
