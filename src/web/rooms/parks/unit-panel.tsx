/** One unit: its figures, its tenancies with what happened to them, and the forms to let it, end, cancel or move. Invariant: a refusal stays beside the form with what to do; what is typed outlives a reload. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type EntityRef, type StackingAnswer, type TenancyView, queries } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { DayBox, DayField } from "../../ui/day-box.tsx";
import { dayShort } from "../../ui/day-typed.ts";
import { hasDraft, useDraft } from "../../ui/draft.ts";
import { EntitySearch } from "../../ui/entity-search.tsx";
import { labelIn, momentText } from "../../ui/figure-text.ts";
import { Field } from "../../ui/field.tsx";
import { FailureNote } from "../../ui/loaded.tsx";
import { Told } from "./told.tsx";
import { parks, refreshParks, tenancies } from "./queries.ts";

type StackUnit = StackingAnswer["floors"][number]["units"][number];

/** A tenancy as typed. */
interface Typed {
  kind: "tenant" | "reservation";
  /** Days as `YYYY-MM-DD`, or "". */
  first: string;
  last: string;
  visibility: "public" | "internal" | "confidential";
  tenant?: EntityRef;
}

const enterKey = (unit: StackUnit): string => `tenancy.${unit.id}`;
const changeKey = (tenancy: TenancyView): string => `tenancy-change.${tenancy.id}`;
/** Whether something was typed of this unit and not sent. */
export const hasUnitDraft = (unit: StackUnit): boolean => hasDraft(enterKey(unit)) || unit.tenancies.some((tenancy) => hasDraft(changeKey(tenancy)));

export function UnitPanel({ unit, others }: { unit: StackUnit; others: StackUnit[] }) {
  const { lang, say, label } = useLanguage();
  const { data: session } = useQuery(queries.session());
  const may = session !== undefined && session.role !== "public";
  return (
    <div className="unit-panel">
      <h3>{say("unit.title", { name: labelIn(unit.label, lang).text })}</h3>
      <dl className="unit-facts">{Object.values(unit.claims).filter((c) => c.property !== "part_of").map((c) => <span key={c.id}><dt>{label(c.property_label)}</dt><dd><Told claim={c} /></dd></span>)}</dl>
      <h4>{say("unit.tenancies")}</h4>
      {unit.tenancies.length === 0 ? <p className="quiet">{say("unit.no-tenancies")}</p> : <ul className="plain">{unit.tenancies.map((t) => <Tenancy key={t.id} tenancy={t} others={others.filter((u) => u.id !== unit.id)} may={may} />)}</ul>}
      <History unit={unit} />
      {may && <EnterForm key={unit.id} unit={unit} />}
    </div>
  );
}

function Tenancy({ tenancy: t, others, may }: { tenancy: TenancyView; others: StackUnit[]; may: boolean }) {
  const { lang, say } = useLanguage();
  const { draft: { day, to }, set, drop } = useDraft(changeKey(t), () => ({ day: "", to: "" }));
  const [open] = useState(() => hasDraft(changeKey(t)));
  const done = { onSuccess: async () => { drop(); await refreshParks(); } };
  const change = useMutation({ mutationFn: (body: { last_day?: string; cancelled?: boolean }) => tenancies.change(t, body), ...done });
  const move = useMutation({ mutationFn: () => tenancies.move(t, to, day), ...done });
  const error = change.error ?? move.error;
  return (
    <li>
      {t.tenant ? <Words of={t.tenant.label} /> : say("unit.nobody")} <span className="quiet">{say(`unit.kind.${t.kind}`)} · {dayShort(t.first_day, lang)} – {t.last_day ? dayShort(t.last_day, lang) : say("unit.open-ended")}{t.cancelled && ` · ${say("unit.cancelled")}`} · {say(`unit.visible.${t.visibility}`)}</span>
      {may && !t.cancelled && (
        <details className="stack-forms" open={open}>
          <summary>{say("unit.end")} / {say("unit.move")}</summary>
          <p className="row">
            <DayField label={say("unit.end-on")} value={day} onChange={(next) => set({ day: next })} />
            <button type="button" disabled={day === "" || change.isPending} onClick={() => change.mutate({ last_day: day })}>{say("unit.end")}</button>
            <button type="button" disabled={change.isPending} onClick={() => change.mutate({ cancelled: true })}>{say("unit.cancel")}</button>
          </p>
          <p className="row">
            <label>{say("unit.move-to")} <select value={to} onChange={(event) => set({ to: event.target.value })}><option value="" />{others.map((u) => <option key={u.id} value={u.id}>{labelIn(u.label, lang).text}</option>)}</select></label>
            <button type="button" disabled={day === "" || to === "" || move.isPending} onClick={() => move.mutate()}>{say("unit.move")}</button> <span className="quiet">{say("unit.move-on")} {day && dayShort(day, lang)}</span>
          </p>
          {error && <FailureNote error={error} />}
        </details>
      )}
    </li>
  );
}

