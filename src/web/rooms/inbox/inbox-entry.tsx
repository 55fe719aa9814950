/** One thing that waits: what it is, the words it rests on, what can be done with it. Invariant: whatever a key does, a button does too. */
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { ClaimView, InboxItem, Label } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { Figure } from "../../ui/figure.tsx";
import { SourceLink } from "../../ui/source-citation.tsx";
import { tableSends } from "../../ui/table/queries.ts";
import { CorrectionForm } from "../documents/correction-form.tsx";
import { featureWord } from "../identity/feature-words.ts";
import { RulingForm } from "../findings/ruling-form.tsx";
import { cache, refreshLedger, send } from "../../api.ts";

export interface InboxEntryProps {
  item: InboxItem;
  chosen: boolean;
  marked: boolean;
  editing: boolean;
  /** Seen as of a past day: nothing is decided. */
  past: boolean;
  address: string;
  onChoose: () => void;
  onMark: () => void;
  onDecide: (verdict: "accept" | "reject") => void;
  onUnsure: () => void;
  onEdit: (on: boolean) => void;
  onDone: (undo: () => Promise<unknown>) => void;
}

/** What a screen reader is told it is. */
export function nameOf(item: InboxItem, label: (of: Label | undefined) => string): string {
  if (item.kind === "proposal") return [label(item.claim.subject.label), label(item.claim.property_label)].filter(Boolean).join(" ");
  if (item.kind === "finding") return label(item.finding.subject.label);
  if (item.kind === "pair") return [item.pair.left.label, item.pair.right.label].map(label).join(" / ");
  return item.name;
}

export function InboxEntry(props: InboxEntryProps) {
  const { item, chosen, marked, onChoose, onMark } = props;
  const { say, label } = useLanguage();
  return (
    <li className={`inbox-item kind-${item.kind}${chosen ? " chosen" : ""}`} aria-current={chosen ? "true" : undefined} onClick={onChoose} onFocus={onChoose}>
      {item.kind === "finding" || props.past ? <span className="mark" /> : <input type="checkbox" className="mark" checked={marked} aria-label={say("inbox.mark", { what: nameOf(item, label) })} onChange={onMark} />}
      <div className="what">
        <span className="kind quiet">{say(`inbox.kind.${item.kind}`)}</span>
        {item.kind === "proposal" && <Proposal claim={item.claim} chosen={chosen} />}
        {item.kind === "finding" && <p><EntityLink entity={item.finding.subject} /> <span className="quiet"><Words of={item.finding.check_label} /></span><br /><Words of={item.finding.arithmetic} /></p>}
        {item.kind === "pair" && <PairBody item={item} chosen={chosen} />}
        {item.kind === "import" && <p><strong dir="auto">{item.name}</strong><br /><Words of={item.error.message} /> {item.error.hint && <span className="quiet"><Words of={item.error.hint} /></span>}</p>}
        {props.editing && <Editing {...props} />}
      </div>
      <div className="acts row"><Acts {...props} /></div>
    </li>
  );
}

function Proposal({ claim, chosen }: { claim: ClaimView; chosen: boolean }) {
  const { lang, say, label, part } = useLanguage();
  const about = [claim.when ? whenText(claim.when, lang) : say("when.unknown"), say(`modality.${claim.modality}`), part(claim), claim.confidence === undefined ? "" : `${Math.round(claim.confidence * 100)}%`].filter(Boolean).join(" · ");
  return (
    <>
      <p><EntityLink entity={claim.subject} /> <span className="quiet">{label(claim.property_label)}</span> <Figure claim={claim} spoken /> <span className="quiet">{about}</span></p>
      {chosen && <>{claim.quote && <blockquote lang={claim.lang}>{claim.quote}</blockquote>}<p className="quiet"><SourceLink source={claim.source} /></p></>}
    </>
  );
}

