/**
 * Identity measured: accuracy on the project's own pairs (data/identity/bench) and, where the real lists lie next to the checkout, on them;
 * speed of deduplicating, linking and searching a made register (seeded, 70 % Chinese): ours with two threads beside DuckDB running the same
 * blocking and scoring as SQL with two threads (./identity/duckdb.ts), search at the API beside an indexed equality lookup on the same database.
 * Each measurement runs in a process of its own, so that peak memory is its own.
 * `node bench/identity.ts [--full] [--huge]`: without switches under two minutes (10⁴, 10⁵); `--full` adds 10⁶ and the real lists; `--huge` 10⁷.
 * Invariant: the same seed gives the same rows, and both sides see the same rows.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { buildSearchIndex, comparePair, dedupeList, linkList, linkRows, search, searchIndexBytes } from "../src/entities/identity/index.ts";
import { dedupeInSql } from "./identity/duckdb.ts";
import { madeRegister, type MadeRegister } from "./identity/made-register.ts";
import { searchAtApi } from "./identity/search-api.ts";

const SELF = fileURLToPath(import.meta.url);
const OWN = new URL("../data/identity/bench/", import.meta.url), REAL = new URL("../../shared/datasets/", import.meta.url);
const say = (line: string): void => { process.stdout.write(`${line}\n`); };
const percent = (x: number): string => x.toFixed(3);

function tsv(file: string): string[][] {
  return readFileSync(new URL(file, OWN), "utf8").split("\n").filter((l) => l !== "" && !l.startsWith("#")).map((l) => l.split("\t"));
}

function f1(right: number, said: number, so: number): string {
  const p = right / Math.max(1, said), r = right / Math.max(1, so);
  return `P ${percent(p)}  R ${percent(r)}  F1 ${percent((2 * p * r) / Math.max(1e-9, p + r))}`;
}

/** Link two columns of the same rows and score the rows that `judged` admits. */
function linkScore(label: string, left: string[], right: string[], judged: (row: number) => boolean): void {
  const links = linkRows(left.map((n) => ({ names: [n] })), right.map((n) => ({ names: [n] })), { all: true, top: 10 });
  const byRow = new Map<number, typeof links>();
  for (const l of links) byRow.set(l.a, [...(byRow.get(l.a) ?? []), l]);
  let so = 0, first = 0, ten = 0, said = 0, correct = 0;
  left.forEach((_, row) => {
    if (!judged(row)) return;
    so++;
    const found = byRow.get(row) ?? [], at = found.findIndex((l) => l.b === row || right[l.b] === right[row]);
    if (at === 0) first++;
    if (at >= 0) ten++;
    if (found[0]?.decision === "link") { said++; if (at === 0) correct++; }
  });
  say(`${label} (${so} of ${left.length}): top-1 ${percent(first / so)}  top-10 ${percent(ten / so)}; decided links ${f1(correct, said, so)}`);
}

function ownPairs(): void {
  const own = tsv("zh-en.tsv");
  linkScore("own zh→en organisation names", own.map((r) => r[0]!), own.map((r) => r[1]!), () => true);
  for (const wanted of ["organisation", "person"]) {
    let right = 0, said = 0, so = 0, rows = 0;
    for (const [a, b, kind, match] of tsv("pairs.tsv")) {
      if (kind !== wanted) continue;
      const link = comparePair(a!, b!, { kind: wanted as "organisation" | "person" }).decision === "link";
      rows++; said += Number(link); so += Number(match === "true"); right += Number(link && match === "true");
    }
    say(`own pairs judged alone, ${wanted} (${rows}): ${f1(right, said, so)}`);
  }
}

/** Listed firms: full, short and English name by stock code; halves by hash of the code, one looked at while building, one not. */
function realLists(): void {
  const company = new URL("chain-knowledge-graph/company.csv", REAL), english = new URL("finance-database/china_equities_en.csv.gz", REAL);
  if (!existsSync(company) || !existsSync(english)) { say("real lists: not next to this checkout, skipped"); return; }
  const byCode = new Map((parse(readFileSync(company), { columns: true }) as Record<string, string>[]).map((r) => [r.code!.slice(0, 6), r]));
  const rows = (parse(gunzipSync(readFileSync(english)), { columns: true }) as Record<string, string>[]).flatMap((r) => { const c = byCode.get(r.symbol!.slice(0, 6)); return c ? [{ code: c.code!.slice(0, 6), full: c.full_name!, short: c.short_name!, en: r.name! }] : []; });
  const seen = (row: number): boolean => createHash("sha256").update(rows[row]!.code).digest()[0]! % 2 === 0;
  for (const [label, side] of [["seen half", seen], ["held-out half", (r: number) => !seen(r)]] as const) {
    linkScore(`listed firms short→full, ${label}`, rows.map((r) => r.short), rows.map((r) => r.full), side);
    linkScore(`listed firms zh→en, ${label}`, rows.map((r) => r.full), rows.map((r) => r.en), side);
  }
}

