/**
 * From a hand's press to the next picture, as browsers report it (Event Timing, the figure that INP is made of), and layout shift, page by page.
 * Invariant: presses are the browser's own input events, on the pages as they are served.
 */
import type { Browser, Page } from "playwright-core";
import { figure, quantile } from "../record/figures.ts";
import { MADE } from "./made-rest.ts";

/** Runs in the page before anything else: keeps the longest event of each interaction, and all shifts of layout. */
const WATCH = `
  window.__inp = new Map(); window.__shift = 0;
  new PerformanceObserver((list) => { for (const e of list.getEntries()) if (e.interactionId) window.__inp.set(e.interactionId, Math.max(window.__inp.get(e.interactionId) ?? 0, e.duration)); }).observe({ type: "event", durationThreshold: 16, buffered: true });
  new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.__shift += e.value; }).observe({ type: "layout-shift", buffered: true });
  window.__presses = 0; for (const type of ["keydown", "pointerdown"]) addEventListener(type, () => { window.__presses++; }, { capture: true });
`;

const PAUSE_MS = 60;
const LEAST_MS = 16;

/** Until the page has its own data: marks of findings and the like may still be on their way in a record of this size. */
async function settle(page: Page): Promise<void> {
  await page.locator(".window-table[aria-busy=true], .waiting").first().waitFor({ state: "detached" });
  await page.waitForTimeout(4 * PAUSE_MS);
}

async function keys(page: Page, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await page.keyboard.press(name);
    await page.waitForTimeout(PAUSE_MS);
  }
}

const times = (n: number, name: string): string[] => Array.from({ length: n }, () => name);

/** A name looked for in the box of the header, and a day gone back to and left again. */
async function useBox(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  for (const letter of "optics 4") {
    await page.keyboard.press(letter === " " ? "Space" : letter);
    await page.waitForTimeout(PAUSE_MS);
  }
  await keys(page, ["ArrowDown", "ArrowDown", "Escape"]);
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Control+a");
  for (const letter of "2024-05-01") await page.keyboard.press(letter);
  await page.waitForTimeout(4 * PAUSE_MS);
  await page.keyboard.press("Enter");
  await settle(page);
  const now = page.locator(".past-notice button").first();
  if (await now.isVisible()) await now.click();
  await settle(page);
}

/** What a person does on a table: goes through it, sorts, opens filters, types, chooses rows. */
async function useTable(page: Page): Promise<void> {
  await page.locator(".window-table .body [role=row] a").first().waitFor();
  await settle(page);
  await page.locator(".window-table .body [role=row]").first().focus();
  await keys(page, [...times(12, "ArrowDown"), ...times(6, "PageDown"), "End", "ArrowUp", "Home"]);
  const heads = page.locator(".window-table .head button");
  for (let i = 0; i < Math.min(4, await heads.count()); i++) {
    if (!(await heads.nth(i).isVisible())) break;
    await heads.nth(i).click();
    await settle(page);
  }
  await page.locator(".facets button").first().click();
  await page.waitForTimeout(PAUSE_MS);
  await page.locator(".facets .panel input[type=checkbox]").first().click();
  await settle(page);
  await page.keyboard.press("Escape");
  await page.mouse.move(400, 500);
  for (let i = 0; i < 10; i++) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(PAUSE_MS);
  }
  await page.getByRole("searchbox").first().click();
  for (const letter of "optics 12") {
    await page.keyboard.press(letter === " " ? "Space" : letter);
    await page.waitForTimeout(PAUSE_MS);
  }
  await settle(page);
  const boxes = page.locator(".window-table .body .mark input");
  for (let i = 0; i < Math.min(5, await boxes.count()); i++) await boxes.nth(i).click();
  await useBox(page);
}

async function useEntity(page: Page): Promise<void> {
  await settle(page);
  for (let i = 0; i < 25; i++) await keys(page, ["Tab"]);
  const summaries = page.locator("main button, main summary");
  for (let i = 0; i < Math.min(6, await summaries.count()); i++) {
    if (await summaries.nth(i).isVisible() && await summaries.nth(i).isEnabled()) await summaries.nth(i).click({ timeout: 2_000 }).catch(() => undefined);
    await page.waitForTimeout(PAUSE_MS);
  }
  await keys(page, times(5, "Escape"));
  await useBox(page);
}

/** One entity of each type with a page of its own; first those of which there is much: a region with every firm, a zone, a product and a firm of thousands. */
const ENTITIES: readonly (readonly [string, string])[] = [
  ["region of 100,000", MADE.region], ["zone of 5,000", MADE.zone], ["cluster", MADE.cluster], ["product of 2,000 makers", MADE.product], ["firm of 3,000 claims", MADE.firm], ["firm", "firm-gpixel"],
  ["park", "park-photoelectric-information-industry-park"], ["project", "project-zhaochi-led-display-and-lighting-device-expansion-project"], ["expo", "expo-2024-changchun-international-optoelectronic-expo"],
];
const TABLES: readonly (readonly [string, string])[] = [["claims", "/claims"], ["entities", "/entities"], ["firms with their columns", "/entities?type=Firm"], ["members of the region", `/entities?within=${MADE.region}`], ["sources", "/sources"]];

/** @param told takes the figures of each page as they come. */
export async function measurePages(browser: Browser, address: string, told: (page: string, figures: Record<string, unknown>) => void): Promise<void> {
  const slugs = ENTITIES.map(([name, slug]) => [name, `/entities/${slug}`] as const);
  const { items } = (await (await fetch(`${address}/api/tables/entities?type=Policy&limit=1`)).json()) as { items: { slug: string }[] };
  const pages: [string, string, (page: Page) => Promise<void>][] = [
    ...TABLES.map(([name, path]): [string, string, typeof useTable] => [name, path, useTable]), ...[...slugs, ["policy", `/entities/${items[0]!.slug}`] as const].map(([name, path]): [string, string, typeof useEntity] => [name, path, useEntity]),
  ];
  for (const [name, path, use] of pages) {
    for (const [width, height] of [[1440, 900], [380, 800]] as const) {
      if (width === 380 && (use === useEntity || path.includes("?"))) continue;
      const context = await browser.newContext({ baseURL: address, viewport: { width, height }, locale: "en-GB", reducedMotion: "reduce" });
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      await page.addInitScript(WATCH);
      const begun = performance.now();
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.locator("main:not(.settling)").waitFor();
      const seen_ms = Math.round(performance.now() - begun);
      await settle(page);
      if (width === 380 && use === useTable) await page.locator(".more-filters").click();
      await use(page);
      await page.waitForTimeout(300);
      const { inp, shift, presses } = await page.evaluate<{ inp: number[]; shift: number; presses: number }>("({ inp: [...window.__inp.values()], shift: window.__shift, presses: window.__presses })");
      // A press answered within one frame is not reported: it took less than the browser's least.
      const all = [...inp, ...Array.from({ length: Math.max(0, presses - inp.length) }, () => LEAST_MS)];
      told(`${name} at ${width}`, { seen_ms, presses: all.length, to_next_paint_p50_ms: quantile(all, 0.5), to_next_paint_p95_ms: quantile(all, 0.95), worst_ms: Math.max(...all), aim_ms: 200, layout_shift: figure(shift) });
      await context.close();
    }
  }
}
