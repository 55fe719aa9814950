/** One page of every type in both languages, in a real browser: nothing missing, nothing raw; the timeline by keyboard; two people who enter one figure. */
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { en } from "../../src/web/i18n/en.ts";
import { eventually } from "./patience.ts";
import { serveForTest } from "./served.ts";
import { focusOn } from "./focus-on.ts";

const served = await serveForTest();
const skipped = "reason" in served;
if (skipped) console.warn(`browser tests skipped: ${served.reason}`);

const TYPES = ["Firm", "Park", "ParkPhase", "Building", "Zone", "Region", "Cluster", "Institute", "Project", "Expo", "Policy", "Product", "Fund", "Event"];
const KEYS = Object.keys(en);

describe.skipIf(skipped)("pages of entities", () => {
  if ("reason" in served) return;
  afterAll(() => served.close());
  const first = async (type: string): Promise<string> => ((await (await fetch(`${served.address}/api/tables/entities?type=${type}&sort=-claims&limit=1`)).json()) as { items: { slug: string }[] }).items[0]!.slug;

  test.each(["zh", "en"] as const)("of every type say what they lead with, in %s, with no word missing", async (lang) => {
    const page = await served.person({ lang });
    const flaws: string[] = [];
    page.on("pageerror", (error) => flaws.push(error.message));
    for (const type of TYPES) {
      await page.goto(`/entities/${await first(type)}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      const text = await page.locator("main").innerText();
      flaws.push(...KEYS.filter((key) => text.includes(key)).map((key) => `${type}: ${key}`), ...(/\{\w+\}|undefined|NaN/.exec(text) ?? []).map((raw) => `${type}: ${raw}`));
      expect(await page.locator(".lead-tiles .tile").count(), type).toBeLessThanOrEqual(5);
      await eventually(async () => [type, await page.locator(".timeline-list [data-entry]").count() > 0]).toEqual([type, true]);
    }
    expect(flaws).toEqual([]);
  });

  test("the timeline is filtered from the address and walked by key", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/entities/expo-2024-changchun-international-optoelectronic-expo?show=step");
    const entries = page.locator(".timeline-list [data-entry]");
    await entries.first().waitFor();
    await eventually(() => entries.count()).toBe(2);
    await focusOn(entries.first());
    await page.keyboard.press("ArrowDown");
    await eventually(() => page.evaluate<number>("[...document.querySelectorAll('.timeline-list [data-entry]')].indexOf(document.activeElement)")).toBe(1);
    await page.getByRole("group", { name: "Show on the timeline" }).getByRole("button", { name: /Steps/ }).click();
    await page.waitForURL((url) => !url.searchParams.has("show"));
    await eventually(() => entries.count()).toBeGreaterThan(2);
  });

  test("two who enter one figure: the second sees both versions, and records his beside the other", async () => {
    const slug = await first("Fund");
    const [one, other] = [await served.person({ lang: "en" }), await served.person({ lang: "en" })];
    for (const page of [one, other]) await fill(page, `/entities/${slug}`, page === one ? "41" : "42");
    await one.getByRole("button", { name: "Record" }).click();
    await one.getByText("Recorded in change set").waitFor();
    await other.getByRole("button", { name: "Record" }).click();
    const conflict = other.locator(".conflict");
    await conflict.waitFor();
    await conflict.getByText("41").waitFor();
    await eventually(() => conflict.innerText()).toMatch(/Theirs[\s\S]*41[\s\S]*Yours[\s\S]*42/);
    await conflict.getByRole("button", { name: /^Record mine/ }).click();
    await other.getByText("Recorded in change set").waitFor();
  });
});

async function fill(page: Page, address: string, value: string): Promise<void> {
  await page.goto(address);
  await page.getByRole("button", { name: "Enter a figure" }).click();
  const form = page.getByRole("form", { name: "Enter" });
  await form.getByLabel("Property").selectOption({ value: "projects_count" });
  await form.getByLabel("Value", { exact: true }).fill(value);
  await form.getByLabel("Period").fill("2025");
  await form.getByLabel("A new source").check();
  await form.getByLabel("Title").fill("Annual report");
}
