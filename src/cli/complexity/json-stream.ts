/**
 * Writes one JSON object member by member, so that a list of millions of rows never becomes one string.
 * Invariant: what was written parses as one object once `end` has been called; numbers are finite or null.
 */
import type { ComplexityIo } from "./io.ts";

const CHUNK_CHARS = 1 << 16;

export class JsonStream {
  readonly #io: ComplexityIo;
  #pending = "{";
  #first = true;

  constructor(io: ComplexityIo) {
    this.#io = io;
  }

  /** A member whose value is small enough to be a string. */
  async member(name: string, value: unknown): Promise<void> {
    this.#key(name);
    this.#pending += JSON.stringify(value);
    await this.#flush(CHUNK_CHARS);
  }

  /** A member that is an array of rows, each given as JSON text. */
  async rows(name: string, rows: Iterable<string>): Promise<void> {
    this.#key(name);
    this.#pending += "[";
    let first = true;
    for (const row of rows) {
      this.#pending += first ? row : `,${row}`;
      first = false;
      if (this.#pending.length >= CHUNK_CHARS) await this.#flush(0);
    }
    this.#pending += "]";
  }

  async end(): Promise<void> {
    this.#pending += "}\n";
    await this.#flush(0);
  }

  #key(name: string): void {
    this.#pending += `${this.#first ? "" : ",\n"}${JSON.stringify(name)}:`;
    this.#first = false;
  }

  async #flush(from: number): Promise<void> {
    if (this.#pending.length < from) return;
    const text = this.#pending;
    this.#pending = "";
    await this.#io.write(text);
  }
}

/** A number as JSON: null unless finite. */
export function num(value: number | null | undefined): string {
  return typeof value === "number" && Number.isFinite(value) ? String(value) : "null";
}

/** A number held in single precision, without the digits that single precision does not have. */
export function num32(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(7))) : "null";
}
