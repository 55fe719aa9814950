/** Judging that another entity is this one. Invariant: it asks before it acts, and says that it can be undone. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type EntityPage, type SearchHit, refreshLedger, send } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { EntitySearch } from "../../ui/entity-search.tsx";
import { FailureNote } from "../../ui/loaded.tsx";

export function MergeForm({ entity }: { entity: EntityPage }) {
  const { say, label } = useLanguage();
  const [hit, setHit] = useState<SearchHit | undefined>();
  const merge = useMutation({
    mutationFn: (other: SearchHit) => send.judge(entity.canonical_id, other.id, "same"),
    onSuccess: async () => { setHit(undefined); await refreshLedger(); },
  });
  return (
    <details className="merge">
      <summary>{say("entity.merge-other")}</summary>
      {hit === undefined
        ? <EntitySearch label={say("subject.search")} onPick={setHit} />
        : (
          <p className="row">
            {say("entity.merge-ask", { left: label(hit.label), right: label(entity.label) })}
            <button type="button" className="primary" disabled={merge.isPending || hit.id === entity.canonical_id} onClick={() => merge.mutate(hit)}>{say("entity.merge")}</button>
            <button type="button" onClick={() => setHit(undefined)}>{say("action.cancel")}</button>
          </p>
        )}
      {merge.isError && <FailureNote error={merge.error} />}
    </details>
  );
}
