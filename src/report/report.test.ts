/** Papers at the door, on the reference record: traced, reproducible, whole; and the bad input that they must survive. */
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../db/index.ts";
import { openForTest } from "../db/open-for-test.ts";
import { fillWithReference } from "../documents/index.ts";
import { AppError, fixedClock, nameId } from "../kernel/index.ts";
import { decide, record, type Entry } from "../ledger/index.ts";
import { loadOntology } from "../ontology/index.ts";
import { buildEdition, claimsOf, compose, editionsPage, extensionOf, linesOf, loadMaterial, renderAs, writeWhole, type Material, type Paper, type PaperRequest } from "./index.ts";
import { fontFiles } from "./render/fonts.ts";
import { partsOf } from "./zip-for-test.ts";
import { commonCoverage, settable } from "./render/glyphs.ts";

const ontology = loadOntology();
const ctx = { actor: "analyst", clock: fixedClock("2026-11-22T08:00:00Z") };
const BUILD = { built_on: "2026-11-22", version: "0.0.0" };
let database: Database;
let material: Material;

const load = async (db = database, more: { cluster?: string; known_on?: string } = {}): Promise<Material> =>
  await loadMaterial(db, ontology, { clearance: "public", clocks: more.known_on ? { known_on: more.known_on } : {}, today: "2026-11-22", ...(more.cluster ? { cluster: more.cluster } : {}) });
const paperOf = async (request: Partial<PaperRequest> = {}, from = material): Promise<Paper> => await compose(from, { lang: "zh", profile: "whitepaper", ...request }, BUILD);
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const codeOf = async (work: Promise<unknown>): Promise<string> => await work.then(() => "nothing was refused", (e: unknown) => (e instanceof AppError ? e.code : String(e)));

beforeAll(async () => {
  database = await openForTest();
  await fillWithReference(database, ctx, ontology);
  material = await load();
});
afterAll(async () => await database.close());

/** An entity and one figure of it. */
function firm(n: number, name: string, value = 1_000_000 + n): Entry[] {
  const [id, source_id] = [nameId(`test firm ${n}`), nameId("test source")];
  const base = { subject_id: id, source_id, modality: "actual" as const, bound: "eq" as const, visibility: "public" as const, entered: "accepted" as const, stated_on: "2025-01-01" };
  return [
    { kind: "entity", id, type: "Firm", slug: `firm-test-${n}`, label: { zh: name, en: name }, visibility: "public" },
    { kind: "claim", ...base, id: nameId(`test claim ${n}`), property: "revenue", value, unit: "yuan", when: "2024" },
    { kind: "claim", ...base, id: nameId(`test group ${n}`), property: "record_group", value: "test", unit: "text" },
  ];
}
const source = (title = "A title"): Entry => ({ kind: "source", id: nameId("test source"), version: 1, what: "page", title, publisher: "A publisher", published: "2025-01-02", address: "https://example.org/a", visibility: "public" });

describe.each(["zh", "en"] as const)("the white paper of the reference record in %s", (lang) => {
  it("rests every figure on claims that stand, and cites each with its source", async () => {
    const paper = await paperOf({ lang });
    const figures = [...linesOf(paper.sections)].flatMap((l) => l.runs).filter((r) => r.basis?.kind === "figure");
    expect(figures.length).toBeGreaterThan(150);
    const cited = new Map(paper.cited.map((c) => [c.claim, c]));
    for (const run of figures) for (const id of claimsOf(run)) expect(cited.has(id), run.text).toBe(true);
    expect(new Set(paper.cited.map((c) => c.no)).size).toBe(paper.cited.length);
    expect(paper.notes.map((n) => n.no)).toEqual(paper.notes.map((_, i) => i + 1));
  });

  it("keeps the words of bounds and tells the kinds apart", async () => {
    const runs = [...linesOf((await paperOf({ lang })).sections)].flatMap((l) => l.runs);
    const over = runs.filter((r) => r.basis?.kind === "figure" && r.basis.bound === "gt" && !r.basis.derived && /\d/.test(r.text));
    expect(over.length).toBeGreaterThan(5);
    expect(over.every((r) => /^(超过|over |after |.*后$)/.test(r.text))).toBe(true);
    expect(new Set(runs.flatMap((r) => (r.basis?.kind === "figure" ? [r.basis.modality] : [])))).toEqual(new Set(["actual", "planned", "target", "forecast"]));
  });

  it.each(["html", "pdf"] as const)("is the same %s to the byte when built again", async (format) => {
    const [first, again] = [await renderAs(format, await paperOf({ lang }), material), await renderAs(format, await paperOf({ lang }, await load()), material)];
    expect(Buffer.from(first).equals(Buffer.from(again))).toBe(true);
  });
});

