/** `lexicon`: the words that the reader was taught, and taking one back. */
import { listTaught, withdrawWord, type TaughtWord } from "../documents/index.ts";
import { inLang } from "../kernel/index.ts";
import { DATA_FLAGS, DATA_OPTIONS, EXIT, readWords, say, usage, writeLine, type Command, type Io } from "./command.ts";
import { withRecord, type Opened } from "./record.ts";

const STATES = { standing: { zh: "有效", en: "standing" }, replaced: { zh: "已被后教的取代", en: "replaced by a later meaning" }, withdrawn: { zh: "已撤回", en: "withdrawn" } };

function lineOf(io: Io, { ontology }: Opened, w: TaughtWord): string {
  const means = w.what === "trigger" ? inLang(ontology.properties.get(w.means)?.label ?? { en: w.means }, io.lang) : w.means;
  const from = w.claim_id ?? (io.lang === "zh" ? "手工" : "by hand");
  return [w.id, w.what, w.word, `→ ${means}`, w.taught_by, w.taught_at, from, inLang(STATES[w.state], io.lang)].join("\t");
}

export const lexicon: Command = {
  name: "lexicon",
  usage: "lexicon [--json] | lexicon withdraw ID",
  summary: { zh: "列出更正教给识读的词语；撤回其中一个", en: "list the words that corrections taught the reader; withdraw one" },
  options: [{ flag: "--json", zh: "输出 JSON", en: "print JSON" }, { flag: "withdraw ID", zh: "撤回一个词语，下次识读即不再用", en: "take a word back; the next reading no longer uses it" }, ...DATA_FLAGS],
  async run(words, io) {
    const { values, positionals } = readWords(words, { ...DATA_OPTIONS, json: { type: "boolean" } });
    const [verb, id, ...more] = positionals;
    if (verb !== undefined && (verb !== "withdraw" || id === undefined || more.length > 0)) throw usage({ zh: "用法：lexicon，或 lexicon withdraw 编号", en: "use lexicon, or lexicon withdraw ID" });
    return await withRecord(io, values, async (opened) => {
      const list = id === undefined ? await listTaught(opened.database) : [await withdrawWord(opened.database, opened.ctx, id)];
      if (values.json) await writeLine(io.out, JSON.stringify(id === undefined ? list : list[0], null, 2));
      else for (const w of list) await writeLine(io.out, lineOf(io, opened, w));
      if (id === undefined && list.length === 0 && !values.json) say(io, { zh: "还没有教过词语", en: "no word has been taught yet" });
      return EXIT.done;
    });
  },
};
