/** Filters that live in the address: a text, or one of a few values. Invariant: changing a filter is a replaceable step, so that Back leaves the page. */
import { type ReactNode, useEffect, useState } from "react";
import { useSearchParams } from "react-router";
import { DayField } from "./day-box.tsx";

const PAUSE_MS = 250;

function useParam(name: string): [string, (value: string) => void] {
  const [search, setSearch] = useSearchParams();
  const set = (value: string) => setSearch((before) => {
    const after = new URLSearchParams(before);
    if (value === "") after.delete(name);
    else after.set(name, value);
    return after;
  }, { replace: true, preventScrollReset: true });
  return [search.get(name) ?? "", set];
}

export function FilterText({ name, label }: { name: string; label: string }) {
  const [value, set] = useParam(name);
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = window.setTimeout(() => set(text), PAUSE_MS);
    return () => window.clearTimeout(timer);
  });
  return <input type="search" className="filter" aria-label={label} placeholder={label} value={text} maxLength={200} onChange={(event) => setText(event.target.value)} />;
}

export function FilterChoice({ name, label, children }: { name: string; label: string; children: ReactNode }) {
  const [value, set] = useParam(name);
  return <label className="filter">{label} <select value={value} onChange={(event) => set(event.target.value)}>{children}</select></label>;
}

export function FilterDay({ name, label }: { name: string; label: string }) {
  const [value, set] = useParam(name);
  return <DayField className="filter" label={label} value={value} onChange={set} />;
}
