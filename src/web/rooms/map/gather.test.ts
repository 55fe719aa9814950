/** What is spread, what is counted, and where an arrow key leads; views to addresses and back. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { MapAnchorView } from "../../api.ts";
import { countOf, gather, neighbourOf } from "./gather.ts";
import { clampView, fromFrame, toFrame, viewIn, viewOf, viewText, ZOOM } from "./projection.ts";

const FRAME = { width: 800, height: 500 };
const anchor = fc.record({ lon: fc.double({ min: 100, max: 130, noNaN: true }), lat: fc.double({ min: 20, max: 50, noNaN: true }), r: fc.double({ min: 1, max: 25, noNaN: true }), rung: fc.constantFrom("own", "container", "city", "province" as const), n: fc.integer({ min: 1, max: 500 }) })
  .map(({ n, rung, ...a }, i = 0): MapAnchorView => ({ ...a, key: `${rung}:${i}`, rung: rung as MapAnchorView["rung"], label: {}, counts: { firm: n } }));
const view = fc.record({ lon: fc.double({ min: 100, max: 130, noNaN: true }), lat: fc.double({ min: 20, max: 50, noNaN: true }), zoom: fc.double({ min: ZOOM.least, max: ZOOM.most, noNaN: true }) });

test("every anchor is in one place, and badges count all that they stand for", () => {
  fc.assert(fc.property(fc.array(anchor, { maxLength: 30 }), view, (anchors, at) => {
    const { open, badges } = gather(anchors, at, FRAME);
    expect([...open.map((o) => o.index), ...badges.flatMap((b) => b.indices)].toSorted((a, b) => a - b)).toEqual(anchors.map((_, i) => i));
    for (const b of badges) expect(b.n).toBe(b.indices.reduce((n, i) => n + countOf(anchors[i]!.counts), 0));
    for (const b of badges) expect(countOf(b.counts)).toBe(b.n);
  }));
});

test("a city is counted from afar and spread from near; a given position lies on top of a ring", () => {
  const city: MapAnchorView = { key: "area:220100", rung: "city", lon: 125.4, lat: 44.3, r: 20, label: {}, counts: { firm: 60 } };
  const own: MapAnchorView = { ...city, key: "own:a", rung: "own", r: 1.1, counts: { park: 1 } };
  expect(gather([city], { lon: 105, lat: 36, zoom: 4 }, FRAME).badges).toHaveLength(1);
  expect(gather([own, city], { lon: 125.4, lat: 44.3, zoom: 8 }, FRAME).open.map((o) => o.index)).toEqual([1, 0]);
});

test("a view is given back by its address and by the plane; nonsense is no view", () => {
  fc.assert(fc.property(view, fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 500 }), (v, x, y) => {
    const there = toFrame(v, FRAME, fromFrame(v, FRAME, { x, y }));
    expect([there.x, there.y]).toEqual([expect.closeTo(x, 3), expect.closeTo(y, 3)]);
    const again = viewIn(viewText(clampView(v)))!;
    expect([again.lon, again.lat, again.zoom]).toEqual([expect.closeTo(clampView(v).lon, 3), expect.closeTo(clampView(v).lat, 3), expect.closeTo(clampView(v).zoom, 2)]);
  }));
  expect([null, "", "a,b,c", "1,2", "NaN,1,2", "1,2,3,4"].map(viewIn)).toEqual(Array(6).fill(undefined));
  const fit = viewOf({ w: 124, e: 127, s: 43, n: 45 }, FRAME);
  expect(toFrame(fit, FRAME, [124, 45]).x).toBeGreaterThanOrEqual(0);
  expect(toFrame(fit, FRAME, [127, 43]).y).toBeLessThanOrEqual(FRAME.height);
});

test("an arrow leads to the nearest spot in its direction, or nowhere", () => {
  const spots = [{ key: "a", x: 0, y: 0 }, { key: "b", x: 10, y: 1 }, { key: "c", x: 10, y: 30 }];
  expect(neighbourOf(spots, spots[0]!, "ArrowRight")?.key).toBe("b");
  expect(neighbourOf(spots, spots[1]!, "ArrowDown")?.key).toBe("c");
  expect(neighbourOf(spots, spots[0]!, "ArrowLeft")).toBeUndefined();
  expect(neighbourOf(spots, spots[0]!, "x")).toBeUndefined();
});
