/** `register …`: its verbs and their words. Invariant: what goes to standard output is data; rows are numbered as in their file. */
import { DATA_FLAGS, DATA_OPTIONS, readWords, usage, wholeNumber, type Command } from "../command.ts";

const OPTIONS = {
  ...DATA_OPTIONS, map: { type: "string", multiple: true }, title: { type: "string" }, publisher: { type: "string" }, published: { type: "string" }, address: { type: "string" },
  visibility: { type: "string" }, type: { type: "string" }, sheet: { type: "string" }, resume: { type: "boolean" }, "sound-rows": { type: "boolean" }, errors: { type: "string" },
  json: { type: "boolean" }, format: { type: "string" }, all: { type: "boolean" }, threshold: { type: "string" }, entity: { type: "string" }, note: { type: "string" },
  limit: { type: "string" }, search: { type: "string" }, preview: { type: "boolean" },
} as const;

export const register: Command = {
  name: "register",
  usage: "register import FILE | list | show ID | link ID | dedupe ID | adopt ID ROW… | remove ID",
  summary: { zh: "名册：导入、查看、与记录对照、查重、采用", en: "registers of firms: import, look, match with the record, dedupe, adopt" },
  options: [
    { flag: "import FILE", zh: "导入 CSV、XLSX 或 Parquet；中断后再运行即续", en: "take in CSV, XLSX or Parquet; run again after a stop to go on" },
    { flag: "--map HEADING=FIELD[*N]", zh: "某列是什么（FIELD 写 - 即不用；*N 为换算到基本单位的倍数）", en: "what a column holds (- for nothing; *N turns its number into the base unit)" },
    { flag: "--preview", zh: "只看列对应和前几行，不写入", en: "only show the mapping and the first rows; nothing is written" },
    { flag: "--resume", zh: "只接着读中断过的导入；没有则报错", en: "only go on with an import that was stopped" },
    { flag: "--sound-rows", zh: "有不能用的行时，也收下能用的行", en: "take the sound rows even where others cannot be used" },
    { flag: "--errors FILE", zh: "把不能用的行连同原因写入此文件（.xlsx 或 .csv）", en: "write unusable rows with their reasons to this file (.xlsx or .csv)" },
    { flag: "--title T --publisher P --published D --address URL", zh: "出处", en: "how it is cited" },
    { flag: "--type T --visibility V --sheet S", zh: "条目类型（Firm）、密级（public）、工作表", en: "type of its entities (Firm), who may see it (public), sheet" },
    { flag: "show ID [--search TEXT] [--limit N]", zh: "名册与其中的行", en: "a register and rows of it" },
    { flag: "link ID [--all]", zh: "记录与名册的对照，每行一对", en: "pairs of record and register, one a line" },
    { flag: "dedupe ID [--all]", zh: "名册内的同一机构，每行一组", en: "rows that are one organisation, one cluster a line" },
    { flag: "adopt ID ROW… [--entity REF]", zh: "把行采用为记载", en: "make claims of rows" },
    { flag: "remove ID", zh: "去掉没有被引用的名册", en: "take away a register that nothing cites" },
    ...DATA_FLAGS,
  ],
  async run(words, io) {
    const { values, positionals } = readWords(words, OPTIONS);
    const [verb, first, ...rest] = positionals;
    const one = (): string => {
      if (first === undefined) throw usage({ zh: `register ${verb} 之后请给出${verb === "import" ? "文件" : "名册编号"}`, en: `register ${verb} needs ${verb === "import" ? "a file" : "the id of a register"}` });
      return first;
    };
    const verbs = await import("./verbs.ts");
    const limit = wholeNumber(values.limit, "--limit", 1, 10_000);
    switch (verb) {
      case "import": return await (await import("./import.ts")).importRegister(io, one(), values);
      case "list": return await verbs.listRegisters(io, values);
      case "show": return await verbs.showRegister(io, one(), { ...values, ...(limit ? { rows: limit } : {}) });
      case "link": return await verbs.linkOne(io, one(), values);
      case "dedupe": return await verbs.dedupeOne(io, one(), values);
      case "adopt": return await verbs.adoptRowsOf(io, one(), rest, values);
      case "remove": return await verbs.removeOne(io, one(), values);
      default: throw usage({ zh: "register 之后写 import、list、show、link、dedupe、adopt 或 remove", en: "after register comes import, list, show, link, dedupe, adopt or remove" });
    }
  },
};
