// How sure a proposal is, as a probability that it is right in every part.
// Invariant: a number in [0, 1], never falling as any of its features rises; what a score is worth is data (data/reading/confidence.json,
// measured by scripts/calibrate-reading.ts on documents that the reader had not met before).
import { readFileSync } from "node:fs";

export interface Features {
  property: number;
  subject: number;
  modality: number;
  heading: boolean;
  unit: string;
}

/** A score and the share of proposals of about that score that were right. */
export interface CalibrationPoint {
  score: number;
  probability: number;
}

const TABLE = (JSON.parse(readFileSync(new URL("../../../data/reading/confidence.json", import.meta.url), "utf8")) as { points: CalibrationPoint[] }).points;

/** Combines the evidence for property, subject and modality into one score in (0, 1), not yet a probability. */
function scoreOf(f: Features): number {
  const z = -2.2 + 3 * Math.min(1, f.property) + 2.2 * Math.min(1, f.subject) + 0.6 * f.modality - (f.heading ? 0.3 : 0);
  return 1 / (1 + Math.exp(-z));
}

/** What a score is worth: straight lines between the points, level beyond them. @param points by rising score. */
export function probabilityOf(points: readonly CalibrationPoint[], score: number): number {
  let low = points[0]!;
  for (const high of points) {
    if (score <= high.score) return high.score === low.score ? high.probability : low.probability + ((score - low.score) / (high.score - low.score)) * (high.probability - low.probability);
    low = high;
  }
  return low.probability;
}

/** The probability that a proposal with this evidence is right in every part. */
export function confidenceOf(f: Features): number {
  return Math.round(1000 * probabilityOf(TABLE, scoreOf(f))) / 1000;
}