describe("clocks", () => {
  it("cites nothing that had not been said by the known day", async () => {
    const then = await load(database, { known_on: "2023-12-01" });
    const paper = await paperOf({}, then);
    expect(paper.cited.length).toBeGreaterThan(10);
    expect(paper.cited.every((c) => then.claims.get(c.claim)!.known_from <= "2023-12-01")).toBe(true);
  });
});

describe("a figure that has lost its claim", () => {
  it("stops the build and names the sentence", async () => {
    const gone = new Map(material.claims);
    const lost = (await paperOf()).cited[0]!.claim;
    gone.set(lost, { ...gone.get(lost)!, status: "withdrawn" });
    const error: unknown = await paperOf({}, { ...material, claims: gone }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).problems[0]!.message.zh).toContain("2024年，长春市光电信息产业");
  });

  it("is not built from: a withdrawn claim gives way to what still stands", async () => {
    const db = await openForTest();
    await fillWithReference(db, ctx, ontology);
    const before = await load(db);
    const paper = await paperOf({}, before);
    const claim = before.claims.get(paper.cited[0]!.claim)!;
    await decide(db.writer, ctx, [{ claim_id: claim.id, verdict: "withdraw", ...(claim.head ? { expects: claim.head } : {}) }]);
    const after = await load(db);
    const next = await paperOf({}, after);
    expect(next.cited.some((c) => c.claim === claim.id)).toBe(false);
    expect(next.meta.ledger_hash).not.toBe(paper.meta.ledger_hash);
    await db.close();
  });
});

describe("editors' own words", () => {
  const words = (growth: string, lang: "zh" | "en" = "zh") => paperOf({ lang, words: { growth } });
  it("take figures from the record by reference", async () => {
    const paper = await words('产值达到{{fact 长春市光电信息产业.output_value 2024}}，目标{{fact cluster-changchun-optoelectronic-information-industry.output_value 2025 modality=target}}，规上{{fact 长春市光电信息产业.firms_count 2025-06 scope=规上企业}}。');
    const own = paper.sections.find((s) => s.id === "growth")!.blocks.at(-1)!;
    expect(own.kind === "para" && own.runs.map((r) => r.text).join("")).toBe("产值达到900.2亿元，目标1,000亿元，规上186户。");
    expect(own.kind === "para" && own.runs.filter((r) => r.basis).every((r) => r.note !== undefined)).toBe(true);
  });
  it.each([
    ["产值达到{{fact 长春市光电信息产业.output_value 1999}}。", "report/no-fact"],
    ["{{fact 不存在的企业.revenue}}", "report/no-subject"],
    ["{{fact 长春市光电信息产业}}", "report/bad-reference"],
    ["{{figure x.y}}", "report/bad-reference"],
    ["产值约900亿元。", "report/untraced"],
    ["产值约９００亿元。", "report/untraced"],
  ])("break loudly: %s", async (sentence, code) => {
    expect(await codeOf(words(sentence))).toBe(code);
  });
  it("show a number that the editor alone vouches for as his own", async () => {
    const html = text(await renderAs("html", await words("共走访{{own 12}}家企业。"), material));
    expect(html).toContain('<span class="own">12</span>');
  });
});

