/**
 * An entity: its figures at a glance, every fact over time, its relations, names and open proposals, as of any day.
 * Invariant: the as-of days are in the address and said on the page.
 */
import { useQuery } from "@tanstack/react-query";
import { Suspense, lazy, useState } from "react";
import { Link, type LoaderFunction, useParams, useSearchParams } from "react-router";
import { type EntityView, cache, queries } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { asOfIn } from "../../ui/as-of.tsx";
import { labelIn } from "../../ui/figure-text.ts";
import { FigureTile } from "../../ui/figure-tile.tsx";
import { leadOf } from "../../ui/leading.ts";
import { Loaded } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { SubjectFindings } from "../../ui/subject-findings.tsx";
import { FactsByProperty } from "./facts-by-property.tsx";
import { groupsOf } from "./groups.ts";
import { Names } from "./names.tsx";
import { Notes } from "./notes.tsx";
import { Relations } from "./relations.tsx";
import { Edits, SourcesUsed } from "./surroundings.tsx";
import "./entity.css";

const EntryForm = lazy(() => import("./entry-form.tsx").then((module) => ({ default: module.EntryForm })));

export const loader: LoaderFunction = ({ params, request }) => {
  void cache.prefetchQuery(queries.entity(params.ref ?? "", asOfIn(new URL(request.url).searchParams)));
  return null;
};

export function Component() {
  const { ref = "" } = useParams();
  const [search] = useSearchParams();
  const query = useQuery({ ...queries.entity(ref, asOfIn(search)), placeholderData: (before) => (before?.slug === ref || before?.id === ref ? before : undefined) });
  return <Loaded query={query}>{(entity) => <EntityOf entity={entity} />}</Loaded>;
}

function EntityOf({ entity }: { entity: EntityView }) {
  const { lang, say } = useLanguage();
  const [entering, setEntering] = useState(false);
  const name = labelIn(entity.label, lang);
  const other = labelIn(entity.label, lang === "zh" ? "en" : "zh");
  return (
    <article className="entity">
      <PageHead
        title={name.text || entity.slug} lang={name.lang} tools={<button type="button" aria-expanded={entering} onClick={() => setEntering(!entering)}>{say("entry.open")}</button>}
        kicker={<Link to={path.entities({ type: entity.type })}><Words of={entity.type_label} /></Link>}
        answer={other.text !== name.text ? <span lang={other.lang}>{other.text}</span> : undefined}
      />
      {entering && <Suspense fallback={null}><EntryForm entity={entity} onDone={() => setEntering(false)} /></Suspense>}
      {entity.open_proposals > 0 && <p className="note-line"><Link to={path.claims({ subject: entity.id, status: "proposed" })}>{say("entity.open-proposals", { n: entity.open_proposals })}</Link></p>}
      <HeadlineFacts entity={entity} />
      <SubjectFindings subject={entity.canonical_id} />
      <FactsByProperty subject={entity.slug} facts={entity.facts} />
      <Relations entity={entity} />
      <Names entity={entity} />
      <Notes entity={entity} />
      <SourcesUsed entity={entity} />
      <Edits entity={entity} />
      <p className="row"><Link to={path.claims({ subject: entity.id })}>{say("entity.all-claims")}</Link> <Link to={path.compare({ subject: entity.slug })}>{say("room.compare")}</Link></p>
    </article>
  );
}

/** As many properties as are taken in at a glance. */
const GLANCE = 8;

function HeadlineFacts({ entity }: { entity: EntityView }) {
  const { say } = useLanguage();
  const groups = groupsOf(entity.facts).filter((group) => group.property !== "other_count").slice(0, GLANCE);
  if (groups.length === 0) return <p className="empty">{say("entity.no-facts")}</p>;
  return (
    <section aria-label={say("entity.headline")} className="tiles">
      {groups.map(({ property, facts }) => {
        const lead = leadOf(facts, undefined);
        return lead && <FigureTile key={property} name={facts[0]?.property_label ?? {}} lead={lead} />;
      })}
    </section>
  );
}