function History({ unit }: { unit: StackUnit }) {
  const { lang, say } = useLanguage();
  const { data } = useQuery(parks.events(unit.slug));
  if (!data || data.items.length === 0) return null;
  const WHAT = ["reserved", "moved-in", "changed", "moved-out", "cancelled"] as const;
  return (
    <details>
      <summary>{say("unit.history")}</summary>
      <ul className="plain">{data.items.map((e) => <li key={`${e.tenancy_id} ${e.n}`}>{momentText(e.at, lang)} · {say(`unit.event.${WHAT.find((w) => w === e.what) ?? "changed"}`)} {e.after.tenant && <Words of={e.after.tenant.label} />} <span className="quiet">{dayShort(e.after.first_day, lang)} – {e.after.last_day ? dayShort(e.after.last_day, lang) : ""} · {e.actor}</span></li>)}</ul>
    </details>
  );
}

function EnterForm({ unit }: { unit: StackUnit }) {
  const { lang, say } = useLanguage();
  const { draft: { kind, first, last, visibility, tenant }, set, drop } = useDraft<Typed>(enterKey(unit), () => ({ kind: "tenant", first: "", last: "", visibility: "internal" }));
  const enter = useMutation({ mutationFn: tenancies.enter, onSuccess: async () => { drop(); await refreshParks(); } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate({ unit_id: unit.id, kind, first_day: first, ...(last ? { last_day: last } : {}), ...(tenant ? { tenant_id: tenant.id } : {}), visibility });
  };
  return (
    <form className="stack-forms" onSubmit={submit} aria-label={say("unit.enter")}>
      <h4>{say("unit.enter")}</h4>
      <div className="row">
        <Field label={say("unit.kind")}>{(a) => <select {...a} value={kind} onChange={(event) => set({ kind: event.target.value as Typed["kind"] })}><option value="tenant">{say("unit.kind.tenant")}</option><option value="reservation">{say("unit.kind.reservation")}</option></select>}</Field>
        <Field label={say("unit.first")}>{(a) => <DayBox required value={first} onChange={(day) => set({ first: day })} {...a} />}</Field>
        <Field label={say("unit.last")}>{(a) => <DayBox value={last} onChange={(day) => set({ last: day })} {...a} />}</Field>
        <Field label={say("unit.visible")}>{(a) => <select {...a} value={visibility} onChange={(event) => set({ visibility: event.target.value as Typed["visibility"] })}>{(["public", "internal", "confidential"] as const).map((v) => <option key={v} value={v}>{say(`unit.visible.${v}`)}</option>)}</select>}</Field>
      </div>
      <div className="row"><span>{say("unit.tenant")}: {tenant ? <b>{labelIn(tenant.label, lang).text}</b> : <span className="quiet">{say("unit.nobody")}</span>}</span> <EntitySearch label={say("unit.tenant-find")} types={["Firm", "Institute", "Lab"]} onPick={({ id, slug, type, label }) => set({ tenant: { id, slug, type, label } })} /></div>
      <button type="submit" disabled={enter.isPending}>{say("unit.save")}</button>
      {enter.error && <FailureNote error={enter.error} />}
    </form>
  );
}
