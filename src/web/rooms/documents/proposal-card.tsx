/**
 * One claim beside its text: what it says, how sure the reader was and why, and what can be done with it.
 * Invariant: only what the claim's status allows is offered; a decided claim says how it was decided.
 */
import { useEffect, useState } from "react";
import { Link } from "react-router";
import type { ClaimView, DecisionView, Verdict } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { EntityLink } from "../../ui/entity-link.tsx";
import { figureParts, figureText, momentText, whenText } from "../../ui/figure-text.ts";
import { useBoundWord } from "../../ui/bound-word.ts";
import { ModalitySign } from "../../ui/figure.tsx";
import { CorrectionForm } from "./correction-form.tsx";
import { reasonRows } from "./reasons.ts";
import { ruleInChinese } from "./rule-words.ts";
import { SubjectChange } from "./subject-change.tsx";
import type { Review } from "./use-review.ts";

export interface ProposalCardProps {
  claim: ClaimView;
  chosen: boolean;
  editing: boolean;
  marked: boolean;
  review: Review;
  onChoose: () => void;
  onMark: () => void;
  onEdit: (on: boolean) => void;
  /** @param upon the claim as it was when one began to decide; as it is now where it is left out. */
  onDecide: (verdict: "accept" | "reject", note?: string, upon?: ClaimView) => void;
  onShowText: () => void;
  /** A corrected claim has taken this one's place. */
  onCorrected: (claim: string) => void;
}

export function ProposalCard(props: ProposalCardProps) {
  const { claim, chosen, editing, review } = props;
  const { say, label } = useLanguage();
  const conflict = review.conflict?.claim === claim.id ? review.conflict : undefined;
  return (
    <li id={`claim-${claim.id}`} className={`proposal status-${claim.status}${chosen ? " chosen" : ""}`} aria-current={chosen ? "true" : undefined}>
      <div className="proposal-line">
        {claim.status === "proposed" && <input type="checkbox" checked={props.marked} onChange={props.onMark} aria-label={say("batch.mark", { subject: label(claim.subject.label) })} />}
        <button type="button" className="proposal-head" aria-expanded={chosen} onClick={props.onChoose}>
          <span className="proposal-subject">{label(claim.subject.label)}</span>
          <span className="quiet">{label(claim.property_label)}</span>
          <ValueLine claim={claim} />
        </button>
        {claim.status === "proposed" ? <Confidence of={claim.confidence} /> : <span className="quiet state">{say(`status.${claim.status}`)}</span>}
      </div>
      {chosen && !editing && <ProposalBody {...props} />}
      {conflict && <ConflictNote theirs={conflict.theirs} again={() => props.onDecide(conflict.wanted === "reject" ? "reject" : "accept")} wanted={conflict.wanted} dismiss={review.dismiss} />}
      {editing && (
        <CorrectionForm
          claim={claim} onCancel={() => props.onEdit(false)} onStale={() => void review.learn(claim.id, "correct")}
          onDone={(answer) => { review.absorb([answer.claim], answer.taught); props.onEdit(false); props.onCorrected(answer.claim.id); }}
        />
      )}
    </li>
  );
}

function ValueLine({ claim }: { claim: ClaimView }) {
  const { lang, say, part } = useLanguage();
  const boundWord = useBoundWord();
  const { number, unit } = figureParts(claim, lang);
  return (
    <span className="proposal-value">
      <ModalitySign of={claim.modality} />
      {claim.bound !== "eq" && <span>{boundWord(claim)} </span>}
      <b>{number}</b> {unit}
      <span className="quiet"> {[claim.modality === "actual" ? "" : say(`modality.${claim.modality}`), claim.when ? whenText(claim.when, lang) : "", part(claim)].filter(Boolean).join(" · ")}</span>
    </span>
  );
}

function Confidence({ of }: { of: number | undefined }) {
  const { say } = useLanguage();
  if (of === undefined) return null;
  return <span className="confidence" title={say("review.confidence")}><span className="hidden">{say("review.confidence")} </span>{Math.round(of * 100)}%<i style={{ width: `${Math.round(of * 28)}px` }} /></span>;
}

