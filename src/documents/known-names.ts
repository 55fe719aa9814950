/**
 * The names that the record knows, ready to be found in a text: the reader is given those that stand in the document at hand.
 * Invariant: finding them takes time linear in the text, whatever the number of names; a document is never told a name that
 * is more confidential than itself.
 */
import * as OpenCC from "opencc-js";
import { hasHan, VISIBILITIES, type Label, type Visibility } from "../kernel/index.ts";
import type { KnownNames } from "./reading/index.ts";
import type { NameRow } from "./store.ts";

/** One name with the entity it stands for. */
export interface KnownName {
  text: string;
  kind: string;
  rank: number;
  id: string;
  type: string;
  label: Label;
}

/** More names than this are never given to one reading. */
const PER_DOCUMENT_MAX = 2_000;
const LENGTH_MAX = 60;
/** Kinds of name from the surest to the least; `taught` stands last, so that a name of the record is never taken over by an alias. */
const SURE = ["label", "name", "former_name", "short_name", "alias", "taught"];

const simplified = OpenCC.Converter({ from: "t", to: "cn" });
/** Character → the one it is folded to; 0 = not asked yet. */
const FOLDED = new Uint16Array(65_536);

function foldCode(code: number): number {
  const one = String.fromCharCode(code);
  const plain = code >= 0xd800 && code <= 0xdfff ? one : one.normalize("NFKC");
  const simple = plain.length === 1 ? simplified(plain) : one;
  return (FOLDED[code] = simple.length === 1 ? simple.charCodeAt(0) : code);
}

/** Full width to half, traditional characters to simplified, as the reader sees text; case and length are kept. */
export function foldName(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const to = FOLDED[code] || foldCode(code);
    if (to === code) continue;
    parts.push(text.slice(from, i), String.fromCharCode(to));
    from = i + 1;
  }
  return from === 0 ? text : parts.join("") + text.slice(from);
}

/** Whether a name is long enough to be looked for in running text: 2 Han characters, or 4 letters; never bare numbers. */
export function isLookable(name: string): boolean {
  if (name.length > LENGTH_MAX || /^[\d\s.,%-]+$/.test(name)) return false;
  const han = name.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han >= 2 || (han === 0 && (name.match(/\p{L}/gu)?.length ?? 0) >= 4);
}

const letter = (ch: string | undefined): boolean => ch !== undefined && /[A-Za-z]/.test(ch);

/** All known names, indexed by their first two characters and their lengths. */
export class NameIndex {
  readonly #byName = new Map<string, KnownName>();
  readonly #lengths = new Map<string, number[]>();
  /** First characters of names, so that most places of a text cost one look. */
  readonly #firsts = new Uint8Array(65_536);
  readonly size: number;

  constructor(names: Iterable<KnownName>) {
    const better = (a: KnownName, b: KnownName): boolean => SURE.indexOf(a.kind) - SURE.indexOf(b.kind) < 0 || (a.kind === b.kind && a.kind !== "taught" && a.id < b.id);
    for (const name of names) {
      const text = foldName(name.text.trim());
      if (!isLookable(text)) continue;
      const before = this.#byName.get(text);
      // Of two taught meanings the later stands: the caller gives them in order.
      if (!before || (before.kind === "taught" && name.kind === "taught") || better(name, before)) this.#byName.set(text, { ...name, text });
    }
    for (const text of this.#byName.keys()) {
      this.#firsts[text.charCodeAt(0)] = 1;
      const key = text.slice(0, 2);
      const lengths = this.#lengths.get(key);
      if (!lengths) this.#lengths.set(key, [text.length]);
      else if (!lengths.includes(text.length)) lengths.push(text.length);
    }
    this.size = this.#byName.size;
  }

  /** The known names that stand in a text of this visibility. */
  in(text: string, visibility: Visibility): KnownName[] {
    const found = new Map<string, KnownName>();
    if (this.size === 0) return [];
    const clear = VISIBILITIES.indexOf(visibility);
    const low = foldName(text);
    for (let i = 0; i + 1 < low.length && found.size < PER_DOCUMENT_MAX; i++) {
      if (this.#firsts[low.charCodeAt(i)] === 0) continue;
      const lengths = this.#lengths.get(low.slice(i, i + 2));
      if (!lengths) continue;
      for (const length of lengths) {
        const name = low.slice(i, i + length);
        if (found.has(name)) continue;
        const known = this.#byName.get(name);
        if (!known || known.rank > clear) continue;
        if ((letter(name[0]) && letter(low[i - 1])) || (letter(name.at(-1)) && letter(low[i + length]))) continue;
        found.set(name, known);
      }
    }
    return [...found.values()];
  }
}

/** A name of the database as a known name. */
export function knownName(row: NameRow): KnownName {
  return { text: row.text, kind: row.kind, rank: row.rank, id: row.id, type: row.type, label: { ...(row.label_zh ? { zh: row.label_zh } : {}), ...(row.label_en ? { en: row.label_en } : {}) } };
}

/** As the reader takes them: each name with its type and, where it is not the entity's own name, the full one in its script. */
export function asKnownNames(names: readonly KnownName[]): KnownNames {
  return new Map(names.map((n) => {
    const full = hasHan(n.text) ? (n.label.zh ?? n.label.en) : (n.label.en ?? n.label.zh);
    return [n.text, n.kind === "label" || n.kind === "name" || full === undefined || full === n.text ? { type: n.type } : { type: n.type, name: full }];
  }));
}
