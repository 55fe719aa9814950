/**
 * All entities as one table, with their first figures as of the days asked for; of one type with the columns that suit it.
 * Invariant: the address restores the list: type, place or tie that it is narrowed to, filters, columns, sort.
 */
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { Link, type LoaderFunction, useNavigate, useSearchParams } from "react-router";
import { type EntryFormDef, type TableEntity, cache, queries } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { EntityLink } from "../../ui/entity-link.tsx";
import { whenShort, whenText } from "../../ui/figure-text.ts";
import { FactFigure, NoData } from "../../ui/figure.tsx";
import { useTypeLabel } from "../../ui/ontology.ts";
import { PageHead } from "../../ui/page.tsx";
import { RowFigures } from "../../ui/row-figures.tsx";
import { conditionOf, rangeText } from "../../ui/table/figure-range.ts";
import { ListTable } from "../../ui/table/list-table.tsx";
import type { TableColumn, TableFacet } from "../../ui/table/model.ts";
import { rowsOfRange } from "../../ui/table/queries.ts";
import { CHOSEN_MAX, useChosen } from "../../ui/table/use-chosen.ts";
import { type ListRows, useListSetting } from "../../ui/table/use-list.ts";
import { BulkEntry } from "./bulk-entry.tsx";
import { entryForm, pages } from "./queries.ts";

/** The figure of a column with its period, and that it is of a part where it is; that there is none is said. */
function Cell({ row, properties }: { row: TableEntity; properties: string[] }) {
  const { lang, say, part } = useLanguage();
  const fact = row.figures.find((one) => properties.includes(one.property));
  if (!fact) return <NoData why={say("entity.not-on-record")} />;
  const many = fact.unit === "entity" || fact.unit === "date" || fact.unit === "text";
  const about = many ? "" : [fact.scope !== "" && say("entity.of-part"), fact.when !== "" && whenShort(fact.when, lang)].filter(Boolean).join(" · ");
  // Before the number, so that numbers stand under one another.
  return many ? <FactFigure fact={fact} /> : <span className="told-cell">{about && <span className="quiet small" title={[part(fact.best), whenText(fact.when, lang)].filter(Boolean).join(" · ")}>{about}</span>}<FactFigure fact={fact} /></span>;
}

function useColumns(form: EntryFormDef | undefined): TableColumn<TableEntity>[] {
  const { lang, say, label } = useLanguage();
  const typeLabel = useTypeLabel();
  return useMemo(() => {
    const wide = lang === "en" ? "minmax(224px, 1.1fr)" : "minmax(196px, 1.1fr)";
    const own = (form?.columns ?? []).map(({ properties, label: name, numeric }): TableColumn<TableEntity> => ({
      key: properties[0]!, head: label(name), numeric, width: numeric ? wide : "minmax(100px, 1fr)", sort: `figure.${properties.join("|")}`, cell: (row) => <Cell row={row} properties={properties} />,
    }));
    return [
      { key: "name", head: say("entity.name"), heading: true, width: "minmax(196px, 1.7fr)", sort: "name", cell: (row) => <EntityLink entity={row} /> },
      { key: "type", head: say("entity.type"), width: "minmax(90px, 0.5fr)", sort: "type", off: form !== undefined, cell: (row) => typeLabel(row.type) },
      ...own,
      ...(own.length > 0 ? [] : [{ key: "figures", head: say("entity.headline"), width: "minmax(300px, 3fr)", cell: (row: TableEntity) => <RowFigures facts={row.figures} /> }]),
      { key: "claims", head: say("entity.claims"), numeric: true, width: "84px", sort: "claims", cell: (row) => <Link to={path.claims({ subject: row.id, status: "accepted" })}>{row.claims}</Link> },
      { key: "waiting", head: say("entity.waiting"), numeric: true, off: own.length > 0, width: "84px", sort: "waiting", cell: (row) => (row.waiting === 0 ? <span className="quiet">0</span> : <Link to={path.claims({ subject: row.id, status: "proposed" })}>{row.waiting}</Link>) },
      { key: "facts", head: say("entity.facts"), numeric: true, off: true, width: "84px", cell: (row) => row.facts },
    ];
  }, [form, lang, say, label, typeLabel]);
}

/** The columns of the type, and whatever else the address names of figures, to filter and group by. */
function useFigureFacets(form: EntryFormDef | undefined, search: URLSearchParams): TableFacet[] {
  const { lang, say, label } = useLanguage();
  const { data: ontology } = useQuery(queries.ontology());
  return useMemo(() => {
    const named = [...search.getAll("where").map((text) => conditionOf(text).column), ...(search.get("group")?.startsWith("figure.") ? [search.get("group")!.slice("figure.".length)] : [])];
    const own = (form?.columns ?? []).map(({ properties, label: head }) => ({ column: properties.join("|"), head: label(head) }));
    const others = [...new Set(named)].filter((column) => column !== "" && !own.some((one) => one.column === column)).map((column) => ({ column, head: label(ontology?.properties.find((one) => one.name === column.split("|")[0])?.label) || column }));
    return [...own, ...others].map(({ column, head }): TableFacet => {
      const figure = { column, unit: ontology?.properties.find((one) => one.name === column.split("|")[0])?.unit ?? "" };
      const words = (value: string): string => (value === "none" ? say("table.figure-none") : value === "other" ? say("table.figure-other") : value.startsWith("=") ? value.slice(1) : value.includes("..") ? rangeText(value, figure, lang) : whenText(value, lang));
      return { key: `figure.${column}`, head, label: words, figure };
    });
  }, [form, search, ontology, lang, say, label]);
}

