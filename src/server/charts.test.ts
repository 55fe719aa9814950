/** Charts at the door, on the reference record and on firms with hostile names: every mark opens a claim of the answer, as of the days asked for, for who may see it; and as files. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../db/index.ts";
import { openForTest } from "../db/open-for-test.ts";
import { fillWithReference, lexiconOf } from "../documents/index.ts";
import { readTables } from "../files/index.ts";
import { fixedClock, nameId } from "../kernel/index.ts";
import { record, type Entry } from "../ledger/index.ts";
import { loadOntology } from "../ontology/index.ts";
import type { ChartAnswer, TargetsAnswer } from "./api-types.ts";
import { createApp, Jobs, type Access, type App } from "./index.ts";

const CLUSTER = "cluster-changchun-optoelectronic-information-industry";
const PARK = "park-photoelectric-information-industry-park";
const HOSTILE = `</text></svg><script>alert(1)</script><a href="javascript:alert(2)" onload='x'>&amp;\u202e\u2067شركة 🔬𝒳\u0001\ufffe ${"长".repeat(430)}`;
const ontology = loadOntology();
const clock = fixedClock("2026-11-22T08:00:00Z");
let database: Database;
let local: App;
let open: App;

function firm(slug: string, name: string, values: readonly [when: string, value: number, visibility?: "public" | "internal"][]): Entry[] {
  const [id, source_id] = [nameId(slug), nameId("chart source")];
  return [
    { kind: "entity", id, type: "Firm", slug, label: { zh: name, en: name }, visibility: "public" },
    ...values.map(([when, value, visibility = "public"]): Entry => ({ kind: "claim", id: nameId(`${slug} ${when} ${visibility}`), subject_id: id, source_id, property: "revenue", value, unit: "yuan", when, modality: "actual", bound: "eq", visibility, entered: "accepted", stated_on: `${Number(when.slice(0, 4)) + 1}-02-01` })),
  ];
}

beforeAll(async () => {
  database = await openForTest();
  const ctx = { actor: "analyst", clock };
  await fillWithReference(database, ctx, ontology);
  const months = Array.from({ length: 120 }, (_, i): [string, number] => [`${2014 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}`, i % 12 === 5 ? 1_000_000 + i : 0]);
  await record(database.writer, ctx, { kind: "import", note: "", entries: [
    { kind: "source", id: nameId("chart source"), version: 1, what: "page", title: HOSTILE, publisher: HOSTILE, published: "2024-01-02", visibility: "public" },
    ...firm("chart-hostile", HOSTILE, [["2021", 1e8], ["2022", 2e8], ["2023", 3e8, "internal"]]), ...firm("chart-one", "一点", [["2023", 5]]), ...firm("chart-months", "逐月", months), ...firm("chart-flat", "零", [["2022", 0], ["2023", 0]]),
  ] });
  const deps = { database, ontology, lexicon: lexiconOf(ontology), clock, jobs: new Jobs(clock), version: "0.0.0" };
  const make = (access: Access): App => createApp({ deps, access, log: (text) => process.stderr.write(text) });
  [local, open] = [make({ local: "analyst" }), make({})];
});
afterAll(async () => await database.close());

async function chart(kind: string, query: string, from: App = local): Promise<ChartAnswer> {
  const response = await from.request(`/api/charts/${kind}?${query}`);
  expect(response.status, `${kind}?${query}: ${await response.clone().text()}`.slice(0, 500)).toBe(200);
  return (await response.json()) as ChartAnswer;
}
const drawnIn = (svg: string): string[] => [...svg.matchAll(/data-mark="(m\d+)"/g)].map((m) => m[1]!);

/** Every mark drawn is listed, leads somewhere, and rests on claims that are in the answer; no mark is drawn twice. */
function holds(answer: ChartAnswer): void {
  const drawn = drawnIn(answer.svg!);
  const listed = new Map(answer.marks.map((m) => [m.id, m]));
  expect(drawn.length).toBeGreaterThan(0);
  expect(new Set(drawn).size).toBe(drawn.length);
  for (const id of drawn) {
    const { claims } = listed.get(id)!;
    expect(claims.length, id).toBeGreaterThan(0);
    for (const claim of claims) expect(answer.claims[claim]?.id).toBe(claim);
    expect(answer.svg).toMatch(new RegExp(`<a href="/(claims|documents|chain)/[^"]+" data-mark="${id}"( aria-label="[^"]+"|><title>)`));
  }
  expect(answer.source).not.toBe("");
}

