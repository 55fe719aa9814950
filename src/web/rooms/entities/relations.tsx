/** How an entity is tied to others, both ways. Invariant: each tie shows the claim that says so. */
import type { EntityView } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { Figure } from "../../ui/figure.tsx";
import { RelationGraph } from "./relation-graph.tsx";

type Relation = EntityView["relations"][number];

export function Relations({ entity }: { entity: EntityView }) {
  const { say } = useLanguage();
  const { relations } = entity;
  if (relations.length === 0) return null;
  const groups = Map.groupBy(relations, (relation) => `${relation.direction} ${relation.property}`);
  return (
    <section>
      <h2>{say("entity.relations")}</h2>
      <RelationGraph entity={entity} />
      <dl className="relations">
        {[...groups].map(([key, some]) => <Group key={key} relations={some} />)}
      </dl>
    </section>
  );
}

function Group({ relations }: { relations: Relation[] }) {
  const { lang, say } = useLanguage();
  const first = relations[0];
  if (first === undefined) return null;
  return (
    <div>
      <dt>{first.direction === "in" && <span aria-hidden="true">← </span>}<Words of={first.property_label} />{first.direction === "in" && <span className="quiet"> {say("entity.incoming")}</span>}</dt>
      <dd>
        <ul>
          {relations.map((relation) => (
            <li key={relation.claim.id}>
              <EntityLink entity={relation.other} withType />{" "}
              <Figure claim={relation.claim}>{relation.claim.when ? whenText(relation.claim.when, lang) : say("claim.source")}</Figure>
            </li>
          ))}
        </ul>
      </dd>
    </div>
  );
}
