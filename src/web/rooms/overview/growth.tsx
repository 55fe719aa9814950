/**
 * How the cluster grew: output, growth and number of firms of its main subject, as small charts side by side.
 * Invariant: one chart, one subject and one property; what has no two periods has no chart.
 */
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { type EntityRef, type FactView, type Overview, queries } from "../../api.ts";
import { type Series, seriesOf } from "../../chart/series.ts";
import { Trend } from "../../chart/trend.tsx";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { asOfIn } from "../../ui/as-of.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { bySubject, mainSubject } from "../../ui/leading.ts";
import { SideBySide } from "./side-by-side.tsx";

const OF_MAIN = ["growth_rate", "firms_count", "employees", "exhibitors"];
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

function panelsOf(overview: Overview, main: EntityRef | undefined, facts: FactView[]): Panel[] {
  const output = bySubject(overview.headline.find((one) => one.property === "output_value")?.facts ?? []);
  const ordered = output.toSorted((a, b) => Number(b.subject.id === main?.id) - Number(a.subject.id === main?.id));
  const others = main === undefined ? [] : OF_MAIN.map((property) => ({ subject: main, facts: facts.filter((fact) => fact.property === property) }));
  return [...ordered, ...others].map((one) => panelOf(one.subject, one.facts)).filter((panel) => panel !== undefined).slice(0, PANELS);
}

export default function Growth({ overview }: { overview: Overview }) {
  return overview.cluster === "comparison" ? <SideBySide /> : <GrowthOf overview={overview} />;
}

function GrowthOf({ overview }: { overview: Overview }) {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const main = mainSubject(overview.headline);
  const entity = useQuery({ ...queries.entity(main?.slug ?? "", asOfIn(search)), enabled: main !== undefined });
  const panels = panelsOf(overview, main, entity.data?.facts ?? []);
  if (panels.length === 0) return entity.isLoading ? <div className="growth-space" /> : null;
  return <Panels title={say("overview.growth")} panels={panels} />;
}

export function Panels({ title, panels }: { title: string; panels: Panel[] }) {
  const { label } = useLanguage();
  return (
    <section>
      <h2>{title}</h2>
      <div className="multiples">
        {panels.map(({ subject, series }) => {
          const name = series.facts[0]?.property_label;
          return (
            <div key={`${subject.id} ${series.facts[0]?.property}`}>
              <h3><Words of={name} />{series.qualifier && ` · ${series.qualifier}`} <EntityLink entity={subject} /></h3>
              <Trend facts={series.facts} title={`${label(name)}, ${label(subject.label)}`} />
            </div>
          );
        })}
      </div>
    </section>
  );
}
