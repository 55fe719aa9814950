/**
 * What an entity is and was called, with the source and days of each name, and the judgements that made it one, each of which can be taken back.
 * Invariant: taking back is a judgement too; names and judgements are those of the day that the page is asked for.
 */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import type { EntityPage, KnownAsView } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { asOfIn } from "../../ui/as-of.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { SourceLink } from "../../ui/source-citation.tsx";
import { JudgementList } from "../identity/judgement-list.tsx";
import { knownAs } from "../identity/queries.ts";
import { MergeForm } from "./merge-form.tsx";

export function Names({ entity }: { entity: EntityPage }) {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const { data } = useQuery(knownAs(entity.canonical_id, asOfIn(search)));
  const told = new Set(data?.names.map((name) => name.text));
  return (
    <section>
      <h2>{say("identity.also")}</h2>
      <ul className="names">
        {entity.names.filter((name) => !told.has(name.text)).map((name) => <li key={`${name.kind} ${name.text}`}><span lang={name.lang}>{name.text}</span> <span className="quiet">{kindName(name.kind, say)}</span></li>)}
        {data?.names.map((name) => <DatedName key={name.claim_id} name={name} />)}
      </ul>
      {data?.names.length === 0 && <p className="quiet">{say("identity.also-none")}</p>}
      {data && data.judgements.length > 0 && <><h3>{say("identity.made-one")}</h3><JudgementList items={data.judgements} splits /></>}
      <MergeForm entity={entity} />
    </section>
  );
}

function DatedName({ name }: { name: KnownAsView["names"][number] }) {
  const { lang, say } = useLanguage();
  return (
    <li>
      <Link to={path.claim(name.claim_id)}>{name.text}</Link>{" "}
      <span className="quiet">{[kindName(name.kind, say), name.when ? whenText(name.when, lang) : "", name.when === undefined || name.in_use === undefined ? "" : say(name.in_use ? "identity.in-use" : "identity.no-longer")].filter(Boolean).join(" · ")}</span>{" "}
      <SourceLink source={name.source} />
    </li>
  );
}

function kindName(kind: string, say: ReturnType<typeof useLanguage>["say"]): string {
  return kind === "name" || kind === "short_name" || kind === "alias" || kind === "former_name" || kind === "label" ? say(`name.${kind}`) : kind;
}
