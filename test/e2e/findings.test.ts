/** Ruling on a finding in a real browser: from the mark beside a figure to a ruling with its reason, and back; by pointer and by keyboard. */
import { afterAll, describe, test } from "vitest";
import { eventually } from "./patience.ts";
import { ACTOR, serveForTest } from "./served.ts";

const served = await serveForTest();
const skipped = "reason" in served;
if (skipped) console.warn(`browser tests skipped: ${served.reason}`);

describe.skipIf(skipped)("findings", () => {
  if ("reason" in served) return;
  afterAll(() => served.close());

  test("the mark beside a figure opens its finding; a ruling needs a choice and a reason, makes the mark grey, and is taken back", async () => {
    const page = await served.person({ lang: "zh" });
    await page.goto("/entities/cluster-changchun-optoelectronic-information-industry");
    const mark = page.locator("a.finding-mark").first();
    await mark.waitFor();
    await eventually(() => mark.innerText()).toBe("▲");
    await mark.click();
    await page.waitForURL(/\/findings\/[0-9a-f]{24}$/);
    const address = new URL(page.url()).pathname;
    await page.getByText("还没有人裁定").waitFor();
    await page.getByRole("button", { name: /^裁定/ }).click();
    const form = page.getByRole("form", { name: "对这项发现的裁定" });
    await form.getByRole("button", { name: "记下裁定" }).click();
    await form.getByText("请选一项").waitFor();
    await form.getByText("请写明理由").waitFor();
    await form.getByRole("radio").first().check();
    await form.getByLabel("理由").fill("以统计公报为准");
    await form.getByRole("button", { name: "记下裁定" }).click();
    await page.locator(".ruling", { hasText: "以统计公报为准" }).waitFor();
    await eventually(() => page.locator(".ruling").innerText()).toContain(ACTOR);
    await eventually(() => page.locator(".rulings li").count()).toBe(1);

    await page.goto("/findings?state=ruled");
    await page.locator("li.finding.settled").waitFor();
    await eventually(() => page.locator("li.finding").count()).toBe(1);
    await page.goto("/entities/cluster-changchun-optoelectronic-information-industry");
    await page.locator(`a.finding-mark.ruled[href="${address}"]`).first().waitFor();

    await page.goto(address);
    await page.getByRole("button", { name: /^撤销裁定/ }).click();
    await page.locator(".ruling").waitFor({ state: "detached" });
    await eventually(() => page.locator(".rulings li").count()).toBe(2);
  });

  test("by keyboard: choose, rule, take back; the filters are in the address", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/findings?check=shares");
    await page.locator("li.finding").waitFor();
    await eventually(() => page.locator("li.finding h2").innerText()).toContain("shares");
    await page.keyboard.press("j");
    await page.locator("li.finding.chosen").waitFor();
    await page.keyboard.press("r");
    await page.getByRole("form", { name: "Ruling on this finding" }).waitFor();
    await page.getByRole("radio", { name: "Different definitions" }).check();
    await page.getByLabel("Reason").fill("above-scale firms only");
    await page.getByRole("button", { name: "Record the ruling" }).click();
    await page.locator("li.finding.settled").waitFor();
    await page.keyboard.press("u");
    await page.locator("li.finding:not(.settled)").waitFor();
    await page.getByLabel("Severity").selectOption("warning");
    await page.getByText("No finding fits these filters.").waitFor();
    await eventually(() => new URL(page.url()).searchParams.get("severity")).toBe("warning");
  });
});
