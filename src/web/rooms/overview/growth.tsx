/**
 * How the cluster grew: output of each of its subjects, then growth and number of firms of the main one, as small charts side by side.
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

const OF_MAIN = ["growth_rate", "firms_count", "exhibitors"];
const PANELS = 6;

interface Panel {
  subject: EntityRef;
  series: Series;
}

function panelsOf(overview: Overview, main: EntityRef | undefined, facts: FactView[]): Panel[] {
  const output = bySubject(overview.headline.find((one) => one.property === "output_value")?.facts ?? []);
  const ordered = [...output.filter((one) => one.subject.id === main?.id), ...output.filter((one) => one.subject.id !== main?.id)];
  const others = main === undefined ? [] : OF_MAIN.map((property) => ({ subject: main, facts: facts.filter((fact) => fact.property === property) }));
  return [...ordered, ...others]
    .map(({ subject, facts: some }) => ({ subject, series: seriesOf(some) }))
    .filter((panel): panel is Panel => panel.series !== undefined && panel.series.facts.some((fact) => fact.modality === "actual"))
    .slice(0, PANELS);
}

export default function Growth({ overview }: { overview: Overview }) {
  const { say, label } = useLanguage();
  const [search] = useSearchParams();
  const main = mainSubject(overview.headline);
  const comparing = overview.cluster === "comparison";
  const entity = useQuery({ ...queries.entity(main?.slug ?? "", asOfIn(search)), enabled: main !== undefined && !comparing });
  const panels = panelsOf(overview, main, entity.data?.facts ?? []);
  if (panels.length === 0) return entity.isLoading ? <div className="growth-space" /> : null;
  return (
    <section>
      <h2>{say(comparing ? "overview.side-by-side" : "overview.growth")}</h2>
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
