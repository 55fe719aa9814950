/**
 * Pictures of the pages: the two of the README into docs/images, and every page in both languages and three widths into docs/images/pages with the gallery
 * docs/pages.md. Run: node test/e2e/screenshots.ts [--only NAME,…] [--full FOLDER]; `--full` takes whole pages in full size into a folder of your own, to look at.
 * Invariant: taken from the real server on the reference record and an article of our own.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { addressesOf } from "./addresses.ts";
import { galleryOf, settled, shotsOf, takePictures } from "./page-pictures.ts";
import { type Served, serveForTest } from "./served.ts";

const DOCS = fileURLToPath(new URL("../../docs/", import.meta.url));

async function forReadme(server: Served, reader: string): Promise<void> {
  const page = await server.person({ lang: "en", width: 1280, height: 800 });
  await page.goto("/");
  await settled(page);
  await page.locator(".tile", { hasText: "Exhibitors" }).locator("a.figure").first().hover();
  await page.getByRole("tooltip").waitFor();
  await page.screenshot({ path: `${DOCS}images/overview.png` });
  const other = await server.person({ lang: "zh", width: 1280, height: 800 });
  await other.goto(reader);
  await settled(other);
  await other.screenshot({ path: `${DOCS}images/reader.png` });
}

const { values } = parseArgs({ options: { only: { type: "string" }, full: { type: "string" } } });
const server = await serveForTest();
if ("reason" in server) throw new Error(server.reason);
try {
  const addresses = await addressesOf(server);
  const names = Object.keys(addresses).filter((name) => values.only === undefined || values.only.split(",").includes(name));
  const shots = shotsOf(names);
  const folder = values.full ? `${values.full.replace(/\/$/, "")}/` : `${DOCS}images/pages/`;
  await mkdir(folder, { recursive: true });
  const bytes = await takePictures(server, addresses, shots, folder, values.full !== undefined);
  console.log(`${shots.length} pictures, ${(bytes / 1e6).toFixed(2)} MB, in ${folder}`);
  if (values.only === undefined && values.full === undefined) {
    await writeFile(`${DOCS}pages.md`, galleryOf(shots, "images/pages/"));
    await forReadme(server, addresses["reader"]!);
  }
} finally {
  await server.close();
}
