/** The map over HTTP on the reference record: what is where, as of a day; the table behind it; positions entered, corrected, refused; the workbook. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { openForTest } from "../db/open-for-test.ts";
import type { Database } from "../db/index.ts";
import { fillWithReference, lexiconOf } from "../documents/index.ts";
import { readTables } from "../files/index.ts";
import { systemClock } from "../kernel/index.ts";
import { loadOntology } from "../ontology/index.ts";
import type { ApiError, HistoryView, MapOutlines, MapView, PlacesPage, PlaceView, PositionAnswer } from "./api-types.ts";
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

const get = async <T>(path: string): Promise<T> => {
  const response = await local.request(path);
  expect(response.status, `${path} ${response.status === 200 ? "" : await response.clone().text()}`).toBe(200);
  return (await response.json()) as T;
};
const post = async (body: object, from = local): Promise<{ status: number; answer: PositionAnswer; error: ApiError["error"] }> => {
  const response = await from.request("/api/map/positions", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const json = (await response.json()) as PositionAnswer & ApiError;
  return { status: response.status, answer: json, error: json.error };
};
const PARK = "park-photoelectric-information-industry-park";
const point = (lon: number, lat: number): string => JSON.stringify({ type: "Point", coordinates: [lon, lat] });
const SOURCE = { title: "Survey of the park's gate", publisher: "Zone office", published: "2024-03-01" };

it("shows a cluster with the claim that places each mark, and nothing more exactly than is said", async () => {
  const map = await get<MapView>("/api/map");
  expect(map.cluster).toBe("changchun");
  expect(map.marks.length).toBeGreaterThan(40);
  expect(map.rungs.own ?? 0).toBe(0);
  for (const m of map.marks) {
    expect(m.claim?.source.title, m.entity.slug).toBeTruthy();
    expect(map.groups[m.group]!.anchor).toBe(m.anchor);
  }
  const zone = map.groups.find((g) => g.entity?.slug === "zone-changchun-economic-and-technological-development-zone")!;
  expect(map.marks.filter((m) => m.group === map.groups.indexOf(zone)).map((m) => m.entity.slug)).toContain("firm-gpixel");
  expect(map.belts).toMatchObject([{ street: "Fuzhou Street", stops: [{ entity: { slug: "park-phase-photoelectric-information-industry-park-phase-iii" }, part_of: { slug: PARK } }] }]);
  expect(new Set(map.marks.flatMap((m) => m.no ?? [])).size).toBe(map.marks.filter((m) => m.no !== undefined).length);
});

it("sizes by a figure that opens its claim, takes kinds and scope, and goes back to a day on which nothing was known", async () => {
  const map = await get<MapView>("/api/map?cluster=nanchang&figure=output_value&layers=industry,firm");
  expect(new Set(map.marks.map((m) => m.layer))).toEqual(new Set(["industry", "firm"]));
  const sized = map.marks.filter((m) => m.figure).sort((a, b) => Number(b.figure!.best.value) - Number(a.figure!.best.value));
  expect(sized[0]!.r).toBeGreaterThan(sized.at(-1)!.r);
  expect(sized.every((m) => m.figure!.property === "output_value")).toBe(true);
  expect((await get<MapView>("/api/map?layers=")).marks).toEqual([]);
  expect((await get<MapView>("/api/map?cluster=all&known_on=2000-01-01")).marks.length).toBeLessThan(5);
  expect((await local.request("/api/map?figure=profit")).status).toBe(400);
});

it("pages through every place with its claims, and through what has none", async () => {
  const map = await get<MapView>("/api/map?cluster=all");
  const seen: PlaceView[] = [];
  for (let cursor = ""; ;) {
    const page = await get<PlacesPage>(`/api/map/places?cluster=all&placed=yes&limit=60${cursor}`);
    seen.push(...page.items);
    if (!page.next) break;
    cursor = `&cursor=${page.next}`;
  }
  expect(seen).toHaveLength(Object.values(map.counts).reduce((a, b) => a + b, 0));
  expect(seen.every((p) => p.placed!.divisions.length > 0)).toBe(true);
  const none = await get<PlacesPage>("/api/map/places?cluster=all&placed=no");
  expect(none.total).toBe(map.unplaced);
  expect(none.items.every((p) => p.unplaced?.why === "nothing")).toBe(true);
  expect((await local.request("/api/map/places?cursor=x")).status).toBe(400);
});

it("sends outlines that the page can draw", async () => {
  const { maps } = await get<MapOutlines>("/api/map/outlines");
  expect(maps.map((m) => m.key)).toEqual(["china", "jilin", "jiangxi", "guangdong"]);
  expect(maps[0]!.places).toHaveLength(34);
});

it("takes a position as a sourced claim, lends it to what lies there, and forgets it on the day before it was said", async () => {
  const dry = await post({ entity: PARK, geojson: point(125.3961, 43.8628), datum: "wgs84", dry_run: true });
  expect(dry.answer).toMatchObject({ wkt: "POINT (125.3961 43.8628)", points: 1, warnings: [] });
  expect((await get<PlaceView>(`/api/map/places/${PARK}`)).placed!.rung).toBe("city");
  const made = await post({ entity: PARK, geojson: point(125.3961, 43.8628), datum: "wgs84", source: SOURCE });
  expect(made.status).toBe(200);
  expect(made.answer.claim).toMatchObject({ property: "position", status: "accepted", stated_on: "2024-03-01", source: { title: SOURCE.title } });
  expect((await get<PlaceView>(`/api/map/places/${PARK}`)).placed).toMatchObject({ rung: "own", by: "position", lon: 125.3961 });
  const map = await get<MapView>("/api/map");
  expect(map.rungs).toMatchObject({ own: 1 });
  expect(map.rungs.container).toBeGreaterThan(3);
  expect((await get<PlaceView>(`/api/map/places/${PARK}?known_on=2024-02-29`)).placed!.rung).toBe("city");
});

it("corrects a position with its history, and tells two people who correct the same", async () => {
  const old = (await get<PlaceView>(`/api/map/places/${PARK}`)).placed!.claims[0]!;
  const body = { entity: PARK, geojson: JSON.stringify({ type: "Polygon", coordinates: [[[125.39, 43.86], [125.4, 43.86], [125.4, 43.87], [125.39, 43.87], [125.39, 43.86]]] }), datum: "gcj02", source: SOURCE, note: "the whole ground", replaces: { claim_id: old.id, ...(old.head ? { expects: old.head } : {}) } };
  const made = await post(body);
  expect(made.status).toBe(200);
  expect(made.answer.notes[0]!.en).toContain("GCJ-02");
  const now = (await get<PlaceView>(`/api/map/places/${PARK}`)).placed!;
  expect(now.geometry).toMatchObject({ kind: "area" });
  expect(now.lon).toBeLessThan(125.395);
  expect((await get<HistoryView>(`/api/claims/${now.claims[0]!.id}/history`)).claims.map((c) => c.id)).toContain(old.id);
  expect((await post(body)).error.code).toBe("ledger/conflict");
  expect((await post({ ...body, entity: "firm-gpixel" })).error.code).toBe("map/not-its-position");
});

it("refuses in words: no source, doubtful until confirmed, not allowed, not a position, hostile names", async () => {
  const body = { entity: "firm-gpixel", geojson: point(2.35, 48.85), datum: "wgs84" };
  expect((await post(body)).error.code).toBe("map/no-source");
  const doubtful = await post({ ...body, source: SOURCE });
  expect([doubtful.status, doubtful.error.code, doubtful.error.problems!.map((p) => p.code)]).toEqual([409, "map/doubtful", ["map/abroad"]]);
  expect((await post({ ...body, source: SOURCE }, open)).status).toBe(401);
  expect((await post({ ...body, geojson: "{", source: SOURCE })).error).toMatchObject({ code: "map/not-json", hint: { en: expect.any(String) as string } });
  expect((await post({ ...body, geojson: `"${"x".repeat(2_300_000)}"` })).status).toBe(413);
  expect((await post({ ...body, entity: "no-such-thing", geojson: point(125, 43), source: SOURCE })).error.code).toBe("ledger/no-entity");
  const named = await local.request("/api/entities", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ type: "Park", label: { zh: `<script>alert(1)</script>\u202e🏭${"园".repeat(400)}` } }) });
  const { slug } = (await named.json()) as { slug: string };
  expect((await post({ entity: slug, geojson: point(125.31, 43.81), datum: "wgs84", source: SOURCE })).status).toBe(200);
  expect((await get<MapView>("/api/map?cluster=all")).marks.some((m) => m.entity.slug === slug)).toBe(true);
});

it("writes a workbook that holds every place with its sources", async () => {
  const response = await local.request("/api/map/workbook.xlsx?cluster=all&lang=en&figure=output_value");
  expect(response.status).toBe(200);
  const rows: readonly string[][] = [];
  for await (const row of readTables({ name: "map.xlsx", bytes: new Uint8Array(await response.arrayBuffer()) })) if (row.sheet === "Places") (rows as unknown[]).push(row.raw);
  const map = await get<MapView>("/api/map?cluster=all");
  // One line more: the headings.
  expect(rows).toHaveLength(Object.values(map.counts).reduce((a, b) => a + b, 0) + map.unplaced + 1);
});
