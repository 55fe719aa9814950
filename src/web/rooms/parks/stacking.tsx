/**
 * The stacking plan: floors from the top, units as wide as their area, shaded by who is in them; choose one to see and change its tenancies.
 * Invariant: only units of the record are drawn; each state reads in black and white; every figure of a unit opens its claim.
 */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import type { EntityRef, StackingAnswer } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { asOfIn } from "../../ui/as-of.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { countText, labelIn } from "../../ui/figure-text.ts";
import { FailureNote, Loaded } from "../../ui/loaded.tsx";
import { ProblemList } from "../../ui/problem-list.tsx";
import { FitForm } from "./fit-form.tsx";
import { percent } from "./milestone-cells.tsx";
import { parks } from "./queries.ts";
import { UnitPanel, hasUnitDraft } from "./unit-panel.tsx";
import "./stacking.css";

type StackUnit = StackingAnswer["floors"][number]["units"][number];
const STATES = ["let", "reserved", "free", "not-yet"] as const;

/** The plans of all buildings here that have units; one line where none has. */
export function Stackings({ park, buildings }: { park: EntityRef; buildings: EntityRef[] }) {
  const [search] = useSearchParams();
  const { say } = useLanguage();
  const query = useQuery(parks.stacking(park.slug, asOfIn(search)));
  // More units than one question takes: then building by building.
  if (query.isError) return <><FailureNote error={query.error} />{buildings.map((b) => <Building key={b.id} place={b} named />)}</>;
  return (
    <Loaded query={query}>
      {(all) => {
        const units = all.floors.flatMap((f) => f.units);
        const there = buildings.filter((b) => units.some((u) => u.building_id === b.id));
        if (units.length === 0) return <section><h2>{say("stack.title")}</h2><p className="empty">{say("stack.none")} <Link to={`${path.imports()}?kind=units`}>{say("room.imports")}</Link></p></section>;
        return <>{there.map((b) => <Building key={b.id} place={b} named={b.id !== park.id} />)}<section><h2>{say("fit.title")}</h2><FitForm place={park} /><p className="quiet"><a href="/api/tenancies.csv">{say("stack.export")}</a></p></section></>;
      }}
    </Loaded>
  );
}

function Building({ place, named }: { place: EntityRef; named: boolean }) {
  const [search] = useSearchParams();
  const { say, lang } = useLanguage();
  return (
    <section>
      <h2>{say("stack.title")}{named && <span className="quiet"> · {labelIn(place.label, lang).text}</span>}</h2>
      <Loaded query={useQuery(parks.stacking(place.slug, asOfIn(search)))}>{(plan) => <Plan plan={plan} />}</Loaded>
    </section>
  );
}

function Plan({ plan }: { plan: StackingAnswer }) {
  const { say } = useLanguage();
  const units = plan.floors.flatMap((f) => f.units);
  const [chosen, setChosen] = useState(() => units.find(hasUnitDraft)?.id);
  const unit = units.find((u) => u.id === chosen);
  const share = plan.occupancy === undefined ? "" : percent(plan.occupancy);
  return (
    <>
      <p>{plan.total_m2 > 0 ? say("stack.answer", { units: plan.units, total: countText(plan.total_m2), let: countText(plan.let_m2), share }) : say("stack.answer-bare", { units: plan.units })} {plan.units_without_area > 0 && <span className="quiet">{say("stack.without-area", { n: plan.units_without_area })}</span>}</p>
      <div className="stack">{plan.floors.map((floor) => <Floor key={floor.number ?? "unknown"} floor={floor} widest={Math.max(...plan.floors.map((f) => f.area_m2))} chosen={chosen} choose={(id) => setChosen(id === chosen ? undefined : id)} />)}</div>
      <p className="stack-legend quiet">{STATES.map((s) => <span key={s}><i className={`unit-key unit-${s}`} />{say(`stack.state.${s}`)}</span>)}</p>
      <p className="quiet">{say("stack.help")}</p>
      {unit && <UnitPanel unit={unit} others={units} />}
      <ProblemList problems={plan.problems} />
      {plan.over_time.length > 1 && <OverTime plan={plan} />}
    </>
  );
}

function Floor({ floor, widest, chosen, choose }: { floor: StackingAnswer["floors"][number]; widest: number; chosen: string | undefined; choose: (id: string) => void }) {
  const { say } = useLanguage();
  const name = floor.number === undefined ? say("stack.floor-unknown") : floor.number < 0 ? say("stack.floor-below", { n: -floor.number }) : say("stack.floor", { n: floor.number });
  return (
    <div className="stack-floor" role="group" aria-label={name}>
      <span className="stack-name">{name}</span>
      <div className="stack-units" style={{ maxInlineSize: widest > 0 && floor.area_m2 > 0 ? `${Math.max(20, (floor.area_m2 / widest) * 100)}%` : undefined }}>
        {floor.units.length === 0 && <span className="quiet">{say("stack.floor-empty")}</span>}
        {floor.units.map((u) => <UnitButton key={u.id} unit={u} chosen={u.id === chosen} choose={() => choose(u.id)} />)}
      </div>
    </div>
  );
}

function UnitButton({ unit, chosen, choose }: { unit: StackUnit; chosen: boolean; choose: () => void }) {
  const { lang, say } = useLanguage();
  const name = labelIn(unit.label, lang).text;
  // Running tenancies come first.
  const [now] = unit.state === "let" || unit.state === "reserved" ? unit.tenancies : [];
  const tenant = now?.tenant ? labelIn(now.tenant.label, lang).text : undefined;
  return (
    <button type="button" className={`stack-unit unit-${unit.state}`} aria-pressed={chosen} style={{ flexGrow: unit.area_m2 ?? 1 }} onClick={choose} title={`${name} · ${say(`stack.state.${unit.state}`)}`}>
      <b>{name.split(" ").at(-1)}</b> {tenant ?? say(`stack.state.${unit.state}`)}{unit.area_m2 !== undefined && <span> {countText(unit.area_m2)} m²</span>}
    </button>
  );
}

function OverTime({ plan }: { plan: StackingAnswer }) {
  const { say } = useLanguage();
  return (
    <details>
      <summary>{say("stack.over-time")}</summary>
      <DataTable caption={say("stack.over-time")} rows={plan.over_time} rowKey={(s) => s.day} empty={null} columns={[
        { key: "day", head: say("stack.since"), heading: true, cell: (s) => s.day }, { key: "let", head: say("stack.let"), numeric: true, cell: (s) => countText(s.let_m2) },
        { key: "share", head: say("stack.share"), numeric: true, cell: (s) => <><i className="share-bar" style={{ inlineSize: `${Math.round(s.share * 80)}px` }} />{percent(s.share)}</> },
      ]} />
    </details>
  );
}
