/**
 * Bench of the panorama: a cluster of 100,000 made-up firms over the shipped pack, answered whole (filter, sums, HHI, states, firms named,
 * layout) beside a plain grouped scan of the same columns. Invariant: both count the same firms at every node; one JSON line is printed.
 */
import { panoramaOf, gapsOf, recordOf, shippedMeans, type ChainRecord } from "../src/chain/index.ts";
import { seededUniform } from "../src/kernel/index.ts";
import type { Claim } from "../src/ledger/index.ts";

const FIRMS = 100_000;
const uniform = seededUniform(20_240_619);
const means = shippedMeans();
const words = means.pack.nodes.map((n) => n.words.zh[0]!);
const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const claim = (n: number, subject: string, property: string, value: string | number, unit: string): Claim => ({
  id: id(10_000_000 + n), subject_id: subject, property, value, unit, modality: "actual", bound: "eq", source_id: id(1), visibility: "public", entered: "accepted", status: "accepted",
  change_id: id(2), recorded_at: "2026-01-01T00:00:00.000Z", known_from: "2026-01-01",
} as Claim);

function made(): ChainRecord {
  const zones = Array.from({ length: 12 }, (_, z) => ({ id: id(500 + z), type: "Zone", slug: `zone-${z}`, label: { en: `Zone ${z}` } }));
  const firms = Array.from({ length: FIRMS }, (_, f) => ({ id: id(1000 + f), type: "Firm", slug: `firm-${f}`, label: { zh: `企业${f}` } }));
  const claims = new Map<string, Claim[]>(["business_text", "located_in", "output_value"].map((p) => [p, []]));
  firms.forEach((firm, f) => {
    const scope = Array.from({ length: 1 + Math.floor(uniform() * 3) }, () => words[Math.floor(uniform() * words.length)]!).join("、");
    claims.get("business_text")!.push(claim(3 * f, firm.id, "business_text", `${scope}的研发、生产`, "text"));
    claims.get("located_in")!.push(claim(3 * f + 1, firm.id, "located_in", zones[Math.floor(uniform() * 12)]!.id, "entity"));
    if (uniform() < 0.6) claims.get("output_value")!.push(claim(3 * f + 2, firm.id, "output_value", 1e6 + 1e8 * uniform(), "yuan"));
  });
  return recordOf({ head: 1, firms, named: new Map([...zones, ...firms].map((e) => [e.id, e])), claims }, means, {});
}

/** Firms and output by node in one zone: the least that any answer must do. */
function plainScan(record: ChainRecord, zoned: Uint8Array): { firms: Int32Array; output: Float64Array } {
  const { roster } = record;
  const firms = new Int32Array(record.pack.nodes.length);
  const [weight, squares, output, outputSquares] = Array.from({ length: 4 }, () => new Float64Array(firms.length)) as [Float64Array, Float64Array, Float64Array, Float64Array];
  for (let row = 0; row < roster.rows; row++) {
    if (zoned[roster.firm[row]!] === 0) continue;
    const node = roster.node[row]!;
    const [share, yuan] = [roster.share[row]!, roster.output[row]!];
    firms[node]!++;
    weight[node]! += share;
    squares[node]! += share * share;
    if (yuan >= 0) { output[node]! += yuan; outputSquares[node]! += yuan * yuan; }
  }
  return { firms, output };
}

const median = (work: () => void, times = 25): number => {
  for (let i = 0; i < 20; i++) work();
  globalThis.gc?.();
  const taken = Array.from({ length: times }, () => { const start = performance.now(); work(); return performance.now() - start; });
  return taken.sort((a, b) => a - b)[times >> 1]!;
};

const building = performance.now();
const record = made();
const built = performance.now() - building;
const zone = [...record.places.values()].find((p) => p.slug === "zone-3")!.id;
const zoned = Uint8Array.from(record.firms, (f) => (f.places.includes(zone) ? 1 : 0));
const all = new Uint8Array(FIRMS).fill(1);
const round = (x: number): number => Math.round(x * 100) / 100;
const result: Record<string, unknown> = { bench: "panorama", firms: FIRMS, rows: record.roster.rows, place_and_build_s: round(built / 1000) };
for (const [name, scope, mask] of [["whole", {}, all], ["zone", { region: "zone-3" }, zoned]] as const) {
  const counted = plainScan(record, mask).firms;
  const answer = panoramaOf(record, scope);
  if (answer.nodes.some((n, i) => n.presence.firms !== counted[i])) throw new Error("the panorama counts other firms than the plain scan");
  const [ours, plain, gaps] = [median(() => { panoramaOf(record, scope); }), median(() => { plainScan(record, mask); }), median(() => { gapsOf(record, scope); })];
  result[name] = { panorama_ms: round(ours), plain_scan_ms: round(plain), ratio: round(ours / plain), gaps_ms: round(gaps) };
}
process.stdout.write(`${JSON.stringify({ ...result, peak_memory_mb: Math.round(process.resourceUsage().maxRSS / 1024) })}\n`);
