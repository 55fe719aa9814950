/** `promises`: what was due and what happened. `targets`: aims against actuals. `forecast delivery`: when the open promises of a place will come. */
import { dayOf, inLang, parseWhen, whenRange, type Label } from "../kernel/index.ts";
import type { Clocks } from "../ledger/index.ts";
import type { MilestoneView, SlipRange } from "../parks/index.ts";
import { DATA_FLAGS, DATA_OPTIONS, EXIT, readWords, say, usage, writeLine, type Command, type Io } from "./command.ts";
import { withRecord } from "./record.ts";

const JSON_FLAG = { flag: "--json", zh: "每行一个 JSON", en: "one JSON object a line" };
const AS_OF_FLAGS = [{ flag: "--valid-on D", zh: "以哪一天为准", en: "the day that promises are held against" }, { flag: "--known-on D", zh: "只用到这一天为止说过的话", en: "only what had been said by that day" }];
const AS_OF = { "valid-on": { type: "string" }, "known-on": { type: "string" } } as const;

function clocksAsked(values: { "valid-on"?: string | undefined; "known-on"?: string | undefined }): Clocks {
  const day = (flag: string, text: string): string => {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !parseWhen(text)) throw usage({ zh: `--${flag} 要一个真实的日子，不是“${text}”`, en: `--${flag} takes a real day, not “${text}”` });
    return text;
  };
  return { ...(values["valid-on"] ? { valid_on: day("valid-on", values["valid-on"]) } : {}), ...(values["known-on"] ? { known_on: day("known-on", values["known-on"]) } : {}) };
}

const VERDICTS: Readonly<Record<string, Label>> = {
  kept: { zh: "如期", en: "kept" }, late: { zh: "延误", en: "late" }, unclear: { zh: "看不出", en: "cannot tell" }, moved: { zh: "改期", en: "moved" }, "no-outcome": { zh: "未见结果", en: "no outcome on record" }, ahead: { zh: "未到期", en: "ahead" },
  met: { zh: "达成", en: "met" }, missed: { zh: "未达成", en: "missed" }, "no-actual": { zh: "未见实际数字", en: "no actual found" }, "no-term": { zh: "没有期限", en: "no term" },
};
const words = (verdict: string, io: Io): string => inLang(VERDICTS[verdict] ?? { en: verdict }, io.lang);
const days = ({ days_min, days_max }: SlipRange, io: Io): string => inLang(days_min === days_max ? { zh: `${days_min} 天`, en: `${days_min} days` } : { zh: `${days_min} 至 ${days_max} 天`, en: `${days_min} to ${days_max} days` }, io.lang);

export const promisesCommand: Command = {
  name: "promises",
  usage: "promises [--quarter 2024-Q2] [--json]",
  summary: { zh: "某季度到期的承诺和结果；不给季度则列全部", en: "promises due in a quarter and what happened; all of them where none is named" },
  options: [{ flag: "--quarter Q", zh: "季度，如 2024-Q2", en: "a quarter, such as 2024-Q2" }, JSON_FLAG, ...AS_OF_FLAGS, ...DATA_FLAGS],
  async run(given, io) {
    const { values } = readWords(given, { ...DATA_OPTIONS, ...AS_OF, quarter: { type: "string" }, json: { type: "boolean" } });
    const clocks = clocksAsked(values);
    if (values.quarter !== undefined && !/^\d{4}-Q[1-4]$/i.test(values.quarter)) throw usage({ zh: `--quarter 写成 2024-Q2，不是“${values.quarter}”`, en: `--quarter takes 2024-Q2, not “${values.quarter}”` });
    const span = values.quarter === undefined ? { first: "0001-01-01", last: "9999-12-31" } : whenRange(values.quarter.toUpperCase());
    return await withRecord(io, values, async ({ database }) => {
      const { dueIn, milestoneLabel, readSite } = await import("../parks/index.ts");
      const rows = dueIn(await readSite(database.reader("confidential"), clocks, dayOf(io.clock.now())), span);
      for (const row of rows) {
        const { milestone: m } = row;
        if (values.json) {
          await writeLine(io.out, JSON.stringify({ subject: m.subject, milestone: m.milestone, ...(m.part ? { part: m.part } : {}), deadline: row.deadline, verdict: row.verdict, ...(row.slip ? { slip: row.slip } : {}), moved_to: row.moved_to?.due, claims: row.version.claims.map((c) => c.id), done: m.done?.claim.id }));
          continue;
        }
        const more = row.slip ? days(row.slip, io) : row.moved_to ? row.moved_to.due : "";
        await writeLine(io.out, [row.deadline, inLang(m.subject.label, io.lang), inLang(milestoneLabel(m), io.lang), words(row.verdict, io), more].join("\t").trimEnd());
      }
      const count = (verdict: string): number => rows.filter((r) => r.verdict === verdict).length;
      say(io, { zh: `${rows.length} 项到期：如期 ${count("kept")}，延误 ${count("late")}，改期 ${count("moved")}，未见结果 ${count("no-outcome")}`, en: `${rows.length} due: ${count("kept")} kept, ${count("late")} late, ${count("moved")} moved, ${count("no-outcome")} without an outcome on record` });
      return EXIT.done;
    });
  },
};

