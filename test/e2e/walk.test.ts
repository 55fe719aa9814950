/**
 * The walk of a newcomer, in a real browser against the real server on the reference record: from a figure to its source,
 * from an article of one's own to facts in the record, and back through the history.
 */
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { ARTICLE, BROKEN } from "./article.ts";
import { eventually } from "./patience.ts";
import { ACTOR, serveForTest } from "./served.ts";
import { focusOn } from "./focus-on.ts";

const served = await serveForTest();
const skipped = "reason" in served;
if (skipped) console.warn(`browser tests skipped: ${served.reason}`);

describe.skipIf(skipped)("in the browser", () => {
  if ("reason" in served) return;
  afterAll(() => served.close());

  test("the overview answers first, and a figure shows where it comes from", async () => {
    const page = await served.person({ lang: "zh" });
    await page.goto("/");
    await page.getByRole("heading", { level: 1, name: "长春" }).waitFor();
    await eventually(() => page.locator("p.answer").innerText()).toMatch(/长春市光电信息产业.*900\.2\s*亿元/s);
    const figure = page.locator("p.answer a.figure").first();
    expect(await figure.getAttribute("aria-label")).toContain("900.2");
    await figure.hover();
    const card = page.getByRole("tooltip");
    await card.waitFor();
    await eventually(() => card.innerText()).toMatch(/产值/);
    await eventually(() => card.locator(".citation").innerText()).not.toBe("");
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "detached" });
    await figure.click();
    await page.waitForURL(/\/claims\//);
    await page.getByRole("heading", { name: "历史" }).waitFor();
  });

  test("a figure is reached by keyboard and by touch as well", async () => {
    const page = await served.person({ lang: "en", width: 380, height: 800, touch: true });
    await page.goto("/?cluster=nanchang");
    const figure = page.locator("p.answer a.figure").first();
    await focusOn(figure);
    await page.getByRole("tooltip").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("tooltip").waitFor({ state: "detached" });
    await page.locator("p.answer a.figure").nth(1).tap();
    await page.getByRole("tooltip").waitFor();
    expect(page.url()).toContain("cluster=nanchang");
    await page.getByRole("tooltip").getByRole("link", { name: "See the claim" }).click();
    await page.waitForURL(/\/claims\//);
  });

  test("an article becomes facts: upload with progress, accept, correct, reject, and the history of each", async () => {
    const page = await served.person({ lang: "zh" });
    await page.goto("/documents");
    await page.locator("input[type=file]").setInputFiles([ARTICLE, BROKEN]);
    const job = page.getByRole("region", { name: "阅读进度" });
    await job.getByText("读出").waitFor();
    await job.locator(".job-failed").waitFor();
    await eventually(() => job.locator(".job-failed").innerText()).toContain(BROKEN.name);
    await page.waitForURL(/job=/);
    await job.getByRole("link", { name: ARTICLE.name }).click();

    await page.getByRole("heading", { level: 1 }).waitFor();
    await choose(page, "投资额");
    await eventually(() => page.locator("mark[data-chosen=figure]").innerText()).toBe("10亿元");
    await eventually(() => page.locator("dl.reasons").innerText()).toContain("总投资");
    await page.getByRole("button", { name: "采纳", exact: true }).click();
    await page.locator("li.status-accepted", { hasText: "投资额" }).waitFor();

    await choose(page, "建筑面积");
    await page.keyboard.press("e");
    const form = page.getByRole("form", { name: "更正记载" });
    await form.getByLabel("值", { exact: true }).fill("9.8.1");
    await form.getByRole("button", { name: "保存更正" }).click();
    await form.getByText("请填一个数").waitFor();
    await form.getByLabel("值", { exact: true }).fill("9.8");
    await form.getByLabel("更正理由").fill("数字抄错");
    await form.getByRole("button", { name: "保存更正" }).click();
    await form.waitFor({ state: "detached" });
    await page.locator("li.proposal.chosen", { hasText: "9.8" }).waitFor();

    await choose(page, "预计完成日期");
    await page.keyboard.press("r");
    await page.locator("li.status-rejected", { hasText: "预计完成日期" }).waitFor();

    await page.goto("/entities/park-phase-photoelectric-information-industry-park-phase-ii");
    await page.getByRole("heading", { level: 1 }).waitFor();
    const row = page.getByRole("row").filter({ hasText: "测试简报" });
    await eventually(() => row.filter({ hasText: "建筑面积" }).innerText()).toMatch(/9\.8\s*万平方米/);
    await row.filter({ hasText: "建筑面积" }).locator("a.figure").click();
    await page.waitForURL(/#claim=/);

    await page.getByRole("link", { name: "看这条记载" }).click();
    await page.waitForURL(/\/claims\//);
    const link = page.url();
    await page.reload();
    await page.locator("ol.history").waitFor();
    expect(page.url()).toBe(link);
    await eventually(() => page.locator("ol.history").innerText()).toMatch(/9\.6\s*万平方米.*9\.8\s*万平方米/s);
    const history = await page.locator("ol.history").innerText();
    expect(history).toContain("数字抄错");
    expect(history).toContain(ACTOR);
    await page.goto("/changes");
    await page.getByRole("row").filter({ hasText: "更正" }).first().waitFor();
  });

  test("two people decide on one claim: the second is told and nothing is lost", async () => {
    const [one, two] = [await served.person({ lang: "zh" }), await served.person({ lang: "zh" })];
    for (const page of [one, two]) {
      await page.goto("/documents");
      await page.getByRole("table").getByRole("link", { name: /二期/ }).first().click();
      await choose(page, "企业数");
    }
    await two.getByLabel("附注（可不填）").fill("与年报不符"); // begun before the other decides, whose decision comes in live
    await one.getByRole("button", { name: "采纳", exact: true }).click();
    await one.getByText("已决定 1 条").waitFor();
    await two.locator("li.proposal.chosen.status-accepted", { hasText: "企业数" }).waitFor();
    await two.getByRole("button", { name: "驳回", exact: true }).click();
    const alert = two.getByRole("alert");
    await alert.getByText("别人先作了决定").waitFor();
    await eventually(() => alert.innerText()).toContain("采纳");
    expect(await two.getByLabel("附注（可不填）").inputValue()).toBe("与年报不符");
    await alert.getByRole("button", { name: "照对方的决定" }).click();
    await two.locator("li.status-accepted", { hasText: "企业数" }).first().waitFor();
  });

  test("the server gone in the middle of a save: the page says so, and the draft outlives a reload", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/documents");
    await page.getByRole("table").getByRole("link", { name: /二期/ }).first().click();
    await choose(page, "Output value");
    await page.keyboard.press("e");
    const form = page.getByRole("form", { name: "Correct the claim" });
    await form.getByLabel("Value", { exact: true }).fill("51");
    await form.getByLabel("Reason for the correction").fill("later notice");
    await page.context().setOffline(true);
    await form.getByRole("button", { name: "Save correction" }).click();
    await form.getByText("The server could not be reached.").waitFor();
    await page.context().setOffline(false);
    await page.reload();
    await page.locator("li.proposal.chosen").waitFor();
    await page.keyboard.press("e");
    await eventually(() => form.getByLabel("Value", { exact: true }).inputValue()).toBe("51");
    await form.getByRole("button", { name: "Save correction" }).click();
    await form.waitFor({ state: "detached" });
    await page.locator("li.proposal", { hasText: "51" }).first().waitFor();
  });

  test("the language is switched at once, remembered, and numbers follow it", async () => {
    const page = await served.person({ lang: "zh" });
    await page.goto("/");
    await page.locator("p.answer").getByText("亿元").first().waitFor();
    await page.getByRole("button", { name: "English" }).click();
    await page.locator("p.answer").getByText("billion yuan").first().waitFor();
    await page.reload();
    await page.getByRole("button", { name: "中文" }).waitFor();
    await eventually(() => page.locator("html").getAttribute("lang")).toBe("en");
  });

  test("what was known on an earlier day is asked for in the address", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/entities/cluster-changchun-optoelectronic-information-industry?known_on=2023-12-01");
    await page.getByRole("button", { name: "Back to now" }).waitFor();
    const then = await page.getByRole("table").first().innerText().catch(() => "");
    await page.getByRole("button", { name: "Back to now" }).click();
    await page.getByText("90.02 billion yuan").first().waitFor();
    expect(then).not.toContain("90.02");
    await eventually(() => page.url()).not.toContain("known_on");
  });

  test("search finds a name as it is typed, and leads to its page by keyboard", async () => {
    const page = await served.person({ lang: "zh" });
    await page.goto("/");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("光电信息产业园三期");
    await page.locator("[role=listbox][aria-busy=false]").getByRole("option").filter({ hasText: "三期" }).first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/entities\//);
    await page.getByRole("heading", { level: 1, name: /三期/ }).waitFor();
  });

  test("a table is checked whole: problems by cell, and nothing written until it is sound", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/import");
    const csv = (value: string) => ({ name: "claims.csv", mimeType: "text/csv", buffer: Buffer.from(`Subject (Chinese),Subject (English),Subject type,Property,Value,Unit,Holds for,Source id\n长春新区,Changchun New Area,Zone,firms_count,${value},count,2025,seed-000\n`) });
    await page.locator("input[type=file]").setInputFiles(csv("1.2.3"));
    await page.locator("ul.problems li").first().waitFor();
    await eventually(() => page.locator("ul.problems").innerText()).toMatch(/E2|Value/);
    await eventually(() => page.getByRole("button", { name: /^Write \d+ rows?$/ }).isDisabled()).toBe(true);
    await page.locator("input[type=file]").setInputFiles(csv("412"));
    await page.getByText("1 row is sound").waitFor();
    await page.getByRole("button", { name: /^Write \d+ rows?$/ }).click();
    await page.getByText("1 claim recorded").waitFor();
    await page.goto("/entities/zone-changchun-new-area");
    await page.getByRole("row").filter({ hasText: "412 firms" }).first().waitFor();
  });

  test("a word taught to the reader is listed and can be taken back", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/lexicon");
    await page.getByText("Teach a word").click();
    await page.getByRole("textbox", { name: "Word" }).fill("福州街新园");
    await page.getByRole("combobox", { name: "Find the right entity" }).fill("光电信息产业园三期");
    await page.locator("[role=listbox] [role=option]").first().click();
    await page.getByRole("button", { name: "Remember this word" }).click();
    await page.getByRole("button", { name: "Take back: 福州街新园" }).click();
    await page.getByRole("row").filter({ hasText: "taken back" }).getByText("福州街新园").waitFor();
  });

  test("what is known of a source is mended; who was slower sees both versions and keeps the draft", async () => {
    const [one, two] = [await served.person({ lang: "en" }), await served.person({ lang: "en" })];
    for (const page of [one, two]) {
      await page.goto("/sources?q=" + encodeURIComponent("二期建设加快"));
      await page.getByRole("rowheader").getByRole("link").first().click();
      await page.getByRole("button", { name: "Edit the source" }).click();
    }
    await one.getByLabel("Publisher").fill("Test bulletin");
    await one.getByRole("button", { name: "Save" }).click();
    await one.getByText("Test bulletin · 12 March 2025").waitFor();
    await two.getByLabel("Publisher").fill("Another bulletin");
    await two.getByRole("button", { name: "Save" }).click();
    await two.getByText("somebody has just changed it to: Test bulletin").waitFor();
    expect(await two.getByLabel("Publisher").inputValue()).toBe("Another bulletin");
    await two.getByRole("button", { name: "Save" }).click();
    await two.getByText("Another bulletin · 12 March 2025").waitFor();
  });

  test("an address that names nothing says so", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/entities/no-such-thing");
    await page.getByRole("alert").waitFor();
    await page.goto("/nowhere");
    await page.getByRole("heading", { name: "No such page" }).waitFor();
  });
});

/** Opens the claim of a property in the reader. */
async function choose(page: Page, property: string): Promise<void> {
  const head = page.locator("li.proposal .proposal-head", { hasText: property }).first();
  await head.click();
  await page.locator("li.proposal.chosen", { hasText: property }).waitFor();
}
