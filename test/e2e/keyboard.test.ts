/** The application by keyboard alone: every stop of a page reached by Tab and seen, the way past the rooms, what opens closes by Escape and gives the focus back. */
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { eventually } from "./patience.ts";
import { serveForTest } from "./served.ts";

const served = await serveForTest();
const skipped = "reason" in served;
if (skipped) console.warn(`browser tests skipped: ${served.reason}`);

/** Marks what can be pressed or filled in, and counts it. Radio buttons of one name are one stop. */
const MARK = `(() => {
  const names = new Set(); let n = 0;
  for (const one of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")) {
    if (one.tabIndex < 0 || one.disabled || !one.checkVisibility({ visibilityProperty: true })) continue;
    if (one.type === "radio") { if (names.has(one.name)) continue; names.add(one.name); }
    one.setAttribute("data-stop", one.type === "radio" ? one.name : String(n)); n++;
  }
  return n;
})()`;
/** The stop that has the focus, and whether one sees that it has: an outline, or a sign of its own inside (marks of drawings). */
const HERE = `(() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const seen = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || one.closest("svg") !== null;
  return { stop: one.type === "radio" ? one.name : one.getAttribute("data-stop"), seen, hidden: box.bottom < 0 || box.top > innerHeight, what: one.outerHTML.slice(0, 120) };
})()`;

async function walked(page: Page): Promise<{ flaws: string[]; stops: number }> {
  const stops = await page.evaluate<number>(MARK);
  const reached = new Set<string>(), flaws: string[] = [];
  for (let step = 0; step < stops + 12; step += 1) {
    await page.keyboard.press("Tab");
    const { stop, seen, hidden, what } = await page.evaluate<{ stop: string | null; seen: boolean; hidden: boolean; what: string }>(HERE);
    if (what.startsWith("<body")) continue;
    if (stop !== null) reached.add(stop);
    if (!seen) flaws.push(`not seen: ${what}`);
    if (hidden) flaws.push(`out of sight: ${what}`);
  }
  const missed = await page.evaluate<string[]>(`[...document.querySelectorAll("[data-stop]")].filter((one) => !${JSON.stringify([...reached])}.includes(one.getAttribute("data-stop"))).map((one) => one.outerHTML.slice(0, 120))`);
  return { flaws: [...flaws, ...missed.map((what) => `not reached: ${what}`)], stops };
}

describe.skipIf(skipped)("by keyboard", () => {
  if ("reason" in served) return;
  afterAll(() => served.close());

  test.each(["/claims", "/chain?region=changchun", "/report"])("every stop of %s is reached and seen", async (address) => {
    const page = await served.person({ lang: "en" });
    await page.goto(address);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("networkidle");
    const { flaws, stops } = await walked(page);
    expect(flaws).toEqual([]);
    expect(stops).toBeGreaterThan(25);
    await page.context().close();
  });

  test("the first stop leads past the rooms; what opens closes by Escape and gives the focus back", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/claims");
    await page.getByRole("row").nth(2).waitFor();
    await page.keyboard.press("Tab");
    await eventually(() => page.evaluate("document.activeElement.className")).toBe("skip");
    await page.keyboard.press("Enter");
    await eventually(() => page.evaluate("document.activeElement.id")).toBe("main");
    for (const name of [/^Views/, /^Property/, /^Group/, /^Columns/, /^Export/, "Now", /long work/i]) {
      const button = page.getByRole("button", { name }).first();
      await button.focus();
      await page.keyboard.press("Enter");
      await eventually(() => button.getAttribute("aria-expanded")).toBe("true");
      await page.keyboard.press("Escape");
      await eventually(() => button.getAttribute("aria-expanded")).toBe("false");
      await eventually(async () => [String(name), await page.evaluate("document.activeElement?.getAttribute('aria-expanded')")]).toEqual([String(name), "false"]);
    }
  });

  test("on paper a list is an ordinary table, figures are numbered, and every number has its source", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/claims?property=output_value");
    await page.getByRole("row").nth(2).waitFor();
    await page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
    await page.emulateMedia({ media: "print" });
    const rows = page.locator("table.data tbody tr");
    await eventually(() => rows.count()).toBeGreaterThan(40);
    const noted = () => page.evaluate<(string | null)[]>("[...document.querySelectorAll('table.data a.figure')].map((one) => one.getAttribute('data-note'))");
    await eventually(async () => (await noted()).every((note) => note !== null)).toBe(true);
    const notes = await noted();
    await eventually(() => page.locator(".printed li").count()).toBe(Math.max(...notes.map(Number)));
    await eventually(() => page.getByRole("navigation").or(page.getByRole("banner")).filter({ visible: true }).count()).toBe(0);
    await page.evaluate("window.dispatchEvent(new Event('afterprint'))");
    await eventually(() => page.locator(".printed, [data-note]").count()).toBe(0);
  });
});
