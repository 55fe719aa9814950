/**
 * From ledger records to what the API answers: references filled in, labels added, nothing decided.
 * Invariant: a list is hydrated with a fixed number of queries whatever its length.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import type { TaughtWord } from "../documents/index.ts";
import { entitiesByIds, scopeOf, sourcesByIds, ALLOWED, type Claim, type Decision, type ChangeSetRecord, type Entity, type Fact, type SourceRecord } from "../ledger/index.ts";
import { qualifierWords } from "../documents/index.ts";
import { propertyOf, type Ontology } from "../ontology/index.ts";
import { GROUP_LABELS } from "./group-labels.ts";
import type { ChangeView, ClaimView, DecisionView, EntityRef, FactView, Label, LexiconView, SourceRef } from "./api-types.ts";

type Db = Kysely<Schema>;

export const labelOfProperty = (ontology: Ontology, name: string): Label => (ontology.properties.has(name) ? propertyOf(ontology, name).label : { zh: name, en: name });
export const labelOfType = (ontology: Ontology, name: string): Label => ontology.types.get(name)?.label ?? { zh: name, en: name };

export const entityRef = (e: Entity): EntityRef => ({ id: e.id, slug: e.slug, type: e.type, label: e.label });
const unknownEntity = (id: string): EntityRef => ({ id, slug: id, type: "Thing", label: {} });

export function sourceRef(source: Pick<SourceRecord, "id" | "title" | "publisher" | "published" | "language" | "address">, has_text: boolean): SourceRef {
  const { id, title, publisher, published, language, address } = source;
  return { id, title, ...(publisher ? { publisher } : {}), ...(published ? { published } : {}), ...(language ? { language } : {}), ...(address ? { address } : {}), has_text };
}

/** Which of these sources the ledger holds the text of. */
export async function withText(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return new Set();
  const rows = await db.selectFrom("document").select("source_id").where("source_id", "in", unique).execute();
  return new Set(rows.map((r) => r.source_id));
}

/** What the hydration of claims needs, fetched once for a whole answer. */
export class Hydration {
  readonly #ontology: Ontology;
  #entities = new Map<string, Entity>();
  #sources = new Map<string, SourceRecord>();
  #texts = new Set<string>();

  constructor(ontology: Ontology) {
    this.#ontology = ontology;
  }

  async load(db: Db, claims: readonly Claim[]): Promise<this> {
    const entities = claims.flatMap((c) => (c.unit === "entity" ? [c.subject_id, String(c.value)] : [c.subject_id]));
    const first = await entitiesByIds(db, entities);
    const wholes = [...first.values()].filter((e) => e.canonical_id !== e.id && !first.has(e.canonical_id)).map((e) => e.canonical_id);
    this.#entities = new Map([...first, ...(await entitiesByIds(db, wholes))]);
    const ids = claims.map((c) => c.source_id);
    this.#sources = await sourcesByIds(db, ids);
    this.#texts = await withText(db, ids);
    return this;
  }

  entity(id: string): EntityRef {
    const found = this.#entities.get(id);
    const whole = found ? (this.#entities.get(found.canonical_id) ?? found) : undefined;
    return whole ? entityRef(whole) : unknownEntity(id);
  }

  claim(c: Claim): ClaimView {
    const source = this.#sources.get(c.source_id);
    const qualifier = c.qualifier === undefined ? undefined : qualifierWords(c.qualifier);
    const named = c.unit === "text" ? (c.property === "record_group" ? GROUP_LABELS[String(c.value)] : this.#ontology.properties.get(c.property)?.options?.find((one) => one.value === c.value)?.label) : undefined;
    const { subject_id: _s, source_id: _i, change_id: _c, known_from: _k, entered: _e, ...rest } = c;
    return {
      ...rest, subject: this.entity(c.subject_id), property_label: labelOfProperty(this.#ontology, c.property),
      ...(qualifier ? { qualifier_label: qualifier } : {}), ...(c.unit === "entity" ? { object: this.entity(String(c.value)) } : {}),
      ...(named ? { value_label: named } : {}), source: source ? sourceRef(source, this.#texts.has(c.source_id)) : { id: c.source_id, title: "", has_text: false },
      allowed: [...ALLOWED[c.status]],
    };
  }

  fact(f: Fact): FactView {
    return {
      property: f.property, property_label: labelOfProperty(this.#ontology, f.property), qualifier: f.qualifier, scope: scopeOf(f.property, f.qualifier), when: f.when, modality: f.modality as FactView["modality"],
      unit: f.unit, best: this.claim(f.best), rivals: f.rivals.map((r) => this.claim(r)), agreeing: f.agreeing, ...(f.ruled_by ? { ruled_by: f.ruled_by } : {}),
    };
  }
}

export async function claimViews(db: Db, ontology: Ontology, claims: readonly Claim[]): Promise<ClaimView[]> {
  const hydration = await new Hydration(ontology).load(db, claims);
  return claims.map((c) => hydration.claim(c));
}

export const claimsOfFacts = (facts: readonly Fact[]): Claim[] => facts.flatMap((f) => [f.best, ...f.rivals]);

export const changeView = (c: ChangeSetRecord): ChangeView => ({ id: c.id, seq: c.seq, kind: c.kind, actor: c.actor, at: c.at, note: c.note, entries: c.entries, hash: c.hash });

export const decisionView = (d: Decision): DecisionView => ({
  id: d.id, claim_id: d.claim_id, verdict: d.verdict, actor: d.actor, at: d.at, note: d.note, ...(d.by_claim ? { by_claim: d.by_claim } : {}),
});

/** Taught words with their entities and properties named. */
export async function lexiconViews(db: Db, ontology: Ontology, words: readonly TaughtWord[]): Promise<LexiconView[]> {
  const first = await entitiesByIds(db, words.flatMap((w) => w.entity_id ?? []));
  const wholes = await entitiesByIds(db, [...first.values()].map((e) => e.canonical_id));
  return words.map(({ entity_id, means, ...word }) => {
    const entity = entity_id === undefined ? undefined : wholes.get(first.get(entity_id)?.canonical_id ?? "");
    if (word.what === "trigger") return { ...word, means: labelOfProperty(ontology, means), property: means };
    return { ...word, means: entity?.label ?? { [word.lang]: means }, ...(entity ? { entity: entityRef(entity) } : {}) };
  });
}
