/**
 * The map drawn: outlines, what stands where, belts, names; moved by mouse, touch and keyboard.
 * Invariant: every mark leads to the claim behind it; what is only known to lie in an area stands within a broken ring that says so, never on a point.
 */
import { memo, useCallback, useId, useMemo, useState, type KeyboardEvent } from "react";
import { useNavigate } from "react-router";
import type { ClaimView, MapAnchorView, MapMarkView, MapView } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { useFigureCard } from "../../ui/figure.tsx";
import { labelIn } from "../../ui/figure-text.ts";
import { textWidth } from "../chain/text-width.ts";
import { type Badge, type Gathered, countOf, neighbourOf } from "./gather.ts";
import { fillOf, shapePath } from "./layer-shape.tsx";
import { linePath, type OutlinePaths, PLANE, type PlacePath, ringPath } from "./outline-paths.ts";
import { project, scaleBar, toFrame, type View, worldPx } from "./projection.ts";
import type { useMapView } from "./use-map-view.ts";

interface Frame { width: number; height: number }
type Moves = ReturnType<typeof useMapView>;
const PAN_PX = 80;

export interface DrawingProps {
  map: MapView;
  paths: OutlinePaths;
  frame: Frame;
  moves: Moves;
  svg: React.RefObject<SVGSVGElement | null>;
  gathered: Gathered;
}

export function MapDrawing({ map, paths, frame, moves, svg, gathered }: DrawingProps) {
  const { say } = useLanguage();
  const { view } = moves;
  const spots = useMemo(() => spotsOf(map, gathered), [map, gathered]);
  const [stop, setStop] = useState<string>();
  const reached = spots.some((s) => s.key === stop) ? stop : spots[0]?.key;
  const hatch = useId();
  const key = (event: KeyboardEvent<SVGSVGElement>) => {
    if (event.key === "+" || event.key === "=") return moves.zoomIn();
    if (event.key === "-") return moves.zoomOut();
    if (event.key === "0") return moves.reset();
    const way = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!way) return;
    event.preventDefault();
    if (event.shiftKey || spots.length === 0) return moves.pan(way[0]! * PAN_PX, way[1]! * PAN_PX);
    const from = spots.find((s) => s.key === reached);
    const next = from && neighbourOf(spots, from, event.key);
    if (!next) return;
    setStop(next.key);
    const shift = (at: number, size: number): number => (at < 24 ? 24 - at : at > size - 24 ? size - 24 - at : 0);
    const [dx, dy] = [shift(next.x, frame.width), shift(next.y, frame.height)];
    if (dx !== 0 || dy !== 0) moves.pan(dx, dy);
    svg.current?.querySelector<SVGElement>(`[data-spot="${CSS.escape(next.key)}"]`)?.focus();
  };
  return (
    <svg
      ref={svg} className="map-svg" width={frame.width} height={frame.height} role="group" aria-label={say("map.drawing")} style={{ touchAction: moves.moved ? "none" : "pan-y" }}
      tabIndex={spots.length === 0 ? 0 : -1} onKeyDown={key} {...moves.handlers}
    >
      <defs><pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect className="hatch-ground" width="5" height="5" /><rect className="hatch-line" width="1.7" height="5" /></pattern></defs>
      <Ground paths={paths} view={view} frame={frame} anchors={map.anchors} />
      <Names paths={paths} view={view} frame={frame} anchors={map.anchors} badges={gathered.badges} />
      <Lines map={map} view={view} frame={frame} />
      {gathered.open.map((o) => <Spread frame={frame} key={map.anchors[o.index]!.key} map={map} at={o} hatch={hatch} reached={reached} wasDragged={moves.wasDragged} />)}
      {gathered.badges.map((b) => <BadgeMark key={b.indices.join(" ")} badge={b} map={map} view={view} moves={moves} reached={reached === badgeKey(b)} />)}
      <Scale view={view} frame={frame} />
    </svg>
  );
}

