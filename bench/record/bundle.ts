/** What a browser loads for each route: from Vite's manifest where the web is built; all scripts and styles otherwise. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

interface Chunk {
  file: string;
  isEntry?: boolean;
  isDynamicEntry?: boolean;
  imports?: string[];
  css?: string[];
}

export function bundleSizes(): Record<string, unknown> {
  const root = fileURLToPath(new URL("../../dist/web", import.meta.url));
  if (!existsSync(root)) return { note: "the web is not built: npm run build" };
  const sizeOf = (files: Iterable<string>): { kb: number; gzip_kb: number } => {
    let [plain, zipped] = [0, 0];
    for (const file of files) {
      const bytes = readFileSync(join(root, file));
      plain += bytes.length;
      zipped += gzipSync(bytes).length;
    }
    return { kb: Math.round(plain / 1e3), gzip_kb: Math.round(zipped / 1e3) };
  };
  const manifestFile = join(root, ".vite/manifest.json");
  if (!existsSync(manifestFile)) {
    const assets = (readdirSync(root, { recursive: true }) as string[]).filter((f) => /\.(js|css)$/.test(f)).toSorted();
    return { all: sizeOf(assets), ...Object.fromEntries(assets.map((f) => [f, sizeOf([f])])) };
  }
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as Record<string, Chunk>;
  const filesOf = (key: string, seen = new Set<string>()): Set<string> => {
    const chunk = manifest[key];
    if (!chunk || seen.has(chunk.file)) return seen;
    seen.add(chunk.file);
    for (const css of chunk.css ?? []) seen.add(css);
    for (const other of chunk.imports ?? []) filesOf(other, seen);
    return seen;
  };
  const entry = Object.keys(manifest).filter((k) => manifest[k]!.isEntry);
  const first = new Set(entry.flatMap((k) => [...filesOf(k)]));
  const routes = Object.keys(manifest).filter((k) => manifest[k]!.isDynamicEntry);
  return { first_load: sizeOf(first), ...Object.fromEntries(routes.map((k) => [k, sizeOf([...filesOf(k)].filter((f) => !first.has(f)))])) };
}
