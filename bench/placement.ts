/**
 * Bench of placement: a million generated register rows (seeded). Matching in MB/s over the first 100,000 against a RegExp alternation, an
 * Aho–Corasick as packages write it, and a package where one is installed; then rows a second end to end (read CSV, place, write JSON) for the
 * whole million on one and on two threads.
 * Invariant: all matchers search the same patterns in the same text; our two must find the same number, what the others find is printed; one JSON line.
 */
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { delimitedRecords } from "../src/chain/complexity/index.ts";
import { loadPack } from "../src/chain/pack/index.ts";
import type { CompiledPack } from "../src/chain/pack/index.ts";
import { plainMatcher } from "./chain/plain-matcher.ts";
import { buildAutomaton, foldUnit, hitBuffer, preparePlacer, scan, shippedRules } from "../src/chain/placement/index.ts";

const ROWS = 100_000;
/** Parts of ROWS rows each, every one from its own seed. */
const PARTS = 10;
const SEED = 20_240_619;
const NPM_MATCHERS = ["@monyone/aho-corasick", "@monyone/aho-corasick/fast"];

interface Matcher {
  matchInText(text: string): unknown[];
}

/** Megabytes a second of each matcher of the registry that is installed, over the same texts (case and width folded beforehand), and how many matches it finds. */
async function registryMatchers(patterns: string[], texts: string[], bytes: number): Promise<{ name: string; mb_s: number; matches: number }[]> {
  const rows: { name: string; mb_s: number; matches: number }[] = [];
  for (const name of NPM_MATCHERS) {
    const found = (await import(name).catch(() => undefined)) as { AhoCorasick: new (words: string[]) => Matcher } | undefined;
    if (!found) continue;
    const matcher = new found.AhoCorasick([...new Set(patterns)]);
    let matches = 0;
    const spent = median(() => { matches = 0; for (const text of texts) matches += matcher.matchInText(text).length; });
    rows.push({ name, mb_s: Math.round(bytes / 1e5 / spent) / 10, matches });
  }
  return rows;
}
const TAIL = ["技术服务、技术开发、技术咨询、技术交流、技术转让、技术推广", "货物进出口", "技术进出口", "企业管理咨询", "信息咨询服务（不含许可类信息咨询服务）", "会议及展览服务", "电子产品销售", "五金产品批发", "机械设备租赁", "建筑材料销售", "日用百货销售", "计算机软硬件及辅助设备零售", "普通货物仓储服务", "广告设计、代理", "非居住房地产租赁", "物业管理", "新材料技术研发", "食品销售", "劳务服务（不含劳务派遣）", "园林绿化工程施工"];
const CLOSE = "（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）";
const VERBS = ["制造", "研发", "的研发、生产", "销售", "加工", "的设计与制造", "生产", "批发"];

