/** The frame of the application in a real browser: the time machine, the command box, two days compared, and what one person does seen by another. */
import { afterAll, describe, test } from "vitest";
import { ARTICLE } from "./article.ts";
import { eventually } from "./patience.ts";
import { serveForTest } from "./served.ts";
import { focusOn } from "./focus-on.ts";

const served = await serveForTest();
const skipped = "reason" in served;
if (skipped) console.warn(`browser tests skipped: ${served.reason}`);

describe.skipIf(skipped)("the frame", () => {
  if ("reason" in served) return;
  afterAll(() => served.close());

  test.each([["zh", "现在", "回到这一天", "记载", "回到现在"], ["en", "Now", "Go back to", "Claims", "Back to now"]] as const)("the clock set back on one page holds on the next, and is said there (%s)", async (lang, present, both, claims, back) => {
    const page = await served.person({ lang });
    await page.goto("/");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.getByRole("button", { name: present, exact: true }).click();
    await page.getByLabel(both).fill("2023-12-01");
    await page.getByRole("status").filter({ hasText: lang === "zh" ? "2023年12月1日" : "1 Dec 2023" }).first().waitFor();
    await page.getByRole("navigation").getByRole("link", { name: claims, exact: true }).click();
    await page.waitForURL(/\/claims\?.*known_on=2023-12-01/);
    await page.getByRole("button", { name: back }).click();
    await page.waitForURL((url) => !url.search.includes("known_on"));
    await page.goBack();
    await page.getByRole("button", { name: back }).waitFor();
  });

  test("the box finds a page by pinyin initials, sets the clock to a typed day, and goes nowhere by itself", async () => {
    const page = await served.person({ lang: "zh" });
    await page.goto("/sources");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("option", { name: "变更" }).waitFor();
    await page.keyboard.type("jz");
    await page.getByRole("option", { name: /^页面.*记载/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/claims$/);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("2023年12月1日");
    await page.getByRole("option", { name: /2023年12月1日/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/claims\?valid_on=2023-12-01&known_on=2023-12-01/);
  });

  test("two days side by side: figures that differ, each with its reason, each opening its claim", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/compare?a=2023-12-01&b=2024-12-31&cluster=changchun&by=known");
    await page.getByRole("row").nth(1).waitFor();
    await eventually(() => page.locator("p.answer").innerText()).toMatch(/From 1 December 2023 to 31 December 2024: [1-9]\d* new/);
    await eventually(() => page.getByRole("row").nth(1).innerText()).toMatch(/a source said so in between/);
    await page.getByRole("row").nth(1).locator("a.figure").last().click();
    await page.waitForURL(/\/(claims|documents)\//);
  });

  test("a new firm and its first figure, entered by hand: no figure without a source, and the history says who", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/entities/new?type=Firm");
    await page.getByLabel("English name").fill("Sample Photonics of the Walk");
    await page.getByRole("button", { name: "Create" }).click();
    await page.getByText("where the name comes from").waitFor();
    await page.getByLabel("A new source").check();
    await page.getByLabel("Title").fill("Register of firms 2025");
    await page.reload();
    await eventually(() => page.getByLabel("Title").inputValue()).toBe("Register of firms 2025");
    await page.getByRole("button", { name: "Create" }).click();
    await page.waitForURL(/\/entities\/firm-sample/);
    await page.locator(".names").getByRole("link", { name: "Sample Photonics of the Walk" }).waitFor();
    await page.getByRole("button", { name: "Enter a figure" }).click();
    const form = page.getByRole("form", { name: "Enter" });
    await form.getByLabel("Property").selectOption({ label: "Employees" });
    await form.getByLabel("Value", { exact: true }).fill("1,250");
    await form.getByLabel("Period").fill("2025");
    await form.getByRole("button", { name: "Record" }).click();
    await form.getByText("a figure without one cannot be recorded").waitFor();
    await page.reload();
    await eventually(() => form.getByLabel("Value", { exact: true }).inputValue()).toBe("1,250");
    await form.getByLabel("A new source").check();
    await form.getByLabel("Title").fill("Annual report 2025");
    await form.getByRole("button", { name: "Record" }).click();
    await page.getByText("Recorded in change set").waitFor();
    await page.getByRole("table").getByText("1,250").waitFor();
    await page.locator("ul.edits").getByText("analyst").first().waitFor();
  });

  test("what is typed of a source outlives a reload; who was faster is shown, and overwritten only when that is meant", async () => {
    const page = await served.person({ lang: "en" });
    const { items } = (await (await page.request.get("/api/sources?limit=1")).json()) as { items: { id: string; version: number }[] };
    const { id } = items[0]!;
    const { version } = (await (await page.request.get(`/api/sources/${id}`)).json()) as { version: number };
    await page.goto(`/sources/${id}`);
    const form = page.getByRole("form"), publisher = form.getByLabel("Publisher");
    await page.getByRole("button", { name: "Edit the source" }).click();
    await publisher.fill("Typed and not saved");
    await page.request.patch(`/api/sources/${id}`, { data: { version, publisher: "Somebody faster" } });
    await page.reload();
    await eventually(() => publisher.inputValue()).toBe("Typed and not saved");
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByText(/Somebody faster/).waitFor();
    await form.getByRole("button", { name: "Save" }).click();
    await form.waitFor({ state: "detached" });
    await eventually(() => page.locator("p.answer").innerText()).toContain("Typed and not saved");
  });

  test("at the desk a ruling is made and taken back by key, and the day's figure follows", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/inbox?kind=finding");
    const first = page.locator("li.inbox-item.chosen"), answer = page.locator("p.answer");
    await first.waitFor();
    await eventually(() => answer.innerText()).toContain("decided 0 today");
    const told = await first.innerText();
    await page.keyboard.press("r");
    const form = page.getByRole("form", { name: "Ruling on this finding" });
    await form.getByRole("radio", { name: "Different definitions" }).check();
    await form.getByLabel("Reason").fill("not the same firms");
    await page.keyboard.press("Control+Enter");
    await form.waitFor({ state: "detached" });
    await eventually(() => answer.innerText()).toContain("decided 1 today");
    await page.getByText("1 thing seen to.").waitFor();
    await page.locator("h1").click();
    await page.keyboard.press("u");
    await eventually(() => answer.innerText()).toContain("decided 0 today");
    await eventually(() => first.innerText()).toBe(told);
  });

  test("work that goes on is told of on every page, and leads to its result", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/documents");
    await page.locator("input[type=file]").setInputFiles([ARTICLE]);
    await page.getByRole("navigation").getByRole("link", { name: "Sources", exact: true }).click();
    await page.getByRole("button", { name: /1 job (running|ended)/ }).click();
    await page.getByRole("group", { name: "Long work" }).getByRole("link").click();
    await page.waitForURL(/\/documents\?job=/);
    await page.getByRole("link", { name: ARTICLE.name }).first().waitFor();
  });

  test("a figure that is copied brings its value and its citation", async () => {
    const page = await served.person({ lang: "en" });
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto("/");
    const figure = page.locator("p.answer a.figure").first();
    await focusOn(figure);
    await page.keyboard.press("Control+c");
    const copied = () => page.evaluate<string>("navigator.clipboard.readText()");
    await eventually(copied).toMatch(/^90\.02 billion yuan\n\n.*Output value.*Source: .+/s);
    await figure.hover();
    await page.getByRole("tooltip").getByRole("button", { name: "Copy with its source" }).click();
    await page.getByRole("tooltip").getByRole("button", { name: "Copied" }).waitFor();
    await eventually(copied).toMatch(/90\.02 billion yuan.*Source: /s);
    await focusOn(page.locator(".chart-drawing a[data-cite*='75 billion yuan']").first());
    await page.keyboard.press("Control+c");
    await eventually(copied).toMatch(/^75 billion yuan\n\n.*Output value.*2023.*Source: .+/s);
  });

  test("what one person accepts another sees without asking again", async () => {
    const [one, other] = [await served.person({ lang: "en" }), await served.person({ lang: "en" })];
    await one.goto("/changes");
    await one.getByRole("heading", { level: 1 }).waitFor();
    await other.goto("/changes");
    await other.getByRole("heading", { level: 1 }).waitFor();
    const answer = await one.request.get("/api/claims?status=accepted&limit=1");
    const { items } = (await answer.json()) as { items: { id: string }[] };
    const note = "withdrawn to see it elsewhere";
    await one.request.post("/api/decisions", { data: { rulings: [{ claim_id: items[0]!.id, verdict: "withdraw" }], note } });
    await other.getByText(note).waitFor();
    await one.getByText(note).waitFor();
  });
});
