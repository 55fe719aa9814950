// A proposal in the interchange form of the labelling guide, one JSON object a line.
// Invariant: nothing of the claim is lost; the span is added as start and end; a short form that the text declares stands in brackets behind the name.
import type { Proposal } from "./model.ts";

export interface Interchange {
  doc: string;
  subject: string;
  subject_type: string;
  property: string;
  value: number | string;
  unit: string;
  currency?: string;
  modality: string;
  bound: string;
  as_of: string | null;
  quote: string;
  qualifier?: string;
  start: number;
  end: number;
}

/** The interchange object of a proposal from the document named `doc`. */
export function toInterchange(p: Proposal, doc: string): Interchange {
  return {
    doc, subject: p.subject_short === undefined ? p.subject : `${p.subject}(${p.subject_short})`, subject_type: p.subject_type, property: p.property, value: p.value, unit: p.unit, ...(p.currency ? { currency: p.currency } : {}),
    modality: p.modality, bound: p.bound === "lt" ? "le" : p.bound, as_of: p.as_of, quote: p.quote, ...(p.qualifier ? { qualifier: p.qualifier } : {}), start: p.start, end: p.end,
  };
}
