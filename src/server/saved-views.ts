/**
 * Saved views: a list's filters, columns, sort and days under a name, with an address of its own; kept for oneself or shared with all who may read.
 * Invariant: every change is an event with its maker; only the owner changes a view, and only the version that he has seen.
 */
import type { Kysely, Selectable } from "kysely";
import type { SavedViewTable, Schema } from "../db/index.ts";
import { AppError, isId, newId, type Label } from "../kernel/index.ts";
import { inTransaction, type Ctx } from "../ledger/index.ts";
import type { SavedView, ViewBody, ViewRoom } from "./api-types.ts";

type Db = Kysely<Schema>;
const VIEWS_OF_ONE_MAX = 500;
/** What the days of its maker's looking have no business in: a page asks for them anew. */
const NOT_KEPT = ["view", "from", "at"];

const viewOf = (row: Selectable<SavedViewTable>, actor: string): SavedView => ({
  id: row.id, room: row.room as ViewRoom, label: { ...(row.label_zh ? { zh: row.label_zh } : {}), ...(row.label_en ? { en: row.label_en } : {}) }, query: row.query, owner: row.owner, shared: row.shared,
  mine: row.owner === actor, version: row.version, updated_at: row.updated_at.toISOString(), deleted: row.deleted,
});

function noView(id: string): AppError {
  return new AppError("server/no-view", { view_id: id }, {
    status: 404, zh: "没有这个视图：它可能已被删除，或者没有共享给您", en: "there is no such view: it was deleted, or is not shared with you", hint: { zh: "下面显示的是整个列表", en: "the whole list is shown instead" },
  });
}

/** @throws AppError `server/no-name`. */
function named(label: Label): { label_zh: string | null; label_en: string | null } {
  const [zh, en] = [label.zh?.trim() ?? "", label.en?.trim() ?? ""];
  if (zh === "" && en === "") throw new AppError("server/no-name", {}, { zh: "请给视图起个名字", en: "give the view a name" });
  return { label_zh: zh || null, label_en: en || null };
}

function queryKept(query: string): string {
  const search = new URLSearchParams(query);
  for (const name of NOT_KEPT) search.delete(name);
  return search.toString();
}

/** Views of a room that this actor may open: his own and the shared ones, by name. */
export async function viewsFor(db: Db, actor: string, room?: ViewRoom): Promise<SavedView[]> {
  let query = db.selectFrom("saved_view").selectAll().where("deleted", "=", false).where((eb) => eb.or([eb("owner", "=", actor), eb("shared", "=", true)]));
  if (room) query = query.where("room", "=", room);
  const rows = await query.orderBy("updated_at", "desc").limit(1_000).execute();
  return rows.map((row) => viewOf(row, actor));
}

/** @throws AppError `server/no-view`. A view that its owner deleted is shown to him alone, so that he can take that back. */
export async function viewBy(db: Db, actor: string, id: string): Promise<SavedView> {
  const row = isId(id) ? await db.selectFrom("saved_view").selectAll().where("id", "=", id).executeTakeFirst() : undefined;
  if (!row || (row.owner !== actor && (!row.shared || row.deleted))) throw noView(id);
  return viewOf(row, actor);
}

export async function saveView(db: Db, ctx: Ctx, body: ViewBody): Promise<SavedView> {
  const at = ctx.clock.now().toISOString();
  return await inTransaction(db, async (tx) => {
    const { n } = await tx.selectFrom("saved_view").select((eb) => eb.fn.countAll<number>().as("n")).where("owner", "=", ctx.actor).where("deleted", "=", false).executeTakeFirstOrThrow();
    if (Number(n) >= VIEWS_OF_ONE_MAX) throw new AppError("server/too-many-views", { max: VIEWS_OF_ONE_MAX }, { status: 409, zh: `一人最多保存 ${VIEWS_OF_ONE_MAX} 个视图`, en: `one person keeps at most ${VIEWS_OF_ONE_MAX} views` });
    const row = { id: newId(ctx.clock), room: body.room, ...named(body.label), query: queryKept(body.query), owner: ctx.actor, shared: body.shared, version: 1, deleted: false, updated_at: at };
    const made = await tx.insertInto("saved_view").values(row).returningAll().executeTakeFirstOrThrow();
    await tx.insertInto("saved_view_event").values({ view_id: row.id, version: 1, actor: ctx.actor, at, what: "save", body: JSON.stringify(body) }).execute();
    return viewOf(made, ctx.actor);
  });
}

export interface ViewEdit {
  version: number;
  label?: Label;
  query?: string;
  shared?: boolean;
  deleted?: boolean;
}

/** @throws AppError `server/no-view`, `server/not-yours`, `server/view-moved-on` with the view as it now is. */
export async function editView(db: Db, ctx: Ctx, id: string, edit: ViewEdit): Promise<SavedView> {
  const at = ctx.clock.now().toISOString();
  return await inTransaction(db, async (tx) => {
    await tx.selectFrom("saved_view").select("id").where("id", "=", id).forUpdate().execute();
    const now = await viewBy(tx, ctx.actor, id);
    if (!now.mine) throw new AppError("server/not-yours", { owner: now.owner }, { status: 403, zh: `这个视图属于 ${now.owner}，只有本人可以改`, en: `this view is ${now.owner}'s; only the owner may change it`, hint: { zh: "可以另存为自己的视图", en: "save it as a view of your own" } });
    if (now.version !== edit.version) {
      throw new AppError("server/view-moved-on", { view: now }, { status: 409, zh: "这个视图已在别处改过，您的改动未保存", en: "this view was changed elsewhere meanwhile; your change was not saved", hint: { zh: "请看改过的视图，再决定是否覆盖", en: "look at it as it now is, then save again" } });
    }
    const { version: _seen, label, query, shared, deleted } = edit;
    const row = await tx.updateTable("saved_view").set({
      ...(label ? named(label) : {}), ...(query === undefined ? {} : { query: queryKept(query) }), ...(shared === undefined ? {} : { shared }), ...(deleted === undefined ? {} : { deleted }), version: now.version + 1, updated_at: at,
    }).where("id", "=", id).returningAll().executeTakeFirstOrThrow();
    const what = deleted === true ? "delete" : deleted === false ? "restore" : label ? "rename" : shared === undefined ? "change" : shared ? "share" : "unshare";
    await tx.insertInto("saved_view_event").values({ view_id: id, version: row.version, actor: ctx.actor, at, what, body: JSON.stringify({ label, query, shared, deleted }) }).execute();
    return viewOf(row, ctx.actor);
  });
}
