/** Import of sheets at the door, on a real PGlite: CSV and filled-in templates, every flaw with its cell, all or nothing. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../db/index.ts";
import { openForTest } from "../db/open-for-test.ts";
import { writeXlsx, type SheetOut } from "../files/index.ts";
import { systemClock } from "../kernel/index.ts";
import { claimsPage, countsOf, entityBy, factsOf, sourceByKey, type Ctx } from "../ledger/index.ts";
import { importTemplate, loadOntology, type TemplateKind } from "../ontology/index.ts";
import { checkImport, commitImport } from "./index.ts";

const ontology = loadOntology();
const ctx: Ctx = { actor: "analyst", clock: systemClock };
let db: Database;
let run = 0;
beforeAll(async () => void (db = await openForTest()));
afterAll(async () => await db.close());
/** One database for all: each test uses names of its own. */
beforeEach(() => void run++);

const csv = (text: string): { name: string; bytes: Uint8Array } => ({ name: "sheet.csv", bytes: new TextEncoder().encode(text) });
const check = async (kind: TemplateKind, input: { name: string; bytes: Uint8Array }) => await checkImport(db, ctx, ontology, kind, input);
const write = async (kind: TemplateKind, input: { name: string; bytes: Uint8Array }) => await commitImport(db, ctx, await check(kind, input), input.name);
const source = async (key: string): Promise<void> => void (await write("sources", csv(`id,title,publisher,published\n${key},A page,A publisher,2025-04\n`)));
/** The template as a person fills it in: its own first sheet, with rows. */
async function filled(kind: TemplateKind, lang: "zh" | "en" | "both", rows: Record<string, unknown>[]): Promise<{ name: string; bytes: Uint8Array }> {
  const [table, ...others] = importTemplate(ontology, kind, lang).sheets as unknown as SheetOut[];
  return { name: `${kind}.xlsx`, bytes: await writeXlsx([{ ...table!, rows }, ...others]) };
}
const places = (problems: readonly { code: string; line?: number; column?: string; cell?: string }[]) => problems.map((p) => [p.code, p.line, p.column, p.cell]);

