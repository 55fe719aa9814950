/**
 * Hostile and broken files: each ends in a clear error that names file and place, or in a problem; never in a hang, a crash, or a
 * process out of memory. The time of these tests is bounded by the readers' own limits, not by the clock of the machine.
 */
import { describe, expect, test } from "vitest";
import { bytesOf, encodeUtf16, makeDocx, makePdf, makeXlsx, makeZip } from "../../test/fixtures/files/make.ts";
import { AppError } from "../kernel/index.ts";
import { detectFormat, readFile, readTables } from "./index.ts";
import type { ReadLimits } from "./index.ts";

async function refusal(name: string, bytes: Uint8Array, limits: Partial<ReadLimits> = {}): Promise<AppError> {
  const outcome: unknown = await readFile({ name, bytes }, { limits }).catch((e: unknown) => e);
  expect(outcome).toBeInstanceOf(AppError);
  const error = outcome as AppError;
  expect(error.message).toContain(name.slice(0, 40));
  expect(error.label.zh).toContain(name.slice(0, 40));
  expect(error.label.zh).toMatch(/\p{Script=Han}/u);
  return error;
}

const PARAGRAPH = "<w:p><w:r><w:t>园区总投资12亿元。</w:t></w:r></w:p>";
const docx = makeDocx(PARAGRAPH.repeat(200));

describe("cut short or broken", () => {
  test("a docx cut anywhere", async () => {
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      const at = Math.floor(docx.length * share);
      expect(await refusal("cut.docx", docx.slice(0, at))).toMatchObject({ code: "files/damaged", payload: { file: "cut.docx", byte: at } });
    }
  });

  test("a part whose bytes were changed", async () => {
    const bytes = docx.slice();
    const at = Buffer.from(bytes).indexOf("word/document.xml") + 60;
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    expect(await refusal("flip.docx", bytes)).toMatchObject({ code: "files/damaged", payload: { part: "word/document.xml" } });
  });

  test("bytes that a download added behind the archive do no harm", async () => {
    for (const tail of ["\n", "\0".repeat(500), "<!-- served by -->"]) {
      expect((await readFile({ name: "tail.docx", bytes: new Uint8Array(Buffer.concat([docx, bytesOf(tail)])) })).segments).toHaveLength(200);
    }
  });

  test("XML that stops, or does not match", async () => {
    expect(await refusal("a.docx", makeDocx("<w:p><w:r><w:t>没有结束"))).toMatchObject({ code: "files/damaged", payload: { part: "word/document.xml" } });
    expect(await refusal("b.docx", makeDocx("<w:p></w:r>"))).toMatchObject({ code: "files/damaged" });
  });

  test("an office archive without its main part, a workbook without sheets", async () => {
    const types = { name: "[Content_Types].xml", data: "<Types/>" };
    expect(await refusal("a.docx", makeZip([types, { name: "word/documents/x.xml", data: "<a/>" }]))).toMatchObject({ code: "files/damaged" });
    expect(await refusal("a.xlsx", makeXlsx({}))).toMatchObject({ code: "files/damaged", payload: { part: "xl/workbook.xml" } });
  });

  test("cell addresses and row numbers outside of a sheet", async () => {
    expect(await refusal("a.xlsx", makeXlsx({ S: '<sheetData><row r="1"><c r="ZZZZ1"><v>1</v></c></row></sheetData>' }))).toMatchObject({ payload: { sheet: "S" } });
    expect(await refusal("b.xlsx", makeXlsx({ S: '<sheetData><row r="99999999"/></sheetData>' }))).toMatchObject({ payload: { sheet: "S" } });
  });

  test("an empty file", async () => {
    for (const name of ["a.txt", "a.pdf", "a"]) expect(await refusal(name, new Uint8Array(0))).toMatchObject({ code: "files/empty" });
  });
});

