/** Judgements at their door on a real engine: the queue, judging, taking back, contradictions, rules, names with dates. */
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../db/index.ts";
import { openForTest } from "../../db/open-for-test.ts";
import { fileOfBytes } from "../../files/index.ts";
import { newId, type Label } from "../../kernel/index.ts";
import { claimsOn, entityBy, record, recordIn, inTransaction, type ClaimRecord, type Entry } from "../../ledger/index.ts";
import { loadOntology } from "../../ontology/index.ts";
import { linkRegister, takeInRegister } from "../registers/index.ts";
import { judgementsPage, judgePair, judgeRow, knownAs, PairQueue, takeBack } from "./index.ts";

const ontology = loadOntology();
let now = Date.parse("2026-03-01T08:00:00Z");
/** Every look at the clock is a second later, so that the order of words is the order of saying. */
const clock = { now: () => new Date((now += 1_000)) };
const ctx = { actor: "analyst", clock };
const SOURCE = "01900000-0000-7000-8000-000000000001";

let database: Database;
beforeEach(async () => {
  database = await openForTest();
  await record(database.writer, ctx, { kind: "record", entries: [{ kind: "source", id: SOURCE, version: 1, what: "person", title: "told", visibility: "public" }] });
});
afterEach(async () => { await database.close(); });

async function firm(label: Label, visibility: "public" | "confidential" = "public", claims: Partial<ClaimRecord>[] = []): Promise<string> {
  const id = newId(clock);
  const entries: Entry[] = [{ kind: "entity", id, type: "Firm", slug: `firm-${id}`, label, visibility }];
  for (const claim of claims) entries.push({ kind: "claim", id: newId(clock), subject_id: id, property: "name", value: "", unit: "text", modality: "actual", bound: "eq", source_id: SOURCE, visibility, entered: "accepted", ...claim });
  await inTransaction(database.writer, async (tx) => await recordIn(tx, ctx, { kind: "record", entries }));
  return id;
}

const canonical = async (id: string): Promise<string> => (await entityBy(database.writer, id)).canonical_id;

describe("the queue within the record", () => {
  it("holds likely pairs with every feature and both values, and lets go what is judged", async () => {
    const [full, short] = [await firm({ zh: "长春长光辰芯微电子股份有限公司" }), await firm({ zh: "长光辰芯" })];
    await firm({ zh: "南昌欧菲光科技有限公司" });
    await firm({ zh: "北京星河照明有限公司" });
    const queue = new PairQueue(database);
    const { items, counts } = await queue.page("public", {});
    expect(items.map((p) => [p.left.entity!.id, p.right.entity!.id])).toEqual([[full, short]]);
    expect(counts.link + counts.review).toBe(1);
    expect(items[0]!.features.length).toBeGreaterThan(0);
    expect(items[0]!.features.every((f) => typeof f.weight === "number" && f.name !== "")).toBe(true);
    expect(items[0]!.features.some((f) => f.a.includes("辰芯") && f.b.includes("辰芯"))).toBe(true);
    const { id } = await judgePair(database, ctx, { left_id: full, right_id: short, verdict: "unsure" });
    expect((await queue.page("public", {})).items).toEqual([]);
    await takeBack(database, ctx, id);
    expect((await queue.page("public", {})).items).toHaveLength(1);
  });

  it("shows vetoed pairs only where they are asked for, and nobody's names above his clearance", async () => {
    await firm({ zh: "北京华光仪器有限公司" });
    await firm({ zh: "上海华光仪器有限公司" });
    await firm({ zh: "长春鸿达光电有限公司" });
    await firm({ zh: "长春鸿达光电股份有限公司" }, "confidential");
    const queue = new PairQueue(database);
    expect((await queue.page("public", {})).items).toEqual([]);
    const all = (await queue.page("confidential", { show: "vetoed" })).items.concat((await queue.page("confidential", {})).items);
    expect(all.filter((p) => p.veto !== "").every((p) => p.decision === "vetoed")).toBe(true);
    expect(JSON.stringify(await queue.page("public", { show: "vetoed" }))).not.toContain("股份");
    expect((await queue.page("confidential", {})).items).toHaveLength(1);
  });

  it("judges by rule what has the same valid code, in the rule's name, to be taken back like any other", async () => {
    const code = { property: "uscc", value: "91220101MA0Y2T3K41" };
    const sound = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const sum = [...code.value.slice(0, 17)].reduce((s, c, i) => s + sound.indexOf(c) * (3 ** i % 31), 0);
    const valid = { ...code, value: code.value.slice(0, 17) + sound[(31 - (sum % 31)) % 31] };
    const [a, b] = [await firm({ zh: "长春光谷甲有限公司" }, "public", [valid]), await firm({ en: "Guangu Optics" }, "public", [valid])];
    const queue = new PairQueue(database);
    const done = await queue.applyRule(ctx, "same-code");
    expect(done.judged).toBe(1);
    expect(await canonical(b)).toBe(a);
    const [word] = await judgementsPage(database.reader("public"), { entities: [a] });
    expect(word).toMatchObject({ actor: "rule:same-code", note: "run by analyst", verdict: "same", stands: true });
    expect(word!.features!.map((f) => f.name)).toContain("same_uscc");
    expect((await queue.applyRule(ctx, "same-code")).judged).toBe(0);
    await takeBack(database, ctx, word!.id);
    expect(await canonical(b)).toBe(b);
  });
});

