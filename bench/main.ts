/** `npm run bench [NAME]`: runs one bench, or all of them one after another. Each prints ratios, ours beside the peer or the floor. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("./", import.meta.url));
const known = readdirSync(folder).filter((f) => f.endsWith(".ts") && f !== "main.ts").map((f) => f.slice(0, -3)).sort();
/** Issues and people call a bench by its room; some rooms have two. */
const ROOMS: Record<string, string[]> = { chain: ["complexity", "placement", "panorama"] };
const [asked, ...words] = process.argv.slice(2);
const names = asked === undefined ? known : (ROOMS[asked] ?? [asked]);
for (const name of names) {
  if (!known.includes(name)) {
    process.stderr.write(`there is no bench “${name}”; there are: ${[...known, ...Object.keys(ROOMS)].join(", ")}\n`);
    process.exit(2);
  }
  process.stdout.write(`\n== ${name}\n`);
  const done = spawnSync(process.execPath, ["--expose-gc", `${folder}${name}.ts`, ...words], { stdio: "inherit" });
  if (done.status !== 0) process.exitCode = done.status ?? 1;
}
