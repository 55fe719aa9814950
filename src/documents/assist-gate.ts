/**
 * The gate that a model's suggestions pass before anybody sees them: the same that the reader's own proposals pass by design.
 * Pure. Invariant: what passes has its quote literally in the text within one line, its figure worked out again from that
 * quote by our own reading of numbers, a form that the ontology allows, and no twin among the proposals there already.
 */
import { z } from "zod";
import { BOUNDS, MODALITIES, parseWhen, type When } from "../kernel/index.ts";
import { validateClaimShape, type Ontology } from "../ontology/index.ts";
import { foldName } from "./known-names.ts";
import { fallBeside, parseFigures, type Figure, type Proposal } from "./reading/index.ts";

/** Why a suggestion was refused. */
export const REFUSALS = ["malformed", "quote-not-in-text", "quote-over-lines", "subject-not-in-text", "number-not-in-quote", "not-in-ontology", "date-not-in-text", "duplicate", "too-many"] as const;
export type Refusal = (typeof REFUSALS)[number];

/** A proposal that a model suggested and that passed. */
export interface AssistedProposal extends Proposal {
  reasons: Proposal["reasons"] & { assist: string };
}

/** Where in the text a suggestion must stand, and what else is known of the document. */
export interface GateText {
  text: string;
  /** The piece that the model was shown. */
  start: number;
  end: number;
  title: string;
  lang: "zh" | "en";
  published?: When;
}

/** As sure as a suggestion can be: below what the reader gives to all but its vaguest own. */
export const ASSISTED_CONFIDENCE = 0.3;
const QUOTE_MAX = 600;
const LINE_MAX = 4_000;

const suggestion = z.object({
  subject: z.string().trim().min(1).max(200), subject_type: z.string().max(60), property: z.string().max(60), value: z.union([z.number(), z.string().max(500)]),
  unit: z.string().max(20), currency: z.string().max(3).nullish(), modality: z.enum(MODALITIES), bound: z.enum(BOUNDS).nullish(), as_of: z.string().max(40).nullish(),
  quote: z.string().min(2).max(QUOTE_MAX), qualifier: z.string().max(300).nullish(),
});
type Suggestion = z.infer<typeof suggestion>;

/** One suggestion through the gate. @param there proposals that stand already. @returns the proposal, or why it was refused. */
export function throughGate(raw: unknown, at: GateText, ontology: Ontology, there: readonly Proposal[], model: string): AssistedProposal | Refusal {
  const parsed = suggestion.safeParse(raw);
  if (!parsed.success) return "malformed";
  const said = parsed.data;
  if (/[\r\n]/.test(said.quote)) return "quote-over-lines";
  const start = at.text.indexOf(said.quote, at.start);
  if (start < 0 || start + said.quote.length > at.end) return "quote-not-in-text";
  const end = start + said.quote.length;
  if (!standsIn(said.subject, at)) return "subject-not-in-text";
  const currency = said.currency ? said.currency.toUpperCase() : null;
  const shape = { subject_type: said.subject_type, property: said.property, value: said.value, unit: said.unit, currency, modality: said.modality, bound: said.bound ?? "eq", when: said.as_of ?? null };
  if (validateClaimShape(ontology, shape).length > 0) return "not-in-ontology";
  const figure = figureOf(said, currency, at, start, end);
  if (figure === undefined) return "number-not-in-quote";
  if (said.as_of && !dateStands(said.as_of, at)) return "date-not-in-text";
  // A figure that is taken already is not offered a second time, whatever the model takes it for: to reject it would be the reviewer's work.
  if (there.some((p) => p.value === said.value && p.figure.start < figure.end && figure.start < p.figure.end)) return "duplicate";
  const rule = `suggested by the model ${model}`;
  return {
    subject: said.subject, subject_type: said.subject_type, property: said.property, value: said.value, unit: said.unit, ...(currency && said.unit === "currency" ? { currency } : {}),
    modality: said.modality, bound: figure.bound ?? said.bound ?? "eq", as_of: said.as_of ? parseWhen(said.as_of)! : null, quote: said.quote, start, end,
    ...(said.qualifier ? { qualifier: said.qualifier } : {}), ...(figure.stated ? { stated: figure.stated } : {}), figure: { start: figure.start, end: figure.end },
    reasons: { property: { rule }, modality: { rule }, subject: { rule }, bound: figure.bound ? { rule: "worked out again from the quote" } : { rule }, assist: model },
    confidence: ASSISTED_CONFIDENCE,
  };
}

