/**
 * The tools above a table: text, filters by column with counts, groups, columns and their order, export; and what is set, to be taken away one by one.
 * Invariant: every setting stands in the address; the number beside a value is what choosing it gives.
 */
import { type ReactNode, useEffect, useState } from "react";
import type { FacetValue } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { FigureFilter } from "./figure-filter.tsx";
import { conditionOf, rangeText } from "./figure-range.ts";
import { columnsShown, type TableColumn, type TableFacet } from "./model.ts";
import { PRINTED_MAX } from "../print-all.ts";
import { Popover } from "./popover.tsx";
import type { ListRows, ListSetting } from "./use-list.ts";

const PAUSE_MS = 250;
const LISTED = 80;

export interface TableBarProps<T> {
  setting: ListSetting;
  list: ListRows<T>;
  columns: TableColumn<T>[];
  facets: TableFacet[];
  find: string;
  views: ReactNode;
  exports: { label: string; address: string }[];
  onPrint: () => void;
  usualSort?: string | undefined;
}

/** Where there is no room for heads, the order is chosen here. */
function NarrowSort<T>({ setting, columns, usual }: { setting: ListSetting; columns: TableColumn<T>[]; usual: string | undefined }) {
  const { say } = useLanguage();
  const sort = setting.setting.get("sort") ?? usual ?? "";
  return (
    <label className="narrow-sort"><span className="hidden">{say("table.sort")}</span>
      <select value={sort} onChange={(event) => setting.change((next) => { if (event.target.value === "") next.delete("sort"); else next.set("sort", event.target.value); })}>
        {usual === undefined && <option value="">{say("table.sort")}</option>}
        {columns.flatMap((column) => (column.sort === undefined ? [] : [<option key={column.sort} value={column.sort}>{column.head} ↑</option>, <option key={`-${column.sort}`} value={`-${column.sort}`}>{column.head} ↓</option>]))}
      </select>
    </label>
  );
}

export function TableBar<T>({ setting, list, columns, facets, find, views, exports, onPrint, usualSort }: TableBarProps<T>) {
  const { say } = useLanguage();
  const [open, setOpen] = useState(false);
  return (
    <div className="table-bar" role="search" aria-label={say("table.filter")}>
      {views}
      <FindText setting={setting} label={find} />
      <button type="button" className="more-filters" aria-expanded={open} onClick={() => setOpen(!open)}>{say("table.filter")}</button>
      <div className={open ? "facets open" : "facets"}>{facets.map((facet) => (facet.figure ? <FigureFilter key={facet.key} facet={{ ...facet, figure: facet.figure }} setting={setting} /> : <FacetFilter key={facet.key} facet={facet} values={list.facets?.facets[facet.key]} setting={setting} />))}</div>
      <NarrowSort setting={setting} columns={columns} usual={usualSort} />
      <div className="table-tools">
        <GroupChoice setting={setting} facets={facets.filter((facet) => facet.key !== "subject")} />
        <ColumnChoice setting={setting} columns={columns} />
        <Popover label={say("table.export")} className="end">
          {(close) => <><p className="quiet">{say("table.export-help", { n: list.total.toLocaleString("en") })}</p><ul>{exports.map((one) => <li key={one.address}><a href={one.address} download>{one.label}</a></li>)}<li><button type="button" className="link" onClick={() => { close(); onPrint(); }}>{say("table.print", { n: PRINTED_MAX.toLocaleString("en") })}</button></li></ul></>}
        </Popover>
      </div>
    </div>
  );
}

function FindText({ setting, label }: { setting: ListSetting; label: string }) {
  const value = setting.setting.get("q") ?? "";
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = window.setTimeout(() => setting.change((next) => { next.set("q", text); }), PAUSE_MS);
    return () => window.clearTimeout(timer);
  });
  return <input type="search" aria-label={label} placeholder={label} value={text} maxLength={200} onChange={(event) => setText(event.target.value)} />;
}

const wordsOf = (facet: TableFacet, value: FacetValue, label: ReturnType<typeof useLanguage>["label"]): string => (value.label ? label(value.label) : facet.label(value.value));

function FacetFilter({ facet, values, setting }: { facet: TableFacet; values: FacetValue[] | undefined; setting: ListSetting }) {
  const { say, label } = useLanguage();
  const [typed, setTyped] = useState("");
  const chosen = setting.setting.getAll(facet.key);
  const toggle = (value: string) => setting.change((next) => {
    const after = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
    next.delete(facet.key);
    for (const one of after) next.append(facet.key, one);
  });
  const known = new Set((values ?? []).map((value) => value.value));
  const all = [...(values ?? []), ...chosen.filter((value) => !known.has(value)).map((value): FacetValue => ({ value, n: 0 }))];
  const found = all.filter((value) => typed === "" || wordsOf(facet, value, label).toLowerCase().includes(typed.toLowerCase()));
  if (facet.key === "subject" && chosen.length === 0) return null;
  return (
    <Popover label={chosen.length > 0 ? `${facet.head} · ${chosen.length}` : facet.head} mark={chosen.length > 0}>
      {() => (
        <>
          {all.length > 12 && <input type="search" className="wide" aria-label={say("table.narrow-values")} placeholder={say("table.narrow-values")} value={typed} onChange={(event) => setTyped(event.target.value)} />}
          {found.length === 0 && <p className="quiet">{values === undefined ? say("table.counting") : say("table.no-values")}</p>}
          <ul>
            {found.slice(0, LISTED).map((value) => (
              <li key={value.value}><label className="check"><input type="checkbox" checked={chosen.includes(value.value)} onChange={() => toggle(value.value)} /><span>{wordsOf(facet, value, label)}</span></label><span className="n">{value.n.toLocaleString("en")}</span></li>
            ))}
          </ul>
          {chosen.length > 0 && <p><button type="button" onClick={() => setting.change((next) => next.delete(facet.key))}>{say("table.clear-column")}</button></p>}
        </>
      )}
    </Popover>
  );
}

