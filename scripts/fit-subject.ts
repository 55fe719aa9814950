/**
 * Fits the weights by which the reader chooses whose a figure is (data/reading/subject-weights.json), run by hand on labelled documents.
 * Method: conditional logit (McFadden 1974): the probability of a candidate is the softmax of its traits' weighted sum over the candidates of
 * the figure; where several names are right, their sum counts. Each weight is drawn towards what grammar lets expect of its trait
 * (`expected` in the file, set by hand; nothing set means nothing expected) by a Gaussian prior. Since a figure's traits depend on what the figures before
 * were given to, reading and fitting take turns (three rounds).
 * The penalty was chosen by leaving out a tenth of the documents at a time; that table is printed.
 *   node scripts/fit-subject.ts DOCUMENTS GOLD [DOCUMENTS GOLD …] [--penalty 3] [--first 3] [--only-check]
 * --first: how many times the documents of the first folder count (those whose labels are the surest).
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { projectLexicon } from "../src/documents/reading/fixture.ts";
import { findMetadata, readClaims, toInterchange, type Interchange, type Judging, type Proposal, type Weighed } from "../src/documents/reading/index.ts";

const FILE = new URL("../data/reading/subject-weights.json", import.meta.url);
const ROUNDS = 3;
const FOLDS = 10;
type Weights = Record<string, number>;
interface Gold {
  subject: string;
  property: string;
  value: number | string;
  unit: string;
  currency?: string;
  modality: string;
  bound: string;
  quote: string;
}
interface Doc {
  name: string;
  text: string;
  /** how many times its figures count */
  counts: number;
  gold: Gold[];
}
/** One figure with its candidates' traits, and which of them are right. */
interface Example {
  right: boolean[];
  traits: [string, number][][];
}
interface Pair {
  proposal: Proposal;
  gold: Gold;
}

const { positionals, values: args } = parseArgs({ allowPositionals: true, options: { penalty: { type: "string", default: "3" }, "only-check": { type: "boolean", default: false }, "only-fit": { type: "boolean", default: false }, first: { type: "string", default: "1" } } });
const first = Number(args.first);
if (!Number.isInteger(first) || first < 1) throw new Error(`--first takes a whole number from 1 on, not “${args.first}”`);
const number = (file: string): string => (/^(?:.*\/)?(d?\d+)/.exec(file)?.[1] ?? file).replace(/^(d?)0+(?=\d)/, "$1");
const file = JSON.parse(readFileSync(FILE, "utf8")) as { traits: Record<string, { expected?: number; weight: number }> };
const lexicon = projectLexicon();

function documentsOf(folders: readonly string[]): Doc[] {
  const docs: Doc[] = [];
  for (let i = 0; i + 1 < folders.length; i += 2) {
    const golds = new Map(readdirSync(folders[i + 1]!).filter((f) => f.endsWith(".json")).map((f) => [number(f), f]));
    for (const name of readdirSync(folders[i]!).filter((f) => f.endsWith(".txt")).sort()) {
      const text = readFileSync(`${folders[i]!}/${name}`, "utf8");
      const gold = golds.get(number(name));
      if (gold === undefined || docs.some((d) => d.text === text)) continue;
      const { claims } = JSON.parse(readFileSync(`${folders[i + 1]!}/${gold}`, "utf8")) as { claims: Gold[] };
      docs.push({ name, text, counts: i === 0 ? first : 1, gold: claims.filter((c) => c.unit !== "entity") });
    }
  }
  return docs;
}

