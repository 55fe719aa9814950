/**
 * Scores slip forecasts on held-back projects: do P50 and P80 dates cover half and four fifths of the outcomes, and is the P50 date nearer
 * to what happened than the announced date was?
 * Invariant: a row is forecast from what was known at its start; its actual end is read only to score it.
 */
import { AppError } from "../../kernel/index.ts";
import { CASES_MIN, type SlipModelOptions, forecastSlip, lastDaySeen, trainSlipModel } from "./slip-model.ts";
import type { SlipRecord } from "./slip-table.ts";

export interface SlipScore {
  /** Scored rows: with a planned and an actual end. */
  n: number;
  /** Share of outcomes on or before the P50 (P80) date. */
  p50_coverage: number;
  p80_coverage: number;
  /** Mean distance in days between the P50 date, or the announced date, and the actual end. */
  mae_days: number;
  mae_announced_days: number;
  /** Ended rows the model learned from. */
  trained_on: number;
}

/**
 * Trains on one table and scores on another. Rows that had not ended when the table was made cannot be scored, so every scored outcome is known to lie
 * before that day, and the forecast may know it too; the day is the last one seen in training, or the last start in the test table.
 * @throws AppError `forecast/too-few-cases` below the stated sample size, `forecast/nothing-to-score`.
 */
export function scoreSlips(train: SlipRecord[], test: SlipRecord[], options: Partial<SlipModelOptions> = {}): SlipScore {
  const model = trainSlipModel(train, options);
  const ended = train.filter((record) => record.actual_day !== undefined).length;
  if (!model) {
    throw new AppError("forecast/too-few-cases", { cases: ended, cases_min: CASES_MIN }, {
      en: `The training table has ${ended} ended phases; a forecast needs at least ${CASES_MIN}.`,
      zh: `训练表中只有 ${ended} 个已结束的阶段，预测至少需要 ${CASES_MIN} 个。`,
      hint: { en: "Add ended phases with both a planned and an actual end date.", zh: "请补充同时有计划和实际结束日期的阶段。" },
    });
  }
  const scored = test.filter((record) => record.actual_day !== undefined);
  if (scored.length === 0) {
    throw new AppError("forecast/nothing-to-score", { rows: test.length }, {
      en: "No row of the test table has both a planned and an actual end date.",
      zh: "测试表中没有同时具备计划和实际结束日期的行。",
    });
  }
  const ended_by_day = Math.max(model.seen_until_day, lastDaySeen(test, true));
  const sum = { p50: 0, p80: 0, error: 0, announced: 0 };
  for (const record of scored) {
    const { actual_day, ...asked } = record;
    const forecast = forecastSlip(model, { ...asked, actual_day: undefined }, { ended_by_day });
    const slip = actual_day! - record.planned_day;
    const p50 = forecast?.p50_days ?? 0;
    sum.p50 += slip <= p50 ? 1 : 0;
    sum.p80 += slip <= (forecast?.p80_days ?? 0) ? 1 : 0;
    sum.error += Math.abs(slip - p50);
    sum.announced += Math.abs(slip);
  }
  const n = scored.length;
  return { n, p50_coverage: sum.p50 / n, p80_coverage: sum.p80 / n, mae_days: sum.error / n, mae_announced_days: sum.announced / n, trained_on: model.cases };
}
