/**
 * How many presses (keys and clicks) each of the ten tasks of a day takes from the overview, done by somebody who knows his way: the table of docs/guide/day.md.
 * Run: node test/e2e/presses.ts [--lang zh|en]. A letter typed is a press; the choosing of a file in the system's own window is not counted, and said.
 */
import { parseArgs } from "node:util";
import type { Locator, Page } from "playwright-core";
import { en } from "../../src/web/i18n/en.ts";
import { filled } from "../../src/web/i18n/filled.ts";
import { type WordKey, zh } from "../../src/web/i18n/zh.ts";
import { ARTICLE } from "./article.ts";
import { serveForTest } from "./served.ts";

const { values } = parseArgs({ options: { lang: { type: "string" } } });
const lang = values.lang === "en" ? "en" : "zh";
const say = (key: WordKey, of?: Record<string, string | number>): string => filled((lang === "zh" ? zh : en)[key], of);
const server = await serveForTest();
if ("reason" in server) throw new Error(server.reason);
const page: Page = await server.person({ lang });
page.setDefaultTimeout(60_000);
await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);

let n = 0;
const press = async (key: string): Promise<void> => { n++; await page.keyboard.press(key); };
const type = async (text: string): Promise<void> => { n += text.length; await page.keyboard.type(text); };
const click = async (what: Locator): Promise<void> => { await what.waitFor(); n++; await what.click(); };
const settled = async (): Promise<void> => { await page.waitForLoadState("networkidle"); await page.locator(".window-table[aria-busy=false]").waitFor(); };
const room = (name: WordKey): Locator => page.locator("#rooms, nav.rooms").first().getByRole("link", { name: say(name) }).first();
const command = async (text: string): Promise<void> => {
  await press("Control+k");
  await type(text);
  await page.waitForLoadState("networkidle");
  await page.getByRole("option").first().waitFor();
  await page.waitForTimeout(500);
  if ((await page.getByRole("option").count()) > 1) await press("ArrowDown");
  await press("Enter");
};

const TASKS: readonly [string, () => Promise<void>][] = [
  ["find a firm", async () => { await command("cgcx"); await page.waitForURL(/\/entities\/firm-/); }],
  ["read an article into claims: paste it, open it, accept the sure ones", async () => {
    await click(room("room.documents"));
    await page.locator(".drop").waitFor();
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(ARTICLE.buffer.toString("utf8"))})`);
    await press("Control+v");
    const link = page.getByRole("region", { name: say("job.title") }).getByRole("link");
    await link.waitFor();
    await page.locator(".job-item a:focus").waitFor();
    await press("Enter");
    await page.locator("li.proposal").first().waitFor();
    await click(page.locator(".batch, .proposals").first().getByRole("button", { name: new RegExp(lang === "zh" ? "^采纳这 \\d+ 条" : "^Accept these \\d+") }).first());
    await page.locator("li.status-accepted").first().waitFor();
  }],
  ["correct a figure with a source", async () => {
    await click(page.locator(".tile a.figure").first());
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.getByRole("button", { name: say("action.correct"), exact: true }).first().waitFor();
    await press("e");
    await page.getByRole("form", { name: say("correction.title") }).waitFor();
    await page.locator(".correction input:focus").waitFor();
    await type("905");
    await press("Enter");
    await page.locator(".correction [aria-invalid]:focus").waitFor();
    await click(page.getByRole("group", { name: say("reason.often") }).getByRole("button").first());
    await press("Enter");
    await page.getByRole("form", { name: say("correction.title") }).waitFor({ state: "detached" });
  }],
  ["exhibitors 2024: who says what", async () => { await command(lang === "zh" ? "参展商 2024" : "exhibitors 2024"); await page.waitForURL(/\/claims\?/); }],
  ["list the parks that are late", async () => { await click(page.getByRole("link", { name: lang === "zh" ? /到期未见结果/ : /past their day/ }).first()); await page.getByRole("heading", { level: 1 }).waitFor(); }],
  ["compare two zones", async () => {
    await click(room("room.entities"));
    await settled();
    await click(page.locator(".facets").getByRole("button", { name: say("entity.type") }));
    await click(page.locator(".facets .panel").getByRole("checkbox", { name: lang === "zh" ? "开发区" : "Zone", exact: true }));
    await press("Escape");
    await page.waitForURL(/type=Zone/);
    await settled();
    for (const at of [0, 1]) await click(page.locator(".window-table .body input[type=checkbox]").nth(at));
    await click(page.getByRole("link", { name: say("beside.chosen", { n: 2 }) }));
    await page.waitForURL(/entities\/compare/);
  }],
  ["export a table", async () => {
    await click(room("room.claims"));
    await settled();
    await click(page.getByRole("button", { name: say("table.export"), exact: true }));
    await Promise.all([page.waitForEvent("download"), click(page.getByRole("link", { name: say("table.export-xlsx") }))]);
  }],
  ["rule on a finding", async () => {
    await click(page.locator(".due-and-open a[href^='/findings/']").first());
    await page.waitForURL(/\/findings\/./);
    await page.locator(".finding-actions button").waitFor();
    await press("r");
    await page.locator(".ruling-form").waitFor();
    await press("2");
    await click(page.getByRole("group", { name: say("reason.often") }).getByRole("button").first());
    await press("Enter");
    await page.locator(".ruling-form").waitFor({ state: "detached" });
  }],
  ["set the clock back to 2023-12-01", async () => { await command("20231201"); await page.waitForURL(/known_on=2023-12-01/); }],
  ["make a view and share it", async () => {
    await click(room("room.claims"));
    await settled();
    await click(page.locator(".facets").getByRole("button", { name: say("claim.modality") }));
    await click(page.locator(".facets .panel").getByRole("checkbox", { name: say("modality.target"), exact: true }));
    await press("Escape");
    await click(page.locator(".views > button"));
    await click(page.getByLabel(say(lang === "zh" ? "view.name-zh" : "view.name-en")).last());
    await type(lang === "zh" ? "目标" : "Targets");
    await click(page.getByRole("checkbox", { name: say("view.share") }).last());
    await press("Enter");
    await page.waitForURL(/view=/);
  }],
];

let failed = 0;
for (const [name, task] of TASKS) {
  await page.goto("/");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.locator("main.settling, [data-coming]").first().waitFor({ state: "detached" });
  await page.waitForLoadState("networkidle");
  n = 0;
  try {
    await task();
    console.log(`${name}: ${n}`);
  } catch (error) {
    failed++;
    console.log(`${name}: not done after ${n} presses at ${page.url()}: ${String(error).split("\n").slice(0, 4).join(" ")}`);
  }
}
await server.close();
process.exitCode = failed === 0 ? 0 : 1;
