/** Delimited text and Parquet: against an independent parser, with places of every flaw. */
import { gzipSync, zstdCompressSync } from "node:zlib";
import { parse as referenceParse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesOf, encodeLegacy, encodeUtf16, makeParquet } from "../../test/fixtures/files/make.ts";
import { csvRecords } from "./csv.ts";
import { readFile, readTables, writeCsv } from "./index.ts";
import type { TableRow } from "./index.ts";

async function rowsOf(name: string, bytes: Uint8Array, limits = {}): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const row of readTables({ name, bytes }, { limits })) rows.push(row);
  return rows;
}

const WORDS = "名称,产值（亿元）,备注\n甲光电公司,31.2,\"含\"\"激光\"\"，\n传感\"\n乙显示公司,5,\n";

describe("csv", () => {
  test.each([
    ["utf-8 with mark", bytesOf(`\uFEFF${WORDS}`)],
    ["crlf", bytesOf(WORDS.replaceAll("\n", "\r\n"))],
    ["gbk", encodeLegacy(WORDS, "gbk")],
    ["utf-16le", encodeUtf16(WORDS, "le", true)],
  ])("in %s", async (_name, bytes) => {
    const rows = await rowsOf("a.csv", bytes);
    expect(rows.map((r) => [r.row, r.line, r.cells])).toEqual([[1, 1, ["名称", "产值（亿元）", "备注"]], [2, 2, ["甲光电公司", "31.2", "含\"激光\"，\n传感"]], [3, 4, ["乙显示公司", "5", null]]]);
  });

  test.each([["a;b\n1,5;2\n3,5;4\n", ["a", "b"]], ["a\tb\n1\t2\n", ["a", "b"]], ["sep=|\na|b,c\n1|2\n", ["a", "b,c"]], ["only\none\n", ["only"]]])("separator of %j", async (words, header) => {
    expect((await rowsOf("a.csv", bytesOf(words)))[0]?.cells).toEqual(header);
  });

  test("as a document: the text as it stands, a segment for each record, one table", async () => {
    const file = await readFile({ name: "a.csv", bytes: bytesOf(WORDS) });
    expect(file.text).toBe(WORDS);
    expect(file.tables).toMatchObject([{ header_row: 1, columns: ["名称", "产值（亿元）", "备注"] }]);
    expect(file.segments.map((s) => s.locator.cell)).toEqual(["A1:C1", "A2:C2", "A3:C3"]);
    expect(file.text.slice(file.segments[2]?.start, file.segments[2]?.end)).toBe("乙显示公司,5,");
  });

  test("reads what an independent parser reads, whatever the fields", () => {
    const field = fc.string({ maxLength: 6, unit: fc.constantFrom("a", "光", '"', ",", "\n", " ", "'", "1") });
    const table = fc.integer({ min: 2, max: 4 }).chain((n) => fc.array(fc.array(field, { minLength: n, maxLength: n }), { minLength: 1, maxLength: 5 }));
    fc.assert(fc.property(table, (rows) => {
      const words = rows.map((r) => r.map((f) => `"${f.replaceAll('"', '""')}"`).join(",")).join("\n");
      const expected = referenceParse(words) as string[][];
      expect([...csvRecords(words, { delimiter: ",", cell_chars_max: 1000 })].map((r) => r.cells)).toEqual(expected);
    }));
  });

  test("every record knows its lines and offsets, and no field is lost, whatever the fields", () => {
    const field = fc.string({ maxLength: 6, unit: fc.constantFrom("a", "≥一", "𠮷", '"', ",", "\n", " ", "1") });
    const table = fc.array(fc.array(field, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 6 });
    fc.assert(fc.property(table, fc.boolean(), (rows, ended) => {
      const written = rows.map((r) => r.map((f) => (/[",\n]/.test(f) ? `"${f.replaceAll('"', '""')}"` : f)).join(","));
      const words = written.join("\n") + (ended ? "\n" : "");
      const records = [...csvRecords(words, { delimiter: ",", cell_chars_max: 1000 })];
      expect(records.map((r) => r.cells)).toEqual(rows);
      expect(records.map((r) => words.slice(r.start, r.end))).toEqual(written);
      expect(records.map((r) => r.line)).toEqual(records.map((r) => words.slice(0, r.start).split("\n").length));
    }));
  });

  test("a table of many pieces: places hold across them, blank lines count", () => {
    const written = Array.from({ length: 6001 }, (_, i) => (i % 7 === 0 ? "" : `${i},"𠮷光\n${"x".repeat(i % 37)}""",𠮷`));
    const words = written.join("\n");
    const records = [...csvRecords(words, { delimiter: ",", cell_chars_max: 1000 })];
    expect(records.map((r) => words.slice(r.start, r.end)).join("\n")).toBe(written.filter((w) => w !== "").join("\n"));
    expect(records.at(-1)).toMatchObject({ row: 6001, cells: ["6000", `𠮷光\n${"x".repeat(6000 % 37)}"`, "𠮷"] });
  });

  test.each(["", "x"])("a piece never ends inside a character (%j in front)", (front) => {
    const cell = front + "𠮷".repeat(40_000);
    expect([...csvRecords(`${cell},b\n`, { delimiter: ",", cell_chars_max: 100_000 })][0]?.cells[0] === cell).toBe(true);
  });

  test("quotation marks where none should be stay in the field", () => {
    const read = (words: string) => [...csvRecords(words, { delimiter: ",", cell_chars_max: 1000 })].map((r) => r.cells);
    expect(read('5" 屏,"甲"乙,"丙" \n1,2,3\n')).toEqual([['5" 屏', '"甲"乙', '"丙" '], ["1", "2", "3"]]);
  });

  test("an unclosed quote in a long file is told as such, not as a long record", () => {
    const words = `a,b\n1,"没有结束\n${"x,y\n".repeat(3000)}`;
    expect(() => [...csvRecords(words, { delimiter: ",", cell_chars_max: 1000 })]).toThrow("never closes");
  });

  test("an unclosed quote: an import stops at its line, a document keeps its text", async () => {
    const words = 'a,b\n1,2\n3,"没有结束\n5,6\n';
    await expect(rowsOf("bad.csv", bytesOf(words))).rejects.toMatchObject({ code: "files/csv-unclosed-quote", payload: { file: "bad.csv", line: 3 } });
    const file = await readFile({ name: "bad.csv", bytes: bytesOf(words) });
    expect(file.text).toBe(words);
    expect(file.problems).toMatchObject([{ code: "files/csv-unclosed-quote", line: 3 }]);
    expect(file.tables[0]?.rows).toHaveLength(1);
  });

  test("a field of 10 MB is refused at its line", async () => {
    const words = `a,b\n1,"${"x".repeat(10_000_000)}"\n`;
    await expect(rowsOf("big.csv", bytesOf(words))).rejects.toMatchObject({ code: "files/too-large", payload: { line: 2, bound: "cell_chars_max" } });
    await expect(readFile({ name: "big.csv", bytes: bytesOf(words.replaceAll('"', "")) })).rejects.toMatchObject({ payload: { line: 2, bound: "cell_chars_max" } });
  });

  test("rows of other widths are told", async () => {
    const file = await readFile({ name: "r.csv", bytes: bytesOf("a,b\n1,2\n3\n4,5,6\n") });
    expect(file.problems).toMatchObject([{ code: "files/ragged-rows", message: { en: "2 rows have other than 2 columns, first in record 3" } }]);
  });

  test("a long table streams: leaving early ends the work", async () => {
    const bytes = bytesOf(`id,name\n${Array.from({ length: 50_000 }, (_, i) => `${i},公司${i}`).join("\n")}\n`);
    let seen = 0;
    for await (const row of readTables({ name: "long.csv", bytes })) {
      seen += 1;
      if (row.row === 1500) break;
    }
    expect(seen).toBe(1500);
    expect((await rowsOf("long.csv", bytes)).at(-1)?.cells).toEqual(["49999", "公司49999"]);
  });
});

describe("writeCsv", () => {
  test("quotes, dates, and text that a spreadsheet would run", () => {
    const out = writeCsv([{ key: "a", header: "甲" }, { key: "b", header: "=乙" }], [{ a: 'x"y', b: "=1+1" }, { a: -5, b: "-5.2" }, { a: "-a", b: new Date("2024-06-19") }, { a: "@x,\n", b: null }, { a: "\tq", b: "＝1" }, { a: true, b: { k: 1 } }], { bom: true });
    expect(out).toBe(`\uFEFF甲,'=乙\r\n"x""y",'=1+1\r\n-5,-5.2\r\n'-a,2024-06-19\r\n"'@x,\n",\r\n'\tq,'＝1\r\ntrue,"{""k"":1}"\r\n`);
  });

  test("no cell ever begins with what starts a formula, and a reader gets the same table back", () => {
    const field = fc.string({ maxLength: 8, unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", "a", "1", '"', ",", "光") });
    fc.assert(fc.property(fc.array(fc.record({ a: field, b: field }), { maxLength: 6 }), (rows) => {
      const back = referenceParse(writeCsv([{ key: "a", header: "a" }, { key: "b", header: "b" }], rows)) as string[][];
      expect(back).toHaveLength(rows.length + 1);
      for (const [i, row] of rows.entries()) {
        for (const [j, key] of (["a", "b"] as const).entries()) {
          const cell = back[i + 1]?.[j] ?? "";
          expect(cell === row[key] || cell === `'${row[key]}`).toBe(true);
          expect(/^[=@\t\r]/.test(cell) || (/^[+-]/.test(cell) && Number.isNaN(Number(cell)))).toBe(false);
        }
      }
    }));
  });
});

describe("parquet", () => {
  const columns = [{ name: "公司", values: ["甲光电", "乙显示", "丙激光"] }, { name: "value", values: [31.2, -5, 0.1 + 0.2] }];

  test.each([["plain", { codec: 0, squeeze: (p: Uint8Array) => p }], ["gzip", { codec: 2, squeeze: (p: Uint8Array) => gzipSync(p) }], ["zstd", { codec: 6, squeeze: (p: Uint8Array) => zstdCompressSync(p) }]])("typed rows, %s", async (_name, pack) => {
    const bytes = makeParquet(columns, pack);
    expect((await rowsOf("f.parquet", bytes)).map((r) => [r.row, r.cells])).toEqual([[0, ["公司", "value"]], [1, ["甲光电", 31.2]], [2, ["乙显示", -5]], [3, ["丙激光", 0.1 + 0.2]]]);
    const file = await readFile({ name: "f.parquet", bytes });
    expect(file.text).toBe("公司\tvalue\n甲光电\t31.2\n乙显示\t-5\n丙激光\t0.3\n");
  });

  test("cut short, or with a page that inflates beyond what it states", async () => {
    await expect(rowsOf("f.parquet", makeParquet(columns).slice(0, -20))).rejects.toMatchObject({ code: "files/damaged", payload: { file: "f.parquet" } });
    const bomb = makeParquet(columns, { codec: 2, squeeze: () => gzipSync(new Uint8Array(50_000_000)) });
    await expect(rowsOf("b.parquet", bomb)).rejects.toMatchObject({ code: "files/damaged" });
  });
});
