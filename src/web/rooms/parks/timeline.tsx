/**
 * The timeline of a place: every promised version, the forecast band, and what happened, row by row.
 * Invariant: each mark opens the claim behind it; nothing is drawn for a day that nobody told; the table beneath holds the same.
 */
import { useMemo } from "react";
import type { ClaimView, DeliveryView, MilestoneView, ParkPart, PromiseVersionView } from "../../api.ts";
import { type TimelineScale, spanOf, timelineScale } from "../../chart/timeline.ts";
import { useWidth } from "../../chart/use-width.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { useFigureWords } from "../../ui/citation.ts";
import { useFigureCard } from "../../ui/figure.tsx";
import { whenText } from "../../ui/figure-text.ts";
import "./timeline.css";

const ROW_PX = 30;
const MIDDLE_PX = ROW_PX / 2;

/** A forecast is drawn only where it lies within this many days of the last promise: farther off it would flatten everything else. */
const BAND_DAYS_MAX = 4_000;
const within = (d: DeliveryView | undefined, today: string): Extract<DeliveryView, { status: "forecast" }> | undefined =>
  d?.status === "forecast" && Date.parse(d.p80) - Date.parse(today) < BAND_DAYS_MAX * 86_400_000 ? d : undefined;

const spansOf = (m: MilestoneView, today: string) => {
  const band = within(m.delivery, today);
  return [...m.versions.map((v) => spanOf(v.due)), ...(m.done ? [spanOf(m.done.when)] : []), ...(band ? [{ first: band.p50, last: band.p80 }] : [])];
};

export function Timeline({ parts, today }: { parts: ParkPart[]; today: string }) {
  const { say } = useLanguage();
  const { box, width } = useWidth();
  const shown = parts.filter((part) => part.milestones.length > 0);
  const spans = useMemo(() => [...shown.flatMap((p) => p.milestones.flatMap((m) => spansOf(m, today))), { first: today, last: today }], [shown, today]);
  if (shown.length === 0) return null;
  const scale = width > 0 ? timelineScale(spans, width) : undefined;
  return (
    <figure className="timeline">
      <div className="timeline-axis"><span /><div ref={box}>{scale && <Axis scale={scale} width={width} />}</div></div>
      {shown.map((part) => (
        <section key={part.place.id}>
          <h3><Words of={part.place.label} /></h3>
          {part.milestones.map((m) => (
            <div className="timeline-row" key={`${m.milestone} ${m.part ?? ""}`}>
              <span><Words of={m.label} /></span>
              <div>{scale && <Row row={m} scale={scale} width={width} today={today} />}</div>
            </div>
          ))}
        </section>
      ))}
      <figcaption className="quiet">{say("park.timeline-help", { day: today })}</figcaption>
    </figure>
  );
}

function Axis({ scale, width }: { scale: TimelineScale; width: number }) {
  return <svg width={width} height="18" aria-hidden="true">{scale.ticks.map((t) => <text key={`${t.x}`} x={t.x} y="13">{t.label}</text>)}</svg>;
}

function Row({ row, scale, width, today }: { row: MilestoneView; scale: TimelineScale; width: number; today: string }) {
  const { say, label } = useLanguage();
  const band = within(row.delivery, today);
  return (
    <svg width={width} height={ROW_PX} role="group" aria-label={`${label(row.subject.label)}: ${label(row.label)}`}>
      {scale.ticks.map((t) => <line key={`${t.x}`} className="grid" x1={t.x} x2={t.x} y1="0" y2={ROW_PX} />)}
      <line className="today" x1={scale.x(today)} x2={scale.x(today)} y1="0" y2={ROW_PX} />
      {band && (
        <g className="band">
          <title>{`${say("milestone.p50", { day: band.p50 })}, ${say("milestone.p80", { day: band.p80 })}`}</title>
          <rect x={scale.x(band.p50)} width={Math.max(3, scale.x(band.p80) - scale.x(band.p50))} y={MIDDLE_PX - 6} height="12" />
          <line x1={scale.x(band.p50)} x2={scale.x(band.p80)} y1={MIDDLE_PX} y2={MIDDLE_PX} />
          <path d={`M${scale.x(band.p50)} ${MIDDLE_PX - 9}v18M${scale.x(band.p80)} ${MIDDLE_PX - 9}v18`} />
        </g>
      )}
      {row.versions.slice(1).map((v, k) => <line key={v.first_said} className="moved" x1={at(row.versions[k]!, scale)} x2={at(v, scale)} y1={MIDDLE_PX} y2={MIDDLE_PX} />)}
      {row.versions.map((v, k) => <Promised key={`${v.first_said} ${v.due}`} version={v} age={row.versions.length - 1 - k} scale={scale} />)}
      {row.done && <Done claim={row.done.claim} when={row.done.when} scale={scale} />}
    </svg>
  );
}

/** A promise stands at the last day on which it is kept, else where its period begins. */
const at = (v: PromiseVersionView, scale: TimelineScale): number => scale.x(v.deadline ?? spanOf(v.due).first);

function Promised({ version, age, scale }: { version: PromiseVersionView; age: number; scale: TimelineScale }) {
  const claim = version.claims.at(-1)!;
  const handlers = useFigureCard(claim, 0, version.claims.length - 1);
  const { lang, say } = useLanguage();
  const x = at(version, scale);
  const half = Math.max(4, 7 - age);
  return (
    <a className="promised" aria-label={`${whenText(version.due, lang)}, ${say("milestone.said", { day: version.first_said })}`} {...handlers}>
      <rect className="reach" x={x - 11} y={MIDDLE_PX - 13} width="22" height="26" />
      <path d={`M${x - half} ${MIDDLE_PX}l${half}-${half}l${half} ${half}l-${half} ${half}z`} />
      {version.contradicted && <path className="torn" d={`M${x - 3} 3h6l-3 5z`} />}
    </a>
  );
}

function Done({ claim, when, scale }: { claim: ClaimView; when: string; scale: TimelineScale }) {
  const handlers = useFigureCard(claim);
  const words = useFigureWords(claim);
  const { first, last } = spanOf(when);
  const x = scale.x(first);
  return (
    <a className="done" aria-label={words} {...handlers}>
      <rect className="reach" x={x - 6} y={MIDDLE_PX - 13} width={Math.max(22, scale.x(last) - x + 12)} height="26" />
      <rect className="bar" x={x} y={MIDDLE_PX - 4} width={Math.max(7, scale.x(last) - x)} height="8" />
    </a>
  );
}