const plain = (text: string): string => foldName(text).toLowerCase().replaceAll(/\s+/g, " ");

/** A subject must be words of the document: a name that stands nowhere in it was made up. */
function standsIn(subject: string, at: GateText): boolean {
  const wanted = plain(subject);
  return plain(at.text.slice(at.start, at.end)).includes(wanted) || plain(at.title).includes(wanted) || plain(at.text.slice(0, 4_000)).includes(wanted);
}

interface Found {
  start: number;
  end: number;
  bound?: Figure["bound"];
  stated?: Figure["stated"];
}

/**
 * The figure of the quote that says the value: worked out from the quote alone, and again from its whole line, so that a quote
 * that cuts a number in two ("0亿元" of "30亿元") says nothing.
 */
function figureOf(said: Suggestion, currency: string | null, at: GateText, start: number, end: number): Found | undefined {
  if (said.unit === "entity" || said.unit === "text") {
    const inside = said.quote.indexOf(String(said.value));
    return inside < 0 ? undefined : { start: start + inside, end: start + inside + String(said.value).length };
  }
  const from = Math.max(at.text.lastIndexOf("\n", start - 1) + 1, start - LINE_MAX);
  const stop = at.text.indexOf("\n", end);
  const whole = at.text.slice(from, Math.min(stop < 0 ? at.text.length : stop, end + LINE_MAX));
  const line = parseFigures(whole, at.lang, at.published);
  for (const f of parseFigures(said.quote, at.lang, at.published)) {
    if (!says(f, said, currency)) continue;
    const same = line.find((l) => l.start + from === start + f.start && l.unit === f.unit && l.value === f.value);
    // A fall is told by a word beside the figure: a rate whose sign the words do not bear out says something else.
    if (same && said.property === "growth_rate" && fallBeside(whole, same.start, same.end) !== Number(said.value) < 0) continue;
    if (same) return { start: start + f.start, end: start + f.end, bound: same.bound, stated: same.stated };
  }
  return undefined;
}

/** Whether a figure is worth what the suggestion says, in its unit. */
function says(f: Figure, said: Suggestion, currency: string | null): boolean {
  if (said.unit === "date") return f.unit === "date" && f.value === said.value;
  if (typeof f.value !== "number" || typeof said.value !== "number") return false;
  const units: Readonly<Record<string, readonly string[]>> = { yuan: ["yuan"], currency: ["currency"], m2: ["m2"], count: ["count", "bare"], ratio: ["ratio"] };
  if (!units[said.unit]?.includes(f.unit) || (said.unit === "currency" && f.currency !== currency)) return false;
  // The figure itself has no sign.
  const value = said.property === "growth_rate" ? Math.abs(said.value) : said.value;
  return Math.abs(f.value - value) <= Math.abs(value) * 1e-9 + (said.unit === "m2" ? 0.01 : 0);
}

/** The years of a date must be years that the text (or its date of publication) speaks of. */
function dateStands(as_of: string, at: GateText): boolean {
  const years = new Set((at.published ?? "").match(/\d{4}/g) ?? []);
  for (const f of parseFigures(at.text.slice(at.start, at.end), at.lang, at.published)) if (f.unit === "date") for (const year of String(f.value).match(/\d{4}/g) ?? []) years.add(year);
  for (const year of at.text.slice(at.start, at.end).match(/(?<!\d)(?:19|20)\d\d(?!\d)/g) ?? []) years.add(year);
  return (as_of.match(/\d{4}/g) ?? []).every((year) => years.has(year));
}
