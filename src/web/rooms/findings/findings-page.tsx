/** Figures that cannot all be true, and promises past their day: the arithmetic, what would settle it, the claims. Invariant: every finding has an address of its own. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Link, type LoaderFunction, useLocation, useSearchParams } from "react-router";
import { type ClaimView, type FindingView, cache, lists } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { Figure } from "../../ui/figure.tsx";
import { FilterChoice } from "../../ui/filters.tsx";
import { LoadedPages } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { SourceLink } from "../../ui/source-citation.tsx";
import "./findings.css";

const SEVERITIES = ["error", "warning", "note"] as const;

const filterOf = (search: URLSearchParams): { severity?: string } => {
  const severity = search.get("severity");
  return severity ? { severity } : {};
};

export const loader: LoaderFunction = ({ request }) => {
  void cache.prefetchInfiniteQuery(lists.findings(filterOf(new URL(request.url).searchParams)));
  return null;
};

function Statement({ claim }: { claim: ClaimView }) {
  const { lang, say, label, part } = useLanguage();
  const about = [label(claim.property_label), claim.when ? whenText(claim.when, lang) : say("when.unknown"), say(`modality.${claim.modality}`), part(claim)].filter(Boolean).join(" · ");
  return (
    <li>
      <Figure claim={claim} spoken /> <span className="quiet">{about}</span> <SourceLink source={claim.source} />
      {claim.quote && <blockquote lang={claim.lang}>{claim.quote}</blockquote>}
    </li>
  );
}

function FindingEntry({ finding, chosen }: { finding: FindingView; chosen: boolean }) {
  const { say, label } = useLanguage();
  return (
    <li id={finding.id} className={`finding finding-${finding.severity}${chosen ? " chosen" : ""}`}>
      <h2><EntityLink entity={finding.subject} /> <span className="quiet">{label(finding.check_label)} · {say(`findings.severity.${finding.severity}`)}</span> <Link className="permalink" to={{ hash: finding.id, search: window.location.search }} aria-label={`${say("findings.permalink")}: ${label(finding.subject.label)}, ${label(finding.check_label)}`}>#</Link></h2>
      <p><Words of={finding.arithmetic} /></p>
      <p className="quiet">{say("findings.resolve")}<Words of={finding.resolve} /></p>
      <ul>{finding.claims.map((claim) => <Statement key={claim.id} claim={claim} />)}</ul>
    </li>
  );
}

export function Component() {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const wanted = useLocation().hash.slice(1);
  const filter = filterOf(search);
  const query = useInfiniteQuery(lists.findings(filter));
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;
  const there = data?.pages.some((page) => page.items.some((one) => one.id === wanted)) ?? false;
  useEffect(() => {
    if (wanted === "") return;
    if (there) document.getElementById(wanted)?.scrollIntoView({ block: "start" });
    else if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [wanted, there, hasNextPage, isFetching, isError, fetchNextPage]);
  const counts = data?.pages[0]?.counts;
  const n = counts ? counts.error + counts.warning + counts.note : 0;
  return (
    <article>
      <PageHead title={say("room.findings")} answer={counts && n > 0 ? say("findings.answer", { n, errors: counts.error }) : undefined} />
      <div className="filters">
        <FilterChoice name="severity" label={say("findings.severity")}>
          <option value="">{say("filter.any")}</option>
          {SEVERITIES.map((one) => <option key={one} value={one}>{say(`findings.severity.${one}`)}</option>)}
        </FilterChoice>
      </div>
      <LoadedPages query={query}>
        {(rows) => (rows.length === 0
          ? <p className="empty">{n === 0 ? say("findings.none") : say("findings.none-match")}</p>
          : <ol className="findings">{rows.map((one) => <FindingEntry key={one.id} finding={one} chosen={one.id === wanted} />)}</ol>)}
      </LoadedPages>
    </article>
  );
}
