/**
 * The time machine: one control for the whole application sets the day on which facts hold and the day whose knowledge is asked for.
 * Invariant: when the days are not "now", every page says so visibly and offers the way back.
 */
import { useId, useRef, useState } from "react";
import { useLocation, useNavigate, useSearchParams } from "react-router";
import { CLOCKS, SET, clocksIn } from "../clocks.ts";
import { useLanguage } from "../i18n/language.tsx";
import type { WordKey } from "../i18n/zh.ts";
import { Help } from "./help.tsx";
import { type AsOf, path } from "../path.ts";
import { usePressElsewhere } from "./away.ts";
import { DayField } from "./day-box.tsx";
import { dayShort } from "./day-typed.ts";

export { clocksIn as asOfIn } from "../clocks.ts";

/** The days of the address, and a way to set them on the page one is on. */
export function useClocks(): { clocks: AsOf; past: boolean; set: (clocks: AsOf) => void } {
  const [search] = useSearchParams();
  const { pathname, hash } = useLocation();
  const navigate = useNavigate();
  const clocks = clocksIn(search);
  const set = (next: AsOf) => {
    const after = new URLSearchParams(search);
    for (const name of CLOCKS) {
      const day = next[name];
      if (day) after.set(name, day);
      else after.delete(name);
    }
    void navigate({ pathname, search: after.toString(), hash }, { state: SET, preventScrollReset: true });
  };
  return { clocks, past: clocks.valid_on !== undefined || clocks.known_on !== undefined, set };
}

/** The button in the header, with its panel. */
export function TimeMachine() {
  const { lang, say } = useLanguage();
  const { clocks, past, set } = useClocks();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const panel = useId();
  usePressElsewhere(root, open, setOpen);
  const both = clocks.valid_on === clocks.known_on ? (clocks.valid_on ?? "") : "";
  return (
    <div className="time-machine" ref={root} onKeyDown={(event) => { if (event.key === "Escape" && open) { setOpen(false); root.current?.querySelector("button")?.focus(); } }}>
      <button type="button" className={past ? "quiet-button past" : "quiet-button"} aria-expanded={open} aria-controls={panel} title={say("as-of.title")} onClick={() => setOpen(!open)}>
        <span aria-hidden="true">◷</span> {past ? dayShort(clocks.known_on ?? clocks.valid_on ?? "", lang) : <span className="now-word">{say("as-of.present")}</span>}
      </button>
      {open && (
        <div className="time-panel" id={panel} role="group" aria-label={say("as-of.title")}>
          <p><b>{say("as-of.title")}</b><Help on="as-of" /></p>
          <DayField label={say("as-of.both")} value={both} autoFocus onChange={(day) => set(day === "" ? {} : { valid_on: day, known_on: day })} />
          <p className="quiet">{say("as-of.both-help")}</p>
          <DayField label={say("as-of.valid")} value={clocks.valid_on ?? ""} onChange={(day) => set({ ...clocks, valid_on: day })} />
          <p className="quiet">{say("as-of.valid-help")}</p>
          <DayField label={say("as-of.known")} value={clocks.known_on ?? ""} onChange={(day) => set({ ...clocks, known_on: day })} />
          <p className="quiet">{say("as-of.known-help")}</p>
        </div>
      )}
    </div>
  );
}

/** Every page is seen as of the days that are set; these few show what no day changes, and say why. */
const BY_RECORDING = /^\/(changes|inbox)$/;
const ELSE: readonly (readonly [RegExp, WordKey])[] = [
  [/^\/claims\/./, "as-of.whole-claim"], [/^\/sources\/./, "as-of.whole-source"], [/^\/documents\/./, "as-of.whole-source"], [/^\/import$|^\/registers\/import$|^\/entities\/new$/, "as-of.entering"],
  [/^\/registers/, "as-of.registers"], [/^\/identity/, "as-of.identity"], [/^\/lexicon/, "as-of.lexicon"], [/^\/chain-backtest/, "as-of.panels"],
];

/** The day whose end the record is asked for where only the day of recording has a meaning. */
export const recordedDay = (clocks: AsOf): string | undefined => clocks.known_on ?? clocks.valid_on;

/** Says on every page that it is not seen as of now. */
export function PastNotice() {
  const { lang, say } = useLanguage();
  const { clocks, past, set } = useClocks();
  const { pathname } = useLocation();
  // The page that compares two days has its own.
  if (pathname === path.compare() || !past) return null;
  const why = ELSE.find(([pages]) => pages.test(pathname))?.[1];
  const recorded = BY_RECORDING.test(pathname);
  const words = [clocks.valid_on && say("as-of.seen-valid", { day: dayShort(clocks.valid_on, lang) }), clocks.known_on && say("as-of.seen-known", { day: dayShort(clocks.known_on, lang) })].filter(Boolean).join(say("list.and"));
  return (
    <div className="past-notice" role="status">
      <span>{why ? say(why) : recorded ? say("as-of.seen-recorded", { day: dayShort(recordedDay(clocks) ?? "", lang) }) : words}</span> <button type="button" onClick={() => set({})}>{say("as-of.now")}</button>
    </div>
  );
}