const plain = (s: string): string => s.normalize("NFKC").toLowerCase().replace(/^the /, "").replace(/[\s'"“”‘’().,。-]/g, "");
const wordsOf = (s: string): Set<string> => new Set(s.toLowerCase().match(/[\p{Script=Han}]|[a-z0-9]+/gu) ?? []);

/** Whether two names are of one thing: one holds the other, or half of their words are shared. */
function sameName(a: string, b: string): boolean {
  const [x, y] = [plain(a), plain(b)];
  if (x === y || (Math.min(x.length, y.length) >= 2 && (x.includes(y) || y.includes(x)))) return true;
  const [p, q] = [wordsOf(a), wordsOf(b)];
  const both = [...p].filter((w) => q.has(w)).length;
  return both / (p.size + q.size - both) >= 0.5;
}

const unit = (c: { unit: string; currency?: string | undefined }): string | undefined => (c.unit === "currency" ? c.currency : c.unit);
const sameValue = (a: unknown, b: unknown): boolean => (typeof a === "number" && typeof b === "number" ? Math.abs(a - b) <= Math.abs(b) * 1e-3 : String(a) === String(b));

/** Proposals beside the labelled claims of the same property, value and unit. */
function pairsOf(doc: Doc, proposals: readonly Proposal[]): { proposed: number; pairs: Pair[] } {
  const rest: { p: Proposal; i: Interchange }[] = proposals.map((p) => ({ p, i: toInterchange(p, doc.name) })).filter((x) => x.i.unit !== "entity" && x.i.property !== "growth_rate" && x.i.property !== "project_progress");
  const proposed = rest.length;
  const pairs: Pair[] = [];
  for (const gold of doc.gold) {
    const points = (i: Interchange): number => (sameName(i.subject, gold.subject) ? 1 : 0) + (i.modality === gold.modality ? 1 : 0) + (i.bound === gold.bound ? 1 : 0) + (gold.quote.includes(i.quote) || i.quote.includes(gold.quote) ? 0.1 : 0);
    const best = rest.filter((x) => x.i.property === gold.property && unit(x.i) === unit(gold) && sameValue(x.i.value, gold.value)).sort((a, b) => points(b.i) - points(a.i))[0];
    if (best === undefined) continue;
    rest.splice(rest.indexOf(best), 1);
    pairs.push({ proposal: best.p, gold });
  }
  return { proposed, pairs };
}

function read(doc: Doc, judging: Judging): Proposal[] {
  const { published, title, bodyStart } = findMetadata(doc.text);
  return readClaims(doc.text, { lexicon, published, title, bodyStart, judging }).proposals;
}

/** What the reader met in a document, with the candidates that are right. */
function examplesOf(doc: Doc, weights: Weights): Example[] {
  const met: Weighed[] = [];
  const proposals = read(doc, { weights, onChoice: (w) => void met.push(w) });
  return pairsOf(doc, proposals).pairs.flatMap(({ proposal: p, gold }) => {
    const w = met.findLast((x) => x.figure?.start === p.figure.start && x.figure.end === p.figure.end && (x.question.kind === "event") === (p.unit === "date"));
    return w === undefined ? [] : [{ right: w.candidates.map((x) => sameName(x.full, gold.subject)), traits: w.candidates.map((x) => x.traits) }];
  });
}

const expected = (trait: string): number => file.traits[trait]?.expected ?? 0;
/** What a type means for one group of properties is drawn to nothing twice as strongly. */
const strictness = (trait: string): number => (/^type \S+ \S/.test(trait) ? 2 : 1);

/** Weights of the least penalised loss, by Adam over all examples at once. */
function fit(examples: readonly Example[], penalty: number, from: Weights): Weights {
  const names = [...new Set(examples.flatMap((e) => e.traits.flatMap((t) => t.map(([n]) => n))))].sort();
  const at = new Map(names.map((n, i) => [n, i]));
  const data = examples.filter((e) => e.right.includes(true) && e.right.includes(false)).map((e) => ({ right: e.right, x: e.traits.map((t) => t.map(([n, v]) => [at.get(n)!, v] as const)) }));
  const prior = names.map(expected);
  const w = names.map((n, i) => from[n] ?? prior[i]!);
  const [g, m, u] = [new Float64Array(w.length), new Float64Array(w.length), new Float64Array(w.length)];
  const steps = 160;
  for (let k = 1; k <= steps; k++) {
    for (let i = 0; i < w.length; i++) g[i] = penalty * strictness(names[i]!) * (w[i]! - prior[i]!);
    for (const { right, x } of data) {
      const score = x.map((t) => t.reduce((s, [i, v]) => s + w[i]! * v, 0));
      const top = Math.max(...score);
      const odds = score.map((s) => Math.exp(s - top));
      const all = odds.reduce((a, b) => a + b, 0);
      const good = odds.reduce((a, b, j) => a + (right[j] ? b : 0), 0);
      x.forEach((t, j) => {
        const d = odds[j]! / all - (right[j] ? odds[j]! / good : 0);
        for (const [i, v] of t) g[i]! += d * v;
      });
    }
    const rate = 0.08 * (k < steps * 0.6 ? 1 : k < steps * 0.85 ? 0.3 : 0.1);
    for (let i = 0; i < w.length; i++) {
      m[i] = 0.9 * m[i]! + 0.1 * g[i]!;
      u[i] = 0.99 * u[i]! + 0.01 * g[i]! * g[i]!;
      w[i]! -= (rate * (m[i]! / (1 - 0.9 ** k))) / (Math.sqrt(u[i]! / (1 - 0.99 ** k)) + 1e-8);
    }
  }
  return Object.fromEntries(names.map((n, i) => [n, Math.round(w[i]! * 1000) / 1000]));
}

function train(docs: readonly Doc[], penalty: number): Weights {
  let weights: Weights = Object.fromEntries(Object.entries(file.traits).map(([t, { expected: e }]) => [t, e ?? 0]));
  for (let round = 0; round < ROUNDS; round++) weights = fit(docs.flatMap((d) => Array.from<Example[]>({ length: d.counts }).fill(examplesOf(d, weights)).flat()), penalty, weights);
  return weights;
}

/** Proposals, core hits, right subjects and fully right ones of documents read with given weights. */
function score(docs: readonly Doc[], weightsFor: (d: Doc) => Weights): string {
  let [gold, proposed, core, subject, full] = [0, 0, 0, 0, 0];
  for (const doc of docs) {
    const { pairs, proposed: n } = pairsOf(doc, read(doc, { weights: weightsFor(doc) }));
    gold += doc.gold.length;
    proposed += n;
    core += pairs.length;
    for (const { proposal: p, gold: g } of pairs) {
      const same = sameName(p.subject, g.subject);
      if (same) subject++;
      if (same && p.modality === g.modality && toInterchange(p, "").bound === g.bound) full++;
    }
  }
  const f1 = (n: number): string => ((200 * n) / (gold + proposed)).toFixed(1);
  return `claims ${gold}  core F1 ${f1(core)}  full F1 ${f1(full)}  subject right of core hits ${((100 * subject) / core).toFixed(1)} (${subject}/${core})`;
}

const docs = documentsOf(positionals);
const penalty = Number(args.penalty);
const folds = docs.map((doc, i) => ({ doc, fold: (i * 7) % FOLDS }));
const left = args["only-fit"] ? [] : Array.from({ length: FOLDS }, (_, k) => train(folds.filter((f) => f.fold !== k).map((f) => f.doc), penalty));
const weights = train(docs, penalty);
const foldOf = new Map(folds.map((f) => [f.doc, f.fold]));
console.log(`${docs.length} documents, penalty ${penalty}`);
if (!args["only-fit"]) console.log(`left out     ${score(docs, (d) => left[foldOf.get(d)!]!)}`);
console.log(`fitted       ${score(docs, () => weights)}`);
if (!args["only-check"]) {
  const traits = Object.fromEntries(Object.keys({ ...file.traits, ...weights }).sort().map((t) => [t, { ...(file.traits[t]?.expected === undefined ? {} : { expected: file.traits[t].expected }), weight: weights[t] ?? expected(t) }]));
  const made = { made: "scripts/fit-subject.ts", documents: docs.length, claims: docs.reduce((n, d) => n + d.gold.length, 0), penalty, about: "weight: fitted; expected: what the weight was drawn to, set by hand from what grammar lets expect" };
  const lines = Object.entries(traits).map(([t, v]) => `  ${JSON.stringify(t)}: ${JSON.stringify(v)}`);
  writeFileSync(FILE, `${JSON.stringify(made, null, 1).slice(0, -2)},\n "traits": {\n${lines.join(",\n")}\n }\n}\n`);
}
