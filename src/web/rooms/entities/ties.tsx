/** How an entity is tied to others, by kind and in both directions, each kind with its number. Invariant: each tie shows the claim that says so; more than are shown lead to a table of all. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { EntityPage, TieGroup } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { type AsOf, path } from "../../path.ts";
import { EntityLink } from "../../ui/entity-link.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { Figure } from "../../ui/figure.tsx";
import { FailureNote } from "../../ui/loaded.tsx";
import { pages } from "./queries.ts";
import { RelationGraph } from "./relation-graph.tsx";

export function Ties({ entity, asOf }: { entity: EntityPage; asOf: AsOf }) {
  const { lang, say } = useLanguage();
  const { data, isError, error, refetch } = useQuery(pages.ties(entity.slug, asOf, lang));
  if (isError && !data) return <FailureNote error={error} retry={() => void refetch()} />;
  if (!data) return <div data-coming="" />;
  if (data.groups.length === 0) return null;
  return (
    <section aria-labelledby="relations">
      <h2 id="relations">{say("entity.relations-n", { n: data.total })}</h2>
      <RelationGraph entity={entity} groups={data.groups} />
      <dl className="relations">{data.groups.map((group) => <Group key={`${group.direction} ${group.property}`} group={group} entity={entity} />)}</dl>
    </section>
  );
}

function Group({ group, entity }: { group: TieGroup; entity: EntityPage }) {
  const { lang, say } = useLanguage();
  return (
    <div>
      <dt>{group.direction === "in" && <span aria-hidden="true">← </span>}<Words of={group.label} /> <span className="count">{group.n}</span>{group.direction === "in" && <span className="hidden"> {say("entity.incoming")}</span>}</dt>
      <dd>
        <ul>
          {group.ties.map(({ other, claim }) => (
            <li key={claim.id}>
              <EntityLink entity={other} withType />{" "}
              <Figure claim={claim}>{claim.when ? whenText(claim.when, lang) : claim.modality === "actual" ? say("claim.source") : say(`modality.${claim.modality}`)}</Figure>
            </li>
          ))}
        </ul>
        {group.n > group.ties.length && <p className="small"><Link to={path.tied(entity.slug, group.direction, group.property)}>{say("entity.all-n", { n: group.n })}</Link></p>}
      </dd>
    </div>
  );
}