function PairBody({ item, chosen }: { item: Extract<InboxItem, { kind: "pair" }>; chosen: boolean }) {
  const { lang, say, label } = useLanguage();
  const side = (of: typeof item.pair.left): ReactNode => (of.entity ? <EntityLink entity={{ ...of.entity, label: of.label }} /> : <span>{label(of.label)}{of.register && <span className="quiet"> {of.register.title} {of.register.row}</span>}</span>);
  return (
    <>
      <p>{side(item.pair.left)} <span className="quiet">／</span> {side(item.pair.right)} <span className="quiet">{say("inbox.score", { n: Math.round(item.pair.score * 100) })}</span></p>
      {chosen && item.pair.features.length > 0 && (
        <dl className="features" aria-label={say("inbox.fields")}>
          {item.pair.features.slice(0, 6).map((feature) => <div key={feature.name}><dt>{featureWord(feature.name, lang)}</dt><dd dir="auto">{feature.a} ／ {feature.b} <span className="quiet">{feature.weight > 0 ? "+" : ""}{feature.weight.toFixed(1)}</span></dd></div>)}
        </dl>
      )}
    </>
  );
}

function Acts({ item, address, onDecide, onUnsure, onEdit, editing, past }: InboxEntryProps) {
  const { say } = useLanguage();
  const open = <Link to={address}>{say("inbox.open")}</Link>;
  if (past) return open;
  if (item.kind === "proposal") {
    return <><button type="button" aria-keyshortcuts="a" onClick={() => onDecide("accept")}>{say("action.accept")}</button><button type="button" aria-keyshortcuts="e" aria-expanded={editing} onClick={() => onEdit(!editing)}>{say("action.correct")}</button><button type="button" aria-keyshortcuts="r" onClick={() => onDecide("reject")}>{say("action.reject")}</button>{open}</>;
  }
  if (item.kind === "finding") return <><button type="button" aria-keyshortcuts="e r" aria-expanded={editing} onClick={() => onEdit(!editing)}>{say("ruling.rule")}</button>{open}</>;
  if (item.kind === "pair") {
    return <><button type="button" aria-keyshortcuts="a" onClick={() => onDecide("accept")}>{say("inbox.same")}</button><button type="button" aria-keyshortcuts="r" onClick={() => onDecide("reject")}>{say("inbox.different")}</button><button type="button" onClick={onUnsure}>{say("inbox.unsure")}</button>{open}</>;
  }
  return <><Link to={address}>{say("inbox.to-documents")}</Link><button type="button" aria-keyshortcuts="r" onClick={() => onDecide("reject")}>{say("inbox.aside")}</button></>;
}

function Editing({ item, onEdit, onDone }: InboxEntryProps) {
  if (item.kind === "finding") {
    return (
      <RulingForm
        finding={item.finding} close={() => onEdit(false)}
        onRuled={({ id, ruling }) => onDone(async () => { await send.ruleOn(id, { verdict: "withdraw", ...(ruling ? { expects: ruling.id } : {}) }); await refreshLedger(); })}
      />
    );
  }
  if (item.kind !== "proposal") return null;
  return (
    <CorrectionForm
      claim={item.claim} onCancel={() => onEdit(false)} onStale={() => void cache.invalidateQueries({ queryKey: ["inbox"] })}
      onDone={(answer) => {
        // The change set of the correction is the newest of the corrected claim's history.
        onDone(async () => {
          const { changes } = await cache.fetchQuery({ queryKey: ["history", answer.claim.id, "undo"], staleTime: 0, queryFn: async ({ signal }) => (await (await fetch(`/api/claims/${encodeURIComponent(answer.claim.id)}/history`, { signal })).json()) as { changes: { id: string; kind: string; seq: number }[] } });
          const made = changes.filter((change) => change.kind === "correct").toSorted((a, b) => b.seq - a.seq)[0];
          if (made) await tableSends.undo(made.id);
          await refreshLedger();
        });
      }}
    />
  );
}
