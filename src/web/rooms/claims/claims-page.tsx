/** All claims as one table: found, filtered, sorted, grouped, exported, decided on together. Invariant: the address restores the list. */
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { Link, useNavigate } from "react-router";
import { type ClaimView, queries } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { EntityLink } from "../../ui/entity-link.tsx";
import { momentText, whenShort, whenText } from "../../ui/figure-text.ts";
import { Figure, NoData } from "../../ui/figure.tsx";
import { useTypeLabel } from "../../ui/ontology.ts";
import { PageHead } from "../../ui/page.tsx";
import { SourceLink } from "../../ui/source-citation.tsx";
import { ListTable } from "../../ui/table/list-table.tsx";
import type { TableColumn, TableFacet } from "../../ui/table/model.ts";
import { rowsOfRange } from "../../ui/table/queries.ts";
import type { ListRows } from "../../ui/table/use-list.ts";
import { CHOSEN_MAX, useChosen } from "../../ui/table/use-chosen.ts";
import { BulkBar } from "./bulk-bar.tsx";

function useColumns(): TableColumn<ClaimView>[] {
  const { lang, say, label, part } = useLanguage();
  const typeLabel = useTypeLabel();
  return useMemo(() => [
    { key: "subject", head: say("claim.subject"), heading: true, width: "minmax(180px, 1.8fr)", sort: "subject", cell: (claim) => <EntityLink entity={claim.subject} /> },
    { key: "property", head: say("claim.property"), width: "minmax(140px, 1.2fr)", sort: "property", cell: (claim) => <span title={claim.qualifier && part(claim)}>{label(claim.property_label)}{claim.qualifier && <span className="quiet"> {part(claim)}</span>}</span> },
    { key: "value", head: say("claim.value"), numeric: true, width: "minmax(180px, 1fr)", sort: "value", cell: (claim) => <Figure claim={claim} /> },
    { key: "when", head: say("claim.when"), width: "minmax(124px, 0.7fr)", sort: "when", cell: (claim) => (claim.when ? whenShort(claim.when, lang) : <NoData why={say("when.unknown")} />) },
    { key: "modality", head: say("claim.modality"), width: "84px", sort: "modality", cell: (claim) => say(`modality.${claim.modality}`) },
    { key: "status", head: say("claim.status"), width: "128px", sort: "status", cell: (claim) => <Link to={path.claim(claim.id)}>{say(`status.${claim.status}`)}</Link> },
    { key: "source", head: say("claim.source"), width: "minmax(180px, 1.3fr)", sort: "source", cell: (claim) => <SourceLink source={claim.source} /> },
    { key: "stated", head: say("claim.stated-on"), width: "156px", sort: "stated", off: true, cell: (claim) => (claim.stated_on ? whenText(claim.stated_on, lang) : <NoData why={say("when.unknown")} />) },
    { key: "type", head: say("claim.subject-type"), width: "110px", off: true, cell: (claim) => typeLabel(claim.subject.type) },
    { key: "visibility", head: say("claim.visibility"), width: "90px", off: true, cell: (claim) => say(`visibility.${claim.visibility}`) },
    { key: "recorded", head: say("claim.recorded-at"), width: "150px", sort: "recorded", off: true, cell: (claim) => <time dateTime={claim.recorded_at}>{momentText(claim.recorded_at, lang)}</time> },
  ], [lang, say, label, part, typeLabel]);
}

const STATUSES = ["proposed", "accepted", "rejected", "corrected", "withdrawn"] as const;
const MODALITIES = ["actual", "planned", "target", "forecast"] as const;
const UNITS = ["yuan", "currency", "m2", "count", "ratio"] as const;

function useFacets(): TableFacet[] {
  const { say, label } = useLanguage();
  const typeLabel = useTypeLabel();
  const { data: ontology } = useQuery(queries.ontology());
  const unit = (value: string): string => { const known = UNITS.find((one) => one === value); return known ? say(`unit.${known}`) : value; };
  return [
    { key: "property", head: say("claim.property"), label: (value) => label(ontology?.properties.find((one) => one.name === value)?.label) || value },
    { key: "status", head: say("claim.status"), label: (value) => { const known = STATUSES.find((one) => one === value); return known ? say(`status.${known}`) : value; } },
    { key: "modality", head: say("claim.modality"), label: (value) => { const known = MODALITIES.find((one) => one === value); return known ? say(`modality.${known}`) : value; } },
    { key: "type", head: say("claim.subject-type"), label: typeLabel },
    { key: "year", head: say("claim.year"), label: (value) => (value === "0" ? say("table.year-none") : value) },
    { key: "unit", head: say("claim.unit"), label: unit },
    { key: "source", head: say("claim.source"), label: (value) => value },
    { key: "subject", head: say("claim.subject"), label: (value) => value },
  ];
}

export function Component() {
  const { say, label } = useLanguage();
  const navigate = useNavigate();
  const columns = useColumns(), facets = useFacets();
  const latest = useRef<ListRows<ClaimView> | undefined>(undefined);
  const between = async (from: number, to: number): Promise<ClaimView[]> => {
    const list = latest.current;
    return list?.at === undefined ? [] : await rowsOfRange<ClaimView>("claims", list.asked, list.at, from, Math.min(to, from + CHOSEN_MAX - 1));
  };
  const chosen = useChosen(between);
  return (
    <article className="wide-page">
      <PageHead title={say("room.claims")} answer={say("claims.answer")} />
      <ListTable
        room="claims" caption={say("room.claims")} columns={columns} facets={facets} find={say("table.find")} rowKey={(claim) => claim.id} onOpen={(claim) => void navigate(path.claim(claim.id))}
        none={say("overview.latest-none")} selection={chosen} selectionLabel={(claim) => say("table.choose-row", { what: `${label(claim.subject.label)} ${label(claim.property_label)}` })}
        below={(list) => { latest.current = list; return <BulkBar chosen={chosen} total={list.total} onAll={() => void between(0, list.total - 1).then(chosen.add)} />; }}
      />
    </article>
  );
}