describe("a claims sheet", () => {
  it("in CSV becomes accepted claims of its source, and a second import sees the first's sources and entities", async () => {
    await source("s1");
    const sheet = "subject_zh,subject_en,subject_type,property,value,unit,when,modality,bound,source_id\n";
    const made = await write("claims", csv(`${sheet}甲园${run},Park A${run},Park,firms_count,"1,200",count,2024,actual,gt,s1\n`));
    expect(made).toMatchObject({ kind: "import", actor: "analyst", note: "sheet.csv" });
    await write("claims", csv(`${sheet},Park A${run},Park,output_value,90000000000,yuan,2024,target,,s1\n`));
    const subject = await entityBy(db.writer, `park-park-a${run}`);
    expect(subject.label).toEqual({ zh: `甲园${run}`, en: `Park A${run}` });
    const facts = await factsOf(db.writer, subject.id);
    expect(facts.map((f) => [f.property, f.best.value, f.best.bound, f.modality, f.best.stated_on, f.best.status]).sort()).toEqual([
      ["firms_count", 1200, "gt", "actual", "2025-04", "accepted"], ["output_value", 9e10, "eq", "target", "2025-04", "accepted"],
    ]);
    expect(facts.every((f) => f.best.locator?.row === 2)).toBe(true);
  });

  it.each(["zh", "en", "both"] as const)("as a filled-in template (%s) is read by its own headings and list words", async (lang) => {
    await source(`t-${lang}`);
    const words = { zh: { type: "园区", unit: "平方米", modality: "计划", bound: "约" }, en: { type: "Park", unit: "square metre", modality: "planned", bound: "about" } }[lang === "both" ? "zh" : lang];
    const label = ontology.properties.get("area.land")!.label;
    const row = { subject_zh: `乙园${run}`, subject_type: words.type, property: lang === "en" ? label.en : label.zh, value: 20000, unit: words.unit, when: "2025-Q2", modality: words.modality, bound: words.bound, source_id: `t-${lang}`, quote: "占地约2万平方米" };
    const checked = await check("claims", await filled("claims", lang, [row]));
    expect(checked).toMatchObject({ rows: 1, problems: [], preview: [{ claims: 1, subject: `乙园${run}` }] });
    await commitImport(db, ctx, checked, "x");
    const [claim] = await claimsPage(db.writer, { limit: 1 });
    expect(claim).toMatchObject({ property: "area.land", value: 20000, unit: "m2", when: "2025-Q2", modality: "planned", bound: "approx", quote: "占地约2万平方米", entered: "accepted" });
  });

  it("with bad rows lists every flaw with its cell, and writes nothing", async () => {
    await source("s2");
    const before = await countsOf(db.writer);
    const sheet = await filled("claims", "en", [
      { subject_en: "Fine Park", subject_type: "Park", property: "firms_count", value: 5, unit: "count", source_id: "s2" },
      { subject_en: "B", subject_type: "Castle", property: "firms_count", value: 5, unit: "count", source_id: "s2" },
      { subject_type: "Park", property: "firms_count", value: "many", unit: "count", when: "2023-02-30", source_id: "nowhere" },
      { subject_en: "D", subject_type: "Park", property: "firms_count", value: 5, unit: "yuan", source_id: "s2" },
      { subject_en: "E", subject_type: "Park", property: "firms_count", value: -5, unit: "count", source_id: "s2" },
      { subject_en: "F", property: "firms_count", value: 5, unit: "count", source_id: "s2" },
    ]);
    const checked = await check("claims", sheet);
    const found = places(checked.problems);
    expect(found).toContainEqual(["documents/not-listed", 3, "subject_type", "C3"]);
    expect(found).toContainEqual(["documents/not-a-number", 4, "value", "E4"]);
    expect(found).toContainEqual(["documents/not-a-date", 4, "when", "H4"]);
    expect(found).toContainEqual(["documents/no-source", 4, "source_id", "M4"]);
    expect(found).toContainEqual(["documents/missing", 4, "subject_zh", undefined]);
    expect(found).toContainEqual(["claim/wrong-unit", 5, "unit", "F5"]);
    expect(found).toContainEqual(["claim/out-of-range", 6, "value", "E6"]);
    expect(found).toContainEqual(["documents/missing", 7, "subject_type", undefined]);
    expect(found.filter(([, line]) => line === 2)).toEqual([]);
    for (const p of checked.problems) {
      expect(p.message.zh, p.code).toBeTruthy();
      expect(p.message.en, p.code).toBeTruthy();
      expect(p.file).toBe("claims.xlsx");
    }
    await expect(commitImport(db, ctx, checked, "x")).rejects.toMatchObject({ code: "documents/import", problems: checked.problems });
    expect(await countsOf(db.writer)).toEqual(before);
  });

  it("of relations makes the named entity of the kind that the relation takes", async () => {
    await source("s3");
    await write("claims", csv(`subject_en,subject_type,property,value,unit,source_id\nFirm R${run},Firm,tenant_of,Park R${run},entity,s3\n`));
    const park = await entityBy(db.writer, `park-park-r${run}`);
    const [claim] = await claimsPage(db.writer, { limit: 1 });
    expect(claim).toMatchObject({ property: "tenant_of", value: park.id, unit: "entity" });
  });

  it("without its heading row, or empty below it, is refused in words", async () => {
    await expect(check("claims", csv("a,b\n1,2\n"))).rejects.toMatchObject({ code: "documents/no-heading", payload: { found: ["a", "b"] } });
    const empty = await check("claims", csv("subject_en,subject_type,property,value,unit,source_id\n"));
    expect(places(empty.problems)).toEqual([["documents/no-rows", undefined, undefined, undefined]]);
  });

  it("keeps no more than a thousand flaws of a sheet that is wrong throughout", async () => {
    const rows = Array.from({ length: 1_500 }, () => "X,Park,firms_count,many,count,nowhere").join("\n");
    expect((await check("claims", csv(`subject_en,subject_type,property,value,unit,source_id\n${rows}\n`))).problems).toHaveLength(1_000);
  });

  it("takes a formula's stored value and says so, without refusing the sheet", async () => {
    await source("s10");
    const { Workbook } = await import("@cj-tech-master/excelts");
    const book = new Workbook();
    const sheet = book.addWorksheet("Claims");
    sheet.addRow(["subject_en", "subject_type", "property", "value", "unit", "source_id"]);
    sheet.addRow([`Sum ${run}`, "Park", "firms_count", { formula: "20+3", result: 23 }, "count", "s10"]);
    const checked = await check("claims", { name: "sum.xlsx", bytes: new Uint8Array(await book.xlsx.writeBuffer()) });
    expect(checked.problems).toEqual([]);
    expect(checked.notes).toMatchObject([{ code: "files/formula-cached", line: 2, file: "sum.xlsx" }]);
    expect(checked.entries.find((e) => e.kind === "claim")).toMatchObject({ value: 23 });
  });

  it("never takes a formula-like cell for anything but words", async () => {
    await source("s4");
    await write("claims", csv(`subject_en,subject_type,property,value,unit,source_id,qualifier\n=cmd() ${run},Park,firms_count,7,count,s4,=1+1\n`));
    expect((await claimsPage(db.writer, { limit: 1 }))[0]).toMatchObject({ qualifier: "=1+1", value: 7 });
  });
});

