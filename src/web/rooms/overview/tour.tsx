/**
 * A newcomer's five steps, on the record that is there. Shown on the overview until it is put away; a link in the foot brings it back.
 * Invariant: it covers nothing, and every step is a place where the thing can be done.
 */
import { useState } from "react";
import { Link } from "react-router";
import { SET } from "../../clocks.ts";
import { Sentence, useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { whenText } from "../../ui/figure-text.ts";

const KEPT = "lightvalley.tour";
/** A day on which the reference record knew half of what it knows now. */
const EARLIER = "2023-12-01";

export function useTour(): { done: boolean; put: (over: boolean) => void } {
  const [done, setDone] = useState(() => localStorage.getItem(KEPT) === "done");
  const put = (over: boolean) => {
    setDone(over);
    if (over) localStorage.setItem(KEPT, "done");
    else localStorage.removeItem(KEPT);
  };
  return { done, put };
}

export function Tour({ onDone }: { onDone: () => void }) {
  const { lang, say } = useLanguage();
  return (
    <section className="tour" aria-label={say("tour.title")}>
      <h2>{say("tour.title")}</h2>
      <ol>
        <li>{say("tour.figure")}</li>
        <li><Sentence of="tour.read" parts={{ documents: <Link to={path.documents()}>{say("room.documents")}</Link> }} /></li>
        <li><Sentence of="tour.findings" parts={{ findings: <Link to={path.findings()}>{say("room.findings")}</Link> }} /></li>
        <li><Sentence of="tour.clock" parts={{ day: <Link to={path.overview({ valid_on: EARLIER, known_on: EARLIER })} state={SET}>{whenText(EARLIER, lang)}</Link>, compare: <Link to={path.compare({ a: EARLIER })}>{say("room.compare")}</Link> }} /></li>
        <li>{say("tour.box")}</li>
      </ol>
      <button type="button" onClick={onDone}>{say("tour.done")}</button>
    </section>
  );
}
