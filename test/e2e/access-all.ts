/**
 * Every page, and what opens over it, through axe in both languages and both themes, at a telephone, a desk and a wide screen: more than a test run has time for.
 * Run: node test/e2e/access-all.ts [--only NAME,…] [--lang zh|en]. Prints each flaw with its page and ends with 1 where there is one.
 */
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { addressesOf } from "./addresses.ts";
import { serveForTest } from "./served.ts";
import { open, tooWide, violations } from "./violations.ts";

const WIDTHS = [380, 1440, 2560] as const;

/** What opens over a page: name of the page, and what is pressed. */
const OPENED: readonly [string, string, (page: Page) => Promise<void>][] = [
  ["entities", "filter by figure", async (page) => { await page.locator(".facets .popover > button").nth(5).click(); await page.locator(".panel .range, .panel li").first().waitFor(); }],
  ["entities", "enter on many", async (page) => {
    for (const at of [0, 1]) await page.locator(".window-table .body input[type=checkbox]").nth(at).click();
    await page.locator(".undo-bar > button").first().click();
    await page.locator("form.entry").waitFor();
  }],
  ["claims", "views", async (page) => { await page.locator(".views > button").click(); await page.locator(".views .panel").waitFor(); }],
  ["compare", "a month", async (page) => { await page.locator(".filters .day-open").first().click(); await page.locator(".month").waitFor(); }],
  ["overview", "the time machine", async (page) => { await page.locator(".time-machine > button").last().click(); await page.locator(".time-panel").waitFor(); }],
];

const { values } = parseArgs({ options: { only: { type: "string" }, lang: { type: "string" } } });
const server = await serveForTest();
if ("reason" in server) throw new Error(server.reason);
let flaws = 0;
const tell = (where: string, found: readonly string[]): void => { for (const flaw of found) { flaws++; console.log(`${where}: ${flaw}`); } };
try {
  const addresses = Object.entries(await addressesOf(server)).filter(([name]) => values.only === undefined || values.only.split(",").includes(name));
  for (const lang of (["zh", "en"] as const).filter((one) => values.lang === undefined || one === values.lang)) for (const theme of ["light", "dark"] as const) {
    const page = await server.person({ lang, theme, width: 1440, height: 900 });
    for (const [name, address] of addresses) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await open(page, address);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: width === 2560 ? 1300 : 900 });
        await page.waitForLoadState("networkidle");
        // Words and roles are the same at every width; what is drawn, and so its contrast, is not.
        tell(`${name} ${lang} ${theme} ${width}`, [...await violations(page, width === 1440 ? [] : ["color-contrast", "scrollable-region-focusable"]), ...((await tooWide(page)) > 0 ? [`${await tooWide(page)} px too wide`] : [])]);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
      for (const [of, what, press] of OPENED) if (of === name) {
        await open(page, address);
        await press(page);
        tell(`${name} with ${what} ${lang} ${theme}`, await violations(page));
      }
    }
    await page.context().close();
    console.log(`${addresses.length} pages in ${lang}, ${theme}: ${flaws} flaws so far`);
  }
} finally {
  await server.close();
}
process.exitCode = flaws === 0 ? 0 : 1;
