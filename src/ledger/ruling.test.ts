/** Rulings on findings at the ledger's door: recorded, reversible, bearing on the fact only while the finding stands, and nobody's who may not see the claims. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { openForTest } from "../db/open-for-test.ts";
import type { Database } from "../db/index.ts";
import { fixedClock, newId, type Clock } from "../kernel/index.ts";
import {
  correct, decide, exportLines, factsOf, importLines, rebuildFacts, reconcile, record, rule, rulingHeads, rulingsOn, verifyLedger,
  type ClaimRecord, type Ctx, type Entry, type Finding, type RulingInput,
} from "./index.ts";

let db: Database;
let now: string;
const clock: Clock = { now: () => new Date(now) };
const ctx = (actor = "analyst"): Ctx => ({ actor, clock });
const TODAY = "2026-06-01";

beforeEach(async () => {
  db = await openForTest();
  now = "2026-01-10T08:00:00.000Z";
});
afterEach(async () => await db.close());

const old = fixedClock("2025-01-01T00:00:00Z");
const [firm, source] = [newId(old), newId(old)];
const opening = (): Entry[] => [
  { kind: "entity", id: firm, type: "Firm", slug: "test-firm", label: { zh: "试验厂", en: "Test Works" }, visibility: "public" },
  { kind: "source", id: source, version: 1, what: "page", title: "A page", visibility: "public" },
];
const claim = (value: number, stated_on: string, over: Partial<ClaimRecord> = {}): { kind: "claim" } & ClaimRecord => ({
  kind: "claim", subject_id: firm, id: newId(clock), property: "revenue", value, unit: "yuan", when: "2024", modality: "actual", bound: "eq", source_id: source, stated_on,
  stated: { number: (value / 1e8).toFixed(2), scale: "亿" }, visibility: "public", entered: "accepted", ...over,
});
const found = async (check = "same-fact"): Promise<Finding[]> => (await reconcile(db.reader("confidential"), TODAY)).filter((f) => f.check === check);
const best = async (clocks: object = {}, clearance: "public" | "confidential" = "public"): Promise<unknown[]> => (await factsOf(db.reader(clearance), firm, clocks)).map((f) => f.best.value);
const dump = async (): Promise<string> => JSON.stringify(await db.writer.selectFrom("fact").selectAll().orderBy("subject_id").orderBy("property").orderBy("when_text").orderBy("clearance_min").execute());
const prefer = (finding: Finding, prefers: string, over: Partial<RulingInput> = {}): RulingInput => ({ finding, verdict: "prefer", prefers, note: "the audited report", ...over });

it("lets the preferred claim speak for the fact, keeps the other as a rival, and gives it back when the ruling is taken back", async () => {
  const [first, second] = [claim(7.8e8, "2025-03"), claim(6.7e8, "2025-06")];
  await record(db.writer, ctx(), { kind: "import", entries: [...opening(), first, second] });
  expect(await best()).toEqual([6.7e8]);
  const before = await dump();
  const finding = (await found())[0]!;
  now = "2026-02-01T00:00:00.000Z";
  const { ruling } = await rule(db.writer, ctx("director"), prefer(finding, first.id));
  expect((await found()).map((f) => f.id)).toEqual([finding.id]); // it stays a finding
  const [fact] = await factsOf(db.reader("public"), firm);
  expect([fact!.best.value, fact!.rivals.map((r) => r.value), fact!.ruled_by]).toEqual([7.8e8, [6.7e8], finding.id]);
  expect(JSON.parse(await dump())).toMatchObject([{ claim_id: first.id, rivals: [second.id] }]);
  const ruled = await dump();
  await rebuildFacts(db.writer);
  expect(await dump()).toBe(ruled);
  expect(await best({ recorded_on: "2026-01-15" })).toEqual([6.7e8]);
  expect(await best({ known_on: "2026-01-15" })).toEqual([6.7e8]);
  now = "2026-02-02T00:00:00.000Z";
  await rule(db.writer, ctx(), { finding, verdict: "withdraw", note: "", expects: ruling.id });
  expect(await best()).toEqual([6.7e8]);
  expect(await dump()).toBe(before);
  expect((await rulingsOn(db.reader("public"), finding.id)).map((r) => [r.verdict, r.actor, r.note])).toEqual([["prefer", "director", "the audited report"], ["withdraw", "analyst", ""]]);
  expect(await best({ recorded_on: "2026-02-01" })).toEqual([7.8e8]);
});

it("bears on the fact no longer once other claims stand in the finding, or a newer figure is told", async () => {
  const [first, second] = [claim(7.8e8, "2025-03"), claim(6.7e8, "2025-06")];
  await record(db.writer, ctx(), { kind: "import", entries: [...opening(), first, second] });
  const finding = (await found())[0]!;
  now = "2026-02-01T00:00:00.000Z";
  await rule(db.writer, ctx(), prefer(finding, first.id));
  expect(await best()).toEqual([7.8e8]);
  now = "2026-03-01T00:00:00.000Z";
  // Between the two: the finding stands, and what was told after the ruling is not passed over by it.
  const third = claim(7e8, "2026-02");
  await record(db.writer, ctx(), { kind: "import", entries: [third] });
  expect((await found()).map((f) => f.id)).toEqual([finding.id]);
  expect(await best()).toEqual([7e8]);
  await decide(db.writer, ctx(), [{ claim_id: third.id, verdict: "reject" }]);
  expect(await best()).toEqual([7.8e8]);
  // Beyond them: another finding, and the ruling has lapsed.
  await record(db.writer, ctx(), { kind: "import", entries: [claim(5e8, "2024-01")] });
  expect((await found()).map((f) => f.id)).not.toContain(finding.id);
  expect(await best()).toEqual([6.7e8]);
});

it("gives way when its claim is corrected, and holds again when that is taken back", async () => {
  const [first, second] = [claim(7.8e8, "2025-03"), claim(6.7e8, "2025-06")];
  await record(db.writer, ctx(), { kind: "import", entries: [...opening(), first, second] });
  await rule(db.writer, ctx(), prefer((await found())[0]!, first.id));
  const { kind: _k, id: _i, entered: _e, ...next } = claim(6.8e8, "2025-06");
  const made = await correct(db.writer, ctx(), { claim_id: second.id, next, note: "misread" });
  expect(await best()).toEqual([6.8e8]);
  await decide(db.writer, ctx(), [{ claim_id: made.claim_id, verdict: "withdraw" }]);
  const head = (await db.writer.selectFrom("claim").select("head").where("id", "=", second.id).executeTakeFirstOrThrow()).head!;
  await decide(db.writer, ctx(), [{ claim_id: second.id, verdict: "reopen", expects: head }]);
  expect(await best()).toEqual([7.8e8]);
});

it("leaves facts alone where the claims are not of one figure, or are only said to differ", async () => {
  const level = (year: string, value: number) => claim(value, `${Number(year) + 1}-02`, { when: year });
  const rate = claim(0.071, "2025-02", { property: "growth_rate", unit: "ratio", stated: { number: "7.1", unit: "%" } });
  const [before, after] = [level("2023", 7.5e8), level("2024", 9.002e8)];
  await record(db.writer, ctx(), { kind: "import", entries: [...opening(), before, after, rate] });
  const facts = await best();
  await rule(db.writer, ctx(), prefer((await found("growth-identity"))[0]!, after.id));
  expect(await best()).toEqual(facts);
  const again = claim(9.5e8, "2024-12");
  await record(db.writer, ctx(), { kind: "import", entries: [again] });
  const told = (await found())[0]!;
  const first = await rule(db.writer, ctx(), { finding: told, verdict: "different-definitions", note: "one counts the subsidiaries" });
  expect((await best()).includes(9.5e8)).toBe(false);
  await rule(db.writer, ctx(), prefer(told, again.id, { expects: first.ruling.id }));
  expect((await best()).includes(9.5e8)).toBe(true);
});

it("refuses a ruling without a reason, one that names no claim of the finding, and one made over another's", async () => {
  const [first, second] = [claim(7.8e8, "2025-03"), claim(6.7e8, "2025-06")];
  await record(db.writer, ctx(), { kind: "import", entries: [...opening(), first, second] });
  const finding = (await found())[0]!;
  await expect(rule(db.writer, ctx(), prefer(finding, first.id, { note: " " }))).rejects.toMatchObject({ code: "ledger/ruling-needs-reason" });
  await expect(rule(db.writer, ctx(), prefer(finding, newId(clock)))).rejects.toMatchObject({ code: "ledger/ruling-prefers" });
  await expect(rule(db.writer, ctx(), { finding, verdict: "no-conflict", prefers: first.id, note: "x" })).rejects.toMatchObject({ code: "ledger/ruling-prefers" });
  await expect(rule(db.writer, ctx(), { finding, verdict: "withdraw", note: "" })).rejects.toMatchObject({ code: "ledger/not-ruled" });
  await rule(db.writer, ctx("director"), prefer(finding, first.id));
  await expect(rule(db.writer, ctx(), prefer(finding, second.id))).rejects.toMatchObject({ code: "ledger/conflict", payload: { ruling: { actor: "director" } } });
  expect(await best()).toEqual([7.8e8]);
});

it("is as secret as the most secret of its claims", async () => {
  const [first, second] = [claim(7.8e8, "2025-03", { visibility: "internal" }), claim(6.7e8, "2025-06")];
  await record(db.writer, ctx(), { kind: "import", entries: [...opening(), first, second] });
  await rule(db.writer, ctx(), prefer((await found())[0]!, first.id));
  expect([await best({}, "confidential"), await best({}, "public")]).toEqual([[7.8e8], [6.7e8]]);
  expect([(await rulingHeads(db.reader("internal"))).size, (await rulingHeads(db.reader("public"))).size]).toEqual([1, 0]);
  expect(JSON.parse(await dump()).map((f: { claim_id: string; clearance_min: number }) => [f.claim_id, f.clearance_min])).toEqual([[second.id, 0], [first.id, 1]]);
});

it("is exported, imported to the same bytes and facts, and verified", async () => {
  const [first, second] = [claim(7.8e8, "2025-03"), claim(6.7e8, "2025-06")];
  await record(db.writer, ctx(), { kind: "import", entries: [...opening(), first, second] });
  await rule(db.writer, ctx(), prefer((await found())[0]!, first.id));
  const lines: string[] = [];
  for await (const line of exportLines(db)) lines.push(line);
  const facts = await dump();
  const copy = await openForTest();
  try {
    await importLines(copy, lines);
    const again: string[] = [];
    for await (const line of exportLines(copy)) again.push(line);
    expect(again).toEqual(lines);
    expect((await factsOf(copy.reader("public"), firm)).map((f) => f.best.value)).toEqual([7.8e8]);
    expect(JSON.stringify(await copy.writer.selectFrom("fact").selectAll().execute())).toBe(facts);
    expect((await verifyLedger(copy)).flaws).toEqual([]);
    await copy.writer.executeQuery({ sql: "alter table ruling disable trigger ruling_keep", parameters: [], query: { kind: "RawNode" } } as never);
    await copy.writer.updateTable("ruling").set({ note: "because I say so" }).execute();
    expect((await verifyLedger(copy)).flaws.map((f) => f.message.en)).toEqual([expect.stringMatching(/^ruling .* was altered$/), expect.stringContaining("does not fit")]);
    await expect(db.writer.updateTable("ruling").set({ note: "" }).execute()).rejects.toThrow(/append-only/);
  } finally {
    await copy.close();
  }
});
