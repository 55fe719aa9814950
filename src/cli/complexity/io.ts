/**
 * What the complexity commands may touch: files to read, standard output as a stream, standard error line by line.
 * Invariant: commands reach files and streams only through this, so that tests can hand in their own.
 */
import { open, stat } from "node:fs/promises";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { AppError } from "../../kernel/index.ts";
import type { TableFile } from "../../chain/complexity/index.ts";

export interface ComplexityIo {
  /** Opens a file for reading; an unreadable one is refused as AppError. */
  open(path: string): Promise<TableFile>;
  /** Writes text to standard output as it is; the promise settles when more can be taken. */
  write(text: string): Promise<void> | void;
  err(line: string): void;
}

/** The real thing, over the given streams. A reader that stops listening (`| head`) is no error: the rest is not written. */
export function processIo(out: NodeJS.WritableStream, err: NodeJS.WritableStream): ComplexityIo {
  let closed = false;
  let release: (() => void) | undefined;
  out.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    closed = true;
    release?.();
  });
  return {
    open: openTableFile,
    write: (text) => new Promise((done) => {
      if (closed || out.write(text)) { done(); return; }
      release = done;
      out.once("drain", done);
    }),
    err: (line) => { err.write(`${line}\n`); },
  };
}

async function openTableFile(path: string): Promise<TableFile> {
  let size: number;
  try {
    const found = await stat(path);
    if (!found.isFile()) throw Object.assign(new Error("not a file"), { code: "not a file" });
    size = found.size;
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new AppError("complexity/file-unreadable", { path, reason }, {
      zh: `无法读取 ${path}（${reason}）`, en: `Cannot read ${path} (${reason})`,
    });
  }
  return {
    name: basename(path), byteLength: size,
    stream: () => createReadStream(path, { highWaterMark: 1 << 18 }),
    slice: async (from, to) => {
      const handle = await open(path, "r");
      try {
        const bytes = new Uint8Array(new ArrayBuffer(to - from));
        await handle.read(bytes, 0, bytes.length, from);
        return bytes.buffer;
      } finally {
        await handle.close();
      }
    },
  };
}
