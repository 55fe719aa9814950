/** How a milestone is told in words: its promises, its outcome, its slip, its forecast. Invariant: a date is always the link to its claim; what nobody told is said so. */
import type { MilestoneView, PromiseVersionView } from "../../api.ts";
import { type Say, useLanguage } from "../../i18n/language.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { Figure, NoData } from "../../ui/figure.tsx";

export const percent = (share: number): string => `${Number((share * 100).toPrecision(2))}\u2009%`;

/** Days late as words; partial dates give a range. */
export function slipWords(slip: { days_min?: number; days_max?: number }, say: Say): string {
  const { days_min: a, days_max: b } = slip;
  if (a === undefined && b === undefined) return "";
  if (a === undefined) return say("milestone.at-most", { n: b! });
  if (b === undefined) return say("milestone.at-least", { n: a });
  if (a !== b) return a <= 0 && b <= 0 ? say("milestone.on-time") : say("milestone.range", { a, b });
  return a === 0 ? say("milestone.on-time") : a > 0 ? say("milestone.late", { n: a }) : say("milestone.early", { n: -a });
}

/** One promised date: who said it lies behind the figure; how many said so stands beside it. */
export function Version({ version }: { version: PromiseVersionView }) {
  const { lang, say } = useLanguage();
  return (
    <>
      <Figure claim={version.claims.at(-1)!} agreeing={version.claims.length - 1} spoken /> <span className="quiet">{say("milestone.said", { day: whenText(version.first_said, lang) })}{version.claims.length > 1 && ` ×${version.claims.length}`}</span>
      {version.contradicted && <span className="torn-note"> ▲ {say("milestone.contradicted")}</span>}
    </>
  );
}

export function Versions({ row }: { row: MilestoneView }) {
  const { say } = useLanguage();
  if (row.versions.length === 0) return <NoData why={say("milestone.no-promise")} />;
  return (
    <ol className="versions">
      {row.versions.map((v) => <li key={`${v.first_said} ${v.due}`}><Version version={v} /></li>)}
      {row.moved_days !== undefined && row.moved_days !== 0 && <li className="quiet">{say("milestone.moved", { n: row.moved_days })}</li>}
    </ol>
  );
}

export function Outcome({ row }: { row: MilestoneView }) {
  const { say } = useLanguage();
  if (row.done) return <Figure claim={row.done.claim} rivals={row.done.rivals} agreeing={row.done.agreeing.length} spoken />;
  return row.status === "ahead" ? <span className="quiet">{say("milestone.status.ahead")}</span> : <span className={row.status === "overdue" ? "state-overdue" : "quiet"}>{say(`milestone.status.${row.status}`, { n: row.overdue_days ?? 0 })}</span>;
}

export function Slip({ row }: { row: MilestoneView }) {
  const { say } = useLanguage();
  const slip = row.slip_from_first;
  return slip ? <>{slipWords(slip, say)}</> : <NoData why={say(row.done ? "milestone.no-promise" : "milestone.no-outcome")} />;
}

export function Forecast({ row }: { row: MilestoneView }) {
  const { lang, say, label } = useLanguage();
  const d = row.delivery;
  if (!d) return <NoData why={say("milestone.no-forecast")} />;
  if (d.status === "refused") return <span className="quiet">{label(d.words)}</span>;
  const last = d.chances.at(-1)!;
  return (
    <span title={label(d.basis)}>
      {say("milestone.p50", { day: whenText(d.p50, lang) })}<br />{say("milestone.p80", { day: whenText(d.p80, lang) })}<br />
      <span className="quiet">{say("milestone.chance", { day: whenText(last.announced, lang), p: percent(last.chance) })}</span>
    </span>
  );
}
