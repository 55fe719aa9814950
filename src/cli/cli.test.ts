/** The command as its user runs it: real processes, real folders; streams and exit codes as Unix expects. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));
let folder: string;
let data: string;

const run = (words: string[], options: { env?: Record<string, string>; input?: string; cwd?: string } = {}) => {
  const { DATABASE_URL: _url, ...env } = process.env;
  const done = spawnSync(process.execPath, [MAIN, ...words], {
    encoding: "utf8", input: options.input ?? "", cwd: options.cwd ?? folder, env: { ...env, LANG: "C", LC_ALL: "", LIGHTVALLEY_ACTOR: "tester", ...options.env }, maxBuffer: 256 * 1024 * 1024,
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lightvalley-cli-"));
  data = join(folder, "data");
  mkdirSync(join(folder, "texts", "deeper"), { recursive: true });
  writeFileSync(join(folder, "texts", "a.txt"), "# 星河园区开工 | 试验日报 | 2024-03-05 | https://example.org/a\n星河光电产业园总投资20亿元，占地面积300亩，计划2026年12月竣工。\n");
  writeFileSync(join(folder, "texts", "deeper", "b.md"), "# Galaxy park\n\nGalaxy Photonics Park has a total investment of RMB 1.5 billion and is home to 42 enterprises.\n");
  writeFileSync(join(folder, "texts", "broken.docx"), "PK\u0003\u0004 not a zip");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("help and wrong use", () => {
  it("helps in the language of the locale, and says so on the right stream", () => {
    expect(run(["--help"]).out).toContain("every figure with its source");
    expect(run(["--help"], { env: { LC_ALL: "zh_CN.UTF-8" } }).out).toContain("每个数字都有来源");
    expect(run(["help", "read", "--lang", "zh"]).out).toContain("读入账本");
    expect(run([])).toMatchObject({ code: 2, out: "" });
    expect(run(["nonsense"])).toMatchObject({ code: 2, out: "" });
    expect(run(["show", "--as-of", "2023-02-30", "x"])).toMatchObject({ code: 2, out: "" });
    expect(run(["read", "--no-such-flag"]).code).toBe(2);
    expect(run(["--version"]).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("propose", () => {
  it("prints one claim a line with literal spans, needs no record, and leaves none behind", () => {
    const done = run(["propose", "texts/a.txt", "--format", "jsonl"]);
    expect(done.code).toBe(0);
    const claims = done.out.trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
    const text = readFileSync(join(folder, "texts/a.txt"), "utf8");
    for (const c of claims) expect(text.slice(Number(c["start"]), Number(c["end"]))).toBe(c["quote"]);
    expect(claims).toEqual(expect.arrayContaining([
      expect.objectContaining({ doc: "a.txt", property: "investment", value: 2e9, unit: "yuan" }),
      expect.objectContaining({ property: "area.land", value: 200_000, unit: "m2" }),
      expect.objectContaining({ property: "expected_completion", value: "2026-12", modality: "planned" }),
    ]));
    expect(() => readFileSync(join(folder, "lightvalley-data", "lightvalley.lock"))).toThrow();
  });

  it("goes on past what cannot be read, says which and why, and tells by its exit code", () => {
    const done = run(["propose", "texts/broken.docx", "no-such-file.txt", "texts/deeper/b.md"]);
    expect(done.code).toBe(1);
    expect(done.out.trim().split("\n").length).toBeGreaterThan(0);
    expect(done.err).toContain("broken.docx");
    expect(done.err).toContain("no-such-file.txt");
  });
});

describe("a record from first to last", () => {
  it("fills a new folder with the reference record, reads files once, and shows what it knows with sources", () => {
    const first = run(["read", "texts", "--data", data]);
    expect(first.err).toContain("reference record");
    expect(first.err).toContain("broken.docx");
    expect(first.code).toBe(1);
    const again = run(["read", "texts/a.txt", "texts/deeper", "--data", data]);
    expect(again.code).toBe(0);
    expect(again.err).toContain("0 files read");
    expect(again.err).toContain("2 had been read before");

    const shown = run(["show", "长光辰芯", "--data", data]);
    expect(shown.code).toBe(0);
    expect(shown.out).toContain("长春长光辰芯微电子股份有限公司");
    const past = run(["show", "长春光电信息产业园三期", "--known-on", "2023-04-30", "--json", "--data", data]);
    const facts = (JSON.parse(past.out) as { facts: { best: { stated_on?: string } }[] }).facts;
    expect(facts.length).toBeGreaterThan(0);
    expect(facts.every((f) => (f.best.stated_on ?? "9") <= "2023-04-30")).toBe(true);
    expect(run(["show", "no such firm anywhere", "--data", data])).toMatchObject({ code: 1, out: "" });
    expect(run(["search", "cgcx", "--data", data]).out).toContain("firm-gpixel");
  });

  it("exports, imports into a folder that starts empty, and exports the same bytes; verify finds no flaw", () => {
    const one = join(folder, "one.ndjson");
    expect(run(["export", one, "--data", data]).code).toBe(0);
    const copy = join(folder, "copy");
    expect(run(["import", one, "--data", copy]).code).toBe(0);
    expect(run(["export", "--data", copy]).out).toBe(readFileSync(one, "utf8"));
    const verified = run(["verify", "--json", "--data", copy]);
    expect(JSON.parse(verified.out)).toMatchObject({ flaws: [] });
    expect(run(["import", one, "--data", copy])).toMatchObject({ code: 1 });
    writeFileSync(join(folder, "altered.ndjson"), readFileSync(one, "utf8").replace('"value":675', '"value":676'));
    const altered = run(["import", join(folder, "altered.ndjson"), "--data", join(folder, "third")]);
    expect(altered.code).toBe(1);
    expect(altered.err).toMatch(/line \d+/);
  });

  it("lists what cannot all be true, with the arithmetic", () => {
    type Line = { id: string; check: string; severity: string; claims: string[]; arithmetic: { en: string }; ruling?: { note: string } };
    const check = (...more: string[]): Line[] => run(["check", "--json", "--today", "2026-03-01", "--data", data, ...more]).out.trim().split("\n").map((l) => JSON.parse(l) as Line);
    const told = check().find((f) => f.check === "growth-identity" && f.arithmetic.en.includes("7.1"))!;
    expect(run(["rule", told.id, "--prefer", told.claims[0]!, "--reason", "the yearbook", "--today", "2026-03-01", "--data", data]).out).toContain("the yearbook");
    expect(check().find((f) => f.id === told.id)?.ruling?.note).toBe("the yearbook");
    expect(run(["rule", told.id, "--withdraw", "--today", "2026-03-01", "--data", data]).code).toBe(0);
    expect(check("--open").map((f) => f.id)).toContain(told.id);
  });

  it("leaves a folder empty when told, and finds the folder by the environment", () => {
    const empty = join(folder, "empty");
    expect(run(["search", "长春", "--empty", "--data", empty])).toMatchObject({ code: 1, out: "" });
    expect(run(["search", "长春"], { env: { LIGHTVALLEY_DATA: data } }).out).toContain("region-changchun");
  });

  it("does not start for other machines without a token", () => {
    const done = run(["serve", "--host", "0.0.0.0", "--port", "0", "--data", data]);
    expect(done.code).toBe(3);
    expect(done.err).toContain("LIGHTVALLEY_ADMIN_TOKEN");
  });
});
