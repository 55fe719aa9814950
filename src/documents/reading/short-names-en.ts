// Which of two English names is the other's short form: "Guangzhou lighting show" of "18th Guangzhou International Lighting Exhibition".
// Invariant: a short form says nothing that its full form does not say; what sets two things of a kind apart keeps them apart.
import { HEAD } from "./name-words-en.ts";
import { EN_PLACES } from "./places.ts";
import { toldApart } from "./standing.ts";

interface Named {
  name: string;
  type: string;
}

const LEGAL = /^(?:co|corp|corporation|company|ltd|limited|inc|llc|gmbh|ag|plc|group|holdings?|sa|bv|nv|the|of|and)$/;
/** Words of a fair's name that any fair may have. */
const OF_ANY = /^(?:international|annual|the|of|and|for|in|world|global|national|edition|\d+(?:st|nd|rd|th)|(?:19|20)\d\d|[ivx]+)$/;
const FAIR = /^(?:expo|exposition|exhibition|fair|show|trade|edition|exhibitions)$/;
/** What any park or project may be called. */
const GENERIC = /^(?:industrial|industry|production|manufacturing|manufacture|national|new|existing|supporting|domestic|local|key|high-tech|modern|large|main|research|development)$/;
const NUMBER = /^(?:\d+(?:st|nd|rd|th)|(?:19|20)\d\d|[a-z]*\d[\da-z.]*)$/;

const BOUND = /^(?:Firm|Expo|Park|Project|Zone|Institute|Lab)$/;

/** The words of the names met lately: each is held against every other of its document. Kept small. */
const KNOWN = new Map<string, readonly string[]>();

function wordsOf(name: string): readonly string[] {
  let words = KNOWN.get(name);
  if (words === undefined) {
    if (KNOWN.size >= 500) KNOWN.clear();
    KNOWN.set(name, (words = cut(name)));
  }
  return words;
}
const cut = (name: string): string[] => name.toLowerCase().replace(/'s\b/g, "").split(/[^a-z0-9.+]+/).map((w) => w.replace(/\.$/, "")).filter((w) => w !== "");
/** "optoelectronics" and "optoelectronic", "optics" and "optic". */
const stem = (w: string): string => (w.length > 5 ? w.replace(/ics?$|s$|ing$/, "") : w);

/** Whether `short` is what `full` is called for short; both are names of one document. A headline may name a fair by its country. */
export function isShortFor(short: Named, full: Named, headline = false): boolean {
  if (short.type !== full.type || !BOUND.test(short.type)) return false;
  const [a, b] = [wordsOf(short.name), wordsOf(full.name)];
  if (a.length >= b.length && short.type !== "Expo" || toldApart(short.name, full.name)) return false;
  if (short.type === "Firm") return firm(a, b);
  if (short.type === "Expo") return /^[A-Z\d]/.test(full.name) && fair(headline ? a.filter((w) => !EN_PLACES.has(w)) : a, b, headline ? 1 : 2);
  return work(a, b);
}

/** "Huarui Optoelectronics" of "Henan Huarui Optoelectronic Industry Co., Ltd"; a branch ("Acme Wuxi") is no full name. */
function firm(a: readonly string[], b: readonly string[]): boolean {
  const ends = LEGAL.test(b[b.length - 1]!);
  const own = b.filter((w) => !LEGAL.test(w));
  const first = EN_PLACES.has(own[0] ?? "") && !EN_PLACES.has(a[0]!) ? own[1] : own[0];
  if (first === undefined || EN_PLACES.has(a[0]!) || stem(a[0]!) !== stem(first)) return false;
  const rest = own.filter((w) => !a.some((x) => stem(x) === stem(w)));
  // "Nantong" is no "Nantong Jianghai Capacitor Co", but may be where it sits.
  if (a.length === 1 && rest.filter((w) => HEAD[w] !== "Firm" && !EN_PLACES.has(w)).length > 1) return false;
  return inOrder(a.filter((w) => !LEGAL.test(w)), own) && (ends || (rest.length > 0 && rest.every((w) => HEAD[w] === "Firm")));
}

/** Fairs of one place and one matter: the ordinal and the year may be told once. */
function fair(a: readonly string[], b: readonly string[], least: number): boolean {
  const [own, whole] = [a.filter((w) => !FAIR.test(w) && !OF_ANY.test(w)), b.filter((w) => !FAIR.test(w) && !OF_ANY.test(w))];
  if (own.length < least || a.filter((w) => NUMBER.test(w)).some((w) => !b.includes(w))) return false;
  const extra = b.filter((w) => !a.includes(w)).length;
  return extra > 0 && b.length >= a.length && own.every((w) => whole.some((x) => stem(x) === stem(w)));
}

/** "LED base" of "LED production base", "Haiyan park" of "Haiyan Photonics Industrial Park": the same noun, and no word of its own. */
function work(a: readonly string[], b: readonly string[]): boolean {
  if (a.length < 2 || a[a.length - 1] !== b[b.length - 1] || !inOrder(a, b) || b.some((w) => w === "of" || w === "and") || a.slice(0, -1).every((w) => GENERIC.test(w))) return false;
  const from = b.findIndex((w) => stem(w) === stem(a[0]!));
  return from === 0 || from === b.length - a.length || (from === 1 && !EN_PLACES.has(a[0]!));
}

function inOrder(a: readonly string[], b: readonly string[]): boolean {
  let at = 0;
  for (const w of b) if (at < a.length && stem(w) === stem(a[at]!)) at++;
  return at === a.length;
}
