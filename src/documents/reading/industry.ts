// Figures of a place that are about its industry: "全市现有光电企业629家" is of the city's optoelectronic industry.
// Invariant: an industry is only ever one that the text names; the full name holds both the place and the industry, as either alone says too little.
import type { Discourse } from "./discourse.ts";
import { foldText } from "./fold.ts";
import { joined, placed } from "./in-full.ts";
import type { Lang, Proposal } from "./model.ts";

/** What may be said of an industry, and what is said of one only beside a word of it. */
const OF_INDUSTRY = /^(?:firms_count|output_value|revenue|market_share|growth_rate|employees)$/;
const BEFORE = { zh: 30, en: 70 };
const AFTER = { zh: 14, en: 40 };

/** The industry that a figure of a place is about; undefined where the text leaves it to the place. */
export function industryOf(discourse: Discourse, title: string, lang: Lang, surface: (name: string) => string): (p: Proposal) => { name: string; type: string; rule: string } | undefined {
  const industries = discourse.industries();
  if (industries.length === 0) return () => undefined;
  const worth = (i: { stem: string; weight: number }): number => i.weight + (i.stem.length >= 3 && title.toLowerCase().includes(i.stem) ? 4 : 0);
  const main = [...industries].sort((a, b) => worth(b) - worth(a))[0]!;
  const titled = title.toLowerCase().includes(main.stem) || main.weight >= 4;
  return (p) => {
    if ((p.subject_type !== "Region" && p.subject_type !== "Zone") || !OF_INDUSTRY.test(p.property)) return undefined;
    const said = around(p, lang);
    const meant = industries.filter((i) => i.stem.length >= 2 && standsIn(i.stem, said, lang)).sort((a, b) => b.stem.length - a.stem.length || worth(b) - worth(a))[0];
    const carried = p.subject_type === "Region" && ((p.reasons.subject.start === undefined && /^(?:carried on|what the|refers)/.test(p.reasons.subject.rule ?? "")) || /^全[省市区县]$/.test(foldText(p.reasons.subject.words ?? "")));
    const chosen = meant ?? (carried && titled && /^(?:firms_count|market_share|revenue)$/.test(p.property) ? main : undefined);
    if (chosen === undefined) return undefined;
    const name = surface(chosen.name);
    return { name: placed(foldText(name).replace(/^[全本我该][省市区县镇]/, ""), lang) || name.toLowerCase().includes(p.subject.toLowerCase()) ? name : joined(lang, p.subject, name), type: "Cluster", rule: `the industry of ${p.subject}` };
  };
}

/** The words around a figure, as far as its clause goes on after it. */
function around(p: Proposal, lang: Lang): string {
  const [from, to] = [p.figure.start - p.start, p.figure.end - p.start];
  const after = foldText(p.quote.slice(from, to + AFTER[lang])).replace(lang === "zh" ? /[,。;](?!\d).*$/ : /[.;](?!\d).*$/, "");
  return (foldText(p.quote.slice(Math.max(0, from - BEFORE[lang]), from)) + after).toLowerCase();
}

/** "光电产业", "光电企业", "LED lamps makers" speak of an industry; "光电" within another word does not. */
function standsIn(stem: string, said: string, lang: Lang): boolean {
  for (let i = said.indexOf(stem); i >= 0; i = said.indexOf(stem, i + 1)) {
    const next = said.slice(i + stem.length, i + stem.length + 24);
    if (stem.length >= 3 && lang === "zh") return true;
    if ((lang === "zh" ? /^(?:类|领域|相关)?(?:产业|行业|企业|公司|厂商|制造|规上|规模)/ : /^(?:,|s)? (?:[a-z]+ ){0,2}(?:industry|sector|cluster|companies|firms|enterprises?|makers?|manufacturers?)\b/).test(next)) return true;
  }
  return false;
}
