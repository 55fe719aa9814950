/** Gaps ranked: what is missing or thin here, why that matters, and on which claims the sentence rests. Invariant: “missing” and “no data” stay apart in words and sign. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { type LoaderFunction, useSearchParams } from "react-router";
import { type ChainGaps, cache } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { FilterChoice } from "../../ui/filters.tsx";
import { LoadedPages } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { ChainTabs, ScopeFilters, SurveyLine, useWhere, WholeRecord } from "./chain-head.tsx";
import { GapEntry, RiskPaths } from "./gap-entry.tsx";
import { chainLists, scopeIn } from "./queries.ts";
import { STATES, StateMark } from "./state-mark.tsx";

const queryOf = (search: URLSearchParams): Record<string, string> => { const state = search.get("state"); return { ...scopeIn(search), ...(state ? { state } : {}) }; };

export const loader: LoaderFunction = ({ request }) => {
  void cache.prefetchInfiniteQuery(chainLists.gaps(queryOf(new URL(request.url).searchParams)));
  return null;
};

export function Component() {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const query = useInfiniteQuery({ ...chainLists.gaps(queryOf(search)), placeholderData: (before) => before });
  const first = query.data?.pages[0];
  const scope = scopeIn(search);
  return (
    <article className="chain">
      <ChainTabs />
      <GapsHead first={first} />
      {first && <>
        <SurveyLine survey={first.survey} />
        <ScopeFilters filters={first.filters}>
          <FilterChoice name="state" label={say("chain.state")}>
            <option value="">{say("filter.any")}</option>
            {STATES.filter((s) => s !== "strong").map((s) => <option key={s} value={s}>{say(`chain.state.${s}`)} ({first.states[s]})</option>)}
          </FilterChoice>
        </ScopeFilters>
      </>}
      <LoadedPages query={query}>{(rows) => (rows.length === 0 ? <p className="empty">{say("chain.gaps-none")}</p> : <ol className="gaps">{rows.map((gap, i) => <GapEntry key={gap.node.id} gap={gap} scope={scope} rank={i + 1} />)}</ol>)}</LoadedPages>
      {query.isError && !first && <WholeRecord error={query.error} />}
      {first && <Weakest gaps={first} scope={scope} />}
    </article>
  );
}

function GapsHead({ first }: { first: ChainGaps | undefined }) {
  const { say, label } = useLanguage();
  const where = useWhere();
  const top = first?.items[0];
  return <PageHead title={say("chain.gaps")} answer={first && top ? say("chain.gaps-answer", { where: where(first.survey, first.filters), n: first.total, first: label(top.node.name) }) : undefined} />;
}

function Weakest({ gaps, scope }: { gaps: ChainGaps; scope: Record<string, string> }) {
  const { say, label } = useLanguage();
  const shown = gaps.weakest.filter((r) => r.exposed.length > 0);
  if (shown.length === 0) return null;
  return (
    <section>
      <h2>{say("chain.weakest")}</h2>
      <p className="quiet">{say("chain.weakest-help")}</p>
      {shown.map((risk) => <div key={risk.failed.id} className="weakest"><h3><StateMark of="single_source" quiet /> {label(risk.failed.name)}</h3><RiskPaths risk={risk} scope={scope} /></div>)}
    </section>
  );
}
