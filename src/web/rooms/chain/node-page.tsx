/** One node: what it is, who stands here and by which words, who supplies and needs it, its gap, what falls with it. Invariant: every firm's place shows its evidence and opens its claims. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, type LoaderFunction, useParams, useSearchParams } from "react-router";
import { type ChainFirmAtNode, type ChainNeighbour, type ChainNodePage, cache } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { linkable, path } from "../../path.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { Figure } from "../../ui/figure.tsx";
import { FailureNote } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { SourceLink } from "../../ui/source-citation.tsx";
import { ChainLoaded, ChainTabs, ScopeFilters, SurveyLine, percentText, useWhere } from "./chain-head.tsx";
import { Cited, Parts, RiskPaths } from "./gap-entry.tsx";
import { chainQueries, chainSend, scopeIn } from "./queries.ts";
import { StateMark } from "./state-mark.tsx";

export const loader: LoaderFunction = ({ request, params }) => {
  void cache.prefetchQuery(chainQueries.node(params["node"] ?? "", scopeIn(new URL(request.url).searchParams)));
  return null;
};

export function Component() {
  const { node = "" } = useParams();
  const [search] = useSearchParams();
  const scope = scopeIn(search);
  return <ChainLoaded query={useQuery(chainQueries.node(node, scope))}>{(page) => <NodeOf page={page} scope={scope} />}</ChainLoaded>;
}

function NodeOf({ page, scope }: { page: ChainNodePage; scope: Record<string, string> }) {
  const { say, label } = useLanguage();
  const { node, presence } = page;
  const where = useWhere()(page.survey, page.filters);
  return (
    <article className="chain">
      <ChainTabs />
      <PageHead title={label(node.name)} trail={[label(node.stage.name), node.line && label(node.line.name)].filter(Boolean)} answer={<>{say("chain.node-answer", { where, state: say(`chain.state.${presence.state}`), n: presence.firms })} <StateMark of={presence.state} quiet /></>} />
      <SurveyLine survey={page.survey} />
      <ScopeFilters filters={page.filters} />
      {page.gap && <><p><Words of={page.gap.explanation} /></p><Cited claims={page.gap.claims} /><Parts gap={page.gap} /></>}
      <h2>{say("chain.node-firms")}</h2>
      <Firms firms={page.firms} node={node.id} empty={say("chain.node-firms-none")} />
      {page.more > 0 && <p className="quiet">{say("chain.more-firms", { n: page.more })}</p>}
      {page.pending.length > 0 && <><h2>{say("chain.node-pending")}</h2><Firms firms={page.pending} node={node.id} empty="" /></>}
      <div className="two">
        <section><h2>{say("chain.upstream")}</h2><Neighbours of={page.upstream} scope={scope} /></section>
        <section><h2>{say("chain.downstream")}</h2><Neighbours of={page.downstream} scope={scope} /></section>
      </div>
      <section><h2>{say("chain.risk")}</h2><p className="quiet">{say("chain.weakest-help")}</p><RiskPaths risk={page.risk} scope={scope} /></section>
      <Definition page={page} scope={scope} />
    </article>
  );
}

function Firms({ firms, node, empty }: { firms: ChainFirmAtNode[]; node: string; empty: string }) {
  const { say, label } = useLanguage();
  const rule = useMutation({ mutationFn: ({ firm, here }: { firm: string; here: boolean }) => chainSend.rule(firm, node, here) });
  return (
    <>
      {rule.isError && <FailureNote error={rule.error} />}
      <DataTable
        caption={say("chain.node-firms")} rows={firms} rowKey={(f) => f.firm.id} empty={empty}
        columns={[
          { key: "firm", head: say("chain.firms"), heading: true, cell: (f) => <><EntityLink entity={f.firm} />{f.rung && <span className="quiet"> {label(f.rung)}</span>}{f.size && <span className="quiet"> {label(f.size)}</span>}</> },
          { key: "share", head: say("chain.share"), numeric: true, cell: (f) => percentText(f.share) },
          { key: "output", head: say("chain.output"), numeric: true, cell: (f) => (f.output ? <Figure claim={f.output} /> : "") },
          { key: "why", head: say("chain.evidence"), cell: (f) => <Evidence of={f} /> },
          { key: "cites", head: say("chain.cites"), cell: (f) => f.claims.map((c) => <span key={c.id} className="stack"><Figure claim={c} /> <SourceLink source={c.source} /></span>) },
          { key: "rule", head: say("chain.rule"), cell: (f) => (
            <span className="rule">
              {!f.ruled && <button type="button" disabled={rule.isPending} onClick={() => rule.mutate({ firm: f.firm.id, here: true })}>{say("chain.rule-here")}<span className="hidden"> {label(f.firm.label)}</span></button>}
              <button type="button" disabled={rule.isPending} onClick={() => rule.mutate({ firm: f.firm.id, here: false })}>{say("chain.rule-not")}<span className="hidden"> {label(f.firm.label)}</span></button>
            </span>
          ) },
        ]}
      />
    </>
  );
}

function Evidence({ of }: { of: ChainFirmAtNode }) {
  const { say } = useLanguage();
  const words = [...new Set(of.evidence.map((e) => e.said))];
  return <>{words.map((w) => <q key={w} className="said">{w}</q>)} <span className="quiet">{of.ruled ? say("chain.ruled") : `${of.score.toFixed(2)}${of.review ? ` · ${say("chain.review")}` : ""}`}</span></>;
}

function Neighbours({ of, scope }: { of: ChainNeighbour[]; scope: Record<string, string> }) {
  const { say, label } = useLanguage();
  if (of.length === 0) return <p className="quiet">{say("chain.neighbours-none")}</p>;
  return <ul className="neighbours">{of.map((n) => <li key={n.node.id}><StateMark of={n.presence.state} quiet /> <Link to={path.chainNode(n.node.id, scope)}>{label(n.node.name)}</Link> <span className="quiet">{say("chain.firms-n", { n: n.presence.firms })}{n.note && <> · {label(n.note)}</>}</span></li>)}</ul>;
}

function Definition({ page: { node }, scope }: { page: ChainNodePage; scope: Record<string, string> }) {
  const { say, label, lang } = useLanguage();
  return (
    <section>
      <h2>{say("chain.means")}</h2>
      <p><Words of={node.means} /></p>
      <dl className="facts">
        <dt>{say("chain.words")}</dt><dd>{[...node.words[lang], ...node.words[lang === "zh" ? "en" : "zh"]].join(lang === "zh" ? "、" : ", ")}</dd>
        <dt>{say("chain.codes")}</dt><dd>{node.codes.length === 0 ? say("chain.neighbours-none") : node.codes.map((c) => <span key={`${c.system} ${c.code}`} className="stack">{c.system.toUpperCase()} {c.code} <span className="quiet" lang={c.system === "gbt" ? "zh" : "en"}>{c.name}</span></span>)}</dd>
        {node.kind_of.length > 0 && <><dt>{say("chain.kind-of")}</dt><dd>{node.kind_of.map((k) => <Link key={k.id} to={path.chainNode(k.id, scope)}>{label(k.name)}</Link>)}</dd></>}
        <dt>{say("chain.sources")}</dt><dd>{node.sources.map((s) => { const to = linkable(s.address); return <span key={s.title} className="stack">{to ? <a href={to} target="_blank" rel="noreferrer noopener">{s.title}</a> : s.title} <span className="quiet">{s.publisher}</span></span>; })}</dd>
      </dl>
    </section>
  );
}
