/**
 * The overview's answer in one sentence: how big, growing how fast, how many firms, aiming where.
 * Invariant: every part is a figure with its source and its subject; a missing one is left out.
 */
import { Fragment, type ReactNode } from "react";
import type { EntityRef, FactView, Overview } from "../../api.ts";
import { Sentence, useLanguage } from "../../i18n/language.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { FactFigure } from "../../ui/figure.tsx";
import { leadOf, mainSubject } from "../../ui/leading.ts";
import { asWhole } from "../../ui/scope.ts";

type AnswerKey = "overview.answer.output" | "overview.answer.growth" | "overview.answer.firms" | "overview.answer.target" | "overview.answer.forecast" | "overview.answer.target-undated" | "overview.answer.forecast-undated";

interface Told {
  of: AnswerKey;
  fact: FactView;
  subject: EntityRef;
}

function toldOf(overview: Overview): Told[] {
  const main = mainSubject(overview.headline);
  const lead = (property: string) => {
    const group = overview.headline.find((one) => one.property === property);
    return leadOf(group ? [...asWhole(group.facts), ...group.parts] : [], main);
  };
  const told: Told[] = [];
  for (const [property, of] of [["output_value", "overview.answer.output"], ["growth_rate", "overview.answer.growth"], ["firms_count", "overview.answer.firms"]] as const) {
    const found = lead(property);
    if (found?.lead) told.push({ of, fact: found.lead, subject: found.subject });
  }
  const output = lead("output_value");
  // One with a day before one without.
  const ahead = output?.ahead.toSorted((a, b) => Number(b.when !== "") - Number(a.when !== "")) ?? [];
  const fact = ahead.find((one) => one.modality === "target") ?? ahead.find((one) => one.modality === "forecast");
  if (output && fact) {
    const of = fact.modality === "target" ? "overview.answer.target" : "overview.answer.forecast";
    told.push({ of: fact.when === "" ? `${of}-undated` : of, fact, subject: output.subject });
  }
  return told;
}

export function Answer({ overview }: { overview: Overview }) {
  const { say } = useLanguage();
  if (overview.cluster === "comparison") return say("overview.answer.comparison");
  const told = toldOf(overview);
  if (told.length === 0) return say("overview.answer.none");
  return (
    <>
      {told.map((one, at) => (
        <Fragment key={one.of}>
          {at > 0 && say("list.and")}
          {one.subject.id !== told[at - 1]?.subject.id && <><EntityLink entity={one.subject} />{say("overview.answer.of")}</>}
          <Part {...one} />
        </Fragment>
      ))}
      {say("list.end")}
    </>
  );
}

function Part({ of, fact }: Told): ReactNode {
  const { lang, say, part } = useLanguage();
  const when = fact.when ? whenText(fact.when, lang) : say("when.unknown");
  const about = [part(fact.best), when].filter(Boolean).join(lang === "zh" ? "，" : ", ");
  return <Sentence of={of} parts={{ when, about, figure: <FactFigure fact={fact} spoken /> }} />;
}