function GroupChoice({ setting, facets }: { setting: ListSetting; facets: TableFacet[] }) {
  const { say } = useLanguage();
  const group = setting.setting.get("group") ?? "";
  const name = facets.find((facet) => facet.key === group)?.head;
  const choose = (value: string) => setting.change((next) => { if (value === "") next.delete("group"); else next.set("group", value); });
  return (
    <Popover label={name === undefined ? say("table.group") : `${say("table.group")} · ${name}`} mark={name !== undefined} className="end">
      {() => (
        <ul role="radiogroup" aria-label={say("table.group")}>
          {[{ key: "", head: say("table.no-group") }, ...facets].map((facet) => (
            <li key={facet.key} role="presentation"><label className="check"><input type="radio" name={`group-${setting.room}`} checked={group === facet.key} onChange={() => choose(facet.key)} /><span>{facet.head}</span></label></li>
          ))}
        </ul>
      )}
    </Popover>
  );
}

function ColumnChoice<T>({ setting, columns }: { setting: ListSetting; columns: TableColumn<T>[] }) {
  const { say } = useLanguage();
  const cols = setting.setting.get("cols");
  const shown = columnsShown(columns, cols).map((column) => column.key);
  const rest = columns.filter((column) => !shown.includes(column.key)).map((column) => column.key);
  const set = (keys: string[]) => setting.change((next) => next.set("cols", keys.join(",")));
  const move = (at: number, by: -1 | 1) => {
    const after = [...shown];
    [after[at], after[at + by]] = [after[at + by]!, after[at]!];
    set(after);
  };
  const headOf = (key: string): string => columns.find((column) => column.key === key)?.head ?? key;
  return (
    <Popover label={say("table.columns")} mark={cols !== null} className="end">
      {() => (
        <>
          <ul>
            {[...shown, ...rest].map((key, at) => (
              <li key={key}>
                <label className="check"><input type="checkbox" checked={shown.includes(key)} disabled={shown.length === 1 && shown.includes(key)} onChange={() => set(shown.includes(key) ? shown.filter((one) => one !== key) : [...shown, key])} /><span>{headOf(key)}</span></label>
                {shown.includes(key) && (
                  <span className="steps-of">
                    <button type="button" disabled={at === 0} aria-label={say("table.earlier", { column: headOf(key) })} onClick={() => move(at, -1)}>↑</button>
                    <button type="button" disabled={at === shown.length - 1} aria-label={say("table.later", { column: headOf(key) })} onClick={() => move(at, 1)}>↓</button>
                  </span>
                )}
              </li>
            ))}
          </ul>
          {cols !== null && <p><button type="button" onClick={() => setting.change((next) => next.delete("cols"))}>{say("table.columns-reset")}</button></p>}
        </>
      )}
    </Popover>
  );
}

interface Chip {
  name: string;
  value: string;
  head: string;
  words: string;
}

/** The filters that are set, each with its words. */
function useChips<T>(setting: ListSetting, list: ListRows<T>, facets: TableFacet[]): Chip[] {
  const { lang, say, label } = useLanguage();
  const figures = setting.setting.getAll("where").map((value): Chip => {
    const { column, said } = conditionOf(value), facet = facets.find((one) => one.figure?.column === column);
    const words = said === "none" ? say("table.figure-none") : said === "any" ? say("table.yes") : said.startsWith("=") ? (label(list.facets?.labels?.[said.slice(1)]) || said.slice(1)) : rangeText(said, { column, unit: facet?.figure?.unit ?? "" }, lang);
    return { name: "where", value, head: facet?.head ?? column, words };
  });
  return [...facets.flatMap((facet) => setting.setting.getAll(facet.key).map((value): Chip => ({ name: facet.key, value, head: facet.head, words: wordsOf(facet, list.facets?.facets[facet.key]?.find((one) => one.value === value) ?? { value, n: 0 }, label) }))), ...figures];
}

/** How many rows there are, and each filter that is set, to be taken away. */
export function TableState<T>({ setting, list, facets, children }: { setting: ListSetting; list: ListRows<T>; facets: TableFacet[]; children?: ReactNode }) {
  const { say } = useLanguage();
  const chips = useChips(setting, list, facets);
  return (
    <div className="table-state">
      <strong role="status">{list.at === undefined ? say("table.counting") : say("table.rows", { n: list.total.toLocaleString("en") })}</strong>
      {list.stale && <span>{say("table.stale")} <button type="button" className="link" onClick={list.renew}>{say("table.renew")}</button></span>}
      {chips.map(({ name, value, head, words }) => (
        <button key={`${name} ${value}`} type="button" className="chip" aria-label={say("table.remove", { what: `${head} ${words}` })} onClick={() => setting.change((next) => { const left = next.getAll(name).filter((one) => one !== value); next.delete(name); for (const one of left) next.append(name, one); })}>{head} {words} ×</button>
      ))}
      {chips.length > 1 && <button type="button" className="link" onClick={() => setting.change((next) => { for (const { name } of chips) next.delete(name); next.delete("q"); })}>{say("table.clear")}</button>}
      {children}
    </div>
  );
}
