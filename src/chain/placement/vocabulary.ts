/**
 * The words that placement looks for: node words of a compiled pack and context cues, as patterns of two automata
 * (texts with Han characters; Latin texts). Invariant: every pattern leads to one term; a term is a cue or stands for nodes.
 */
import type { CompiledPack } from "../pack/index.ts";
import { buildAutomaton } from "./automaton.ts";
import type { Automaton } from "./automaton.ts";
import type { Cues, PlacementRules } from "./rules.ts";

/** What a pattern means. Order matters nowhere; the numbers are kept in an array for speed. */
export const KIND = {
  word: 0, weak: 1, stop: 2, pause: 3, make: 4, trade: 5, apply: 6, apply_long: 7, market: 8, head: 9, for: 10, reset: 11, served: 12, comma: 13, stuff: 14, list: 15, maker: 16,
} as const;
export type Kind = (typeof KIND)[keyof typeof KIND];

export const FLAG = { equippable: 1, stuffable: 2, application: 4, making: 8, trading: 16 } as const;
/** The stage whose nodes are also the usual markets of the others. */
/** Words that end in a verb of making (光缆制造) say themselves that the thing is made. */
const MAKING = /(?:制造|生产|加工|研发|设计)$/;
const LAST_STAGE = "applications";

export interface Lexicon {
  lang: "zh" | "en";
  automaton: Automaton;
  /** By pattern: what it means, */
  kind: Uint8Array;
  /** which term it belongs to (spelling variants share one), */
  term: Int32Array;
  /** and whether it begins and ends with a Latin letter or digit, so that word borders must hold (1 = begin, 2 = end). */
  borders: Uint8Array;
  /** By term: its nodes (indices into the pack) and its weight for each of them. */
  nodesOf: Int32Array[];
  weightOf: Float64Array;
  /** By term, from the stages of all its nodes: a machine word (1) or a word of stuff (2) after it takes the meaning over; it is an application (4); it ends in a verb of making (8); it names a dealer (16). */
  stageFlags: Uint8Array;
  /** By words with plurals cut, for coordinated phrases: the term that they are. */
  byWords: ReadonlyMap<string, number>;
}

export interface Vocabulary { zh: Lexicon; en: Lexicon }

export function buildVocabulary(pack: CompiledPack, rules: PlacementRules): Vocabulary {
  return { zh: lexicon(pack, rules, "zh"), en: lexicon(pack, rules, "en") };
}

function lexicon(pack: CompiledPack, rules: PlacementRules, lang: "zh" | "en"): Lexicon {
  const terms = termsOf(pack, lang);
  const patterns: string[] = [];
  const kind: number[] = [];
  const term: number[] = [];
  const add = (text: string, k: number, t: number): void => { patterns.push(text); kind.push(k); term.push(t); };
  const nodesOf: Int32Array[] = [];
  const weightOf: number[] = [];
  const spelt: string[] = [];
  for (const [word, sense] of terms) {
    const t = nodesOf.length;
    nodesOf.push(Int32Array.from(sense.nodes));
    spelt.push(word);
    weightOf.push((sense.weak ? rules.weights.weak : rules.weights.strong) * specificity(word, lang) / sense.nodes.length);
    for (const spelling of spellings(word)) add(spelling, sense.weak ? KIND.weak : KIND.word, t);
  }
  const known = new Set(patterns);
  for (const [name, list] of Object.entries(rules.cues[lang] satisfies Cues)) {
    for (const cue of list ?? []) if (!known.has(cue)) add(cue, KIND[name as keyof Cues], -1);
  }
  const isLatin = (unit: number): boolean => (unit >= 48 && unit <= 57) || (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90);
  return {
    lang, automaton: buildAutomaton(patterns), kind: Uint8Array.from(kind), term: Int32Array.from(term),
    borders: Uint8Array.from(patterns, (p) => (isLatin(p.charCodeAt(0)) ? 1 : 0) | (isLatin(p.charCodeAt(p.length - 1)) ? 2 : 0)),
    nodesOf, weightOf: Float64Array.from(weightOf),
    stageFlags: Uint8Array.from(nodesOf, (nodes, t) => {
      const within = (stages: readonly string[]): boolean => nodes.every((n) => stages.includes(pack.nodes[n]!.stage));
      return (within(rules.made_by_equipment) ? FLAG.equippable : 0) | (within(rules.made_of_stuff) ? FLAG.stuffable : 0) | (within([LAST_STAGE]) ? FLAG.application : 0) | (MAKING.test(spelt[t]!) ? FLAG.making : 0)
        | (nodes.some((n) => pack.nodes[n]!.id === rules.trader_node) ? FLAG.trading : 0);
    }),
    byWords: lang === "en" ? wordKeys(patterns, kind, term) : new Map(),
  };
}

interface Sense { nodes: number[]; weak: boolean }

/** Every word of the pack once, with the nodes that claim it. A word that is strong somewhere is strong there only. */
function termsOf(pack: CompiledPack, lang: "zh" | "en"): Map<string, Sense> {
  const terms = new Map<string, Sense>();
  const take = (word: string, node: number, weak: boolean): void => {
    const key = word.toLowerCase();
    const sense = terms.get(key);
    if (!sense || (sense.weak && !weak)) terms.set(key, { nodes: [node], weak });
    else if (sense.weak === weak && !sense.nodes.includes(node)) sense.nodes.push(node);
  };
  pack.nodes.forEach((node, i) => {
    for (const word of [...node.words[lang], ...(node.name[lang] ? [node.name[lang]] : [])]) take(word, i, false);
    for (const word of node.weak[lang]) take(word, i, true);
  });
  return terms;
}

/**
 * Longer words say more. A single English word (“encoders”, “OLED”) is as often a part or a field as a product: alone it stays just
 * below the threshold of acceptance, so it needs to be the first product named, to be repeated, or to have another word beside it.
 */
function specificity(word: string, lang: "zh" | "en"): number {
  if (lang === "zh" && /\p{Script=Han}/u.test(word)) {
    const length = [...word].length;
    return length <= 2 ? 0.8 : length === 3 ? 0.92 : Math.min(1.25, 1 + (length - 4) * 0.05);
  }
  const parts = word.split(/[\s-]+/).length;
  return parts === 1 ? (word.length <= 3 ? 0.6 : 0.68) : parts === 2 ? 1 : 1.15;
}

/** Spelling variants: a blank where Latin and Han meet, and the plural of a word in -y. Other plurals are folded on reading. */
export function spellings(word: string): string[] {
  const out = new Set([word]);
  const tight = word.replace(/(?<=\p{Script=Han})\s+(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])\s+(?=\p{Script=Han})/gu, "");
  const loose = tight.replace(/(?<=\p{Script=Han})(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=\p{Script=Han})/gu, " ");
  out.add(tight);
  out.add(loose);
  if (/[b-df-hj-np-tv-z]y$/i.test(word)) out.add(word.slice(0, -1) + "ies");
  return [...out];
}

/** Strong terms of two words and more, under their words in lower case with plural endings cut. */
function wordKeys(patterns: readonly string[], kind: readonly number[], term: readonly number[]): Map<string, number> {
  const keys = new Map<string, number>();
  patterns.forEach((pattern, p) => {
    const parts = pattern.toLowerCase().split(/[\s-]+/);
    if (kind[p] === KIND.word && parts.length >= 2) keys.set(parts.map(singular).join(" "), term[p]!);
  });
  return keys;
}

export function singular(word: string): string {
  return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, word.endsWith("ses") || word.endsWith("xes") || word.endsWith("shes") ? -2 : -1) : word;
}
