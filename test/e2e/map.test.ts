/** The map in a real browser on the reference record: marks that open their claims by key, an address that holds the view, a position that is given. */
import { afterAll, describe, expect, test } from "vitest";
import { eventually } from "./patience.ts";
import { serveForTest } from "./served.ts";
import { focusOn } from "./focus-on.ts";

const served = await serveForTest();
const skipped = "reason" in served;
if (skipped) console.warn(`browser tests skipped: ${served.reason}`);

describe.skipIf(skipped)("the map", () => {
  if ("reason" in served) return;
  afterAll(() => served.close());

  test("goes from mark to mark by arrow keys and opens the claim behind one with Enter", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/map");
    await page.locator("a.map-mark").first().waitFor();
    await eventually(() => page.locator('svg.map-svg [data-spot][tabindex="0"]').count()).toBe(1);
    await focusOn(page.locator('svg.map-svg [data-spot][tabindex="0"]'));
    const first = await page.evaluate<string>("document.activeElement.getAttribute('data-spot')");
    await page.keyboard.press("ArrowRight");
    await eventually(() => page.evaluate<string>("document.activeElement.getAttribute('data-spot')")).not.toBe(first);
    await eventually(() => page.evaluate<string>("document.activeElement.getAttribute('aria-label')")).toMatch(/city only|province only/);
    await focusOn(page.locator("a.map-mark.layer-park").first());
    await page.getByRole("tooltip").waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/(claims|documents)\//);
  });

  test("keeps view, kinds, figure and days in its address", async () => {
    const page = await served.person({ lang: "zh" });
    await page.goto("/map?cluster=nanchang&figure=output_value&layers=industry,zone&valid_on=2024-12-31");
    await page.locator("a.map-mark").first().waitFor();
    await page.getByRole("button", { name: "放大" }).click();
    await page.waitForURL(/at=/);
    await page.getByRole("checkbox", { name: /园区/ }).click(); // the tick follows the address, which the next line waits for
    await page.waitForURL(/layers=zone%2Cpark%2Cindustry/);
    await page.locator("a.map-mark.layer-park").first().waitFor();
    const [address, drawn] = [page.url(), await page.locator("g.ground").getAttribute("transform")];
    expect(address).toContain("valid_on=2024-12-31");
    const other = await served.person({ lang: "zh" });
    await other.goto(address);
    await other.locator("a.map-mark.layer-park").first().waitFor();
    await eventually(() => other.locator("g.ground").getAttribute("transform")).toBe(drawn);
    await eventually(() => other.locator(".past-notice").innerText()).toContain("2024");
  });

  test("takes a position with its source from who knows it, and draws it there", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/map?mend=park-jixing-industrial-park");
    const form = page.getByRole("form", { name: /Jixing/ });
    await form.getByLabel("Longitude, latitude").fill("43.86, 125.39");
    await form.getByRole("button", { name: "Check" }).click();
    await eventually(() => form.getByRole("alert").innerText()).toContain("turned round");
    await form.getByLabel("Longitude, latitude").fill("125.3961, 43.8628");
    await form.getByRole("button", { name: "Check" }).click();
    await form.locator(".position-read svg.map-svg").waitFor();
    await form.getByLabel(/new source|A new/i).check();
    await form.getByLabel("Title").fill("Survey of the gate");
    await form.getByRole("button", { name: "Enter the position" }).click();
    await page.getByText("Entered.").waitFor();
    await page.locator("g.spread.rung-own a.map-mark").waitFor();
    await eventually(() => page.locator("g.spread.rung-own a.map-mark").getAttribute("aria-label")).toContain("own position");
  });
});
