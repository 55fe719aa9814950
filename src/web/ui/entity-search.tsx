/**
 * A box that finds as one types: entities by any of their names, and whatever else the caller offers (pages, actions).
 * Invariant: the ARIA combobox pattern; arrow keys move, Enter chooses, Escape closes; typing is never blocked; what is marked stays marked, or nothing is,
 * when a later answer puts other choices in its place.
 */
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from "react";
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

/** One line of the list: what it is called, what kind of thing it is, what choosing it does. */
export interface Choice {
  key: string;
  name: ReactNode;
  kind: string;
  run: () => void;
}

export interface EntitySearchProps {
  label: string;
  onPick: (hit: SearchHit) => void;
  /** Enter with nothing chosen, unless there is but one choice. */
  onSubmit?: (text: string) => void;
  /** Keys shown in the box, for those who use them. */
  shortcut?: string;
  types?: string[];
  autoFocus?: boolean;
  /** Choices besides entities for what is typed, shown before them; asked for an empty box too. */
  offers?: (text: string) => Choice[];
  /** Choices shown after the entities. */
  more?: (text: string) => Choice[];
}

export function EntitySearch({ label, onPick, onSubmit, shortcut, types, autoFocus, offers, more }: EntitySearchProps) {
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [marked, setMarked] = useState<string>();
  const list = useId();
  const settled = useSettled(text);
  const { data, isFetching, isPlaceholderData } = useQuery({ ...queries.search(settled), placeholderData: (before) => before });
  const hits = text.trim() === "" ? [] : (data?.items ?? []).filter((hit) => types === undefined || types.length === 0 || types.includes(hit.type));
  const entityChoice = useEntityChoice(onPick);
  const offered = open ? (offers?.(text) ?? []) : [];
  const found = [...offered, ...hits.map(entityChoice)];
  // Not before the names are there: a quick hand would choose it for want of them.
  const waiting = settled !== text || (isFetching && (isPlaceholderData || data === undefined));
  const choices = [...found, ...(open && text.trim() !== "" && !waiting ? (more?.(text) ?? []) : [])];
  // By key, not by place: names of what had been typed before may still stand here when the hand moves down.
  const active = marked === undefined ? -1 : choices.findIndex((one) => one.key === marked);

  const pick = (choice: Choice) => {
    setText("");
    setOpen(false);
    setMarked(undefined);
    choice.run();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && choices.length > 0) {
      event.preventDefault();
      setOpen(true);
      setMarked(choices[active < 0 && step < 0 ? choices.length - 1 : (active + step + choices.length) % choices.length]!.key);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const chosen = choices[active];
      if (chosen) pick(chosen);
      else if (found.length === 1 && !waiting) pick(found[0]!);
      else if (onSubmit && text.trim() !== "") { setOpen(false); onSubmit(text.trim()); }
      else if (text.trim() !== "" && choices[0]) pick(choices[0]);
    } else if (event.key === "Escape") setOpen(false);
  };

  const expanded = open && (text.trim() !== "" || offered.length > 0);
  return (
    <div className="search" onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false); }}>
      <input
        type="search" role="combobox" aria-label={label} placeholder={label} aria-expanded={expanded} aria-controls={list} aria-autocomplete="list"
        aria-activedescendant={expanded && active >= 0 ? `${list}-${active}` : undefined} autoComplete="off" spellCheck={false}
        autoFocus={autoFocus} data-shortcut={shortcut} value={text} maxLength={200} onFocus={() => setOpen(true)} onKeyDown={onKeyDown}
        onChange={(event) => { setText(event.target.value); setOpen(true); setMarked(undefined); }}
      />
      {expanded && <Choices id={list} choices={choices} active={active} waiting={waiting} onPick={pick} />}
    </div>
  );
}

function useEntityChoice(onPick: (hit: SearchHit) => void): (hit: SearchHit) => Choice {
  const { label } = useLanguage();
  const typeLabel = useTypeLabel();
  return (hit) => ({
    key: hit.id, kind: typeLabel(hit.type), run: () => onPick(hit),
    name: <><Words of={hit.label} />{hit.matched.text !== label(hit.label) && <span className="quiet matched">{hit.matched.text}</span>}</>,
  });
}

function Choices({ id, choices, active, waiting, onPick }: { id: string; choices: Choice[]; active: number; waiting: boolean; onPick: (choice: Choice) => void }) {
  const { say } = useLanguage();
  useEffect(() => { document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" }); }, [id, active]);
  if (choices.length === 0) return <div className="hits" id={id} role="status">{waiting ? say("state.loading") : say("search.none")}</div>;
  return (
    <ul className="hits" id={id} role="listbox" aria-label={say("search.results")} aria-busy={waiting}>
      {choices.map((choice, at) => (
        <li key={choice.key} id={`${id}-${at}`} role="option" aria-selected={at === active} onMouseDown={(event) => { event.preventDefault(); onPick(choice); }}>
          <span className="quiet kind">{choice.kind}</span> {choice.name}
        </li>
      ))}
    </ul>
  );
}
