/** From starting the program to the first answers: the server spoken to as a browser would. */
import { spawn } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { figure, quantile } from "./figures.ts";

async function freePort(): Promise<number> {
  return await new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

async function answer(url: string, patience_ms: number): Promise<number> {
  const begun = performance.now();
  for (;;) {
    try {
      const response = await fetch(url);
      await response.arrayBuffer();
      if (response.status < 500) return response.status;
      throw new Error(`${url} answered ${response.status}`);
    } catch (error) {
      if (performance.now() - begun > patience_ms) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

export async function measureStart(folder: string, empty: boolean): Promise<Record<string, unknown>> {
  const port = await freePort();
  const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
  const env = { ...process.env, DATABASE_URL: "" };
  const begun = performance.now();
  const child = spawn(process.execPath, [main, "serve", "--data", folder, "--port", String(port), ...(empty ? ["--empty"] : [])], { stdio: ["ignore", "ignore", "inherit"], env });
  try {
    const site = `http://127.0.0.1:${port}`;
    await answer(`${site}/api/overview`, 120_000);
    const overview_s = (performance.now() - begun) / 1000;
    const status = await answer(`${site}/`, 10_000);
    const page_s = (performance.now() - begun) / 1000;
    const again: number[] = [];
    for (let k = 0; k < 10; k++) {
      const start = performance.now();
      await answer(`${site}/api/overview`, 10_000);
      again.push(performance.now() - start);
    }
    return { overview_s: figure(overview_s), ...(status === 200 ? { page_s: figure(page_s) } : { page: "web is not built" }), overview_again_p50_ms: quantile(again, 0.5) };
  } finally {
    child.kill("SIGTERM");
    await new Promise((resolve) => child.once("exit", resolve));
  }
}
