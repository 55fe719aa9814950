/**
 * From the chain room's answers to what the API gives out: names for ids, claims for their ids, nothing decided.
 * Invariant: a list's claims are fetched in one query, and only those that the viewer may see are shown.
 */
import type { Kysely } from "kysely";
import type { ChainFirm, ChainRecord, FirmAtNode, GapsAnswer, Named, NodeAnswer, Panorama, ScopedFirms, WhatNext, NextRules } from "../chain/index.ts";
import { tableInfos } from "../chain/index.ts";
import type { Gap, Presence, SupplyRisk } from "../chain/gaps/index.ts";
import { shippedCodeLists, CODE_SYSTEMS } from "../chain/pack/index.ts";
import type { Schema } from "../db/index.ts";
import { claimsByIds } from "../ledger/index.ts";
import type { ChainFeature, ChainFirmAtNode, ChainGap, ChainNamed, ChainNext, ChainNodePage, ChainNodeView, ChainPresence, ChainRisk, ChainSurvey, ChainView, ClaimView, EntityRef, Label } from "./api-types.ts";
import type { Deps } from "./deps.ts";
import { GROUP_LABELS } from "./group-labels.ts";
import { claimViews } from "./views.ts";

type Db = Kysely<Schema>;
export const CLAIMS_SHOWN = 8;
const FIRMS_SHOWN = 200;

let codes: ReturnType<typeof shippedCodeLists> | undefined;
/** Names of codes, read once. */
const codeNames = (): ReturnType<typeof shippedCodeLists> => (codes ??= shippedCodeLists());

/** Claims by id, as they are shown. */
export async function shownClaims(deps: Deps, db: Db, ids: readonly string[]): Promise<(ids: readonly string[]) => ClaimView[]> {
  const found = await claimsByIds(db, ids);
  const views = new Map((await claimViews(db, deps.ontology, [...found.values()])).map((c) => [c.id, c]));
  return (wanted) => wanted.flatMap((id) => views.get(id) ?? []);
}

export const refOf = ({ id, slug, type, label }: Named): EntityRef => ({ id, slug, type, label });
export const nodeName = (record: ChainRecord, id: string): ChainNamed => ({ id, name: record.pack.byId.get(id)!.name });
const groupLabel = (key: string, label: Label): Label => GROUP_LABELS[key] ?? label;
const step = (list: readonly { id: string; zh: string; en: string }[], id: string | undefined): Label | undefined => { const at = list.find((s) => s.id === id); return at && { zh: at.zh, en: at.en }; };

export function filtersOf(record: ChainRecord): ChainView["filters"] {
  const steps = (list: readonly { id: string; zh: string; en: string }[]): ChainNamed[] => list.map((s) => ({ id: s.id, name: { zh: s.zh, en: s.en } }));
  return { regions: record.regions.map(({ key, type, firms, label }) => ({ key, type, firms, label: groupLabel(key, label) })), rungs: steps(record.rungs.rungs), sizes: steps(record.rungs.sizes) };
}

export function surveyView(record: ChainRecord, scoped: ScopedFirms, claims: (ids: readonly string[]) => ClaimView[]): ChainSurvey {
  const { scope, survey, stated } = scoped;
  const claim = stated && claims([stated.claim_id])[0];
  return {
    ...(scope.region ? { region: scope.region } : {}), ...(scope.rung ? { rung: scope.rung } : {}), ...(scope.size ? { size: scope.size } : {}), against: scope.against ?? "stated",
    firms_known: survey.firms_known, firms_read: survey.firms_read, in_record: scoped.in_record, counted: scoped.counted, placed: scoped.placed, pending: scoped.pending,
    ...(survey.total_unknown ? { total_unknown: true } : {}), coverage: survey.firms_known === 0 || survey.total_unknown ? 0 : survey.firms_read / survey.firms_known,
    ...(stated ? { stated: { count: stated.count, of: refOf(stated.of), ...(claim ? { claim } : {}) } } : {}), as_of: record.clocks,
  };
}

