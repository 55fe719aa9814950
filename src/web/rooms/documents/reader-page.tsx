/**
 * A document read and reviewed: its text with marked spans beside the claims read out of it.
 * Invariant: the chosen claim is in the address (`#claim=ID`), shown in both columns, and reachable from either.
 */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { Link, type LoaderFunction, useLocation, useNavigate, useParams } from "react-router";
import { type ClaimView, type DocumentView, cache, queries } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { claimInHash, linkable, path } from "../../path.ts";
import { bytesText, countText, whenText } from "../../ui/figure-text.ts";
import { LoadedPage } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { ProblemList } from "../../ui/problem-list.tsx";
import { langOf } from "../../ui/source-citation.tsx";
import { SourceForm, hasSourceDraft } from "../sources/source-form.tsx";
import { BatchBar } from "./batch-bar.tsx";
import { bringIntoView } from "./bring-into-view.ts";
import { DocumentText } from "./document-text.tsx";
import { ProposalCard } from "./proposal-card.tsx";
import { useReviewKeys } from "./review-keys.ts";
import { useReview } from "./use-review.ts";
import "./reader.css";

export const loader: LoaderFunction = ({ params }) => {
  void cache.prefetchQuery(queries.document(params.source ?? ""));
  return null;
};

export function Component() {
  const { source = "" } = useParams();
  return <LoadedPage query={useQuery(queries.document(source))}>{(document) => <Reader key={document.source.id} document={document} />}</LoadedPage>;
}

/** Claims in the order of the text; those without a place last. */
export function inTextOrder(claims: ClaimView[]): ClaimView[] {
  const at = (claim: ClaimView) => claim.locator?.figure_start ?? claim.locator?.start ?? Number.MAX_SAFE_INTEGER;
  return claims.toSorted((a, b) => at(a) - at(b) || a.id.localeCompare(b.id));
}

function useChosen(claims: ClaimView[]) {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const chosen = claimInHash(hash);
  const choose = (claim: string | undefined) => void navigate({ hash: claim === undefined ? "" : `claim=${encodeURIComponent(claim)}` }, { replace: true, preventScrollReset: true });
  const step = (by: number) => {
    const at = claims.findIndex((claim) => claim.id === chosen);
    const next = at === -1 ? (by > 0 ? 0 : claims.length - 1) : Math.min(claims.length - 1, Math.max(0, at + by));
    choose(claims[next]?.id);
  };
  return { chosen, choose, step };
}

/** Cards drawn at once. */
const CARDS = 300;

