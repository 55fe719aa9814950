/**
 * The list that a page shows: its setting from the address or from the saved view that the address names, its rows by range, its counts.
 * Invariant: rows do not move under the reader: what has come in since is told, and shown when he asks.
 */
import { keepPreviousData, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import type { SavedView, TableFacets, TablePage, ViewRoom } from "../../api.ts";
import { clocksIn } from "../../clocks.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { askedOf, settingOf } from "./model.ts";
import { ROWS_AT_ONCE, tableQueries } from "./queries.ts";

export interface ListSetting {
  room: ViewRoom;
  setting: URLSearchParams;
  /** The view that the address names, where it may be opened. */
  view?: SavedView;
  /** The setting differs from the view's own. */
  changed: boolean;
  viewError?: unknown;
  viewPending: boolean;
  asked: string;
  change: (edit: (setting: URLSearchParams) => void) => void;
  open: (view: string | undefined) => void;
}

export function useListSetting(room: ViewRoom): ListSetting {
  const { lang } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const viewId = search.get("view");
  const { data: view, error, isPending } = useQuery({ ...tableQueries.view(viewId ?? ""), enabled: viewId !== null });
  const own = settingOf(search);
  const fits = view !== undefined && view.room === room && !view.deleted;
  const setting = own.size > 0 || !fits ? own : settingOf(new URLSearchParams(view.query));
  const days = clocksIn(search);
  const change = (edit: (setting: URLSearchParams) => void): void => setSearch((before) => {
    const next = new URLSearchParams(setting);
    edit(next);
    const after = new URLSearchParams(before);
    for (const name of new Set([...settingOf(before).keys(), ...next.keys()])) after.delete(name);
    for (const [name, value] of next) if (value !== "") after.append(name, value);
    return after;
  }, { replace: true, preventScrollReset: true });
  const open = (id: string | undefined): void => setSearch((before) => {
    const after = new URLSearchParams(before);
    for (const name of settingOf(before).keys()) after.delete(name);
    if (id === undefined) after.delete("view");
    else after.set("view", id);
    return after;
  });
  return {
    room, setting, changed: fits && own.size > 0 && settingOf(new URLSearchParams(view.query)).toString() !== own.toString(), viewPending: viewId !== null && isPending && own.size === 0,
    asked: askedOf(setting, days, lang).toString(), change, open, ...(fits ? { view } : {}), ...(viewId !== null && error ? { viewError: error } : {}),
  };
}

export interface ListRows<T> {
  at: number | undefined;
  total: number;
  asked: string;
  /** The row at a place, where it has come. */
  row: (place: number) => T | undefined;
  facets: TableFacets | undefined;
  /** Rows of an earlier setting are still shown. */
  waiting: boolean;
  error: unknown;
  retry: () => void;
  /** The ledger has moved on since this list was made. */
  stale: boolean;
  renew: () => void;
  /** Says which places are in sight. */
  show: (first: number, last: number) => void;
}

export function useListRows<T>({ room, asked, viewPending }: Pick<ListSetting, "room" | "asked" | "viewPending">): ListRows<T> {
  const held = useRef<{ asked: string; at: number } | undefined>(undefined);
  const client = useQueryClient();
  const first = useQuery({ ...tableQueries.first<T>(room, asked, () => (held.current?.asked === asked ? held.current.at : undefined)), placeholderData: keepPreviousData, enabled: !viewPending });
  const facets = useQuery({ ...tableQueries.facets(room, asked), placeholderData: keepPreviousData, enabled: !viewPending });
  const shown = first.isPlaceholderData ? undefined : first.data;
  const at = shown?.at;
  useEffect(() => { if (at !== undefined) held.current = { asked, at }; }, [asked, at]);
  const [range, setRange] = useState<[number, number]>([0, 0]);
  const pages = useMemo(() => Array.from({ length: range[1] - range[0] + 1 }, (_, i) => range[0] + i).filter((page) => page > 0), [range]);
  const more = useQueries({ queries: at === undefined ? [] : pages.map((page) => tableQueries.page<T>(room, asked, at, page)) });
  const byPage = new Map<number, TablePage<T>>();
  if (first.data) byPage.set(0, first.data);
  more.forEach((query, i) => { if (query.data) byPage.set(pages[i]!, query.data); });
  const total = first.data?.total ?? 0;
  return {
    at, total, asked, facets: facets.data, waiting: first.isPlaceholderData, error: first.error ?? more.find((query) => query.error)?.error,
    retry: () => { void first.refetch(); for (const query of more) if (query.isError) void query.refetch(); },
    row: (place) => byPage.get(Math.floor(place / ROWS_AT_ONCE))?.items[place % ROWS_AT_ONCE],
    stale: facets.data !== undefined && !facets.isPlaceholderData && at !== undefined && facets.data.at > at && facets.data.total !== total,
    renew: () => { held.current = undefined; void client.invalidateQueries({ queryKey: ["table", room, asked] }); },
    show: (from, to) => {
      const next: [number, number] = [Math.floor(from / ROWS_AT_ONCE), Math.min(Math.floor(to / ROWS_AT_ONCE), Math.max(0, Math.ceil(total / ROWS_AT_ONCE) - 1))];
      setRange((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
    },
  };
}
