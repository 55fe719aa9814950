/**
 * Around `npm pack`: the package carries its dependencies, so that `npx` runs it without a registry.
 *
 *     node scripts/bundle.ts on|off
 *
 * `on` names every runtime dependency as bundled, `off` takes that back. It is not kept in package.json, because npm then leaves
 * the other platforms' optional packages out of the lock file and `npm ci` refuses it.
 */
import { readFileSync, writeFileSync } from "node:fs";

const path = new URL("../package.json", import.meta.url);
const manifest = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
if (process.argv[2] === "on") manifest["bundleDependencies"] = Object.keys(manifest["dependencies"] as object);
else delete manifest["bundleDependencies"];
writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
