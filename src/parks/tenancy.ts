/**
 * Moving in, reserving, changing, moving and moving out: rows with an event for every change.
 * Invariant: a unit holds one tenancy at a time; every state that a tenancy went through is kept with who made it so and when.
 */
import type { Kysely, Transaction } from "kysely";
import type { Schema } from "../db/index.ts";
import { AppError, newId, parseWhen, type Visibility } from "../kernel/index.ts";
import { entityBy, type Ctx } from "../ledger/index.ts";
import { lockUnit, tenanciesOf, tenancyBy, writeTenancy } from "./store.ts";
import type { Tenancy } from "./unit.ts";

export interface TenancyInput {
  unit_id: string;
  tenant_id?: string;
  kind: Tenancy["kind"];
  first_day: string;
  last_day?: string;
  area_m2?: number;
  note?: string;
  visibility?: Visibility;
}

const LETTABLE = new Set(["Unit", "Floor", "Building"]);
const TENANTS = new Set(["Firm", "Institute", "Lab", "Organisation"]);

/** @throws AppError `parks/bad-tenancy` with every flaw. */
function assertShape(t: Pick<Tenancy, "kind" | "tenant_id" | "first_day" | "last_day" | "area_m2">): void {
  const problems = [];
  const day = (text: string | undefined): boolean => text === undefined || (/^\d{4}-\d{2}-\d{2}$/.test(text) && parseWhen(text) !== undefined);
  if (!day(t.first_day) || !day(t.last_day)) problems.push({ code: "parks/not-a-day", message: { zh: "日期须为真实的某一天，如 2024-06-01", en: "give real days, such as 2024-06-01" } });
  if (t.last_day !== undefined && t.last_day < t.first_day) problems.push({ code: "parks/ends-before", path: "last_day", message: { zh: "最后一天早于第一天", en: "the last day comes before the first" } });
  if (t.kind === "tenant" && t.tenant_id === undefined) problems.push({ code: "parks/no-tenant", path: "tenant_id", message: { zh: "入驻须写明企业", en: "a tenancy names its tenant" }, hint: { zh: "尚无企业时请登记为预留", en: "where nobody is named yet, make it a reservation" } });
  if (t.area_m2 !== undefined && !(t.area_m2 > 0)) problems.push({ code: "parks/no-area", path: "area_m2", message: { zh: "面积须大于 0", en: "the area must be above 0" } });
  if (problems.length > 0) throw new AppError("parks/bad-tenancy", { count: problems.length }, { zh: problems.map((p) => p.message.zh).join("；"), en: problems.map((p) => p.message.en).join("; "), problems });
}

/** The unit and tenant must be there, of types that fit. */
async function assertParties(db: Kysely<Schema>, unit_ref: string, tenant_ref: string | undefined): Promise<{ unit_id: string; tenant_id?: string }> {
  const unit = await entityBy(db, unit_ref);
  if (!LETTABLE.has(unit.type)) throw new AppError("parks/not-a-unit", { ref: unit_ref, type: unit.type }, { zh: `${unit.label.zh ?? unit.label.en ?? ""} 不是单元、楼层或楼宇`, en: `${unit.label.en ?? unit.label.zh ?? ""} is no unit, floor or building` });
  if (tenant_ref === undefined) return { unit_id: unit.canonical_id };
  const tenant = await entityBy(db, tenant_ref);
  if (!TENANTS.has(tenant.type)) throw new AppError("parks/not-a-tenant", { ref: tenant_ref, type: tenant.type }, { zh: "承租人须是企业或机构", en: "a tenant is a firm or an institute" });
  return { unit_id: unit.canonical_id, tenant_id: tenant.canonical_id };
}

/** @throws AppError `parks/unit-taken`, naming the tenancy that is in the way. */
async function assertFree(tx: Transaction<Schema>, t: Tenancy): Promise<void> {
  const others = (await tenanciesOf(tx, [t.unit_id])).filter((o) => o.id !== t.id && !o.cancelled);
  const taken = others.find((o) => o.first_day <= (t.last_day ?? "9999-12-31") && (o.last_day ?? "9999-12-31") >= t.first_day);
  if (!taken) return;
  const until = taken.last_day ? { zh: `至 ${taken.last_day}`, en: `until ${taken.last_day}` } : { zh: "，未定结束日", en: ", with no last day" };
  throw new AppError("parks/unit-taken", { unit_id: t.unit_id, taken_by: taken.id, first_day: taken.first_day, last_day: taken.last_day ?? null }, {
    status: 409, zh: `该单元自 ${taken.first_day} ${until.zh}已有${taken.kind === "tenant" ? "租约" : "预留"}`, en: `the unit has a ${taken.kind === "tenant" ? "tenancy" : "reservation"} from ${taken.first_day} ${until.en}`,
    hint: { zh: "先结束或取消它，或另选日期或单元", en: "end or cancel that one first, or choose other days or another unit" },
  });
}

