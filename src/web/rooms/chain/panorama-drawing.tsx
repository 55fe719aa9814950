/**
 * The whole chain drawn: stages from left to right, nodes with their state, strength and firms; the flows of the node in hand.
 * Invariant: each node is a link to its page with all its words for a screen reader; states differ in shape and line, not in colour alone.
 */
import { memo, useCallback, useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useNavigate } from "react-router";
import type { ChainNodeView, ChainState, ChainView } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { type Box, drawChain, fitLines, neighbourOf } from "./panorama-layout.ts";
import { usePanZoom } from "./pan-zoom.ts";
import { StateShape } from "./state-mark.tsx";
import { textWidth } from "./text-width.ts";
import { usePrinting } from "../../ui/printed.tsx";

export type Strength = "firms" | "output_yuan" | "lines" | "honours";
const NARROW_PX = 700;
const NAME_PX = 11.5;
const SMALL_PX = 10;
/** Set in bold, which is wider than what is measured. */
const HEAD_PX = 14.2;

interface DrawingProps { view: ChainView; strength: Strength; scope: Record<string, string>; onReady: (svg: SVGSVGElement, size: { width: number; height: number }) => void }

export function PanoramaDrawing({ view, strength, scope, onReady }: DrawingProps) {
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
  const drawing = useMemo(() => drawChain(view.nodes, view.pack.stages.map((s) => s.id), view.pack.lines.map((l) => l.id), width), [view, width]);
  const narrow = width < NARROW_PX;
  // The whole of it on paper, whatever part the screen shows.
  const printing = usePrinting();
  const frame = useRef<SVGSVGElement>(null);
  const content = useRef<SVGGElement>(null);
  const pan = usePanZoom(frame, content, drawing, 1);
  const [inHand, setInHand] = useState<string>();
  const [stop, setStop] = useState<string>();
  const boxes = useMemo(() => new Map(drawing.boxes.map((b) => [b.id, b])), [drawing]);
  const near = useMemo(() => new Set(inHand === undefined ? [] : view.flows.flatMap((f) => (f.from === inHand ? [f.to] : f.to === inHand ? [f.from] : []))), [view, inHand]);
  const most = useMemo(() => Math.max(1, ...view.nodes.map((n) => n.presence[strength])), [view, strength]);
  useLayoutEffect(() => { if (frame.current && width > 0) onReady(frame.current, drawing); }, [drawing, width, onReady, view]);
  const navigate = useNavigate();
  const open = useCallback((id: string) => { if (!pan.wasDragged()) void navigate(path.chainNode(id, scope)); }, [navigate, pan, scope]);
  const key = (event: KeyboardEvent) => {
    if (event.key === "+" || event.key === "=") return pan.zoomIn();
    if (event.key === "-") return pan.zoomOut();
    if (event.key === "0") return pan.reset();
    const from = boxes.get((event.target as Element).closest("[data-node]")?.getAttribute("data-node") ?? "");
    const next = from && neighbourOf(drawing.boxes, from, event.key);
    if (!next) return;
    event.preventDefault();
    setStop(next.id);
    pan.show(next);
    frame.current?.querySelector<SVGElement>(`[data-node="${next.id}"]`)?.focus();
  };
  return (
    <div className="panorama" ref={box}>
      {width > 0 && (
        <svg
          ref={frame} className={inHand === undefined ? "chain-svg" : "chain-svg in-hand"} width={width} height={narrow ? Math.min(drawing.height, 520) : drawing.height} role="group" aria-label={say("chain.drawing")}
          {...(printing ? { viewBox: `0 0 ${drawing.width} ${drawing.height}` } : {})}
          style={{ touchAction: narrow || pan.moved ? "none" : "pan-y" }} onKeyDown={key} {...pan.pointers}
        >
          <g ref={content}>
            {drawing.heads.map((h) => <g key={h.stage} className="stage-head" aria-hidden="true"><text x={h.x} y="13">{fitLines(label(view.pack.stages.find((s) => s.id === h.stage)?.name), h.width, textWidth(HEAD_PX), 1)[0]}</text><line x1={h.x} x2={h.x + h.width} y1="19" y2="19" /></g>)}
            {drawing.groups.map((g) => <text key={g.key} className="line-head" x={g.x} y={g.y} aria-hidden="true">{fitLines(label(view.pack.lines.find((l) => l.id === g.line)?.name), g.width, textWidth(SMALL_PX), 1)[0]}</text>)}
            {view.nodes.map((n, i) => (
              <NodeBox
                key={n.id} node={n} box={boxes.get(n.id)!} part={n.presence[strength] / most} role={n.id === inHand ? "self" : near.has(n.id) ? "near" : ""} reached={stop === undefined ? i === 0 : stop === n.id}
                change={changeOf(view, n)} was={view.other?.nodes[n.id]?.state} wasFirms={view.other?.nodes[n.id]?.firms} href={path.chainNode(n.id, scope)} hold={setInHand} open={open}
              />
            ))}
            {inHand !== undefined && <Flows of={inHand} view={view} boxes={boxes} />}
          </g>
        </svg>
      )}
      <div className="row zoom">
        <button type="button" onClick={pan.zoomIn} aria-label={say("chain.zoom-in")} title={say("chain.zoom-in")}>+</button>
        <button type="button" onClick={pan.zoomOut} aria-label={say("chain.zoom-out")} title={say("chain.zoom-out")}>−</button>
        <button type="button" onClick={pan.reset} disabled={!pan.moved}>{say("chain.zoom-fit")}</button>
        <span className="quiet">{say("chain.zoom-help")}</span>
      </div>
    </div>
  );
}

