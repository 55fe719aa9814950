/** The change sets of the ledger, newest first: who did what, when, and the hash that chains them. Invariant: nothing here can be edited; on a past day those made by its end. */
import { useInfiniteQuery } from "@tanstack/react-query";
import type { LoaderFunction } from "react-router";
import { type ChangeView, cache, lists } from "../../api.ts";
import { clocksIn } from "../../clocks.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { recordedDay, useClocks } from "../../ui/as-of.tsx";
import { changeKind } from "../../ui/change-kind.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { momentText } from "../../ui/figure-text.ts";
import { LoadedPages } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";

export const loader: LoaderFunction = ({ request }) => {
  void cache.prefetchInfiniteQuery(lists.changes(recordedDay(clocksIn(new URL(request.url).searchParams))));
  return null;
};

function useColumns(): Column<ChangeView>[] {
  const { lang, say } = useLanguage();
  return [
    { key: "seq", head: say("change.seq"), numeric: true, cell: (change) => change.seq },
    { key: "at", head: say("change.at"), heading: true, cell: (change) => <time dateTime={change.at}>{momentText(change.at, lang)}</time> },
    { key: "actor", head: say("change.actor"), short: true, cell: (change) => change.actor },
    { key: "kind", head: say("change.kind"), short: true, cell: (change) => changeKind(change.kind, say) },
    { key: "note", head: say("change.note"), cell: (change) => change.note },
    { key: "entries", head: say("change.entries"), numeric: true, cell: (change) => change.entries },
    { key: "hash", head: say("change.hash"), short: true, cell: (change) => <code title={change.hash}>{change.hash.slice(0, 12)}</code> },
  ];
}

export function Component() {
  const { say } = useLanguage();
  const columns = useColumns();
  const { clocks } = useClocks();
  const by = recordedDay(clocks);
  return (
    <article>
      <PageHead title={say("room.changes")} answer={say("changes.answer")} />
      <LoadedPages query={useInfiniteQuery(lists.changes(by))}>
        {(rows) => <DataTable caption={say("room.changes")} columns={columns} rows={rows} rowKey={(change) => change.id} empty={say(by === undefined ? "changes.none" : "changes.none-then")} />}
      </LoadedPages>
    </article>
  );
}
