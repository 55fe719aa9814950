/**
 * Papers: chosen, previewed, built with live progress, kept as editions, compared.
 * Invariant: the preview is the very paper that would be built, shown in a frame that can run nothing; what is refused names its sentences.
 */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type LoaderFunction, useSearchParams } from "react-router";
import { type PaperOptions, type PaperOrder, type PaperFormat, type PaperPreview, cache, queries } from "../../api.ts";
import { clocksIn } from "../../clocks.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { DayField } from "../../ui/day-box.tsx";
import { useDraft } from "../../ui/draft.ts";
import { FailureNote, Loaded, Waiting } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { BuildProgress } from "./build-progress.tsx";
import { Editions } from "./editions.tsx";
import { reportQueries, reportSend } from "./queries.ts";
import "./report.css";

export const loader: LoaderFunction = () => {
  void cache.prefetchQuery(reportQueries.options());
  void cache.prefetchQuery(reportQueries.editions());
  return null;
};

/** What is written by hand of a paper; it outlives a reload until the paper is ordered. */
type Written = Required<Pick<PaperOrder, "title" | "issuer" | "words">>;

const FIRST_FORMATS: PaperFormat[] = ["pdf", "docx"];

/** The order without its empty members; sections only where they differ from the profile's. */
function lean(order: PaperOrder, options: PaperOptions): PaperOrder {
  const own = options.profiles.find((p) => p.name === order.profile)?.sections ?? [];
  const { sections, words, ...rest } = order;
  const named = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined && value !== "")) as unknown as PaperOrder;
  const written = Object.fromEntries(Object.entries(words ?? {}).filter(([, text]) => text.trim() !== ""));
  return { ...named, ...(sections && sections.join() !== own.join() ? { sections } : {}), ...(Object.keys(written).length > 0 ? { words: written } : {}) };
}

function Preview({ paper }: { paper: PaperPreview }) {
  const { say } = useLanguage();
  return (
    <section className="paper-preview" aria-label={say("report.preview-of", { title: paper.title })}>
      <p className="quiet">{say("report.preview-of", { title: paper.title })} · {say("report.facts", { claims: paper.claims, sources: paper.sources, notes: paper.notes })}</p>
      <iframe sandbox="allow-popups" srcDoc={paper.html} title={say("report.preview-of", { title: paper.title })} />
    </section>
  );
}

function Choices({ options, order, change }: { options: PaperOptions; order: PaperOrder; change: (part: Partial<PaperOrder>) => void }) {
  const { say, label } = useLanguage();
  const { data: overview } = useQuery(queries.overview({}));
  const profile = options.profiles.find((p) => p.name === order.profile);
  const sections = order.sections ?? profile?.sections ?? [];
  const [wordy] = useState(() => Object.values(order.words ?? {}).some((text) => text !== ""));
  const day = (name: "valid_on" | "known_on", words: string) => <DayField label={words} value={order[name] ?? ""} onChange={(next) => change({ [name]: next })} />;
  return (
    <>
      <div className="paper-choices">
        <label>{say("report.profile")}<select value={order.profile} onChange={(event) => change({ profile: event.target.value, sections: undefined as never })}>{options.profiles.map((p) => <option key={p.name} value={p.name}>{label(p.label)}</option>)}</select></label>
        <label>{say("report.lang")}<select value={order.lang} onChange={(event) => change({ lang: event.target.value as "zh" | "en" })}><option value="zh" lang="zh">中文</option><option value="en" lang="en">English</option></select></label>
        <label>{say("report.cluster")}<select value={order.cluster ?? ""} onChange={(event) => change({ cluster: event.target.value })}>{overview?.clusters.map((one) => <option key={one.key} value={one.key}>{label(one.label)}</option>)}</select></label>
        {day("valid_on", say("report.valid-on"))}
        {day("known_on", say("report.known-on"))}
        <label>{say("report.title")}<input value={order.title ?? ""} maxLength={200} placeholder={say("report.title-own")} onChange={(event) => change({ title: event.target.value })} /></label>
        <label>{say("report.issuer")}<input value={order.issuer ?? ""} maxLength={200} onChange={(event) => change({ issuer: event.target.value })} /></label>
      </div>
      {profile && <p className="quiet">{label(profile.for)}</p>}
      <fieldset className="paper-sections">
        <legend>{say("report.sections")}</legend>
        {options.sections.map((s) => (
          <label key={s.id} className="check">
            <input type="checkbox" checked={sections.includes(s.id)} onChange={(event) => change({ sections: options.sections.map((one) => one.id).filter((id) => (id === s.id ? event.target.checked : sections.includes(id))) })} /> {label(s.label)}
          </label>
        ))}
      </fieldset>
      <details className="paper-words" open={wordy}>
        <summary>{say("report.words")}</summary>
        <p className="quiet">{say("report.words-help")}</p>
        {options.sections.filter((s) => sections.includes(s.id)).map((s) => (
          <label key={s.id}>{say("report.words-of", { section: label(s.label) })}<textarea rows={2} value={order.words?.[s.id] ?? ""} onChange={(event) => change({ words: { ...order.words, [s.id]: event.target.value } })} /></label>
        ))}
      </details>
    </>
  );
}

