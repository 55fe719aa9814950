/**
 * A claim by its permanent link: what it says, where, what became of it, and what can be done with it.
 * Invariant: the chain of corrections is shown from the first statement to the last, with who and when.
 */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, type LoaderFunction, useNavigate, useParams } from "react-router";
import { type ClaimView, type Verdict, cache, queries, refreshLedger, send } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { figureAddress, path } from "../../path.ts";
import { EntityLink } from "../../ui/entity-link.tsx";
import { exactText, figureText, momentText, whenText } from "../../ui/figure-text.ts";
import { Figure } from "../../ui/figure.tsx";
import { Help, type HelpOn } from "../../ui/help.tsx";
import { FailureNote, Loaded, LoadedPage } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { SourceCitation } from "../../ui/source-citation.tsx";
import { CorrectionForm } from "../documents/correction-form.tsx";
import { useReviewKeys } from "../documents/review-keys.ts";
import { ClaimHistory } from "./claim-history.tsx";
import "./claim.css";

export const loader: LoaderFunction = ({ params }) => {
  void cache.prefetchQuery(queries.claim(params.claim ?? ""));
  void cache.prefetchQuery(queries.history(params.claim ?? ""));
  return null;
};

export function Component() {
  const { claim = "" } = useParams();
  const history = useQuery(queries.history(claim));
  return (
    <LoadedPage query={useQuery(queries.claim(claim))}>
      {(one) => (
        <article className="claim">
          <ClaimOf key={one.id} claim={one} />
          <Loaded query={history}>{(view) => <ClaimHistory history={view} now={claim} />}</Loaded>
        </article>
      )}
    </LoadedPage>
  );
}

function ClaimOf({ claim }: { claim: ClaimView }) {
  const { lang, say, label, part } = useLanguage();
  const title = `${label(claim.subject.label)} · ${label(claim.property_label)}`;
  return (
    <>
      <PageHead title={title} trail={<EntityLink entity={claim.subject} />} answer={<Figure claim={claim} spoken />} />
      {claim.quote ? <blockquote lang={claim.lang}>{claim.quote}</blockquote> : <p className="quiet">{say("figure.no-text")}</p>}
      <SourceCitation source={claim.source} />
      {figureAddress(claim) !== path.claim(claim.id) && <p><Link to={figureAddress(claim)}>{say("figure.open-text")}</Link></p>}
      <dl className="parts">
        <Part name={say("claim.subject")}><EntityLink entity={claim.subject} withType /></Part>
        <Part name={say("claim.property")}><Words of={claim.property_label} /></Part>
        <Part name={say("claim.value")}>{claim.object ? <EntityLink entity={claim.object} withType /> : exactText(claim, lang)}</Part>
        {claim.stated && <Part name={say("claim.stated")}>{[claim.stated.number, claim.stated.scale, claim.stated.unit].filter(Boolean).join(" ")}</Part>}
        <Part name={say("claim.bound")} help="bound">{say(`bound.${claim.bound}`)}</Part>
        <Part name={say("claim.modality")} help="modality">{say(`modality.${claim.modality}`)}</Part>
        <Part name={say("claim.when")}>{claim.when ? whenText(claim.when, lang) : say("when.unknown")}</Part>
        {claim.qualifier && <Part name={say("claim.qualifier")}>{part(claim)}</Part>}
        {claim.stated_on && <Part name={say("claim.stated-on")}>{whenText(claim.stated_on, lang)}</Part>}
        <Part name={say("claim.recorded-at")}>{momentText(claim.recorded_at, lang)}</Part>
        <Part name={say("claim.visibility")}>{say(`visibility.${claim.visibility}`)}</Part>
        <Part name={say("claim.status")}>{say(`status.${claim.status}`)}</Part>
      </dl>
      <ClaimActions claim={claim} />
    </>
  );
}

function Part({ name, help, children }: { name: string; help?: HelpOn; children: React.ReactNode }) {
  return <div><dt>{name}{help && <Help on={help} />}</dt><dd>{children}</dd></div>;
}

const VERDICTS = ["accept", "reject", "withdraw", "reopen"] as const satisfies Verdict[];

const KEYS: Partial<Record<Verdict, string>> = { accept: "a", reject: "r" };

function ClaimActions({ claim }: { claim: ClaimView }) {
  const { say, lang } = useLanguage();
  const navigate = useNavigate();
  const [editing, setEditing] = useState(false);
  const [note, setNote] = useState("");
  const decide = useMutation({
    mutationFn: (verdict: Verdict) => send.decide([{ claim_id: claim.id, verdict, ...(claim.head ? { expects: claim.head } : {}) }], note || undefined),
    onSettled: refreshLedger,
  });
  const can = (verdict: Verdict): boolean => claim.allowed.includes(verdict) && !decide.isPending;
  useReviewKeys({
    Escape: () => setEditing(false), ...(can("correct") ? { e: () => setEditing(true) } : {}), ...(can("accept") ? { a: () => decide.mutate("accept") } : {}), ...(can("reject") ? { r: () => decide.mutate("reject") } : {}),
  });
  if (editing) {
    return <CorrectionForm claim={claim} onCancel={() => setEditing(false)} onStale={() => void refreshLedger()} onDone={(answer) => { void refreshLedger(); void navigate(path.claim(answer.claim.id)); }} />;
  }
  return (
    <div className="row actions" aria-label={figureText(claim, lang)}>
      {VERDICTS.filter((verdict) => claim.allowed.includes(verdict)).map((verdict) => <button key={verdict} type="button" aria-keyshortcuts={KEYS[verdict]} disabled={decide.isPending} onClick={() => decide.mutate(verdict)}>{say(`action.${verdict}`)}</button>)}
      {claim.allowed.includes("correct") && <button type="button" aria-keyshortcuts="e" onClick={() => setEditing(true)}>{say("action.correct")}</button>}
      {claim.allowed.length > 0 && <input type="text" value={note} maxLength={500} placeholder={say("review.note")} aria-label={say("review.note")} onChange={(event) => setNote(event.target.value)} />}
      {decide.isError && <FailureNote error={decide.error} />}
    </div>
  );
}
