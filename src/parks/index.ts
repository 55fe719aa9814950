/**
 * parks: zones, parks, phases, buildings, floors and units; what was promised of them, what happened, and when the rest will come.
 * Nouns: place, site (all places as of the clocks), milestone, promise version, slip, delivery, money, project pipeline, due row.
 * Invariant: every date and figure is a claim of the ledger as of the clocks; nothing is done without an actual claim, and a forecast names its cases or is refused.
 */
export { MILESTONES, MILESTONE_LABELS, MILESTONE_PROPERTIES, deadlineOf, milestoneLabel, outcomeOf, rankOfMilestone, slipAgainst, stepOf, versionsOf } from "./milestone.ts";
export type { Milestone, MilestoneRow, MilestoneStatus, Outcome, PromiseVersion, SlipRange, Step } from "./milestone.ts";
export { milestonesOf } from "./milestone-rows.ts";
export type { FrameStand, SubjectMilestones } from "./milestone-rows.ts";
export { PLACE_TYPES, SITE_TYPES, factsOfPlace, placesOf, subtreeOf, wholesOf } from "./place.ts";
export type { Place, Places } from "./place.ts";
export { moneyOf } from "./money.ts";
export type { Money } from "./money.ts";
export { kindOfMilestone, ownSlips } from "./slips.ts";
export { bundledSlips, dayAsked, deliveryOf, placeBy, readSite } from "./site.ts";
export type { Delivery, Site } from "./site.ts";
export { milestonesAt, parkList, parkView, placeRef } from "./park-view.ts";
export type { MilestoneView, Missing, ParkSummary, ParkView, PartView, PlaceRef } from "./park-view.ts";
export { STAGES, projectPipeline } from "./pipeline.ts";
export type { Pipeline, PipelineRow, Stage } from "./pipeline.ts";
export { comingMilestones, dueIn, quarterOf } from "./due.ts";
export type { DueRow, DueSpan, DueVerdict } from "./due.ts";
export { compareUnits, covers, stateOf } from "./unit.ts";
export type { Tenancy, Unit, UnitState } from "./unit.ts";
export { stackingPlan } from "./stacking.ts";
export type { StackFloor, StackingPlan, StackUnit } from "./stacking.ts";
export { fitUnits } from "./unit-fit.ts";
export type { Condition, Fit, FitAnswer, Judged, Need } from "./unit-fit.ts";
export { UNITS_MAX, allTenancies, tenanciesOf, tenanciesOfFirm, tenancyEvents, toldTenants, unitsBelow } from "./store.ts";
export type { TenancyEvent, UnitsBelow } from "./store.ts";
export { changeTenancy, enterTenancy, moveTenant } from "./tenancy.ts";
export type { TenancyChange, TenancyInput } from "./tenancy.ts";
export { calendarText, escapeText, eventOf, foldLine } from "./calendar.ts";
export type { CalendarEvent } from "./calendar.ts";
