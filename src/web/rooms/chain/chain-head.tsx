/**
 * What all pages of the chain share: the way between them, the filters of the question, and how much was looked at.
 * Invariant: filters live in the address and go along from page to page.
 */
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, NavLink, useLocation, useSearchParams } from "react-router";
import { type ChainSurvey, type ChainView, failureOf } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { EntityLink } from "../../ui/entity-link.tsx";
import { Figure } from "../../ui/figure.tsx";
import { FilterChoice } from "../../ui/filters.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { scopeIn } from "./queries.ts";
import "./chain.css";
import { Help } from "../../ui/help.tsx";

export function ChainTabs() {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const scope = scopeIn(search);
  const tabs = [[path.chain(scope), "chain.panorama"], [path.chainGaps(scope), "chain.gaps"], [path.chainNext(scope), "chain.next"], [path.chainBacktest(), "chain.backtest"]] as const;
  return <nav className="chain-tabs" aria-label={say("chain.pages")}>{tabs.map(([to, name]) => <NavLink key={name} to={to} end>{say(name)}</NavLink>)}</nav>;
}

/** The page once its answer is there; a refusal has the page's head, and the way to the whole record where the region is at fault. */
export function ChainLoaded<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  const { say } = useLanguage();
  if (query.data !== undefined || !query.isError) return <Loaded query={query}>{children}</Loaded>;
  return <article className="chain"><ChainTabs /><PageHead title={say("room.chain")} /><Loaded query={query}>{children}</Loaded><WholeRecord error={query.error} /></article>;
}

/** Where the region is unknown on the day asked for: the same page of the whole record. */
export function WholeRecord({ error }: { error: unknown }) {
  const { say } = useLanguage();
  const { pathname } = useLocation();
  const [search] = useSearchParams();
  if (error === null || failureOf(error).code !== "chain/no-region") return null;
  const rest = new URLSearchParams(search);
  rest.delete("region");
  return <p><Link to={`${pathname}?${rest.toString()}`}>{say("chain.region-all")}</Link></p>;
}

/** The region, rung, size and measure of coverage; more filters of a page as children. */
export function ScopeFilters({ filters, children }: { filters: ChainView["filters"]; children?: ReactNode }) {
  const { say, label } = useLanguage();
  return (
    <div className="filters">
      <FilterChoice name="region" label={say("chain.region")}>
        <option value="">{say("chain.region-all")}</option>
        <RegionOptions filters={filters} />
      </FilterChoice>
      <FilterChoice name="rung" label={say("chain.rung")}>
        <option value="">{say("filter.any")}</option>
        {filters.rungs.map((r) => <option key={r.id} value={r.id}>{label(r.name)}</option>)}
      </FilterChoice>
      <FilterChoice name="size" label={say("chain.size")}>
        <option value="">{say("filter.any")}</option>
        {filters.sizes.map((s) => <option key={s.id} value={s.id}>{label(s.name)}</option>)}
      </FilterChoice>
      <FilterChoice name="against" label={say("chain.against")}>
        <option value="">{say("chain.against.stated")}</option>
        <option value="record">{say("chain.against.record")}</option>
      </FilterChoice>
      {children}
    </div>
  );
}

export function RegionOptions({ filters }: { filters: ChainView["filters"] }) {
  const { label } = useLanguage();
  return filters.regions.map((r) => <option key={r.key} value={r.key}>{label(r.label)} ({r.firms})</option>);
}

/** The name of the region asked about. */
export function useWhere(): (survey: ChainSurvey, filters: ChainView["filters"]) => string {
  const { say, label } = useLanguage();
  return (survey, filters) => (survey.region === undefined ? say("chain.region-all") : label(filters.regions.find((r) => r.key === survey.region)?.label) || survey.region);
}

export const percentText = (ratio: number): string => `${Math.round(ratio * 100)}%`;

/** How many firms are known and read, with the claim that states their number. */
export function SurveyLine({ survey }: { survey: ChainSurvey }) {
  const { say, part } = useLanguage();
  const stated = survey.stated?.claim;
  return (
    <p className="quiet">
      {survey.total_unknown ? say("chain.survey-unknown", { read: survey.firms_read, known: survey.firms_known }) : say("chain.survey", { known: survey.firms_known, read: survey.firms_read, share: percentText(survey.coverage) })}
      {survey.stated && stated && <> {say("chain.survey-stated")} <EntityLink entity={survey.stated.of} /> {part(stated)} <Figure claim={stated} /></>}
      {survey.pending > 0 && <> {say("chain.survey-pending", { n: survey.pending })}</>} <Help on="presence" />
    </p>
  );
}
