/** The identity commands from outside: files in, lines out. */
import { describe, expect, it } from "vitest";
import { runDedupe, runLink, runPairs, type IdentityIo } from "./index.ts";

function bench(files: Record<string, string | Uint8Array>): IdentityIo & { data(): string; talk(): string; lines(): Record<string, unknown>[] } {
  let out = "", err = "";
  return {
    read: async (path) => { const f = files[path]; if (f === undefined) throw new Error(`no file ${path}`); return { name: path, bytes: typeof f === "string" ? new TextEncoder().encode(f) : f }; },
    out: { write: (t) => { out += t; } }, err: { write: (t) => { err += t; } },
    data: () => out, talk: () => err, lines: () => out.split("\n").filter((l) => l !== "").map((l) => JSON.parse(l) as Record<string, unknown>),
  };
}

describe("dedupe", () => {
  it("prints one cluster a line, rows counted from 1 without the header", async () => {
    const io = bench({ "a.csv": "编号,企业名称\n1,长春奥普光电技术股份有限公司\n2,Siemens AG\n3,長春奧普光電技術股份有限公司\n4,SIEMENS A.G.\n5,多\n" });
    expect(await runDedupe({ file: "a.csv" }, io)).toBe(0);
    expect(io.lines().map((l) => l.rows)).toEqual([[1, 3], [2, 4]]);
    expect(io.lines()[0]).toHaveProperty("reasons");
    expect(io.talk()).toContain("row 5: not compared (one-character)");
  });

  it("reads GB 18030 and prints formulas as plain text in CSV", async () => {
    // "名称\n光谷\n=光谷\n" in GB 18030.
    const gb = Uint8Array.from([0xc3, 0xfb, 0xb3, 0xc6, 0x0a, 0xb9, 0xe2, 0xb9, 0xc8, 0x0a, 0x3d, 0xb9, 0xe2, 0xb9, 0xc8, 0x0a, 0x3d, 0xb9, 0xe2, 0xb9, 0xc8, 0x0a]);
    const io = bench({ "g.csv": gb });
    await runDedupe({ file: "g.csv", name: ["名称"], format: "csv" }, io);
    expect(io.data()).toContain("'=光谷");
    expect(io.data()).not.toMatch(/,=/);
  });

  it("refuses a column that is not there, naming those that are", async () => {
    await expect(runDedupe({ file: "a.csv", name: ["公司"] }, bench({ "a.csv": "名称\n光谷光电\n" }))).rejects.toMatchObject({ code: "identity/unknown-column" });
  });
});

describe("link", () => {
  const a = "id,name_zh,city\n1,奥普光电,长春\n2,吉林省金冠电气股份有限公司,长春\n";
  const b = "nr,name_en,name_full,city\n9,,上海昊量光电设备有限公司,上海\n8,\"Jilin Jinguan Electric Co., Ltd.\",,长春\n7,,长春奥普光电技术股份有限公司,长春\n";

  it("guesses names and context, links across languages, explains", async () => {
    const io = bench({ "a.csv": a, "b.csv": b });
    await runLink({ a: "a.csv", b: "b.csv" }, io);
    expect(io.lines().map((l) => [l.a, l.b])).toEqual([[1, 3], [2, 2]]);
    const features = io.lines()[1]!.features as { name: string; a: string; b: string }[];
    expect(features.find((f) => f.name === "context_city")).toMatchObject({ a: "长春", b: "长春" });
  });

  it("prints a ranking with --all --top", async () => {
    const io = bench({ "a.csv": a, "b.csv": b });
    await runLink({ a: "a.csv", b: "b.csv", name: ["name_zh", "name_en", "name_full"], all: true, top: 2 }, io);
    const first = io.lines().filter((l) => l.a === 1);
    expect(first.map((l) => l.rank)).toEqual([1, 2]);
    expect(first[0]).toMatchObject({ b: 3, decision: "link" });
    expect(first[1]).toMatchObject({ decision: "review" });
  });
});

describe("pairs", () => {
  it("prints a score and a verdict for every row, blank ones too", async () => {
    const io = bench({ "p.csv": "left,right,schema\nCarl Friedrich Gauss,\"Gauss, Carl Friedrich\",Person\nSiemens AG,Siemens Energy AG,Company\n,,Company\n" });
    await runPairs({ file: "p.csv", left: "left", right: "right" }, io);
    expect(io.lines().map((l) => l.match)).toEqual([true, false, false]);
    expect(io.lines()[2]).toMatchObject({ row: 3, score: 0 });
  });
});
