/**
 * Identity measured: accuracy on the project's own pairs (data/identity/bench) and, where the real lists lie next to the checkout, on them;
 * speed of deduplicating, linking and searching a made register (seeded, 70 % Chinese), ours beside the floor: a Map of string keys with
 * Jaro–Winkler inside each block. Each size runs in a process of its own, so that peak memory is that size's.
 * `node bench/identity.ts [--full] [--huge]`: without switches under 90 s (10⁴, 10⁵); `--full` adds 10⁶ and the real lists; `--huge` adds 10⁷.
 * Invariant: the same seed gives the same rows, and both sides see the same rows. Names are built of syllables and general words; any likeness to
 * a firm is chance.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { buildSearchIndex, comparePair, dedupeList, linkRows, search } from "../src/entities/identity/index.ts";

const SELF = fileURLToPath(import.meta.url);
const OWN = new URL("../data/identity/bench/", import.meta.url), REAL = new URL("../../shared/datasets/", import.meta.url);
const say = (line: string): void => { process.stdout.write(`${line}\n`); };
const percent = (x: number): string => x.toFixed(3);

interface MadeRegister { names: string[]; /** Row of the original, for each planted copy; −1 otherwise. */ copyOf: Int32Array }

function random(seed: number): () => number {
  let a = seed >>> 0;
  return () => { a = (a + 0x6d2b79f5) >>> 0; let t = Math.imul(a ^ (a >>> 15), 1 | a); t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t; return ((t ^ (t >>> 14)) >>> 0) / 4294967296; };
}

const CITIES = "北京 上海 深圳 广州 杭州 苏州 南京 武汉 成都 重庆 天津 长春 沈阳 大连 青岛 济南 郑州 西安 长沙 南昌 合肥 福州 厦门 宁波 无锡 东莞 佛山 中山 珠海 昆明 贵阳 南宁 海口 兰州 太原 石家庄 哈尔滨 吉林 常州 温州".split(" ");
const BRAND = "安博长诚创达德鼎东恩方飞丰福富光广国海瀚浩恒宏华汇嘉建健金锦晶景聚凯康科坤蓝朗乐立联力龙隆迈明铭纳能宁鹏普奇启清锐瑞润森尚盛世顺思泰腾天通同万威维伟为文新信兴旭亚扬业伊亿易益盈永优宇远元源云泽兆正志智中众卓佐岚霖睿烁煜晟骏皓琪钧".split("");
const TRADE = "科技 电子 光电 光学 激光 机械 材料 医药 生物 食品 贸易 商贸 建筑 工程 物流 化工 能源 环保 信息 网络 软件 通信 智能 装备 设备 仪器 汽车 服装 家具 农业 旅游 文化 传媒 咨询 投资".split(" ");
const TAIL = "有限公司 有限公司 有限公司 科技有限公司 技术有限公司 股份有限公司 有限责任公司 (集团)有限公司".split(" ");
const SYLLABLES = "ar ba bel bo cal can cor da del dex dor el en fa far fin ga gen gla hal har in jo ka kel la lan len lin lo lu ma mar mer mi mon na nel nex no nor o or pa per pha pol qua ra rel ri ro sa sen ser sol ta tec ter ti ton tor tra tri un va ven ver vi vo wel win xan yor za zen".split(" ");
const WORDS = "Technology Electronics Optics Photonics Laser Machinery Materials Pharma Biotech Foods Trading Construction Engineering Logistics Chemical Energy Software Systems Networks Robotics Automotive Instruments Capital Consulting Media".split(" ");
const FORMS = "Ltd|Limited|Co., Ltd.|Inc.|Corporation|Corp|LLC|GmbH|S.A.|Holdings Ltd".split("|");