/** Mulberry32: a small seeded generator. */
function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Business scopes like those of a register: a few items of the chain in one firm of three, then the generic tail. */
function generate(pack: CompiledPack, rows: number, seed: number): string[] {
  const next = random(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const words = pack.nodes.flatMap((n) => n.words.zh);
  return Array.from({ length: rows }, () => {
    const items: string[] = [];
    if (next() < 0.35) for (let i = 1 + Math.floor(next() * 4); i > 0; i--) items.push(pick(words) + pick(VERBS));
    for (let i = 3 + Math.floor(next() * 6); i > 0; i--) items.push(pick(TAIL));
    return `一般项目：${items.join("；")}。${next() < 0.8 ? CLOSE : ""}`;
  });
}

const seconds = (work: () => void): number => { const start = process.hrtime.bigint(); work(); return Number(process.hrtime.bigint() - start) / 1e9; };
const median = (work: () => void, times = 3): number => Array.from({ length: times }, () => seconds(work)).sort((a, b) => a - b)[times >> 1]!;

/** Reads a CSV in memory, places every row, writes JSON lines; answers the bytes written. */
async function endToEnd(csv: Uint8Array): Promise<number> {
  const placer = preparePlacer(loadPack().pack, shippedRules());
  parentPort?.postMessage("ready");
  let written = 0;
  let header = true;
  // Copied out by the megabyte: the decoder takes no shared memory.
  const chunks = (async function* () { for (let at = 0; at < csv.length; at += 1 << 20) yield csv.slice(at, at + (1 << 20)); })();
  for await (const batch of delimitedRecords(chunks)) {
    let out = "";
    for (const { fields, line } of batch) {
      if (header) { header = false; continue; }
      out += `${JSON.stringify({ line, name: fields[0], nodes: placer.placeFast({ name: fields[0]!, texts: [fields[1]!] }) })}\n`;
    }
    written += Buffer.byteLength(out);
  }
  return written;
}

/** A register of some parts as CSV, in memory that threads share. */
function register(pack: CompiledPack, parts: readonly number[]): Uint8Array {
  const encoder = new TextEncoder();
  const pieces = [encoder.encode("name,scope\n"), ...parts.map((part) => encoder.encode(generate(pack, ROWS, SEED + part).map((t, i) => `企业${part * ROWS + i},${t}\n`).join("")))];
  const whole = new Uint8Array(new SharedArrayBuffer(pieces.reduce((sum, p) => sum + p.length, 0)));
  let at = 0;
  for (const piece of pieces) { whole.set(piece, at); at += piece.length; }
  return whole;
}

/** Time from the moment that all workers are ready (automata built) to the last row written. */
async function threads(registers: readonly Uint8Array[]): Promise<number> {
  const workers = registers.map((csv) => new Worker(new URL(import.meta.url), { workerData: csv }));
  const starts: number[] = [];
  await Promise.all(workers.map((worker) => new Promise<void>((done, fail) => {
    worker.on("message", (what) => { if (what === "ready") starts.push(performance.now()); else done(); });
    worker.on("error", fail);
  })));
  const spent = (performance.now() - Math.min(...starts)) / 1000;
  await Promise.all(workers.map((worker) => worker.terminate()));
  return spent;
}

async function main(): Promise<void> {
  const { pack } = loadPack();
  const texts = generate(pack, ROWS, SEED);
  const bytes = texts.reduce((sum, t) => sum + Buffer.byteLength(t), 0);
  const patterns = [...new Set(pack.nodes.flatMap((n) => n.words.zh.map((w) => w.toLowerCase())))];
  const building = seconds(() => { buildAutomaton(patterns); });
  const automaton = buildAutomaton(patterns);
  const hits = hitBuffer();
  let found = 0;
  const own = median(() => { found = 0; for (const text of texts) found += scan(automaton, text, hits); });
  // Leftmost-longest alternation; it skips overlaps, so it finds fewer, never more.
  const alternation = new RegExp([...patterns].sort((a, b) => b.length - a.length).map((p) => p.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "gi");
  let foundRegExp = 0;
  const regExp = seconds(() => { for (const text of texts) { alternation.lastIndex = 0; while (alternation.exec(text)) foundRegExp++; } });
  // Case and width are folded for it beforehand, outside of its time.
  const fold = (text: string): string => Array.from(text, (c) => (c.length === 1 ? String.fromCharCode(foldUnit(c.charCodeAt(0))) : c)).join("");
  const [plain, folded] = [plainMatcher(patterns.map(fold)), texts.map(fold)];
  let foundPlain = 0;
  const plainly = seconds(() => { for (const text of folded) foundPlain += plain(text); });
  if (foundPlain !== found) throw new Error(`the plain matcher finds ${foundPlain}, the automaton ${found}`);
  const registry = await registryMatchers(patterns.map(fold), folded, bytes);
  const placer = preparePlacer(pack, shippedRules());
  let placed = 0;
  const placing = median(() => { placed = 0; for (const text of texts) if (placer.placeFast({ texts: [text] }).length > 0) placed++; });
  const explained = seconds(() => { for (let i = 0; i < ROWS; i += 5) placer.place({ texts: [texts[i]!] }); }) * 5;
  const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
  const one = await threads([register(pack, range(0, PARTS))]);
  const two = await threads([register(pack, range(0, PARTS / 2)), register(pack, range(PARTS / 2, PARTS))]);
  const round = (x: number): number => Math.round(x * 10) / 10;
  console.log(JSON.stringify({
    bench: "placement", rows_matched: ROWS, megabytes: round(bytes / 1e6), patterns: patterns.length, states: automaton.states, table_megabytes: round([automaton.root, automaton.base, automaton.owner, automaton.next].reduce((sum, part) => sum + part.byteLength, 0) / 1e6),
    build_s: round(building), matches: found, matches_regexp: foundRegExp,
    matching_mb_s: { own: round(bytes / 1e6 / own), regexp: round(bytes / 1e6 / regExp), plain_aho_corasick: round(bytes / 1e6 / plainly) },
    times_faster_than: { regexp: round(regExp / own), plain_aho_corasick: round(plainly / own) },
    npm_matchers: registry, times_faster_than_best_on_npm: registry.length > 0 ? round(bytes / 1e6 / own / Math.max(...registry.map((m) => m.mb_s))) : "none installed",
    place_rows_s: Math.round(ROWS / placing), place_explained_rows_s: Math.round(ROWS / explained), placed,
    end_to_end: { rows: ROWS * PARTS, rows_s_one_thread: Math.round((ROWS * PARTS) / one), rows_s_two_threads: Math.round((ROWS * PARTS) / two) },
    peak_memory_mb: Math.round(process.resourceUsage().maxRSS / 1024),
  }));
}

if (isMainThread) await main();
else parentPort!.postMessage(await endToEnd(workerData as Uint8Array));
