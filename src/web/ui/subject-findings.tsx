/**
 * What does not add up about one entity, in one line each. Invariant: an entity without findings shows nothing; findings that come after the page is seen
 * stay within the line that was kept for them until they are opened.
 */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { type FindingPage, lists } from "../api.ts";
import { clocksIn } from "../clocks.ts";
import { Words, useLanguage } from "../i18n/language.tsx";
import { path } from "../path.ts";
import { Help } from "./help.tsx";

const SHOWN = 6;

export function SubjectFindings({ subject }: { subject: string }) {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const { data, isError } = useInfiniteQuery(lists.findings({ subject, ...clocksIn(search) }));
  const first = data?.pages[0];
  const kept = useRef<HTMLDetailsElement>(null);
  const [late, setLate] = useState(false);
  // The place was seen empty: what comes now must not push the page about.
  useEffect(() => { if (kept.current !== null && kept.current.closest(".settling") === null) setLate(true); }, [first]);
  if (isError) return null;
  if (first === undefined || late) {
    const n = first && first.counts.error + first.counts.warning + first.counts.note + first.counts.ruled;
    return <details ref={kept} className="kept-line"><summary className="quiet">{n === undefined ? say("findings.here-working") : n === 0 ? say("findings.here-none") : say("findings.here-n", { n })}</summary>{first && n !== 0 && <List first={first} subject={subject} />}</details>;
  }
  if (first.items.length === 0) return null;
  return (
    <section aria-labelledby="subject-findings">
      <h2 id="subject-findings">{say("findings.here")}<Help on="finding" /></h2>
      <List first={first} subject={subject} />
    </section>
  );
}

function List({ first, subject }: { first: FindingPage; subject: string }) {
  const { say } = useLanguage();
  const all = first.counts.error + first.counts.warning + first.counts.note + first.counts.ruled;
  return (
    <>
      <ul className="subject-findings">
        {first.items.slice(0, SHOWN).map((one) => (
          <li key={one.id}>
            <span className={one.state === "open" ? "finding-mark" : "finding-mark ruled"} aria-hidden="true">{one.state === "open" ? "▲" : "△"}</span>{" "}
            <Link to={path.finding(one.id)}><Words of={one.check_label} /></Link> <span className="quiet">{say(`findings.severity.${one.severity}`)}{one.state === "ruled" && ` · ${say("findings.state.ruled")}`}</span>
            <br /><Words of={one.arithmetic} />
          </li>
        ))}
      </ul>
      {all > SHOWN && <p><Link to={path.findings({ subject })}>{say("findings.here-all", { n: all })}</Link></p>}
    </>
  );
}