describe("names and notes full of markup", () => {
  const NASTY = '#pagebreak() $x$ *b* _i_ `c` <script>alert(1)</script> "q" & \\u{41} @ref [x](y) ]]> ${z} =HYPERLINK("a") {{fact a.b}} \u0007\u001b[2J';
  it("reach every form as plain words", async () => {
    const db = await openForTest();
    await record(db.writer, ctx, { kind: "import", note: "", entries: [source(NASTY), ...firm(1, NASTY), ...firm(2, '=cmd|"/c calc"!A1'), ...firm(3, "-2+3+cmd")] });
    const nasty = await load(db, { cluster: "test" });
    const paper = await paperOf({ title: NASTY, issuer: NASTY }, nasty);
    const html = text(await renderAs("html", paper, nasty));
    expect(html.replace(/<script type="application\/ld\+json">[^<]*<\/script>/, "")).not.toContain("<script");
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    const csv = text(await renderAs("csv", paper, nasty));
    expect(csv).toContain("'=cmd|");
    expect(csv).toContain("'-2+3+cmd");
    const linked = JSON.parse(text(await renderAs("jsonld", paper, nasty))) as { name: string; citation: { name: string }[] };
    expect([linked.name, linked.citation[0]!.name]).toEqual([NASTY.trim(), NASTY]);
    expect((await renderAs("pdf", paper, nasty)).length).toBeGreaterThan(500);
    for (const format of ["docx", "xlsx"] as const) {
      const parts = await partsOf(await renderAs(format, paper, nasty), /\.xml$/);
      expect(parts.size).toBeGreaterThan(5);
      for (const [name, xml] of parts) {
        const flaws: string[] = [];
        const parser = new SaxesParser();
        parser.on("error", (e) => flaws.push(e.message));
        parser.write(xml).close();
        expect(flaws, name).toEqual([]);
        expect(xml, name).not.toMatch(/<f>/); // no formula
      }
    }
    await db.close();
  });
});

describe("a cluster with nothing", () => {
  it("says so in each section, or leaves them out by the profile's choice", async () => {
    const db = await openForTest();
    const nothing = await load(db);
    const whole = await paperOf({}, nothing);
    expect(whole.sections.find((s) => s.id === "parks")!.blocks).toEqual([{ kind: "para", role: "body", runs: [{ text: "记录中没有园区或项目。" }] }]);
    expect((await paperOf({ profile: "brief" }, nothing)).sections).toEqual([]);
    expect((await renderAs("pdf", whole, nothing)).length).toBeGreaterThan(1_000);
    await db.close();
  });
});

describe("a cluster with one claim", () => {
  it.each(["zh", "en"] as const)("makes a paper of every profile in %s", async (lang) => {
    const db = await openForTest();
    await record(db.writer, ctx, { kind: "import", note: "", entries: [source(), ...firm(1, "一家企业").slice(0, 2)] });
    const one = await load(db, { cluster: "all" });
    for (const profile of ["whitepaper", "brief", "investor", "expo"]) {
      const paper = await paperOf({ lang, profile }, one);
      expect(paper.cited.length, profile).toBe(profile === "brief" ? 0 : 1);
      expect((await renderAs("pdf", paper, one)).length).toBeGreaterThan(1_000);
    }
    await db.close();
  });
});

describe("ten thousand firms", () => {
  it("print the first rows, say how many there are, and count them all", async () => {
    const db = await openForTest();
    await record(db.writer, ctx, { kind: "import", note: "", entries: [source(), ...Array.from({ length: 10_000 }, (_, n) => firm(n, `试验企业${n}`)).flat()] });
    const { settleFacts } = await import("../ledger/index.ts");
    await settleFacts(db.writer);
    const many = await load(db, { cluster: "test" });
    const paper = await paperOf({}, many);
    const table = paper.sections.find((s) => s.id === "firms")!.blocks.find((b) => b.kind === "table" && b.id === "firms")!;
    expect(table.kind === "table" && [table.rows.length, table.rest?.length]).toEqual([120, 9_880]);
    // The data annex holds what the paper has no room for.
    expect(paper.cited.filter((c) => c.use === "unprinted").length).toBeGreaterThan(9_000);
    expect(text(await renderAs("csv", paper, many)).split("\r\n").length).toBeGreaterThan(10_000);
    expect((await renderAs("html", paper, many)).length).toBeLessThan(3_000_000);
    await db.close();
  }, 120_000);
});