describe("judging", () => {
  it("joins and parts without touching a claim, and keeps who said what", async () => {
    const [a, b] = [await firm({ zh: "甲光电有限公司" }, "public", [{ value: "甲光电" }]), await firm({ zh: "乙光电有限公司" }, "public", [{ value: "乙光电" }])];
    const before = [await claimsOn(database.writer, a), await claimsOn(database.writer, b)];
    const { id } = await judgePair(database, ctx, { left_id: b, right_id: a, verdict: "same", note: "told so" });
    expect(await canonical(b)).toBe(a);
    expect(await claimsOn(database.writer, a)).toHaveLength(2);
    await takeBack(database, { ...ctx, actor: "second" }, id, "not so");
    expect([await claimsOn(database.writer, a), await claimsOn(database.writer, b)]).toEqual(before);
    const words = await judgementsPage(database.reader("public"), { entities: [a] });
    expect(words.map((w) => [w.verdict, w.actor, w.note, w.stands])).toEqual([["withdrawn", "second", "not so", true], ["same", "analyst", "told so", false]]);
    await expect(takeBack(database, ctx, id)).rejects.toMatchObject({ code: "identity/not-standing", status: 409 });
  });

  it("refuses a word whose maker had not seen the last one, and words against each other", async () => {
    const [a, b, c] = [await firm({ zh: "甲光电有限公司" }), await firm({ zh: "乙光电有限公司" }), await firm({ zh: "丙光电有限公司" })];
    await judgePair(database, ctx, { left_id: a, right_id: b, verdict: "same", expects: null });
    await expect(judgePair(database, ctx, { left_id: b, right_id: a, verdict: "different", expects: null })).rejects.toMatchObject({ code: "identity/moved" });
    await judgePair(database, ctx, { left_id: a, right_id: c, verdict: "different" });
    await expect(judgePair(database, ctx, { left_id: b, right_id: c, verdict: "same" })).rejects.toMatchObject({ code: "identity/judged-different" });
    expect(await canonical(c)).toBe(c);
    const d = await firm({ zh: "丁光电有限公司" });
    await judgePair(database, ctx, { left_id: b, right_id: d, verdict: "same" });
    await expect(judgePair(database, ctx, { left_id: a, right_id: d, verdict: "different" })).rejects.toMatchObject({ code: "identity/joined-through" });
    expect(await canonical(d)).toBe(a);
    await expect(judgePair(database, ctx, { left_id: a, right_id: a, verdict: "same" })).rejects.toMatchObject({ code: "ledger/one-entity" });
  });

  it("whatever is judged and taken back in whatever order, in the end every claim is where it was", async () => {
    const ids = [await firm({ zh: "甲" }, "public", [{ value: "甲甲" }]), await firm({ zh: "乙" }, "public", [{ value: "乙乙" }]), await firm({ zh: "丙" }, "public", [{ value: "丙丙" }]), await firm({ zh: "丁" }, "public", [{ value: "丁丁" }])];
    const claims = await Promise.all(ids.map(async (id) => await claimsOn(database.writer, id)));
    const step = fc.record({ a: fc.nat(3), b: fc.nat(3), verdict: fc.constantFrom("same" as const, "different" as const, "unsure" as const) });
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      for (const { a, b, verdict } of steps) {
        if (a === b) continue;
        await judgePair(database, ctx, { left_id: ids[a]!, right_id: ids[b]!, verdict }).catch((error: { code?: string }) => {
          if (!String(error.code).startsWith("identity/")) throw error;
        });
      }
      for (;;) {
        const standing = await judgementsPage(database.writer, { standing: true, limit: 500 });
        if (standing.length === 0) break;
        await takeBack(database, ctx, standing[0]!.id);
      }
      expect(await Promise.all(ids.map(canonical))).toEqual(ids);
      expect(await Promise.all(ids.map(async (id) => await claimsOn(database.writer, id)))).toEqual(claims);
    }), { numRuns: 8 });
  }, 60_000);

  it("is seen by whoever may see both sides", async () => {
    const [a, b] = [await firm({ zh: "甲光电有限公司" }), await firm({ zh: "乙光电有限公司" }, "confidential")];
    await judgePair(database, ctx, { left_id: a, right_id: b, verdict: "unsure", note: "secret" });
    expect(await judgementsPage(database.reader("public"), {})).toEqual([]);
    expect(await judgementsPage(database.reader("confidential"), {})).toHaveLength(1);
  });
});

