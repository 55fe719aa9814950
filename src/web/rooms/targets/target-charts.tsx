/**
 * Two pictures of a target: the bullet (base, latest actual, target on one bar) and the course (actuals, way needed, forecast fan).
 * Invariant: marks of figures open their claims; the forecast is drawn as a band, never as a fact.
 */
import type { ClaimView, TargetView } from "../../api.ts";
import { axisScale } from "../../chart/axis-scale.ts";
import { ticksFor } from "../../chart/bars.ts";
import { useWidth } from "../../chart/use-width.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { useFigureWords } from "../../ui/citation.ts";
import { useFigureCard } from "../../ui/figure.tsx";

const BULLET = { width: 150, height: 26 } as const;

export function Bullet({ row }: { row: TargetView }) {
  const { say } = useLanguage();
  const target = row.versions.at(-1)!;
  const actual = row.outcome ?? row.last;
  const [a, b] = [Number(actual?.fact.best.value), Number(row.base?.fact.best.value ?? 0)];
  const most = Math.max(target.value, a, b) * 1.06;
  if (!actual || !(most > 0)) return null;
  const x = (value: number): number => (Math.max(0, value) / most) * BULLET.width;
  return (
    <svg className="bullet" width={BULLET.width} height={BULLET.height} role="group" aria-label={say("targets.target")}>
      <line className="axis" x1="0" x2={BULLET.width} y1="22" y2="22" />
      <Marked claim={actual.fact.best} className="actual"><rect x="0" y="8" width={Math.max(1, x(a))} height="9" /></Marked>
      {row.base && <Marked claim={row.base.fact.best} className="base"><line x1={x(b)} x2={x(b)} y1="4" y2="22" /></Marked>}
      <Marked claim={target.claims.at(-1)!} className="aim"><path d={`M${x(target.value)} 22V1h8l-2.5 3 2.5 3h-8`} /></Marked>
    </svg>
  );
}

function Marked({ claim, className, children }: { claim: ClaimView; className: string; children: React.ReactNode }) {
  const handlers = useFigureCard(claim);
  const words = useFigureWords(claim);
  return <a className={`mark-${className}`} aria-label={words} {...handlers}>{children}</a>;
}

const HEIGHT = 210;
const LEFT = 52;
const TOP = 20;
const BOTTOM = 22;

export function Course({ row }: { row: TargetView }) {
  const { lang, say } = useLanguage();
  const { box, width } = useWidth();
  const target = row.versions.at(-1)!;
  const term = row.due_day === undefined ? undefined : Number(row.due_day.slice(0, 4));
  const fan = row.forecast?.status === "forecast" ? row.forecast.fan : [];
  const years = [...row.actuals.map((p) => p.year), ...(term === undefined ? [] : [term]), ...fan.map((f) => f.year), ...row.worked_back.map((w) => w.year)];
  if (row.actuals.length === 0 || years.length < 2) return null;
  const [from, to] = [Math.min(...years), Math.max(...years)];
  const values = [...row.actuals.map((p) => Number(p.fact.best.value)), target.value, ...fan.map((f) => Math.min(f.p90, target.value * 3)), ...row.worked_back.map((w) => w.value)];
  const ticks = ticksFor(0, Math.max(...values));
  const most = ticks.at(-1) ?? Math.max(...values);
  const scale = axisScale(row.actuals[0]!.fact.best, ticks, lang);
  const x = (year: number): number => LEFT + ((year - from + 0.5) / (to - from + 1)) * (width - LEFT);
  const y = (value: number): number => TOP + (1 - Math.min(value, most) / most) * (HEIGHT - TOP - BOTTOM);
  const last = row.last!;
  const start = { year: last.year, p10: Number(last.fact.best.value), p50: Number(last.fact.best.value), p90: Number(last.fact.best.value) };
  const line = (points: { year: number; value: number }[]): string => points.map((p, k) => `${k === 0 ? "M" : "L"}${x(p.year)} ${y(p.value)}`).join("");
  return (
    <figure className="course">
      <div ref={box}>
        {width > 0 && (
          <svg width={width} height={HEIGHT} role="group" aria-label={say("targets.detail")}>
            <text x="0" y="11" aria-hidden="true">{scale.unit}</text>
            {ticks.map((t) => <g key={t} className="tick" aria-hidden="true"><line x1={LEFT} x2={width} y1={y(t)} y2={y(t)} /><text x={LEFT - 6} y={y(t) + 4}>{scale.write(t)}</text></g>)}
            {[...new Set(years)].sort().map((year) => <text key={year} className="year" x={x(year)} y={HEIGHT - 6} aria-hidden="true">{year}</text>)}
            {fan.length > 0 && <path className="fan" d={`${line([start, ...fan].map((f) => ({ year: f.year, value: f.p90 })))}${line([...fan].reverse().map((f) => ({ year: f.year, value: f.p10 }))).replace("M", "L")}L${x(start.year)} ${y(start.p50)}z`} />}
            {fan.length > 0 && <path className="middle" d={line([start, ...fan].map((f) => ({ year: f.year, value: f.p50 })))} />}
            {row.required_path.length > 1 && <path className="needed" d={line(row.required_path)} />}
            <path className="past" d={line(row.actuals.map((p) => ({ year: p.year, value: Number(p.fact.best.value) })))} />
            {row.worked_back.map((w) => <circle key={w.year} className="worked" cx={x(w.year)} cy={y(w.value)} r="4" />)}
            {row.actuals.map((p) => <Marked key={p.fact.best.id} claim={p.fact.best} className="actual"><circle className="reach" cx={x(p.year)} cy={y(Number(p.fact.best.value))} r="12" /><circle cx={x(p.year)} cy={y(Number(p.fact.best.value))} r="5" /></Marked>)}
            {term !== undefined && <Marked claim={target.claims.at(-1)!} className="aim"><path d={`M${x(term)} ${y(target.value) + 12}v-24h9l-3 3.5 3 3.5h-9`} /></Marked>}
          </svg>
        )}
      </div>
      <figcaption className="quiet">{say("targets.fan-help")}</figcaption>
    </figure>
  );
}
