/**
 * Saved views: open one, save the setting under a name, rename, share, delete with undo, copy its permanent link.
 * Invariant: a view that was changed in another tab is never overwritten unseen: the refusal is shown, and what was typed stays.
 */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type SavedView, cache, failureOf, queries } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { useDraft } from "../draft.ts";
import { FailureNote } from "../loaded.tsx";
import { Popover } from "./popover.tsx";
import { tableQueries, tableSends } from "./queries.ts";
import type { ListSetting } from "./use-list.ts";

const refresh = async (view: SavedView): Promise<void> => {
  cache.setQueryData(tableQueries.view(view.id).queryKey, view);
  await cache.invalidateQueries({ queryKey: ["views"] });
};

export function ViewsMenu({ setting }: { setting: ListSetting }) {
  const { say, label } = useLanguage();
  const { view } = setting;
  const [gone, setGone] = useState<SavedView | undefined>();
  const restore = useMutation({ mutationFn: (lost: SavedView) => tableSends.editView(lost.id, { version: lost.version, deleted: false }), onSuccess: async (back) => { setGone(undefined); await refresh(back); setting.open(back.id); } });
  return (
    <>
      <Popover label={view ? label(view.label) : say("view.menu")} mark={view !== undefined} className="views">
        {(close) => <ViewsPanel setting={setting} close={close} onDeleted={setGone} />}
      </Popover>
      {gone && <span role="status">{say("view.deleted", { name: label(gone.label) })} <button type="button" className="link" disabled={restore.isPending} onClick={() => restore.mutate(gone)}>{say("view.undo")}</button>{restore.isError && <FailureNote error={restore.error} />}</span>}
    </>
  );
}

function ViewsPanel({ setting, close, onDeleted }: { setting: ListSetting; close: () => void; onDeleted: (view: SavedView) => void }) {
  const { say, label } = useLanguage();
  const { data } = useQuery(tableQueries.views(setting.room));
  const { view } = setting;
  const pick = (id: string | undefined) => { setting.open(id); close(); };
  const part = (name: string, items: SavedView[]) => items.length > 0 && (
    <><p className="quiet">{name}</p><ul>{items.map((one) => <li key={one.id}><button type="button" className="link" aria-current={one.id === view?.id ? "true" : undefined} onClick={() => pick(one.id)}>{label(one.label)}</button>{!one.mine && <span className="n">{say("view.by", { owner: one.owner })}</span>}</li>)}</ul></>
  );
  return (
    <>
      <ul><li><button type="button" className="link" onClick={() => pick(undefined)}>{say("view.whole")}</button></li></ul>
      {data?.items.length === 0 && <p className="quiet">{say("view.none")}</p>}
      {part(say("view.mine"), data?.items.filter((one) => one.mine) ?? [])}
      {part(say("view.shared"), data?.items.filter((one) => !one.mine) ?? [])}
      <hr />
      {view?.mine && <OwnView key={view.id} view={view} setting={setting} close={close} onDeleted={onDeleted} />}
      <NewView setting={setting} close={close} />
    </>
  );
}

function NewView({ setting, close }: { setting: ListSetting; close: () => void }) {
  const { say } = useLanguage();
  const { draft, set, drop } = useDraft(`view.${setting.room}`, () => ({ zh: "", en: "", shared: false }));
  const { shared, ...names } = draft;
  const { data: session } = useQuery(queries.session());
  const save = useMutation({
    mutationFn: () => tableSends.saveView({ room: setting.room, label: { ...(names.zh.trim() ? { zh: names.zh.trim() } : {}), ...(names.en.trim() ? { en: names.en.trim() } : {}) }, query: setting.setting.toString(), shared }),
    onSuccess: async (made) => { drop(); await refresh(made); setting.open(made.id); close(); },
  });
  if (session?.role === "public") return null;
  return (
    <form aria-label={say("view.save-new")} onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
      <strong>{say("view.save-new")}</strong>
      <label>{say("view.name-zh")}<input className="wide" lang="zh" maxLength={120} value={names.zh} onChange={(event) => set({ zh: event.target.value })} /></label>
      <label>{say("view.name-en")}<input className="wide" lang="en" maxLength={120} value={names.en} onChange={(event) => set({ en: event.target.value })} /></label>
      <label className="check"><input type="checkbox" checked={shared} onChange={(event) => set({ shared: event.target.checked })} />{say("view.share")}</label>
      <button type="submit" className="primary" disabled={save.isPending || (names.zh.trim() === "" && names.en.trim() === "")}>{say("view.save")}</button>
      {save.isError && <FailureNote error={save.error} />}
    </form>
  );
}