export const loader: LoaderFunction = ({ request }) => {
  const [type, ...more] = new URL(request.url).searchParams.getAll("type");
  void cache.prefetchQuery(queries.ontology());
  if (type !== undefined && more.length === 0) void cache.prefetchQuery(entryForm(type));
  return null;
};

export function Component() {
  const { say, label } = useLanguage();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const typeLabel = useTypeLabel();
  const { data: ontology, isError: unknown } = useQuery(queries.ontology());
  const latest = useRef<ListRows<TableEntity> | undefined>(undefined);
  const between = async (from: number, to: number): Promise<TableEntity[]> => {
    const list = latest.current;
    return list?.at === undefined ? [] : await rowsOfRange<TableEntity>("entities", list.asked, list.at, from, Math.min(to, from + CHOSEN_MAX - 1));
  };
  const chosen = useChosen(between);
  // A saved view names its type too.
  const { setting, viewPending } = useListSetting("entities");
  const types = setting.getAll("type");
  // One type, and one that the ontology knows: its own columns.
  const one = types.length === 1 && ontology?.types.some((type) => type.name === types[0]) ? types[0] : undefined;
  const { data: form, isError: formless } = useQuery({ ...entryForm(one ?? ""), enabled: one !== undefined });
  const shown = one === undefined ? undefined : form;
  const columns = useColumns(shown);
  const extra = useMemo(() => (shown && shown.columns.length > 0 ? { figures: shown.columns.map((column) => column.properties.join("|")).join(",") } : undefined), [shown]);
  const some = (value: string): string => say(value === "yes" ? "table.yes" : "table.no");
  const facets: TableFacet[] = [
    { key: "type", head: say("entity.type"), label: typeLabel }, { key: "accepted", head: say("entity.has-claims"), label: some }, { key: "waiting", head: say("entity.has-waiting"), label: some },
    ...useFigureFacets(shown, setting),
  ];
  const plural = ontology?.types.find((type) => type.name === one)?.plural;
  // The page of one type begins with what the type is called and means: without them it would move when they come.
  if (viewPending) return <article className="wide-page" data-coming="" />;
  if (types.length === 1 && !unknown && (ontology === undefined || (one !== undefined && form === undefined && !formless))) return <article className="wide-page" data-coming="" />;
  return (
    <article className="wide-page">
      <PageHead
        title={plural ? label(plural) : say("room.entities")} trail={one === undefined ? undefined : <Link to={path.entities()}>{say("room.entities")}</Link>} answer={shown ? <Words of={shown.definition} /> : say("entities.answer")}
        tools={<Link className="button" to={path.newEntity(one === undefined ? {} : { type: one })}>{say("entry.new-entity")}</Link>}
      />
      <Narrowed search={search} />
      {(one === undefined || form !== undefined) && (
        <ListTable
          key={one ?? ""} room="entities" caption={plural ? label(plural) : say("room.entities")} columns={columns} facets={facets} find={say("table.find-entities")} rowKey={(row) => row.id} usualSort="name" {...(extra ? { extra } : {})}
          onOpen={(row) => void navigate(path.entity(row.slug))} none={say("entities.none")} selection={chosen} selectionLabel={(row) => say("table.choose-row", { what: label(row.label) })}
          below={(list) => { latest.current = list; return <BulkEntry chosen={chosen} list={list} onAll={() => void between(0, list.total - 1).then(chosen.add)} />; }}
        />
      )}
    </article>
  );
}

/** The place or the tie that the list is narrowed to, and the way out of it. */
function Narrowed({ search }: { search: URLSearchParams }) {
  const { say } = useLanguage();
  const [within, tied] = [search.get("within") ?? "", search.get("tied") ?? ""];
  const ref = within || (/^(?:in|out)\.[a-z_.]+\.([^.].*)$/.exec(tied)?.[1] ?? "");
  const { data } = useQuery({ ...pages.head(ref, {}), enabled: ref !== "" });
  if (ref === "") return null;
  const rest = new URLSearchParams(search);
  rest.delete("within");
  rest.delete("tied");
  return <p className="note-line">{say(within ? "entities.within" : "entities.tied")} {data ? <EntityLink entity={data} /> : ref} <Link to={`${path.entities()}?${rest.toString()}`}>{say("entities.all")}</Link></p>;
}
