/**
 * How the cluster grew: its headline properties over the years, as small charts side by side.
 * Invariant: one chart, one subject and one property; what has no two periods has no chart.
 */
import { type EntityRef, type FactView, type Overview } from "../../api.ts";
import { type Series, seriesOf } from "../../chart/series.ts";
import { Chart } from "../../chart/chart.tsx";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { bySubject } from "../../ui/leading.ts";
import { asWhole } from "../../ui/scope.ts";
import { SideBySide } from "./side-by-side.tsx";

const PANELS = 6;

export interface Panel {
  subject: EntityRef;
  series: Series;
}

/** The panel of some facts, where they make a series with something actual in it. */
export function panelOf(subject: EntityRef, facts: FactView[]): Panel | undefined {
  const series = seriesOf(facts);
  return series?.facts.some((fact) => fact.modality === "actual") ? { subject, series } : undefined;
}

function panelsOf(overview: Overview): Panel[] {
  return overview.headline.flatMap((group) => bySubject(asWhole(group.facts)).map((one) => panelOf(one.subject, one.facts))).filter((panel) => panel !== undefined).slice(0, PANELS);
}

export default function Growth({ overview }: { overview: Overview }) {
  return overview.cluster === "comparison" ? <SideBySide /> : <GrowthOf overview={overview} />;
}

function GrowthOf({ overview }: { overview: Overview }) {
  const { say } = useLanguage();
  const panels = panelsOf(overview);
  return panels.length === 0 ? null : <Panels title={say("overview.growth")} panels={panels} />;
}

export function Panels({ title, panels }: { title: string; panels: Panel[] }) {
  const { part } = useLanguage();
  return (
    <section>
      <h2>{title}</h2>
      <div className="multiples">
        {panels.map(({ subject, series }) => {
          const name = series.facts[0]?.property_label;
          return (
            <Chart key={`${subject.id} ${series.facts[0]?.property}`} of={{ kind: "trend", subject: subject.slug, property: series.facts[0]!.property }} space_px={250}>
              <h3><Words of={name} />{series.qualifier && ` · ${part(series.facts[0]!.best)}`} <EntityLink entity={subject} /></h3>
            </Chart>
          );
        })}
      </div>
    </section>
  );
}
