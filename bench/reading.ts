// Speed of reading: megabytes a second over generated articles on one core, beside one pass of the platform's own regular-expression
// engine with a single alternation of all trigger words over the same text (the floor); growth with length; and, where the
// labelled documents lie beside the checkout, how often proposals of each confidence are right.
// Invariant: the articles come from a seeded generator, so every run reads the same bytes.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { buildLexicon, findMetadata, readClaims, toInterchange, type Lexicon, type PropertyObject, type Proposal } from "../src/documents/reading/index.ts";

const PROPERTIES = new URL("../data/ontology/properties/", import.meta.url);
const lexicon: Lexicon = buildLexicon(readdirSync(PROPERTIES).filter((f) => f.endsWith(".yaml")).map((f) => parse(readFileSync(new URL(f, PROPERTIES), "utf8")) as PropertyObject));

/** mulberry32: a small seeded generator. */
function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const ZH = [
  "{Y}年{M}月，{P}光电产业园正式开工建设，项目总投资约{N}亿元，规划占地{N}亩，总建筑面积{N}万平方米。", "园区现有企业{N}家，其中规上企业{N}家，去年实现产值{N}亿元，同比增长{D}%。", "到{Z}年，全市光电产业规模力争突破{N}亿元，企业达到{N}家以上。",
  "{P}光博会展览面积{N}平方米，吸引{N}余家企业参展，专业观众超过{N}人次。", "{P}光电有限公司成立于{Y}年，现有员工{N}人，拥有专利{N}件，建有{N}条生产线。", "业内人士认为，产业链上下游的协同仍需加强，人才、资金和场地是三个常被提到的话题。",
  "走进车间，工人们正在调试设备，一排排样品整齐地摆放在检验台上，等待下一道工序。", "主体结构已于近日封顶，预计{Z}年{M}月竣工交付。", "会议强调，要坚持创新驱动，优化营商环境，推动成果转化，服务实体经济高质量发展。",
  "负责人介绍，下一步将围绕核心器件、关键材料和整机系统补齐短板，完善从研发到中试再到量产的服务链条。", "在展厅里，一块柔性屏随着手指的弯折变换图案，引得来访者纷纷驻足。", "当地老住户回忆，这片厂区过去是一片稻田，如今夜里也灯火通明。", "园区配套了食堂、公寓和班车，年轻人下班后常到楼下的球场活动。",
];
const EN = [
  "With a total investment of {N} billion yuan, the {P} Optoelectronic Park covers an area of {N},000 square meters.", "Construction started in May {Y} and the first phase is expected to be completed by the end of {Z}.", "The cluster counts more than {N} companies, employs about {N},000 people and generated sales of EUR {N} million in {Y}.",
  "The exhibition drew nearly {N},000 visitors and {N} exhibitors from {S} countries.", "Officials said the industry still depends on imported equipment, and that training engineers takes years rather than months.", "Output of the district's LED makers rose {D} percent last year, accounting for half of the province's total.",
  "Visitors are shown a long white corridor, behind whose windows technicians in hoods bend over microscopes.", "The company plans to invest {N} million yuan in {S} new production lines.",
  "Local suppliers have learned to work to tighter tolerances, and several now ship to customers abroad.", "The institute shares its clean room with start-ups that could not otherwise afford one.", "A manager recalled that the site had been rice fields when he first came to the town.", "Buses run late into the evening, and a canteen feeds the night shift.", "What matters now, planners say, is keeping the young engineers who finish their studies here.",
];
const NAMES = ["东湾", "南岭", "云江", "北川", "西陵"];
const EN_NAMES = ["Lakeside", "Tarvald", "Northbank", "Eastmoor", "Highfield"];

function article(rand: () => number): string {
  const zh = rand() < 0.5;
  const told = zh ? ZH : EN;
  const figures = told.filter((t) => /\{[NYZD]\}/.test(t));
  const plain = told.filter((t) => !/\{[NYZD]\}/.test(t));
  const pick = <T>(list: readonly T[]): T => list[Math.floor(rand() * list.length)]!;
  const paragraphs: string[] = [];
  for (let p = 0; p < 5; p++) {
    const sentences: string[] = [];
    for (let s = 0; s < 4; s++) {
      // Three sentences in five carry no figure: about the density of the news pages the reader is meant for.
      sentences.push(pick(rand() < 0.6 ? plain : figures).replace(/\{(\w)\}/g, (_m, k: string) => (k === "Y" ? String(2005 + Math.floor(rand() * 18)) : k === "Z" ? String(2024 + Math.floor(rand() * 7)) : k === "M" ? String(1 + Math.floor(rand() * 12)) : k === "P" ? pick(zh ? NAMES : EN_NAMES) : k === "D" ? (rand() * 40).toFixed(1) : k === "S" ? String(2 + Math.floor(rand() * 30)) : String(2 + Math.floor(rand() * 900)))));
    }
    paragraphs.push(sentences.join(zh ? "" : " "));
  }
  return paragraphs.join("\n\n");
}

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
    return cpu(() => readClaims(text, { lexicon }));
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
