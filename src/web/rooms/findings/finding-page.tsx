/** One finding with every ruling on it. Invariant: its address stays the finding's while its claims stand; afterwards the page says that the ruling has lapsed. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type LoaderFunction, useParams, useSearchParams } from "react-router";
import { type FindingDetail, cache, queries } from "../../api.ts";
import { clocksIn } from "../../clocks.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { useClocks } from "../../ui/as-of.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { LoadedPage } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { FindingEntry, RulingLine } from "./finding-entry.tsx";
import { useFindingKeys } from "./finding-keys.ts";

export const loader: LoaderFunction = ({ params, request }) => {
  void cache.prefetchQuery(queries.finding(params["finding"] ?? "", clocksIn(new URL(request.url).searchParams)));
  return null;
};

export function Component() {
  const { finding = "" } = useParams();
  const [search] = useSearchParams();
  return <LoadedPage query={useQuery(queries.finding(finding, clocksIn(search)))}>{(found) => <FindingOf key={found.id} finding={found} />}</LoadedPage>;
}

function FindingOf({ finding }: { finding: FindingDetail }) {
  const { say, label } = useLanguage();
  const [ruling, setRuling] = useState(false);
  const { past } = useClocks();
  const open = finding.state === "open";
  useFindingKeys({ Escape: () => setRuling(false), ...(past || finding.state === "lapsed" ? {} : { r: () => setRuling(true) }) });
  return (
    <article className="findings">
      <PageHead
        title={say("finding.title", { check: label(finding.check_label), subject: label(finding.subject.label) })}
        answer={<><span className={open ? "finding-sign" : "finding-sign ruled"} aria-hidden="true">{open ? "▲" : "△"}</span> {say(`findings.severity.${finding.severity}`)} · {say(`findings.state.${finding.state}`)} · <EntityLink entity={finding.subject} /></>}
      />
      <FindingEntry finding={finding} ruling={ruling} setRuling={setRuling} alone />
      <section aria-labelledby="finding-history">
        <h2 id="finding-history">{say("finding.history")}</h2>
        {finding.history.length === 0 ? <p className="quiet">{say("finding.never-ruled")}</p> : <ol className="rulings">{finding.history.map((one) => <li key={one.id}><RulingLine ruling={one} /></li>)}</ol>}
      </section>
    </article>
  );
}