describe("letters that the fonts lack", () => {
  it("are marked on paper by their script, and the build names their claim or source", async () => {
    const db = await openForTest();
    await record(db.writer, ctx, { kind: "import", note: "", entries: [source("광학 산업 2025"), ...firm(1, "شركة البصريات 光电"), ...firm(2, "प्रकाश 12 🚀")] });
    const press = { database: db, ontology, clock: ctx.clock, version: "0.0.0", actor: "analyst", clearance: "public" as const };
    const { files, warnings } = await buildEdition(press, { lang: "en", profile: "whitepaper", cluster: "test", sections: ["firms"], built_on: "2026-11-22", clocks: {} }, ["pdf", "html"], false);
    const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
    const pdf = await getDocument({ data: files.get("pdf")!.slice(), verbosity: 0 }).promise;
    let words = "";
    for (let n = 1; n <= pdf.numPages; n += 1) words += (await (await pdf.getPage(n)).getTextContent()).items.map((i) => ("str" in i ? i.str : "")).join(" ");
    words = words.replaceAll(/\s+/g, " ");
    expect(words).toMatch(/\[Arabic script\] ?光电/);
    expect(words).toMatch(/\[Devanagari\] ?12 ?\[emoji\]/);
    expect(words).toMatch(/\[Korean\] ?2025/);
    expect(warnings.map((w) => w.path)).toEqual(expect.arrayContaining([expect.stringMatching(/^source 1 /), expect.stringMatching(/^claim \d+ \(/)]));
    expect(warnings.find((w) => w.path!.startsWith("source"))!.message.en).toContain("광 학");
    // Browsers have fonts of their own.
    expect(text(files.get("html")!)).toContain("شركة البصريات");
    await db.close();
  });
  it("are taken as the font files say, read here by another reader", async () => {
    const coverage = commonCoverage();
    for (const [letter, there] of [["光", true], ["é", true], ["Ж", true], ["한", false], ["ع", false], ["प", false], ["◔", false]] as const) expect(settable(letter, "zh", coverage).missing.length === 0, letter).toBe(there);
    expect(settable("a\u0000b\u200dc\n d", "zh", coverage)).toEqual({ text: "a bc  d", missing: [] });
  });
});

describe("a build that is stopped", () => {
  it.each(["pdf", "docx"] as const)("leaves no part of a %s and keeps no edition", async (format) => {
    const stop = new AbortController();
    const press = { database, ontology, clock: ctx.clock, version: "0.0.0", actor: "analyst", clearance: "public" as const, signal: stop.signal, progress: (step: string) => { if (step === format) setTimeout(() => stop.abort(), 5); } };
    const order = { lang: "en" as const, profile: "brief", title: `stopped ${format}`, built_on: "2026-11-22", clocks: {} };
    await expect(buildEdition(press, order, [format, "html"], true)).rejects.toThrow();
    expect((await editionsPage(database.reader("public"), 50)).some((e) => e.title === order.title)).toBe(false);
  });
});

describe("what goes wrong outside", () => {
  it("names a font that is missing", () => {
    let code = "";
    try {
      fontFiles(() => "/nowhere/package.json");
    } catch (error) {
      code = (error as AppError).code;
    }
    expect(code).toBe("report/missing-font");
  });
  it.each(["html", "pdf", "docx"] as const)("leaves no part of a %s on a full disk, and the old file as it was", async (format) => {
    const folder = mkdtempSync(join(tmpdir(), "lightvalley-report-"));
    const path = join(folder, `paper.${format}`);
    await writeWhole(path, "old");
    const bytes = await renderAs(format, await paperOf({ profile: "brief" }), material);
    const full: typeof open = (async (...args: Parameters<typeof open>) => {
      const handle = await open(...args);
      const write = handle.write.bind(handle);
      handle.writeFile = async () => {
        await write(Buffer.from(bytes.slice(0, bytes.length / 2))); // half of it fits
        throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
      };
      return handle;
    }) as typeof open;
    expect(await codeOf(writeWhole(path, bytes, { open: full, rename, rm }))).toBe("report/disk-full");
    expect(readdirSync(folder)).toEqual([`paper.${format}`]);
    expect(readFileSync(path, "utf8")).toBe("old");
  });
  it.each([["paper.exe", "report/no-format"], ["paper", "report/no-format"]])("refuses %s", (name, code) => {
    expect(() => extensionOf(name)).toThrow(expect.objectContaining({ code }));
  });
  it.each([[{ profile: "poem" }, "report/no-profile"], [{ sections: ["rhymes"] }, "report/no-section"]])("refuses %j", async (request, code) => {
    expect(await codeOf(paperOf(request))).toBe(code);
  });
  it("refuses a cluster that the record does not have", async () => {
    expect(await codeOf(load(database, { cluster: "atlantis" }))).toBe("report/no-cluster");
  });
});
