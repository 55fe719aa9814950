/**
 * What the chain commands may touch: files to read and write, standard output as a stream, standard error line by line.
 * Invariant: commands reach the outside only through this, so that tests can hand in their own.
 */
import { createReadStream } from "node:fs";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { AppError } from "../../kernel/index.ts";

export interface ChainIo {
  readText(path: string): Promise<string>;
  /** The bytes of a file, as a stream; an unreadable file is refused as AppError. */
  readBytes(path: string): Promise<AsyncIterable<Uint8Array>>;
  writeFile(folder: string, name: string, text: string): Promise<void>;
  write(text: string): Promise<void> | void;
  err(line: string): void;
}

/** The real thing, over the given streams. */
export function processChainIo(out: NodeJS.WritableStream, err: NodeJS.WritableStream): ChainIo {
  return {
    readText: async (path) => { await mustBeFile(path); return readFile(path, "utf8"); },
    readBytes: async (path) => { await mustBeFile(path); return createReadStream(path, { highWaterMark: 1 << 20 }); },
    writeFile: async (folder, name, text) => { await mkdir(folder, { recursive: true }); await writeFile(`${folder}/${name}`, text); },
    write: (text) => new Promise((done) => { if (out.write(text)) done(); else out.once("drain", done); }),
    err: (line) => { err.write(`${line}\n`); },
  };
}

async function mustBeFile(path: string): Promise<void> {
  let reason = "not a file";
  try {
    if ((await stat(path)).isFile()) return;
  } catch (error) {
    reason = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
  }
  throw new AppError("chain/file-unreadable", { path, reason }, { zh: `无法读取 ${path}（${reason}）`, en: `Cannot read ${path} (${reason})` });
}
