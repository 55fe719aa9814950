/** What each page weighs on its first visit, from a build made here: compressed JavaScript and styles by route, within the budget. */
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { buildForProduction } from "./production-build.ts";

const BUDGET_KB = 300;

interface Chunk {
  type: string;
  fileName: string;
  code?: string;
  facadeModuleId?: string | null;
  isEntry?: boolean;
  imports?: string[];
  viteMetadata?: { importedCss: Set<string> };
  source?: string | Uint8Array;
}

test("every page is within its budget", async () => {
  const built = await buildForProduction({ write: false });
  const chunks = new Map(([built].flat() as unknown as { output: Chunk[] }[]).flatMap((one) => one.output).map((chunk) => [chunk.fileName, chunk]));
  const reach = (name: string, seen: Set<string>): Set<string> => {
    const chunk = chunks.get(name);
    if (chunk === undefined || seen.has(name)) return seen;
    seen.add(name);
    for (const next of [...(chunk.imports ?? []), ...(chunk.viteMetadata?.importedCss ?? [])]) reach(next, seen);
    return seen;
  };
  const weight_kb = (names: Set<string>) => [...names].reduce((sum, name) => sum + gzipSync(chunks.get(name)?.code ?? chunks.get(name)?.source ?? "").length, 0) / 1000;
  const entry = [...chunks.values()].find((chunk) => chunk.isEntry)?.fileName ?? "";
  const pages = [...chunks.values()].filter((chunk) => /-page\.tsx$/.test(chunk.facadeModuleId ?? ""));
  const table = pages.map((page) => ({ page: (page.facadeModuleId ?? "").replace(/^.*\//, ""), kb: weight_kb(reach(page.fileName, reach(entry, new Set()))) }));
  console.table(table.map((row) => ({ page: row.page, kb: row.kb.toFixed(1) })));
  expect(table.length).toBeGreaterThan(10);
  // React alone weighs most of this: less would mean that something was not counted.
  expect(Math.min(...table.map((row) => row.kb))).toBeGreaterThan(80);
  expect(table.filter((row) => row.kb > BUDGET_KB)).toEqual([]);
});
