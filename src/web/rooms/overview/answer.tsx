/** The overview's answer in one sentence: how big, growing how fast, aiming where. Invariant: every part is a figure with its source; a missing one is left out. */
import { Fragment, type ReactNode } from "react";
import type { EntityRef, FactView, Overview } from "../../api.ts";
import { Sentence, useLanguage } from "../../i18n/language.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { FactFigure } from "../../ui/figure.tsx";
import { leadOf, mainSubject } from "../../ui/leading.ts";

export function Answer({ overview }: { overview: Overview }) {
  const { say } = useLanguage();
  const main = mainSubject(overview.headline);
  const lead = (property: string) => leadOf(overview.headline.find((one) => one.property === property)?.facts ?? [], main);
  const own = (property: string) => { const found = lead(property); return found?.subject.id === main?.id ? found : undefined; };
  const output = lead("output_value");
  const growth = own("growth_rate")?.lead;
  const firms = own("firms_count")?.lead;
  const target = output?.ahead.find((fact) => fact.modality === "target");
  const forecast = output?.ahead.find((fact) => fact.modality === "forecast");
  const parts: ReactNode[] = [];
  if (output?.lead) parts.push(<Part of="overview.answer.output" fact={output.lead} subject={output.subject} />);
  if (growth) parts.push(<Part of="overview.answer.growth" fact={growth} />);
  if (firms) parts.push(<Part of="overview.answer.firms" fact={firms} />);
  if (target) parts.push(<Part of="overview.answer.target" fact={target} />);
  else if (forecast) parts.push(<Part of="overview.answer.forecast" fact={forecast} />);
  if (overview.cluster === "comparison") return say("overview.answer.comparison");
  if (parts.length === 0) return say("overview.answer.none");
  return (
    <>
      {parts.map((part, at) => <Fragment key={at}>{at > 0 && say("list.and")}{part}</Fragment>)}
      {say("list.end")}
    </>
  );
}

type AnswerKey = "overview.answer.output" | "overview.answer.growth" | "overview.answer.firms" | "overview.answer.target" | "overview.answer.forecast";

function Part({ of, fact, subject }: { of: AnswerKey; fact: FactView; subject?: EntityRef }) {
  const { lang, say } = useLanguage();
  const parts = {
    when: fact.when ? whenText(fact.when, lang) : say("when.unknown"), figure: <FactFigure fact={fact} spoken />, subject: subject && <EntityLink entity={subject} />,
    qualifier: fact.qualifier,
  };
  return <Sentence of={of} parts={parts} />;
}
