/**
 * Deciding on many proposals at once: the marked ones, or all above a confidence; with undo.
 * Invariant: the number that a button acts on is on the button.
 */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type ClaimView, type LexiconView, send } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { FailureNote } from "../../ui/loaded.tsx";
import type { Review } from "./use-review.ts";
import { Help } from "../../ui/help.tsx";

const START_PERCENT = 70;

export function BatchBar({ claims, marked, review, onMark }: { claims: ClaimView[]; marked: ReadonlySet<string>; review: Review; onMark: (marked: ReadonlySet<string>) => void }) {
  const { say } = useLanguage();
  const [percent, setPercent] = useState(START_PERCENT);
  const open = claims.filter((claim) => claim.status === "proposed");
  const chosen = open.filter((claim) => marked.has(claim.id));
  const sure = open.filter((claim) => (claim.confidence ?? 0) * 100 >= percent);
  const decide = (some: ClaimView[], verdict: "accept" | "reject") => void review.decide(some, verdict).then((done) => { if (done) onMark(new Set()); });
  return (
    <div className="batch">
      {open.length > 0 && (
        <div className="row">
          <label className="check"><input type="checkbox" checked={chosen.length === open.length} onChange={(event) => onMark(new Set(event.target.checked ? open.map((claim) => claim.id) : []))} />{say("batch.all")}</label>
          <button type="button" disabled={chosen.length === 0 || review.busy} onClick={() => decide(chosen, "accept")}>{say("batch.accept", { n: chosen.length })}</button>
          <button type="button" disabled={chosen.length === 0 || review.busy} onClick={() => decide(chosen, "reject")}>{say("batch.reject", { n: chosen.length })}</button>
          <span className="sure">
            <Help on="confidence" /><label>{say("batch.confidence")} <input type="number" min={0} max={100} step={5} value={percent} onChange={(event) => setPercent(Number(event.target.value))} />%</label>
            <button type="button" disabled={sure.length === 0 || review.busy} onClick={() => decide(sure, "accept")}>{say("batch.accept-sure", { n: sure.length })}</button>
          </span>
        </div>
      )}
      <p className="row quiet keys">{say("review.keys")}</p>
      {review.undoable.length > 0 && (
        <p className="row" role="status">{say("review.decided", { n: review.undoable.length })} <button type="button" onClick={() => void review.undo()}>{say("review.undo")}</button></p>
      )}
      {review.taught.map((word) => <Taught key={word.id} word={word} onTakenBack={() => review.untaught(word)} />)}
      {review.failure && review.conflict === undefined && <FailureNote error={review.failure} />}
    </div>
  );
}

/** A word that a correction taught the reader, which the reviewer may take back at once. */
function Taught({ word, onTakenBack }: { word: LexiconView; onTakenBack: () => void }) {
  const { say, label } = useLanguage();
  const unteach = useMutation({ mutationFn: () => send.unteach(word.id), onSuccess: onTakenBack });
  return (
    <div className="row" role="status">
      {say("reader.taught", { word: word.word, means: label(word.means) })} <button type="button" disabled={unteach.isPending} onClick={() => unteach.mutate()}>{say("reader.take-back")}</button>
      {unteach.isError && <FailureNote error={unteach.error} />}
    </div>
  );
}
