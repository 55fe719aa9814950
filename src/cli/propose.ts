/** `propose`: what the reader would propose of files, without a ledger; one claim a line in the interchange form. */
import { basename } from "node:path";
import { ASSIST_FLAG, assistantFor, failureLine, sayAssisted } from "./assist.ts";
import { EXIT, readWords, usage, writeLine, type Command } from "./command.ts";
import { bytesOf, filesBelow, refusalLine } from "./read.ts";

export const propose: Command = {
  name: "propose",
  usage: "propose FILE… --format jsonl [--assist]",
  summary: { zh: "不用账本，列出文件里可提出的记载，每行一条", en: "print the claims that files propose, one a line, without a ledger" },
  options: [{ flag: "--format jsonl", zh: "输出格式（目前只有 jsonl）", en: "form of the output (jsonl is the only one)" }, ASSIST_FLAG],
  async run(words, io) {
    const { values, positionals } = readWords(words, { format: { type: "string", default: "jsonl" }, assist: { type: "boolean" } });
    if (positionals.length === 0) throw usage({ zh: "请给出要读的文件", en: "name the files to read" });
    if (values.format !== "jsonl") throw usage({ zh: `没有“${values.format}”这种格式，只有 jsonl`, en: `there is no format “${values.format}”; jsonl is the only one` });
    const [{ citationOf, lexiconOf, proposalsOf, toInterchange }, { readFile: readAnyFile }, { loadOntology }] = await Promise.all([
      import("../documents/index.ts"), import("../files/index.ts"), import("../ontology/index.ts"),
    ]);
    const ontology = loadOntology();
    const lexicon = lexiconOf(ontology);
    const assistant = assistantFor(io, values.assist, ontology);
    let failed = 0;
    const files = await filesBelow(positionals, (path, why) => {
      failed++;
      io.err.write(io.lang === "zh" ? `${path}：找不到（${why}）\n` : `${path}: not found (${why})\n`);
    });
    for (const path of files) {
      if (io.signal.aborted) return EXIT.stopped;
      try {
        const file = await readAnyFile({ name: path, bytes: await bytesOf(path) });
        const citation = citationOf(file, basename(path));
        const own = proposalsOf(file.text, citation, lexicon);
        const added = await assistant?.assist(file.text, citation, own, io.signal);
        const trouble = failureLine(io, path, added);
        if (trouble) io.err.write(`${trouble}\n`);
        for (const p of [...own, ...(added?.proposals ?? [])]) await writeLine(io.out, JSON.stringify(toInterchange(p, basename(path))));
      } catch (error) {
        if (io.signal.aborted) return EXIT.stopped;
        failed++;
        io.err.write(`${refusalLine(io, path, error)}\n`);
      }
    }
    sayAssisted(io, assistant);
    return failed > 0 ? EXIT.refused : EXIT.done;
  },
};
