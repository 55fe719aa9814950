/**
 * Where packs and code lists lie on disk, and how they are read. The only file of this folder that touches files.
 * Invariant: reading has no side effect and no cache; whoever wants to keep a pack keeps it.
 */
import { readFileSync, readdirSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { AppError } from "../../kernel/index.ts";
import { compilePack } from "./compile.ts";
import type { Compiled } from "./compile.ts";
import type { CodeLists, PackFile } from "./model.ts";

const DATA = new URL("../../../data/chain/", import.meta.url);
const CODE_FILES = { gbt: "gbt-4754-2017-used.csv", hs: "hs-2022.csv", naics: "naics-2017.csv" };

/** The folder of a pack that is shipped. */
export function packFolder(id: string): URL {
  return new URL(`${id}/`, DATA);
}

/** The YAML files of a folder. @throws AppError `chain/pack-unreadable` when there is no such folder or no file in it. */
export function readPackFolder(folder: URL | string): PackFile[] {
  const base = typeof folder === "string" ? folder : folder.pathname;
  let names: string[] = [];
  try { names = readdirSync(folder).filter((name) => name.endsWith(".yaml")).sort(); } catch { /* told below */ }
  if (names.length === 0) {
    throw new AppError("chain/pack-unreadable", { folder: base }, { zh: `此处没有产业链包：${base}`, en: `No chain pack here: ${base}`, status: 404 });
  }
  const path = (name: string): URL | string => (typeof folder === "string" ? `${folder}/${name}` : new URL(name, folder));
  return names.map((name) => ({ name, text: readFileSync(path(name), "utf8") }));
}

/** The code lists that are shipped: HS 2022 and NAICS 2017 whole, GB/T 4754-2017 as far as the packs use it. */
export function shippedCodeLists(): CodeLists {
  const list = (file: string): ReadonlyMap<string, string> => {
    const rows = parse(readFileSync(new URL(`codes/${file}`, DATA), "utf8"), { columns: true }) as { code: string; name: string }[];
    return new Map(rows.map((row) => [row.code, row.name]));
  };
  return { gbt: list(CODE_FILES.gbt), hs: list(CODE_FILES.hs), naics: list(CODE_FILES.naics) };
}

/** Reads and compiles a shipped pack by id. */
export function loadPack(id = "optoelectronics"): Compiled {
  return compilePack(readPackFolder(packFolder(id)), shippedCodeLists());
}
