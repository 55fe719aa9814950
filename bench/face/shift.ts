/**
 * What moves by itself while a page loads: the browser's own layout shifts, those within half a second of a hand's press left out, on every page of the
 * application with the reference record, in both languages, on a wide screen and a telephone, with answers that come at once and answers that come late.
 * Invariant: a page is measured from an empty tab, until nothing is on its way any more.
 */
import type { Browser, BrowserContext } from "playwright-core";
import { figure } from "../record/figures.ts";

/** Runs in the page before anything else: the sum of shifts, what moved, and since when nothing is on its way. */
const WATCH = `
  window.__shift = 0; window.__moved = [];
  const name = (node) => { const e = node && (node.nodeType === 1 ? node : node.parentElement); return e ? e.tagName.toLowerCase() + (typeof e.className === "string" && e.className ? "." + e.className.split(" ").join(".") : "") + " “" + (e.textContent ?? "").slice(0, 30) + "”" : "?"; };
  new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) { window.__shift += e.value; for (const s of e.sources) window.__moved.push(name(s.node) + " " + Math.round(s.previousRect.y) + "→" + Math.round(s.currentRect.y) + (s.previousRect.x === s.currentRect.x ? "" : " x " + Math.round(s.previousRect.x) + "→" + Math.round(s.currentRect.x))); } }).observe({ type: "layout-shift", buffered: true });
  let away = 0; window.__idle = undefined;
  const fetched = window.fetch.bind(window);
  window.fetch = async (...asked) => { away++; window.__idle = undefined; try { return await fetched(...asked); } finally { if (--away === 0) window.__idle = performance.now(); } };
`;

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 380, height: 800 };
const ROUNDS = [
  { late: true, lang: "zh", ...WIDE }, { late: true, lang: "en", ...NARROW }, { late: false, lang: "zh", ...WIDE }, { late: false, lang: "zh", ...NARROW },
  { late: false, lang: "en", ...WIDE }, { late: false, lang: "en", ...NARROW },
] as const;
/** How long an answer is held back on the slow round, by its place in the order of asking: none arrive together. */
const HELD_MS = [90, 420, 200, 520, 150, 330];
const QUIET_MS = 250;
const STILL = `window.__idle !== undefined && performance.now() - window.__idle > ${QUIET_MS} && document.querySelector("h1") !== null && document.querySelector(".waiting") === null`;

export interface Shifted {
  page: string;
  lang: string;
  width: number;
  late: boolean;
  shift: number;
  moved: string[];
}

async function shiftOf(context: BrowserContext, address: string): Promise<{ shift: number; moved: string[] }> {
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  try {
    await page.goto(address, { waitUntil: "commit" });
    // Asked from outside: the server's own policy lets no words be run in the page.
    for (const end = performance.now() + 30_000; !(await page.evaluate<boolean>(STILL)) && performance.now() < end; ) await page.waitForTimeout(50);
    return await page.evaluate<{ shift: number; moved: string[] }>("({ shift: window.__shift, moved: window.__moved })");
  } finally {
    await page.close();
  }
}

/** Opens each page afresh. @param told takes each page's figures as they come. */
export async function shiftsOf(browser: Browser, site: string, pages: Record<string, string>, told: (one: Shifted) => void = () => undefined): Promise<Shifted[]> {
  const found: Shifted[] = [];
  for (const { late, lang, width, height } of ROUNDS) {
    const context = await browser.newContext({ baseURL: site, viewport: { width, height }, locale: lang === "zh" ? "zh-CN" : "en-GB", timezoneId: "Asia/Shanghai", reducedMotion: "reduce" });
    let asked = 0;
    if (late) await context.route(/\/api\/(?!live)/, async (route) => { await new Promise((resolve) => setTimeout(resolve, HELD_MS[asked++ % HELD_MS.length])); await route.continue().catch(() => undefined); });
    await context.addInitScript(WATCH);
    for (const [page, address] of Object.entries(pages)) {
      asked = 0;
      const one = { page, lang, width, late, ...(await shiftOf(context, address)) };
      found.push(one);
      told(one);
    }
    await context.close();
  }
  return found;
}

/** What the bench prints: how many were opened, how many moved, and the worst of them. */
export function shiftFigures(found: readonly Shifted[]): Record<string, unknown> {
  const moved = found.filter((one) => one.shift > 0).sort((a, b) => b.shift - a.shift);
  return {
    opened: found.length, still: found.length - moved.length, worst: figure(moved[0]?.shift ?? 0), aim: 0,
    ...(moved.length === 0 ? {} : { moved: moved.slice(0, 8).map((one) => `${one.page} ${one.lang} ${one.width}${one.late ? " late" : ""}: ${figure(one.shift)} (${one.moved[0] ?? "?"})`) }),
  };
}
