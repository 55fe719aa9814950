/**
 * Divisions of China by name and code: which one a name means, and where its middle is.
 * Names and codes are those of `data/identity/divisions.csv`, middles those of `data/report/gazetteer.csv`.
 * Invariant: a name that several divisions bear means none of them until something said of it tells which.
 */
import { readFileSync } from "node:fs";
import { soundOf } from "../../ledger/index.ts";
import type { Label } from "../../kernel/index.ts";

export type Level = "province" | "city" | "district";

export interface Division {
  /** GB/T 2260: two digits for a province, four for a prefecture, six for a county or district. */
  code: string;
  zh: string;
  en: string;
  level: Level;
}
/** A division whose middle is known. */
export interface Drawn extends Division {
  lon: number;
  lat: number;
}

interface Tables {
  byCode: Map<string, Division>;
  byName: Map<string, Division[]>;
  byEnglish: Map<string, Division[]>;
  middles: Map<string, { lon: number; lat: number; en: string; zh: string }>;
}

let tables: Tables | undefined;
const levelOf = (code: string): Level => (code.length === 2 ? "province" : code.length === 4 ? "city" : "district");
const KIND = /(?:自治州|自治县|自治区|特别行政区|地区|林区|省|市|盟|县|区|旗)$/;
/** 长春市 → 长春; a name of one character keeps its kind. */
const stem = (zh: string): string => { const bare = zh.replace(KIND, ""); return bare.length >= 2 ? bare : zh; };

const rowsOf = (path: string): string[][] => readFileSync(new URL(path, import.meta.url), "utf8").trim().split("\n").slice(1).map((line) => line.trim().split(","));
const add = <K>(map: Map<K, Division[]>, key: K, one: Division): void => { const list = map.get(key); if (!list) map.set(key, [one]); else if (!list.includes(one)) list.push(one); };

/** Six digits, as the table of middles writes codes. */
const full = (code: string): string => code.padEnd(6, "0");
/** English levelled: letters only, without the words for kinds. */
export const plain = (en: string): string => en.toLowerCase().replace(/\b(province|city|municipality|prefecture|district|county|autonomous|region|of|the)\b/g, "").replace(/[^a-z]/g, "");

function load(): Tables {
  if (tables) return tables;
  const middles = new Map(rowsOf("../../../data/report/gazetteer.csv").map(([code, zh, en, lon, lat]) => [code!, { zh: zh!, en: en!, lon: Number(lon), lat: Number(lat) }]));
  const [byCode, byName, byEnglish] = [new Map<string, Division>(), new Map<string, Division[]>(), new Map<string, Division[]>()];
  const known = rowsOf("../../../data/identity/divisions.csv").map(([code, zh]) => ({ code: code!, zh: zh! }));
  // Taiwan, Hong Kong and Macao are in the table of middles only.
  const more = [...middles].filter(([code]) => /^(71|81|82)/.test(code)).map(([code, m]) => ({ code: code.endsWith("0000") ? code.slice(0, 2) : code, zh: m.zh }));
  for (const { code, zh } of [...known, ...more]) {
    // A stand-in line of the tables (市辖区) names no place of its own.
    if (byCode.has(code) || zh === "市辖区" || zh === "县" || zh.endsWith("直辖县级行政区划")) continue;
    const one: Division = { code, zh, en: middles.get(full(code))?.en ?? "", level: levelOf(code) };
    byCode.set(code, one);
    add(byName, zh, one);
    if (one.level !== "district") add(byName, stem(zh), one);
    if (one.en) add(byEnglish, plain(one.en), one);
  }
  return (tables = { byCode, byName, byEnglish, middles });
}

export const divisionOfCode = (code: string): Division | undefined => load().byCode.get(code);

/** Itself and what it lies in, the smallest first. */
export function upFrom(d: Division): Division[] {
  const codes = [d.code, d.code.slice(0, 4), d.code.slice(0, 2)].filter((c, i, all) => c.length <= d.code.length && all.indexOf(c) === i);
  return codes.flatMap((c) => load().byCode.get(c) ?? []);
}

