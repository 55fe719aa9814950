/**
 * Figures that cannot all be true, and promises past their day, with what people made of them.
 * Invariant: the filters, the as-of days and each finding's page are in the address; on a past day nothing is ruled on; no key acts while something is being typed.
 */
import { keepPreviousData, useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type LoaderFunction, useNavigate, useSearchParams } from "react-router";
import { type FindingPage, type FindingView, cache, isOnItsWay, lists, refreshLedger, send } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { type FindingFilter, download, path } from "../../path.ts";
import { clocksIn } from "../../clocks.ts";
import { useClocks } from "../../ui/as-of.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { EntitySearch } from "../../ui/entity-search.tsx";
import { FilterChoice } from "../../ui/filters.tsx";
import { Help } from "../../ui/help.tsx";
import { FailureNote, LoadedPages } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { FindingEntry } from "./finding-entry.tsx";
import { useFindingKeys } from "./finding-keys.ts";

const SEVERITIES = ["error", "warning", "note"] as const;
const STATES = ["open", "ruled", "lapsed"] as const;

function filterOf(search: URLSearchParams): FindingFilter {
  const filter: FindingFilter = {};
  for (const name of ["severity", "check", "subject", "state"] as const) {
    const value = search.get(name);
    if (value) filter[name] = value;
  }
  return filter;
}

export const loader: LoaderFunction = ({ request }) => {
  const search = new URL(request.url).searchParams;
  void cache.prefetchInfiniteQuery(lists.findings({ ...filterOf(search), ...clocksIn(search) }));
  return null;
};

function Filters({ first, filter }: { first: FindingPage | undefined; filter: FindingFilter }) {
  const { say, label } = useLanguage();
  const [, setSearch] = useSearchParams();
  const setSubject = (subject: string | undefined) => setSearch((before) => {
    const after = new URLSearchParams(before);
    if (subject === undefined) after.delete("subject");
    else after.set("subject", subject);
    return after;
  }, { replace: true });
  const about = first?.items[0]?.subject;
  return (
    <>
      <div className="filters">
        <FilterChoice name="state" label={say("findings.state")}>
          <option value="">{say("filter.any")}</option>
          {STATES.map((one) => <option key={one} value={one}>{say(`findings.state.${one}`)}</option>)}
        </FilterChoice>
        <FilterChoice name="severity" label={say("findings.severity")}>
          <option value="">{say("filter.any")}</option>
          {SEVERITIES.map((one) => <option key={one} value={one}>{say(`findings.severity.${one}`)}</option>)}
        </FilterChoice>
        <FilterChoice name="check" label={say("findings.check")}>
          <option value="">{say("filter.any")}</option>
          {first?.checks.map((one) => <option key={one.check} value={one.check}>{label(one.label)} ({one.n})</option>)}
        </FilterChoice>
        <span className="downloads"><a href={download.findings("csv", filter)} download>CSV</a> <a href={download.findings("jsonld", filter)} download>JSON-LD</a></span>
      </div>
      <div className="filters">
        {filter.subject
          ? <>{about?.id === filter.subject && <EntityLink entity={about} />} <button type="button" onClick={() => setSubject(undefined)}>{say("findings.all-subjects")}</button></>
          : <EntitySearch label={say("findings.subject")} onPick={(hit) => setSubject(hit.id)} />}
      </div>
    </>
  );
}

/** The list, with one finding chosen by the keyboard and at most one form open. */
function Entries({ rows, past }: { rows: FindingView[]; past: boolean }) {
  const { say } = useLanguage();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<string | undefined>();
  const [ruling, setRuling] = useState<string | undefined>();
  const at = rows.findIndex((one) => one.id === chosen);
  const go = (to: number) => setChosen(rows[Math.max(0, Math.min(to, rows.length - 1))]?.id);
  useEffect(() => { if (chosen) document.getElementById(chosen)?.scrollIntoView({ block: "nearest" }); }, [chosen]);
  const one = rows[at];
  const undo = useMutation({ mutationFn: ({ id, ruling }: FindingView) => send.ruleOn(id, { verdict: "withdraw", ...(ruling ? { expects: ruling.id } : {}) }), onSettled: refreshLedger });
  useFindingKeys({
    j: () => go(at + 1), k: () => go(at - 1), Escape: () => setRuling(undefined),
    ...(one ? { o: () => void navigate(path.finding(one.id)) } : {}),
    ...(one && !past && one.state !== "lapsed" ? { r: () => setRuling(one.id) } : {}),
    ...(one?.ruling && !past ? { u: () => undo.mutate(one) } : {}),
  });
  return (
    <>
      <p className="quiet keys">{say(past ? "findings.past" : "findings.keys")}</p>
      {undo.isError && <FailureNote error={undo.error} />}
      <ol className="findings">
        {rows.map((row) => <FindingEntry key={row.id} finding={row} chosen={row.id === chosen} ruling={row.id === ruling} setRuling={(open) => setRuling(open ? row.id : undefined)} />)}
      </ol>
    </>
  );
}

export function Component() {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const filter = filterOf(search);
  const { clocks, past } = useClocks();
  const query = useInfiniteQuery({ ...lists.findings({ ...filter, ...clocks }), placeholderData: keepPreviousData });
  const first = query.isPlaceholderData && isOnItsWay(query.failureReason) ? undefined : query.data?.pages[0];
  const counts = first?.counts;
  const open = counts ? counts.error + counts.warning + counts.note : 0;
  const any = counts !== undefined && open + counts.ruled + counts.lapsed > 0;
  return (
    <article>
      <PageHead title={say("room.findings")} tools={<Help on="finding" />} answer={any ? say("findings.answer", { n: open, errors: counts.error, ruled: counts.ruled }) : first === undefined && !query.isError ? <span data-coming="" /> : undefined} />
      {first && <Filters first={first} filter={filter} />}
      <LoadedPages query={query}>
        {(rows) => (rows.length === 0 ? <p className="empty">{any ? say("findings.none-match") : say(past ? "findings.none-then" : "findings.none")}</p> : <Entries rows={rows} past={past} />)}
      </LoadedPages>
    </article>
  );
}