const badgeKey = (b: Badge): string => `badge:${b.indices[0]}`;
function spotsOf(map: MapView, { open, badges }: Gathered): { key: string; x: number; y: number }[] {
  const at = new Map(open.map((o) => [o.index, o]));
  return [
    ...map.marks.flatMap((m) => { const o = at.get(m.anchor); return o ? [{ key: m.entity.id, x: o.x + m.x * o.unit, y: o.y + m.y * o.unit }] : []; }),
    ...badges.map((b) => ({ key: badgeKey(b), x: b.x, y: b.y })),
  ];
}

/** Provinces whose prefectures are drawn at this zoom, so that their own outline is not drawn twice. */
const DETAIL_FROM = 5.1;
const NAMES_FROM = { province: 3.1, city: 6.3 } as const;

const groundOf = (view: View, frame: Frame): string => {
  const [[x, y], k] = [project([view.lon, view.lat]), worldPx(view.zoom)];
  return `translate(${frame.width / 2 - x * k} ${frame.height / 2 - y * k}) scale(${k / PLANE})`;
};

const Outline = memo(function Outline({ places, held }: { places: PlacePath[]; held: ReadonlySet<string> }) {
  return places.map((p) => <path key={p.code} className={held.has(p.code) ? "area held" : "area"} d={p.d} />);
});

function Ground({ paths, view, frame, anchors }: { paths: OutlinePaths; view: View; frame: Frame; anchors: readonly MapAnchorView[] }) {
  const detailed = view.zoom >= DETAIL_FROM;
  const held = useMemo(() => new Set(anchors.flatMap((a) => (a.code ? [a.code] : []))), [anchors]);
  return (
    <g className="ground" transform={groundOf(view, frame)} aria-hidden="true">
      <g className={detailed ? "far" : undefined}><Outline places={paths.country} held={held} /></g>
      {detailed && [...paths.provinces.values()].map((places) => <Outline key={places[0]?.code} places={places} held={held} />)}
    </g>
  );
}

function Names({ paths, view, frame, anchors, badges }: { paths: OutlinePaths; view: View; frame: Frame; anchors: readonly MapAnchorView[]; badges: readonly Badge[] }) {
  const { lang } = useLanguage();
  const taken = new Set(anchors.flatMap((a) => (a.code ? [a.code] : [])));
  const wanted = view.zoom >= NAMES_FROM.city ? [...paths.provinces.values()].flat() : view.zoom >= NAMES_FROM.province ? paths.country : [];
  const rooms: { x: number; y: number; w: number }[] = [];
  const shown = wanted.filter((p) => !taken.has(p.code)).flatMap((p) => {
    const at = toFrame(view, frame, p.centre);
    const w = (lang === "zh" ? p.name.zh.length * 11 : p.name.en.length * 6) + 6;
    if (at.x < 0 || at.y < 8 || at.x > frame.width || at.y > frame.height - 4 || rooms.some((r) => Math.abs(r.x - at.x) < (r.w + w) / 2 && Math.abs(r.y - at.y) < 14)
      || badges.some((b) => Math.abs(b.x - at.x) < w / 2 + Math.max(b.r, 34) && at.y > b.y - b.r - 6 && at.y < b.y + b.r + 24)) return [];
    rooms.push({ ...at, w });
    return [{ ...at, p }];
  });
  return <g className="names" aria-hidden="true">{shown.map(({ x, y, p }) => <text key={p.code} x={x} y={y}>{p.name[lang]}</text>)}</g>;
}

/** Lines and areas that were given: belts, streets, grounds of parks. */
function Lines({ map, view, frame }: { map: MapView; view: View; frame: Frame }) {
  return (
    <g className="lines" transform={groundOf(view, frame)} aria-hidden="true">
      {map.belts.map((b) => b.line && <path key={b.entity.id} className="belt" d={linePath(b.line)} />)}
      {map.marks.map((m) => m.geometry && m.geometry.kind !== "point" && <path key={m.entity.id} className={m.geometry.kind === "line" ? "belt" : "given"} d={m.geometry.kind === "line" ? linePath(m.geometry.line) : m.geometry.rings.map(ringPath).join("")} />)}
    </g>
  );
}

