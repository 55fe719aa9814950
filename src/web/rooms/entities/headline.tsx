/** The figures that its type leads with, at most five. Invariant: a figure that is expected and not on record is said to be missing, with the way to enter it; none is made up. */
import type { EntityPage, FactView } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { FigureTile } from "../../ui/figure-tile.tsx";
import { type Lead, leadOf, nameOf } from "../../ui/leading.ts";

const PARTS_SHOWN = 3;

/** What leads: an actual of the whole; where there is none the newest of what is planned or aimed at, with its sign, rather than an empty place. */
function leading(facts: FactView[]): Lead | undefined {
  const lead = leadOf(facts, undefined);
  if (lead === undefined || lead.lead) return lead;
  const sizeOf = (fact: FactView): number => (typeof fact.best.value === "number" ? fact.best.value : 0);
  // Told of parts only: the greatest leads, the others stand below it.
  const parts = facts.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const first = lead.ahead[0] ?? parts[0];
  return first ? { ...lead, lead: first, ahead: (lead.ahead.length > 0 ? lead.ahead : parts.slice(0, PARTS_SHOWN)).filter((fact) => fact !== first) } : undefined;
}

export function Headline({ entity, onEnter }: { entity: EntityPage; onEnter: (property: string) => void }) {
  const { say, label } = useLanguage();
  if (entity.headline.length === 0) return <p className="empty">{say(entity.counts.facts === 0 ? "entity.no-facts" : "entity.no-headline")}</p>;
  return (
    <section aria-label={say("entity.headline")} className="tiles lead-tiles">
      {entity.headline.map((tile) => {
        const lead = leading(tile.facts);
        if (lead) return <FigureTile key={tile.property} name={nameOf(tile.label, lead)} lead={lead} />;
        return (
          <div className="tile missing-tile" key={tile.property}>
            <h2><Words of={tile.label} /></h2>
            <p className="quiet">{say("entity.not-on-record")}</p>
            <button type="button" className="link" onClick={() => onEnter(tile.property)}>{say("entity.enter")}<span className="hidden"> {label(tile.label)}</span></button>
          </div>
        );
      })}
    </section>
  );
}
