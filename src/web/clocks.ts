/**
 * The two days that the whole application is seen by: the day on which facts hold, and the day whose knowledge is asked for.
 * They live in the address and nowhere else; going to another page carries them along.
 * Invariant: an address alone says as of when its page is seen; only the time machine itself takes the days away.
 */
import { type To, createPath, parsePath } from "react-router";
import type { AsOf } from "./path.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** A day of the calendar: not the 45th of a 13th month. */
const isDay = (text: string): boolean => { const day = new Date(`${text}T00:00:00Z`); return DAY.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text); };
export const CLOCKS = ["valid_on", "known_on"] as const;
/** What a navigation of the time machine bears as its state: the days it gives are meant, none included. */
export const SET = { clocks: "set" } as const;

/** The as-of days of an address; what is not a day is left out. */
export function clocksIn(search: URLSearchParams): AsOf {
  const asOf: AsOf = {};
  for (const name of CLOCKS) {
    const day = search.get(name);
    if (day !== null && isDay(day)) asOf[name] = day;
  }
  return asOf;
}

/** `to` with the days of `from`, where it names none of its own. */
export function withClocks(to: To, from: { pathname: string; search: string }): To {
  const held = Object.entries(clocksIn(new URLSearchParams(from.search)));
  if (held.length === 0) return to;
  const parts = typeof to === "string" ? parsePath(to) : to;
  const search = new URLSearchParams(parts.search ?? "");
  if (CLOCKS.some((name) => search.has(name))) return to;
  for (const [name, day] of held) search.set(name, day);
  return createPath({ pathname: parts.pathname ?? from.pathname, search: search.toString(), hash: parts.hash ?? "" });
}

interface Router {
  state: { location: { pathname: string; search: string } };
  navigate(to: number): Promise<void>;
  navigate(to: To | null, options?: { state?: unknown }): Promise<void>;
}

/** Makes every navigation of the router carry the days along, and every link that is pressed (for a new tab) as well. */
export function carryClocks(router: Router, document: Document): void {
  const go = router.navigate.bind(router) as (to: number | To | null, options?: { state?: unknown }) => Promise<void>;
  const carried = async (to: number | To | null, options?: { state?: unknown }): Promise<void> => {
    const meant = (options?.state as Partial<typeof SET> | null | undefined)?.clocks === SET.clocks;
    await go(typeof to === "number" || to === null || meant ? to : withClocks(to, router.state.location), options);
  };
  router.navigate = carried as Router["navigate"];
  const press = (event: Event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const address = link?.getAttribute("href");
    if (!link || !address || !/^\/(?!api\/|\/)/.test(address)) return;
    const there = withClocks(address, router.state.location);
    if (there !== address) link.setAttribute("href", typeof there === "string" ? there : createPath(there));
  };
  for (const name of ["pointerdown", "contextmenu"]) document.addEventListener(name, press, { capture: true });
}
