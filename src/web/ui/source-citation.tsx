/**
 * A source as it is cited: publisher, date, title, and its address where it is one of the web.
 * Invariant: an address that is not http or https is words, never a link; letters that run from the right turn nothing beside them.
 */
import { Link } from "react-router";
import type { SourceRef } from "../api.ts";
import { useLanguage } from "../i18n/language.tsx";
import { linkable, path } from "../path.ts";
import { whenText } from "./figure-text.ts";

export function SourceCitation({ source }: { source: SourceRef }) {
  const { lang, say } = useLanguage();
  const address = linkable(source.address);
  return (
    <p className="citation">
      <bdi>{source.publisher || say("source.no-publisher")}</bdi>
      <span>{source.published ? whenText(source.published, lang) : say("source.no-date")}</span>
      <Link to={path.source(source.id)} lang={langOf(source)}>{source.title}</Link>
      {address && <a href={address} target="_blank" rel="noreferrer noopener">{say("source.original")}</a>}
    </p>
  );
}

/** The language tag of a source's own words, where it is known. */
export function langOf(source: { language?: string }): string | undefined {
  return source.language === "" ? undefined : source.language;
}

/** Short: publisher and date, linked to the page of the source. */
export function SourceLink({ source }: { source: SourceRef }) {
  const { lang, say } = useLanguage();
  const date = source.published ? whenText(source.published, lang) : say("source.no-date");
  return <Link to={path.source(source.id)} title={source.title}><bdi>{source.publisher || source.title}</bdi><span className="quiet"> {date}</span></Link>;
}
