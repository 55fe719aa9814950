/**
 * The queue of pairs that may be one: the chosen pair side by side with what speaks for and against, decided by key or button.
 * Invariant: every decision can be taken back at once, and says before it is made what it will do.
 */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link, type LoaderFunction, useSearchParams } from "react-router";
import { type CandidatePairView, cache, refreshLedger } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { FilterChoice } from "../../ui/filters.tsx";
import { FailureNote, Loaded } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { useReviewKeys } from "../documents/review-keys.ts";
import { registers } from "../registers/queries.ts";
import { LinkJob } from "../registers/link-job.tsx";
import { Features, PairSummary, SideBySide, sideLabel } from "./pair-card.tsx";
import { applyRule, pairs, type PairsAsked } from "./queries.ts";
import { type Judging, useJudging } from "./use-judging.ts";
import "./identity.css";

const askedIn = (search: URLSearchParams): PairsAsked => {
  const [register, show] = [search.get("register"), search.get("show")];
  return { ...(register ? { register } : {}), ...(show === "vetoed" ? { show } : {}) };
};

export const loader: LoaderFunction = ({ request }) => {
  void cache.prefetchQuery(pairs(askedIn(new URL(request.url).searchParams)));
  return null;
};

export function Component() {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const asked = askedIn(search);
  const query = useQuery({ ...pairs(asked), placeholderData: (before) => before });
  const judging = useJudging();
  const counts = query.data?.counts;
  const waiting = counts ? counts.link + counts.review : 0;
  return (
    <article className="identity">
      <PageHead
        title={say("room.identity")} tools={<Link className="button" to={path.identityHistory()}>{say("identity.history")}</Link>}
        answer={counts && (waiting > 0 ? say("identity.answer", { link: counts.link, review: counts.review }) : say("identity.answer-none"))}
      />
      <Choices />
      <LastWord judging={judging} />
      {judging.failure && <FailureNote error={judging.failure} />}
      <Loaded query={query}>{(page) => <Queue items={page.items.filter((pair) => !judging.gone.has(pair.key))} judging={judging} register={asked.register} />}</Loaded>
    </article>
  );
}

function Choices() {
  const { say } = useLanguage();
  const { data } = useQuery(registers());
  const rule = useMutation({ mutationFn: () => applyRule("same-code"), onSuccess: refreshLedger });
  return (
    <div className="filters">
      <FilterChoice name="register" label={say("identity.between")}>
        <option value="">{say("identity.within")}</option>
        {(data?.items ?? []).filter((one) => one.state === "complete").map((one) => <option key={one.id} value={one.id}>{one.title}</option>)}
      </FilterChoice>
      <FilterChoice name="show" label={say("identity.show")}>
        <option value="">{say("identity.show.open")}</option>
        <option value="vetoed">{say("identity.show.vetoed")}</option>
      </FilterChoice>
      <button type="button" disabled={rule.isPending} onClick={() => rule.mutate()}>{say("identity.rule")}</button>
      {rule.data && <span role="status">{say("identity.rule-done", { n: rule.data.judged })}</span>}
      {rule.isError && <FailureNote error={rule.error} />}
    </div>
  );
}

function LastWord({ judging }: { judging: Judging }) {
  const { say, label } = useLanguage();
  const { last } = judging;
  if (last === undefined) return null;
  const pair = `${sideLabel(last.pair.left, label)} ↔ ${sideLabel(last.pair.right, label)} · ${say(`identity.verdict.${last.verdict}`)}`;
  return <p className="row" role="status">{say("identity.judged", { pair })} <button type="button" onClick={() => void judging.undo()}>{say("identity.undo")} <kbd>z</kbd></button></p>;
}

function Queue({ items, judging, register }: { items: CandidatePairView[]; judging: Judging; register: string | undefined }) {
  const { say } = useLanguage();
  const [at, setAt] = useState(0);
  const [note, setNote] = useState("");
  const chosen = Math.min(at, Math.max(0, items.length - 1));
  const pair = items[chosen];
  const { data } = useQuery(registers());
  const of = data?.items.find((one) => one.id === register);
  useEffect(() => setNote(""), [pair?.key]);
  const decide = (verdict: "same" | "different" | "unsure") => { if (pair) void judging.say(pair, verdict, note); };
  const move = (step: number) => setAt(Math.max(0, Math.min(items.length - 1, chosen + step)));
  useReviewKeys({ j: () => move(1), k: () => move(-1), s: () => decide("same"), d: () => decide("different"), u: () => decide("unsure"), z: () => void judging.undo() });
  if (of && of.linked_at === undefined) return <div className="empty"><p>{say("identity.not-linked")}</p><LinkJob register={of} /></div>;
  if (pair === undefined) return <p className="empty">{say("identity.answer-none")}</p>;
  return (
    <>
      <p className="quiet keys">{say("identity.keys")}</p>
      <ol className="pairs">
        {items.map((one, i) => (
          <li key={one.key} className={i === chosen ? "pair chosen" : "pair"} aria-current={i === chosen ? "true" : undefined}>
            <button type="button" className="link pair-head" aria-expanded={i === chosen} onClick={() => setAt(i)}><PairSummary pair={one} /></button>
            {i === chosen && (
              <div className="pair-body">
                <SideBySide pair={one} />
                <Features features={one.features} veto={one.veto} />
                {one.right.register && <p className="quiet">{say("identity.same-adopts", { row: one.right.register.row })}</p>}
                <div className="row">
                  <input aria-label={say("identity.note")} placeholder={say("identity.note")} value={note} maxLength={2000} onChange={(event) => setNote(event.target.value)} />
                  <button type="button" className="primary" onClick={() => decide("same")}>{say("identity.same")} <kbd>s</kbd></button>
                  <button type="button" onClick={() => decide("different")}>{say("identity.different")} <kbd>d</kbd></button>
                  <button type="button" onClick={() => decide("unsure")}>{say("identity.unsure")} <kbd>u</kbd></button>
                </div>
              </div>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
