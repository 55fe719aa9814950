/**
 * Errors are product. A refused request is an `AppError` (code, typed payload, words in both languages, remedy);
 * a flaw in data is a `Problem`, a value that is listed with all the others; a bug is a failed assertion.
 */
import type { Label, Lang } from "./text.ts";

/** One flaw in given data, with its place and how to mend it. */
export interface Problem {
  code: string;
  message: Label;
  file?: string;
  line?: number;
  column?: string;
  cell?: string;
  path?: string;
  hint?: Label;
}

export interface AppErrorWords {
  zh: string;
  en: string;
  /** HTTP status of the refusal; 400 unless told. */
  status?: number;
  hint?: Label;
  problems?: Problem[];
}

/** A refused request. `code` is stable (`room/what`), the words are for people, the payload is for programs. */
export class AppError extends Error {
  readonly code: string;
  readonly payload: Record<string, unknown>;
  readonly status: number;
  readonly label: { zh: string; en: string };
  readonly hint: Label | undefined;
  readonly problems: Problem[];

  constructor(code: string, payload: Record<string, unknown>, words: AppErrorWords) {
    super(words.en);
    this.name = "AppError";
    this.code = code;
    this.payload = payload;
    this.status = words.status ?? 400;
    this.label = { zh: words.zh, en: words.en };
    this.hint = words.hint;
    this.problems = words.problems ?? [];
  }
}

/** `file:line:column: message (hint)`: a problem on one line of talk, in the reader's language. */
export function problemLine(problem: Problem, lang: Lang): string {
  const place = [problem.file, problem.line, problem.cell ?? problem.column].filter((p) => p !== undefined && p !== "").join(":");
  const words = problem.message[lang] ?? problem.message.en ?? problem.message.zh ?? problem.code;
  const hint = problem.hint?.[lang] ?? problem.hint?.en;
  return `${place ? `${place}: ` : ""}${words}${hint ? (lang === "zh" ? `（${hint}）` : ` (${hint})`) : ""}`;
}
