/**
 * Teaching the reader: by a correction, by hand, and taking a word back.
 * Invariant: every word is a record of the ledger with who, when and from which claim; nothing is taught that would misread a
 * claim already accepted, and what a correction teaches is first seen to read the corrected sentence right.
 */
import type { Database } from "../db/index.ts";
import { AppError, hasHan, inLang, newId, type Label } from "../kernel/index.ts";
import { correct, documentOf, entityBy, normalName, record, sourceBy, type Claim, type Ctx, type Entity, type Taught } from "../ledger/index.ts";
import type { Ontology } from "../ontology/index.ts";
import { asKnownNames } from "./known-names.ts";
import { abbreviates, aliasesOffered, isTeachable, ontologySays, triggersOffered, wordFlaw, type NotTaught } from "./lesson.ts";
import { BY_HAND, learntOf, sameWord, taughtWords, withLesson, withTaught, type TaughtWord } from "./lexicon.ts";
import { findMetadata, readClaims, type Lexicon, type Proposal } from "./reading/index.ts";
import { acceptedQuoting, bearersOf, lexiconRows, namesOf } from "./store.ts";

/** A word and what it shall mean, not yet recorded. */
export type Lesson = Pick<TaughtWord, "what" | "word" | "means"> & { entity_id?: string };

const REREAD_CHARS = 20_000;
const ACCEPTED_LOOKED_AT = 200;

/** Every word taught so far, newest first, withdrawn and replaced ones among them. */
export async function listTaught(database: Database): Promise<TaughtWord[]> {
  return taughtWords(await lexiconRows(database.writer)).reverse();
}

const entriesOf = (ctx: Ctx, lessons: readonly Lesson[], from: string): Taught[] => lessons.map((l) => ({
  kind: "lexicon", id: newId(ctx.clock), what: l.what, lang: hasHan(l.word) ? "zh" : "en", word: l.word, means: l.means,
  ...(l.entity_id ? { entity_id: l.entity_id } : {}), learned_from: from, withdrawn: false,
}));

/** The words of these entries, as they now stand. */
async function wordsOf(database: Database, entries: readonly Taught[]): Promise<TaughtWord[]> {
  if (entries.length === 0) return [];
  const ids = new Set(entries.map((e) => e.id));
  return taughtWords(await lexiconRows(database.writer)).filter((w) => ids.has(w.id));
}

/** Whether the word stands with this very meaning already. */
const stands = (words: readonly TaughtWord[], l: Lesson): boolean =>
  words.some((w) => w.state === "standing" && w.what === l.what && sameWord(w.word) === sameWord(l.word) && (l.what === "alias" ? w.entity_id === l.entity_id : w.means === l.means));

/** Dates of completion are told apart by how far they lie ahead, not by words. */
const family = (property: string): string => (property === "expected_completion" ? "completion_date" : property);

/** The text around a claim's figure, as the reader would meet it in its document. */
interface Rereading {
  text: string;
  figure: number | undefined;
  read: (lexicon: Lexicon) => Proposal[];
}

async function rereadingOf(database: Database, claim: Claim): Promise<Rereading> {
  const source = await sourceBy(database.writer, claim.source_id);
  const document = claim.locator?.figure_start === undefined ? undefined : await documentOf(database.writer, claim.source_id);
  let text = claim.quote ?? "";
  let figure: number | undefined;
  if (document && claim.locator?.figure_start !== undefined) {
    const end = Math.min(document.text.length, (claim.locator.end ?? claim.locator.figure_start) + 1_000);
    const from = end <= REREAD_CHARS ? findMetadata(document.text).bodyStart : end - REREAD_CHARS;
    text = document.text.slice(from, end);
    figure = claim.locator.figure_start - from;
  }
  const learnt = await learntOf(database);
  const known = asKnownNames(learnt.names.in(text, claim.visibility));
  const lang = claim.lang ?? (hasHan(text) ? "zh" : "en");
  return {
    text, figure,
    read: (lexicon) => readClaims(text, { lexicon, lang, title: source.title, ...(source.published ? { published: source.published } : {}), ...(known.size > 0 ? { known } : {}) }).proposals,
  };
}

const propertyRead = (proposals: readonly Proposal[], value: number | string | null, figure: number | undefined): string | undefined =>
  proposals.find((p) => (figure === undefined ? p.value === value : p.figure.start === figure))?.property;

/** Accepted claims that the reader reads rightly today and would misread with the word. */
async function misread(database: Database, lexicon: Lexicon, taught: Lexicon, word: string): Promise<number> {
  const accepted = await acceptedQuoting(database.writer, word, ACCEPTED_LOOKED_AT);
  return accepted.filter((a) => {
    const lang = a.lang === "zh" || a.lang === "en" ? a.lang : hasHan(a.quote) ? "zh" : "en";
    const now = (l: Lexicon): string | undefined => propertyRead(readClaims(a.quote, { lexicon: l, lang }).proposals, a.value, undefined);
    return now(lexicon) === a.property && now(taught) !== a.property;
  }).length;
}

