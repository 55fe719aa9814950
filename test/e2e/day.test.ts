/**
 * The ten tasks of an office's day, each done the way a person would, in Chinese and in English: find a firm, read an article into claims, correct a figure,
 * ask who says what of the exhibitors of 2024, list the parks that are late, compare two places, export a table, rule on a finding, set the clock back, make a view and share it.
 */
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { en } from "../../src/web/i18n/en.ts";
import { filled } from "../../src/web/i18n/filled.ts";
import { type WordKey, zh } from "../../src/web/i18n/zh.ts";
import { ARTICLE } from "./article.ts";
import { eventually } from "./patience.ts";
import { serveForTest } from "./served.ts";

const WORDS: Record<"zh" | "en", Record<WordKey, string>> = { zh, en };
const settled = async (page: Page): Promise<void> => {
  await page.waitForLoadState("networkidle");
  await page.locator(".window-table[aria-busy=false]").waitFor();
};

// Each language has a record of its own: the second day would find the first one's work done.
for (const lang of ["zh", "en"] as const) {
  const served = await serveForTest();
  const skipped = "reason" in served;
  if (skipped) console.warn(`browser tests skipped: ${served.reason}`);
  const say = (key: WordKey, values?: Record<string, string | number>): string => filled(WORDS[lang][key], values);

  describe.skipIf(skipped)(`a day in ${lang}`, () => {
    if ("reason" in served) return;
    afterAll(() => served.close());
    const person = async (): Promise<Page> => await served.person({ lang });

    test("finds a firm by the initials of its name", async () => {
      const page = await person();
      await page.goto("/");
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.keyboard.press("Control+k");
      await page.keyboard.type(lang === "zh" ? "长光卫星技术" : "Chang Guang Satellite Tech");
      // The list of what is typed now, not of the letters before.
      await page.locator("[role=listbox][aria-busy=false]").getByRole("option").filter({ hasText: /长光卫星技术|Chang Guang Satellite/ }).first().waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/entities\/firm-/);
    });

    test("reads an article into claims, and corrects one figure with the reason and at its source", async () => {
      const page = await person();
      await page.goto("/documents");
      await page.locator("input[type=file]").setInputFiles([ARTICLE]);
      await page.getByRole("region", { name: say("job.title") }).getByRole("link", { name: ARTICLE.name }).click();
      await page.locator("li.proposal .proposal-head").first().click();
      await page.getByRole("button", { name: say("action.accept"), exact: true }).first().click();
      await page.locator("li.status-accepted").first().waitFor();
      await page.locator("li.proposal:not(.status-accepted) .proposal-head").filter({ hasText: lang === "zh" ? "企业数" : "Number of firms" }).first().click();
      await page.keyboard.press("e");
      const form = page.getByRole("form", { name: say("correction.title") });
      await form.getByLabel(say("claim.value"), { exact: true }).fill("381");
      await form.getByLabel(say("correction.note")).fill("381");
      await form.getByRole("button", { name: say("correction.save") }).click();
      await form.waitFor({ state: "detached" });
      await page.locator("li.proposal", { hasText: "381" }).first().waitFor();
    });

    test("answers who says what of the exhibitors of 2024", async () => {
      const page = await person();
      await page.goto("/claims?property=exhibitors&year=2024");
      await settled(page);
      await eventually(() => page.locator(".window-table .body [role=row]").count()).toBeGreaterThan(2);
      await eventually(async () => new Set(await page.locator(".window-table .body [role=row] a[href^='/sources/']").allInnerTexts()).size).toBeGreaterThan(1);
    });

    test("lists the parks that are late, and opens what was promised of one", async () => {
      const page = await person();
      await page.goto("/parks");
      await page.getByRole("row").filter({ has: page.locator(".state-overdue") }).first().waitFor();
      await page.getByRole("row").filter({ has: page.locator(".state-overdue") }).getByRole("link").first().click();
      await page.waitForURL(/\/parks\/.+/);
      await page.locator("a.figure").first().waitFor();
    });

    test("compares two places along the chain", async () => {
      const page = await person();
      await page.goto("/chain?region=changchun");
      await page.getByRole("combobox", { name: new RegExp(`^${say("chain.compare")}`) }).selectOption("nanchang");
      await page.waitForURL(/with_region=nanchang/);
      await page.getByText(lang === "zh" ? /与.*相比：[\d,]+ 个环节有变化/ : /Against .*: [\d,]+ nodes differ/).first().waitFor();
    });

    test("compares two zones, figure by figure", async () => {
      const page = await person();
      await page.goto("/entities?type=Zone");
      await settled(page);
      const boxes = page.locator(".window-table .body input[type=checkbox]");
      await boxes.nth(0).click();
      await boxes.nth(1).click();
      await page.getByRole("link", { name: say("beside.chosen").replace("{n}", "2") }).click();
      await page.waitForURL(/\/entities\/compare\?of=zone-.*&of=zone-/);
      await page.getByRole("columnheader").nth(2).waitFor();
      await page.locator("table.data tbody tr a.figure").nth(3).waitFor();
    });

    test("exports a table with its sources", async () => {
      const page = await person();
      await page.goto("/claims?property=output_value&modality=target");
      await settled(page);
      await page.getByRole("button", { name: say("table.export"), exact: true }).click();
      const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: say("table.export-xlsx") }).click()]);
      expect((await readFile(await file.path())).subarray(0, 2).toString()).toBe("PK");
    });

    test("rules on a finding, with a reason", async () => {
      const page = await person();
      await page.goto("/findings?severity=error");
      await page.locator("li.finding").first().waitFor();
      await page.keyboard.press("j");
      await page.keyboard.press("r");
      const form = page.locator(".ruling-form");
      await form.getByRole("radio").first().check();
      await form.getByLabel(say("ruling.reason")).fill(lang === "zh" ? "以统计公报为准" : "as the statistical bulletin has it");
      await form.getByRole("button", { name: say("ruling.record") }).click();
      await page.locator("li.finding.settled, .ruling").first().waitFor();
    });

    test("sets the clock back to 1 December 2023, and every page follows", async () => {
      const page = await person();
      await page.goto("/");
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.keyboard.press("Control+k");
      await page.keyboard.type("2023-12-01");
      await page.getByRole("option", { name: /2023年12月1日|1 Dec(ember)? 2023/ }).waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForURL(/known_on=2023-12-01/);
      await eventually(() => page.locator("main").innerText()).not.toContain(lang === "zh" ? "900.2" : "90.02");
      await page.getByRole("navigation").getByRole("link", { name: say("room.targets"), exact: true }).click();
      await page.waitForURL(/\/targets\?.*known_on=2023-12-01/);
      await page.locator(".past-notice").waitFor();
    });

    test("makes a view and shares it: another opens it by its address", async () => {
      const page = await person();
      await page.goto("/claims?modality=target");
      await settled(page);
      await page.locator(".views").getByRole("button").first().click();
      const form = page.getByRole("form", { name: say("view.save-new") });
      await form.getByLabel(say("view.name-zh")).fill("目标");
      await form.getByLabel(say("view.name-en")).fill("Targets");
      await form.getByLabel(say("view.share")).check();
      await form.getByRole("button", { name: say("view.save") }).click();
      await page.waitForURL(/view=/);
      const other = await person();
      await other.goto(page.url());
      await settled(other);
      await eventually(() => other.locator(".window-table .body [role=row]").first().innerText()).toContain(say("modality.target"));
    });
  });
}
