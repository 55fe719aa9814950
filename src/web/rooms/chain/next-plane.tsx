/**
 * The relatedness–complexity plane: candidates by density (across) and product complexity (up), the best named.
 * Invariant: every circle is in the table beside it with its sample and interval; candidates of the same place are drawn as one and told as many.
 */
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import type { ChainCandidate } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { fitLines } from "./panorama-layout.ts";
import { textWidth } from "./text-width.ts";

const HEIGHT_PX = 380;
const PAD = { left: 46, right: 16, top: 18, bottom: 36 } as const;
const NAMED_MOST = 9;
const NAME_PX = 12;
const DOT_PX = { least: 3.5, most: 11 } as const;

interface Dot { x: number; y: number; r: number; of: ChainCandidate[] }

/** Circles of the plane, and the middle lines that part near from far and complex from simple (the medians). */
export function planeOf(candidates: readonly ChainCandidate[], width: number, height: number): { dots: Dot[]; middle: { x: number; y: number }; ticks: { x: { at: number; value: number }[]; y: { at: number; value: number }[] } } | undefined {
  const known = candidates.filter((c) => c.relatedness && c.complexity);
  if (known.length === 0) return undefined;
  const [xs, ys] = [known.map((c) => c.relatedness!.value), known.map((c) => c.complexity!.value)];
  const span = (values: number[]): [number, number] => { const [lo, hi] = [Math.min(...values), Math.max(...values)]; const pad = hi > lo ? (hi - lo) * 0.06 : 0.5; return [lo - pad, hi + pad]; };
  const [[x0, x1], [y0, y1]] = [span(xs), span(ys)];
  const [px, py] = [(v: number): number => PAD.left + ((v - x0) / (x1 - x0)) * (width - PAD.left - PAD.right), (v: number): number => height - PAD.bottom - ((v - y0) / (y1 - y0)) * (height - PAD.top - PAD.bottom)];
  const places = new Map<string, ChainCandidate[]>();
  for (const c of known) { const key = `${c.relatedness!.value} ${c.complexity!.value}`; places.set(key, [...(places.get(key) ?? []), c]); }
  const dots = [...places.values()].map((of): Dot => { const top = Math.max(...of.map((c) => c.priority)); return { x: px(of[0]!.relatedness!.value), y: py(of[0]!.complexity!.value), r: DOT_PX.least + (DOT_PX.most - DOT_PX.least) * top, of }; });
  const median = (values: number[]): number => { const s = values.toSorted((a, b) => a - b); return (s[(s.length - 1) >> 1]! + s[s.length >> 1]!) / 2; };
  const ticks = (lo: number, hi: number, at: (v: number) => number): { at: number; value: number }[] => Array.from({ length: 5 }, (_, i) => { const value = lo + ((hi - lo) * i) / 4; return { at: at(value), value }; });
  return { dots: dots.toSorted((a, b) => b.r - a.r), middle: { x: px(median(xs)), y: py(median(ys)) }, ticks: { x: ticks(x0, x1, px), y: ticks(y0, y1, py) } };
}

export function NextPlane({ candidates }: { candidates: ChainCandidate[] }) {
  const { say, label } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (box.current === null) return;
    setWidth(box.current.clientWidth);
    const watch = new ResizeObserver(([entry]) => { if (entry) setWidth(Math.round(entry.contentRect.width)); });
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  const plane = useMemo(() => (width > 0 ? planeOf(candidates, width, HEIGHT_PX) : undefined), [candidates, width]);
  const named = useMemo(() => namesOf(plane?.dots ?? [], width, (c) => label(c.node.name)), [plane, width, label]);
  return (
    <figure className="plane" ref={box}>
      {plane && (
        <svg width={width} height={HEIGHT_PX} role="img" aria-label={say("chain.next-plane")}>
          <g className="axis">
            {plane.ticks.x.map((t) => <text key={t.at} x={t.at} y={HEIGHT_PX - PAD.bottom + 15} textAnchor="middle">{t.value.toFixed(2)}</text>)}
            {plane.ticks.y.map((t) => <text key={t.at} x={PAD.left - 6} y={t.at + 4} textAnchor="end">{t.value.toFixed(1)}</text>)}
            <line x1={plane.middle.x} x2={plane.middle.x} y1={PAD.top} y2={HEIGHT_PX - PAD.bottom} />
            <line x1={PAD.left} x2={width - PAD.right} y1={plane.middle.y} y2={plane.middle.y} />
            <text x={width - PAD.right} y={HEIGHT_PX - 4} textAnchor="end">{say("chain.relatedness")} →</text>
            <text x="2" y="11">↑ {say("chain.complexity")}</text>
            <text className="quadrant" x={width - PAD.right} y={PAD.top + 10} textAnchor="end">{say("chain.quadrant.related-complex")}</text>
            <text className="quadrant" x={PAD.left + 4} y={PAD.top + 10}>{say("chain.quadrant.unrelated-complex")}</text>
            <text className="quadrant" x={width - PAD.right} y={HEIGHT_PX - PAD.bottom - 5} textAnchor="end">{say("chain.quadrant.related-simple")}</text>
            <text className="quadrant" x={PAD.left + 4} y={HEIGHT_PX - PAD.bottom - 5}>{say("chain.quadrant.unrelated-simple")}</text>
          </g>
          {plane.dots.map((d) => <circle key={d.of[0]!.node.id} className={`dot state-${d.of[0]!.state}`} cx={d.x} cy={d.y} r={d.r}><title>{d.of.slice(0, 12).map((c) => label(c.node.name)).join("、")}</title></circle>)}
          {named.map((n) => <text key={n.id} className="name" x={n.x} y={n.y} textAnchor={n.anchor}>{n.text}</text>)}
        </svg>
      )}
      <figcaption className="quiet">{say("chain.next-plane")}</figcaption>
    </figure>
  );
}

/** Names of the best ranked where there is room: a name that would lie over another is left to the table. */
function namesOf(dots: readonly Dot[], width: number, name: (c: ChainCandidate) => string): { id: string; x: number; y: number; anchor: "start" | "end"; text: string }[] {
  const taken: { x: number; y: number; w: number }[] = [];
  const best = dots.flatMap((d) => { const top = d.of.filter((c) => c.rank !== null).toSorted((a, b) => a.rank! - b.rank!)[0]; return top ? [{ d, top }] : []; }).toSorted((a, b) => a.top.rank! - b.top.rank!);
  return best.flatMap(({ d, top }) => {
    if (taken.length >= NAMED_MOST) return [];
    const text = (fitLines(name(top), 190, textWidth(NAME_PX), 1)[0] ?? "") + (d.of.length > 1 ? ` +${d.of.length - 1}` : "");
    const w = textWidth(NAME_PX)(text);
    const left = d.x + d.r + 5 + w > width - 10;
    const x = left ? d.x - d.r - 5 : d.x + d.r + 5;
    const from = left ? x - w : x;
    if (from < 40 || taken.some((t) => Math.abs(t.y - d.y) < 14 && from < t.x + t.w && t.x < from + w)) return [];
    taken.push({ x: from, y: d.y, w });
    return [{ id: top.node.id, x, y: d.y + 4, anchor: left ? "end" as const : "start" as const, text }];
  });
}
