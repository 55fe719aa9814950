/**
 * The words that corrections taught the reader: what each means, who taught it, and how to take it back.
 * Invariant: a word taken back stays in the list with who and when; the list is the whole record of teaching.
 */
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, type LoaderFunction } from "react-router";
import { type LexiconView, cache, queries, send } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { momentText } from "../../ui/figure-text.ts";
import { FailureNote, Loaded } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { TeachForm } from "./teach-form.tsx";

export const loader: LoaderFunction = () => {
  void cache.prefetchQuery(queries.lexicon());
  return null;
};

function useColumns(): Column<LexiconView>[] {
  const { lang, say } = useLanguage();
  return [
    { key: "word", head: say("lexicon.word"), heading: true, cell: (word) => <span lang={word.lang}>{word.word}</span> },
    { key: "what", head: say("lexicon.what"), short: true, cell: (word) => say(`lexicon.${word.what}`) },
    { key: "means", head: say("lexicon.means"), cell: (word) => (word.entity ? <EntityLink entity={word.entity} /> : <Words of={word.means} />) },
    { key: "by", head: say("lexicon.by"), cell: (word) => <>{word.taught_by} <span className="quiet">{momentText(word.taught_at, lang)}</span></> },
    { key: "from", head: say("lexicon.from"), cell: (word) => (word.claim_id ? <Link to={path.claim(word.claim_id)}>{say("lexicon.correction")}</Link> : <span className="quiet">{say("lexicon.by-hand")}</span>) },
    { key: "state", head: say("claim.status"), cell: (word) => <State word={word} /> },
  ];
}

function State({ word }: { word: LexiconView }) {
  const { lang, say } = useLanguage();
  const unteach = useMutation({ mutationFn: () => send.unteach(word.id), onSuccess: () => cache.invalidateQueries({ queryKey: ["lexicon"] }) });
  if (word.state !== "standing") {
    return <span className="quiet">{say(`lexicon.${word.state}`)} {word.withdrawn_by} {word.withdrawn_at && momentText(word.withdrawn_at, lang)}</span>;
  }
  return (
    <>
      <button type="button" disabled={unteach.isPending} onClick={() => unteach.mutate()} aria-label={`${say("reader.take-back")}: ${word.word}`}>{say("reader.take-back")}</button>
      {unteach.isError && <FailureNote error={unteach.error} />}
    </>
  );
}

export function Component() {
  const { say } = useLanguage();
  const columns = useColumns();
  return (
    <article>
      <PageHead title={say("room.lexicon")} answer={say("lexicon.answer")} />
      <TeachForm />
      <Loaded query={useQuery(queries.lexicon())}>
        {(lexicon) => <DataTable caption={say("room.lexicon")} columns={columns} rows={lexicon.items} rowKey={(word) => word.id} empty={say("lexicon.none")} />}
      </Loaded>
    </article>
  );
}
