/**
 * What a made-up record of firms lacks for pages of entities by type: a region in which every firm lies, a zone and a product with
 * thousands of firms, a firm of which thousands of claims are told.
 * Invariant: each step is one change set or a run of them that is made once, so that a filling that was cut off goes on where it stopped.
 */
import type { Database } from "../../src/db/index.ts";
import { newId, systemClock } from "../../src/kernel/index.ts";
import { record, type Ctx, type Entry } from "../../src/ledger/index.ts";

const CTX: Ctx = { actor: "bench", clock: systemClock };
const TIES_PER_CHANGE = 5_000;
const IN_ZONE = 5_000;
const MAKERS = 2_000;
const TOLD_OF_ONE = 3_000;

/** The entities that the pages are measured on, by what is much about each. */
export const MADE = { region: "made-region", zone: "made-zone", cluster: "made-cluster", product: "made-product", firm: "firm-0" } as const;

interface Base {
  source: string;
  region: string;
  zone: string;
  product: string;
}

const source = (id: string): Entry => ({ kind: "source", id, version: 1, what: "page", title: "Register of the made-up region", publisher: "A bureau", published: "2024-03", language: "en", visibility: "public" });
const entity = (id: string, type: string, slug: string, zh: string, en: string): Entry => ({ kind: "entity", id, type, slug, label: { zh, en }, visibility: "public" });
const common = (base: { source: string }) => ({ id: newId(), kind: "claim" as const, modality: "actual" as const, bound: "eq" as const, source_id: base.source, stated_on: "2024-03", lang: "en" as const, visibility: "public" as const, entered: "accepted" as const, locator: { start: 0, end: 20 } });
const tie = (base: Base, subject_id: string, property: string, value: string): Entry => ({ ...common(base), subject_id, property, value, unit: "entity" });

async function base(database: Database): Promise<Base> {
  const known = await database.writer.selectFrom("entity").select(["slug", "id"]).where("slug", "in", Object.values(MADE)).execute();
  const idOf = (slug: string): string | undefined => known.find((row) => row.slug === slug)?.id;
  const region = idOf(MADE.region);
  if (region !== undefined) {
    const row = await database.writer.selectFrom("source").select("id").where("title", "=", "Register of the made-up region").executeTakeFirstOrThrow();
    return { source: row.id, region, zone: idOf(MADE.zone)!, product: idOf(MADE.product)! };
  }
  const made: Base = { source: newId(), region: newId(), zone: newId(), product: newId() };
  const cluster = newId();
  const counted = (subject_id: string, value: number): Entry => ({ ...common(made), subject_id, property: "firms_count", value, unit: "count", when: "2023", stated: { number: String(value) } });
  await record(database.writer, CTX, { kind: "import", note: "places", entries: [
    source(made.source), entity(made.region, "Region", MADE.region, "某市", "Some City"), entity(made.zone, "Zone", MADE.zone, "某开发区", "Some Zone"), entity(cluster, "Cluster", MADE.cluster, "某市光电产业集群", "Cluster of Some City"),
    entity(made.product, "Product", MADE.product, "某种镜头", "Some lens"), tie(made, made.zone, "part_of", made.region), tie(made, cluster, "located_in", made.region), counted(made.region, 100_000), counted(made.zone, 4_800),
  ] });
  return made;
}

/** Puts every firm in the region, some in the zone, some to the product. */
async function ties(database: Database, base: Base, say: (text: string) => void): Promise<void> {
  const firms = (await database.writer.selectFrom("entity").select("id").where("slug", "like", "firm-%").where("change_id", "in", database.writer.selectFrom("change_set").select("id").where("note", "like", "batch %")).orderBy("id").execute()).map((row) => row.id);
  const already = Number((await database.writer.selectFrom("change_set").select(({ fn }) => fn.countAll().as("n")).where("note", "=", "ties").executeTakeFirstOrThrow()).n);
  for (let from = already * TIES_PER_CHANGE; from < firms.length; from += TIES_PER_CHANGE) {
    const entries = firms.slice(from, from + TIES_PER_CHANGE).flatMap((firm, i) => [
      tie(base, firm, "located_in", base.region), ...(from + i < IN_ZONE ? [tie(base, firm, "located_in", base.zone)] : []), ...(from + i < MAKERS ? [tie(base, firm, "produces", base.product)] : []),
    ]);
    await record(database.writer, CTX, { kind: "import", note: "ties", entries });
    say(`  ${Math.min(firms.length, from + TIES_PER_CHANGE)} of ${firms.length} firms have their place`);
  }
}

/** One firm of which much is told: figures of many parts and years. */
async function muchOfOne(database: Database, base: Base): Promise<void> {
  const done = await database.writer.selectFrom("change_set").select("id").where("note", "=", "much of one").executeTakeFirst();
  if (done) return;
  const { id } = await database.writer.selectFrom("entity").select("id").where("slug", "=", MADE.firm).executeTakeFirstOrThrow();
  const PROPERTIES = ["revenue", "employees", "output_value"] as const;
  const entries = Array.from({ length: TOLD_OF_ONE }, (_, k): Entry => {
    const property = PROPERTIES[k % PROPERTIES.length]!;
    const [value, unit] = property === "employees" ? [100 + (k % 700), "count" as const] : [1e7 * (1 + k), "yuan" as const];
    return { ...common(base), subject_id: id, property, value, unit, when: String(1990 + (k % 34)), qualifier: `line ${Math.floor(k / 102)}`, stated: { number: String(value) } };
  });
  await record(database.writer, CTX, { kind: "import", note: "much of one", entries });
}

/** Fills what firms alone lack. @param say takes a line of progress. */
export async function madeRest(database: Database, say: (text: string) => void): Promise<void> {
  const places = await base(database);
  await ties(database, places, say);
  await muchOfOne(database, places);
}
