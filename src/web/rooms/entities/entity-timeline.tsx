/**
 * What happened and what was promised, in one line of time: dated steps with every version of their promise, figures, ties, events, and who changed what.
 * Invariant: a promise and its outcome are one entry; filters are in the address; arrow keys move from entry to entry; every date and figure opens its claim.
 */
import { useInfiniteQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import type { EntityPage, TimelineItem, TimelineKind } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import type { AsOf } from "../../path.ts";
import { changeKind } from "../../ui/change-kind.ts";
import { EntityLink } from "../../ui/entity-link.tsx";
import { momentText, whenText } from "../../ui/figure-text.ts";
import { FactFigure, Figure } from "../../ui/figure.tsx";
import { FailureNote } from "../../ui/loaded.tsx";
import { Version, slipWords } from "../parks/milestone-cells.tsx";
import { pages } from "./queries.ts";
import { linesOf } from "./timeline-lines.ts";

const KINDS = ["step", "promise", "figure", "tie", "event", "edit"] as const satisfies readonly TimelineKind[];
const PARAM = "show";

function useKinds(): [kinds: TimelineKind[], toggle: (kind: TimelineKind) => void] {
  const [search, setSearch] = useSearchParams();
  const kinds = KINDS.filter((kind) => (search.get(PARAM) ?? "").split(",").includes(kind));
  const toggle = (kind: TimelineKind) => setSearch((before) => {
    const after = new URLSearchParams(before);
    const next = KINDS.filter((one) => (one === kind) !== kinds.includes(one));
    if (next.length === 0) after.delete(PARAM);
    else after.set(PARAM, next.join(","));
    return after;
  }, { replace: true, preventScrollReset: true });
  return [kinds, toggle];
}

export function EntityTimeline({ entity, asOf }: { entity: EntityPage; asOf: AsOf }) {
  const { say } = useLanguage();
  const [kinds, toggle] = useKinds();
  const query = useInfiniteQuery({ ...pages.timeline(entity.slug, kinds.join(","), asOf), placeholderData: (before) => before });
  const first = query.data?.pages[0];
  if (query.isError && !first) return <FailureNote error={query.error} retry={() => void query.refetch()} />;
  if (!first) return <section className="timeline-space" aria-hidden="true" data-coming="" />;
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const there = KINDS.filter((kind) => first.counts[kind] > 0);
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{say("timeline.title")}</h2>
      {there.length > 1 && (
        <p className="kinds" role="group" aria-label={say("timeline.filter")}>
          {there.map((kind) => <button key={kind} type="button" className="chip" aria-pressed={kinds.includes(kind)} onClick={() => toggle(kind)}>{say(`timeline.kind.${kind}`)} <span className="count">{first.counts[kind]}</span></button>)}
        </p>
      )}
      <Line items={items} today={first.today} />
      {query.hasNextPage && <p className="more"><button type="button" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{say("timeline.more", { n: first.total - items.length })}</button></p>}
    </section>
  );
}

function Line({ items, today }: { items: TimelineItem[]; today: string }) {
  const { lang, say } = useLanguage();
  const list = useRef<HTMLOListElement>(null);
  const [active, setActive] = useState(0);
  const onKeyDown = (event: KeyboardEvent<HTMLOListElement>) => {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = Math.max(0, Math.min(items.length - 1, active + step));
    event.preventDefault();
    setActive(next);
    list.current?.querySelectorAll<HTMLElement>("[data-entry]")[next]?.focus();
  };
  let at = -1;
  return (
    <ol className="timeline-list" ref={list} onKeyDown={onKeyDown}>
      {linesOf(items, today).map((line) => {
        if ("today" in line) return <li key="today" className="timeline-today"><span>{say("timeline.today", { day: whenText(line.today, lang) })}</span></li>;
        if ("year" in line) return <li key={`year ${line.year}`} className="timeline-year" aria-hidden="true">{line.year}</li>;
        const place = (at += 1);
        return <Entry key={line.item.key} item={line.item} active={place === Math.min(active, items.length - 1)} onFocus={() => setActive(place)} />;
      })}
    </ol>
  );
}

function Entry({ item, active, onFocus }: { item: TimelineItem; active: boolean; onFocus: () => void }) {
  const { lang } = useLanguage();
  const state = item.step?.status ?? (item.fact && item.fact.modality !== "actual" ? item.fact.modality : item.kinds[0]);
  return (
    <li data-entry tabIndex={active ? 0 : -1} onFocus={onFocus} className={`moment moment-${state}`}>
      <span className="moment-when">{item.change ? whenText(item.when.slice(0, 10), lang) : whenText(item.when, lang)}</span>
      <span className="moment-sign" aria-hidden="true" />
      <div className="moment-what"><What item={item} /></div>
    </li>
  );
}

function What({ item }: { item: TimelineItem }) {
  const { lang, say, label, part } = useLanguage();
  if (item.change) return <><b>{item.change.actor}</b> {changeKind(item.change.kind, say)} <span className="quiet">{item.change.note} {momentText(item.change.at, lang)}</span></>;
  if (item.step) return <Step item={item} step={item.step} />;
  if (item.entity) return <><EntityLink entity={item.entity} withType /> <span className="quiet">{label(item.label)}</span> {item.fact && <FactFigure fact={item.fact} />}</>;
  if (!item.fact) return <Words of={item.label} />;
  const about = part(item.fact.best);
  return <><span className="moment-name"><Words of={item.label} />{about && <span className="quiet"> · {about}</span>}</span> <FactFigure fact={item.fact} spoken />{item.fact.modality !== "actual" && <span className="quiet"> {say(`modality.${item.fact.modality}`)}</span>}</>;
}

/** A dated step: its outcome first, then what was promised of it, oldest first. */
function Step({ item, step }: { item: TimelineItem; step: NonNullable<TimelineItem["step"]> }) {
  const { say } = useLanguage();
  const { done, versions, slip } = step;
  const state = step.status === "done" ? undefined : step.status === "overdue" && step.overdue_days === undefined ? say("timeline.overdue") : say(`milestone.status.${step.status}`, { n: step.overdue_days ?? 0 });
  return (
    <>
      <b><Words of={item.label} /></b>{step.part && <span className="quiet"> · {step.part}</span>}{" "}
      {done && <Figure claim={done.claim} rivals={done.rivals} agreeing={done.agreeing} spoken />}
      {state && <span className={step.status === "overdue" ? "state-overdue" : "quiet"}> {state}</span>}
      {slip && versions.length > 0 && <span className="quiet"> {slipWords(slip, say)}</span>}
      {versions.length > 0 && <ul className="versions">{versions.map((version) => <li key={`${version.first_said} ${version.due} ${version.bound}`}><span className="quiet">{say("timeline.promised")}</span> <Version version={version} /></li>)}</ul>}
    </>
  );
}