const EXACT = new Set(["own", "container"]);

const NAME_PX = 12, EDGE_PX = 6;

/** How far a name above a ring moves aside so that it is not cut by the frame's edge; a ring out of sight keeps its own. */
function nameShift(name: string, at: Gathered["open"][number], r: number, frame: Frame): number {
  if (at.x + r < 0 || at.x - r > frame.width) return 0;
  // The name is set bold, a little wider than it is measured.
  const half = (textWidth(NAME_PX)(name) * 1.1) / 2 + EDGE_PX;
  return Math.min(Math.max(at.x, half), Math.max(half, frame.width - half)) - at.x;
}

function Spread({ map, at, frame, hatch, reached, wasDragged }: { map: MapView; frame: Frame; at: Gathered["open"][number]; hatch: string; reached: string | undefined; wasDragged: () => boolean }) {
  const { say, lang } = useLanguage();
  const anchor = map.anchors[at.index]!;
  const groups = map.groups.filter((g) => g.anchor === at.index);
  const marks = map.marks.filter((m) => m.anchor === at.index);
  const { unit } = at;
  const name = labelIn(anchor.label, lang).text, told = EXACT.has(anchor.rung) ? name : say("map.somewhere", { name });
  return (
    <g className={`spread rung-${anchor.rung}`} transform={`translate(${at.x} ${at.y})`}>
      {anchor.rung !== "own" && (
        <g aria-hidden="true">
          <circle className="ring" r={anchor.r * unit} />
          <text className="ring-name" x={nameShift(told, at, anchor.r * unit, frame)} y={-anchor.r * unit - 7}>{told}</text>
        </g>
      )}
      {groups.map((g, i) => (
        <g key={g.entity?.id ?? i} aria-hidden="true">
          {g.entity && <circle className="group" cx={g.x * unit} cy={g.y * unit} r={g.r * unit} />}
          {g.more > 0 && <text className="more" x={g.x * unit} y={(g.y + g.r) * unit - 3}>{say("map.more", { n: g.more })}</text>}
        </g>
      ))}
      {marks.map((m) => <Mark key={m.entity.id} mark={m} unit={unit} hatch={hatch} where={name} reached={m.entity.id === reached} wasDragged={wasDragged} />)}
    </g>
  );
}

interface MarkProps { mark: MapMarkView; unit: number; hatch: string; where: string; reached: boolean; wasDragged: () => boolean }

function Mark(props: MarkProps) {
  const claim = props.mark.figure?.best ?? props.mark.claim;
  return claim ? <ClaimMark {...props} claim={claim} /> : <EntityMark {...props} />;
}

function ClaimMark({ claim, ...props }: MarkProps & { claim: ClaimView }) {
  const { onClick, href, ...card } = useFigureCard(claim, props.mark.figure?.rivals, props.mark.figure?.agreeing);
  return <MarkLink {...props} href={href} onClick={(event) => { if (props.wasDragged()) event.preventDefault(); else onClick(event); }} card={card} />;
}

function EntityMark(props: MarkProps) {
  const navigate = useNavigate();
  const href = path.entity(props.mark.entity.slug);
  return <MarkLink {...props} href={href} card={{}} onClick={(event) => { event.preventDefault(); if (!props.wasDragged()) void navigate(href); }} />;
}

/** A small number shrinks into its sign, a long one more so. */
const digits = (no: number, r: number): number => Math.max(6.5, Math.min(12, r * (no > 99 ? 0.85 : 1.12)));

