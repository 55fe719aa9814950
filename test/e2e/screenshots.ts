/**
 * Pictures of the pages: the two of the README into docs/images, and with `all` every page, both languages, three widths, into test/e2e/shots.
 * Run: node test/e2e/screenshots.ts [all]. Invariant: taken from the real server on the reference record and an article of our own.
 */
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { ARTICLE, BROKEN } from "./article.ts";
import { type Served, serveForTest } from "./served.ts";

const IMAGES = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const SHOTS = fileURLToPath(new URL("./shots/", import.meta.url));

async function settled(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForLoadState("networkidle");
}

async function upload(server: Served): Promise<{ job: string; reader: string; claim: string }> {
  const page = await server.person({ lang: "zh" });
  await page.goto("/documents");
  await page.locator("input[type=file]").setInputFiles([ARTICLE, BROKEN]);
  const region = page.getByRole("region", { name: "阅读进度" });
  await region.locator(".job-failed").waitFor();
  const job = new URL(page.url());
  await region.getByRole("link", { name: ARTICLE.name }).click();
  for (const property of ["投资额", "建筑面积"]) {
    await page.locator("li.proposal .proposal-head", { hasText: property }).first().click();
    await page.locator("li.proposal.chosen", { hasText: property }).getByRole("button", { name: "采纳", exact: true }).click();
    await page.locator("li.status-accepted", { hasText: property }).waitFor();
  }
  await page.locator("li.proposal .proposal-head", { hasText: "企业数" }).first().click();
  const reader = new URL(page.url());
  await page.getByRole("link", { name: "看这条记载" }).click();
  await page.waitForURL(/\/claims\//);
  return { job: job.pathname + job.search, reader: reader.pathname + reader.hash, claim: new URL(page.url()).pathname };
}

async function forReadme(server: Served, reader: string): Promise<void> {
  await mkdir(IMAGES, { recursive: true });
  const page = await server.person({ lang: "en", width: 1280, height: 800 });
  await page.goto("/");
  await settled(page);
  await page.locator(".tile", { hasText: "Exhibitors" }).locator("a.figure").first().hover();
  await page.getByRole("tooltip").waitFor();
  await page.screenshot({ path: `${IMAGES}overview.png` });
  const other = await server.person({ lang: "zh", width: 1280, height: 800 });
  await other.goto(reader);
  await settled(other);
  await other.screenshot({ path: `${IMAGES}reader.png` });
}

async function everyPage(server: Served, pages: Record<string, string>): Promise<void> {
  await mkdir(SHOTS, { recursive: true });
  for (const lang of ["zh", "en"] as const) {
    for (const width of [380, 1440, 2560]) {
      const page = await server.person({ lang, width, theme: lang === "zh" ? "light" : "dark" });
      for (const [name, address] of Object.entries(pages)) {
        await page.goto("about:blank");
        await page.goto(address);
        await settled(page);
        await page.screenshot({ path: `${SHOTS}${name}-${lang}-${width}.png`, fullPage: true });
      }
      await page.context().close();
    }
  }
}

const server = await serveForTest();
if ("reason" in server) throw new Error(server.reason);
try {
  const { job, reader, claim } = await upload(server);
  await forReadme(server, reader);
  if (process.argv.includes("all")) {
    await everyPage(server, {
      overview: "/", nanchang: "/?cluster=nanchang", comparison: "/?cluster=comparison", documents: job, reader, entities: "/entities?type=Firm",
      park: "/entities/park-phase-photoelectric-information-industry-park-phase-iii", cluster: "/entities/cluster-changchun-optoelectronic-information-industry",
      claims: "/claims?property=output_value", claim, sources: "/sources", source: reader.replace("documents", "sources").replace(/#.*/, ""), changes: "/changes", import: "/import", lexicon: "/lexicon",
    });
  }
} finally {
  await server.close();
}
