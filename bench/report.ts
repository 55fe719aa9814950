// A white paper from records of 1, 10 and 100 thousand claims: time of each step and peak memory of the process, beside Typst's own time for the same finished
// pages (the floor: the compiler started, the same paper.json given to the same layout, nothing else).
// Invariant: the record is made with a seed; each size runs in a process of its own, so that its peak is its own.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { openDatabase } from "../src/db/index.ts";
import { fixedClock, nameId, seededUniform } from "../src/kernel/index.ts";
import { record, settleFacts, type Entry } from "../src/ledger/index.ts";
import { loadOntology } from "../src/ontology/index.ts";
import { compose, loadMaterial, renderAs } from "../src/report/index.ts";
import { fontFiles } from "../src/report/render/fonts.ts";
import { typstData } from "../src/report/render/pdf.ts";

const CLAIMS_EACH = 5;
const ctx = { actor: "bench", clock: fixedClock("2026-11-22T08:00:00Z") };

function madeFirms(from: number, to: number, uniform: () => number): Entry[] {
  const entries: Entry[] = [];
  for (let n = from; n < to; n += 1) {
    const subject_id = nameId(`bench firm ${n}`);
    const base = { subject_id, modality: "actual" as const, bound: uniform() < 0.2 ? ("gt" as const) : ("eq" as const), source_id: nameId(`bench source ${n % 400}`), visibility: "public" as const, entered: "accepted" as const };
    entries.push({ kind: "entity", id: subject_id, type: "Firm", slug: `firm-bench-${n}`, label: { zh: `光电企业${n}号`, en: `Photonics firm ${n}` }, visibility: "public" });
    for (const [i, year] of ["2021", "2022", "2023", "2024"].entries()) entries.push({ kind: "claim", ...base, id: nameId(`bench claim ${n} ${i}`), property: "revenue", value: Math.round(1e7 * (1 + uniform() * 90)), unit: "yuan", when: year, stated_on: `${Number(year) + 1}-04` });
    entries.push({ kind: "claim", ...base, id: nameId(`bench staff ${n}`), property: "employees", value: Math.round(20 + uniform() * 3_000), unit: "count", when: "2024", stated_on: "2025-04" });
  }
  return entries;
}

async function measure(claims: number): Promise<void> {
  const database = await openDatabase({ kind: "memory" });
  const ontology = loadOntology();
  const uniform = seededUniform(20240607);
  await record(database.writer, ctx, { kind: "import", note: "", entries: Array.from({ length: 400 }, (_, n): Entry => ({ kind: "source", id: nameId(`bench source ${n}`), version: 1, what: "page", title: `第${n}份年报`, publisher: "公开页面", published: "2025-04", visibility: "public" })) });
  for (let at = 0; at < claims / CLAIMS_EACH; at += 2_000) await record(database.writer, ctx, { kind: "import", note: "", entries: madeFirms(at, Math.min(claims / CLAIMS_EACH, at + 2_000), uniform) });
  await settleFacts(database.writer);
  const before = process.resourceUsage().maxRSS;
  const clock = (): number => performance.now();
  const t0 = clock();
  const material = await loadMaterial(database, ontology, { clearance: "public", clocks: {}, today: "2026-11-22" });
  const t1 = clock();
  const paper = await compose(material, { lang: "zh", profile: "whitepaper" }, { built_on: "2026-11-22", version: "0" });
  const t2 = clock();
  const html = await renderAs("html", paper, material);
  const t3 = clock();
  const pdf = await renderAs("pdf", paper, material);
  const t4 = clock();
  const peak = process.resourceUsage().maxRSS;
  await renderAs("docx", paper, material);
  const t5 = clock();
  await renderAs("xlsx", paper, material);
  const t6 = clock();
  const floor = typstAlone(JSON.stringify(typstData(paper)));
  const s = (ms: number): string => (ms / 1000).toFixed(2).padStart(7);
  const pages = Buffer.from(pdf).toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  console.log(`${String(claims).padStart(7)} ${s(t1 - t0)} ${s(t2 - t1)} ${s(t3 - t2)} ${s(t4 - t3)} ${s(floor)} ${s(t4 - t0)} ${((t4 - t0) / floor).toFixed(1).padStart(7)} ${s(t5 - t4)} ${s(t6 - t5)} ${(peak / 1e3).toFixed(0).padStart(8)} ${(before / 1e3).toFixed(0).padStart(8)} ${String(pages || "-").padStart(6)} ${String(Math.round(html.length / 1e3)).padStart(6)}`);
  await database.close();
}

/** Typst by itself, from the start of its compiler to the bytes. */
function typstAlone(data: string): number {
  const began = performance.now();
  const workspace = tmpdir();
  const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: [...new Set(fontFiles().map((f) => f.folder))] }] });
  compiler.mapShadow(join(workspace, "paper.json"), Buffer.from(data));
  compiler.pdf({ mainFileContent: readFileSync(new URL("../data/report/paper.typ", import.meta.url), "utf8") });
  return performance.now() - began;
}

const asked = process.argv[2];
if (asked === "--one") {
  await measure(Number(process.argv[3]));
  process.exit(0);
}
console.log(" claims    read  write    html     pdf  Typst   total /floor    docx    xlsx  peak MB  begin MB pages  html kB   (seconds; total = read, write, html and pdf)");
for (const claims of asked ? [Number(asked)] : [1_000, 10_000, 100_000]) spawnSync(process.execPath, ["--expose-gc", fileURLToPath(import.meta.url), "--one", String(claims)], { stdio: "inherit" });
