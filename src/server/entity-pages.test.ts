/** Pages of entities over HTTP on the reference record: what leads for each type, what is missing, one timeline, relations with counts, and entities that are hard to show. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openForTest } from "../db/open-for-test.ts";
import type { Database } from "../db/index.ts";
import { fillWithReference, lexiconOf } from "../documents/index.ts";
import { newId, systemClock } from "../kernel/index.ts";
import { record, type Entry } from "../ledger/index.ts";
import { HEADLINE_MAX, loadOntology } from "../ontology/index.ts";
import type { ApiError, ClaimView, EntityChain, EntityEditions, EntityFacts, EntityPage, EntityProject, EntityRef, EntitySources, EntityTargets, EntityTies, EntityTimeline, EntityWithin, EntryFormDef, KnownAsView, TableEntity, TablePage } from "./api-types.ts";
import { createApp, Jobs, type App } from "./index.ts";

let database: Database;
let app: App;
const ontology = loadOntology();
const ctx = { actor: "analyst", clock: systemClock };

beforeAll(async () => {
  database = await openForTest();
  await fillWithReference(database, { actor: "lightvalley", clock: systemClock }, ontology);
  app = createApp({ deps: { database, ontology, lexicon: lexiconOf(ontology), clock: systemClock, jobs: new Jobs(systemClock), version: "0.0.0" }, access: { local: "analyst" }, log: () => {} });
});
afterAll(async () => await database.close());

const get = async <T>(path: string): Promise<T> => {
  const response = await app.request(path);
  expect(response.status, `${path}: ${await response.clone().text()}`.slice(0, 400)).toBe(200);
  return (await response.json()) as T;
};
const page = async (slug: string, query = ""): Promise<EntityPage> => await get<EntityPage>(`/api/entities/${slug}/page${query}`);
const post = async (path: string, body: unknown): Promise<Response> => await app.request(path, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
const create = async (type: string, label: object): Promise<EntityRef> => (await (await post("/api/entities", { type, label })).json()) as EntityRef;

const EXPO = "expo-2024-changchun-international-optoelectronic-expo";

describe("what a page begins with", () => {
  it.each([...ontology.types.keys()])("holds for %s: at most five figures, each with its claims, and nothing both told and missing", async (type) => {
    const { items } = await get<TablePage<TableEntity>>(`/api/tables/entities?type=${type}&sort=-claims&limit=1`);
    if (items.length === 0) return;
    const view = await page(items[0]!.slug);
    const { headline, steps, expects } = ontology.types.get(type)!.page;
    expect(view.headline.length).toBeLessThanOrEqual(HEADLINE_MAX);
    expect(view.headline.every((tile) => headline.flat().includes(tile.property))).toBe(true);
    expect(view.headline.flatMap((tile) => tile.facts).every((fact) => fact.best.source.id !== "" && fact.best.status === "accepted")).toBe(true);
    const { groups } = await get<EntityFacts>(`/api/entities/${view.slug}/facts`);
    const told = new Set(groups.map((g) => g.property));
    expect(view.missing.filter((one) => told.has(one.property)).map((one) => one.property)).toEqual([]);
    expect(view.missing.length).toBeLessThanOrEqual(expects.length);
    expect(steps.every((step) => ontology.properties.get(step)?.value === "date")).toBe(true);
  });

  it("leads an expo with its exhibitors, in the words of an expo", async () => {
    const view = await page(EXPO);
    expect(view.headline.map((tile) => tile.property)).toEqual(["exhibitors", "visitors", "exhibition_area", "contract_value", "projects_count"]);
    const { groups } = await get<EntityFacts>(`/api/entities/${EXPO}/facts`);
    expect(groups.find((g) => g.property === "start_date")?.label).toEqual({ zh: "开幕日期", en: "Opens" });
  });

  it("is the record as it was on a day: what nobody had said by then is missing, and leads nothing", async () => {
    const [now, then] = [await page(EXPO), await page(EXPO, "?known_on=2023-06-01")];
    expect(then.counts.facts).toBeLessThan(now.counts.facts);
    expect(then.headline.flatMap((tile) => tile.facts).every((fact) => (fact.best.stated_on ?? "0") <= "2023-06-01")).toBe(true);
  });

  it("is refused for what there is not", async () => {
    const answer = await app.request("/api/entities/no-such-thing/page");
    expect([answer.status, ((await answer.json()) as ApiError).error.code]).toEqual([404, "ledger/no-entity"]);
    expect((await app.request(`/api/entities/${EXPO}/timeline?kinds=gossip`)).status).toBe(400);
  });
});

describe("the timeline", () => {
  it("tells a promise with its versions and its outcome as one entry, newest first", async () => {
    const slug = "park-phase-photoelectric-information-industry-park-phase-iii";
    const { items, counts, total } = await get<EntityTimeline>(`/api/entities/${slug}/timeline?limit=200`);
    expect(items.length).toBe(total);
    const due = items.find((item) => item.label.en === "delivered")!;
    expect([due.step?.status, due.kinds, due.when]).toEqual(["overdue", ["promise"], "2024-06"]);
    expect(due.step!.versions.every((version) => version.claims.length > 0)).toBe(true);
    expect(counts.promise).toBe(items.filter((item) => item.kinds.includes("promise")).length);
    const only = await get<EntityTimeline>(`/api/entities/${slug}/timeline?kinds=step`);
    expect(only.items.every((item) => item.step?.done !== undefined)).toBe(true);
    expect(only.counts).toEqual(counts);
  });

  it("pairs the close that was due with the close that came", async () => {
    const { items } = await get<EntityTimeline>(`/api/entities/${EXPO}/timeline?kinds=step,promise&limit=200`);
    const close = items.filter((item) => item.step && /clos/i.test(item.label.en ?? ""));
    expect(close).toHaveLength(1);
    expect([close[0]!.step!.status, close[0]!.step!.versions.length]).toEqual(["done", 1]);
  });
});

describe("relations and what lies within", () => {
  it("counts every kind, and the table behind a count lists as many", async () => {
    const { groups } = await get<EntityTies>("/api/entities/region-changchun/ties");
    const here = groups.find((g) => g.direction === "in" && g.property === "located_in")!;
    expect(here.n).toBeGreaterThan(here.ties.length);
    const table = await get<TablePage<TableEntity>>("/api/tables/entities?tied=in.located_in.region-changchun&limit=1");
    expect(table.total).toBe(here.n);
    expect(here.ties.every((tie) => tie.claim.object?.slug === "region-changchun")).toBe(true);
  });

  it("says how many firms are stated and how many are on record, and lists these", async () => {
    const within = await get<EntityWithin>("/api/entities/cluster-changchun-optoelectronic-information-industry/within");
    expect(within.place?.slug).toBe("region-changchun");
    expect(within.firms.stated.length).toBeGreaterThan(0);
    const table = await get<TablePage<TableEntity>>("/api/tables/entities?type=Firm&within=region-changchun&limit=1");
    expect(table.total).toBe(within.firms.on_record);
    for (const one of within.types) expect((await get<TablePage<TableEntity>>(`/api/tables/entities?type=${one.type}&within=region-changchun&limit=1`)).total, one.type).toBe(one.n);
    expect((await app.request("/api/tables/entities?tied=sideways.part_of.region-changchun")).status).toBe(400);
  });

  it("shows the parts that only some types have", async () => {
    const chain = await get<EntityChain>("/api/entities/firm-gpixel/chain");
    expect(chain.nodes[0]?.id).toBe("cis-design");
    expect(chain.nodes[0]!.claims.length).toBeGreaterThan(0);
    const product = await get<EntityChain>("/api/entities/product-led-street-lamp/chain");
    expect(product.nodes[0]?.firms.length).toBe(1);
    const { editions, properties } = await get<EntityEditions>(`/api/entities/${EXPO}/editions`);
    expect(editions.map((one) => one.entity.label.en?.slice(0, 4))).toEqual(["2024", "2025", "2026"]);
    expect(properties.map((one) => one.property)).toContain("exhibitors");
    expect((await get<EntityProject>("/api/entities/project-zhaochi-led-display-and-lighting-device-expansion-project/project")).row?.stage).toBe("started");
    const targets = await get<EntityTargets>("/api/entities/cluster-changchun-optoelectronic-information-industry/targets");
    expect(targets.rows.every((row) => row.subject.slug === "cluster-changchun-optoelectronic-information-industry")).toBe(true);
    expect(targets.total).toBeGreaterThan(0);
    const sources = await get<EntitySources>(`/api/entities/${EXPO}/sources`);
    expect(sources.items.map((one) => one.n)).toEqual(sources.items.map((one) => one.n).toSorted((a, b) => b - a));
  });

  it("gives a table of a type the columns that suit it, with what leads in each", async () => {
    const form = await get<EntryFormDef>("/api/ontology/types/Expo");
    expect(form.columns.map((one) => one.properties[0])).toEqual(["edition_number", "start_date", "exhibitors", "visitors", "exhibition_area"]);
    const { items } = await get<TablePage<TableEntity>>(`/api/tables/entities?type=Expo&figures=${form.columns.map((one) => one.properties.join("|")).join(",")}`);
    const row = items.find((one) => one.slug === EXPO)!;
    expect(row.figures.find((fact) => fact.property === "exhibitors")?.best.value).toBe(675);
    expect(row.figures.map((fact) => fact.property)).toEqual(["edition_number", "start_date", "exhibitors", "visitors", "exhibition_area"]);
  });
});

describe("entities that are hard to show", () => {
  const PARTS = ["page", "facts", "trends", "timeline", "ties", "sources", "chain", "tenancies", "within", "targets", "project", "editions"];

  it("answers every part of one that nothing is known of", async () => {
    const { slug } = await create("Firm", { en: "Nobody's Photonics" });
    for (const part of PARTS) await get(`/api/entities/${slug}/${part}`);
    const view = await page(slug);
    expect([view.headline, view.counts.facts, view.missing.length]).toEqual([[], 0, view.expected]);
    expect((await get<EntityTimeline>(`/api/entities/${slug}/timeline`)).counts.edit).toBe(1);
  });

  it("is entered with the source that names it, in one change set, and says whose name it is", async () => {
    const made = (await (await post("/api/entities", { type: "Firm", label: { zh: "星谷光电", en: "Star Valley Photonics" }, source: { title: "企业名册 2025", publisher: "开发区", published: "2025" } })).json()) as EntityRef;
    const { names } = await get<KnownAsView>(`/api/identity/entities/${made.id}`);
    expect(names.map((name) => [name.text, name.source.title])).toEqual(expect.arrayContaining([["星谷光电", "企业名册 2025"], ["Star Valley Photonics", "企业名册 2025"]]));
    const { items } = await get<{ items: { entries: number }[] }>(`/api/entities/${made.slug}/changes`);
    expect(items).toHaveLength(1);
    expect((await post("/api/entities", { type: "Firm", label: { zh: "无来处" }, source: "01890000-0000-7000-8000-000000000000" })).status).toBe(404);
  });

  it("answers names of any kind, from the one table to the page", async () => {
    const names = [{ zh: "<script>alert(1)</script>光电" }, { en: "\u202eelttahw ' OR 1=1 --" }, { zh: "光".repeat(500), en: "💡".repeat(200) }, { zh: "%_\\%", en: "\"quoted\", (bracketed) | a,b" }];
    for (const name of names) {
      const { slug, id } = await create("Expo", name);
      expect((await page(id)).label).toEqual(name);
      expect((await page(encodeURIComponent(slug))).id).toBe(id);
      await get<TablePage<TableEntity>>(`/api/tables/entities?tied=${encodeURIComponent(`in.part_of.${slug}`)}`);
      await get<EntityEditions>(`/api/entities/${encodeURIComponent(slug)}/editions`);
    }
  });

  it("bounds every part of one with 5,000 claims, and says how many there are", async () => {
    const whole = await create("Park", { en: "Park of five thousand claims" });
    const source = newId(systemClock);
    const entries: Entry[] = [{ kind: "source", id: source, version: 1, what: "page", title: "Register", published: "2024-01-01", visibility: "public" }];
    const claim = (rest: object): void => void entries.push({ kind: "claim", subject_id: whole.id, id: newId(systemClock), modality: "actual", bound: "eq", source_id: source, visibility: "public", entered: "accepted", stated_on: "2024-01-01", ...rest } as Entry);
    for (let i = 0; i < 3_000; i++) claim({ property: "firms_count", value: i, unit: "count", when: `${1990 + (i % 35)}`, qualifier: `part ${i}` });
    for (let i = 0; i < 1_500; i++) claim({ property: "expected_completion", value: `${2000 + (i % 60)}-0${1 + (i % 9)}`, unit: "date", modality: "planned", stated_on: `${1990 + (i % 30)}-01` });
    for (let i = 0; i < 300; i++) {
      const id = newId(systemClock);
      entries.push({ kind: "entity", id, type: "Building", slug: `building-of-five-thousand-${i}`, label: { en: `Hall ${i}` }, visibility: "public" } as Entry);
      entries.push({ kind: "claim", subject_id: id, id: newId(systemClock), property: "part_of", value: whole.id, unit: "entity", modality: "actual", bound: "eq", source_id: source, visibility: "public", entered: "accepted" } as Entry);
    }
    for (let i = 0; i < 200; i++) claim({ property: "other_count", value: i, unit: "count", when: "2023", qualifier: "one thing told by many" });
    await record(database.writer, ctx, { kind: "import", note: "", entries });

    const [view, facts, line, ties] = [await page(whole.slug), await get<EntityFacts>(`/api/entities/${whole.slug}/facts`), await get<EntityTimeline>(`/api/entities/${whole.slug}/timeline`), await get<EntityTies>(`/api/entities/${whole.slug}/ties`)];
    expect(view.counts.claims).toBe(4_700);
    expect(facts.groups.find((g) => g.property === "firms_count")?.total).toBe(3_000);
    expect(ties.groups.find((g) => g.property === "part_of" && g.direction === "in")?.n).toBe(300);
    expect(line.total).toBeGreaterThan(3_000);
    for (const part of PARTS) {
      const bytes = (await (await app.request(`/api/entities/${whole.slug}/${part}`)).text()).length;
      expect(bytes, `${part} has ${bytes} bytes`).toBeLessThan(600_000);
    }
  }, 120_000);
});

describe("entering a figure", () => {
  it("shows both versions where somebody else recorded another value of it meanwhile; then both may stand", async () => {
    const { id, slug } = await create("Firm", { en: "Contested Photonics" });
    const { seq } = await page(slug);
    const entry = (value: number, when: string, seen: number) => ({ subject: id, property: "revenue", value, unit: "yuan", when, modality: "actual", bound: "eq", source: { title: "Annual report" }, note: "", seen });
    expect((await post("/api/claims", entry(1e9, "2024", seq))).status).toBe(200);
    const other = await post("/api/claims", entry(2e9, "2024", seq));
    expect(other.status).toBe(409);
    const { error } = (await other.json()) as ApiError;
    expect(error.code).toBe("entities/changed-meanwhile");
    const theirs = await get<ClaimView>(`/api/claims/${(error.payload["claim_ids"] as string[])[0]!}`);
    expect(theirs.value).toBe(1e9);
    expect((await post("/api/claims", entry(2e9, "2023", seq))).status).toBe(200);
    expect((await post("/api/claims", entry(2e9, "2024", error.payload["seq"] as number))).status).toBe(200);
    const { items } = await get<{ items: ClaimView[] }>(`/api/claims?subject=${id}&property=revenue&status=accepted`);
    expect(items.filter((claim) => claim.when === "2024").map((claim) => claim.value).toSorted()).toEqual([1e9, 2e9]);
  });

  it("offers a type's own properties with what they mean, and the words of a list", async () => {
    const form = await get<EntryFormDef>("/api/ontology/types/Policy");
    const fields = form.groups.flatMap((group) => group.fields);
    expect(fields.map((field) => field.property)).toContain("budget");
    expect(fields.every((field) => (field.help.zh ?? "") !== "" && (field.help.en ?? "") !== "")).toBe(true);
    expect((await app.request("/api/ontology/types/Nonsense")).status).toBe(404);
    const { id, slug } = await create("Lab", { zh: "某实验室" });
    expect((await post("/api/claims", { subject: id, property: "honour_level", value: "national", unit: "text", modality: "actual", bound: "eq", source: { title: "Notice" } })).status).toBe(200);
    const tile = (await page(slug)).headline.find((one) => one.property === "honour_level")!;
    expect(tile.facts[0]!.best.value_label).toEqual({ zh: "国家级", en: "national" });
  });
});
