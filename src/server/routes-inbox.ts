/**
 * The review desk: all that waits for a person as one list (files that could not be read, findings, proposals, pairs that may be one), and what was decided today.
 * Invariant: the list holds nothing of its own; each thing is decided on by its own route, and is gone from here once it is. For a recorded day it is
 * what the record itself can tell of that day: proposals and findings; files and pairs leave no trace of when they waited, and are not told.
 */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { sql, type Kysely } from "kysely";
import type { Context } from "hono";
import type { Schema } from "../db/index.ts";
import { AppError } from "../kernel/index.ts";
import type { InboxItem, InboxKind } from "./api-types.ts";
import { claimsByIds } from "../ledger/index.ts";
import { actorOf, readerOf, type Deps, type Env } from "./deps.ts";
import { findingsWaiting } from "./routes-findings.ts";
import { pairQueueOf } from "./routes-identity.ts";
import { answers, clocks } from "./schemas.ts";
import { INBOX_KINDS, inboxPage, inboxState } from "./schemas-tables.ts";
import { tablesFor } from "./table-lists.ts";
import { claimViews } from "./views.ts";

const PAIRS_AT_ONCE = 100;

interface Pile {
  kind: InboxKind;
  total: number;
  page: (from: number, limit: number) => Promise<InboxItem[]>;
}

async function proposals(deps: Deps, c: Context<Env>, kind: "proposal", only?: string): Promise<Pile> {
  const tables = tablesFor(deps), { clearance } = c.get("viewer"), db = readerOf(deps, c);
  const list = await tables.list("claims", { clearance, lang: "zh", clocks: {}, filters: { status: ["proposed"], ...(only ? { source: [only] } : {}) } });
  return {
    kind, total: list.rows.length,
    page: async (from, limit) => (await claimViews(db, deps.ontology, await tables.claimsAt(db, list.rows.slice(from, from + limit), {}))).map((claim) => ({ kind, id: claim.id, claim })),
  };
}

/** @throws AppError `server/findings-working`. */
async function findingsOn(deps: Deps, c: Context<Env>, recorded_on: string | undefined): Promise<Pile> {
  const waiting = await findingsWaiting(deps, c.get("viewer"), recorded_on === undefined ? {} : { recorded_on });
  return { kind: "finding", total: waiting.total, page: async (from, limit) => (await waiting.page(from, limit)).map((finding) => ({ kind: "finding", id: finding.id, finding })) };
}

/** Pairs that may be one, likeliest first; @throws AppError `identity/pairs-working`. The queue is paged by key, so places are walked to. */
async function pairs(deps: Deps, c: Context<Env>, kind: "pair"): Promise<Pile> {
  const queue = pairQueueOf(deps), { clearance } = c.get("viewer");
  const first = await queue.page(clearance, { limit: PAIRS_AT_ONCE });
  return {
    kind, total: first.counts.link + first.counts.review,
    page: async (from, limit) => {
      const found = [...first.items];
      for (let next = first.next; next !== undefined && found.length < from + limit; ) {
        const page = await queue.page(clearance, { limit: PAIRS_AT_ONCE, after: next });
        found.push(...page.items);
        next = page.next;
      }
      return found.slice(from, from + limit).map((pair) => ({ kind, id: pair.key, pair }));
    },
  };
}

/** Claims that stood as proposals at the end of a recorded day, newest first. */
async function proposalsOn(deps: Deps, c: Context<Env>, kind: "proposal", recorded_on: string): Promise<Pile> {
  const db = readerOf(deps, c);
  const end = sql`(${recorded_on}::date + 1)::timestamp at time zone 'UTC'`;
  const stood = sql`from claim c left join lateral (select verdict from decision d where d.claim_id = c.id and d.at < ${end} order by d.at desc, d.id desc limit 1) h on true
    where c.recorded_at < ${end} and (h.verdict = 'reopen' or (h.verdict is null and c.entered = 'proposed'))`;
  const { rows } = await sql<{ n: number }>`select count(*)::int as n ${stood}`.execute(db);
  return {
    kind, total: rows[0]!.n,
    page: async (from, limit) => {
      const { rows: ids } = await sql<{ id: string }>`select c.id ${stood} order by c.change_seq desc, c.n desc offset ${from} limit ${limit}`.execute(db);
      const claims = await claimsByIds(db, ids.map((row) => row.id));
      return (await claimViews(db, deps.ontology, ids.flatMap(({ id }) => claims.get(id) ?? []))).map((claim) => ({ kind, id: claim.id, claim: { ...claim, status: "proposed" as const, allowed: [] } }));
    },
  };
}

/** What waits, of each kind asked for. Where several are, findings and pairs that are still being worked out keep nobody from the rest. */
async function pilesOf(deps: Deps, c: Context<Env>, wanted: readonly InboxKind[], recorded_on?: string): Promise<{ piles: Pile[]; untold: InboxKind[] }> {
  const piles: Pile[] = [], untold: InboxKind[] = [];
  for (const kind of wanted) {
    if (kind === "finding" || (kind === "pair" && recorded_on === undefined)) {
      try {
        piles.push(kind === "pair" ? await pairs(deps, c, kind) : await findingsOn(deps, c, recorded_on));
      } catch (error) {
        if (wanted.length === 1 || !(error instanceof AppError) || error.status !== 503) throw error;
        untold.push(kind);
      }
    } else if (recorded_on !== undefined) {
      if (kind === "proposal") piles.push(await proposalsOn(deps, c, kind, recorded_on));
    } else if (kind === "import") {
      const failed = c.get("viewer").role === "public" ? [] : deps.jobs.failures();
      piles.push({ kind, total: failed.length, page: async (from, limit) => failed.slice(from, from + limit).map(({ job, at, item }) => ({ kind, id: `${job}.${at}`, name: item.name, job, error: item.error! })) });
    } else if (kind === "proposal") piles.push(await proposals(deps, c, kind));
  }
  return { piles, untold };
}

