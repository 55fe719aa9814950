/**
 * Small multiples of places: one row a property, one panel a place.
 * Pure. Invariant: each panel is the series of one subject; places without a figure keep their panel, empty.
 */
import type { Fact } from "../../ledger/index.ts";
import type { Run } from "../model.ts";
import type { Named, Scribe } from "../scribe.ts";
import type { Multiples, Panel, PanelRow } from "./definition.ts";
import { lastOfYear, pointsOf, seriesOf, slotsFor, ticksFor } from "./make-trend.ts";

const BARS_MAX = 8;

export interface MultiplesAsked {
  /** Names of the places, one a column. */
  columns: Run[][];
  rows: { property: string; of: (readonly Fact[] | undefined)[] }[];
}

/** @returns nothing where no place has a figure of any of the properties. */
export function multiplesOf(scribe: Scribe<Named>, asked: MultiplesAsked): Multiples | undefined {
  const rows = asked.rows.map(({ property, of }): PanelRow => {
    const panels = of.map((facts): Panel | undefined => {
      const series = facts && seriesOf(facts, 1);
      const points = series ? pointsOf(scribe, lastOfYear(series)).slice(-BARS_MAX) : [];
      return points.length > 0 ? { points, slots: slotsFor(scribe, points) } : undefined;
    });
    const ticks = ticksFor(scribe, panels.flatMap((p) => p?.points ?? []));
    return { name: [scribe.property(property)], panels, ...(ticks ? { ticks } : {}) };
  }).filter((row) => row.panels.some((p) => p !== undefined));
  if (rows.length === 0) return undefined;
  return { kind: "multiples", columns: asked.columns, rows, none: scribe.of("无记载", "no record"), alt: scribe.of("各地并列", "Places side by side") };
}
