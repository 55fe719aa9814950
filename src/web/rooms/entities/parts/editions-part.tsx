/** Editions of a series side by side, past to future; where sources differ, who says what. Invariant: a cell shows what is told of that edition, and that nothing is where nothing is. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { EntityEditions, FactView } from "../../../api.ts";
import { Words, useLanguage } from "../../../i18n/language.tsx";
import { EntityLink } from "../../../ui/entity-link.tsx";
import { whenText } from "../../../ui/figure-text.ts";
import { FactFigure, Figure, NoData } from "../../../ui/figure.tsx";
import { SourceLink } from "../../../ui/source-citation.tsx";
import { pages } from "../queries.ts";
import type { PartProps } from "../type-parts.tsx";

export function EditionsPart({ entity, asOf }: PartProps) {
  const { say } = useLanguage();
  const { data } = useQuery(pages.editions(entity.slug, asOf));
  if (!data) return <div className="part-space" data-coming="" />;
  if (data.properties.length === 0 || (data.editions.length < 2 && !data.editions.some((one) => one.facts.some((fact) => fact.rivals.length > 0)))) return null;
  return (
    <section aria-labelledby="editions-part">
      <h2 id="editions-part">{data.series && data.series.id !== entity.canonical_id ? <>{say("part.editions-of")} <EntityLink entity={data.series} /></> : say("part.editions")}</h2>
      <div className="wide-table" role="region" tabIndex={0} aria-label={say("part.editions")}>
        <table className="editions">
          <caption className="hidden">{say("part.editions")}</caption>
          <thead><tr><th scope="col">{say("claim.property")}</th>{data.editions.map((one) => <th key={one.entity.id} scope="col" aria-current={one.entity.id === entity.canonical_id ? "true" : undefined}>{one.entity.id === entity.canonical_id ? <b><Words of={one.entity.label} /></b> : <EntityLink entity={one.entity} />}</th>)}</tr></thead>
          <tbody>{data.properties.map((row) => <Row key={row.property} row={row} editions={data.editions} />)}</tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ row, editions }: { row: EntityEditions["properties"][number]; editions: EntityEditions["editions"] }) {
  const { say, label } = useLanguage();
  const [open, setOpen] = useState(false);
  const facts = editions.map((one) => one.facts.filter((fact) => fact.property === row.property));
  // Who says what is worth asking where more than one figure stands for one edition.
  const contested = facts.some((some) => some.length > 1 || some.some((fact) => fact.rivals.length > 0));
  return (
    <tr>
      <th scope="row"><Words of={row.label} />{contested && <button type="button" className="link small stack" aria-expanded={open} onClick={() => setOpen(!open)}>{say("part.who-says")}<span className="hidden"> {label(row.label)}</span></button>}</th>
      {facts.map((some, at) => <td key={editions[at]!.entity.id}>{some.length === 0 ? <NoData why={say("entity.not-on-record")} /> : open ? <WhoSays facts={some} /> : <Lead facts={some} />}</td>)}
    </tr>
  );
}

function Lead({ facts }: { facts: FactView[] }) {
  const { say, part } = useLanguage();
  const shown = facts.find((fact) => fact.modality === "actual") ?? facts[0]!;
  const about = [shown.modality === "actual" || shown.unit === "entity" ? "" : say(`modality.${shown.modality}`), shown.scope === "" ? "" : part(shown.best)].filter(Boolean).join(" · ");
  return <><FactFigure fact={shown} spoken />{about && <span className="stack small quiet">{about}</span>}</>;
}

function WhoSays({ facts }: { facts: FactView[] }) {
  const { lang, say, part } = useLanguage();
  const claims = facts.flatMap((fact) => [fact.best, ...fact.rivals]);
  return (
    <ul className="plain-list">
      {claims.map((claim) => <li key={claim.id}><Figure claim={claim} spoken /> <span className="small quiet">{[claim.modality === "actual" ? "" : say(`modality.${claim.modality}`), part(claim), claim.when && claim.unit !== "date" ? whenText(claim.when, lang) : ""].filter(Boolean).join(" · ")}</span><span className="stack small"><SourceLink source={claim.source} /></span></li>)}
    </ul>
  );
}
