/** The chain over HTTP on the reference record: panorama, comparison, gaps with claims, a node, rulings, what next, refusals, the workbook. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { openForTest } from "../db/open-for-test.ts";
import type { Database } from "../db/index.ts";
import { fillWithReference, lexiconOf } from "../documents/index.ts";
import { readTables } from "../files/index.ts";
import { systemClock } from "../kernel/index.ts";
import { loadOntology } from "../ontology/index.ts";
import type { ApiError, ChainBacktest, ChainGaps, ChainNext, ChainNodePage, ChainView, ClaimView } from "./api-types.ts";
import { createApp, Jobs, type Access, type App } from "./index.ts";

const ontology = loadOntology();
let database: Database;
let local: App;
let open: App;
beforeAll(async () => {
  database = await openForTest();
  await fillWithReference(database, { actor: "lightvalley", clock: systemClock }, ontology);
  const deps = { database, ontology, lexicon: lexiconOf(ontology), clock: systemClock, jobs: new Jobs(systemClock), version: "0.0.0" };
  const make = (access: Access) => createApp({ deps, access, log: () => undefined });
  local = make({ local: "analyst" });
  open = make({});
});
afterAll(async () => await database.close());

const get = async <T>(path: string, from: App = local): Promise<T> => {
  const response = await from.request(path);
  expect(response.status, `${path} ${response.status === 200 ? "" : await response.clone().text()}`).toBe(200);
  return (await response.json()) as T;
};
const refused = async (path: string, init?: RequestInit, from: App = local): Promise<[number, string]> => {
  const response = await from.request(path, init);
  return [response.status, ((await response.json()) as ApiError).error.code];
};
const post = (body: unknown): RequestInit => ({ method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

it("draws every node of the pack, with the firms of the region asked for", async () => {
  const all = await get<ChainView>("/api/chain");
  expect(all.nodes.length).toBeGreaterThan(300);
  expect(Object.values(all.states).reduce((a, b) => a + b, 0)).toBe(all.nodes.length);
  const nanchang = await get<ChainView>("/api/chain?region=nanchang");
  const chips = nanchang.nodes.find((n) => n.id === "led-chip")!;
  expect(chips.named.map((f) => f.slug)).toContain("firm-lattice-power");
  expect(nanchang.nodes.find((n) => n.id === "cis-design")!.presence.firms).toBe(0);
  for (const n of nanchang.nodes) expect(n.presence.firms === 0 ? n.presence.hhi : Number.isFinite(n.presence.hhi)).toBe(n.presence.firms === 0 ? undefined : true);
});

it("compares two regions, and two days", async () => {
  const { other, nodes } = await get<ChainView>("/api/chain?region=changchun&with_region=nanchang");
  expect(other!.survey.region).toBe("nanchang");
  const chip = other!.differences.find((d) => d.node === "led-chip")!;
  expect(chip.firms).toBe(nodes.find((n) => n.id === "led-chip")!.presence.firms - other!.nodes["led-chip"]!.firms);
  const days = await get<ChainView>("/api/chain?with_known_on=2000-01-01");
  expect(days.other!.survey.placed).toBe(0);
});

it("keeps a part of the record together on a day before anybody filed it, with what was known by then", async () => {
  const [now, then] = [await get<ChainView>("/api/chain?region=changchun"), await get<ChainView>("/api/chain?region=changchun&known_on=2023-12-01")];
  expect(then.survey.in_record).toBeGreaterThan(0);
  expect(then.survey.in_record).toBeLessThan(now.survey.in_record);
  expect(await refused("/api/chain?region=changchun&known_on=1990-01-01")).toEqual([404, "chain/no-region"]);
});

it("ranks gaps with sentences and claims that exist, and pages without repeating one", async () => {
  const seen: string[] = [];
  let cursor = "";
  do {
    const page: ChainGaps = await get(`/api/chain/gaps?region=changchun&limit=150${cursor}`);
    for (const g of page.items) {
      expect(g.priority).toBeCloseTo(g.features.reduce((sum, f) => sum + f.weight * f.value, 0), 9);
      for (const c of g.claims) expect(c.source.title).not.toBe("");
      seen.push(g.node.id);
    }
    cursor = page.next ? `&cursor=${page.next}` : "";
  } while (cursor !== "");
  expect(new Set(seen).size).toBe(seen.length);
  const missing = await get<ChainGaps>("/api/chain/gaps?region=changchun&against=record&state=missing&limit=5");
  expect(missing.items.every((g) => g.state === "missing" && g.explanation.en!.includes("No firm here"))).toBe(true);
});

it("tells of a node its firms with evidence that opens claims, and keeps a ruling", async () => {
  const before = await get<ChainNodePage>("/api/chain/nodes/cis-design?region=changchun");
  const gpixel = before.firms.find((f) => f.firm.slug === "firm-gpixel")!;
  expect(gpixel.claims.length).toBeGreaterThan(0);
  expect(gpixel.evidence.some((e) => e.claim === gpixel.claims[0]!.id)).toBe(true);
  expect(before.node.codes.length).toBeGreaterThan(0);
  const ruled = await local.request("/api/chain/rulings", post({ firm: "firm-gpixel", node: "isp-chips", here: true, note: "test" }));
  const { claim } = (await ruled.json()) as { claim: ClaimView };
  expect(claim).toMatchObject({ property: "chain_node", status: "accepted" });
  const after = await get<ChainNodePage>("/api/chain/nodes/isp-chips");
  expect(after.firms.find((f) => f.firm.slug === "firm-gpixel")).toMatchObject({ ruled: true });
});

it("says what next with samples and intervals, and refuses where there is too little", async () => {
  const next = await get<ChainNext>("/api/chain/next?region=changchun&limit=40");
  expect(next.refusal).toBeUndefined();
  const ranked = next.candidates.filter((c) => c.rank !== null);
  expect(ranked.length).toBeGreaterThan(10);
  for (const c of ranked) {
    expect(c.score).toBeCloseTo(c.priority * c.relatedness!.percentile! * c.complexity!.percentile!, 9);
    expect(c.relatedness!.lo! <= c.relatedness!.hi!).toBe(true);
    expect(c.relatedness!.n).toBeGreaterThan(0);
  }
  expect(next.recovery!.auc).toBeGreaterThan(next.recovery!.no_information.hi);
  const own = await get<ChainNext>("/api/chain/next?table=record&region=changchun");
  expect(own.refusal?.en).toContain("Too small a sample");
  expect(own.candidates.every((c) => c.score === null && c.rank === null)).toBe(true);
});

it("takes a table of the user's, and refuses one that is none", async () => {
  const rows = Array.from({ length: 30 }, (_, r) => ["led-chip", "led-packaging", "led-lamps", "lens-camera", "camera-modules", "cis-design", "optical-fibre", "fibre-laser", "laser-cutting", "drones", "encoders", "satellites"]
    .map((node, a) => `r${r},${node},${1 + ((r * 7 + a * 13) % 11) ** 2}`)).flat();
  const form = (text: string): RequestInit => { const body = new FormData(); body.append("file", new File([text], "mine.csv")); return { method: "POST", body }; };
  const response = await local.request("/api/chain/next?region=changchun", form(`region,activity,value\n${rows.join("\n")}\n`));
  expect(response.status).toBe(200);
  const answer = (await response.json()) as ChainNext;
  expect(answer.table).toMatchObject({ id: "brought", system: "node", on_chain: 12 });
  expect((await refused("/api/chain/next", form("region,activity,value\na,b,-1\n")))[0]).toBe(400);
  expect((await refused("/api/chain/next", form("")))[0]).toBe(400);
  expect((await refused("/api/chain/backtest?period=year", form("region,activity,value\na,b,1\n")))[0]).toBe(400);
});

it("states backtests with their baseline", async () => {
  const { items } = await get<{ items: ChainBacktest[] }>("/api/chain/backtest");
  for (const t of items.flatMap((i) => i.tasks)) expect(t.no_information.lo < 0.5 && t.no_information.hi > 0.5 && t.n > t.happened).toBe(true);
});

it("writes a workbook that reads back with the same counts", async () => {
  const response = await local.request("/api/chain/workbook.xlsx?region=nanchang&lang=en");
  const bytes = new Uint8Array(await response.arrayBuffer());
  const rows: string[][] = [];
  for await (const row of readTables({ name: "chain.xlsx", bytes })) if (row.sheet === "Nodes") rows.push(row.raw);
  const view = await get<ChainView>("/api/chain?region=nanchang");
  expect(rows.length - 1).toBe(view.nodes.length);
  expect(Number(rows.find((r) => r[0] === "led-chip")![5])).toBe(view.nodes.find((n) => n.id === "led-chip")!.presence.firms);
});

it("refuses what it does not know, in one shape", async () => {
  expect(await refused("/api/chain?region=moon")).toEqual([404, "chain/no-region"]);
  expect(await refused("/api/chain?rung=emperor")).toEqual([404, "chain/no-rung"]);
  expect(await refused("/api/chain?known_on=2024-02-30")).toEqual([400, expect.stringContaining("server/")]);
  expect(await refused("/api/chain/nodes/ghost")).toEqual([404, "chain/unknown-node"]);
  expect(await refused("/api/chain/gaps?cursor=x")).toEqual([400, "server/bad-cursor"]);
  expect(await refused("/api/chain/next?table=ghost")).toEqual([404, "chain/no-table"]);
  expect(await refused("/api/chain/rulings", post({ firm: "firm-gpixel", node: "ghost", here: true }))).toEqual([404, "chain/unknown-node"]);
  expect(await refused("/api/chain/rulings", post({ firm: "firm-gpixel", node: "isp-chips", here: true }), open)).toEqual([401, "server/forbidden"]);
});
