/** The data behind a drawing, row by row: as a table to work in, and as plain words for who does not see the drawing. Invariant: one row a mark, with every claim of it. */
import type { ChartAnswer, ChartMark } from "../api.ts";
import { useLanguage } from "../i18n/language.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Figure } from "../ui/figure.tsx";
import { SourceLink } from "../ui/source-citation.tsx";

const CLAIMS_SHOWN = 6;

export function ChartTable({ chart }: { chart: ChartAnswer }) {
  const { say } = useLanguage();
  const claimsOf = (m: ChartMark) => m.claims.flatMap((id) => chart.claims[id] ?? []);
  const several = chart.marks.some((m) => m.of !== "");
  const columns: Column<ChartMark>[] = [
    ...(several ? [{ key: "of", head: say("chart.of"), heading: true, cell: (m: ChartMark) => m.of }] : []),
    { key: "at", head: say("chart.at"), ...(several ? {} : { heading: true }), cell: (m) => m.at },
    { key: "figure", head: say("chart.figure"), numeric: true, cell: (m) => { const first = claimsOf(m)[0]; return first && m.derived === undefined && !m.node ? <Figure claim={first} rivals={m.rivals} /> : m.label; } },
    { key: "modality", head: say("claim.modality"), short: true, cell: (m) => say(`modality.${m.modality}`) },
    ...(chart.marks.some((m) => m.rivals.length > 0) ? [{ key: "rivals", head: say("chart.rivals"), cell: (m: ChartMark) => m.rivals.join("; ") }] : []),
    { key: "rests", head: say("chart.rests-on"), cell: (m) => {
      const own = claimsOf(m);
      return <>{m.derived !== undefined && <span className="quiet">{m.derived} </span>}{own.slice(0, CLAIMS_SHOWN).map((c) => <span className="stack" key={c.id}>{(m.derived !== undefined || m.node !== undefined) && <Figure claim={c} />} <SourceLink source={c.source} /></span>)}{own.length > CLAIMS_SHOWN && <span className="quiet">{say("chart.more-claims", { n: own.length - CLAIMS_SHOWN })}</span>}</>;
    } },
  ];
  return <DataTable caption={say("chart.table-of", { title: chart.title })} columns={columns} rows={chart.marks} rowKey={(m) => m.id} empty={null} />;
}

/** The same in plain words, behind the drawing. */
export function PlainTable({ chart }: { chart: ChartAnswer }) {
  const { say } = useLanguage();
  return (
    <table>
      <caption>{say("chart.table-of", { title: chart.title })}</caption>
      <thead><tr><th scope="col">{say("chart.of")}</th><th scope="col">{say("chart.at")}</th><th scope="col">{say("chart.figure")}</th><th scope="col">{say("claim.modality")}</th><th scope="col">{say("chart.rivals")}</th></tr></thead>
      <tbody>{chart.marks.map((m) => <tr key={m.id}><td>{m.of}</td><td>{m.at}</td><td>{m.label}</td><td>{say(`modality.${m.modality}`)}</td><td>{m.rivals.join("; ")}</td></tr>)}</tbody>
    </table>
  );
}
