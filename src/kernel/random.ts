/** Seeded random numbers, so that one input gives one answer. Invariant: the same seed gives the same numbers on every machine. */

/** A source of uniform numbers in [0, 1) (mulberry32): small, and good enough for sampling; never for secrets. */
export function seededUniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
