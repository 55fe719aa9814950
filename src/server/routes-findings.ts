/**
 * Findings: figures of the record that cannot all be true, and promises whose day has passed, each with its arithmetic, its claims and what a person
 * made of it. Invariant: findings are worked out from what the viewer may see, never from more, and are those of the ledger's head at the time of asking,
 * or those of the clocks that are named.
 */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { AppError } from "../kernel/index.ts";
import { claimsByIds, entitiesByIds, findingOrder, rule, rulingsOn, type Clocks, type Finding, type Found, type Ruling } from "../ledger/index.ts";
import type { FindingCounts, FindingDetail, FindingMarks, FindingState, FindingView, Label, RulingView } from "./api-types.ts";
import { inCluster } from "./cluster-members.ts";
import { actorOf, readerOf, type Deps, type Env, type Viewer } from "./deps.ts";
import { findingDeskOf, todayOf } from "./finding-desk.ts";
import { answers, clocks, day, pageQuery } from "./schemas.ts";
import { findingDetail, findingMarks, findingPage, rulingBody, severity, stateAsked } from "./schemas-findings.ts";
import { claimViews, entityRef } from "./views.ts";

const CHECK_LABELS: Record<string, Label> = {
  "cumulative-series": { zh: "累计数只增不减", en: "cumulative series" },
  "growth-identity": { zh: "水平与增速", en: "levels and growth" },
  "implied-rest": { zh: "推得的其余部分", en: "implied rest" },
  "milestone-order": { zh: "节点先后", en: "order of milestones" },
  "one-subject": { zh: "是否同一对象", en: "one subject or two" },
  "parts-and-wholes": { zh: "部分与整体", en: "parts and wholes" },
  "planned-passed": { zh: "到期未见结果", en: "plans past their day" },
  "same-fact": { zh: "同一数字两种说法", en: "one figure told two ways" },
  shares: { zh: "占比", en: "shares" },
  "stale-figure": { zh: "陈旧数字", en: "stale figure" },
  "target-reached": { zh: "目标与结果", en: "target and outcome" },
  "unit-slip": { zh: "疑似单位之误", en: "slip of the unit" },
};

const RANK = { error: 0, warning: 1, note: 2 } as const;
const SEVERITIES = ["error", "warning", "note"] as const;
/** Claims marked at once, the worst first: more figures than any page shows. */
const MARKED_MAX = 20_000;
const LAPSED: Label = { zh: "其中的记载已经改变，这项裁定不再适用；如仍有不符，请另作裁定", en: "Its claims have changed, so the ruling applies no longer; rule again where something still does not add up" };

/** The place that a cursor names; it holds when the ledger moves between two pages. @throws AppError `server/bad-cursor`. */
function placeIn(cursor: string): Pick<Finding, "severity" | "subject" | "id"> {
  const m = /^([012])~([0-9a-f-]{36})~([0-9a-f]{24})$/.exec(cursor);
  if (!m) throw new AppError("server/bad-cursor", { cursor }, { zh: "翻页标记无效", en: "this is not a cursor of the list", hint: { zh: "请从第一页开始", en: "begin at the first page" } });
  return { severity: SEVERITIES[Number(m[1])]!, subject: m[2]!, id: m[3]! };
}

const cursorOf = (f: Finding): string => [RANK[f.severity], f.subject, f.id].join("~");

/** A ruling that settles: neither taken back nor left open. */
const settles = (ruling: Ruling | undefined): boolean => ruling !== undefined && ruling.verdict !== "withdraw" && ruling.verdict !== "leave-open";

/** What a lapsed ruling remembers of its finding. */
const findingOf = (r: Ruling): Finding => ({ id: r.finding_id, check: r.check, severity: r.severity, subject: r.subject_id, claims: r.claims, arithmetic: r.arithmetic, resolve: LAPSED });

interface Stated {
  finding: Finding;
  state: FindingState;
  ruling?: Ruling;
}

function stated(finding: Finding, rulings: Found["rulings"]): Stated {
  const ruling = rulings.get(finding.id);
  return { finding, state: settles(ruling) ? "ruled" : "open", ...(ruling && ruling.verdict !== "withdraw" ? { ruling } : {}) };
}

/** Rulings whose finding is found no longer, in the order of findings. */
function lapsedOf({ findings, rulings }: Found): Stated[] {
  if (rulings.size === 0) return [];
  const there = new Set(findings.map((f) => f.id));
  return [...rulings.values()].filter((r) => r.verdict !== "withdraw" && !there.has(r.finding_id))
    .map((ruling): Stated => ({ finding: findingOf(ruling), state: "lapsed", ruling })).sort((a, b) => findingOrder(a.finding, b.finding));
}

