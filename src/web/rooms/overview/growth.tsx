/**
 * How the cluster grew: output, firms and growth over the years; for the comparison, the output of each cluster side by side.
 * Invariant: charts are drawn from facts only; a cluster without two periods of a property has no chart of it.
 */
import { useQueries } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { type EntityView, type FactView, type Overview, queries } from "../../api.ts";
import { drawable } from "../../chart/bars.ts";
import { Trend } from "../../chart/trend.tsx";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { asOfIn } from "../../ui/as-of.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";

const SHOWN = ["output_value", "firms_count", "growth_rate"];

interface Panel {
  key: string;
  head: React.ReactNode;
  title: string;
  facts: FactView[];
}

export default function Growth({ overview }: { overview: Overview }) {
  const { say, label } = useLanguage();
  const [search] = useSearchParams();
  const comparing = overview.cluster === "comparison";
  const here = overview.clusters.filter((cluster) => cluster.entity !== undefined && (comparing || cluster.key === overview.cluster)).map((cluster) => cluster.entity?.slug ?? "");
  const answers = useQueries({ queries: here.map((ref) => queries.entity(ref, asOfIn(search))) });
  const entities = answers.map((answer) => answer.data).filter((entity) => entity !== undefined);
  const panels = (comparing ? entities.flatMap(outputOf) : propertiesOf(overview, entities[0])).filter((panel) => drawable(panel.facts).length > 1);
  if (panels.length === 0) return answers.some((answer) => answer.isPending) ? <div className="growth-space" /> : null;

  function outputOf(entity: EntityView): Panel[] {
    return [{ key: entity.id, head: <EntityLink entity={entity} />, title: label(entity.label), facts: entity.facts.filter((fact) => fact.property === "output_value") }];
  }

  return (
    <section>
      <h2>{say(comparing ? "overview.side-by-side" : "overview.growth")}</h2>
      <div className="multiples">
        {panels.map((panel) => <div key={panel.key}><h3>{panel.head}</h3><Trend facts={panel.facts} title={panel.title} /></div>)}
      </div>
    </section>
  );
}

/** Facts over time of the shown properties: the entity's own where the cluster has one, else those of the headline. */
function propertiesOf(overview: Overview, entity: EntityView | undefined): Panel[] {
  return SHOWN.map((property) => {
    const facts = entity?.facts.filter((fact) => fact.property === property) ?? [];
    const all = facts.length > 0 ? facts : (overview.headline.find((one) => one.property === property)?.facts ?? []);
    return { key: property, head: <Words of={all[0]?.property_label} />, title: property, facts: all };
  });
}
