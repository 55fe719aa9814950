/** What the identity commands may touch: one reader, two writers. Invariant: data goes to `out`, talk to `err`. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";

export interface IdentityIo {
  read(path: string): Promise<{ name: string; bytes: Uint8Array }>;
  out: { write(text: string): unknown };
  err: { write(text: string): unknown };
  /** Aborted when the user stops the command. */
  signal?: AbortSignal;
}

/** Lines on `err` while a command works: at most one a second, so that short lists stay quiet. */
export function progressOn(io: IdentityIo): (line: string) => void {
  let last = performance.now();
  return (line) => {
    const now = performance.now();
    if (now - last < 1_000) return;
    last = now;
    io.err.write(`${line}\n`);
  };
}

/** The process's own files and streams. */
export function processIo(): IdentityIo {
  return { read: async (path) => ({ name: basename(path), bytes: await readFile(path) }), out: process.stdout, err: process.stderr };
}

/** The work's result, or undefined when the user stopped it. */
export async function stoppable<T>(io: IdentityIo, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!io.signal?.aborted) throw error;
    io.err.write("stopped\n");
    return undefined;
  }
}
