/**
 * An entity as its type suits it: the figures that lead, what only its type has, one timeline of facts and promises, its relations, every fact, and what is missing.
 * Invariant: the as-of days are in the address and hold for every part; what the record lacks is said and can be entered where it is missed.
 */
import { useQuery } from "@tanstack/react-query";
import { Suspense, lazy, useState } from "react";
import { Link, type LoaderFunction, useParams, useSearchParams } from "react-router";
import { type EntityPage, cache } from "../../api.ts";
import { Words, readerLang, useLanguage } from "../../i18n/language.tsx";
import { type AsOf, path } from "../../path.ts";
import { asOfIn } from "../../ui/as-of.tsx";
import { hasDraft } from "../../ui/draft.ts";
import { labelIn } from "../../ui/figure-text.ts";
import { LoadedPage } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { asLeft } from "../../ui/trail.tsx";
import { SubjectFindings } from "../../ui/subject-findings.tsx";
import { EntityTimeline } from "./entity-timeline.tsx";
import { Facts, Trends } from "./facts.tsx";
import { Headline } from "./headline.tsx";
import { Missing } from "./missing.tsx";
import { Names } from "./names.tsx";
import { Notes } from "./notes.tsx";
import { pages } from "./queries.ts";
import { Edits, Sources } from "./surroundings.tsx";
import { Ties } from "./ties.tsx";
import { TypeParts } from "./type-parts.tsx";
import "./entity.css";

const PlaceCard = lazy(() => import("../map/place-card.tsx"));
const EntryForm = lazy(() => import("./entry-form.tsx").then((module) => ({ default: module.EntryForm })));

const FACTS_BESIDE = 12;
/** Types that are asked where they are. */
const LIES_SOMEWHERE = new Set(["Region", "Zone", "Park", "ParkPhase", "Building", "Lot", "Project", "Firm", "Institute", "Lab", "Expo", "Event", "Cluster"]);

export const loader: LoaderFunction = ({ params, request }) => {
  const [ref, asOf] = [params.ref ?? "", asOfIn(new URL(request.url).searchParams)];
  for (const part of ["head", "facts", "trends"] as const) void cache.prefetchQuery(pages[part](ref, asOf) as ReturnType<typeof pages.head>);
  void cache.prefetchQuery(pages.ties(ref, asOf, readerLang()));
  void cache.prefetchInfiniteQuery(pages.timeline(ref, "", asOf));
  return null;
};

export function Component() {
  const { ref = "" } = useParams();
  const [search] = useSearchParams();
  const asOf = asOfIn(search);
  const query = useQuery({ ...pages.head(ref, asOf), placeholderData: (before) => (before?.slug === ref || before?.id === ref ? before : undefined) });
  return <LoadedPage query={query}>{(entity) => <EntityOf key={entity.id} entity={entity} asOf={asOf} />}</LoadedPage>;
}

function EntityOf({ entity, asOf }: { entity: EntityPage; asOf: AsOf }) {
  const { lang, say } = useLanguage();
  // Where something was typed and not sent, the form stands open again.
  const [entering, setEntering] = useState<{ property?: string } | undefined>(() => (hasDraft(`entry.${entity.id}`) ? {} : undefined));
  const name = labelIn(entity.label, lang);
  const enter = (property?: string) => setEntering(property === undefined ? {} : { property });
  // A long table has the whole width; a short one fills the column beside the names and sources.
  const wide = entity.counts.facts > FACTS_BESIDE;
  const days = new URLSearchParams(asOf as Record<string, string>).toString();
  return (
    <article className="entity">
      <PageHead
        title={name.text || entity.slug} lang={name.lang} trail={<Link to={asLeft(path.entities({ type: entity.type }))}><Words of={entity.type_label} /></Link>} answer={<OtherName entity={entity} />}
        tools={<>{entity.parts.includes("park") && <Link className="button" to={`${path.park(entity.slug)}${days && `?${days}`}`}>{say("entity.to-park")}</Link>} <button type="button" aria-expanded={entering !== undefined} onClick={() => (entering ? setEntering(undefined) : enter())}>{say("entry.open")}</button></>}
      />
      {entering && <Suspense fallback={null}><EntryForm key={entering.property ?? ""} entity={entity} first={entering.property} onDone={() => setEntering(undefined)} /></Suspense>}
      {entity.counts.proposed > 0 && <p className="note-line"><Link to={path.claims({ subject: entity.id, status: "proposed" })}>{say("entity.open-proposals", { n: entity.counts.proposed })}</Link></p>}
      <Headline entity={entity} onEnter={enter} />
      <div className="entity-body">
        <div className="entity-main">
          <TypeParts entity={entity} asOf={asOf} />
          <EntityTimeline entity={entity} asOf={asOf} />
          <Trends entity={entity} asOf={asOf} />
          <Ties entity={entity} asOf={asOf} />
          {!wide && <Facts entity={entity} asOf={asOf} />}
        </div>
        <aside className="entity-side" aria-label={say("entity.side")}>
          <Missing entity={entity} onEnter={enter} />
          {LIES_SOMEWHERE.has(entity.type) && <Suspense fallback={<section className="place-card" data-coming="" />}><PlaceCard entity={entity} /></Suspense>}
          <SubjectFindings subject={entity.canonical_id} />
          <Names entity={entity} />
          <Notes entity={entity} />
          <Sources entity={entity} asOf={asOf} />
          <Edits entity={entity} />
        </aside>
      </div>
      {wide && <Facts entity={entity} asOf={asOf} />}
      <p className="row"><Link to={path.claims({ subject: entity.id })}>{say("entity.all-claims-n", { n: entity.counts.claims })}</Link> <Link to={path.compare({ subject: entity.slug })}>{say("room.compare")}</Link> <Link to={path.sideBySide([entity.slug])}>{say("beside.open")}</Link></p>
    </article>
  );
}

/** The name in the other language; that there is none in one of them is said. */
function OtherName({ entity }: { entity: EntityPage }) {
  const { lang, say } = useLanguage();
  const other = lang === "zh" ? "en" : "zh";
  const own = entity.label[lang] !== undefined;
  if (own && entity.label[other] !== undefined) return <span lang={other}>{entity.label[other]}</span>;
  if (entity.label.zh === undefined && entity.label.en === undefined) return null;
  return <span className="quiet small">{say(own ? "entity.no-other-name" : "entity.no-own-name")}</span>;
}
