/** Whether a policy is in force on the day asked for. Invariant: without a date on record it is said that nobody knows; a period is never guessed. */
import type { EntityPage, FactView } from "../../../api.ts";
import { Sentence, useLanguage } from "../../../i18n/language.tsx";
import { FactFigure } from "../../../ui/figure.tsx";
import { lastDay } from "../timeline-lines.ts";
import type { PartProps } from "../type-parts.tsx";

const factOf = (entity: EntityPage, property: string): FactView | undefined => entity.headline.find((tile) => tile.property === property)?.facts[0];
const firstDay = (when: string): string => `${when}-01-01`.slice(0, 10);

export function PolicyPart({ entity }: PartProps) {
  const { say } = useLanguage();
  const [from, until] = [factOf(entity, "start_date"), factOf(entity, "expiry_date")];
  const day = entity.today;
  if (!from && !until) return <p className="note-line">{say("policy.no-period")}</p>;
  const state = from && firstDay(String(from.best.value)) > day ? "policy.ahead" : until && lastDay(String(until.best.value)) < day ? "policy.ended" : until ? "policy.in-force" : "policy.in-force-open";
  return (
    <p className="note-line">
      <b>{say(state)}</b>{" "}
      {from && <Sentence of="policy.from" parts={{ figure: <FactFigure fact={from} spoken /> }} />} {until && <Sentence of="policy.until" parts={{ figure: <FactFigure fact={until} spoken /> }} />}
    </p>
  );
}
