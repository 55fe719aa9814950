/** Teaching at the door, on a real PGlite: a correction, and how the next document is then read. All sentences are our own. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../db/index.ts";
import { openForTest } from "../db/open-for-test.ts";
import { newId, type Clock } from "../kernel/index.ts";
import { claimsPage, correct, decide, exportLines, importLines, record, undoChange, verifyLedger, type Claim, type ClaimRecord, type Ctx, type Entry } from "../ledger/index.ts";
import { loadOntology } from "../ontology/index.ts";
import { lessonsOf, lexiconOf, listTaught, correctAndTeach, readIntoLedger, teachByHand, withdrawWord } from "./index.ts";

const ontology = loadOntology();
const lexicon = lexiconOf(ontology);
let db: Database;
let ticks = 0;
const clock: Clock = { now: () => new Date(Date.UTC(2026, 0, 10, 8, 0, ticks++)) };
const ctx = (actor = "analyst"): Ctx => ({ actor, clock });
const valley = newId(clock);

beforeEach(async () => {
  db = await openForTest();
  const entries: Entry[] = [{ kind: "entity", id: valley, type: "Park", slug: "park-xingguang", label: { zh: "星光光电信息产业园", en: "Starlight Photonics Park" }, visibility: "public" }];
  await record(db.writer, ctx(), { kind: "import", entries });
});
afterEach(async () => await db.close());

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Reads a text and answers its claims in the order of their figures. */
async function reading(text: string, name = "page.txt"): Promise<Claim[]> {
  const { source_id } = await readIntoLedger(db, ctx("reader"), { name, bytes: bytes(text) }, { lexicon });
  const claims = await claimsPage(db.writer, { source_id });
  // A page's cursor is no part of the claim.
  return claims.map(({ place: _, ...claim }: Claim & { place?: unknown }) => claim).sort((a, b) => (a.locator?.figure_start ?? 0) - (b.locator?.figure_start ?? 0));
}
/** Corrects a claim as the API does. */
async function correcting(old: Claim, change: Partial<ClaimRecord>, word?: string) {
  const { id: _1, corrects: _2, entered: _3, reasons: _4, confidence: _5, change_id: _6, recorded_at: _7, known_from: _8, status: _9, head, ...kept } = old;
  const next = { ...kept, ...change };
  const learnt = await lessonsOf(db, ontology, lexicon, old, next, word);
  const made = await correctAndTeach(db, ctx(), { claim_id: old.id, next, note: "misread", ...(head ? { expects: head } : {}) }, learnt);
  return { ...made, not_taught: learnt.not_taught };
}
const MONEY = (phrase: string, n: number): string => `临江市光电产业会议昨日召开。星光光电信息产业园去年${phrase}${n}亿元。\n`;

describe("names that the record knows", () => {
  it("are found in the text, and the claim goes to the entity that bears them", async () => {
    const [claim] = await reading("Starlight Photonics Park reported that its output value reached 3 billion yuan in 2025.\n");
    expect(claim).toMatchObject({ subject_id: valley, property: "output_value" });
  });

  it("do not include what a reader merely supposed, until a claim on it is accepted", async () => {
    const [first] = await reading("2025年，云岭科创谷产业园实现产值12亿元。\n");
    expect(first!.subject_id).not.toBe(valley);
    const name = "云岭科创谷";
    const taughtNames = async (): Promise<boolean> => (await import("./lexicon.ts")).learntOf(db).then((l) => l.names.in(`在${name}产业园。`, "public").length > 0);
    expect(await taughtNames()).toBe(false);
    await decide(db.writer, ctx(), [{ claim_id: first!.id, verdict: "accept" }]);
    expect(await taughtNames()).toBe(true);
  });
});

