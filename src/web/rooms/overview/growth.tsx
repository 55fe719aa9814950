/**
 * How the cluster grew: output of each of its subjects, then growth and number of firms of the main one, as small charts side by side.
 * Invariant: one chart, one subject and one property; what has no two periods has no chart.
 */
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { type EntityRef, type FactView, type Overview, queries } from "../../api.ts";
import { drawable } from "../../chart/bars.ts";
import { Trend } from "../../chart/trend.tsx";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { asOfIn } from "../../ui/as-of.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { bySubject, mainSubject } from "./leading.ts";

const OF_MAIN = ["growth_rate", "firms_count", "exhibitors"];
const PANELS = 6;

interface Panel {
  subject: EntityRef;
  facts: FactView[];
}

/** More than one period, and something actual to begin from. */
const tellsGrowth = ({ facts }: Panel) => new Set(drawable(facts).map((fact) => fact.when)).size > 1 && facts.some((fact) => fact.modality === "actual");

/** Figures of the whole where they alone make a series; else all of them, parts included. */
function ofTheWhole(facts: FactView[]): FactView[] {
  const whole = facts.filter((fact) => fact.qualifier === "");
  return new Set(drawable(whole).map((fact) => fact.when)).size > 1 ? whole : facts;
}

export default function Growth({ overview }: { overview: Overview }) {
  const { say, label } = useLanguage();
  const [search] = useSearchParams();
  const main = mainSubject(overview.headline);
  const comparing = overview.cluster === "comparison";
  const entity = useQuery({ ...queries.entity(main?.slug ?? "", asOfIn(search)), enabled: main !== undefined && !comparing });
  const output = bySubject(overview.headline.find((one) => one.property === "output_value")?.facts ?? []).map((one) => ({ ...one, facts: ofTheWhole(one.facts) }));
  const others = OF_MAIN.map((property) => ({ subject: main as EntityRef, facts: entity.data?.facts.filter((fact) => fact.property === property && fact.qualifier === "") ?? [] }));
  const panels = [...output.filter((one) => one.subject.id === main?.id), ...output.filter((one) => one.subject.id !== main?.id), ...others].filter(tellsGrowth).slice(0, PANELS);
  if (panels.length === 0) return entity.isLoading ? <div className="growth-space" /> : null;
  return (
    <section>
      <h2>{say(comparing ? "overview.side-by-side" : "overview.growth")}</h2>
      <div className="multiples">
        {panels.map(({ subject, facts }) => (
          <div key={`${subject.id} ${facts[0]?.property}`}>
            <h3><Words of={facts[0]?.property_label} /> <EntityLink entity={subject} /></h3>
            <Trend facts={facts} title={`${label(facts[0]?.property_label)}, ${label(subject.label)}`} />
          </div>
        ))}
      </div>
    </section>
  );
}
