/**
 * When the subject was read wrongly: choose the right one for this claim, or say that both names are one entity.
 * Invariant: replacing touches this claim only; merging is a judgement, reversible on the entity's page.
 */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type ClaimView, type SearchHit, cache, queries, refreshLedger, send } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { EntitySearch } from "../../ui/entity-search.tsx";
import { FailureNote } from "../../ui/loaded.tsx";
import type { Review } from "./use-review.ts";

export function SubjectChange({ claim, review, onCorrected }: { claim: ClaimView; review: Review; onCorrected: (claim: string) => void }) {
  const { say, label } = useLanguage();
  const [open, setOpen] = useState(false);
  const [hit, setHit] = useState<SearchHit | undefined>();
  const close = () => { setOpen(false); setHit(undefined); };
  const refreshDocument = () => cache.invalidateQueries({ queryKey: queries.document(claim.source.id).queryKey });
  const replace = useMutation({
    mutationFn: (to: SearchHit) => send.correct(claim.id, { expects: claim.head, subject_id: to.id, note: say("subject.replace-note") }),
    onSuccess: ({ claim: corrected, taught }) => { review.absorb([corrected], taught); close(); onCorrected(corrected.id); },
  });
  const merge = useMutation({
    mutationFn: (to: SearchHit) => send.judge(claim.subject.id, to.id, "same", say("subject.merge-note")),
    onSuccess: async () => { await Promise.all([refreshDocument(), refreshLedger()]); close(); },
  });
  const error = replace.error ?? merge.error;
  if (!open) return <p><button type="button" className="link" onClick={() => setOpen(true)}>{say("subject.change")}</button></p>;
  return (
    <div className="subject-change">
      {hit === undefined
        ? <EntitySearch label={say("subject.search")} onPick={setHit} autoFocus />
        : (
          <div className="row">
            <b>{label(hit.label)}</b>
            <button type="button" disabled={replace.isPending} onClick={() => replace.mutate(hit)}>{say("subject.replace")}</button>
            <button type="button" disabled={merge.isPending || hit.id === claim.subject.id} onClick={() => merge.mutate(hit)}>{say("subject.merge")}</button>
          </div>
        )}
      <button type="button" className="link" onClick={close}>{say("action.cancel")}</button>
      {error && <FailureNote error={error} />}
    </div>
  );
}
