/** One gap: its state, its two sentences, the claims they rest on, and what its priority is made of. Invariant: every claim cited opens. */
import { Link } from "react-router";
import type { ChainGap, ChainNamed, ChainRisk, ClaimView } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { EntityLink } from "../../ui/entity-link.tsx";
import { Figure } from "../../ui/figure.tsx";
import { SourceLink } from "../../ui/source-citation.tsx";
import { StateMark } from "./state-mark.tsx";

/** Claims behind a sentence, each with whom it speaks of and its source. */
export function Cited({ claims }: { claims: ClaimView[] }) {
  const { say, label } = useLanguage();
  if (claims.length === 0) return <p className="quiet cites">{say("chain.cites")}: {say("chain.cites-none")}</p>;
  return (
    <p className="cites"><span className="quiet">{say("chain.cites")}: </span>
      {claims.map((c, i) => <span key={c.id} className="cite">{i > 0 && say("list.and")}<EntityLink entity={c.subject} /> <span className="quiet">{label(c.property_label)}</span> <Figure claim={c} /> <SourceLink source={c.source} /></span>)}
    </p>
  );
}

/** The parts of the priority as bars: weight × value, longest possible bar = the weight. */
export function Parts({ gap }: { gap: ChainGap }) {
  const { say, label } = useLanguage();
  return (
    <details className="parts"><summary>{say("chain.parts")}</summary>
      <ul>{gap.features.map((f) => <li key={f.name}><span>{label(f.label)}</span> <span className="part-bar" aria-hidden="true" style={{ width: `${f.weight * 220}px` }}><i style={{ width: `${f.value * 100}%` }} /></span> <span className="quiet">{f.weight} × {f.value.toFixed(2)} = {(f.weight * f.value).toFixed(3)}</span></li>)}</ul>
    </details>
  );
}

export function GapEntry({ gap, scope, rank }: { gap: ChainGap; scope: Record<string, string>; rank?: number }) {
  const { say, label } = useLanguage();
  return (
    <li className={`gap state-${gap.state}`}>
      <h2>{rank !== undefined && <span className="quiet">{rank} </span>}<Link to={path.chainNode(gap.node.id, scope)}>{label(gap.node.name)}</Link> <StateMark of={gap.state} /> <span className="quiet">{say("chain.priority")} {gap.priority.toFixed(2)}</span></h2>
      <p><Words of={gap.explanation} /></p>
      <Cited claims={gap.claims} />
      <Parts gap={gap} />
    </li>
  );
}

/** A way of flows, node by node. */
function Way({ of, scope }: { of: ChainNamed[]; scope: Record<string, string> }) {
  const { label } = useLanguage();
  return of.map((n, i) => <span key={n.id}>{i > 0 && " → "}<Link to={path.chainNode(n.id, scope)}>{label(n.name)}</Link></span>);
}

export function RiskPaths({ risk, scope }: { risk: ChainRisk; scope: Record<string, string> }) {
  const { say } = useLanguage();
  if (risk.exposed.length === 0) return <p className="quiet">{say("chain.risk-none")}</p>;
  return (
    <>
      <p>{say("chain.risk-n", { firms: risk.firms, nodes: risk.exposed.length })}</p>
      <ul className="ways">{risk.exposed.map((e) => <li key={e.node.id}><Way of={e.path} scope={scope} /> <span className="quiet">{say("chain.firms-n", { n: e.firms })}</span></li>)}</ul>
    </>
  );
}
