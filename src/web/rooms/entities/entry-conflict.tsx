/** Two values of one figure: what somebody else recorded meanwhile, and one's own. Invariant: nothing is lost by choosing; both may stand, and the record says who said which. */
import { useQueries } from "@tanstack/react-query";
import { queries } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { Figure } from "../../ui/figure.tsx";
import { SourceLink } from "../../ui/source-citation.tsx";

const SHOWN = 4;

export function Conflict({ claim_ids, mine, onBeside, onLeave }: { claim_ids: string[]; mine: string; onBeside: () => void; onLeave: () => void }) {
  const { say } = useLanguage();
  const claims = useQueries({ queries: claim_ids.slice(-SHOWN).map((id) => queries.claim(id)) }).flatMap((query) => query.data ?? []);
  return (
    <div className="conflict wide" role="alert">
      <p><b>{say("entry.conflict")}</b></p>
      <dl className="counts">
        <div><dt>{say("entry.theirs")}</dt><dd>{claims.map((claim) => <span key={claim.id} className="stack"><Figure claim={claim} spoken /> <SourceLink source={claim.source} /></span>)}</dd></div>
        <div><dt>{say("entry.mine")}</dt><dd>{mine}</dd></div>
      </dl>
      <div className="row"><button type="button" className="primary" onClick={onBeside}>{say("entry.beside")}</button> <button type="button" onClick={onLeave}>{say("entry.leave")}</button></div>
    </div>
  );
}
