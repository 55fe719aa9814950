/** The output of the record's clusters, one small chart each. Invariant: only clusters whose output is told for two periods or more; those that most is known of, at most a dozen. */
import { useInfiniteQuery, useQueries } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { lists, queries } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { asOfIn } from "../../ui/as-of.tsx";
import { Panels, panelOf } from "./growth.tsx";

const CLUSTERS = 12;

export function SideBySide() {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const list = useInfiniteQuery(lists.entities({ type: "Cluster", ...asOfIn(search) }));
  const rows = list.data?.pages[0]?.items ?? [];
  const told = rows.toSorted((a, b) => b.facts - a.facts).slice(0, CLUSTERS);
  const asked = useQueries({ queries: told.map((row) => queries.entity(row.slug, asOfIn(search))) });
  // All at once: charts that came one by one would push each other about.
  if (list.isPending || asked.some((query) => query.isPending)) return <div className="growth-space unknown" data-coming="" />;
  const entities = asked.map((query) => query.data).filter((entity) => entity !== undefined);
  const panels = entities.map((entity) => panelOf(entity, entity.facts.filter((fact) => fact.property === "output_value"))).filter((panel) => panel !== undefined);
  if (panels.length === 0) return <div className="growth-space" />;
  return <Panels title={say("overview.side-by-side")} panels={panels} />;
}