const rulingView = ({ id, verdict, prefers, note, actor, at }: Ruling): RulingView => ({ id, verdict, ...(prefers ? { prefers } : {}), note, actor, at });

async function findingViews(deps: Deps, db: ReturnType<typeof readerOf>, found: readonly Stated[]): Promise<FindingView[]> {
  const subjects = await entitiesByIds(db, found.map(({ finding }) => finding.subject));
  const records = await claimsByIds(db, found.flatMap(({ finding }) => finding.claims));
  const claims = new Map((await claimViews(db, deps.ontology, [...records.values()])).map((c) => [c.id, c]));
  return found.map(({ finding: f, state, ruling }) => {
    const subject = subjects.get(f.subject);
    return {
      id: f.id, check: f.check, check_label: checkLabel(f.check), severity: f.severity, state, arithmetic: f.arithmetic, resolve: f.resolve,
      subject: subject ? entityRef(subject) : { id: f.subject, slug: f.subject, type: "Thing", label: {} }, claims: f.claims.flatMap((id) => claims.get(id) ?? []),
      ...(ruling ? { ruling: rulingView(ruling) } : {}),
    };
  });
}

function countsOf(found: readonly Stated[], lapsed: number): FindingCounts {
  const counts = { error: 0, warning: 0, note: 0, ruled: 0, lapsed };
  for (const { finding, state } of found) counts[state === "ruled" ? "ruled" : finding.severity] += 1;
  return counts;
}

const checkLabel = (check: string): Label => CHECK_LABELS[check] ?? { zh: check, en: check };

