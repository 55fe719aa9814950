/**
 * The review desk: all that waits for a person, one under the other, decided by key or by button, alone or together.
 * Invariant: after a decision the next thing is in hand; what was decided can be undone; the numbers are the server's.
 */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { type InboxItem, type InboxKind, isOnItsWay, refreshLedger } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { countText } from "../../ui/figure-text.ts";
import { FailureNote, WaitingFor } from "../../ui/loaded.tsx";
import { recordedDay, useClocks } from "../../ui/as-of.tsx";
import { PageHead } from "../../ui/page.tsx";
import { tableQueries } from "../../ui/table/queries.ts";
import { useReviewKeys } from "../documents/review-keys.ts";
import { InboxEntry, nameOf } from "./inbox-entry.tsx";
import { useDesk } from "./use-desk.ts";
import "../../ui/table/table.css";
import "./inbox.css";

const KINDS = ["import", "finding", "proposal", "pair"] as const;
const STEP = 40;
const SHOWN_MAX = 200;

/** The beginning of the reader's own day. */
function dayBegun(): string {
  const day = new Date();
  day.setHours(0, 0, 0, 0);
  return day.toISOString();
}

const addressOf = (item: InboxItem): string =>
  item.kind === "proposal" ? (item.claim.source.has_text ? path.document(item.claim.source.id, item.claim.id) : path.claim(item.claim.id))
    : item.kind === "finding" ? path.finding(item.id) : item.kind === "pair" ? "/identity" : path.documents();

