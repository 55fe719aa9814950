/**
 * Why a file cannot be read, as plain data that crosses a thread.
 * Invariant: parsers throw nothing else on purpose; the door turns a refusal into an `AppError` that names the file.
 */
import { AppError } from "../kernel/index.ts";
import type { Label } from "../kernel/index.ts";

/** Place in a file: byte offset, page, sheet, cell, line, part of an archive. */
export interface Place {
  byte?: number;
  page?: number;
  sheet?: string;
  cell?: string;
  line?: number;
  part?: string;
}

export interface RefusalData {
  code: string;
  zh: string;
  en: string;
  place: Place;
  facts: Record<string, unknown>;
  hint?: Label;
  status?: number;
}

/** Thrown by parsers. Messages speak of the flaw only; the door adds file name and place. */
export class FileRefusal extends Error {
  readonly data: RefusalData;
  constructor(code: string, words: { zh: string; en: string; hint?: Label; status?: number }, place: Place = {}, facts: Record<string, unknown> = {}) {
    super(words.en);
    this.name = "FileRefusal";
    this.data = { code, zh: words.zh, en: words.en, hint: words.hint, status: words.status, place, facts };
  }
}

const PLACE_WORDS: { key: keyof Place; zh: (v: string) => string; en: (v: string) => string }[] = [
  { key: "part", zh: (v) => `部件 ${v}`, en: (v) => `part ${v}` },
  { key: "page", zh: (v) => `第 ${v} 页`, en: (v) => `page ${v}` },
  { key: "sheet", zh: (v) => `工作表“${v}”`, en: (v) => `sheet "${v}"` },
  { key: "cell", zh: (v) => `单元格 ${v}`, en: (v) => `cell ${v}` },
  { key: "line", zh: (v) => `第 ${v} 行`, en: (v) => `line ${v}` },
  { key: "byte", zh: (v) => `第 ${v} 字节`, en: (v) => `byte ${v}` },
];

/** File names come from anywhere: control characters are blanked and a very long name is cut in the middle. */
export function shownName(name: string): string {
  // eslint-disable-next-line no-control-regex
  const clean = name.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, " ").trim() || "?";
  return clean.length <= 120 ? clean : `${clean.slice(0, 80)}…${clean.slice(-30)}`;
}

/** The refusal as the house's error: `file, place: what is wrong`, in both languages. */
export function asAppError(name: string, data: RefusalData): AppError {
  const places = PLACE_WORDS.filter((p) => data.place[p.key] !== undefined);
  const zhPlace = places.map((p) => p.zh(String(data.place[p.key]))).join("，");
  const enPlace = places.map((p) => p.en(String(data.place[p.key]))).join(", ");
  const file = shownName(name);
  return new AppError(
    data.code,
    { file, ...data.place, ...data.facts },
    {
      zh: `${file}${zhPlace ? `（${zhPlace}）` : ""}：${data.zh}`,
      en: `${file}${enPlace ? ` (${enPlace})` : ""}: ${data.en}`,
      status: data.status ?? 422,
      hint: data.hint,
    },
  );
}

/** The words shared by several parsers. */
export const refuse = {
  damaged(what: { zh: string; en: string }, place: Place = {}, facts: Record<string, unknown> = {}): FileRefusal {
    return new FileRefusal("files/damaged", {
      ...what,
      hint: { zh: "文件可能没有传完或已损坏：请重新下载，或用原来的程序打开后另存。", en: "The file may be cut short or broken: fetch it again, or open it in its own program and save it anew." },
    }, place, facts);
  },
  encrypted(kind: string): FileRefusal {
    return new FileRefusal("files/encrypted", {
      zh: `${kind} 有密码保护，无法读取`,
      en: `the ${kind} is protected by a password`,
      hint: { zh: "请用密码打开后另存为无密码的副本。", en: "Open it with its password and save a copy without one." },
    });
  },
  unsupported(kind: { zh: string; en: string }, hint?: Label): FileRefusal {
    return new FileRefusal("files/unsupported-format", {
      zh: `不支持的格式：${kind.zh}`,
      en: `unsupported format: ${kind.en}`,
      status: 415,
      hint: hint ?? { zh: "可读取 txt、md、html、docx、pdf、xlsx、csv、parquet。", en: "Readable are txt, md, html, docx, pdf, xlsx, csv and parquet." },
    }, {}, { kind: kind.en });
  },
  tooLarge(bound: string, limit: number, what: { zh: string; en: string }, place: Place = {}, hint?: Label): FileRefusal {
    return new FileRefusal("files/too-large", {
      ...what,
      status: 413,
      hint: hint ?? { zh: "请拆分文件，或在设置中放宽此上限。", en: "Split the file, or raise this bound in the settings." },
    }, place, { bound, limit });
  },
};
