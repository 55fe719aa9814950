/**
 * A messy sheet becomes a register in a real browser: the wizard, the rows that cannot be used given back, a row adopted, a pair judged and
 * the judgement taken back.
 */
import { readFile } from "node:fs/promises";
import { afterAll, describe, expect, test } from "vitest";
import { eventually } from "./patience.ts";
import { serveForTest } from "./served.ts";

const served = await serveForTest();
const skipped = "reason" in served;
if (skipped) console.warn(`browser tests skipped: ${served.reason}`);

const MESSY = {
  name: "展商名录.csv", mimeType: "text/csv",
  buffer: Buffer.from([
    "展位,展商,英文名,注册资本（万元）,网址",
    "A01,长春长光辰芯微电子股份有限公司,Gpixel Inc.,\"12,000\",www.gpixel.com",
    "A02,多,多2,,",
    "A03,北京甲乙光电有限公司；上海丙丁激光有限公司,,,",
    "A04,,,,",
    "A05,\"=HYPERLINK(\"\"http://x\"\")光学有限公司\",,,",
    "A06,中山某某照明电器有限公司,Zhongshan Moumou Lighting Co. Ltd.,不详,",
  ].join("\r\n")),
};

describe.skipIf(skipped)("registers in the browser", () => {
  if ("reason" in served) return;
  afterAll(() => served.close());

  test("a messy sheet is imported, its unusable rows given back, a row adopted, a pair judged and taken back", async () => {
    const page = await served.person({ lang: "zh" });
    await page.goto("/registers");
    await page.getByRole("link", { name: "导入名册" }).click();
    await page.locator("input[type=file]").setInputFiles([MESSY]);
    await page.getByRole("heading", { name: "各列是什么" }).waitFor();
    await eventually(() => page.getByLabel("含义: 展商").inputValue()).toBe("name_zh");
    expect(await page.getByLabel("含义: 英文名").inputValue()).toBe("name_en");
    expect(await page.getByLabel("换算到元的倍数").inputValue()).toBe("10000");
    expect(await page.getByLabel("含义: 展位").inputValue()).toBe("");
    await page.getByText("前 6 行中有 2 行不能用").waitFor();

    // A mapping that fits nothing is told at once, and mended.
    await page.getByLabel("含义: 展商").selectOption("");
    await page.getByLabel("含义: 英文名").selectOption("");
    await page.getByText("还没有一列是名称").waitFor();
    await eventually(() => page.getByRole("button", { name: "导入", exact: true }).isDisabled()).toBe(true);
    await page.getByLabel("含义: 展商").selectOption("name_zh");
    await page.getByLabel("含义: 英文名").selectOption("name_en");
    await page.getByLabel("名称", { exact: true }).fill("2025 年展商");
    await page.getByLabel("发布日期").fill("2025-06");
    await page.getByRole("button", { name: "导入", exact: true }).click();

    const flaws = page.getByRole("region", { name: "不能用的行" });
    await flaws.getByText("只有一个字").waitFor();
    await eventually(() => flaws.getByRole("row").count()).toBe(3);
    const [sheet] = await Promise.all([page.waitForEvent("download"), flaws.getByRole("link", { name: "下载为 CSV" }).click()]);
    const words = await readFile(await sheet.path(), "utf8");
    expect(words).toContain("不能用的原因,原行号,展位,展商");
    expect(words).toMatch(/只有一个字.*,3,A02,多,多2/);
    await flaws.getByRole("button", { name: "收下其余 4 行" }).click();
    await page.getByRole("link", { name: "打开名册" }).click();

    await page.getByRole("heading", { level: 1, name: "2025 年展商" }).waitFor();
    await page.getByRole("searchbox", { name: "按名称、拼音或代码查找" }).fill("某某照明");
    await page.getByRole("row").filter({ hasText: "中山某某照明" }).waitFor();
    await page.getByRole("checkbox", { name: "选第 7 行" }).check();
    await page.getByRole("button", { name: "采用所选 1 行" }).click();
    const status = page.getByRole("status").filter({ hasText: "采用 1 个机构" });
    await status.waitFor();
    await eventually(() => status.innerText()).toMatch(/2 条记载[\s\S]*1 个单元格没有成为记载/);
    await status.getByRole("link", { name: "中山某某照明电器有限公司" }).first().click();
    await page.getByRole("heading", { level: 1, name: "中山某某照明电器有限公司" }).waitFor();
    await page.getByRole("heading", { name: "又名" }).waitFor();
    await page.getByText("“2025 年展商”第 7 行").waitFor();

    await page.goto("/registers");
    await page.getByRole("link", { name: "2025 年展商" }).click();
    await page.getByRole("button", { name: "与记录对照" }).click();
    await page.getByRole("link", { name: "审核对照结果" }).click();
    const chosen = page.locator("li.pair.chosen");
    await chosen.waitFor();
    await eventually(() => chosen.innerText()).toMatch(/辰芯/);
    await eventually(() => chosen.getByRole("table", { name: "依据" }).getByRole("row").count()).toBeGreaterThan(1);
    const before = await page.locator("li.pair").count();
    await page.keyboard.press("s");
    const judged = page.getByRole("status").filter({ hasText: "已判" });
    await judged.waitFor();
    await eventually(() => judged.innerText()).toMatch(/同一/);
    await eventually(() => page.locator("li.pair").count()).toBe(before - 1);
    await page.keyboard.press("z");
    await judged.waitFor({ state: "detached" });
    await eventually(() => page.locator("li.pair").count()).toBe(before);

    await page.goto("/identity/history");
    const history = page.locator("ol.judgements");
    await history.waitFor();
    await eventually(() => history.innerText()).toMatch(/已撤回[\s\S]*同一/);
  });

  test("pairs within the record are judged by key, in English and on a telephone", async () => {
    const page = await served.person({ lang: "en", width: 380, height: 800 });
    await page.goto("/identity");
    const first = page.locator("li.pair.chosen .pair-head");
    await first.waitFor();
    const name = await first.innerText();
    await page.keyboard.press("d");
    await page.getByRole("status").filter({ hasText: "different" }).waitFor();
    await eventually(async () => (await page.locator("li.pair.chosen .pair-head").allInnerTexts()).join()).not.toBe(name);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.locator("li.pair .pair-head").filter({ hasText: name.split("↔")[0]!.trim() }).first().waitFor();
  });
});
