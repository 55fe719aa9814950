/** Tables against the plain way: reading all claims and applying `as-of.ts`; and the list as it grows and is decided on. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openForTest } from "../../db/open-for-test.ts";
import type { Database } from "../../db/index.ts";
import { fixedClock, newId, VISIBILITIES, type Clock } from "../../kernel/index.ts";
import { claimsAsOf, type Ruled } from "../as-of.ts";
import { judge } from "../clusters.ts";
import { correct, decide } from "../decide.ts";
import type { Claim, ClaimRecord, Entry } from "../model.ts";
import { claimsPage } from "../query.ts";
import { record } from "../record.ts";
import { byKeys, keysOfNumbers } from "./growing.ts";
import { choose, type Facet } from "./choice.ts";
import { LedgerTables, type TableQuery } from "./index.ts";

let database: Database;
let tables: LedgerTables;
const at = (day: string): Clock => fixedClock(`${day}T08:00:00Z`);
const ids: Record<string, string> = {};
const all: TableQuery = { clearance: "confidential", lang: "zh", clocks: {}, filters: {} };

const claimOn = (subject: string, over: Partial<ClaimRecord>): Entry => ({
  kind: "claim", subject_id: ids[subject]!, id: newId(at("2023-01-01")), property: "revenue", value: 1e8, unit: "yuan", when: "2022", modality: "actual", bound: "eq", source_id: ids["paper"]!, stated_on: "2023-03", visibility: "public", entered: "accepted", ...over,
});

beforeAll(async () => {
  database = await openForTest();
  tables = new LedgerTables(database, (_what, name) => name);
  for (const name of ["paper", "diary", "甲光电", "乙激光", "丙"]) ids[name] = newId(at("2023-01-01"));
  const entity = (zh: string, en: string, visibility: "public" | "internal" = "public"): Entry => ({ kind: "entity", id: ids[zh]!, type: "Firm", slug: `firm-${en}`, label: { zh, en }, visibility });
  const source = (key: string, title: string, published: string): Entry => ({ kind: "source", id: ids[key]!, version: 1, what: "page", title, publisher: "局", published, visibility: "public" });
  await record(database.writer, { actor: "a", clock: at("2023-05-01") }, { kind: "import", entries: [
    source("paper", "年度公报", "2023-03"), source("diary", "日记", "2024-05-02"), entity("甲光电", "alpha"), entity("乙激光", "beta"), entity("丙", "gamma", "internal"),
    claimOn("甲光电", { value: 5e8 }), claimOn("甲光电", { value: 6e8, when: "2023", modality: "target" }), claimOn("乙激光", { value: 7e8, visibility: "internal" }),
    claimOn("乙激光", { property: "employees", unit: "count", value: 40, when: "2024", source_id: ids["diary"]!, stated_on: "2024-05-02" }),
    claimOn("乙激光", { property: "founded", unit: "date", value: "2025-06", entered: "proposed" }), claimOn("丙", { property: "alias", unit: "text", value: "小丙厂", visibility: "internal" }),
  ] });
  const [first] = await claimsPage(database.writer, { subject_id: ids["甲光电"]!, limit: 1 });
  const { corrects: _c, id: _i, entered: _e, change_id: _s, recorded_at: _r, known_from: _k, status: _t, head: _h, place: _p, ...old } = first as Claim & { place: unknown };
  await correct(database.writer, { actor: "b", clock: at("2023-08-01") }, { claim_id: first!.id, next: { ...old, value: 6.5e8 }, note: "" });
  const waiting = await claimsPage(database.writer, { status: "proposed" });
  await decide(database.writer, { actor: "b", clock: at("2024-01-01") }, [{ claim_id: waiting[0]!.id, verdict: "accept" }]);
});
afterAll(async () => await database.close());

/** Every claim that stands, the plain way. */
async function plainly(query: TableQuery): Promise<Claim[]> {
  const reader = database.reader(query.clearance);
  const claims = (await claimsPage(reader, { limit: 1_000 })).map(({ place: _p, ...c }) => c);
  const rulings = (await reader.selectFrom("decision").selectAll().execute()).map((d): Ruled => ({ claim_id: d.claim_id, id: d.id, verdict: d.verdict as Ruled["verdict"], at: d.at.toISOString() }));
  return claimsAsOf(claims, rulings, query.clocks);
}