describe("bombs", () => {
  test("a part that inflates a thousandfold", async () => {
    const bytes = makeDocx(`<w:p><w:r><w:t>${" ".repeat(40_000_000)}</w:t></w:r></w:p>`);
    expect(bytes.length).toBeLessThan(100_000);
    expect(await refusal("bomb.docx", bytes)).toMatchObject({ code: "files/zip-bomb", status: 413, payload: { part: "word/document.xml" } });
  });

  test("a header that lies about the size does not help", async () => {
    const bytes = makeZip([{ name: "[Content_Types].xml", data: "<T/>" }, { name: "word/document.xml", data: `<d>${" ".repeat(40_000_000)}</d>`, size: 100 }]);
    expect(await refusal("liar.docx", bytes)).toMatchObject({ code: "files/zip-bomb" });
  });

  test("a size that is declared beyond the bounds is refused before anything inflates", async () => {
    const declared = (size: number) => makeZip([{ name: "[Content_Types].xml", data: "<T/>" }, { name: "word/document.xml", data: "<d/>", size }]);
    expect(await refusal("a.docx", declared(1_000_000_000))).toMatchObject({ code: "files/zip-bomb", payload: { part: "word/document.xml" } });
    expect(await refusal("b.docx", declared(3000), { inflated_bytes_max: 2000 })).toMatchObject({ code: "files/too-large", payload: { bound: "inflated_bytes_max" } });
    expect(await refusal("c.docx", declared(3000))).toMatchObject({ code: "files/damaged", payload: { part: "word/document.xml" } });
  });

  test("many parts that together pass the budget", async () => {
    const sheet = `<sheetData>${Array.from({ length: 500 }, (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>${Math.sin(i)}</v></c></row>`).join("")}</sheetData>`;
    const sheets = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`S${i}`, sheet]));
    expect(await refusal("many.xlsx", makeXlsx(sheets), { inflated_bytes_max: 200_000 })).toMatchObject({ code: "files/too-large", payload: { bound: "inflated_bytes_max" } });
  });

  test("parts that overlap (one body, many names)", async () => {
    const bytes = Buffer.from(makeZip([{ name: "[Content_Types].xml", data: "<T/>" }, { name: "word/document.xml", data: "<d/>" }, { name: "word/styles.xml", data: "<d/>" }]));
    const lastEntry = bytes.lastIndexOf("word/styles.xml") - 46;
    bytes.writeUInt32LE(0, lastEntry + 42);
    expect(await refusal("overlap.docx", new Uint8Array(bytes))).toMatchObject({ code: "files/zip-bomb", payload: { part: expect.any(String) } });
  });

  test("archives in archives, and one that holds itself, are not opened", async () => {
    const inner = makeZip([{ name: "a.txt", data: "x" }]);
    const nested = [1, 2, 3].reduce((bytes) => makeZip([{ name: "inner.zip", data: bytes }]), inner);
    expect(await refusal("nested.zip", nested)).toMatchObject({ code: "files/unsupported-format", hint: { en: expect.stringContaining("Unpack") } });
  });

  test("entities that multiply", async () => {
    const lol = '<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>';
    const bytes = makeZip([{ name: "[Content_Types].xml", data: "<T/>" }, { name: "word/document.xml", data: `<?xml version="1.0"?>${lol}<d><p><r><t>&c;</t></r></p></d>` }]);
    expect(await refusal("lol.docx", bytes)).toMatchObject({ code: "files/xml-declaration", payload: { part: "word/document.xml" } });
  });

  test("100,000 nested XML elements", async () => {
    const deep = makeDocx("<w:sdt>".repeat(100_000) + PARAGRAPH + "</w:sdt>".repeat(100_000));
    expect(await refusal("deep.docx", deep)).toMatchObject({ code: "files/damaged", message: expect.stringContaining("nested deeper than 1000") });
  });

  test("a row of 16,384 columns on every line passes the bound of cells, not of memory", async () => {
    const rows = Array.from({ length: 300 }, (_, i) => `<row r="${i + 1}"><c r="XFD${i + 1}"><v>1</v></c></row>`).join("");
    expect(await refusal("sparse.xlsx", makeXlsx({ S: `<sheetData>${rows}</sheetData>` }))).toMatchObject({ code: "files/too-large", payload: { bound: "cells_max", sheet: "S" } });
  });

  test("a cell of 10 MB", async () => {
    const xlsx = makeXlsx({ S: `<sheetData><row r="1"><c r="B1" t="inlineStr"><is><t>${"光电".repeat(600_000)}${Math.PI}</t></is></c></row></sheetData>` });
    expect(await refusal("fat.xlsx", xlsx)).toMatchObject({ code: "files/too-large", payload: { sheet: "S", cell: "B1" } });
  });
});

describe("bounds", () => {
  test("200 MB of text", async () => {
    const bytes = new Uint8Array(Buffer.alloc(200 * 1024 * 1024, "a line of text, repeated\n"));
    expect(await refusal("huge.txt", bytes)).toMatchObject({ code: "files/too-large", status: 413, payload: { bound: "text_chars_max", limit: 60_000_000, byte: expect.any(Number) } });
    expect(await refusal("huge.txt", bytes, { bytes_max: 1000 })).toMatchObject({ payload: { bound: "bytes_max" } });
  });

  test("time: a thread that is not done is ended", async () => {
    expect(await refusal("slow.pdf", makePdf([[{ x: 60, y: 700, text: "slow" }]]), { time_ms_max: 1 })).toMatchObject({ code: "files/too-large", payload: { bound: "time_ms_max" } });
  });

  test("memory: a thread that eats its heap is ended, the process lives on", async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `<row r="${i + 1}"><c r="A${i + 1}" t="str"><v>${i}-${(i * 2654435761) % 4294967296}-光电信息产业园</v></c></row>`).join("");
    expect(await refusal("greedy.xlsx", makeXlsx({ S: `<sheetData>${rows}</sheetData>` }), { heap_mb_max: 12 })).toMatchObject({ code: "files/too-large", payload: { bound: "heap_mb_max" } });
    expect((await readFile({ name: "next.docx", bytes: docx })).segments).toHaveLength(200);
  });

  test("abort, before and while reading", async () => {
    const reason = new Error("the user left");
    const bytes = makePdf(Array.from({ length: 200 }, () => [{ x: 60, y: 700, text: "page" }]));
    await expect(readFile({ name: "a.pdf", bytes }, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const control = new AbortController();
    await expect(readFile({ name: "a.pdf", bytes }, { signal: control.signal, progress: (done) => done === 3 && control.abort(reason) })).rejects.toBe(reason);
    const streaming = new AbortController();
    const consume = async () => {
      for await (const row of readTables({ name: "a.csv", bytes: bytesOf("a,b\n1,2\n".repeat(5000)) }, { signal: streaming.signal })) if (row.row === 10) streaming.abort(reason);
    };
    await expect(consume()).rejects.toBe(reason);
  });

  test("many files at once, good and bad: each gets its own answer", async () => {
    const results = await Promise.allSettled(Array.from({ length: 12 }, (_, i) => readFile({ name: `${i}.docx`, bytes: i % 3 === 0 ? docx.slice(0, 500 + i) : docx })));
    expect(results.map((r) => r.status)).toEqual(Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? "rejected" : "fulfilled")));
    results.forEach((r, i) => r.status === "rejected" && expect((r.reason as AppError).payload["file"]).toBe(`${i}.docx`));
  });

  test("the caller's bytes are left alone", async () => {
    const bytes = makePdf([[{ x: 60, y: 700, text: "page" }]]);
    const before = Buffer.from(bytes);
    await readFile({ name: "a.pdf", bytes });
    expect(Buffer.from(bytes).equals(before)).toBe(true);
  });
});

describe("names and kinds", () => {
  test("content wins over a wrong extension, with a problem", async () => {
    const cases: [string, Uint8Array, string][] = [["a.pdf", docx, "docx"], ["a.docx", makePdf([[{ x: 60, y: 700, text: "x" }]]), "pdf"], ["a.doc", docx, "docx"], ["a.xls", bytesOf("<html><body><table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table></body></html>"), "html"], ["a.xls", encodeUtf16("甲\t1\n乙\t2\n", "le", true), "csv"], ["a.docx", bytesOf("只是文字。"), "txt"]];
    for (const [name, bytes, format] of cases) {
      expect(detectFormat(name, bytes)).toBe(format);
      const file = await readFile({ name, bytes });
      expect([file.format, file.problems[0]?.code]).toEqual([format, "files/wrong-extension"]);
    }
  });

  test("names without extension, in capitals, and unknown", () => {
    expect(["README", "A.TXT", "a.xyz", "x.csv", "X.MD", "x.tsv"].map((n) => detectFormat(n, bytesOf("a,b\n")))).toEqual(["txt", "txt", "txt", "csv", "md", "csv"]);
  });

  test("what is not readable is named for what it is", async () => {
    const wide = (words: string) => Buffer.from(words, "utf16le");
    const ole = (stream: string) => new Uint8Array(Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(504), wide(stream)]));
    const cases: [Uint8Array, string, RegExp][] = [
      [ole("EncryptedPackage"), "files/encrypted", /password/],
      [ole("WordDocument"), "files/unsupported-format", /old Word/],
      [ole("Workbook"), "files/unsupported-format", /old Excel/],
      [bytesOf("{\\rtf1 x}"), "files/unsupported-format", /RTF/],
      [new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2]), "files/unsupported-format", /PNG/],
      [makeZip([{ name: "ppt/presentation.xml", data: "x" }]), "files/unsupported-format", /slide/],
      [makeZip([{ name: "OFD.xml", data: "x" }]), "files/unsupported-format", /OFD/],
      [Uint8Array.from({ length: 4000 }, (_, i) => (i * 31 + (i >> 3) * 17) % 32), "files/unsupported-format", /binary/],
      [makeZip([{ name: "[Content_Types].xml", data: "<T/>" }, { name: "word/document.xml", data: "<d/>", flags: 1 }]), "files/encrypted", /password/],
    ];
    for (const [bytes, code, words] of cases) {
      const error = await refusal("unknown", bytes);
      expect([error.code, error.message]).toEqual([code, expect.stringMatching(words)]);
    }
  });

  test("a name of 10,000 characters, or with control characters, is shown short and clean", async () => {
    const error = await refusal("光".repeat(10_000), new Uint8Array(0));
    expect(error.message.length).toBeLessThan(300);
    const file = await readFile({ name: "a\u0000\u202e.txt", bytes: bytesOf("x\0y") });
    expect(file.problems[0]?.file).toBe("a  .txt");
  });

  test("the same bytes give the same text, hash and segments", async () => {
    const [a, b] = await Promise.all([readFile({ name: "a.docx", bytes: docx }), readFile({ name: "b.docx", bytes: docx })]);
    expect({ ...a, problems: [] }).toEqual({ ...b, problems: [] });
    expect(a?.text).toBe("园区总投资12亿元。\n".repeat(200));
  });
});