function OwnView({ view, setting, close, onDeleted }: { view: SavedView; setting: ListSetting; close: () => void; onDeleted: (view: SavedView) => void }) {
  const { say } = useLanguage();
  const { draft: names, set: setNames, drop } = useDraft(`view.${view.id}`, () => ({ zh: view.label.zh ?? "", en: view.label.en ?? "" }));
  const [seen, setSeen] = useState(view.version);
  const edit = useMutation({
    mutationFn: (body: Partial<Pick<SavedView, "label" | "query" | "shared" | "deleted">>) => tableSends.editView(view.id, { version: seen, ...body }),
    onSuccess: async (now, sent) => { setSeen(now.version); if (sent.label) drop({ zh: now.label.zh ?? "", en: now.label.en ?? "" }); await refresh(now); if (now.deleted) { onDeleted(now); setting.open(undefined); close(); } },
    // The other version is now the one seen; the next save is upon it.
    onError: (error) => { const now = failureOf(error).payload["view"] as SavedView | undefined; if (now) { setSeen(now.version); void refresh(now); } },
  });
  const label = { ...(names.zh.trim() ? { zh: names.zh.trim() } : {}), ...(names.en.trim() ? { en: names.en.trim() } : {}) };
  return (
    <>
      <form aria-label={say("view.rename")} onSubmit={(event) => { event.preventDefault(); edit.mutate({ label }); }}>
        <label>{say("view.name-zh")}<input className="wide" lang="zh" maxLength={120} value={names.zh} onChange={(event) => setNames({ zh: event.target.value })} /></label>
        <label>{say("view.name-en")}<input className="wide" lang="en" maxLength={120} value={names.en} onChange={(event) => setNames({ en: event.target.value })} /></label>
        <button type="submit" disabled={edit.isPending || Object.keys(label).length === 0}>{say("view.rename")}</button>
        <label className="check"><input type="checkbox" checked={view.shared} disabled={edit.isPending} onChange={(event) => edit.mutate({ shared: event.target.checked })} />{say("view.share")}</label>
        <button type="button" disabled={edit.isPending} onClick={() => edit.mutate({ deleted: true })}>{say("view.delete")}</button>
        {edit.isError && <FailureNote error={edit.error} />}
      </form>
      <hr />
    </>
  );
}

/** Beside the number of rows: whether the setting differs from the view, and the view's permanent link. */
export function ViewState({ setting }: { setting: ListSetting }) {
  const { say } = useLanguage();
  const { view } = setting;
  const [copied, setCopied] = useState(false);
  const update = useMutation({ mutationFn: (own: SavedView) => tableSends.editView(own.id, { version: own.version, query: setting.setting.toString() }), onSuccess: async (now) => { await refresh(now); setting.open(now.id); } });
  if (setting.viewError !== undefined) return <FailureNote error={setting.viewError} />;
  if (view === undefined) return null;
  const copy = () => void navigator.clipboard.writeText(`${window.location.origin}${window.location.pathname}?view=${view.id}`).then(() => setCopied(true));
  return (
    <>
      {setting.changed && (
        <span>{say("view.changed")} {view.mine && <button type="button" className="link" disabled={update.isPending} onClick={() => update.mutate(view)}>{say("view.update")}</button>} <button type="button" className="link" onClick={() => setting.open(view.id)}>{say("view.back")}</button></span>
      )}
      <button type="button" className="link" onClick={copy}>{copied ? say("view.copied") : say("view.copy")}</button>
      {update.isError && <FailureNote error={update.error} />}
    </>
  );
}
