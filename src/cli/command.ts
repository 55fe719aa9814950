/**
 * What a command is and what it may touch. Invariant: data goes to standard output, talk to standard error; a command
 * returns its exit code and never ends the process itself.
 */
import { parseArgs, type ParseArgsConfig } from "node:util";
import { AppError, type Clock, type Label, type Lang } from "../kernel/index.ts";

export interface Io {
  out: NodeJS.WritableStream;
  err: NodeJS.WritableStream;
  env: Readonly<Record<string, string | undefined>>;
  clock: Clock;
  lang: Lang;
  /** Whether talk goes to a terminal, so that a bar may be drawn over. */
  terminal: boolean;
  /** Raised by the first Ctrl-C: finish what is in hand, then stop. */
  signal: AbortSignal;
  version: string;
}

export interface Command {
  name: string;
  usage: string;
  summary: { zh: string; en: string };
  options: { flag: string; zh: string; en: string }[];
  run(words: string[], io: Io): Promise<number>;
}

/** Exit codes: 0 done, 1 some of it refused, 2 wrong use, 3 the record cannot be opened, 130 stopped by hand. */
export const EXIT = { done: 0, refused: 1, usage: 2, unavailable: 3, stopped: 130 } as const;

/** Flags that every command on the record takes. */
export const DATA_FLAGS = [
  { flag: "--data DIR", zh: "数据文件夹（否则用 LIGHTVALLEY_DATA，再否则 ./lightvalley-data；设了 DATABASE_URL 则用 PostgreSQL）", en: "data folder (else LIGHTVALLEY_DATA, else ./lightvalley-data; with DATABASE_URL the PostgreSQL server)" },
  { flag: "--empty", zh: "新文件夹不装参考记录", en: "leave a new folder empty, without the reference record" },
];
export const DATA_OPTIONS = { data: { type: "string" }, empty: { type: "boolean" } } as const;

export type Options = NonNullable<ParseArgsConfig["options"]>;

/** Reads a command's words. @throws AppError `cli/usage` for a word that it does not know. */
export function readWords<T extends Options>(words: string[], options: T) {
  try {
    return parseArgs({ args: words, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw usage({ zh: `参数有误：${(error as Error).message}`, en: (error as Error).message });
  }
}

export function usage(words: { zh: string; en: string }): AppError {
  return new AppError("cli/usage", {}, { ...words, hint: { zh: "见 lightvalley --help", en: "see lightvalley --help" } });
}

/** A whole number option within bounds. @throws AppError `cli/usage`. */
export function wholeNumber(text: string | undefined, flag: string, min: number, max: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw usage({ zh: `${flag} 要一个 ${min} 到 ${max} 的整数，不是“${text}”`, en: `${flag} takes a whole number from ${min} to ${max}, not “${text}”` });
  }
  return value;
}

/** Writes a line of data and waits where the reader is slow. */
export async function writeLine(out: NodeJS.WritableStream, line: string): Promise<void> {
  if (!out.write(`${line}\n`)) await new Promise<void>((resolve) => out.once("drain", () => resolve()));
}

export function say(io: Io, words: Label): void {
  io.err.write(`${(io.lang === "zh" ? words.zh : words.en) ?? words.en ?? ""}\n`);
}