const THREADS = 2;

interface Measured {
  seconds: number; cpu: number; mb: number; text: string; stages?: string;
  /** Of deduplicating: normal forms to scores, without reading the rows, clustering and gathering, as the SQL does. */
  alike?: { wall: number; cpu: number };
}

function truth(made: MadeRegister, row: number): number {
  return made.copyOf[row]! >= 0 ? made.copyOf[row]! : row;
}

function clusterScore(made: MadeRegister, cluster: Int32Array): string {
  let planted = 0, found = 0;
  made.copyOf.forEach((of, row) => { if (of < 0) return; planted++; if (cluster[row] === cluster[of]) found++; });
  const first = new Map<number, number>();
  let joined = 0, wrong = 0;
  cluster.forEach((c, row) => { const f = first.get(c); if (f === undefined) { first.set(c, row); return; } joined++; if (truth(made, row) !== truth(made, f)) wrong++; });
  return `copies found ${percent(found / planted)}, merges of rows made apart ${percent(wrong / Math.max(1, joined))}`;
}

/** One measurement in this process: `dedupe:SIZE`, `sql:SIZE`, `same:SIZE`, `link:SIZE`, `search:SIZE`, `api:SIZE`. */
async function one(task: string): Promise<Measured> {
  const [what, sizeText] = task.split(":"), size = Number(sizeText), made = madeRegister(size), from = performance.now(), spent = process.cpuUsage();
  const done = (text: string, stages?: string): Measured => {
    const used = process.cpuUsage(spent);
    return { seconds: (performance.now() - from) / 1000, cpu: (used.user + used.system) / 1e6, mb: Math.round(process.resourceUsage().maxRSS / 1024), text, ...(stages ? { stages } : {}) };
  };
  if (what === "dedupe" || what === "same") {
    const stages: string[] = [];
    let last = from, alike = { wall: 0, cpu: 0 };
    const names = what === "same" ? (_: number) => ["深圳市鸿富瀚科技股份有限公司"] : (i: number) => [made.names[i]!];
    const r = await dedupeList({ count: size, names }, { threads: THREADS, progress: (stage) => {
      const now = performance.now(), soFar = done("");
      stages.push(`${stage} ${((now - last) / 1000).toFixed(2)}`);
      last = now;
      if (stage === "read") alike = { wall: soFar.seconds, cpu: soFar.cpu };
      if (stage === "compared") alike = { wall: soFar.seconds - alike.wall, cpu: soFar.cpu - alike.cpu };
    } });
    const m = { ...done("", stages.join(", ")), alike }, cluster = Int32Array.from({ length: size }, (_, i) => -1 - i);
    r.merged.forEach((c, k) => { for (const row of c.rows) cluster[row] = k; });
    return { ...m, text: `${r.blocked} pairs blocked, ${r.compared} compared in full, ${r.merged.length} clusters${what === "same" ? "" : `; ${clusterScore(made, cluster)}`}` };
  }
  if (what === "sql") {
    const run = await dedupeInSql(made, THREADS);
    if (!run) return { ...done("@duckdb/node-api is not installed"), seconds: Number.NaN };
    return { seconds: run.seconds, cpu: run.cpu, mb: done("").mb, text: `${run.pairs} pairs scored, ${run.links} links`, stages: run.steps };
  }
  if (what === "link") {
    const step = Math.floor(size / 1000), asked = made.names.filter((_, i) => i % step === 0).slice(0, 1000);
    const links = await linkList(asked.map((n) => ({ names: [n] })), made.names.map((n) => ({ names: [n] })), { threads: THREADS });
    return done(`${links.length} links of 1000`);
  }
  if (what === "api") {
    const run = await searchAtApi(made.names), ms = (x: number) => x.toFixed(2);
    return done(`${run.asked} prefixes typed at /api/search: p50 ${ms(run.api.p50)} ms, p95 ${ms(run.api.p95)} ms; equality lookup on the same PGlite: p50 ${ms(run.lookup.p50)} ms, p95 ${ms(run.lookup.p95)} ms; ratio p50 ${(run.api.p50 / run.lookup.p50).toFixed(1)}×, p95 ${(run.api.p95 / run.lookup.p95).toFixed(1)}×; index ${Math.round(run.mb)} MB, built beside in ${run.built.toFixed(1)} s`);
  }
  return searchSpeed(made, size, done);
}

