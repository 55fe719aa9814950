/**
 * The two clocks: the day on which facts hold, and the day whose knowledge is asked for. Both live in the address.
 * Invariant: when they are not "now", the page says so visibly.
 */
import { useSearchParams } from "react-router";
import { useLanguage } from "../i18n/language.tsx";
import type { AsOf } from "../path.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The as-of days of an address; what is not a day is left out. */
export function asOfIn(search: URLSearchParams): AsOf {
  const asOf: AsOf = {};
  for (const name of ["valid_on", "known_on"] as const) {
    const day = search.get(name);
    if (day !== null && DAY.test(day)) asOf[name] = day;
  }
  return asOf;
}

export function AsOfControl() {
  const { say } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const asOf = asOfIn(search);
  const set = (name: keyof AsOf, day: string) => setSearch((before) => {
    const after = new URLSearchParams(before);
    if (day === "") after.delete(name);
    else after.set(name, day);
    return after;
  }, { replace: true });
  const past = asOf.valid_on !== undefined || asOf.known_on !== undefined;
  return (
    <div className={past ? "as-of past" : "as-of"} role="group" aria-label={say("as-of.title")}>
      <label title={say("as-of.valid-help")}>{say("as-of.valid")} <input type="date" value={asOf.valid_on ?? ""} onChange={(event) => set("valid_on", event.target.value)} /></label>
      <label title={say("as-of.known-help")}>{say("as-of.known")} <input type="date" value={asOf.known_on ?? ""} onChange={(event) => set("known_on", event.target.value)} /></label>
      {past && <button type="button" onClick={() => { setSearch((before) => { const after = new URLSearchParams(before); after.delete("valid_on"); after.delete("known_on"); return after; }); }}>{say("as-of.now")}</button>}
    </div>
  );
}
