/** Two sides that may be one, side by side, with every feature and both its values. Invariant: what decides is shown before it is decided. */
import { Link } from "react-router";
import type { CandidatePairView, FeatureView, SideView } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { useTypeLabel } from "../../ui/ontology.ts";
import { featureWord, vetoWord } from "./feature-words.ts";

export function sideLabel(side: SideView, label: (of: SideView["label"]) => string): string {
  return label(side.label) || side.names[0]?.text || "";
}

function SideHead({ side }: { side: SideView }) {
  const { say } = useLanguage();
  const typeLabel = useTypeLabel();
  return (
    <>
      {side.entity ? <Link to={path.entity(side.entity.slug)}><Words of={side.label} /></Link> : <Words of={side.label} />}
      <span className="quiet stack">
        {side.entity && <>{say("identity.side-record")} · {typeLabel(side.entity.type)}</>}
        {side.register && <Link to={path.register(side.register.id)}>{say("identity.side-register", { title: side.register.title, row: side.register.row })}</Link>}
      </span>
    </>
  );
}

function NameList({ side }: { side: SideView }) {
  return <ul className="plain">{side.names.slice(0, 12).map((name) => <li key={`${name.kind} ${name.text}`}>{name.text}</li>)}</ul>;
}

const codesOf = (side: SideView): string => Object.values(side.codes).join(" · ") || "—";

export function SideBySide({ pair }: { pair: CandidatePairView }) {
  const { say } = useLanguage();
  return (
    <div className="sides">
      {[pair.left, pair.right].map((side, at) => (
        <section key={at} className="side">
          <h2><SideHead side={side} /></h2>
          <dl>
            <dt>{say("identity.names")}</dt><dd><NameList side={side} /></dd>
            <dt>{say("identity.codes")}</dt><dd>{codesOf(side)}</dd>
            <dt>{say("identity.place")}</dt><dd>{side.place ?? "—"}</dd>
          </dl>
        </section>
      ))}
    </div>
  );
}

export function Features({ features, veto }: { features: FeatureView[]; veto?: string }) {
  const { lang, say } = useLanguage();
  return (
    <>
      {veto && <p className="note-line">{say("identity.veto", { veto: vetoWord(veto, lang) })}</p>}
      <DataTable
        caption={say("identity.features")} rows={features.map((feature, at) => ({ ...feature, at }))} rowKey={(row) => String(row.at)} empty={null}
        columns={[
          { key: "name", head: say("identity.feature"), heading: true, cell: (f) => featureWord(f.name, lang) },
          { key: "a", head: "A", cell: (f) => f.a || "—" },
          { key: "b", head: "B", cell: (f) => f.b || "—" },
          { key: "bits", head: <span title={say("identity.bits-help")}>{say("identity.bits")}</span>, numeric: true, cell: (f) => <span className={f.weight < 0 ? "against" : undefined}>{f.weight > 0 ? "+" : "−"}{Math.abs(f.weight).toFixed(1)}</span> },
        ]}
      />
    </>
  );
}

/** Per cent of a probability; never a certainty that nobody has. */
export const percentText = (score: number): string => (score >= 0.9995 ? "> 99.9" : (score * 100).toFixed(score > 0.99 ? 1 : 0));

export function PairSummary({ pair }: { pair: CandidatePairView }) {
  const { say, label } = useLanguage();
  return (
    <>
      <strong>{sideLabel(pair.left, label)}</strong> <span aria-hidden="true">↔</span> <strong>{sideLabel(pair.right, label)}</strong>{" "}
      <span className="quiet">{say("identity.probability", { n: percentText(pair.score) })}</span>
    </>
  );
}
