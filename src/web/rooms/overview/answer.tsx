/** The overview's answer in one sentence: how big, growing how fast, aiming where. Invariant: every part is a figure with its source; a missing one is left out. */
import { Fragment, type ReactNode } from "react";
import type { FactView, Overview } from "../../api.ts";
import { Sentence, useLanguage } from "../../i18n/language.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { FactFigure } from "../../ui/figure.tsx";
import { type Standing, standingOf } from "../../ui/newest.ts";

export function Answer({ overview }: { overview: Overview }) {
  const { say } = useLanguage();
  const standing = (property: string): Standing => standingOf(overview.headline.find((one) => one.property === property)?.facts ?? []);
  const output = standing("output_value");
  const growth = standing("growth_rate").actual;
  const firms = standing("firms_count").actual;
  const target = output.ahead.find((fact) => fact.modality === "target");
  const forecast = output.ahead.find((fact) => fact.modality === "forecast");
  const parts: ReactNode[] = [];
  if (output.actual) parts.push(<Part of="overview.answer.output" fact={output.actual} />);
  if (growth) parts.push(<Part of="overview.answer.growth" fact={growth} />);
  if (firms) parts.push(<Part of="overview.answer.firms" fact={firms} />);
  if (target) parts.push(<Part of="overview.answer.target" fact={target} />);
  else if (forecast) parts.push(<Part of="overview.answer.forecast" fact={forecast} />);
  if (overview.cluster === "comparison") return say("overview.answer.comparison", { n: overview.clusters.filter((cluster) => cluster.entity !== undefined).length });
  if (parts.length === 0) return say("overview.answer.none");
  return (
    <>
      {parts.map((part, at) => <Fragment key={at}>{at > 0 && say("list.and")}{part}</Fragment>)}
      {say("list.end")}
    </>
  );
}

type AnswerKey = "overview.answer.output" | "overview.answer.growth" | "overview.answer.firms" | "overview.answer.target" | "overview.answer.forecast";

function Part({ of, fact }: { of: AnswerKey; fact: FactView }) {
  const { lang, say } = useLanguage();
  return <Sentence of={of} parts={{ when: fact.when ? whenText(fact.when, lang) : say("when.unknown"), figure: <FactFigure fact={fact} spoken /> }} />;
}