describe("a sources sheet", () => {
  it("gives ids that are used once, in the sheet and in the ledger", async () => {
    await source("s5");
    expect(await sourceByKey(db.writer, "s5")).toMatchObject({ title: "A page", publisher: "A publisher", published: "2025-04", what: "page", version: 1, visibility: "public" });
    const { problems } = await check("sources", csv("id,title,publisher,address\ns5,Another,P,\ns6,One,P,\ns6,Two,P,ftp://x\n"));
    expect(places(problems)).toEqual([["documents/taken", 2, "id", "A2"], ["documents/not-an-address", 4, "address", "D4"], ["documents/twice", 4, "id", "A4"]]);
  });

  it("gives its visibility to the claims that cite it", async () => {
    await write("sources", csv("id,title,publisher,visibility\ns7,Secret,P,confidential\n"));
    await write("claims", csv(`subject_en,subject_type,property,value,unit,source_id\nHidden ${run},Park,firms_count,3,count,s7\n`));
    const seen = await claimsPage(db.reader("internal"), {});
    expect(seen.some((c) => c.visibility === "confidential")).toBe(false);
    expect((await claimsPage(db.reader("confidential"), { limit: 1 }))[0]).toMatchObject({ visibility: "confidential", value: 3 });
  });
});

describe("a firms sheet", () => {
  it("becomes a firm with its names and figures", async () => {
    await source("s8");
    const row = { name_zh: `丙光电有限公司${run}`, short_zh: `丙光${run}`, other_names: `旧丙${run}；老丙${run}`, produces: "激光器；镜头", employees: 320, as_of: "2024", source_id: "s8" };
    await write("firms", await filled("firms", "zh", [row]));
    const claims = await claimsPage(db.writer, { limit: 6 });
    const subject = await entityBy(db.writer, claims[0]!.subject_id);
    expect(subject).toMatchObject({ type: "Firm", label: { zh: `丙光电有限公司${run}` } });
    expect(claims.map((c) => c.property).sort()).toEqual(["alias", "alias", "employees", "produces", "produces", "short_name"]);
    expect(claims.find((c) => c.property === "employees")).toMatchObject({ value: 320, when: "2024" });
    // Its short name is known from now on.
    await write("claims", csv(`subject_zh,subject_type,property,value,unit,source_id\n丙光${run},Firm,patents,12,count,s8\n`));
    expect((await claimsPage(db.writer, { limit: 1 }))[0]).toMatchObject({ subject_id: subject.id, property: "patents" });
  });

  it("names the cell of a code whose check digit is wrong", async () => {
    await source("s9");
    const { problems } = await check("firms", csv("name_zh,uscc,source_id\n丁公司,91220101MA0000000X,s9\n"));
    expect(places(problems)).toEqual([["claim/wrong-check", 2, "uscc", "B2"]]);
  });
});
