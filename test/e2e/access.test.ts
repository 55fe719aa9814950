/** Every page without a violation that axe can see, in both languages and themes; and none wider than a telephone. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { ARTICLE } from "./article.ts";
import { type Served, serveForTest } from "./served.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const served = await serveForTest();
const skipped = "reason" in served;
if (skipped) console.warn(`browser tests skipped: ${served.reason}`);

/** For a dozen pages on a slow machine. */
const PAGES_MS = 300_000;

interface Violation {
  id: string;
  nodes: { target: unknown; failureSummary: string }[];
}

async function violations(page: Page): Promise<string[]> {
  // Evaluated, not added as a script: the server's own policy lets no foreign script in.
  await page.evaluate(AXE);
  const found = await page.evaluate<Violation[]>("axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)");
  return found.map((one) => `${one.id}: ${one.nodes.map((node) => `${String(node.target)} ${node.failureSummary}`).slice(0, 3).join(" | ")}`);
}

async function findingAddress(server: Served): Promise<string> {
  const { items } = (await (await fetch(`${server.address}/api/findings?limit=1`)).json()) as { items: { id: string }[] };
  return `/findings/${items[0]!.id}`;
}

async function addressesOf(server: Served): Promise<string[]> {
  const page = await server.person({ lang: "zh" });
  await page.goto("/documents");
  await page.locator("input[type=file]").setInputFiles([ARTICLE]);
  await page.getByRole("region", { name: "阅读进度" }).getByRole("link").click();
  await page.locator("li.proposal .proposal-head").first().click();
  const reader = new URL(page.url());
  await page.getByRole("link", { name: "看这条记载" }).click();
  await page.waitForURL(/\/claims\//);
  const claim = new URL(page.url()).pathname;
  await page.context().close();
  return [
    "/", "/?cluster=comparison", "/documents", reader.pathname + reader.hash, "/entities?type=Firm", "/entities/park-phase-photoelectric-information-industry-park-phase-iii",
    "/entities/cluster-changchun-optoelectronic-information-industry", "/claims?property=output_value", claim, "/sources", reader.pathname.replace("documents", "sources"), "/changes", "/compare?a=2023-12-01&cluster=changchun", "/import", "/report", "/lexicon", "/identity", "/identity/history", "/registers", "/registers/import", "/findings", await findingAddress(server), "/inbox", "/inbox?kind=pair", "/claims?group=property&sort=-value",
    "/parks", "/parks/park-photoelectric-information-industry-park", "/projects", "/promises?quarter=2024-Q2", "/targets", "/chain?region=changchun", "/chain/cis-design?region=changchun", "/chain-gaps?region=changchun", "/chain-next?region=changchun", "/chain-backtest",
  ];
}

describe.skipIf(skipped)("every page", async () => {
  if ("reason" in served) return;
  afterAll(() => served.close());
  const addresses = await addressesOf(served);

  test.each([["zh", "light"], ["en", "dark"]] as const)("has no violation in %s, %s", async (lang, theme) => {
    const page = await served.person({ lang, theme });
    const flaws: string[] = [];
    for (const address of addresses) {
      await open(page, address);
      flaws.push(...(await violations(page)).map((flaw) => `${address} ${flaw}`));
    }
    expect(flaws).toEqual([]);
  }, PAGES_MS);

  test("fits a telephone", async () => {
    const page = await served.person({ lang: "en", width: 380, height: 800 });
    const wide: string[] = [];
    for (const address of addresses) {
      await open(page, address);
      const over = await page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
      if (over > 0) wide.push(`${address} is ${over} px too wide`);
    }
    expect(wide).toEqual([]);
  }, PAGES_MS);

  test("the check itself sees a picture without words", async () => {
    const page = await served.person({ lang: "en" });
    await open(page, "/changes");
    await page.evaluate("document.querySelector('main').append(document.createElement('img'))");
    expect((await violations(page)).join()).toContain("image-alt");
  });
});

async function open(page: Page, address: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(address);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForLoadState("networkidle");
}
