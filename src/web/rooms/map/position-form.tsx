/**
 * Entering where something is: by coordinates or by GeoJSON, checked and shown before it is entered, with its source.
 * Invariant: nothing is entered without a source; what looks doubtful is entered only when a person says that it is right; neither a refusal nor a reload
 * costs any typing.
 */
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useSearchParams } from "react-router";
import { type PlaceView, type PositionAnswer, type PositionBody } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { asOfIn } from "../../ui/as-of.tsx";
import { useDraft } from "../../ui/draft.ts";
import { Field } from "../../ui/field.tsx";
import { FailureNote, Loaded } from "../../ui/loaded.tsx";
import { ProblemList } from "../../ui/problem-list.tsx";
import { NO_SOURCE, SourceChoice, sourceSent } from "../entities/source-choice.tsx";
import { DivisionWords, RungWords } from "./map-lists.tsx";
import { PlaceMap } from "./place-map.tsx";
import { mapQueries, mapSend } from "./queries.ts";
import "./map.css";

const DATUMS = ["wgs84", "gcj02", "bd09"] as const;
type Datum = (typeof DATUMS)[number];

const NOTHING_TYPED = { by: "point" as "point" | "file", typed: "", text: "", datum: "wgs84" as Datum, swap: false, feature: "", planned: false, note: "", source: NO_SOURCE };

export function PositionForm({ reference, onDone }: { reference: string; onDone?: () => void }) {
  const [search, setSearch] = useSearchParams();
  const close = onDone ?? (() => setSearch((before) => { const after = new URLSearchParams(before); after.delete("mend"); return after; }, { replace: true, preventScrollReset: true }));
  return <Loaded query={useQuery(mapQueries.place(reference, asOfIn(search)))}>{(place) => <Fields place={place} close={close} />}</Loaded>;
}

/** Two numbers as a GeoJSON point; nothing where they are none. Full-width and Chinese punctuation are taken. */
function pointOf(text: string): string | undefined {
  const found = /^\s*([-+]?\d+(?:\.\d+)?)\s*°?\s*E?\s*[,，、;；\s]\s*([-+]?\d+(?:\.\d+)?)\s*°?\s*N?\s*$/i.exec(text.normalize("NFKC"));
  return found ? JSON.stringify({ type: "Point", coordinates: [Number(found[1]), Number(found[2])] }) : undefined;
}

function Fields({ place, close }: { place: PlaceView; close: () => void }) {
  const { say, label } = useLanguage();
  const { draft: { by, typed, text, datum, swap, feature, planned, note, source }, set, drop } = useDraft(`position.${place.entity.id}`, () => NOTHING_TYPED);
  const [seen, setSeen] = useState(false);
  const [tried, setTried] = useState(false);
  const name = useId();
  const geojson = by === "point" ? pointOf(typed) : text.trim() === "" ? undefined : text;
  const own = place.placed?.by === "position" ? place.placed.claims[0] : undefined;
  const body = (): PositionBody => ({
    entity: place.entity.id, geojson: geojson!, datum, modality: planned ? "planned" : "actual", ...(swap && by === "file" ? { swap } : {}), ...(/^\d+$/.test(feature) && by === "file" ? { feature: Number(feature) } : {}),
    ...(note.trim() ? { note: note.trim() } : {}), ...(seen ? { warnings_seen: true } : {}), ...(own ? { replaces: { claim_id: own.id, ...(own.head ? { expects: own.head } : {}) } } : {}),
  });
  const check = useMutation({ mutationFn: () => mapSend.check(body()) });
  const enter = useMutation({ mutationFn: () => mapSend.enter({ ...body(), source: sourceSent(source)! }), onSuccess: () => drop() });
  /** What is changed of the place itself has to be looked at again. */
  const change = (part: Partial<typeof NOTHING_TYPED>) => { set(part); check.reset(); enter.reset(); setSeen(false); };
  const read = check.data;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!geojson) return;
    if (!read) return check.mutate();
    if (sourceSent(source) !== undefined && (read.warnings.length === 0 || seen)) enter.mutate();
  };
  if (enter.isSuccess) return <p className="note-line" role="status">{say("map.mend-saved")} <button type="button" onClick={close}>{say("action.close")}</button></p>;
  return (
    <form className="correction entry position-form" onSubmit={submit} noValidate aria-label={say("map.mend-title", { name: label(place.entity.label) })}>
      <h2 className="wide">{say("map.mend-title", { name: label(place.entity.label) })}</h2>
      {place.placed && <p className="wide quiet"><DivisionWords placed={place.placed} /> · <RungWords placed={place.placed} /></p>}
      <fieldset className="wide source-choice">
        <legend>{say("map.place")}</legend>
        <label><input type="radio" name={name} checked={by === "point"} onChange={() => change({ by: "point" })} /> {say("map.mend-how")}</label>{" "}
        <label><input type="radio" name={name} checked={by === "file"} onChange={() => change({ by: "file" })} /> {say("map.mend-file")}</label>
        {by === "point" ? (
          <Field label={say("map.mend-lon-lat")} help={say("map.mend-lon-lat-help")} problem={tried && !geojson ? say("map.mend-lon-lat-problem") : undefined}>
            {(attributes) => <input {...attributes} type="text" inputMode="decimal" value={typed} maxLength={60} onChange={(event) => change({ typed: event.target.value })} />}
          </Field>
        ) : <FileFields text={text} setText={(next) => change({ text: next })} swap={swap} setSwap={(next) => change({ swap: next })} feature={feature} setFeature={(next) => change({ feature: next })} />}
      </fieldset>
      <Field label={say("map.mend-datum")} help={say("map.mend-datum-help")} wide>
        {(attributes) => <select {...attributes} value={datum} onChange={(event) => change({ datum: event.target.value as Datum })}>{DATUMS.map((d) => <option key={d} value={d}>{say(`map.datum.${d}`)}</option>)}</select>}
      </Field>
      <Field label={say("map.mend-kind")}>
        {(attributes) => <select {...attributes} value={planned ? "planned" : "actual"} onChange={(event) => set({ planned: event.target.value === "planned" })}><option value="actual">{say("modality.actual")}</option><option value="planned">{say("modality.planned")}</option></select>}
      </Field>
      <Field label={say("map.mend-note")}>
        {(attributes) => <input {...attributes} type="text" value={note} maxLength={400} onChange={(event) => set({ note: event.target.value })} />}
      </Field>
      {check.isError && <FailureNote error={check.error} />}
      {read && <Read read={read} place={place} seen={seen} setSeen={setSeen} />}
      {read && <SourceChoice draft={source} set={(next) => set({ source: next })} problem={tried && sourceSent(source) === undefined ? say("entry.source-needed") : undefined} />}
      {enter.isError && <FailureNote error={enter.error} />}
      <div className="row">
        <button type="submit" className="primary" disabled={check.isPending || enter.isPending || (read !== undefined && read.warnings.length > 0 && !seen)}>{say(read ? "map.mend-save" : "map.mend-check")}</button>
        <button type="button" onClick={() => { drop(); close(); }}>{say("action.cancel")}</button>
      </div>
    </form>
  );
}

