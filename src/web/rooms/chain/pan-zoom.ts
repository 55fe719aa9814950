/**
 * Panning and zooming of a drawing: by dragging, Ctrl + wheel, pinch and buttons. Only one transform is written, outside of React.
 * Invariant: at rest (scale 1) the page scrolls as ever; a drag of more than a few pixels is no click; the drawing never leaves its frame.
 */
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

const SCALE = { least: 0.25, most: 4, step: 1.25 } as const;
const DRAG_PX = 4;

interface View { x: number; y: number; k: number }

export function usePanZoom(frame: RefObject<SVGSVGElement | null>, content: RefObject<SVGGElement | null>, size: { width: number; height: number }, start: number) {
  const view = useRef<View>({ x: 0, y: 0, k: start });
  const dragged = useRef(false);
  const [moved, setMoved] = useState(false);
  const apply = useCallback((next: View) => {
    const box = frame.current;
    if (box === null) return;
    const clamp = (at: number, whole: number, shown: number): number => Math.min(0, Math.max(at, Math.min(0, shown - whole)));
    view.current = { k: next.k, x: clamp(next.x, size.width * next.k, box.clientWidth), y: clamp(next.y, size.height * next.k, box.clientHeight) };
    content.current?.setAttribute("transform", `translate(${view.current.x} ${view.current.y}) scale(${view.current.k})`);
    setMoved(view.current.k !== start || view.current.x !== 0 || view.current.y !== 0);
  }, [frame, content, size.width, size.height, start]);
  const zoom = useCallback((factor: number, at?: { x: number; y: number }) => {
    const box = frame.current;
    if (box === null) return;
    const { x, y, k } = view.current;
    const to = Math.min(SCALE.most, Math.max(SCALE.least, k * factor));
    const point = at ?? { x: box.clientWidth / 2, y: Math.min(box.clientHeight, window.innerHeight) / 2 };
    apply({ k: to, x: point.x - ((point.x - x) * to) / k, y: point.y - ((point.y - y) * to) / k });
  }, [apply, frame]);
  useEffect(() => apply({ x: 0, y: 0, k: start }), [apply, start]);
  useEffect(() => {
    const box = frame.current;
    if (box === null) return;
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const at = box.getBoundingClientRect();
      zoom(Math.exp(-event.deltaY / 300), { x: event.clientX - at.left, y: event.clientY - at.top });
    };
    box.addEventListener("wheel", wheel, { passive: false });
    return () => box.removeEventListener("wheel", wheel);
  }, [frame, zoom]);
  const pointers = useDrag(view, apply, dragged);
  /** Brings a box of the drawing into the frame. */
  const show = useCallback((box: { x: number; y: number; width: number; height: number }) => {
    const shown = frame.current;
    if (shown === null) return;
    const { x, y, k } = view.current;
    const shift = (from: number, length: number, room: number): number => (from < 0 ? -from + 8 : from + length > room ? room - from - length - 8 : 0);
    const [dx, dy] = [shift(box.x * k + x, box.width * k, shown.clientWidth), shift(box.y * k + y, box.height * k, shown.clientHeight)];
    if (dx !== 0 || dy !== 0) apply({ k, x: x + dx, y: y + dy });
  }, [apply, frame]);
  return { zoomIn: () => zoom(SCALE.step), zoomOut: () => zoom(1 / SCALE.step), reset: () => apply({ x: 0, y: 0, k: start }), moved, pointers, show, wasDragged: () => dragged.current };
}

/** One finger or the mouse drags, two fingers pinch. */
function useDrag(view: RefObject<View>, apply: (next: View) => void, dragged: RefObject<boolean>) {
  const from = useRef<{ x: number; y: number; view: View } | undefined>(undefined);
  const fingers = useRef(new Map<number, { x: number; y: number }>());
  const spread = useRef<{ distance: number; k: number } | undefined>(undefined);
  const distance = (): number => { const [a, b] = [...fingers.current.values()]; return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0; };
  return {
    onPointerDown: (event: React.PointerEvent) => {
      fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      dragged.current = false;
      from.current = { x: event.clientX, y: event.clientY, view: { ...view.current } };
      spread.current = fingers.current.size === 2 ? { distance: distance(), k: view.current.k } : undefined;
    },
    onPointerMove: (event: React.PointerEvent) => {
      if (!fingers.current.has(event.pointerId) || from.current === undefined) return;
      fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (spread.current && fingers.current.size === 2) {
        dragged.current = true;
        apply({ ...view.current, k: Math.min(SCALE.most, Math.max(SCALE.least, (spread.current.k * distance()) / Math.max(1, spread.current.distance))) });
        return;
      }
      const [dx, dy] = [event.clientX - from.current.x, event.clientY - from.current.y];
      if (!dragged.current && Math.hypot(dx, dy) < DRAG_PX) return;
      dragged.current = true;
      apply({ k: view.current.k, x: from.current.view.x + dx, y: from.current.view.y + dy });
    },
    onPointerUp: (event: React.PointerEvent) => { fingers.current.delete(event.pointerId); from.current = undefined; },
    onPointerLeave: (event: React.PointerEvent) => { fingers.current.delete(event.pointerId); from.current = undefined; },
  };
}