export function presenceView(p: Presence): ChainPresence {
  const { state, firms, weight, output_yuan, output_known, honours, lines, hhi, hhi_basis, top_share, top_label, coverage } = p;
  return { state, firms, weight, output_yuan, output_known, honours, lines, coverage, ...(hhi === undefined ? {} : { hhi, hhi_basis: hhi_basis!, top_share: top_share! }), ...(top_label ? { top: top_label } : {}) };
}

export function panoramaView(record: ChainRecord, answer: Panorama, claims: (ids: readonly string[]) => ClaimView[]): Omit<ChainView, "other"> {
  const { pack } = record;
  return {
    pack: { id: pack.id, name: pack.name, stages: pack.stages, lines: pack.lines },
    nodes: answer.nodes.map((n): ChainNodeView => ({
      id: n.id, name: n.name, stage: n.stage, line: n.line, column: n.column, row: n.row, presence: presenceView(n.presence), named: n.firms.map((at) => refOf(record.firms[at]!)), pending: n.pending,
    })),
    flows: pack.flows.map((f) => ({ from: f.from, to: f.to, ...(f.note ? { note: f.note } : {}) })),
    states: answer.states, survey: surveyView(record, answer.scoped, claims), filters: filtersOf(record),
  };
}

export function gapView(record: ChainRecord, gap: Gap, claims: (ids: readonly string[]) => ClaimView[]): ChainGap {
  const node = record.pack.byId.get(gap.node)!;
  return {
    node: { id: node.id, name: node.name, stage: node.stage, line: node.line ?? "" }, state: gap.state, priority: gap.priority,
    features: gap.features.map((f): ChainFeature => { const rule = record.rules.features[f.name as keyof typeof record.rules.features]; return { name: f.name, label: { zh: rule.zh, en: rule.en }, weight: f.weight, value: f.value, detail: f.detail ?? "" }; }),
    presence: presenceView(gap.presence), needed_by: gap.needed_by.map((id) => nodeName(record, id)), fed_by: gap.fed_by.map((id) => nodeName(record, id)),
    explanation: gap.explanation, claims: claims(gap.claims.slice(0, CLAIMS_SHOWN)),
  };
}

export function riskView(record: ChainRecord, risk: SupplyRisk): ChainRisk {
  return {
    failed: nodeName(record, risk.failed), firms: risk.firms, output_yuan: risk.output_yuan,
    exposed: risk.exposed.map((e) => ({ node: nodeName(record, e.node), path: e.path.map((id) => nodeName(record, id)), firms: e.firms })),
  };
}

/** Ids of all claims that a node's page shows. */
export function claimsOfNode(answer: NodeAnswer): string[] {
  return [...[...answer.firms, ...answer.pending].slice(0, FIRMS_SHOWN).flatMap((f) => [...f.at.claims.slice(0, CLAIMS_SHOWN), ...(f.firm.output ? [f.firm.output.claim_id] : [])]), ...(answer.gap?.claims ?? []), ...(answer.scoped.stated ? [answer.scoped.stated.claim_id] : [])];
}

