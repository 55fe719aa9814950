/**
 * The filter of a column of figures: a range typed in the step of its unit, bands and years with counts, entities and words with counts, and those without.
 * Invariant: what is chosen stands in the address as conditions (`where`), as whole base units; the number beside a choice is what choosing it gives.
 */
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import type { FigureFacet } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { baseName } from "../claim-draft.ts";
import { FailureNote } from "../loaded.tsx";
import { fromBase, isWhen, numberTyped, stepOf, stepsFor, toBase } from "../value-entry.ts";
import { conditionOf, endsOf, rangeText } from "./figure-range.ts";
import type { TableFacet } from "./model.ts";
import { Popover } from "./popover.tsx";
import { tableQueries } from "./queries.ts";
import type { ListSetting } from "./use-list.ts";

const LISTED = 80;

type FigureColumn = TableFacet & { figure: NonNullable<TableFacet["figure"]> };

export function FigureFilter({ facet, setting }: { facet: FigureColumn; setting: ListSetting }) {
  const chosen = saidOf(setting, facet.figure.column);
  return (
    <Popover label={chosen.length > 0 ? `${facet.head} · ${chosen.length}` : facet.head} mark={chosen.length > 0}>
      {() => <Panel facet={facet} setting={setting} chosen={chosen} />}
    </Popover>
  );
}

/** What is said of a column. */
const saidOf = (setting: ListSetting, column: string): string[] => setting.setting.getAll("where").map(conditionOf).flatMap((one) => (one.column === column ? [one.said] : []));

function Panel({ facet, setting, chosen }: { facet: FigureColumn; setting: ListSetting; chosen: string[] }) {
  const { lang, say, label } = useLanguage();
  const { column } = facet.figure;
  const [typed, setTyped] = useState("");
  const { data, error } = useQuery({ ...tableQueries.figure(setting.asked, column), placeholderData: (before) => before });
  const set = (said: string[]) => setting.change((next) => {
    const others = next.getAll("where").filter((text) => conditionOf(text).column !== column);
    next.delete("where");
    for (const text of [...others, ...said.map((one) => `${column}:${one}`)]) next.append("where", text);
  });
  const toggle = (said: string) => set(chosen.includes(said) ? chosen.filter((one) => one !== said) : [...chosen, said]);
  if (error) return <FailureNote error={error} />;
  if (data === undefined) return <p className="quiet">{say("table.counting")}</p>;
  const ranged = data.bands.length > 0 || ["date", "yuan", "m2", "count", "ratio", "currency"].includes(data.unit);
  const lines = [
    ...data.bands.map((band) => ({ said: band.value, n: band.n, words: rangeText(band.value, facet.figure, lang) })),
    ...data.values.map((value) => ({ said: `=${value.value}`, n: value.n, words: value.label ? label(value.label) : value.value })),
  ];
  const none = data.total - data.told;
  const found = lines.filter((line) => typed === "" || line.words.toLowerCase().includes(typed.toLowerCase()));
  return (
    <>
      {ranged && <Range key={chosen.join(" ")} facet={facet} data={data} chosen={chosen} set={set} />}
      {lines.length > 12 && <input type="search" className="wide" aria-label={say("table.narrow-values")} placeholder={say("table.narrow-values")} value={typed} onChange={(event) => setTyped(event.target.value)} />}
      {data.told === 0 && <p className="quiet">{say("table.no-values")}</p>}
      <ul>
        {found.slice(0, LISTED).map(({ said, n, words }) => <Line key={said} words={words} n={n} on={chosen.includes(said)} toggle={() => toggle(said)} />)}
        {(none > 0 || chosen.includes("none")) && <Line words={say("table.figure-none")} n={none} on={chosen.includes("none")} toggle={() => toggle("none")} />}
      </ul>
      {data.elsewhere > 0 && <p className="quiet">{say("table.figure-elsewhere", { n: data.elsewhere })}</p>}
      {chosen.length > 0 && <p><button type="button" onClick={() => set([])}>{say("table.clear-column")}</button></p>}
    </>
  );
}

function Line({ words, n, on, toggle }: { words: string; n: number; on: boolean; toggle: () => void }) {
  return <li><label className="check"><input type="checkbox" checked={on} onChange={toggle} /><span>{words}</span></label><span className="n">{n.toLocaleString("en")}</span></li>;
}

/** From and to, typed in the step that the greatest figure suits; Enter sets them. */
function Range({ facet, data, chosen, set }: { facet: FigureColumn; data: FigureFacet; chosen: string[]; set: (said: string[]) => void }) {
  const { lang, say } = useLanguage();
  const id = useId();
  const dated = data.unit === "date";
  const step = dated ? { times: 1, name: "" } : stepOf(data.most ?? 1, stepsFor(data.unit, lang, baseName(data.unit, "", lang)));
  const bands = new Set(data.bands.map((band) => band.value));
  const own = chosen.find((said) => endsOf(said) !== undefined && !bands.has(said)), ends = own === undefined ? undefined : endsOf(own);
  const shown = (side: string | undefined): string => (side === undefined || side === "" || dated ? (side ?? "") : fromBase(Number(side), step));
  const [typed, setTyped] = useState({ from: shown(ends?.from), to: shown(ends?.to) });
  const told = (side: string): string | undefined => {
    const text = side.trim();
    if (text === "") return "";
    if (dated) return isWhen(text) && !text.includes("/") ? text : undefined;
    const number = numberTyped(text);
    return number === undefined ? undefined : String(toBase(number, step));
  };
  const [from, to] = [told(typed.from), told(typed.to)];
  const wrong = from === undefined || to === undefined;
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (wrong) return;
    const rest = chosen.filter((said) => said !== own);
    set(from === "" && to === "" ? rest : [...rest, `${from}..${to}`]);
  };
  const side = (name: "from" | "to") => (
    <input type="text" inputMode={dated ? "text" : "decimal"} size={7} maxLength={40} value={typed[name]} aria-label={`${facet.head} ${say(`table.range-${name}`)}`} aria-invalid={(name === "from" ? from : to) === undefined ? true : undefined} aria-describedby={`${id}-unit`} placeholder={dated ? "2024-06" : data.most === undefined ? "" : String(Number(((name === "from" ? data.least! : data.most) / step.times).toPrecision(3)))} onChange={(event) => setTyped({ ...typed, [name]: event.target.value })} />
  );
  return (
    <form className="range" onSubmit={apply} aria-label={say("table.range", { column: facet.head })}>
      <span>{side("from")} – {side("to")} <span className="quiet" id={`${id}-unit`}>{dated ? say("correction.when-help") : step.name === "—" ? "" : step.name}</span></span>
      <button type="submit" disabled={wrong}>{say("table.range-set")}</button>
      {wrong && <small className="problem">{say(dated ? "draft.date" : "draft.number")}</small>}
    </form>
  );
}
