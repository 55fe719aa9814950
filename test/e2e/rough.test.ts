/**
 * What goes wrong on a day: links that lead nowhere, a line that breaks and comes back, a session that ends in the middle of a save, a record of one figure,
 * a gap of ten years, names that are no names. Nothing breaks, nothing is lost, and the page says what happened.
 */
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { eventually } from "./patience.ts";
import { serveForTest } from "./served.ts";

const TOKEN = "a token for the rough day";
const served = await serveForTest({ token: TOKEN, empty: true });
const skipped = "reason" in served;
if (skipped) console.warn(`browser tests skipped: ${served.reason}`);

const tooWide = async (page: Page): Promise<number> => await page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");

describe.skipIf(skipped)("a rough day", () => {
  if ("reason" in served) return;
  afterAll(() => served.close());
  const bearer = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
  const send = async <T,>(path: string, body: object): Promise<T> => {
    const response = await fetch(served.address + path, { method: "POST", headers: bearer, body: JSON.stringify(body) });
    expect(response.status, `${path}: ${await response.clone().text()}`).toBeLessThan(300);
    return (await response.json()) as T;
  };
  const enter = async (subject_id: string, value: number, when: string): Promise<{ claim: { id: string; source: { id: string } } }> =>
    await send("/api/claims", { subject: subject_id, property: "output_value", value, unit: "yuan", when, modality: "actual", bound: "eq", visibility: "public", source: { title: "Yearbook", publisher: "Statistics office", published: when } });

  test("an empty record says what to do, and a record of one figure stands on every page", async () => {
    const page = await served.person({ lang: "en" });
    const broken: string[] = [];
    page.on("pageerror", (error) => broken.push(`${page.url()} ${error.message}`));
    const rooms = ["/", "/entities", "/claims", "/sources", "/findings", "/inbox", "/changes", "/parks", "/projects", "/promises", "/targets", "/chain", "/chain-gaps", "/compare", "/identity", "/documents"];
    const walk = async (which: readonly string[]): Promise<void> => {
      for (const room of which) {
        await page.goto(room);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.locator("main.settling").waitFor({ state: "detached" });
        expect([room, await page.getByRole("alert").count()]).toEqual([room, 0]);
      }
    };
    await walk(["/", "/claims", "/findings", "/targets", "/chain"]);
    const { id } = await send<{ id: string }>("/api/entities", { type: "Cluster", label: { zh: "一地光电", en: "One place" } });
    await enter(id, 1e9, "2013-01");
    await walk(rooms);
    await enter(id, 2e9, "2024-01");
    await page.goto(`/entities/${id}`);
    await page.getByRole("heading", { level: 1, name: "One place" }).waitFor();
    await page.getByRole("link", { name: /2 billion yuan/ }).first().waitFor();
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
    expect(broken).toEqual([]);
  });

  test("names of five hundred characters, markup, emoji and letters from the right neither break a page nor become markup", async () => {
    const names = [`${"很长的名字".repeat(99)}厂`, "<b onclick=alert(1)>粗</b> <script>bad()</script>", "👩🏽‍🔬🏭 光谷", "אופטיקה של העמק (מזרח)"];
    const page = await served.person({ lang: "zh", width: 380, height: 800 });
    for (const zh of names) {
      const made = await send<{ slug: string; id: string }>("/api/entities", { type: "Firm", label: { zh } });
      await enter(made.id, 5e8, "2024");
      await page.goto(`/entities/${made.slug}`);
      await eventually(() => page.getByRole("heading", { level: 1 }).innerText()).toBe(zh);
      await page.locator("main.settling").waitFor({ state: "detached" });
      expect([zh.slice(0, 12), await tooWide(page)]).toEqual([zh.slice(0, 12), 0]);
      expect(await page.evaluate<string>("getComputedStyle(document.querySelector('h1')).unicodeBidi")).toBe("isolate");
    }
    for (const room of ["/", "/entities", "/claims", "/changes"]) {
      await page.goto(room);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.locator("main.settling").waitFor({ state: "detached" });
      expect([room, await tooWide(page)]).toEqual([room, 0]);
    }
    expect(await page.locator("main b[onclick], main script").count()).toBe(0);
  });

  test("a link that leads nowhere any more says so, and leaves the way to every room", async () => {
    const page = await served.person({ lang: "en" });
    const none = "01a2047d-b3c9-7000-8000-018a5997caa0";
    const links: [string, RegExp][] = [
      ["/entities/no-such-firm", /no entity/], [`/claims/${none}`, /no claim/], [`/sources/${none}`, /no source/], [`/findings/${"0".repeat(24)}`, /no such finding/], [`/claims?view=${none}`, /view/], ["/parks/nowhere", /nowhere/],
    ];
    for (const [address, words] of links) {
      await page.goto(address);
      await page.getByRole("alert").filter({ hasText: words }).first().waitFor();
      await page.getByRole("navigation").getByRole("link", { name: "Overview" }).waitFor();
    }
  });

  test("a visitor signs in where he stands; a session that ends in the middle of a save keeps the draft, and the save goes through after", async () => {
    const { id, slug } = await send<{ id: string; slug: string }>("/api/entities", { type: "Firm", label: { en: "Session Optics" } });
    await enter(id, 7e8, "2023");
    const page = await served.person({ lang: "en" });
    await page.goto(`/entities/${slug}`);
    const rooms = page.getByRole("navigation", { name: "Rooms" });
    await rooms.getByText("Sign in").first().click();
    await rooms.getByLabel("Admin token").fill("not the right token");
    await rooms.getByRole("button", { name: "Sign in" }).click();
    await rooms.getByRole("alert").waitFor();
    await rooms.getByLabel("Admin token").fill(TOKEN);
    await rooms.getByRole("button", { name: "Sign in" }).click();
    await rooms.getByText("admin", { exact: false }).first().waitFor();
    const text = "Seen on the site on Monday.";
    const note = page.getByRole("textbox", { name: "Write a note" });
    await note.fill(text);
    await page.context().clearCookies();
    await page.locator(".note-form").getByRole("button", { name: "Save" }).click();
    const alert = page.getByRole("alert").filter({ hasText: "signed-in" });
    await alert.getByLabel("Admin token").fill(TOKEN);
    await alert.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("press save once more").waitFor();
    await eventually(() => note.inputValue()).toBe(text);
    await page.locator(".note-form").getByRole("button", { name: "Save" }).click();
    await page.getByRole("listitem").filter({ hasText: text }).waitFor();
  });

  test("a page whose line broke makes up for what it missed", async () => {
    const page = await served.person({ lang: "en" });
    await page.goto("/entities");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.goto("/changes");
    await page.getByRole("row").nth(1).waitFor();
    const rows = await page.getByRole("row").count();
    await page.context().setOffline(true);
    const made = await send<{ id: string }>("/api/entities", { type: "Firm", label: { en: "Made while away" } });
    await enter(made.id, 9e8, "2024");
    await page.context().setOffline(false);
    await eventually(() => page.getByRole("row").count()).toBeGreaterThan(rows);
    // A page that had never been opened: said, and opened by itself once the line is back.
    await page.context().setOffline(true);
    await page.getByRole("navigation").getByRole("link", { name: "Targets", exact: true }).click();
    await page.getByRole("heading", { name: "The server cannot be reached" }).waitFor();
    await page.context().setOffline(false);
    await page.getByRole("heading", { level: 1, name: "Targets" }).waitFor();
  });
});