function checksOf(found: readonly Stated[]): { check: string; label: Label; n: number }[] {
  const counts = new Map<string, number>();
  for (const { finding } of found) counts.set(finding.check, (counts.get(finding.check) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([check, n]) => ({ check, label: checkLabel(check), n }));
}

/** Claims in errors and warnings; `found` is errors first and open ones come before ruled ones, so the first finding of a claim is its worst. */
function marksOf(found: readonly Stated[]): FindingMarks["claims"] {
  const marks: FindingMarks["claims"] = {};
  let marked = 0;
  for (const state of ["open", "ruled"] as const) for (const { finding: f, state: its } of found) {
    if (its !== state || f.severity === "note") continue;
    for (const id of f.claims) {
      if (marks[id] === undefined && ++marked > MARKED_MAX) return marks;
      (marks[id] ??= { findings: 0, worst: f.severity, first: f.id, ruled: state === "ruled" }).findings += 1;
    }
  }
  return marks;
}

/** @throws AppError `server/no-finding`. */
function oneOf(found: Found, id: string): Stated {
  const finding = found.findings.find((f) => f.id === id);
  if (finding) return stated(finding, found.rulings);
  const ruling = found.rulings.get(id);
  if (ruling) return { finding: findingOf(ruling), state: "lapsed", ruling };
  throw new AppError("server/no-finding", { finding_id: id }, { status: 404, zh: "没有这项发现，或它的记载已经改变", en: "there is no such finding, or its claims have changed", hint: { zh: "请从发现列表重新打开", en: "open it again from the list of findings" } });
}

/** Errors and warnings that nobody has ruled on, errors first, as this viewer is told them today, or was at the end of a recorded day. */
export async function findingsWaiting(deps: Deps, viewer: Viewer, clocks: Clocks = {}): Promise<{ total: number; page: (from: number, limit: number) => Promise<FindingView[]> }> {
  const found = await findingDeskOf(deps).found(viewer, clocks, todayOf(deps));
  const open = found.findings.filter((f) => f.severity !== "note").map((f) => stated(f, found.rulings)).filter((one) => one.state === "open");
  return { total: open.length, page: async (from, limit) => await findingViews(deps, deps.database.reader(viewer.clearance), open.slice(from, from + limit)) };
}

/** Which claims stand in an error or warning, as this viewer is told by these clocks; undefined while the findings of a large record are being worked out. */
export async function findingMarksFor(deps: Deps, viewer: Viewer, clocks: Clocks): Promise<FindingMarks["claims"] | undefined> {
  const desk = findingDeskOf(deps);
  if (!(await desk.isReady(viewer, clocks))) return undefined;
  const found = await desk.found(viewer, clocks, todayOf(deps));
  return marksOf(found.findings.map((f) => stated(f, found.rulings)));
}

export function findingRoutes(app: OpenAPIHono<Env>, deps: Deps): void {
  const today = clocks.extend({ today: day.optional() });
  /** Each day asked for is a list of its own: whoever may only read gets the clock's. */
  const dayFor = (viewer: Viewer, asked: string | undefined): string => (viewer.role === "public" ? undefined : asked) ?? todayOf(deps);
  const foundFor = async (viewer: Viewer, query: z.infer<typeof today>): Promise<Found> => await findingDeskOf(deps).found(viewer, query, dayFor(viewer, query.today));
  const detailOf = async (viewer: Viewer, id: string, query: z.infer<typeof today>): Promise<FindingDetail> => {
    const one = oneOf(await foundFor(viewer, query), id);
    const db = deps.database.reader(viewer.clearance);
    const by = query.recorded_on ?? query.known_on;
    return { ...(await findingViews(deps, db, [one]))[0]!, history: (await rulingsOn(db, id)).filter((ruling) => by === undefined || ruling.at.slice(0, 10) <= by).map(rulingView) };
  };

  const filter = pageQuery.extend({
    severity: severity.optional(), check: z.string().max(60).optional(), subject: z.uuid().optional(), cluster: z.string().max(60).optional().openapi({ description: "Of this part of the record only" }), state: stateAsked.optional(), limit: z.coerce.number().int().min(1).max(200).optional(),
  }).extend(today.shape);
  app.openapi(createRoute({ method: "get", path: "/api/findings", tags: ["findings"], summary: "Figures that cannot all be true, errors first", request: { query: filter }, responses: answers(findingPage, "A page of findings with their claims and rulings") }),
    async (c) => {
      const query = c.req.valid("query");
      const { limit = 50 } = query;
      const after = query.cursor === undefined ? undefined : placeIn(query.cursor);
      const found = await foundFor(c.get("viewer"), query);
      const ours = await inCluster(readerOf(deps, c), query.cluster);
      const concerns = ({ finding: f }: Stated): boolean => ours(f.subject) && (!query.subject || found.concerns(f, query.subject));
      const ofCheck = ({ finding: f }: Stated): boolean => !query.check || f.check === query.check;
      const there = found.findings.map((f) => stated(f, found.rulings)).filter(concerns);
      const checks = checksOf(there);
      const standing = there.filter(ofCheck);
      const lapsed = lapsedOf(found).filter(concerns).filter(ofCheck);
      const listed = query.state === "lapsed" ? lapsed : query.state ? standing.filter((one) => one.state === query.state) : standing;
      const rest = listed.filter(({ finding: f }) => (!query.severity || f.severity === query.severity) && (!after || findingOrder(f, after) > 0));
      const page = rest.slice(0, limit);
      return c.json({ items: await findingViews(deps, readerOf(deps, c), page), counts: countsOf(standing, lapsed.length), checks, ...(rest.length > limit ? { next: cursorOf(page.at(-1)!.finding) } : {}) }, 200);
    });

  app.openapi(createRoute({ method: "get", path: "/api/findings/marks", tags: ["findings"], summary: "Which claims stand in a finding", request: { query: today }, responses: answers(findingMarks, "Claims in errors and warnings") }),
    async (c) => {
      const found = await foundFor(c.get("viewer"), c.req.valid("query"));
      const standing = found.findings.map((f) => stated(f, found.rulings));
      return c.json({ claims: marksOf(standing), counts: countsOf(standing, lapsedOf(found).length) }, 200);
    });

  const byId = z.object({ id: z.string().regex(/^[0-9a-f]{24}$/) });
  app.openapi(createRoute({ method: "get", path: "/api/findings/{id}", tags: ["findings"], summary: "One finding with every ruling on it", request: { params: byId, query: today }, responses: answers(findingDetail, "The finding; `lapsed` where its claims have changed since it was ruled on") }),
    async (c) => c.json(await detailOf(c.get("viewer"), c.req.valid("param").id, c.req.valid("query")), 200));

  app.openapi(createRoute({ method: "post", path: "/api/findings/{id}/ruling", tags: ["findings"], summary: "Rule on a finding, or take a ruling back", request: { params: byId, query: today, body: { content: { "application/json": { schema: rulingBody } } } }, responses: answers(findingDetail, "The finding as it now stands") }),
    async (c) => {
      const ctx = actorOf(deps, c);
      const { id } = c.req.valid("param");
      const { verdict, prefers, note = "", expects } = c.req.valid("json");
      const viewer = c.get("viewer");
      // A ruling is made now, on what is found now: its clocks are not asked.
      const asked = { today: c.req.valid("query").today };
      const one = oneOf(await foundFor(viewer, asked), id);
      if (one.state === "lapsed" && verdict !== "withdraw") throw new AppError("server/finding-lapsed", { finding_id: id }, { status: 409, zh: "这项发现的记载已经改变，只能撤销原裁定", en: "the claims of this finding have changed; its ruling can only be taken back" });
      await rule(deps.database.writer, ctx, { finding: one.finding, verdict, note, ...(prefers ? { prefers } : {}), ...(expects ? { expects } : {}) });
      return c.json(await detailOf(viewer, id, asked), 200);
    });
}