describe("a corrected subject", () => {
  it("teaches the text's name as an alias, seen with who and from which claim, and forgotten when withdrawn", async () => {
    const [claim] = await reading("2025年，星光光电园实现产值18亿元。\n");
    expect(claim!.subject_id).not.toBe(valley);
    const { taught } = await correcting(claim!, { subject_id: valley });
    expect(taught).toMatchObject([{ what: "alias", word: "星光光电园", means: "星光光电信息产业园", entity_id: valley, claim_id: claim!.id, taught_by: "analyst", state: "standing" }]);

    const [next] = await reading("2026年上半年，星光光电园实现产值11亿元。\n", "next.txt");
    expect(next!.subject_id).toBe(valley);
    const [traditional] = await reading("2026年上半年，星光光電園實現產值12億元。\n", "traditional.txt");
    expect(traditional!.subject_id).toBe(valley);

    await withdrawWord(db, ctx("chief"), taught[0]!.id);
    expect(await listTaught(db)).toMatchObject([{ word: "星光光电园", state: "withdrawn", withdrawn_by: "chief", taught_by: "analyst" }]);
    const [after] = await reading("2026年前三季度，星光光电园实现产值15亿元。\n", "after.txt");
    expect(after!.subject_id).not.toBe(valley);
    await expect(withdrawWord(db, ctx(), taught[0]!.id)).rejects.toMatchObject({ code: "documents/word-withdrawn", status: 409 });
    await expect(withdrawWord(db, ctx(), newId(clock))).rejects.toMatchObject({ code: "documents/no-word", status: 404 });
  });

  it("teaches nothing where the sentence names both, or another entity bears the name", async () => {
    const [both] = await reading("2025年，北湖激光园与星光光电信息产业园相邻，北湖激光园实现产值18亿元。\n");
    const chosen = await correcting(both!, { subject_id: valley });
    expect(chosen.taught).toEqual([]);
    expect(chosen.not_taught.length).toBeGreaterThan(0);

    const lake = newId(clock);
    await record(db.writer, ctx(), { kind: "import", entries: [{ kind: "entity", id: lake, type: "Park", slug: "park-lake", label: { zh: "南湖光电园" }, visibility: "public" }] });
    const [taken] = await reading("2025年，南湖光电园实现产值19亿元。\n", "lake.txt");
    expect(taken!.subject_id).toBe(lake);
    const { taught, not_taught } = await correcting(taken!, { subject_id: valley });
    expect(taught).toEqual([]);
    expect(not_taught[0]).toMatchObject({ what: "alias", word: "南湖光电园" });
  });
});

