/**
 * One figure entered by hand, with its source: an existing one, or one cited in the same step.
 * Invariant: nothing is recorded without a source; where the ledger holds the source's text, the quoted words stand literally in it.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { AppError, newId, type BaseUnit, type Bound, type Modality, type Problem, type Visibility } from "../kernel/index.ts";
import { documentOf, entityBy, record, sourceBy, type ChangeSetRecord, type ClaimRecord, type Ctx, type Entry } from "../ledger/index.ts";
import { validateClaimShape, type Ontology } from "../ontology/index.ts";

export interface CitedSource {
  title: string;
  publisher?: string;
  published?: string;
  address?: string;
  language?: string;
}

export interface EnteredClaim {
  /** Slug or id. */
  subject: string;
  property: string;
  value: number | string;
  unit: BaseUnit;
  currency?: string;
  when?: string;
  modality: Modality;
  bound: Bound;
  qualifier?: string;
  quote?: string;
  /** A source of the ledger by id, or a new one. */
  source: string | CitedSource;
  visibility?: Visibility;
  /** The last change set that its author had seen of the subject; what others recorded of the same figure since is put before him first. */
  seen?: number;
  note: string;
}

/** Where the words stand in the text of the source, where there is one. @throws AppError `entities/quote-not-in-source`. */
export async function placeOf(db: Kysely<Schema>, source_id: string, quote: string | undefined): Promise<{ start: number; end: number } | undefined> {
  const document = quote === undefined ? undefined : await documentOf(db, source_id);
  if (!document || quote === undefined) return undefined;
  const start = document.text.indexOf(quote);
  if (start < 0) {
    throw new AppError("entities/quote-not-in-source", { quote }, {
      zh: "原文里没有这句话，未写入", en: "these words do not stand in the source; nothing was written", hint: { zh: "请从原文里照抄，或留空", en: "copy them from the text, or leave the field empty" },
    });
  }
  return { start, end: start + quote.length };
}

/** The property's flaws and an entity value that does not exist are refused together. */
async function refuseFlaws(db: Kysely<Schema>, ontology: Ontology, subject_type: string, claim: EnteredClaim): Promise<void> {
  const target = claim.unit === "entity" ? await entityBy(db, String(claim.value)) : undefined;
  const problems: Problem[] = validateClaimShape(ontology, {
    subject_type, property: claim.property, value: claim.value, unit: claim.unit, currency: claim.currency ?? null, modality: claim.modality, bound: claim.bound, when: claim.when ?? null,
    ...(target ? { value_type: target.type } : {}),
  });
  if (problems.length > 0) throw new AppError("entities/not-a-claim", { count: problems.length }, { zh: "记载不合规则，未写入", en: "the claim is not in order; nothing was written", problems });
}

/** Another value of the very same figure, recorded since the author looked, is a conflict that he must see. @throws AppError `entities/changed-meanwhile` (409). */
async function refuseUnseen(db: Kysely<Schema>, canonical_id: string, claim: EnteredClaim): Promise<void> {
  if (claim.seen === undefined || claim.unit === "entity") return;
  const since = await db.selectFrom("claim").select(["id", "value_num", "value_text", "change_seq"]).where("subject_id", "in", db.selectFrom("entity").select("id").where("canonical_id", "=", canonical_id))
    .where("property", "=", claim.property).where("modality", "=", claim.modality).where("when_text", "=", claim.when ?? "").where("qualifier", "=", claim.qualifier ?? "").where("change_seq", ">", claim.seen)
    .where("status", "in", ["accepted", "proposed"]).orderBy("change_seq").execute();
  const others = since.filter((c) => (typeof claim.value === "number" ? c.value_num !== claim.value : c.value_text !== claim.value));
  if (others.length === 0) return;
  throw new AppError("entities/changed-meanwhile", { claim_ids: others.map((c) => c.id), seq: Math.max(...since.map((c) => Number(c.change_seq))) }, {
    status: 409, zh: "您填写期间，他人记入了同一个数字的另一个值；尚未写入您的", en: "while you were writing somebody recorded another value of this very figure; yours is not recorded yet",
    hint: { zh: "比较两个值：可并列记入，或放弃", en: "compare the two: record yours beside it, or leave it" },
  });
}

/**
 * Records the claim as accepted: the person who enters it vouches for it.
 * @throws AppError `entities/not-a-claim`, `entities/changed-meanwhile`, `entities/quote-not-in-source`, `ledger/no-entity`, `ledger/no-source`.
 */
export async function enterClaim(db: Kysely<Schema>, ontology: Ontology, ctx: Ctx, claim: EnteredClaim): Promise<{ change: ChangeSetRecord; claim_id: string }> {
  const subject = await entityBy(db, claim.subject);
  await refuseFlaws(db, ontology, subject.type, claim);
  await refuseUnseen(db, subject.canonical_id, claim);
  const entries: Entry[] = [];
  const cited = typeof claim.source === "string" ? await sourceBy(db, claim.source) : undefined;
  const visibility = cited?.visibility ?? claim.visibility ?? "public";
  const source_id = cited?.id ?? newId(ctx.clock);
  if (typeof claim.source !== "string") {
    const { title, publisher, published, address, language } = claim.source;
    entries.push({
      kind: "source", id: source_id, version: 1, what: "page", title, visibility, ...(publisher ? { publisher } : {}), ...(published ? { published } : {}), ...(address ? { address } : {}), ...(language ? { language } : {}),
    });
  }
  const place = await placeOf(db, source_id, claim.quote);
  const stated_on = cited ? cited.published : (claim.source as CitedSource).published;
  const written: ClaimRecord = {
    subject_id: subject.canonical_id, id: newId(ctx.clock), property: claim.property, value: claim.unit === "entity" ? (await entityBy(db, String(claim.value))).canonical_id : claim.value, unit: claim.unit, modality: claim.modality,
    bound: claim.bound, source_id, visibility, entered: "accepted",
    ...(claim.currency ? { currency: claim.currency } : {}), ...(claim.when ? { when: claim.when } : {}), ...(claim.qualifier ? { qualifier: claim.qualifier } : {}),
    ...(claim.quote ? { quote: claim.quote } : {}), ...(place ? { locator: place } : {}), ...(stated_on ? { stated_on } : {}),
  };
  entries.push({ kind: "claim", ...written });
  return { change: await record(db, ctx, { kind: "record", note: claim.note, entries }), claim_id: written.id };
}
