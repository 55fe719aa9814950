/**
 * The real server on a new record, and a real browser to look at it with.
 * Invariant: each user gets a data folder, a free port and a browser profile of its own, and gives all back in `close`.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, type Page, chromium } from "playwright-core";
import { buildForProduction } from "./production-build.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const CHROMIUM = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
/** Who the server takes its user for. */
export const ACTOR = "analyst";
const START_MS = 300_000;
/** How long a page waits for what it is told to wait for. */
export const PATIENCE_MS = 60_000;

export interface Served {
  address: string;
  /** A page of a person of their own: language, width and theme as wanted. */
  person: (as?: { lang?: "zh" | "en"; width?: number; height?: number; theme?: "light" | "dark"; touch?: boolean }) => Promise<Page>;
  close: () => Promise<void>;
}

/** @param of `token`: a server that others could reach, where only the bearer of this token writes; `empty`: without the reference record. Starts both, or says why that cannot be: then tests are skipped with this reason. */
export async function serveForTest({ token, empty = false }: { token?: string; empty?: boolean } = {}): Promise<Served | { reason: string }> {
  if (!existsSync(CHROMIUM)) return { reason: `no browser at ${CHROMIUM}; name one in CHROMIUM_PATH` };
  await builtWeb();
  const folder = await mkdtemp(join(tmpdir(), "lightvalley-e2e-"));
  const server = spawn(process.execPath, [join(ROOT, "src/cli/main.ts"), "serve", "--data", join(folder, "data"), "--port", "0", ...(empty ? ["--empty"] : []), ...(token ? ["--host", "0.0.0.0"] : [])], { cwd: ROOT, env: { ...process.env, LANG: "en_US.UTF-8", LIGHTVALLEY_ACTOR: ACTOR, ...(token ? { LIGHTVALLEY_ADMIN_TOKEN: token } : {}) } });
  const address = await addressOf(server);
  if ("reason" in address) {
    await rm(folder, { recursive: true, force: true });
    return address;
  }
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  return { address: address.address, person: (as) => person(browser, address.address, as), close: () => close(browser, server, folder) };
}

/** Builds the web client where it has not been built. Test files run side by side: each builds beside, and the first one's is taken whole. */
async function builtWeb(): Promise<void> {
  const place = join(ROOT, "dist/web");
  if (existsSync(join(place, "index.html"))) return;
  await mkdir(join(ROOT, "dist"), { recursive: true });
  const own = await mkdtemp(join(ROOT, "dist/web-"));
  try {
    await buildForProduction({ outDir: own, emptyOutDir: true });
    await rename(own, place).catch(() => undefined);
    if (!existsSync(join(place, "index.html"))) throw new Error(`the web client could not be put at ${place}`);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

function addressOf(server: ChildProcess): Promise<{ address: string } | { reason: string }> {
  return new Promise((resolve) => {
    let talk = "";
    const timer = setTimeout(() => { server.kill(); resolve({ reason: `the server said no address in ${START_MS / 1000} s: ${talk}` }); }, START_MS);
    const hear = (chunk: Buffer) => {
      talk += chunk.toString();
      const found = /http:\/\/(?:localhost|0\.0\.0\.0):(\d+)/.exec(talk);
      if (found) { clearTimeout(timer); resolve({ address: `http://localhost:${found[1]}` }); }
    };
    server.stdout?.on("data", hear);
    server.stderr?.on("data", hear);
    server.on("exit", (code) => { clearTimeout(timer); resolve({ reason: `the server ended with ${code}: ${talk}` }); });
  });
}

type As = Parameters<Served["person"]>[0];

async function person(browser: Browser, address: string, as: As = {}): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    baseURL: address, viewport: { width: as.width ?? 1440, height: as.height ?? 900 }, locale: as.lang === "en" ? "en-GB" : "zh-CN", timezoneId: "Asia/Shanghai",
    colorScheme: as.theme ?? "light", hasTouch: as.touch ?? false, reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  return page;
}

async function close(browser: Browser, server: ChildProcess, folder: string): Promise<void> {
  await browser.close();
  if (server.exitCode === null) {
    const gone = new Promise((resolve) => server.on("exit", resolve));
    server.kill("SIGINT");
    await gone;
  }
  await rm(folder, { recursive: true, force: true });
}
