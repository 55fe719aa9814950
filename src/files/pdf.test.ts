/** PDF: text in reading order with page locators, from files made by hand; bad ones end in a named error. */
import { describe, expect, test } from "vitest";
import { bytesOf, makePdf } from "../../test/fixtures/files/make.ts";
import type { PdfText } from "../../test/fixtures/files/make.ts";
import { readFile } from "./index.ts";
import { ordinaryCharacters } from "./pdf-layout.ts";

const read = (bytes: Uint8Array) => readFile({ name: "report.pdf", bytes });

/** Lines of text down a column, as a typesetter would place them. */
function column(lines: string[], x: number, top: number, size = 12): PdfText[] {
  return lines.map((text, i) => ({ x, y: top - i * size * 1.5, size, text }));
}

describe("reading order", () => {
  test("Chinese through the predefined character maps, runs joined without spaces", async () => {
    const file = await read(makePdf([[
      { x: 200, y: 780, size: 20, text: "产业园进展" },
      { x: 60, y: 740, text: "光电信息" }, { x: 108, y: 740, text: "产业园二期总投资" }, { x: 206, y: 740, text: "12.5" }, { x: 232, y: 740, text: "亿元。" },
    ]]));
    expect(file.text).toBe("产业园进展\n光电信息产业园二期总投资12.5亿元。\n");
    expect(file.meta).toMatchObject({ title: "产业园进展", language: "zh" });
    expect(file.segments.map((s) => s.locator)).toEqual([{ page: 1, paragraph: 1 }, { page: 1, paragraph: 2 }]);
  });

  test("a sentence over several lines and over the page break is one", async () => {
    const full = "本期工程建设内容包括厂房研发楼和配套设施共计十二栋建筑其中厂房八栋研发楼三栋";
    const file = await read(makePdf([
      [...column([full, full], 60, 760), { x: 290, y: 30, size: 10, text: "1" }],
      [...column([full.slice(0, 10).concat("。"), "第二段另起。"], 60, 760), { x: 290, y: 30, size: 10, text: "2" }],
    ]));
    expect(file.text).toBe(`${full}${full}${full.slice(0, 10)}。\n第二段另起。\n`);
    expect(file.segments.map((s) => s.locator)).toEqual([{ page: 1, paragraph: 1 }, { page: 2, paragraph: 1 }, { page: 2, paragraph: 2 }]);
    expect(file.segments[1]?.start).toBe(full.length * 2);
  });

  test("English lines join with a space, and a hyphen at the line's end goes", async () => {
    const file = await read(makePdf([column(["The photonics park added twelve new tenants in 2023 and its opto-", "electronics output rose by seven percent, reaching three billion", "yuan."], 60, 760)]));
    expect(file.text).toBe("The photonics park added twelve new tenants in 2023 and its optoelectronics output rose by seven percent, reaching three billion yuan.\n");
  });

  test("two columns are read one after the other, under a full-width title", async () => {
    const left = Array.from({ length: 8 }, (_, i) => `Left column line ${i + 1} runs to its edge xx`);
    const right = Array.from({ length: 8 }, (_, i) => `Right column line ${i + 1} runs to its edge x`);
    const title = { x: 60, y: 790, size: 18, text: "A title over both columns of the page, quite long" };
    const interleaved = left.flatMap((l, i) => [{ x: 50, y: 740 - i * 18, text: l }, { x: 310, y: 740 - i * 18, text: right[i] as string }]);
    const { text } = await read(makePdf([[title, ...interleaved]]));
    expect(text.indexOf("Left column line 8")).toBeLessThan(text.indexOf("Right column line 1"));
    expect(text.startsWith(title.text)).toBe(true);
  });

  test("two columns below full-width prose, with a narrow gap, the sentence running from column to column", async () => {
    const wide = "本年度园区建设总体顺利各项工程按照计划推进年度投资全部完成并有所超出为下一年打下基础";
    const line = "光电信息产业园三期工程主体结构已经封顶";
    const columns = Array.from({ length: 5 }, (_, i) => [{ x: 60, y: 600 - i * 18, text: line }, { x: 60 + 19 * 12 + 13, y: 600 - i * 18, text: i === 4 ? "全部完成。" : line }]).flat();
    const { text } = await read(makePdf([[...column([wide, wide, "完。"], 60, 780), ...columns]]));
    expect(text).toBe(`${wide}${wide}完。\n${line.repeat(9)}全部完成。\n`);
  });

  test("a table keeps its rows", async () => {
    const rows = [["指标", "2022", "2023"], ["产值", "28.8", "31.2"], ["企业", "41", "46"], ["面积", "10", "12"]];
    const { text } = await read(makePdf([rows.flatMap((row, i) => row.map((cell, j) => ({ x: 60 + j * 150, y: 760 - i * 20, text: cell })))]));
    expect(text).toBe("指标\t2022\t2023\n产值\t28.8\t31.2\n企业\t41\t46\n面积\t10\t12\n");
  });

  test("running heads and page numbers of a long document are left out", async () => {
    const words = ["甲", "乙", "丙", "丁"];
    const pages = words.map((w, i) => [{ x: 60, y: 820, size: 9, text: "示范区统计公报" }, { x: 60, y: 500, text: `${w}项工作已经完成。` }, { x: 280, y: 25, size: 9, text: `- ${i + 1} -` }]);
    expect((await read(makePdf(pages))).text).toBe(words.map((w) => `${w}项工作已经完成。\n`).join(""));
  });

  test("radicals and ligatures that fonts map to mean the ordinary characters", () => {
    expect(ordinaryCharacters("⻓春⽇⽉⾯积ﬁbre")).toBe("长春日月面积fibre");
  });
});

