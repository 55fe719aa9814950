/** The headline figures of a cluster. Invariant: a subject that is not the page's own is named on its tile. */
import type { Overview } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { FigureTile } from "../../ui/figure-tile.tsx";
import { leadOf, mainSubject, nameOf } from "../../ui/leading.ts";
import { asWhole } from "../../ui/scope.ts";

const TILES = 8;

export function Headline({ overview }: { overview: Overview }) {
  const { say } = useLanguage();
  const main = mainSubject(overview.headline);
  if (overview.cluster === "comparison") return null;
  return (
    <section aria-label={say("overview.headline")} className="tiles">
      {overview.headline.slice(0, TILES).map((group) => {
        const lead = leadOf([...asWhole(group.facts), ...group.parts], main);
        return lead && <FigureTile key={group.property} name={nameOf(group.label, lead)} lead={lead} subject={lead.subject.id === main?.id ? undefined : <EntityLink entity={lead.subject} />} />;
      })}
    </section>
  );
}
