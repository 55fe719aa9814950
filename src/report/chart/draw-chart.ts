/** The one renderer: any definition to its drawing. Pure. Invariant: the same definition and options give the same bytes. */
import type { Lang } from "../../kernel/index.ts";
import { drawMap } from "../map/draw-map.ts";
import type { ChartDef } from "./definition.ts";
import { drawBullet } from "./draw-bullet.ts";
import { drawFlow } from "./draw-flow.ts";
import { drawMultiples } from "./draw-multiples.ts";
import { drawSpans } from "./draw-spans.ts";
import { drawRows, drawTrend } from "./draw-trend.ts";
import { type DrawOptions, type Drawing, Pen } from "./pen.ts";

/** Draws a definition: markup, size, and where each mark stands. */
export function drawChart(chart: ChartDef, options: DrawOptions): Drawing {
  const pen = new Pen(chart, options);
  switch (chart.kind) {
    case "trend": return drawTrend(chart, pen);
    case "rows": return drawRows(chart, pen);
    case "bullet": return drawBullet(chart, pen);
    case "spans": return drawSpans(chart, pen);
    case "multiples": return drawMultiples(chart, pen);
    case "flow": return drawFlow(chart, pen);
    case "map": return drawMap(chart, pen);
  }
}

/** As it stands on paper without links. @param id distinguishes the patterns of several charts in one page. */
export const chartSvg = (chart: ChartDef, lang: Lang, id: string): string => drawChart(chart, { lang, id }).svg;