/** Make `size` rows, a tenth of them perturbed copies of earlier ones. */
function madeRegister(size: number, seed = 20240619): MadeRegister {
  const next = random(seed), pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const names: string[] = [], copyOf = new Int32Array(size).fill(-1);
  const zh = () => { let brand = ""; const n = 2 + Math.floor(next() * 2.2); while (brand.length < n) brand += pick(BRAND); return `${pick(CITIES)}${next() < 0.4 ? "市" : ""}${brand}${pick(TRADE)}${pick(TAIL)}`; };
  const en = () => { let brand = ""; const n = 2 + Math.floor(next() * 3); for (let i = 0; i < n; i++) brand += pick(SYLLABLES); return `${brand[0]!.toUpperCase()}${brand.slice(1)} ${next() < 0.5 ? `${pick(WORDS)} ` : ""}${pick(WORDS)} ${pick(FORMS)}`; };
  while (names.length < size) {
    const row = names.length;
    if (row > 10 && next() < 0.1) {
      const of = Math.floor(next() * row);
      copyOf[row] = copyOf[of]! >= 0 ? copyOf[of]! : of;
      names.push(perturb(names[of]!, next));
    } else names.push(next() < 0.7 ? zh() : en());
  }
  return { names, copyOf };
}

/** One of the ways in which registers spell one name differently. */
function perturb(name: string, next: () => number): string {
  const way = Math.floor(next() * 6);
  const at = 1 + Math.floor(next() * Math.max(1, name.length - 2));
  if (way === 0) return name.replace("市", "").replace("有限责任公司", "有限公司").replace("Limited", "Ltd").replace("Corporation", "Corp");
  if (way === 1) return /[a-z]/.test(name) ? name.toUpperCase() : name.replace("(集团)", "集团").replace("科技", "技术");
  if (way === 2) return /[a-z]/.test(name) ? name.slice(0, at) + name.slice(at + 1) : name.slice(0, 2) + name.slice(2);
  if (way === 3) return name.normalize("NFKC").replace(/[A-Za-z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
  if (way === 4) return ` ${name.replace(/\(/g, "（").replace(/\)/g, "）").replace(",", "，")} `;
  return name.replace(/有限公司$/, "").replace(/ (?:Ltd|Limited|Inc\.|LLC|Co\., Ltd\.)$/, "");
}

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

/** The floor: a Map from the first four letters to rows, Jaro–Winkler inside each block, union by path halving. */
function floorDedupe(names: string[]): Int32Array {
  const key = names.map((n) => n.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "").replace(/(有限公司|股份|集团|ltd|inc|limited|corporation|corp|llc)/g, ""));
  const blocks = new Map<string, number[]>();
  key.forEach((k, i) => { const b = k.slice(0, 4); const list = blocks.get(b); if (list) list.push(i); else blocks.set(b, [i]); });
  const root = Int32Array.from(names, (_, i) => i);
  const find = (i: number): number => { while (root[i] !== i) { root[i] = root[root[i]!]!; i = root[i]!; } return i; };
  for (const list of blocks.values()) for (let i = 0; i < list.length; i++) for (let j = i + 1; j < Math.min(list.length, i + 60); j++) {
    if (jaro(key[list[i]!]!, key[list[j]!]!) >= 0.95) root[find(list[i]!)] = find(list[j]!);
  }
  return root.map((_, i) => find(i));
}

function jaro(a: string, b: string): number {
  if (a === b) return 1;
  const window = Math.max(0, (Math.max(a.length, b.length) >> 1) - 1), used = new Set<number>();
  const hit: string[] = [];
  for (let i = 0; i < a.length; i++) for (let j = Math.max(0, i - window); j < Math.min(b.length, i + window + 1); j++) if (!used.has(j) && a[i] === b[j]) { used.add(j); hit.push(a[i]!); break; }
  if (hit.length === 0) return 0;
  const other = [...used].sort((x, y) => x - y).map((j) => b[j]!);
  const swaps = hit.filter((c, i) => c !== other[i]).length / 2, c = hit.length;
  return (c / a.length + c / b.length + (c - swaps) / c) / 3;
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

function peakMb(): string {
  return `${Math.round(process.resourceUsage().maxRSS / 1024)} MB peak`;
}

/** One measurement in this process: `dedupe:SIZE`, `floor:SIZE`, `search:SIZE`, `link:SIZE`. */
async function one(task: string): Promise<void> {
  const [what, sizeText] = task.split(":"), size = Number(sizeText), made = madeRegister(size);
  const from = performance.now(), cpu = process.cpuUsage().user;
  const took = (): string => `${((performance.now() - from) / 1000).toFixed(2)} s wall, ${((process.cpuUsage().user - cpu) / 1e6).toFixed(2)} s cpu`;
  if (what === "dedupe") {
    const r = await dedupeList({ count: size, names: (i) => [made.names[i]!] });
    const t = took(), cluster = Int32Array.from({ length: size }, (_, i) => -1 - i);
    r.merged.forEach((c, k) => { for (const row of c.rows) cluster[row] = k; });
    say(`dedupe ${size}: ${t}, ${r.compared} pairs, ${peakMb()}; ${clusterScore(made, cluster)}`);
  } else if (what === "floor") {
    const cluster = floorDedupe(made.names);
    say(`  floor ${size}: ${took()}, ${peakMb()}; ${clusterScore(made, cluster)}`);
  } else if (what === "link") {
    const step = Math.floor(size / 1000), asked = made.names.filter((_, i) => i % step === 0).slice(0, 1000);
    const links = linkRows(asked.map((n) => ({ names: [n] })), made.names.map((n) => ({ names: [n] })));
    say(`link 1000 to ${size}: ${took()}, ${links.length} links, ${peakMb()}`);
  } else searchSpeed(made, size, took);
}

function searchSpeed(made: MadeRegister, size: number, took: () => string): void {
  const index = buildSearchIndex(made.names);
  const built = took(), equal = new Map(made.names.map((n, i) => [n, i]));
  const typed = made.names.filter((_, i) => i % Math.ceil(size / 250) === 0).flatMap((n) => { const t = n.trim(); return Array.from({ length: Math.min(8, t.length) }, (_, i) => t.slice(0, i + 1)); });
  const spent = process.cpuUsage().user;
  const times = typed.map((t) => { const at = performance.now(); search(index, t, 10); return performance.now() - at; }).sort((a, b) => a - b);
  const each = (process.cpuUsage().user - spent) / 1000 / typed.length;
  const at = performance.now();
  for (const t of typed) equal.get(t);
  const lookup = (performance.now() - at) / typed.length;
  say(`search ${size}: built in ${built}, ${peakMb()}; ${typed.length} prefixes typed: p50 ${times[times.length >> 1]!.toFixed(2)} ms, p95 ${times[Math.floor(times.length * 0.95)]!.toFixed(2)} ms, mean ${each.toFixed(2)} ms cpu (Map equality ${(lookup * 1000).toFixed(2)} µs)`);
}

async function main(words: string[]): Promise<void> {
  const at = words.indexOf("--one");
  if (at >= 0) { await one(words[at + 1]!); return; }
  const full = words.includes("--full") || words.includes("--huge");
  ownPairs();
  if (full) realLists(); else say("real lists: run with --full");
  const duck = await import("@duckdb/node-api" as string).then(() => true, () => false);
  say(duck ? "DuckDB: present; no comparison is written for it yet" : "DuckDB: @duckdb/node-api is not installed, not compared");
  const sizes = [10_000, 100_000, ...(full ? [1_000_000] : []), ...(words.includes("--huge") ? [10_000_000] : [])];
  const tasks = sizes.flatMap((s) => [`dedupe:${s}`, `floor:${s}`]).concat(sizes.slice(1, 3).flatMap((s) => [`link:${s}`, `search:${s}`]));
  for (const task of tasks) spawnSync(process.execPath, ["--max-old-space-size=8192", SELF, "--one", task], { stdio: "inherit" });
}

await main(process.argv.slice(2));
