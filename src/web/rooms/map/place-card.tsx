/**
 * Where an entity is, on its own page: a small map, how exactly that is known, what it rests on, and the way to mend it.
 * Invariant: shown for what can lie somewhere; a thing without a ground is told so, not drawn.
 */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import type { EntityRef } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { asOfIn } from "../../ui/as-of.tsx";
import { Figure } from "../../ui/figure.tsx";
import { DivisionWords, RungWords } from "./map-lists.tsx";
import { PlaceMap } from "./place-map.tsx";
import { mapQueries } from "./queries.ts";

export default function PlaceCard({ entity }: { entity: EntityRef }) {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const { data } = useQuery(mapQueries.place(entity.id, asOfIn(search)));
  if (!data) return <section className="place-card" aria-busy="true" data-coming="" />;
  const { placed, unplaced } = data;
  const own = placed?.by === "position";
  return (
    <section className="place-card">
      <h2>{say("map.place")}</h2>
      {placed && <PlaceMap name={entity.label} geometry={placed.geometry} at={placed.rung === "container" ? [placed.lon, placed.lat] : undefined} code={placed.divisions.find((d) => d.code.length <= 4)?.code.padEnd(6, "0")} />}
      <p>{placed ? <><DivisionWords placed={placed} /> · <RungWords placed={placed} /></> : <span className="quiet">{say("map.place-none")} {unplaced && unplaced.why !== "nothing" && say(`map.why.${unplaced.why}`)}</span>}</p>
      {placed && placed.claims.length > 0 && <p className="cites">{placed.claims.slice(0, 3).map((c, i) => <span key={c.id}>{i > 0 && " · "}<Words of={c.property_label} /> <Figure claim={c} /></span>)}</p>}
      <p className="row">
        {placed && placed.rung !== "province" && <Link to={path.map({ cluster: "all", at: `${placed.lon.toFixed(4)},${placed.lat.toFixed(4)},${own ? 11 : 8}` })}>{say("map.place-open")}</Link>}
        <Link to={path.map({ cluster: "all", mend: entity.slug })}>{say(own ? "map.mend-again" : "map.mend")}</Link>
      </p>
    </section>
  );
}
