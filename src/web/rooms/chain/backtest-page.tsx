/** How good the method is: AUC of entry and exit on panels whose outcome is known, beside the no-information baseline. Invariant: no score without its sample and baseline. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { LoaderFunction } from "react-router";
import { type ChainBacktest, cache } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import type { WordKey } from "../../i18n/zh.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { FailureNote, Loaded, Waiting } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { ChainTabs } from "./chain-head.tsx";
import { chainQueries, chainSend } from "./queries.ts";

const SCORES: Record<string, WordKey> = { density: "chain.score.density", quotient: "chain.score.quotient", size: "chain.score.size", logistic: "chain.score.logistic", boosting: "chain.score.boosting" };

export const loader: LoaderFunction = () => {
  void cache.prefetchQuery(chainQueries.backtest());
  return null;
};

export function Component() {
  const { say } = useLanguage();
  const query = useQuery(chainQueries.backtest());
  const [period, setPeriod] = useState("year");
  const own = useMutation({ mutationFn: (file: File) => chainSend.backtestOn(period, file) });
  return (
    <article className="chain">
      <ChainTabs />
      <PageHead title={say("chain.backtest")} answer={say("chain.backtest-answer")} />
      {own.data?.items.map((b) => <BacktestOf key={b.source} of={b} />)}
      <Loaded query={query}>{({ items }) => <>{items.map((b) => <BacktestOf key={b.source} of={b} />)}</>}</Loaded>
      <section className="own-table">
        <h2>{say("chain.backtest-own")}</h2>
        <div className="filters">
          <label className="filter">{say("chain.backtest-period")} <input value={period} maxLength={60} onChange={(event) => setPeriod(event.target.value)} /></label>
          <label className="filter">{say("chain.backtest-run")} <input type="file" accept=".csv,.tsv,.gz,.parquet" disabled={own.isPending || period.trim() === ""} onChange={(event) => { const file = event.target.files?.[0]; if (file) own.mutate(file); }} /></label>
        </div>
        {own.isPending && <Waiting />}
        {own.isError && <FailureNote error={own.error} />}
      </section>
    </article>
  );
}

function BacktestOf({ of }: { of: ChainBacktest }) {
  const { say } = useLanguage();
  return (
    <section>
      <h2><Words of={of.label} /></h2>
      <p className="quiet"><Words of={of.note} /> {say("chain.next-source", { source: of.source })}</p>
      {of.tasks.map((t) => <TaskOf key={`${t.kind} ${t.protocol} ${t.scope}`} task={t} />)}
      {of.command && <p className="quiet">{say("chain.backtest-command")}: <code>{of.command}</code></p>}
    </section>
  );
}

interface Row { name: string; auc: number; range: string; baseline?: boolean; bar: { from: number; to: number } }

function TaskOf({ task: t }: { task: ChainBacktest["tasks"][number] }) {
  const { say } = useLanguage();
  const two = (x: number): string => x.toFixed(3);
  const range = (lo?: number, hi?: number): string => (lo === undefined || hi === undefined ? "—" : `${two(lo)}–${two(hi)}`);
  const rows: Row[] = [
    { name: say("chain.backtest-none"), auc: t.no_information.auc, range: range(t.no_information.lo, t.no_information.hi), baseline: true, bar: { from: t.no_information.lo, to: t.no_information.hi } },
    ...(t.published === undefined ? [] : [{ name: say("chain.backtest-published"), auc: t.published, range: "—", bar: { from: t.published, to: t.published } }]),
    ...t.scores.map((s) => ({ name: SCORES[s.score] ? say(SCORES[s.score]!) : s.score, auc: s.auc, range: range(s.lo, s.hi), bar: { from: s.lo ?? s.auc, to: s.hi ?? s.auc } })),
  ];
  return (
    <>
      <h3>{say(`chain.backtest.${t.kind}`)} <span className="quiet">{t.protocol === "forward" ? say("chain.protocol.forward") : say("chain.protocol.sustained")} · {say("chain.backtest-sample", { from: t.from, to: t.to, n: t.n, happened: t.happened })}</span></h3>
      {t.refusal ? <p className="failure"><Words of={t.refusal} /></p> : (
        <DataTable
          caption={say(`chain.backtest.${t.kind}`)} rows={rows} rowKey={(r) => r.name} empty=""
          columns={[
            { key: "score", head: say("chain.backtest-score"), heading: true, cell: (r) => r.name },
            { key: "auc", head: say("chain.backtest-auc"), numeric: true, cell: (r) => two(r.auc) },
            { key: "range", head: say("chain.backtest-interval"), short: true, cell: (r) => r.range },
            { key: "bar", head: <span className="hidden">{say("chain.backtest-auc")}</span>, cell: (r) => <AucBar row={r} none={t.no_information} /> },
          ]}
        />
      )}
    </>
  );
}

const BAR_PX = 220;
const LEAST = 0.4;

/** The AUC between 0.4 and 1 with its interval; the band of no information behind it. */
function AucBar({ row, none }: { row: Row; none: { lo: number; hi: number } }) {
  const at = (auc: number): number => (Math.max(0, Math.min(1, (auc - LEAST) / (1 - LEAST)))) * BAR_PX;
  return (
    <svg className="auc" width={BAR_PX} height="14" aria-hidden="true">
      <rect className="none" x={at(none.lo)} width={Math.max(1, at(none.hi) - at(none.lo))} y="0" height="14" />
      <line x1={at(row.bar.from)} x2={at(row.bar.to)} y1="7" y2="7" />
      {row.baseline ? <circle className="hollow" cx={at(row.auc)} cy="7" r="3.5" /> : <circle cx={at(row.auc)} cy="7" r="3.5" />}
    </svg>
  );
}
