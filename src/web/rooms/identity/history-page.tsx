/** Every judgement of identity, newest first. Invariant: merges, partings and what was taken back all stand here. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, type LoaderFunction } from "react-router";
import { cache } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { LoadedPages } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { JudgementList } from "./judgement-list.tsx";
import { judgements } from "./queries.ts";

export const loader: LoaderFunction = () => {
  void cache.prefetchInfiniteQuery(judgements());
  return null;
};

export function Component() {
  const { say } = useLanguage();
  const query = useInfiniteQuery(judgements());
  return (
    <article>
      <PageHead title={say("identity.history")} tools={<Link className="button" to={path.identity()}>{say("identity.to-queue")}</Link>} />
      <LoadedPages query={query}>{(items) => (items.length === 0 ? <p className="empty">{say("identity.history-none")}</p> : <JudgementList items={items} />)}</LoadedPages>
    </article>
  );
}
