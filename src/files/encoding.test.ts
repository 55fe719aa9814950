/** Encodings: every sentence below is written in an encoding by a table of its own and must come back letter for letter. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesOf, encodeLegacy, encodeUtf16 } from "../../test/fixtures/files/make.ts";
import { decodeText, readFile } from "./index.ts";

const SIMPLIFIED = "示范区光电产业园二期总投资12.5亿元，占地约320亩。\n建成后预计引进企业60家以上，年产值突破50亿元。\n";
const TRADITIONAL = "園區管理局表示，光電產業聚落今年產值成長百分之八，廠商增加至四十二家。\n新建廠房預計明年完工。\n";
const RARE = "𠮷田激光与㐂光公司签约，𬭁材料项目落户。\n项目总投资3亿元。\n";
const ENGLISH = "The park covers 12 buildings.\nOutput reached RMB 3 billion in 2023.\n";

describe("one encoding", () => {
  test.each([
    ["gbk", SIMPLIFIED, encodeLegacy(SIMPLIFIED, "gbk"), "gb18030"],
    ["gb18030 with four-byte characters", RARE, encodeLegacy(RARE, "gb18030"), "gb18030"],
    ["gbk of traditional characters", TRADITIONAL, encodeLegacy(TRADITIONAL, "gbk"), "gb18030"],
    ["big5", TRADITIONAL, encodeLegacy(TRADITIONAL, "big5"), "big5"],
    ["utf-8", SIMPLIFIED, bytesOf(SIMPLIFIED), "utf-8"],
    ["utf-8 with mark", SIMPLIFIED, bytesOf(`\uFEFF${SIMPLIFIED}`), "utf-8"],
    ["utf-16le with mark", SIMPLIFIED, encodeUtf16(SIMPLIFIED, "le", true), "utf-16le"],
    ["utf-16be with mark", TRADITIONAL, encodeUtf16(TRADITIONAL, "be", true), "utf-16be"],
    ["utf-16le without mark", SIMPLIFIED, encodeUtf16(SIMPLIFIED, "le", false), "utf-16le"],
    ["utf-16be without mark", SIMPLIFIED, encodeUtf16(SIMPLIFIED, "be", false), "utf-16be"],
    ["utf-16le English without mark", ENGLISH, encodeUtf16(ENGLISH, "le", false), "utf-16le"],
    ["ascii", ENGLISH, bytesOf(ENGLISH), "utf-8"],
    ["gbk, one short line", "光谷园区", encodeLegacy("光谷园区", "gbk"), "gb18030"],
    ["big5, one short line", "光電產業園區", encodeLegacy("光電產業園區", "big5"), "big5"],
  ])("%s", (_name, words, bytes, encoding) => {
    expect(decodeText(bytes)).toEqual({ text: words, encoding, problems: [] });
  });

  test("gbk far behind a long opening of ASCII", () => {
    const words = `${"plain line of ascii text\n".repeat(30_000)}${SIMPLIFIED}`;
    expect(decodeText(encodeLegacy(words, "gbk")).text).toBe(words);
  });

  test("Western accents are neither GBK nor Big5", () => {
    const bytes = new Uint8Array(Buffer.from("Société des lasers à Besançon, créée en 1998. Zürich, Málaga.\n", "latin1"));
    expect(decodeText(bytes)).toMatchObject({ encoding: "windows-1252", text: "Société des lasers à Besançon, créée en 1998. Zürich, Málaga.\n" });
  });

  test("any text in UTF-8 with mark, or UTF-16 with mark, comes back as it was", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (words) => {
      expect(decodeText(bytesOf(`\uFEFF${words}`)).text).toBe(words);
      expect(decodeText(encodeUtf16(words, "le", true)).text).toBe(words);
      expect(decodeText(encodeUtf16(words, "be", true)).text).toBe(words);
    }));
  });
});

describe("damage is reported with its line", () => {
  test("a GBK line in a UTF-8 file", () => {
    const bytes = Buffer.concat([bytesOf(SIMPLIFIED), encodeLegacy("第三行来自另一份文件，投资2亿元。\n", "gbk"), bytesOf("最后一行是正常的文字。\n")]);
    const { text, encoding, problems } = decodeText(new Uint8Array(bytes));
    expect(encoding).toBe("utf-8");
    expect(text).toBe(`${SIMPLIFIED}第三行来自另一份文件，投资2亿元。\n最后一行是正常的文字。\n`);
    expect(problems.map((p) => [p.code, p.line])).toEqual([["files/mixed-encoding", 3]]);
  });

  test("a UTF-8 line in a GBK file", () => {
    const bytes = Buffer.concat([encodeLegacy(SIMPLIFIED, "gbk"), bytesOf("这一行是另一种编码。\n")]);
    const { text, encoding, problems } = decodeText(new Uint8Array(bytes));
    expect(encoding).toBe("gb18030");
    expect(text).toBe(`${SIMPLIFIED}这一行是另一种编码。\n`);
    expect(problems.map((p) => [p.code, p.line])).toEqual([["files/mixed-encoding", 3]]);
  });

  test("a UTF-8 file cut inside its last character", () => {
    const bytes = bytesOf(SIMPLIFIED).slice(0, -3);
    const { text, encoding, problems } = decodeText(bytes);
    expect(encoding).toBe("utf-8");
    expect(text.startsWith(SIMPLIFIED.slice(0, -3))).toBe(true);
    expect(problems.map((p) => [p.code, p.line])).toEqual([["files/undecodable", 2]]);
  });

  test("a stray byte in a UTF-8 line is not taken for GBK", () => {
    const bytes = [...bytesOf(SIMPLIFIED)];
    bytes.splice(6, 0, 0xff);
    const { text, encoding, problems } = decodeText(new Uint8Array(bytes));
    expect(encoding).toBe("utf-8");
    expect(text).toBe(`${SIMPLIFIED.slice(0, 2)}\uFFFD${SIMPLIFIED.slice(2)}`);
    expect(problems[0]).toMatchObject({ code: "files/undecodable", line: 1 });
  });

  test("UTF-16 with half a character at the end", () => {
    const { text, problems } = decodeText(encodeUtf16(SIMPLIFIED, "le", true).slice(0, -1));
    expect(text).toBe(SIMPLIFIED.slice(0, -1));
    expect(problems.map((p) => p.code)).toEqual(["files/cut-character"]);
  });

  test("many bad lines are counted, not all listed", () => {
    const bytes = Buffer.concat(Array.from({ length: 100 }, () => Buffer.concat([bytesOf("这是一行正常的文字，很长。\n"), bytesOf("又是一行正常的文字，很长。\n"), encodeLegacy("另一编码的一行文字。\n", "gbk")])));
    const { problems } = decodeText(new Uint8Array(bytes));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)?.message.en).toMatch(/^80 further lines/);
  });
});

describe("canonical text", () => {
  test("line ends become one, NULs go with a problem, offsets hold", async () => {
    const file = await readFile({ name: "a.txt", bytes: bytesOf("第一行\r\n第二\0行\r第三行\n\n\u3000第四行 \n") });
    expect(file.text).toBe("第一行\n第二行\n第三行\n\n\u3000第四行 \n");
    expect(file.problems).toMatchObject([{ code: "files/nul-dropped", line: 2, file: "a.txt" }]);
    expect(file.segments.map((s) => [file.text.slice(s.start, s.end), s.locator.paragraph])).toEqual([["第一行", 1], ["第二行", 2], ["第三行", 3], ["\u3000第四行 ", 4]]);
  });

  test("segments never overlap and lie within the text, for any text", async () => {
    await fc.assert(fc.asyncProperty(fc.string({ minLength: 1, unit: fc.constantFrom("a", "光", "\n", "\r", " ", "\0", "。", "\u3000") }), async (words) => {
      const file = await readFile({ name: "a.txt", bytes: bytesOf(words) });
      expect(file.text).not.toMatch(/[\0\r]/);
      let at = 0;
      for (const { start, end } of file.segments) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      expect(at).toBeLessThanOrEqual(file.text.length);
    }), { numRuns: 60 });
  });

  test("title, date and publisher of a plain page", async () => {
    const words = "光电产业园三期复工\n2024-03-05 09:12:00来源:示范区新闻中心责编:王\n三期工程本月复工，总建筑面积18.6万平方米。\n";
    const { meta } = await readFile({ name: "page.txt", bytes: bytesOf(words) });
    expect(meta).toEqual({ title: "光电产业园三期复工", published: "2024-03-05", publisher: "示范区新闻中心", language: "zh" });
  });

  test("an impossible date is no date", async () => {
    const { meta } = await readFile({ name: "page.txt", bytes: bytesOf("光电产业园三期复工\n发布时间：2023-02-30\n正文。\n") });
    expect(meta.published).toBeUndefined();
  });
});
