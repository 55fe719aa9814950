/**
 * The map room: what stands where, as of the days of the address, with the key to its numbers, the belts, the table behind it and what is not placed.
 * Invariant: the address holds the whole view (scope, kinds, figure, centre, zoom, days); how exactly a place is known is said wherever it is shown.
 */
import { useQuery } from "@tanstack/react-query";
import { Suspense, lazy, useMemo, useRef } from "react";
import { type LoaderFunction, useSearchParams } from "react-router";
import { type MapLayer, type MapView, cache } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { FilterChoice } from "../../ui/filters.tsx";
import { Loaded, LoadedPage } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { pngOf, save, svgText } from "../../chart/export-drawing.ts";
import { Belts } from "./belts.tsx";
import { countOf, gather } from "./gather.ts";
import { LAYERS, LayerSign } from "./layer-shape.tsx";
import { MapDrawing } from "./map-drawing.tsx";
import { MapKey, PlacesTable, Unplaced } from "./map-lists.tsx";
import { type OutlinePaths, outlinePaths } from "./outline-paths.ts";
import { boundsOf, type View, viewOf } from "./projection.ts";
import { askedIn, mapQueries, workbookOf } from "./queries.ts";
import { useFrame } from "./use-frame.ts";
import { useMapView } from "./use-map-view.ts";
import "./map.css";

const PositionForm = lazy(() => import("./position-form.tsx").then((module) => ({ default: module.PositionForm })));

export const loader: LoaderFunction = ({ request }) => {
  void cache.prefetchQuery(mapQueries.map(askedIn(new URL(request.url).searchParams)));
  void cache.prefetchQuery(mapQueries.outlines());
  return null;
};

export function Component() {
  const [search] = useSearchParams();
  const map = useQuery({ ...mapQueries.map(askedIn(search)), placeholderData: (before) => before });
  const outlines = useQuery(mapQueries.outlines());
  const paths = useMemo(() => (outlines.data ? outlinePaths(outlines.data) : undefined), [outlines.data]);
  return <LoadedPage query={map}>{(view) => <Loaded query={outlines}>{() => paths && <MapRoom key={view.cluster} map={view} paths={paths} />}</Loaded>}</LoadedPage>;
}

const CHINA = { w: 73.5, e: 135.1, s: 18, n: 53.6 };
const HEIGHT_MAX = 760;

/** All that is shown: the divisions that hold something, else the country. One cluster is shown by the division that holds most of it. */
function fitOf(map: MapView, paths: OutlinePaths, frame: { width: number; height: number }): View {
  const known = [...paths.country, ...[...paths.provinces.values()].flat()];
  const own = (a: MapView["anchors"][number]) => known.find((p) => p.code === a.code)?.bounds ?? { w: a.lon - 0.2, e: a.lon + 0.2, s: a.lat - 0.15, n: a.lat + 0.15 };
  const wide = map.cluster === "all" || map.anchors.length === 0;
  if (wide) return viewOf(CHINA, frame);
  // What most of the cluster lies in, with the positions given there; far outliers are reached by zooming out.
  const most = map.anchors.filter((a) => a.code && a.rung !== "province")[0];
  const shown = most ? [own(most)] : map.anchors.slice(0, 40).map(own);
  const rest = map.anchors.filter((a) => a.code && a.rung !== "province" && countOf(a.counts) > countOf(most?.counts ?? {}) / 2).map(own);
  const view = viewOf(boundsOf([...shown, ...rest].flatMap((x) => [[x.w, x.s], [x.e, x.n]] as [number, number][])) ?? CHINA, frame);
  // Alone, it is shown with its ring in the middle.
  return most && rest.length === 0 ? { ...view, lon: most.lon, lat: most.lat } : view;
}

function MapRoom({ map, paths }: { map: MapView; paths: OutlinePaths }) {
  const { say, label } = useLanguage();
  const [search] = useSearchParams();
  const svg = useRef<SVGSVGElement>(null);
  const { box, frame } = useFrame(0.72, HEIGHT_MAX);
  const fit = useMemo(() => fitOf(map, paths, frame), [map, paths, frame]);
  const moves = useMapView(svg, frame, fit);
  const gathered = useMemo(() => gather(map.anchors, moves.view, frame), [map.anchors, moves.view, frame]);
  const mend = search.get("mend");
  const { exact, area } = useMemo(() => ({ exact: (map.rungs.own ?? 0) + (map.rungs.container ?? 0), area: (map.rungs.district ?? 0) + (map.rungs.city ?? 0) + (map.rungs.province ?? 0) }), [map]);
  const where = label(map.clusters.find((c) => c.key === map.cluster)?.label);
  const answer = exact + area === 0 ? say("map.answer-empty") : `${say("map.answer", { n: exact + area, exact, area, level: say("map.level"), unplaced: map.unplaced })}${map.conflicts > 0 ? ` ${say("map.conflicts", { n: map.conflicts })}` : ""}`;
  return (
    <article className="map-room">
      <PageHead title={`${say("room.map")} · ${where}`} answer={answer} />
      <Tools map={map} moves={moves} paths={paths} frame={frame} svg={svg} where={where} />
      {mend && <Suspense fallback={<div data-coming="" />}><PositionForm key={mend} reference={mend} /></Suspense>}
      <div className="map-and-key">
        <div>
          <div className="map-frame" ref={box}>{frame.width > 0 && <MapDrawing map={map} paths={paths} frame={frame} moves={moves} svg={svg} gathered={gathered} />}</div>
          <div className="row zoom">
            <button type="button" onClick={moves.zoomIn} aria-label={say("map.zoom-in")} title={say("map.zoom-in")}>+</button>
            <button type="button" onClick={moves.zoomOut} aria-label={say("map.zoom-out")} title={say("map.zoom-out")}>−</button>
            <button type="button" onClick={moves.reset} disabled={!moves.moved}>{say("map.fit")}</button>
            <span className="quiet">{say("map.help")}</span>
          </div>
          <Legend map={map} />
        </div>
        <MapKey map={map} open={new Set(gathered.open.map((o) => o.index))} />
      </div>
      <Belts map={map} />
      <PlacesTable map={map} />
      <Unplaced map={map} />
      <p className="quiet outlines-note">{label(map.outlines_note)}</p>
    </article>
  );
}

