/**
 * Other forms of an answer: CSV and JSON-LD of any list or entity, by ending the path in `.csv` or `.jsonld`.
 * Invariant: they are made from the JSON answer itself, so the forms cannot disagree.
 */
import { writeCsv } from "../files/index.ts";
import type { Ontology } from "../ontology/index.ts";
import type { ClaimView, EntityRef, EntityView, FactView, FindingView, Page } from "./api-types.ts";

export type Form = "csv" | "jsonld";

/** `/api/claims.csv?x` → the path of the JSON answer and the form wanted. */
export function formOf(path: string): { path: string; form?: Form } {
  const m = /^(\/api\/(?:entities|claims|sources|documents|changes|findings|tenancies)(?:\/[^/]+)?)\.(csv|jsonld)$/.exec(path);
  return m ? { path: m[1]!, form: m[2] as Form } : { path };
}

type Flat = Record<string, string | number>;
const cell = (value: unknown): string | number => (typeof value === "number" || typeof value === "string" ? value : value === undefined || value === null ? "" : JSON.stringify(value));

const claimFlat = (c: ClaimView): Flat => ({
  id: c.id, subject_zh: cell(c.subject.label.zh), subject_en: cell(c.subject.label.en), subject_type: c.subject.type, property: c.property,
  value: c.object ? cell(c.object.label.zh ?? c.object.label.en) : c.value, unit: c.unit, currency: cell(c.currency), when: cell(c.when), modality: c.modality, bound: c.bound,
  qualifier: cell(c.qualifier), stated_on: cell(c.stated_on), status: c.status, quote: cell(c.quote), source: c.source.title, publisher: cell(c.source.publisher),
  published: cell(c.source.published), address: cell(c.source.address), source_id: c.source.id,
});

const isFinding = (item: object): item is FindingView => "arithmetic" in item && "check" in item;

const findingFlat = (f: FindingView): Flat => ({
  id: f.id, severity: f.severity, state: f.state, check: f.check, subject_zh: cell(f.subject.label.zh), subject_en: cell(f.subject.label.en), subject_type: f.subject.type,
  arithmetic_zh: cell(f.arithmetic.zh), arithmetic_en: cell(f.arithmetic.en), resolve_zh: cell(f.resolve.zh), resolve_en: cell(f.resolve.en), claims: f.claims.map((c) => c.id).join(" "),
  ruling: cell(f.ruling?.verdict), prefers: cell(f.ruling?.prefers), reason: cell(f.ruling?.note), ruled_by: cell(f.ruling?.actor), ruled_at: cell(f.ruling?.at),
});

function flatten(item: Record<string, unknown>): Flat {
  if (isFinding(item)) return findingFlat(item);
  if ("property_label" in item && "subject" in item) return claimFlat(item as unknown as ClaimView);
  const flat: Flat = {};
  for (const [key, value] of Object.entries(item)) {
    if (key === "label") Object.assign(flat, { label_zh: cell((value as { zh?: string }).zh), label_en: cell((value as { en?: string }).en) });
    else if (key === "source") Object.assign(flat, flatten(value as Record<string, unknown>));
    else if (!Array.isArray(value)) flat[key] = cell(value);
  }
  return flat;
}

/** CSV of a list, or of an entity's facts (one row a fact, with its source). */
export function asCsv(body: unknown): string {
  const facts = (body as EntityView).facts;
  const items = Array.isArray(facts) ? facts.map((f: FactView) => claimFlat(f.best)) : ((body as Page<Record<string, unknown>>).items ?? [body as Record<string, unknown>]).map(flatten);
  const keys = [...new Set(items.flatMap((i) => Object.keys(i)))];
  return writeCsv(keys.map((key) => ({ key, header: key })), items);
}

const nodeOf = (e: EntityRef, ontology: Ontology, base: string): Record<string, unknown> => ({
  "@id": `${base}/entities/${e.slug}`, "@type": ontology.types.get(e.type)?.schema ?? e.type,
  name: [...(e.label.zh ? [{ "@value": e.label.zh, "@language": "zh" }] : []), ...(e.label.en ? [{ "@value": e.label.en, "@language": "en" }] : [])],
});

const claimNode = (c: ClaimView, ontology: Ontology, base: string): Record<string, unknown> => ({
  "@id": `${base}/claims/${c.id}`, "@type": "https://schema.org/Claim", about: nodeOf(c.subject, ontology, base), property: c.property,
  value: c.object ? nodeOf(c.object, ontology, base) : c.value, unitText: c.currency ?? c.unit, temporalCoverage: c.when, modality: c.modality, bound: c.bound, qualifier: c.qualifier,
  datePublished: c.stated_on, text: c.quote, creativeWorkStatus: c.status,
  isBasedOn: { "@id": `${base}/sources/${c.source.id}`, "@type": "https://schema.org/CreativeWork", name: c.source.title, publisher: c.source.publisher, datePublished: c.source.published, url: c.source.address },
});

const findingNode = (f: FindingView, ontology: Ontology, base: string): Record<string, unknown> => ({
  "@id": `${base}/findings/${f.id}`, "@type": "lv:Finding", about: nodeOf(f.subject, ontology, base), check: f.check, severity: f.severity, state: f.state,
  description: [{ "@value": f.arithmetic.zh, "@language": "zh" }, { "@value": f.arithmetic.en, "@language": "en" }], hasPart: f.claims.map((c) => claimNode(c, ontology, base)),
  ...(f.ruling ? { review: { "@type": "https://schema.org/Review", reviewBody: f.ruling.note, author: f.ruling.actor, datePublished: f.ruling.at, verdict: f.ruling.verdict, ...(f.ruling.prefers ? { prefers: { "@id": `${base}/claims/${f.ruling.prefers}` } } : {}) } } : {}),
});

/** JSON-LD with schema.org's vocabulary where it has the term. */
export function asJsonLd(body: unknown, ontology: Ontology, base: string): Record<string, unknown> {
  const context = { "@vocab": "https://schema.org/", lv: `${base}/ontology#`, modality: "lv:modality", bound: "lv:bound", qualifier: "lv:qualifier", property: "lv:property", check: "lv:check", severity: "lv:severity", state: "lv:state", verdict: "lv:verdict", prefers: "lv:prefers" };
  const one = (item: Record<string, unknown>): Record<string, unknown> =>
    isFinding(item) ? findingNode(item, ontology, base) : "property_label" in item && "subject" in item ? claimNode(item as unknown as ClaimView, ontology, base)
      : "slug" in item ? nodeOf(item as unknown as EntityRef, ontology, base) : { ...item, ...("id" in item ? { "@id": `${base}/sources/${String(item["id"])}` } : {}) };
  const facts = (body as EntityView).facts;
  if (Array.isArray(facts)) return { "@context": context, ...nodeOf(body as EntityView, ontology, base), subjectOf: facts.map((f: FactView) => claimNode(f.best, ontology, base)) };
  if (Array.isArray((body as Page<unknown>).items)) return { "@context": context, "@graph": (body as Page<Record<string, unknown>>).items.map(one) };
  return { "@context": context, ...one(body as Record<string, unknown>) };
}
