/** Parks, promises, tenancies and targets in a real browser: from a promised date to its sentence, a past day, a unit let and moved, and by keyboard. */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "./patience.ts";
import { type Served, serveForTest } from "./served.ts";
import { focusOn } from "./focus-on.ts";

const PARK = "/parks/park-photoelectric-information-industry-park";
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const served = await serveForTest();
const skipped = "reason" in served;
if (skipped) console.warn(`browser tests skipped: ${served.reason}`);

/** Uploads a sheet as the Import page does: checked, then written. */
async function sheet(server: Served, kind: string, text: string): Promise<void> {
  const form = new FormData();
  form.append("file", new File([text], `${kind}.csv`), `${kind}.csv`);
  const checked = (await (await fetch(`${server.address}/api/imports/${kind}`, { method: "POST", body: form })).json()) as { token?: string; problems: unknown[] };
  expect(checked.problems).toEqual([]);
  const written = await fetch(`${server.address}/api/imports/${kind}/commit`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token: checked.token }) });
  expect(written.status).toBe(200);
}

describe.skipIf(skipped)("promises", () => {
  if ("reason" in served) return;
  beforeAll(async () => {
    await sheet(served, "sources", "id,title,publisher,published\nunits,Register of units,Park office,2024-01-01\n");
    await sheet(served, "places", "name_zh,name_en,type,part_of,storeys,source_id\n试验楼,Trial Building,Building,长春光电信息产业园一期,3,units\n");
    await sheet(served, "units", "building,name_zh,name_en,floor_number,area.floor,power_kva,source_id\n试验楼,101,101,1,800,400,units\n试验楼,102,102,1,600,,units\n试验楼,201,201,2,1200,700,units\n");
  });
  afterAll(() => served.close());

  test("a park's timeline: the diamond opens its claim; on a past day only what was said by then is there, with its forecast", async () => {
    const page = await served.person({ lang: "zh" });
    await page.goto("/parks");
    await page.getByRole("link", { name: "长春光电信息产业园", exact: true }).click();
    await page.waitForURL(/\/parks\/park-photoelectric/);
    await focusOn(page.locator('.chart a[data-mark][aria-label^="长春光电信息产业园三期 · 交付"]').first());
    await page.getByRole("tooltip").waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/(claims|documents)\//);

    await page.goto(`${PARK}?valid_on=2024-02-01&known_on=2024-02-01`);
    const row = page.locator("table.data tr", { hasText: "三期 · 交付" });
    await row.waitFor();
    await eventually(() => row.innerText()).toContain("五成把握");
    await page.goto(`${PARK}?valid_on=2021-01-01&known_on=2021-01-01`);
    await page.getByRole("alert").waitFor();
  });

  test("what was due in a quarter, chosen by the address; the board and the calendar", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/promises?quarter=2024-Q2");
    await page.getByRole("heading", { level: 1, name: "Promises" }).waitFor();
    await page.getByText("no outcome on record").first().waitFor();
    await page.getByRole("combobox", { name: "Quarter" }).selectOption("2023-Q4");
    await page.waitForURL(/quarter=2023-Q4/);
    await page.getByRole("link", { name: "Changzhi Optics Valley" }).first().waitFor();
    const feed = await (await fetch(`${served.address}/api/promises.ics?lang=en`)).text();
    expect(feed.startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")).toBe(true);
    await page.goto("/projects");
    const started = page.getByRole("region", { name: "Started" });
    await started.getByRole("link", { name: "Zhaochi LED display and lighting device expansion project" }).waitFor();
  });

  test("a unit is let, its tenant moves, the fit offers what is free", async () => {
    const page = await served.person({ lang: "zh" });
    await page.goto(PARK);
    const plan = page.getByRole("region", { name: /^楼层与单元/ }).or(page.locator("section", { hasText: "楼层与单元 · 试验楼" })).last();
    await plan.getByRole("button", { name: /101/ }).click();
    const form = page.getByRole("form", { name: "登记租约或预留" });
    await form.getByLabel("第一天").fill("2024-01-01");
    await form.getByRole("combobox", { name: "查找企业" }).fill("长光辰芯");
    await form.locator('[role="listbox"] [role="option"]').first().click();
    await form.getByRole("button", { name: "登记" }).click();
    await page.locator("button.unit-let", { hasText: "101" }).waitFor();
    await eventually(() => page.locator("button.stack-unit", { hasText: "101" }).innerText()).toContain("辰芯");

    await form.getByLabel("第一天").fill("2025-01-01");
    await form.getByRole("button", { name: "登记" }).click();
    await form.getByRole("alert").waitFor();

    const tenancy = page.locator(".unit-panel li", { hasText: "2024年1月1日" }).first();
    await tenancy.locator("summary").click();
    await tenancy.getByLabel("最后一天").fill("2024-06-01");
    await tenancy.getByLabel("新单元").selectOption({ label: "试验楼 201" });
    await tenancy.getByRole("button", { name: "迁往另一单元" }).click();
    await page.locator("button.unit-let", { hasText: "201" }).waitFor();
    await page.locator("button.unit-free", { hasText: "101" }).waitFor();

    const fit = page.getByRole("form", { name: "哪个空置单元合适" });
    await fit.getByLabel("面积（平方米）").fill("1000");
    await fit.getByRole("button", { name: "查找" }).click();
    await page.getByText("试验楼 101").last().waitFor();
    await eventually(() => page.locator(".fit ol").innerText()).toContain("102");
  });

  test("a chart: a mark opens its claim by keyboard, the table holds the same figures, and it is saved as SVG, PNG and XLSX", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/?cluster=changchun");
    const chart = page.locator("figure.chart").filter({ hasText: "Output value" }).first();
    const marks = chart.locator("a[data-mark]");
    const told = () => marks.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""));
    await eventually(async () => { const words = await told(); return words.length > 3 && words.every((one) => /^\d{4}, .*\d.*, (actual|target|forecast|planned)/.test(one)); }).toBe(true);
    const words = await told();
    for (const [name, begins] of [["SVG", "<svg"], ["PNG", "\u0089PNG"], ["XLSX", "PK"]] as const) {
      await chart.locator("summary").click();
      const [file] = await Promise.all([page.waitForEvent("download"), chart.locator(".chart-menu").getByText(name).click()]);
      const bytes = await readFile(await file.path());
      expect(bytes.subarray(0, 4).toString("latin1").startsWith(begins), name).toBe(true);
      expect(bytes.length, name).toBeGreaterThan(1_500);
    }
    await chart.getByRole("button", { name: "As table" }).click();
    await eventually(() => chart.locator("table.data tbody tr").count()).toBe(words.length);
    await chart.getByRole("button", { name: "As drawing" }).click();
    await focusOn(marks.first());
    await page.getByRole("tooltip").waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/(claims|documents)\//);
    await page.goto("/?cluster=changchun&known_on=2000-01-01");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("networkidle");
    await eventually(() => page.locator("a[data-mark]").count()).toBe(0);
  });

  test("targets: no actual found is said, the bullet's flag opens its claim", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/targets");
    const row = page.locator("table.data tr", { hasText: "Changchun optoelectronic information industry · Output value" }).filter({ hasText: "2025" }).first();
    await row.waitFor();
    await eventually(() => row.innerText()).toContain("no actual found");
    await focusOn(page.locator('.chart a[data-mark][aria-label*="target"]').first());
    await page.getByRole("tooltip").waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/(claims|documents)\//);
  });

  test.each([["zh", "light"], ["en", "dark"]] as const)("no violation that axe can see, in %s, %s, and none wider than a telephone", async (lang, theme) => {
    const page = await served.person({ lang, theme, width: 380, height: 800 });
    const flaws: string[] = [];
    for (const address of ["/parks", PARK, "/projects", "/promises?quarter=2024-Q2", "/targets"]) {
      await page.goto(address);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      await page.evaluate(AXE);
      const found = await page.evaluate<{ id: string; nodes: { target: unknown }[] }[]>("axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)");
      flaws.push(...found.map((one) => `${address} ${one.id}: ${one.nodes.map((n) => String(n.target)).slice(0, 3).join(" | ")}`));
      if (await page.evaluate<boolean>("document.documentElement.scrollWidth > window.innerWidth")) flaws.push(`${address} is too wide`);
    }
    expect(flaws).toEqual([]);
  });
});