interface FileProps { text: string; setText: (text: string) => void; swap: boolean; setSwap: (swap: boolean) => void; feature: string; setFeature: (feature: string) => void }

function FileFields({ text, setText, swap, setSwap, feature, setFeature }: FileProps) {
  const { say } = useLanguage();
  return (
    <>
      <Field label={say("map.mend-choose")} wide>
        {(attributes) => (
          <>
            <input type="file" accept=".geojson,.json,application/geo+json,application/json" aria-label={say("map.mend-choose")} onChange={(event) => { const file = event.target.files?.[0]; if (file) void file.text().then(setText); }} />
            <textarea {...attributes} rows={3} value={text.length > 20_000 ? `${text.slice(0, 20_000)}…` : text} readOnly={text.length > 20_000} spellCheck={false} onChange={(event) => setText(event.target.value)} />
          </>
        )}
      </Field>
      <label className="check"><input type="checkbox" checked={swap} onChange={(event) => setSwap(event.target.checked)} /> {say("map.mend-swap")}</label>
      <Field label={say("map.mend-feature")}>
        {(attributes) => <input {...attributes} type="text" inputMode="numeric" value={feature} maxLength={6} onChange={(event) => setFeature(event.target.value)} />}
      </Field>
    </>
  );
}

function Read({ read, place, seen, setSeen }: { read: PositionAnswer; place: PlaceView; seen: boolean; setSeen: (seen: boolean) => void }) {
  const { say } = useLanguage();
  const format = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
  return (
    <div className="wide position-read" role="status">
      <p>
        {say("map.mend-read", { kind: say(`map.kind.${read.geometry.kind}`), n: read.points })}
        {read.length_m !== undefined && ` ${say("map.mend-length", { n: format.format(read.length_m / 1000) })}`}{read.area_m2 !== undefined && ` ${say("map.mend-area", { n: format.format(read.area_m2 / 1e6) })}`}
      </p>
      {read.notes.length > 0 && <ul className="quiet">{read.notes.map((note, i) => <li key={i}><Words of={note} /></li>)}</ul>}
      <PlaceMap geometry={read.geometry} name={place.entity.label} />
      <ProblemList problems={read.warnings} />
      {read.warnings.length > 0 && <label className="check"><input type="checkbox" checked={seen} onChange={(event) => setSeen(event.target.checked)} /> {say("map.mend-anyway")}</label>}
    </div>
  );
}
