/**
 * Two days side by side: which figures differ, by what was known or held, and why.
 * Invariant: the two days, and whose figures, are in the address; each figure opens its claim.
 */
import { useQuery } from "@tanstack/react-query";
import { type LoaderFunction, useSearchParams } from "react-router";
import { type ComparisonQuery, type ComparisonView, type FactChangeView, cache, queries } from "../../api.ts";
import { clocksIn } from "../../clocks.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { DayField } from "../../ui/day-box.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { Figure, NoData } from "../../ui/figure.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { SourceLink } from "../../ui/source-citation.tsx";
import { pages } from "../entities/queries.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const KINDS = ["changed", "gone", "new"] as const;
const BY = ["both", "known", "valid"] as const;

interface Asked {
  a: string;
  b: string;
  by: (typeof BY)[number];
  cluster: string;
  subject: string;
}

function yearAgo(): string {
  const day = new Date();
  day.setFullYear(day.getFullYear() - 1);
  return day.toISOString().slice(0, 10);
}

/** What the address asks; the day that the application is set back to is the earlier one unless the address names another. */
function askedIn(search: URLSearchParams): Asked {
  const day = (name: string): string => (DAY.test(search.get(name) ?? "") ? search.get(name)! : "");
  const clocks = clocksIn(search);
  const by = BY.find((one) => one === search.get("by")) ?? "both";
  return { a: day("a") || clocks.known_on || clocks.valid_on || yearAgo(), b: day("b"), by, cluster: search.get("cluster") ?? "", subject: search.get("subject") ?? "" };
}

function queryOf({ a, b, by, cluster, subject }: Asked): ComparisonQuery {
  return {
    subject, cluster: subject ? "" : cluster,
    ...(by === "known" ? {} : { from_valid: a, to_valid: b }), ...(by === "valid" ? {} : { from_known: a, to_known: b }),
  };
}

export const loader: LoaderFunction = ({ request }) => {
  void cache.prefetchQuery(queries.comparison(queryOf(askedIn(new URL(request.url).searchParams))));
  return null;
};

export function Component() {
  const { say, label } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const asked = askedIn(search);
  const { data: overview } = useQuery(queries.overview({}));
  const query = useQuery({ ...queries.comparison(queryOf(asked)), placeholderData: (before) => before });
  const set = (name: string, value: string) => setSearch((before) => {
    const after = new URLSearchParams(before);
    if (value === "") after.delete(name);
    else after.set(name, value);
    return after;
  }, { replace: true });
  return (
    <article>
      <PageHead title={say("room.compare")} answer={query.data ? <Answer asked={asked} comparison={query.data} /> : query.isError ? undefined : <span data-coming="">{"\u00a0"}</span>} />
      <form className="filters" onSubmit={(event) => event.preventDefault()}>
        <DayField label={say("compare.a")} value={asked.a} onChange={(day) => set("a", day)} />
        <DayField label={say("compare.b")} value={asked.b} placeholder={say("compare.now")} onChange={(day) => set("b", day)} />
        <label>{say("compare.by")} <select value={asked.by} onChange={(event) => set("by", event.target.value)}>{BY.map((one) => <option key={one} value={one}>{say(`compare.by-${one}`)}</option>)}</select></label>
        {asked.subject !== "" ? <Whose subject={asked.subject} onAll={() => set("subject", "")} /> : (
          <label>{say("compare.whose")} <select value={asked.cluster} onChange={(event) => set("cluster", event.target.value)}>
            <option value="">{say("compare.all")}</option>
            {overview?.clusters.filter((one) => one.key !== "all").map((one) => <option key={one.key} value={one.key}>{label(one.label)}</option>)}
          </select></label>
        )}
      </form>
      <p className="quiet">{say("compare.pick")}</p>
      <Loaded query={query}>{(comparison) => <Changes comparison={comparison} show={KINDS.find((one) => one === search.get("show")) ?? ""} onShow={(kind) => set("show", kind)} />}</Loaded>
    </article>
  );
}

/** The one entity whose figures are compared, and the way to those of all. */
function Whose({ subject, onAll }: { subject: string; onAll: () => void }) {
  const { say } = useLanguage();
  const { data } = useQuery(pages.head(subject, {}));
  return <span>{say("compare.whose")} {data ? <EntityLink entity={data} /> : subject} <button type="button" className="link" onClick={onAll}>{say("compare.all")}</button></span>;
}

function Answer({ asked, comparison }: { asked: Asked; comparison: ComparisonView }) {
  const { lang, say } = useLanguage();
  const days = { a: whenText(asked.a, lang), b: asked.b === "" ? say("compare.now") : whenText(asked.b, lang) };
  const { counts } = comparison;
  return <>{counts.new + counts.changed + counts.gone === 0 ? say("compare.answer-none", days) : say("compare.answer", { ...days, ...counts })}</>;
}

type Kind = (typeof KINDS)[number];
const kindOf = (row: FactChangeView): Kind => (row.before ? (row.after ? "changed" : "gone") : "new");

function Changes({ comparison, show, onShow }: { comparison: ComparisonView; show: Kind | ""; onShow: (kind: Kind | "") => void }) {
  const { lang, say, label, part } = useLanguage();
  const total = comparison.counts.new + comparison.counts.changed + comparison.counts.gone;
  const columns: Column<FactChangeView>[] = [
    { key: "subject", head: say("claim.subject"), heading: true, cell: (row) => <EntityLink entity={row.subject} /> },
    { key: "property", head: say("claim.property"), cell: (row) => <>{label(row.property_label)}{row.qualifier && <span className="quiet"> {part((row.after ?? row.before)!)}</span>}</> },
    { key: "when", head: say("claim.when"), short: true, cell: (row) => (row.when ? whenText(row.when, lang) : <NoData why={say("when.unknown")} />) },
    { key: "before", head: say("compare.before"), numeric: true, cell: (row) => (row.before ? <Figure claim={row.before} /> : row.previous ? <><Figure claim={row.previous} /> <span className="quiet">{whenText(row.previous.when ?? "", lang)}</span></> : <NoData why={say("compare.not-there")} />) },
    { key: "after", head: say("compare.after"), numeric: true, cell: (row) => (row.after ? <Figure claim={row.after} /> : <NoData why={say("compare.gone")} />) },
    { key: "why", head: say("compare.why"), cell: (row) => <>{say(`compare.why.${row.why}`)}{row.agrees && <span className="quiet"> {say("compare.agrees")}</span>} <span className="small"><SourceLink source={(row.after ?? row.before)!.source} /></span></> },
  ];
  if (total === 0) return null;
  const rows = comparison.items.filter((row) => show === "" || kindOf(row) === show);
  return (
    <>
      <div className="row" role="group" aria-label={say("compare.show")}>
        {(["", ...KINDS] as const).map((kind) => <button key={kind} type="button" className="chip" aria-pressed={show === kind} disabled={kind !== "" && comparison.counts[kind] === 0} onClick={() => onShow(kind)}>{kind === "" ? say("compare.kind.any", { n: total }) : say(`compare.kind.${kind}`, { n: comparison.counts[kind] })}</button>)}
      </div>
      <DataTable caption={say("room.compare")} columns={columns} rows={rows} rowKey={(row) => `${row.before?.id ?? ""}>${row.after?.id ?? ""}`} empty="" />
      {total > comparison.items.length && <p className="quiet">{say("compare.cut", { n: comparison.items.length })}</p>}
    </>
  );
}
