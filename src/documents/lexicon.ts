/**
 * The reader's words: the ontology's trigger words, the names that the record knows, and the words that corrections taught.
 * Invariant: what the reader knows is a function of the ontology and the ledger alone; a word that is withdrawn is forgotten
 * by the next reading, and of two meanings taught for one word the later stands.
 */
import type { Database } from "../db/index.ts";
import { hasHan, type Lang } from "../kernel/index.ts";
import type { Ontology } from "../ontology/index.ts";
import { foldName, knownName, NameIndex } from "./known-names.ts";
import { buildLexicon, extendLexicon, type LearntTrigger, type Lexicon } from "./reading/index.ts";
import { lexiconRows, movedSince, standingNames, wholesOf, type LexiconRow } from "./store.ts";

/** Names beyond this many (of the youngest entities) are not given to the reader. */
const NAMES_MAX = 200_000;
/** Of a taught trigger word, beside 1 for the ontology's own: it speaks where nothing nearer does. */
const TAUGHT_WEIGHT = 0.8;

const built = new WeakMap<Ontology, Lexicon>();

/** The lexicon of an ontology, built once. */
export function lexiconOf(ontology: Ontology): Lexicon {
  let lexicon = built.get(ontology);
  if (!lexicon) {
    lexicon = buildLexicon(ontology.properties.values());
    built.set(ontology, lexicon);
  }
  return lexicon;
}

/** A word that the reader was taught, and what has become of it. */
export interface TaughtWord {
  id: string;
  what: "alias" | "trigger";
  lang: Lang;
  word: string;
  /** For a trigger word the property; for an alias the entity's name when it was taught. */
  means: string;
  entity_id?: string;
  /** The corrected claim; absent where it was taught by hand. */
  claim_id?: string;
  taught_by: string;
  taught_at: string;
  /** `replaced`: the word was taught another meaning later, and that one stands. */
  state: "standing" | "replaced" | "withdrawn";
  withdrawn_by?: string;
  withdrawn_at?: string;
}

/** Of a word taught by hand, in the place of the claim that it was learnt from. */
export const BY_HAND = "hand";

/** Words that are the same to the reader. */
export const sameWord = (word: string): string => foldName(word.normalize("NFC").trim()).toLowerCase().replaceAll(/\s+/g, " ");

/** Lexicon records as words with their standing, oldest first. A withdrawal names the record that it takes back in `learned_from`. */
export function taughtWords(rows: readonly LexiconRow[]): TaughtWord[] {
  const taken = new Map(rows.filter((r) => r.withdrawn).map((r) => [r.learned_from, r]));
  const words = rows.filter((r) => !r.withdrawn).map((r): TaughtWord => {
    const back = taken.get(r.id);
    return {
      id: r.id, what: r.what, lang: r.lang, word: r.word, means: r.means, ...(r.entity_id ? { entity_id: r.entity_id } : {}),
      ...(r.learned_from === BY_HAND ? {} : { claim_id: r.learned_from }), taught_by: r.actor, taught_at: r.at.toISOString(), state: back ? "withdrawn" : "standing",
      ...(back ? { withdrawn_by: back.actor, withdrawn_at: back.at.toISOString() } : {}),
    };
  });
  const latest = new Map<string, TaughtWord>();
  for (const w of words) if (w.state === "standing") latest.set(`${w.what} ${w.lang} ${sameWord(w.word)}`, w);
  for (const w of words) if (w.state === "standing" && latest.get(`${w.what} ${w.lang} ${sameWord(w.word)}`) !== w) w.state = "replaced";
  return words;
}

/** What the ledger adds to the ontology's words. */
export interface Learnt {
  words: TaughtWord[];
  /** Standing names and taught aliases. */
  names: NameIndex;
  /** Entities by their taught aliases. */
  aliases: ReadonlyMap<string, string>;
}

interface Kept extends Learnt {
  head: number;
}

const kept = new WeakMap<Database, Kept>();

/** What the ledger knows now. Worked out again only after something other than a reading was recorded. */
export async function learntOf(database: Database): Promise<Learnt> {
  const before = kept.get(database);
  const { head, moved } = await movedSince(database.writer, before?.head ?? 0);
  if (before && !moved) {
    before.head = head;
    return before;
  }
  const words = taughtWords(await lexiconRows(database.writer));
  const names = (await standingNames(database.writer, NAMES_MAX)).map(knownName);
  const standing = words.filter((w) => w.what === "alias" && w.state === "standing" && w.entity_id !== undefined);
  const bearers = await wholesOf(database.writer, standing.map((w) => w.entity_id!));
  const taught = standing.flatMap((w) => {
    const entity = bearers.get(w.entity_id!);
    return entity ? [{ ...knownName(entity), text: w.word }] : [];
  });
  const learnt: Kept = { head, words, names: new NameIndex([...names, ...taught]), aliases: new Map(taught.map((t) => [t.text, t.id])) };
  kept.set(database, learnt);
  return learnt;
}

const extended = new WeakMap<Lexicon, { key: string; lexicon: Lexicon }>();

/** The lexicon as it would be with one more word, in the place of whatever that word was taught before. */
export function withLesson(lexicon: Lexicon, words: readonly TaughtWord[], lesson: { word: string; property: string }): Lexicon {
  const others = words.filter((w) => w.what === "trigger" && w.state === "standing" && sameWord(w.word) !== sameWord(lesson.word));
  return extendLexicon(lexicon, [...others.map(asLearnt), { property: lesson.property, lang: hasHan(lesson.word) ? "zh" : "en", word: lesson.word, weight: TAUGHT_WEIGHT }]);
}

const asLearnt = (w: TaughtWord): LearntTrigger => ({ property: w.means, lang: w.lang, word: w.word, weight: TAUGHT_WEIGHT });

/** A lexicon with the taught trigger words that stand. */
export function withTaught(lexicon: Lexicon, words: readonly TaughtWord[]): Lexicon {
  const standing = words.filter((w) => w.what === "trigger" && w.state === "standing");
  if (standing.length === 0) return lexicon;
  const key = JSON.stringify(standing.map((w) => [w.lang, w.word, w.means]));
  const before = extended.get(lexicon);
  if (before?.key === key) return before.lexicon;
  const made = extendLexicon(lexicon, standing.map(asLearnt));
  extended.set(lexicon, { key, lexicon: made });
  return made;
}
