/**
 * Every page as a small picture, and the gallery that shows them: both languages, a telephone, a desk and a wide screen; a few in the dark.
 * Invariant: a picture is of the page as served, cut below the first screens and made smaller, never retouched.
 */
import { writeFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import type { Served } from "./served.ts";

export interface Shot {
  page: string;
  lang: "zh" | "en";
  width: number;
  dark: boolean;
}

/** Per width: how high a screen is, how much of a page is shown, how much smaller the picture is than the screen, and the quality of WebP. */
const SIZES: Record<number, { height: number; most: number; scale: number; quality: number }> = {
  380: { height: 800, most: 1_600, scale: 0.75, quality: 42 }, 1440: { height: 900, most: 1_500, scale: 0.5, quality: 38 }, 2560: { height: 1_300, most: 1_300, scale: 0.3, quality: 38 },
};
const WIDTHS = [380, 1440, 2560] as const;
const DARK = new Set(["overview", "findings", "claims", "chain", "targets", "reader"]);

/** All pictures that are wanted of these pages. */
export function shotsOf(pages: readonly string[]): Shot[] {
  const light = pages.flatMap((page) => (["zh", "en"] as const).flatMap((lang) => WIDTHS.map((width) => ({ page, lang, width, dark: false }))));
  return [...light, ...pages.filter((page) => DARK.has(page)).map((page) => ({ page, lang: "zh" as const, width: 1440, dark: true }))];
}

export const nameOf = ({ page, lang, width, dark }: Shot): string => `${page}-${lang}-${width}${dark ? "-dark" : ""}.webp`;

/** Until the page shows its own data. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.locator("main.settling, [data-coming], [aria-busy=true]").first().waitFor({ state: "detached" });
  await page.waitForTimeout(150);
}

async function shoot(page: Page, shot: Shot, full: boolean): Promise<Buffer> {
  const { most, scale, quality } = SIZES[shot.width]!;
  await page.evaluate("window.scrollTo(0, 0)");
  const tall = await page.evaluate<number>("document.documentElement.scrollHeight");
  const size = { x: 0, y: 0, width: shot.width, height: Math.min(full ? 3 * most : most, tall), scale: full ? 1 : scale };
  const cdp = await page.context().newCDPSession(page);
  const { data } = await cdp.send("Page.captureScreenshot", { format: "webp", quality: full ? 85 : quality, clip: size, captureBeyondViewport: true });
  await cdp.detach();
  return Buffer.from(data, "base64");
}

/**
 * Takes the pictures into a folder. A page is opened once for each person and theme and shown at one width after the other, as a window that is drawn wider.
 * @param addresses by name of page. @param full whole pages in full size, for looking at rather than for keeping. @returns their bytes together.
 */
export async function takePictures(server: Served, addresses: Record<string, string>, shots: readonly Shot[], folder: string, full = false): Promise<number> {
  let bytes = 0;
  for (const [, those] of Map.groupBy(shots, ({ lang, dark }) => `${lang} ${dark}`)) {
    const { lang, dark } = those[0]!;
    const page = await server.person({ lang, theme: dark ? "dark" : "light" });
    for (const [name, of] of Map.groupBy(those, (shot) => shot.page)) {
      await page.goto("about:blank");
      await page.setViewportSize({ width: of[0]!.width, height: SIZES[of[0]!.width]!.height });
      await page.goto(addresses[name]!);
      await settled(page);
      for (const shot of of) {
        await page.setViewportSize({ width: shot.width, height: SIZES[shot.width]!.height });
        await settled(page);
        const picture = await shoot(page, shot, full);
        bytes += picture.length;
        await writeFile(`${folder}${nameOf(shot)}`, picture);
      }
    }
    await page.context().close();
  }
  return bytes;
}

/** The gallery in Markdown: a section a page, its pictures side by side. @param folder as seen from the gallery. */
export function galleryOf(shots: readonly Shot[], folder: string): string {
  const pages = [...Map.groupBy(shots, ({ page }) => page)];
  const picture = (shot: Shot): string => `<a href="${folder}${nameOf(shot)}"><img src="${folder}${nameOf(shot)}" alt="${shot.page}, ${shot.lang === "zh" ? "Chinese" : "English"}, ${shot.width} px${shot.dark ? ", dark" : ""}" height="220" loading="lazy"></a>`;
  return [
    "# Every page", "", "Taken by `npm run screenshots` from the reference record and one small article, in Chinese and English, at 380, 1,440 and 2,560 px (cut below the first screens and made smaller); six also in the dark theme.", "",
    ...pages.flatMap(([page, those]) => [`## ${page}`, "", ...(["zh", "en"] as const).map((lang) => `<p>${those.filter((shot) => shot.lang === lang).map(picture).join(" ")}</p>`), ""]),
  ].join("\n");
}
