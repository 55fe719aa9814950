/** What stands around the facts of an entity: the sources they come from, and who changed what. Invariant: both are derived, neither can be edited here. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { type EntityPage, queries } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { type AsOf, path } from "../../path.ts";
import { changeKind } from "../../ui/change-kind.ts";
import { momentText } from "../../ui/figure-text.ts";
import { SourceLink } from "../../ui/source-citation.tsx";
import { pages } from "./queries.ts";

const EDITS_SHOWN = 6;

export function Sources({ entity, asOf }: { entity: EntityPage; asOf: AsOf }) {
  const { say } = useLanguage();
  const { data, isPending } = useQuery(pages.sources(entity.slug, asOf));
  if (isPending) return <div data-coming="" />;
  if (!data || data.items.length === 0) return null;
  return (
    <section>
      <h2>{say("entity.sources-n", { n: data.total })}</h2>
      <ul className="plain-list">{data.items.map(({ source, n }) => <li key={source.id}><SourceLink source={source} /> <span className="quiet">{say("entity.source-figures", { n })}</span></li>)}</ul>
      {data.total > data.items.length && <p className="small"><Link to={path.claims({ subject: entity.id })}>{say("entity.all-claims-n", { n: entity.counts.claims })}</Link></p>}
    </section>
  );
}

export function Edits({ entity }: { entity: EntityPage }) {
  const { lang, say } = useLanguage();
  const { data } = useQuery(queries.editsOf(entity.slug));
  if (!data || data.items.length === 0) return null;
  return (
    <section>
      <h2>{say("entity.edits")}</h2>
      <ul className="edits">
        {data.items.slice(0, EDITS_SHOWN).map((change) => (
          <li key={change.id}><time dateTime={change.at}>{momentText(change.at, lang)}</time> {change.actor} <span className="quiet">{changeKind(change.kind, say)} {change.note}</span></li>
        ))}
      </ul>
      <p className="small"><Link to={path.changes()}>{say("entity.edits-all")}</Link></p>
    </section>
  );
}
