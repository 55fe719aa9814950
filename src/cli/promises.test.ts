/** `promises`, `targets` and `forecast delivery` as their user runs them, on the reference record. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));
let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "lightvalley-promises-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...words: string[]) => {
  const { DATABASE_URL: _url, ...env } = process.env;
  const done = spawnSync(process.execPath, [MAIN, ...words, "--data", join(folder, "data")], { encoding: "utf8", env: { ...env, LANG: "C", LC_ALL: "" } });
  return { code: done.status, out: done.stdout, err: done.stderr };
};
const lines = (out: string) => out.trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);

it("prints what was due, targets with their verdicts, and a place's forecasts as of a past day; wrong words are refused", () => {
  const due = lines(run("promises", "--quarter", "2024-Q2", "--valid-on", "2024-09-01", "--json").out);
  expect(due).toContainEqual(expect.objectContaining({ milestone: "delivered", deadline: "2024-06-30", verdict: "no-outcome" }));
  expect(lines(run("targets", "--json", "--valid-on", "2026-11-01").out)).toContainEqual(expect.objectContaining({ property: "output_value", due: "2024", verdict: "met", target: 90_000_000_000 }));
  const open = lines(run("forecast", "delivery", "park-photoelectric-information-industry-park", "--known-on", "2024-01-10", "--json").out);
  expect(open.some((m) => m["status"] === "forecast" && typeof m["p80"] === "string")).toBe(true);
  expect(run("promises", "--quarter", "2024-Q5").code).toBe(2);
  expect(run("promises", "--known-on", "2023-02-30").code).toBe(2);
  expect(run("forecast", "delivery").code).toBe(2);
  expect(run("forecast", "delivery", "park-nowhere").code).not.toBe(0);
});
