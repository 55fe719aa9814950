// Names of parts and of industries in full: "二期" is the second phase of a park, "激光产业" the industry of a place, "the new fab" a firm's.
// Invariant: the name as said stands whole in the full one; a whole is only ever another candidate of the same figure, and none is better than a poor one.
import type { Candidate } from "./candidates.ts";
import type { Context } from "./context.ts";
import { isSmall } from "./fold.ts";
import type { Lang } from "./model.ts";
import { EN_PLACES, ZH_PLACES } from "./places.ts";

/** What a part may belong to, in tiers: a phase is its park's, or else its firm's. */
const WHOLE: Readonly<Record<string, readonly (readonly string[])[]>> = {
  ParkPhase: [["Park", "Project"], ["Zone", "Firm", "Institute"]],
  Building: [["Park", "Project"], ["Firm", "Institute", "Zone"]],
  Project: [["Firm", "Institute"], ["Park", "Zone"]],
  Lab: [["Institute", "Firm"], ["Park"]],
  Park: [["Firm"], ["Zone", "Region"]],
  Cluster: [["Region"], ["Zone"]],
};

/** Parts that say nothing of what they are parts of. */
const PART_ZH: Readonly<Record<string, RegExp>> = {
  ParkPhase: /^(?:该|本)?(?:项目|园区|产业园|工程|基地)?第?[一二三四五六七首]期(?:项目|工程|厂房|用地)?$|^(?:核心区|起步区|启动区|先行区)$|^[A-Z甲乙丙东西南北]区$/,
  Building: /^(?:主|裙|塔|办公|研发|孵化|科技|综合|服务|宿舍|生产|新|主体|洁净|标准)*(?:楼|大楼|厂房|车间|[A-Z\d一二三四五六七八九十]+号楼|[A-Z]?\d{1,3}[号栋]?(?:楼|厂房))$/,
  Project: /^(?:该|本|此|这一|这个|新|新建|整个|首个)*(?:项目|工程|生产线|产线|工厂|新厂)$/,
  Lab: /^(?:该|本|新|联合)*(?:实验室|研发中心)$/,
};
/** Words that only point. */
const OPENER_ZH = /^(?:该|本|此|这一|这个)/;
/** What a phase opens with and its whole's name ends in: said once. */
const SAID_TWICE = /^(?:項目|项目|園區|园区|產業園|产业园|工程|基地)(?=第?[一二三四五六七首]期)/;
/** Common nouns with at most one word of their own. */
const PART_EN = /^(?:(?:the|its|their|new|existing|current|planned|second|third|fourth|fifth|first|next|main|whole|entire) )*(?:[a-z]+ )?(?:phase|project|fab|plant|factory|facility|campus|base|building|tower|workshop|headquarters|cleanroom|laboratory|lab|line)$/;
const NUMBERED_EN = /^(?:Phase|Building|Block|Tower|Hall|Plant|Fab|Factory|Line) [A-Z\d]{1,4}$/;

/** An industry of the country or the world is no place's. */
const WIDE_ZH = /全国|我国|中国|全球|世界|国内|国际|国家/;
const WIDE_EN = /\b(?:global|world|worldwide|national|nationwide|international|domestic|china's|country's|europe(?:an)?)\b/;
/** Kinds of industry whose name opens with a place already. */
const PLACED_ZH = /^[\u4e00-\u9fff]{2,6}?(?:省|市|区|县|州|镇|湾|谷|三角)/;

/** A part's name beside its whole's: "X园|二期", "Phase II of |the X Park". */
export interface Whole {
  whole: string;
  part: string;
}

/** The whole that a part or an industry belongs to, among the candidates of its figure that fit and were weighed; undefined where its name says it all or the text names none. */
export function wholeOf(best: Candidate, weighed: readonly Candidate[], c: Context): Whole | undefined {
  const tiers = WHOLE[best.type];
  if (tiers === undefined || !isPart(best, c)) return undefined;
  const part = c.lang === "zh" ? best.name.replace(OPENER_ZH, "") : best.name.replace(/^(?:its|their|his|the|this|that) /i, "");
  // "仲恺…, LED产业贡献了…": an industry is that of the place its own sentence names before it.
  const at = best.type === "Cluster" && c.lang === "zh" ? best.mention?.start : undefined;
  const here = at === undefined ? undefined : weighed.filter((x) => (x.type === "Region" || x.type === "Zone") && x.via === "named" && x.mention!.end <= at && !x.mention!.oblique && !best.name.includes(x.name)).pop();
  if (here !== undefined && placed(part, c.lang) === false) return { whole: here.name, part };
  for (const types of tiers) {
    let whole: Candidate | undefined;
    for (const x of weighed) {
      if (!types.includes(x.type) || (whole !== undefined && x.score <= whole.score) || x.via === "itself" || x.mention?.weak === true || x.thing?.weak === true) continue;
      if (best.type === "Cluster" && c.lang === "en" && !placeEn(x.name)) continue;
      if (x.name.includes(part) || best.name.includes(x.name) || isPart(x, c) || (c.lang === "en" && isSmall(x.name.charCodeAt(0)))) continue;
      whole = x;
    }
    if (whole !== undefined) return { whole: whole.name, part };
  }
  return undefined;
}

function isPart(x: Candidate, c: Context): boolean {
  const name = x.name;
  if (x.type === "Cluster") return isUnplaced(x, c);
  if (c.lang === "zh") return PART_ZH[x.type]?.test(name) === true;
  return WHOLE[x.type] !== undefined && (PART_EN.test(name) || NUMBERED_EN.test(name));
}

function isUnplaced(x: Candidate, c: Context): boolean {
  if ((x.mention?.type ?? x.thing?.type) === "Market" || !/(?:产业|行业|集群|industry|cluster|sector|industries)$/i.test(x.name)) return false;
  if (placed(x.name, c.lang)) return false;
  const from = x.mention?.start ?? 0;
  return c.lang === "zh" ? !WIDE_ZH.test(c.fold.slice(Math.max(0, from - 8), from)) : !WIDE_EN.test(c.low.slice(Math.max(0, from - 24), from));
}

/** An industry's name that says already whose it is: a place's, a country's, the world's. */
export const placed = (name: string, lang: Lang): boolean =>
  lang === "zh" ? PLACED_ZH.test(name) || WIDE_ZH.test(name) || ZH_PLACES.some((p) => name.startsWith(p)) : !/^(?:[a-z]|[A-Z]{2,5}\b)/.test(name) || WIDE_EN.test(name) || / (?:of|in) (?:the )?[A-Z]/.test(name);

/** A name that says itself to be a place: capitalised runs after "in" are taken for places too readily to name an industry by. */
const placeEn = (name: string): boolean => EN_PLACES.has(name.toLowerCase()) || / (?:district|city|province|county|town|zone|state|region)$/i.test(name);

/** The full name as the language writes it: 长春 and 全市光电信息产业 are 长春市光电信息产业. */
export function joined(lang: Lang, whole: string, part: string): string {
  if (lang === "en") return `${part} of ${whole}`;
  const body = whole.replace(/(?:管委会|管理委员会|管委會|管理委員會|人民政府|政府)$/, "");
  const opener = SAID_TWICE.exec(part)?.[0];
  const rest = opener !== undefined && body.endsWith(opener) ? part.slice(opener.length) : part;
  return `${body}${rest.replace(/^[全本我该該]([省市区區县縣镇鎮])/, (_, level: string) => (body.endsWith(level) ? "" : level))}`;
}
