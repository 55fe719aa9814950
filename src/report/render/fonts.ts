/**
 * The fonts of papers: Noto Serif SC for text, Noto Sans SC for headings, tables and charts; three files of what the packages hold.
 * Invariant: a paper is set in these fonts or not at all; a missing file is named.
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { AppError } from "../../kernel/index.ts";

const FILES = [
  ["@expo-google-fonts/noto-serif-sc", "400Regular", "NotoSerifSC_400Regular.ttf"],
  ["@expo-google-fonts/noto-sans-sc", "400Regular", "NotoSansSC_400Regular.ttf"],
  ["@expo-google-fonts/noto-sans-sc", "700Bold", "NotoSansSC_700Bold.ttf"],
] as const;

export const SERIF = "Noto Serif SC";
export const SANS = "Noto Sans SC";

export interface FontFile {
  family: string;
  path: string;
  folder: string;
}

/** @throws AppError `report/missing-font` naming the file that is not there. */
export function fontFiles(resolve: (name: string) => string = createRequire(import.meta.url).resolve): FontFile[] {
  return FILES.map(([name, weight, file]) => {
    let folder = "";
    try {
      folder = join(dirname(resolve(`${name}/package.json`)), weight);
    } catch {
      // refused below, by name
    }
    const path = join(folder, file);
    if (folder === "" || !existsSync(path)) {
      throw new AppError("report/missing-font", { file }, {
        status: 500, zh: `缺少字体文件 ${file}，报告未生成`, en: `the font file ${file} is missing; the paper was not built`,
        hint: { zh: `请重新安装依赖（软件包 ${name}）`, en: `install the dependencies again (package ${name})` },
      });
    }
    return { family: name.includes("serif") ? SERIF : SANS, path, folder };
  });
}
