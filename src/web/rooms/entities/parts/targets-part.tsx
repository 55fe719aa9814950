/** Targets of an entity against what came of them. Invariant: a target without a known actual says so; each figure opens its claim. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useLanguage } from "../../../i18n/language.tsx";
import { path } from "../../../path.ts";
import { DataTable } from "../../../ui/data-table.tsx";
import { whenText } from "../../../ui/figure-text.ts";
import { NoData } from "../../../ui/figure.tsx";
import { Point, Subject, Target, Verdict } from "../../targets/target-line.tsx";
import { pages } from "../queries.ts";
import type { PartProps } from "../type-parts.tsx";

export function TargetsPart({ entity, asOf }: PartProps) {
  const { lang, say, label } = useLanguage();
  const { data, isPending } = useQuery(pages.targets(entity.slug, asOf));
  if (isPending) return <div data-coming="" />;
  if (!data || data.total === 0) return null;
  return (
    <section aria-labelledby="targets-part">
      <h2 id="targets-part">{say("part.targets")}</h2>
      <DataTable caption={say("part.targets")} rows={data.rows} rowKey={(row) => row.id} empty={null} columns={[
        { key: "what", head: say("claim.property"), heading: true, cell: (row) => (row.subject.id === entity.canonical_id ? <>{label(row.property_label)}{row.scope !== "" && <span className="quiet"> · {label(row.scope_label) || row.scope}</span>}</> : <Subject row={row} />) },
        { key: "due", head: say("part.due"), short: true, cell: (row) => (row.due ? whenText(row.due, lang) : <NoData why={say("targets.verdict.no-term")} />) },
        { key: "target", head: say("modality.target"), numeric: true, cell: (row) => <Target row={row} /> },
        { key: "last", head: say("part.last"), numeric: true, cell: (row) => <Point point={row.outcome ?? row.last} why={say("part.no-actual")} /> },
        { key: "verdict", head: say("part.verdict"), short: true, cell: (row) => <Verdict row={row} /> },
      ]} />
      <p className="small"><Link to={path.targets()}>{say("part.targets-page")}</Link></p>
    </section>
  );
}
