/**
 * `lightvalley forecast slips --train FILE --test FILE [--json]`: learns slips from one phase table and scores itself on another.
 * Invariant: figures on standard output, everything said about the data on standard error; exit code 0 = scored, 1 = data refused, 2 = wrong use.
 */
import { AppError, type Lang, problemLine } from "../../kernel/index.ts";
import { type SlipRecord, readSlipTable, scoreSlips } from "../../parks/forecast/index.ts";

export interface ForecastSlipsOptions {
  train?: string;
  test?: string;
  json?: boolean;
  lang?: Lang;
}

/** What the command may touch. */
export interface ForecastIo {
  readFile(path: string): Promise<Uint8Array>;
  out(line: string): void;
  err(line: string): void;
}

/** Runs the command. @returns the exit code. */
export async function runForecastSlips(options: ForecastSlipsOptions, io: ForecastIo): Promise<number> {
  const lang = options.lang ?? "en";
  if (!options.train || !options.test) {
    io.err(lang === "zh" ? "用法：lightvalley forecast slips --train 文件 --test 文件 [--json]" : "Usage: lightvalley forecast slips --train FILE --test FILE [--json]");
    return 2;
  }
  try {
    const train = await readTable(options.train, io, lang);
    const test = await readTable(options.test, io, lang);
    const score = scoreSlips(train, test);
    if (options.json) {
      io.out(JSON.stringify(score));
      return 0;
    }
    const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
    io.out(lang === "zh"
      ? `评分 ${score.n} 个阶段：P50 覆盖 ${percent(score.p50_coverage)}，P80 覆盖 ${percent(score.p80_coverage)}；平均误差 ${score.mae_days.toFixed(1)} 天（按公布日期 ${score.mae_announced_days.toFixed(1)} 天）；训练用 ${score.trained_on} 个阶段`
      : `${score.n} phases scored: P50 covers ${percent(score.p50_coverage)}, P80 covers ${percent(score.p80_coverage)}; mean error ${score.mae_days.toFixed(1)} days (as announced: ${score.mae_announced_days.toFixed(1)}); learned from ${score.trained_on} phases`);
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const hint = error.hint?.[lang];
    io.err(`${error.code}: ${error.label[lang]}${hint ? ` ${hint}` : ""}`);
    for (const problem of error.problems) io.err(problemLine(problem, lang));
    return 1;
  }
}

async function readTable(path: string, io: ForecastIo, lang: Lang): Promise<SlipRecord[]> {
  let bytes: Uint8Array;
  try {
    bytes = await io.readFile(path);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new AppError("forecast/file-unreadable", { path, reason }, { en: `Cannot read ${path} (${reason}).`, zh: `无法读取 ${path}（${reason}）。` });
  }
  const table = readSlipTable(bytes, path);
  if (table.problems.length > 0) {
    throw new AppError("forecast/table-unfit", { path }, { en: `${path} is not a phase table.`, zh: `${path} 不是阶段表。`, problems: table.problems });
  }
  const ended = table.records.filter((record) => record.actual_day !== undefined).length;
  io.err(lang === "zh"
    ? `${path}：${table.rows} 行，${table.records.length} 行有计划结束日期，其中 ${ended} 行已结束`
    : `${path}: ${table.rows} rows, ${table.records.length} with a planned end date, ${ended} of them ended`);
  return table.records;
}
