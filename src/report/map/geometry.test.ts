/** Positions: well-known text, GeoJSON as people send it, offsets of map services, simplifying. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "../../kernel/index.ts";
import { area_m2, distance_m, middleOf, readGeoJson, readWkt, simplified, simplifiedTo, toWgs84, wktOf, type Geometry, type LonLat } from "./index.ts";
import { bd09ToGcj02, toGcj02 } from "./offset.ts";

const PARK: LonLat = [125.3961, 43.8628];
const json = (geometry: unknown, more: object = {}): string => JSON.stringify({ type: "Feature", properties: {}, geometry, ...more });
const code = (text: string, asked: object = {}): string => {
  try {
    const read = readGeoJson(text, { datum: "wgs84", ...asked });
    return `read ${read.warnings.map((w) => w.code).join()}`;
  } catch (e) {
    return e instanceof AppError ? e.code : String(e);
  }
};
const square = (lon: number, lat: number, size: number): LonLat[] => [[lon, lat], [lon + size, lat], [lon + size, lat + size], [lon, lat + size], [lon, lat]];

describe("well-known text", () => {
  const lonlat = fc.tuple(fc.integer({ min: -180_000_000, max: 180_000_000 }), fc.integer({ min: -90_000_000, max: 90_000_000 })).map(([x, y]): LonLat => [x / 1e6, y / 1e6]);
  it("comes back as it was written", () => {
    fc.assert(fc.property(fc.uniqueArray(lonlat, { minLength: 2, maxLength: 40, selector: String }), (line) => {
      for (const g of [{ kind: "point", at: line[0]! }, { kind: "line", line }] as Geometry[]) expect(readWkt(wktOf(g))).toEqual({ geometry: g });
    }));
  });

  it.each(["", "POINT 125 43", "POINT (125)", "POINT (125 43 200)", "POINT (NaN 43)", "LINESTRING (1 2)", "POLYGON ((1 2, 3 4, 1 2))", "POLYGON (1 2, 3 4, 5 1)", "MULTIPOINT (1 2)", "POINT (1e5 2)", "POINT (125 43); DROP"])("refuses %j", (text) => {
    expect(readWkt(text)).toHaveProperty("flaw");
  });

  it("tells the middle of a line by its length and of an area by its weight", () => {
    expect(middleOf({ kind: "line", line: [[0, 0], [3, 0], [4, 0]] })).toEqual([2, 0]);
    const [x, y] = middleOf({ kind: "area", rings: [square(125, 43, 0.2)] });
    expect([x, y]).toEqual([expect.closeTo(125.1, 9), expect.closeTo(43.1, 9)]);
  });

  it("measures: Changchun to Beijing 861 km, a square of a tenth of a degree at 43.9° north 89 km²", () => {
    expect(distance_m([125.3235, 43.8171], [116.4074, 39.9042]) / 1000).toBeCloseTo(861, -1);
    expect(area_m2([square(125.3, 43.85, 0.1)]) / 1e6).toBeCloseTo(89.1, 0);
  });
});

describe("offsets of map services", () => {
  // Tiananmen, by the open implementations of the formula: WGS-84 39.90734, 116.39089 is GCJ-02 39.90875, 116.39713.
  it("agrees with open implementations, and turns round to a millimetre", () => {
    const gcj = toGcj02([116.39089, 39.90734]);
    expect(gcj).toEqual([expect.closeTo(116.39713, 4), expect.closeTo(39.90875, 4)]);
    fc.assert(fc.property(fc.double({ min: 80, max: 130, noNaN: true }), fc.double({ min: 20, max: 50, noNaN: true }), (lon, lat) => {
      expect(distance_m(toWgs84(toGcj02([lon, lat]), "gcj02"), [lon, lat])).toBeLessThan(0.001);
    }));
  });

  it("takes Baidu's further shift off, and leaves the world outside alone", () => {
    const gcj = bd09ToGcj02([116.404, 39.915]);
    expect(gcj).toEqual([expect.closeTo(116.39762729, 6), expect.closeTo(39.90865674, 6)]);
    expect(toWgs84([2.35, 48.85], "gcj02")).toEqual([2.35, 48.85]);
  });
});

describe("GeoJSON as people send it", () => {
  it("reads a point, a line and an area with what they measure, from a feature or bare", () => {
    expect(readGeoJson(JSON.stringify({ type: "Point", coordinates: PARK }), { datum: "wgs84" })).toMatchObject({ wkt: "POINT (125.3961 43.8628)", warnings: [], notes: [] });
    const line = readGeoJson(json({ type: "LineString", coordinates: [[125.39, 43.84], [125.39, 43.88]] }), { datum: "wgs84" });
    expect(line.length_m).toBeCloseTo(4448, -1);
    expect(readGeoJson(json({ type: "Polygon", coordinates: [square(125.39, 43.86, 0.01)] }), { datum: "wgs84" }).area_m2).toBeCloseTo(891_000, -4);
  });

  it.each([
    ["nothing", "", "map/not-json"], ["NaN", '{"type":"Point","coordinates":[NaN,43]}', "map/not-json"], ["null", json({ type: "Point", coordinates: [null, 43] }), "map/not-a-number"], ["words", json({ type: "Point", coordinates: ["125", "43"] }), "map/not-a-number"],
    ["a list", "[1,2]", "map/not-geojson"], ["no geometry", json(null), "map/no-feature"], ["another type", json({ type: "Circle", coordinates: PARK }), "map/not-geojson"],
    ["an empty collection", JSON.stringify({ type: "FeatureCollection", features: [] }), "map/no-feature"],
    ["a projection", json({ type: "Point", coordinates: [13_960_000, 5_440_000] }), "map/projected"], ["a latitude of 125", json({ type: "Point", coordinates: [43.86, 125.39] }), "map/turned"], ["a longitude of 190", json({ type: "Point", coordinates: [190, 43] }), "map/out-of-range"],
    ["another system", json({ type: "Point", coordinates: PARK }, { crs: { type: "name", properties: { name: "EPSG:4490" } } }), "map/other-crs"],
    ["a bow tie", json({ type: "Polygon", coordinates: [[[125, 43], [126, 44], [126, 43], [125, 44], [125, 43]]] }), "map/self-crossing"],
    ["a spike", json({ type: "Polygon", coordinates: [[[125, 43], [126, 43], [125.5, 43], [125, 44], [125, 43]]] }), "map/self-crossing"],
    ["a flat area", json({ type: "Polygon", coordinates: [[[125, 43], [126, 43], [127, 43], [125, 43]]] }), "map/flat-ring"],
    ["two parts", json({ type: "MultiPolygon", coordinates: [[square(125, 43, 0.1)], [square(126, 43, 0.1)]] }), "map/many-parts"],
    ["too many points", json({ type: "LineString", coordinates: Array.from({ length: 20_001 }, (_, i) => [125 + i / 1e5, 43]) }), "map/too-many-points"],
    ["too much", `{"x":"${"a".repeat(2_000_001)}"}`, "map/too-large"],
  ])("refuses %s", (_, text, refused) => {
    expect(code(text)).toBe(refused);
  });

  it("asks about what looks doubtful: turned round, abroad, larger than a city", () => {
    expect(code(json({ type: "Point", coordinates: [43.86, 89.9] }))).toBe("read map/turned");
    expect(code(json({ type: "Point", coordinates: [43.86, 89.9] }), { swap: true })).toBe("read ");
    expect(code(json({ type: "Point", coordinates: [2.35, 48.85] }))).toBe("read map/abroad");
    expect(code(json({ type: "Polygon", coordinates: [square(120, 40, 3)] }))).toBe("read map/large");
    expect(code(json({ type: "LineString", coordinates: [[120, 40], [126, 44]] }))).toBe("read map/long");
  });

  it("takes one feature of several by number, and names them", () => {
    const two = JSON.stringify({ type: "FeatureCollection", features: [{ type: "Feature", properties: { name: "A" }, geometry: { type: "Point", coordinates: PARK } }, { type: "Feature", properties: { name: "B" }, geometry: { type: "Point", coordinates: [125, 43] } }] });
    expect(code(two)).toBe("map/many-features");
    expect(readGeoJson(two, { datum: "wgs84", feature: 1 }).wkt).toBe("POINT (125 43)");
    expect(code(two, { feature: 9 })).toBe("map/no-feature");
  });

  it("leaves heights out, closes rings, converts, and says so", () => {
    const read = readGeoJson(json({ type: "Point", coordinates: [...toGcj02(PARK), 210] }), { datum: "gcj02" });
    expect(distance_m((read.geometry as { at: LonLat }).at, PARK)).toBeLessThan(0.01);
    expect(read.notes.map((n) => n.en)).toEqual([expect.stringContaining("heights"), expect.stringContaining("GCJ-02")]);
    expect(readGeoJson(json({ type: "Polygon", coordinates: [square(125, 43, 0.1).slice(0, 4)] }), { datum: "wgs84" }).points).toBe(5);
  });

  it("simplifies what is too long for a claim, and says by how much it is off", () => {
    const coast = Array.from({ length: 5_000 }, (_, i): LonLat => [125 + i / 50_000, 43.8 + Math.sin(i / 40) / 2_000]);
    const read = readGeoJson(json({ type: "LineString", coordinates: coast }), { datum: "wgs84" });
    expect(read.wkt.length).toBeLessThanOrEqual(1_900);
    expect(read.notes[0]!.en).toMatch(/simplified from 5000 points to \d+, at most \d+ m off/);
    expect(readWkt(read.wkt)).toHaveProperty("geometry");
  });
});

describe("simplifying", () => {
  const line = fc.array(fc.tuple(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 0, max: 1_000 })), { minLength: 2, maxLength: 60 }).map((points) => points.map(([x, y]): LonLat => [100 + x / 100, 30 + y / 100]));
  it("keeps the ends and points of the line, alike in both directions, fewer the coarser", () => {
    fc.assert(fc.property(line, fc.double({ min: 0.0001, max: 1, noNaN: true }), (points, area) => {
      const thin = simplified(points, area);
      expect([thin[0], thin.at(-1)]).toEqual([points[0], points.at(-1)]);
      expect(thin.every((p) => points.includes(p))).toBe(true);
      expect(simplified(points, area * 2).length).toBeLessThanOrEqual(thin.length);
      expect(simplifiedTo(points, 8).length).toBe(Math.min(8, points.length));
    }));
    const wiggle = Array.from({ length: 200 }, (_, i): LonLat => [120 + i / 100, 40 + Math.sin(i * 1.7) / 30]);
    expect(simplified(wiggle.toReversed(), 0.0004)).toEqual(simplified(wiggle, 0.0004).reverse());
  });

  it("drops the flattest corner first", () => {
    expect(simplifiedTo([[0, 0], [1, 0.01], [2, 1], [3, 0]], 3)).toEqual([[0, 0], [2, 1], [3, 0]]);
  });
});