describe("rows of a register", () => {
  it("wait in the register's queue; same adopts, taking back withdraws, and the pair waits again", async () => {
    const id = await firm({ zh: "长春长光辰芯微电子股份有限公司" });
    const list = await takeInRegister(database, ctx, fileOfBytes("list.csv", new TextEncoder().encode("企业名称,城市\n长光辰芯,长春\n长春长光辰芯微电子股份有限公司,长春\n中山照明有限公司,中山")));
    await linkRegister(database, list.id, clock.now);
    const queue = new PairQueue(database);
    const first = (await queue.page("public", { register_id: list.id })).items[0]!;
    expect(first).toMatchObject({ left: { entity: { id } }, right: { register: { id: list.id, row: 3 } }, decision: "link" });
    const { id: word } = await judgeRow(database, ctx, ontology, { register_id: list.id, row: 3, entity_id: id, verdict: "same", expects: null, score: first.score, features: first.features });
    expect((await queue.page("public", { register_id: list.id })).items.every((p) => p.right.register!.row !== 3)).toBe(true);
    expect((await claimsOn(database.reader("public"), id)).filter((c) => c.status === "accepted" && c.source_id === list.source_id)).not.toEqual([]);
    await takeBack(database, ctx, word);
    expect((await claimsOn(database.reader("public"), id)).filter((c) => c.status === "accepted")).toEqual([]);
    expect((await queue.page("public", { register_id: list.id })).items[0]).toMatchObject({ right: { register: { row: 3 } } });
    const { id: no } = await judgeRow(database, ctx, ontology, { register_id: list.id, row: 3, entity_id: id, verdict: "different" });
    expect((await queue.page("public", { register_id: list.id })).items.every((p) => p.right.register!.row !== 3)).toBe(true);
    await takeBack(database, ctx, no);
    expect((await judgementsPage(database.reader("public"), { entities: [id] })).map((w) => w.verdict)).toEqual(["withdrawn", "different", "withdrawn", "same"]);
  });
});

describe("as of a day", () => {
  it("a former name is a name with its dates, and a merge is shown from the day it was judged", async () => {
    const a = await firm({ zh: "新名光电有限公司" }, "public", [{ property: "former_name", value: "旧名光电有限公司", when: "2011/2020-06" }, { property: "name", value: "新名光电有限公司", when: "2020-07" }]);
    const b = await firm({ zh: "新名" });
    const early = await knownAs(database.reader("public"), a, { valid_on: "2015-01-01" });
    expect(early.names.map((n) => [n.text, n.in_use])).toEqual([["旧名光电有限公司", true]]);
    const late = await knownAs(database.reader("public"), a, { valid_on: "2024-01-01" });
    expect(late.names.map((n) => [n.text, n.in_use]).toSorted()).toEqual([["新名光电有限公司", true], ["旧名光电有限公司", false]].toSorted());
    now = Date.parse("2026-04-01T00:00:00Z");
    await judgePair(database, ctx, { left_id: a, right_id: b, verdict: "same" });
    expect((await knownAs(database.reader("public"), a, { known_on: "2026-03-31" })).members).toEqual([a]);
    expect((await knownAs(database.reader("public"), a, { known_on: "2026-04-02" })).members).toEqual([a, b]);
  });
});
