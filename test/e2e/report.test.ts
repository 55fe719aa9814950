/** Papers in a real browser: sections chosen, preview, own words that break loudly, an edition built and fetched, two editions compared. */
import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { eventually } from "./patience.ts";
import { serveForTest } from "./served.ts";

const served = await serveForTest();
const skipped = "reason" in served;
if (skipped) console.warn(`browser tests skipped: ${served.reason}`);

describe.skipIf(skipped)("papers", () => {
  if ("reason" in served) return;
  afterAll(() => served.close());

  test("from the choice of sections to a file in hand, and two editions held against each other", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/report");
    await page.getByRole("heading", { level: 1, name: "Papers" }).waitFor();
    await page.getByLabel("Kind").selectOption("brief");
    await page.getByRole("checkbox", { name: "Open findings" }).uncheck();

    // Own words whose reference finds nothing stop the preview and name the sentence.
    await page.getByText("Your own paragraphs").click();
    const words = page.getByLabel("Paragraphs for “Scale and growth”");
    await words.fill("It came to {{fact cluster-changchun-optoelectronic-information-industry.output_value 1990}}.");
    await page.getByRole("button", { name: "Preview" }).click();
    await eventually(() => page.getByRole("alert").innerText()).toContain("output_value 1990");
    await words.fill("It came to {{fact cluster-changchun-optoelectronic-information-industry.output_value 2024}}.");
    await page.getByRole("button", { name: "Preview" }).click();
    const paper = page.frameLocator(".paper-preview iframe");
    await paper.getByText("It came to 90.02 billion yuan").waitFor();
    expect(await paper.locator("#findings").count()).toBe(0);
    await eventually(() => page.getByRole("alert").count()).toBe(0);
    // Every figure of a table leads to its claim.
    expect(await paper.locator("td .f:not(a)").count()).toBe(0);

    for (const box of ["DOCX", "HTML"]) await page.getByRole("checkbox", { name: box }).setChecked(box === "HTML");
    await page.getByRole("button", { name: "Build edition" }).click();
    await page.getByText(/Edition [0-9a-f]{8} is built/).waitFor({ timeout: 120_000 });
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "PDF" }).first().click()]);
    expect(readFileSync(await download.path()).subarray(0, 5).toString()).toBe("%PDF-");

    // The same again without the words, and the two compared.
    await words.fill("");
    await page.getByRole("checkbox", { name: "PDF" }).uncheck();
    await page.getByRole("checkbox", { name: "Targets against actual" }).uncheck();
    await page.getByRole("button", { name: "Build edition" }).click();
    await page.locator("table.data tbody tr").nth(1).waitFor({ timeout: 120_000 });
    const [left, right] = await page.getByLabel("Compare: left").locator("option").evaluateAll((all) => all.slice(1, 3).map((o) => o.getAttribute("value")!));
    await page.getByLabel("Compare: left").selectOption(right!);
    await page.getByLabel("Compare: right").selectOption(left!);
    await page.getByText(/figures? changed/).first().waitFor();
    await page.getByRole("cell", { name: "other content was chosen" }).first().waitFor();
  });
});
