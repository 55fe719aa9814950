/**
 * Help beside the thing it explains: a question mark that opens a sentence or two.
 * Invariant: opened by press, key or Enter, closed by Escape or a press elsewhere; what is said is read out with it, and nothing on the page moves.
 */
import { useId, useRef, useState } from "react";
import { useLanguage } from "../i18n/language.tsx";
import type { WordKey } from "../i18n/zh.ts";
import { usePressElsewhere } from "./away.ts";

/** What can be explained; each has a name (`help.X`) and its words (`help.X.words`). */
export type HelpOn = "modality" | "bound" | "as-of" | "finding" | "confidence" | "density" | "slip" | "chance" | "presence" | "score";

export function Help({ on }: { on: HelpOn }) {
  const { say } = useLanguage();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLSpanElement>(null);
  const id = useId();
  usePressElsewhere(root, open, setOpen);
  const name = say(`help.${on}` as WordKey);
  return (
    <span className="help" ref={root} onKeyDown={(event) => { if (event.key === "Escape" && open) { event.stopPropagation(); setOpen(false); root.current?.querySelector("button")?.focus(); } }}>
      <button type="button" aria-expanded={open} aria-controls={id} aria-label={say("help.of", { what: name })} onClick={() => setOpen(!open)}>?</button>
      <span id={id} role="status" className={open ? "help-words" : "hidden"}>{open && <><b>{name}</b> {say(`help.${on}.words` as WordKey)}</>}</span>
    </span>
  );
}