export function nodePage(record: ChainRecord, answer: NodeAnswer, claims: (ids: readonly string[]) => ClaimView[]): ChainNodePage {
  const { node } = answer;
  const { pack } = record;
  const codes = codeNames();
  const firm = ({ firm: f, at }: { firm: ChainFirm; at: FirmAtNode }): ChainFirmAtNode => firmView(record, f, at, claims);
  const neighbour = (n: NodeAnswer["upstream"][number]) => ({ node: nodeName(record, n.node), presence: presenceView(n.presence), ...(n.note ? { note: n.note } : {}) });
  const line = pack.lines.find((l) => l.id === node.line);
  return {
    node: {
      id: node.id, name: node.name, means: node.means, words: node.words, stage: pack.stages.find((s) => s.id === node.stage)!, ...(line ? { line } : {}),
      codes: CODE_SYSTEMS.flatMap((system) => node.codes[system].map((code) => { const name = codes[system]?.get(code); return { system, code, ...(name ? { name } : {}) }; })),
      kind_of: node.kind_of.filter((id) => pack.byId.has(id)).map((id) => nodeName(record, id)),
      sources: node.source.flatMap((key) => { const s = pack.sources[key]; return s ? [{ title: s.title, publisher: s.publisher, ...(s.address ? { address: s.address } : {}) }] : []; }),
    },
    presence: presenceView(answer.presence), firms: answer.firms.slice(0, FIRMS_SHOWN).map(firm), pending: answer.pending.slice(0, FIRMS_SHOWN).map(firm), more: Math.max(0, answer.firms.length - FIRMS_SHOWN),
    upstream: answer.upstream.map(neighbour), downstream: answer.downstream.map(neighbour), ...(answer.gap ? { gap: gapView(record, answer.gap, claims) } : {}),
    risk: riskView(record, answer.risk), survey: surveyView(record, answer.scoped, claims), filters: filtersOf(record),
  };
}

function firmView(record: ChainRecord, firm: ChainFirm, at: FirmAtNode, claims: (ids: readonly string[]) => ClaimView[]): ChainFirmAtNode {
  const [rung, size, output] = [step(record.rungs.rungs, firm.rung), step(record.rungs.sizes, firm.size), firm.output && claims([firm.output.claim_id])[0]];
  return {
    firm: refOf(firm), share: at.share, score: at.score, review: at.review, ruled: at.ruled, ...(rung ? { rung } : {}), ...(size ? { size } : {}), ...(output ? { output } : {}),
    evidence: at.evidence.slice(0, CLAIMS_SHOWN).map((e) => ({ said: e.said, zone: e.zone, ...(e.claim_id ? { claim: e.claim_id } : {}) })), claims: claims(at.claims.slice(0, CLAIMS_SHOWN)),
  };
}

export const statesOf = (answer: GapsAnswer, nodes: number): ChainView["states"] => {
  const states = { strong: nodes - answer.gaps.length, thin: 0, single_source: 0, missing: 0, no_data: 0 };
  for (const gap of answer.gaps) states[gap.state]++;
  return states;
};

export function nextView(record: ChainRecord, answer: WhatNext, rules: NextRules, shown: number, claims: (ids: readonly string[]) => ClaimView[]): ChainNext {
  const { prepared } = answer;
  const { info, sample, recovery } = prepared;
  const names = prepared.system === "node" ? undefined : codeNames()[prepared.system];
  const named = (activity: string): { name?: string } => { const name = names?.get(activity); return name ? { name } : {}; };
  return {
    survey: surveyView(record, answer.scoped, claims), filters: filtersOf(record), tables: [...tableInfos(), { id: "record", label: { zh: "记录本身", en: "The record itself" } }].map(({ id, label }) => ({ id, label })),
    table: { ...info, system: prepared.system, ...sample },
    ...(recovery ? { recovery: { auc: recovery.auc, ...(recovery.range ?? {}), size_auc: recovery.size_auc, no_information: recovery.no_information, cells: recovery.cells, ones: recovery.ones } } : {}),
    cautions: prepared.refusal ? [] : prepared.analysis.cautions, ...(answer.refusal ? { refusal: answer.refusal } : {}),
    basket: { nodes: answer.basket.nodes.map((id) => nodeName(record, id)), activities: answer.basket.activities }, ...(answer.complexity ? { complexity: answer.complexity } : {}),
    exponents: rules.exponents, total: answer.candidates.length,
    candidates: answer.candidates.slice(0, shown).map(({ node, gap, near, ...rest }) => ({
      ...rest, node: { ...nodeName(record, node), stage: record.pack.byId.get(node)!.stage }, state: gap.state, priority: gap.priority, explanation: gap.explanation,
      near: near.map((x) => ({ ...x, ...named(x.activity), nodes: x.nodes.map((id) => nodeName(record, id)) })), claims: claims(gap.claims.slice(0, 4)),
    })),
  };
}
