/** `check`: figures of the record that cannot all be true, each with its arithmetic. */
import { dayOf, inLang, parseWhen } from "../kernel/index.ts";
import { DATA_FLAGS, DATA_OPTIONS, EXIT, readWords, say, usage, writeLine, type Command } from "./command.ts";
import { withRecord } from "./record.ts";

const ORDER = { error: 0, warning: 1, note: 2 } as const;

export const check: Command = {
  name: "check",
  usage: "check [--json]",
  summary: { zh: "列出不可能同时成立的数字，附算式", en: "figures that cannot all be true, with the arithmetic" },
  options: [{ flag: "--json", zh: "每行一个 JSON", en: "one JSON object a line" }, { flag: "--today D", zh: "以哪一天核对过期的承诺", en: "the day that promises are held against" }, ...DATA_FLAGS],
  async run(words, io) {
    const { values } = readWords(words, { ...DATA_OPTIONS, json: { type: "boolean" }, today: { type: "string" } });
    const today = values.today ?? dayOf(io.clock.now());
    if (!/^\d{4}-\d{2}-\d{2}$/.test(today) || !parseWhen(today)) throw usage({ zh: `--today 要一个真实的日子，不是“${today}”`, en: `--today takes a real day, not “${today}”` });
    const { reconcile } = await import("../ledger/index.ts");
    return await withRecord(io, values, async ({ database, ontology }) => {
      const found = await reconcile(database.reader("confidential"), today, (name) => ontology.properties.get(name)?.label);
      found.sort((a, b) => ORDER[a.severity] - ORDER[b.severity] || (a.check < b.check ? -1 : 1));
      for (const f of found) {
        if (values.json) await writeLine(io.out, JSON.stringify(f));
        else await writeLine(io.out, `${f.severity}\t${f.check}\t${inLang(f.arithmetic, io.lang)}\n\t\t→ ${inLang(f.resolve, io.lang)}`);
      }
      const errors = found.filter((f) => f.severity === "error").length;
      say(io, { zh: `${found.length} 项发现，其中 ${errors} 项不可能同时成立`, en: `${found.length} findings, ${errors} of which cannot all be true` });
      return EXIT.done;
    });
  },
};
