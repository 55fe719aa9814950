/**
 * Uploads that wait for the next step of a wizard: on disk where the server has a place for them, else in memory.
 * Invariant: never more files or bytes than the limits, the oldest go first; a name given by a visitor is no part of a path; what is asked for and gone is refused.
 */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError, isId } from "../kernel/index.ts";

export interface UploadLimits {
  files_max: number;
  bytes_max: number;
}

interface Waiting<T> {
  about: T;
  bytes: number;
  /** Of a server without a place on disk. */
  held?: Uint8Array;
}

export class WaitingUploads<T> {
  readonly #folder: string | undefined;
  readonly #limits: UploadLimits;
  readonly #waiting = new Map<string, Waiting<T>>();

  /** @param folder made when the first upload comes; whoever gives it takes it away. */
  constructor(folder: string | undefined, limits: UploadLimits) {
    this.#folder = folder;
    this.#limits = limits;
  }

  #path(token: string): string {
    if (!isId(token)) throw new Error(`“${token}” is no token`);
    return join(this.#folder!, token);
  }

  /** Keeps it until it is forgotten or others need its place; one that alone is over the limit stays until the next comes. */
  async keep(token: string, bytes: Uint8Array, about: T): Promise<void> {
    if (this.#folder === undefined) this.#waiting.set(token, { about, bytes: bytes.length, held: bytes });
    else {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      try {
        await writeFile(this.#path(token), bytes, { mode: 0o600, flag: "wx" });
      } catch (error) {
        await rm(this.#path(token), { force: true }); // a full disk leaves a part of it, which nobody would count
        throw error;
      }
      this.#waiting.set(token, { about, bytes: bytes.length });
    }
    let size = [...this.#waiting.values()].reduce((sum, one) => sum + one.bytes, 0);
    for (const [old, { bytes: freed }] of [...this.#waiting]) {
      if (old === token || (this.#waiting.size <= this.#limits.files_max && size <= this.#limits.bytes_max)) break;
      size -= freed;
      await this.forget(old);
    }
  }

  /** @returns undefined where it is not kept, or no more. */
  async find(token: string): Promise<(T & { bytes: Uint8Array }) | undefined> {
    const found = this.#waiting.get(token);
    const bytes = found && (found.held ?? (await readFile(this.#path(token)).catch(ifGone)));
    return found && bytes && { ...found.about, bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length) };
  }

  /** @throws AppError `server/no-upload`. */
  async of(token: string): Promise<T & { bytes: Uint8Array }> {
    const found = await this.find(token);
    if (!found) throw new AppError("server/no-upload", {}, { status: 404, zh: "上传的文件已不在", en: "the uploaded file is gone", hint: { zh: "请再次上传", en: "upload it again" } });
    return found;
  }

  async forget(token: string): Promise<void> {
    const found = this.#waiting.get(token);
    this.#waiting.delete(token);
    if (found && !found.held) await rm(this.#path(token), { force: true });
  }
}

/** What was cleared away from the machine's temporary files is gone; that a file cannot be read is another matter. */
function ifGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
