/**
 * The reference pages of the ontology, written from the definitions themselves, one page a language.
 * Invariant: the page names every type and every property; the committed page equals what this makes (a test holds it).
 */
import type { Lang } from "../kernel/index.ts";
import { concreteTypes } from "./form.ts";
import type { BothLabel, Ontology, PropertyDef, PropertyUse, Range, Trigger, TypeDef } from "./model.ts";
import { BOUND_LABELS, MODALITY_LABELS, UNIT_LABELS, VISIBILITY_LABELS } from "./vocabulary.ts";

const WORDS = {
  title: { zh: "本体：名词与属性", en: "Ontology: nouns and properties" },
  made: {
    zh: "本页由 `data/ontology` 中的文件生成（`scripts/build-ontology-docs.ts`），请改文件，不要改本页。",
    en: "This page is made from the files in `data/ontology` by `scripts/build-ontology-docs.ts`; change the files, not the page.",
  },
  vocabulary: { zh: "记载的固定用词", en: "Fixed words of a claim" },
  unit: { zh: "单位", en: "Units" }, modality: { zh: "情态", en: "Modality" }, bound: { zh: "界", en: "Bound" }, visibility: { zh: "公开程度", en: "Visibility" },
  types: { zh: "类型", en: "Types" }, properties: { zh: "属性", en: "Properties" },
  code: { zh: "代码", en: "code" }, word: { zh: "用词", en: "word" }, other: { zh: "英文", en: "Chinese" },
  source: { zh: "定义依据", en: "Source of the definition" }, parents: { zh: "属于", en: "Kind of" },
  suffixes: { zh: "名称常见结尾", en: "Names end in" }, triggers: { zh: "提示词", en: "Words that announce it" },
  also: { zh: "另可记载", en: "Also accepted" }, form: { zh: "表单中的属性", en: "Properties of its form" },
  headline: { zh: "页面首要数字", en: "Its page leads with" }, expects: { zh: "应有", en: "Expected of it" },
  required: { zh: "必填", en: "required" }, value: { zh: "值", en: "Value" }, range: { zh: "范围", en: "Range" }, target: { zh: "可指向", en: "May point at" },
  inverse: { zh: "反向读作", en: "Read from the other end" }, options: { zh: "可选", en: "One of" }, form_of: { zh: "格式", en: "Form" }, used: { zh: "用于", en: "Used by" },
  unless: { zh: "除非邻近", en: "unless near" }, near: { zh: "且邻近", en: "and near" },
} satisfies Record<string, BothLabel>;

