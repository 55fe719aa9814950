/** The book of findings against a full run: whatever is recorded, decided, merged or kept secret, both find the same for every viewer. */
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openForTest } from "../db/open-for-test.ts";
import type { Database } from "../db/index.ts";
import { fixedClock, newId, systemClock, VISIBILITIES, type Visibility } from "../kernel/index.ts";
import { claimsAsOf, type Clocks } from "./as-of.ts";
import { runChecks, type CheckClaim, type Finding } from "./checks/index.ts";
import { claimOf } from "./rows.ts";
import { claimBy, decide, FindingBook, findingOrder, judge, reconcile, record, rule, type ClaimRecord, type Ctx, type Entry } from "./index.ts";

let db: Database;
let ctx: Ctx = { actor: "analyst", clock: systemClock };
const DAYS = ["2024-03-01", "2026-06-01"];

beforeEach(async () => {
  ctx = { actor: "analyst", clock: systemClock };
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
        if (one === steps.at(-1) && day === DAYS[1]) expect((await book.of(clearance, day, { valid_on: "9999-12-31", known_on: "9999-12-31" })).findings).toEqual(await reconcile(db.reader(clearance), day));
        const { findings } = await book.of(clearance, day);
        const full = (await reconcile(db.reader(clearance), day)).toSorted(findingOrder);
        expect(findings).toEqual(full);
      }
    }
  }), { numRuns: 8 });
}, 120_000);

/** The findings by some clocks the long way: every claim folded at once, its wholes looked up one by one. */
async function foundPlainly(clearance: Visibility, clocks: Clocks, today: string): Promise<Finding[]> {
  const reader = db.reader(clearance);
  const claims = (await reader.selectFrom("claim").selectAll().execute()).map(claimOf);
  const decisions = (await reader.selectFrom("decision").selectAll().execute()).map((d) => ({ claim_id: d.claim_id, id: d.id, verdict: d.verdict as "reject", at: new Date(d.at).toISOString() }));
  const rows = await reader.selectFrom("entity").selectAll().execute(), byId = new Map(rows.map((row) => [row.id, row]));
  const stood = claimsAsOf(claims, decisions, clocks);
  const wholeOf = (subject: string, property: string): string | undefined =>
    byId.get(String(stood.filter((c) => c.status === "accepted" && c.property === property && byId.get(c.subject_id)?.canonical_id === subject && byId.has(String(c.value))).sort((a, b) => (a.id < b.id ? -1 : 1)).at(-1)?.value))?.canonical_id;
  const checked = stood.flatMap((c): CheckClaim[] => {
    const e = byId.get(byId.get(c.subject_id)?.canonical_id ?? "");
    if (!e || (c.status !== "accepted" && c.status !== "proposed")) return [];
    const [part_of, located_in] = [wholeOf(e.id, "part_of"), wholeOf(e.id, "located_in")];
    return [{ ...c, subject: e.id, subject_label: { ...(e.label_zh ? { zh: e.label_zh } : {}), ...(e.label_en ? { en: e.label_en } : {}) }, subject_type: e.type, status: c.status, ...(part_of ? { part_of } : {}), ...(located_in ? { located_in } : {}) }];
  });
  return runChecks(checked, { today });
}

it("finds for past days, kept up to date, what the claims that stood then give", async () => {
  const days = ["2025-03-01", "2025-03-02", "2025-03-03", "2025-03-04"];
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
    const entities = Array.from({ length: 4 }, () => newId());
    ctx = { actor: "analyst", clock: fixedClock(`${days[0]}T08:00:00Z`) };
    await record(db.writer, ctx, { kind: "import", entries: opening(entities) });
    const book = new FindingBook(db, () => undefined);
    const recorded: string[] = [];
    for (const [at, one] of steps.entries()) {
      const day = Math.floor((at * days.length) / steps.length);
      ctx = { actor: "analyst", clock: fixedClock(`${days[day]}T09:${String(at).padStart(2, "0")}:00Z`) };
      await take(entities, recorded, one);
      // The same clocks asked again and again: the book goes along with what is recorded later.
      for (const clocks of [{ known_on: days[1]! }, { recorded_on: days[2]! }, { valid_on: "2023-06-30", known_on: days[3]! }]) {
        const clearance = VISIBILITIES[at % VISIBILITIES.length]!;
        const { findings } = await book.of(clearance, DAYS[1]!, clocks);
        expect([...findings]).toEqual((await foundPlainly(clearance, clocks, DAYS[1]!)).toSorted(findingOrder));
      }
    }
  }), { numRuns: 6 });
}, 180_000);

it("tells how far the first run is, can be stopped, and begins anew when it is asked again", async () => {
  const entities = Array.from({ length: 200 }, () => newId());
  await record(db.writer, ctx, { kind: "import", entries: [...opening(entities, -1), ...entities.flatMap((id) => [claim(id, { value: 1.23e9 }), claim(id, { value: 2.34e9 })])] });
  const past = { known_on: "9999-12-31" }, shares: (number | undefined)[] = [];
  let stops = true;
  const book: FindingBook = new FindingBook(db, () => undefined, async () => {
    shares.push(await book.progress("public", past));
    if (stops && shares.length === 3) await book.stop("public", past);
  });
  expect(await book.progress("public", past)).toBeUndefined();
  await expect(book.of("public", DAYS[1]!, past)).rejects.toMatchObject({ code: "ledger/findings-stopped" });
  expect(shares.at(-1)).toBeGreaterThan(0);
  expect(shares).toEqual(shares.toSorted((a, b) => a! - b!));
  expect(await book.progress("public", past)).toBeUndefined();
  stops = false;
  expect((await book.of("public", DAYS[1]!, past)).findings.filter((f) => f.check === "same-fact")).toHaveLength(200);
  expect(await book.progress("public", past)).toBe(1);
});

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
