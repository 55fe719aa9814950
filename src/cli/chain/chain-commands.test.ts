/** The commands, over files held in memory: what they print, and what they say of wrong use. */
import { describe, expect, it } from "vitest";
import { AppError } from "../../kernel/index.ts";
import { chainCommand, placeCommand } from "./index.ts";
import type { ChainIo } from "./index.ts";

function desk(files: Record<string, string>): ChainIo & { out: string; said: string[]; written: Record<string, string> } {
  const io = {
    out: "", said: [] as string[], written: {} as Record<string, string>,
    readText: async (path: string) => { if (path in files) return files[path]!; throw new AppError("chain/file-unreadable", { path }, { zh: "无", en: "none" }); },
    readBytes: async (path: string) => { const bytes = new TextEncoder().encode(await io.readText(path)); return (async function* () { yield bytes; })(); },
    writeFile: async (folder: string, name: string, text: string) => { io.written[`${folder}/${name}`] = text; },
    write: (text: string) => { io.out += text; },
    err: (line: string) => { io.said.push(line); },
  };
  return io;
}

describe("place", () => {
  const register = "企业,经营范围,代码\n甲,\"光学镜片、红外镜头的研发、生产；餐饮服务\",\n乙,激光加工设备的销售,\n丙,,3832\n";
  it("writes a placement a row, with words and their places", async () => {
    const io = desk({ "r.csv": register });
    expect(await placeCommand(["r.csv", "--name", "企业", "--text", "经营范围", "--gbt", "代码"], io)).toBe(0);
    const rows = io.out.trim().split("\n").map((line) => JSON.parse(line) as { name: string; state: string; nodes: { node: string; evidence: { said: string; from: number; to: number; field: unknown }[] }[] });
    expect(rows.map((r) => r.name)).toEqual(["甲", "乙", "丙"]);
    expect(rows[0]!.nodes.map((n) => n.node).sort()).toEqual(["ir-lenses", "optical-elements"]);
    expect(rows[0]!.nodes.find((n) => n.node === "ir-lenses")!.evidence[0]).toMatchObject({ said: "红外镜头", from: 5, to: 9, field: 0 });
    expect(rows[1]!.nodes).toEqual([]);
    expect(rows[2]!.state === "placed" && rows[2]!.nodes.length > 1).toBe(false); // a class alone does not place firmly
  });
  it("prints csv, and says which column is missing", async () => {
    const io = desk({ "r.csv": register });
    expect(await placeCommand(["r.csv", "--name", "企业", "--text", "经营范围", "--format", "csv"], io)).toBe(0);
    expect(io.out.split("\n")[0]).toBe("line,name,node,stage,score,share,review");
    expect(io.out).toContain("2,甲,ir-lenses,optics,");
    expect(await placeCommand(["r.csv", "--text", "业务"], io)).toBe(2);
    expect(io.said.at(-1)).toContain("There is no column “业务”");
  });
});

describe("chain", () => {
  it("checks the shipped pack", async () => {
    const io = desk({});
    expect(await chainCommand(["check"], io)).toBe(0);
    expect(io.out).toMatch(/optoelectronics: nodes and flows \d+ \/ \d+, 0 problems/);
  });
  it("ranks gaps of a table, with sentences and claims", async () => {
    const io = desk({ "p.csv": "firm,node,region,output_yuan,claims\nA,lens-phone,East,100,c1;c2\nB,camera-modules,East,50,c3\nC,ghost,East,,\n" });
    expect(await chainCommand(["gaps", "p.csv", "--region", "East", "--known", "10", "--read", "9", "--json", "--top", "500"], io)).toBe(1);
    expect(io.said[0]).toContain("ghost");
    const told = JSON.parse(io.out) as { gaps: { node: string; state: string; claims: string[] }[]; states: Record<string, number>; risks: { failed: string; exposed: { node: string }[] }[] };
    expect(told.states["single_source"]).toBe(2);
    expect(told.gaps.find((g) => g.node === "plastic-lenses")).toMatchObject({ state: "missing", claims: ["c1", "c2"] });
    expect(told.risks[0]).toMatchObject({ failed: "lens-phone" });
    expect(told.risks[0]!.exposed.map((e) => e.node)).toEqual(["camera-modules"]);
  });
  it("imports tables as a pack", async () => {
    const io = desk({ "in/inputs.csv": "input_id,input_name,description\nN1,Wafer,A disc.\nN2,Chip,A die.\n", "in/sequence.csv": "input_id,goes_into_id\nN1,N2\n", "in/stages.csv": "stage_id,stage_name\nS1,Fab\n" });
    expect(await chainCommand(["import", "in", "--out", "o", "--id", "x", "--name", "X", "--title", "T", "--publisher", "P"], io)).toBe(0);
    expect(Object.keys(io.written)).toEqual(["o/pack.yaml", "o/resources.yaml"]);
    expect(JSON.parse(io.out)).toMatchObject({ nodes: 2, flows: 1, problems: 0 });
  });
  it("answers wrong use with the reason and code 2", async () => {
    const io = desk({});
    expect(await chainCommand(["gaps", "--colour"], io)).toBe(2);
    expect(await chainCommand(["check", "--folder", "nowhere"], io)).toBe(2);
    expect(await chainCommand(["bogus"], io)).toBe(2);
    expect(io.said.length).toBe(2);
  });
});
