/**
 * A page appears whole: what has just been opened stays unseen until its answers are there, so that nothing in it moves while it is read.
 * Invariant: never longer than a second, whatever is late; after that the page is shown from its top down to the first part that is still coming
 * (`data-coming`), and what follows it comes with it, so that a late part pushes nothing that is in view.
 */
import { useIsFetching } from "@tanstack/react-query";
import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { useLocation } from "react-router";

/** What is asked again and again, or belongs to the frame and not to the page; marks of findings have a shorter patience of their own. */
const NOT_THE_PAGES = new Set(["jobs", "job", "session", "marks"]);
const LONGEST_MS = 1_000;
const MARKS_MS = 400;
const OPENING_MS = 5_000;
/** Frames in a row with nothing on its way: an answer often asks for the next. */
const STILL_FRAMES = 3;

/** @param marked whether the marks of findings are known. @param shown called in the moment before the page is seen. */
export function useSettling(main: RefObject<HTMLElement | null>, marked: boolean, shown: () => void): void {
  const { pathname } = useLocation();
  const now = useRef({ fetching: 0, marked, shown });
  const fetching = useIsFetching({ predicate: ({ queryKey }) => !NOT_THE_PAGES.has(String(queryKey[0])) });
  useEffect(() => { now.current = { fetching, marked, shown }; });
  useLayoutEffect(() => {
    const element = main.current;
    if (element === null) return;
    const begun = performance.now();
    let still = 0;
    let frame = 0;
    const coming = () => element.querySelector("[data-coming]") !== null;
    element.classList.add("settling", "opening");
    const follow = () => {
      still = now.current.fetching === 0 && !coming() ? still + 1 : 0;
      if (still >= STILL_FRAMES || performance.now() - begun > OPENING_MS) element.classList.remove("opening");
      else frame = requestAnimationFrame(follow);
    };
    const look = () => {
      const waited = performance.now() - begun;
      const quiet = now.current.fetching === 0 && (now.current.marked || waited > MARKS_MS) && !coming();
      still = quiet ? still + 1 : 0;
      if (still >= STILL_FRAMES || waited > LONGEST_MS) {
        flushSync(now.current.shown);
        element.classList.remove("settling");
        follow();
      } else frame = requestAnimationFrame(look);
    };
    frame = requestAnimationFrame(look);
    return () => { cancelAnimationFrame(frame); element.classList.remove("settling", "opening"); };
  }, [pathname, main]);
}
