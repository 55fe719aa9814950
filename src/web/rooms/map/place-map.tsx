/** A small map of one place: its point, line or area, or the division that it is only known to lie in. Invariant: a division is shaded whole, never pointed at. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Label, MapGeometry, MapOutlines, MapPoint } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { labelIn } from "../../ui/figure-text.ts";
import { linePath, outlinePaths, PLANE, ringPath } from "./outline-paths.ts";
import { boundsOf, project, scaleBar, toFrame, viewOf, worldPx } from "./projection.ts";
import { mapQueries } from "./queries.ts";
import { useFrame } from "./use-frame.ts";
import "./map.css";

export interface PlaceMapProps {
  name: Label;
  geometry?: MapGeometry | undefined;
  /** Six digits of the division that is known, where nothing finer is. */
  code?: string | undefined;
  /** The point of the park that it lies in. */
  at?: MapPoint | undefined;
}

export function PlaceMap(props: PlaceMapProps) {
  const { data } = useQuery(mapQueries.outlines());
  const { box, frame } = useFrame(0.6, 260);
  return <div className="place-map" ref={box} {...(data && frame.width > 0 ? {} : { "data-coming": "" })}>{data && frame.width > 0 && <Drawn {...props} outlines={data} frame={frame} />}</div>;
}

const pointsOf = (g: MapGeometry): MapPoint[] => (g.kind === "point" ? [g.at] : g.kind === "line" ? g.line : g.rings.flat());

function Drawn({ name, geometry, code, at, outlines, frame }: PlaceMapProps & { outlines: MapOutlines; frame: { width: number; height: number } }) {
  const { say, lang } = useLanguage();
  const paths = useMemo(() => outlinePaths(outlines), [outlines]);
  const areas = [...paths.provinces.values()].flat();
  const held = code === undefined ? undefined : (areas.find((p) => p.code === code) ?? paths.country.find((p) => p.code === code) ?? paths.country.find((p) => p.code.slice(0, 2) === code.slice(0, 2)));
  const points = geometry ? pointsOf(geometry) : at ? [at] : [];
  const bounds = boundsOf(points) ?? held?.bounds;
  if (!bounds) return null;
  // A point alone is shown with the city around it.
  const pad = geometry || at ? 0.35 : 0;
  const view = viewOf({ w: bounds.w - pad, e: bounds.e + pad, s: bounds.s - pad * 0.7, n: bounds.n + pad * 0.7 }, frame);
  const [[x, y], k] = [project([view.lon, view.lat]), worldPx(view.zoom)];
  const ground = `translate(${frame.width / 2 - x * k} ${frame.height / 2 - y * k}) scale(${k / PLANE})`;
  const spot = points.length === 1 ? toFrame(view, frame, points[0]!) : undefined;
  const detailed = view.zoom >= 5;
  const bar = scaleBar(view, 80);
  return (
    <svg className="map-svg" width={frame.width} height={frame.height} role="img" aria-label={labelIn(name, lang).text}>
      <g className="ground" transform={ground}>
        <g className={detailed ? "far" : undefined}>{paths.country.map((p) => <path key={p.code} className={p === held ? "area held" : "area"} d={p.d} />)}</g>
        {detailed && areas.map((p) => <path key={p.code} className={p === held ? "area held" : "area"} d={p.d} />)}
      </g>
      <g className="lines" transform={ground}>
        {geometry?.kind === "line" && <path className="belt" d={linePath(geometry.line)} />}
        {geometry?.kind === "area" && <path className="given" d={geometry.rings.map(ringPath).join("")} />}
      </g>
      <g className="names">{(detailed ? areas : paths.country).map((p) => { const c = toFrame(view, frame, p.centre); return c.x > 20 && c.x < frame.width - 20 && c.y > 12 && c.y < frame.height - 12 ? <text key={p.code} x={c.x} y={c.y + (spot ? 16 : 0)}>{p.name[lang]}</text> : null; })}</g>
      {spot && <g transform={`translate(${spot.x} ${spot.y})`}><path className="pin" d="M0 5V11" /><circle className="mark-shape" r="5" /></g>}
      <g className="scale" transform={`translate(10 ${frame.height - 10})`}><path d={`M0 -4V0H${bar.px}V-4`} /><text x={bar.px / 2} y="-6">{bar.metres >= 1000 ? say("map.km", { n: bar.metres / 1000 }) : say("map.m", { n: bar.metres })}</text></g>
    </svg>
  );
}