function Reader({ document }: { document: DocumentView }) {
  const { say } = useLanguage();
  const claims = useMemo(() => inTextOrder(document.claims), [document.claims]);
  const { chosen, choose, step } = useChosen(claims);
  const [editing, setEditing] = useState<string | undefined>();
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [side, setSide] = useState<"text" | "claims">("claims");
  const review = useReview(document.source.id);
  const [wanted, setWanted] = useState(CARDS);
  const shown = Math.max(wanted, claims.findIndex((claim) => claim.id === chosen) + CARDS / 10);
  const current = claims.find((claim) => claim.id === chosen);
  const open = claims.filter((claim) => claim.status === "proposed");

  const toNextOpen = (after: string) => {
    const at = claims.findIndex((claim) => claim.id === after);
    const next = [...claims.slice(at + 1), ...claims.slice(0, at)].find((claim) => claim.status === "proposed");
    if (next) choose(next.id);
  };
  const decide = async (claim: ClaimView | undefined, verdict: "accept" | "reject", note?: string) => {
    if (claim && (await review.decide([claim], verdict, note))) toNextOpen(claim.id);
  };
  const mark = (id: string) => setMarked((before) => { const after = new Set(before); if (!after.delete(id)) after.add(id); return after; });
  useReviewKeys({
    j: () => step(1), k: () => step(-1), a: () => void decide(current, "accept"), r: () => void decide(current, "reject"), u: () => void review.undo(),
    e: () => { if (current?.allowed.includes("correct")) setEditing(current.id); }, x: () => { if (current?.status === "proposed") mark(current.id); }, Escape: () => setEditing(undefined),
  });
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    const card = chosen === undefined ? null : window.document.getElementById(`claim-${chosen}`);
    if (list.current === null || card === null) return;
    bringIntoView(list.current, card, 1 / 4);
    // Moving by key takes the focus along, so that Enter and Tab go on from the chosen claim.
    if (!editing && list.current.contains(window.document.activeElement)) card.querySelector<HTMLElement>(".proposal-head")?.focus({ preventScroll: true });
  }, [chosen, editing]);

  return (
    <article className={`reader side-${side}`}>
      <ReaderHead document={document} open={open.length} />
      <div className="side-switch" role="group" aria-label={say("reader.sides")}>
        <button type="button" aria-pressed={side === "text"} onClick={() => setSide("text")}>{say("reader.text")}</button>
        <button type="button" aria-pressed={side === "claims"} onClick={() => setSide("claims")}>{say("reader.claims", { n: claims.length })}</button>
      </div>
      <div className="columns">
        <DocumentText text={document.text} lang={langOf(document.source)} claims={claims} chosen={chosen} onChoose={(claim) => { choose(claim); setSide("claims"); }} />
        <section className="proposals" ref={list} aria-label={say("reader.claims", { n: claims.length })}>
          <BatchBar claims={claims} marked={marked} review={review} onMark={setMarked} />
          {claims.length === 0 && <p className="empty">{say("reader.no-claims")}</p>}
          <ol>
            {claims.slice(0, shown).map((claim) => (
              <ProposalCard
                key={claim.id} claim={claim} chosen={claim.id === chosen} editing={claim.id === editing} marked={marked.has(claim.id)} review={review}
                onChoose={() => choose(claim.id)} onMark={() => mark(claim.id)} onEdit={(on) => setEditing(on ? claim.id : undefined)}
                onDecide={(verdict, note, upon) => void decide(upon ?? claim, verdict, note)} onShowText={() => setSide("text")} onCorrected={choose}
              />
            ))}
          </ol>
          {shown < claims.length && <p><button type="button" onClick={() => setWanted(shown + CARDS)}>{say("reader.more-claims", { n: countText(claims.length - shown) })}</button></p>}
        </section>
      </div>
    </article>
  );
}

/** The server gives this many claims of a document at most. */
const CLAIMS_GIVEN = 1000;

/** Says so where a document has more claims than are shown. */
function Capped({ document }: { document: DocumentView }) {
  const { say } = useLanguage();
  const { data: source } = useQuery({ ...queries.source(document.source.id), enabled: document.claims.length >= CLAIMS_GIVEN });
  if (source === undefined || source.claims <= document.claims.length) return null;
  return <p role="status">{say("reader.capped", { shown: countText(document.claims.length), all: countText(source.claims) })} <Link to={path.claims({ source: source.id })}>{say("overview.all-claims")}</Link></p>;
}

function ReaderHead({ document, open }: { document: DocumentView; open: number }) {
  const { lang, say } = useLanguage();
  const { source } = document;
  const [editing, setEditing] = useState(() => hasSourceDraft(source.id));
  const address = linkable(source.address);
  return (
    <>
      <PageHead
        title={source.title} lang={langOf(source)}
        answer={open > 0 ? say("reader.open", { n: open, all: document.claims.length }) : say("reader.all-decided", { all: document.claims.length })}
        tools={<button type="button" aria-expanded={editing} onClick={() => setEditing(!editing)}>{say("source.edit")}</button>}
      />
      <p className="citation">
        <span>{source.publisher || say("source.no-publisher")}</span>
        <span>{source.published ? whenText(source.published, lang) : say("source.no-date")}</span>
        <span>{[document.format, document.encoding, bytesText(document.bytes)].filter(Boolean).join(" · ")}</span>
        <Link to={path.source(source.id)}>{say("reader.source")}</Link>
        {address && <a href={address} target="_blank" rel="noreferrer noopener">{say("source.original")}</a>}
      </p>
      <Capped document={document} />
      <ProblemList problems={document.problems} />
      {editing && <SourceForm source={source} onDone={() => setEditing(false)} />}
    </>
  );
}
