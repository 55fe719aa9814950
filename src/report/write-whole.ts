/**
 * A file written whole or not at all: beside its place first, synced, then renamed.
 * Invariant: after a failure the place holds what it held before, and nothing half-written is left beside it.
 */
import { open, rename, rm } from "node:fs/promises";
import { AppError } from "../kernel/index.ts";

/** What the writing needs of the file system, so that a full disk can be tried. */
export interface Disk {
  open: typeof open;
  rename: typeof rename;
  rm: typeof rm;
}

/** @throws AppError `report/disk-full`, `report/cannot-write`. */
export async function writeWhole(path: string, bytes: Uint8Array | string, disk: Disk = { open, rename, rm }): Promise<void> {
  const aside = `${path}.part`;
  let made = false;
  try {
    const handle = await disk.open(aside, "w");
    made = true;
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await disk.rename(aside, path);
  } catch (error) {
    if (made) await disk.rm(aside, { force: true }).catch(() => {});
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (code === "ENOSPC" || code === "EDQUOT") {
      throw new AppError("report/disk-full", { path }, { status: 507, zh: `磁盘已满，${path} 未写出，没有留下半个文件`, en: `the disk is full; ${path} was not written and no part of it is left`, hint: { zh: "请腾出空间后重试", en: "make room and try again" } });
    }
    throw new AppError("report/cannot-write", { path, cause: code }, { status: 500, zh: `无法写入 ${path}（${code || (error as Error).message}）`, en: `cannot write ${path} (${code || (error as Error).message})` });
  }
}