const wouldMisread = (n: number): Label => ({ zh: `会把已采纳的 ${n} 条记载读错`, en: `it would misread ${n} claim${n === 1 ? "" : "s"} already accepted` });

function ontologyFlaw(ontology: Ontology, lexicon: Lexicon, word: string, property: string): Label | undefined {
  const says = ontologySays(lexicon, word);
  if (says.includes(property)) return { zh: "本来就是这个属性的提示词", en: "it is a trigger word of this property already" };
  const other = says[0] === undefined ? undefined : ontology.properties.get(says[0])?.label;
  if (!other) return undefined;
  return { zh: `已是“${other.zh}”的提示词；请给出更长的词组`, en: `it is a trigger word of “${other.en}”; give a longer phrase` };
}

/** What may be wrong with a trigger word that a person names. */
async function triggerFlaw(database: Database, ontology: Ontology, base: Lexicon, word: string, property: string, unit?: string): Promise<Label | undefined> {
  if (!isTeachable(property, unit)) return { zh: "这个属性不靠提示词识读", en: "the reader does not go by words for this property" };
  const flaw = wordFlaw(word, "trigger") ?? ontologyFlaw(ontology, base, word, property);
  if (flaw) return flaw;
  const { words } = await learntOf(database);
  const n = await misread(database, withTaught(base, words), withLesson(base, words, { word, property }), word);
  return n > 0 ? wouldMisread(n) : undefined;
}

/** What may be wrong with an alias; `known` where there is nothing left to teach. */
async function aliasFlaw(database: Database, word: string, entity: Entity): Promise<Label | "known" | undefined> {
  const flaw = wordFlaw(word, "alias");
  if (flaw) return flaw;
  const bearers = await bearersOf(database.writer, normalName(word));
  if (bearers.some((b) => b.id === entity.canonical_id)) return "known";
  return bearers.length > 0 ? { zh: "记录里另有对象叫这个名字；若是同一个，请合并", en: "another entity of the record bears this name; if they are one, merge them" } : undefined;
}

async function aliasLessons(database: Database, old: Claim, next: Pick<Claim, "subject_id">, not_taught: NotTaught[]): Promise<Lesson[]> {
  const before = await entityBy(database.writer, old.subject_id);
  const now = await entityBy(database.writer, next.subject_id);
  if (before.canonical_id === now.canonical_id) return [];
  const whole = now.canonical_id === now.id ? now : await entityBy(database.writer, now.canonical_id);
  const names = await namesOf(database.writer, whole.id);
  const lessons: Lesson[] = [];
  for (const { word, sure } of aliasesOffered(old, inLang(before.label, old.lang ?? "zh"))) {
    const refuse = (zh: string, en: string): void => void not_taught.push({ what: "alias", word, reason: { zh, en } });
    const flaw = await aliasFlaw(database, word, whole);
    if (flaw === "known") continue;
    if (flaw) not_taught.push({ what: "alias", word, reason: flaw });
    else if (names.some((n) => n.length >= 2 && (old.quote ?? "").includes(n) && !word.includes(n))) refuse("句中同时写明了两个名字，只是选错了", "the sentence names both; the reader only chose the wrong one");
    else if (!names.some((n) => abbreviates(word, n)) && !(sure && before.type === whole.type)) refuse("不像该对象的简称，类型或出处也对不上", "it does not look like a short form of that entity's name");
    else lessons.push({ what: "alias", word, means: inLang(whole.label, hasHan(word) ? "zh" : "en"), entity_id: whole.id });
  }
  return lessons;
}

async function triggerLessons(database: Database, ontology: Ontology, base: Lexicon, old: Claim, next: Pick<Claim, "property" | "unit">, named: string | undefined, not_taught: NotTaught[]): Promise<Lesson[]> {
  const property = family(next.property);
  if (named !== undefined) {
    const flaw = await triggerFlaw(database, ontology, base, named, property, next.unit);
    if (flaw) not_taught.push({ what: "trigger", word: named, reason: flaw });
    return flaw ? [] : [{ what: "trigger", word: named, means: property }];
  }
  if (family(old.property) === property || old.reasons === undefined) return [];
  const word = String((old.reasons["property"] as { words?: unknown } | undefined)?.words ?? "");
  if (!isTeachable(property, next.unit)) {
    not_taught.push({ what: "trigger", word, reason: { zh: "这个属性不靠提示词识读", en: "the reader does not go by words for this property" } });
    return [];
  }
  const { words } = await learntOf(database);
  const lexicon = withTaught(base, words);
  const again = await rereadingOf(database, old);
  for (const offered of triggersOffered(old, lexicon)) {
    const taught = withLesson(base, words, { word: offered, property });
    const read = propertyRead(again.read(taught), old.value, again.figure);
    if (read === undefined || family(read) !== property) continue;
    if ((await misread(database, lexicon, taught, offered)) > 0) continue;
    return [{ what: "trigger", word: offered, means: property }];
  }
  not_taught.push({ what: "trigger", word, reason: { zh: "没有一个词能使这句读对而不误读别处；可指明一个词", en: "no word by the figure would read this sentence right and leave others alone; you may name one" } });
  return [];
}

