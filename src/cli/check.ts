/** `check`: figures of the record that cannot all be true, each with its arithmetic and what a person made of it. `rule`: a person rules on one. */
import { dayOf, inLang, parseWhen, type Label } from "../kernel/index.ts";
import type { Finding, Ruling, RulingInput } from "../ledger/index.ts";
import { DATA_FLAGS, DATA_OPTIONS, EXIT, readWords, say, usage, writeLine, type Command, type Io } from "./command.ts";
import { withRecord, type Opened } from "./record.ts";

const VERDICTS: Readonly<Record<Ruling["verdict"], Label>> = {
  prefer: { zh: "采信", en: "prefers" }, "different-definitions": { zh: "口径不同", en: "different definitions" }, "no-conflict": { zh: "不矛盾", en: "no conflict" },
  "leave-open": { zh: "待定", en: "left open" }, withdraw: { zh: "撤销", en: "withdrawn" },
};
const TODAY = { flag: "--today D", zh: "以哪一天核对过期的承诺", en: "the day that promises are held against" };

function dayAsked(io: Io, asked: string | undefined): string {
  const today = asked ?? dayOf(io.clock.now());
  if (!/^\d{4}-\d{2}-\d{2}$/.test(today) || !parseWhen(today)) throw usage({ zh: `--today 要一个真实的日子，不是“${today}”`, en: `--today takes a real day, not “${today}”` });
  return today;
}

async function found({ database, ontology }: Opened, today: string): Promise<{ findings: Finding[]; rulings: Map<string, Ruling> }> {
  const { findingOrder, reconcile, rulingHeads } = await import("../ledger/index.ts");
  const reader = database.reader("confidential");
  const findings = await reconcile(reader, today, (name) => ontology.properties.get(name)?.label);
  return { findings: findings.sort((a, b) => (a.severity !== b.severity ? findingOrder(a, b) : a.check < b.check ? -1 : a.check > b.check ? 1 : findingOrder(a, b))), rulings: await rulingHeads(reader) };
}

const standing = (ruling: Ruling | undefined): Ruling | undefined => (ruling?.verdict === "withdraw" ? undefined : ruling);
const isSettled = (ruling: Ruling | undefined): boolean => ruling !== undefined && ruling.verdict !== "leave-open";
const shown = ({ id, verdict, prefers, note, actor, at }: Ruling) => ({ id, verdict, ...(prefers ? { prefers } : {}), note, actor, at });
const rulingLine = (r: Ruling, io: Io): string => `\t\t△ ${inLang(VERDICTS[r.verdict], io.lang)}${r.prefers ? ` ${r.prefers}` : ""} · ${r.actor} ${r.at.slice(0, 10)} · ${r.note}`;

export const check: Command = {
  name: "check",
  usage: "check [--json] [--open] [--severity S]",
  summary: { zh: "列出不可能同时成立的数字，附算式和裁定", en: "figures that cannot all be true, with the arithmetic and the rulings" },
  options: [
    { flag: "--json", zh: "每行一个 JSON", en: "one JSON object a line" }, { flag: "--open", zh: "只列未裁定的", en: "only those not ruled on" },
    { flag: "--severity S", zh: "只列 error、warning 或 note", en: "only error, warning or note" }, TODAY, ...DATA_FLAGS,
  ],
  async run(words, io) {
    const { values } = readWords(words, { ...DATA_OPTIONS, json: { type: "boolean" }, open: { type: "boolean" }, severity: { type: "string" }, today: { type: "string" } });
    const today = dayAsked(io, values.today);
    if (values.severity !== undefined && !["error", "warning", "note"].includes(values.severity)) throw usage({ zh: `没有“${values.severity}”这一级`, en: `--severity takes error, warning or note, not “${values.severity}”` });
    return await withRecord(io, values, async (opened) => {
      const { findings, rulings } = await found(opened, today);
      const listed = findings.filter((f) => (!values.open || !isSettled(standing(rulings.get(f.id)))) && (!values.severity || f.severity === values.severity));
      for (const f of listed) {
        const ruling = standing(rulings.get(f.id));
        if (values.json) await writeLine(io.out, JSON.stringify({ ...f, ...(ruling ? { ruling: shown(ruling) } : {}) }));
        else await writeLine(io.out, `${f.severity}\t${f.check}\t${inLang(f.arithmetic, io.lang)}\n\t\t→ ${inLang(f.resolve, io.lang)}\n\t\t${f.id}${ruling ? `\n${rulingLine(ruling, io)}` : ""}`);
      }
      const errors = findings.filter((f) => f.severity === "error").length;
      const settled = findings.filter((f) => isSettled(standing(rulings.get(f.id)))).length;
      say(io, { zh: `${findings.length} 项发现，其中 ${errors} 项不可能同时成立，${settled} 项已裁定`, en: `${findings.length} findings, ${errors} of which cannot all be true, ${settled} ruled on` });
      return EXIT.done;
    });
  },
};

