/** Reading files into the ledger, and citations, at the door on a real PGlite. All texts are our own. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../db/index.ts";
import { openForTest } from "../db/open-for-test.ts";
import { newId, type Clock } from "../kernel/index.ts";
import { claimsPage, countsOf, documentOf, entitiesByIds, sourceBy, verifyLedger, type Ctx } from "../ledger/index.ts";
import { loadOntology } from "../ontology/index.ts";
import { editSource, lexiconOf, readIntoLedger } from "./index.ts";

const lexicon = lexiconOf(loadOntology());
const clock: Clock = { now: () => new Date("2026-03-05T08:00:00Z") };
const ctx: Ctx = { actor: "reader", clock };
let db: Database;
beforeEach(async () => void (db = await openForTest()));
afterEach(async () => await db.close());

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = async (name: string, content: Uint8Array | string, more: object = {}) =>
  await readIntoLedger(db, ctx, { name, bytes: typeof content === "string" ? bytes(content) : content }, { lexicon, ...more });
const PAGE = "# 云岭光电产业园二期封顶 | 云岭日报 | 2025-05-20 | https://news.example/1\n\n云岭光电产业园二期总投资12.5亿元，占地面积86亩。\n目前，云岭光电产业园已入驻企业37家。\n";

describe("reading a file", () => {
  it("keeps its citation, its text, and proposals whose quotes stand in it letter by letter", async () => {
    const { state, source_id, claims } = await read("page.txt", PAGE);
    expect(state).toBe("done");
    expect(await sourceBy(db.writer, source_id)).toMatchObject({ title: "云岭光电产业园二期封顶", publisher: "云岭日报", published: "2025-05-20", address: "https://news.example/1", language: "zh", version: 1, what: "document" });
    const { text } = (await documentOf(db.writer, source_id))!;
    expect(text).toBe(PAGE);
    const found = await claimsPage(db.writer, { source_id });
    expect(found.length).toBe(claims);
    expect(found.map((c) => [c.property, c.value]).sort()).toEqual(expect.arrayContaining([["investment", 1_250_000_000], ["firms_count", 37]]));
    for (const c of found) {
      expect(text.slice(c.locator!.start, c.locator!.end)).toBe(c.quote);
      expect(c.quote).not.toContain("\n");
      expect(c.locator!.start).toBeGreaterThan(PAGE.indexOf("\n")); // the header line is a citation, not a statement
      expect(c).toMatchObject({ status: "proposed", entered: "proposed", stated_on: "2025-05-20", lang: "zh" });
      expect(c.reasons).toHaveProperty("property");
      expect(c.confidence).toBeGreaterThan(0);
    }
    const figure = found.find((c) => c.property === "investment")!;
    expect(text.slice(figure.locator!.figure_start, figure.locator!.figure_end)).toContain("12.5亿元");
  });

  it("takes the title from the file's name where the text has none, and the words of an html page from the page", async () => {
    const bare = await read("notes on 12.txt", "12\n");
    expect((await sourceBy(db.writer, bare.source_id)).title).toBe("notes on 12");
    const page = await read("x.html", "<html lang=en><head><title>Starlight Park opens</title><meta property='article:published_time' content='2025-06-01'></head><body><article><h1>Starlight Park opens</h1><p>Starlight Photonics Park has a total investment of 2 billion yuan and covers 30 hectares of land.</p></article></body></html>");
    expect(await sourceBy(db.writer, page.source_id)).toMatchObject({ title: "Starlight Park opens", language: "en", published: "2025-06-01" });
    expect(page.claims).toBeGreaterThan(0);
  });

  it("of the same bytes twice makes one document, whatever the name", async () => {
    const first = await read("a.txt", PAGE);
    const before = await countsOf(db.writer);
    const second = await read("b.txt", PAGE);
    expect(second).toMatchObject({ state: "same", source_id: first.source_id, claims: 0 });
    expect(await countsOf(db.writer)).toEqual(before);
  });

  it("at the same moment by two makes one document too", async () => {
    const [a, b] = await Promise.all([read("a.txt", PAGE), read("b.txt", PAGE)]);
    expect([a.state, b.state].sort()).toEqual(["done", "same"]);
    expect(a.source_id).toBe(b.source_id);
    expect((await countsOf(db.writer)).documents).toBe(1);
  });

  it("gives one entity for one name, in this file and in the next", async () => {
    await read("a.txt", PAGE);
    await read("b.txt", "2025年，云岭光电产业园实现产值21亿元。\n");
    const claims = await claimsPage(db.writer, {});
    const parks = [...(await entitiesByIds(db.writer, claims.map((c) => c.subject_id))).values()].filter((e) => e.label.zh === "云岭光电产业园");
    expect(parks).toHaveLength(1);
  });

  it("that fails leaves the ledger as it was", async () => {
    for (const [name, content, code] of [
      ["broken.docx", bytes("PK\u0003\u0004 not a zip"), /^files\//], ["broken.pdf", bytes("%PDF-1.7\nnothing"), /^files\//],
    ] as const) {
      await expect(read(name, content), name).rejects.toMatchObject({ code: expect.stringMatching(code) as string });
    }
    await expect(read("big.txt", "x".repeat(2_000), { limits: { bytes_max: 1_000 } })).rejects.toMatchObject({ code: expect.stringMatching(/^files\//) as string });
    await expect(read("stopped.pdf", bytes("%PDF-1.7\n"), { signal: AbortSignal.abort(new Error("stopped")) })).rejects.toThrow();
    expect(await countsOf(db.writer)).toEqual({ claims: 0, proposed: 0, entities: 0, sources: 0, documents: 0, changes: 0 });
  });

  it("invents no claim from a text that has none", async () => {
    const { claims } = await read("furniture.txt", "首页 | 新闻 | 联系我们 | 电话 0431-85551234\n版权所有 ICP备12345678号\n第3页 共12页\n");
    expect(claims).toBe(0);
  });

  it("keeps the visibility that it is read with, for source, text, entities and claims alike", async () => {
    const { source_id } = await read("page.txt", PAGE, { visibility: "confidential" });
    expect((await claimsPage(db.reader("internal"), { source_id })).length).toBe(0);
    expect(await documentOf(db.reader("public"), source_id)).toBeUndefined();
    const claims = await claimsPage(db.reader("confidential"), { source_id });
    expect(claims.length).toBeGreaterThan(0);
    expect((await entitiesByIds(db.reader("public"), claims.map((c) => c.subject_id))).size).toBe(0);
  });

  it("leaves a ledger whose every hash fits", async () => {
    await read("a.txt", PAGE);
    expect(await verifyLedger(db)).toMatchObject({ changes: 1, flaws: [] });
  });
});

describe("editing a citation", () => {
  it("is a new version; what was seen must be the newest, and an emptied member is gone", async () => {
    const { source_id } = await read("page.txt", PAGE);
    const edited = await editSource(db, ctx, source_id, 1, { title: "二期封顶", publisher: "" });
    expect(edited).toMatchObject({ version: 2, title: "二期封顶", published: "2025-05-20" });
    expect(edited).not.toHaveProperty("publisher");
    expect(await sourceBy(db.writer, source_id)).toEqual(edited);
    await expect(editSource(db, ctx, source_id, 1, { title: "别的" })).rejects.toMatchObject({ code: "documents/version", status: 409, payload: { version: 2, source: { title: "二期封顶" } } });
    await expect(editSource(db, ctx, newId(), 1, { title: "别的" })).rejects.toMatchObject({ code: "ledger/no-source" });
    expect(await read("again.txt", PAGE)).toMatchObject({ state: "same", source_id });
    expect((await verifyLedger(db)).flaws).toEqual([]);
  });
});
