/**
 * A box that finds entities as one types: in the header, and wherever an entity must be chosen.
 * Invariant: the ARIA combobox pattern; arrow keys move, Enter chooses, Escape closes; typing is never blocked.
 */
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { type SearchHit, queries } from "../api.ts";
import { Words, useLanguage } from "../i18n/language.tsx";
import { useTypeLabel } from "./ontology.ts";

const PAUSE_MS = 120;

/** A value as it stood once nothing more was typed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [value]);
  return settled;
}

export interface EntitySearchProps {
  label: string;
  onPick: (hit: SearchHit) => void;
  /** Enter with nothing chosen. */
  onSubmit?: (text: string) => void;
  /** Keys shown in the box, for those who use them. */
  shortcut?: string;
  types?: string[];
  autoFocus?: boolean;
}

export function EntitySearch({ label, onPick, onSubmit, shortcut, types, autoFocus }: EntitySearchProps) {
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const list = useId();
  const { data, isFetching } = useQuery({ ...queries.search(useSettled(text)), placeholderData: (before) => before });
  const hits = text.trim() === "" ? [] : (data?.items ?? []).filter((hit) => types === undefined || types.length === 0 || types.includes(hit.type));

  const pick = (hit: SearchHit) => {
    setText("");
    setOpen(false);
    setActive(-1);
    onPick(hit);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && hits.length > 0) {
      event.preventDefault();
      setOpen(true);
      setActive((active + step + hits.length) % hits.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const hit = hits[active];
      if (hit) pick(hit);
      else if (onSubmit && text.trim() !== "") { setOpen(false); onSubmit(text.trim()); }
      else if (hits[0]) pick(hits[0]);
    } else if (event.key === "Escape") setOpen(false);
  };

  const expanded = open && text.trim() !== "";
  return (
    <div className="search" onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false); }}>
      <input
        type="search" role="combobox" aria-label={label} placeholder={label} aria-expanded={expanded} aria-controls={list} aria-autocomplete="list"
        aria-activedescendant={expanded && active >= 0 ? `${list}-${active}` : undefined} autoComplete="off" spellCheck={false}
        autoFocus={autoFocus} data-shortcut={shortcut} value={text} maxLength={200} onFocus={() => setOpen(true)} onKeyDown={onKeyDown}
        onChange={(event) => { setText(event.target.value); setOpen(true); setActive(-1); }}
      />
      {expanded && <Hits id={list} hits={hits} active={active} waiting={isFetching} onPick={pick} />}
    </div>
  );
}

function Hits({ id, hits, active, waiting, onPick }: { id: string; hits: SearchHit[]; active: number; waiting: boolean; onPick: (hit: SearchHit) => void }) {
  const { say, label } = useLanguage();
  const typeLabel = useTypeLabel();
  if (hits.length === 0) return <div className="hits" id={id} role="status">{waiting ? say("state.loading") : say("search.none")}</div>;
  return (
    <ul className="hits" id={id} role="listbox" aria-label={say("search.results")}>
      {hits.map((hit, at) => (
        <li key={hit.id} id={`${id}-${at}`} role="option" aria-selected={at === active} onMouseDown={(event) => { event.preventDefault(); onPick(hit); }}>
          <Words of={hit.label} /> <span className="quiet">{typeLabel(hit.type)}</span>
          {hit.matched.text !== label(hit.label) && <span className="quiet matched">{hit.matched.text}</span>}
        </li>
      ))}
    </ul>
  );
}