interface ToolsProps { map: MapView; moves: ReturnType<typeof useMapView>; paths: OutlinePaths; frame: { width: number; height: number }; svg: React.RefObject<SVGSVGElement | null>; where: string }

function Tools({ map, moves, paths, frame, svg, where }: ToolsProps) {
  const { say, label, lang } = useLanguage();
  const [search] = useSearchParams();
  const write = async (kind: "svg" | "png"): Promise<void> => {
    if (!svg.current) return;
    const text = svgText(svg.current, frame, `${say("room.map")} · ${where}`, { as_seen: true });
    save(kind === "svg" ? new Blob([text], { type: "image/svg+xml" }) : await pngOf(text, frame), `lightvalley-map.${kind}`);
  };
  const go = (code: string) => {
    if (code === "") return moves.reset();
    const bounds = code === "100000" ? CHINA : paths.country.find((p) => p.code === code)?.bounds;
    if (bounds) moves.set(viewOf(bounds, frame));
  };
  return (
    <div className="filters">
      <FilterChoice name="cluster" label={say("map.scope")}>
        {map.clusters.map((c, i) => <option key={c.key} value={i === 0 ? "" : c.key}>{label(c.label)} ({c.n})</option>)}
      </FilterChoice>
      <FilterChoice name="figure" label={say("map.figure")}>
        <option value="">{say("map.figure-none")}</option>
        {map.figures.map((f) => <option key={f.property} value={f.property}>{label(f.label)}</option>)}
      </FilterChoice>
      <label className="filter">{say("map.go")}{" "}
        <select value="" onChange={(event) => go(event.target.value === "fit" ? "" : event.target.value)}>
          <option value="">—</option>
          <option value="fit">{say("map.go-fit")}</option>
          <option value="100000">{say("map.go-country")}</option>
          {paths.country.filter((p) => paths.provinces.has(p.code)).map((p) => <option key={p.code} value={p.code}>{p.name[lang]}</option>)}
        </select>
      </label>
      <span className="downloads">
        {say("map.export")}{" "}
        <button type="button" className="link" onClick={() => void write("svg")}>SVG</button>{" "}
        <button type="button" className="link" onClick={() => void write("png")}>PNG</button>{" "}
        <a href={workbookOf({ ...askedIn(search), cluster: map.cluster }, lang)} download>{say("map.export-xlsx")}</a>
      </span>
    </div>
  );
}

/** The signs, each a switch of its kind; and what rings and stems say of how exactly a place is known. */
function Legend({ map }: { map: MapView }) {
  const { say } = useLanguage();
  const [search, setSearch] = useSearchParams();
  // What is asked for, not what was answered: a switch moves when it is pressed.
  const asked = search.get("layers");
  const shown = new Set<string>(asked === null ? LAYERS : asked.split(","));
  const flip = (layer: MapLayer) => setSearch((before) => {
    const after = new URLSearchParams(before);
    const next = LAYERS.filter((l) => (l === layer ? !shown.has(l) : shown.has(l)));
    if (next.length === LAYERS.length) after.delete("layers");
    else after.set("layers", next.join(","));
    return after;
  }, { replace: true, preventScrollReset: true });
  const helps = ([["own", map.rungs.own], ["container", map.rungs.container], ["area", (map.rungs.district ?? 0) + (map.rungs.city ?? 0) + (map.rungs.province ?? 0)]] as const).filter(([, n]) => n);
  return (
    <>
      <fieldset className="map-legend">
        <legend>{say("map.layers")}</legend>
        {LAYERS.map((layer) => (
          <label key={layer} className="check"><input type="checkbox" checked={shown.has(layer)} onChange={() => flip(layer)} /><LayerSign of={layer} />{say(`map.layer.${layer}`)}{shown.has(layer) && <span className="quiet">{map.counts[layer] ?? 0}</span>}</label>
        ))}
      </fieldset>
      <ul className="rung-legend" aria-label={say("map.exactness")}>
        {helps.map(([rung]) => <li key={rung}><RungSign of={rung} /> {say(`map.rung-help.${rung}`)}</li>)}
        {map.anchors.length > 1 && <li><RungSign of="badge" /> {say("map.rung-help.badge")}</li>}
        {map.figure && <li><RungSign of="sized" /> {say("map.rung-help.sized")}</li>}
      </ul>
    </>
  );
}

function RungSign({ of }: { of: "own" | "container" | "area" | "badge" | "sized" }) {
  return (
    <svg className="layer-sign" viewBox="-8 -8 16 16" aria-hidden="true">
      {of === "own" && <><path className="pin" d="M0 2V7" /><circle className="mark-shape" cy="-2" r="4" /></>}
      {of === "container" && <circle className="ring-solid" r="6.5" />}
      {of === "area" && <circle className="ring-broken" r="6.5" />}
      {of === "badge" && <g className="badge"><circle r="6.5" /></g>}
      {of === "sized" && <g className="sized actual"><circle className="mark-shape" r="6" /></g>}
    </svg>
  );
}