const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

export const targetsCommand: Command = {
  name: "targets",
  usage: "targets [--json]",
  summary: { zh: "目标、实际、所需增速、可能性和历史达成率", en: "targets against actuals, growth needed, chance, and how past ones came out" },
  options: [JSON_FLAG, ...AS_OF_FLAGS, ...DATA_FLAGS],
  async run(given, io) {
    const { values } = readWords(given, { ...DATA_OPTIONS, ...AS_OF, json: { type: "boolean" } });
    const clocks = clocksAsked(values);
    return await withRecord(io, values, async ({ database, ontology }) => {
      const { readTargets } = await import("../targets/index.ts");
      const { rows, track } = await readTargets(database.reader("confidential"), clocks, dayOf(io.clock.now()));
      for (const row of rows) {
        if (values.json) {
          const { target, base, last, outcome, actuals, versions, ...plain } = row;
          await writeLine(io.out, JSON.stringify({ ...plain, target: target.value, bound: target.bound, versions: versions.map((v) => ({ value: v.value, first_said: v.first_said, claims: v.claims.map((c) => c.id) })), actuals: actuals.map((p) => ({ when: p.when, value: p.fact.best.value, claim: p.fact.best.id, rivals: p.fact.rivals.map((c) => c.id) })), base: base?.when, last: last?.when, outcome: outcome?.when }));
          continue;
        }
        const label = inLang(ontology.properties.get(row.property)?.label ?? { en: row.property }, io.lang);
        const chance = row.forecast?.status === "forecast" ? percent(row.forecast.probability) : "";
        await writeLine(io.out, [row.due ?? "", inLang(row.subject.label, io.lang), `${label}${row.scope ? ` (${row.scope})` : ""}`, String(row.target.value), row.last ? `${row.last.when}: ${String(row.last.fact.best.value)}` : "", words(row.verdict, io), row.required?.yearly === undefined ? "" : `+${percent(row.required.yearly)}`, chance].join("\t").trimEnd());
      }
      const { met, missed, no_actual, share_range } = track.all;
      const range = share_range ? `${percent(share_range[0])} – ${percent(share_range[1])}` : "—";
      say(io, { zh: `期限已过的目标：达成 ${met}，未达成 ${missed}，未见实际数字 ${no_actual}；达成率的 95 % 范围 ${range}`, en: `past their term: ${met} met, ${missed} missed, ${no_actual} with no actual found; share met, 95 % range ${range}` });
      return EXIT.done;
    });
  },
};

/** `forecast delivery PLACE`: P50 and P80 of every open promise of a place and of what lies in it. */
export async function runForecastDelivery(given: string[], io: Io): Promise<number> {
  const { values, positionals } = readWords(given, { ...DATA_OPTIONS, ...AS_OF, json: { type: "boolean" } });
  const [, ref] = positionals;
  if (ref === undefined) throw usage({ zh: "请给出园区、期次、楼宇或项目", en: "name a park, phase, building or project" });
  const clocks = clocksAsked(values);
  return await withRecord(io, values, async ({ database }) => {
    const { parkView, placeBy, readSite } = await import("../parks/index.ts");
    const site = await readSite(database.reader("confidential"), clocks, dayOf(io.clock.now()));
    const open = parkView(site, placeBy(site, ref)).parts.flatMap((p) => p.milestones).filter((m) => m.delivery !== undefined);
    for (const m of open) await writeLine(io.out, values.json ? JSON.stringify({ subject: m.subject, milestone: m.milestone, part: m.part, versions: m.versions.map((v) => v.due), ...m.delivery }) : await deliveryLine(m, io));
    say(io, { zh: `${open.length} 个未完成的承诺；本记录有 ${site.own.length} 个已结束的承诺`, en: `${open.length} open promises; the record has ${site.own.length} ended ones of its own` });
    return EXIT.done;
  });
}

async function deliveryLine(m: MilestoneView, io: Io): Promise<string> {
  const { milestoneLabel } = await import("../parks/index.ts");
  const d = m.delivery!;
  const told = d.status === "refused" ? inLang(d.words, io.lang) : `P50 ${d.p50}\tP80 ${d.p80}\t${d.chances.map((c) => `${c.announced} ${percent(c.chance)}`).join(", ")}`;
  return [inLang(m.subject.label, io.lang), inLang(milestoneLabel(m), io.lang), m.versions.map((v) => v.due).join(" → "), told].join("\t");
}
