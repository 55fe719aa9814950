/** Judgements as they were made: of which pair, by whom, when, why, with what evidence; the last one on a pair can be taken back. Invariant: nothing of the history is hidden. */
import { useMutation } from "@tanstack/react-query";
import { Link } from "react-router";
import { type JudgementView, refreshLedger } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { EntityLink } from "../../ui/entity-link.tsx";
import { momentText } from "../../ui/figure-text.ts";
import { FailureNote } from "../../ui/loaded.tsx";
import { Features, percentText } from "./pair-card.tsx";
import { takeBack } from "./queries.ts";
import "./identity.css";

export function JudgementList({ items, splits = false }: { items: JudgementView[]; splits?: boolean }) {
  return <ol className="judgements">{items.map((one) => <Judgement key={one.id} one={one} splits={splits} />)}</ol>;
}

function Judgement({ one, splits }: { one: JudgementView; splits: boolean }) {
  const { lang, say } = useLanguage();
  const back = useMutation({ mutationFn: () => takeBack(one.id), onSuccess: refreshLedger });
  const other = one.right
    ? <EntityLink entity={one.right} />
    : one.register && <Link to={path.register(one.register.id)}>{say("identity.row-of", { title: one.register.title, row: one.register.row })}</Link>;
  const open = one.stands && one.verdict !== "withdrawn";
  return (
    <li className={open ? undefined : "past"}>
      <p>
        <strong>{say(`identity.verdict.${one.verdict}`)}</strong> <EntityLink entity={one.left} /> <span aria-hidden="true">↔</span> {other}
        <span className="quiet"> {one.actor} · {momentText(one.at, lang)}{one.score === undefined ? "" : ` · ${say("identity.estimated", { n: percentText(one.score) })}`}</span>
      </p>
      {one.note && <p className="quiet">{one.note}</p>}
      <div className="row">
        {one.features && one.features.length > 0 && <details><summary>{say("identity.features")}</summary><Features features={one.features} /></details>}
        {open && <button type="button" disabled={back.isPending} onClick={() => back.mutate()}>{say(splits && one.verdict === "same" && one.kind === "entities" ? "identity.split" : "identity.take-back")}</button>}
        {!one.stands && <span className="quiet">{say("identity.taken-over")}</span>}
      </div>
      {back.isError && <FailureNote error={back.error} />}
    </li>
  );
}
