/** Tables of entities filtered, counted and grouped by the figures that their rows show, at the door of the HTTP API on the reference record; and the bands, for any numbers. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openForTest } from "../db/open-for-test.ts";
import type { Database } from "../db/index.ts";
import { fillWithReference, lexiconOf } from "../documents/index.ts";
import { systemClock } from "../kernel/index.ts";
import { loadOntology } from "../ontology/index.ts";
import type { FigureFacet, TableEntity, TableFacets, TablePage } from "./api-types.ts";
import { bandsOf, inBand } from "./figure-bands.ts";
import { createApp, Jobs, type App } from "./index.ts";

let database: Database;
let app: App;

beforeAll(async () => {
  database = await openForTest();
  const ontology = loadOntology();
  await fillWithReference(database, { actor: "lightvalley", clock: systemClock }, ontology);
  app = createApp({ deps: { database, ontology, lexicon: lexiconOf(ontology), clock: systemClock, jobs: new Jobs(systemClock), version: "0.0.0" }, access: { local: "analyst" }, log: (text) => process.stderr.write(text) });
});
afterAll(async () => await database.close());

async function get<T>(path: string): Promise<T> {
  const response = await app.request(path);
  expect(response.status, `${path}: ${await response.clone().text()}`.slice(0, 400)).toBe(200);
  return (await response.json()) as T;
}
const entities = async (query: string): Promise<TablePage<TableEntity>> => await get(`/api/tables/entities?limit=500&${query}`);
const facet = async (query: string): Promise<FigureFacet> => await get(`/api/tables/entities/figure?${query}`);
const where = (column: string, said: string): string => `where=${encodeURIComponent(`${column}:${said}`)}`;

describe("a column of figures", () => {
  it("counts beside each band, year and value what choosing it gives", async () => {
    for (const [type, column] of [["Firm", "revenue|output_value"], ["Expo", "exhibitors"], ["Expo", "start_date"], ["Firm", "located_in"], ["Park", "area.floor"]] as const) {
      const { total, told, elsewhere, bands, values } = await facet(`type=${type}&column=${column}`);
      expect(told, `${type} ${column}`).toBeGreaterThan(1);
      for (const { value, n } of bands) expect((await entities(`type=${type}&${where(column, value)}`)).total, `${column} ${value}`).toBe(n);
      for (const { value, n } of values.slice(0, 6)) expect((await entities(`type=${type}&${where(column, `=${value}`)}`)).total, `${column} ${value}`).toBe(n);
      if (bands.length > 0) expect(bands.reduce((sum, band) => sum + band.n, 0)).toBe(told - elsewhere);
      expect((await entities(`type=${type}&${where(column, "none")}`)).total).toBe(total - told);
      expect((await entities(`type=${type}&${where(column, "any")}`)).total).toBe(told);
    }
  });

  it("leaves the rows whose shown figure lies in the range, both ends in it", async () => {
    const all = await entities("type=Expo&figures=exhibitors");
    const values = all.items.flatMap((row) => (typeof row.figures[0]?.best.value === "number" ? [row.figures[0].best.value] : [])).sort((a, b) => a - b);
    const [low, high] = [values[1]!, values.at(-2)!];
    const some = await entities(`type=Expo&figures=exhibitors&sort=-figure.exhibitors&${where("exhibitors", `${low}..${high}`)}`);
    expect(some.items.map((row) => row.figures[0]?.best.value)).toEqual(values.filter((v) => v >= low && v <= high).reverse());
    expect((await entities(`type=Expo&${where("exhibitors", `${low}..${high}`)}&${where("exhibitors", "none")}`)).total).toBe(some.total + all.total - values.length);
    const both = await entities(`type=Expo&figures=exhibitors,start_date&${where("exhibitors", `${low}..`)}&${where("start_date", "2023..")}`);
    expect(both.items.length).toBeGreaterThan(0);
    expect(both.items.every((row) => Number(row.figures.find((f) => f.property === "exhibitors")?.best.value) >= low && String(row.figures.find((f) => f.property === "start_date")?.best.value) >= "2023")).toBe(true);
  });

  it("counts every other column, and names what is chosen, after the figures are filtered", async () => {
    const [place] = (await facet("type=Firm&column=located_in")).values;
    const query = `type=Firm&${where("located_in", `=${place!.value}`)}`;
    const told = await get<TableFacets>(`/api/tables/entities/facets?${query}`);
    expect(told.total).toBe(place!.n);
    expect(told.labels?.[place!.value]).toEqual(place!.label);
    for (const { value, n } of told.facets["accepted"]!) expect((await entities(`${query}&accepted=${value}`)).total).toBe(n);
    const own = await facet(`${query}&column=located_in`);
    expect(own.values.find((one) => one.value === place!.value)?.n).toBe(place!.n);
    expect(own.values.length).toBeGreaterThan(1);
  });

  it("groups: the rows stand group by group, each in the group that its figure says, sorted within", async () => {
    for (const [type, column] of [["Expo", "exhibitors"], ["Expo", "start_date"], ["Firm", "located_in"]] as const) {
      const query = `type=${type}&figures=${column}&group=figure.${column}&sort=name`;
      const { groups, total } = await get<TableFacets>(`/api/tables/entities/facets?${query}`);
      const { items } = await entities(query);
      expect(groups!.reduce((sum, one) => sum + one.n, 0)).toBe(total);
      let from = 0;
      for (const { value, n } of groups!) {
        const some = items.slice(from, from + n);
        from += n;
        const said = value === "none" ? "none" : value.startsWith("=") ? value : /^\d{4}$/.test(value) ? `${value}..${value}` : value;
        const chosen = new Set((await entities(`type=${type}&${where(column, said)}`)).items.map((row) => row.id));
        expect(some.length).toBe(n);
        expect(some.every((row) => chosen.has(row.id)), `${column} ${value}`).toBe(true);
      }
      if (groups!.some((one) => one.value === "none")) expect(groups!.at(-1)!.value).toBe("none");
    }
  });

  it("exports exactly the rows chosen, and refuses what it cannot read", async () => {
    const query = `type=Expo&figures=exhibitors&lang=en&${where("exhibitors", "500..")}`;
    const csv = await (await app.request(`/api/tables/entities.csv?${query}`)).text();
    expect(csv.trim().split("\r\n").length - 1).toBe((await entities(query)).total);
    for (const wrong of ["exhibitors", "exhibitors:many", "no_such_thing:1..2", "exhibitors:..", "exhibitors:a..b", "start_date:2024-13.."]) expect((await app.request(`/api/tables/entities?where=${encodeURIComponent(wrong)}`)).status, wrong).toBe(400);
    expect((await app.request("/api/tables/entities?group=figure.no_such_thing")).status).toBe(400);
  });

  it("goes by the days asked for", async () => {
    const then = await facet("type=Expo&column=exhibitors&valid_on=2023-06-30&known_on=2023-06-30"), now = await facet("type=Expo&column=exhibitors");
    expect(then.told).toBeLessThan(now.told);
  });
});

describe("bands", () => {
  it("hold each number once, ten at most", () => {
    fc.assert(fc.property(fc.array(fc.double({ min: -1e13, max: 1e13, noNaN: true }), { minLength: 1, maxLength: 60 }), (values) => {
      const bands = bandsOf(values);
      expect(bands.length).toBeLessThanOrEqual(10);
      for (const value of values) expect(bands.filter((band) => inBand(value, band))).toHaveLength(1);
    }), { examples: [[[0, -5e-324]], [[1e13, 1e13 + 0.002]], [[5e-324, 1e-299]], [[123_456_789_012.34, 123_456_789_012.35]]] });
  });
});
