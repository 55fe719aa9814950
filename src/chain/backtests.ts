/**
 * Backtests: how well density and the models told what then happened. One measured on a published panel ships as figures; a user's panel is run.
 * Invariant: no figure stands without its sample and the no-information baseline.
 */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Label } from "../kernel/index.ts";
import { backtest, readPanel, type BacktestTask } from "./complexity/index.ts";

export interface BacktestShown {
  label: Label;
  note: Label;
  source: string;
  command?: string;
  tasks: {
    kind: "entry" | "exit"; protocol: string; scope: string; from: string; to: string; n: number; happened: number; regions?: number; no_information: { auc: number; lo: number; hi: number };
    scores: { score: string; auc: number; lo?: number; hi?: number; precision_at_n?: number }[]; published?: number; refusal?: Label;
  }[];
}

type Kept = { zh: string; en: string; note_zh: string; note_en: string; source: string; command: string; tasks: BacktestShown["tasks"] };

/** The backtests that ship as figures. */
export function shippedBacktests(): BacktestShown[] {
  const kept = parse(readFileSync(new URL("../../data/chain/backtest.yaml", import.meta.url), "utf8")) as Kept[];
  return kept.map((k) => ({ label: { zh: k.zh, en: k.en }, note: { zh: k.note_zh, en: k.note_en }, source: k.source, command: k.command, tasks: k.tasks }));
}

/** Runs the backtest on a user's panel (region, activity, value and a period). @throws AppError of the reader, naming lines. */
export async function runBacktest(name: string, bytes: Uint8Array, period: string): Promise<BacktestShown> {
  const { panel } = await readPanel({ name: name.replace(/\.gz$/, ""), byteLength: bytes.byteLength, stream: async function* () { yield bytes; }, slice: async (from, to) => bytes.slice(from, to).buffer as ArrayBuffer }, { period });
  const note = {
    zh: `${panel.regions.length} 个地区、${panel.activities.length} 个活动、${panel.periods.length} 期`,
    en: `${panel.regions.length} regions, ${panel.activities.length} activities, ${panel.periods.length} periods`,
  };
  return { label: { zh: name, en: name }, note, source: name, tasks: backtest(panel).map(taskView) };
}

function taskView(t: BacktestTask): BacktestShown["tasks"][number] {
  return {
    kind: t.kind, protocol: t.protocol, scope: t.scope, from: t.from.join(", "), to: t.to.join(", "), n: t.n, happened: t.happened, regions: t.regions, no_information: t.noInformation,
    scores: t.scores.map((s) => ({ score: s.score, auc: s.auc, ...(s.range ?? {}), precision_at_n: s.precisionAtN })), ...(t.refusal ? { refusal: t.refusal } : {}),
  };
}
