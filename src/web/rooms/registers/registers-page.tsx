/** The registers that there are, and the way to another. Invariant: one that waits for a word, or was stopped, says so and what to do. */
import { useQuery } from "@tanstack/react-query";
import { Link, type LoaderFunction } from "react-router";
import { cache } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { countText, momentText } from "../../ui/figure-text.ts";
import { Loaded } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { registers } from "./queries.ts";
import "./registers.css";

export const loader: LoaderFunction = () => {
  void cache.prefetchQuery(registers());
  return null;
};

export function Component() {
  const { lang, say } = useLanguage();
  const query = useQuery(registers());
  const items = query.data?.items ?? [];
  return (
    <article>
      <PageHead
        title={say("room.registers")} tools={<Link className="button" to={path.registerImport()}>{say("registers.import")}</Link>}
        answer={items.length > 0 ? say("registers.answer", { n: items.length, rows: countText(items.reduce((sum, one) => sum + one.rows_sound, 0)) }) : undefined}
      />
      <Loaded query={query}>
        {(list) => (
          <DataTable
            caption={say("room.registers")} rows={list.items} rowKey={(one) => one.id} empty={say("registers.none")}
            columns={[
              { key: "title", head: say("registers.title"), heading: true, cell: (one) => <Link to={path.register(one.id)}>{one.title}</Link> },
              { key: "rows", head: say("registers.rows"), numeric: true, cell: (one) => countText(one.rows_sound) },
              { key: "state", head: say("registers.state"), cell: (one) => <>{say(`registers.state.${one.state}`)}{one.state === "reading" && <span className="quiet stack">{say("registers.go-on")}</span>}</> },
              { key: "file", head: say("registers.file"), cell: (one) => <span className="file-name">{one.file_name}</span> },
              { key: "when", head: say("registers.when"), short: true, cell: (one) => momentText(one.completed_at ?? one.at, lang) },
              { key: "who", head: say("registers.who"), short: true, cell: (one) => one.actor },
            ]}
          />
        )}
      </Loaded>
    </article>
  );
}
