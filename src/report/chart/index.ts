/**
 * chart: one definition of a chart for page and paper, and the one renderer of it.
 * Nouns: definition, mark, pen, look, drawing, placed mark; trend, rows, bullet, spans (promises over time), multiples, flow (the chain), map.
 * Invariant: the same definition gives the same bytes; every mark has a claim, and wherever it is drawn it leads there.
 */
export { chartSvg, drawChart } from "./draw-chart.ts";
export { framed } from "./framed.ts";
export type { Band, Bullet, BulletRow, ChartDef, Flow, Lane, Multiples, Panel, Point, Promised, Rows, Span, Spans, Tick, Trend } from "./definition.ts";
export { marksOf, runsOf, wordsOf, type Mark } from "./marks.ts";
export { PAGE, PAPER, PAPER_WIDTH, type DrawOptions, type Drawing, type Look, type Placed } from "./pen.ts";
export { bulletOf, courseOf } from "./make-bullet.ts";
export { flowOf } from "./make-flow.ts";
export { multiplesOf } from "./make-multiples.ts";
export { spansOf } from "./make-spans.ts";
export { seriesOf, trendOf } from "./make-trend.ts";
