/**
 * The view of the map: panned by drag, arrows with Shift and buttons, zoomed by Ctrl + wheel, pinch, keys and buttons; kept in the address.
 * Invariant: the address holds the view once it was moved; before that the map fits what it shows.
 */
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { clampView, fromFrame, type View, viewIn, viewText, worldPx, project, unproject } from "./projection.ts";

const STEP = 0.5;
const DRAG_PX = 4;
const SETTLE_MS = 250;
interface Frame { width: number; height: number }

export function useMapView(svg: RefObject<SVGSVGElement | null>, frame: Frame, fit: View) {
  const [search, setSearch] = useSearchParams();
  const told = search.get("at");
  const [moved, setMoved] = useState<View | undefined>(() => viewIn(told));
  const written = useRef(told);
  // Back, forward and links change the address; our own writing of it does not count.
  useEffect(() => { if (told !== written.current) { written.current = told; setMoved(viewIn(told)); } }, [told]);
  const view = moved ?? fit;
  const now = useRef(view);
  now.current = view;
  const timer = useRef(0);
  const write = useCallback((text: string | null) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      written.current = text;
      setSearch((before) => { const after = new URLSearchParams(before); if (text === null) after.delete("at"); else after.set("at", text); return after; }, { replace: true, preventScrollReset: true });
    }, SETTLE_MS);
  }, [setSearch]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const set = useCallback((next: View) => {
    // As exact as the address, so that the address gives this very view.
    const bound = viewIn(viewText(clampView(next)))!;
    now.current = bound;
    setMoved(bound);
    write(viewText(bound));
  }, [write]);
  const reset = useCallback(() => { setMoved(undefined); write(null); }, [write]);
  const pan = useCallback((dx: number, dy: number) => {
    const [[x, y], k] = [project([now.current.lon, now.current.lat]), worldPx(now.current.zoom)];
    const [lon, lat] = unproject([x - dx / k, y - dy / k]);
    set({ ...now.current, lon, lat });
  }, [set]);
  const zoom = useCallback((by: number, at?: { x: number; y: number }) => {
    const before = now.current;
    const next = clampView({ ...before, zoom: before.zoom + by });
    if (!at) return set(next);
    // The place under the pointer stays under it.
    const [there, then] = [project(fromFrame(before, frame, at)), project(fromFrame(next, frame, at))];
    const [cx, cy] = project([next.lon, next.lat]);
    const [lon, lat] = unproject([cx + there[0] - then[0], cy + there[1] - then[1]]);
    set({ lon, lat, zoom: next.zoom });
  }, [frame, set]);
  useEffect(() => {
    const box = svg.current;
    if (!box) return;
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const at = box.getBoundingClientRect();
      zoom(-event.deltaY / 240, { x: event.clientX - at.left, y: event.clientY - at.top });
    };
    box.addEventListener("wheel", wheel, { passive: false });
    return () => box.removeEventListener("wheel", wheel);
  }, [svg, zoom]);
  const { handlers, dragged } = useDrag(pan, zoom, svg);
  return { view, set, reset, pan, zoomIn: () => zoom(STEP), zoomOut: () => zoom(-STEP), moved: moved !== undefined, handlers, wasDragged: () => dragged.current };
}

function useDrag(pan: (dx: number, dy: number) => void, zoom: (by: number, at?: { x: number; y: number }) => void, svg: RefObject<SVGSVGElement | null>) {
  const fingers = useRef(new Map<number, { x: number; y: number }>());
  const dragged = useRef(false);
  const gone = useRef(0);
  const spread = (): number => { const [a, b] = [...fingers.current.values()]; return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0; };
  const end = (event: React.PointerEvent) => { fingers.current.delete(event.pointerId); };
  return {
    dragged,
    handlers: {
      onPointerDown: (event: React.PointerEvent) => { fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY }); dragged.current = false; gone.current = 0; },
      onPointerMove: (event: React.PointerEvent) => {
        const last = fingers.current.get(event.pointerId);
        if (!last) return;
        const before = spread();
        fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
        if (fingers.current.size === 2) {
          const box = svg.current?.getBoundingClientRect();
          const [a, b] = [...fingers.current.values()];
          dragged.current = true;
          if (before > 0 && box && a && b) zoom(Math.log2(spread() / before), { x: (a.x + b.x) / 2 - box.left, y: (a.y + b.y) / 2 - box.top });
          return;
        }
        const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
        gone.current += Math.hypot(dx, dy);
        if (gone.current < DRAG_PX) return;
        if (!dragged.current) { dragged.current = true; event.currentTarget.setPointerCapture(event.pointerId); }
        pan(dx, dy);
      },
      onPointerUp: end, onPointerCancel: end, onPointerLeave: (event: React.PointerEvent) => { if (!dragged.current) end(event); },
    },
  };
}
