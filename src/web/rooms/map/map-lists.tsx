/**
 * The lists beside and below the map: the key to its numbers, every place with what it rests on, and what is not placed.
 * Invariant: a row says how exactly its place is known and opens the claims that say so; who is not on the map is named with the way to mend it.
 */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import type { ClaimView, MapView, PlaceView } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { withQuery } from "../../path.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { FactFigure, Figure, NoData } from "../../ui/figure.tsx";
import { LoadedPages } from "../../ui/loaded.tsx";
import { LayerSign, LAYERS } from "./layer-shape.tsx";
import { askedIn, mapLists } from "./queries.ts";

export function MapKey({ map, open }: { map: MapView; open: ReadonlySet<number> }) {
  const { say } = useLanguage();
  const numbered = map.marks.filter((m) => m.no !== undefined && open.has(m.anchor)).toSorted((a, b) => a.no! - b.no!);
  return (
    <aside className="map-key" aria-labelledby="map-key-head" tabIndex={0}>
      <h2 id="map-key-head">{say("map.key")}</h2>
      {numbered.length === 0 && <p className="quiet">{say("map.key-none")}</p>}
      {LAYERS.map((layer) => {
        const own = numbered.filter((m) => m.layer === layer);
        return own.length > 0 && (
          <section key={layer}>
            <h3><LayerSign of={layer} /> <span>{say(`map.layer.${layer}`)}</span></h3>
            <ol>{own.map((m) => <li key={m.entity.id} value={m.no}><EntityLink entity={m.entity} />{m.figure && <> <FactFigure fact={m.figure} /></>}{m.planned && <span className="quiet"> {say("map.planned")}</span>}{m.conflict && <span className="doubt-words"> ▲ <Words of={m.conflict} /></span>}</li>)}</ol>
          </section>
        );
      })}
    </aside>
  );
}

/** The claims that place a thing, as words that open them. */
function Grounds({ claims }: { claims: ClaimView[] }) {
  const { say } = useLanguage();
  if (claims.length === 0) return <span className="quiet">{say("map.by-name")}</span>;
  return <span className="cites">{claims.slice(0, 3).map((c, i) => <span key={c.id}>{i > 0 && " · "}<Words of={c.property_label} /> <Figure claim={c} /></span>)}</span>;
}

export function RungWords({ placed }: { placed: NonNullable<PlaceView["placed"]> }) {
  const { say } = useLanguage();
  return <>{say(`map.rung.${placed.rung}`)}{placed.planned && <span className="quiet"> · {say("map.planned")}</span>}{placed.conflict && <span className="doubt-words"> ▲ <Words of={placed.conflict.words} /></span>}</>;
}

/** Province, city and district, the largest first. */
export function DivisionWords({ placed }: { placed: NonNullable<PlaceView["placed"]> }) {
  const { say, lang } = useLanguage();
  if (placed.divisions.length === 0) return <>{say("map.coordinates", { lat: placed.lat.toFixed(4), lon: placed.lon.toFixed(4) })}</>;
  const list = placed.divisions.toReversed();
  return list.map((d, i) => <span key={d.code}>{i > 0 && (lang === "zh" ? "" : " · ")}<Words of={d.label} /></span>);
}

export function PlacesTable({ map }: { map: MapView }) {
  const { say } = useLanguage();
  const [open, setOpen] = useState(false);
  return (
    <details className="as-table" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say("map.as-table")}</summary>
      {open && <PlacesRows map={map} />}
    </details>
  );
}

function PlacesRows({ map }: { map: MapView }) {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const query = useInfiniteQuery(mapLists.places(askedIn(search), "yes"));
  return (
    <LoadedPages query={query}>
      {(rows) => (
        <DataTable
          caption={say("map.table")} rows={rows} rowKey={(p) => p.entity.id} empty={say("list.none-match")}
          columns={[
            { key: "name", head: say("map.name"), heading: true, cell: (p) => <EntityLink entity={p.entity} /> },
            { key: "kind", head: say("map.kind"), short: true, cell: (p) => (p.layer ? <><LayerSign of={p.layer} /> {say(`map.layer.${p.layer}`)}</> : null) },
            { key: "where", head: say("map.where"), cell: (p) => p.placed && <DivisionWords placed={p.placed} /> },
            { key: "how", head: say("map.how"), cell: (p) => p.placed && <RungWords placed={p.placed} /> },
            { key: "by", head: say("map.by"), cell: (p) => p.placed && <Grounds claims={p.placed.claims} /> },
            ...(map.figure ? [{ key: "figure", head: say("map.value"), numeric: true, cell: (p: PlaceView) => (p.figure ? <FactFigure fact={p.figure} /> : <NoData why={say("map.no-figure")} />) }] : []),
          ]}
        />
      )}
    </LoadedPages>
  );
}

export function Unplaced({ map }: { map: MapView }) {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const query = useInfiniteQuery({ ...mapLists.places(askedIn(search), "no"), enabled: map.unplaced > 0 });
  if (map.unplaced === 0) return null;
  return (
    <section className="unplaced">
      <h2>{say("map.unplaced", { n: map.unplaced })}</h2>
      <p className="quiet">{say("map.unplaced-help")}</p>
      <LoadedPages query={query}>{(rows) => (
        <ul className="unplaced-list">
          {rows.map((p) => (
            <li key={p.entity.id}>
              {p.layer && <LayerSign of={p.layer} />} <EntityLink entity={p.entity} />{" "}
              <span className="quiet">{say(`map.why.${p.unplaced?.why ?? "nothing"}`)}{p.unplaced?.words && <>: <Words of={p.unplaced.words} /></>}</span>{" "}
              <MendLink slug={p.entity.slug} words={say("map.where-is-it")} />
            </li>
          ))}
        </ul>
      )}</LoadedPages>
    </section>
  );
}

/** To the form that enters a position, on the page where one is. */
export function MendLink({ slug, words }: { slug: string; words: string }) {
  const [search] = useSearchParams();
  const next = new URLSearchParams(search);
  next.set("mend", slug);
  return <Link to={withQuery("/map", Object.fromEntries(next))}>{words}</Link>;
}
