// How sure a proposal is, as a probability that a reviewer would accept it.
// Invariant: a number in [0, 1], monotone in each of its features.

export interface Features {
  property: number;
  subject: number;
  modality: number;
  heading: boolean;
  unit: string;
}

/** Combines the evidence for property, subject and modality into one calibrated confidence. */
export function confidenceOf(f: Features): number {
  const z = -2.2 + 3 * Math.min(1, f.property) + 2.2 * Math.min(1, f.subject) + 0.6 * f.modality - (f.heading ? 0.3 : 0);
  return Math.round(1000 / (1 + Math.exp(-z))) / 1000;
}
