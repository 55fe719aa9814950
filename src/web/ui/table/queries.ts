/** What tables, saved views, edits of many claims and the review desk ask of the server, and send. */
import { cache, failureOf, queryOptions, request, type ChangedClaims, type CorrectionsBody, type EnteredManyView, type EntriesBody, type FigureFacet, type InboxKind, type InboxPage, type InboxState, type SavedView, type SheetField, type TableFacets, type TablePage, type ViewBody, type ViewRoom } from "../../api.ts";
import { withQuery } from "../../path.ts";

export const ROWS_AT_ONCE = 60;

const id = encodeURIComponent;
const withRange = (asked: string, from: number, at: number | undefined, limit = ROWS_AT_ONCE): string => {
  const search = new URLSearchParams(asked);
  search.set("from", String(from));
  search.set("limit", String(limit));
  if (at !== undefined) search.set("at", String(at));
  return search.toString();
};

/** Findings and pairs that are still being worked out come to the inbox by themselves; of a recorded day pairs never do. */
const UNTOLD_MS = 3_000;
const untoldAgain = (recorded_on: string | undefined) => ({ state }: { state: { data?: { untold?: InboxKind[] } | undefined } }) =>
  (state.data?.untold?.some((kind) => kind === "finding" || (kind === "pair" && recorded_on === undefined)) ? UNTOLD_MS : false);

export const tableQueries = {
  /** The first rows say which change set the list is of; `held` names the one that the reader is in the middle of. */
  first: <T,>(noun: ViewRoom, asked: string, held: () => number | undefined) =>
    queryOptions({ queryKey: ["table", noun, asked, "first"], queryFn: ({ signal }) => request<TablePage<T>>("GET", `/api/tables/${noun}?${withRange(asked, 0, held())}`, undefined, signal) }),
  page: <T,>(noun: ViewRoom, asked: string, at: number, page: number) =>
    queryOptions({ queryKey: ["table", noun, asked, at, page], staleTime: 60_000, queryFn: ({ signal }) => request<TablePage<T>>("GET", `/api/tables/${noun}?${withRange(asked, page * ROWS_AT_ONCE, at)}`, undefined, signal) }),
  facets: (noun: ViewRoom, asked: string) =>
    queryOptions({ queryKey: ["facets", noun, asked], queryFn: ({ signal }) => request<TableFacets>("GET", `/api/tables/${noun}/facets?${asked}`, undefined, signal) }),
  figure: (asked: string, column: string) => {
    const search = new URLSearchParams(asked);
    for (const name of ["sort", "group", "figures"]) search.delete(name);
    search.set("column", column);
    return queryOptions({ queryKey: ["facets", "figure", search.toString()], queryFn: ({ signal }) => request<FigureFacet>("GET", `/api/tables/entities/figure?${search.toString()}`, undefined, signal) });
  },
  views: (room: ViewRoom) => queryOptions({ queryKey: ["views", room], queryFn: ({ signal }) => request<{ items: SavedView[] }>("GET", `/api/views?room=${room}`, undefined, signal) }),
  view: (view: string) => queryOptions({ queryKey: ["view", view], staleTime: 60_000, retry: (count, error) => failureOf(error).status === 0 && count < 1, queryFn: ({ signal }) => request<SavedView>("GET", `/api/views/${id(view)}`, undefined, signal) }),
  inbox: (kind: InboxKind | undefined, from: number, limit: number, recorded_on?: string) =>
    queryOptions({ refetchInterval: untoldAgain(recorded_on), queryKey: ["inbox", kind ?? "", from, limit, recorded_on ?? ""], queryFn: ({ signal }) => request<InboxPage>("GET", withQuery("/api/inbox", { from: String(from), limit: String(limit), kind, recorded_on }), undefined, signal) }),
  inboxState: (since: string, recorded_on?: string) => queryOptions({ refetchInterval: untoldAgain(recorded_on), queryKey: ["inbox-state", since, recorded_on ?? ""], queryFn: ({ signal }) => request<InboxState>("GET", withQuery("/api/inbox/state", { since, recorded_on }), undefined, signal) }),
  columns: (kind: string) => queryOptions({ queryKey: ["import-columns", kind], staleTime: Infinity, queryFn: ({ signal }) => request<{ items: SheetField[] }>("GET", `/api/imports/${id(kind)}/columns`, undefined, signal) }),
};

export const tableSends = {
  correctMany: (body: CorrectionsBody) => request<ChangedClaims>("POST", "/api/corrections", body),
  enterMany: (body: EntriesBody) => request<EnteredManyView>("POST", "/api/entries", body),
  undo: (change: string) => request<ChangedClaims>("POST", `/api/changes/${id(change)}/undo`),
  saveView: (body: ViewBody) => request<SavedView>("POST", "/api/views", body),
  editView: (view: string, body: { version: number } & Partial<Pick<SavedView, "label" | "query" | "shared" | "deleted">>) => request<SavedView>("PATCH", `/api/views/${id(view)}`, body),
  putAside: (item: string) => request<unknown>("DELETE", `/api/inbox/imports/${item.replace(".", "/")}`),
  bringBack: (item: string) => request<unknown>("PUT", `/api/inbox/imports/${item.replace(".", "/")}`),
};

/** Rows of a range, from the cache where they are there. */
export async function rowsOfRange<T>(noun: ViewRoom, asked: string, at: number, from: number, to: number): Promise<T[]> {
  const rows: T[] = [];
  for (let page = Math.floor(from / ROWS_AT_ONCE); page * ROWS_AT_ONCE <= to; page++) {
    const { items } = await cache.fetchQuery(tableQueries.page<T>(noun, asked, at, page));
    items.forEach((item, i) => {
      const place = page * ROWS_AT_ONCE + i;
      if (place >= from && place <= to) rows.push(item);
    });
  }
  return rows;
}

const ROWS_FOR_PAPER = 500;

/** The first `n` rows in few questions, not kept: they are for one print. */
export async function rowsForPaper<T>(noun: ViewRoom, asked: string, at: number, n: number): Promise<T[]> {
  const rows: T[] = [];
  while (rows.length < n) {
    const { items } = await request<TablePage<T>>("GET", `/api/tables/${noun}?${withRange(asked, rows.length, at, Math.min(ROWS_FOR_PAPER, n - rows.length))}`);
    if (items.length === 0) break;
    rows.push(...items);
  }
  return rows;
}
