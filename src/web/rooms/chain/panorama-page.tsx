/**
 * The panorama: the whole chain of a region on a page, as of a day, compared with another where asked; and the table that proves it.
 * Invariant: the address holds the question; every count leads to the node that names its firms.
 */
import { useQuery } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { Link, type LoaderFunction, useSearchParams } from "react-router";
import { type ChainNodeView, type ChainView, cache } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { download, path } from "../../path.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { countText } from "../../ui/figure-text.ts";
import { NoData } from "../../ui/figure.tsx";
import { FilterChoice, FilterDay } from "../../ui/filters.tsx";
import { PageHead } from "../../ui/page.tsx";
import { ChainLoaded, ChainTabs, RegionOptions, ScopeFilters, SurveyLine, useWhere } from "./chain-head.tsx";
import { ExportMenu } from "../../chart/chart-menu.tsx";
import { Chart } from "../../chart/chart.tsx";
import { pngOf, save, svgText } from "../../chart/export-drawing.ts";
import { PanoramaDrawing, type Strength } from "./panorama-drawing.tsx";
import { chainQueries, comparedIn, scopeIn } from "./queries.ts";
import { STATES, StateMark } from "./state-mark.tsx";

const STRENGTHS = ["firms", "output_yuan", "lines", "honours"] as const;

export const loader: LoaderFunction = ({ request }) => {
  void cache.prefetchQuery(chainQueries.panorama(comparedIn(new URL(request.url).searchParams)));
  return null;
};

export function Component() {
  const [search] = useSearchParams();
  return <ChainLoaded query={useQuery({ ...chainQueries.panorama(comparedIn(search)), placeholderData: (before) => before })}>{(view) => <PanoramaOf view={view} />}</ChainLoaded>;
}

function PanoramaOf({ view }: { view: ChainView }) {
  const { say, lang } = useLanguage();
  const [search] = useSearchParams();
  const where = useWhere()(view.survey, view.filters);
  const scope = scopeIn(search);
  const strength = STRENGTHS.find((s) => s === search.get("strength")) ?? "firms";
  const drawn = useRef<{ svg: SVGSVGElement; size: { width: number; height: number } }>(undefined);
  const ready = useCallback((svg: SVGSVGElement, size: { width: number; height: number }) => { drawn.current = { svg, size }; }, []);
  const write = async (kind: "svg" | "png"): Promise<void> => {
    if (!drawn.current) return;
    const text = svgText(drawn.current.svg, drawn.current.size, `${say("room.chain")} · ${where}`);
    save(kind === "svg" ? new Blob([text], { type: "image/svg+xml" }) : await pngOf(text, drawn.current.size), `lightvalley-chain.${kind}`);
  };
  const { states } = view;
  const present = states.strong + states.thin + states.single_source;
  const { survey } = view;
  const answer = say("chain.answer", {
    where, in: survey.in_record, placed: survey.placed, present, nodes: view.nodes.length, strong: states.strong, thin: states.thin, single: states.single_source, missing: states.missing, nodata: states.no_data,
  });
  return (
    <article className="chain">
      <ChainTabs />
      <PageHead title={`${say("room.chain")} · ${where}`} answer={answer} />
      <SurveyLine survey={survey} />
      <ScopeFilters filters={view.filters}>
        <FilterChoice name="strength" label={say("chain.strength")}>
          {STRENGTHS.map((s) => <option key={s} value={s === "firms" ? "" : s}>{say(`chain.strength.${s}`)}</option>)}
        </FilterChoice>
        <FilterChoice name="with_region" label={say("chain.compare")}>
          <option value="">{say("chain.compare-none")}</option>
          <option value="*">{say("chain.region-all")}</option>
          <RegionOptions filters={view.filters} />
        </FilterChoice>
        <FilterDay name="with_known_on" label={say("chain.compare-known")} />
        <FilterDay name="with_valid_on" label={say("chain.compare-valid")} />
        <span className="downloads"><ExportMenu svg={() => write("svg")} png={() => write("png")} xlsx={{ href: download.chain({ ...scope, lang }), file: "lightvalley-chain.xlsx" }} /></span>
      </ScopeFilters>
      <Compared view={view} />
      <p className="legend">{STATES.map((s) => <span key={s}><StateMark of={s} /> {states[s]}</span>)}</p>
      <PanoramaDrawing view={view} strength={strength} scope={scope} onReady={ready} />
      {present > 0 && <section><h2>{say("chain.flow")}</h2><Chart of={{ kind: "chain", ...scope }} space_px={420}><span className="quiet">{say("chain.flow-help")}</span></Chart></section>}
      <details className="as-table"><summary>{say("chain.as-table")}</summary><NodesTable view={view} scope={scope} strength={strength} /></details>
    </article>
  );
}

