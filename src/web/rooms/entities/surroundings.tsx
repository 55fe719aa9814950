/** What stands around the facts of an entity: the sources they come from, and who changed what. Invariant: both are derived, neither can be edited here. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { type EntityView, type SourceRef, queries } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { changeKind } from "../../ui/change-kind.ts";
import { momentText } from "../../ui/figure-text.ts";
import { SourceLink } from "../../ui/source-citation.tsx";

/** As many as are taken in without searching; the claims page has them all. */
const SOURCES_SHOWN = 12;

export function SourcesUsed({ entity }: { entity: EntityView }) {
  const { say } = useLanguage();
  const uses = new Map<string, { source: SourceRef; n: number }>();
  const claims = [...entity.facts.flatMap((fact) => [fact.best, ...fact.rivals]), ...entity.relations.filter((one) => one.direction === "in").map((one) => one.claim)];
  for (const { source } of claims) {
    const use = uses.get(source.id) ?? { source, n: 0 };
    use.n += 1;
    uses.set(source.id, use);
  }
  if (uses.size === 0) return null;
  const shown = [...uses.values()].sort((a, b) => b.n - a.n || ((a.source.published ?? "") < (b.source.published ?? "") ? 1 : -1)).slice(0, SOURCES_SHOWN);
  return (
    <section>
      <h2>{say("entity.sources")}</h2>
      <ul className="names">{shown.map(({ source, n }) => <li key={source.id}><SourceLink source={source} /> <span className="quiet">{say("entity.source-figures", { n })}</span></li>)}</ul>
    </section>
  );
}

export function Edits({ entity }: { entity: EntityView }) {
  const { lang, say } = useLanguage();
  const { data } = useQuery(queries.editsOf(entity.slug));
  if (!data || data.items.length === 0) return null;
  return (
    <section>
      <h2>{say("entity.edits")}</h2>
      <ul className="edits">
        {data.items.slice(0, 8).map((change) => (
          <li key={change.id}><time dateTime={change.at}>{momentText(change.at, lang)}</time> {change.actor} <span className="quiet">{changeKind(change.kind, say)} {change.note}</span></li>
        ))}
      </ul>
      <p><Link to={path.changes()}>{say("entity.edits-all")}</Link></p>
    </section>
  );
}