/** Enters a tenancy or reservation. @throws AppError `parks/bad-tenancy`, `parks/not-a-unit`, `parks/unit-taken`. */
export async function enterTenancy(db: Kysely<Schema>, ctx: Ctx, input: TenancyInput): Promise<Tenancy> {
  assertShape(input);
  const parties = await assertParties(db, input.unit_id, input.tenant_id);
  const { visibility = "internal", note = "" } = input;
  const t: Tenancy = { ...parties, id: newId(ctx.clock), kind: input.kind, first_day: input.first_day, ...(input.last_day ? { last_day: input.last_day } : {}), ...(input.area_m2 === undefined ? {} : { area_m2: input.area_m2 }), note, cancelled: false, version: 1, visibility };
  return await db.transaction().execute(async (tx) => await enterIn(tx, ctx, t, input.kind === "tenant" ? "moved-in" : "reserved"));
}

async function enterIn(tx: Transaction<Schema>, ctx: Ctx, t: Tenancy, what: string): Promise<Tenancy> {
  await lockUnit(tx, t.unit_id);
  await assertFree(tx, t);
  await writeTenancy(tx, t, { what, actor: ctx.actor, at: ctx.clock.now().toISOString(), note: t.note });
  return t;
}

export interface TenancyChange {
  unit_id: string;
  id: string;
  /** The version that the editor saw. */
  expects: number;
  first_day?: string;
  /** `null` takes the last day away. */
  last_day?: string | null;
  area_m2?: number;
  /** A reservation becomes a tenancy. */
  kind?: Tenancy["kind"];
  tenant_id?: string;
  cancelled?: boolean;
  note?: string;
}

/** Changes a tenancy: its days, its end, from reserved to let, or cancelled. @throws AppError `parks/no-tenancy`, `parks/changed-meanwhile`, `parks/unit-taken`. */
export async function changeTenancy(db: Kysely<Schema>, ctx: Ctx, change: TenancyChange): Promise<Tenancy> {
  const parties = await assertParties(db, change.unit_id, change.tenant_id);
  return await db.transaction().execute(async (tx) => {
    await lockUnit(tx, parties.unit_id);
    return await changeIn(tx, ctx, { ...change, ...parties });
  });
}

async function changeIn(tx: Transaction<Schema>, ctx: Ctx, change: TenancyChange): Promise<Tenancy> {
  const before = await tenancyBy(tx, change.unit_id, change.id);
  if (!before) throw new AppError("parks/no-tenancy", { unit_id: change.unit_id, id: change.id }, { status: 404, zh: "没有这份租约", en: "there is no such tenancy" });
  if (before.version !== change.expects) {
    throw new AppError("parks/changed-meanwhile", { version: before.version }, { status: 409, zh: "这份租约刚被别人改过", en: "somebody has changed this tenancy meanwhile", hint: { zh: "请刷新后重试", en: "look again, then repeat" } });
  }
  const { last_day: old_last, ...rest } = before;
  const last_day = change.last_day === undefined ? old_last : (change.last_day ?? undefined);
  const t: Tenancy = {
    ...rest, version: before.version + 1, ...(last_day ? { last_day } : {}), kind: change.kind ?? before.kind, first_day: change.first_day ?? before.first_day,
    ...(change.tenant_id ? { tenant_id: change.tenant_id } : {}), ...(change.area_m2 === undefined ? {} : { area_m2: change.area_m2 }), cancelled: change.cancelled ?? before.cancelled,
  };
  assertShape(t);
  if (!t.cancelled) await assertFree(tx, t);
  const what = t.cancelled && !before.cancelled ? "cancelled" : t.kind === "tenant" && before.kind === "reservation" ? "moved-in" : t.last_day && t.last_day !== old_last ? "moved-out" : "changed";
  await writeTenancy(tx, t, { what, actor: ctx.actor, at: ctx.clock.now().toISOString(), note: change.note ?? "" });
  return t;
}

/** A tenant moves to another unit: the old tenancy ends the day before, the new one begins; both or neither. @returns the ended and the new one. */
export async function moveTenant(db: Kysely<Schema>, ctx: Ctx, move: { unit_id: string; id: string; expects: number; to_unit_id: string; day: string; note?: string }): Promise<{ ended: Tenancy; begun: Tenancy }> {
  const [from, to] = [await assertParties(db, move.unit_id, undefined), await assertParties(db, move.to_unit_id, undefined)];
  if (from.unit_id === to.unit_id) throw new AppError("parks/same-unit", { unit_id: from.unit_id }, { zh: "新旧单元相同", en: "the tenant is in that unit already" });
  if (!/^\d{4}-\d{2}-\d{2}$/.test(move.day) || parseWhen(move.day) === undefined) throw new AppError("parks/not-a-day", { day: move.day }, { zh: "日期须为真实的某一天", en: "give a real day" });
  const last_day = new Date(Date.parse(move.day) - 86_400_000).toISOString().slice(0, 10);
  return await db.transaction().execute(async (tx) => {
    // In one order whatever the direction, so that two moves that cross do not wait for each other.
    for (const id of [from.unit_id, to.unit_id].sort()) await lockUnit(tx, id);
    const ended = await changeIn(tx, ctx, { unit_id: from.unit_id, id: move.id, expects: move.expects, last_day, note: move.note ?? "" });
    const { last_day: _l, area_m2: _a, ...kept } = ended;
    const begun: Tenancy = { ...kept, unit_id: to.unit_id, id: newId(ctx.clock), first_day: move.day, version: 1, note: move.note ?? "" };
    await assertFree(tx, begun);
    await writeTenancy(tx, begun, { what: "moved-in", actor: ctx.actor, at: ctx.clock.now().toISOString(), note: begun.note });
    return { ended, begun };
  });
}
