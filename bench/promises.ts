/**
 * Bench of the promises: every check over a ledger of one million claims, and after one new claim, as ratios to one sequential scan of the claims.
 * Invariant: the same seed makes the same ledger; every figure printed is measured in this run.
 */
import { CheckLedger, type CheckClaim } from "../src/ledger/checks/index.ts";

const CLAIMS = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 1_000_000);
const ROUNDS = 5;

/** A made-up ledger: clusters, parks and phases with yearly figures told by several sources, now and then wrongly. */
function* makeClaims(count: number): Generator<CheckClaim> {
  let state = 12345;
  const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4_294_967_296;
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const plain = ["output_value", "revenue", "firms_count", "employees", "investment", "area.floor"] as const;
  let id = 0;
  for (let s = 0; id < count; s++) {
    const subject = `subject-${s}`;
    const base = { subject, subject_label: { zh: `主体${s}`, en: `Subject ${s}` }, subject_type: pick(["Cluster", "Firm", "Zone", "ParkPhase"]), status: "accepted" as const, part_of: s % 4 === 3 ? `subject-${s - 1}` : undefined };
    const level = 1e8 * (1 + 900 * random());
    for (let k = 0; k < 16 && id < count; k++, id++) {
      const year = 2018 + (k % 7);
      const property = k === 14 ? "growth_rate" : k === 15 ? "expected_completion" : pick(plain);
      const grown = level * 1.08 ** (year - 2018) * (random() < 0.002 ? 1.9 : 1);
      const value = property === "growth_rate" ? 0.08 : property === "expected_completion" ? `${year}-06` : Number((property === "firms_count" || property === "employees" ? grown / 1e6 : grown).toPrecision(3));
      yield {
        ...base, id: `claim-${id}`, property, value, unit: property === "growth_rate" ? "ratio" : property === "expected_completion" ? "date" : property.startsWith("area") ? "m2" : property.endsWith("count") || property === "employees" ? "count" : "yuan",
        when: property === "expected_completion" ? undefined : String(year), modality: property === "expected_completion" ? "planned" : "actual", bound: pick(["eq", "eq", "eq", "gt", "approx"] as const),
        qualifier: random() < 0.2 ? "产值" : undefined, stated_on: `${year + 1}-03`, source_id: `source-${Math.floor(random() * 5000)}`,
      };
    }
  }
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
function timed(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

const claims = [...makeClaims(CLAIMS)];
let touched = 0;
/** One sequential scan: each claim's fields read once. */
const scan = (): void => {
  for (const claim of claims) touched += claim.property.length + (typeof claim.value === "number" ? claim.value % 7 : 1) + (claim.when?.length ?? 0) + claim.subject.length + claim.bound.length + claim.modality.length;
};
const lines = claims.slice(0, Math.min(CLAIMS, 100_000)).map((claim) => JSON.stringify(claim));
const parseScan = (): void => {
  for (const line of lines) touched += (JSON.parse(line) as CheckClaim).id.length;
};

scan();
const scan_ms = median(Array.from({ length: ROUNDS }, () => timed(scan)));
const read_ms = median(Array.from({ length: 3 }, () => timed(parseScan))) * (CLAIMS / lines.length);
const collect = (globalThis as { gc?: () => void }).gc;
collect?.();
const heap_before = process.memoryUsage().heapUsed;
const ledger = new CheckLedger({ today: "2026-01-01" });
const full_ms = timed(() => ledger.load(claims));
let found = 0;
const list_ms = timed(() => (found = ledger.findings().length));
collect?.();
const heap_mb = (process.memoryUsage().heapUsed - heap_before) / 2 ** 20;
// As the server does it: the longest stretch between two turns of others.
const sliced = new CheckLedger({ today: "2026-01-01" });
const [slices, put_ms] = [[] as number[], [] as number[]];
for (let at = 0; at < claims.length; at += 2_000) put_ms.push(timed(() => sliced.put(claims.slice(at, at + 2_000))));
for (const steps of [sliced.settle(), sliced.listing("2026-01-01")]) {
  for (let begun = performance.now(), done = 1; !steps.next().done; done++) {
    if (done % 64 !== 0) continue;
    slices.push(performance.now() - begun);
    begun = performance.now();
  }
}
slices.sort((a, b) => a - b);
put_ms.sort((a, b) => a - b);
const changes = Array.from({ length: 200 }, (_, k) => {
  const like = claims[Math.floor((k * 7919) % CLAIMS)]!;
  return timed(() => ledger.change([{ ...like, id: `new-${k}`, value: typeof like.value === "number" ? like.value * 3 : like.value }]));
}).toSorted((a, b) => a - b);

console.log(JSON.stringify({
  claims: CLAIMS, findings: found,
  scan_in_memory_ms: round(scan_ms), scan_of_lines_ms: round(read_ms),
  all_checks_ms: round(full_ms), list_findings_ms: round(list_ms),
  all_checks_to_scan_in_memory: round(full_ms / scan_ms), all_checks_to_scan_of_lines: round(full_ms / read_ms),
  one_claim_ms_median: round(changes[100]!), one_claim_ms_p99: round(changes[198]!), one_claim_to_scan_in_memory: round(changes[100]! / scan_ms),
  longest_slice_ms: round(slices.at(-1)!), slice_ms_p99: round(slices[Math.floor(slices.length * 0.99)]!), longest_page_taken_in_ms: round(put_ms.at(-1)!),
  heap_mb_beside_claims: round(heap_mb), rss_mb: Math.round(process.memoryUsage().rss / 2 ** 20),
  touched: Math.round(touched) % 10,
}));

function round(value: number): number {
  return Number(value.toPrecision(3));
}
