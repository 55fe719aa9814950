/** What the identity commands may touch: one reader, two writers. Invariant: data goes to `out`, talk to `err`. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";

export interface IdentityIo {
  read(path: string): Promise<{ name: string; bytes: Uint8Array }>;
  out: { write(text: string): unknown };
  err: { write(text: string): unknown };
}

/** The process's own files and streams. */
export function processIo(): IdentityIo {
  return { read: async (path) => ({ name: basename(path), bytes: await readFile(path) }), out: process.stdout, err: process.stderr };
}
