/** Units: the stacking plan against counted floors, the fit against brute force, tenancies on a real database, sheets of units. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../db/index.ts";
import { openForTest } from "../db/open-for-test.ts";
import { checkImport, commitImport } from "../documents/index.ts";
import { systemClock } from "../kernel/index.ts";
import { entityBy } from "../ledger/index.ts";
import { loadOntology } from "../ontology/index.ts";
import { changeTenancy, enterTenancy, fitUnits, moveTenant, readSite, parkView, placeBy, stackingPlan, tenanciesOf, tenancyEvents, unitsBelow, type Tenancy, type Unit } from "./index.ts";

const unit = (id: string, more: Partial<Unit> = {}): Unit => ({ id, slug: id, type: "Unit", label: { zh: id }, building_id: "b", claims: {}, ...more });
const tenancy = (unit_id: string, first_day: string, last_day?: string, more: Partial<Tenancy> = {}): Tenancy => ({ unit_id, id: `${unit_id}-${first_day}`, tenant_id: "f", kind: "tenant", first_day, ...(last_day ? { last_day } : {}), note: "", cancelled: false, version: 1, visibility: "public", ...more });

describe("the stacking plan", () => {
  const units = [unit("101", { floor: 1, area_m2: 300 }), unit("102", { floor: 1, area_m2: 200 }), unit("301", { floor: 3, area_m2: 500 }), unit("x"), unit("B1", { floor: -1, area_m2: 100 })];
  it("draws floors from the top, empty ones too, and counts only floor of known area", () => {
    const plan = stackingPlan(units, [tenancy("101", "2024-01-01"), tenancy("301", "2023-01-01", "2023-12-31")], "2024-06-01", 3);
    expect(plan.floors.map((f) => [f.number, f.units.length])).toEqual([[3, 1], [2, 0], [1, 2], [-1, 1], [undefined, 1]]);
    expect(plan).toMatchObject({ total_m2: 1100, let_m2: 300, units_without_area: 1, occupancy: 300 / 1100 });
    expect(plan.over_time.map((s) => [s.day, s.let_m2])).toEqual([["2023-01-01", 500], ["2024-01-01", 300]]);
  });

  it("names overlapping tenancies and units above the roof; an empty building is empty", () => {
    const plan = stackingPlan(units, [tenancy("101", "2024-01-01"), tenancy("101", "2024-05-01")], "2024-06-01", 2);
    expect(plan.problems.map((p) => p.code)).toEqual(["parks/tenancies-overlap", "parks/unit-above-roof"]);
    expect(stackingPlan([], [], "2024-06-01")).toMatchObject({ floors: [], total_m2: 0, over_time: [] });
  });

  it("what is let on a day is what the steps say", () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 200 })), { maxLength: 20 }), fc.integer({ min: 0, max: 500 }), (spans, at) => {
      const day = (n: number): string => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
      const many = Array.from({ length: 10 }, (_, k) => unit(`u${k}`, { floor: 1, area_m2: 100 + k }));
      const free_from = new Map<number, number>();
      const kept = spans.flatMap(([u, first, length]) => {
        if (first < (free_from.get(u) ?? 0)) return [];
        free_from.set(u, first + length + 1);
        return [tenancy(`u${u}`, day(first), day(first + length))];
      }).toSorted((a, b) => (a.first_day < b.first_day ? -1 : 1)).filter((t, k, all) => !all.some((o, j) => j < k && o.unit_id === t.unit_id && o.last_day! >= t.first_day));
      const plan = stackingPlan(many, kept, day(at));
      const step = plan.over_time.filter((s) => s.day <= day(at)).at(-1)?.let_m2 ?? 0;
      expect(step).toBe(plan.let_m2);
    }));
  });
});

describe("which free unit suits", () => {
  const units = [
    unit("101", { floor: 1, area_m2: 800, power_kva: 400, floor_load_kpa: 10 }), unit("102", { floor: 1, area_m2: 500, power_kva: 200, floor_load_kpa: 10 }),
    unit("103", { floor: 1, area_m2: 500, power_kva: 200, floor_load_kpa: 5 }), unit("201", { floor: 2, area_m2: 1000, power_kva: 600, floor_load_kpa: 10 }), unit("202", { floor: 2, area_m2: 900 }),
  ];
  it("sure before to-be-asked, one before several, least floor left over; taken units and short ones are out, with the count", () => {
    const answer = fitUnits(units, [tenancy("101", "2024-01-01")], { area_m2: 850, power_kva: 300, floor_load_kpa: 7.5, from_day: "2024-06-01" });
    expect(answer.fits.map((f) => [f.units.map((u) => u.id).join("+"), f.sure])).toEqual([["201", true], ["202", false]]);
    expect(answer.fits[1]!.judged.filter((j) => j.verdict === "unknown").map((j) => j.condition)).toEqual(["power_kva", "floor_load_kpa"]);
    expect(answer).toMatchObject({ free: 4, short: { area_m2: 2, floor_load_kpa: 1 } });
  });

  it("neighbours together: area and power add up, the weakest floor counts", () => {
    const answer = fitUnits(units.slice(0, 3), [], { area_m2: 1200, power_kva: 500, floor_load_kpa: 10, from_day: "2024-06-01" });
    expect(answer.fits.map((f) => f.units.map((u) => u.id).join("+"))).toEqual(["101+102"]);
    expect(answer.fits[0]!.judged).toContainEqual({ condition: "power_kva", needed: 500, found: 600, verdict: "met" });
  });

  it("a unit promised to somebody for later, or open only later, is not offered; a need of nothing is refused", () => {
    expect(fitUnits(units, [tenancy("201", "2025-01-01")], { area_m2: 950, from_day: "2024-06-01" }).fits.map((f) => f.units[0]!.id)).not.toContain("201");
    expect(fitUnits([unit("1", { area_m2: 100, available_from: "2025-03" })], [], { area_m2: 50, from_day: "2024-06-01" }).fits).toEqual([]);
    expect(() => fitUnits(units, [], { area_m2: 0, from_day: "2024-06-01" })).toThrow(/above 0/);
  });

  it("finds the single unit of least waste that brute force finds", () => {
    fc.assert(fc.property(fc.array(fc.record({ area: fc.integer({ min: 10, max: 500 }), power: fc.integer({ min: 0, max: 300 }) }), { minLength: 1, maxLength: 30 }), fc.integer({ min: 10, max: 500 }), fc.integer({ min: 0, max: 300 }), (all, area_m2, power_kva) => {
      const many = all.map((u, k) => unit(`u${String(k).padStart(2, "0")}`, { floor: k, area_m2: u.area, power_kva: u.power }));
      const best = fitUnits(many, [], { area_m2, power_kva, from_day: "2024-01-01" }).fits[0];
      const able = all.filter((u) => u.area >= area_m2 && u.power >= power_kva).map((u) => u.area);
      expect(best?.area_m2).toBe(able.length > 0 ? Math.min(...able) : undefined);
    }));
  });
});

describe("on a real database", () => {
  let db: Database;
  const ctx = { actor: "operator", clock: systemClock };
  const ontology = loadOntology();
  const write = async (kind: Parameters<typeof checkImport>[3], text: string): Promise<void> => {
    const checked = await checkImport(db, ctx, ontology, kind, { name: `${kind}.csv`, bytes: new TextEncoder().encode(text) });
    expect(checked.problems).toEqual([]);
    await commitImport(db, ctx, checked, kind);
  };
  beforeAll(async () => {
    db = await openForTest();
    await write("sources", "id,title,publisher,published\nlease,Register of units,Park office,2024-01-01\n");
    await write("places", "name_zh,type,part_of,area.land,area.floor,storeys,investment,investment.arrived,modality,as_of,source_id\n甲园,Park,,20000,,,,,actual,2024,lease\n甲园一期,ParkPhase,甲园,,30000,,1000000000,200000000,planned,2024,lease\n甲园1号楼,Building,甲园一期,,,3,,,actual,2024,lease\n甲园2号楼,Building,甲园一期,,,0.5,,,actual,2024,lease\n".replace(/.*2号楼.*\n/, ""));
    await write("units", "building,name_zh,floor_number,area.floor,use,power_kva,floor_load_kpa,as_of,source_id\n甲园1号楼,101,1,800,production,400,10,2024,lease\n甲园1号楼,102,1,500,office,,,2024,lease\n甲园1号楼,301,3,900,研发,300,7.5,2024,lease\n");
    await write("milestones", "subject_zh,subject_type,property,value,modality,stated_on,source_id\n甲园一期,ParkPhase,delivered_date,2024-06,planned,2023-01-10,lease\n甲园一期,ParkPhase,delivered_date,2024-12,planned,2024-05-10,lease\n甲园一期,ParkPhase,delivered_date,2025-02-20,actual,2025-03-01,lease\n");
    await write("claims", "subject_zh,subject_type,property,value,unit,modality,source_id\n乙公司,Firm,employees,50,count,actual,lease\n丙公司,Firm,employees,20,count,actual,lease\n");
  });
  afterAll(async () => await db.close());
  const idOf = async (slug: string): Promise<string> => (await entityBy(db.writer, slug)).id;
  const named = async (zh: string): Promise<string> => (await db.writer.selectFrom("entity").select("id").where("label_zh", "=", zh).executeTakeFirstOrThrow()).id;

  it("sheets make a park with phases, money, promises and what came of them", async () => {
    const site = await readSite(db.reader("public"), {}, "2025-06-01");
    const park = await named("甲园");
    const view = parkView(site, placeBy(site, park));
    expect(view.parts.map((p) => [p.place.label.zh, p.depth])).toEqual([["甲园", 0], ["甲园一期", 1], ["甲园1号楼", 2]]);
    expect(view.parts[1]!.money.arrived_share).toBeCloseTo(0.2);
    expect(view.parts[1]!.milestones[0]).toMatchObject({ status: "done", moved_days: 184, slip_from_first: { days_min: 235, days_max: 235 }, slip_from_last: { days_min: 51, days_max: 51 } });
    expect(site.own).toEqual([{ kind: "building", slip_days: 51, lead_days: 235, limit_days: 152 }]);
  });

  it("units stand in their building; a unit 301 of another building is another unit", async () => {
    const { units } = await unitsBelow(db.reader("public"), await named("甲园1号楼"));
    expect(units.map((u) => [u.label.zh, u.floor, u.area_m2, u.use]).sort()).toEqual([["甲园1号楼 101", 1, 800, "production"], ["甲园1号楼 102", 1, 500, "office"], ["甲园1号楼 301", 3, 900, "research"]]);
    await write("places", "name_zh,type,part_of,storeys,source_id\n甲园3号楼,Building,甲园一期,4,lease\n");
    await write("units", "building,name_zh,floor_number,area.floor,source_id\n甲园3号楼,301,3,900,lease\n");
    expect((await unitsBelow(db.reader("public"), await named("甲园"))).units).toHaveLength(4);
    await expect(unitsBelow(db.reader("public"), await named("甲园"), {}, 2)).rejects.toMatchObject({ code: "parks/too-many-units" });
  });

  it("a tenancy takes its unit, another at the same time is refused, a move ends one and begins the other, every state is kept", async () => {
    const [u101, u301, firm, other] = [await named("甲园1号楼 101"), await named("甲园1号楼 301"), await named("乙公司"), await named("丙公司")];
    const held = await enterTenancy(db.writer, ctx, { unit_id: u101, kind: "reservation", first_day: "2024-03-01", visibility: "public" });
    await expect(enterTenancy(db.writer, ctx, { unit_id: u101, tenant_id: other, kind: "tenant", first_day: "2024-04-01" })).rejects.toMatchObject({ code: "parks/unit-taken", payload: { taken_by: held.id } });
    const let_ = await changeTenancy(db.writer, ctx, { unit_id: u101, id: held.id, expects: 1, kind: "tenant", tenant_id: firm });
    await expect(changeTenancy(db.writer, ctx, { unit_id: u101, id: held.id, expects: 1, cancelled: true })).rejects.toMatchObject({ code: "parks/changed-meanwhile" });
    const { ended, begun } = await moveTenant(db.writer, ctx, { unit_id: u101, id: let_.id, expects: 2, to_unit_id: u301, day: "2024-09-01" });
    expect([ended.last_day, begun.first_day, begun.tenant_id]).toEqual(["2024-08-31", "2024-09-01", firm]);
    expect((await tenancyEvents(db.writer, u101)).map((e) => e.what)).toEqual(["reserved", "moved-in", "moved-out"]);
    expect(await tenanciesOf(db.reader("public"), [u101, u301])).toHaveLength(2);
    const plan = stackingPlan((await unitsBelow(db.reader("public"), await named("甲园1号楼"))).units, await tenanciesOf(db.reader("public"), [u101, u301]), "2024-10-01", 3);
    expect(plan).toMatchObject({ let_m2: 900, total_m2: 2200 });
    await expect(moveTenant(db.writer, ctx, { unit_id: u301, id: begun.id, expects: 1, to_unit_id: u101, day: "2024-01-01" })).rejects.toMatchObject({ code: "parks/bad-tenancy" });
    expect(await tenanciesOf(db.reader("public"), [u301])).toHaveLength(1);
  });

  it("an internal tenancy is not seen by the public; before it was entered nobody knew of it", async () => {
    const u102 = await named("甲园1号楼 102");
    await enterTenancy(db.writer, ctx, { unit_id: u102, tenant_id: await named("丙公司"), kind: "tenant", first_day: "2024-01-01" });
    expect(await tenanciesOf(db.reader("public"), [u102])).toEqual([]);
    expect(await tenanciesOf(db.reader("internal"), [u102])).toHaveLength(1);
    expect(await tenanciesOf(db.reader("internal"), [u102], "2020-01-01")).toEqual([]);
  });

  it("says all that is wrong with a tenancy, and refuses tenants and units that are neither", async () => {
    const u102 = await named("甲园1号楼 102");
    await expect(enterTenancy(db.writer, ctx, { unit_id: u102, kind: "tenant", first_day: "2024-02-30", last_day: "2024-01-01", area_m2: -1 })).rejects.toMatchObject({ problems: [{ code: "parks/not-a-day" }, { code: "parks/ends-before" }, { code: "parks/no-tenant" }, { code: "parks/no-area" }] });
    await expect(enterTenancy(db.writer, ctx, { unit_id: await named("甲园"), kind: "reservation", first_day: "2024-02-01" })).rejects.toMatchObject({ code: "parks/not-a-unit" });
    await expect(enterTenancy(db.writer, ctx, { unit_id: u102, tenant_id: await named("甲园"), kind: "tenant", first_day: "2020-02-01" })).rejects.toMatchObject({ code: "parks/not-a-tenant" });
    expect(await idOf((await entityBy(db.writer, u102)).slug)).toBe(u102);
  });

  it("a building of no storeys and a place part of itself are refused by the sheet, each with its cell", async () => {
    const bad = await checkImport(db, ctx, ontology, "places", { name: "p.csv", bytes: new TextEncoder().encode("name_zh,type,part_of,storeys,source_id\n丁楼,Building,甲园一期,-1,lease\n戊园,Park,戊园,,lease\n,Park,,,lease\n") });
    expect(bad.problems.map((p) => [p.code, p.line])).toEqual([["claim/out-of-range", 2], ["documents/part-of-itself", 3], ["documents/missing", 4]]);
  });
});
