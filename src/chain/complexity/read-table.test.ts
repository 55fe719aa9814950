/** Reading tables (small-table.parquet: four made-up rows, Snappy, two row groups): every form of input that is accepted, and every flaw that is refused with its line. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppError } from "../../kernel/index.ts";
import { delimitedRecords, readActivityTable, type ActivityTable, type TableFile } from "./index.ts";
import { parseValue } from "./table-columns.ts";

function fileOf(text: string | Uint8Array, name = "table.csv", block = 7): TableFile {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return {
    name, byteLength: bytes.length,
    async *stream() { for (let at = 0; at < bytes.length; at += block) yield bytes.subarray(at, at + block); },
    slice: async (from, to) => bytes.slice(from, to).buffer as ArrayBuffer,
  };
}

function cells(table: ActivityTable): [string, string, number][] {
  return table.regions.flatMap((region, r) => [...table.column.subarray(table.rowStart[r]!, table.rowStart[r + 1]!)]
    .map((a, k): [string, string, number] => [region, table.activities[a]!, table.value[table.rowStart[r]! + k]!]));
}

async function refusal(text: string, options: Parameters<typeof readActivityTable>[1] = {}): Promise<AppError> {
  try {
    await readActivityTable(fileOf(text), options);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("was not refused");
}

const LONG = "country,product,value\nafg,0011,30068\nafg,0012,16366\nzwe,0011,5\n";
const EXPECTED = [["afg", "0011", 30068], ["afg", "0012", 16366], ["zwe", "0011", 5]];

describe("what is accepted", () => {
  test("long CSV with columns guessed, told, quoted, semicolons, tabs, CRLF, a mark, gzip", async () => {
    const forms: [string | Uint8Array, Parameters<typeof readActivityTable>[1]][] = [
      [LONG, {}], [LONG, { region: "country", activity: "Product", value: "value" }],
      [LONG.replaceAll(/([a-z0-9]+)/g, '"$1"'), {}], [LONG.replaceAll(",", ";"), {}], [LONG.replaceAll(",", "\t"), {}],
      [`\ufeff${LONG.replaceAll("\n", "\r\n")}`, {}], [LONG.trimEnd(), {}], [gzipSync(LONG), {}],
    ];
    for (const [text, options] of forms) {
      const { table, reading } = await readActivityTable(fileOf(text), options);
      expect(cells(table)).toEqual(EXPECTED);
      expect(reading.rows).toBe(3);
    }
  });

  test("a matrix, said to be wide or seen to be", async () => {
    const wide = "Row,a1,a2,a3,a4,a5\nAFG,1,0,,4,5\nZWE,0,2,0,0,1\n";
    for (const options of [{ wide: true, region: "Row" }, {}]) {
      const { table, reading } = await readActivityTable(fileOf(wide), options);
      expect(cells(table)).toEqual([["AFG", "a1", 1], ["AFG", "a4", 4], ["AFG", "a5", 5], ["ZWE", "a2", 2], ["ZWE", "a5", 1]]);
      expect(reading.missingValues).toBe(1);
      expect(table.zeroCells).toBe(4);
    }
  });

  test("Parquet, a row group at a time", async () => {
    const file = fileOf(Uint8Array.from(readFileSync(new URL("./small-table.parquet", import.meta.url))), "small.parquet");
    const { table, reading } = await readActivityTable(file, { region: "region", activity: "activity", value: "value" });
    expect(cells(table)).toEqual([["武汉", "0011", 3.5], ["武汉", "0012", 2]]);
    expect(reading).toMatchObject({ rows: 4, missingValues: 1, missingNames: 1 });
    expect(cells((await readActivityTable(file, { region: "region", activity: "activity", value: "jobs" })).table)).toContainEqual(["鄂州", "0011", 6]);
  });

  test("names in GB 18030", async () => {
    const gb = Uint8Array.from([0xb5, 0xd8, 0xc7, 0xf8, 0x2c, 0x62, 0x2c, 0x63, 0x0a, 0xce, 0xe4, 0xba, 0xba, 0x2c, 0x78, 0x2c, 0x33, 0x0a]);
    const { table } = await readActivityTable(fileOf(gb, "gb.csv", 100), {});
    expect(cells(table)).toEqual([["武汉", "x", 3]]);
  });

  test("Namibia is a region, not a missing value; grouped digits are a number", async () => {
    const { table, reading } = await readActivityTable(fileOf('iso2,language,pushers\nNA,C,"1,234"\nNA,Go,NA\n'));
    expect(cells(table)).toEqual([["NA", "C", 1234]]);
    expect(reading.missingValues).toBe(1);
  });

  test("only the rows asked for", async () => {
    const { table, reading } = await readActivityTable(fileOf("metro,code,level,emp\na,1,2,5\na,11,3,4\n"), { where: [{ column: "level", equals: "3" }], region: "metro", activity: "code", value: "emp" });
    expect(cells(table)).toEqual([["a", "11", 4]]);
    expect(reading.filteredOut).toBe(1);
  });

  test("duplicates are summed and counted", async () => {
    expect((await readActivityTable(fileOf(`${LONG}afg,0011,2\n`))).table.duplicates).toBe(1);
  });
});

test("what is a number and what is not", () => {
  const cases: [string, number | string][] = [
    ["7", 7], ["0", 0], ["1e3", 1000], ["12.50", 12.5], [" 3 ", 3], ["-4", -4], [".5", 0.5], ["+2", 2], ["1,234,567", 1_234_567], ["", "missing"],
    ["..", "missing"], ["N/A", "missing"], ["0x10", "bad"], ["1_000", "bad"], ["Infinity", "bad"], ["1e999", "bad"], ["12,34", "bad"], ["3 000", "bad"], ["5%", "bad"],
  ];
  for (const [text, value] of cases) expect([text, parseValue(text)]).toEqual([text, value]);
});

describe("what is refused", () => {
  test("negative values and words, all of them, with line and column", async () => {
    const error = await refusal(`${LONG}zwe,0012,-4\nzwe,0013,many\nzwe,0014,1e999\n`, { region: "country", activity: "product", value: "value" });
    expect(error.code).toBe("complexity/cells-unfit");
    expect(error.problems.map((p) => [p.line, p.column])).toEqual([[5, "value"], [6, "value"], [7, "value"]]);
    expect(error.problems[0]!.message.en).toContain("-4");
    expect(error.problems[0]!.message.zh).toContain("-4");
  });

  test("strict: missing values, missing names, ragged rows, duplicates", async () => {
    expect((await refusal(`${LONG}zwe,0012,\n`, { strict: true })).problems[0]!.line).toBe(5);
    expect((await refusal(`${LONG},0012,3\n`, { strict: true })).problems[0]!.line).toBe(5);
    expect((await refusal(`${LONG}zwe,0012,3,9\n`, { strict: true })).problems[0]!.line).toBe(5);
    expect((await refusal(`${LONG}afg,0011,3\n`, { strict: true })).code).toBe("complexity/duplicates");
  });

  test("no such column, no clear column, an empty file, an open quote, broken gzip", async () => {
    expect((await refusal(LONG, { region: "land" })).hint!.en).toContain("country, product, value");
    expect((await refusal("p,q,r,s\nx,y,z,w\n")).code).toBe("complexity/columns-unclear");
    expect((await refusal("")).code).toBe("complexity/empty-file");
    expect((await refusal(`${LONG}"afg,0011,3\n`)).code).toBe("complexity/open-quote");
    const cut = gzipSync(LONG.repeat(50));
    await expect(readActivityTable(fileOf(cut.subarray(0, cut.length - 20)))).rejects.toThrow(/damaged/);
    await expect(readActivityTable(fileOf("PAR1 nonsense PAR1", "x.parquet"))).rejects.toThrow(/Parquet/);
  });
});

test("records are those of another CSV reader, whatever the block size", async () => {
  const field = fc.stringMatching(/^[a-z ,"\n;é中]{0,6}$/);
  await fc.assert(fc.asyncProperty(fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 40 }), async (rows, block) => {
    const text = `h1,h2,h3\n${rows.map((r) => r.map((f) => `"${f.replaceAll('"', '""')}"`).join(",")).join("\n")}\n`;
    const ours: string[][] = [];
    for await (const batch of delimitedRecords(fileOf(text, "t.csv", block).stream())) for (const r of batch) ours.push(r.fields);
    expect(ours).toEqual(parse(text, { relax_column_count: true }));
  }));
});
