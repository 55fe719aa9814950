/** The floor plan as a test: imports go down only, and only through a room's door. Each rule is first seen to fail on a sample. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));
const src = join(root, "src");

/** A room may import from rooms on lower floors; rooms of one floor do not see each other. */
const FLOORS: readonly (readonly string[])[] = [
  ["kernel"], ["db", "files", "ontology"], ["ledger"], ["entities"], ["documents"], ["chain", "parks", "firms", "institutes", "policy"],
  ["investment", "services", "expo"], ["targets"], ["report"], ["server"], ["cli"],
];
const floorOf = (room: string): number => FLOORS.findIndex((rooms) => rooms.includes(room));

/** Rooms with parts that are doors of their own: a part's `index.ts` may be imported like a room's. */
const PARTS = ["entities/identity", "entities/registers", "entities/judgements", "chain/complexity", "chain/pack", "chain/placement", "chain/gaps", "parks/forecast", "targets/forecast", "ledger/checks", "ledger/tables", "documents/reading", "report/chart", "report/map"];

function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((e) => {
    const path = join(folder, e.name);
    if (e.isDirectory()) return e.name === "node_modules" || e.name === "dist" ? [] : filesBelow(path, ending);
    return ending.test(e.name) ? [path] : [];
  });
}

const importsOf = (text: string): string[] => [...text.matchAll(/(?:from|import)\s*\(?\s*["'](\.[^"']+)["']/g)].map((m) => m[1]!);

/** What is wrong with the imports of one file, given as a path below `src`. */
export function importFlaws(file: string, text: string): string[] {
  const room = file.split("/")[0]!;
  const flaws: string[] = [];
  for (const target of importsOf(text)) {
    const path = relative(src, resolve(src, dirname(file), target));
    const other = path.split("/")[0]!;
    if (path.startsWith("..") || other === room || other === "") continue;
    if (room === "web") {
      if (path !== "server/api-types.ts") flaws.push(`${file}: web sees the server's API types only, not ${path}`);
      continue;
    }
    const isTest = /\.test\.ts$|-for-test\.ts$/.test(file);
    const door = path === `${other}/index.ts` || PARTS.some((p) => path === `${p}/index.ts`);
    if (!door && !(isTest && /-for-test\.ts$/.test(path))) flaws.push(`${file}: ${path} is not a door; import ${other}/index.ts`);
    if (floorOf(other) < 0) flaws.push(`${file}: ${other} is no room of the floor plan`);
    else if (floorOf(room) >= 0 && floorOf(other) >= floorOf(room) && !isTest) flaws.push(`${file}: ${room} may not import ${other}, which is not below it`);
  }
  return flaws;
}

const sources = filesBelow(src, /\.tsx?$/).map((path) => ({ file: relative(src, path), text: readFileSync(path, "utf8") }));

describe("floors", () => {
  it("sees an import that goes up, one past a door, one from the web", () => {
    expect(importFlaws("ledger/x.ts", 'import { y } from "../entities/index.ts";')).toHaveLength(1);
    expect(importFlaws("entities/x.ts", 'import { y } from "../ledger/store.ts";')).toHaveLength(1);
    expect(importFlaws("files/x.ts", 'const y = await import("../db/index.ts");')).toHaveLength(1);
    expect(importFlaws("web/x.tsx", 'import type { A } from "../kernel/index.ts";')).toHaveLength(1);
    expect(importFlaws("documents/reading/x.ts", 'import { y } from "../../kernel/index.ts";')).toEqual([]);
    expect(importFlaws("cli/x.ts", 'import { y } from "../server/index.ts";')).toEqual([]);
  });

  it("holds in the house", () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.flatMap(({ file, text }) => importFlaws(file, text))).toEqual([]);
  });
});

describe("files", () => {
  const named = (file: string): boolean => /(^|\/)(util|utils|helpers?|common|misc)(\.tsx?$|\/)/.test(file);
  it("has no room for odds and ends", () => {
    expect(named("ledger/util.ts")).toBe(true);
    expect(sources.map((s) => s.file).filter(named)).toEqual([]);
  });

  const begins = (text: string): boolean => /^(#![^\n]*\n)?\s*(\/\*\*?|\/\/)/.test(text);
  it("opens every file with what it is for", () => {
    expect(begins("export const x = 1;")).toBe(false);
    expect(sources.filter((s) => !begins(s.text)).map((s) => s.file)).toEqual([]);
  });

  it("keeps files small enough to read", () => {
    const long = sources.filter((s) => s.text.split("\n").length > 700).map((s) => s.file);
    expect(long).toEqual([]);
  });

  const anyAtDoor = (text: string): boolean => /export (async )?function [^{]*:\s*any\b|export (const|let) \w+:\s*any\b/.test(text);
  it("has no any at a door", () => {
    expect(anyAtDoor("export function f(x: any): void {}")).toBe(true);
    expect(sources.filter((s) => anyAtDoor(s.text)).map((s) => s.file)).toEqual([]);
  });
});

describe("what is committed", () => {
  const texts = ["src", "data", "docs", "bench", "test", "scripts"].flatMap((d) => filesBelow(join(root, d), /\.(ts|tsx|md|yaml|json|jsonl|csv|tsv)$/));
  // Built from parts, so that this file does not flag itself.
  const machine = new RegExp(`(^|[^A-Za-z0-9_.:/])/(${["wo" + "rk", "ro" + "ot", "ho" + "me"].join("|")})/[a-z.]`, "m");
  it("names no folder of one machine", () => {
    expect(machine.test(`read ${"/wo"}rk/main`)).toBe(true);
    expect(texts.filter((path) => machine.test(readFileSync(path, "utf8"))).map((p) => relative(root, p))).toEqual([]);
  });

  it("records no download host in the lock file", () => {
    expect(/"resolved":\s*"http/.test(readFileSync(join(root, "package-lock.json"), "utf8"))).toBe(false);
  });
});
