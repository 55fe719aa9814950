/**
 * Works out what a reading's score is worth as a probability, and writes it down as data.
 * `data/reading/first-readings.jsonl` holds one line for each proposal (document, score, fully right or not) of labelled documents that the
 * reader met for the first time: each was read and scored before anybody working on the reader had seen it or its labels.
 * Method: isotonic regression of being right on the score (pool adjacent violators, Ayer et al. 1955), each pool drawn towards the mean by
 * two proposals' weight; straight lines between the pools. The reliability table printed is leave-one-document-out.
 *   node scripts/calibrate-reading.ts            writes data/reading/confidence.json and prints the table
 */
import { readFileSync, writeFileSync } from "node:fs";
import { probabilityOf, type CalibrationPoint } from "../src/documents/reading/index.ts";

const FOLDER = new URL("../data/reading/", import.meta.url);
interface Reading {
  doc: number;
  score: number;
  right: boolean;
}
const readings = readFileSync(new URL("first-readings.jsonl", FOLDER), "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line) as Reading);

/** Pools of neighbouring scores whose shares of right ones rise. */
function fit(rows: readonly Reading[]): CalibrationPoint[] {
  const mean = rows.filter((r) => r.right).length / rows.length;
  const pools: { scores: number; right: number; n: number }[] = [];
  for (const r of [...rows].sort((a, b) => a.score - b.score)) {
    pools.push({ scores: r.score, right: r.right ? 1 : 0, n: 1 });
    for (let k = pools.length - 1; k > 0 && (pools[k - 1]!.right / pools[k - 1]!.n >= pools[k]!.right / pools[k]!.n || pools[k - 1]!.n < 8); k--) {
      const [a, b] = [pools[k - 1]!, pools.pop()!];
      pools[k - 1] = { scores: a.scores + b.scores, right: a.right + b.right, n: a.n + b.n };
    }
  }
  return pools.map((p) => ({ score: round(p.scores / p.n), probability: round((p.right + 2 * mean) / (p.n + 2)) }));
}

const round = (x: number): number => Math.round(x * 1000) / 1000;

const docs = [...new Set(readings.map((r) => r.doc))];
const left = docs.flatMap((doc) => {
  const points = fit(readings.filter((r) => r.doc !== doc));
  return readings.filter((r) => r.doc === doc).map((r) => ({ said: probabilityOf(points, r.score), right: r.right }));
});
console.log(`${readings.length} proposals of ${docs.length} documents; leave one document out:`);
for (const [from, to] of [[0, 0.4], [0.4, 0.55], [0.55, 0.65], [0.65, 0.75], [0.75, 1.01]] as const) {
  const bin = left.filter((r) => r.said >= from && r.said < to);
  if (bin.length > 0) console.log(`${from.toFixed(2)}-${Math.min(to, 1).toFixed(2)}  said ${(bin.reduce((s, r) => s + r.said, 0) / bin.length).toFixed(2)}  right ${(bin.filter((r) => r.right).length / bin.length).toFixed(2)}  n ${bin.length}`);
}
const brier = left.reduce((s, r) => s + (r.said - (r.right ? 1 : 0)) ** 2, 0) / left.length;
const before = readings.reduce((s, r) => s + (r.score - (r.right ? 1 : 0)) ** 2, 0) / readings.length;
console.log(`Brier score ${brier.toFixed(3)} (the scores as they are: ${before.toFixed(3)})`);
writeFileSync(new URL("confidence.json", FOLDER), `${JSON.stringify({ made: "scripts/calibrate-reading.ts", readings: readings.length, documents: docs.length, points: fit(readings) }, null, 1)}\n`);
