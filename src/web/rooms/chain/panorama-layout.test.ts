/** Places of nodes: one each, none over another, as wide as told; arrows reach every node; texts fit their lines. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChainNodeView } from "../../../server/api-types.ts";
import { drawChain, fitLines, neighbourOf } from "./panorama-layout.ts";

const STAGES = ["a", "b", "c"];
const LINES = ["x", "y", "z"];
const node = fc.record({ stage: fc.constantFrom(...STAGES), line: fc.constantFrom(...LINES, ""), row: fc.nat(200) });
const nodes = fc.array(node, { minLength: 1, maxLength: 160 }).map((list) => list.map((n, i) => ({ ...n, id: `n${i}` }) as ChainNodeView));

test("every node has one place, none lies over another, and upstream stays left", () => {
  fc.assert(fc.property(nodes, fc.integer({ min: 300, max: 2000 }), (list, width) => {
    const { boxes, width: drawn } = drawChain(list, STAGES, LINES, width);
    expect(new Set(boxes.map((b) => b.id)).size).toBe(list.length);
    const seen = new Set<string>();
    for (const b of boxes) { expect(seen.has(`${b.x}/${b.y}`)).toBe(false); seen.add(`${b.x}/${b.y}`); expect(b.x + b.width).toBeLessThanOrEqual(drawn + 1e-6); }
    const stage = new Map(list.map((n) => [n.id, STAGES.indexOf(n.stage)]));
    for (const a of boxes) for (const b of boxes) if (stage.get(a.id)! < stage.get(b.id)!) expect(a.x).toBeLessThan(b.x);
  }), { numRuns: 30 });
});

test("arrow keys reach every node from the first", () => {
  fc.assert(fc.property(nodes, (list) => {
    const { boxes } = drawChain(list, STAGES, LINES, 900);
    const reached = new Set([boxes[0]!.id]);
    const queue = [boxes[0]!];
    for (const box of queue) {
      for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]) {
        const next = neighbourOf(boxes, box, key);
        if (next && !reached.has(next.id)) { reached.add(next.id); queue.push(next); }
      }
    }
    const columns = new Set(boxes.map((b) => b.column));
    const joined = [...columns].every((c) => columns.has(c - 1) || c === Math.min(...columns));
    if (joined) expect(reached.size).toBe(boxes.length);
  }), { numRuns: 30 });
});

test("texts are broken where they do not fit, and cut only at the end", () => {
  const measure = (text: string): number => [...text].length * 10;
  expect(fitLines("激光器", 100, measure, 2)).toEqual(["激光器"]);
  expect(fitLines("Hyperspectral imaging systems", 150, measure, 2)).toEqual(["Hyperspectral", "imaging systems"]);
  expect(fitLines("CMOS 图像传感器设计", 60, measure, 2)).toEqual(["CMOS 图", "像传感器设计"]);
  expect(fitLines("Very long names of a node", 90, measure, 2)).toEqual(["Very long", "names of…"]);
  expect(fitLines("", 80, measure, 2)).toEqual([]);
  fc.assert(fc.property(fc.string({ maxLength: 60 }), fc.integer({ min: 20, max: 300 }), fc.integer({ min: 1, max: 3 }), (text, width, most) => {
    const lines = fitLines(text, width, measure, most);
    expect(lines.length).toBeLessThanOrEqual(most);
    for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(Math.max(20, width));
  }));
});