function searchSpeed(made: MadeRegister, size: number, done: (text: string) => Measured): Measured {
  const index = buildSearchIndex(made.names), built = done("");
  const typed = made.names.filter((_, i) => i % Math.ceil(size / 250) === 0).flatMap((n) => { const t = n.trim(); return Array.from({ length: Math.min(8, t.length) }, (_, i) => t.slice(0, i + 1)); });
  const times = typed.map((t) => { const at = performance.now(); search(index, t, 10); return performance.now() - at; }).sort((a, b) => a - b);
  return { ...built, text: `index of ${Math.round(searchIndexBytes(index) / 2 ** 20)} MB built in this thread; ${typed.length} prefixes typed: p50 ${times[times.length >> 1]!.toFixed(2)} ms, p95 ${times[Math.floor(times.length * 0.95)]!.toFixed(2)} ms` };
}

/** Runs one measurement in a process of its own and prints it. */
function apart(task: string): Measured | undefined {
  const run = spawnSync(process.execPath, ["--max-old-space-size=12288", SELF, "--one", task], { encoding: "utf8", maxBuffer: 1 << 26 });
  const line = run.stdout.split("\n").find((l) => l.startsWith("{"));
  if (run.status !== 0 || line === undefined) { say(`${task}: failed\n${run.stderr.slice(-2_000)}`); return undefined; }
  const m = JSON.parse(line) as Measured;
  say(`${task}: ${m.seconds.toFixed(2)} s wall, ${m.cpu.toFixed(2)} s cpu, ${m.mb} MB peak; ${m.text}${m.alike ? `; normal forms to scores alone: ${m.alike.wall.toFixed(2)} s wall, ${m.alike.cpu.toFixed(2)} s cpu` : ""}${m.stages ? `\n    ${m.stages}` : ""}`);
  return m;
}

async function main(words: string[]): Promise<void> {
  const at = words.indexOf("--one");
  if (at >= 0) { process.stdout.write(`${JSON.stringify(await one(words[at + 1]!))}\n`, () => process.exit(0)); return; }
  const only = words.indexOf("--only");
  if (only >= 0) { for (const task of words[only + 1]!.split(",")) apart(task); return; }
  const full = words.includes("--full") || words.includes("--huge");
  ownPairs();
  if (full) realLists(); else say("real lists: run with --full");
  apart("same:10000");
  const growth: { size: number; ours: Measured }[] = [];
  for (const size of [10_000, 100_000, ...(full ? [1_000_000] : []), ...(words.includes("--huge") ? [10_000_000] : [])]) {
    const ours = apart(`dedupe:${size}`), theirs = size <= 1_000_000 ? apart(`sql:${size}`) : undefined;
    if (ours) growth.push({ size, ours });
    if (ours && theirs && !Number.isNaN(theirs.seconds)) say(`  ratio at ${size}: ours end to end / DuckDB blocking and scoring: wall ${(ours.seconds / theirs.seconds).toFixed(2)}, cpu ${(ours.cpu / theirs.cpu).toFixed(2)}, memory ${(ours.mb / theirs.mb).toFixed(2)}`);
    if (ours?.alike && theirs && !Number.isNaN(theirs.seconds)) say(`    the same steps alone (normal forms to scores): ours ${ours.alike.wall.toFixed(2)} s wall, ${ours.alike.cpu.toFixed(2)} s cpu; ours / DuckDB: wall ${(ours.alike.wall / theirs.seconds).toFixed(2)}, cpu ${(ours.alike.cpu / theirs.cpu).toFixed(2)}`);
  }
  for (const { size, ours } of growth) say(`  growth: ${size} rows, ${((ours.seconds * 1e6) / size).toFixed(1)} µs a row wall, ${((ours.cpu * 1e6) / size).toFixed(1)} µs cpu`);
  for (const size of full ? [1_000_000] : [100_000]) for (const what of ["link", "search", "api"]) apart(`${what}:${size}`);
}

await main(process.argv.slice(2));