/** How many firms more or fewer than on the other side; undefined where nothing is compared or nothing differs. */
function changeOf(view: ChainView, node: ChainNodeView): number | undefined {
  const other = view.other?.nodes[node.id];
  return other === undefined || (other.state === node.presence.state && other.firms === node.presence.firms) ? undefined : node.presence.firms - other.firms;
}

interface NodeBoxProps {
  node: ChainNodeView; box: Box; part: number; role: "self" | "near" | ""; reached: boolean; change: number | undefined; was: ChainState | undefined; wasFirms: number | undefined; href: string;
  hold: (id: string | undefined) => void; open: (id: string) => void;
}

const NodeBox = memo(function NodeBox({ node, box, part, role, reached, change, was, wasFirms, href, hold, open }: NodeBoxProps) {
  const { say, label, lang } = useLanguage();
  const { presence: p } = node;
  const name = label(node.name);
  const signed = change === undefined ? "" : change > 0 ? `+${change}` : change < 0 ? `−${-change}` : "±";
  const room = box.width - 21 - (signed !== "" ? 22 : p.firms > 0 ? 14 : 1);
  const title = fitLines(name, room, textWidth(NAME_PX), 2);
  const firms = fitLines(node.named.map((f) => label(f.label)).join(lang === "zh" ? "、" : ", "), box.width - 23, textWidth(SMALL_PX), 1);
  const spoken = [name, say(`chain.state.${p.state}`), say("chain.firms-n", { n: p.firms }), ...node.named.slice(0, 3).map((f) => label(f.label)), ...(was !== undefined && signed !== "" ? [say("chain.was", { state: say(`chain.state.${was}`), n: wasFirms ?? 0 })] : [])].join(lang === "zh" ? "，" : ", ");
  // A link of SVG, whose type React takes for that of HTML. Its name is its <title>: what is drawn may be cut short.
  const placed: object = { transform: `translate(${box.x} ${box.y})` };
  return (
    <a
      href={href} data-node={node.id} className={`chain-node state-${p.state} ${role}`} {...placed} tabIndex={reached ? 0 : -1}
      onClick={(event) => { if (event.metaKey || event.ctrlKey || event.shiftKey) return; event.preventDefault(); open(node.id); }} draggable={false}
      onMouseEnter={() => hold(node.id)} onMouseLeave={() => hold(undefined)} onFocus={() => hold(node.id)} onBlur={() => hold(undefined)}
    >
      <title>{spoken}</title>
      <g aria-hidden="true">
        <rect className="box" width={box.width} height={box.height} rx="2" />
        {p.firms > 0 && <rect className="bar" x="0" y={box.height - 3} width={Math.max(3, Math.sqrt(part) * box.width)} height="3" />}
        <g transform="translate(4 4)" className="mark"><StateShape of={p.state} /></g>
        {title.map((line, i) => <text key={i} className="name" x="20" y={13 + i * 12.5}>{line}</text>)}
        {title.length < 2 && firms[0] !== undefined && <text className="small" x="20" y="25.5">{firms[0]}</text>}
        {signed !== "" ? <text className="count change" x={box.width - 4} y="13">{signed}</text> : p.firms > 0 && <text className="count" x={box.width - 4} y="13">{p.firms}</text>}
      </g>
    </a>
  );
});

/** Flows into the node and out of it, drawn over the boxes; those of capital goods (with a note) are dashed. */
function Flows({ of, view, boxes }: { of: string; view: ChainView; boxes: ReadonlyMap<string, Box> }) {
  const arrow = useId();
  const flows = view.flows.filter((f) => f.from === of || f.to === of);
  return (
    <g className="flows" aria-hidden="true">
      <defs><marker id={arrow} viewBox="0 0 6 6" refX="6" refY="3" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0L6 3L0 6z" /></marker></defs>
      {flows.map((f) => {
        const [a, b] = [boxes.get(f.from), boxes.get(f.to)];
        if (!a || !b) return null;
        const [x1, y1, x2, y2] = [a.x + a.width, a.y + a.height / 2, b.x, b.y + b.height / 2];
        const bend = Math.max(30, Math.abs(x2 - x1) / 2);
        return <path key={`${f.from} ${f.to}`} className={f.note ? "capital" : undefined} d={`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`} markerEnd={`url(#${arrow})`} />;
      })}
    </g>
  );
}