describe("a corrected property", () => {
  it("teaches a phrase that reads the sentence right, and leaves the plain word alone", async () => {
    const [claim] = await reading(MONEY("招引投资", 30));
    expect(claim!.property).toBe("investment");
    const { taught } = await correcting(claim!, { property: "contract_value" });
    expect(taught).toMatchObject([{ what: "trigger", means: "contract_value", lang: "zh", state: "standing" }]);
    expect(taught[0]!.word).toContain("投资");
    expect(taught[0]!.word.length).toBeGreaterThan(2);

    const [next] = await reading(MONEY("招引投资", 41), "next.txt");
    expect(next!.property).toBe("contract_value");
    const [plain] = await reading(MONEY("投资", 52), "plain.txt");
    expect(plain!.property).toBe("investment");

    await withdrawWord(db, ctx(), taught[0]!.id);
    const [after] = await reading(MONEY("招引投资", 63), "after.txt");
    expect(after!.property).toBe("investment");
  });

  it("works in English too", async () => {
    const text = (n: number): string => `Starlight Photonics Park reported pledged investment of ${n} billion yuan at the fair last week.\n`;
    const [claim] = await reading(text(3));
    expect(claim).toMatchObject({ subject_id: valley, property: "investment" });
    const { taught } = await correcting(claim!, { property: "contract_value" });
    expect(taught).toMatchObject([{ word: "pledged investment", lang: "en", means: "contract_value" }]);
    expect((await reading(text(4), "next.txt"))[0]!.property).toBe("contract_value");
  });

  it("teaches nothing where the property does not go by words", async () => {
    const [claim] = await reading(MONEY("投资", 30));
    const { taught, not_taught } = await correcting(claim!, { property: "profit" });
    expect(taught).toEqual([]);
    expect(not_taught).toMatchObject([{ what: "trigger", word: "投资" }]);
  });

  it("takes the word that the reviewer names, unless it is refused", async () => {
    const [claim] = await reading(MONEY("揭榜金额投资", 30));
    const named = await correcting(claim!, { property: "contract_value" }, "揭榜金额");
    expect(named.taught).toMatchObject([{ word: "揭榜金额", means: "contract_value" }]);
    const [other] = await reading(MONEY("招引投资", 31), "other.txt");
    const refused = await correcting(other!, { property: "revenue" }, "投资");
    expect(refused.taught).toEqual([]);
    expect(refused.not_taught).toMatchObject([{ what: "trigger", word: "投资" }]);
  });

  it("says why a word may not be taught by hand", async () => {
    for (const word of ["投", "30", "万亿", "公司", "达到", "的", "2024年"]) {
      await expect(teachByHand(db, ctx(), ontology, lexicon, { what: "trigger", word, property: "contract_value" }), word).rejects.toMatchObject({ code: "documents/not-taught" });
    }
    await expect(teachByHand(db, ctx(), ontology, lexicon, { what: "trigger", word: "总投资", property: "revenue" })).rejects.toMatchObject({ code: "documents/not-taught" });
    await expect(teachByHand(db, ctx(), ontology, lexicon, { what: "trigger", word: "落袋金额", property: "market_share" })).rejects.toMatchObject({ code: "documents/not-taught" });
    await expect(teachByHand(db, ctx(), ontology, lexicon, { what: "alias", word: "该园区", entity_id: valley })).rejects.toMatchObject({ code: "documents/not-taught" });
    expect(await listTaught(db)).toEqual([]);
  });

  it("refuses a word that would misread what was accepted", async () => {
    const [claim] = await reading(MONEY("揭榜金额投资", 30));
    await decide(db.writer, ctx(), [{ claim_id: claim!.id, verdict: "accept" }]);
    await expect(teachByHand(db, ctx(), ontology, lexicon, { what: "trigger", word: "金额投资", property: "revenue" })).rejects.toMatchObject({ code: "documents/not-taught" });
  });
});

describe("taught words", () => {
  it("of two meanings the later stands, and when it is withdrawn the earlier stands again", async () => {
    const early = await teachByHand(db, ctx("a"), ontology, lexicon, { what: "trigger", word: "揭榜金额", property: "investment" });
    const late = await teachByHand(db, ctx("b"), ontology, lexicon, { what: "trigger", word: "揭榜金额", property: "contract_value" });
    expect((await listTaught(db)).map((w) => [w.means, w.state])).toEqual([["contract_value", "standing"], ["investment", "replaced"]]);
    expect((await reading(MONEY("揭榜金额", 30)))[0]!.property).toBe("contract_value");
    await withdrawWord(db, ctx(), late.id);
    expect((await listTaught(db)).find((w) => w.id === early.id)!.state).toBe("standing");
    expect((await reading(MONEY("揭榜金额", 31), "second.txt"))[0]!.property).toBe("investment");
    expect(await teachByHand(db, ctx("c"), ontology, lexicon, { what: "trigger", word: "揭榜金额", property: "investment" })).toMatchObject({ id: early.id });
  });

  it("travel with the ledger: exported, imported, verified, and read with", async () => {
    await teachByHand(db, ctx(), ontology, lexicon, { what: "trigger", word: "揭榜金额", property: "contract_value" });
    const alias = await teachByHand(db, ctx(), ontology, lexicon, { what: "alias", word: "星光光电园", entity_id: valley });
    await withdrawWord(db, ctx(), alias.id);
    const lines: string[] = [];
    for await (const line of exportLines(db)) lines.push(line);
    const words = await listTaught(db);
    await db.close();
    db = await openForTest();
    await importLines(db, lines);
    expect(await listTaught(db)).toEqual(words);
    expect((await verifyLedger(db)).flaws).toEqual([]);
    const again: string[] = [];
    for await (const line of exportLines(db)) again.push(line);
    expect(again).toEqual(lines);
    expect((await reading(MONEY("揭榜金额", 30)))[0]!.property).toBe("contract_value");
  });
});

