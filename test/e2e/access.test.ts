/** Every page without a violation that axe can see, in both languages and themes; and none wider than a telephone. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { addressesOf } from "./addresses.ts";
import "./patience.ts";
import { serveForTest } from "./served.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const served = await serveForTest();
const skipped = "reason" in served;
if (skipped) console.warn(`browser tests skipped: ${served.reason}`);

/** For every page on a slow machine. */
const PAGES_MS = 600_000;

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

describe.skipIf(skipped)("every page", async () => {
  if ("reason" in served) return;
  afterAll(() => served.close());
  const addresses = Object.values(await addressesOf(served));

  // One pass at a desk, one on a telephone: each opens every page, so a third would only cost time.
  test.each([["zh", "light", 1440], ["en", "dark", 380]] as const)("has no violation and fits its screen in %s, %s, at %i px", async (lang, theme, width) => {
    const page = await served.person({ lang, theme, width, height: 900 });
    const flaws: string[] = [];
    for (const address of addresses) {
      await open(page, address);
      flaws.push(...(await violations(page)).map((flaw) => `${address} ${flaw}`));
      const over = await page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
      if (over > 0) flaws.push(`${address} is ${over} px too wide`);
    }
    expect(flaws).toEqual([]);
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
