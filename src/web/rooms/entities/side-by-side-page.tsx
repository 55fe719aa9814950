/**
 * Two to four entities side by side: zone beside zone, firm beside firm, by all that is on record of them.
 * Invariant: which ones, and whether only what all have is shown, stand in the address; every figure has its period and opens its claim.
 */
import { useQueries } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { type EntityView, type FactView, queries } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { asOfIn } from "../../ui/as-of.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { EntitySearch } from "../../ui/entity-search.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { FactFigure, NoData } from "../../ui/figure.tsx";
import { FailureNote, Waiting } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { asLeft } from "../../ui/trail.tsx";
import { type Cell, type Line, isShared, linesOf } from "./side-by-side.ts";
import "./entity.css";

const MOST = 4;

export function Component() {
  const { say } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const refs = [...new Set(search.getAll("of"))].slice(0, MOST);
  const asked = useQueries({ queries: refs.map((ref) => queries.entity(ref, asOfIn(search))) });
  const failed = asked.find((query) => query.isError && query.data === undefined);
  const entities = asked.map((query) => query.data).filter((entity) => entity !== undefined);
  const types = new Set(entities.map((entity) => entity.type));
  const [type] = types;
  const set = (of: string[]) => setSearch((before) => {
    const after = new URLSearchParams(before);
    after.delete("of");
    for (const one of of) after.append("of", one);
    return after;
  }, { preventScrollReset: true });
  return (
    <article className="wide-paper">
      <PageHead
        title={say("beside.title")} trail={types.size === 1 && type ? <Link to={asLeft(path.entities({ type }))}><Words of={entities[0]!.type_label} /></Link> : undefined}
        answer={entities.length > 1 ? undefined : say("beside.answer-none")}
      />
      {refs.length < MOST && <div className="beside-add"><EntitySearch label={say(refs.length === 0 ? "beside.first" : "beside.add")} types={type ? [type] : []} onPick={(hit) => set([...refs, hit.slug || hit.id])} /></div>}
      {failed && <FailureNote error={failed.error} retry={() => void failed.refetch()} />}
      {entities.length < refs.length && !failed ? <Waiting /> : entities.length > 0 && (
        <Beside entities={entities} common={search.get("only") === "shared"} onCommon={(only) => setSearch((before) => { const after = new URLSearchParams(before); if (only) after.set("only", "shared"); else after.delete("only"); return after; }, { replace: true, preventScrollReset: true })} onRemove={(entity) => set(refs.filter((ref) => ref !== entity.slug && ref !== entity.id))} />
      )}
    </article>
  );
}

function Beside({ entities, common, onCommon, onRemove }: { entities: EntityView[]; common: boolean; onCommon: (only: boolean) => void; onRemove: (entity: EntityView) => void }) {
  const { say, label, part } = useLanguage();
  const lines = linesOf(entities.map((entity) => entity.facts));
  const shared = lines.filter(isShared);
  const columns: Column<Line>[] = [
    { key: "property", head: say("claim.property"), heading: true, cell: (line) => <><Words of={line.label} />{line.part && <span className="quiet"> {part(line.part.best)}</span>}</> },
    ...entities.map((entity, at): Column<Line> => ({
      key: entity.id, cell: (line) => <CellOf cell={line.cells[at]!} />,
      head: <Words of={entity.label} />,
    })),
  ];
  return (
    <>
      <ul className="beside-of">{entities.map((entity) => <li key={entity.id}><EntityLink entity={entity} /> <button type="button" className="link" aria-label={say("beside.remove", { what: label(entity.label) })} title={say("beside.remove", { what: label(entity.label) })} onClick={() => onRemove(entity)}>×</button></li>)}</ul>
      {entities.filter((entity) => entity.next !== undefined).map((entity) => <p key={entity.id} className="note-line">{say("beside.cut", { what: label(entity.label), n: entity.facts.length.toLocaleString("en") })}</p>)}
      {entities.length > 1 && <label className="check"><input type="checkbox" checked={common} onChange={(event) => onCommon(event.target.checked)} />{say("beside.shared", { n: shared.length })}</label>}
      <div className="beside"><DataTable caption={say("beside.title")} columns={columns} rows={common ? shared : lines} rowKey={(line) => line.key} empty={say("beside.none-shared")} /></div>
    </>
  );
}

function CellOf({ cell }: { cell: Cell }) {
  const { say } = useLanguage();
  const told = [...(cell.actual ? [cell.actual] : []), ...cell.ahead, ...cell.words];
  if (told.length === 0) return <NoData why={say("entity.not-on-record")} />;
  return <>{told.map((fact) => <Told key={fact.best.id} fact={fact} />)}</>;
}

function Told({ fact }: { fact: FactView }) {
  const { lang, say } = useLanguage();
  const words = [fact.modality === "actual" ? "" : say(`modality.${fact.modality}`), fact.when === "" || fact.unit === "date" ? "" : whenText(fact.when, lang)].filter(Boolean).join(" · ");
  return <span className="stack"><FactFigure fact={fact} />{words && <span className="quiet small"> {words}</span>}</span>;
}
