/** Which free unit suits a firm: needs in, choices out, each condition judged. Invariant: what nobody told is a question to ask, not a no. */
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { EntityRef, FitView } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { DayBox } from "../../ui/day-box.tsx";
import { Field } from "../../ui/field.tsx";
import { countText } from "../../ui/figure-text.ts";
import { Loaded } from "../../ui/loaded.tsx";
import { percent } from "./milestone-cells.tsx";
import { parks } from "./queries.ts";

const NEEDS = [["area_m2", "fit.area"], ["power_kva", "fit.power"], ["floor_load_kpa", "fit.load"], ["clear_height_m", "fit.height"]] as const;
const CONDITIONS = ["area_m2", "power_kva", "floor_load_kpa", "clear_height_m", "use", "available_from"] as const;
const known = (name: string): (typeof CONDITIONS)[number] => CONDITIONS.find((c) => c === name) ?? "use";

export function FitForm({ place }: { place: EntityRef }) {
  const { say } = useLanguage();
  const [need, setNeed] = useState<Record<string, string>>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setNeed(Object.fromEntries([...new FormData(event.currentTarget)].filter((pair): pair is [string, string] => typeof pair[1] === "string" && pair[1] !== "")));
  };
  return (
    <div className="fit">
      <form className="row" onSubmit={submit} aria-label={say("fit.title")}>
        {NEEDS.map(([name, words]) => <Field key={name} label={say(words)}>{(a) => <input type="number" name={name} min={name === "area_m2" ? 1 : 0} step="any" required={name === "area_m2"} {...a} />}</Field>)}
        <Field label={say("fit.from")}>{(a) => <DayBox name="from" {...a} />}</Field>
        <button type="submit">{say("fit.ask")}</button>
      </form>
      {need && <Fits slug={place.slug} need={need} />}
    </div>
  );
}

function Fits({ slug, need }: { slug: string; need: Record<string, string> }) {
  return <Loaded query={useQuery(parks.fit(slug, need))}>{(answer) => <Answer answer={answer} />}</Loaded>;
}

function Answer({ answer }: { answer: FitView }) {
  const { lang, say } = useLanguage();
  const short = Object.entries(answer.short).map(([c, n]) => `${say(`fit.condition.${known(c)}`)} ${n}`).join(lang === "zh" ? "、" : ", ");
  return (
    <div role="status">
      <p>{answer.fits.length > 0 ? say("fit.answer", { free: answer.free, n: answer.fits.length }) : say("fit.none")} {short && <span className="quiet">{say("fit.short", { list: short })}</span>} {answer.without_area > 0 && <span className="quiet">{say("fit.unknown-area", { n: answer.without_area })}</span>}</p>
      <ol>
        {answer.fits.map((f) => (
          <li key={f.units.map((u) => u.id).join(" ")}>
            {f.units.map((u, k) => <span key={u.id}>{k > 0 && " + "}<b><Words of={u.label} /></b></span>)} · {countText(f.area_m2)} m² · {say("fit.spare", { p: percent(f.spare_share) })} · {say(f.sure ? "fit.sure" : "fit.ask-first")}
            <ul className="quiet">{f.judged.map((j) => <li key={j.condition}>{j.verdict === "unknown" ? say("fit.unknown", { what: say(`fit.condition.${known(j.condition)}`), needed: j.needed }) : say("fit.met", { what: say(`fit.condition.${known(j.condition)}`), found: j.found ?? "", needed: j.needed })}</li>)}</ul>
          </li>
        ))}
      </ol>
    </div>
  );
}
