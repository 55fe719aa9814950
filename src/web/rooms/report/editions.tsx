/** Editions made, their files, and two of them compared. Invariant: the pair compared is in the address. */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import type { EditionComparison, EditionFigureView, EditionView } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { NoData } from "../../ui/figure.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { editionFile, reportQueries } from "./queries.ts";

const named = (e: EditionView): string => `${e.built_on} · ${e.lang} · ${e.profile} · ${e.id.slice(0, 8)}`;

function FigureWords({ figure }: { figure: EditionFigureView | undefined }) {
  const { say } = useLanguage();
  if (figure === undefined) return <NoData why={say("compare.gone")} />;
  const first = figure.claims[0];
  const words = <>{figure.text}{figure.mark === "open" ? "▲" : figure.mark === "ruled" ? "△" : ""}</>;
  return first === undefined ? words : <Link to={path.claim(first)}>{words}</Link>;
}

function Changes({ comparison }: { comparison: EditionComparison }) {
  const { say } = useLanguage();
  const columns: Column<EditionComparison["changes"][number]>[] = [
    { key: "sentence", head: say("report.sentence"), heading: true, cell: (row) => (row.after ?? row.before)!.sentence },
    { key: "before", head: say("report.before"), numeric: true, cell: (row) => <FigureWords figure={row.before} /> },
    { key: "after", head: say("report.after"), numeric: true, cell: (row) => <FigureWords figure={row.after} /> },
    { key: "why", head: say("report.why"), cell: (row) => say(`report.why.${row.why}`) },
  ];
  return (
    <>
      <p>{say("report.changed", { n: comparison.changes.length, same: comparison.same })}</p>
      {comparison.changes.length > 0 && <DataTable caption={say("report.compare")} columns={columns} rows={comparison.changes} rowKey={(row) => row.key} empty="" />}
    </>
  );
}

export function Editions({ items }: { items: EditionView[] }) {
  const { lang, say } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const [a, b] = [search.get("a") ?? "", search.get("b") ?? ""];
  const comparison = useQuery(reportQueries.comparison(a, b));
  if (items.length === 0) return null;
  const set = (name: string, value: string) => setSearch((before) => {
    const after = new URLSearchParams(before);
    if (value === "") after.delete(name);
    else after.set(name, value);
    return after;
  }, { replace: true });
  const choose = (name: "a" | "b", value: string) => (
    <label>{say(`report.compare-${name}`)} <select value={value} onChange={(event) => set(name, event.target.value)}><option value="">—</option>{items.map((e) => <option key={e.id} value={e.id}>{named(e)}</option>)}</select></label>
  );
  const columns: Column<EditionView>[] = [
    { key: "title", head: say("report.title"), heading: true, cell: (e) => <span lang={e.lang}>{e.title}</span> },
    { key: "id", head: say("report.edition"), short: true, cell: (e) => <code>{e.id.slice(0, 8)}</code> },
    { key: "built", head: say("report.built-on"), short: true, cell: (e) => whenText(e.built_on, lang) },
    { key: "figures", head: say("report.figures"), numeric: true, cell: (e) => e.figures },
    { key: "files", head: say("report.files"), cell: (e) => (e.formats.length === 0 ? "—" : <span className="paper-files">{e.formats.map((f) => <a key={f} href={editionFile(e.id, f)} download>{f.toUpperCase()}</a>)}</span>) },
  ];
  return (
    <section>
      <h2>{say("report.editions")}</h2>
      <DataTable caption={say("report.editions")} columns={columns} rows={items} rowKey={(e) => e.id} empty="" />
      <h2>{say("report.compare")}</h2>
      <form className="filters" onSubmit={(event) => event.preventDefault()}>{choose("a", a)}{choose("b", b)}</form>
      {a !== "" && b !== "" && a !== b ? <Loaded query={comparison}>{(found) => <Changes comparison={found} />}</Loaded> : <p className="quiet">{say("report.compare-help")}</p>}
    </section>
  );
}