describe("every kind of chart", () => {
  const asked: [string, string][] = [
    ["trend", `subject=${CLUSTER}&property=output_value`], ["multiples", ""], ["bullet", "which=all"], ["bullet", "cluster=changchun"], ["promises", `place=${PARK}`], ["promises", "quarter=2024-Q2"], ["chain", "region=changchun"],
  ];
  it.each(asked)("%s?%s rests each mark on claims, in both languages and at any width", async (kind, query) => {
    for (const lang of ["zh", "en"]) for (const width of [250, 1240]) holds(await chart(kind, `${query}&lang=${lang}&width=${width}`));
  });

  it("draws the course of a target with the interval of its forecast", async () => {
    const { rows } = (await (await local.request("/api/targets")).json()) as TargetsAnswer;
    const row = rows.find((r) => r.forecast?.status === "forecast")!;
    const answer = await chart("course", `target=${row.id}&lang=en`);
    holds(answer);
    const forecast = answer.marks.filter((m) => m.modality === "forecast");
    expect(forecast.every((m) => m.derived && Number(m.low) < Number(m.value) && Number(m.value) < Number(m.high))).toBe(true);
    expect(answer.marks.filter((m) => m.modality === "target").map((m) => m.value)).toEqual([row.versions.at(-1)!.value]);
  });

  it("says which figures stand in a finding", async () => {
    const { svg, marks } = await chart("trend", `subject=${CLUSTER}&property=output_value&width=620`);
    expect(marks.some((m) => m.finding === "open")).toBe(true);
    expect(svg).toContain("▲");
  });
});

describe("the days and the reader", () => {
  it("draw only what had been said by then", async () => {
    const [now, then] = [await chart("trend", `subject=${CLUSTER}&property=output_value`), await chart("promises", `place=${PARK}&known_on=2023-12-31&valid_on=2023-12-31`)];
    expect(now.marks.map((m) => m.at)).toContain("2024");
    expect(Object.values(then.claims).every((c) => (c.stated_on ?? c.source.published ?? "") <= "2023-12-31")).toBe(true);
    expect(Object.values((await chart("promises", `place=${PARK}`)).claims).some((c) => (c.stated_on ?? "") > "2023-12-31")).toBe(true);
    const before = await chart("trend", `subject=${CLUSTER}&property=output_value&known_on=2000-01-01`);
    expect(before).toMatchObject({ marks: [], claims: {}, empty: { zh: expect.any(String) as string } });
  });

  it("show the public nothing that is not public", async () => {
    const [mine, theirs] = [await chart("trend", "subject=chart-hostile&property=revenue"), await chart("trend", "subject=chart-hostile&property=revenue", open)];
    expect(mine.marks.map((m) => m.value)).toEqual([1e8, 2e8, 3e8]);
    expect(theirs.marks.map((m) => m.value)).toEqual([1e8, 2e8]);
    const bytes = new Uint8Array(await (await open.request("/api/charts/trend/workbook.xlsx?subject=chart-hostile&property=revenue")).arrayBuffer());
    expect(await valuesOf(bytes)).toEqual([1e8, 2e8]);
  });
});

async function rowsOf(bytes: Uint8Array): Promise<readonly (readonly unknown[])[]> {
  const rows: (readonly unknown[])[] = [];
  for await (const row of readTables({ name: "chart.xlsx", bytes })) rows.push(row.cells);
  return rows;
}
async function valuesOf(bytes: Uint8Array): Promise<unknown[]> {
  const [head, ...rows] = await rowsOf(bytes);
  const at = head!.indexOf("值");
  return rows.map((r) => r[at]);
}

