/** What does not add up about one entity, in one line each. Invariant: an entity without findings shows nothing. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { lists } from "../api.ts";
import { Words, useLanguage } from "../i18n/language.tsx";
import { path } from "../path.ts";

const SHOWN = 6;

export function SubjectFindings({ subject }: { subject: string }) {
  const { say } = useLanguage();
  const { data } = useInfiniteQuery(lists.findings({ subject }));
  const first = data?.pages[0];
  if (first === undefined || first.items.length === 0) return null;
  const all = first.counts.error + first.counts.warning + first.counts.note + first.counts.ruled;
  return (
    <section aria-labelledby="subject-findings">
      <h2 id="subject-findings">{say("findings.here")}</h2>
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
    </section>
  );
}
