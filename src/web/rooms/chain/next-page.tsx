/**
 * What the region should attract next: gaps by priority × relatedness × complexity, on the plane and in the table that proves it.
 * Invariant: every index stands beside its sample and interval; below the floors the page says why nothing is ranked.
 */
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, type LoaderFunction, useSearchParams } from "react-router";
import { type ChainCandidate, type ChainIndex, type ChainNext, cache } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { FilterChoice } from "../../ui/filters.tsx";
import { NoData } from "../../ui/figure.tsx";
import { FailureNote, Loaded } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { ChainTabs, ScopeFilters, SurveyLine, useWhere, WholeRecord } from "./chain-head.tsx";
import { Cited } from "./gap-entry.tsx";
import { NextPlane } from "./next-plane.tsx";
import { chainQueries, chainSend, scopeIn } from "./queries.ts";
import { StateMark } from "./state-mark.tsx";

const SHOWN = 20;
const queryOf = (search: URLSearchParams): Record<string, string> => { const table = search.get("table"); return { ...scopeIn(search), ...(table ? { table } : {}) }; };

export const loader: LoaderFunction = ({ request }) => {
  void cache.prefetchQuery(chainQueries.next(queryOf(new URL(request.url).searchParams)));
  return null;
};

export function Component() {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const scope = scopeIn(search);
  const own = useMutation({ mutationFn: (file: File) => chainSend.nextOver(scope, file) });
  const query = useQuery({ ...chainQueries.next(queryOf(search)), placeholderData: (before) => before });
  return (
    <article className="chain">
      <ChainTabs />
      <Loaded query={query}>{(next) => <NextOf next={own.data ?? next} scope={scope} brought={own.data?.table.label.en} />}</Loaded>
      {query.isError && !query.data && <WholeRecord error={query.error} />}
      <section className="own-table">
        <label className="filter">{say("chain.next-own")} <input type="file" accept=".csv,.tsv,.gz,.parquet" disabled={own.isPending} onChange={(event) => { const file = event.target.files?.[0]; if (file) own.mutate(file); }} /></label>
        {own.isError && <FailureNote error={own.error} />}
      </section>
    </article>
  );
}

function NextOf({ next, scope, brought }: { next: ChainNext; scope: Record<string, string>; brought: string | undefined }) {
  const { say, label } = useLanguage();
  const where = useWhere()(next.survey, next.filters);
  const first = next.candidates.find((c) => c.rank === 1);
  const { table, recovery } = next;
  const two = (x: number | undefined, digits = 2): string => (x === undefined ? "—" : x.toFixed(digits));
  return (
    <>
      <PageHead title={say("chain.next")} answer={first ? say("chain.next-answer", { where, first: label(first.node.name), score: two(first.score ?? undefined) }) : undefined} />
      <SurveyLine survey={next.survey} />
      <ScopeFilters filters={next.filters}>
        <FilterChoice name="table" label={say("chain.next-table")}>
          {next.tables.map((t, i) => <option key={t.id} value={i === 0 ? "" : t.id}>{label(t.label)}</option>)}
        </FilterChoice>
      </ScopeFilters>
      {brought !== undefined && <p className="past-notice">{say("chain.next-own-shown", { name: brought })}</p>}
      {next.refusal && <p className="failure"><Words of={next.refusal} /></p>}
      {next.cautions.map((c) => <p key={c.en} className="quiet"><Words of={c} /></p>)}
      {!next.refusal && <NextPlane candidates={next.candidates} />}
      <p className="quiet">
        {say("chain.next-sample", { regions: table.regions, activities: table.activities, ones: table.ones, on: table.on_chain })} <Words of={table.note} /> {say("chain.next-source", { source: table.source })}
      </p>
      <p className="quiet">
        {say("chain.next-basket", { n: next.basket.activities.length })}{next.complexity && <> · {say("chain.next-complexity")} <Index of={next.complexity} digits={2} /></>}
      </p>
      {recovery && <p className="quiet">{say("chain.next-recovery", { auc: two(recovery.auc, 3), lo: two(recovery.lo, 3), hi: two(recovery.hi, 3), size: two(recovery.size_auc, 3), nlo: two(recovery.no_information.lo), nhi: two(recovery.no_information.hi) })} <Link to={path.chainBacktest()}>{say("chain.backtest")}</Link></p>}
      <Candidates rows={next.candidates.slice(0, SHOWN)} scope={scope} />
    </>
  );
}

/** An index with its interval and sample size. */
function Index({ of, digits }: { of: ChainIndex | undefined; digits: number }) {
  const { say } = useLanguage();
  if (of === undefined) return <NoData why={say("chain.undefined")} />;
  return <>{of.value.toFixed(digits)} <span className="quiet index-range">{of.lo !== undefined && of.hi !== undefined && `[${of.lo.toFixed(digits)}, ${of.hi.toFixed(digits)}] `}{say("chain.sample-n", { n: of.n })}</span></>;
}

function Candidates({ rows, scope }: { rows: ChainCandidate[]; scope: Record<string, string> }) {
  const { say, label, lang } = useLanguage();
  const join = lang === "zh" ? "、" : ", ";
  return (
    <DataTable
      caption={say("chain.next")} rows={rows} rowKey={(c) => c.node.id} empty={say("chain.gaps-none")}
      columns={[
        { key: "node", head: say("chain.node"), heading: true, cell: (c) => <>{c.rank !== null && <span className="quiet">{c.rank} </span>}<Link to={path.chainNode(c.node.id, scope)}>{label(c.node.name)}</Link> <StateMark of={c.state} /></> },
        { key: "score", head: say("chain.score"), help: "score", numeric: true, cell: (c) => (c.score === null ? <NoData why={say("chain.undefined")} /> : c.score.toFixed(2)) },
        { key: "priority", head: say("chain.priority"), numeric: true, cell: (c) => c.priority.toFixed(2) },
        { key: "relatedness", head: say("chain.relatedness"), help: "density", numeric: true, cell: (c) => <Index of={c.relatedness} digits={2} /> },
        { key: "complexity", head: say("chain.complexity"), numeric: true, cell: (c) => <Index of={c.complexity} digits={2} /> },
        { key: "near", head: say("chain.near"), cell: (c) => c.near.map((n) => <span key={n.activity} className="stack"><span className="quiet"><span title={n.name} lang={n.name ? "en" : undefined}>{n.name ?? n.activity}</span> φ {n.proximity.toFixed(2)}</span> {n.nodes.slice(0, 3).map((x) => label(x.name)).join(join)}</span>) },
        { key: "why", head: say("chain.cites"), cell: (c) => <details><summary>{c.claims.length}</summary><p><Words of={c.explanation} /></p><Cited claims={c.claims} /></details> },
      ]}
    />
  );
}
