/**
 * `lightvalley complexity backtest FILE --period COL`: how well entry and exit of specialisations could have been told.
 * Invariant: each AUC stands beside its sample, its interval and what a score without information gets.
 */
import { type Lang } from "../../kernel/index.ts";
import { backtest, fastEngine, plainEngine, readPanel, type BacktestTask, type Panel } from "../../chain/complexity/index.ts";
import { sayReading, sayRefusal } from "./analyse-command.ts";
import type { BacktestOptions } from "./arguments.ts";
import type { ComplexityIo } from "./io.ts";
import { JsonStream } from "./json-stream.ts";
import { figure } from "./tables.ts";

/** Runs the command. @returns the exit code: 0 = scored (a task without enough cases says so), 1 = data refused, 2 = wrong use. */
export async function runBacktest(options: BacktestOptions, io: ComplexityIo): Promise<number> {
  const lang = options.lang ?? "en";
  try {
    const { panel, reading } = await readPanel(await io.open(options.file), { ...options, period: options.period ?? "year" });
    sayReading(reading, 0, io, lang);
    const tasks = backtest(panel, { threshold: options.threshold, draws: options.draws, engine: options.plain ? plainEngine : fastEngine })
      .filter((task) => options.absent === undefined || task.scope === (options.absent === "zero" ? "all" : "stated"));
    if (options.json) await writeJson(panel, tasks, options, io);
    else for (const line of taskLines(panel, tasks, lang)) await io.write(`${line}\n`);
    return 0;
  } catch (error) {
    return sayRefusal(error, io, lang);
  }
}

async function writeJson(panel: Panel, tasks: BacktestTask[], options: BacktestOptions, io: ComplexityIo): Promise<void> {
  const json = new JsonStream(io);
  await json.member("sample", { regions: panel.regions.length, activities: panel.activities.length, periods: panel.periods });
  await json.member("summary", summary(tasks));
  await json.member("tasks", tasks.map(({ cells, scores, ...task }) => ({
    ...task, scores: scores.map(({ range, ...s }) => ({ ...s, ...(range ?? {}), n: task.n })),
  })));
  if (options.predictions) {
    await json.rows("predictions", predictionRows(panel, tasks));
  }
  await json.end();
}

/** The sustained task of each kind (stated cells where there are such) with its AUCs by name, for a reader in a hurry. */
function summary(tasks: BacktestTask[]): Record<string, unknown> {
  const of = (kind: "entry" | "exit"): unknown => {
    const task = tasks.findLast((t) => t.kind === kind && t.protocol === "sustained");
    if (!task) return null;
    const aucs = Object.fromEntries(task.scores.map((s) => [s.score, s.auc]));
    return { scope: task.scope, n: task.n, happened: task.happened, no_information: task.noInformation.auc, ...aucs, ...(task.refusal ? { refusal: task.refusal } : {}) };
  };
  return { entry: of("entry"), exit: of("exit") };
}

function* predictionRows(panel: Panel, tasks: BacktestTask[]): Generator<string> {
  for (const task of tasks) {
    for (const c of task.cells) {
      yield JSON.stringify({
        kind: task.kind, protocol: task.protocol, scope: task.scope, region: panel.regions[c.region], activity: panel.activities[c.activity],
        happened: c.happened, ...c.score,
      });
    }
  }
}

function* taskLines(panel: Panel, tasks: BacktestTask[], lang: Lang): Generator<string> {
  const zh = lang === "zh";
  yield zh
    ? `${panel.regions.length} 个地区 × ${panel.activities.length} 项活动，${panel.periods.length} 个时期（${panel.periods[0]}–${panel.periods.at(-1)}）`
    : `${panel.regions.length} regions × ${panel.activities.length} activities, ${panel.periods.length} periods (${panel.periods[0]}–${panel.periods.at(-1)})`;
  for (const t of tasks) {
    yield "";
    yield `${TITLES[t.kind][lang]}, ${TITLES[t.protocol][lang]}, ${TITLES[t.scope][lang]}: ${t.from.join("+")} → ${t.to.join("+")}  `
      + (zh ? `n = ${t.n}，发生 ${t.happened}，${t.regions} 个地区` : `n = ${t.n}, happened ${t.happened}, ${t.regions} regions`);
    if (t.refusal) { yield `  ! ${t.refusal[lang]}`; continue; }
    const none = t.noInformation;
    yield `  ${(zh ? "无信息基线" : "no information").padEnd(16)} AUC ${figure(0.5)}  [${figure(none.lo)}, ${figure(none.hi)}]`;
    for (const s of t.scores) {
      const range = s.range ? `  [${figure(s.range.lo)}, ${figure(s.range.hi)}]` : "";
      yield `  ${s.score.padEnd(16)} AUC ${figure(s.auc)}${range}  P@n ${figure(s.precisionAtN)}  F1 ${figure(s.bestF1)}`;
    }
  }
}

const TITLES = {
  entry: { zh: "进入", en: "entry" }, exit: { zh: "退出", en: "exit" },
  sustained: { zh: "持续（前半与后半时期）", en: "sustained (earlier against later half)" }, forward: { zh: "向前一期", en: "one period forward" },
  all: { zh: "全部单元（未列出视为零）", en: "all cells (not stated = zero)" }, stated: { zh: "各期均有数值的单元", en: "cells stated in every period" },
} as const;
