/** Word and Excel documents: order, locators, values as displayed, and tables out again. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeDocx, makeXlsx, makeZip } from "../../test/fixtures/files/make.ts";
import { readFile, readTables, writeXlsx } from "./index.ts";
import { isDateFormat, plainNumber, showDate, showNumber } from "./xlsx-number.ts";

const p = (text: string, style = "") => `<w:p>${style === "" ? "" : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
const tc = (text: string) => `<w:tc>${p(text)}</w:tc>`;
const STYLES = { name: "word/styles.xml", data: '<w:styles xmlns:w="w"><w:style w:styleId="2"><w:name w:val="heading 1"/></w:style></w:styles>' };
const CORE = { name: "docProps/core.xml", data: '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>园区&amp;产业简报</dc:title><dc:creator>某人</dc:creator></cp:coreProperties>' };

describe("docx", () => {
  test("paragraphs and tables in order, with headings, and the title of the properties", async () => {
    const body = `${p("一、建设进度", "2")}${p("三期工程本月复工，")}<w:tbl><w:tr>${tc("指标")}${tc("数值")}</w:tr><w:tr>${tc("产值")}${tc("31.2亿元")}</w:tr></w:tbl>${p("完")}`;
    const file = await readFile({ name: "简报.docx", bytes: makeDocx(body, [STYLES, CORE]) });
    expect(file.text).toBe("一、建设进度\n三期工程本月复工，\n指标\t数值\n产值\t31.2亿元\n完\n");
    expect(file.segments.map((s) => s.locator)).toEqual([{ paragraph: 1, heading: 1 }, { paragraph: 2 }, { paragraph: 3 }, { paragraph: 4 }, { paragraph: 5 }]);
    expect(file.tables).toMatchObject([{ header_row: 1, columns: ["指标", "数值"], rows: [{ row: 2, cells: ["产值", "31.2亿元"] }] }]);
    expect(file.meta).toEqual({ title: "园区&产业简报", language: "zh" });
    expect(file.text.slice(file.tables[0]?.start, file.tables[0]?.end)).toBe("指标\t数值\n产值\t31.2亿元\n");
  });

  test("what a reader sees: no deletions, field codes, phonetic guides or twins", async () => {
    const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`;
    const body = `<w:p>${run("总投资")}<w:del><w:r><w:delText>8</w:delText></w:r>${run("八")}</w:del><w:ins>${run("12")}</w:ins><w:r><w:instrText>PAGE</w:instrText></w:r>${run("亿元")}<w:r><w:tab/><w:t>一期</w:t><w:br/><w:t>二期</w:t></w:r><mc:AlternateContent><mc:Choice><w:r>${"<w:t>图注</w:t>"}</w:r></mc:Choice><mc:Fallback>${run("图注")}</mc:Fallback></mc:AlternateContent></w:p>`;
    expect((await readFile({ name: "a.docx", bytes: makeDocx(body) })).text).toBe("总投资12亿元\t一期\n二期图注\n");
  });
});

const cell = (r: string, v: string | number, more = "") => `<c r="${r}" ${more}><v>${v}</v></c>`;
const inline = (r: string, text: string) => `<c r="${r}" t="inlineStr"><is><t>${text}</t></is></c>`;
const FORMATS = { name: "xl/styles.xml", data: '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="166" formatCode="#,##0.0&quot;亿元&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>' };

describe("xlsx", () => {
  test("values as displayed: dates ISO, percent, units of the format, no float noise", async () => {
    const rows = `<sheetData><row r="1">${inline("A1", "2023年统计表")}</row><row r="2">${inline("A2", "指标")}${inline("B2", "数值")}${inline("D2", "日期")}</row><row r="3">${inline("A3", "增速")}${cell("B3", 0.071, 's="2"')}${cell("D3", 45462, 's="1"')}</row><row r="5">${inline("A5", "产值")}${cell("B5", 1234.5, 's="4"')}${cell("D5", 45292, 's="3"')}</row><row r="6">${inline("A6", "合计")}${cell("B6", 0.1 + 0.2)}</row></sheetData>`;
    const file = await readFile({ name: "表.xlsx", bytes: makeXlsx({ 统计: rows }, [FORMATS]) });
    expect(file.text).toBe("统计\n2023年统计表\n指标\t数值\t\t日期\n增速\t7.1%\t\t2024-06-19\n产值\t1,234.5亿元\t\t2024-01-01\n合计\t0.3\n\n");
    expect(file.tables).toMatchObject([{ sheet: "统计", header_row: 2, columns: ["指标", "数值", "C", "日期"], rows: [{ row: 3 }, { row: 5 }, { row: 6 }] }]);
    const located = (address: string) => file.segments.filter((s) => s.locator.cell === address).map((s) => file.text.slice(s.start, s.end));
    expect([located("B3"), located("D5"), located("B6")]).toEqual([["7.1%"], ["2024-01-01"], ["0.3"]]);
  });

  test("a formula is not evaluated: its cached value is used and noted", async () => {
    const rows = `<sheetData><row r="1"><c r="A1"><f>1+1</f><v>7</v></c><c r="B1"><f>A1*2</f></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>`;
    const file = await readFile({ name: "f.xlsx", bytes: makeXlsx({ S: rows }) });
    expect(file.text).toBe("S\n7\n\n");
    expect(file.problems.map((x) => [x.code, x.cell])).toEqual([["files/formula-cached", "S!A1"], ["files/formula-without-value", "S!B1"], ["files/formula-cached", "S!C1"], ["files/error-value", "S!C1"]]);
  });

  test("macros are noted, very hidden sheets left out, the 1904 calendar honoured", async () => {
    const sheet = `<sheetData><row r="1">${cell("A1", 0, 's="1"')}</row></sheetData>`;
    const file = await readFile({ name: "m.xlsm", bytes: makeXlsx({ S: sheet }, [FORMATS, { name: "xl/vbaProject.bin", data: "x" }], '<workbookPr date1904="1"/>') });
    expect(file.text).toBe("S\n1904-01-01\n\n");
    expect(file.problems.map((x) => x.code)).toEqual(["files/macros-ignored"]);
  });

  test("a declared dimension of a million rows by 16,384 columns costs nothing", async () => {
    const rows = `<dimension ref="A1:XFD1048576"/><sheetData><row r="1" spans="1:16384">${inline("A1", "只有两格")}</row><row r="1048576">${cell("XFD1048576", 5)}</row></sheetData>`;
    const file = await readFile({ name: "wide.xlsx", bytes: makeXlsx({ S: rows }) });
    expect(file.text).toBe("S\n只有两格\n5\n\n");
    expect(file.segments.at(-1)?.locator).toEqual({ sheet: "S", cell: "XFD1048576" });
  });

  test("formats of numbers and dates", () => {
    expect([0.1 + 0.2, 1e21, 1e-7, -0, 123456789012345680, 1.005].map(plainNumber)).toEqual(["0.3", "1e+21", "0.0000001", "0", "123456789012346000", "1.005"]);
    expect([showNumber(1234.567, "#,##0.00"), showNumber(-5, "0.0;(0.0)"), showNumber(0.5, "0%"), showNumber(12.5, '¥#,##0.00'), showNumber(1234567, "#,##0,"), showNumber(3, "General"), showNumber(7, '0"个"')]).toEqual(["1,234.57", "(5.0)", "50%", "¥12.50", "1,235", "3", "7个"]);
    expect([isDateFormat("yyyy-mm-dd"), isDateFormat("0.00"), isDateFormat('#,##0"元/月"'), isDateFormat("[Red]0"), isDateFormat("h:mm:ss"), isDateFormat("General"), isDateFormat('0"d"')]).toEqual([true, false, false, false, true, false, false]);
    // 1900 calendar: serial 1 is 1900-01-01, 59 is 02-28, 60 never was, 61 is 03-01 (ECMA-376 part 1, 18.17.4.1)
    expect([1, 59, 60, 61, 45462.75].map((n) => showDate(n, "yyyy-mm-dd hh:mm", false))).toEqual(["1900-01-01", "1900-02-28", undefined, "1900-03-01", "2024-06-19 18:00:00"]);
    expect([showDate(0.5, "h:mm", false), showDate(45462, "yyyy-mm", false), showDate(1.5, "[h]:mm", false)]).toEqual(["12:00:00", "2024-06", "36:00:00"]);
  });
});

describe("writeXlsx", () => {
  const day = new Date("2024-06-19T00:00:00Z");

  test("what is written is read back, typed", async () => {
    const bytes = await writeXlsx([{
      name: "指标",
      columns: [{ key: "name", header: "名称", note: "企业全称", list: ["甲公司", "乙公司"] }, { key: "value", header: "数值", type: "number" }, { key: "day", header: "日期", type: "date" }, { key: "ok", header: "已核", type: "boolean" }],
      rows: [{ name: "甲公司", value: 12.5, day: "2024-06-19", ok: true }, { name: "乙公司", value: -3, day, ok: false }, { name: "无" }],
      comments: [{ row: 0, key: "value", text: "见第3页" }],
    }]);
    const rows = [];
    for await (const row of readTables({ name: "x.xlsx", bytes })) rows.push(row);
    expect(rows.map((r) => r.cells)).toEqual([["名称", "数值", "日期", "已核"], ["甲公司", 12.5, day, true], ["乙公司", -3, day, false], ["无"]]);
    expect(rows.map((r) => [r.sheet, r.row])).toEqual([["指标", 1], ["指标", 2], ["指标", 3], ["指标", 4]]);
    const { Workbook } = await import("@cj-tech-master/excelts");
    const book = new Workbook();
    await book.xlsx.load(bytes as never);
    const sheet = book.getWorksheet("指标");
    expect(sheet?.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
    expect(JSON.stringify(sheet?.getCell("A1").note)).toContain("企业全称");
    expect(JSON.stringify(sheet?.getCell("B2").note)).toContain("见第3页");
    expect(sheet?.getCell("A2").dataValidation).toMatchObject({ type: "list" });
    expect(book.getWorksheet("_lists")?.state).toBe("veryHidden");
  });

  test("text never becomes a formula, and control characters do no harm", async () => {
    const words = ['=HYPERLINK("http://example.org","x")', "+1", "@SUM(A1)", "-2+3", "a\u0000b\u0007c\uD800d", "第一行\n第二行", "_x0041_", "</t></si><x>&amp;"];
    const bytes = await writeXlsx([{ name: "a/b:c*?[]", columns: [{ key: "t", header: "=1+1" }], rows: words.map((t) => ({ t })) }, { name: "A b c", columns: [], rows: [] }]);
    const file = await readFile({ name: "x.xlsx", bytes });
    expect(file.problems).toEqual([]);
    expect(file.tables[0]?.columns).toEqual(["=1+1"]);
    expect(file.tables[0]?.rows.map((r) => r.cells[0])).toEqual([...words.slice(0, 4), "abc\uFFFDd", ...words.slice(5)]);
  });

  test("any text comes back", async () => {
    const word = fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom("光", "a", " ", "<", "&", '"', "'", "\t", "=", "]", "𠮷", "_x", "0") }).filter((w) => w.trim() !== "");
    await fc.assert(fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 5 }), async (words) => {
      const bytes = await writeXlsx([{ name: "s", columns: [{ key: "t", header: "h" }], rows: words.map((t) => ({ t })) }]);
      const back: unknown[] = [];
      for await (const row of readTables({ name: "x.xlsx", bytes })) back.push(row.cells[0]);
      expect(back).toEqual(["h", ...words]);
    }), { numRuns: 15 });
  });
});

describe("a zip that is no document", () => {
  test("is named for what it is", async () => {
    await expect(readFile({ name: "all.zip", bytes: makeZip([{ name: "a.txt", data: "x" }]) })).rejects.toMatchObject({ code: "files/unsupported-format", status: 415 });
  });
});
