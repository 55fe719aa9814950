/**
 * A box for a day, in the habit of the language (2024年6月7日, 7 Jun 2024) whatever the browser's: typed in any usual way, or taken from a month.
 * Keyboard: Alt+Down opens the month; in it arrows go by day and week, Page Up and Down by month, with Shift by year, Home and End to the ends of the week.
 * Invariant: only a real day or none is told on; what is no day stays as typed and is said to be none.
 */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useLanguage } from "../i18n/language.tsx";
import { usePressElsewhere } from "./away.ts";
import { daysOn, dayShort, dayTyped, monthsOn, weeksOf } from "./day-typed.ts";
import type { FieldAttributes } from "./field.tsx";
import { whenText } from "./figure-text.ts";
import "./day-box.css";

export interface DayBoxProps extends Partial<FieldAttributes> {
  /** `YYYY-MM-DD` or "". Absent: the box keeps it itself, for a form that reads it by `name`. */
  value?: string;
  onChange?: (day: string) => void;
  name?: string;
  /** What an empty box means; else how a day is written. */
  placeholder?: string;
  required?: boolean;
  autoFocus?: boolean;
}

const WHOLE = /^\d{4}-\d{2}-\d{2}$/;

export function DayBox({ value, onChange, name, placeholder, required, autoFocus, id, ...attributes }: DayBoxProps) {
  const { lang, say } = useLanguage();
  // What was told last stands in the box until it comes back as the value: an address follows a moment later.
  const [own, setOwn] = useState<string | undefined>();
  useEffect(() => { if (value !== undefined) setOwn(undefined); }, [value]);
  const day = own ?? value ?? "";
  const [typed, setTyped] = useState<string | undefined>();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLSpanElement>(null), box = useRef<HTMLInputElement>(null);
  const note = useId();
  usePressElsewhere(root, open, setOpen);
  const tell = (next: string) => {
    if (next === day) return;
    setOwn(next);
    onChange?.(next);
  };
  const shown = day === "" ? "" : dayShort(day, lang);
  const wrong = typed !== undefined && typed.trim() !== "" && dayTyped(typed) === undefined;
  // What is written whole is told at once; other ways of writing when they are done with.
  const change = (text: string) => {
    setTyped(text);
    if (text.trim() === "") tell("");
    else if (WHOLE.test(text.trim())) tell(dayTyped(text) ?? day);
  };
  const settle = () => {
    if (typed === undefined || wrong) return;
    tell(dayTyped(typed) ?? "");
    setTyped(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") settle();
    if (event.key === "ArrowDown" && event.altKey) { event.preventDefault(); setOpen(true); }
    if (event.key === "Escape" && open) { event.preventDefault(); event.stopPropagation(); setOpen(false); box.current?.focus(); }
  };
  const pick = (next: string) => { tell(next); setTyped(undefined); setOpen(false); box.current?.focus(); };
  return (
    <span className="day-box" ref={root} onKeyDown={onKeyDown} onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget) && event.relatedTarget !== null) setOpen(false); }}>
      <span className="day-entry">
        <input
          {...attributes} {...(id ? { id } : {})} ref={box} type="text" autoComplete="off" spellCheck={false} maxLength={30} autoFocus={autoFocus} required={required} value={typed ?? shown} placeholder={placeholder ?? say("day.such-as")}
          {...(wrong ? { "aria-invalid": true, "aria-describedby": note } : {})} onFocus={(event) => event.target.select()} onChange={(event) => change(event.target.value)} onBlur={settle}
        />
        {name && <input type="hidden" name={name} value={day} />}
        <button type="button" className="day-open" aria-label={say("day.open")} title={say("day.open")} aria-expanded={open} onClick={() => setOpen(!open)}><span aria-hidden="true">▾</span></button>
      </span>
      {wrong && <small className="problem" id={note} role="status">{say("day.wrong")}</small>}
      {open && <Month day={day} onPick={pick} />}
    </span>
  );
}

/** A label beside its box. */
export function DayField({ label, className, ...box }: DayBoxProps & { label: string; className?: string }) {
  const id = useId();
  return <span className={className ? `day-field ${className}` : "day-field"}><label htmlFor={id}>{label}</label> <DayBox {...box} id={id} /></span>;
}

function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** A month as a grid of days; one of them is reached by Tab, the others by keys. */
function Month({ day, onPick }: { day: string; onPick: (day: string) => void }) {
  const { lang, say } = useLanguage();
  const [at, setAt] = useState(day || today());
  const grid = useRef<HTMLTableElement>(null), moved = useRef(true);
  const title = useId();
  useEffect(() => {
    if (moved.current) grid.current?.querySelector<HTMLElement>("button[tabindex='0']")?.focus();
    moved.current = false;
  }, [at]);
  const now = today(), weekdays = weeksOf(at)[0]!;
  const weekday = (one: string, style: "narrow" | "long") => new Intl.DateTimeFormat(lang === "zh" ? "zh-CN" : "en-GB", { weekday: style, timeZone: "UTC" }).format(new Date(`${one}T00:00:00Z`));
  const go = (next: string) => { if (/^[1-9]\d{3}-/.test(next)) { moved.current = true; setAt(next); } };
  const onKeyDown = (event: KeyboardEvent) => {
    const inWeek = weeksOf(at).find((week) => week.includes(at))!;
    const to = { ArrowLeft: daysOn(at, -1), ArrowRight: daysOn(at, 1), ArrowUp: daysOn(at, -7), ArrowDown: daysOn(at, 7), PageUp: monthsOn(at, event.shiftKey ? -12 : -1), PageDown: monthsOn(at, event.shiftKey ? 12 : 1), Home: inWeek[0]!, End: inWeek[6]! }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(to);
  };
  const step = (n: number) => { moved.current = false; setAt(monthsOn(at, n)); };
  return (
    <div className="month" role="dialog" aria-label={say("day.open")}>
      <p>
        <button type="button" aria-label={say("day.year-before")} onClick={() => step(-12)}>«</button> <button type="button" aria-label={say("day.month-before")} onClick={() => step(-1)}>‹</button>
        <strong id={title} aria-live="polite">{whenText(at.slice(0, 7), lang)}</strong>
        <button type="button" aria-label={say("day.month-after")} onClick={() => step(1)}>›</button> <button type="button" aria-label={say("day.year-after")} onClick={() => step(12)}>»</button>
      </p>
      <table role="grid" aria-labelledby={title} ref={grid} onKeyDown={onKeyDown}>
        <thead><tr>{weekdays.map((one) => <th key={one} scope="col" abbr={weekday(one, "long")}>{weekday(one, "narrow")}</th>)}</tr></thead>
        <tbody>
          {weeksOf(at).map((week) => (
            <tr key={week[0]}>{week.map((one) => (
              <td key={one} role="gridcell" aria-selected={one === day}>
                <button type="button" tabIndex={one === at ? 0 : -1} className={one.slice(0, 7) === at.slice(0, 7) ? undefined : "beside"} aria-current={one === now ? "date" : undefined} aria-label={dayShort(one, lang)} onClick={() => onPick(one)}>{Number(one.slice(8))}</button>
              </td>
            ))}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
