/**
 * What is shown while an answer is awaited, when it is refused, and when it is there.
 * Invariant: nothing flickers (a skeleton comes only after 300 ms), and a failure says what happened and what to do next.
 */
import type { UseInfiniteQueryResult, UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type ApiFailure, failureOf, isOnItsWay } from "../api.ts";
import { useLanguage } from "../i18n/language.tsx";
import { PageHead } from "./page.tsx";
import { PRINTED_MAX, useBroughtForPaper } from "./print-all.ts";
import { ProblemList } from "./problem-list.tsx";
import { SignIn } from "./sign-in.tsx";

export function FailureNote({ error, retry }: { error: unknown; retry?: () => void }) {
  const { say, label } = useLanguage();
  const failure = failureOf(error);
  return (
    <div className="failure" role="alert">
      <p><strong>{label(failure.words)}</strong>{failure.hint && <> {label(failure.hint)}</>}</p>
      <ProblemList problems={failure.problems} />
      {failure.status === 401 && <SignIn {...(retry ? { onDone: retry } : {})} />}
      {retry && <button type="button" onClick={retry}>{say("action.retry")}</button>}
    </div>
  );
}

export function Waiting() {
  const { say } = useLanguage();
  return <div className="waiting" role="status" data-coming=""><span className="hidden">{say("state.loading")}</span><i /><i /><i /></div>;
}

/** While an answer is awaited: how far the server's work is, where it says so. */
export function WaitingFor({ query: { failureReason } }: { query: { failureReason: unknown } }) {
  const { label } = useLanguage();
  if (!isOnItsWay(failureReason)) return <Waiting />;
  const { words, hint, payload } = failureReason as ApiFailure;
  return (
    <div className="at-work" role="status">
      <p>{label(words)}{hint && <> <span className="quiet">{label(hint)}</span></>}</p>
      <progress max={1} {...(typeof payload["share"] === "number" ? { value: payload["share"] } : {})} aria-label={label(words)} />
    </div>
  );
}

export function Loaded<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined && !(query.isPlaceholderData && isOnItsWay(query.failureReason))) return children(query.data);
  if (query.isError) return <FailureNote error={query.error} retry={() => void query.refetch()} />;
  return <WaitingFor query={query} />;
}

/** The same for what a whole page is about: where it is refused the page has a head all the same, and says where to look. */
export function LoadedPage<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  const { say } = useLanguage();
  if (query.data !== undefined || !query.isError) return <Loaded query={query}>{children}</Loaded>;
  const { status } = failureOf(query.error), gone = status === 404 || status === 400;
  return (
    <article>
      <PageHead title={say(gone ? "page.gone" : "page.failed")} />
      <FailureNote error={query.error} {...(gone ? {} : { retry: () => void query.refetch() })} />
      {gone && <p>{say("page.gone-help")}</p>}
    </article>
  );
}

interface Pages<T> {
  pages: { items: T[]; next?: string }[];
}

/** A list that comes in pages: what is there, and a button for more. */
export function LoadedPages<T>({ query, children }: { query: UseInfiniteQueryResult<Pages<T>>; children: (rows: T[]) => ReactNode }) {
  const { say } = useLanguage();
  useBroughtForPaper(async () => {
    let { data, hasNextPage } = query;
    while (hasNextPage && (data?.pages.reduce((n, page) => n + page.items.length, 0) ?? 0) < PRINTED_MAX) {
      const more = await query.fetchNextPage();
      if (more.isError) return;
      ({ data, hasNextPage } = more);
    }
  });
  // What is kept of another setting is not shown for as long as this one takes.
  if (query.data === undefined || (query.isPlaceholderData && isOnItsWay(query.failureReason))) return query.isError ? <FailureNote error={query.error} retry={() => void query.refetch()} /> : <WaitingFor query={query} />;
  const rows = query.data.pages.flatMap((page) => page.items);
  return (
    <>
      {children(rows)}
      {query.isError && <FailureNote error={query.error} retry={() => void query.fetchNextPage()} />}
      {query.hasNextPage && <p className="quiet paper-only">{say("print.goes-on", { n: rows.length })}</p>}
      {query.hasNextPage && (
        <p className="more">
          <button type="button" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{say("action.more")}</button>
          <span className="quiet">{say("state.shown", { n: rows.length })}</span>
        </p>
      )}
    </>
  );
}
