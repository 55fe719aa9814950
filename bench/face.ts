/**
 * Bench of the face: on a made-up record of 100,000 entities and a million claims, in a real browser: from a hand's press to the next picture on the
 * table pages and an entity page, what the first page loads; and with the reference record, whether anything moves while a page loads, on every page. Beside it, how long the server takes for a
 * range of rows and for the counts of a new setting, to an indexed look-up of one row in the same run.
 * `node bench/face.ts [--claims N] [--quick] [--shift | --pages] [--keep DIR]`; a kept folder is filled once, `--shift` stops after the shift of layout, `--pages` leaves it out. Needs a browser (CHROMIUM_PATH) and the built client.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { madeFolder } from "./face/made-folder.ts";
import { measurePages } from "./face/pages.ts";
import { firstTable, measureServer } from "./face/server.ts";
import { shiftFigures, shiftsOf } from "./face/shift.ts";
import { figure } from "./record/figures.ts";
import { bundleSizes } from "./record/bundle.ts";
import { addressesOf } from "../test/e2e/addresses.ts";
import { serveForTest } from "../test/e2e/served.ts";

const { values } = parseArgs({ options: { claims: { type: "string" }, quick: { type: "boolean" }, keep: { type: "string" }, shift: { type: "boolean" }, pages: { type: "boolean" } } });
const CLAIMS = Number(values.claims ?? (values.quick ? 50_000 : 1_000_000));
const CHROMIUM = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const ROOT = fileURLToPath(new URL("../", import.meta.url));
const FINDINGS_AGAIN_MS = 1_000, PAST_DAY = "2023-12-01";
const print = (what: string, figures: Record<string, unknown>): void => console.log(JSON.stringify({ what, ...figures }));

/** Shift of layout on every page of the reference record. */
async function measureShift(): Promise<void> {
  const served = await serveForTest();
  if ("reason" in served) return print("layout_shift", { skipped: served.reason });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  try {
    print("layout_shift", shiftFigures(await shiftsOf(browser, served.address, await addressesOf(served))));
  } finally {
    await browser.close();
    await served.close();
  }
}

async function started(folder: string): Promise<{ address: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [join(ROOT, "src/cli/main.ts"), "serve", "--data", folder, "--port", "0", "--empty"], { cwd: ROOT, env: { ...process.env, LANG: "en_US.UTF-8", DATABASE_URL: "" } });
  return await new Promise((resolve, reject) => {
    let talk = "";
    const hear = (chunk: Buffer): void => {
      talk += chunk.toString();
      const found = /http:\/\/localhost:\d+/.exec(talk);
      if (found) resolve({ address: found[0], child });
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${talk}`)));
  });
}

async function ended(child: ChildProcess): Promise<void> {
  const left = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  await left;
}

/** Seconds until findings are there, of now or of a day; a large record refuses them until then, saying how far it is. */
async function findings(address: string, day?: string): Promise<{ worked_out_s: number; refused_ms: number }> {
  const begun = performance.now();
  for (let refused_ms = 0; ;) {
    const asked = performance.now();
    const answer = await fetch(`${address}/api/findings?limit=1${day ? `&known_on=${day}&valid_on=${day}` : ""}`);
    await answer.arrayBuffer();
    if (answer.ok) return { worked_out_s: figure((performance.now() - begun) / 1000), refused_ms: figure(refused_ms) };
    if (answer.status !== 503) throw new Error(`findings answered ${answer.status}`);
    refused_ms = Math.max(refused_ms, performance.now() - asked);
    await new Promise((resolve) => setTimeout(resolve, FINDINGS_AGAIN_MS));
  }
}

const folder = values.keep ? join(values.keep, `face-${CLAIMS}`) : mkdtempSync(join(tmpdir(), "lightvalley-face-"));
try {
  print("bundle", bundleSizes());
  if (!values.pages) await measureShift();
  if (values.shift) process.exit(0);
  await madeFolder(folder, CLAIMS, (text) => process.stderr.write(`${text}\n`));
  // Once with the columns of tables filled anew, once with those that the first start kept.
  rmSync(join(folder, "projections"), { recursive: true, force: true });
  const anew = await started(folder);
  const filled_anew_s = await firstTable(anew.address).finally(async () => await ended(anew.child));
  const { address, child } = await started(folder);
  try {
    print("first_table_after_start", { filled_anew_s, taken_up_s: await firstTable(address), aim_s: 2 });
    print("findings", { now: await findings(address), past_day: await findings(address, PAST_DAY) });
    print("server", { claims: CLAIMS, ...(await measureServer(address)) });
    if (!existsSync(CHROMIUM)) print("pages", { skipped: `no browser at ${CHROMIUM}; name one in CHROMIUM_PATH` });
    else {
      const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
      try {
        await measurePages(browser, address, print);
      } finally {
        await browser.close();
      }
    }
  } finally {
    await ended(child);
  }
} finally {
  if (!values.keep) rmSync(folder, { recursive: true, force: true });
}
