/** The sign of each kind on the map, told apart by its outline alone. Invariant: the same kind has the same sign on page, legend and paper. */
import type { MapLayer, Modality } from "../../api.ts";

export const LAYERS: readonly MapLayer[] = ["zone", "park", "project", "firm", "institute", "expo", "industry"];

const polygon = (n: number, r: number, turn: number): string => `M${Array.from({ length: n }, (_, i) => { const a = turn + (i * 2 * Math.PI) / n; return `${(r * Math.cos(a)).toFixed(2)} ${(r * Math.sin(a)).toFixed(2)}`; }).join("L")}Z`;

/** Outline about the origin; `r` is that of a circle of like size. */
export function shapePath(layer: MapLayer, r: number): string {
  switch (layer) {
    case "zone": return `M${-r * 0.9} ${-r * 0.9}H${r * 0.9}V${r * 0.9}H${-r * 0.9}Z`;
    case "project": return polygon(3, r * 1.25, -Math.PI / 2);
    case "institute": return polygon(4, r * 1.15, -Math.PI / 2);
    case "expo": return polygon(5, r * 1.1, -Math.PI / 2);
    case "industry": return polygon(6, r * 1.05, 0);
    default: return `M${-r} 0A${r} ${r} 0 1 1 ${r} 0A${r} ${r} 0 1 1 ${-r} 0Z`;
  }
}

export function LayerSign({ of }: { of: MapLayer }) {
  return <svg className="layer-sign" viewBox="-8 -8 16 16" aria-hidden="true"><path className={of === "firm" ? "mark-shape firm" : "mark-shape"} d={shapePath(of, of === "firm" ? 3.4 : 6)} /></svg>;
}

/** How a mark that shows a figure is filled, as figures are everywhere. */
export const fillOf = (modality: Modality | undefined): string => (modality === undefined ? "" : ` sized ${modality}`);
