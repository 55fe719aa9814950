/** Docs are a test: every command, route and dependency is documented, and links lead somewhere. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../src/cli/commands.ts";
import { docsOf } from "../src/server/index.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");

function pages(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? pages(join(folder, e.name)) : e.name.endsWith(".md") ? [join(folder, e.name)] : []));
}

/** Relative links of a page that lead nowhere. */
export function deadLinks(page: string, text: string): string[] {
  return [...text.matchAll(/\]\(([^)#\s]+)(#[^)]*)?\)/g)].map((m) => m[1]!).filter((to) => !/^[a-z]+:/.test(to)).filter((to) => !existsSync(resolve(root, dirname(page), to)));
}

describe("docs", () => {
  it("tells of every command", () => {
    const guide = read("docs/guide/commands.md");
    expect(COMMANDS.map((c) => c.name).filter((name) => !guide.includes(`\`${name}`))).toEqual([]);
  });

  it("tells of every route", () => {
    const api = read("docs/api/routes.md");
    const routes = docsOf();
    expect(routes.length).toBeGreaterThan(20);
    expect(routes.filter((route) => !api.includes(`\`${route}\``))).toEqual([]);
  });

  it("gives a reason for every runtime dependency", () => {
    const reasons = pages("docs/decisions").map(read).join("\n");
    const { dependencies } = JSON.parse(read("package.json")) as { dependencies: Record<string, string> };
    expect(Object.keys(dependencies).filter((name) => !reasons.includes(`\`${name}\``))).toEqual([]);
  });

  it("has no dead links", () => {
    expect(deadLinks("README.md", "[x](no/such/page.md)")).toEqual(["no/such/page.md"]);
    const all = ["README.md", "CHANGELOG.md", ...pages("docs")];
    expect(all.flatMap((page) => deadLinks(page, read(page)).map((to) => `${page} → ${to}`))).toEqual([]);
    expect(all.map((p) => relative(root, join(root, p)))).toContain("README.md");
  });
});