export function Component() {
  const { say, label } = useLanguage();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const kind = KINDS.find((one) => one === search.get("kind"));
  const [limit, setLimit] = useState(STEP);
  const [since] = useState(dayBegun);
  const { clocks, past } = useClocks();
  const by = recordedDay(clocks);
  const state = useQuery({ ...tableQueries.inboxState(since, by), placeholderData: keepPreviousData });
  const query = useQuery({ ...tableQueries.inbox(kind, 0, limit, by), placeholderData: keepPreviousData });
  const desk = useDesk();
  const [at, setAt] = useState(0);
  const [editing, setEditing] = useState<InboxItem | undefined>();
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLOListElement>(null);
  const moved = useRef(false);
  // What is kept of another range is not shown for as long as this one takes.
  const coming = query.isPending || (query.isPlaceholderData && isOnItsWay(query.failureReason));
  const items = coming ? [] : withEdited((query.data?.items ?? []).filter((item) => !desk.gone.has(item.id)), editing, at);
  const place = Math.max(0, Math.min(at, items.length - 1));
  const chosen = items[place];
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    list.current?.children[place]?.scrollIntoView({ block: "nearest" });
  }, [place, query.data]);
  const go = (next: number) => { moved.current = true; setEditing(undefined); setAt(Math.max(0, Math.min(next, items.length - 1))); };
  const some = (): InboxItem[] => { const found = items.filter((item) => marked.has(item.id)); return found.length > 0 ? found : chosen ? [chosen] : []; };
  const decide = (what: readonly InboxItem[], verdict: "accept" | "reject") => { if (past) return; moved.current = true; setMarked(new Set()); setEditing(undefined); void desk.decide(what, verdict); };
  const mark = (item: InboxItem) => setMarked((before) => { const after = new Set(before); if (!after.delete(item.id)) after.add(item.id); return after; });
  useReviewKeys({
    j: () => go(place + 1), k: () => go(place - 1), a: () => decide(some(), "accept"), u: () => { if (!past) void desk.undo(); },
    // A finding is neither accepted nor rejected: it is ruled on, by the key that rules on the findings' own page too.
    r: () => { if (past) return; if (chosen?.kind === "finding" && !items.some((item) => marked.has(item.id))) setEditing(chosen); else decide(some(), "reject"); },
    ...(chosen ? { e: () => { if (past) return; if (chosen.kind === "proposal" || chosen.kind === "finding") setEditing(chosen); else void navigate(addressOf(chosen)); }, x: () => { if (chosen.kind !== "finding" && !past) mark(chosen); }, o: () => void navigate(addressOf(chosen)) } : {}),
    Escape: () => setEditing(undefined),
  });
  const waiting = state.data?.waiting;
  const left = waiting ? KINDS.reduce((sum, one) => sum + waiting[one], 0) : undefined;
  const counted = marked.size > 0 ? items.filter((item) => marked.has(item.id)) : [];
  return (
    <article>
      <PageHead title={say("room.inbox")} answer={left === undefined ? (state.isError ? undefined : <span data-coming="">{"\u00a0"}</span>) : past ? <>{say("inbox.then", { day: by ?? "", n: left })} {state.data?.began && say("inbox.began", { day: state.data.began })}</> : left === 0 ? say("inbox.answer-none", { done: state.data?.decided ?? 0 }) : say("inbox.answer", { done: state.data?.decided ?? 0, left: countText(left) })} />
      {!past && <Progress done={state.data?.decided ?? 0} left={left} />}
      <div className="table-bar" role="group" aria-label={say("inbox.kinds")}>
        {([undefined, ...KINDS] as (InboxKind | undefined)[]).map((one) => (
          <button key={one ?? "all"} type="button" aria-pressed={kind === one} onClick={() => { setAt(0); setMarked(new Set()); setSearch((before) => { const after = new URLSearchParams(before); if (one) after.set("kind", one); else after.delete("kind"); return after; }, { replace: true }); }}>
            {say(`inbox.kind.${one ?? "all"}`)} <span className="quiet">{waiting ? (one && state.data?.untold?.includes(one) ? "—" : (one ? waiting[one] : left)?.toLocaleString("en")) : "…"}</span>
          </button>
        ))}
      </div>
      <p className="quiet keys">{say(past ? "inbox.past" : "inbox.keys")}</p>
      {query.isError && <FailureNote error={query.error} retry={() => void query.refetch()} />}
      {coming && <WaitingFor query={query} />}
      {!coming && (["finding", "pair"] as const).map((one) => query.data?.untold?.includes(one) && <p key={one} className="quiet" role="status">{say(`inbox.working.${one}`)}</p>)}
      {!coming && query.data && items.length === 0 && <p className="empty">{say(past ? "inbox.empty-then" : "inbox.empty")}</p>}
      <ol className="inbox" ref={list} aria-label={say("inbox.list")}>
        {items.map((item, i) => (
          <InboxEntry
            key={`${item.kind} ${item.id}`} item={item} chosen={i === place} marked={marked.has(item.id)} editing={editing?.id === item.id} past={past} address={addressOf(item)}
            onChoose={() => { if (i !== place) { setEditing(undefined); setAt(i); } }} onMark={() => mark(item)} onDecide={(verdict) => decide([item], verdict)} onUnsure={() => void desk.unsure(item)}
            onEdit={(on) => setEditing(on ? item : undefined)} onDone={(undo) => { desk.done(undo); setEditing(undefined); void refreshLedger(); }}
          />
        ))}
      </ol>
      {!coming && query.data && query.data.total > query.data.items.length && (limit < SHOWN_MAX
        ? <p className="more"><button type="button" onClick={() => setLimit(Math.min(SHOWN_MAX, limit + STEP))}>{say("inbox.more")}</button></p>
        : <p className="more"><Link to={path.claims({ status: "proposed" })}>{say("room.claims")}</Link></p>)}
      {(counted.length > 0 || desk.undoable > 0 || desk.failure) && (
        <div className="undo-bar">
          {counted.length > 0 && (
            <>
              <strong>{say("bulk.chosen", { n: counted.length })}</strong>
              <button type="button" onClick={() => decide(counted, "accept")}>{say("bulk.accept", { n: counted.filter((item) => item.kind === "proposal" || item.kind === "pair").length })}</button>
              <button type="button" onClick={() => decide(counted, "reject")}>{say("bulk.reject", { n: counted.filter((item) => item.kind !== "finding").length })}</button>
              <button type="button" className="link" onClick={() => setMarked(new Set())}>{say("bulk.none")}</button>
            </>
          )}
          {desk.undoable > 0 && <span role="status">{say("inbox.done", { n: desk.undoable })} <button type="button" onClick={() => void desk.undo()}>{say("bulk.undo")}</button></span>}
          {desk.failure && <FailureNote error={desk.failure} />}
        </div>
      )}
      <span className="hidden" aria-live="polite">{chosen ? nameOf(chosen, label) : ""}</span>
    </article>
  );
}

/** The list with what is being typed upon, where somebody else has seen to it meanwhile: what was typed stays, and its save is told so. */
function withEdited(items: InboxItem[], editing: InboxItem | undefined, at: number): InboxItem[] {
  return editing === undefined || items.some((item) => item.id === editing.id) ? items : items.toSpliced(Math.min(at, items.length), 0, editing);
}

function Progress({ done, left }: { done: number; left: number | undefined }) {
  const { say } = useLanguage();
  const all = done + (left ?? 0);
  return <div className="day-progress" role="progressbar" aria-label={say("inbox.progress")} aria-valuemin={0} aria-valuemax={all} aria-valuenow={done}><i style={{ width: `${all === 0 ? 0 : Math.max(done > 0 ? 1 : 0, (100 * done) / all)}%` }} /></div>;
}
