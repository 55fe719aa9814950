/**
 * From the parks room's answers to the API's: claims with their sources filled in, everything else as it is.
 * Invariant: all claims of an answer are hydrated together, with a fixed number of queries.
 */
import type { Claim, Fact } from "../ledger/index.ts";
import { milestoneLabel, type Delivery, type DueRow, type FitAnswer, type MilestoneView as Milestone, type Money, type ParkSummary, type PartView, type PipelineRow, type PromiseVersion, type SlipRange, type Tenancy, type Unit } from "../parks/index.ts";
import type { ClaimView, DeliveryView, DueView, EntityRef, FactView, FitView, MilestoneView, MoneyView, ParkPart, ParkRow, ProjectRow, PromiseVersionView, SlipView, TenancyView, UnitView } from "./api-types.ts";
import type { Hydration } from "./views.ts";

const factClaims = (facts: readonly Fact[]): Claim[] => facts.flatMap((f) => [f.best, ...f.rivals]);
export const moneyClaims = (m: Money): Claim[] => factClaims([...m.announced, ...m.equipped, ...m.arrived, ...m.financed]);
export const milestoneClaims = (m: Milestone): Claim[] => [...m.versions.flatMap((v) => v.claims), ...(m.done ? [m.done.claim, ...m.done.agreeing, ...m.done.rivals] : [])];
export const partClaims = (p: PartView): Claim[] => [...factClaims(p.facts), ...moneyClaims(p.money), ...p.milestones.flatMap(milestoneClaims), ...p.frame.flatMap((f) => [f.claim, ...(f.of_claim ? [f.of_claim] : [])])];
export const pipelineClaims = (r: PipelineRow): Claim[] => [...moneyClaims(r.money), ...r.milestones.flatMap(milestoneClaims), ...r.partly.map((p) => p.claim), ...(r.proof ? [r.proof] : []), ...(r.announced_by ? [r.announced_by] : [])];
export const summaryClaims = (s: ParkSummary): Claim[] => [...factClaims([s.land, s.floor, s.announced].flatMap((f) => f ?? [])), ...(s.next ? milestoneClaims(s.next) : [])];

export const versionView = (h: Hydration, { claims, ...v }: PromiseVersion): PromiseVersionView => ({ ...v, claims: claims.map((c) => h.claim(c)) });

export const slipView = ({ days_min, days_max }: SlipRange): SlipView => ({ ...(Number.isFinite(days_min) ? { days_min } : {}), ...(Number.isFinite(days_max) ? { days_max } : {}) });

export function deliveryView(d: Delivery): DeliveryView {
  if (d.status === "refused") return d;
  const { p50, p80, chances, own_cases, bundled_cases, cases_as_late, basis } = d;
  return { status: "forecast", p50, p80, chances, own_cases, bundled_cases, cases_as_late, basis };
}

export function milestoneView(h: Hydration, m: Milestone): MilestoneView {
  return {
    subject: m.subject, milestone: m.milestone, label: milestoneLabel(m), ...(m.part ? { part: m.part } : {}), status: m.status, versions: m.versions.map((v) => versionView(h, v)),
    ...(m.done ? { done: { when: m.done.when, claim: h.claim(m.done.claim), agreeing: m.done.agreeing.map((c) => h.claim(c)), rivals: m.done.rivals.map((c) => h.claim(c)) } } : {}),
    ...(m.moved_days === undefined ? {} : { moved_days: m.moved_days }), ...(m.slip_from_first ? { slip_from_first: slipView(m.slip_from_first) } : {}), ...(m.slip_from_last ? { slip_from_last: slipView(m.slip_from_last) } : {}),
    ...(m.overdue_days === undefined ? {} : { overdue_days: m.overdue_days }), ...(m.delivery ? { delivery: deliveryView(m.delivery) } : {}),
  };
}

const facts = (h: Hydration, list: readonly Fact[]): FactView[] => list.map((f) => h.fact(f));
export const moneyView = (h: Hydration, m: Money): MoneyView => ({
  announced: facts(h, m.announced), equipped: facts(h, m.equipped), arrived: facts(h, m.arrived), financed: facts(h, m.financed), ...(m.arrived_share === undefined ? {} : { arrived_share: m.arrived_share }),
});

export const partView = (h: Hydration, p: PartView, tenants: readonly Claim[]): ParkPart => ({
  place: p.place, depth: p.depth, ...(p.parent ? { parent: p.parent } : {}), facts: facts(h, p.facts), money: moneyView(h, p.money), milestones: p.milestones.map((m) => milestoneView(h, m)), missing: p.missing,
  frame: p.frame.map(({ claim, of_claim, ...f }) => ({ ...f, claim: h.claim(claim), ...(of_claim ? { of_claim: h.claim(of_claim) } : {}) })), tenants: tenants.map((c) => h.claim(c)),
});

export const parkRow = (h: Hydration, { land, floor, announced, next, ...s }: ParkSummary): ParkRow => ({
  ...s, ...(land ? { land: h.fact(land) } : {}), ...(floor ? { floor: h.fact(floor) } : {}), ...(announced ? { announced: h.fact(announced) } : {}), ...(next ? { next: milestoneView(h, next) } : {}),
});

export const projectRow = (h: Hydration, { proof, partly, announced_by, money, milestones, ...r }: PipelineRow): ProjectRow => ({
  ...r, ...(proof ? { proof: h.claim(proof) } : {}), partly: partly.map((p) => ({ ...p, claim: h.claim(p.claim) })), ...(announced_by ? { announced_by: h.claim(announced_by) } : {}),
  money: moneyView(h, money), milestones: milestones.map((m) => milestoneView(h, m)),
});

export const dueView = (h: Hydration, { milestone, version, slip, moved_to, ...d }: DueRow): DueView => ({
  ...d, milestone: milestoneView(h, milestone), version: versionView(h, version), ...(slip ? { slip: slipView(slip) } : {}), ...(moved_to ? { moved_to: versionView(h, moved_to) } : {}),
});

export const tenancyView = (entity: (id: string) => EntityRef, { tenant_id, ...t }: Tenancy): TenancyView => ({ ...t, ...(tenant_id ? { tenant: entity(tenant_id) } : {}) });

export function unitView(h: Hydration, { claims, ...u }: Unit): UnitView {
  const views: Record<string, ClaimView> = {};
  for (const [property, claim] of Object.entries(claims)) views[property] = h.claim(claim);
  return { ...u, claims: views };
}

export const fitView = (h: Hydration, { fits, ...answer }: FitAnswer): FitView => ({ ...answer, fits: fits.map((f) => ({ ...f, units: f.units.map((u) => unitView(h, u)) })) });
