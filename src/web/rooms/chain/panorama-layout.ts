/**
 * Where the nodes are drawn: a stage is one or two columns from upstream (left) to downstream (right), its nodes grouped by line of the chain.
 * Pure. Invariant: every node has one place, no two overlap, and the drawing is exactly as wide as told.
 */
import type { ChainNodeView } from "../../../server/api-types.ts";

export interface Box { id: string; x: number; y: number; width: number; height: number; column: number; row: number }
export interface Group { key: string; stage: string; line: string; x: number; y: number; width: number }
export interface StageHead { stage: string; x: number; width: number }
export interface Drawing { width: number; height: number; boxes: Box[]; groups: Group[]; heads: StageHead[] }

const TOP_PX = 26;
const GROUP_PX = 19;
const GAP_PX = 4;
const STAGE_GAP_PX = 12;
export const BOX_PX = 31;
const MIN_COLUMN_PX = 112;
/** A stage with more rows than this stands in two columns. */
const ROWS_MOST = 50;

/** @param stages ids from upstream to downstream; @param lines ids in the order of the pack. */
export function drawChain(nodes: readonly ChainNodeView[], stages: readonly string[], lines: readonly string[], width: number): Drawing {
  const rank = new Map(lines.map((line, i) => [line, i]));
  const columns = stages.flatMap((stage) => {
    const own = nodes.filter((n) => n.stage === stage).toSorted((a, b) => (rank.get(a.line) ?? lines.length) - (rank.get(b.line) ?? lines.length) || a.row - b.row);
    return own.length > ROWS_MOST ? halves(own).map((part) => ({ stage, nodes: part })) : [{ stage, nodes: own }];
  });
  const gaps = STAGE_GAP_PX * (stages.length - 1) + GAP_PX * (columns.length - stages.length);
  const each = Math.max(MIN_COLUMN_PX, (width - gaps) / columns.length);
  const drawing: Drawing = { width: each * columns.length + gaps, height: 0, boxes: [], groups: [], heads: [] };
  let x = 0;
  columns.forEach((column, at) => {
    const before = columns[at - 1];
    if (before) x += each + (before.stage === column.stage ? GAP_PX : STAGE_GAP_PX);
    const head = drawing.heads.at(-1);
    if (head?.stage === column.stage) head.width = x + each - head.x;
    else drawing.heads.push({ stage: column.stage, x, width: each });
    let y = TOP_PX;
    let line: string | undefined;
    column.nodes.forEach((node, row) => {
      if (node.line !== line) {
        line = node.line;
        y += GROUP_PX;
        drawing.groups.push({ key: `${column.stage}-${at}-${line}`, stage: column.stage, line, x, y: y - 5, width: each });
      }
      drawing.boxes.push({ id: node.id, x, y, width: each, height: BOX_PX, column: at, row });
      y += BOX_PX + GAP_PX;
    });
    drawing.height = Math.max(drawing.height, y);
  });
  return drawing;
}

/** Two columns of a stage, cut between lines of the chain where that leaves them about as long. */
function halves(nodes: readonly ChainNodeView[]): [ChainNodeView[], ChainNodeView[]] {
  const half = nodes.length / 2;
  const cuts = nodes.map((_, i) => i).filter((i) => i > 0 && nodes[i]!.line !== nodes[i - 1]!.line);
  const near = cuts.toSorted((a, b) => Math.abs(a - half) - Math.abs(b - half))[0];
  const cut = near !== undefined && Math.abs(near - half) <= half * 0.25 ? near : Math.ceil(half);
  return [nodes.slice(0, cut), nodes.slice(cut)];
}

const HAN = /[\u2e80-\u9fff\uff00-\uffef]/;

/** A text in lines no wider than told, by `measure` (pixels). The last line ends in “…” where something is left out. */
export function fitLines(text: string, width_px: number, measure: (text: string) => number, most: number): string[] {
  const words = text.match(HAN.test(text) ? /[\x21-\x7e]+\s*|./gu : /\S+\s*/gu) ?? [];
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line !== "" && measure(line + word.trimEnd()) > width_px) {
      lines.push(line);
      line = "";
    }
    line += word;
  }
  if (line !== "") lines.push(line);
  const kept = lines.length > most ? [...lines.slice(0, most - 1), lines.slice(most - 1).join("")] : lines;
  return kept.map((l) => cut(l.trimEnd(), width_px, measure));
}

function cut(line: string, width_px: number, measure: (text: string) => number): string {
  if (measure(line) <= width_px) return line;
  const letters = [...line];
  while (letters.length > 1 && measure(`${letters.join("")}…`) > width_px) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

/** The box that an arrow key leads to: the next in the column, or the one nearest in height in the column beside. */
export function neighbourOf(boxes: readonly Box[], from: Box, key: string): Box | undefined {
  if (key === "ArrowDown" || key === "ArrowUp") return boxes.find((b) => b.column === from.column && b.row === from.row + (key === "ArrowDown" ? 1 : -1));
  const column = from.column + (key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0);
  if (column === from.column) return undefined;
  return boxes.filter((b) => b.column === column).toSorted((a, b) => Math.abs(a.y - from.y) - Math.abs(b.y - from.y))[0];
}
