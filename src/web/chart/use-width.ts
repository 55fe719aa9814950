/** How wide a chart's box is, now and whenever it changes. Invariant: 0 until it has been measured. */
import { useLayoutEffect, useRef, useState } from "react";

export function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (box.current === null) return;
    setWidth(box.current.clientWidth);
    const watch = new ResizeObserver(([entry]) => { if (entry) setWidth(entry.contentRect.width); });
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  return { box, width };
}