describe("a list of claims", () => {
  it("is what as-of says, for every clearance and day", async () => {
    const days = [undefined, "2022-12-31", "2023-03-30", "2023-03-31", "2023-05-01", "2023-07-31", "2023-08-01", "2024-01-01", "2024-05-02"];
    let some = 0;
    for (const clearance of VISIBILITIES) {
      for (const known_on of days) {
        for (const valid_on of days) {
          const query = { ...all, clearance, clocks: { ...(known_on ? { known_on } : {}), ...(valid_on ? { valid_on } : {}) } };
          const list = await tables.list("claims", query);
          const got = await tables.claimsAt(database.reader(clearance), list.rows, query.clocks);
          const want = await plainly(query);
          expect(got.map((c) => `${c.id} ${c.status}`), JSON.stringify(query.clocks)).toEqual(want.map((c) => `${c.id} ${c.status}`));
          expect(list.facets["status"]!.reduce((sum, f) => sum + f.n, 0)).toBe(want.length);
          for (const { value, n } of list.facets["status"]!) expect(n).toBe(want.filter((c) => c.status === value).length);
          some += want.length;
        }
      }
    }
    expect(some).toBeGreaterThan(100);
  });

  it("sorts numbers before what has none, either way, and finds by name, property and source", async () => {
    const values = async (query: Partial<TableQuery>): Promise<unknown[]> => (await tables.claimsAt(database.writer, (await tables.list("claims", { ...all, ...query })).rows, {})).map((c) => c.value);
    expect(await values({ sort: "value" })).toEqual([40, 5e8, 6e8, 6.5e8, 7e8, expect.any(String), expect.any(String)]);
    expect((await values({ sort: "value", descending: true })).slice(0, 2)).toEqual([7e8, 6.5e8]);
    expect(await values({ text: "jia" })).toHaveLength(3);
    expect(await values({ text: "激光 employees" })).toEqual([40]);
    expect(await values({ text: "日记" })).toEqual([40]);
    expect(await values({ text: "小丙" })).toEqual(["小丙厂"]);
    expect(await values({ text: "小丙", clearance: "public" })).toEqual([]);
    await expect(tables.list("claims", { ...all, sort: "colour" })).rejects.toThrow(/colour/);
  });

  it("keeps a list as it stood while the ledger moves on, and follows merges", async () => {
    const before = await tables.list("claims", all);
    await record(database.writer, { actor: "a", clock: at("2024-06-01") }, { kind: "record", entries: [claimOn("乙激光", { property: "alias", unit: "text", value: "老乙厂" })] });
    expect((await tables.list("claims", all, before.at)).rows.length).toBe(before.rows.length);
    const after = await tables.list("claims", all);
    expect(after.rows.length).toBe(before.rows.length + 1);
    expect((await tables.list("entities", { ...all, text: "老乙" })).rows.length).toBe(1);
    await judge(database.writer, { actor: "a", clock: at("2024-06-02") }, { left_id: ids["甲光电"]!, right_id: ids["乙激光"]!, verdict: "same", note: "" });
    const merged = await tables.list("entities", all);
    expect(tables.idsOf("entities", merged.rows).sort()).toEqual([ids["甲光电"]!, ids["丙"]!].sort());
    expect((await tables.list("claims", { ...all, filters: { subject: [ids["甲光电"]!] } })).rows.length).toBe(after.rows.length - 1);
    await judge(database.writer, { actor: "a", clock: at("2024-06-03") }, { left_id: ids["甲光电"]!, right_id: ids["乙激光"]!, verdict: "different", note: "" });
    expect((await tables.list("entities", all)).rows.length).toBe(3);
    expect((await tables.list("entities", { ...all, clearance: "public" })).rows.length).toBe(2);
  });

  it("shows sources that were known by the day", async () => {
    const known = async (known_on?: string): Promise<number> => (await tables.list("sources", { ...all, clocks: known_on ? { known_on } : {} })).rows.length;
    expect([await known("2023-03-30"), await known("2023-03-31"), await known()]).toEqual([0, 1, 2]);
  });
});

describe("choosing rows", () => {
  const column = (values: readonly number[]): Facet => ({ codes: () => Uint8Array.from(values), size: () => 4, value: String, find: Number });

  it("counts, filters, groups and sorts like the plain way", () => {
    const cell = fc.integer({ min: 0, max: 3 });
    fc.assert(fc.property(fc.array(fc.tuple(cell, cell, fc.double()), { maxLength: 60 }), fc.array(cell, { maxLength: 2 }), fc.array(cell, { maxLength: 2 }), fc.boolean(), (rows, fa, fb, descending) => {
      const [a, b, v] = [rows.map((r) => r[0]), rows.map((r) => r[1]), rows.map((r) => r[2])];
      const frame = { rows: rows.length, facets: { a: column(a), b: column(b) }, sorts: { v: () => keysOfNumbers(Float64Array.from(v), v.length) } };
      const wanted = { filters: { a: fa.map(String), b: fb.map(String) }, sort: "v", descending, group: "a" }, standing = new Uint8Array(rows.length).fill(1);
      const got = choose(frame, wanted, standing);
      // An order of all rows that is kept gives the same list, whatever was chosen before.
      expect(choose({ ...frame, ordered: (_sort, _descending, make) => make() }, wanted, standing)).toEqual(got);
      const passes = (r: number, but?: string): boolean => (but === "a" || fa.length === 0 || fa.includes(a[r]!)) && (but === "b" || fb.length === 0 || fb.includes(b[r]!));
      const want = rows.map((_, r) => r).filter((r) => passes(r));
      expect([...got.rows].sort((x, y) => x - y)).toEqual(want);
      for (const [name, list] of [["a", a], ["b", b]] as const) {
        for (const { value, n } of got.facets[name]!) expect(n).toBe(rows.map((_, r) => r).filter((r) => passes(r, name) && String(list[r]) === value).length);
      }
      let place = 0;
      for (const group of got.groups!) {
        const part = [...got.rows.slice(place, (place += group.n))];
        expect(part.every((r) => String(a[r]) === group.value)).toBe(true);
        const numbers = part.map((r) => v[r]!);
        const plain = numbers.filter((x) => !Number.isNaN(x)).sort((x, y) => (descending ? y - x : x - y));
        numbers.forEach((x, i) => expect(Math.abs(x - (plain[i] ?? x)) <= Math.abs(x) * 1e-15 || Number.isNaN(x) || x === plain[i]).toBe(true));
      }
      expect(place).toBe(want.length);
    }));
  });

  it("sorts by keys stably, whatever their size", () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 0xffff_ffff })), { maxLength: 200 }), (keys) => {
      const rows = Uint32Array.from(keys.keys());
      expect([...byKeys(rows, Uint32Array.from(keys))]).toEqual([...rows].sort((x, y) => keys[x]! - keys[y]! || x - y));
    }));
  });
});