/** What a correction would teach, before it is made: nothing is written. */
export interface Lessons {
  lessons: Lesson[];
  /** Words that were considered and left alone, and why. */
  not_taught: NotTaught[];
}

/**
 * What a correction teaches: the text's name for the subject as an alias, the deciding word (or a phrase around it) as a
 * trigger word of the corrected property.
 * @param next the claim that stands instead.
 * @param word a word that the reviewer names for the corrected property.
 */
export async function lessonsOf(database: Database, ontology: Ontology, base: Lexicon, old: Claim, next: Pick<Claim, "subject_id" | "property" | "unit">, word?: string): Promise<Lessons> {
  const not_taught: NotTaught[] = [];
  const lessons = [
    ...(next.subject_id !== old.subject_id ? await aliasLessons(database, old, next, not_taught) : []),
    ...(next.property !== old.property || word !== undefined ? await triggerLessons(database, ontology, base, old, next, word?.trim(), not_taught) : []),
  ];
  const { words } = await learntOf(database);
  return { lessons: lessons.filter((l) => !stands(words, l)), not_taught };
}

/**
 * Corrects a claim and teaches what that teaches, in one change set: both stand or neither, and taking the change set back takes back both.
 * @param learnt what `lessonsOf` answered for this correction.
 * @throws AppError as `correct`.
 */
export async function correctAndTeach(database: Database, ctx: Ctx, what: Omit<Parameters<typeof correct>[2], "also">, learnt: Lessons): Promise<Awaited<ReturnType<typeof correct>> & { taught: TaughtWord[] }> {
  const also = entriesOf(ctx, learnt.lessons, what.claim_id);
  const made = await correct(database.writer, ctx, { ...what, also });
  return { ...made, taught: await wordsOf(database, also) };
}

function refused(word: string, reason: Label): AppError {
  return new AppError("documents/not-taught", { word }, { zh: `“${word.slice(0, 60)}”未教给识读：${reason.zh}`, en: `“${word.slice(0, 60)}” was not taught: ${reason.en}` });
}

/**
 * Teaches one word by hand.
 * @throws AppError `documents/not-taught` with the reason; `ledger/no-entity`; `ontology/unknown-property`.
 */
export async function teachByHand(database: Database, ctx: Ctx, ontology: Ontology, base: Lexicon, lesson: { what: "alias"; word: string; entity_id: string } | { what: "trigger"; word: string; property: string }, note = ""): Promise<TaughtWord> {
  const word = lesson.word.normalize("NFC").trim();
  let made: Lesson;
  if (lesson.what === "alias") {
    const told = await entityBy(database.writer, lesson.entity_id);
    const entity = told.canonical_id === told.id ? told : await entityBy(database.writer, told.canonical_id);
    const flaw = await aliasFlaw(database, word, entity);
    if (flaw) throw refused(word, flaw === "known" ? { zh: "本来就是这个对象的名字", en: "it is a name of this entity already" } : flaw);
    made = { what: "alias", word, means: inLang(entity.label, hasHan(word) ? "zh" : "en"), entity_id: entity.id };
  } else {
    const flaw = await triggerFlaw(database, ontology, base, word, family(lesson.property));
    if (flaw) throw refused(word, flaw);
    made = { what: "trigger", word, means: family(lesson.property) };
  }
  const same = (await learntOf(database)).words.find((w) => w.state === "standing" && w.what === made.what && sameWord(w.word) === sameWord(word) && stands([w], made));
  if (same) return same;
  const entries = entriesOf(ctx, [made], BY_HAND);
  await record(database.writer, ctx, { kind: "teach", note: note || word, entries });
  return (await wordsOf(database, entries))[0]!;
}

/**
 * Takes a taught word back: a record of its own, so that who taught it and who took it back both stay.
 * @throws AppError `documents/no-word`, `documents/word-withdrawn`.
 */
export async function withdrawWord(database: Database, ctx: Ctx, id: string, note = ""): Promise<TaughtWord> {
  const rows = await lexiconRows(database.writer);
  const word = taughtWords(rows).find((w) => w.id === id);
  if (!word) throw new AppError("documents/no-word", { id }, { status: 404, zh: `没有编号为 ${id} 的所教词语`, en: `there is no taught word ${id}`, hint: { zh: "编号见 lightvalley lexicon", en: "ids are in the list: lightvalley lexicon" } });
  if (word.state === "withdrawn") throw new AppError("documents/word-withdrawn", { id }, { status: 409, zh: `“${word.word}”已由 ${word.withdrawn_by} 撤回`, en: `${word.withdrawn_by} has withdrawn “${word.word}” already` });
  const { what, lang, means, entity_id } = word;
  await record(database.writer, ctx, {
    kind: "teach", note: note || `withdraw ${word.word}`,
    entries: [{ kind: "lexicon", id: newId(ctx.clock), what, lang, word: word.word, means, ...(entity_id ? { entity_id } : {}), learned_from: id, withdrawn: true }],
  });
  return taughtWords(await lexiconRows(database.writer)).find((w) => w.id === id)!;
}
