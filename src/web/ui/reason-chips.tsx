/** Reasons that are often the true one, to be taken with one press; anything else is typed. Invariant: none is chosen for anybody: without a press the field stays as it was. */
import { useRef } from "react";
import { useLanguage } from "../i18n/language.tsx";
import type { WordKey } from "../i18n/zh.ts";

const REASONS = {
  correction: ["reason.misread", "reason.unit", "reason.period", "reason.scope"],
  ruling: ["reason.bulletin", "reason.later", "reason.scope", "reason.typo"],
} as const satisfies Record<string, readonly WordKey[]>;

/** @param onPick the words of the reason; the form's own button is then in hand, so that Enter sends it. */
export function ReasonChips({ of, now, onPick }: { of: keyof typeof REASONS; now: string; onPick: (words: string) => void }) {
  const { say } = useLanguage();
  const root = useRef<HTMLSpanElement>(null);
  const pick = (words: string) => {
    onPick(words);
    root.current?.closest("form")?.querySelector<HTMLElement>("button[type=submit]")?.focus();
  };
  return <span className="reasons-often" role="group" aria-label={say("reason.often")} ref={root}>{REASONS[of].map((key) => <button key={key} type="button" className="chip" aria-pressed={now === say(key)} onClick={() => pick(say(key))}>{say(key)}</button>)}</span>;
}
