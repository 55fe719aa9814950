/** `show`: the facts of one entity as of a day, each with its source. */
import { AppError, inLang, parseWhen, type Label } from "../kernel/index.ts";
import type { Clocks, Fact } from "../ledger/index.ts";
import { DATA_FLAGS, DATA_OPTIONS, EXIT, readWords, usage, writeLine, type Command, type Io } from "./command.ts";
import { figureText } from "./figure.ts";
import { withRecord, type Opened } from "./record.ts";

function dayOption(text: string | undefined, flag: string): string | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !parseWhen(text)) throw usage({ zh: `${flag} 要一个真实的日子，如 2023-12-01，不是“${text}”`, en: `${flag} takes a real day such as 2023-12-01, not “${text}”` });
  return text;
}

/** The entity of this slug, id or name. @throws AppError `cli/no-entity` naming what comes near. */
async function entityNamed({ database }: Opened, name: string) {
  const [{ searchEntities }, { entityBy }] = await Promise.all([import("../entities/index.ts"), import("../ledger/index.ts")]);
  const db = database.reader("confidential");
  const hits = await searchEntities(db, name, { limit: 5 });
  const exact = await entityBy(db, name).catch(() => undefined);
  const found = exact ?? (hits[0] ? await entityBy(db, hits[0].id) : undefined);
  if (!found) {
    throw new AppError("cli/no-entity", { name }, { status: 404, zh: `记录里没有“${name}”`, en: `the record holds nothing by the name “${name}”`, hint: { zh: "可用 lightvalley search 查找", en: "look for it with lightvalley search" } });
  }
  return found.canonical_id === found.id ? found : await entityBy(db, found.canonical_id);
}

function factLine(io: Io, fact: Fact, property: Label, modality: Label, source: string, object: string | undefined): string {
  const mark = fact.modality === "actual" ? "" : ` [${inLang(modality, io.lang)}]`;
  const parts = [
    `${inLang(property, io.lang)}${fact.qualifier ? ` (${fact.qualifier})` : ""}${fact.when ? ` ${fact.when}` : ""}: ${figureText(fact.best, io.lang, object)}${mark}`,
    `    ${source}${fact.best.stated_on ? `, ${fact.best.stated_on}` : ""}`,
  ];
  if (fact.rivals.length > 0) parts.push(`    ${io.lang === "zh" ? "另有说法" : "rivals"}: ${fact.rivals.map((r) => `${figureText(r, io.lang)}${r.stated_on ? ` (${r.stated_on})` : ""}`).join("; ")}`);
  return parts.join("\n");
}

export const show: Command = {
  name: "show",
  usage: "show NAME [--as-of D] [--known-on D]",
  summary: { zh: "显示一个对象的事实和来源", en: "show the facts of one entity with their sources" },
  options: [
    { flag: "--as-of D", zh: "截至哪一天成立（YYYY-MM-DD）", en: "what holds on this day (YYYY-MM-DD)" },
    { flag: "--known-on D", zh: "到哪一天为止已说出", en: "what had been said by this day" },
    { flag: "--recorded-on D", zh: "到哪一天为止已记入账本", en: "what the ledger held by this day" },
    { flag: "--json", zh: "输出 JSON", en: "print JSON" },
    ...DATA_FLAGS,
  ],
  async run(words, io) {
    const { values, positionals } = readWords(words, { ...DATA_OPTIONS, "as-of": { type: "string" }, "known-on": { type: "string" }, "recorded-on": { type: "string" }, json: { type: "boolean" } });
    const name = positionals.join(" ").trim();
    if (!name) throw usage({ zh: "请给出名称", en: "give a name" });
    const clocks: Clocks = {};
    const [valid, known, recorded] = [dayOption(values["as-of"], "--as-of"), dayOption(values["known-on"], "--known-on"), dayOption(values["recorded-on"], "--recorded-on")];
    if (valid) clocks.valid_on = valid;
    if (known) clocks.known_on = known;
    if (recorded) clocks.recorded_on = recorded;
    const [{ claimsOn, entitiesByIds, factsOf, sourcesByIds }, { MODALITY_LABELS }] = await Promise.all([import("../ledger/index.ts"), import("../ontology/index.ts")]);
    return await withRecord(io, values, async (opened) => {
      const entity = await entityNamed(opened, name);
      const db = opened.database.reader("confidential");
      const facts = await factsOf(db, entity.id, clocks);
      const sources = await sourcesByIds(db, facts.map((f) => f.best.source_id));
      const objects = await entitiesByIds(db, facts.filter((f) => f.unit === "entity").map((f) => String(f.best.value)));
      if (values.json) {
        const { label, slug, type, id } = entity;
        await writeLine(io.out, JSON.stringify({ entity: { id, slug, type, label }, as_of: clocks, facts: facts.map((f) => ({ ...f, source: sources.get(f.best.source_id) })) }, null, 2));
        return EXIT.done;
      }
      const typeLabel = opened.ontology.types.get(entity.type)?.label ?? { en: entity.type };
      await writeLine(io.out, `${[entity.label.zh, entity.label.en].filter(Boolean).join(" / ")} (${inLang(typeLabel, io.lang)})`);
      for (const f of facts.filter((x) => x.property !== "record_group")) {
        const source = sources.get(f.best.source_id);
        const object = objects.get(String(f.best.value));
        await writeLine(io.out, factLine(io, f, opened.ontology.properties.get(f.property)?.label ?? { en: f.property }, MODALITY_LABELS[f.best.modality], source ? [source.publisher, source.title].filter(Boolean).join(": ") : "", object ? inLang(object.label, io.lang) : undefined));
      }
      const open = (await claimsOn(db, entity.id)).filter((c) => c.status === "proposed").length;
      if (open > 0) io.err.write(io.lang === "zh" ? `另有 ${open} 条提议待审核\n` : `${open} proposals wait for review\n`);
      else if (facts.length === 0) io.err.write(io.lang === "zh" ? "没有已采纳的记载\n" : "no accepted claim\n");
      return EXIT.done;
    });
  },
};

const NAMES_INDEXED_FOR_ONE = 50_000;

export const search: Command = {
  name: "search",
  usage: "search TEXT",
  summary: { zh: "按中英文名、拼音、首字母、缩写查找，容许错字", en: "find by Chinese or English name, pinyin, initials or acronym; a slip is forgiven" },
  options: [{ flag: "--limit N", zh: "最多几条（20）", en: "at most so many (20)" }, ...DATA_FLAGS],
  async run(words, io) {
    const { values, positionals } = readWords(words, { ...DATA_OPTIONS, limit: { type: "string" } });
    if (positionals.length === 0) throw usage({ zh: "请给出要查找的文字", en: "give the text to look for" });
    const { RecordSearch, SearchIndexes } = await import("../entities/index.ts");
    return await withRecord(io, values, async ({ database }) => {
      // A record too large to be indexed for one question is asked by SQL, which forgives no slip.
      const names = new RecordSearch(database, new SearchIndexes({ names_max: NAMES_INDEXED_FOR_ONE }));
      await names.build();
      const hits = await names.search("confidential", positionals.join(" "), { limit: Number(values.limit ?? 20) || 20 });
      for (const h of hits) await writeLine(io.out, [h.slug, h.type, h.label.zh ?? "", h.label.en ?? ""].join("\t"));
      return hits.length > 0 ? EXIT.done : EXIT.refused;
    });
  },
};
