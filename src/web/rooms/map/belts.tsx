/**
 * Industry belts: drawn on the map where a line was given; else a strip of the places that the record puts on its street.
 * Invariant: the strip says of itself that it is a schematic; each stop opens the claim that puts it there.
 */
import type { MapBeltView, MapView } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { Figure } from "../../ui/figure.tsx";
import { MendLink } from "./map-lists.tsx";

export function Belts({ map }: { map: MapView }) {
  const { say } = useLanguage();
  if (map.belts.length === 0) return null;
  return (
    <section className="belts">
      <h2>{say("map.belts")}</h2>
      {map.belts.map((belt) => <Belt key={belt.entity.id} belt={belt} />)}
    </section>
  );
}

function Belt({ belt }: { belt: MapBeltView }) {
  const { say } = useLanguage();
  return (
    <div className="belt-strip">
      <h3><EntityLink entity={belt.entity} /> {belt.claims.map((c) => <span key={c.id} className="quiet"> <Words of={c.property_label} /> <Figure claim={c} /></span>)}</h3>
      <p className="quiet">{belt.line ? say("map.belt-given") : say("map.belt-schematic")} {belt.stops.length > 0 ? say("map.belt-stops", { n: belt.stops.length }) : say("map.belt-none")} <MendLink slug={belt.entity.slug} words={say("map.belt-mend")} /></p>
      {belt.stops.length > 0 && (
        <ol className="strip">
          {belt.stops.map((stop) => (
            <li key={stop.entity.id}>
              <span className="stop-sign" aria-hidden="true" />
              <EntityLink entity={stop.entity} />
              {stop.part_of && <span className="quiet"><EntityLink entity={stop.part_of} /></span>}
              {stop.claims.slice(0, 1).map((c) => <span key={c.id} className="cites"><Figure claim={c} /></span>)}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