function MarkLink({ mark, unit, hatch, where, reached, href, card, onClick }: MarkProps & { href: string; card: object; onClick: (event: React.MouseEvent) => void }) {
  const spoken = useSpoken(mark, where);
  const r = mark.r * unit;
  const sized = fillOf(mark.figure?.best.modality);
  // A link of SVG, whose type React takes for that of HTML.
  const placed: object = { transform: `translate(${mark.x * unit} ${mark.y * unit})` };
  return (
    <a href={href} className={`figure map-mark layer-${mark.layer}${sized}${mark.planned ? " unbuilt" : ""}`} data-spot={mark.entity.id} {...placed} {...card} onClick={onClick} tabIndex={reached ? 0 : -1} aria-label={spoken} draggable={false}>
      {mark.rung === "own" && <path className="pin" d={`M0 ${r}V${r + 5}`} />}
      <circle className="reach" r={Math.max(r, 9)} />
      <path className={mark.layer === "firm" && !sized ? "mark-shape firm" : "mark-shape"} d={shapePath(mark.layer, r)} style={sized.includes("planned") ? { fill: `url(#${hatch})` } : undefined} />
      {mark.no !== undefined && r >= 5.4 && <text className="no" style={{ fontSize: digits(mark.no, r) }} dy="0.36em" y={mark.layer === "project" ? r * 0.25 : 0} aria-hidden="true">{mark.no}</text>}
      {mark.conflict && <text className="doubt" x={r * 0.75} y={-r * 0.6} aria-hidden="true">▲</text>}
    </a>
  );
}

function useSpoken(mark: MapMarkView, where: string): string {
  const { say, lang } = useLanguage();
  const rung = say(`map.rung.${mark.rung}`);
  return [mark.no === undefined ? "" : String(mark.no), labelIn(mark.entity.label, lang).text, say(`map.layer.${mark.layer}`), where, rung, mark.planned ? say("map.planned") : "", mark.conflict ? labelIn(mark.conflict, lang).text : ""].filter(Boolean).join(lang === "zh" ? "，" : ", ");
}

const NEARER = 1.6;

function BadgeMark({ badge, map, view, moves, reached }: { badge: Badge; map: MapView; view: View; moves: Moves; reached: boolean }) {
  const { say, lang } = useLanguage();
  const largest = badge.indices.map((i) => map.anchors[i]!).toSorted((a, b) => countOf(b.counts) - countOf(a.counts))[0]!;
  const name = labelIn(largest.label, lang).text;
  const nearer = useCallback(() => { if (!moves.wasDragged()) moves.set({ lon: largest.lon, lat: largest.lat, zoom: Math.max(view.zoom + NEARER, badge.indices.length > 1 ? view.zoom + NEARER : 7.4) }); }, [moves, largest, view.zoom, badge.indices.length]);
  const parts = Object.entries(badge.counts).map(([layer, n]) => `${say(`map.layer.${layer as MapMarkView["layer"]}`)} ${n}`).join(lang === "zh" ? "、" : ", ");
  const title = `${name}${badge.indices.length > 1 ? say("map.and-near", { n: badge.indices.length - 1 }) : ""} · ${parts} · ${say("map.nearer")}`;
  return (
    <g className="badge" transform={`translate(${badge.x} ${badge.y})`}>
      <circle
        className="badge-spot" r={badge.r} role="button" tabIndex={reached ? 0 : -1} data-spot={badgeKey(badge)} aria-label={title} onClick={nearer}
        onKeyDown={(event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); nearer(); } }}
      ><title>{title}</title></circle>
      <text dy="0.36em" aria-hidden="true">{badge.n}</text>
      {name && <text className="badge-name" y={badge.r + 13} aria-hidden="true">{name}{badge.indices.length > 1 ? " …" : ""}</text>}
    </g>
  );
}

function Scale({ view, frame }: { view: View; frame: Frame }) {
  const { say } = useLanguage();
  const bar = scaleBar(view, 110);
  const words = bar.metres >= 1000 ? say("map.km", { n: bar.metres / 1000 }) : say("map.m", { n: bar.metres });
  return <g className="scale" transform={`translate(12 ${frame.height - 14})`} aria-hidden="true"><path d={`M0 -4V0H${bar.px}V-4`} /><text x={bar.px / 2} y="-6">{words}</text></g>;
}

