/**
 * The way from a page up to its room: the room as it was left in this visit, then what lies between.
 * Invariant: every page below a room has it; a step of it is a link or a word, and the page itself, whose title follows, is not repeated.
 */
import { Children, type ReactNode, useEffect } from "react";
import { Link, useLocation } from "react-router";
import { CLOCKS } from "../clocks.ts";
import { useLanguage } from "../i18n/language.tsx";
import { ROOM_GROUPS, type Room } from "./rooms.ts";

/** Filters and order with which each room's list was last seen, without the days: those are the page's own. */
const left = new Map<string, string>();

/** Where a list goes back to: as it was left if that was of the same kind, else as named. */
export function asLeft(address: string): string {
  const [to, query = ""] = address.split("?");
  const before = new URLSearchParams(left.get(to ?? ""));
  const wanted = new URLSearchParams(query);
  const same = before.get("type") === wanted.get("type") && !before.has("view");
  return same && before.size > 0 ? `${to}?${before.toString()}` : address;
}

/** The room that a page lies below: by its address, `/chain-gaps` below `/chain`. */
export function roomAbove(pathname: string): Room | undefined {
  return ROOM_GROUPS.flatMap((group) => group.rooms).find(({ to }) => to !== "/" && (pathname.startsWith(`${to}/`) || pathname.startsWith(`${to}-`)));
}

export function Trail({ steps }: { steps?: ReactNode }) {
  const { say } = useLanguage();
  const { pathname, search } = useLocation();
  const room = roomAbove(pathname);
  const below = room !== undefined;
  useEffect(() => {
    if (below) return; // nobody goes back to it by name
    const kept = new URLSearchParams(search);
    for (const day of CLOCKS) kept.delete(day);
    left.set(pathname, kept.toString());
  }, [pathname, search, below]);
  const between = Children.toArray(steps);
  if (room === undefined && between.length === 0) return null;
  return (
    <nav className="trail" aria-label={say("layout.trail")}>
      <ol>
        {room && <li><Link to={asLeft(room.to)}>{say(room.name)}</Link></li>}
        {between.map((step, at) => <li key={at}>{step}</li>)}
      </ol>
    </nav>
  );
}
