/**
 * `npm start`: builds the web client when its sources are newer than the build, then opens the record.
 * Words after `--` go to `lightvalley serve`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

function newest(path: string): number {
  if (!existsSync(path)) return 0;
  const info = statSync(path);
  if (!info.isDirectory()) return info.mtimeMs;
  return Math.max(info.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

const built = newest(join(root, "dist/web/index.html"));
const sources = ["src/web", "vite.config.ts", "package-lock.json"].map((p) => newest(join(root, p)));
if (built < Math.max(...sources)) {
  process.stderr.write("building the web client / 正在构建网页 …\n");
  const done = spawnSync(process.execPath, [join(root, "node_modules/vite/bin/vite.js"), "build", "--logLevel", "warn"], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
process.argv = [process.argv[0]!, join(root, "src/cli/main.ts"), "serve", ...process.argv.slice(2)];
await import("../src/cli/main.ts");
