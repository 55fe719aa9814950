/**
 * Files that are kept beside the record because they are dear to make: projections only.
 * Invariant: a file is whole or not there: what was cut off, or written by another hand, reads as absent; nothing rests on one.
 */
import { crc32 } from "node:zlib";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface Beside {
  /** @returns the bytes as they were written; undefined where there are none, or not whole. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** Puts them in place of what was there. A folder that cannot be written to is no harm: then nothing is kept. */
  write(name: string, bytes: Uint8Array): Promise<void>;
}

const SUM_BYTES = 4;

/** @param folder made when something is first written. */
export function besideIn(folder: string): Beside {
  const sumOf = (bytes: Uint8Array): Buffer => { const sum = Buffer.alloc(SUM_BYTES); sum.writeUInt32BE(crc32(bytes)); return sum; };
  return {
    async read(name) {
      const bytes = await readFile(join(folder, name)).catch(() => undefined);
      if (bytes === undefined || bytes.length < SUM_BYTES) return undefined;
      const body = bytes.subarray(SUM_BYTES);
      return sumOf(body).equals(bytes.subarray(0, SUM_BYTES)) ? body : undefined;
    },
    async write(name, bytes) {
      const aside = join(folder, `${name}.new`);
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(aside, [sumOf(bytes), bytes]);
        await rename(aside, join(folder, name));
      } catch {
        await rm(aside, { force: true }).catch(() => undefined);
      }
    },
  };
}
