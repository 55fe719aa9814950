/** The web client built as it is shipped. Invariant: the test runner's own NODE_ENV does not turn it into a development build. */
import { fileURLToPath } from "node:url";
import { type InlineConfig, build } from "vite";

/** @param options of Vite's build; `{write: false}` keeps it in memory. */
export async function buildForProduction(options: InlineConfig["build"] = {}): Promise<Awaited<ReturnType<typeof build>>> {
  const before = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = "production";
  try {
    return await build({ configFile: fileURLToPath(new URL("../../vite.config.ts", import.meta.url)), mode: "production", logLevel: "error", build: options });
  } finally {
    if (before === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = before;
  }
}
