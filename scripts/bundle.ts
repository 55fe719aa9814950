/**
 * Around `npm pack`: the package carries its dependencies, so that `npx` runs it without a registry.
 *
 *     node scripts/bundle.ts on|off
 *
 * `on` names every runtime dependency as bundled and lets the font packages give only the weights that papers are set in (36 of 207 MB);
 * `off` takes both back. It is not kept in package.json, because npm then leaves the other platforms' optional packages out of the lock
 * file and `npm ci` refuses it.
 */
import { existsSync, readFileSync, renameSync, writeFileSync, copyFileSync } from "node:fs";

const path = new URL("../package.json", import.meta.url);
const manifest = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
const on = process.argv[2] === "on";
if (on) manifest["bundleDependencies"] = Object.keys(manifest["dependencies"] as object);
else delete manifest["bundleDependencies"];
writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);

/** The weights that src/report/render/fonts.ts loads. */
const WEIGHTS: Record<string, string[]> = { "noto-sans-sc": ["400Regular", "700Bold"], "noto-serif-sc": ["400Regular"] };

for (const [name, weights] of Object.entries(WEIGHTS)) {
  const own = new URL(`../node_modules/@expo-google-fonts/${name}/package.json`, import.meta.url);
  const kept = new URL(`${own.href}.whole`);
  if (on && existsSync(own)) {
    copyFileSync(own, kept);
    writeFileSync(own, JSON.stringify({ ...(JSON.parse(readFileSync(own, "utf8")) as object), files: [...weights, "LICENSE", "LICENSE_FONT"] }));
  } else if (!on && existsSync(kept)) renameSync(kept, own);
}
