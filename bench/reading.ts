// Speed of reading: megabytes a second over generated articles on one core, beside one pass of the platform's own regular-expression
// engine with a single alternation of all trigger words over the same text (the floor); growth with length; and, where the
// labelled documents lie beside the checkout, how often proposals of each confidence are right.
// Invariant: the articles come from a seeded generator, so every run reads the same bytes.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { article, random } from "./articles/made.ts";
import { buildLexicon, findMetadata, readClaims, toInterchange, type Lexicon, type PropertyObject, type Proposal } from "../src/documents/reading/index.ts";

const PROPERTIES = new URL("../data/ontology/properties/", import.meta.url);
const lexicon: Lexicon = buildLexicon(readdirSync(PROPERTIES).filter((f) => f.endsWith(".yaml")).map((f) => parse(readFileSync(new URL(f, PROPERTIES), "utf8")) as PropertyObject));

const rand = random(20240607);
const COUNT = 2000;
const articles = Array.from({ length: COUNT }, () => article(rand));
const bytes = articles.reduce((sum, a) => sum + Buffer.byteLength(a), 0);

/** Milliseconds of processor time, so that a busy machine does not count against either side. */
function cpu(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const mb = (n: number): string => (n / 1e6).toFixed(2);
const words = [...new Set(lexicon.triggers.map((t) => t.word))].sort((a, b) => b.length - a.length);
const alternation = new RegExp(words.map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "gi");

let proposals = 0;
const read = (): void => {
  proposals = 0;
  for (const a of articles) proposals += readClaims(a, { lexicon, published: "2024-06-07" }).proposals.length;
};
let hits = 0;
const scan = (): void => {
  hits = 0;
  for (const a of articles) {
    alternation.lastIndex = 0;
    while (alternation.exec(a) !== null) hits++;
  }
};

for (const a of articles.slice(0, 150)) readClaims(a, { lexicon, published: "2024-06-07" });
const readMs = Math.min(cpu(read), cpu(read));
const scanMs = Math.min(cpu(scan), cpu(scan));
console.log(`articles ${COUNT}, ${mb(bytes)} MB, trigger words ${words.length}`);
console.log(`reading          ${(readMs / 1000).toFixed(2)} s  ${((bytes / 1e6) / (readMs / 1000)).toFixed(2)} MB/s  ${proposals} proposals`);
console.log(`one regex pass   ${(scanMs / 1000).toFixed(2)} s  ${((bytes / 1e6) / (scanMs / 1000)).toFixed(2)} MB/s  ${hits} matches`);
console.log(`ratio            ${(readMs / scanMs).toFixed(1)} (aim: at most 25)`);

console.log("\ngrowth: one line, length doubled (milliseconds of processor time; about 2 each step is linear)");
const LINES: Readonly<Record<string, string>> = {
  "article text": articles.slice(0, 40).join(" ").replace(/\n/g, " "), "digits only": "1234567890 ", "dense figures": "总投资10亿元的园区占地50亩，", "no stops": "光电产业园", "regex bait": "(((((((((( a,a,a,a ", "numerals": "十百千万亿", "dates": "2023年5月", "capitals": "Aa Bb of Cc and ",
};
for (const [name, unit] of Object.entries(LINES)) {
  const base = 24_000;
  const times = [1, 2, 4, 8].map((k) => {
    const text = unit.repeat(Math.ceil((base * k) / unit.length)).slice(0, base * k);
    // The least of four: the first runs of a text warm the engine, and its collector may come between.
    return Math.min(...[1, 2, 3, 4].map(() => cpu(() => readClaims(text, { lexicon }))));
  });
  console.log(`${name.padEnd(14)} ${times.map((t) => t.toFixed(0).padStart(6)).join(" ")}   8x costs ${(times[3]! / Math.max(times[0]!, 1)).toFixed(1)}x`);
}

calibration();

/** Confidence against the truth, on the labelled documents: numeric and date claims whose core is right. */
function calibration(): void {
  const folder = new URL("../../shared/documents/", import.meta.url);
  if (!existsSync(new URL("gold/", folder))) {
    console.log("\nlabelled documents are not beside the checkout: no calibration table");
    return;
  }
  const buckets = new Map<number, { n: number; right: number; sum: number }>();
  for (const sub of ["seeds/", "more/"]) {
    for (const name of readdirSync(new URL(sub, folder))) {
      const text = readFileSync(new URL(sub + name, folder), "utf8");
      const key = /^d?\d+/.exec(name)![0];
      const gold = (JSON.parse(readFileSync(new URL(`gold/${key}.json`, folder), "utf8")) as { claims: Gold[] }).claims.filter((g) => g.unit !== "entity");
      const meta = findMetadata(text);
      for (const p of readClaims(text, { lexicon, published: meta.published, title: meta.title, bodyStart: meta.bodyStart }).proposals) {
        if (p.unit === "entity" || p.property === "growth_rate") continue;
        const i = gold.findIndex((g) => matches(g, p, name));
        if (i >= 0) gold.splice(i, 1);
        const b = Math.min(9, Math.floor(p.confidence * 10));
        const bucket = buckets.get(b) ?? { n: 0, right: 0, sum: 0 };
        buckets.set(b, { n: bucket.n + 1, right: bucket.right + (i >= 0 ? 1 : 0), sum: bucket.sum + p.confidence });
      }
    }
  }
  console.log("\ncalibration: confidence said, proposals, share fully right (property, value, subject, modality, bound)");
  for (const [b, { n, right, sum }] of [...buckets].sort((x, y) => x[0] - y[0])) console.log(`${(b / 10).toFixed(1)}-${((b + 1) / 10).toFixed(1)}  mean ${(sum / n).toFixed(2)}  n ${String(n).padStart(3)}  right ${(right / n).toFixed(2)}`);
}

interface Gold {
  subject: string;
  property: string;
  value: number | string;
  unit: string;
  modality: string;
  bound: string;
}

function matches(g: Gold, p: Proposal, name: string): boolean {
  const q = toInterchange(p, name);
  const norm = (s: string): string => s.toLowerCase().replace(/^the |[\s'"“”‘’().,，。-]/g, "");
  const [a, b] = [norm(g.subject), norm(q.subject)];
  const value = typeof g.value === "number" ? typeof q.value === "number" && Math.abs(g.value - q.value) <= Math.abs(g.value) * 1e-3 : g.value === q.value;
  return g.property === q.property && value && g.modality === q.modality && g.bound === q.bound && (a.includes(b) || b.includes(a));
}
