/** Ties on the columns against the same asked of the database; and the columns kept beside the record against those filled from it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openForTest } from "../../db/open-for-test.ts";
import type { Database } from "../../db/index.ts";
import { fixedClock, newId, VISIBILITIES, type Clock, type Visibility } from "../../kernel/index.ts";
import { judge } from "../clusters.ts";
import { decide } from "../decide.ts";
import type { ClaimRecord, Entry } from "../model.ts";
import { claimsByIds } from "../query.ts";
import { record } from "../record.ts";
import { membersBelow, tieCounts, tiedTo, tiesIn } from "../ties.ts";
import { LedgerTables, type TableQuery } from "./index.ts";

let database: Database;
let tables: LedgerTables;
const NAMES = ["region", "zone", "merged-zone", "park", "secret-park", "甲", "乙", "丙", "丁", "lab"] as const;
const TYPES: Record<string, string> = { region: "Region", zone: "Zone", "merged-zone": "Zone", park: "Park", "secret-park": "Park", lab: "Lab" };
const ids: Record<string, string> = {};
const at = (day: string): Clock => fixedClock(`${day}T08:00:00Z`);
const claims: Record<string, string> = {};

const tie = (subject: string, property: string, object: string, over: Partial<ClaimRecord> = {}): Entry => {
  const id = newId(at("2023-01-01"));
  claims[`${subject} ${property} ${object}`] = id;
  return { kind: "claim", subject_id: ids[subject]!, id, property, value: ids[object]!, unit: "entity", modality: "actual", bound: "eq", source_id: ids["paper"]!, stated_on: "2023-03-31", visibility: "public", entered: "accepted", ...over };
};
const label = (name: string): { zh: string } | { en: string } => (/[a-z]/.test(name) ? { en: name } : { zh: name });

beforeAll(async () => {
  database = await openForTest();
  for (const name of ["paper", ...NAMES]) ids[name] = newId(at("2023-01-01"));
  await record(database.writer, { actor: "a", clock: at("2023-05-01") }, { kind: "import", entries: [
    { kind: "source", id: ids["paper"]!, version: 1, what: "page", title: "年报", visibility: "public" },
    ...NAMES.map((name): Entry => ({ kind: "entity", id: ids[name]!, type: TYPES[name] ?? "Firm", slug: `slug-${NAMES.indexOf(name)}`, label: label(name), visibility: name === "secret-park" ? "internal" : "public" })),
    tie("zone", "part_of", "region"), tie("park", "located_in", "merged-zone"), tie("secret-park", "located_in", "zone", { visibility: "internal" }), tie("甲", "located_in", "park"), tie("甲", "located_in", "zone", { stated_on: "2024-01-01" }),
    tie("乙", "located_in", "zone", { modality: "planned" }), tie("丙", "located_in", "secret-park"), tie("丁", "supplies", "甲", { when: "2025" }), tie("丁", "located_in", "甲"), tie("lab", "located_in", "zone", { when: "2026", modality: "planned" }), tie("甲", "located_in", "甲"),
  ] });
  tables = new LedgerTables(database, (_what, name) => name);
  await tables.follow();
  await record(database.writer, { actor: "a", clock: at("2024-02-01") }, { kind: "import", entries: [tie("丁", "located_in", "park"), tie("丙", "located_in", "zone", { entered: "proposed" })] });
  await judge(database.writer, { actor: "a", clock: at("2024-03-01") }, { left_id: ids["zone"]!, right_id: ids["merged-zone"]!, verdict: "same", note: "" });
  await decide(database.writer, { actor: "a", clock: at("2024-04-01") }, [{ claim_id: claims["丙 located_in zone"]!, verdict: "accept" }, { claim_id: claims["甲 located_in park"]!, verdict: "reject" }]);
});
afterAll(async () => await database.close());

const DAYS = [{}, { known_on: "2023-06-01" }, { known_on: "2024-02-28" }, { valid_on: "2024-12-31" }, { recorded_on: "2024-01-01" }, { valid_on: "2025-06-01", known_on: "2024-01-01" }];
const WAYS = { via: ["located_in", "part_of"], through: ["Region", "Zone", "Park"], ends: ["Firm", "Lab"] };
const sorted = <T,>(list: readonly T[]): T[] => list.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

async function everywhere(check: (name: string, clearance: Visibility, clocks: (typeof DAYS)[number], canonical: string) => Promise<void>): Promise<void> {
  const wholes = new Map((await database.writer.selectFrom("entity").select(["id", "canonical_id"]).execute()).map((row) => [row.id, row.canonical_id]));
  for (const name of NAMES) for (const clearance of VISIBILITIES) for (const clocks of DAYS) await check(name, clearance, clocks, wholes.get(ids[name]!)!);
}

describe("ties on the columns", () => {
  it("are those of the database, counted and the first by name, for every clearance and day", async () => {
    let some = 0;
    for (const lang of ["zh", "en"] as const) await everywhere(async (_name, clearance, clocks, id) => {
      const reader = database.reader(clearance);
      const counts = await tieCounts(reader, id, clocks);
      const first = await tiesIn(reader, id, counts.map((c) => c.property), clocks, lang, 2);
      const known = await claimsByIds(reader, first.map((t) => t.claim_id));
      const groups = await tables.tiedGroups(reader, id, { clearance, clocks }, lang, 2);
      expect(groups.map(({ property, n }) => ({ property, n }))).toEqual(counts);
      expect(groups.flatMap(({ property, ties }) => ties.map((t) => [property, t.subject_id, t.claim.known_from]))).toEqual(counts.flatMap(({ property }) => first.filter((t) => t.property === property).map((t) => [property, t.subject_id, known.get(t.claim_id)!.known_from])));
      for (const property of ["located_in", "supplies", "unheard-of"]) expect(sorted(await tables.tiedTo(id, property, { clearance, clocks }))).toEqual(sorted(await tiedTo(reader, id, property, clocks, 100)));
      some += groups.length;
    });
    expect(some).toBeGreaterThan(50);
  });

  it("are listed by name in the order of the language: Chinese by sound, English without regard to case", async () => {
    const ordered = ["赵", "安", "李", "Beta", "alpha"], region = ids["region"]!;
    const subjects = async (lang: "zh" | "en"): Promise<string[]> => {
      const groups = await tables.tiedGroups(database.writer, region, { clearance: "confidential", clocks: {} }, lang, 9);
      return groups.find((group) => group.property === "supplies")!.ties.map((tie) => ordered.find((name) => ids[name] === tie.subject_id)!);
    };
    for (const name of ordered) ids[name] = newId(at("2023-01-01"));
    await record(database.writer, { actor: "a", clock: at("2024-04-10") }, { kind: "import", entries: [
      ...ordered.map((name, i): Entry => ({ kind: "entity", id: ids[name]!, type: "Firm", slug: `ordered-${i}`, label: name === "赵" ? { zh: name, en: "Aaron" } : label(name), visibility: "public" })), ...ordered.map((name) => tie(name, "supplies", "region")),
    ] });
    expect(await subjects("zh")).toEqual(["alpha", "安", "Beta", "李", "赵"]);
    expect(await subjects("en")).toEqual(["赵", "alpha", "安", "Beta", "李"]);
  });

  it("lead as far down as the database's", async () => {
    let some = 0;
    await everywhere(async (_name, clearance, clocks, id) => {
      const found = await tables.membersBelow(id, WAYS, { clearance, clocks });
      expect(sorted(found)).toEqual(sorted(await membersBelow(database.reader(clearance), id, WAYS, clocks)));
      some += found.length;
    });
    expect(some).toBeGreaterThan(100);
  });
});

const all: TableQuery = { clearance: "confidential", lang: "zh", clocks: {}, filters: {} };

describe("a filling of the columns", () => {
  it("that is broken off for one caller goes on for the others, who find all of it, names included", async () => {
    const stop = new AbortController();
    await record(database.writer, { actor: "a", clock: at("2024-04-15") }, { kind: "import", entries: [
      { kind: "entity", id: newId(at("2024-04-15")), type: "Firm", slug: "firm-late", label: { zh: "晚来光电" }, visibility: "public" },
      { ...tie("丁", "part_of", "region"), property: "alias", value: "丁家厂", unit: "text" } as Entry,
    ] });
    const broken = tables.follow(stop.signal);
    const waiting = tables.list("entities", { ...all, text: "晚来" });
    stop.abort();
    await expect(broken).rejects.toThrow();
    expect((await waiting).rows).toHaveLength(1);
    expect((await tables.list("entities", { ...all, text: "丁家厂" })).rows).toHaveLength(1);
  });
});

describe("columns kept beside the record", () => {
  const files = new Map<string, Uint8Array>();
  const beside = { read: async (name: string) => files.get(name), write: async (name: string, bytes: Uint8Array) => void files.set(name, bytes) };
  const over = (): LedgerTables => new LedgerTables({ ...database, beside }, (_what, name) => name);

  it("are taken up, follow what came since, and answer as columns filled anew", async () => {
    const first = over();
    await first.follow();
    await first.keep(0);
    expect(files.size).toBe(1);
    await record(database.writer, { actor: "a", clock: at("2024-05-01") }, { kind: "import", entries: [tie("乙", "located_in", "region"), { ...tie("乙", "located_in", "region"), property: "alias", value: "小乙厂", unit: "text" } as Entry] });
    const [taken, anew] = [over(), new LedgerTables(database, (_what, name) => name)];
    expect(await taken.follow().then(() => taken.takenUp)).toBeGreaterThan(0);
    for (const noun of ["claims", "entities", "sources"] as const) {
      for (const query of [all, { ...all, clocks: { known_on: "2024-02-28" } }, { ...all, text: "小乙厂" }, { ...all, clearance: "public" as const }]) {
        const [a, b] = [await taken.list(noun, query), await anew.list(noun, query)];
        expect([[...a.rows], a.facets, a.at]).toEqual([[...b.rows], b.facets, b.at]);
      }
    }
    expect(await taken.tiedGroups(database.writer, ids["zone"]!, { clearance: "confidential", clocks: {} }, "zh", 3)).toEqual(await anew.tiedGroups(database.writer, ids["zone"]!, { clearance: "confidential", clocks: {} }, "zh", 3));
  });

  it("of another ledger, or not readable, are not taken up", async () => {
    const [name, bytes] = [...files][0]!;
    files.set(name, bytes.subarray(0, 40));
    const cut = over();
    await cut.follow();
    expect(cut.takenUp).toBe(0);
    files.set(name, bytes);
    const other = await openForTest();
    const strange = new LedgerTables({ ...other, beside }, (_what, given) => given);
    await strange.follow();
    expect(strange.takenUp).toBe(0);
    expect((await strange.list("claims", all)).rows).toHaveLength(0);
    await other.close();
  });
});
