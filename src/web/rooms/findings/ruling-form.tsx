/**
 * Ruling on a finding: what holds, and why. Invariant: nothing is sent without a choice and a reason; the ruling seen is named, so that nobody's is overwritten; what is typed outlives a reload.
 */
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { type FindingView, type RulingBody, failureOf, refreshLedger, send } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { useDraft } from "../../ui/draft.ts";
import { Field } from "../../ui/field.tsx";
import { figureText, whenText } from "../../ui/figure-text.ts";
import { ReasonChips } from "../../ui/reason-chips.tsx";
import { FailureNote } from "../../ui/loaded.tsx";

const OTHERS = ["different-definitions", "no-conflict", "leave-open"] as const;
const PREFER = "prefer ";

/** What a choice sends. */
function bodyOf(choice: string, note: string, expects: string | undefined): RulingBody {
  const seen = expects === undefined ? {} : { expects };
  return choice.startsWith(PREFER) ? { verdict: "prefer", prefers: choice.slice(PREFER.length), note, ...seen } : { verdict: choice as (typeof OTHERS)[number], note, ...seen };
}

export function RulingForm({ finding, close, onRuled }: { finding: FindingView; close: () => void; onRuled?: (ruled: FindingView) => void }) {
  const { lang, say } = useLanguage();
  // The ruling that stood when the form was opened: one made meanwhile, by whomever, is shown before it is ruled over.
  const { draft: { choice, note, upon }, set, drop } = useDraft(`ruling.${finding.id}`, () => ({ choice: "", note: "", upon: finding.ruling?.id ?? "" }));
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const ruling = useMutation({
    mutationFn: () => send.ruleOn(finding.id, bodyOf(choice, note.trim(), upon || undefined)),
    onSuccess: async (ruled) => { drop(); onRuled?.(ruled); await refreshLedger(); close(); },
    onError: async (error) => { const { code, payload } = failureOf(error); if (code === "ledger/conflict") { set({ upon: String(payload["head"] ?? "") }); await refreshLedger(); } },
  });
  const choices = [...finding.claims.map((claim) => `${PREFER}${claim.id}`), ...OTHERS];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    const typing = event.target instanceof HTMLTextAreaElement;
    if (typing && event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
    const nth = choices[Number(event.key) - 1];
    if (!typing && nth !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); set({ choice: nth }); }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (choice !== "" && note.trim() !== "") ruling.mutate();
  };
  const option = (value: string, words: string) => (
    <label key={value} className="check"><input type="radio" name={`ruling-${finding.id}`} value={value} checked={choice === value} onChange={() => set({ choice: value })} /> <span>{words}</span> <kbd className="quiet" aria-hidden="true">{choices.indexOf(value) + 1}</kbd></label>
  );
  return (
    <form ref={form} className="ruling-form" aria-label={say("ruling.form")} onSubmit={submit} onKeyDown={onKeyDown} noValidate>
      <fieldset>
        <legend>{say("ruling.question")}</legend>
        {finding.claims.map((claim) => option(`${PREFER}${claim.id}`, say("ruling.prefer-this", {
          figure: [figureText(claim, lang), claim.when && whenText(claim.when, lang)].filter(Boolean).join(" · "), source: claim.source.publisher || claim.source.title,
        })))}
        {OTHERS.map((one) => option(one, say(`ruling.verdict.${one}`)))}
        {tried && choice === "" && <small className="problem" role="alert">{say("ruling.choose")}</small>}
      </fieldset>
      <Field label={say("ruling.reason")} wide {...(tried && note.trim() === "" ? { problem: say("ruling.reason-needed") } : {})}>
        {(attributes) => <><textarea {...attributes} rows={2} maxLength={2000} value={note} onChange={(event) => set({ note: event.target.value })} /><ReasonChips of="ruling" now={note} onPick={(words) => set({ note: words })} /></>}
      </Field>
      <p className="quiet">{say("ruling.effect")}</p>
      <p className="row">
        <button type="submit" className="primary" disabled={ruling.isPending}>{say("ruling.record")}</button>
        <button type="button" onClick={() => { drop(); close(); }}>{say("action.cancel")}</button>
      </p>
      {ruling.isError && <FailureNote error={ruling.error} />}
    </form>
  );
}

/** Taking back the ruling that is seen. */
export function useUndoRuling(finding: FindingView) {
  return useMutation({
    mutationFn: () => send.ruleOn(finding.id, { verdict: "withdraw", ...(finding.ruling ? { expects: finding.ruling.id } : {}) }),
    onSuccess: refreshLedger,
  });
}
