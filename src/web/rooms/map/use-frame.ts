/** The size that a drawing has: as wide as its box, and no higher than the window leaves. Invariant: it follows the box. */
import { type RefObject, useLayoutEffect, useRef, useState } from "react";

const LEAST_PX = 300;

export function useFrame(share: number, most: number): { box: RefObject<HTMLDivElement | null>; frame: { width: number; height: number } } {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (box.current === null) return;
    setWidth(Math.floor(box.current.clientWidth));
    const watch = new ResizeObserver(([entry]) => { if (entry) setWidth(Math.floor(entry.contentRect.width)); });
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  const height = Math.round(Math.max(Math.min(LEAST_PX, most), Math.min(width * share, most)));
  const kept = useRef({ width, height });
  if (kept.current.width !== width || kept.current.height !== height) kept.current = { width, height };
  return { box, frame: kept.current };
}
