/**
 * Tables that people live in, and the review desk: sort, filter, group, save and share a view, export, edit many with undo, paste from a spreadsheet,
 * decide by keyboard; with names of every kind, two tabs at once, and a server that is gone in the middle of a save.
 */
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { ARTICLE, BROKEN } from "./article.ts";
import { eventually } from "./patience.ts";
import { serveForTest } from "./served.ts";
import { focusOn } from "./focus-on.ts";

const served = await serveForTest();
const skipped = "reason" in served;
if (skipped) console.warn(`browser tests skipped: ${served.reason}`);

const rowsOf = (page: Page) => page.locator(".window-table .body [role=row]");
const totalOf = async (page: Page): Promise<number> => Number((await page.locator(".table-state > strong").first().innerText()).replace(/[^\d]/g, ""));
/** Waits until the table shows the rows of its present setting. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.locator(".window-table[aria-busy=false]").waitFor();
}
async function filter(page: Page, head: string, value: string): Promise<void> {
  await page.locator(".facets").getByRole("button", { name: head }).click();
  await page.locator(".facets .panel").getByRole("checkbox", { name: value, exact: true }).click();
  await page.keyboard.press("Escape");
  await settled(page);
}

describe.skipIf(skipped)("tables", () => {
  if ("reason" in served) return;
  afterAll(() => served.close());

  test("a list is filtered, sorted and grouped; the numbers agree; the keyboard goes through it", async () => {
    const page = await served.person({ lang: "zh" });
    await page.goto("/claims");
    await settled(page);
    const all = await totalOf(page);
    expect(all).toBeGreaterThan(1_000);
    await eventually(async () => Number(await page.locator(".window-table").getAttribute("aria-rowcount"))).toBe(all + 1);
    await eventually(() => rowsOf(page).count()).toBeLessThan(60);
    await page.locator(".facets").getByRole("button", { name: "属性" }).click();
    const item = page.locator(".facets .panel li", { hasText: "产值" }).first();
    const told = Number((await item.locator(".n").innerText()).replaceAll(",", ""));
    await item.getByRole("checkbox").click();
    await page.keyboard.press("Escape");
    await settled(page);
    await eventually(() => totalOf(page)).toBe(told);
    await page.getByRole("columnheader", { name: "值" }).getByRole("button").click();
    await page.getByRole("columnheader", { name: "值" }).getByRole("button").click();
    await eventually(() => page.getByRole("columnheader", { name: "值" }).getAttribute("aria-sort")).toBe("descending");
    await eventually(() => new URL(page.url()).search).toContain("sort=-value");
    await settled(page);
    await page.locator(".popover", { hasText: "分组" }).getByRole("button").first().click();
    await page.getByRole("radio", { name: "情态" }).click();
    await page.keyboard.press("Escape");
    await settled(page);
    const group = page.locator(".window-table .group").first();
    await group.waitFor();
    const before = await page.locator(".window-table").getAttribute("aria-rowcount");
    await group.click();
    await eventually(async () => Number(await page.locator(".window-table").getAttribute("aria-rowcount"))).toBeLessThan(Number(before));
    await page.reload();
    await settled(page);
    await eventually(() => totalOf(page)).toBe(told);

    await page.goto("/claims?sort=-value&property=output_value");
    await settled(page);
    await focusOn(rowsOf(page).first());
    for (const key of ["ArrowDown", "ArrowDown", "ArrowUp"]) await page.keyboard.press(key);
    await eventually(() => page.evaluate("document.activeElement.getAttribute('aria-rowindex')")).toBe("3");
    await page.keyboard.press("End");
    await eventually(() => page.evaluate("document.activeElement.getAttribute('aria-rowindex')")).toBe(String(told + 1));
    await page.locator(".line:focus a").first().waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/claims\/[0-9a-f-]+/);
  });

  test("a table of one type is filtered and grouped by its figures, and one figure is entered on many rows and taken back", async () => {
    const page = await served.person({ lang: "zh" });
    await page.goto("/entities?type=Firm");
    await settled(page);
    const all = await totalOf(page);
    await page.locator(".facets").getByRole("button", { name: "营业收入" }).click();
    const band = page.locator(".facets .panel li").first();
    const told = Number(await band.locator(".n").innerText());
    await band.getByRole("checkbox").click();
    await page.keyboard.press("Escape");
    await eventually(() => totalOf(page)).toBe(told);
    await page.getByRole("button", { name: /去掉筛选：营业收入/ }).click();
    await eventually(() => totalOf(page)).toBe(all);

    await page.goto("/entities?type=Firm&where=located_in:none&group=figure.located_in");
    await settled(page);
    await page.locator(".window-table .group", { hasText: "无记录" }).waitFor();
    const without = await totalOf(page);
    for (const at of [0, 1]) await page.locator(".window-table .body input[type=checkbox]").nth(at).click();
    await page.getByRole("button", { name: "给 2 个一起录入" }).click();
    const form = page.getByRole("form", { name: "给 2 个一起录入" });
    await form.getByRole("combobox", { name: "查找正确的主体" }).fill("长春新区");
    await form.locator("[role=listbox] [role=option]").first().click();
    await form.getByLabel("理由").fill("园区名录");
    await page.reload();
    await settled(page);
    for (const at of [0, 1]) await page.locator(".window-table .body input[type=checkbox]").nth(at).click();
    await page.getByRole("button", { name: "给 2 个一起录入" }).click();
    await eventually(() => form.getByLabel("理由").inputValue()).toBe("园区名录");
    await form.locator(".source-choice select option").nth(1).waitFor({ state: "attached" });
    await form.locator(".source-choice select").selectOption({ index: 1 });
    await form.getByRole("button", { name: "给 2 个一起录入" }).click();
    const done = page.getByRole("status").filter({ hasText: "已给 2 个对象记入" });
    await done.waitFor();
    await eventually(() => totalOf(page)).toBe(without - 2);
    await done.getByRole("button", { name: "撤销" }).click();
    await eventually(() => totalOf(page)).toBe(without);
  });

  test("goes back to a day", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/claims");
    await settled(page);
    await eventually(() => totalOf(page)).toBeGreaterThan(0);
    const now = await totalOf(page);
    await page.goto("/claims?known_on=2023-04-30");
    await settled(page);
    await eventually(() => totalOf(page)).toBeLessThan(now);
    expect(await totalOf(page)).toBeGreaterThan(0);
  });

  test("a view is saved, shared, opened by its address, renamed in two tabs, deleted and taken back", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/claims");
    await settled(page);
    const all = await totalOf(page);
    await filter(page, "Modality", "target");
    await eventually(() => totalOf(page)).toBeLessThan(all);
    await settled(page);
    const total = await totalOf(page);
    expect(total).toBeGreaterThan(0);
    await page.locator(".views").getByRole("button").first().click();
    const form = page.getByRole("form", { name: "Save as a new view" });
    await form.getByLabel("English name").fill("Targets ".repeat(10));
    await form.getByLabel("Chinese name").fill("目标");
    await form.getByLabel("Share with everybody").check();
    await page.context().setOffline(true);
    await form.getByRole("button", { name: "Save view" }).click();
    await form.getByText("The server could not be reached.").waitFor();
    expect(await form.getByLabel("Chinese name").inputValue()).toBe("目标");
    await page.context().setOffline(false);
    await form.getByRole("button", { name: "Save view" }).click();
    await page.waitForURL(/view=/);
    const address = page.url();
    expect(new URL(address).searchParams.get("modality")).toBeNull();

    const other = await served.person({ lang: "zh" });
    await other.goto(address);
    await settled(other);
    await eventually(() => totalOf(other)).toBe(total);
    for (const [tab, name, rename] of [[other, "英文名称", "改名"], [page, "English name", "Rename"]] as const) {
      await tab.locator(".views").getByRole("button").first().click();
      await tab.getByRole("form", { name: rename }).getByLabel(name).waitFor();
    }
    await other.getByRole("form", { name: "改名" }).getByLabel("中文名称").fill("各地目标");
    await other.getByRole("form", { name: "改名" }).getByRole("button", { name: "改名" }).click();
    await eventually(() => other.locator(".views > button").innerText()).toContain("各地目标");
    // The second tab learns of it live, or by a refusal; either way its words are its own until it saves.
    const mine = page.getByRole("form", { name: "Rename" });
    await mine.getByLabel("English name").fill("Targets of all");
    await mine.getByRole("button", { name: "Rename" }).click();
    const renamed = async () => (await page.locator(".views > button").innerText()).includes("Targets of all");
    await eventually(async () => await renamed() || await page.getByRole("alert").count() > 0).toBe(true);
    if (!(await renamed())) {
      expect(await page.getByRole("alert").innerText()).toContain("changed elsewhere");
      expect(await mine.getByLabel("English name").inputValue()).toBe("Targets of all");
      await mine.getByRole("button", { name: "Rename" }).click();
    }
    await eventually(() => page.locator(".views > button").innerText()).toContain("Targets of all");
    await mine.getByRole("button", { name: "Delete view" }).click();
    await page.getByText(/is deleted/).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.waitForURL(/view=/);
    await settled(page);
    await eventually(() => totalOf(page)).toBe(total);
    const gone = await served.person({ lang: "en" });
    await gone.goto("/claims?view=00000000-0000-7000-8000-000000000000");
    await gone.getByText("there is no such view").waitFor();
    await settled(gone);
    await eventually(() => totalOf(gone)).toBeGreaterThan(total);
  });

  test("an export holds what the filters choose", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/claims?property=output_value&modality=target");
    await settled(page);
    const total = await totalOf(page);
    const fetched = async (name: RegExp): Promise<Buffer> => {
      await page.getByRole("button", { name: "Export" }).click();
      const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
      await page.keyboard.press("Escape");
      return await readFile(await file.path());
    };
    expect((await fetched(/^Excel/)).subarray(0, 2).toString()).toBe("PK");
    const lines = (await fetched(/^CSV/)).toString("utf8").trim().split("\r\n").filter((line) => /,[0-9a-f]{8}-[0-9a-f-]{27}$/.test(line));
    expect(lines).toHaveLength(total);
  });

  test("many are edited at once, and the undo is itself recorded", async () => {
    const page = await served.person({ lang: "zh" });
    await page.goto("/claims?property=employees&status=accepted&sort=value");
    await settled(page);
    const total = await totalOf(page);
    await focusOn(rowsOf(page).first());
    await page.keyboard.press("Space");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    const bar = page.locator(".undo-bar");
    await bar.getByText("已选 3 条").waitFor();
    await bar.getByRole("button", { name: "统一更正" }).click();
    const form = bar.getByRole("form", { name: "统一更正" });
    await form.getByLabel("改为").selectOption("planned");
    await form.getByLabel("理由").fill("公告说的是计划");
    await form.getByRole("button", { name: "更正 3 条" }).click();
    await bar.getByText("已更正 3 条").waitFor();
    await page.goto("/claims?property=employees&modality=planned&status=accepted");
    await settled(page);
    await eventually(() => totalOf(page)).toBeGreaterThanOrEqual(3);
    await page.goto("/claims?property=employees&status=accepted&sort=value");
    await settled(page);
    await rowsOf(page).first().locator("input").click();
    await rowsOf(page).nth(1).locator("input").click();
    await bar.getByRole("button", { name: "撤回 2 条" }).click();
    await bar.getByText("已撤回 2 条").waitFor();
    await bar.getByRole("button", { name: "撤销" }).click();
    await bar.getByText("已撤销，并已记入变更").waitFor();
    await page.goto("/claims?property=employees&status=accepted&sort=value");
    await settled(page);
    await eventually(() => totalOf(page)).toBe(total);
    await page.goto("/changes");
    await page.getByRole("row").filter({ hasText: "undo" }).first().waitFor();
  });

  test("rows are pasted from a spreadsheet, shown, checked, and only then written; names of every kind stay whole", async () => {
    const page = await served.person({ lang: "en" });
    const long = `${"很长的名字".repeat(99)}厂`, rtl = "מפעל אופטיקה", emoji = "👨‍🔬甄氪光电🏭";
    const source = ((await (await page.request.get("/api/tables/sources?limit=1")).json()) as { items: { id: string }[] }).items[0]!.id;
    const pasting = async (name: string): Promise<void> => {
      const text = ["主体（中文）\tSubject type\tProperty\tValue\tUnit\tSource id", ...[long, rtl, emoji].map((one, i) => `${one}\tFirm\t${name}\t${12 + i}\tcount\t${source}`)].join("\r\n");
      await page.evaluate(`{ const data = new DataTransfer(); data.setData("text/plain", ${JSON.stringify(text)}); (document.querySelector("textarea.paste") ?? document.body).dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true })); }`);
    };
    await page.goto("/import?kind=claims");
    await page.locator("textarea.paste").waitFor();
    const before = ((await (await page.request.get("/api/tables/claims?limit=1")).json()) as { total: number }).total;
    const pasted = page.getByRole("group", { name: "Pasted rows" });
    await pasting("no such property");
    await pasted.getByRole("button", { name: "Check 3 rows" }).click();
    await page.locator(".problems li").first().waitFor();
    await eventually(() => page.locator("ol.steps > li").last().getByRole("button").isDisabled()).toBe(true);
    await pasting("employees");
    await pasted.getByText("3 rows pasted").waitFor();
    await eventually(() => pasted.locator("tbody tr").count()).toBe(3);
    await eventually(() => pasted.getByLabel("Column 3 is").inputValue()).toBe("property");
    expect(await page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth")).toBeLessThanOrEqual(0);
    await pasted.getByRole("button", { name: "Check 3 rows" }).click();
    const write = page.locator("ol.steps > li").last().getByRole("button");
    await eventually(() => write.isEnabled()).toBe(true);
    expect(((await (await page.request.get("/api/tables/claims?limit=1")).json()) as { total: number }).total).toBe(before);
    await write.click();
    await page.locator("ol.steps > li").last().getByRole("status").waitFor();
    expect(((await (await page.request.get("/api/tables/claims?limit=1")).json()) as { total: number }).total).toBe(before + 3);
    for (const width of [1440, 380]) {
      await page.setViewportSize({ width, height: 800 });
      for (const name of [long.slice(0, 20), rtl, emoji]) {
        await page.goto(`/entities?q=${encodeURIComponent(name)}`);
        await settled(page);
        const row = rowsOf(page).filter({ hasText: name });
        await row.first().waitFor();
        expect((await row.first().boundingBox())!.height).toBeLessThan(120);
        expect(await page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth")).toBeLessThanOrEqual(0);
      }
    }
  });

  test("the desk by keyboard: move, accept, reject, undo; the day's figure moves with it", async () => {
    const page = await served.person({ lang: "zh" });
    await page.goto("/documents");
    await page.locator("input[type=file]").setInputFiles([ARTICLE, BROKEN]);
    await page.getByRole("region", { name: "阅读进度" }).locator(".job-failed").waitFor();
    await page.goto("/inbox?kind=proposal");
    const items = page.locator(".inbox-item");
    await items.first().waitFor();
    const count = await items.count();
    expect(count).toBeGreaterThan(3);
    const second = await items.nth(1).locator(".figure").getAttribute("data-claim");
    await page.keyboard.press("j");
    await eventually(() => items.nth(1).getAttribute("aria-current")).toBe("true");
    await page.keyboard.press("a");
    await eventually(() => items.count()).toBe(count - 1);
    await eventually(async () => (await (await page.request.get(`/api/claims/${second}`)).json() as { status: string }).status).toBe("accepted");
    await page.keyboard.press("r");
    await eventually(() => items.count()).toBe(count - 2);
    await page.keyboard.press("u");
    await eventually(() => items.count()).toBe(count - 1);
    await page.keyboard.press("x");
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.getByText("已选 2 条").waitFor();
    await page.keyboard.press("a");
    await eventually(() => items.count()).toBe(count - 3);
    await page.getByRole("button", { name: "撤销" }).click();
    await eventually(() => items.count()).toBe(count - 1);
    await page.keyboard.press("e");
    await page.getByRole("form", { name: "更正记载" }).waitFor();
    await page.keyboard.press("Escape");
    await eventually(() => page.locator("p.answer").innerText()).toMatch(/今天您已决定 \d+ 项/);
    await page.goto("/inbox?kind=import");
    await items.first().waitFor();
    await page.keyboard.press("r");
    await page.getByText("都处理完了").waitFor();
    await page.goto("/inbox?kind=finding");
    await items.first().waitFor();
    await page.keyboard.press("e");
    await page.locator(".ruling-form").waitFor();
  });
});
