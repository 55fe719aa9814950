/**
 * The history of a claim: each statement of the chain, and each decision on it, in the order in which they were made.
 * Invariant: a correction shows what was before and what came after, member by member.
 */
import { Link } from "react-router";
import type { ClaimView, DecisionView, HistoryView } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { momentText } from "../../ui/figure-text.ts";
import { type Difference, differencesOf } from "./differences.ts";

type Entry = { at: string; claim: ClaimView } | { at: string; decision: DecisionView };

function entriesOf({ claims, decisions }: HistoryView): Entry[] {
  const entries: Entry[] = [...claims.map((claim) => ({ at: claim.recorded_at, claim })), ...decisions.map((decision) => ({ at: decision.at, decision }))];
  return entries.toSorted((a, b) => a.at.localeCompare(b.at) || Number("decision" in a) - Number("decision" in b));
}

export function ClaimHistory({ history, now }: { history: HistoryView; now: string }) {
  const { lang, say } = useLanguage();
  const byId = new Map(history.claims.map((claim) => [claim.id, claim]));
  return (
    <section>
      <h2>{say("history.title")}</h2>
      <ol className="history">
        {entriesOf(history).map((entry) => (
          <li key={"claim" in entry ? entry.claim.id : entry.decision.id}>
            <time dateTime={entry.at}>{momentText(entry.at, lang)}</time>
            <div>{"claim" in entry ? <Statement claim={entry.claim} before={byId.get(entry.claim.corrects ?? "")} now={now} /> : <DecisionLine decision={entry.decision} />}</div>
          </li>
        ))}
      </ol>
      {history.changes.map((change) => <p key={change.id} className="quiet hash">{say("history.change", { seq: change.seq, actor: change.actor })} <code>{change.hash.slice(0, 16)}</code></p>)}
    </section>
  );
}

function DecisionLine({ decision }: { decision: DecisionView }) {
  const { say } = useLanguage();
  return (
    <>
      <b>{decision.actor}</b> {say(`verdict.${decision.verdict}`)} {decision.note && <q>{decision.note}</q>}
      {decision.by_claim && <> <Link to={path.claim(decision.by_claim)}>{say("history.corrected-by")}</Link></>}
    </>
  );
}

function Statement({ claim, before, now }: { claim: ClaimView; before: ClaimView | undefined; now: string }) {
  const { lang, say } = useLanguage();
  const link = claim.id === now ? <b>{say("history.this")}</b> : <Link to={path.claim(claim.id)}>{say("history.statement")}</Link>;
  if (before === undefined) return <>{link} {say("history.recorded", { publisher: claim.source.publisher || claim.source.title })}</>;
  const differences = differencesOf(before, claim, lang);
  return (
    <>
      {link} {say("history.correction")}
      {differences.length > 0 && <ul className="differences">{differences.map((one) => <li key={one.part}><DifferenceLine one={one} /></li>)}</ul>}
    </>
  );
}

function DifferenceLine({ one }: { one: Difference }) {
  const { say } = useLanguage();
  const shown = (value: string) => {
    if (value === "") return "—";
    return one.part === "modality" || one.part === "bound" ? say(`${one.part}.${value}` as "modality.actual") : value;
  };
  return <><span className="quiet">{say(`claim.${one.part}`)}</span> <del>{shown(one.before)}</del> → <ins>{shown(one.after)}</ins></>;
}
