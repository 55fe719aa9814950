/** Where a firm sits: units that it is in, was in or has reserved. Invariant: these are rows with their history, told apart from what sources say of it (its relations). */
import { useQuery } from "@tanstack/react-query";
import { useLanguage } from "../../../i18n/language.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { EntityLink } from "../../../ui/entity-link.tsx";
import { countText, whenText } from "../../../ui/figure-text.ts";
import { NoData } from "../../../ui/figure.tsx";
import { pages } from "../queries.ts";
import type { PartProps } from "../type-parts.tsx";

export function TenanciesPart({ entity, asOf }: PartProps) {
  const { lang, say } = useLanguage();
  const { data, isPending } = useQuery(pages.tenancies(entity.slug, asOf));
  if (isPending) return <div data-coming="" />;
  if (!data || data.total === 0) return null;
  return (
    <section aria-labelledby="tenancies-part">
      <h2 id="tenancies-part">{say("part.tenancies", { n: data.total })}</h2>
      <DataTable caption={say("part.tenancies", { n: data.total })} rows={data.items} rowKey={(row) => row.tenancy.id} empty={null} columns={[
        { key: "unit", head: say("part.unit"), heading: true, cell: (row) => <EntityLink entity={row.unit} /> },
        { key: "kind", head: say("part.tenancy-kind"), short: true, cell: (row) => say(row.tenancy.kind === "tenant" ? "unit.kind.tenant" : "unit.kind.reservation") },
        { key: "from", head: say("part.from"), short: true, cell: (row) => whenText(row.tenancy.first_day, lang) },
        { key: "to", head: say("part.to"), short: true, cell: (row) => (row.tenancy.last_day ? whenText(row.tenancy.last_day, lang) : <NoData why={say("part.no-end")} />) },
        { key: "area", head: say("part.area-m2"), numeric: true, cell: (row) => (row.tenancy.area_m2 === undefined ? <NoData why={say("entity.not-on-record")} /> : countText(row.tenancy.area_m2)) },
        { key: "state", head: say("part.state"), short: true, cell: (row) => say(`part.tenancy-state.${row.state}`) },
      ]} />
    </section>
  );
}