describe("a correction and what it teaches", () => {
  it("are one change set, and taking it back takes back both, visibly", async () => {
    const [claim] = await reading("2025年，星光光电园实现产值18亿元。\n");
    const made = await correcting(claim!, { subject_id: valley });
    expect(made.change).toMatchObject({ kind: "correct", entries: 3 });
    expect(made.taught).toMatchObject([{ word: "星光光电园", state: "standing" }]);
    expect((await reading("2026年上半年，星光光电园实现产值11亿元。\n", "next.txt"))[0]!.subject_id).toBe(valley);

    const undone = await undoChange(db.writer, ctx("chief"), made.change.id);
    expect(await listTaught(db)).toMatchObject([{ id: made.taught[0]!.id, state: "withdrawn", withdrawn_by: "chief", taught_by: "analyst" }]);
    expect((await claimsPage(db.writer, { source_id: claim!.source_id })).map((c) => [c.id === claim!.id, c.status]).sort()).toEqual([[false, "withdrawn"], [true, "proposed"]]);
    expect((await reading("2026年前三季度，星光光电园实现产值15亿元。\n", "after.txt"))[0]!.subject_id).not.toBe(valley);

    await undoChange(db.writer, ctx("analyst"), undone.change.id);
    expect((await listTaught(db)).map((w) => [w.word, w.state, w.claim_id])).toEqual([["星光光电园", "standing", claim!.id], ["星光光电园", "withdrawn", claim!.id]]);
    const lines: string[] = [];
    for await (const line of exportLines(db)) lines.push(line);
    await db.close();
    db = await openForTest();
    await importLines(db, lines);
    expect((await verifyLedger(db)).flaws).toEqual([]);
  });

  it("leaves a word alone that somebody took back before", async () => {
    const [claim] = await reading("2025年，星光光电园实现产值18亿元。\n");
    const made = await correcting(claim!, { subject_id: valley });
    await withdrawWord(db, ctx("chief"), made.taught[0]!.id);
    await undoChange(db.writer, ctx(), made.change.id);
    expect(await listTaught(db)).toMatchObject([{ state: "withdrawn", withdrawn_by: "chief" }]);
  });

  it("stand both or neither", async () => {
    const [claim] = await reading("2025年，星光光电园实现产值18亿元。\n");
    const learnt = await lessonsOf(db, ontology, lexicon, claim!, { ...claim!, subject_id: valley });
    expect(learnt.lessons).toHaveLength(1);
    // Somebody decides between the looking and the writing: neither the claim nor the word is written.
    await decide(db.writer, ctx("other"), [{ claim_id: claim!.id, verdict: "reject" }]);
    const { id: _1, corrects: _2, entered: _3, change_id: _4, recorded_at: _5, known_from: _6, status: _7, head: _8, ...kept } = claim!;
    const next = { ...kept, subject_id: valley };
    await expect(correctAndTeach(db, ctx(), { claim_id: claim!.id, next, note: "x" }, learnt)).rejects.toMatchObject({ code: "ledger/conflict" });
    expect(await listTaught(db)).toEqual([]);
    // A word that cannot be written leaves the claim uncorrected.
    const [second] = await reading("2026年，星光光电园实现产值21亿元。\n", "second.txt");
    const word = { kind: "lexicon" as const, id: newId(clock), what: "alias" as const, lang: "zh" as const, word: "星光光电园", means: "星光光电信息产业园", entity_id: valley, learned_from: second!.id, withdrawn: false };
    await expect(correct(db.writer, ctx(), { claim_id: second!.id, next, note: "x", also: [word, word] })).rejects.toThrow();
    expect((await claimsPage(db.writer, { source_id: second!.source_id })).map((c) => c.status)).toEqual(["proposed"]);
    expect(await listTaught(db)).toEqual([]);
  });
});