function Desk({ options }: { options: PaperOptions }) {
  const { say, lang } = useLanguage();
  const clocks = clocksIn(useSearchParams()[0]);
  const { data: session } = useQuery(queries.session());
  const { data: overview } = useQuery(queries.overview({}));
  const { draft: written, set: write, drop } = useDraft<Written>("paper", () => ({ title: "", issuer: "", words: {} }));
  const [order, setOrder] = useState<PaperOrder>({ lang, profile: options.profiles[0]?.name ?? "whitepaper", ...(clocks.valid_on ? { valid_on: clocks.valid_on } : {}), ...(clocks.known_on ? { known_on: clocks.known_on } : {}) });
  const [formats, setFormats] = useState<PaperFormat[]>(FIRST_FORMATS);
  const [job, setJob] = useState("");
  const change = ({ title, issuer, words, ...rest }: Partial<PaperOrder>) => {
    if (title !== undefined || issuer !== undefined || words !== undefined) write({ ...(title === undefined ? {} : { title }), ...(issuer === undefined ? {} : { issuer }), ...(words === undefined ? {} : { words }) });
    else setOrder((before) => ({ ...before, ...rest }));
  };
  const asked = () => lean({ ...order, ...written, cluster: order.cluster || overview?.cluster || "" }, options);
  const preview = useMutation({ mutationFn: () => reportSend.preview(asked()) });
  const build = useMutation({ mutationFn: () => reportSend.build(asked(), formats, preview.data?.edition), onSuccess: (started) => { setJob(started.id); drop(written); } });
  if (session?.role === "public") return null;
  return (
    <form className="paper-desk" onSubmit={(event) => { event.preventDefault(); preview.mutate(); }}>
      <Choices options={options} order={{ ...order, ...written }} change={change} />
      <fieldset className="paper-sections">
        <legend>{say("report.formats")}</legend>
        {options.formats.map((f) => <label key={f} className="check"><input type="checkbox" checked={formats.includes(f)} onChange={(event) => setFormats(options.formats.filter((one) => (one === f ? event.target.checked : formats.includes(one))))} /> {f.toUpperCase()}</label>)}
      </fieldset>
      <p className="row">
        <button type="submit" className="primary" disabled={preview.isPending}>{say("report.preview")}</button>
        <button type="button" disabled={build.isPending || formats.length === 0} onClick={() => build.mutate()}>{say("report.build")}</button>
      </p>
      {(preview.isError || build.isError) && <FailureNote error={preview.error ?? build.error} />}
      {job !== "" && <BuildProgress key={job} job={job} />}
      {preview.isPending && <Waiting />}
      {preview.data && <Preview paper={preview.data} />}
    </form>
  );
}

export function Component() {
  const { say } = useLanguage();
  const options = useQuery(reportQueries.options());
  const editions = useQuery(reportQueries.editions());
  const n = editions.data?.items.length ?? 0;
  return (
    <article>
      <PageHead title={say("room.report")} answer={editions.data && (n > 0 ? say("report.answer", { n }) : say("report.answer-none"))} />
      <Loaded query={options}>{(data) => <Desk options={data} />}</Loaded>
      <Loaded query={editions}>{({ items }) => <Editions items={items} />}</Loaded>
    </article>
  );
}
