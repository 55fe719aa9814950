/**
 * The disk after a power cut: a copy of a folder to which a write comes only when its file is synced.
 * Invariant: bytes and lengths that no fsync has covered are not in the copy. Names (create, rename, remove) are kept as a journalling
 * file system keeps them: in order, a new file from its first sync on.
 */
import { createRequire, syncBuiltinESMExports } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";

type Fs = typeof import("node:fs");
type Pending = { at: number; bytes: Buffer } | { length: number };

/** Watches this process's own calls from now on. @param copy must already hold the folder as last synced. */
export function keepShadow(folder: string, copy: string): void {
  const fs = createRequire(import.meta.url)("node:fs") as Fs;
  const real = { ...fs };
  const root = resolve(folder);
  const names = new Map<number, string>();
  const cursors = new Map<number, number>();
  const pending = new Map<string, Pending[]>();
  const inside = (path: unknown): string | undefined => {
    const full = resolve(String(path));
    return full === root || full.startsWith(root + sep) ? full : undefined;
  };
  const mirrored = (path: string): string => join(copy, relative(root, path));
  const wait = (path: string, step: Pending): void => void pending.set(path, [...(pending.get(path) ?? []), step]);

  const settle = (path: string): void => {
    if (!real.existsSync(path) || real.statSync(path).isDirectory()) return;
    const target = mirrored(path);
    real.mkdirSync(dirname(target), { recursive: true });
    const fd = real.openSync(target, real.existsSync(target) ? "r+" : "w+");
    for (const step of pending.get(path) ?? []) {
      if ("length" in step) real.ftruncateSync(fd, step.length);
      else real.writeSync(fd, step.bytes, 0, step.bytes.length, step.at);
    }
    real.closeSync(fd);
    pending.delete(path);
  };

  fs.openSync = ((path: string, flags?: string | number, mode?: number) => {
    const existed = real.existsSync(path);
    const fd = real.openSync(path, flags ?? "r", mode);
    const full = inside(path);
    if (full) {
      names.set(fd, full);
      const truncates = typeof flags === "number" ? (flags & real.constants.O_TRUNC) !== 0 : (flags ?? "r").startsWith("w");
      if (truncates && existed) wait(full, { length: 0 });
    }
    return fd;
  }) as Fs["openSync"];
  fs.closeSync = (fd: number) => {
    names.delete(fd);
    cursors.delete(fd);
    real.closeSync(fd);
  };
  fs.writeSync = ((fd: number, data: NodeJS.ArrayBufferView | string, offset?: number, length?: number, position?: number | null) => {
    const written = real.writeSync(fd, data as Uint8Array, offset, length, position);
    const path = names.get(fd);
    if (path) {
      const view = data as Uint8Array;
      const at = typeof position === "number" ? position : (cursors.get(fd) ?? 0);
      if (typeof position !== "number") cursors.set(fd, at + written);
      wait(path, { at, bytes: Buffer.from(Buffer.from(view.buffer, view.byteOffset + (offset ?? 0), written)) });
    }
    return written;
  }) as Fs["writeSync"];
  fs.ftruncateSync = (fd: number, length?: number | null) => {
    real.ftruncateSync(fd, length ?? 0);
    const path = names.get(fd);
    if (path) wait(path, { length: length ?? 0 });
  };
  fs.truncateSync = ((path: string, length?: number | null) => {
    real.truncateSync(path, length ?? 0);
    const full = inside(path);
    if (full) wait(full, { length: length ?? 0 });
  }) as Fs["truncateSync"];
  fs.fsyncSync = (fd: number) => {
    real.fsyncSync(fd);
    const path = names.get(fd);
    if (path) settle(path);
  };
  fs.mkdirSync = ((path: string, options?: object) => {
    const full = inside(path);
    if (full) real.mkdirSync(mirrored(full), { recursive: true });
    return real.mkdirSync(path, options);
  }) as Fs["mkdirSync"];
  fs.rmdirSync = ((path: string) => {
    real.rmdirSync(path);
    const full = inside(path);
    if (full) real.rmSync(mirrored(full), { recursive: true, force: true });
  }) as Fs["rmdirSync"];
  fs.unlinkSync = ((path: string) => {
    real.unlinkSync(path);
    const full = inside(path);
    if (!full) return;
    pending.delete(full);
    real.rmSync(mirrored(full), { force: true });
  }) as Fs["unlinkSync"];
  fs.renameSync = ((from: string, to: string) => {
    real.renameSync(from, to);
    const [a, b] = [inside(from), inside(to)];
    if (!a || !b) return;
    const waiting = pending.get(a);
    pending.delete(a);
    pending.delete(b);
    if (real.existsSync(mirrored(a))) real.renameSync(mirrored(a), mirrored(b));
    if (waiting) pending.set(b, waiting);
  }) as Fs["renameSync"];
  syncBuiltinESMExports();
}
