/** A chart as a picture that stands for itself: title above, source below, ink on white. Pure. Invariant: it refers to nothing outside of itself. */
import type { ChartDef } from "./definition.ts";
import { drawChart } from "./draw-chart.ts";
import { PAPER, type DrawOptions } from "./pen.ts";
import { el, text, wrap } from "./svg.ts";

const FONTS = "Noto Sans SC, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif";
const MARGIN = 14;

export function framed(chart: ChartDef, options: DrawOptions, { title, source }: { title: string; source: string }): string {
  const { svg, width, height } = drawChart(chart, { ...options, look: { ...PAPER, font: FONTS } });
  const head = wrap(title, width / 13, 2);
  const foot = source === "" ? [] : wrap(source, width / 9, 3);
  const top = MARGIN + head.length * 18 + 8;
  const whole = { width: width + MARGIN * 2, height: top + height + foot.length * 13 + MARGIN + 4 };
  const lines = [
    ...head.map((line, i) => text(MARGIN, MARGIN + 12 + i * 18, line, { "font-size": 13, "font-weight": 700, "font-family": FONTS })),
    ...foot.map((line, i) => text(MARGIN, top + height + 14 + i * 13, line, { "font-size": 9, fill: "#6b6b6b", "font-family": FONTS })),
  ];
  return el("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${whole.width} ${whole.height}`, width: whole.width, height: whole.height }, el("rect", { width: "100%", height: "100%", fill: "#ffffff" }), ...lines, svg.replace("<svg ", `<svg x="${MARGIN}" y="${top}" `));
}