/** Decisions of this person that stand, made since: on claims, findings and pairs; what was taken back does not count. */
async function decidedSince(db: Kysely<Schema>, actor: string, since: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select
    (select count(*) from change_set s join decision d on d.change_seq = s.seq join claim c on c.subject_id = d.subject_id and c.id = d.claim_id and c.head = d.id
      where s.actor = ${actor} and s.at >= ${since}::timestamptz and s.kind in ('decide', 'correct') and d.verdict <> 'reopen')::int
    + (select count(*) from ruling r where r.actor = ${actor} and r.at >= ${since}::timestamptz and r.verdict <> 'withdraw'
      and not exists (select from ruling l where l.finding_id = r.finding_id and (l.change_seq, l.n) > (r.change_seq, r.n)))::int
    + (select count(*) from judgement j where j.actor = ${actor} and j.at >= ${since}::timestamptz and j.verdict <> 'withdrawn'
      and not exists (select from judgement l where ((l.left_id = j.left_id and l.right_id = j.right_id) or (l.left_id = j.right_id and l.right_id = j.left_id)) and (l.at, l.id) > (j.at, j.id)))::int
    + (select count(*) from register_judgement j where j.actor = ${actor} and j.at >= ${since}::timestamptz and j.verdict <> 'withdrawn'
      and not exists (select from register_judgement l where l.register_id = j.register_id and l.row = j.row and l.entity_id = j.entity_id and l.id > j.id))::int as n`.execute(db);
  return rows[0]!.n;
}

/** The day of the first change set that this viewer may see; empty for an empty record. */
async function begun(db: Kysely<Schema>): Promise<string> {
  const { rows } = await sql<{ at: Date | null }>`select min(at) as at from change_set`.execute(db);
  return rows[0]?.at ? new Date(rows[0].at).toISOString().slice(0, 10) : "";
}

export function inboxRoutes(app: OpenAPIHono<Env>, deps: Deps): void {
  const kinds = z.enum(INBOX_KINDS).optional();
  const past = clocks.pick({ recorded_on: true });
  app.openapi(createRoute({
    method: "get", path: "/api/inbox", tags: ["inbox"], summary: "What waits for a person, by range",
    request: { query: z.object({ kind: kinds, from: z.coerce.number().int().min(0).max(20_000_000).optional(), limit: z.coerce.number().int().min(1).max(200).optional() }).extend(past.shape) }, responses: answers(inboxPage, "Files that could not be read, then findings, proposals, pairs"),
  }), async (c) => {
    const { kind, from = 0, limit = 50, recorded_on } = c.req.valid("query");
    const { piles, untold } = await pilesOf(deps, c, kind ? [kind] : INBOX_KINDS, recorded_on);
    const items: InboxItem[] = [];
    let start = 0;
    for (const pile of piles) {
      const first = Math.max(0, from + items.length - start);
      if (items.length < limit && first < pile.total) items.push(...(await pile.page(first, limit - items.length)));
      start += pile.total;
    }
    return c.json({ from, total: start, items, ...(untold.length > 0 ? { untold } : {}) }, 200);
  });

  app.openapi(createRoute({ method: "get", path: "/api/inbox/state", tags: ["inbox"], summary: "How much waits, and what you decided since a moment", request: { query: z.object({ since: z.iso.datetime({ offset: true }).optional() }).extend(past.shape) }, responses: answers(inboxState, "Counts") }),
    async (c) => {
      const waiting = { import: 0, finding: 0, pair: 0, proposal: 0 };
      const { since, recorded_on } = c.req.valid("query");
      const { piles, untold } = await pilesOf(deps, c, INBOX_KINDS, recorded_on);
      for (const pile of piles) waiting[pile.kind] = pile.total;
      const viewer = c.get("viewer");
      if (recorded_on !== undefined) return c.json({ waiting, decided: 0, untold: ["import" as const, ...untold, "pair" as const], began: await begun(readerOf(deps, c)) }, 200);
      return c.json({ waiting, decided: since && viewer.role !== "public" ? await decidedSince(readerOf(deps, c), viewer.actor, since) : 0, ...(untold.length > 0 ? { untold } : {}) }, 200);
    });

  const file = { path: "/api/inbox/imports/{job}/{at}", tags: ["inbox"], request: { params: z.object({ job: z.uuid(), at: z.coerce.number().int().min(0) }) }, responses: answers(inboxState.pick({ decided: true }), "How many were seen to") };
  app.openapi(createRoute({ ...file, method: "delete", summary: "Put a file that could not be read aside" }), (c) => {
    actorOf(deps, c);
    deps.jobs.putAside(c.req.valid("param").job, c.req.valid("param").at, true);
    return c.json({ decided: 1 }, 200);
  });
  app.openapi(createRoute({ ...file, method: "put", summary: "Bring a file that was put aside back" }), (c) => {
    actorOf(deps, c);
    deps.jobs.putAside(c.req.valid("param").job, c.req.valid("param").at, false);
    return c.json({ decided: 0 }, 200);
  });
}
