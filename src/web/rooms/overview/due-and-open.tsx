/**
 * What the cluster owes its attention to: promises due this quarter, findings that are open, the chain in miniature.
 * Invariant: each part is asked for by itself after the page stands; one that has nothing says so, one that fails leaves the others.
 */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { type ChainNodeView, type Overview, lists } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { asOfIn, useClocks } from "../../ui/as-of.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { Figure } from "../../ui/figure.tsx";
import { chainQueries } from "../chain/queries.ts";
import { STATES, StateMark, StateShape } from "../chain/state-mark.tsx";
import { parks } from "../parks/queries.ts";
import "../chain/chain.css";

const SHOWN = 4;

export default function DueAndOpen({ overview }: { overview: Overview }) {
  return (
    <div className="due-and-open">
      <Due cluster={overview.cluster} />
      <Open cluster={overview.cluster} />
      <ChainInSmall cluster={overview.cluster} />
    </div>
  );
}

function Due({ cluster }: { cluster: string }) {
  const { lang, say, label } = useLanguage();
  const [search] = useSearchParams();
  const { data } = useQuery(parks.promises({ cluster, ...asOfIn(search) }));
  const { data: all } = useQuery({ ...parks.list({ cluster, ...asOfIn(search) }), enabled: data?.rows.length === 0 });
  const overdue = all?.items.reduce((sum, row) => sum + row.overdue, 0) ?? 0;
  if (!data) return <section />;
  const open = data.rows.filter((row) => row.verdict === "ahead" || row.verdict === "no-outcome" || row.verdict === "late");
  return (
    <section>
      <h2>{say("home.due", { quarter: whenText(data.quarter, lang) })}</h2>
      {data.rows.length === 0 && <p>{say("home.due-none")} {overdue > 0 && <Link to={path.parks()}>{say("home.overdue", { n: overdue })}</Link>}</p>}
      <ul className="plain">
        {(open.length > 0 ? open : data.rows).slice(0, SHOWN).map((row) => (
          <li key={`${row.milestone.subject.id} ${row.milestone.milestone} ${row.version.due}`}>
            <EntityLink entity={row.milestone.subject} /> <span className="quiet">{label(row.milestone.label)}</span> {row.version.claims[0] && <Figure claim={row.version.claims[0]} />}
          </li>
        ))}
      </ul>
      <p><Link to={path.promises()}>{say("home.all-promises")}</Link></p>
    </section>
  );
}

function Open({ cluster }: { cluster: string }) {
  const { say, label } = useLanguage();
  const { clocks } = useClocks();
  const { data } = useInfiniteQuery(lists.findings({ state: "open", cluster, ...clocks }));
  const page = data?.pages[0];
  if (!page) return <section />;
  // Errors come first, then warnings; notes are not counted.
  const grave = page.items.filter((finding) => finding.severity !== "note");
  return (
    <section>
      <h2>{say("home.open", { n: page.counts.error + page.counts.warning })}</h2>
      {grave.length === 0 && <p className="quiet">{say("home.open-none")}</p>}
      <ul className="plain">
        {grave.slice(0, SHOWN).map((finding) => (
          <li key={finding.id}><Link to={path.finding(finding.id)}>▲ <Words of={finding.subject.label} /></Link> <span className="quiet">{label(finding.check_label)}</span></li>
        ))}
      </ul>
      <p><Link to={path.findings()}>{say("home.all-findings")}</Link></p>
    </section>
  );
}

/** Every node as a sign in its stage's column, upstream on the left. */
function ChainInSmall({ cluster }: { cluster: string }) {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const region: Record<string, string> = cluster === "all" ? {} : { region: cluster };
  const { data } = useQuery(chainQueries.panorama({ ...region, ...(asOfIn(search) as Record<string, string>) }));
  if (!data) return <section />;
  return (
    <section>
      <h2>{say("home.chain", { n: data.nodes.length })}</h2>
      <Link to={path.chain(region)} className="chain-small" aria-label={say("home.chain-open")}>
        {data.pack.stages.map((stage) => <StageColumn key={stage.id} nodes={data.nodes.filter((node) => node.stage === stage.id)} />)}
      </Link>
      <p className="quiet">{STATES.filter((state) => data.states[state] > 0).map((state) => <span key={state}><StateMark of={state} /> {data.states[state]} </span>)}</p>
    </section>
  );
}

const SIGN = 8;
const ROWS = 12;

function StageColumn({ nodes }: { nodes: ChainNodeView[] }) {
  const columns = Math.ceil(nodes.length / ROWS);
  const order = [...nodes].sort((a, b) => STATES.indexOf(a.presence.state) - STATES.indexOf(b.presence.state));
  return (
    <svg width={columns * SIGN} height={ROWS * SIGN} viewBox={`0 0 ${columns * 12} ${ROWS * 12}`} aria-hidden="true">
      {order.map((node, at) => <g key={node.id} className={`state-${node.presence.state}`} transform={`translate(${Math.floor(at / ROWS) * 12} ${(at % ROWS) * 12})`}><StateShape of={node.presence.state} /></g>)}
    </svg>
  );
}
