/** Registers at their door on a real engine: messy sheets, stops, changed files, adoption and its taking back. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../db/index.ts";
import { openForTest } from "../../db/open-for-test.ts";
import { fileOfBytes, readTables, writeXlsx, type FileSource } from "../../files/index.ts";
import { fixedClock } from "../../kernel/index.ts";
import { claimsOn, factsOf, inTransaction, sourceBy, verifyLedger } from "../../ledger/index.ts";
import { loadOntology } from "../../ontology/index.ts";
import {
  adoptRows, completeRegister, flawsAfter, flawSheet, linkRegister, previewRegister, registerBy, registersOf, removeRegister, rowsAfter, searchRegister, takeInRegister, toldMapping, withdrawAdoption,
} from "./index.ts";

const ontology = loadOntology();
const ctx = { actor: "analyst", clock: fixedClock("2026-03-01T08:00:00Z") };
const csv = (text: string, name = "list.csv"): FileSource => fileOfBytes(name, new TextEncoder().encode(text));
const USCC = "91220101MA0Y2T3K4P";
const withCheck = (first17: string): string => {
  const letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const sum = [...first17].reduce((s, c, i) => s + letters.indexOf(c) * (3 ** i % 31), 0);
  return first17 + letters[(31 - (sum % 31)) % 31];
};
const GOOD = withCheck(USCC.slice(0, 17));

let database: Database;
beforeEach(async () => { database = await openForTest(); });
afterEach(async () => { await database.close(); });

const MESSY = [
  "序号,企业名称,英文名称,统一社会信用代码,城市,注册资本（万元）,成立日期",
  `1,长春光谷辰芯有限公司,Chenxin Inc.,${GOOD},长春,"1,200.5",20130118`,
  "2,,,,南昌,,",
  "3,多,,,,,",
  "4,光\u0001电有限公司,,,,,",
  '5,"=HYPERLINK(""http://x"",""a"")有限公司",,,,,',
  "6,北京甲光电有限公司；上海乙激光有限公司,,,,,",
  "7,中山某光学有限公司,,91440000123456789X,中山,多少,不详",
  "8,被挤开的行,a,b,c,1,2,多出的格",
  "",
  "10,,FLIR Systems,,,,",
].join("\n");

describe("taking in", () => {
  it("lists every unusable row with its reason and shows nothing until a person says so", async () => {
    const waiting = await takeInRegister(database, ctx, csv(MESSY));
    expect(waiting).toMatchObject({ state: "checked", rows_sound: 5, rows_flawed: 4 });
    const flawed = await flawsAfter(database.writer, waiting.id, -1, 100);
    expect(flawed.map((f) => [f.row, f.reasons.map((r) => r.code)])).toEqual([
      [3, ["registers/no-name"]], [4, ["registers/short-name"]], [5, ["registers/control-character"]], [9, ["registers/too-many-cells"]],
    ]);
    expect(flawed.flatMap((f) => f.reasons).every((r) => r.message.zh && r.message.en)).toBe(true);
    expect(await registersOf(database.reader("confidential"))).toEqual([]);
    expect(await rowsAfter(database.reader("confidential"), waiting.id, -1, 10)).toEqual([]);
    const shown = await completeRegister(database, ctx, waiting.id);
    expect(shown.state).toBe("complete");
    expect(await sourceBy(database.reader("public"), shown.source_id!)).toMatchObject({ what: "table", sha256: shown.sha256, title: "list" });
    const rows = await rowsAfter(database.reader("public"), shown.id, -1, 100);
    expect(rows.map((r) => r.row)).toEqual([2, 6, 7, 8, 11]);
    expect(rows[0]).toMatchObject({ name_zh: "长春光谷辰芯有限公司", name_en: "Chenxin Inc.", uscc: GOOD, place: "长春", notes: [] });
    expect(rows[1]).toMatchObject({ notes: ["formula"] });
    expect(rows[2]).toMatchObject({ name_zh: "北京甲光电有限公司", other_names: [{ kind: "joint", text: "上海乙激光有限公司" }], notes: ["joint"] });
    expect(rows[3]!.uscc).toBeUndefined();
    expect(rows[3]!.notes).toEqual(["uscc-invalid"]);
    expect(rows[3]!.cells[3]).toBe("91440000123456789X");
    expect(rows[4]).toMatchObject({ name_en: "FLIR Systems" });
  });

  it("gives the unusable rows back as the same sheet with reasons, in which nothing runs", async () => {
    const { id } = await takeInRegister(database, ctx, csv("企业名称,备注\n多,=1+1\n甲光电公司,@SUM(A1)\n\u0002乙,x"));
    for (const form of ["csv", "xlsx"] as const) {
      const rows: string[][] = [];
      for await (const row of readTables({ name: `back.${form}`, bytes: await flawSheet(database.writer, id, form, "zh") })) rows.push(row.raw);
      expect(rows[0]).toEqual(["不能用的原因", "原行号", "企业名称", "备注"]);
      expect(rows[1]!.slice(1)).toEqual(["2", "多", "'=1+1"]);
      expect(rows[2]!.slice(1, 3)).toEqual(["4", "\u2402乙"]);
      expect(rows.slice(1).every((r) => r[0]!.length > 5)).toBe(true);
    }
  });

  it("reads the same rows from GB18030, UTF-16 and a workbook", async () => {
    const table = [["企业名称", "城市"], ["长春甲光电有限公司", "长春"], ["中山乙照明有限公司", "中山"]];
    const text = table.map((r) => r.join(",")).join("\r\n");
    const utf16 = new Uint8Array([0xff, 0xfe, ...new Uint8Array(new Uint16Array([...text].map((c) => c.charCodeAt(0))).buffer)]);
    const gb = new Uint8Array([0xc6, 0xf3, 0xd2, 0xb5, 0xc3, 0xfb, 0xb3, 0xc6, 0x0a, 0xb9, 0xe2, 0xb5, 0xe7, 0xb9, 0xab, 0xcb, 0xbe]);
    const book = await writeXlsx([{ name: "表", columns: [{ key: "n", header: "企业名称" }, { key: "c", header: "城市" }], rows: table.slice(1).map(([n, c]) => ({ n, c })) }]);
    for (const file of [fileOfBytes("a.csv", utf16), fileOfBytes("b.xlsx", book)]) {
      const made = await takeInRegister(database, ctx, file);
      expect((await rowsAfter(database.writer, made.id, -1, 10)).map((r) => [r.name_zh, r.place])).toEqual([["长春甲光电有限公司", "长春"], ["中山乙照明有限公司", "中山"]]);
    }
    const made = await takeInRegister(database, ctx, fileOfBytes("gb.csv", gb));
    expect((await rowsAfter(database.writer, made.id, -1, 10)).map((r) => r.name_zh)).toEqual(["光电公司"]);
  });

  it("goes on after a stop without losing or doubling a row, and is not seen before its end", async () => {
    const rows = Array.from({ length: 12_345 }, (_, i) => `长春第${i}光电有限公司,${i}`);
    const file = csv(`企业名称,序号\n${rows.join("\n")}`);
    const stop = new AbortController();
    const begun = await takeInRegister(database, ctx, file, { signal: stop.signal, progress: () => stop.abort() });
    expect(begun).toMatchObject({ state: "reading", rows_sound: 5_000 });
    expect(await registersOf(database.reader("public"))).toEqual([]);
    await expect(completeRegister(database, ctx, begun.id)).rejects.toMatchObject({ code: "registers/not-ready" });
    const whole = await takeInRegister(database, ctx, file);
    expect(whole).toMatchObject({ id: begun.id, state: "complete", rows_sound: 12_345, rows_flawed: 0 });
    const all = await rowsAfter(database.reader("public"), whole.id, -1, 20_000);
    expect(all.map((r) => r.cells[1])).toEqual(rows.map((_, i) => String(i)));
    expect((await takeInRegister(database, ctx, file)).id).toBe(whole.id);
  });

  it("keeps nothing of a file that changes while it is read", async () => {
    const [before, after] = ["企业名称\n甲光电公司\n乙光电公司", "企业名称\n甲光电公司\n丙光电公司"].map((t) => new TextEncoder().encode(t));
    let passes = 0;
    const file: FileSource = { name: "growing.csv", bytes: before!.length, chunks: async function* () { passes += 1; yield passes <= 3 ? before! : after!; } };
    await expect(takeInRegister(database, ctx, file)).rejects.toMatchObject({ code: "registers/file-changed", payload: { file: "growing.csv" } });
    expect(passes).toBe(4);
    expect(await registersOf(database.writer)).toEqual([]);
    expect(await database.writer.selectFrom("register_row").selectAll().execute()).toEqual([]);
  });

  it("refuses a table without names, a mapping that fits nothing, a heading that is not there", async () => {
    await expect(takeInRegister(database, ctx, csv("年份,产值\n2023,12\n2024,14"))).rejects.toMatchObject({ code: "registers/no-name-column", payload: { header: ["年份", "产值"] } });
    const file = csv("企业名称,编码\n甲光电公司,1\n乙光电公司,2");
    await expect(takeInRegister(database, ctx, file, { mapping: { columns: [{ column: 1, field: "name_zh" }] } })).rejects.toMatchObject({ code: "registers/mapping-fits-nothing" });
    await expect(takeInRegister(database, ctx, file, { mapping: { columns: [{ column: 7, field: "name_zh" }] } })).rejects.toMatchObject({ code: "registers/unknown-column" });
    expect(() => toldMapping(["没有的列=name_zh"], ["企业名称"], { columns: [] })).toThrow(expect.objectContaining({ code: "registers/unknown-column" }));
    expect(() => toldMapping(["企业名称=colour"], ["企业名称"], { columns: [] })).toThrow(expect.objectContaining({ code: "registers/unknown-field" }));
    await expect(takeInRegister(database, ctx, csv("企业名称\n多\n个"))).rejects.toMatchObject({ code: "registers/mapping-fits-nothing" });
    await expect(takeInRegister(database, ctx, csv(""))).rejects.toMatchObject({ code: "files/empty" });
    expect(await registersOf(database.writer)).toEqual([]);
  });

  it("remembers what the columns of a sheet mean, whatever is in them next time", async () => {
    const mapping = { columns: [{ column: 0, field: "name_zh" as const }, { column: 1, field: "registered_capital" as const, scale: 10_000 }] };
    await takeInRegister(database, ctx, csv("甲栏,乙栏\n长春光电公司,5"), { mapping });
    const next = await previewRegister(database.writer, csv("甲栏, 乙栏\n南昌光电公司,7"));
    expect(next).toMatchObject({ mapping_from: "remembered", mapping });
  });

  it("tells where a quote never closes", async () => {
    await expect(takeInRegister(database, ctx, csv('企业名称,城市\n甲光电公司,长春\n"乙光电公司,南昌\n丙光电公司,中山'))).rejects.toMatchObject({ code: "files/csv-unclosed-quote", payload: { line: 3 } });
    expect(await registersOf(database.writer)).toEqual([]);
  });
});

describe("a register that is there", () => {
  const taken = async (visibility: "public" | "internal" = "public") => await takeInRegister(database, ctx, csv(MESSY), { without_flawed: true, visibility, citation: { publisher: "某局", published: "2024-05" } });

  it("is seen by whoever may see it", async () => {
    const { id } = await taken("internal");
    expect(await rowsAfter(database.reader("internal"), id, -1, 1)).toHaveLength(1);
    expect(await rowsAfter(database.reader("public"), id, -1, 1)).toEqual([]);
    await expect(registerBy(database.reader("public"), id)).rejects.toMatchObject({ code: "registers/no-register" });
  });

  it("is searched by name in either language, part of a name, traditional characters and code", async () => {
    const { id } = await taken();
    const rows = async (q: string) => (await searchRegister(database.reader("public"), id, q)).map((r) => r.row);
    expect(await rows("長春光谷")).toEqual([2]);
    expect(await rows("辰芯")).toEqual([2]);
    expect(await rows(GOOD)).toEqual([2]);
    expect(await rows("flir")).toEqual([11]);
    expect(await rows("100%_")).toEqual([]);
  });

  it("gives a row to the record as claims that cite it, and takes them back", async () => {
    const register = await taken();
    const done = await adoptRows(database, ctx, ontology, register.id, [2]);
    expect(done.adopted).toMatchObject([{ row: 2, is_new: true, claims: 6 }]);
    const entity = done.adopted[0]!.entity_id;
    const claims = await claimsOn(database.reader("public"), entity);
    expect(claims.map((c) => [c.property, c.value, c.locator?.cell])).toEqual(expect.arrayContaining([
      ["name", "长春光谷辰芯有限公司", "B2"], ["name", "Chenxin Inc.", "C2"], ["uscc", GOOD, "D2"], ["registered_capital", 12_005_000, "F2"], ["start_date", "2013-01-18", "G2"],
    ]));
    expect(claims.every((c) => c.source_id === register.source_id && c.locator?.row === 2 && c.stated_on === "2024-05" && c.quote)).toBe(true);
    await expect(adoptRows(database, ctx, ontology, register.id, [2])).rejects.toMatchObject({ code: "registers/already-adopted" });
    await expect(removeRegister(database, register.id)).rejects.toMatchObject({ code: "registers/in-use" });
    await inTransaction(database.writer, async (tx) => await withdrawAdoption(tx, ctx, { register_id: register.id, row: 2, entity_id: entity, change_id: done.change.id }, "slip"));
    expect(await factsOf(database.reader("public"), entity)).toEqual([]);
    expect((await claimsOn(database.reader("public"), entity)).every((c) => c.status === "withdrawn")).toBe(true);
    expect((await verifyLedger(database)).flaws).toEqual([]);
  });

  it("makes an organisation of each member of a joint cell, and names the cells that make no claim", async () => {
    const register = await taken();
    const done = await adoptRows(database, ctx, ontology, register.id, [7, 8]);
    expect(done.adopted.map((a) => [a.row, a.claims])).toEqual([[7, 1], [7, 1], [8, 2]]);
    expect(done.left_out.map((p) => p.cell)).toEqual(["D8", "G8", "F8"]);
  });

  it("finds the firm that the record knows by its code, and never joins two codes", async () => {
    const register = await taken();
    const { entity_id } = (await adoptRows(database, ctx, ontology, register.id, [2])).adopted[0]!;
    const renamed = await takeInRegister(database, ctx, csv(`名称,信用代码\n长春辰芯半导体有限公司,${GOOD}\n长春光谷辰芯有限公司,${withCheck("91220101MA0Y2T3K5")}`, "renamed.csv"));
    const again = await adoptRows(database, ctx, ontology, renamed.id, [2, 3]);
    expect(again.adopted[0]).toMatchObject({ entity_id, is_new: false });
    expect(again.adopted[1]!.entity_id).not.toBe(entity_id);
    const other = await takeInRegister(database, ctx, csv(`名称,信用代码\n辰芯公司,${withCheck("91220101MA0Y2T3K6")}`, "other.csv"));
    await expect(adoptRows(database, ctx, ontology, other.id, [2], { entity_id })).rejects.toMatchObject({ code: "registers/code-conflict" });
  });

  it("is matched with the record, every pair with its features, also from a thread", async () => {
    const register = await taken();
    await adoptRows(database, ctx, ontology, register.id, [2]);
    const many = Array.from({ length: 3_500 }, (_, i) => `南昌${String.fromCodePoint(0x4e00 + (i * 7) % 5_000)}${String.fromCodePoint(0x4e00 + (i * 13) % 9_000)}照明有限公司,`);
    for (const rows of [[], many]) {
      const list = await takeInRegister(database, ctx, csv(["名称,信用代码", `长春光谷辰芯有限公司,${GOOD}`, "长春光谷辰芯股份有限公司,", ...rows].join("\n"), `list${rows.length}.csv`));
      const links = await linkRegister(database, list.id, () => new Date("2026-03-02"));
      expect(links[0]).toMatchObject({ row: 2, decision: "link", score: 1 });
      expect(links[0]!.features.map((f) => f.name)).toContain("same_uscc");
      expect((await registerBy(database.writer, list.id)).linked_at).toBe("2026-03-02T00:00:00.000Z");
    }
  });
});
