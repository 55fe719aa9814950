/** Where things are: each rung, what wins, what contradicts, names of divisions, belts, and how much is drawn. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Label } from "../../kernel/index.ts";
import type { Claim } from "../../ledger/index.ts";
import { beltsOf, definitionOf, divisionMeant, divisionOfAddress, outlines, placesOf, Placer, ringsOf, streetsOf, type Layer, type MapRecord, type Placed, type Thing } from "./index.ts";
import { pack } from "./layout.ts";

let made = 0;
const claim = (property: string, value: string, more: Partial<Claim> = {}): Claim => ({
  id: `claim-${String(++made).padStart(6, "0")}`, subject_id: "", property, value, unit: property === "position" || property === "address_text" ? "text" : "entity", modality: "actual", bound: "eq", source_id: "s", visibility: "public", entered: "accepted",
  status: "accepted", known_from: "2024-01-01", recorded_at: "2024-01-01T00:00:00Z", change_id: "c", ...more,
});
const LAYER: Record<string, Layer> = { Zone: "zone", Park: "park", Project: "project", Firm: "firm", Cluster: "industry", ParkPhase: "park" };
const thing = (id: string, type: string, label: Label, ...claims: Claim[]): Thing => ({ id, slug: id, type, label, claims, groups: new Set(["x"]), ...(LAYER[type] ? { layer: LAYER[type] } : {}) });
const record = (...things: Thing[]): MapRecord => { const map = new Map(things.map((t) => [t.id, t])); return { things: map, placer: new Placer(map), clocks: {} }; };
const where = (r: MapRecord, id: string): Placed => { const found = r.placer.of(id); if (!("placed" in found)) throw new Error(JSON.stringify(found)); return found.placed; };
const why = (r: MapRecord, id: string): string => { const found = r.placer.of(id); return "placed" in found ? `placed ${found.placed.rung}` : found.unplaced.why; };

const CITY = [thing("changchun", "Region", { zh: "长春市" }, claim("part_of", "jilin")), thing("jilin", "Region", { zh: "吉林省" }), thing("nanchang", "Region", { en: "Nanchang" })];
const ZONE = thing("zone", "Zone", { zh: "经开区" }, claim("located_in", "changchun"));

describe("the rungs", () => {
  it("takes a given position before anything else, as a point, line or area", () => {
    const r = record(...CITY, thing("park", "Park", { zh: "园" }, claim("position", "POINT (125.3961 43.8628)"), claim("located_in", "changchun")));
    expect(where(r, "park")).toMatchObject({ rung: "own", lon: 125.3961, lat: 43.8628, by: "position", division: { code: "2201" } });
  });

  it("lends the position of a park to what lies in it, however deep", () => {
    const r = record(...CITY, thing("park", "Park", { zh: "园" }, claim("position", "POINT (125.3961 43.8628)")), thing("phase", "ParkPhase", { zh: "一期" }, claim("part_of", "park")), thing("firm", "Firm", { zh: "甲公司" }, claim("located_in", "phase")));
    expect(where(r, "firm")).toMatchObject({ rung: "container", via: "park", lon: 125.3961, chain: ["phase", "park"] });
    expect(where(r, "firm").claims).toHaveLength(3);
  });

  it("follows the chain to a city, and a firm's district to the city that is drawn", () => {
    const r = record(...CITY, ZONE, thing("firm", "Firm", { zh: "甲" }, claim("located_in", "zone")), thing("district", "Region", { zh: "南昌市青山湖区" }), thing("other", "Firm", { zh: "乙" }, claim("tenant_of", "district")));
    expect(where(r, "firm")).toMatchObject({ rung: "city", division: { code: "2201" }, chain: ["zone", "changchun", "jilin"] });
    expect(where(r, "other")).toMatchObject({ rung: "city", division: { code: "360111" } });
    expect(where(r, "jilin")).toMatchObject({ rung: "province", by: "name" });
  });

  it("places a municipality's district at its own middle", () => {
    expect(where(record(thing("f", "Firm", { zh: "丙" }, claim("located_in", "d")), thing("d", "Region", { zh: "海淀区" })), "f")).toMatchObject({ rung: "district", division: { code: "110108" } });
  });

  it("falls back to a zone's own name and to an address, never to a firm's name", () => {
    const r = record(thing("z", "Zone", { zh: "长春经济技术开发区" }), thing("f", "Firm", { zh: "丁" }, claim("address_text", "吉林省长春市浦东路与福州街交会处")), thing("g", "Firm", { zh: "长春某公司" }), thing("h", "Firm", { zh: "戊" }, claim("address_text", "Fuzhou Street")));
    expect(where(r, "z")).toMatchObject({ rung: "city", by: "name", division: { code: "220171" } });
    expect(where(r, "f")).toMatchObject({ rung: "city", by: "address", division: { code: "2201" } });
    expect([why(r, "g"), why(r, "h")]).toEqual(["nothing", "nothing"]);
  });

  it("does not put a firm where the group is that it is part of, but a phase where its park is", () => {
    const r = record(...CITY, thing("group", "Firm", { zh: "集团" }, claim("located_in", "changchun")), thing("firm", "Firm", { zh: "子公司" }, claim("part_of", "group")), thing("park", "Park", { zh: "园" }, claim("part_of", "changchun")), thing("phase", "ParkPhase", { zh: "一期" }, claim("part_of", "park")));
    expect([why(r, "firm"), why(r, "phase")]).toEqual(["nothing", "placed city"]);
  });

  it("counts a plan only where nothing actual is said, and says that it is one", () => {
    const r = record(...CITY, thing("a", "Firm", { zh: "甲" }, claim("located_in", "nanchang", { modality: "planned" }), claim("located_in", "changchun")), thing("b", "Firm", { zh: "乙" }, claim("located_in", "nanchang", { modality: "planned" })));
    expect(where(r, "a").planned).toBeUndefined();
    expect(where(r, "a").division!.code).toBe("2201");
    expect(where(r, "b")).toMatchObject({ planned: true, division: { code: "3601" } });
  });

  it("says why something has no place: a loop, a name of several, a name of none, a position that is none", () => {
    const r = record(thing("a", "Park", { zh: "甲" }, claim("part_of", "b")), thing("b", "Park", { zh: "乙" }, claim("part_of", "a")), thing("c", "Region", { zh: "朝阳区" }), thing("d", "Region", { zh: "乌有市" }), thing("e", "Park", { zh: "戊" }, claim("position", "POINT (43.8 125.3)")));
    expect(["a", "c", "d", "e"].map((id) => why(r, id))).toEqual(["loop", "ambiguous", "unknown-name", "bad-position"]);
  });

  it("tells a name of several by what it is said to lie in", () => {
    const r = record(...CITY, thing("c", "Region", { zh: "朝阳区" }, claim("part_of", "changchun")));
    expect(where(r, "c").division!.code).toBe("220104");
  });
});

describe("two places", () => {
  it("tells of two cities, and draws the one said last", () => {
    const r = record(...CITY, thing("f", "Firm", { zh: "甲" }, claim("located_in", "changchun", { stated_on: "2023" }), claim("located_in", "nanchang", { stated_on: "2024" })));
    expect(where(r, "f")).toMatchObject({ division: { code: "3601" }, conflict: { words: { zh: "一说在Nanchang，一说在长春市" } } });
  });

  it("takes a city and a zone in it for one story, and the sharper of the two", () => {
    const r = record(...CITY, ZONE, thing("f", "Firm", { zh: "甲" }, claim("located_in", "zone", { stated_on: "2020" }), claim("located_in", "changchun", { stated_on: "2024" })));
    expect(where(r, "f").conflict).toBeUndefined();
    expect(where(r, "f").chain[0]).toBe("zone");
  });

  it("takes a later beginning for a move, not a contradiction", () => {
    const r = record(...CITY, thing("f", "Firm", { zh: "甲" }, claim("located_in", "changchun", { when: "2019", stated_on: "2024" }), claim("located_in", "nanchang", { when: "2022", stated_on: "2023" })));
    expect(where(r, "f")).toMatchObject({ division: { code: "3601" } });
    expect(where(r, "f").conflict).toBeUndefined();
  });

  it("tells of two positions far apart", () => {
    const r = record(thing("p", "Park", { zh: "园" }, claim("position", "POINT (125.39 43.86)", { stated_on: "2024" }), claim("position", "POINT (125.49 43.86)", { stated_on: "2023" })));
    expect(where(r, "p")).toMatchObject({ lon: 125.39, conflict: { words: { en: "two positions 8 km apart" } } });
  });
});

describe("names of divisions", () => {
  const meant = (label: Label): string => { const m = divisionMeant(label); return m === undefined ? "-" : "one" in m ? m.one.code : m.many.map((d) => d.code).join("|"); };
  it.each([
    [{ zh: "长春" }, "2201"], [{ en: "Changchun" }, "2201"], [{ zh: "吉林" }, "22"], [{ zh: "吉林市" }, "2202"], [{ en: "Jilin Province" }, "22"], [{ en: "Jilin City" }, "2202"], [{ en: "Licheng District, Jinan" }, "370112"],
    [{ zh: "济南市历城区" }, "370112"], [{ zh: "高安市" }, "360983"], [{ en: "Fuzhou" }, "3501|3610"], [{ zh: "浦东新区" }, "310115"], [{ en: "Hong Kong" }, "81"], [{ zh: "<b>长春市</b>" }, "-"], [{ zh: "长".repeat(500) }, "-"], [{ zh: "\u202e市春长" }, "-"], [{}, "-"],
  ] as const)("%j is %s", (label, code) => expect(meant(label)).toBe(code));

  it.each([["广东省中山市火炬开发区会展东路", "4420"], ["吉林省长春市朝阳区前进大街", "220104"], ["朝阳区", undefined], ["某地", undefined]] as const)("an address in %s", (address, code) => expect(divisionOfAddress(address)?.code).toBe(code));
});

describe("belts", () => {
  it("reads streets alike in both languages", () => {
    expect(streetsOf("长春市浦东路与福州街交会处")).toEqual(["pudong road", "fuzhou street"]);
    expect(streetsOf("both sides of Fuzhou Street")).toEqual(["fuzhou street"]);
    expect(streetsOf("中山市火炬区会展东路16号")).toEqual(["huizhandong road"]);
  });

  it("lines up what is on its street and in its city, and takes a line where one is given", () => {
    const belt = thing("belt", "Cluster", { zh: "光电信息产业带" }, claim("address_text", "Fuzhou Street"), claim("located_in", "changchun"));
    const stops = [thing("b", "Park", { zh: "乙园" }, claim("address_text", "长春市福州街8号")), thing("a", "Park", { zh: "甲园" }, claim("part_of", "belt")), thing("c", "Park", { zh: "丙园" }, claim("address_text", "南昌市福州街8号"))];
    const [found] = beltsOf(record(...CITY, belt, ...stops), "all");
    expect(found).toMatchObject({ street: "Fuzhou Street", stops: [{ id: "a" }, { id: "b" }] });
    expect(found!.line).toBeUndefined();
    const given = thing("belt", "Cluster", { zh: "光电信息产业带" }, claim("position", "LINESTRING (125.39 43.84, 125.39 43.88)"));
    expect(beltsOf(record(given), "all")[0]!.line).toHaveLength(2);
  });
});

describe("what is drawn", () => {
  it("packs circles without an overlap, the same each time", () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0.3, max: 4, noNaN: true }), { maxLength: 40 }), (radii) => {
      const laid = pack(radii, 0.2);
      for (let i = 0; i < laid.length; i++) for (let j = 0; j < i; j++) expect(Math.hypot(laid[i]!.x - laid[j]!.x, laid[i]!.y - laid[j]!.y)).toBeGreaterThan(radii[i]! + radii[j]! + 0.2 - 0.02);
      expect(pack(radii, 0.2)).toEqual(laid);
    }), { numRuns: 60 });
  });

  it("draws a bounded number of a hundred thousand firms and counts the rest", () => {
    const firms = Array.from({ length: 100_000 }, (_, i) => thing(`f${i}`, "Firm", { zh: `企业${i}` }, i % 10 === 0 ? claim("position", `POINT (${(125 + (i % 997) / 1000).toFixed(3)} 43.8)`) : claim("located_in", i % 2 ? "zone" : "nanchang")));
    const r = record(...CITY, ZONE, ...firms);
    const { shown, unplaced } = placesOf(r, "all");
    const drawn = definitionOf(r, shown, { marks_max: 600, group_max: 60 });
    expect(unplaced).toEqual([]);
    expect(drawn.marks.length).toBeLessThanOrEqual(900);
    expect(drawn.anchors.reduce((n, a) => n + (a.counts.firm ?? 0), 0)).toBe(100_000);
    expect(drawn.groups.reduce((n, g) => n + g.more, 0) + drawn.marks.length).toBe(shown.length);
  });

  it("is empty for an empty record", () => {
    expect(definitionOf(record(), placesOf(record(), "all").shown, { marks_max: 600, group_max: 60 })).toEqual({ anchors: [], groups: [], marks: [] });
  });

  it("has outlines whose rings close and whose common borders are one line", () => {
    for (const map of outlines().maps) {
      const used = new Map<number, number>();
      for (const place of map.places) {
        for (const ring of ringsOf(map, place)) { expect(ring.length, place.name).toBeGreaterThanOrEqual(4); expect(ring[0]).toEqual(ring.at(-1)); }
        for (const n of place.rings.flat()) used.set(n < 0 ? ~n : n, (used.get(n < 0 ? ~n : n) ?? 0) + 1);
      }
      expect([...used.values()].filter((n) => n === 2).length, map.key).toBeGreaterThan(10);
      expect(used.size).toBe(map.arcs.length);
    }
  });
});