/** The smallest division about it whose middle is known. The four municipalities are drawn as what they are called: cities with districts. */
export function drawnOf(d: Division): Drawn | undefined {
  for (const one of upFrom(d)) {
    const middle = load().middles.get(full(one.code));
    if (middle) return { ...one, en: one.en || middle.en, lon: middle.lon, lat: middle.lat };
  }
  return undefined;
}

/** Whether one of the two lies in the other, or both are one. */
export const agree = (a: Division, b: Division): boolean => a.code.startsWith(b.code) || b.code.startsWith(a.code);

/** `one`: found. `many`: several bear the name. Nothing where none does. */
export type Meant = { one: Division } | { many: Division[] } | undefined;

function narrowed(found: readonly Division[] | undefined, within: Division | undefined): Meant {
  if (!found || found.length === 0) return undefined;
  const fitting = within ? found.filter((d) => agree(d, within)) : found;
  const list = fitting.length > 0 ? fitting : found;
  // 吉林 the province and 吉林市, 北京 the province and 北京 the city: the full name wins; of a bare one the larger.
  const codes = list.filter((d) => !list.some((o) => o !== d && d.code.startsWith(o.code)));
  return codes.length === 1 ? { one: codes[0]! } : { many: codes };
}

/** 济南市历城区: the larger names before the smaller, each within the one before. Also the beginning of an address. */
function unfolded(text: string, within: Division | undefined): Division | undefined {
  const { byName } = load();
  let [rest, here] = [text, within];
  let found: Division | undefined;
  while (rest.length >= 2) {
    let step: Division | undefined;
    let used = 0;
    for (let n = Math.min(rest.length, 14); n >= 2 && !step; n--) {
      // 朝阳区 is no 朝阳 with something after it.
      if (/^[区县旗市省州盟]/.test(rest.slice(n)) && !KIND.test(rest.slice(0, n))) continue;
      const meant = narrowed(byName.get(rest.slice(0, n)), here);
      if (meant && "one" in meant && (!here || meant.one.code.startsWith(here.code)) && (found === undefined || meant.one.code.length >= found.code.length)) [step, used] = [meant.one, n];
    }
    if (!step) break;
    [found, here, rest] = [step, step, rest.slice(used)];
  }
  return found;
}

/** The division at the head of an address in Chinese, as far down as it says. */
export const divisionOfAddress = (address: string): Division | undefined => unfolded(address.normalize("NFKC").replace(/^中国/, "").trim(), undefined);

function englishMeant(en: string, within: Division | undefined): Meant {
  const parts = en.split(",").map((p) => p.trim()).filter((p) => p !== "");
  // “Licheng District, Jinan”: what comes later is larger.
  let here = within;
  for (const part of parts.slice(1).reverse()) {
    const meant = narrowed(load().byEnglish.get(plain(part)), here);
    if (meant && "one" in meant) here = meant.one;
  }
  const first = parts[0] ?? "";
  const own = narrowed(load().byEnglish.get(plain(first))?.filter((d) => (/\bprovince\b/i.test(first) ? d.level === "province" : /\bdistrict|county\b/i.test(first) ? d.level === "district" : /\bcity\b/i.test(first) ? d.level !== "province" : true)), here);
  if (own && "one" in own) return own;
  if (!here) return own;
  const sound = plain(first);
  const below = [...load().byCode.values()].filter((d) => d.level === "district" && d.code.startsWith(here!.code) && soundOf(stem(d.zh)).split(" ")[0] === sound);
  return narrowed(below, here) ?? own;
}

/** The division that a name means. @param within a division that it is said to lie in, where that is known. */
export function divisionMeant(label: Label, within?: Division): Meant {
  const zh = label.zh?.normalize("NFKC").trim();
  if (zh) {
    const whole = narrowed(load().byName.get(zh), within);
    if (whole && "one" in whole) return whole;
    const parts = unfolded(zh, within);
    if (parts && zh.endsWith(parts.zh)) return { one: parts };
    if (whole) return whole;
  }
  return label.en ? englishMeant(label.en, within) : undefined;
}
