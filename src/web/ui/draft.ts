/**
 * What has been typed and not yet sent, kept for this tab: it outlives a reload, a lost connection and going to another page.
 * Invariant: a draft that cannot be read is as if there were none; dropping it takes it from the browser at once. What is more than the browser keeps
 * (an outline of megabytes) stands on the page and is not kept.
 */
import { useEffect, useRef, useState } from "react";

function read<T>(key: string): Partial<T> | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null") as Partial<T> | null ?? undefined;
  } catch {
    return undefined;
  }
}

export interface DraftOf<T> {
  draft: T;
  set: (change: Partial<T>) => void;
  /** Sent or given up: back to the first, or to what now stands. */
  drop: (now?: T) => void;
}

/** @param key of this form and what it is about. @param first what stands in it before anything is typed. @param fits whether a kept draft is taken up. */
export function useDraft<T extends object>(key: string, first: () => T, fits: (kept: Partial<T>) => boolean = () => true): DraftOf<T> {
  const name = `lightvalley.${key}`;
  const [draft, setDraft] = useState<T>(() => { const kept = read<T>(name); return { ...first(), ...(kept && fits(kept) ? kept : {}) }; });
  const touched = useRef(false);
  useEffect(() => {
    if (!touched.current) return;
    try {
      sessionStorage.setItem(name, JSON.stringify(draft));
    } catch {
      sessionStorage.removeItem(name);
    }
  }, [name, draft]);
  return {
    draft,
    set: (change) => { touched.current = true; setDraft((before) => ({ ...before, ...change })); },
    drop: (now) => { touched.current = false; sessionStorage.removeItem(name); setDraft(now ?? first()); },
  };
}

/** Whether something was typed before and not sent. */
export const hasDraft = (key: string): boolean => read(`lightvalley.${key}`) !== undefined;