/** The reference page in one language, as Markdown. */
export function ontologyDocs(ontology: Ontology, lang: Lang): string {
  const w = (key: keyof typeof WORDS): string => WORDS[key][lang];
  const types = [...ontology.types.values()];
  const properties = [...ontology.properties.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const lines = [
    `# ${w("title")}`, "", w("made"), "",
    `## ${w("vocabulary")}`, "",
    ...vocabulary(w("unit"), UNIT_LABELS, lang), ...vocabulary(w("modality"), MODALITY_LABELS, lang),
    ...vocabulary(w("bound"), BOUND_LABELS, lang), ...vocabulary(w("visibility"), VISIBILITY_LABELS, lang),
    `## ${w("types")}`, "",
    ...types.flatMap((t) => typeSection(ontology, t, lang)),
    `## ${w("properties")}`, "",
    ...properties.flatMap((p) => propertySection(ontology, p, types, lang)),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function vocabulary(title: string, labels: Readonly<Record<string, BothLabel>>, lang: Lang): string[] {
  const other = lang === "zh" ? "en" : "zh";
  return [
    `### ${title}`, "", `| ${WORDS.code[lang]} | ${WORDS.word[lang]} | ${WORDS.other[lang]} |`, "| --- | --- | --- |",
    ...Object.entries(labels).map(([code, l]) => `| \`${code}\` | ${l[lang]} | ${l[other]} |`), "",
  ];
}

const heading = (name: string, label: BothLabel): string => `### \`${name}\` ${label.zh} · ${label.en}`;
const sep = (lang: Lang): string => (lang === "zh" ? "、" : ", ");
const colon = (lang: Lang): string => (lang === "zh" ? "：" : ": ");

function typeSection(ontology: Ontology, t: TypeDef, lang: Lang): string[] {
  const label = (key: keyof typeof WORDS): string => WORDS[key][lang] + colon(lang);
  const offered = new Set(t.properties.map((u) => u.property.name));
  const also = [...t.accepts].filter((n) => !offered.has(n)).sort();
  const oneOfs = (list: readonly (readonly string[])[]): string => list.map((names) => names.map((n) => `\`${n}\``).join(" / ")).join(sep(lang));
  const words = (l: { zh: readonly string[]; en: readonly string[] }): string => [...l.zh, ...l.en].join(sep(lang));
  return [
    heading(t.name, t.label), "", t.definition[lang], "",
    `- ${label("source")}${t.source}`,
    ...(t.ancestors.length > 0 ? [`- ${label("parents")}${t.ancestors.map((a) => ontology.abstracts.get(a)?.label[lang] ?? ontology.types.get(a)?.label[lang] ?? a).join(sep(lang))}`] : []),
    ...(t.triggers.zh.length + t.triggers.en.length > 0 ? [`- ${label("triggers")}${words(t.triggers)}`] : []),
    ...(t.suffixes.zh.length + t.suffixes.en.length > 0 ? [`- ${label("suffixes")}${[...t.suffixes.zh, ...t.suffixes.en].map((s) => `\`${s}\``).join(sep(lang))}`] : []),
    `- ${label("form")}${t.properties.map((u) => useWords(u, lang)).join(sep(lang))}`,
    ...(t.page.headline.length > 0 ? [`- ${label("headline")}${oneOfs(t.page.headline)}`] : []),
    ...(t.page.expects.length > 0 ? [`- ${label("expects")}${oneOfs(t.page.expects)}`] : []),
    ...(also.length > 0 ? [`- ${label("also")}${also.map((n) => `\`${n}\``).join(sep(lang))}`] : []), "",
  ];
}

function useWords(u: PropertyUse, lang: Lang): string {
  const own = u.label.zh === u.property.label.zh && u.label.en === u.property.label.en ? "" : ` ${u.label[lang]}`;
  const notes = [own.trim(), u.required ? WORDS.required[lang] : ""].filter((n) => n !== "");
  return `\`${u.property.name}\`${notes.length > 0 ? (lang === "zh" ? `（${notes.join("，")}）` : ` (${notes.join(", ")})`) : ""}`;
}

function propertySection(ontology: Ontology, p: PropertyDef, types: readonly TypeDef[], lang: Lang): string[] {
  const label = (key: keyof typeof WORDS): string => WORDS[key][lang] + colon(lang);
  const typeWords = (names: readonly string[]): string => names.map((n) => ontology.types.get(n)?.label[lang] ?? n).join(sep(lang));
  const users = types.filter((t) => t.properties.some((u) => u.property === p)).map((t) => t.name);
  const triggers = [...p.triggers.zh, ...p.triggers.en];
  return [
    heading(p.name, p.label), "", p.definition[lang], "",
    `- ${label("source")}${p.source}`,
    `- ${label("value")}${p.units.map((u) => `\`${u}\` ${UNIT_LABELS[u][lang]}`).join(sep(lang))}`,
    ...(p.range ? [`- ${label("range")}${rangeWords(p.range)}`] : []),
    ...(p.target ? [`- ${label("target")}${typeWords(concreteTypes(ontology, p.target))}`] : []),
    ...(p.inverse ? [`- ${label("inverse")}${p.inverse[lang]}`] : []),
    ...(p.options ? [`- ${label("options")}${p.options.map((o) => `\`${o.value}\` ${o.label[lang]}`).join(sep(lang))}`] : []),
    ...(p.pattern === undefined ? [] : [`- ${label("form_of")}\`${p.pattern.replaceAll("|", "\\|")}\``]),
    ...(users.length > 0 ? [`- ${label("used")}${typeWords(users)}`] : []),
    ...(triggers.length > 0 ? [`- ${label("triggers")}${triggerList(triggers, lang)}`] : []), "",
  ];
}

const rangeWords = (r: Range): string => `${r.min?.toLocaleString("en-US") ?? "−∞"} … ${r.max?.toLocaleString("en-US") ?? "∞"}`;

const SHOWN_TRIGGERS = 40;

/** The first words only: some properties have hundreds, and the file has them all. */
function triggerList(triggers: readonly Trigger[], lang: Lang): string {
  const shown = triggers.slice(0, SHOWN_TRIGGERS).map((t) => triggerWords(t, lang)).join(sep(lang));
  const more = triggers.length - SHOWN_TRIGGERS;
  return more > 0 ? `${shown} ${lang === "zh" ? `……另有 ${more} 个` : `… and ${more} more`}` : shown;
}

function triggerWords(t: Trigger, lang: Lang): string {
  const notes = [
    t.near.length > 0 ? `${WORDS.near[lang]} ${t.near.join(" ")}` : "",
    t.unless.length > 0 ? `${WORDS.unless[lang]} ${t.unless.join(" ")}` : "",
  ].filter((n) => n !== "");
  return notes.length > 0 ? (lang === "zh" ? `${t.word}（${notes.join("；")}）` : `${t.word} (${notes.join("; ")})`) : t.word;
}
