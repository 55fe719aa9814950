/**
 * Laying circles side by side around a point: how things whose exact place is not known are spread within what is known.
 * Pure. Invariant: no two circles overlap, the same circles in the same order lie the same way, and nothing of the lie means a direction.
 */
export interface Laid {
  x: number;
  y: number;
}

const GOLDEN = Math.PI * (3 - Math.sqrt(5));
/** Grows with what is laid already, so that the search for a free place stays short. */
const STEP = 0.32;

/** Centres of circles of these radii, the first in the middle, each next at the first free place of a spiral outwards. */
export function pack(radii: readonly number[], gap: number): Laid[] {
  const laid: (Laid & { r: number })[] = [];
  let from = 0;
  for (const r of radii) {
    for (let n = laid.length === 0 ? 0 : Math.floor(from); ; n++) {
      const [distance, angle] = [STEP * Math.sqrt(n) * 1.35, n * GOLDEN];
      const [x, y] = [distance * Math.cos(angle), distance * Math.sin(angle)];
      if (laid.some((o) => Math.hypot(o.x - x, o.y - y) < o.r + r + gap)) continue;
      laid.push({ x, y, r });
      // Smaller circles may still fit further in; equal ones never do.
      from = Math.max(from, n * 0.55);
      break;
    }
  }
  return laid.map(({ x, y }) => ({ x: round(x), y: round(y) }));
}

const round = (v: number): number => Math.round(v * 100) / 100;

/** The radius about the middle that holds them all. */
export const reach = (laid: readonly Laid[], radii: readonly number[]): number => round(laid.reduce((most, p, i) => Math.max(most, Math.hypot(p.x, p.y) + radii[i]!), 0));
