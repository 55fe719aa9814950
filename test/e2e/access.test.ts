/** Every page without a violation that axe can see, in both languages and themes; and none wider than a telephone. */
import { afterAll, describe, expect, test } from "vitest";
import { addressesOf } from "./addresses.ts";
import "./patience.ts";
import { serveForTest } from "./served.ts";
import { open, tooWide, violations } from "./violations.ts";

const served = await serveForTest();
const skipped = "reason" in served;
if (skipped) console.warn(`browser tests skipped: ${served.reason}`);

/** For every page on a slow machine. */
const PAGES_MS = 600_000;
const SAMPLED = 5;

describe.skipIf(skipped)("every page", async () => {
  if ("reason" in served) return;
  afterAll(() => served.close());
  const addresses = Object.values(await addressesOf(served));

  // One pass at a desk, one on a telephone: each opens every page, so a third would only cost time. All four of language and theme at three widths: access-all.ts.
  test.each([["zh", "light", 1440], ["en", "dark", 380]] as const)("has no violation and fits its screen in %s, %s, at %i px", async (lang, theme, width) => {
    const page = await served.person({ lang, theme, width, height: 900 });
    const flaws: string[] = [];
    for (const [at, address] of addresses.entries()) {
      await open(page, address);
      flaws.push(...(await violations(page)).map((flaw) => `${address} ${flaw}`));
      // The words are the same in the other theme, only the colours are not; each page is seen in both by the two passes, a sample in all four.
      if (at % SAMPLED === 0) {
        await page.emulateMedia({ colorScheme: theme === "light" ? "dark" : "light" });
        flaws.push(...(await violations(page, ["color-contrast"])).map((flaw) => `${address} in the other theme ${flaw}`));
        await page.emulateMedia({ colorScheme: theme });
      }
      const over = await tooWide(page);
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
