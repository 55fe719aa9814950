/** Editions: kept with the ledger they were made from, and held against each other with the reason for every difference. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "../db/index.ts";
import { openForTest } from "../db/open-for-test.ts";
import { fillWithReference } from "../documents/index.ts";
import { AppError, fixedClock, newId } from "../kernel/index.ts";
import { claimsOn, correct, decide, entityBy, factsOf, record, type Claim } from "../ledger/index.ts";
import { loadOntology } from "../ontology/index.ts";
import { buildEdition, compareEditions, editionBy, editionFile, editionsPage, type Order, type Press } from "./index.ts";

const ontology = loadOntology();
const clock = fixedClock("2026-11-22T08:00:00Z");
const ctx = { actor: "analyst", clock };
const ORDER: Order = { lang: "zh", profile: "whitepaper", built_on: "2026-11-22", clocks: {} };
let database: Database;
let press: Press;

beforeAll(async () => {
  database = await openForTest();
  await fillWithReference(database, ctx, ontology);
  press = { database, ontology, clock, version: "0.0.0", actor: "analyst", clearance: "public" };
});
afterAll(async () => await database.close());

const asNew = ({ id: _i, change_id: _c, recorded_at: _r, known_from: _k, status: _s, head: _h, entered: _e, corrects: _o, ...rest }: Claim) => rest;
const cluster = async () => await entityBy(database.writer, "cluster-changchun-optoelectronic-information-industry");

it("keeps what it was made from, its figures and its files", async () => {
  const { edition, files } = await buildEdition(press, { ...ORDER, profile: "brief" }, ["html"], true);
  const kept = await editionBy(database.reader("public"), edition.id.slice(0, 8));
  expect(kept).toEqual(edition);
  expect(Buffer.from(await editionFile(database.reader("public"), edition.id, "html")).equals(Buffer.from(files.get("html")!))).toBe(true);
  expect((await editionsPage(database.reader("public"), 10))[0]).toMatchObject({ id: edition.id, formats: ["html"], ledger_hash: edition.ledger_hash });
});

it("is one edition when built twice from the same ledger, request and day", async () => {
  const [a, b] = [await buildEdition(press, ORDER, [], false), await buildEdition(press, ORDER, [], false)];
  expect(a.edition.id).toBe(b.edition.id);
  expect((await compareEditions(database.writer, a.edition, b.edition)).changes).toEqual([]);
});

it("tells why each figure changed: correction, decision, new claim", async () => {
  const before = (await buildEdition(press, ORDER, [], false)).edition;
  const subject = await cluster();
  const facts = await factsOf(database.writer, subject.id);
  const output = facts.find((f) => f.property === "output_value" && f.when === "2024-01/2024-03")!.best;
  await correct(database.writer, ctx, { claim_id: output.id, ...(output.head ? { expects: output.head } : {}), note: "misread", next: { ...asNew(output), value: 17_930_000_000 } });
  const firms = facts.find((f) => f.property === "firms_count" && f.qualifier === "规上企业" && f.when === "2025-06")!.best;
  await decide(database.writer, ctx, [{ claim_id: firms.id, verdict: "withdraw", ...(firms.head ? { expects: firms.head } : {}) }]);
  const target = (await claimsOn(database.writer, subject.id)).find((c) => c.property === "output_value" && c.when === "2025" && c.modality === "target")!;
  await record(database.writer, ctx, { kind: "record", note: "", entries: [{ kind: "claim", ...asNew(target), id: newId(clock), entered: "accepted", value: 123_000_000_000, bound: "eq", stated_on: "2026-10-01" }] });
  const after = (await buildEdition(press, ORDER, [], false)).edition;
  const { changes } = await compareEditions(database.writer, before, after);
  const why = (property: string, when: string, modality = "actual") => changes.filter((c) => c.key.startsWith(subject.id) && c.key.includes(`|${property}|`) && c.key.includes(`|${when}|${modality}|`)).map((c) => [c.before?.text, c.after?.text, c.why]);
  expect(why("output_value", "2024-01/2024-03")).toEqual([["179.2亿元", "179.3亿元", "correction"]]);
  expect(why("firms_count", "2025-06")).toEqual([["186户", undefined, "decision"]]);
  expect(why("output_value", "2025", "target")).toEqual([["1,000亿元", "1,230亿元", "new-claim"]]);
  expect(changes.every((c) => c.before?.text !== c.after?.text || c.before?.mark !== c.after?.mark)).toBe(true);
});

it("lays differences of two days to the clock, of two choices to the choice", async () => {
  const now = (await buildEdition(press, ORDER, [], false)).edition;
  const then = (await buildEdition(press, { ...ORDER, clocks: { known_on: "2024-12-31" } }, [], false)).edition;
  const clocks = (await compareEditions(database.writer, then, now)).changes;
  expect(clocks.length).toBeGreaterThan(10);
  expect(clocks.every((c) => c.why === "clock")).toBe(true);
  const brief = (await buildEdition(press, { ...ORDER, profile: "brief" }, [], false)).edition;
  expect((await compareEditions(database.writer, now, brief)).changes.some((c) => c.why === "choice")).toBe(true);
});

it("sees the same figures in the other language", async () => {
  const [zh, en] = [(await buildEdition(press, ORDER, [], false)).edition, (await buildEdition(press, { ...ORDER, lang: "en" }, [], false)).edition];
  expect((await compareEditions(database.writer, zh, en)).changes).toEqual([]);
});

it("is not kept when a claim falls while it is being made", async () => {
  const subject = await cluster();
  const claim = (await factsOf(database.writer, subject.id)).find((f) => f.property === "output_value" && f.when === "2024" && f.modality === "actual")!.best;
  const meddling: Press = { ...press, progress: async (step) => { if (step === "html") await decide(database.writer, ctx, [{ claim_id: claim.id, verdict: "withdraw", ...(claim.head ? { expects: claim.head } : {}) }]); } };
  const refused: unknown = await buildEdition(meddling, { ...ORDER, title: "falls" }, ["html"], false).catch((e: unknown) => e);
  expect(refused).toMatchObject({ code: "report/lost-claim" });
  expect((refused as AppError).problems.some((p) => p.message.zh!.includes("2024年，长春市光电信息产业产值"))).toBe(true);
  expect((await editionsPage(database.reader("public"), 50)).some((e) => e.title === "falls")).toBe(false);
  const again = await buildEdition(press, { ...ORDER, title: "falls" }, [], false);
  expect(again.paper.cited.some((c) => c.claim === claim.id)).toBe(false);
});