function Compared({ view }: { view: ChainView }) {
  const { say, label } = useLanguage();
  const where = useWhere();
  if (!view.other) return null;
  const { survey, differences } = view.other;
  const what = [where(survey, view.filters), survey.as_of.known_on, survey.as_of.valid_on].filter(Boolean).join(" · ");
  if (differences.length === 0) return <p>{say("chain.compared-none", { what })}</p>;
  const names = new Map(view.nodes.map((n) => [n.id, label(n.name)]));
  const counted = differences.filter((d) => d.firms !== 0).toSorted((a, b) => Math.abs(b.firms) - Math.abs(a.firms));
  return (
    <details className="as-table" open={counted.length > 0 && counted.length <= 12}>
      <summary>{say("chain.compared", { what, n: differences.length })}</summary>
      <ul className="differences">{(counted.length > 0 ? counted : differences).map((d) => <li key={d.node}>{names.get(d.node)}: <StateMark of={d.before} /> → <StateMark of={d.after} /> {d.firms > 0 ? `+${d.firms}` : d.firms < 0 ? `−${-d.firms}` : ""}</li>)}</ul>
    </details>
  );
}

function NodesTable({ view, scope, strength }: { view: ChainView; scope: Record<string, string>; strength: Strength }) {
  const { say, label, lang } = useLanguage();
  const name = (list: { id: string; name: ChainNodeView["name"] }[], id: string): string => label(list.find((one) => one.id === id)?.name);
  const rows = view.nodes.toSorted((a, b) => b.presence[strength] - a.presence[strength] || a.column - b.column || a.row - b.row);
  return (
    <DataTable
      caption={say("room.chain")} rows={rows} rowKey={(n) => n.id} empty={say("list.none-match")}
      columns={[
        { key: "node", head: say("chain.node"), heading: true, cell: (n) => <Link to={path.chainNode(n.id, scope)}>{label(n.name)}</Link> },
        { key: "stage", head: say("chain.stage"), short: true, cell: (n) => name(view.pack.stages, n.stage) },
        { key: "state", head: say("chain.state"), short: true, cell: (n) => <StateMark of={n.presence.state} /> },
        { key: "firms", head: say("chain.firms"), numeric: true, cell: (n) => n.presence.firms },
        { key: "output", head: say("chain.output-unit"), numeric: true, cell: (n) => (n.presence.output_known > 0 ? (n.presence.output_yuan / (lang === "zh" ? 1e8 : 1e9)).toFixed(2) : <NoData why={say(n.presence.firms === 0 ? "chain.none-firm" : "chain.none-output")} />) },
        { key: "lines", head: say("chain.lines"), numeric: true, cell: (n) => (n.presence.lines > 0 ? countText(n.presence.lines) : <NoData why={say(n.presence.firms === 0 ? "chain.none-firm" : "chain.none-lines")} />) },
        { key: "honours", head: say("chain.honours"), numeric: true, cell: (n) => n.presence.honours },
        { key: "hhi", head: say("chain.hhi"), numeric: true, cell: (n) => (n.presence.hhi === undefined ? <NoData why={say("chain.none-firm")} /> : <span title={say(`chain.hhi-basis.${n.presence.hhi_basis ?? "weight"}`)}>{n.presence.hhi.toFixed(2)}</span>) },
        { key: "who", head: say("chain.node-firms"), cell: (n) => n.named.map((f) => <span key={f.id} className="row-figure"><EntityLink entity={f} /></span>) },
      ]}
    />
  );
}
