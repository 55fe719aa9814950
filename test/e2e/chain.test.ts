/**
 * The chain in a real browser on the reference record: the panorama by mouse and keyboard, comparison, a node with its evidence, a ruling,
 * gaps that open their claims, what next, and the files that the page writes.
 */
import { readFile } from "node:fs/promises";
import { afterAll, describe, expect, test } from "vitest";
import { eventually } from "./patience.ts";
import { serveForTest } from "./served.ts";
import { focusOn } from "./focus-on.ts";

const served = await serveForTest();
const skipped = "reason" in served;
if (skipped) console.warn(`browser tests skipped: ${served.reason}`);

describe.skipIf(skipped)("the chain", () => {
  if ("reason" in served) return;
  afterAll(() => served.close());

  test("shows every node, and a node opens with its firms and their words", async () => {
    const page = await served.person({ lang: "zh" });
    await page.goto("/chain?region=changchun");
    await page.locator("svg.chain-svg").waitFor();
    await eventually(() => page.locator("a.chain-node").count()).toBeGreaterThan(300);
    await page.getByRole("link", { name: /^CMOS 图像传感器设计，单一来源/ }).waitFor();
    const node = page.locator('a[data-node="cis-design"]');
    expect(await node.locator("title").textContent()).toContain("单一来源");
    await node.hover();
    await eventually(() => page.locator(".flows path").count()).toBeGreaterThan(0);
    await node.click();
    await page.waitForURL(/\/chain\/cis-design\?region=changchun/);
    await page.getByRole("heading", { level: 1, name: "CMOS 图像传感器设计" }).waitFor();
    const firms = page.getByRole("table", { name: "这里的企业" });
    await eventually(() => firms.innerText()).toContain("长光辰芯");
    await firms.locator("a.figure").first().click();
    await page.waitForURL(/\/(claims|documents)\//);
  });

  test("moves by arrow keys and opens with Enter; one stop for the Tab key", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/chain");
    await page.locator("a.chain-node").first().waitFor();
    await eventually(() => page.locator('a.chain-node[tabindex="0"]').count()).toBe(1);
    await focusOn(page.locator('a.chain-node[tabindex="0"]'));
    const first = await page.evaluate<string>("document.activeElement.getAttribute('data-node')");
    await page.keyboard.press("ArrowRight");
    const here = () => page.evaluate<string>("document.activeElement.getAttribute('data-node')");
    await eventually(here).not.toBe(first);
    const second = await here();
    await page.keyboard.press("ArrowLeft");
    await eventually(here).not.toBe(second);
    const back = await here();
    await page.keyboard.press("ArrowDown");
    await eventually(here).not.toBe(back);
    const third = await here();
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`/chain/${third}`));
  });

  test("zooms and comes back; a drag is no click", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/chain");
    const content = page.locator("svg.chain-svg > g").first();
    await content.waitFor();
    await page.getByRole("button", { name: "Zoom in" }).click();
    await eventually(() => content.getAttribute("transform")).toContain("scale(1.25)");
    const box = (await page.locator("svg.chain-svg").boundingBox())!;
    await page.mouse.move(box.x + 400, box.y + 300);
    await page.mouse.down();
    await page.mouse.move(box.x + 300, box.y + 250, { steps: 5 });
    await page.mouse.up();
    expect(new URL(page.url()).pathname).toBe("/chain");
    await page.getByRole("button", { name: "Reset" }).click();
    await eventually(() => content.getAttribute("transform")).toContain("scale(1)");
  });

  test("compares two regions from the address, and writes SVG, PNG and a workbook", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/chain?region=changchun&with_region=nanchang");
    await page.getByText(/Against Nanchang/).waitFor();
    await eventually(() => page.locator('a[data-node="led-chip"] title').textContent()).toContain("was");
    for (const [name, begins] of [["SVG", "<svg"], ["PNG", "\u0089PNG"], ["XLSX", "PK"]] as const) {
      await page.locator(".downloads summary").click();
      const [file] = await Promise.all([page.waitForEvent("download"), page.locator(".downloads").getByText(name).click()]);
      const bytes = await readFile(await file.path());
      expect(bytes.subarray(0, 4).toString("latin1").startsWith(begins.slice(0, 4)), name).toBe(true);
      if (name === "SVG") expect(bytes.toString("utf8")).toMatch(/LED chips/);
    }
  });

  test("ranks gaps whose claims open, and what next with its plane", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/chain-gaps?region=changchun");
    await page.locator("li.gap").first().waitFor();
    await eventually(() => page.locator("li.gap").first().innerText()).toMatch(/cannot be stated|No firm here|single source/);
    await page.locator("li.gap .cites a.figure").first().click();
    await page.waitForURL(/\/(claims|documents)\//);
    await page.goto("/chain-next?region=changchun");
    await page.locator(".plane circle").first().waitFor();
    await eventually(() => page.locator("p.answer").innerText()).toContain("Changchun");
    await page.getByLabel("Reference table").selectOption("record");
    await page.getByText("Too small a sample").waitFor();
    await page.goto("/chain-backtest");
    await eventually(() => page.getByRole("table").first().innerText()).toContain("no information");
  });

  test("keeps a person's ruling", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/chain/fibre-laser");
    const table = page.getByRole("table", { name: "Firms here" });
    await table.waitFor();
    const first = table.locator("tbody tr").first();
    const firm = await first.locator("th a").innerText();
    await first.getByRole("button", { name: /^Not here/ }).click();
    await table.getByRole("link", { name: firm, exact: true }).first().waitFor({ state: "detached" });
    await eventually(() => page.getByRole("table", { name: "Firms here" }).innerText()).not.toContain(firm);
  });
});
