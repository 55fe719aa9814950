/** A target in one line, and the figures of a target as cells. Invariant: every figure opens its claim; what was not found is said so. */
import { Link } from "react-router";
import type { TargetPoint, TargetView } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { figureText, whenText } from "../../ui/figure-text.ts";
import { FactFigure, Figure, NoData } from "../../ui/figure.tsx";
import "./targets.css";

export const share = (value: number): string => `${Number((value * 100).toPrecision(2))}\u2009%`;

/** A value in the unit of the row, as figures are written. */
export function useValue(row: TargetView): (value: number) => string {
  const { lang } = useLanguage();
  const like = row.versions.at(-1)!.claims.at(-1)!;
  return (value) => figureText({ ...like, stated: undefined, bound: "eq", value: Number(value.toPrecision(3)), object: undefined }, lang);
}

export function Subject({ row, linked = true }: { row: TargetView; linked?: boolean }) {
  const { label, lang } = useLanguage();
  const scope = row.scope === "" ? "" : lang === "zh" ? `（${label(row.scope_label) || row.scope}）` : ` (${label(row.scope_label) || row.scope})`;
  return <span className="target-subject">{linked ? <Link to={path.entity(row.subject.slug)}><Words of={row.subject.label} /></Link> : <Words of={row.subject.label} />} · {label(row.property_label)}{scope}</span>;
}

export function Target({ row }: { row: TargetView }) {
  const { say } = useLanguage();
  const value = useValue(row);
  const version = row.versions.at(-1)!;
  const older = row.versions.slice(0, -1);
  return (
    <>
      <Figure claim={version.claims.at(-1)!} agreeing={version.claims.length - 1} spoken /> {version.claims.length > 1 && <span className="quiet">{say("targets.told", { n: version.claims.length })}</span>}
      {older.length > 0 && <span className="quiet"> {say("targets.revised", { list: older.map((v) => `${v.first_said}: ${value(v.value)}`).join("; ") })}</span>}
    </>
  );
}

export function Point({ point, why }: { point: TargetPoint | undefined; why: string }) {
  const { lang } = useLanguage();
  return point ? <><FactFigure fact={point.fact} /> <span className="quiet">{whenText(point.when, lang)}</span></> : <NoData why={why} />;
}

export function Verdict({ row }: { row: TargetView }) {
  const { say } = useLanguage();
  return <span className={`verdict verdict-${row.verdict}`}>{say(`targets.verdict.${row.verdict}`)}</span>;
}

export function TargetLine({ row }: { row: TargetView }) {
  const { lang } = useLanguage();
  return <><Subject row={row} /> {row.due && <span className="quiet">{whenText(row.due, lang)}</span>}: <Target row={row} /> · <Verdict row={row} />{row.outcome && <> · <FactFigure fact={row.outcome.fact} /></>}</>;
}