function ProposalBody({ claim, review, onDecide, onEdit, onShowText, onCorrected }: ProposalCardProps) {
  const { lang, say } = useLanguage();
  const [note, setNote] = useState("");
  const [begun, setBegun] = useState(claim);
  const [told, setTold] = useState(false);
  const refused = review.conflict?.claim === claim.id;
  useEffect(() => { if (refused) setTold(true); }, [refused]);
  // Whoever is writing a note decides on what he saw when he began: what another decides meanwhile is told when he presses, and overruled by nobody unawares.
  const upon = note === "" || told ? claim : begun;
  const can = (verdict: Verdict) => upon.allowed.includes(verdict);
  return (
    <div className="proposal-body">
      {claim.quote && <blockquote lang={claim.lang}>{claim.quote} <button type="button" className="narrow-only" onClick={onShowText}>{say("reader.in-text")}</button></blockquote>}
      <p><EntityLink entity={claim.subject} withType />{claim.object && <> → <EntityLink entity={claim.object} withType /></>}</p>
      <Reasons claim={claim} />
      {can("correct") && <SubjectChange claim={claim} review={review} onCorrected={onCorrected} />}
      <div className="row">
        {can("accept") && <button type="button" className="primary" disabled={review.busy} aria-keyshortcuts="a" onClick={() => onDecide("accept", note, upon)}>{say("action.accept")}</button>}
        {can("correct") && <button type="button" aria-keyshortcuts="e" onClick={() => onEdit(true)}>{say("action.correct")}</button>}
        {can("reject") && <button type="button" disabled={review.busy} aria-keyshortcuts="r" onClick={() => onDecide("reject", note, upon)}>{say("action.reject")}</button>}
        {can("withdraw") && <button type="button" disabled={review.busy} onClick={() => void review.decide([upon], "withdraw", note)}>{say("action.withdraw")}</button>}
        {can("reopen") && <button type="button" disabled={review.busy} onClick={() => void review.decide([upon], "reopen", note)}>{say("action.reopen")}</button>}
        <input type="text" className="note" value={note} maxLength={500} placeholder={say("review.note")} aria-label={say("review.note")} onChange={(event) => { if (note === "") setBegun(claim); setNote(event.target.value); }} />
      </div>
      <p className="quiet"><Link to={path.claim(claim.id)}>{say("figure.open-claim")}</Link> · {figureText(claim, lang)} · {say("claim.recorded", { at: momentText(claim.recorded_at, lang) })}</p>
    </div>
  );
}

function Reasons({ claim }: { claim: ClaimView }) {
  const { say } = useLanguage();
  const rows = reasonRows(claim.reasons);
  if (rows.length === 0) return null;
  const name = (part: string) => (part === "subject" || part === "property" || part === "modality" || part === "bound" || part === "when" ? say(`claim.${part}`) : part);
  return (
    <dl className="reasons" aria-label={say("review.reasons")}>
      {rows.map((row) => (
        <div key={row.part}>
          <dt>{name(row.part)}</dt>
          <dd>{row.words !== undefined && <q lang={claim.lang}>{row.words}</q>}{row.rule !== undefined && <Rule rule={row.rule} />}{row.traits?.map((trait) => <Rule key={trait} rule={trait} />)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Rule({ rule }: { rule: string }) {
  const { lang } = useLanguage();
  const chinese = lang === "zh" ? ruleInChinese(rule) : undefined;
  return <span className="quiet" lang={chinese === undefined ? "en" : "zh"}> {chinese ?? rule}</span>;
}

function ConflictNote({ theirs, wanted, again, dismiss }: { theirs: DecisionView | undefined; wanted: Verdict; again: () => void; dismiss: () => void }) {
  const { lang, say } = useLanguage();
  return (
    <div className="conflict" role="alert">
      <p>
        <strong>{say("conflict.title")}</strong>{" "}
        {theirs ? say("conflict.theirs", { actor: theirs.actor, at: momentText(theirs.at, lang), verdict: say(`verdict.${theirs.verdict}`) }) : say("conflict.unknown")}
        {theirs?.note && <q>{theirs.note}</q>}
      </p>
      <p className="row">
        <button type="button" onClick={dismiss}>{say("conflict.keep-theirs")}</button>
        {wanted !== "correct" && <button type="button" onClick={again}>{say("conflict.again", { verdict: say(`verdict.${wanted}`) })}</button>}
      </p>
    </div>
  );
}
