/**
 * The chain over a real ledger: firms entered as claims are placed with the claims that say so, a person's ruling overrides, clocks and
 * clearance hold, and “no firm here” is said only where the evidence covers it. Then the same over the reference record.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openForTest } from "../db/open-for-test.ts";
import type { Database } from "../db/index.ts";
import { fillWithReference } from "../documents/index.ts";
import { newId, systemClock, type Visibility } from "../kernel/index.ts";
import { headOf, record, type ClaimRecord, type Entry } from "../ledger/index.ts";
import { loadOntology } from "../ontology/index.ts";
import { ChainKeeper, compareScopes, gapsOf, nodeOf, panoramaOf, readChain, ruleNode, shippedMeans } from "./index.ts";

const means = shippedMeans();
const ctx = { actor: "analyst", clock: systemClock };
let database: Database;
beforeAll(async () => { database = await openForTest(); });
afterAll(async () => await database.close());

const source = newId();
const ids = new Map<string, string>();
const idOf = (name: string): string => { if (!ids.has(name)) ids.set(name, newId()); return ids.get(name)!; };
const thing = (name: string, type: string, more: Partial<{ zh: string; visibility: Visibility }> = {}): Entry => ({ kind: "entity", id: idOf(name), type, slug: name, label: { zh: more.zh ?? name, en: name }, visibility: more.visibility ?? "public" });
const says = (subject: string, property: string, value: string | number, unit: ClaimRecord["unit"], more: Partial<ClaimRecord> = {}): { kind: "claim" } & ClaimRecord => ({
  kind: "claim", id: newId(), subject_id: idOf(subject), property, value: unit === "entity" ? idOf(String(value)) : value, unit, modality: "actual", bound: "eq", source_id: source,
  stated_on: "2024-03-01", visibility: "public", entered: "accepted", ...more,
});
const lens = says("lens-co", "business_text", "车载镜头、红外镜头的研发、生产", "text");
const rated = says("lens-co", "award", "giant", "entity");
const count = says("east-cluster", "firms_count", 40, "count", { when: "2023" });
const ENTRIES: Entry[] = [
  { kind: "source", id: source, version: 1, what: "page", title: "A survey", visibility: "public" },
  thing("province", "Region"), thing("east", "Zone"), thing("park-a", "Park"), thing("east-cluster", "Cluster"), thing("giant", "Award", { zh: "国家级专精特新“小巨人”企业" }),
  thing("lens-co", "Firm", { zh: "明镜公司" }), thing("chip-co", "Firm", { zh: "辰光公司" }), thing("secret-co", "Firm", { visibility: "internal" }), thing("name-only", "Firm", { zh: "东方激光设备有限公司" }), thing("sensor-x", "Product", { zh: "CMOS图像传感器" }),
  says("east", "part_of", "province", "entity"), says("park-a", "located_in", "east", "entity"), says("east-cluster", "located_in", "east", "entity"), count,
  lens, rated, says("lens-co", "located_in", "park-a", "entity"), says("lens-co", "revenue", 8e7, "yuan", { when: "2022" }), says("lens-co", "revenue", 9e7, "yuan", { when: "2023" }), says("lens-co", "employees", 400, "count"),
  says("chip-co", "produces", "sensor-x", "entity", { stated_on: "2025-02-01" }), says("chip-co", "located_in", "east", "entity"),
  says("secret-co", "business_text", "激光雷达的研发、生产", "text", { visibility: "internal" }), says("secret-co", "located_in", "east", "entity", { visibility: "internal" }), says("name-only", "located_in", "east", "entity"),
];

describe("a made ledger", () => {
  beforeAll(async () => { await record(database.writer, ctx, { kind: "import", entries: ENTRIES }); });
  const read = async (clearance: Visibility = "public", clocks = {}) => await readChain(database.reader(clearance), means, clocks);

  it("places firms with the claims that say so, where they are, on their rung", async () => {
    const chain = await read();
    const firm = chain.firms.find((f) => f.slug === "lens-co")!;
    expect(firm.nodes.map((n) => n.node).sort()).toEqual(["ir-lenses", "lens-vehicle"]);
    for (const n of firm.nodes) { expect(n.claims).toEqual([lens.id]); expect(n.evidence[0]).toMatchObject({ claim_id: lens.id }); }
    expect(firm.nodes.reduce((sum, n) => sum + n.share, 0)).toBeCloseTo(1, 12);
    expect(firm).toMatchObject({ rung: "little-giant", size: "medium", output: { yuan: 9e7, when: "2023" }, honours: [{ claim_id: rated.id }] });
    expect(chain.regions.find((r) => r.key === "province")).toMatchObject({ firms: 3, type: "Region" });
    expect(chain.firms.find((f) => f.slug === "name-only")!.nodes.every((n) => n.pending)).toBe(true);
  });

  it("counts in the region asked for, on the rung and in the size asked for", async () => {
    const chain = await read();
    const at = (scope: object, node: string) => panoramaOf(chain, scope).nodes.find((n) => n.id === node)!;
    expect(at({ region: "east" }, "lens-vehicle").presence).toMatchObject({ firms: 1, state: "single_source", honours: 1, top_firm: "明镜公司" });
    expect(at({ region: "park-a" }, "cis-design").presence.firms).toBe(0);
    expect(at({ rung: "specialised" }, "lens-vehicle").presence.firms).toBe(1);
    expect(at({ rung: "champion" }, "lens-vehicle").presence.firms).toBe(0);
    expect(at({ size: "micro" }, "lens-vehicle").presence.firms).toBe(0);
    for (const scope of [{ region: "moon" }, { rung: "x" }, { size: "x" }]) expect(() => panoramaOf(chain, scope)).toThrow(expect.objectContaining({ status: 404 }));
  });

  it("never shows more than the clearance allows", async () => {
    const open = panoramaOf(await read()).nodes.find((n) => n.id === "vehicle-lidar")!;
    const inside = panoramaOf(await read("internal")).nodes.find((n) => n.id === "vehicle-lidar")!;
    expect([open.presence.firms, inside.presence.firms]).toEqual([0, 1]);
  });

  it("answers for a past day: what was said later is not there", async () => {
    const then = await read("public", { known_on: "2024-06-01" });
    const now = await read();
    expect(panoramaOf(then).nodes.find((n) => n.id === "cis-design")!.presence.firms).toBe(0);
    expect(compareScopes({ record: then, scope: {} }, { record: now, scope: {} }).filter((d) => d.firms !== 0)).toEqual([expect.objectContaining({ node: "cis-design", firms: 1, after: "single_source" })]);
  });

  it("says “no data” against the stated size of the cluster, “no firm” where the record is the measure or somebody searched", async () => {
    const chain = await read();
    const gap = (scope: object, node: string) => gapsOf(chain, scope).gaps.find((g) => g.node === node)!;
    const unknown = gap({ region: "east" }, "camera-modules");
    expect(unknown).toMatchObject({ state: "no_data" });
    expect(unknown.claims).toContain(count.id);
    expect(unknown.explanation.en).toContain("cannot be stated");
    expect(gapsOf(chain, { region: "east" }).scoped.survey).toMatchObject({ firms_known: 40, firms_read: 2 });
    expect(gap({ region: "east", against: "record" }, "camera-modules")).toMatchObject({ state: "missing" });
    // Of the park nobody has said how many firms there are: no absence can be stated, unless the record is taken as the measure.
    expect(gap({ region: "park-a" }, "camera-modules")).toMatchObject({ state: "no_data" });
    expect(gap({ region: "park-a" }, "camera-modules").explanation.en).toContain("a total that nobody has stated");
    expect(gap({ region: "park-a", against: "record" }, "camera-modules")).toMatchObject({ state: "missing" });
    const node = newId();
    const none: Entry = { kind: "claim", id: newId(), subject_id: node, property: "firms_count", value: 0, unit: "count", modality: "actual", bound: "eq", qualifier: "east", source_id: source, visibility: "public", entered: "accepted" };
    await record(database.writer, ctx, { kind: "record", entries: [{ kind: "entity", id: node, type: "ChainNode", slug: "chainnode-optoelectronics-camera-modules", label: means.pack.byId.get("camera-modules")!.name, visibility: "public" }, none] });
    const searched = gapsOf(await read(), { region: "east" }).gaps.find((g) => g.node === "camera-modules")!;
    expect(searched).toMatchObject({ state: "missing" });
    expect(searched.claims).toContain(none.id);
  });

  it("lets a person's ruling override, either way, and the later one count", async () => {
    const here = async (firm: string, node: string) => (await read()).firms.find((f) => f.slug === firm)!.nodes.find((n) => n.node === node && !n.pending);
    await ruleNode(database.writer, ctx, means.pack, { firm: "lens-co", node: "ir-lenses", here: false, note: "resells them" });
    expect(await here("lens-co", "ir-lenses")).toBeUndefined();
    expect((await here("lens-co", "lens-vehicle"))!.share).toBe(1);
    const { claim_id } = await ruleNode(database.writer, ctx, means.pack, { firm: "name-only", node: "laser-welding", here: true });
    expect(await here("name-only", "laser-welding")).toMatchObject({ ruled: true, score: 1, claims: [claim_id] });
    await ruleNode(database.writer, ctx, means.pack, { firm: "lens-co", node: "ir-lenses", here: true });
    expect(await here("lens-co", "ir-lenses")).toMatchObject({ ruled: true });
    const head = await headOf(database.writer);
    await ruleNode(database.writer, ctx, means.pack, { firm: "lens-co", node: "ir-lenses", here: true });
    expect(await headOf(database.writer)).toBe(head);
    await expect(ruleNode(database.writer, ctx, means.pack, { firm: "east", node: "ir-lenses", here: true })).rejects.toThrow(/only firms/);
    await expect(ruleNode(database.writer, ctx, means.pack, { firm: "lens-co", node: "ghost", here: true })).rejects.toThrow(/no node/);
  });

  it("tells of a node its firms, its neighbours and what falls with it", async () => {
    const answer = nodeOf(await read(), "lens-vehicle", { region: "east" });
    expect(answer.firms.map((f) => f.firm.slug)).toEqual(["lens-co"]);
    expect(answer.downstream.map((n) => n.node)).toEqual(means.pack.downstream.get("lens-vehicle")!.map((f) => f.to));
    expect(answer.gap!.state).toBe("single_source");
    expect(() => nodeOf({ ...means } as never, "ghost")).toThrow(/no node/);
  });

  it("keeps a record until the ledger moves", async () => {
    const keeper = new ChainKeeper(database);
    const first = await keeper.of("public");
    expect(await keeper.of("public")).toBe(first);
    await record(database.writer, ctx, { kind: "record", entries: [thing("late-co", "Firm"), says("late-co", "business_text", "光纤的生产", "text")] });
    const second = await keeper.of("public");
    expect(second.firms.length).toBe(first.firms.length + 1);
  });
});

it("reads the reference record: known firms stand where they are known to stand", async () => {
  const own = await openForTest();
  try {
    await fillWithReference(own, ctx, loadOntology());
    const chain = await readChain(own.reader("public"), means);
    const nodes = (slug: string): string[] => chain.firms.find((f) => f.slug === slug)!.nodes.filter((n) => !n.pending).map((n) => n.node);
    expect(nodes("firm-gpixel")).toContain("cis-design");
    expect(nodes("firm-lattice-power")).toContain("led-chip");
    const scoped = gapsOf(chain, { region: "changchun" }).scoped;
    expect(scoped.survey.firms_known).toBeGreaterThan(scoped.in_record);
    for (const firm of chain.firms) for (const n of firm.nodes) if (!n.pending) expect(n.claims.length, `${firm.slug} ${n.node}`).toBeGreaterThan(0);
  } finally {
    await own.close();
  }
});
