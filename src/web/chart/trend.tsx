/**
 * A property over the years as bars: solid for actual, hatched for planned, hollow with a flag for target, dotted for forecast.
 * Invariant: every mark is the figure's own link and opens its claim; an open bound has an arrow; the same data stand in a table on the page.
 */
import { useId } from "react";
import type { FactView } from "../api.ts";
import { useLanguage } from "../i18n/language.tsx";
import { useFigureWords } from "../ui/citation.ts";
import { useFigureCard } from "../ui/figure.tsx";
import { axisScale } from "./axis-scale.ts";
import { type Bar, barChart, drawable } from "./bars.ts";
import { useWidth } from "./use-width.ts";
import "./trend.css";

const HEIGHT_PX = 220;
const LEFT_PX = 48;
const TOP_PX = 36;
const BOTTOM_PX = 22;
const DIGIT_PX = 7.5;

export function Trend({ facts, title }: { facts: FactView[]; title: string }) {
  const { lang, say } = useLanguage();
  const { box, width } = useWidth();
  const shown = drawable(facts);
  const first = shown[0];
  const hatch = useId();
  if (first === undefined) return null;
  const chart = barChart(shown, { width, height: HEIGHT_PX, left: LEFT_PX, bottom: BOTTOM_PX, top: TOP_PX });
  const scale = axisScale(first.best, chart.ticks.map((tick) => tick.value), lang);
  const kinds = (["actual", "planned", "target", "forecast"] as const).filter((kind) => shown.some((fact) => fact.modality === kind));
  return (
    <figure className="trend">
      <div ref={box}>
        {width > 0 && (
          <svg width={width} height={HEIGHT_PX} role="group" aria-label={title}>
            <defs><pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2" height="5" fill="currentColor" /></pattern></defs>
            <text className="unit" x="0" y="11" aria-hidden="true">{scale.unit}</text>
            {chart.ticks.map((tick) => (
              <g key={tick.value} className="tick" aria-hidden="true">
                <line x1={LEFT_PX} x2={width} y1={tick.y} y2={tick.y} />
                <text x={LEFT_PX - 6} y={tick.y + 4}>{scale.write(tick.value)}</text>
              </g>
            ))}
            {chart.years.map(({ year, x }) => <text key={year} className="year" x={x} y={HEIGHT_PX - 6} aria-hidden="true">{year}</text>)}
            {chart.bars.map((bar) => <Mark key={bar.fact.best.id} bar={bar} hatch={hatch} zero_y={chart.zero_y} write={scale.write} />)}
          </svg>
        )}
      </div>
      <figcaption className="legend">
        {kinds.map((kind) => <span key={kind}><i className={`key key-${kind}`} />{say(`modality.${kind}`)}</span>)}
        {chart.bars.some((bar) => bar.part) && <span><i className="key key-part" />{say("chart.part-of-year")}</span>}
        {chart.bars.some((bar) => bar.rivals.length > 0) && <span><i className="key key-rival" />{say("chart.rival")}</span>}
      </figcaption>
    </figure>
  );
}

/** The points of a small arrow at the open end of a bound. */
function openEnd(bar: Bar): string | undefined {
  const { bound } = bar.fact.best;
  const x = bar.x + bar.width / 2;
  if (bound === "ge" || bound === "gt") return `M${x - 4} ${bar.y - 3} l4 -5 l4 5`;
  if (bound === "le" || bound === "lt") return `M${x - 4} ${bar.y + 3} l4 5 l4 -5`;
  return bound === "approx" ? `M${x - 5} ${bar.y - 4} q2.5 -3 5 0 t5 0` : undefined;
}

function Mark({ bar, hatch, zero_y, write }: { bar: Bar; hatch: string; zero_y: number; write: (value: number) => string }) {
  const { fact } = bar;
  const handlers = useFigureCard(fact.best, fact.rivals.length, fact.agreeing);
  const words = useFigureWords(fact.best);
  const end = openEnd(bar);
  const value = write(fact.best.value as number);
  return (
    <>
      <a className={`mark mark-${fact.modality}${bar.part ? " mark-part" : ""}`} aria-label={words} {...handlers}>
        <rect className="reach" x={bar.x - 1} width={bar.width + 2} y={TOP_PX} height={zero_y - TOP_PX + 8} />
        <rect className="bar" x={bar.x} y={bar.y} width={bar.width} height={Math.max(1, bar.height)} style={fact.modality === "planned" ? { fill: `url(#${hatch})` } : undefined} />
        {fact.modality === "target" && <path className="flag" d={`M${bar.x} ${bar.y} v-9 h7 l-2 2.5 l2 2.5 h-7`} />}
        {end && fact.modality !== "target" && <path className="open-end" d={end} />}
        {bar.rivals.map(({ claim, y }) => <line key={claim.id} className="rival" x1={bar.x - 2} x2={bar.x + bar.width + 2} y1={y} y2={y} />)}
      </a>
      {value.length * DIGIT_PX <= bar.room + 2 && !bar.part && <text className="value" aria-hidden="true" x={bar.x + bar.width / 2} y={bar.y - (fact.modality === "target" ? 13 : end ? 11 : 5)}>{value}</text>}
    </>
  );
}
