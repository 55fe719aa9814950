/** Parks, promises, tenancies and targets over HTTP on the reference record, seen by its one user and by the public. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "../db/index.ts";
import { openForTest } from "../db/open-for-test.ts";
import { checkImport, commitImport, fillWithReference, lexiconOf } from "../documents/index.ts";
import { fixedClock } from "../kernel/index.ts";
import { loadOntology } from "../ontology/index.ts";
import type { ApiError, FitView, ParkAnswer, ParksAnswer, ProjectsAnswer, PromisesAnswer, StackingAnswer, TargetsAnswer, TenancyView } from "./api-types.ts";
import { createApp, Jobs, type Access, type App } from "./index.ts";

const PARK = "park-photoelectric-information-industry-park";
const ontology = loadOntology();
const clock = fixedClock("2024-05-01T00:00:00Z");
const ctx = { actor: "operator", clock };
let database: Database;
let local: App;
let open: App;

beforeAll(async () => {
  database = await openForTest();
  await fillWithReference(database, ctx, ontology);
  const sheet = async (kind: Parameters<typeof checkImport>[3], text: string): Promise<void> => {
    const checked = await checkImport(database, ctx, ontology, kind, { name: `${kind}.csv`, bytes: new TextEncoder().encode(text) });
    expect(checked.problems).toEqual([]);
    await commitImport(database, ctx, checked, kind);
  };
  await sheet("sources", "id,title,publisher,published,visibility\nunits,Register of units,Park office,2024-01-01,public\nplans,Inner plan,Park office,2024-01-01,internal\n");
  await sheet("places", "name_zh,type,part_of,storeys,source_id\n试验楼,Building,长春光电信息产业园一期,3,units\n");
  await sheet("units", "building,name_zh,floor_number,area.floor,power_kva,source_id\n试验楼,101,1,800,400,units\n试验楼,201,2,500,,units\n");
  await sheet("milestones", "subject_zh,subject_type,property,value,modality,stated_on,source_id\n试验楼,Building,delivered_date,2024-10,planned,2024-01-01,plans\n");
  const deps = { database, ontology, lexicon: lexiconOf(ontology), clock, jobs: new Jobs(clock), version: "0.0.0" };
  const make = (access: Access) => createApp({ deps, access, log: () => undefined });
  local = make({ local: "operator" });
  open = make({});
});
afterAll(async () => await database.close());

const get = async <T>(path: string, from: App = local): Promise<T> => {
  const response = await from.request(path);
  expect(response.status, path).toBe(200);
  return (await response.json()) as T;
};
const send = async (method: string, path: string, body: unknown, from: App = local): Promise<{ status: number; body: unknown }> => {
  const response = await from.request(path, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
};
const named = async (zh: string): Promise<string> => (await database.writer.selectFrom("entity").select("id").where("label_zh", "=", zh).executeTakeFirstOrThrow()).id;

it("tells a park with its phases, every promise with its source, and a forecast with its cases", async () => {
  const { items } = await get<ParksAnswer>("/api/parks");
  expect(items.find((p) => p.place.slug === PARK)).toMatchObject({ phases: 4, zone: { slug: "zone-changchun-economic-and-technological-development-zone" } });
  const park = await get<ParkAnswer>(`/api/parks/${PARK}`);
  const phase = park.parts.find((p) => p.place.label.zh?.endsWith("三期"))!;
  const delivered = phase.milestones.find((m) => m.milestone === "delivered")!;
  expect(delivered.versions.flatMap((v) => v.claims).every((c) => c.source.title !== "")).toBe(true);
  expect(delivered.delivery).toMatchObject({ status: "forecast", basis: { zh: expect.stringContaining("纽约") } });
  expect((await get<ParkAnswer>(`/api/parks/${PARK}?known_on=2021-01-01`).catch(() => undefined))).toBeUndefined();
  expect((await local.request("/api/parks/nowhere")).status).toBe(404);
});

it("lets the public see no inner plan: not on the page, not in the calendar", async () => {
  const dates = (park: ParkAnswer) => park.parts.find((p) => p.place.label.zh === "试验楼")?.milestones.length;
  expect([dates(await get<ParkAnswer>(`/api/parks/${PARK}`)), dates(await get<ParkAnswer>(`/api/parks/${PARK}`, open))]).toEqual([1, 0]);
  const feed = async (from: App): Promise<string> => (await (await from.request("/api/promises.ics?lang=zh")).text()).replaceAll("\r\n ", "");
  expect(await feed(local)).toContain("试验楼");
  const shown = await feed(open);
  expect(shown).not.toContain("试验楼");
  expect(shown).toContain("SUMMARY:长春光电信息产业园三期：承诺交付");
  expect((await open.request("/api/promises.ics")).headers.get("content-type")).toContain("text/calendar");
});

it("tells what was due in a quarter, and refuses what is no quarter", async () => {
  const { rows, quarters } = await get<PromisesAnswer>("/api/promises?quarter=2024-Q2&known_on=2025-01-01&valid_on=2025-01-01");
  expect(rows.map((r) => [r.milestone.subject.slug, r.verdict])).toContainEqual(["park-phase-photoelectric-information-industry-park-phase-ii", "no-outcome"]);
  expect(quarters.find((q) => q.quarter === "2024-Q2")!.due).toBe(rows.length);
  const refused = await local.request("/api/promises?quarter=2024-Q5");
  expect([refused.status, ((await refused.json()) as ApiError).error.code]).toEqual([400, "server/no-quarter"]);
});

it("tells parks and promises of one part of the record", async () => {
  const [all, ours, none] = [await get<ParksAnswer>("/api/parks"), await get<ParksAnswer>("/api/parks?cluster=changchun"), await get<PromisesAnswer>("/api/promises?quarter=2024-Q2&cluster=zhongshan")];
  expect(ours.items.length).toBeGreaterThan(0);
  expect(ours.items.length).toBeLessThan(all.items.length);
  const due = await get<PromisesAnswer>("/api/promises?quarter=2024-Q2&cluster=changchun");
  expect(due.rows.length).toBeGreaterThan(0);
  expect(none.rows.filter((row) => due.rows.some((one) => one.milestone.subject.id === row.milestone.subject.id))).toEqual([]);
});

it("draws the stacking plan, offers the unit that fits, and lets a tenant in, on and out", async () => {
  const building = (await database.writer.selectFrom("entity").select("slug").where("label_zh", "=", "试验楼").executeTakeFirstOrThrow()).slug;
  const plan = await get<StackingAnswer>(`/api/parks/${building}/stacking`);
  expect(plan).toMatchObject({ total_m2: 1300, let_m2: 0, floors: [{ number: 3, units: [] }, { number: 2 }, { number: 1 }] });
  expect(Object.keys(plan.floors[2]!.units[0]!.claims)).toContain("power_kva");
  const fit = await get<FitView>(`/api/parks/${building}/fit?area_m2=400&power_kva=300`);
  expect(fit.fits.map((f) => [f.units[0]!.label.zh, f.sure])).toEqual([["试验楼 101", true], ["试验楼 201", false]]);
  const [unit, other, firm] = [await named("试验楼 101"), await named("试验楼 201"), await named("长春长光辰芯微电子股份有限公司")];
  expect((await send("POST", "/api/tenancies", { unit_id: unit, tenant_id: firm, kind: "tenant", first_day: "2024-01-01" }, open)).status).toBe(401);
  const made = (await send("POST", "/api/tenancies", { unit_id: unit, tenant_id: firm, kind: "tenant", first_day: "2024-01-01" })).body as TenancyView;
  expect((await send("POST", "/api/tenancies", { unit_id: unit, kind: "reservation", first_day: "2024-06-01" })).status).toBe(409);
  expect((await get<StackingAnswer>(`/api/parks/${building}/stacking`)).let_m2).toBe(800);
  expect((await get<StackingAnswer>(`/api/parks/${building}/stacking`, open)).let_m2).toBe(0);
  expect((await send("POST", `/api/tenancies/${unit}/${made.id}/move`, { expects: 1, to_unit_id: other, day: "2024-03-01" })).status).toBe(200);
  expect((await get<StackingAnswer>(`/api/parks/${building}/stacking?valid_on=2024-02-01`)).let_m2).toBe(800);
  expect((await get<StackingAnswer>(`/api/parks/${building}/stacking?valid_on=2024-04-01`)).let_m2).toBe(500);
  expect((await get<{ items: { what: string }[] }>(`/api/units/${unit}/events`)).items.map((e) => e.what)).toEqual(["moved-in", "moved-out"]);
  const csv = await (await local.request("/api/tenancies.csv")).text();
  expect(csv.trim().split(/\r?\n/)).toHaveLength(3);
});

it("puts projects on the board and targets beside their actuals, each figure with its claim", async () => {
  const board = await get<ProjectsAnswer>("/api/projects?phases=true");
  expect(board.rows.some((r) => r.project.type === "ParkPhase")).toBe(true);
  const targets = await get<TargetsAnswer>("/api/targets?known_on=2026-11-01&valid_on=2026-11-01");
  const row = targets.rows.find((r) => r.subject.slug === "cluster-changchun-optoelectronic-information-industry" && r.due === "2024" && r.property === "output_value")!;
  expect(row).toMatchObject({ verdict: "met", definition_source: expect.stringContaining("统计"), outcome: { fact: { best: { source: { title: expect.any(String) } } } } });
  expect(targets.track.all.share_range).toHaveLength(2);
  expect(targets.comparisons[0]!.rows.length).toBeGreaterThan(1);
});