/** What the flags say. @throws AppError `cli/usage` for none or several. */
function verdictOf(values: { prefer?: string | undefined; different?: boolean | undefined; "no-conflict"?: boolean | undefined; "leave-open"?: boolean | undefined; withdraw?: boolean | undefined }): Pick<RulingInput, "verdict" | "prefers"> {
  const said: Pick<RulingInput, "verdict" | "prefers">[] = [
    ...(values.prefer !== undefined ? [{ verdict: "prefer" as const, prefers: values.prefer }] : []), ...(values.different ? [{ verdict: "different-definitions" as const }] : []),
    ...(values["no-conflict"] ? [{ verdict: "no-conflict" as const }] : []), ...(values["leave-open"] ? [{ verdict: "leave-open" as const }] : []), ...(values.withdraw ? [{ verdict: "withdraw" as const }] : []),
  ];
  if (said.length !== 1) throw usage({ zh: "请给出一种裁定：--prefer、--different、--no-conflict、--leave-open 或 --withdraw", en: "give one ruling: --prefer, --different, --no-conflict, --leave-open or --withdraw" });
  return said[0]!;
}

export const ruleCommand: Command = {
  name: "rule",
  usage: "rule FINDING --prefer CLAIM | --different | --no-conflict | --leave-open | --withdraw --reason TEXT",
  summary: { zh: "对一项发现作裁定，写明理由；可撤销", en: "rule on a finding, with the reason; reversible" },
  options: [
    { flag: "--prefer CLAIM", zh: "采信其中一条记载", en: "one of its claims is to be trusted" }, { flag: "--different", zh: "口径不同", en: "the claims are on different definitions" },
    { flag: "--no-conflict", zh: "不矛盾", en: "they do not conflict" }, { flag: "--leave-open", zh: "看过，待定", en: "looked at, left open" }, { flag: "--withdraw", zh: "撤销上一次裁定", en: "take the last ruling back" },
    { flag: "--reason TEXT", zh: "理由", en: "the reason" }, TODAY, ...DATA_FLAGS,
  ],
  async run(words, io) {
    const flag = { type: "boolean" } as const;
    const { values, positionals } = readWords(words, { ...DATA_OPTIONS, prefer: { type: "string" }, different: flag, "no-conflict": flag, "leave-open": flag, withdraw: flag, reason: { type: "string" }, today: { type: "string" } });
    const [id] = positionals;
    if (id === undefined || positionals.length > 1) throw usage({ zh: "请给出一项发现的编号（见 check）", en: "name one finding (see check)" });
    const verdict = verdictOf(values);
    const today = dayAsked(io, values.today);
    const { rule } = await import("../ledger/index.ts");
    return await withRecord(io, values, async (opened) => {
      const { findings, rulings } = await found(opened, today);
      const head = rulings.get(id);
      const lapsed = head && verdict.verdict === "withdraw" ? { id: head.finding_id, check: head.check, severity: head.severity, claims: head.claims, arithmetic: head.arithmetic } : undefined;
      const finding = findings.find((f) => f.id === id) ?? lapsed;
      if (!finding) {
        say(io, { zh: `没有编号为 ${id} 的发现（见 check）`, en: `there is no finding ${id} (see check)` });
        return EXIT.refused;
      }
      const made = await rule(opened.database.writer, opened.ctx, { finding, ...verdict, note: values.reason ?? "", ...(head ? { expects: head.id } : {}) });
      await writeLine(io.out, rulingLine(made.ruling, io).trim());
      return EXIT.done;
    });
  },
};
