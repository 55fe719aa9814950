/** One finding: the arithmetic, what would settle it, its claims with their words, and what a person made of it. Invariant: every figure opens its sentence. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { type ClaimView, type FindingView, type RulingView, queries } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { useClocks } from "../../ui/as-of.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { momentText, whenText } from "../../ui/figure-text.ts";
import { Figure } from "../../ui/figure.tsx";
import { FailureNote } from "../../ui/loaded.tsx";
import { SourceLink } from "../../ui/source-citation.tsx";
import { RulingForm, useUndoRuling } from "./ruling-form.tsx";
import "./findings.css";

function Statement({ claim, preferred }: { claim: ClaimView; preferred: boolean }) {
  const { lang, say, label, part } = useLanguage();
  const about = [label(claim.property_label), claim.when ? whenText(claim.when, lang) : say("when.unknown"), say(`modality.${claim.modality}`), part(claim)].filter(Boolean).join(" · ");
  return (
    <li>
      <Figure claim={claim} spoken /> {preferred && <strong className="preferred">{say("finding.preferred")} </strong>}<span className="quiet">{about}</span> <SourceLink source={claim.source} />
      {claim.quote && <blockquote lang={claim.lang}>{claim.quote}</blockquote>}
    </li>
  );
}

/** Who ruled what, when and why. */
export function RulingLine({ ruling }: { ruling: RulingView }) {
  const { lang, say } = useLanguage();
  return (
    <>
      <strong>{say(`ruling.verdict.${ruling.verdict}`)}</strong> <span className="quiet">{ruling.actor} · <time dateTime={ruling.at}>{momentText(ruling.at, lang)}</time></span>
      {ruling.note && <q className="reason">{ruling.note}</q>}
    </>
  );
}

export interface FindingEntryProps {
  finding: FindingView;
  chosen?: boolean;
  /** Whether its form is open, and what opens and closes it. */
  ruling: boolean;
  setRuling: (open: boolean) => void;
  /** On a page of its own the head is the page's. */
  alone?: boolean;
}

export function FindingEntry({ finding, chosen = false, ruling, setRuling, alone = false }: FindingEntryProps) {
  const { say, label } = useLanguage();
  const settled = finding.state !== "open";
  const name = `${label(finding.subject.label)}, ${label(finding.check_label)}`;
  const body = (
    <>
      {!alone && (
        <h2>
          <span className={settled ? "finding-sign ruled" : "finding-sign"} aria-hidden="true">{settled ? "△" : "▲"}</span> <EntityLink entity={finding.subject} />{" "}
          <span className="quiet">{label(finding.check_label)} · {say(`findings.severity.${finding.severity}`)}{settled && ` · ${say(`findings.state.${finding.state}`)}`}</span>{" "}
          <Link className="permalink" to={path.finding(finding.id)} aria-label={`${say("findings.permalink")}: ${name}`}>#</Link>
        </h2>
      )}
      <p><Words of={finding.arithmetic} /></p>
      {finding.ruling && <p className="ruling"><RulingLine ruling={finding.ruling} /></p>}
      {(finding.state === "open" || alone) && <p className="quiet">{say("findings.resolve")}<Words of={finding.resolve} /></p>}
      <ul>{finding.claims.map((claim) => <Statement key={claim.id} claim={claim} preferred={claim.id === finding.ruling?.prefers} />)}</ul>
      <Actions finding={finding} ruling={ruling} setRuling={setRuling} name={name} />
    </>
  );
  const className = `finding finding-${finding.severity}${settled ? " settled" : ""}${chosen ? " chosen" : ""}`;
  return alone ? <div className={className}>{body}</div> : <li id={finding.id} className={className}>{body}</li>;
}

function Actions({ finding, ruling, setRuling, name }: Pick<FindingEntryProps, "finding" | "ruling" | "setRuling"> & { name: string }) {
  const { say } = useLanguage();
  const { data: session } = useQuery(queries.session());
  const { past } = useClocks();
  const undo = useUndoRuling(finding);
  if (past || session === undefined || session.role === "public") return null;
  if (ruling) return <RulingForm finding={finding} close={() => setRuling(false)} />;
  const again = say(finding.ruling ? "ruling.rule-again" : "ruling.rule");
  return (
    <div className="finding-actions">
      {finding.state !== "lapsed" && <button type="button" aria-label={`${again}: ${name}`} onClick={() => setRuling(true)}>{again}</button>}
      {finding.ruling && <button type="button" aria-label={`${say("ruling.undo")}: ${name}`} disabled={undo.isPending} onClick={() => undo.mutate()}>{say("ruling.undo")}</button>}
      {undo.isError && <FailureNote error={undo.error} />}
    </div>
  );
}
