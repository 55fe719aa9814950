/**
 * A made-up ledger to measure with: firms with ten claims each from several sources, some told twice, some still proposed.
 * Invariant: the same number of claims makes the same values; only ids differ.
 */
import { newId } from "../../src/kernel/index.ts";
import type { ClaimRecord, Entry } from "../../src/ledger/index.ts";

export const CLAIMS_PER_CHANGE = 5_000;
const CLAIMS_PER_FIRM = 10;
const SOURCES_PER_CHANGE = 5;
const STEMS = ["光电", "激光", "芯片", "显示", "传感", "镜头", "光纤", "半导体", "精密", "红外"];

/** One change set: its sources, its firms and their claims. @param change from 0 on. */
export function madeChange(change: number, claims: number): Entry[] {
  let state = 12_345 + change;
  const random = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 4_294_967_296;
  const entries: Entry[] = [];
  const sources = Array.from({ length: SOURCES_PER_CHANGE }, () => newId());
  sources.forEach((id, i) => entries.push({ kind: "source", id, version: 1, what: "page", title: `Yearly survey ${change}-${i}`, publisher: "A bureau", published: `${2019 + i}-03`, language: "en", visibility: "public" }));
  for (let k = 0; k < claims; k += CLAIMS_PER_FIRM) {
    const number = change * CLAIMS_PER_CHANGE + k;
    const subject_id = newId();
    const level = 1e7 * (1 + 900 * random());
    const hidden = random() < 0.02 ? ("internal" as const) : ("public" as const);
    entries.push({ kind: "entity", id: subject_id, type: "Firm", slug: `firm-${number}`, label: { zh: `${STEMS[k % STEMS.length]}${number}公司`, en: `Optics ${number} Ltd` }, visibility: "public" });
    for (let j = 0; j < Math.min(CLAIMS_PER_FIRM, claims - k); j++) {
      const common = { kind: "claim" as const, subject_id, id: newId(), modality: "actual" as const, bound: "eq" as const, source_id: sources[j % SOURCES_PER_CHANGE]!, stated_on: `${2019 + (j % SOURCES_PER_CHANGE)}-03`, lang: "en" as const, visibility: hidden };
      entries.push({ ...common, ...saying(j, level, random()), entered: random() < 0.05 ? "proposed" : "accepted" });
    }
  }
  return entries;
}

function saying(j: number, level: number, chance: number): Pick<ClaimRecord, "property" | "value" | "unit" | "when" | "stated" | "quote" | "locator"> {
  const year = String(2018 + (j % 5));
  const locator = { start: 40 * j, end: 40 * j + 36 };
  if (j < 6) {
    const value = Number((level * 1.1 ** (j % 5)).toPrecision(3));
    return { property: "revenue", value, unit: "yuan", when: year, stated: { number: (value / 1e8).toString(), scale: "亿", unit: "元" }, quote: `Revenue reached ${value} yuan in ${year}.`, locator };
  }
  if (j < 8) return { property: "employees", value: Math.round(20 + 900 * chance), unit: "count", when: year, stated: { number: String(Math.round(20 + 900 * chance)) }, quote: `It employs many people in ${year}.`, locator };
  if (j === 8) return { property: "founded", value: `${1990 + Math.floor(30 * chance)}`, unit: "date", locator };
  return { property: "main_business", value: "optical components", unit: "text", locator };
}
