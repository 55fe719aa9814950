/**
 * What is done with the chosen claims: accept, reject, withdraw, or one member corrected in all of them, as one change set; and its undo.
 * Invariant: the number that a button acts on is on the button; a refusal keeps the choice and what was typed; the undo is itself recorded.
 */
import { useState } from "react";
import { type ChangeView, type ClaimView, type CorrectionsBody, type Verdict, send } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { useDraft } from "../../ui/draft.ts";
import { FailureNote } from "../../ui/loaded.tsx";
import { tableSends } from "../../ui/table/queries.ts";
import { CHOSEN_MAX, type Chosen } from "../../ui/table/use-chosen.ts";
import { useUndoable } from "../../ui/table/use-undoable.ts";

const MODALITIES = ["actual", "planned", "target", "forecast"] as const;
const BOUNDS = ["eq", "ge", "gt", "le", "lt", "approx"] as const;
const MEMBERS = ["modality", "bound", "when", "qualifier"] as const;
type Member = (typeof MEMBERS)[number];

interface Done {
  what: "accept" | "reject" | "withdraw" | "correct";
  n: number;
}

export function BulkBar({ chosen, onAll, total }: { chosen: Chosen<ClaimView>; onAll: () => void; total: number }) {
  const { say } = useLanguage();
  const { busy, failure, done, undone, act, undo } = useUndoable<Done>();
  const [setting, setSetting] = useState(false);
  const claims = [...chosen.rows.values()];
  const able = (verdict: Verdict): ClaimView[] => claims.filter((claim) => claim.allowed.includes(verdict));
  const perform = (what: Done["what"], n: number, work: () => Promise<{ change: ChangeView }>, sent?: () => void): Promise<void> =>
    act(async () => ({ what, n, change: (await work()).change }), () => { sent?.(); setSetting(false); chosen.clear(); });
  const rule = (verdict: "accept" | "reject" | "withdraw"): void => {
    const some = able(verdict);
    void perform(verdict, some.length, () => send.decide(some.map((claim) => ({ claim_id: claim.id, verdict, ...(claim.head ? { expects: claim.head } : {}) }))));
  };
  if (claims.length === 0 && done === undefined && !undone && failure === undefined) return null;
  return (
    <div className="undo-bar">
      {claims.length > 0 && (
        <>
          <strong>{say("bulk.chosen", { n: claims.length })}</strong>
          {(["accept", "reject", "withdraw"] as const).map((verdict) => {
            const n = able(verdict).length;
            return <button key={verdict} type="button" disabled={busy || n === 0} onClick={() => rule(verdict)}>{say(`bulk.${verdict}`, { n })}</button>;
          })}
          <button type="button" aria-expanded={setting} disabled={busy || able("correct").length === 0} onClick={() => setSetting(!setting)}>{say("bulk.set")}</button>
          <button type="button" className="link" onClick={chosen.clear}>{say("bulk.none")}</button>
          {claims.length < total && (total <= CHOSEN_MAX ? <button type="button" className="link" onClick={onAll}>{say("bulk.all", { n: total })}</button> : <span className="quiet">{say("bulk.too-many", { n: CHOSEN_MAX.toLocaleString("en") })}</span>)}
          {setting && <SetOne claims={able("correct")} skipped={claims.length - able("correct").length} busy={busy} onSet={(body, sent) => void perform("correct", body.claims.length, () => tableSends.correctMany(body), sent)} />}
        </>
      )}
      {busy && <span role="status">{say("bulk.working")}</span>}
      {done && <span role="status">{say(`bulk.done.${done.what}`, { n: done.n })} <button type="button" disabled={busy} onClick={() => void undo()}>{say("bulk.undo")}</button></span>}
      {undone && <span role="status">{say("bulk.undone")}</span>}
      {failure && <FailureNote error={failure} />}
    </div>
  );
}

function SetOne({ claims, skipped, busy, onSet }: { claims: ClaimView[]; skipped: number; busy: boolean; onSet: (body: CorrectionsBody, sent: () => void) => void }) {
  const { say } = useLanguage();
  const { draft: { member, value, note }, set: keep, drop } = useDraft("bulk.claims", () => ({ member: "modality" as Member, value: "planned", note: "" }));
  const choose = (next: Member) => keep({ member: next, value: next === "modality" ? "planned" : next === "bound" ? "approx" : "" });
  const set = { [member]: value === "" ? null : value } as CorrectionsBody["set"];
  return (
    <form className="row" aria-label={say("bulk.set")} style={{ flexBasis: "100%" }} onSubmit={(event) => { event.preventDefault(); onSet({ claims: claims.map((claim) => ({ claim_id: claim.id, ...(claim.head ? { expects: claim.head } : {}) })), set, note }, drop); }}>
      <label>{say("bulk.set-what")} <select value={member} onChange={(event) => choose(event.target.value as Member)}>{MEMBERS.map((one) => <option key={one} value={one}>{say(`claim.${one}`)}</option>)}</select></label>
      <label>{say("bulk.set-to")} {member === "modality" || member === "bound"
        ? <select value={value} onChange={(event) => keep({ value: event.target.value })}>{member === "modality" ? MODALITIES.map((one) => <option key={one} value={one}>{say(`modality.${one}`)}</option>) : BOUNDS.map((one) => <option key={one} value={one}>{say(`bound.${one}`)}</option>)}</select>
        : <input type="text" value={value} maxLength={200} placeholder={member === "when" ? "2024-06" : ""} onChange={(event) => keep({ value: event.target.value })} />}</label>
      <label>{say("bulk.note")} <input type="text" required maxLength={2000} value={note} onChange={(event) => keep({ note: event.target.value })} /></label>
      <button type="submit" className="primary" disabled={busy || note.trim() === ""}>{say("bulk.apply", { n: claims.length })}</button>
      {skipped > 0 && <span className="quiet">{say("bulk.skipped", { n: skipped })}</span>}
    </form>
  );
}