describe("hostile words", () => {
  it("reach no markup, on the page or in the file", async () => {
    const answer = await chart("trend", "subject=chart-hostile&property=revenue");
    const file = await (await local.request("/api/charts/trend/drawing.svg?subject=chart-hostile&property=revenue")).text();
    for (const svg of [answer.svg!, file]) {
      expect(svg).not.toMatch(/\u0001|\ufffe/);
      const tags = [...svg.matchAll(/<([a-z]+)((?:\s+[\w:-]+="[^"<>]*")*)\s*\/?>/gi)];
      expect(tags.length).toBe([...svg.matchAll(/<[^/]/g)].length);
      expect(tags.map((t) => t[1]).filter((name) => !["svg", "g", "a", "rect", "text", "tspan", "line", "path", "defs", "pattern", "title", "circle"].includes(name!))).toEqual([]);
      expect(tags.flatMap((t) => [...t[2]!.matchAll(/\s([\w:-]+)="[^"<>]*"/g)].map((a) => a[1]!)).filter((name) => /^on/i.test(name))).toEqual([]);
      expect(svg).not.toMatch(/href="(?!\/(claims|documents)\/)/);
      // Well-formed: every element that opens closes in its turn.
      const stack: string[] = [];
      for (const [, close, name, self] of svg.matchAll(/<(\/?)([a-z]+)(?:"[^"]*"|[^">])*?(\/?)>/gi)) if (close) expect(stack.pop()).toBe(name); else if (!self) stack.push(name!);
      expect(stack).toEqual([]);
    }
    expect(file).toContain("&lt;script&gt;");
  });
});

describe("little to draw", () => {
  it.each([["one point", "chart-one"], ["no figure", CLUSTER]])("%s has words instead of a drawing", async (_, subject) => {
    const answer = await chart("trend", `subject=${subject}&property=${subject === "chart-one" ? "revenue" : "patents"}`);
    expect(answer.svg).toBeUndefined();
    expect(answer.empty).toBeDefined();
    expect((await local.request(`/api/charts/trend/drawing.svg?subject=${subject}&property=patents`)).status).toBe(404);
  });

  it("ten years of mostly empty months give one bar a year, the last of it", async () => {
    const answer = await chart("trend", "subject=chart-months&property=revenue&width=320");
    holds(answer);
    expect(answer.marks.map((m) => m.at)).toEqual(Array.from({ length: 10 }, (_, i) => String(2014 + i)));
  });

  it("nothing but zeros is drawn as zeros", async () => {
    holds(await chart("trend", "subject=chart-flat&property=revenue"));
    expect((await chart("trend", "subject=chart-flat&property=revenue")).svg).not.toMatch(/NaN|Infinity/);
  });

  it.each([["trend", ""], ["course", ""], ["promises", ""], ["promises", "quarter=soon"], ["trend", "subject=nobody&property=revenue"], ["poem", ""], ["trend", "width=9"]])("refuses %s?%s in words", async (kind, query) => {
    const response = await local.request(`/api/charts/${kind}?${query}`);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
  });
});

describe("the files", () => {
  it("of a trend: one row a mark, numbers as numbers, sources and claims beside", async () => {
    const query = `subject=${CLUSTER}&property=output_value`;
    const [answer, response] = [await chart("trend", query), await local.request(`/api/charts/trend/workbook.xlsx?${query}`)];
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(await valuesOf(bytes)).toEqual(answer.marks.map((m) => m.value));
    const [head, ...rows] = await rowsOf(bytes);
    expect(rows.map((r) => String(r[head!.indexOf("记载编号")]).split(" "))).toEqual(answer.marks.map((m) => m.claims));
    expect(rows.every((r) => String(r[head!.indexOf("来源")]) !== "")).toBe(true);
  });

  it("of promises: days as days", async () => {
    const answer = await chart("promises", `place=${PARK}`);
    const values = await valuesOf(new Uint8Array(await (await local.request(`/api/charts/promises/workbook.xlsx?place=${PARK}`)).arrayBuffer()));
    expect(values.map((v) => (v instanceof Date ? v.toISOString() : String(v)).slice(0, 10))).toEqual(answer.marks.map((m) => m.value));
  });

  it("of a drawing: a picture that stands for itself", async () => {
    const response = await local.request(`/api/charts/trend/drawing.svg?subject=${CLUSTER}&property=output_value&lang=en`);
    const svg = await response.text();
    expect(response.headers.get("content-security-policy")).toContain("script-src 'self'");
    expect(svg).toMatch(/^<svg xmlns=/);
    expect(svg).toContain("Source: ");
    expect(svg).not.toMatch(/var\(--|currentColor|href=/);
  });
});