describe("bad files", () => {
  const whole = makePdf(Array.from({ length: 5 }, (_, i) => [{ x: 60, y: 700, text: `Page ${i + 1} of the annual report of the zone` }]));

  test("cut in the middle: refused, naming the byte where it stops", async () => {
    const at = Math.floor(whole.length * 0.6);
    await expect(read(whole.slice(0, at))).rejects.toMatchObject({ code: "files/damaged", payload: { file: "report.pdf", byte: at }, message: `report.pdf (byte ${at}): the PDF stops at byte ${at}, before its end` });
  });

  test("cut at its very end: read, with the cut as a problem", async () => {
    const file = await read(whole.slice(0, -20));
    expect(file.text).toContain("Page 5 of the annual report");
    expect(file.problems).toMatchObject([{ code: "files/cut-short", file: "report.pdf" }]);
  });

  test("cut to its head: refused, naming file and byte", async () => {
    await expect(read(whole.slice(0, 40))).rejects.toMatchObject({ name: "AppError", code: "files/damaged", payload: { file: "report.pdf", byte: 40 } });
  });

  test("a head followed by noise", async () => {
    const noise = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251);
    await expect(read(new Uint8Array(Buffer.concat([bytesOf("%PDF-1.7\n"), noise])))).rejects.toMatchObject({ code: "files/damaged" });
  });

  test("protected by a password", async () => {
    const { pdf } = await import("@cj-tech-master/excelts/pdf");
    const locked = await pdf([["secret", 1]], { encryption: { userPassword: "open", ownerPassword: "own" } } as never);
    await expect(read(locked)).rejects.toMatchObject({ code: "files/encrypted", label: { zh: expect.stringContaining("密码") } });
  });

  test("no text at all: a scan is told as one", async () => {
    expect((await read(makePdf([[], []]))).problems).toMatchObject([{ code: "files/no-text", message: { en: "2 of 2 pages have no text (they may be scans)" } }]);
  });

  test("more pages than allowed", async () => {
    await expect(readFile({ name: "r.pdf", bytes: whole }, { limits: { pages_max: 4 } })).rejects.toMatchObject({ code: "files/too-large", payload: { bound: "pages_max", limit: 4 } });
  });
});
